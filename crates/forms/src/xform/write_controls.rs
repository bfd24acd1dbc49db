// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The body of a form as XML.

use super::ODK;
use super::write::{Writer, named};
use crate::definition::{
    Attribute, Choices, Control, ControlKind, GroupControl, QuestionControl, RepeatControl, Text,
    TextPart,
};

impl Writer {
    pub(super) fn control(&mut self, control: &Control) {
        match control {
            Control::Group(group) => self.group(group),
            Control::Repeat(repeat) => self.repeat(repeat),
            Control::Question(question) => self.question(question),
        }
    }

    fn group(&mut self, group: &GroupControl) {
        let mut attributes = Vec::new();
        if let Some(reference) = &group.reference {
            attributes.push(("ref".to_owned(), reference.clone()));
        }
        appearance(&mut attributes, &group.appearance);
        attributes.extend(named(&group.attributes));
        let name = self.name("group");
        self.open(&name, &attributes);
        self.text("label", group.label.as_ref());
        for action in &group.actions {
            self.action(action);
        }
        for child in &group.children {
            self.control(child);
        }
        self.close(&name);
    }

    fn repeat(&mut self, repeat: &RepeatControl) {
        let group = self.name("group");
        if let Some(outer) = &repeat.outer {
            let mut attributes = vec![("ref".to_owned(), repeat.nodeset.clone())];
            attributes.extend(named(outer));
            self.open(&group, &attributes);
            self.text("label", repeat.label.as_ref());
        }
        let mut attributes = Vec::new();
        let by_ref = |(name, value): &Attribute| {
            name.prefix.is_empty() && name.local == "ref" && *value == repeat.nodeset
        };
        if !repeat.attributes.iter().any(by_ref) {
            attributes.push(("nodeset".to_owned(), repeat.nodeset.clone()));
        }
        appearance(&mut attributes, &repeat.appearance);
        for (name, value) in [("count", &repeat.count), ("noAddRemove", &repeat.fixed)] {
            if let Some(value) = value {
                let jr = self.javarosa();
                attributes.push((format!("{jr}{name}"), value.clone()));
            }
        }
        attributes.extend(named(&repeat.attributes));
        let name = self.name("repeat");
        self.open(&name, &attributes);
        if repeat.outer.is_none() {
            self.text("label", repeat.label.as_ref());
        }
        for action in &repeat.actions {
            self.action(action);
        }
        for child in &repeat.children {
            self.control(child);
        }
        self.close(&name);
        if repeat.outer.is_some() {
            self.close(&group);
        }
    }

    fn question(&mut self, question: &QuestionControl) {
        if question.kind == ControlKind::Rank {
            self.unused.retain(|uri| *uri != ODK);
        }
        let name = match question.kind {
            ControlKind::Input => self.name("input"),
            ControlKind::SelectOne => self.name("select1"),
            ControlKind::SelectMany => self.name("select"),
            ControlKind::Rank => format!("{}rank", self.odk),
            ControlKind::Range => self.name("range"),
            ControlKind::Upload => self.name("upload"),
            ControlKind::Trigger => self.name("trigger"),
            ControlKind::Secret => self.name("secret"),
        };
        let mut attributes = vec![("ref".to_owned(), question.reference.clone())];
        appearance(&mut attributes, &question.appearance);
        attributes.extend(named(&question.attributes));
        self.open(&name, &attributes);
        self.text("label", question.label.as_ref());
        self.text("hint", question.hint.as_ref());
        let is_map = question
            .attributes
            .iter()
            .any(|(name, value)| name.local == "mediatype" && value == "osm/*");
        match &question.choices {
            Choices::Items(tags) if is_map => self.tags(tags),
            choices => self.choices(choices),
        }
        for action in &question.actions {
            self.action(action);
        }
        self.close(&name);
    }

    /// The keys that a question on `OpenStreetMap` offers.
    fn tags(&mut self, tags: &[(Option<Text>, String)]) {
        let name = self.name("tag");
        for (label, key) in tags {
            self.open(&name, &[("key".to_owned(), key.clone())]);
            self.text("label", label.as_ref());
            self.close(&name);
        }
    }

    fn choices(&mut self, choices: &Choices) {
        let [item, itemset, value] = ["item", "itemset", "value"].map(|local| self.name(local));
        match choices {
            Choices::None => {}
            Choices::Items(items) => {
                for (label, code) in items {
                    self.open(&item, &[]);
                    self.text("label", label.as_ref());
                    self.mixed(&value, &[], &[TextPart::Plain(code.clone())]);
                    self.close(&item);
                }
            }
            Choices::Itemset {
                nodeset,
                value: code,
                label,
            } => {
                self.open(&itemset, &[("nodeset".to_owned(), nodeset.clone())]);
                self.empty(&value, &[("ref".to_owned(), code.clone())]);
                if let Some(reference) = label {
                    let name = self.name("label");
                    self.empty(&name, &[("ref".to_owned(), reference.clone())]);
                }
                self.close(&itemset);
            }
        }
    }
}

fn appearance(attributes: &mut Vec<(String, String)>, appearance: &str) {
    if !appearance.is_empty() {
        attributes.push(("appearance".to_owned(), appearance.to_owned()));
    }
}
