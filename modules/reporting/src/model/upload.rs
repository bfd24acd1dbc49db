// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Tables with many reports, from the upload to the day on which they are sent or thrown away.

use forms::Answers;
use jiff::Timestamp;
use kernel::{CollectionId, Id, OrganisationId, PersonId, SubmissionId};
use serde::{Deserialize, Serialize};

use super::{Lock, Refusal};
use crate::period::Period;

/// For how many days an upload is kept.
pub const UPLOAD_DAYS: i64 = 14;

/// Marks the identifiers of uploads.
#[derive(Debug, Clone, Copy)]
pub struct UploadMark;

/// Identifies an upload.
pub type UploadId = Id<UploadMark>;

kernel::named! {
    /// How far an upload is.
    pub enum UploadState {
        /// Its rows can be corrected and sent.
        Open = "open",
        /// Its right rows are being sent.
        Sending = "sending",
        /// Nothing is left to be sent.
        Done = "done",
    }
}

kernel::named! {
    /// What is to be done with a row.
    pub enum RowState {
        /// It is right and can be sent.
        Ready = "ready",
        /// Something has to be put right first.
        Wrong = "wrong",
        /// The same was reported before.
        Known = "known",
        /// It was sent.
        Sent = "sent",
    }
}

/// A table that somebody has uploaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Upload {
    /// Which.
    pub id: UploadId,
    /// Into which collection its reports go.
    pub collection: CollectionId,
    /// Whose it is: nobody else sees it.
    pub person: PersonId,
    /// The office whose key seals rows that name no institution.
    pub office: OrganisationId,
    /// How far it is.
    pub state: UploadState,
    /// When it was uploaded.
    pub created_at: Timestamp,
    /// Whether its last sending was given up before its end.
    pub interrupted: bool,
}

impl Upload {
    /// The context under which a row is sealed.
    pub fn seal_context(id: UploadId, number: i64) -> String {
        format!("upload/{id}/{number}")
    }
}

/// How many rows of an upload are in which state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RowCounts {
    /// Right, and not sent yet.
    pub ready: i64,
    /// Of these, how many have something implausible.
    pub unusual: i64,
    /// To be put right.
    pub wrong: i64,
    /// Reported before.
    pub known: i64,
    /// Sent.
    pub sent: i64,
}

impl RowCounts {
    /// All of them.
    pub fn all(self) -> i64 {
        self.ready + self.wrong + self.known + self.sent
    }
}

/// What stands in a row.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RowContent {
    /// The institution as it was typed.
    pub institution: String,
    /// The period as it was typed.
    pub period: String,
    /// The answers; those that are none of their type as they were typed.
    pub answers: Answers,
    /// Whether something stood beside the columns.
    pub beyond: bool,
}

/// What was found out about a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedRow {
    /// What is to be done with it.
    pub state: RowState,
    /// How many of its answers are implausible.
    pub warnings: i64,
    /// Which institution it names.
    pub institution: Option<OrganisationId>,
    /// Which period it is about.
    pub period: Option<Period>,
    /// The office whose key seals it.
    pub office: OrganisationId,
    /// Whether somebody of the office reports for the institution.
    pub on_behalf: bool,
    /// The idempotency key of its report; empty if it names no institution or period.
    pub repeat_key: String,
    /// The report that says the same.
    pub submission: Option<SubmissionId>,
    /// What is wrong besides the answers.
    pub faults: Vec<RowFault>,
}

/// What can be wrong with a row besides its answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowFault {
    /// It names no institution, and there are several.
    InstitutionMissing,
    /// It names none of those for which the person reports in the collection.
    InstitutionUnknown,
    /// Several institutions are called so.
    InstitutionAmbiguous,
    /// It names no period.
    PeriodMissing,
    /// The text is no period of the collection's kind.
    PeriodInvalid,
    /// The collection takes no report about the period.
    Refused(Refusal),
    /// The period is approved or past.
    Locked(Lock),
    /// Another report about the period has come before.
    Taken,
    /// An earlier row of the table is about the same period, and says something else.
    TwicePeriod,
    /// Something stands beside the columns.
    Beyond,
    /// What is kept of it cannot be read any more.
    Damaged,
}

impl RowFault {
    /// The name in message keys and API answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::InstitutionMissing => "institution-missing",
            Self::InstitutionUnknown => "institution-unknown",
            Self::InstitutionAmbiguous => "institution-ambiguous",
            Self::PeriodMissing => "period-missing",
            Self::PeriodInvalid | Self::Refused(Refusal::OtherKind) => "period-invalid",
            Self::Refused(Refusal::Closed) => "closed",
            Self::Refused(Refusal::NotBegun) => "not-begun",
            Self::Refused(Refusal::OutsideSeason | Refusal::NotExpected) => "not-expected",
            Self::Locked(_) | Self::Refused(Refusal::Locked) => "locked",
            Self::Taken => "taken",
            Self::TwicePeriod => "twice-period",
            Self::Beyond => "beyond",
            Self::Damaged => "damaged",
        }
    }

    /// The field that it is about; empty for the row as a whole.
    pub fn field(self) -> &'static str {
        match self {
            Self::InstitutionMissing | Self::InstitutionUnknown | Self::InstitutionAmbiguous => {
                "einrichtung"
            }
            Self::Beyond | Self::Damaged => "",
            _ => "zeitraum",
        }
    }
}

/// A row as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadRow {
    /// The row as a spreadsheet program counts it.
    pub number: i64,
    /// Counts the savings, from 1.
    pub version: i64,
    /// What is to be done with it.
    pub state: RowState,
    /// How many of its answers are implausible.
    pub warnings: i64,
    /// Which institution it names.
    pub institution: Option<OrganisationId>,
    /// Which period it is about.
    pub period: Option<Period>,
    /// The office whose key seals it.
    pub office: OrganisationId,
    /// Whether somebody of the office reports for the institution.
    pub on_behalf: bool,
    /// The idempotency key of its report.
    pub repeat_key: String,
    /// The report that it became, or that says the same.
    pub submission: Option<SubmissionId>,
    /// What it says, sealed; empty once it was sent.
    pub sealed: Vec<u8>,
}

impl UploadRow {
    /// A row as it was found, with what it says sealed.
    pub fn of(number: i64, version: i64, checked: &CheckedRow, sealed: Vec<u8>) -> Self {
        Self {
            number,
            version,
            state: checked.state,
            warnings: checked.warnings,
            institution: checked.institution,
            period: checked.period,
            office: checked.office,
            on_behalf: checked.on_behalf,
            repeat_key: checked.repeat_key.clone(),
            submission: checked.submission,
            sealed,
        }
    }
}
