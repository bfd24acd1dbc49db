// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What follows from a change. Changed nodes queue the computations that read them, in the order
//! of dependencies; actions run when everything else has come to rest.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use xpath::{NodeId, NodeKind};

use super::form::{ComputationKind, Form};
use super::problem::{Property, SessionError};
use super::session::{Mode, Session};
use super::slots::{SlotId, same};

/// What is still to be done.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pending {
    /// Place in the order, computation, node.
    queue: BTreeSet<(u32, u32, NodeId)>,
    /// Actions with the node whose change set them off.
    pub(crate) actions: VecDeque<(u32, NodeId)>,
    /// During the first calculation: the place in the order that it has come to.
    reached: Option<u32>,
}

impl Session {
    fn enqueue(&mut self, number: u32, node: NodeId) {
        let rank = self.form.rank[number as usize];
        if self.pending.reached.is_some_and(|reached| rank > reached) {
            // The first calculation will come to it.
            return;
        }
        self.pending.queue.insert((rank, number, node));
    }

    /// The nodes for which a computation is done.
    fn places(&self, number: u32) -> &[NodeId] {
        let computation = &self.form.computations[number as usize];
        match computation.kind {
            ComputationKind::Count => &self.instance.anchors[computation.slot.index()],
            _ => &self.instance.in_slot[computation.slot.index()],
        }
    }

    /// Queues what reads a slot, where it stands in the same repeat instance as `node` if it reads
    /// only that.
    pub(crate) fn enqueue_readers(&mut self, slot: SlotId, node: NodeId) {
        let form = Arc::clone(&self.form);
        for &(number, bound) in &form.readers[slot.index()] {
            let places: Vec<NodeId> = if let Some(bound) = bound {
                let mut above =
                    std::iter::successors(Some(node), |&n| self.instance.tree.parent(n));
                // Without it, the instance itself was removed, and its readers with it.
                let Some(around) = above.find(|&n| self.is_instance_of(n, bound)) else {
                    continue;
                };
                let places = self.places(number).iter().copied();
                places
                    .filter(|&place| self.is_within(place, around))
                    .collect()
            } else {
                self.places(number).to_vec()
            };
            for place in places {
                self.enqueue(number, place);
            }
        }
    }

    fn is_instance_of(&self, node: NodeId, repeat: SlotId) -> bool {
        let fills = self
            .filled(node)
            .is_some_and(|filled| filled.slot == repeat);
        fills && self.instance.tree.kind(node) == NodeKind::Element
    }

    pub(crate) fn is_within(&self, node: NodeId, outer: NodeId) -> bool {
        std::iter::successors(Some(node), |&n| self.instance.tree.parent(n)).any(|n| n == outer)
    }

    /// Queues the computations of a node itself.
    pub(crate) fn enqueue_own(&mut self, node: NodeId) {
        let Some(filled) = self.filled(node) else {
            return;
        };
        let form = Arc::clone(&self.form);
        if self.instance.tree.kind(node) == NodeKind::Comment {
            let count = form
                .repeats
                .get(&filled.slot)
                .and_then(|repeat| repeat.count);
            if let Some(number) = count {
                self.enqueue(number, node);
            }
            return;
        }
        let facts = form.facts(filled.slot);
        let own = [facts.relevant, facts.calculate, facts.choices];
        for number in own.into_iter().flatten() {
            self.enqueue(number, node);
        }
    }

    /// Does every computation once in order, and again where something later changed it.
    pub(crate) fn calculate_all(&mut self) -> Result<(), SessionError> {
        let form = Arc::clone(&self.form);
        for (rank, &number) in (0_u32..).zip(&form.order) {
            self.pending.reached = Some(rank);
            let mut at = 0;
            while let Some(&node) = self.places(number).get(at) {
                self.compute(&form, number, node)?;
                at += 1;
            }
        }
        self.pending.reached = None;
        self.settle()
    }

    /// Works until nothing is left to do.
    pub(crate) fn settle(&mut self) -> Result<(), SessionError> {
        let form = Arc::clone(&self.form);
        let mut left = 10_000 + 200 * self.instance.nodes.len();
        loop {
            while let Some((_, number, node)) = self.pending.queue.pop_first() {
                left -= 1;
                if left == 0 {
                    let path = self.path(node);
                    self.pending = Pending::default();
                    return Err(SessionError::Restless(path));
                }
                self.compute(&form, number, node)?;
            }
            let Some((action, source)) = self.pending.actions.pop_front() else {
                return Ok(());
            };
            left = left.saturating_sub(9).max(1);
            self.run_action(action, source)?;
        }
    }

