// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The instance as XML, and the paths of its nodes.

use xpath::{NodeId, NodeKind};

use super::session::Session;
use super::slots::Slot;
use crate::xform::{attribute, escape};

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
