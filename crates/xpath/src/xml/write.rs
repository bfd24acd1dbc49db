// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A tree to XML text.

use crate::tree::{NodeId, NodeKind, Tree};

/// Writes a node with all within it, without a declaration. Namespaces are declared where they
/// were declared, and where they would be missing.
pub fn write(tree: &Tree, node: NodeId) -> String {
    Writing::new(tree, false).run(node)
}

/// The same without hidden nodes (see [`Tree::set_hidden`]) and what lies within them.
pub fn write_visible(tree: &Tree, node: NodeId) -> String {
    Writing::new(tree, true).run(node)
}

struct Writing<'a> {
    tree: &'a Tree,
    only_visible: bool,
    text: String,
    /// Prefixes and namespaces in force, the innermost last.
    known: Vec<(&'a str, &'a str)>,
    /// The open elements with the number of prefixes known before each.
    open: Vec<(NodeId, usize)>,
}

impl<'a> Writing<'a> {
    fn new(tree: &'a Tree, only_visible: bool) -> Self {
        Self {
            tree,
            only_visible,
            text: String::new(),
            known: vec![("xml", "http://www.w3.org/XML/1998/namespace"), ("", "")],
            open: Vec::new(),
        }
    }

    fn run(mut self, node: NodeId) -> String {
        let mut next = Some(node);
        while let Some(at) = next {
            let inner = self.begin(at);
            next = match inner {
                Some(inner) => Some(inner),
                None => self.after(at, node),
            };
        }
        self.text
    }

    /// Writes what stands before the content, or the whole node. Returns the first child.
    fn begin(&mut self, at: NodeId) -> Option<NodeId> {
        let tree = self.tree;
        if self.only_visible && tree.is_hidden(at) {
            return None;
        }
        match tree.kind(at) {
            NodeKind::Root => tree.children(at).next(),
            NodeKind::Element => self.begin_element(at),
            NodeKind::Attribute => {
                self.attribute(at);
                None
            }
            NodeKind::Text => {
                escape(&mut self.text, &tree.text(at), false);
                None
            }
            NodeKind::Comment => {
                let content = clean(&tree.text(at)).replace("--", "- -");
                let pad = if content.ends_with('-') { " " } else { "" };
                self.push(&["<!--", &content, pad, "-->"]);
                None
            }
            NodeKind::Instruction => {
                let content = clean(&tree.text(at)).replace("?>", "? >");
                let target = tree.local_name(at);
                self.push(&["<?", target, " ", &content, "?>"]);
                None
            }
        }
    }

    fn begin_element(&mut self, at: NodeId) -> Option<NodeId> {
        let tree = self.tree;
        let before = self.known.len();
        self.known.extend(tree.declared_namespaces(at));
        self.require(at);
        for attribute in tree.attributes(at) {
            self.require(attribute);
        }
        self.text.push('<');
        self.name(at);
        for index in before..self.known.len() {
            let (prefix, uri) = self.known[index];
            let colon = if prefix.is_empty() { "" } else { ":" };
            self.push(&[" xmlns", colon, prefix, "=\""]);
            escape(&mut self.text, uri, true);
            self.text.push('"');
        }
        for attribute in tree.attributes(at) {
            self.attribute(attribute);
        }
        let first = tree.children(at).find(|&child| self.shows(child));
        if first.is_none() {
            self.text.push_str("/>");
            self.known.truncate(before);
        } else {
            self.text.push('>');
            self.open.push((at, before));
        }
        first
    }

    fn push(&mut self, parts: &[&str]) {
        for part in parts {
            self.text.push_str(part);
        }
    }

    fn shows(&self, node: NodeId) -> bool {
        self.tree.is_present(node) && !(self.only_visible && self.tree.is_hidden(node))
    }

    /// The next node to write after `at` and all within it are done; closes what ends here.
    fn after(&mut self, mut at: NodeId, top: NodeId) -> Option<NodeId> {
        loop {
            if let Some(&(element, before)) = self.open.last()
                && element == at
            {
                self.open.pop();
                self.text.push_str("</");
                self.name(at);
                self.text.push('>');
                self.known.truncate(before);
            }
            if at == top {
                return None;
            }
            if let Some(next) = self.tree.next_sibling(at) {
                return Some(next);
            }
            at = self.tree.parent(at)?;
        }
    }

    /// Declares the namespace of a name if its prefix does not stand for it.
    fn require(&mut self, node: NodeId) {
        let tree = self.tree;
        let prefix = tree.prefix(node).unwrap_or_default();
        let uri = tree.namespace(node).unwrap_or_default();
        // Attributes without prefix have no namespace, whatever is declared.
        let is_plain = tree.kind(node) == NodeKind::Attribute && prefix.is_empty();
        let in_force = self.known.iter().rev().find(|(known, _)| *known == prefix);
        let stands = match in_force {
            Some((_, known)) => *known == uri,
            None => uri.is_empty(),
        };
        // A prefix cannot be taken back, only the default namespace can.
        let can_be_said = !uri.is_empty() || prefix.is_empty();
        if !is_plain && !stands && can_be_said {
            self.known.push((prefix, uri));
        }
    }

    fn name(&mut self, node: NodeId) {
        if let Some(prefix) = self.tree.prefix(node) {
            self.text.push_str(prefix);
            self.text.push(':');
        }
        self.text.push_str(self.tree.local_name(node));
    }

    fn attribute(&mut self, attribute: NodeId) {
        self.text.push(' ');
        self.name(attribute);
        self.text.push_str("=\"");
        escape(&mut self.text, &self.tree.text(attribute), true);
        self.text.push('"');
    }
}

/// What XML cannot hold becomes the replacement character.
fn clean(text: &str) -> String {
    let allowed = |c| if super::is_allowed(c) { c } else { '\u{fffd}' };
    text.chars().map(allowed).collect()
}

fn escape(to: &mut String, text: &str, in_attribute: bool) {
    for c in text.chars() {
        match c {
            '&' => to.push_str("&amp;"),
            '<' => to.push_str("&lt;"),
            '>' => to.push_str("&gt;"),
            '\r' => to.push_str("&#13;"),
            '"' if in_attribute => to.push_str("&quot;"),
            '\n' if in_attribute => to.push_str("&#10;"),
            '\t' if in_attribute => to.push_str("&#9;"),
            c if super::is_allowed(c) => to.push(c),
            _ => to.push('\u{fffd}'),
        }
    }
}