    fn compute(&mut self, form: &Form, number: u32, node: NodeId) -> Result<(), SessionError> {
        let computation = &form.computations[number as usize];
        let Some(filled) = self.filled(node) else {
            return Ok(());
        };
        match computation.kind {
            ComputationKind::Relevant => {
                let expr = &form.expr(computation.expr).expr;
                let value = expr.evaluate_boolean(&self.instance.tree, node, &self.environment);
                match value {
                    Ok(relevant) => self.set_relevant(node, relevant),
                    Err(error) => self.fail(node, Property::Relevant, error),
                }
            }
            ComputationKind::Calculate => {
                if !filled.relevant {
                    return Ok(());
                }
                if self.mode == Mode::Check {
                    self.examine(form, computation.expr, node, filled.slot);
                    return Ok(());
                }
                let text = self.evaluate_text(computation.expr, node, Property::Calculate);
                let facts = form.facts(filled.slot);
                let value = facts.kind.canonical(&text).unwrap_or_default();
                if facts.question.is_some() {
                    // A person may have changed it since: only another result counts.
                    if self.calculated.get(&node) == Some(&value) {
                        return Ok(());
                    }
                    self.calculated.insert(node, value.clone());
                }
                self.keep(node, value);
            }
            ComputationKind::Count => return self.count(computation.expr, node, filled.slot),
            ComputationKind::Choices => self.show(node),
        }
        Ok(())
    }

    fn set_relevant(&mut self, node: NodeId, own: bool) {
        let around = self
            .instance
            .tree
            .parent(node)
            .and_then(|parent| self.filled(parent));
        let around = around.is_none_or(|filled| filled.relevant);
        if let Some(filled) = self.filled_mut(node) {
            filled.own = own;
        }
        self.spread_relevance(node, around);
    }

    /// Lets what is within a node be relevant as its own expression says, or not at all.
    pub(crate) fn spread_relevance(&mut self, node: NodeId, around: bool) {
        let mut open = Vec::new();
        let mut next = Some((node, around));
        while let Some((node, around)) = next.take().or_else(|| open.pop()) {
            let Some(filled) = self.filled_mut(node) else {
                continue;
            };
            let relevant = filled.own && around;
            if filled.relevant == relevant {
                continue;
            }
            filled.relevant = relevant;
            let slot = filled.slot;
            if self.instance.tree.kind(node) == NodeKind::Comment {
                continue;
            }
            if self.form.slots[slot].is_leaf() {
                self.show(node);
                if relevant && self.form.facts(slot).calculate.is_some() {
                    self.calculated.remove(&node);
                    self.enqueue_own(node);
                }
            }
            if self.form.slots[slot].is_repeat
                && let Some(parent) = self.instance.tree.parent(node)
            {
                self.enqueue_readers(slot, parent);
            }
            let tree = &self.instance.tree;
            let begin = open.len();
            open.extend(tree.attributes(node).map(|inner| (inner, relevant)));
            if !self.form.slots[slot].is_leaf() {
                open.extend(tree.children(node).map(|inner| (inner, relevant)));
            }
            open[begin..].reverse();
        }
    }

    /// Gives a node a value, in the form in which its type is written.
    pub(crate) fn keep(&mut self, node: NodeId, value: String) {
        if same(&self.kept(node), &value) {
            return;
        }
        self.raw.insert(node, value);
        self.show(node);
    }

    /// Lets expressions see the value that a node keeps, as far as they may.
    pub(crate) fn show(&mut self, node: NodeId) {
        let Some(filled) = self.filled(node) else {
            return;
        };
        if self.raw.is_empty() && self.instance.tree.text(node).is_empty() {
            // There is nothing that could be hidden or come back.
            return;
        }
        let kept = self.kept(node);
        let seen = if filled.relevant {
            self.choosable(node, filled.slot, &kept)
        } else {
            String::new()
        };
        let changes = !same(&self.instance.tree.text(node), &seen);
        if same(&seen, &kept) {
            self.raw.remove(&node);
        } else {
            self.raw.insert(node, kept);
        }
        if !changes {
            return;
        }
        self.instance.tree.set_text(node, seen);
        self.enqueue_readers(filled.slot, node);
        if !self.is_loading && self.mode != Mode::Check {
            let form = Arc::clone(&self.form);
            for &action in &form.facts(filled.slot).on_change {
                self.pending.actions.push_back((action, node));
            }
        }
    }

    /// Queues what depends on the language.
    pub(crate) fn language_changed(&mut self) {
        let form = Arc::clone(&self.form);
        for (number, computation) in (0_u32..).zip(&form.computations) {
            let calls = &form.expr(computation.expr).calls;
            if calls
                .iter()
                .any(|name| matches!(name.as_str(), "jr:itext" | "jr:choice-name"))
            {
                for node in self.places(number).to_vec() {
                    self.enqueue(number, node);
                }
            }
        }
    }
}
