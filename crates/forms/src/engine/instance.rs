// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The primary instance as a tree, and the tree as XML.
//!
//! Before the instances of a repeat stands a comment with the number of its slot: the place where
//! instances go when there are none, and the node for which expressions about the repeat as a whole
//! are evaluated.

use xpath::xml::Source;
use xpath::{Fragment, NodeId, NodeKind, Tree, TreeBuilder};

use super::problem::SessionError;
use super::session::Session;
use super::slots::{Slot, SlotId, Slots, is_declaration};
use crate::definition::{Element, QName};
use crate::xform::{Child, JAVAROSA, Node, attribute, escape};

/// The tree of an instance.
pub(crate) fn build(slots: &Slots, root: &Element) -> Tree {
    let mut builder = TreeBuilder::new();
    element(&mut builder, slots, root, SlotId::ROOT);
    builder.build()
}

/// What a new instance of a repeat looks like: what is marked as its template, or else the first.
pub(crate) fn blank(slots: &Slots, root: &Element, repeat: SlotId) -> Option<Fragment> {
    let element = template(slots, root, repeat)?;
    let mut builder = TreeBuilder::new();
    self::element(&mut builder, slots, element, repeat);
    let tree = builder.build();
    Some(tree.fragment(tree.root_element()?))
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

fn element(builder: &mut TreeBuilder, slots: &Slots, element: &Element, slot: SlotId) {
    let prefix = |name: &QName| Some(name.prefix.clone()).filter(|prefix| !prefix.is_empty());
    builder.open_qualified(
        prefix(&element.name).as_deref(),
        &element.name.local,
        slots[slot].namespace.as_deref(),
    );
    for (name, value) in &element.attributes {
        if is_declaration(name) {
            let declared = if name.prefix.is_empty() { "" } else { &name.local };
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
            if is_template(slots, child) {
                continue;
            }
        }
        self::element(builder, slots, child, inner);
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

/// An instance from outside in the shape of the form: what it lacks comes from the form.
pub(crate) struct Merge<'a> {
    pub(crate) slots: &'a Slots,
    pub(crate) form: &'a Element,
    pub(crate) source: &'a Source,
    /// Whether nodes that the instance lacks are empty, not as the form has them.
    pub(crate) is_check: bool,
    /// Nodes that the form does not have.
    pub(crate) unknown: Vec<SessionError>,
}

impl Merge<'_> {
    pub(crate) fn root(&mut self) -> Result<Element, SessionError> {
        let node = Node::root(self.source);
        let name = &self.form.name;
        if node.local() != name.local {
            return Err(SessionError::OtherForm {
                found: node.written(),
                expected: super::slots::written(name),
            });
        }
        let id = |e: &Element| {
            let id = e.attributes.iter().find(|(n, _)| n.prefix.is_empty() && n.local == "id");
            id.map(|(_, id)| id.clone()).unwrap_or_default()
        };
        if let Some(found) = node.attribute("", "id")
            && found != id(self.form)
        {
            let expected = id(self.form);
            return Err(SessionError::OtherForm { found, expected });
        }
        let form = self.form;
        Ok(self.merge(node, SlotId::ROOT, form))
    }

    fn merge(&mut self, node: Node<'_>, slot: SlotId, form: &Element) -> Element {
        let mut attributes = form.attributes.clone();
        attributes.retain(|(name, _)| !self.slots.is_template_mark(name));
        for (prefix, local, namespace, value) in node.attributes() {
            if namespace == JAVAROSA && local == "template" {
                continue;
            }
            let prefix = self.own_prefix(prefix, namespace);
            let local = local.to_owned();
            let name = QName { prefix, local };
            match attributes.iter_mut().find(|(known, _)| *known == name) {
                Some((_, known)) => *known = value,
                None => attributes.push((name, value)),
            }
        }
        let mut merged = Element {
            name: self.slots[slot].name.clone(),
            attributes,
            ..Element::default()
        };
        if self.slots[slot].children.is_empty() {
            for child in node.elements() {
                self.report(child, slot);
            }
            merged.text = node.text();
            return merged;
        }
        self.children(node, slot, form, &mut merged);
        merged
    }

    fn children(&mut self, node: Node<'_>, slot: SlotId, form: &Element, merged: &mut Element) {
        let mut given: Vec<(SlotId, Node<'_>)> = Vec::new();
        for child in node.content() {
            match child {
                Child::Text(text) => {
                    if !text.trim().is_empty() {
                        self.report(node, slot);
                    }
                }
                Child::Element(child) => {
                    let prefix = self.own_prefix(child.prefix(), child.namespace());
                    match self.slots.child(slot, &prefix, child.local()) {
                        Some(inner) => given.push((inner, child)),
                        None => self.report(child, slot),
                    }
                }
            }
        }
        for inner in self.slots[slot].children.clone() {
            let name = self.slots[inner].name.clone();
            let forms: Vec<&Element> = form.children.iter().filter(|c| c.name == name).collect();
            let is_repeat = self.slots[inner].is_repeat;
            let fallback = Element {
                name: name.clone(),
                ..Element::default()
            };
            let model = if is_repeat {
                template(self.slots, self.form, inner)
            } else {
                forms.first().copied()
            };
            if is_repeat {
                // The place of the repeat, also when it has no instances.
                let prefix = self.slots.prefix(JAVAROSA).unwrap_or("jr").to_owned();
                let mark = QName {
                    prefix,
                    local: "template".to_owned(),
                };
                merged.children.push(Element {
                    attributes: vec![(mark, String::new())],
                    ..fallback.clone()
                });
            }
            let mut any = false;
            for (_, child) in given.iter().filter(|(s, _)| *s == inner) {
                any = true;
                let element = self.merge(*child, inner, model.unwrap_or(&fallback));
                merged.children.push(element);
            }
            if !any && !is_repeat {
                let is_check = self.is_check;
                merged.children.extend(forms.into_iter().cloned().map(|mut lacking| {
                    if is_check {
                        clear(&mut lacking);
                    }
                    lacking
                }));
            }
        }
    }

    /// The prefix by which the form knows a namespace, if it has one.
    fn own_prefix(&self, prefix: &str, namespace: &str) -> String {
        if prefix.is_empty() {
            return String::new();
        }
        self.slots.prefix(namespace).unwrap_or(prefix).to_owned()
    }

    fn report(&mut self, node: Node<'_>, around: SlotId) {
        if self.unknown.len() < 100 {
            self.unknown.push(SessionError::UnknownNode {
                place: self.source.place(node.id),
                path: format!("{}/{}", self.slots[around].path, node.written()),
            });
        }
    }
}

fn clear(element: &mut Element) {
    element.text.clear();
    element.children.iter_mut().for_each(clear);
}

impl Session {
    /// The instance as it is sent: without what is not relevant.
    pub fn to_xml(&self) -> String {
        let mut out = String::new();
        if let Some(root) = self.tree.root_element() {
            self.write(root, true, &mut out);
        }
        out
    }

    fn write(&self, node: NodeId, is_root: bool, out: &mut String) {
        let tree = &self.tree;
        let name = |node: NodeId| match tree.prefix(node) {
            Some(prefix) => format!("{prefix}:{}", tree.local_name(node)),
            None => tree.local_name(node).to_owned(),
        };
        let tag = name(node);
        out.push('<');
        out.push_str(&tag);
        let mut declared: Vec<&str> = Vec::new();
        for (prefix, uri) in tree.declared_namespaces(node) {
            declared.push(prefix);
            let name = match prefix {
                "" => "xmlns".to_owned(),
                prefix => format!("xmlns:{prefix}"),
            };
            attribute(out, &name, uri);
        }
        if is_root {
            for prefix in self.used_prefixes(node) {
                if !declared.contains(&prefix.as_str())
                    && let Some(uri) = self.form.slots.namespace(&prefix)
                {
                    attribute(out, &format!("xmlns:{prefix}"), uri);
                }
            }
        }
        for inner in tree.attributes(node) {
            if self.is_written(inner) {
                attribute(out, &name(inner), &tree.text(inner));
            }
        }
        let begin = out.len();
        out.push('>');
        for child in tree.children(node) {
            match tree.kind(child) {
                NodeKind::Element if self.is_written(child) => self.write(child, false, out),
                NodeKind::Text => escape(out, &tree.text(child)),
                _ => {}
            }
        }
        if out.len() == begin + 1 {
            out.truncate(begin);
            out.push_str("/>");
        } else {
            out.push_str("</");
            out.push_str(&tag);
            out.push('>');
        }
    }

    /// Whether a node is part of the written instance. Attributes that the form does not know are.
    fn is_written(&self, node: NodeId) -> bool {
        self.filled(node).is_none_or(|filled| filled.relevant)
    }

    fn used_prefixes(&self, root: NodeId) -> Vec<String> {
        let tree = &self.tree;
        let mut found = Vec::new();
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            if tree.kind(node) != NodeKind::Element || !self.is_written(node) {
                continue;
            }
            let names = std::iter::once(node).chain(tree.attributes(node));
            for prefix in names.filter_map(|node| tree.prefix(node)) {
                if !found.iter().any(|known| known == prefix) {
                    found.push(prefix.to_owned());
                }
            }
            open.extend(tree.children(node));
        }
        found.sort_unstable();
        found
    }

    /// The path of a node with the position of every repeat instance.
    pub(crate) fn path(&self, node: NodeId) -> String {
        let mut parts = Vec::new();
        let mut at = Some(node);
        while let Some(node) = at {
            at = self.tree.parent(node);
            let Some(filled) = self.filled(node) else {
                continue;
            };
            let slot: &Slot = &self.form.slots[filled.slot];
            let mark = if slot.is_attribute { "@" } else { "" };
            let mut part = format!("{mark}{}", super::slots::written(&slot.name));
            if slot.is_repeat && self.tree.kind(node) == NodeKind::Element {
                part.push_str(&format!("[{}]", self.position(node)));
            }
            parts.push(part);
        }
        parts.reverse();
        format!("/{}", parts.join("/"))
    }
}
