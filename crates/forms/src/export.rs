// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Forms in the formats of others: FHIR R4 Questionnaire, JSON Schema of the answers.

mod fhir;
mod json_schema;

use std::fmt;

pub use fhir::fhir;
pub use json_schema::json_schema;

use crate::spec::{FormSpec, Item, Question};

/// Something that the other format has no word for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// The path of the question or group; empty for the form as a whole.
    pub path: String,
    /// What, as the column of a spreadsheet form is called: `constraint`.
    pub what: &'static str,
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.what)
    }
}

/// Whether an expression is the constant yes.
fn is_always(expression: Option<&String>) -> bool {
    expression.is_some_and(|text| {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        matches!(text.to_ascii_lowercase().as_str(), "true()" | "yes" | "true" | "1")
    })
}

/// What a question says by expressions, as columns: those whose meaning is not carried over.
fn expressions_of(question: &Question) -> impl Iterator<Item = &'static str> {
    [
        ("constraint", question.constraint.is_some()),
        ("warning", question.warning.is_some()),
        ("calculation", question.calculate.is_some()),
        ("choice_filter", question.choice_filter.is_some()),
        ("trigger", !question.trigger.is_empty()),
        (
            "default",
            question.default.is_some() && !question.default_is_text,
        ),
    ]
    .into_iter()
    .filter_map(|(column, there)| there.then_some(column))
}

/// The text of the form's default language, or of any.
fn said<'a>(spec: &FormSpec, text: &'a kernel::Localized) -> &'a str {
    text.0
        .get(&spec.default_language)
        .or_else(|| text.0.values().next())
        .map_or("", String::as_str)
}

/// The path of an item below another one.
fn below(path: &str, item: &Item) -> String {
    if path.is_empty() {
        item.name().to_owned()
    } else {
        format!("{path}/{}", item.name())
    }
}
