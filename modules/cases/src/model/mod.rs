// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Case files: types and decisions. No SQL, no HTTP, no clock.

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($(#[$vdoc])* $variant),* }

        impl $name {
            /// All of them, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name in the database, in JSON and in message keys.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }
        impl std::str::FromStr for $name {
            type Err = ();
            fn from_str(text: &str) -> Result<Self, ()> {
                Self::ALL.iter().copied().find(|it| it.name() == text).ok_or(())
            }
        }
    };
}

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
