// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The primary instance.

use super::texts::with_address;
use super::{Lowering, plain, qname};
use crate::definition::{Attribute, Element};
use crate::spec::{Item, Question, QuestionType};

/// Which copies of a repeat are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rounds {
    /// The template and a first round.
    Both,
    Template,
    First,
}

impl Lowering<'_> {
    pub(super) fn instance(&mut self, root: &str, items: &[Item]) -> Element {
        let mut element = Element {
            name: plain(root),
            attributes: self.root_attributes(),
            ..Element::default()
        };
        self.node = 0;
        element.children = self.children(items, 0, Rounds::Both);
        let meta = self.meta(items);
        if !meta.is_empty() {
            element.children.push(Element {
                name: plain("meta"),
                children: meta,
                ..Element::default()
            });
        }
        element
    }

    fn children(&mut self, items: &[Item], parent: usize, rounds: Rounds) -> Vec<Element> {
        let mut children = Vec::new();
        for item in items {
            match item {
                Item::Question(question) if question.kind.is_external() => {}
                Item::Question(question) => {
                    self.node += 1;
                    if question.kind != QuestionType::Audit {
                        children.push(leaf(question));
                    }
                }
                Item::Group(group) => {
                    self.node += 1;
                    let node = self.node;
                    let inner = if rounds == Rounds::Template {
                        Rounds::Both
                    } else {
                        rounds
                    };
                    children.push(Element {
                        name: plain(&group.name),
                        attributes: attributes(&group.instance),
                        children: self.children(&group.items, node, inner),
                        text: String::new(),
                    });
                }
                Item::Repeat(repeat) => {
                    self.node += 1;
                    let node = self.node;
                    let copies = match rounds {
                        Rounds::Both => &[Rounds::Template, Rounds::First][..],
                        Rounds::Template => &[Rounds::Template],
                        Rounds::First => &[Rounds::First],
                    };
                    for copy in copies {
                        self.node = node;
                        let mut attributes = attributes(&repeat.instance);
                        if *copy == Rounds::Template {
                            attributes.push((qname("jr:template"), String::new()));
                        }
                        children.push(Element {
                            name: plain(&repeat.name),
                            attributes,
                            children: self.children(&repeat.items, node, *copy),
                            text: String::new(),
                        });
                    }
                }
            }
        }
        if parent != 0
            && let Some(entity) = self.entity_element(parent)
        {
            children.push(Element {
                name: plain("meta"),
                children: vec![entity],
                ..Element::default()
            });
        }
        children
    }

    /// The children of `meta` of the whole form.
    fn meta(&mut self, items: &[Item]) -> Vec<Element> {
        let mut children = Vec::new();
        let leaf = |name: &str| Element {
            name: plain(name),
            ..Element::default()
        };
        if has_audit(items) {
            children.push(leaf("audit"));
        }
        children.extend(self.entity_element(0));
        let settings = &self.spec.settings;
        if !settings.omit_instance_id {
            children.push(leaf("instanceID"));
        }
        if settings.instance_name.is_some() {
            children.push(leaf("instanceName"));
        }
        children
    }

    fn root_attributes(&self) -> Vec<Attribute> {
        let settings = &self.spec.settings;
        let mut attributes = vec![(plain("id"), self.spec.id.clone())];
        if !self.spec.version.is_empty() {
            attributes.push((plain("version"), self.spec.version.clone()));
        }
        if let Some(address) = &settings.instance_xmlns {
            attributes.push((plain("xmlns"), address.clone()));
        }
        for (name, value) in &settings.attributes {
            attributes.push((qname(name), value.clone()));
        }
        attributes
    }
}

fn has_audit(items: &[Item]) -> bool {
    items.iter().any(|item| match item {
        Item::Question(question) => question.kind == QuestionType::Audit,
        Item::Group(group) => has_audit(&group.items),
        Item::Repeat(repeat) => has_audit(&repeat.items),
    })
}

fn attributes(map: &std::collections::BTreeMap<String, String>) -> Vec<Attribute> {
    map.iter()
        .map(|(name, value)| (qname(name), value.clone()))
        .collect()
}

fn leaf(question: &Question) -> Element {
    let mut text = String::new();
    if question.default_is_text
        && let Some(default) = &question.default
    {
        text = match question.kind {
            QuestionType::Image => with_address("jr://images/", default),
            _ => default.clone(),
        };
    }
    Element {
        name: plain(&question.name),
        attributes: attributes(&question.instance),
        children: Vec::new(),
        text,
    }
}
