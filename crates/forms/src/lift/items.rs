// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Groups, repeats and questions.

use std::collections::{BTreeMap, HashSet};

use kernel::Localized;

use super::Lifting;
use super::head::{itext_id, joined};
use super::paths::{is_generated_count, is_meta, is_template};
use crate::definition::{Attribute, Bind, Element, QuestionControl, Text, TextPart};
use crate::spec::{Group, Item, Question, QuestionType, Repeat};

/// Attributes of ours that groups and repeats have fields for.
const OF_CONTAINERS: [&str; 4] = [
    "deich:fim_id",
    "deich:link_id",
    "deich:origin",
    "deich:hint",
];

/// An attribute of ours.
fn own<'a>(bind: Option<&'a Bind>, name: &str) -> Option<&'a String> {
    let mut attributes = bind?.attributes.iter();
    attributes
        .find(|(known, _)| known.prefix == "deich" && known.local == name)
        .map(|(_, value)| value)
}

impl Lifting<'_> {
    /// The nodes within an element, in order.
    pub(super) fn children(&mut self, element: &Element, path: &str) -> Vec<Item> {
        let mut items = Vec::new();
        let mut seen: HashSet<&str> = HashSet::new();
        for child in &element.children {
            let name = child.name.local.as_str();
            if !seen.insert(name) {
                continue;
            }
            let inner = format!("{path}/{name}");
            if is_meta(child) {
                if child.children.iter().any(|leaf| leaf.name.local == "audit") {
                    items.push(self.question(child, &format!("{inner}/audit"), "audit"));
                }
                continue;
            }
            if self.is_generated(&inner) {
                continue;
            }
            if self.repeats.contains_key(inner.as_str()) || is_template(child) {
                items.push(self.repeat(child, &inner));
            } else if child.children.is_empty() && !self.groups.contains_key(inner.as_str()) {
                items.push(self.question(child, &inner, name));
            } else {
                items.push(self.group(child, &inner));
            }
        }
        items
    }

    /// Whether a node was made for the count of the repeat after it.
    fn is_generated(&self, path: &str) -> bool {
        let Some(repeat) = path.strip_suffix("_count") else {
            return false;
        };
        self.repeats
            .get(repeat)
            .and_then(|repeat| repeat.count.as_ref())
            .is_some_and(|count| is_generated_count(count, repeat))
            && !self.questions.contains_key(path)
    }

    fn expression(&self, text: Option<&String>, path: &str) -> Option<String> {
        text.map(|text| self.paths.refer(text, path))
    }

    /// Attributes that have no field of their own, with references.
    fn passed(
        &self,
        attributes: &[Attribute],
        path: &str,
        known: &[&str],
    ) -> BTreeMap<String, String> {
        attributes
            .iter()
            .map(|(name, value)| (joined(name), value))
            .filter(|(name, _)| !known.contains(&name.as_str()))
            .map(|(name, value)| (name, self.paths.refer(value, path)))
            .collect()
    }

    fn instance_attributes(element: &Element) -> BTreeMap<String, String> {
        element
            .attributes
            .iter()
            .map(|(name, value)| (joined(name), value.clone()))
            .filter(|(name, _)| name != "jr:template")
            .collect()
    }

    fn group(&mut self, element: &Element, path: &str) -> Item {
        let control = self.groups.get(path).copied();
        let bind = self.binds.get(path).copied();
        let label = control.and_then(|control| control.label.as_ref());
        let (label, media) = self.texts.label(label, &self.paths, path);
        Item::Group(Group {
            name: element.name.local.clone(),
            label,
            media,
            relevant: self.expression(bind.and_then(|bind| bind.relevant.as_ref()), path),
            readonly: self.expression(bind.and_then(|bind| bind.readonly.as_ref()), path),
            appearance: control
                .map(|control| control.appearance.clone())
                .unwrap_or_default(),
            hint: self.container_hint(bind, path),
            bind: bind
                .map(|bind| self.passed(&bind.attributes, path, &OF_CONTAINERS))
                .unwrap_or_default(),
            control: control
                .map(|control| self.passed(&control.attributes, path, &[]))
                .unwrap_or_default(),
            instance: Self::instance_attributes(element),
            fim_id: own(bind, "fim_id").and_then(|id| id.parse().ok()),
            link_id: own(bind, "link_id").cloned(),
            origin: own(bind, "origin").and_then(|origin| origin.parse().ok()),
            items: self.children(element, path),
        })
    }

    /// A text that stands in an attribute or is referred to by it.
    fn attribute_text(&mut self, value: &str, path: &str) -> Localized {
        let text = match itext_id(value) {
            Some(id) => Text::Itext(id.to_owned()),
            None => Text::Inline(vec![TextPart::Plain(value.to_owned())]),
        };
        self.texts.plain(Some(&text), &self.paths, path)
    }

    fn container_hint(&mut self, bind: Option<&Bind>, path: &str) -> Localized {
        let mut attributes = bind.iter().flat_map(|bind| &bind.attributes);
        let hint = attributes.find(|(name, _)| joined(name) == "deich:hint");
        hint.map(|(_, value)| self.attribute_text(value, path))
            .unwrap_or_default()
    }

    fn repeat(&mut self, element: &Element, path: &str) -> Item {
        let control = self.repeats.get(path).copied();
        let bind = self.binds.get(path).copied();
        let label = control.and_then(|control| control.label.as_ref());
        let (label, media) = self.texts.label(label, &self.paths, path);
        let count = control.and_then(|control| control.count.as_ref());
        let count = match count {
            Some(count) if is_generated_count(count, path) => {
                let generated = format!("{path}_count");
                let bind = self.binds.get(generated.as_str());
                let calculate = bind.and_then(|bind| bind.calculate.as_ref());
                self.expression(calculate, &generated)
            }
            count => self.expression(count, path),
        };
        let mut attributes = control
            .map(|control| self.passed(&control.attributes, path, &[]))
            .unwrap_or_default();
        if let Some(fixed) = control.and_then(|control| control.fixed.as_ref()) {
            attributes.insert("jr:noAddRemove".to_owned(), self.paths.refer(fixed, path));
        }
        Item::Repeat(Repeat {
            name: element.name.local.clone(),
            label,
            media,
            relevant: self.expression(bind.and_then(|bind| bind.relevant.as_ref()), path),
            readonly: self.expression(bind.and_then(|bind| bind.readonly.as_ref()), path),
            count,
            appearance: control
                .map(|control| control.appearance.clone())
                .unwrap_or_default(),
            hint: self.container_hint(bind, path),
            bind: bind
                .map(|bind| self.passed(&bind.attributes, path, &OF_CONTAINERS))
                .unwrap_or_default(),
            control: attributes,
            instance: Self::instance_attributes(element),
            fim_id: own(bind, "fim_id").and_then(|id| id.parse().ok()),
            link_id: own(bind, "link_id").cloned(),
            origin: own(bind, "origin").and_then(|origin| origin.parse().ok()),
            items: self.children(element, path),
        })
    }

    fn question(&mut self, element: &Element, path: &str, name: &str) -> Item {
        let bind = self.binds.get(path).copied().cloned().unwrap_or_default();
        let control = self.questions.get(path).copied();
        let mut question = Question {
            name: name.to_owned(),
            kind: self.kind(&bind, control, path),
            ..Question::default()
        };
        let label = control.and_then(|control| control.label.as_ref());
        (question.label, question.media) = self.texts.label(label, &self.paths, path);
        let hint = control.and_then(|control| control.hint.as_ref());
        let mut hints = self.texts.forms(hint, &self.paths, path);
        question.hint = hints.remove("").unwrap_or_default();
        question.guidance = hints.remove("guidance").unwrap_or_default();
        question.relevant = self.expression(bind.relevant.as_ref(), path);
        question.required = self.expression(bind.required.as_ref(), path);
        question.readonly = self.expression(bind.readonly.as_ref(), path);
        if question.kind == QuestionType::Note && question.readonly.as_deref() == Some("true()") {
            question.readonly = None;
        }
        question.constraint = self.expression(bind.constraint.as_ref(), path);
        question.calculate = self.expression(bind.calculate.as_ref(), path);
        let message = bind.constraint_message.as_ref();
        question.constraint_message = self.texts.plain(message, &self.paths, path);
        let message = bind.required_message.as_ref();
        question.required_message = self.texts.plain(message, &self.paths, path);
        self.default(&mut question, element, path);
        self.triggers(&mut question, path);
        self.bind_attributes(&mut question, &bind, path);
        if let Some(control) = control {
            question.appearance = self.paths.refer(&control.appearance, path);
            self.control_attributes(&mut question, control, path);
            self.choice_source(&mut question, control, path);
        }
        if name != "audit" {
            question.instance = Self::instance_attributes(element);
        }
        Item::Question(Box::new(question))
    }

    fn default(&self, question: &mut Question, element: &Element, path: &str) {
        if !element.text.is_empty() {
            question.default_is_text = true;
            let text = element.text.strip_prefix("jr://images/");
            let text = text.filter(|_| question.kind == QuestionType::Image);
            question.default = Some(text.unwrap_or(&element.text).to_owned());
        } else if let Some(value) = self.first_values.get(path) {
            question.default = Some(self.paths.refer(value, path));
        }
    }

    fn triggers(&self, question: &mut Question, path: &str) {
        for (from, value) in self.triggers.get(path).into_iter().flatten() {
            let name = from.rsplit('/').next().unwrap_or_default();
            question.trigger.push(name.to_owned());
            if let Some(value) = value {
                question.calculate = Some(self.paths.refer(value, path));
            }
        }
    }

    fn bind_attributes(&mut self, question: &mut Question, bind: &Bind, path: &str) {
        for (name, value) in &bind.attributes {
            let text = |lifting: &mut Self| lifting.attribute_text(value, path);
            let joined = joined(name);
            match joined.as_str() {
                "entities:saveto" => question.save_to = Some(value.clone()),
                "jr:noAppErrorString" => question.app_message = text(self),
                "deich:privacy" => question.privacy = value.parse().ok(),
                "deich:release" => question.release = value.parse().ok(),
                "deich:warning" => question.warning = Some(self.paths.refer(value, path)),
                "deich:warningMsg" => question.warning_message = text(self),
                "deich:unit" => question.unit = text(self),
                "deich:fim_id" => question.fim_id = value.parse().ok(),
                "deich:link_id" => question.link_id = Some(value.clone()),
                "deich:origin" => question.origin = value.parse().ok(),
                "deich:label" => question.label = text(self),
                _ => {
                    let parameter = joined
                        .strip_prefix("orx:max-pixels")
                        .map(|_| "max-pixels")
                        .or_else(|| joined.strip_prefix("odk:"));
                    if let Some(parameter) = parameter {
                        question
                            .parameters
                            .insert(parameter.to_owned(), value.clone());
                    } else {
                        let value = self.paths.refer(value, path);
                        question.bind.insert(joined, value);
                    }
                }
            }
        }
        if question.kind == QuestionType::BackgroundAudio {
            let action = self
                .definition
                .actions
                .iter()
                .find(|action| action.target == path);
            let quality = action.and_then(|action| action.attributes.first());
            if let Some((_, quality)) = quality {
                question
                    .parameters
                    .insert("quality".to_owned(), quality.clone());
            }
        }
    }

    fn control_attributes(
        &mut self,
        question: &mut Question,
        control: &QuestionControl,
        path: &str,
    ) {
        for (name, value) in &control.attributes {
            let name = joined(name);
            let parameter = match (question.kind, name.as_str()) {
                (_, "mediatype" | "query") => continue,
                (QuestionType::Range, "start" | "end" | "step") => name.as_str(),
                (QuestionType::Range, "odk:tick-interval") => "tick_interval",
                (QuestionType::Range, "odk:placeholder") => "placeholder",
                (QuestionType::Text, "rows") => "rows",
                (QuestionType::Geopoint, "accuracyThreshold") => "capture-accuracy",
                (QuestionType::Geopoint, "unacceptableAccuracyThreshold") => "warning-accuracy",
                (QuestionType::Geotrace | QuestionType::Geoshape, "incremental") => "incremental",
                (QuestionType::Image, "intent") => "app",
                _ => {
                    let value = self.paths.refer(value, path);
                    question.control.insert(name, value);
                    continue;
                }
            };
            question
                .parameters
                .insert(parameter.to_owned(), value.clone());
        }
    }
}
