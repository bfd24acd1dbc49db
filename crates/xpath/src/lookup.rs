// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Indexes by which the entries of a list are found by equality, kept with the document.

/// The indexes of one document, each built when it is first asked for.
#[derive(Debug, Default)]
pub(crate) struct Lookups;

impl Clone for Lookups {
    fn clone(&self) -> Self {
        Self
    }
}

impl Lookups {
    #[expect(clippy::unused_self, reason = "there are no indexes yet")]
    pub(crate) fn clear(&mut self) {}
}
