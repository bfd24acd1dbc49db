// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Instances of repeats: added and removed, by people and by `jr:count`.

use std::sync::Arc;

use xpath::{Fragment, NodeId, NodeKind};

use super::form::ExprId;
use super::problem::{Property, SessionError};
use super::session::{Mode, Session};
use super::slots::SlotId;
use super::{MAX_INSTANCES, types};

impl Session {
    /// Adds an instance at the end of a repeat, such as `/data/person` or `/data/house[2]/person`,
    /// and returns its path.
    pub fn add_repeat(&mut self, reference: &str) -> Result<String, SessionError> {
        let anchor = self.anchor(reference)?;
        self.may_change(anchor, reference)?;
        let added = self.add_instances(anchor, std::iter::once(None))?;
        self.settle()?;
        Ok(added
            .first()
            .map(|&node| self.path(node))
            .unwrap_or_default())
    }

    /// Removes an instance of a repeat, such as `/data/person[2]`.
    pub fn remove_repeat(&mut self, reference: &str) -> Result<(), SessionError> {
        let node = self.node(reference)?;
        let slot = self.slot_of(node, reference)?;
        if !self.form.slots[slot].is_repeat {
            return Err(SessionError::NoRepeat(reference.to_owned()));
        }
        let anchor = self.anchor_before(node, slot);
        let anchor = anchor.ok_or_else(|| SessionError::NoRepeat(reference.to_owned()))?;
        self.may_change(anchor, reference)?;
        self.remove_instances(&[node]);
        self.settle()
    }

    /// How many instances a repeat has.
    pub fn count_repeats(&self, reference: &str) -> Result<usize, SessionError> {
        let anchor = self.anchor(reference)?;
        Ok(self.instances_after(anchor).len())
    }

    /// Whether people can add and remove instances.
    fn may_change(&mut self, anchor: NodeId, reference: &str) -> Result<(), SessionError> {
        let slot = self.slot_of(anchor, reference)?;
        if self.is_fixed(anchor, slot) {
            return Err(SessionError::Fixed(reference.to_owned()));
        }
        Ok(())
    }

    pub(crate) fn is_fixed(&self, anchor: NodeId, slot: SlotId) -> bool {
        let Some(repeat) = self.form.repeats.get(&slot) else {
            return true;
        };
        let no_add_remove = repeat.fixed.is_some_and(|expr| {
            let expr = &self.form.expr(expr).expr;
            let value = expr.evaluate_boolean(&self.instance.tree, anchor, &self.environment);
            value.unwrap_or(false)
        });
        repeat.count.is_some() || no_add_remove
    }

    /// The place of the repeat that a reference without a last position names.
    pub(crate) fn anchor(&self, reference: &str) -> Result<NodeId, SessionError> {
        let none = || SessionError::NoRepeat(reference.to_owned());
        let (parent, last) = reference.rsplit_once('/').ok_or_else(none)?;
        let parent = if parent.is_empty() {
            return Err(none());
        } else {
            self.node(parent)?
        };
        let slot = self.slot_of(parent, reference)?;
        let (prefix, local) = last.split_once(':').unwrap_or(("", last));
        let slot = self
            .form
            .slots
            .child(slot, prefix, local)
            .ok_or_else(none)?;
        let mut children = self.instance.tree.children(parent);
        children
            .find(|&child| {
                self.instance.tree.kind(child) == NodeKind::Comment
                    && self.filled(child).is_some_and(|filled| filled.slot == slot)
            })
            .ok_or_else(none)
    }

    fn anchor_before(&self, node: NodeId, slot: SlotId) -> Option<NodeId> {
        let mut before =
            std::iter::successors(Some(node), |&n| self.instance.tree.previous_sibling(n)).skip(1);
        before.find(|&n| {
            self.instance.tree.kind(n) == NodeKind::Comment
                && self.filled(n).is_some_and(|filled| filled.slot == slot)
        })
    }

    /// The instances of the repeat whose place this is.
    pub(crate) fn instances_after(&self, anchor: NodeId) -> Vec<NodeId> {
        let Some(slot) = self.filled(anchor).map(|filled| filled.slot) else {
            return Vec::new();
        };
        std::iter::successors(self.instance.tree.next_sibling(anchor), |&n| {
            self.instance.tree.next_sibling(n)
        })
        .filter(|&n| self.instance.tree.kind(n) == NodeKind::Element)
        .take_while(|&n| self.filled(n).is_some_and(|filled| filled.slot == slot))
        .collect()
    }

    /// The position of an instance among its siblings, from 1.
    pub(crate) fn position(&self, node: NodeId) -> usize {
        let slot = self.filled(node).map(|filled| filled.slot);
        std::iter::successors(Some(node), |&n| self.instance.tree.previous_sibling(n))
            .filter(|&n| self.instance.tree.kind(n) == NodeKind::Element)
            .filter(|&n| self.filled(n).map(|filled| filled.slot) == slot)
            .count()
    }

