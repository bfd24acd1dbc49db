// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How a node stands, and what is wrong with the answers.

use xpath::{NodeId, NodeKind};

use super::body::ChoiceSource;
use super::problem::SessionError;
use super::session::Session;
use super::slots::SlotId;
use super::texts::Caption;
use super::types::{self, DataType};
use crate::definition::ControlKind;
use crate::xform::ENTITIES;

/// How a node stands.
#[derive(Debug, Clone, PartialEq)]
pub struct NodeState {
    /// Its path with the positions of repeat instances.
    pub reference: String,
    /// The data type.
    pub kind: DataType,
    /// The control that asks for it, if there is one.
    pub control: Option<ControlKind>,
    /// Whether it is relevant, by itself and with all that is around.
    pub relevant: bool,
    /// Whether it must have a value.
    pub required: bool,
    /// Whether people cannot change it.
    pub readonly: bool,
    /// The value; empty if it is not relevant.
    pub value: String,
    /// The text that was entered, if it is no value of the type.
    pub rejected: Option<String>,
    /// The label in the language of the moment.
    pub label: Option<Caption>,
    /// The hint in the language of the moment.
    pub hint: Option<Caption>,
    /// What is wrong with the value.
    pub violations: Vec<Violation>,
}

/// How a repeat stands.
#[derive(Debug, Clone, PartialEq)]
pub struct RepeatState {
    /// The paths of its instances.
    pub instances: Vec<String>,
    /// Whether people can add and remove instances.
    pub fixed: bool,
    /// The label in the language of the moment.
    pub label: Option<Caption>,
}

/// Something wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The path of the node with the positions of repeat instances.
    pub reference: String,
    /// What.
    pub kind: ViolationKind,
    /// What the form says about it, in the language of the moment.
    pub message: Option<String>,
}

/// What can be wrong with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViolationKind {
    /// It is missing.
    Required,
    /// The constraint is not met.
    Constraint,
    /// It is no value of the type.
    Type,
    /// It is none of the choices, or more than one where one can be chosen.
    Choice,
    /// It lies outside of the range or between its steps.
    Range,
}

/// An entity that an instance creates or updates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// The list of entities.
    pub dataset: String,
    /// The identifier.
    pub id: String,
    /// Whether it is to be created.
    pub create: bool,
    /// Whether it is to be updated.
    pub update: bool,
    /// The version that the update began with.
    pub base_version: Option<String>,
    /// The label.
    pub label: String,
    /// Names and values of its properties.
    pub properties: Vec<(String, String)>,
}

fn is_true(text: &str) -> bool {
    matches!(text, "1" | "true")
}

impl Session {
    /// How a node stands.
    pub fn state(&self, reference: &str) -> Result<NodeState, SessionError> {
        let node = self.node(reference)?;
        let slot = self.slot_of(node, reference)?;
        let question = self.form.question(slot);
        let group = self.form.groups.get(&slot);
        let label = question
            .and_then(|question| question.label.as_ref())
            .or(group.and_then(|(label, _)| label.as_ref()));
        let hint = question.and_then(|question| question.hint.as_ref());
        let is_leaf = self.form.slots[slot].is_leaf();
        let mut violations = Vec::new();
        if is_leaf && self.is_relevant(node) {
            self.violations(node, slot, &mut violations);
        }
        Ok(NodeState {
            reference: self.path(node),
            kind: self.form.facts(slot).kind,
            control: question.map(|question| question.kind),
            relevant: self.is_relevant(node),
            required: self.is_required(node, slot),
            readonly: self.is_readonly(node),
            value: if is_leaf {
                self.instance.tree.text(node).into_owned()
            } else {
                String::new()
            },
            rejected: self.invalid.get(&node).cloned(),
            label: label.map(|label| self.caption(label, node)),
            hint: hint.map(|hint| self.caption(hint, node)),
            violations,
        })
    }

