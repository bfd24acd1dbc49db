// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A signal, what people say about it, and what happened to it.

use jiff::Timestamp;
use kernel::{Ags, IsoWeek, OrganisationId, PersonId};
use serde::{Deserialize, Serialize};

use super::{Method, Stratum};

/// Marks identifiers of signals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SignalMark;
/// Identifies a signal.
pub type SignalId = kernel::Id<SignalMark>;
/// Marks identifiers of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StepMark;
/// Identifies a step.
pub type StepId = kernel::Id<StepMark>;

kernel::named! {
    /// What people say about a signal.
    pub enum Assessment {
        /// Nobody has looked at it.
        New = "new",
        /// Somebody finds out what it is.
        Verifying = "verifying",
        /// It is nothing.
        Dismissed = "dismissed",
        /// It is an outbreak.
        Outbreak = "outbreak",
    }
}

kernel::named! {
    /// What somebody does with a signal.
    pub enum Deed {
        /// Begins to find out what it is.
        Verify = "verify",
        /// Says that it is nothing.
        Dismiss = "dismiss",
        /// Says that it is an outbreak.
        Confirm = "confirm",
        /// Takes an assessment back.
        Reopen = "reopen",
        /// Says something.
        Comment = "comment",
    }
}

kernel::named! {
    /// Why a signal is nothing.
    pub enum Dismissal {
        /// Late or collected reports, a change of reporting.
        Artefact = "artefact",
        /// Wrong or double entries.
        DataError = "data-error",
        /// Single cases without a connection.
        Chance = "chance",
        /// Already known and dealt with.
        Known = "known",
        /// Brought along from elsewhere.
        Imported = "imported",
        /// Something else, which the comment says.
        Other = "other",
    }
}

kernel::named! {
    /// What happened to a signal.
    pub enum StepKind {
        /// It was found.
        Found = "found",
        /// A later look gave other numbers.
        Updated = "updated",
        /// A later look did not find it.
        Gone = "gone",
        /// A later look found it again.
        FoundAgain = "found-again",
        /// Somebody finds out what it is.
        Verify = "verify",
        /// Somebody said that it is nothing.
        Dismiss = "dismiss",
        /// Somebody said that it is an outbreak.
        Confirm = "confirm",
        /// An assessment was taken back.
        Reopen = "reopen",
        /// Somebody said something.
        Comment = "comment",
        /// It was handed over to an office.
        HandOver = "hand-over",
    }
}

impl Assessment {
    /// What can be done next, the most usual first.
    pub fn deeds(self) -> &'static [Deed] {
        match self {
            Self::New => &[Deed::Verify, Deed::Dismiss, Deed::Confirm, Deed::Comment],
            Self::Verifying => &[Deed::Dismiss, Deed::Confirm, Deed::Comment],
            Self::Dismissed | Self::Outbreak => &[Deed::Comment, Deed::Reopen],
        }
    }

    /// What it is after a deed; none if that cannot be done now.
    pub fn after(self, deed: Deed) -> Option<Self> {
        if !self.deeds().contains(&deed) {
            return None;
        }
        Some(match deed {
            Deed::Verify | Deed::Reopen => Self::Verifying,
            Deed::Dismiss => Self::Dismissed,
            Deed::Confirm => Self::Outbreak,
            Deed::Comment => self,
        })
    }

    /// Whether somebody still has to say what it is.
    pub fn is_open(self) -> bool {
        matches!(self, Self::New | Self::Verifying)
    }

    /// The kind of its badge.
    pub fn badge(self) -> &'static str {
        match self {
            Self::New => "warning",
            Self::Verifying => "info",
            Self::Dismissed => "neutral",
            Self::Outbreak => "danger",
        }
    }
}

impl Deed {
    /// How it is called in the history.
    pub fn step(self) -> StepKind {
        match self {
            Self::Verify => StepKind::Verify,
            Self::Dismiss => StepKind::Dismiss,
            Self::Confirm => StepKind::Confirm,
            Self::Reopen => StepKind::Reopen,
            Self::Comment => StepKind::Comment,
        }
    }
}

/// The series in which a signal was found, up to its week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The first week.
    pub first: IsoWeek,
    /// Cases week by week; the last is that of the signal.
    pub counts: Vec<u32>,
}

/// A week of a series with more cases than expected.
#[derive(Debug, Clone, PartialEq)]
pub struct Signal {
    /// Which.
    pub id: SignalId,
    /// The key of the set.
    pub set: String,
    /// The key of the disease.
    pub disease: String,
    /// A district, or the state.
    pub place: Ags,
    /// Who is counted.
    pub stratum: Stratum,
    /// The week.
    pub week: IsoWeek,
    /// The method that found it.
    pub method: Method,
    /// Cases in the week.
    pub observed: i64,
    /// The cases that were expected.
    pub expected: f64,
    /// The bound; more cases are a signal.
    pub bound: f64,
    /// Cases by bound; the cases themselves where the bound is 0.
    pub ratio: f64,
    /// The version of the set that it was last found in.
    pub set_version: i64,
    /// The version of the plan that it was last found with.
    pub plan_version: i64,
    /// Whether the newest look at its week found it.
    pub found: bool,
    /// What people say about it.
    pub state: Assessment,
    /// Why it is nothing.
    pub dismissal: Option<Dismissal>,
    /// To which office it was handed over.
    pub office: Option<OrganisationId>,
    /// When it was first found.
    pub first_found_at: Timestamp,
    /// When something last happened to it.
    pub changed_at: Timestamp,
    /// Counts the changes, from 1.
    pub version: i64,
}

impl Signal {
    /// Whether it is about the state as a whole.
    pub fn is_of_state(&self) -> bool {
        self.place.as_str().len() == 2
    }

    /// Under what a comment is sealed.
    pub fn seal_context(step: StepId) -> String {
        format!("surveillance/comment/{step}")
    }
}

/// What happened to a signal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which.
    pub id: StepId,
    /// When.
    pub at: Timestamp,
    /// Who did it; nobody for what a look found.
    pub by: Option<PersonId>,
    /// What.
    pub kind: StepKind,
    /// Why it is nothing.
    pub dismissal: Option<Dismissal>,
    /// To which office it was handed over.
    pub office: Option<OrganisationId>,
    /// The cases that a look found.
    pub observed: Option<i64>,
    /// What was said, sealed.
    pub sealed_comment: Option<Vec<u8>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_assessment_goes_only_the_ways_that_are_offered() {
        for state in Assessment::ALL {
            for deed in Deed::ALL {
                let offered = state.deeds().contains(deed);
                assert_eq!(state.after(*deed).is_some(), offered, "{state} {deed}");
            }
        }
        assert_eq!(
            Assessment::New.after(Deed::Dismiss),
            Some(Assessment::Dismissed)
        );
        assert_eq!(
            Assessment::Outbreak.after(Deed::Reopen),
            Some(Assessment::Verifying)
        );
        assert_eq!(Assessment::Dismissed.after(Deed::Confirm), None);
    }
}
