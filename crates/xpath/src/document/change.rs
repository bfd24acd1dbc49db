// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Changes of a document: texts, and the nodes themselves.

use std::sync::Arc;

use super::{Declaration, Document, NONE, Name, NameRef, Node, some};
use crate::fragment::{Fragment, Part};
use crate::tree::NodeKind;

/// The distance between order keys after a renumbering, and the widest step of an insertion.
const WIDE: u64 = 1 << 32;
const STEP: u64 = 1 << 10;

impl Document {
    pub(crate) fn set_value(&mut self, at: u32, text: String) {
        self.lookups.clear();
        self.values[at as usize] = text;
    }

    pub(crate) fn set_text(&mut self, at: u32, text: String) {
        match self.kind(at) {
            NodeKind::Root => {}
            NodeKind::Element => self.set_content(at, text),
            _ => self.set_value(at, text),
        }
    }

    /// Makes `text` the content of an element without elements in it.
    fn set_content(&mut self, at: u32, text: String) {
        let mut target = None;
        let mut next = self.first_child(at);
        while let Some(child) = next {
            match self.kind(child) {
                NodeKind::Element => return,
                NodeKind::Text if target.is_none() => target = Some(child),
                _ => {}
            }
            next = self.next(child);
        }
        let Some(target) = target else {
            if !text.is_empty() {
                let name = Name::new(None, "", None);
                self.insert(at, None, &Fragment::of_one(NodeKind::Text, name, text));
            }
            return;
        };
        let mut next = self.next(target);
        while let Some(child) = next {
            if self.kind(child) == NodeKind::Text {
                self.set_value(child, String::new());
            }
            next = self.next(child);
        }
        self.set_value(target, text);
    }

    /// Adds an unlinked node at the end of the arena.
    pub(super) fn push(&mut self, kind: NodeKind, name: NameRef<'_>, value: String) -> u32 {
        let name = self
            .names
            .number(name)
            .unwrap_or_else(|| Arc::make_mut(&mut self.names).add(name));
        let nodes = &mut Arc::make_mut(&mut self.shape).nodes;
        let at = u32::try_from(nodes.len()).expect("fewer than four billion nodes");
        nodes.push(Node {
            kind,
            name,
            parent: NONE,
            first_child: NONE,
            last_child: NONE,
            previous: NONE,
            next: NONE,
            first_attribute: NONE,
        });
        self.values.push(value);
        if !self.hidden.is_empty() {
            self.hidden.push(false);
        }
        at
    }

    /// Adds a node as the last child or attribute of `parent`, which must be open: nothing may
    /// have been added after its end.
    pub(crate) fn append(
        &mut self,
        parent: u32,
        kind: NodeKind,
        name: NameRef<'_>,
        value: String,
    ) -> u32 {
        let at = self.push(kind, name, value);
        self.link(at, parent, None);
        at
    }

    pub(crate) fn declare(&mut self, at: u32, declaration: Declaration) {
        let shape = Arc::make_mut(&mut self.shape);
        shape.declarations.entry(at).or_default().push(declaration);
    }

    fn link(&mut self, at: u32, parent: u32, before: Option<u32>) {
        let nodes = &mut Arc::make_mut(&mut self.shape).nodes;
        nodes[at as usize].parent = parent;
        if nodes[at as usize].kind == NodeKind::Attribute {
            let mut last = nodes[parent as usize].first_attribute;
            if last == NONE {
                nodes[parent as usize].first_attribute = at;
                return;
            }
            while nodes[last as usize].next != NONE {
                last = nodes[last as usize].next;
            }
            nodes[last as usize].next = at;
            nodes[at as usize].previous = last;
            return;
        }
        let next = before.unwrap_or(NONE);
        let previous = match before {
            Some(next) => nodes[next as usize].previous,
            None => nodes[parent as usize].last_child,
        };
        nodes[at as usize].previous = previous;
        nodes[at as usize].next = next;
        match some(previous) {
            Some(previous) => nodes[previous as usize].next = at,
            None => nodes[parent as usize].first_child = at,
        }
        match some(next) {
            Some(next) => nodes[next as usize].previous = at,
            None => nodes[parent as usize].last_child = at,
        }
    }

    /// The last node in document order of all within `at`, attributes too.
    fn last_within(&self, mut at: u32) -> u32 {
        while let Some(child) = self.last_child(at) {
            at = child;
        }
        self.last_attribute(at).unwrap_or(at)
    }

    fn last_attribute(&self, at: u32) -> Option<u32> {
        std::iter::successors(self.first_attribute(at), |&at| self.next(at)).last()
    }

