// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The primary instance as a tree, and the tree as XML.
//!
//! Before the instances of a repeat stands a comment with the number of its slot: the place where
//! instances go when there are none, and the node for which expressions about the repeat as a whole
//! are evaluated.

use std::collections::HashMap;
use std::sync::Arc;

use xpath::{Fragment, NodeId, NodeKind, Tree, TreeBuilder};

use super::slots::{SlotId, Slots, is_declaration};
use crate::definition::{Element, QName};

/// Whether instances of repeats are part of a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Instances {
    AsGiven,
    None,
}

/// The tree of an instance.
pub(crate) fn build(slots: &Slots, root: &Element) -> Tree {
    let mut builder = TreeBuilder::new();
    element(&mut builder, slots, root, SlotId::ROOT, Instances::AsGiven);
    builder.build()
}

/// What a new instance of a repeat looks like: what is marked as its template, or else the first
/// without its values, which are only its own (ODK XForms, "Default Values in Repeats").
pub(crate) fn blank(
    slots: &Slots,
    root: &Element,
    repeat: SlotId,
    instances: Instances,
) -> Option<Fragment> {
    let element = template(slots, root, repeat)?;
    let mut builder = TreeBuilder::new();
    if is_template(slots, element) {
        self::element(&mut builder, slots, element, repeat, instances);
    } else {
        let element = without_values(element.clone());
        self::element(&mut builder, slots, &element, repeat, instances);
    }
    let tree = builder.build();
    Some(tree.fragment(tree.root_element()?))
}

fn without_values(mut element: Element) -> Element {
    element.text.clear();
    element.children = element.children.into_iter().map(without_values).collect();
    element
}

/// The instances that a repeat has in a new instance of the repeat around it, as the form says: with
/// their values if that has a template.
pub(crate) fn given_in_new(slots: &Slots, root: &Element, repeat: SlotId) -> Vec<Fragment> {
    let parent = slots[repeat].parent;
    let Some(outer) = parent.and_then(|parent| slots[parent].repeat) else {
        return Vec::new();
    };
    let keeps_values = template(slots, root, outer).is_some_and(|e| is_template(slots, e));
    let around = parent.and_then(|parent| template(slots, root, parent));
    let children = around.into_iter().flat_map(|around| &around.children);
    children
        .filter(|child| child.name == slots[repeat].name && !is_template(slots, child))
        .filter_map(|child| {
            let mut builder = TreeBuilder::new();
            if keeps_values {
                element(&mut builder, slots, child, repeat, Instances::AsGiven);
            } else {
                let child = without_values(child.clone());
                element(&mut builder, slots, &child, repeat, Instances::AsGiven);
            }
            let tree = builder.build();
            Some(tree.fragment(tree.root_element()?))
        })
        .collect()
}

/// The element of the form that stands for a slot.
pub(crate) fn template<'a>(
    slots: &Slots,
    root: &'a Element,
    wanted: SlotId,
) -> Option<&'a Element> {
    let mut path: Vec<SlotId> = slots.around(wanted).collect();
    path.reverse();
    let mut found = vec![root];
    for slot in path.into_iter().skip(1) {
        let name = &slots[slot].name;
        let next = |e: &'a Element| e.children.iter().filter(move |c| c.name == *name);
        found = found.into_iter().flat_map(next).collect();
    }
    let marked = found.iter().find(|e| is_template(slots, e));
    marked.or(found.first()).copied()
}

fn is_template(slots: &Slots, element: &Element) -> bool {
    let mut attributes = element.attributes.iter();
    attributes.any(|(name, _)| slots.is_template_mark(name))
}

fn element(
    builder: &mut TreeBuilder,
    slots: &Slots,
    element: &Element,
    slot: SlotId,
    instances: Instances,
) {
    let prefix = |name: &QName| Some(name.prefix.clone()).filter(|prefix| !prefix.is_empty());
    builder.open_qualified(
        prefix(&element.name).as_deref(),
        &element.name.local,
        slots[slot].namespace.as_deref(),
    );
    for (name, value) in &element.attributes {
        if is_declaration(name) {
            let declared = if name.prefix.is_empty() {
                ""
            } else {
                &name.local
            };
            builder.declare_namespace(declared, value);
        } else if !slots.is_template_mark(name) {
            let namespace = slots.namespace(&name.prefix);
            builder.attribute(prefix(name).as_deref(), &name.local, namespace, value);
        }
    }
    let mut anchored = Vec::new();
    for child in &element.children {
        let Some(inner) = slots.child(slot, &child.name.prefix, &child.name.local) else {
            continue;
        };
        if slots[inner].is_repeat {
            if !anchored.contains(&inner) {
                anchored.push(inner);
                builder.comment(&inner.0.to_string());
            }
            if instances == Instances::None || is_template(slots, child) {
                continue;
            }
        }
        self::element(builder, slots, child, inner, instances);
    }
    for &inner in &slots[slot].children {
        if slots[inner].is_repeat && !anchored.contains(&inner) {
            builder.comment(&inner.0.to_string());
        }
    }
    if element.children.is_empty() && slots[slot].children.is_empty() {
        builder.text(&element.text);
    }
    builder.close();
}

/// What is known of a node.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Filled {
    pub(crate) slot: SlotId,
    /// What its own expression says.
    pub(crate) own: bool,
    /// The same with all that is around.
    pub(crate) relevant: bool,
}

/// Nodes in document order; nearly always one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Places {
    One(NodeId),
    Many(Vec<NodeId>),
}

