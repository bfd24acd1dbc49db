// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A submission as it goes into rows: what was answered and what the system knows.

use std::str::FromStr;

use forms::Answers;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A submission.
#[derive(Debug, Clone, Copy)]
pub struct Submission<'a> {
    /// The `instanceID`, the same over all edits: that of the first version.
    pub instance_id: &'a str,
    /// What people call it.
    pub instance_name: Option<&'a str>,
    /// When it arrived.
    pub submission_date: Timestamp,
    /// When it was last edited or reviewed.
    pub updated_at: Option<Timestamp>,
    /// When it was deleted.
    pub deleted_at: Option<Timestamp>,
    /// Who sent it.
    pub submitter_id: Option<&'a str>,
    /// What that one is called.
    pub submitter_name: Option<&'a str>,
    /// How many of its files are there.
    pub attachments_present: u32,
    /// How many files it names.
    pub attachments_expected: u32,
    /// Why it cannot be read, if it cannot.
    pub status: Option<Status>,
    /// What the review came to.
    pub review_state: Option<ReviewState>,
    /// The device, as it calls itself.
    pub device_id: Option<&'a str>,
    /// How often it was edited.
    pub edits: u32,
    /// The version of the form that it was filled in with.
    pub form_version: Option<&'a str>,
    /// What was answered. A file's value is written as it is; it is also the name by which the
    /// file is asked for.
    pub answers: &'a Answers,
}

/// Why a submission cannot be read. Here submissions never arrive encrypted; the names belong to
/// the description of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Status {
    /// It is encrypted.
    NotDecrypted,
    /// It is encrypted and not complete.
    MissingEncryptedFormData,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::NotDecrypted, Self::MissingEncryptedFormData];

    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotDecrypted => "notDecrypted",
            Self::MissingEncryptedFormData => "missingEncryptedFormData",
        }
    }
}

/// What a review came to. A submission that nobody has reviewed has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ReviewState {
    /// Something is to be put right.
    HasIssues,
    /// It was changed after it was reviewed.
    Edited,
    /// It does not count.
    Rejected,
    /// It counts.
    Approved,
}

impl ReviewState {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::HasIssues,
        Self::Edited,
        Self::Rejected,
        Self::Approved,
    ];

    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::HasIssues => "hasIssues",
            Self::Edited => "edited",
            Self::Rejected => "rejected",
            Self::Approved => "approved",
        }
    }
}

impl FromStr for ReviewState {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut all = Self::ALL.into_iter();
        all.find(|state| state.name() == text).ok_or(())
    }
}

/// A property of `__system`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SystemField {
    /// `submissionDate`
    SubmissionDate,
    /// `updatedAt`
    UpdatedAt,
    /// `deletedAt`
    DeletedAt,
    /// `submitterId`
    SubmitterId,
    /// `submitterName`
    SubmitterName,
    /// `attachmentsPresent`
    AttachmentsPresent,
    /// `attachmentsExpected`
    AttachmentsExpected,
    /// `status`
    Status,
    /// `reviewState`
    ReviewState,
    /// `deviceId`
    DeviceId,
    /// `edits`
    Edits,
    /// `formVersion`
    FormVersion,
}

impl SystemField {
    /// All of them, in the order in which they are written.
    pub const ALL: [Self; 12] = [
        Self::SubmissionDate,
        Self::UpdatedAt,
        Self::DeletedAt,
        Self::SubmitterId,
        Self::SubmitterName,
        Self::AttachmentsPresent,
        Self::AttachmentsExpected,
        Self::Status,
        Self::ReviewState,
        Self::DeviceId,
        Self::Edits,
        Self::FormVersion,
    ];

    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::SubmissionDate => "submissionDate",
            Self::UpdatedAt => "updatedAt",
            Self::DeletedAt => "deletedAt",
            Self::SubmitterId => "submitterId",
            Self::SubmitterName => "submitterName",
            Self::AttachmentsPresent => "attachmentsPresent",
            Self::AttachmentsExpected => "attachmentsExpected",
            Self::Status => "status",
            Self::ReviewState => "reviewState",
            Self::DeviceId => "deviceId",
            Self::Edits => "edits",
            Self::FormVersion => "formVersion",
        }
    }

    /// The type of `OData`.
    pub(super) fn edm_type(self) -> &'static str {
        match self {
            Self::SubmissionDate | Self::UpdatedAt | Self::DeletedAt => "Edm.DateTimeOffset",
            Self::AttachmentsPresent | Self::AttachmentsExpected | Self::Edits => "Edm.Int64",
            Self::Status => "org.opendatakit.submission.Status",
            Self::ReviewState => "org.opendatakit.submission.ReviewState",
            Self::SubmitterId | Self::SubmitterName | Self::DeviceId | Self::FormVersion => {
                "Edm.String"
            }
        }
    }
}
