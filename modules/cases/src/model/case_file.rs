// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Case files and what lies in them. What names somebody is sealed; here it is bytes.

use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{CaseFileId, CaseTypeId, OrganisationId, PersonId, Resource, SubmissionId};
use uuid::Uuid;

kernel::named! {
    /// Whether a file is worked on.
    pub enum CaseState {
        /// It is.
        Open = "open",
        /// It is closed and waits for its deletion.
        Closed = "closed",
        /// Its content lies in another file now.
        Merged = "merged",
    }
}

impl CaseState {
    /// The kind of badge that shows it.
    pub fn badge(self) -> &'static str {
        match self {
            Self::Open => "info",
            Self::Closed => "success",
            Self::Merged => "neutral",
        }
    }
}

/// A case file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFile {
    /// Which.
    pub id: CaseFileId,
    /// Its number as people say it: `2026-00017`.
    pub number: String,
    /// The office that works on it.
    pub office: OrganisationId,
    /// The state that the office lies in.
    pub state_agency: OrganisationId,
    /// Its kind.
    pub case_type: CaseTypeId,
    /// The version of its kind whose steps it takes.
    pub type_version: i64,
    /// Its state.
    pub state: CaseState,
    /// Where its content lies now, if it was brought together with another one.
    pub merged_into: Option<CaseFileId>,
    /// Who has notified, if an institution has.
    pub institution: Option<OrganisationId>,
    /// The person, sealed.
    pub sealed_person: Vec<u8>,
    /// Who works on it.
    pub assignee: Option<PersonId>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// Why: the key of a reason of its kind.
    pub closing_reason: Option<String>,
    /// From which day on it is deleted.
    pub delete_on: Option<Date>,
    /// Whether it is kept nevertheless.
    pub hold: bool,
    /// Counts the changes.
    pub version: i64,
    /// When it last changed.
    pub changed_at: Timestamp,
    /// Who changed it.
    pub changed_by: Option<PersonId>,
    /// Since when it is restricted (Article 18 GDPR), if it is.
    pub restricted_at: Option<Timestamp>,
}

impl CaseFile {
    /// Where it lies, for the policies.
    pub fn place(&self) -> Resource {
        Resource::of_office(self.state_agency, self.office)
    }

    /// The context under which the person of a file is sealed.
    pub fn seal_context(id: CaseFileId) -> String {
        format!("case-file/{id}")
    }

    /// From which day on a file that is closed on `closed` is deleted.
    pub fn deletion_day(closed: Date, months: i64) -> Date {
        let months = i32::try_from(months).unwrap_or(0).max(0);
        closed
            .checked_add(jiff::Span::new().months(months))
            .unwrap_or(Date::MAX)
    }

    /// Whether it is to be deleted on `today`.
    pub fn is_due_for_deletion(&self, today: Date) -> bool {
        self.state == CaseState::Closed
            && !self.hold
            && self.restricted_at.is_none()
            && self.delete_on.is_some_and(|day| day <= today)
    }
}

/// A report that a file is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Which report.
    pub submission: SubmissionId,
    /// Which person of the report, from 0.
    pub place: i64,
    /// In which file.
    pub case_file: CaseFileId,
    /// Who sent it.
    pub institution: OrganisationId,
    /// Its receipt number.
    pub receipt: String,
    /// The version that was taken over last.
    pub version: i64,
    /// The state of the report as it was then.
    pub state: String,
    /// What it says of the person, sealed.
    pub sealed: Vec<u8>,
    /// Whether it says something else than the file, since it was corrected.
    pub differs: bool,
    /// When it came.
    pub sent_at: Timestamp,
}

impl Report {
    /// The context under which what it says is sealed.
    pub fn seal_context(submission: SubmissionId, place: i64) -> String {
        format!("case-report/{submission}/{place}")
    }
}

kernel::named! {
    /// How far a step is.
    pub enum StepState {
        /// It is to be done.
        Open = "open",
        /// It is done.
        Done = "done",
        /// It is not needed.
        Dropped = "dropped",
    }
}

/// A step of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which.
    pub id: Uuid,
    /// Of which file.
    pub case_file: CaseFileId,
    /// The key of its plan; empty if it was added without one.
    pub plan: String,
    /// What is to be done.
    pub title: String,
    /// What it is.
    pub kind: super::StepKind,
    /// How far it is.
    pub state: StepState,
    /// By when it is to be done.
    pub due_on: Date,
    /// By whom.
    pub assignee: Option<PersonId>,
    /// The day of the decision.
    pub decided_on: Option<Date>,
    /// The deadline that the person got.
    pub person_due_on: Option<Date>,
    /// What was decided, sealed.
    pub sealed: Option<Vec<u8>>,
    /// When it was done.
    pub done_at: Option<Timestamp>,
    /// Who did it.
    pub done_by: Option<PersonId>,
    /// Since when it exists.
    pub created_at: Timestamp,
}

impl Step {
    /// The context under which what was decided is sealed.
    pub fn seal_context(id: Uuid) -> String {
        format!("case-step/{id}")
    }

    /// Whether it should have been done before `today`.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.state == StepState::Open && self.due_on < today
    }
}

/// A letter as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Which.
    pub id: Uuid,
    /// Of which file.
    pub case_file: CaseFileId,
    /// To which step it belongs.
    pub step: Option<Uuid>,
    /// Its subject line.
    pub title: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// By whom.
    pub made_by: Option<PersonId>,
}

impl Letter {
    /// The context under which its PDF is sealed.
    pub fn seal_context(id: Uuid) -> String {
        format!("case-letter/{id}")
    }
}

/// A file that somebody has added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Which.
    pub id: Uuid,
    /// In which case file.
    pub case_file: CaseFileId,
    /// What it is called, sealed.
    pub sealed_name: Vec<u8>,
    /// What browsers are told that it is.
    pub media_type: String,
    /// How many bytes.
    pub size: i64,
    /// When it was added.
    pub added_at: Timestamp,
    /// By whom.
    pub added_by: Option<PersonId>,
}

impl Upload {
    /// The contexts under which its name and its bytes are sealed.
    pub fn seal_contexts(id: Uuid) -> [String; 2] {
        [
            format!("case-upload-name/{id}"),
            format!("case-upload/{id}"),
        ]
    }
}

/// The proof that a file was deleted. It names nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deletion {
    /// The number of the file.
    pub number: String,
    /// Its kind.
    pub case_type: CaseTypeId,
    /// What the kind was called.
    pub type_title: String,
    /// When the file was opened.
    pub opened_on: Date,
    /// When it was closed.
    pub closed_on: Date,
    /// Why, in words of the kind.
    pub reason: String,
    /// The rule: so many months after closing.
    pub months: i64,
    /// How many sealed pieces were deleted.
    pub pieces: i64,
    /// SHA-256 over the sealed pieces as they lay in the database.
    pub content_hash: String,
    /// When it was deleted.
    pub deleted_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn months_end_where_the_calendar_ends_them() {
        let closed = date(2026, 8, 31);
        assert_eq!(CaseFile::deletion_day(closed, 6), date(2027, 2, 28));
        assert_eq!(CaseFile::deletion_day(closed, 0), closed);
        assert_eq!(CaseFile::deletion_day(closed, -3), closed);
    }

    #[test]
    fn names_are_read_back() {
        for state in CaseState::ALL {
            assert_eq!(state.name().parse(), Ok(*state));
        }
        assert!("sent".parse::<CaseState>().is_err());
    }
}
