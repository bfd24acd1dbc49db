// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What an item says of one question.

use serde_json::{Map, Value};

use super::LONGEST_TEXT;
use super::extensions::Extensions;
use super::read::{Reading, is_true, objects, text};
use crate::bounds::Bounds;
use crate::spec::{Question, QuestionType};

/// What of a question is carried over.
const QUESTION: [&str; 15] = [
    "linkId",
    "text",
    "type",
    "repeats",
    "required",
    "readOnly",
    "maxLength",
    "item",
    "enableWhen",
    "enableBehavior",
    "extension",
    "answerOption",
    "answerValueSet",
    "initial",
    "id",
];

impl Reading<'_> {
    pub(super) fn question(
        &mut self,
        item: &Map<String, Value>,
        question: &mut Question,
        path: &str,
    ) {
        self.others(item, path, &QUESTION);
        if is_true(item, "required") {
            question.required = Some("true()".to_owned());
        }
        if is_true(item, "readOnly") {
            question.readonly = Some("true()".to_owned());
        }
        let mut bounds = Bounds::default();
        let mut extensions = Extensions::of(item);
        extensions.read(self, question, &mut bounds, path);
        extensions.unknown(self, path);
        let length = item.get("maxLength").and_then(Value::as_u64);
        if let Some(length) = length {
            match u32::try_from(length) {
                Ok(LONGEST_TEXT) if question.kind == QuestionType::Text => {}
                Ok(length) if question.kind == QuestionType::Text => {
                    bounds.max_length = Some(length);
                }
                _ => self.lose_value(path, "maxLength", length.to_string()),
            }
        }
        question.constraint = bounds.to_expression(question.kind);
        if question.kind.is_select() {
            question.or_other = text(item, "type") == "open-choice";
            self.choices_of(item, question, path);
        }
        self.initial(item, question, path);
    }

    fn initial(&mut self, item: &Map<String, Value>, question: &mut Question, path: &str) {
        let mut values = Vec::new();
        for initial in objects(item, "initial") {
            for (key, value) in initial {
                let Some(kind) = key.strip_prefix("value") else {
                    continue;
                };
                match super::choices::plain_value(kind, value) {
                    Some(value) if !value.contains("${") => values.push(value),
                    _ => self.lose_value(path, "initial", value.to_string()),
                }
            }
        }
        let several = question.kind == QuestionType::SelectMany;
        if values.len() > 1 && !several {
            for value in values.drain(1..).collect::<Vec<_>>() {
                self.lose_value(path, "initial", value);
            }
        }
        if values.is_empty() {
            return;
        }
        if question.default.is_some() {
            self.lose_value(path, "initial", values.join(" "));
            return;
        }
        question.default = Some(values.join(" "));
        question.default_is_text = true;
    }
}
