// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Units, and bounds of values, as extensions.

use serde_json::{Map, Value, json};

use super::{Writing, typed};
use crate::bounds::{Bounds, is_number};
use crate::fhir::{
    CONTROL, CONTROLS, HIDDEN, MAX_OCCURS, MAX_VALUE, MIN_LENGTH, MIN_OCCURS, MIN_VALUE, REGEX,
    UNIT,
};
use crate::spec::{Question, QuestionType};

impl Writing<'_> {
    /// Units, and the bounds of values and of their number.
    pub(super) fn extensions(&self, question: &Question, bounds: &Bounds) -> Vec<Value> {
        let mut extensions = Vec::new();
        if !question.unit.is_empty() {
            let mut coding = Map::new();
            self.text("display", &question.unit, &mut coding);
            extensions.push(json!({ "url": UNIT, "valueCoding": coding }));
        }
        if let Some(code) = control(question) {
            let concept = json!({ "coding": [{ "system": CONTROLS, "code": code }] });
            extensions.push(json!({ "url": CONTROL, "valueCodeableConcept": concept }));
        }
        if question.kind == QuestionType::Hidden {
            extensions.push(json!({ "url": HIDDEN, "valueBoolean": true }));
        }
        for (url, bound) in [(MIN_VALUE, &bounds.min), (MAX_VALUE, &bounds.max)] {
            let bound = bound.as_ref().and_then(|text| typed(question.kind, text));
            if let Some((key, value)) = bound {
                extensions.push(json!({ "url": url, (format!("value{key}")): value }));
            }
        }
        for (url, number) in [
            (MIN_LENGTH, bounds.min_length),
            (MIN_OCCURS, bounds.least),
            (MAX_OCCURS, bounds.most),
        ] {
            if let Some(number) = number {
                extensions.push(json!({ "url": url, "valueInteger": number }));
            }
        }
        if let Some(pattern) = &bounds.pattern {
            extensions.push(json!({ "url": REGEX, "valueString": pattern }));
        }
        extensions
    }
}

/// How a question is shown, where FHIR has a code for it.
pub(super) fn control(question: &Question) -> Option<&'static str> {
    match question.appearance.as_str() {
        "minimal" if question.kind.is_select() => Some("drop-down"),
        "autocomplete" if question.kind.is_select() => Some("autocomplete"),
        _ => None,
    }
}

/// Whether extensions can say these bounds of values of this type.
pub(super) fn are_said(bounds: &Bounds, kind: QuestionType) -> bool {
    let has_length =
        bounds.min_length.is_some() || bounds.max_length.is_some() || bounds.pattern.is_some();
    let has_amount = bounds.min.is_some() || bounds.max.is_some();
    let has_count = bounds.least.is_some() || bounds.most.is_some();
    let values = || [&bounds.min, &bounds.max].into_iter().flatten();
    let are_whole = || values().all(|text| text.parse::<i64>().is_ok());
    match kind {
        QuestionType::Text => !has_amount && !has_count,
        QuestionType::Integer => !has_length && !has_count && are_whole(),
        QuestionType::Decimal => !has_length && !has_count && values().all(|text| is_number(text)),
        QuestionType::Date => !has_length && !has_count,
        QuestionType::SelectMany => !has_length && !has_amount,
        _ => false,
    }
}
