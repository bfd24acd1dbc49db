// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One document: nodes in an arena with links, and their texts apart from the structure, so that
//! a copy for one more set of answers costs one list of texts until its structure changes.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::fragment::{Fragment, Part};
use crate::lookup::Lookups;
use crate::tree::NodeKind;

/// No node.
const NONE: u32 = u32::MAX;

/// The distance between order keys after a renumbering, and the widest step of an insertion.
const WIDE: u64 = 1 << 32;
const STEP: u64 = 1 << 10;

/// A document without a name: what [`crate::Tree::add_instance`] shares between trees.
#[derive(Debug, Clone)]
pub struct Document {
    shape: Arc<Shape>,
    values: Vec<String>,
    /// Which nodes paths do not end at; empty if all are seen.
    hidden: Vec<bool>,
    lookups: Lookups,
}

#[derive(Debug, Clone)]
struct Shape {
    nodes: Vec<Node>,
    names: Vec<Name>,
    name_numbers: HashMap<Name, u32>,
    /// Keys that rise in document order; empty as long as the order of numbers is that order.
    order: Vec<u64>,
    declarations: BTreeMap<u32, Vec<Declaration>>,
}

#[derive(Debug, Clone)]
struct Node {
    kind: NodeKind,
    name: u32,
    parent: u32,
    first_child: u32,
    last_child: u32,
    previous: u32,
    next: u32,
    first_attribute: u32,
}

/// The name of a node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Name {
    pub(crate) prefix: Option<Arc<str>>,
    pub(crate) local: Arc<str>,
    pub(crate) namespace: Option<Arc<str>>,
}

impl Name {
    pub(crate) fn new(prefix: Option<&str>, local: &str, namespace: Option<&str>) -> Self {
        Self {
            prefix: prefix.map(Into::into),
            local: local.into(),
            namespace: namespace.map(Into::into),
        }
    }
}

/// `xmlns:prefix="uri"` as written on an element; the empty prefix is the default namespace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Declaration {
    pub(crate) prefix: Arc<str>,
    pub(crate) uri: Arc<str>,
}

fn some(link: u32) -> Option<u32> {
    (link != NONE).then_some(link)
}

impl Default for Document {
    fn default() -> Self {
        Self::new()
    }
}

impl Document {
    /// Nothing but a root.
    pub fn new() -> Self {
        let mut document = Self {
            shape: Arc::new(Shape {
                nodes: Vec::new(),
                names: Vec::new(),
                name_numbers: HashMap::new(),
                order: Vec::new(),
                declarations: BTreeMap::new(),
            }),
            values: Vec::new(),
            hidden: Vec::new(),
            lookups: Lookups::default(),
        };
        document.push(NodeKind::Root, Name::new(None, "", None), String::new());
        document
    }

    /// How many nodes it ever had.
    pub fn len(&self) -> usize {
        self.shape.nodes.len()
    }

    /// Never true: a document has at least a root.
    pub fn is_empty(&self) -> bool {
        self.shape.nodes.is_empty()
    }

    fn node(&self, at: u32) -> &Node {
        &self.shape.nodes[at as usize]
    }

    pub(crate) fn kind(&self, at: u32) -> NodeKind {
        self.node(at).kind
    }

    pub(crate) fn name(&self, at: u32) -> &Name {
        &self.shape.names[self.node(at).name as usize]
    }

    pub(crate) fn parent(&self, at: u32) -> Option<u32> {
        some(self.node(at).parent)
    }

    pub(crate) fn first_child(&self, at: u32) -> Option<u32> {
        some(self.node(at).first_child)
    }

    pub(crate) fn last_child(&self, at: u32) -> Option<u32> {
        some(self.node(at).last_child)
    }

    pub(crate) fn first_attribute(&self, at: u32) -> Option<u32> {
        some(self.node(at).first_attribute)
    }

    pub(crate) fn next(&self, at: u32) -> Option<u32> {
        some(self.node(at).next)
    }

    pub(crate) fn previous(&self, at: u32) -> Option<u32> {
        some(self.node(at).previous)
    }

    /// The next node in document order without attributes, within the descendants of `top`.
    pub(crate) fn next_within(&self, at: u32, top: u32) -> Option<u32> {
        self.first_child(at).or_else(|| self.next_outside(at, top))
    }

    /// The next node after all descendants of `at`, within the descendants of `top`.
    pub(crate) fn next_outside(&self, mut at: u32, top: u32) -> Option<u32> {
        loop {
            if at == top {
                return None;
            }
            if let Some(next) = self.next(at) {
                return Some(next);
            }
            at = self.parent(at)?;
        }
    }

    pub(crate) fn root_of(&self, mut at: u32) -> u32 {
        while let Some(parent) = self.parent(at) {
            at = parent;
        }
        at
    }

    /// A key that rises in document order.
    pub(crate) fn order(&self, at: u32) -> u64 {
        self.shape
            .order
            .get(at as usize)
            .copied()
            .unwrap_or(u64::from(at))
    }

    /// Whether the order of numbers is document order.
    pub(crate) fn is_in_order(&self) -> bool {
        self.shape.order.is_empty()
    }

    pub(crate) fn declarations(&self, at: u32) -> impl Iterator<Item = &Declaration> {
        self.shape.declarations.get(&at).into_iter().flatten()
    }

    pub(crate) fn value(&self, at: u32) -> &str {
        &self.values[at as usize]
    }

    pub(crate) fn text(&self, at: u32) -> Cow<'_, str> {
        let node = self.node(at);
        if !matches!(node.kind, NodeKind::Root | NodeKind::Element) {
            return Cow::Borrowed(self.value(at));
        }
        // Most elements hold one text and nothing else.
        if let Some(only) = some(node.first_child)
            && node.last_child == only
            && self.kind(only) == NodeKind::Text
        {
            return Cow::Borrowed(self.value(only));
        }
        let mut found = Cow::Borrowed("");
        let mut next = some(node.first_child);
        while let Some(inner) = next {
            if self.kind(inner) == NodeKind::Text {
                let text = self.value(inner);
                if found.is_empty() {
                    found = Cow::Borrowed(text);
                } else {
                    found.to_mut().push_str(text);
                }
            }
            next = self.next_within(inner, at);
        }
        found
    }

    pub(crate) fn is_hidden(&self, at: u32) -> bool {
        self.hidden.get(at as usize).copied().unwrap_or(false)
    }

    pub(crate) fn hides_any(&self) -> bool {
        !self.hidden.is_empty()
    }

    pub(crate) fn set_hidden(&mut self, at: u32, hidden: bool) {
        if self.is_hidden(at) != hidden {
            self.hidden.resize(self.len(), false);
            self.hidden[at as usize] = hidden;
        }
    }

    pub(crate) fn lookups(&self) -> &Lookups {
        &self.lookups
    }

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
    fn push(&mut self, kind: NodeKind, name: Name, value: String) -> u32 {
        let shape = Arc::make_mut(&mut self.shape);
        let at = u32::try_from(shape.nodes.len()).expect("fewer than four billion nodes");
        // The first name is the empty one, which all texts have.
        let name = if shape.names.first() == Some(&name) {
            0
        } else if let Some(&number) = shape.name_numbers.get(&name) {
            number
        } else {
            let number = u32::try_from(shape.names.len()).expect("fewer names than nodes");
            shape.names.push(name.clone());
            shape.name_numbers.insert(name, number);
            number
        };
        shape.nodes.push(Node {
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
    pub(crate) fn append(&mut self, parent: u32, kind: NodeKind, name: Name, value: String) -> u32 {
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
            let at = self.push(part.kind, part.name.clone(), part.value.clone());
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