    /// How a repeat stands, such as `/data/person`.
    pub fn repeat(&self, reference: &str) -> Result<RepeatState, SessionError> {
        let anchor = self.anchor(reference)?;
        let slot = self.slot_of(anchor, reference)?;
        let label = self
            .form
            .repeats
            .get(&slot)
            .and_then(|repeat| repeat.label.as_ref());
        let instances = self.instances_after(anchor);
        Ok(RepeatState {
            instances: instances.into_iter().map(|node| self.path(node)).collect(),
            fixed: self.is_fixed(anchor, slot),
            label: label.map(|label| self.caption(label, anchor)),
        })
    }

    pub(crate) fn is_relevant(&self, node: NodeId) -> bool {
        self.filled(node).is_some_and(|filled| filled.relevant)
    }

    fn is_required(&self, node: NodeId, slot: SlotId) -> bool {
        self.form.facts(slot).required.is_some_and(|expr| {
            let expr = &self.form.expr(expr).expr;
            let value = expr.evaluate_boolean(&self.instance.tree, node, &self.environment);
            value.unwrap_or(false)
        })
    }

    /// Adds what is wrong with the value of a relevant node.
    pub(crate) fn violations(&self, node: NodeId, slot: SlotId, found: &mut Vec<Violation>) {
        let facts = self.form.facts(slot);
        let value = self.instance.tree.text(node);
        let mut add = |kind: ViolationKind| {
            let message = match kind {
                ViolationKind::Required => facts.required_message.as_ref(),
                ViolationKind::Constraint => facts.constraint_message.as_ref(),
                _ => None,
            };
            found.push(Violation {
                reference: self.path(node),
                kind,
                message: message.map(|text| self.caption(text, node).text),
            });
        };
        let rejected = (!self.invalid.is_empty()).then(|| self.invalid.get(&node));
        if let Some(rejected) = rejected.flatten() {
            add(match facts.kind.canonical(rejected) {
                Some(_) => ViolationKind::Range,
                None => ViolationKind::Type,
            });
        } else if value.is_empty() {
            if self.is_required(node, slot) {
                add(ViolationKind::Required);
            }
        } else {
            if !facts.kind.is_exact(&value) {
                add(ViolationKind::Type);
            }
            if let Some(kind) = self.against_control(node, slot, &value) {
                add(kind);
            }
            if let Some(expr) = facts.constraint {
                let expr = &self.form.expr(expr).expr;
                let met = expr.evaluate_boolean(&self.instance.tree, node, &self.environment);
                if !met.unwrap_or(false) {
                    add(ViolationKind::Constraint);
                }
            }
        }
    }

    /// What the control does not allow.
    fn against_control(&self, node: NodeId, slot: SlotId, value: &str) -> Option<ViolationKind> {
        let question = self.form.question(slot)?;
        if let Some(range) = question.range {
            let inside = types::number(value).is_some_and(|number| range.contains(number));
            return (!inside).then_some(ViolationKind::Range);
        }
        if matches!(question.choices, ChoiceSource::None) {
            return None;
        }
        let good = match question.kind {
            ControlKind::SelectOne => self.can_choose(node, slot, std::iter::once(value)),
            _ => self.can_choose(node, slot, value.split_whitespace()),
        };
        (!good).then_some(ViolationKind::Choice)
    }

    /// Everything that is wrong, in the order of the instance.
    pub fn validate(&self) -> Vec<Violation> {
        let mut found = Vec::new();
        self.visit(&mut |node, slot| {
            if self.form.slots[slot].is_leaf() && self.is_relevant(node) {
                self.violations(node, slot, &mut found);
            }
        });
        found
    }

    /// The paths of all questions that are relevant, in the order of the instance.
    pub fn questions(&self) -> Vec<String> {
        let mut found = Vec::new();
        self.visit(&mut |node, slot| {
            if self.is_relevant(node) && self.form.question(slot).is_some() {
                found.push(self.path(node));
            }
        });
        found
    }

    /// The paths of all repeats that are relevant, in the order of the form; of a repeat within
    /// another one, one for every instance of that.
    pub fn repeats(&self) -> Vec<String> {
        let anchors = self
            .instance
            .anchors
            .iter()
            .flat_map(|places| places.iter());
        let relevant = anchors.filter(|&&anchor| self.is_repeat_relevant(anchor));
        relevant.map(|&anchor| self.path(anchor)).collect()
    }

