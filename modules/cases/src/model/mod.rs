// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Case files: types and decisions. No SQL, no HTTP, no clock.

mod case_file;
mod case_type;
mod event;
mod letter;
mod person;
mod statement;

pub use case_file::{CaseFile, CaseState, Deletion, Letter, Report, Step, StepState, Upload};
pub use case_type::{
    CaseType, ClosingReason, Definition, DefinitionFault, LONGEST_TEXT, LONGEST_TITLE,
    LetterTemplate, MOST_PARTS, Slot, StepKind, StepPlan, TypeVersion,
};
pub use event::{Event, EventKind};
pub use letter::{LetterField, LetterProblem, LetterText, Part};
pub use person::{DecisionText, Person};
pub use statement::{Statement, StatementReason, StatementState};
