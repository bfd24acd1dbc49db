// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A question with all its properties, and the types of values.

use kernel::Localized;
use serde::{Deserialize, Serialize};

use super::{PrivacyClass, ReleaseRule};

/// A question, a note or a calculated value.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The name within the group around it: a letter or `_`, then letters, digits, `_`, `-`, `.`.
    pub name: String,
    /// What kind of value it holds.
    #[serde(rename = "type")]
    pub kind: QuestionType,
    /// The question as asked.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub label: Localized,
    /// Help below the question.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub hint: Localized,
    /// Condition under which an answer must be given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required: Option<String>,
    /// What to say when it is missing.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub required_message: Localized,
    /// Condition under which the question is asked; the value counts as absent otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relevant: Option<String>,
    /// Condition that an answer must meet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constraint: Option<String>,
    /// What to say when it does not.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub constraint_message: Localized,
    /// Condition under which an answer is implausible, though it can be right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warning: Option<String>,
    /// What to ask the person to check then.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub warning_message: Localized,
    /// Condition under which the value is shown but cannot be changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub readonly: Option<String>,
    /// The value at the beginning: an expression, or a text if it is not one (see [`Question::default_is_text`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// Whether `default` is the value itself and not an expression.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub default_is_text: bool,
    /// The value, always computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calculate: Option<String>,
    /// How it is shown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub appearance: String,
    /// The list of choices, for select questions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choices: Option<String>,
    /// What the value reveals. Without a class the value is collected but never forwarded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privacy: Option<PrivacyClass>,
    /// How coarse a quasi-identifier or date must become before it is forwarded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<ReleaseRule>,
    /// What is counted or measured, shown beside the field.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub unit: Localized,
}

impl Question {
    /// How the value takes part in forwarding; `None` if it never leaves the office.
    ///
    /// Free text is dropped by type, whatever its class says.
    pub fn forwarded_as(&self) -> Option<PrivacyClass> {
        match (self.kind, self.privacy) {
            (QuestionType::Text | QuestionType::Note, _) | (_, Some(PrivacyClass::Identifier)) => {
                None
            }
            (_, class) => class,
        }
    }
}

/// What kind of value a question holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuestionType {
    /// Free text, at most 10,000 characters.
    #[default]
    Text,
    /// A whole number of at most 15 digits.
    Integer,
    /// A number with decimals.
    Decimal,
    /// A day, `2026-11-18`.
    Date,
    /// `true` or `false`.
    Boolean,
    /// One code of a list.
    SelectOne,
    /// Several codes of a list, with blanks between them.
    SelectMany,
    /// No value: a text to read.
    Note,
    /// A computed value that is not asked.
    Calculated,
}

impl QuestionType {
    /// The name in JSON and for class names: `select-one`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Date => "date",
            Self::Boolean => "boolean",
            Self::SelectOne => "select-one",
            Self::SelectMany => "select-many",
            Self::Note => "note",
            Self::Calculated => "calculated",
        }
    }

    /// Whether a person can give a value.
    pub fn is_asked(self) -> bool {
        !matches!(self, Self::Note | Self::Calculated)
    }
}