impl Default for Places {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl std::ops::Deref for Places {
    type Target = [NodeId];

    fn deref(&self) -> &[NodeId] {
        match self {
            Self::One(node) => std::slice::from_ref(node),
            Self::Many(nodes) => nodes,
        }
    }
}

impl Places {
    fn insert(&mut self, place: usize, node: NodeId) {
        match self {
            Self::Many(nodes) if nodes.is_empty() => *self = Self::One(node),
            Self::Many(nodes) => nodes.insert(place, node),
            Self::One(known) => {
                let mut nodes = vec![*known];
                nodes.insert(place, node);
                *self = Self::Many(nodes);
            }
        }
    }

    pub(crate) fn retain(&mut self, keep: impl Fn(&NodeId) -> bool) {
        match self {
            Self::Many(nodes) => nodes.retain(keep),
            Self::One(node) if keep(node) => {}
            Self::One(_) => *self = Self::default(),
        }
    }
}

/// A tree whose slots are known: what sessions begin with.
#[derive(Debug, Clone)]
pub(crate) struct Instance {
    pub(crate) tree: Tree,
    /// By the index of the node.
    pub(crate) nodes: Vec<Option<Filled>>,
    /// The nodes of every slot in document order. Sessions share them until they change.
    pub(crate) in_slot: Arc<Vec<Places>>,
    /// The places of every repeat in document order.
    pub(crate) anchors: Arc<Vec<Places>>,
    /// How many instances all repeats have.
    pub(crate) instances: usize,
}

impl Instance {
    pub(crate) fn of(tree: Tree, slots: &Slots) -> Self {
        let mut start = Self {
            nodes: Vec::new(),
            in_slot: Arc::new(vec![Places::default(); slots.len()]),
            anchors: Arc::new(vec![Places::default(); slots.len()]),
            instances: 0,
            tree,
        };
        if let Some(root) = start.tree.root_element() {
            start.adopt(slots, root, SlotId::ROOT);
        }
        start
    }

    /// The instances of a repeat by their place.
    pub(crate) fn given(&self, repeat: SlotId) -> HashMap<NodeId, Vec<Fragment>> {
        let tree = &self.tree;
        let anchors = self.anchors[repeat.index()].iter();
        let instances = |&anchor: &NodeId| {
            let nodes = std::iter::successors(tree.next_sibling(anchor), |&n| tree.next_sibling(n));
            let own = nodes.take_while(|node| {
                let filled = self.nodes.get(node.index()).copied().flatten();
                tree.kind(*node) == NodeKind::Element && filled.is_some_and(|f| f.slot == repeat)
            });
            (anchor, own.map(|node| tree.fragment(node)).collect())
        };
        anchors.map(instances).collect()
    }

    /// The same without instances of repeats; all other nodes have the same identifiers.
    pub(crate) fn without_repeats(&self, slots: &Slots) -> Self {
        let mut tree = self.tree.clone();
        for slot in slots.ids().filter(|&slot| slots[slot].is_repeat) {
            for &node in self.in_slot[slot.index()].iter() {
                tree.remove(node);
            }
        }
        Self::of(tree, slots)
    }

    /// Finds the slots of a node and of all within it.
    pub(crate) fn adopt(&mut self, slots: &Slots, node: NodeId, slot: SlotId) {
        let mut open = vec![(node, slot)];
        let mut children = Vec::new();
        // Children are pushed in reverse, so that nodes are met in document order.
        while let Some((node, slot)) = open.pop() {
            self.fill(slots, node, slot);
            if self.tree.kind(node) != NodeKind::Element {
                continue;
            }
            if !slots[slot].attributes.is_empty() {
                let attributes: Vec<_> = self.tree.attributes(node).collect();
                for attribute in attributes {
                    let prefix = self.tree.prefix(attribute).unwrap_or_default();
                    let local = self.tree.local_name(attribute);
                    if let Some(slot) = slots.attribute(slot, prefix, local) {
                        self.fill(slots, attribute, slot);
                    }
                }
            }
            for child in self.tree.children(node) {
                let slot = match self.tree.kind(child) {
                    NodeKind::Element => {
                        let prefix = self.tree.prefix(child).unwrap_or_default();
                        slots.child(slot, prefix, self.tree.local_name(child))
                    }
                    NodeKind::Comment => self.tree.text(child).parse().ok().map(SlotId),
                    _ => None,
                };
                children.extend(slot.map(|slot| (child, slot)));
            }
            open.extend(children.drain(..).rev());
        }
    }

    fn fill(&mut self, slots: &Slots, node: NodeId, slot: SlotId) {
        if self.nodes.len() <= node.index() {
            self.nodes.resize(node.index() + 1, None);
        }
        self.nodes[node.index()] = Some(Filled {
            slot,
            own: true,
            relevant: true,
        });
        let is_anchor = self.tree.kind(node) == NodeKind::Comment;
        if !is_anchor && slots[slot].is_repeat {
            self.instances += 1;
        }
        let tree = &self.tree;
        let list = if is_anchor {
            &mut Arc::make_mut(&mut self.anchors)[slot.index()]
        } else {
            &mut Arc::make_mut(&mut self.in_slot)[slot.index()]
        };
        match list.last() {
            Some(&last) if !tree.is_before(last, node) => {
                let place = list.partition_point(|&other| tree.is_before(other, node));
                list.insert(place, node);
            }
            _ => list.insert(list.len(), node),
        }
    }
}
