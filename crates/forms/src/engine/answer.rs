// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What people enter.

use xpath::{NodeId, NodeKind};

use super::problem::SessionError;
use super::recalculate::Pending;
use super::session::Session;
use super::slots::SlotId;
use super::types;
use crate::definition::ControlKind;

impl Session {
    /// Answers a question, such as `/data/name` or `/data/person[2]/name`. Several choices are
    /// separated by blanks. The empty text takes the answer back. A text that is no value of the
    /// node's type, or outside of its range, leaves the node empty and is reported by [`Session::state`] and
    /// [`Session::validate`].
    pub fn answer(&mut self, reference: &str, value: &str) -> Result<(), SessionError> {
        let node = self.answerable(reference)?;
        let slot = self.slot_of(node, reference)?;
        let value = self.as_answer(node, slot, value, reference)?;
        let kind = self.form.facts(slot).kind;
        let range = self.form.question(slot).and_then(|question| question.range);
        let fits = |value: &String| {
            let number = types::number(value);
            value.is_empty() || range.is_none_or(|r| number.is_some_and(|n| r.contains(n)))
        };
        let before = (self.kept(node), self.invalid.get(&node).cloned());
        if let Some(canonical) = kind.canonical(&value).filter(fits) {
            self.invalid.remove(&node);
            self.keep(node, canonical);
        } else {
            self.invalid.insert(node, value);
            self.keep(node, String::new());
        }
        self.settle().inspect_err(|_| self.take_back(node, before))
    }

    /// The node of a question that can be answered now.
    pub(super) fn answerable(&self, reference: &str) -> Result<NodeId, SessionError> {
        let node = self.node(reference)?;
        let slot = self.slot_of(node, reference)?;
        if !self.form.slots[slot].is_leaf() || self.instance.tree.kind(node) == NodeKind::Comment {
            return Err(SessionError::NoValue(reference.to_owned()));
        }
        if !self.is_relevant(node) {
            return Err(SessionError::NotRelevant(reference.to_owned()));
        }
        if self.form.question(slot).is_none() || self.is_readonly(node) {
            return Err(SessionError::Readonly(reference.to_owned()));
        }
        Ok(node)
    }

    /// Gives a node the value that it had before an answer that cannot be.
    fn take_back(&mut self, node: NodeId, (kept, invalid): (String, Option<String>)) {
        self.pending = Pending::default();
        match invalid {
            Some(invalid) => self.invalid.insert(node, invalid),
            None => self.invalid.remove(&node),
        };
        self.keep(node, kept);
        if self.settle().is_err() {
            self.pending = Pending::default();
        }
    }

    /// The answer as the control writes it.
    fn as_answer(
        &self,
        node: NodeId,
        slot: SlotId,
        value: &str,
        reference: &str,
    ) -> Result<String, SessionError> {
        let Some(question) = self.form.question(slot) else {
            return Ok(value.to_owned());
        };
        Ok(match question.kind {
            ControlKind::SelectMany | ControlKind::Rank => {
                let mut codes: Vec<&str> = Vec::new();
                for code in value.split_whitespace() {
                    if !codes.contains(&code) {
                        codes.push(code);
                    }
                }
                if question.kind == ControlKind::Rank && !codes.is_empty() {
                    // A ranking ranks everything.
                    let known = self.codes(node, slot);
                    if known.iter().any(|code| !codes.contains(&code.as_str())) {
                        return Err(SessionError::Ranking(reference.to_owned()));
                    }
                }
                if question.kind == ControlKind::SelectMany {
                    // In the order of the choices; what is no choice goes to the end.
                    let known = self.codes(node, slot);
                    let place = |code: &&str| known.iter().position(|k| k == code);
                    codes.sort_by_key(|code| place(code).unwrap_or(usize::MAX));
                }
                codes.join(" ")
            }
            ControlKind::Trigger => match value {
                "" | "0" | "false" => String::new(),
                _ => "OK".to_owned(),
            },
            _ => value.to_owned(),
        })
    }

    /// The node at a reference with positions of repeat instances; where there is none, the first
    /// is meant.
    pub(crate) fn node(&self, reference: &str) -> Result<NodeId, SessionError> {
        let none = || SessionError::NoNode(reference.to_owned());
        let mut steps = reference.strip_prefix('/').ok_or_else(none)?.split('/');
        let root = self.instance.tree.root_element().ok_or_else(none)?;
        let name = |node: NodeId| match self.instance.tree.prefix(node) {
            Some(prefix) => format!("{prefix}:{}", self.instance.tree.local_name(node)),
            None => self.instance.tree.local_name(node).to_owned(),
        };
        if steps.next() != Some(name(root).as_str()) {
            return Err(none());
        }
        let mut at = root;
        for step in steps {
            if let Some(attribute) = step.strip_prefix('@') {
                let mut attributes = self.instance.tree.attributes(at);
                at = attributes
                    .find(|&a| name(a) == attribute)
                    .ok_or_else(none)?;
                continue;
            }
            let (local, position) = match step.strip_suffix(']').and_then(|s| s.split_once('[')) {
                Some((local, position)) => (local, position.parse::<usize>().map_err(|_| none())?),
                None => (step, 1),
            };
            let index = position.checked_sub(1).ok_or_else(none)?;
            let children = self.instance.tree.children(at);
            let mut named = children
                .filter(|&c| self.instance.tree.kind(c) == NodeKind::Element && name(c) == local);
            at = named.nth(index).ok_or_else(none)?;
        }
        Ok(at)
    }

    pub(crate) fn slot_of(&self, node: NodeId, reference: &str) -> Result<SlotId, SessionError> {
        let filled = self.filled(node);
        let slot = filled.map(|filled| filled.slot);
        slot.ok_or_else(|| SessionError::NoNode(reference.to_owned()))
    }

    /// Whether a node is read-only, by itself or with what is around.
    pub(crate) fn is_readonly(&self, node: NodeId) -> bool {
        let around = std::iter::successors(Some(node), |&n| self.instance.tree.parent(n));
        around
            .filter_map(|n| self.filled(n).map(|f| (n, f.slot)))
            .any(|(n, slot)| {
                self.form.facts(slot).readonly.is_some_and(|expr| {
                    let expr = &self.form.expr(expr).expr;
                    let value = expr.evaluate_boolean(&self.instance.tree, n, &self.environment);
                    value.unwrap_or(false)
                })
            })
    }
}
