// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What events set off: `setvalue` and its like, and preloads.

use std::sync::Arc;

use xpath::{NodeId, NodeKind, Value};

use super::form::{Act, ActValue};
use super::problem::{Property, SessionError};
use super::session::{Mode, Session};
use super::slots::SlotId;

impl Session {
    /// Runs an action. `source` is the node that changed, or the instance of a repeat that is new.
    pub(crate) fn run_action(&mut self, number: u32, source: NodeId) -> Result<(), SessionError> {
        let form = Arc::clone(&self.form);
        let act = &form.acts[number as usize];
        let Some(filled) = self.filled(source) else {
            return Ok(());
        };
        let targets = if form.slots[filled.slot].is_repeat {
            self.targets_in(act, source, filled.slot)
        } else {
            self.nodes_at(act, source)
        };
        if targets.len() > 1 {
            return Err(SessionError::Ambiguous(self.path(source)));
        }
        for target in targets {
            self.set(act, target);
        }
        Ok(())
    }

    /// Where an action that belongs to a new instance of a repeat points.
    fn targets_in(&self, act: &Act, instance: NodeId, repeat: SlotId) -> Vec<NodeId> {
        let within = |slot: SlotId| {
            let nodes = self.instance.in_slot[slot.index()].iter().copied();
            nodes
                .filter(|&node| self.is_within(node, instance))
                .collect::<Vec<_>>()
        };
        if self.form.slots.is_within(act.target, repeat) {
            return within(act.target);
        }
        let standing = within(act.standing);
        standing
            .first()
            .map_or_else(Vec::new, |&node| self.nodes_at(act, node))
    }

    fn nodes_at(&self, act: &Act, standing: NodeId) -> Vec<NodeId> {
        let expr = &self.form.expr(act.path).expr;
        match expr.evaluate(&self.instance.tree, standing, &self.environment) {
            Ok(Value::Nodes(nodes)) => nodes.as_slice().to_vec(),
            _ => Vec::new(),
        }
    }

    fn set(&mut self, act: &Act, target: NodeId) {
        let Some(filled) = self.filled(target) else {
            return;
        };
        if !self.form.slots[filled.slot].is_leaf() {
            return;
        }
        let text = match &act.value {
            ActValue::Literal(text) => text.clone(),
            ActValue::Expression(expr) => self.evaluate_text(*expr, target, Property::Action),
            ActValue::Position => match &self.here {
                Some(here) => super::DataType::Geopoint
                    .canonical(here)
                    .unwrap_or_default(),
                None => return,
            },
            ActValue::Device => return,
        };
        let kind = self.form.facts(filled.slot).kind;
        let value = kind.canonical(&text).unwrap_or_default();
        self.invalid.remove(&target);
        self.keep(target, value);
    }

    /// Runs what happens when an instance is begun or loaded.
    pub(crate) fn load_actions(&mut self) -> Result<(), SessionError> {
        let form = Arc::clone(&self.form);
        let numbers: &[&[u32]] = match self.mode {
            Mode::New => &[&form.on_first_load, &form.on_load],
            Mode::Resume | Mode::Edit => &[&form.on_load],
            Mode::Check => &[],
        };
        for &number in numbers.iter().copied().flatten() {
            let act = &form.acts[number as usize];
            let targets = match self.instance.tree.root_element() {
                Some(root) if act.standing == SlotId::ROOT => self.nodes_at(act, root),
                _ => self.instance.in_slot[act.target.index()].to_vec(),
            };
            for target in targets {
                // What is not relevant at the beginning is not set later either, unless wanted.
                if !self.is_relevant(target) && !self.proposes_hidden {
                    continue;
                }
                self.set(act, target);
                self.settle()?;
            }
        }
        Ok(())
    }

    /// Preloads of the instance as it is loaded.
    pub(crate) fn preload_all(&mut self) {
        let form = Arc::clone(&self.form);
        let slots: Vec<SlotId> = match self.mode {
            Mode::New => form.slots.ids().collect(),
            Mode::Edit => form.instance_id.into_iter().collect(),
            Mode::Resume | Mode::Check => Vec::new(),
        };
        for slot in slots {
            if form.facts(slot).preload.is_some() {
                let nodes = self.instance.in_slot[slot.index()].clone();
                for &node in nodes.iter() {
                    self.begin(node);
                }
            }
        }
    }

    /// Gives a new node what is known from the beginning.
    pub(crate) fn begin(&mut self, node: NodeId) {
        let form = Arc::clone(&self.form);
        let Some(filled) = self.filled(node) else {
            return;
        };
        if self.instance.tree.kind(node) == NodeKind::Comment {
            return;
        }
        let facts = form.facts(filled.slot);
        let Some((preload, parameters)) = &facts.preload else {
            return;
        };
        let value = match (preload.as_str(), parameters.as_str()) {
            ("uid", _) => format!("uuid:{}", self.environment.random.uuid()),
            ("timestamp", "start") => self.moment("now()"),
            ("date", "today") => self.moment("today()"),
            ("property", name) => self.properties.get(name).cloned().unwrap_or_default(),
            _ => return,
        };
        if !value.is_empty() {
            let value = facts.kind.canonical(&value).unwrap_or_default();
            self.keep(node, value);
        }
    }

    fn moment(&self, function: &str) -> String {
        let Ok(expr) = xpath::parse(function) else {
            return String::new();
        };
        let text = expr.evaluate_text(
            &self.instance.tree,
            self.instance.tree.root(),
            &self.environment,
        );
        text.map(std::borrow::Cow::into_owned).unwrap_or_default()
    }

    /// Notes the time at which the instance is finished, where the form wants to know.
    pub fn finish(&mut self) -> Result<(), SessionError> {
        let form = Arc::clone(&self.form);
        let now = self.moment("now()");
        for slot in form.slots.ids() {
            let facts = form.facts(slot);
            let is_end = facts
                .preload
                .as_ref()
                .is_some_and(|(kind, what)| kind == "timestamp" && what == "end");
            if is_end {
                let value = facts.kind.canonical(&now).unwrap_or_default();
                let nodes = self.instance.in_slot[slot.index()].clone();
                for &node in nodes.iter() {
                    self.keep(node, value.clone());
                }
            }
        }
        self.settle()
    }
}
