// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files that are answers, as pages show them.

/// A stored file, as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileView {
    /// The name under which it was chosen.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Where it can be fetched.
    pub url: String,
    /// Whether browsers show it as a picture.
    pub is_picture: bool,
}
