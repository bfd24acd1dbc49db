// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Answers as FHIR R4 `QuestionnaireResponse`s
//! (<https://hl7.org/fhir/R4/questionnaireresponse.html>), for the Questionnaire that
//! [`export::fhir`](crate::export::fhir()) writes.

use serde_json::{Map, Value, json};

use super::Answered;
use super::json::Rounds;
use crate::answers::Answers;
use crate::compile::join;
use crate::export::fhir::{address, kind, one_blank, plain, typed};
use crate::export::said;
use crate::fhir::FORM_ADDRESS;
use crate::file::StoredFile;
use crate::spec::{ChoiceSource, FormSpec, Item, Question, QuestionType};

/// An answered form. Values that are none of their type in FHIR are written as texts.
pub fn questionnaire_response(spec: &FormSpec, form: &Answered<'_>) -> Value {
    let mut address = address(&spec.id);
    if !spec.version.is_empty() {
        address = format!(
            "{address}|{}",
            spec.version.replace(char::is_whitespace, "%20")
        );
    }
    let mut out = Map::new();
    out.insert("resourceType".to_owned(), json!("QuestionnaireResponse"));
    let identifier = json!({ "system": FORM_ADDRESS, "value": form.id });
    out.insert("identifier".to_owned(), identifier);
    out.insert("questionnaire".to_owned(), json!(address));
    out.insert("status".to_owned(), json!("completed"));
    if let Some(sent) = form.sent {
        out.insert("authored".to_owned(), json!(sent.to_string()));
    }
    let writing = Writing {
        spec,
        answers: form.answers,
        rounds: Rounds::of(form.answers),
    };
    let items = writing.items(&crate::lower::shown(spec), "", "");
    if !items.is_empty() {
        out.insert("item".to_owned(), Value::Array(items));
    }
    Value::Object(out)
}

struct Writing<'a> {
    spec: &'a FormSpec,
    answers: &'a Answers,
    rounds: Rounds,
}

impl Writing<'_> {
    /// What is answered of some items; `plain` is their path, `at` the same with the numbers of rounds.
    fn items(&self, items: &[Item], plain: &str, at: &str) -> Vec<Value> {
        let mut out = Vec::new();
        for item in items {
            let path = join(plain, item.name());
            let here = join(at, item.name());
            let link = item.link_id().unwrap_or(&path);
            match item {
                Item::Group(group) => {
                    let within = self.items(&group.items, &path, &here);
                    if !within.is_empty() {
                        out.push(json!({ "linkId": link, "item": within }));
                    }
                }
                Item::Repeat(repeat) => {
                    for round in self.rounds.at(&here) {
                        let within = self.items(&repeat.items, &path, &round);
                        if !within.is_empty() {
                            out.push(json!({ "linkId": link, "item": within }));
                        }
                    }
                }
                Item::Question(question) => {
                    let answers = self.answers(question, self.answers.get(&here));
                    if !answers.is_empty() {
                        out.push(json!({ "linkId": link, "answer": answers }));
                    }
                }
            }
        }
        out
    }

    fn answers(&self, question: &Question, text: &str) -> Vec<Value> {
        // What the Questionnaire does not ask, the response does not answer.
        let is_asked = kind(question.kind).is_some() && question.kind != QuestionType::Note;
        if text.is_empty() || !is_asked {
            return Vec::new();
        }
        if question.kind.is_select() {
            let several = question.kind != QuestionType::SelectOne;
            let codes: Vec<&str> = if several {
                text.split_whitespace().collect()
            } else {
                vec![text]
            };
            return codes
                .into_iter()
                .map(|code| json!({ "valueCoding": self.coding(question, code) }))
                .collect();
        }
        if question.kind.is_file() {
            let name = StoredFile::parse(text).map_or_else(|| text.to_owned(), |file| file.name);
            return vec![json!({ "valueAttachment": { "title": plain(&name) } })];
        }
        let value = typed(question.kind, text);
        let (key, value) = value.unwrap_or_else(|| ("String", json!(plain(text))));
        vec![json!({ (format!("value{key}")): value })]
    }

    /// A code with what people read.
    fn coding(&self, question: &Question, code: &str) -> Value {
        let mut coding = Map::new();
        let list = question
            .choices
            .as_ref()
            .filter(|_| question.choice_source == ChoiceSource::List)
            .and_then(|name| self.spec.choices.get(name));
        let choice = list.and_then(|list| list.iter().find(|choice| choice.code == code));
        let system = choice.and_then(|choice| choice.extra.get(crate::fhir::SYSTEM));
        if let Some(system) = system {
            coding.insert("system".to_owned(), json!(system));
        }
        coding.insert("code".to_owned(), json!(one_blank(code)));
        let label = choice.map_or("", |choice| said(self.spec, &choice.label));
        if !label.trim().is_empty() {
            coding.insert("display".to_owned(), json!(plain(label)));
        }
        Value::Object(coding)
    }
}
