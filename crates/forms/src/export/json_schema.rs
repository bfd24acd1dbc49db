// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The answers of a form as a JSON Schema, dialect 2020-12 (<https://json-schema.org/specification>).
//!
//! Groups are objects, repeats arrays of objects, several codes arrays of texts.

use serde_json::{Map, Value, json};

use super::{Loss, below, expressions_of, is_always, said};
use crate::spec::{ChoiceSource, FormSpec, Item, Question, QuestionType};

/// The schema, and what it cannot say.
pub fn json_schema(spec: &FormSpec) -> (Value, Vec<Loss>) {
    let mut losses = Vec::new();
    let mut schema = object(spec, &spec.items, "", &mut losses);
    let mut head = Map::new();
    head.insert(
        "$schema".to_owned(),
        json!("https://json-schema.org/draft/2020-12/schema"),
    );
    head.insert(
        "$id".to_owned(),
        json!(format!("urn:deich:form:{}", spec.id)),
    );
    head.insert("title".to_owned(), json!(said(spec, &spec.title)));
    head.append(&mut schema);
    (Value::Object(head), losses)
}

fn object(
    spec: &FormSpec,
    items: &[Item],
    path: &str,
    losses: &mut Vec<Loss>,
) -> Map<String, Value> {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for item in items {
        let path = below(path, item);
        let mut lose = |what| {
            losses.push(Loss {
                path: path.clone(),
                what,
            });
        };
        let schema = match item {
            Item::Group(group) => {
                if group.relevant.is_some() {
                    lose("relevant");
                }
                let mut schema = object(spec, &group.items, &path, losses);
                title(spec, &group.label, &mut schema);
                schema
            }
            Item::Repeat(repeat) => {
                if repeat.relevant.is_some() {
                    lose("relevant");
                }
                if repeat.count.is_some() {
                    lose("repeat_count");
                }
                let mut schema = Map::new();
                title(spec, &repeat.label, &mut schema);
                let entry = object(spec, &repeat.items, &path, losses);
                schema.insert("type".to_owned(), json!("array"));
                schema.insert("items".to_owned(), Value::Object(entry));
                schema
            }
            Item::Question(question) => {
                if question.kind == QuestionType::Note || question.kind.is_external() {
                    continue;
                }
                expressions_of(question).for_each(&mut lose);
                if question.relevant.is_some() {
                    lose("relevant");
                }
                if is_always(question.required.as_ref()) && question.relevant.is_none() {
                    required.push(question.name.clone());
                } else if question.required.is_some() {
                    lose("required");
                }
                let mut schema = Map::new();
                title(spec, &question.label, &mut schema);
                if !question.hint.is_empty() {
                    let hint = json!(said(spec, &question.hint));
                    schema.insert("description".to_owned(), hint);
                }
                if let Value::Object(mut kind) = value(spec, question) {
                    schema.append(&mut kind);
                }
                schema
            }
        };
        properties.insert(item.name().to_owned(), Value::Object(schema));
    }
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        schema.insert("required".to_owned(), json!(required));
    }
    schema.insert("additionalProperties".to_owned(), json!(false));
    schema
}

fn title(spec: &FormSpec, label: &kernel::Localized, schema: &mut Map<String, Value>) {
    if !label.is_empty() {
        schema.insert("title".to_owned(), json!(said(spec, label)));
    }
}

/// The schema of one value.
fn value(spec: &FormSpec, question: &Question) -> Value {
    match question.kind {
        QuestionType::Integer => json!({ "type": "integer" }),
        QuestionType::Decimal => json!({ "type": "number" }),
        QuestionType::Range => range(question),
        QuestionType::Date | QuestionType::Today => json!({ "type": "string", "format": "date" }),
        QuestionType::Time => json!({ "type": "string", "format": "time" }),
        QuestionType::DateTime | QuestionType::Start | QuestionType::End => {
            json!({ "type": "string", "format": "date-time" })
        }
        QuestionType::Boolean => json!({ "type": "boolean" }),
        QuestionType::SelectOne => codes(spec, question),
        QuestionType::SelectMany | QuestionType::Rank => {
            json!({ "type": "array", "uniqueItems": true, "items": codes(spec, question) })
        }
        QuestionType::Acknowledge | QuestionType::Trigger => json!({ "const": "OK" }),
        // Latitude and longitude in degrees, then altitude and accuracy in metres if known.
        QuestionType::Geopoint => {
            json!({ "type": "string", "pattern": r"^-?\d+(\.\d+)? -?\d+(\.\d+)?( -?\d+(\.\d+)?){0,2}$" })
        }
        QuestionType::Calculated => json!({ "type": ["string", "number", "boolean"] }),
        _ => json!({ "type": "string" }),
    }
}

fn range(question: &Question) -> Value {
    let range = question.range();
    let kind = if range.is_whole() {
        "integer"
    } else {
        "number"
    };
    // As it is written, so that 5 stays 5.
    let [start, end, _] = question.range_parameters();
    let written = |text: &str| serde_json::from_str::<serde_json::Number>(text).ok();
    let mut bounds = [written(start), written(end)];
    if range.start > range.end {
        bounds.reverse();
    }
    let [minimum, maximum] = bounds;
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!(kind));
    for (word, bound) in [("minimum", minimum), ("maximum", maximum)] {
        if let Some(number) = bound {
            schema.insert(word.to_owned(), Value::Number(number));
        }
    }
    Value::Object(schema)
}

/// A code: one of the list, or any text where the list lies outside of the form.
fn codes(spec: &FormSpec, question: &Question) -> Value {
    let list = question
        .choices
        .as_ref()
        .filter(|_| question.choice_source == ChoiceSource::List && !question.or_other)
        .and_then(|name| spec.choices.get(name));
    let Some(list) = list else {
        return json!({ "type": "string" });
    };
    let choices: Vec<Value> = list
        .iter()
        .map(|choice| json!({ "const": choice.code, "title": said(spec, &choice.label) }))
        .collect();
    json!({ "type": "string", "oneOf": choices })
}
