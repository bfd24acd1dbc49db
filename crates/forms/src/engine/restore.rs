// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! An instance from outside, put into the shape of the form. What it lacks stays as the form has
//! it; in a check it is empty.

use std::collections::HashMap;

use xpath::xml::Source;
use xpath::{NodeId, NodeKind, TreeBuilder};

use super::problem::SessionError;
use super::session::{Mode, Session};
use super::slots::{SlotId, written};
use crate::xform::{JAVAROSA, Node};

/// How many strange nodes are reported.
const MOST_UNKNOWN: usize = 100;

impl Session {
    /// Takes over the values and repeat instances of an instance.
    pub(crate) fn restore(&mut self, source: &Source) -> Result<(), SessionError> {
        let node = Node::root(source);
        let expected = &self.form.definition.instance;
        if node.local() != expected.name.local {
            return Err(SessionError::OtherForm {
                found: node.written(),
                expected: written(&expected.name),
            });
        }
        let is_id = |name: &crate::definition::QName| name.prefix.is_empty() && name.local == "id";
        let id = expected.attributes.iter().find(|(name, _)| is_id(name));
        if let (Some(found), Some((_, expected))) = (node.attribute("", "id"), id)
            && found != *expected
        {
            let expected = expected.clone();
            return Err(SessionError::OtherForm { found, expected });
        }
        if let Some(root) = self.instance.tree.root_element() {
            self.take(node, root, SlotId::ROOT)?;
        }
        Ok(())
    }

    fn take(&mut self, node: Node<'_>, to: NodeId, slot: SlotId) -> Result<(), SessionError> {
        for (prefix, local, namespace, value) in node.attributes() {
            if namespace == JAVAROSA && local == "template" {
                continue;
            }
            let prefix = self.own_prefix(prefix, namespace);
            let known = self.instance.tree.attributes(to).find(|&attribute| {
                self.instance.tree.local_name(attribute) == local
                    && self.instance.tree.prefix(attribute).unwrap_or_default() == prefix
            });
            match known {
                Some(attribute) => self.instance.tree.set_text(attribute, value),
                None if prefix.is_empty() => self.instance.tree.set_attribute(to, local, &value),
                None => {}
            }
        }
        if self.form.slots[slot].children.is_empty() {
            for child in node.elements() {
                self.report(child, slot);
            }
            self.instance.tree.set_text(to, node.text());
            return Ok(());
        }
        if !node.text().trim().is_empty() {
            self.report(node, slot);
        }
        // Where values go: elements, or the places of repeats.
        let mut places: HashMap<SlotId, NodeId> = HashMap::new();
        for child in self.instance.tree.children(to) {
            if let Some(filled) = self.filled(child) {
                places.entry(filled.slot).or_insert(child);
            }
        }
        let mut after: HashMap<SlotId, NodeId> = HashMap::new();
        for child in node.elements() {
            let prefix = self.own_prefix(child.prefix(), child.namespace());
            let Some(inner) = self.form.slots.child(slot, &prefix, child.local()) else {
                self.report(child, slot);
                continue;
            };
            let place = if self.form.slots[inner].is_repeat {
                let Some(&anchor) = places.get(&inner) else {
                    continue;
                };
                let last = after.get(&inner).copied().unwrap_or(anchor);
                let new = self.restore_instance(to, last, inner)?;
                after.insert(inner, new);
                new
            } else if let Some(place) = places.remove(&inner) {
                place
            } else if Some(inner) == self.form.deprecated_id {
                self.add_leaf(to, inner)
            } else {
                self.report(child, slot);
                continue;
            };
            self.take(child, place, inner)?;
        }
        if self.mode == Mode::Check {
            for (inner, place) in places {
                if !self.form.slots[inner].is_repeat {
                    self.empty(place);
                }
            }
        }
        Ok(())
    }

    /// An instance of a repeat after another one or after its place, without instances of repeats
    /// within it.
    pub(super) fn restore_instance(
        &mut self,
        parent: NodeId,
        last: NodeId,
        slot: SlotId,
    ) -> Result<NodeId, SessionError> {
        if self.instance.instances >= super::MAX_INSTANCES {
            let path = self.form.slots[slot].path.clone();
            return Err(SessionError::TooManyInstances(path));
        }
        let form = std::sync::Arc::clone(&self.form);
        let Some(repeat) = form.repeats.get(&slot) else {
            return Err(SessionError::NoRepeat(form.slots[slot].path.clone()));
        };
        let before = self.instance.tree.next_sibling(last);
        let new = self.instance.tree.insert(parent, before, &repeat.bare);
        self.adopt(new, slot);
        Ok(new)
    }

    /// Adds an element without content at the end.
    pub(crate) fn add_leaf(&mut self, parent: NodeId, slot: SlotId) -> NodeId {
        let known = &self.form.slots[slot];
        let mut builder = TreeBuilder::new();
        let prefix = Some(known.name.prefix.as_str()).filter(|prefix| !prefix.is_empty());
        builder.open_qualified(prefix, &known.name.local, known.namespace.as_deref());
        builder.close();
        let tree = builder.build();
        let part = tree.fragment(tree.root_element().unwrap_or(tree.root()));
        let node = self.instance.tree.insert(parent, None, &part);
        self.adopt(node, slot);
        node
    }

    /// Takes the values out of a node and of all within it.
    fn empty(&mut self, node: NodeId) {
        let leaves: Vec<NodeId> = std::iter::once(node)
            .chain(self.instance.tree.descendants(node))
            .filter(|&inner| self.instance.tree.kind(inner) == NodeKind::Element)
            .filter(|&inner| !self.instance.tree.text(inner).is_empty())
            .collect();
        for leaf in leaves {
            self.instance.tree.set_text(leaf, "");
        }
    }

    /// Makes the identifier of the instance that of the one it replaces.
    pub(crate) fn replace(&mut self) {
        let (Some(id), Some(deprecated)) = (self.form.instance_id, self.form.deprecated_id) else {
            return;
        };
        let Some(&id) = self.instance.in_slot[id.index()].first() else {
            return;
        };
        let Some(parent) = self.instance.tree.parent(id) else {
            return;
        };
        let old = self.instance.tree.text(id).into_owned();
        let known = self.instance.in_slot[deprecated.index()].first().copied();
        let place = known.unwrap_or_else(|| self.add_leaf(parent, deprecated));
        self.instance.tree.set_text(place, old);
    }

    /// The prefix by which the form knows a namespace, if it has one.
    fn own_prefix<'a>(&'a self, prefix: &'a str, namespace: &str) -> String {
        if prefix.is_empty() {
            return String::new();
        }
        self.form
            .slots
            .prefix(namespace)
            .unwrap_or(prefix)
            .to_owned()
    }

    fn report(&mut self, node: Node<'_>, around: SlotId) {
        if self.unknown.len() < MOST_UNKNOWN {
            let unknown = SessionError::UnknownNode {
                place: node.source.place(node.id),
                path: format!("{}/{}", self.form.slots[around].path, node.written()),
            };
            self.unknown.push(unknown);
        }
    }
}
