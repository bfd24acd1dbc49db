// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! An extract from the upload to the day on which its rows are deleted.

use anonymity::ExtractError;
use extraction::Figures;
use jiff::Timestamp;
use kernel::{Id, JobId, OrganisationId, PersonId, Resource};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Plan;

/// For how many days rows are kept after the upload, and after each calculation.
pub const KEEP_DAYS: i64 = 14;

/// Marks the identifiers of extracts.
#[derive(Debug, Clone, Copy)]
pub struct ExtractMark;

/// Identifies an extract.
pub type ExtractId = Id<ExtractMark>;

kernel::named! {
    /// How far an extract is.
    pub enum ExtractState {
        /// What becomes of its columns is being said.
        Draft = "draft",
        /// It is being calculated.
        Running = "running",
        /// There is a result.
        Done = "done",
        /// There was none, and it is known why.
        Failed = "failed",
    }
}

kernel::named! {
    /// What an extract is for.
    pub enum Use {
        /// Own figures of the state agency; the result stays there.
        Own = "own",
        /// Research by somebody else.
        Research = "research",
        /// Everybody may have it.
        Publication = "publication",
    }
}

impl Use {
    /// Whether the data protection officer signs before anybody gets the result.
    pub fn needs_signature(self) -> bool {
        !matches!(self, Self::Own)
    }
}

kernel::named! {
    /// What the data protection officer has said.
    pub enum Verdict {
        /// The result may leave.
        Signed = "signed",
        /// Something has to be done otherwise first.
        Returned = "returned",
    }
}

/// A decision about a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    /// What was said.
    pub verdict: Verdict,
    /// By whom.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// Why somebody may not decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecisionRefusal {
    /// There is nothing to be decided.
    NotWaiting,
    /// She has worked on it herself.
    OwnWork,
}

/// An extract without its rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Extract {
    /// Which.
    pub id: ExtractId,
    /// The agency under whose key it is sealed.
    pub state_agency: OrganisationId,
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub use_of: Use,
    /// The same in words.
    pub purpose: String,
    /// How far it is.
    pub state: ExtractState,
    /// The rows of the table.
    pub source_rows: i64,
    /// What becomes of its columns.
    pub plan: Plan,
    /// The calculation under way. A worker that finds another one here was cancelled.
    pub run: Option<Uuid>,
    /// The job that does it.
    pub job: Option<JobId>,
    /// About how many combinations is decided.
    pub decided: i64,
    /// How many there are; 0 before the search begins.
    pub combinations: i64,
    /// Sealed [`Fault`].
    pub sealed_fault: Option<Vec<u8>>,
    /// Sealed [`Outcome`].
    pub sealed_figures: Option<Vec<u8>>,
    /// What was decided about the result.
    pub decision: Option<Decision>,
    /// Why; empty if nothing was said.
    pub reason: String,
    /// Who has uploaded the table.
    pub made_by: PersonId,
    /// When.
    pub made_at: Timestamp,
    /// Who has changed it last.
    pub changed_by: PersonId,
    /// When.
    pub changed_at: Timestamp,
    /// Counts the changes, from 1.
    pub version: i64,
    /// When the rows are deleted; nothing once they are.
    pub delete_at: Option<Timestamp>,
}

impl Extract {
    /// What policies are asked about.
    pub fn place(&self) -> Resource {
        Resource::of_state(self.state_agency)
    }

    /// Whether it can be changed: it is not being calculated, was not signed, and has its rows.
    pub fn is_open(&self) -> bool {
        self.state != ExtractState::Running && !self.is_signed() && self.delete_at.is_some()
    }

    fn is_signed(&self) -> bool {
        self.decision
            .is_some_and(|decision| decision.verdict == Verdict::Signed)
    }

    /// Whether it can be thrown away. What was signed stays: its report proves what was passed on.
    pub fn is_discardable(&self) -> bool {
        self.state != ExtractState::Running && !self.is_signed()
    }

    /// Whether a decision is to be made.
    pub fn waits(&self) -> bool {
        self.state == ExtractState::Done
            && self.use_of.needs_signature()
            && self.decision.is_none()
            && self.delete_at.is_some()
    }

    /// Whether the rows of the result may be downloaded.
    pub fn may_leave(&self) -> bool {
        self.state == ExtractState::Done
            && self.delete_at.is_some()
            && (!self.use_of.needs_signature() || self.is_signed())
    }

    /// Whether this person may decide. `workers` are those who worked on it.
    pub fn decidable_by(
        &self,
        person: PersonId,
        workers: &[PersonId],
    ) -> Result<(), DecisionRefusal> {
        if !self.waits() {
            Err(DecisionRefusal::NotWaiting)
        } else if workers.contains(&person) {
            Err(DecisionRefusal::OwnWork)
        } else {
            Ok(())
        }
    }

