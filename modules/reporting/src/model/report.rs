// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Reports: what is owed, what was sent, what happened to it.

use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{CollectionId, FormVersionId, OrganisationId, PersonId, SubmissionId};
use serde::{Deserialize, Serialize};

use super::CollectionStatus;
use crate::period::Period;

kernel::named! {
    /// How far an expected report is.
    pub enum ExpectedStatus {
        /// Nothing has come.
        Missing = "missing",
        /// Somebody has begun to fill it in.
        Draft = "draft",
        /// It has come and waits for review.
        Submitted = "submitted",
        /// The office has sent it back with a comment.
        Returned = "returned",
        /// The office has accepted it.
        Accepted = "accepted",
        /// The institution has nothing to report.
        Zero = "zero",
    }
}

impl ExpectedStatus {
    /// Whether the institution has still to do something.
    pub fn is_owed(self) -> bool {
        matches!(self, Self::Missing | Self::Draft | Self::Returned)
    }

    /// The kind of badge that shows it.
    pub fn badge(self) -> &'static str {
        match self {
            Self::Missing => "warning",
            Self::Draft => "neutral",
            Self::Submitted => "info",
            Self::Returned => "danger",
            Self::Accepted | Self::Zero => "success",
        }
    }
}

kernel::named! {
    /// Why there is nothing to report for a period.
    pub enum ZeroReason {
        /// Nothing happened that would have to be reported.
        NoCases = "no-cases",
        /// The institution was closed.
        Closed = "closed",
        /// There were holidays.
        Holidays = "holidays",
    }
}

kernel::named! {
    /// The state of a report that has been sent.
    pub enum SubmissionState {
        /// It waits for review.
        Submitted = "submitted",
        /// The office has sent it back with a comment.
        Returned = "returned",
        /// The office has accepted it.
        Accepted = "accepted",
        /// The institution has taken it back.
        Withdrawn = "withdrawn",
    }
}

impl SubmissionState {
    /// The kind of badge that shows it.
    pub fn badge(self) -> &'static str {
        match self {
            Self::Submitted => "info",
            Self::Returned => "danger",
            Self::Accepted => "success",
            Self::Withdrawn => "neutral",
        }
    }
}

kernel::named! {
    /// What happened to a report.
    pub enum EventKind {
        /// It came.
        Submitted = "submitted",
        /// A new version came.
        Corrected = "corrected",
        /// The office sent it back.
        Returned = "returned",
        /// The office accepted it.
        Accepted = "accepted",
        /// The office took its acceptance back.
        AcceptUndone = "accept-undone",
        /// The institution took it back.
        Withdrawn = "withdrawn",
    }
}

/// A report that is owed (Meldesoll).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// In which collection.
    pub collection: CollectionId,
    /// Who owes it.
    pub institution: OrganisationId,
    /// To which office.
    pub office: OrganisationId,
    /// About which period.
    pub period: Period,
    /// From which day on it is taken; none for reports that were owed before this was noted.
    pub opens_on: Option<Date>,
    /// By when.
    pub due_on: Date,
    /// How far it is.
    pub status: ExpectedStatus,
    /// The submission that counts, if one has come.
    pub submission: Option<SubmissionId>,
    /// Why there is nothing to report, if the institution has said so.
    pub zero_reason: Option<ZeroReason>,
}

impl Expected {
    /// Whether the institution has missed the day by which it was due.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.status.is_owed() && today > self.due_on
    }
}

/// A report that has been sent; what it says is sealed in its versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Which.
    pub id: SubmissionId,
    /// In which collection.
    pub collection: CollectionId,
    /// Who sent it.
    pub institution: OrganisationId,
    /// The office whose key seals it.
    pub office: OrganisationId,
    /// About which period.
    pub period: Period,
    /// The receipt number.
    pub receipt: String,
    /// Its state.
    pub state: SubmissionState,
    /// The number of its current version, from 1.
    pub version: i64,
    /// The form that was filled in.
    pub form_version: FormVersionId,
    /// When it first came.
    pub submitted_at: Timestamp,
    /// Who sent it.
    pub submitted_by: Option<PersonId>,
    /// When it last changed.
    pub changed_at: Timestamp,
    /// Whether it came after it was due.
    pub late: bool,
    /// How many answers of the current version were implausible to the form.
    pub warnings: i64,
    /// Whether somebody of the office sent it for the institution.
    pub on_behalf: bool,
    /// Since when it is restricted (Article 18 GDPR), if it is.
    pub restricted_at: Option<Timestamp>,
}

impl Submission {
    /// The context under which version `number` of a submission is sealed.
    pub fn seal_context(id: SubmissionId, number: i64) -> String {
        format!("submission/{id}/{number}")
    }

    /// The context under which the comment of an event is sealed.
    pub fn note_context(event: uuid::Uuid) -> String {
        format!("submission-event/{event}")
    }

    /// The context under which the reason is sealed for which somebody opens it although it is restricted.
    pub fn opening_context(opening: uuid::Uuid) -> String {
        format!("submission-opening/{opening}")
    }

    /// Whether the institution may send a new version or take the report back.
    pub fn can_change(&self, collection: CollectionStatus) -> bool {
        self.state != SubmissionState::Withdrawn
            && collection == CollectionStatus::Open
            && self.restricted_at.is_none()
    }
}

/// What a version says: sealed as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Content {
    /// The answers.
    pub answers: forms::Answers,
    /// Why it was corrected; empty for the first version.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// One version of a report, opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its number, from 1.
    pub number: i64,
    /// When it came.
    pub at: Timestamp,
    /// Who sent it.
    pub by: Option<PersonId>,
    /// What it says.
    pub content: Content,
}

/// One thing that happened to a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Names it, for its sealed comment.
    pub id: uuid::Uuid,
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub by: Option<PersonId>,
    /// What.
    pub kind: EventKind,
    /// To which version.
    pub version: i64,
    /// The comment, sealed.
    pub sealed_note: Option<Vec<u8>>,
}

/// One field that differs between two versions; an empty text means no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The path of the field.
    pub path: String,
    /// The value before.
    pub before: String,
    /// The value after.
    pub after: String,
}

/// What changed from one set of answers to the next, sorted by path.
pub fn differences(before: &forms::Answers, after: &forms::Answers) -> Vec<Difference> {
    let paths: std::collections::BTreeSet<&str> = before
        .iter()
        .chain(after.iter())
        .map(|(path, _)| path)
        .collect();
    paths
        .into_iter()
        .filter(|path| before.get(path) != after.get(path))
        .map(|path| Difference {
            path: path.to_owned(),
            before: before.get(path).to_owned(),
            after: after.get(path).to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use forms::Answers;
    use proptest::prelude::*;

    #[test]
    fn the_names_are_read_back() {
        for status in ExpectedStatus::ALL {
            assert_eq!(status.name().parse(), Ok(*status));
        }
        assert!("sent".parse::<SubmissionState>().is_err());
    }

    proptest! {
        /// What the differences say, applied to the old answers, gives the new ones.
        #[test]
        fn differences_lead_from_one_version_to_the_next(
            before in proptest::collection::btree_map("[a-d]", "[0-2]?", 0..4),
            after in proptest::collection::btree_map("[a-d]", "[0-2]?", 0..4),
        ) {
            let (mut old, new): (Answers, Answers) =
                (before.into_iter().collect(), after.into_iter().collect());
            for difference in differences(&old.clone(), &new) {
                prop_assert_eq!(old.get(&difference.path), &difference.before);
                prop_assert_ne!(&difference.before, &difference.after);
                old.set(difference.path, difference.after);
            }
            prop_assert_eq!(old, new);
        }
    }
}
