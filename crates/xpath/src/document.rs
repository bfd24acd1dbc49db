// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One document: nodes in an arena with links, and their texts apart from the structure, so that
//! a copy for one more set of answers costs one list of texts until its structure changes.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::lookup::Lookups;
use crate::tree::NodeKind;

/// No node.
const NONE: u32 = u32::MAX;

mod change;

/// A document without a name: what [`crate::Tree::add_instance`] shares between trees.
#[derive(Debug, Clone)]
pub struct Document {
    shape: Arc<Shape>,
    names: Arc<Names>,
    values: Vec<String>,
    /// Which nodes paths do not end at; empty if all are seen.
    hidden: Vec<bool>,
    lookups: Lookups,
}

#[derive(Debug, Clone)]
struct Shape {
    nodes: Vec<Node>,
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

/// A name that is borrowed from somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NameRef<'a> {
    pub(crate) prefix: Option<&'a str>,
    pub(crate) local: &'a str,
    pub(crate) namespace: Option<&'a str>,
}

impl NameRef<'_> {
    /// What texts and other nodes without a name have.
    pub(crate) const NONE: Self = Self {
        prefix: None,
        local: "",
        namespace: None,
    };
}

impl Name {
    pub(crate) fn borrowed(&self) -> NameRef<'_> {
        NameRef {
            prefix: self.prefix.as_deref(),
            local: &self.local,
            namespace: self.namespace.as_deref(),
        }
    }
}

/// The names that occur in a document, each with a number. The first is the empty one.
#[derive(Debug, Clone)]
struct Names {
    all: Vec<Name>,
    by_local: HashMap<Arc<str>, Alike>,
    /// The numbers of names of which many have the same local part.
    others: HashMap<Name, u32>,
}

/// Names with one local part: nearly always one.
#[derive(Debug, Clone)]
struct Alike {
    first: u32,
    more: Vec<u32>,
}

/// Of this many names with one local part, each is compared.
const FEW: usize = 4;

impl Names {
    fn new() -> Self {
        Self {
            all: vec![Name::new(None, "", None)],
            by_local: HashMap::new(),
            others: HashMap::new(),
        }
    }

    fn number(&self, name: NameRef<'_>) -> Option<u32> {
        if name.local.is_empty() && name.prefix.is_none() && name.namespace.is_none() {
            return Some(0);
        }
        let alike = self.by_local.get(name.local)?;
        let few = std::iter::once(&alike.first).chain(alike.more.iter().take(FEW));
        let mut same = few.filter(|&&number| self.all[number as usize].borrowed() == name);
        if let Some(&found) = same.next() {
            return Some(found);
        }
        if alike.more.len() <= FEW {
            return None;
        }
        let name = Name::new(name.prefix, name.local, name.namespace);
        self.others.get(&name).copied()
    }

    fn add(&mut self, name: NameRef<'_>) -> u32 {
        let number = u32::try_from(self.all.len()).expect("fewer names than nodes");
        let name = Name::new(name.prefix, name.local, name.namespace);
        match self.by_local.get_mut(&name.local) {
            None => {
                let alike = Alike {
                    first: number,
                    more: Vec::new(),
                };
                self.by_local.insert(Arc::clone(&name.local), alike);
            }
            Some(alike) => {
                alike.more.push(number);
                if alike.more.len() > FEW {
                    self.others.insert(name.clone(), number);
                }
            }
        }
        self.all.push(name);
        number
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
                order: Vec::new(),
                declarations: BTreeMap::new(),
            }),
            names: Arc::new(Names::new()),
            values: Vec::new(),
            hidden: Vec::new(),
            lookups: Lookups::default(),
        };
        document.push(NodeKind::Root, NameRef::NONE, String::new());
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
        &self.names.all[self.node(at).name as usize]
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

    /// Calls `see` for every child element with this name and without prefix, and returns how many
    /// children were looked at.
    pub(crate) fn children_named(
        &self,
        parent: u32,
        local: &str,
        see: &mut dyn FnMut(u32),
    ) -> usize {
        let Some(alike) = self.names.by_local.get(local) else {
            return 0;
        };
        let is_plain = |number: u32| self.names.all[number as usize].prefix.is_none();
        let fits = |number: u32| {
            number == alike.first && is_plain(number)
                || !alike.more.is_empty() && alike.more.contains(&number) && is_plain(number)
        };
        let mut visited = 0;
        let mut next = self.node(parent).first_child;
        while next != NONE {
            let node = self.node(next);
            visited += 1;
            if node.kind == NodeKind::Element && fits(node.name) {
                see(next);
            }
            next = node.next;
        }
        visited
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

    /// The text of a node and how many nodes had to be visited; none in the common case.
    pub(crate) fn text(&self, at: u32) -> (Cow<'_, str>, usize) {
        let node = self.node(at);
        if !matches!(node.kind, NodeKind::Root | NodeKind::Element) {
            return (Cow::Borrowed(self.value(at)), 0);
        }
        // Most elements hold one text and nothing else.
        if let Some(only) = some(node.first_child)
            && node.last_child == only
            && self.kind(only) == NodeKind::Text
        {
            return (Cow::Borrowed(self.value(only)), 0);
        }
        let mut found = Cow::Borrowed("");
        let mut visited = 0;
        let mut next = some(node.first_child);
        while let Some(inner) = next {
            visited += 1;
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
        visited += found.len() / 64;
        (found, visited)
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
}
