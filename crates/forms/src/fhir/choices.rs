// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Lists of choices: options of an item, value sets within the document or elsewhere.

use std::collections::{BTreeMap, HashSet};

use kernel::Localized;
use serde_json::{Map, Value};

use super::SYSTEM;
use super::read::{Reading, is_true, objects, text};
use crate::import::{code, plain};
use crate::lift::LossKind;
use crate::spec::{Choice, CodeListId, Question, QuestionType};

/// A value of the type that ends its key (`valueInteger`), as it is stored.
pub(super) fn plain_value(kind: &str, value: &Value) -> Option<String> {
    match kind {
        "Boolean" => value.as_bool().map(|yes| yes.to_string()),
        "Integer" | "Decimal" => value.as_number().map(ToString::to_string),
        "Date" | "DateTime" | "Time" | "String" | "Uri" => value.as_str().map(str::to_owned),
        "Coding" => {
            let coding = value.as_object()?;
            let written = text(coding, "code");
            (!written.is_empty()).then(|| code(written).0)
        }
        "Quantity" => value.get("value")?.as_number().map(ToString::to_string),
        _ => None,
    }
}

impl Reading<'_> {
    pub(super) fn choices_of(
        &mut self,
        item: &Map<String, Value>,
        question: &mut Question,
        path: &str,
    ) {
        if item.contains_key("answerOption") {
            let mut choices = Vec::new();
            let mut selected = Vec::new();
            for option in objects(item, "answerOption") {
                let Some(choice) = self.option(option, path) else {
                    continue;
                };
                if is_true(option, "initialSelected") {
                    selected.push(choice.code.clone());
                }
                choices.push(choice);
            }
            self.without_doubles(&mut choices, path);
            question.choices = Some(self.lists.inline(&question.name, choices));
            if question.kind == QuestionType::SelectOne {
                selected.truncate(1);
            }
            if !selected.is_empty() {
                question.default = Some(selected.join(" "));
                question.default_is_text = true;
            }
            return;
        }
        let set = text(item, "answerValueSet");
        if let Some(id) = set.strip_prefix('#') {
            let contained = objects(self.document, "contained").find(|resource| {
                text(resource, "resourceType") == "ValueSet" && text(resource, "id") == id
            });
            if let Some(contained) = contained {
                let mut choices = self.value_set(contained, path);
                self.without_doubles(&mut choices, path);
                question.choices = Some(self.lists.inline(id, choices));
                return;
            }
        }
        match set.parse::<CodeListId>() {
            Ok(id) if !set.starts_with('#') => {
                question.choices = Some(self.lists.refer(id, [None, None, None], path));
            }
            _ => self.lose(path, LossKind::Choices),
        }
    }

    fn option(&mut self, option: &Map<String, Value>, path: &str) -> Option<Choice> {
        if option.contains_key("extension") {
            self.lose(path, LossKind::Element("answerOption.extension".to_owned()));
        }
        if let Some(coding) = option.get("valueCoding").and_then(Value::as_object) {
            return self.coding(coding, path);
        }
        let value = option
            .iter()
            .find_map(|(key, value)| plain_value(key.strip_prefix("value")?, value));
        let Some(value) = value else {
            self.lose(path, LossKind::Element("answerOption".to_owned()));
            return None;
        };
        let code = if value.contains(char::is_whitespace) {
            plain(&value)
        } else {
            value.clone()
        };
        if code.is_empty() {
            self.lose_value(path, "answerOption", value);
            return None;
        }
        Some(Choice {
            code,
            label: Localized::one(&self.language, value),
            ..Choice::default()
        })
    }

    /// A code with what people read.
    fn coding(&mut self, coding: &Map<String, Value>, path: &str) -> Option<Choice> {
        let mut label = self.localized(coding, "display");
        for designation in objects(coding, "designation") {
            let (language, value) = (text(designation, "language"), text(designation, "value"));
            if !language.is_empty() && !value.is_empty() {
                self.add_language(language);
                label
                    .0
                    .entry(language.to_owned())
                    .or_insert_with(|| value.to_owned());
            }
        }
        let written = text(coding, "code");
        let (mut code, is_changed) = code(written);
        if is_changed {
            self.lose_value(path, "code", written);
        }
        if code.is_empty() {
            code = plain(label.get(&self.language));
        }
        if code.is_empty() {
            self.lose(path, LossKind::Element("code".to_owned()));
            return None;
        }
        if label.is_empty() {
            label = Localized::one(&self.language, code.clone());
        }
        let system = text(coding, "system");
        let extra = (!system.is_empty()).then(|| (SYSTEM.to_owned(), system.to_owned()));
        Some(Choice {
            code,
            label,
            extra: extra.into_iter().collect::<BTreeMap<_, _>>(),
            ..Choice::default()
        })
    }

    /// The codes that a value set lists.
    fn value_set(&mut self, set: &Map<String, Value>, path: &str) -> Vec<Choice> {
        let mut choices = Vec::new();
        let expansion = set.get("expansion").and_then(Value::as_object);
        if let Some(expansion) = expansion {
            let mut waiting: Vec<&Map<String, Value>> = objects(expansion, "contains").collect();
            waiting.reverse();
            while let Some(entry) = waiting.pop() {
                if !is_true(entry, "abstract") {
                    choices.extend(self.coding(entry, path));
                }
                let inner: Vec<&Map<String, Value>> = objects(entry, "contains").collect();
                waiting.extend(inner.into_iter().rev());
            }
            return choices;
        }
        let compose = set.get("compose").and_then(Value::as_object);
        if let Some(compose) = compose {
            if compose.contains_key("exclude") {
                self.lose(path, LossKind::Element("compose.exclude".to_owned()));
            }
            for include in objects(compose, "include") {
                for part in ["filter", "valueSet"] {
                    if include.contains_key(part) {
                        self.lose(path, LossKind::Element(format!("compose.include.{part}")));
                    }
                }
                let system = include.get("system").cloned();
                if !include.contains_key("concept") {
                    self.lose(path, LossKind::Choices);
                }
                for concept in objects(include, "concept") {
                    let mut concept = concept.clone();
                    if let Some(system) = &system {
                        concept.insert("system".to_owned(), system.clone());
                    }
                    choices.extend(self.coding(&concept, path));
                }
            }
        }
        choices
    }

    fn without_doubles(&mut self, choices: &mut Vec<Choice>, path: &str) {
        let mut seen = HashSet::new();
        let mut doubles = Vec::new();
        choices.retain(|choice| {
            let is_new = seen.insert(choice.code.clone());
            if !is_new {
                doubles.push(choice.code.clone());
            }
            is_new
        });
        for code in doubles {
            self.lose_value(path, "code", code);
        }
    }
}
