// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! An instance from outside, put into the shape of the form. What it lacks stays as the form has
//! it; in a check it is empty.

use std::borrow::Cow;
use std::sync::Arc;

use xpath::xml::{Events, Limits, Part};
use xpath::{NodeId, NodeKind, TreeBuilder};

use super::form::Form;
use super::problem::SessionError;
use super::session::{Mode, Session};
use super::slots::{SlotId, same, written};
use crate::xform::JAVAROSA;

/// How many strange nodes are reported.
const MOST_UNKNOWN: usize = 100;

/// An element that is open.
enum Level<'a> {
    /// It holds a value.
    Leaf {
        node: NodeId,
        slot: SlotId,
        text: Cow<'a, str>,
    },
    /// It holds elements.
    Container {
        node: NodeId,
        slot: SlotId,
        /// Where it begins, and its name as written.
        at: usize,
        name: Name<'a>,
        has_text: bool,
        /// Where among the children the next element is looked for first.
        next: usize,
    },
    /// The form does not have it.
    Strange,
}

/// Where an element goes.
enum Place {
    At(NodeId, SlotId),
    /// The form has it, but not here.
    Nowhere,
    /// The form does not have it, or not once more.
    Unknown,
}

#[derive(Debug, Clone, Copy)]
struct Name<'a> {
    prefix: &'a str,
    local: &'a str,
}

impl std::fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.prefix {
            "" => f.write_str(self.local),
            prefix => write!(f, "{prefix}:{}", self.local),
        }
    }
}

impl Session {
    /// Takes over the values and repeat instances of an instance.
    pub(crate) fn restore(&mut self, xml: &[u8]) -> Result<(), SessionError> {
        let form = Arc::clone(&self.form);
        let mut events = Events::of(xml, &Limits::default())?;
        let mut open: Vec<Level<'_>> = Vec::with_capacity(8);
        // Which nodes have been there, by their index.
        let mut taken = vec![false; self.instance.nodes.len()];
        while let Some(part) = events.next()? {
            match part {
                Part::Open { prefix, local } => {
                    let prefix = prefix.unwrap_or_default();
                    let name = Name { prefix, local };
                    let place = match open.last_mut() {
                        None => self.root(&form, &events, name)?,
                        Some(Level::Container {
                            node, slot, next, ..
                        }) => {
                            let prefix = own_prefix(&form, &events, prefix);
                            let found = form.slots.child_near(*slot, prefix, local, *next);
                            let found = match found {
                                Some((inner, place)) => {
                                    *next = place;
                                    self.place(&form, *node, inner, &mut taken)?
                                }
                                None => Place::Unknown,
                            };
                            match found {
                                Place::At(node, slot) => Some((node, slot)),
                                Place::Nowhere => None,
                                Place::Unknown => {
                                    self.report(&events, events.offset(), name, *slot);
                                    None
                                }
                            }
                        }
                        Some(Level::Leaf { slot, .. }) => {
                            self.report(&events, events.offset(), name, *slot);
                            None
                        }
                        Some(Level::Strange) => None,
                    };
                    open.push(match place {
                        Some((node, slot)) => self.begin_level(&form, &events, name, node, slot),
                        None => Level::Strange,
                    });
                }
                Part::Text(more) => match open.last_mut() {
                    Some(Level::Leaf { text, .. }) if text.is_empty() => *text = more,
                    Some(Level::Leaf { text, .. }) => text.to_mut().push_str(&more),
                    Some(Level::Container {
                        slot,
                        at,
                        name,
                        has_text,
                        ..
                    }) if !*has_text && !more.trim().is_empty() => {
                        *has_text = true;
                        self.report(&events, *at, *name, *slot);
                    }
                    _ => {}
                },
                Part::Close => match open.pop() {
                    Some(Level::Leaf { node, text, .. })
                        if !same(&self.instance.tree.text(node), &text) =>
                    {
                        self.instance.tree.set_text(node, text);
                    }
                    Some(Level::Container { node, .. }) if self.mode == Mode::Check => {
                        self.empty_missing(&form, node, &taken);
                    }
                    _ => {}
                },
                Part::Comment(_) | Part::Instruction(..) => {}
            }
        }
        Ok(())
    }