    /// Copies `fragment` into `parent`, before one of its children or at the end. The number of
    /// the copy's topmost node is returned.
    pub(crate) fn insert(&mut self, parent: u32, before: Option<u32>, fragment: &Fragment) -> u32 {
        self.lookups.clear();
        let before = before.filter(|&before| self.parent(before) == Some(parent));
        let is_attribute = fragment.parts[0].kind == NodeKind::Attribute;
        if self.is_in_order() {
            let all = 0..self.len() as u64;
            Arc::make_mut(&mut self.shape).order = all.map(|at| at * WIDE).collect();
        }
        let (low, step) = self.gap(parent, before, is_attribute, fragment.parts.len());
        let base = self.len();
        for (index, part) in fragment.parts.iter().enumerate() {
            let at = self.push(part.kind, part.name.borrowed(), part.value.clone());
            let shape = Arc::make_mut(&mut self.shape);
            shape.order.push(low + step * (index as u64 + 1));
            if !part.declarations.is_empty() {
                shape.declarations.insert(at, part.declarations.clone());
            }
            match part.parent {
                Some(inner) => {
                    let inner = u32::try_from(base + inner).unwrap_or(NONE);
                    self.link(at, inner, None);
                }
                None => self.link(at, parent, before),
            }
        }
        u32::try_from(base).unwrap_or(NONE)
    }

    /// The key before the first of `count` new nodes and the distance between them, after a
    /// renumbering if there was no room.
    fn gap(
        &mut self,
        parent: u32,
        before: Option<u32>,
        is_attribute: bool,
        count: usize,
    ) -> (u64, u64) {
        for _ in 0..2 {
            let (low, high) = if is_attribute {
                let low = self.last_attribute(parent).unwrap_or(parent);
                (low, self.next_within(parent, 0))
            } else if let Some(before) = before {
                let low = match self.previous(before) {
                    Some(previous) => self.last_within(previous),
                    None => self.last_attribute(parent).unwrap_or(parent),
                };
                (low, Some(before))
            } else {
                (self.last_within(parent), self.next_outside(parent, 0))
            };
            let low = self.order(low);
            let high = high.map_or(u64::MAX, |high| self.order(high));
            let step = (high.saturating_sub(low) / (count as u64 + 1)).min(STEP);
            if step > 0 {
                return (low, step);
            }
            self.renumber();
        }
        // After a renumbering there is room for four billion nodes.
        (0, 1)
    }

    fn renumber(&mut self) {
        let mut all = Vec::with_capacity(self.len());
        let mut next = Some(0);
        while let Some(at) = next {
            all.push(at);
            all.extend(std::iter::successors(self.first_attribute(at), |&a| {
                self.next(a)
            }));
            next = self.next_within(at, 0);
        }
        let order = &mut Arc::make_mut(&mut self.shape).order;
        for (index, at) in all.into_iter().enumerate() {
            order[at as usize] = index as u64 * WIDE;
        }
    }

    /// Takes `at` and all within it out; not the root.
    pub(crate) fn remove(&mut self, at: u32) {
        let Some(parent) = self.parent(at) else {
            return;
        };
        self.lookups.clear();
        let mut next = Some(at);
        while let Some(inner) = next {
            self.values[inner as usize] = String::new();
            next = self.next_within(inner, at);
        }
        let nodes = &mut Arc::make_mut(&mut self.shape).nodes;
        let (previous, next) = (nodes[at as usize].previous, nodes[at as usize].next);
        let is_attribute = nodes[at as usize].kind == NodeKind::Attribute;
        match some(previous) {
            Some(previous) => nodes[previous as usize].next = next,
            None if is_attribute => nodes[parent as usize].first_attribute = next,
            None => nodes[parent as usize].first_child = next,
        }
        match some(next) {
            Some(next) => nodes[next as usize].previous = previous,
            None if is_attribute => {}
            None => nodes[parent as usize].last_child = previous,
        }
        let node = &mut nodes[at as usize];
        node.parent = NONE;
        node.previous = NONE;
        node.next = NONE;
    }

    /// A copy of `at` and all within it.
    pub(crate) fn fragment(&self, at: u32) -> Fragment {
        let mut parts: Vec<Part> = Vec::new();
        // The open elements and their places in the copy.
        let mut open: Vec<(u32, usize)> = Vec::new();
        let mut next = Some(at);
        while let Some(inner) = next {
            while let Some(&(element, _)) = open.last()
                && self.parent(inner) != Some(element)
            {
                open.pop();
            }
            let place = parts.len();
            parts.push(self.part(inner, open.last().map(|&(_, place)| place)));
            let mut attribute = self.first_attribute(inner);
            while let Some(at) = attribute {
                parts.push(self.part(at, Some(place)));
                attribute = self.next(at);
            }
            open.push((inner, place));
            next = self.next_within(inner, at);
        }
        Fragment { parts }
    }

    fn part(&self, at: u32, parent: Option<usize>) -> Part {
        Part {
            kind: self.kind(at),
            name: self.name(at).clone(),
            value: self.value(at).to_owned(),
            parent,
            declarations: self.declarations(at).cloned().collect(),
        }
    }
}