    /// Makes a repeat have as many instances as its expression says. Without a number, it has none
    /// at first, and later keeps those it has.
    pub(crate) fn count(
        &mut self,
        expr: ExprId,
        anchor: NodeId,
        slot: SlotId,
    ) -> Result<(), SessionError> {
        let text = self.evaluate_text(expr, anchor, Property::Count);
        let is_first = self.counted.insert(anchor);
        let wanted = match types::number(&text) {
            Some(wanted) => wanted,
            None if is_first => 0.0,
            None => return Ok(()),
        };
        let wanted = wanted.max(0.0).trunc();
        if self.mode == Mode::Check {
            self.examine_count(anchor, wanted);
            return Ok(());
        }
        let instances = self.instances_after(anchor);
        if wanted - instances.len() as f64
            > (MAX_INSTANCES - self.instance.instances.min(MAX_INSTANCES)) as f64
        {
            let path = self.form.slots[slot].path.clone();
            return Err(SessionError::TooManyInstances(path));
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between nothing and the greatest number of instances"
        )]
        let wanted = wanted as usize;
        if wanted < instances.len() {
            self.remove_instances(&instances[wanted..]);
            return Ok(());
        }
        let form = Arc::clone(&self.form);
        let given = form.repeats.get(&slot).map_or(&[][..], |repeat| {
            // Places in new instances of a repeat around are none of the form's own.
            repeat.given.get(&anchor).unwrap_or(&repeat.given_in_new)
        });
        let new = (instances.len()..wanted).map(|place| given.get(place));
        self.add_instances(anchor, new)?;
        Ok(())
    }

    /// Adds instances at the end of a repeat: those of the form, or blank ones.
    fn add_instances<'a>(
        &mut self,
        anchor: NodeId,
        new: impl ExactSizeIterator<Item = Option<&'a Fragment>>,
    ) -> Result<Vec<NodeId>, SessionError> {
        let form = Arc::clone(&self.form);
        let none = || SessionError::NoRepeat(String::new());
        let slot = self
            .filled(anchor)
            .map(|filled| filled.slot)
            .ok_or_else(none)?;
        let repeat = form.repeats.get(&slot).ok_or_else(none)?;
        let parent = self.instance.tree.parent(anchor).ok_or_else(none)?;
        if self.instance.instances + new.len() > MAX_INSTANCES {
            let path = form.slots[slot].path.clone();
            return Err(SessionError::TooManyInstances(path));
        }
        let last = self
            .instances_after(anchor)
            .last()
            .copied()
            .unwrap_or(anchor);
        let before = self.instance.tree.next_sibling(last);
        let is_relevant = self.is_relevant(parent);
        let mut added = Vec::with_capacity(new.len());
        for given in new {
            let node = self
                .instance
                .tree
                .insert(parent, before, given.unwrap_or(&repeat.blank));
            self.adopt(node, slot);
            let inner = self.filled_within(node);
            for &inner in &inner {
                self.begin(inner);
            }
            if !is_relevant {
                self.spread_relevance(node, false);
            }
            for &inner in &inner {
                self.enqueue_own(inner);
            }
            if !self.is_loading {
                for &action in &repeat.on_new {
                    self.pending.actions.push_back((action, node));
                }
            }
            added.push(node);
        }
        self.structure_changed(parent, slot);
        Ok(added)
    }

    fn remove_instances(&mut self, nodes: &[NodeId]) {
        let Some((&first, slot)) = nodes
            .first()
            .and_then(|first| Some((first, self.filled(*first)?.slot)))
        else {
            return;
        };
        let Some(parent) = self.instance.tree.parent(first) else {
            return;
        };
        let inner: Vec<NodeId> = nodes
            .iter()
            .flat_map(|&node| self.filled_within(node))
            .collect();
        self.forget(&inner);
        for &node in nodes {
            self.instance.tree.remove(node);
        }
        self.structure_changed(parent, slot);
    }

    /// Queues what reads the instances of a repeat, or what is within them, from outside of them.
    fn structure_changed(&mut self, parent: NodeId, slot: SlotId) {
        let form = Arc::clone(&self.form);
        let mut open = vec![slot];
        while let Some(slot) = open.pop() {
            self.enqueue_readers(slot, parent);
            open.extend(&form.slots[slot].children);
            open.extend(&form.slots[slot].attributes);
        }
    }

    /// The node and all within it that fill slots.
    fn filled_within(&self, node: NodeId) -> Vec<NodeId> {
        let tree = &self.instance.tree;
        std::iter::once(node)
            .chain(tree.descendants(node))
            .flat_map(|n| std::iter::once(n).chain(tree.attributes(n)))
            .filter(|&n| self.filled(n).is_some())
            .collect()
    }
}
