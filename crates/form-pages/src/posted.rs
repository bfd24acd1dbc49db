// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a browser posts, as answers.

use std::collections::BTreeMap;

use forms::{Answers, CompiledForm, Evaluation, QuestionType, parse_value};
use kernel::Lang;

/// The box that says: the unusual answers are right.
pub(crate) const CONFIRM: &str = "confirm_warnings";
/// The button that shows the form anew without sending it.
pub(crate) const REFRESH: &str = "_refresh";
/// Whether the list of mistakes was shown before.
pub(crate) const ERRORS: &str = "_errors";

/// What somebody typed, exactly, by the path of the question: to be shown again as it was.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RawValues {
    values: BTreeMap<String, String>,
    /// The unusual answers were confirmed.
    pub confirmed_warnings: bool,
    /// The form is to be shown anew and not to be sent: the button of pages without JavaScript.
    pub refresh: bool,
    /// The list of mistakes was shown before, so that it stays while they are put right.
    pub errors_shown: bool,
}

impl RawValues {
    /// Stored answers as somebody would have typed them in `lang`: what a draft is opened with.
    pub fn from_answers(form: &CompiledForm, answers: &Answers, lang: Lang) -> Self {
        let values = form
            .fields()
            .iter()
            .filter(|field| !answers.get(&field.path).is_empty())
            .map(|field| {
                let value = as_typed(field.question.kind, answers.get(&field.path), lang);
                (field.path.clone(), value)
            })
            .collect();
        Self {
            values,
            ..Self::default()
        }
    }

    /// What was typed; empty if nothing was.
    pub fn get(&self, path: &str) -> &str {
        self.values.get(path).map_or("", String::as_str)
    }

    /// Whether the answers may be sent: nothing is wrong, and what is unusual was confirmed.
    pub fn may_be_sent(&self, evaluation: &Evaluation) -> bool {
        evaluation.is_valid()
            && (evaluation.warnings.is_empty() || self.confirmed_warnings)
            && !self.refresh
    }
}

/// A canonical value as somebody would type it: only the decimal sign depends on the language.
pub(crate) fn as_typed(kind: QuestionType, value: &str, lang: Lang) -> String {
    let is_number = kind == QuestionType::Decimal && parse_value(kind, value).is_ok();
    if is_number && lang == Lang::De {
        value.replace('.', ",")
    } else {
        value.to_owned()
    }
}

/// Reads posted fields. Fields that the form does not have belong to the page and are passed over;
/// of calculated values and notes nothing is taken.
///
/// Values that are none of their type stay as typed in the answers, where the check finds them.
pub fn parse(form: &CompiledForm, posted: &[(String, String)]) -> (Answers, RawValues) {
    let mut raw = RawValues::default();
    for (name, value) in posted {
        match name.as_str() {
            CONFIRM => raw.confirmed_warnings = value == "true",
            REFRESH => raw.refresh = true,
            ERRORS => raw.errors_shown = true,
            path => {
                let Some(field) = form.field(path) else {
                    continue;
                };
                if field.question.calculate.is_some() || !field.question.kind.is_asked() {
                    continue;
                }
                let slot = raw.values.entry(path.to_owned()).or_default();
                if field.question.kind == QuestionType::SelectMany && !slot.is_empty() {
                    slot.push(' ');
                    slot.push_str(value);
                } else {
                    slot.clone_from(value);
                }
            }
        }
    }
    let mut answers = Answers::new();
    for (path, typed) in &raw.values {
        let Some(field) = form.field(path) else {
            continue;
        };
        match parse_value(field.question.kind, typed) {
            Ok(value) => answers.set(path.clone(), value),
            Err(_) => answers.set(path.clone(), typed.clone()),
        }
    }
    (answers, raw)
}
