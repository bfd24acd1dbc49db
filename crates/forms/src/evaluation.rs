// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a check found.

use kernel::Localized;

use crate::answers::Answers;

/// What a check found.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// The state of every field, in the order of [`CompiledForm::fields`].
    pub states: Vec<FieldState>,
    /// What is wrong, in the order of the form. Answers may be taken only if this is empty.
    pub violations: Vec<Violation>,
    /// What is implausible and should be confirmed, in the order of the form.
    pub warnings: Vec<Warning>,
    /// The values to keep: canonical, relevant and calculated ones only.
    pub answers: Answers,
    pub(crate) groups: Vec<bool>,
}

impl Evaluation {
    /// Whether the answers may be taken.
    pub fn is_valid(&self) -> bool {
        self.violations.is_empty()
    }

    /// Whether the group with this number (see [`CompiledForm::group_index`]) is relevant.
    pub fn group_relevant(&self, index: usize) -> bool {
        self.groups.get(index).copied().unwrap_or(true)
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

/// The state of one field.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FieldState {
    /// Whether it is asked and kept.
    pub relevant: bool,
    /// Whether it must have a value.
    pub required: bool,
    /// Whether it is shown but cannot be changed.
    pub readonly: bool,
    /// The canonical value; empty if absent, irrelevant or no value of the type.
    pub value: String,
}

/// Something that must be put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The path of the field; the posted key for unknown fields.
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