    /// The outermost element, if it is that of the form.
    fn root(
        &self,
        form: &Form,
        events: &Events<'_>,
        name: Name<'_>,
    ) -> Result<Option<(NodeId, SlotId)>, SessionError> {
        let expected = &form.definition.instance;
        if name.local != expected.name.local {
            return Err(SessionError::OtherForm {
                found: name.to_string(),
                expected: written(&expected.name),
            });
        }
        let is_id = |name: &crate::definition::QName| name.prefix.is_empty() && name.local == "id";
        let id = expected.attributes.iter().find(|(name, _)| is_id(name));
        let mut attributes = events.attributes().iter();
        let found = attributes.find(|found| found.prefix.is_none() && found.local == "id");
        if let (Some(found), Some((_, expected))) = (found, id)
            && found.value != *expected
        {
            return Err(SessionError::OtherForm {
                found: found.value.to_string(),
                expected: expected.clone(),
            });
        }
        let root = self.instance.tree.root_element();
        Ok(root.map(|root| (root, SlotId::ROOT)))
    }

    /// Where the next element goes that fills a slot within a node.
    fn place(
        &mut self,
        form: &Form,
        parent: NodeId,
        inner: SlotId,
        taken: &mut Vec<bool>,
    ) -> Result<Place, SessionError> {
        let tree = &self.instance.tree;
        let is_here = |node: &&NodeId| tree.parent(**node) == Some(parent);
        // What was added last stands last, so that it is found at once.
        let nodes = &self.instance.in_slot[inner.index()];
        let mut here = nodes.iter().rev().take_while(is_here);
        if form.slots[inner].is_repeat {
            let mut anchors = self.instance.anchors[inner.index()].iter().rev();
            let Some(&last) = here.next().or_else(|| anchors.find(is_here)) else {
                return Ok(Place::Nowhere);
            };
            let new = self.restore_instance(parent, last, inner)?;
            return Ok(Place::At(new, inner));
        }
        let known = here.last().or_else(|| nodes.iter().find(is_here));
        let place = match known {
            Some(&known) => known,
            None if Some(inner) == form.deprecated_id => self.add_leaf(parent, inner),
            None => return Ok(Place::Unknown),
        };
        if taken.len() <= place.index() {
            taken.resize(place.index() + 1, false);
        }
        if std::mem::replace(&mut taken[place.index()], true) {
            return Ok(Place::Unknown);
        }
        Ok(Place::At(place, inner))
    }

    /// Takes over the attributes.
    fn begin_level<'a>(
        &mut self,
        form: &Form,
        events: &Events<'a>,
        name: Name<'a>,
        node: NodeId,
        slot: SlotId,
    ) -> Level<'a> {
        for attribute in events.attributes() {
            let prefix = attribute.prefix.unwrap_or_default();
            if attribute.local == "template" && events.namespace(prefix) == Some(JAVAROSA) {
                continue;
            }
            let prefix = own_prefix(form, events, prefix);
            let tree = &self.instance.tree;
            let known = tree.attributes(node).find(|&known| {
                tree.local_name(known) == attribute.local
                    && same(tree.prefix(known).unwrap_or_default(), prefix)
            });
            let value = attribute.value.as_ref();
            match known {
                Some(known) if same(&tree.text(known), value) => {}
                Some(known) => self.instance.tree.set_text(known, value),
                None if prefix.is_empty() => {
                    self.instance
                        .tree
                        .set_attribute(node, attribute.local, value);
                }
                None => {}
            }
        }
        if form.slots[slot].children.is_empty() {
            let text = Cow::Borrowed("");
            return Level::Leaf { node, slot, text };
        }
        Level::Container {
            node,
            slot,
            at: events.offset(),
            name,
            has_text: false,
            next: 0,
        }
    }

    /// Takes the values out of what is within a node and was not in the instance.
    fn empty_missing(&mut self, form: &Form, node: NodeId, taken: &[bool]) {
        let is_missing = |&child: &NodeId| {
            self.instance.tree.kind(child) == NodeKind::Element
                && !taken.get(child.index()).copied().unwrap_or(false)
                && self
                    .filled(child)
                    .is_some_and(|filled| !form.slots[filled.slot].is_repeat)
        };
        let missing: Vec<NodeId> = self
            .instance
            .tree
            .children(node)
            .filter(is_missing)
            .collect();
        for child in missing {
            self.empty(child);
        }
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
        let form = Arc::clone(&self.form);
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

    fn report(&mut self, events: &Events<'_>, at: usize, name: Name<'_>, around: SlotId) {
        if self.unknown.len() < MOST_UNKNOWN {
            let unknown = SessionError::UnknownNode {
                place: events.place(at),
                path: format!("{}/{name}", self.form.slots[around].path),
            };
            self.unknown.push(unknown);
        }
    }
}

/// The prefix by which the form knows a namespace, if it has one.
fn own_prefix<'a>(form: &'a Form, events: &Events<'_>, prefix: &'a str) -> &'a str {
    if prefix.is_empty() {
        return "";
    }
    let space = events.namespace(prefix).unwrap_or_default();
    form.slots.prefix(space).unwrap_or(prefix)
}