    /// The context under which a piece is sealed.
    pub fn piece_context(id: ExtractId, kind: &str, place: i64) -> String {
        format!("extract/{id}/{kind}/{place}")
    }

    /// The contexts under which the result and the fault are sealed.
    pub fn seal_contexts(id: ExtractId) -> [String; 2] {
        [
            format!("extract/{id}/figures"),
            format!("extract/{id}/fault"),
        ]
    }
}

/// The kind of the pieces with the hierarchy of a column, by its place from 0.
pub fn piece_of_hierarchy(column: usize) -> String {
    format!("hierarchy/{column}")
}

/// What is kept of a calculation beside its rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The figures.
    pub figures: Figures,
    /// Processor time in milliseconds, where the system says so.
    pub cpu_ms: Option<u64>,
    /// When it came to its end.
    pub ended_at: Timestamp,
}

/// Why there is no result. It may hold a value and is therefore sealed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Fault {
    /// The name in message keys.
    pub kind: String,
    /// Which column it is about.
    pub column: String,
    /// Which row, from 1 without the header; or how many there are.
    pub number: u64,
    /// Which value.
    pub value: String,
}

impl Fault {
    /// A fault of which there is nothing more to say.
    pub fn named(kind: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            ..Self::default()
        }
    }

    /// The same about a column.
    pub fn of_column(kind: &str, column: &str) -> Self {
        Self {
            column: column.to_owned(),
            ..Self::named(kind)
        }
    }
}

impl From<&ExtractError> for Fault {
    fn from(error: &ExtractError) -> Self {
        match error {
            ExtractError::UnknownValue { row, column, value } => Self {
                number: *row as u64,
                value: value.clone(),
                ..Self::of_column("value", column)
            },
            ExtractError::TooFewRows { rows, .. } => Self {
                number: *rows as u64,
                ..Self::named("rows")
            },
            ExtractError::TooManyCombinations(_) | ExtractError::TooWide => Self::named("large"),
            ExtractError::NoSolution => Self::named("none"),
            ExtractError::NoHierarchy(column) => Self::of_column("hierarchy", column),
            _ => Self::named("plan"),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    fn person(number: u128) -> PersonId {
        PersonId::from_uuid(Uuid::from_u128(number))
    }

    fn done(use_of: Use) -> Extract {
        let at = Timestamp::UNIX_EPOCH;
        Extract {
            id: ExtractId::from_uuid(Uuid::nil()),
            state_agency: OrganisationId::from_uuid(Uuid::nil()),
            title: String::new(),
            use_of,
            purpose: String::new(),
            state: ExtractState::Done,
            source_rows: 10,
            plan: Plan::default(),
            run: None,
            job: None,
            decided: 0,
            combinations: 0,
            sealed_fault: None,
            sealed_figures: None,
            decision: None,
            reason: String::new(),
            made_by: person(1),
            made_at: at,
            changed_by: person(1),
            changed_at: at,
            version: 1,
            delete_at: Some(at + SignedDuration::from_hours(24)),
        }
    }

    #[test]
    fn a_result_for_others_leaves_only_with_a_signature() {
        assert!(done(Use::Own).may_leave() && !done(Use::Own).waits());
        for use_of in [Use::Research, Use::Publication] {
            let mut extract = done(use_of);
            assert!(extract.waits() && !extract.may_leave());
            for (verdict, may) in [(Verdict::Returned, false), (Verdict::Signed, true)] {
                extract.decision = Some(Decision {
                    verdict,
                    by: person(2),
                    at: Timestamp::UNIX_EPOCH,
                });
                assert_eq!(extract.may_leave(), may, "{verdict}");
                assert_eq!(extract.is_open(), !may, "{verdict}");
                assert_eq!(extract.is_discardable(), !may, "{verdict}");
            }
        }
    }

    #[test]
    fn nobody_decides_about_her_own_work_or_about_rows_that_are_deleted() {
        let mut extract = done(Use::Research);
        let workers = [person(1)];
        assert_eq!(
            extract.decidable_by(person(1), &workers),
            Err(DecisionRefusal::OwnWork)
        );
        assert_eq!(extract.decidable_by(person(2), &workers), Ok(()));
        extract.delete_at = None;
        assert_eq!(
            extract.decidable_by(person(2), &workers),
            Err(DecisionRefusal::NotWaiting)
        );
        assert!(!extract.may_leave() && !extract.is_open());
    }
}
