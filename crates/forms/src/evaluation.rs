// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a check found.

use kernel::Localized;

use crate::answers::Answers;

/// What a check found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Evaluation {
    /// What is wrong, in the order of the form. Answers may be taken only if this is empty.
    pub violations: Vec<Violation>,
    /// What is implausible and should be confirmed, in the order of the form.
    pub warnings: Vec<Warning>,
    /// The values to keep: canonical, relevant and calculated ones only.
    pub answers: Answers,
}

impl Evaluation {
    /// Whether the answers may be taken.
    pub fn is_valid(&self) -> bool {
        self.violations.is_empty()
    }

    /// What is wrong with the field at `path`.
    pub fn violations_of<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a Violation> {
        self.violations.iter().filter(move |v| v.path == path)
    }

    /// What is implausible about the field at `path`.
    pub fn warnings_of<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a Warning> {
        self.warnings.iter().filter(move |w| w.path == path)
    }
}

/// Something that must be put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The path of the field; the posted key for unknown fields; of a repeat with `[]` at the end.
    pub path: String,
    /// What kind of mistake it is.
    pub kind: ViolationKind,
    /// What to say to the person.
    pub message: Localized,
}

/// What kind of mistake a violation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ViolationKind {
    /// The value is missing.
    Required,
    /// The form's own condition does not hold.
    Constraint,
    /// The text is no value of the type.
    Type,
    /// A code that the list does not have.
    UnknownChoice,
    /// The form has no such field.
    UnknownField,
    /// A repeat has another number of instances than it must have.
    Rounds,
    /// The file is not there, not complete, or not what the question asks for.
    File,
    /// The form's expression needs too much work to be evaluated.
    NotEvaluated,
}

impl ViolationKind {
    /// A stable name for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Constraint => "constraint",
            Self::Type => "type",
            Self::UnknownChoice => "unknown-choice",
            Self::UnknownField => "unknown-field",
            Self::Rounds => "rounds",
            Self::File => "file",
            Self::NotEvaluated => "not-evaluated",
        }
    }
}

/// Something implausible that can be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The path of the field.
    pub path: String,
    /// What to ask the person to check.
    pub message: Localized,
}
