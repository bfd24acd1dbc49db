// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What an institution says about a person that it has notified.

use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{CaseFileId, OrganisationId, PersonId, SubmissionId};
use uuid::Uuid;

kernel::named! {
    /// Why an institution says that it is settled.
    pub enum StatementReason {
        /// A proof was shown.
        Proof = "proof",
        /// The person has left the institution.
        Left = "left",
        /// The notification was a mistake.
        Mistake = "mistake",
        /// Something else.
        Other = "other",
    }
}

kernel::named! {
    /// What the office says to it.
    pub enum StatementState {
        /// Nothing yet.
        Open = "open",
        /// It agrees.
        Accepted = "accepted",
        /// It objects.
        Objected = "objected",
    }
}

impl StatementState {
    /// The kind of badge that shows it.
    pub fn badge(self) -> &'static str {
        match self {
            Self::Open => "info",
            Self::Accepted => "success",
            Self::Objected => "danger",
        }
    }
}

/// What an institution says about a person that it has notified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Which.
    pub id: Uuid,
    /// About which file.
    pub case_file: CaseFileId,
    /// About which report.
    pub submission: SubmissionId,
    /// Which person of it.
    pub place: i64,
    /// Who says it.
    pub institution: OrganisationId,
    /// Why.
    pub reason: StatementReason,
    /// Since when.
    pub settled_on: Date,
    /// What it adds, sealed.
    pub sealed_note: Option<Vec<u8>>,
    /// What the office says to it.
    pub state: StatementState,
    /// The office's objection, sealed.
    pub sealed_answer: Option<Vec<u8>>,
    /// When it was said.
    pub said_at: Timestamp,
    /// By whom.
    pub said_by: Option<PersonId>,
    /// When the office answered.
    pub answered_at: Option<Timestamp>,
}

impl Statement {
    /// The contexts under which its note and the answer are sealed.
    pub fn seal_contexts(id: Uuid) -> [String; 2] {
        [
            format!("case-statement/{id}"),
            format!("case-statement-answer/{id}"),
        ]
    }
}