    /// Whether any instance of the repeat at this place is relevant; if there is none, whether a new
    /// one would be.
    fn is_repeat_relevant(&self, anchor: NodeId) -> bool {
        let instances = self.instances_after(anchor);
        if !self.is_relevant(anchor) || !instances.is_empty() {
            return instances.iter().any(|&node| self.is_relevant(node));
        }
        let own = self
            .filled(anchor)
            .and_then(|filled| self.form.facts(filled.slot).relevant);
        own.is_none_or(|number| {
            let expr = &self
                .form
                .expr(self.form.computations[number as usize].expr)
                .expr;
            let value = expr.evaluate_boolean(&self.instance.tree, anchor, &self.environment);
            value.unwrap_or(false)
        })
    }

    /// Calls `visit` for all nodes that fill slots, in document order.
    pub(crate) fn visit(&self, visit: &mut dyn FnMut(NodeId, SlotId)) {
        let Some(root) = self.instance.tree.root_element() else {
            return;
        };
        for node in std::iter::once(root).chain(self.instance.tree.descendants(root)) {
            if self.instance.tree.kind(node) != NodeKind::Element {
                continue;
            }
            for node in std::iter::once(node).chain(self.instance.tree.attributes(node)) {
                if let Some(filled) = self.filled(node) {
                    visit(node, filled.slot);
                }
            }
        }
    }

    /// The names of the files that belong to the instance, in order, each once.
    pub fn attachments(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        if !self.form.has_files {
            return names;
        }
        self.visit(&mut |node, slot| {
            let uploads = self
                .form
                .question(slot)
                .is_some_and(|q| q.kind == ControlKind::Upload);
            if uploads || self.form.facts(slot).kind == DataType::Binary {
                let name = self.instance.tree.text(node).into_owned();
                if !name.is_empty() && !names.contains(&name) {
                    names.push(name);
                }
            }
        });
        names
    }

    /// The entities that the instance creates or updates.
    pub fn entities(&self) -> Vec<Entity> {
        let mut found = Vec::new();
        if !self.form.has_entities {
            return found;
        }
        self.visit(&mut |node, _| {
            let tree = &self.instance.tree;
            let around = tree.parent(node);
            let is_entity = tree.kind(node) == NodeKind::Element
                && tree.local_name(node) == "entity"
                && around.is_some_and(|meta| tree.local_name(meta) == "meta");
            if !is_entity || !self.is_relevant(node) {
                return;
            }
            let attribute = |name: &str| tree.attribute(node, name).unwrap_or_default().to_owned();
            let dataset = attribute("dataset");
            if dataset.is_empty() {
                return;
            }
            let label = tree.child(node, "label");
            let owner = around.and_then(|meta| tree.parent(meta));
            found.push(Entity {
                dataset,
                id: attribute("id"),
                create: is_true(&attribute("create")),
                update: is_true(&attribute("update")),
                base_version: Some(attribute("baseVersion")).filter(|v| !v.is_empty()),
                label: label
                    .map(|label| tree.text(label).into_owned())
                    .unwrap_or_default(),
                properties: owner
                    .map(|owner| self.properties_of(owner))
                    .unwrap_or_default(),
            });
        });
        found
    }

    /// Values that binds save to the entity of a node, but not those of repeats within it.
    fn properties_of(&self, owner: NodeId) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for bind in &self.form.definition.binds {
            let saved = bind.attributes.iter().find(|(name, _)| {
                name.local == "saveto" && self.form.slots.namespace(&name.prefix) == Some(ENTITIES)
            });
            let (Some((_, property)), Some(slot)) = (saved, self.form.slots.at(&bind.nodeset))
            else {
                continue;
            };
            let around = self
                .filled(owner)
                .and_then(|filled| self.form.slots[filled.slot].repeat);
            if self.form.slots[slot].repeat != around {
                continue;
            }
            for &node in self.instance.in_slot[slot.index()].iter() {
                if self.is_relevant(node) && self.is_within(node, owner) {
                    found.push((property.clone(), self.instance.tree.text(node).into_owned()));
                }
            }
        }
        found
    }
}
