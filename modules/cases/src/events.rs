// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How other modules learn what happened to a case file: by an event in the transaction of the deed,
//! with identifiers and nothing about anybody.

use jiff::Timestamp;
use kernel::{CaseFileId, OrganisationId};
use serde::{Deserialize, Serialize};

/// A file was opened.
pub const CASE_OPENED: &str = "case.opened";
/// Something was done with a file.
pub const CASE_CHANGED: &str = "case.changed";
/// A file was closed.
pub const CASE_CLOSED: &str = "case.closed";

/// The payload of all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseChanged {
    /// Which file.
    pub case_file: CaseFileId,
    /// Whose.
    pub office: OrganisationId,
    /// How often it was changed, which says that two events are two.
    pub version: i64,
    /// When it happened.
    pub at: Timestamp,
}
