// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The primary instance as a tree, and the tree as XML.
//!
//! Before the instances of a repeat stands a comment with the number of its slot: the place where
//! instances go when there are none, and the node for which expressions about the repeat as a whole
//! are evaluated.

use xpath::{Fragment, NodeId, NodeKind, Tree, TreeBuilder};

use super::session::Session;
use super::slots::{Slot, SlotId, Slots, is_declaration};
use crate::definition::{Element, QName};
use crate::xform::{attribute, escape};

/// Whether instances of repeats are part of a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Instances {
    AsGiven,
    None,
}

/// The tree of an instance.
pub(crate) fn build(slots: &Slots, root: &Element, instances: Instances) -> Tree {
    let mut builder = TreeBuilder::new();
    element(&mut builder, slots, root, SlotId::ROOT, instances);
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

/// The instances of a repeat that the form itself has, where they first occur.
pub(crate) fn given(slots: &Slots, root: &Element, repeat: SlotId) -> Vec<Fragment> {
    let around = slots[repeat]
        .parent
        .and_then(|parent| template(slots, root, parent));
    let children = around.into_iter().flat_map(|around| &around.children);
    children
        .filter(|child| child.name == slots[repeat].name && !is_template(slots, child))
        .filter_map(|child| {
            let mut builder = TreeBuilder::new();
            element(&mut builder, slots, child, repeat, Instances::AsGiven);
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

impl Session {
    /// The instance as it is sent: without what is not relevant.
    pub fn to_xml(&self) -> String {
        let mut out = String::new();
        if let Some(root) = self.instance.tree.root_element() {
            self.write(root, true, &mut out);
        }
        out
    }

    fn write(&self, node: NodeId, is_root: bool, out: &mut String) {
        let tree = &self.instance.tree;
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
        let tree = &self.instance.tree;
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
            at = self.instance.tree.parent(node);
            let Some(filled) = self.filled(node) else {
                continue;
            };
            let slot: &Slot = &self.form.slots[filled.slot];
            let mark = if slot.is_attribute { "@" } else { "" };
            let mut part = format!("{mark}{}", super::slots::written(&slot.name));
            if slot.is_repeat && self.instance.tree.kind(node) == NodeKind::Element {
                part = format!("{part}[{}]", self.position(node));
            }
            parts.push(part);
        }
        parts.reverse();
        format!("/{}", parts.join("/"))
    }
}
