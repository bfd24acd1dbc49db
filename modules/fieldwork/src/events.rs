// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How other modules learn that a record has come: by an event in the same transaction. It names the
//! record and says nothing of its content.

use jiff::Timestamp;
use kernel::OrganisationId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A record or a new version of one has come.
pub const RECORD_RECEIVED: &str = "record.received";

/// The payload of [`RECORD_RECEIVED`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordReceived {
    /// Which record.
    pub record: Uuid,
    /// In which project.
    pub project: i64,
    /// Of which office.
    pub office: OrganisationId,
    /// The number of its version, from 1.
    pub version: i64,
    /// Whether it lies aside, because it breaks rules of its form.
    pub is_aside: bool,
    /// When it came.
    pub at: Timestamp,
}
