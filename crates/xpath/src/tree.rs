// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The tree that expressions run on: a main document, whose structure may change, and secondary
//! instances, which many trees share.

use std::borrow::Cow;
use std::sync::Arc;

use crate::document::Document;
use crate::fragment::Fragment;
use crate::lookup::Column;

/// A node of one [`Tree`]: which document, and which node in it. Stays valid as long as the node
/// lives, and is never given to another one. The order of identifiers is document order only in
/// documents that were not changed after they were built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId {
    document: u32,
    at: u32,
}

impl NodeId {
    /// The place in the document's list of nodes.
    pub fn index(self) -> usize {
        self.at as usize
    }

    /// Whether the node belongs to the main document, not to a secondary instance.
    pub fn is_main(self) -> bool {
        self.document == 0
    }

    pub(crate) fn new(document: u32, at: u32) -> Self {
        Self { document, at }
    }

    pub(crate) fn at(self) -> u32 {
        self.at
    }

    pub(crate) fn beside(self, at: u32) -> Self {
        Self { at, ..self }
    }
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    /// The root of a document.
    Root,
    /// An element.
    Element,
    /// An attribute of an element.
    Attribute,
    /// Text. Empty text counts as absent.
    Text,
    /// A comment.
    Comment,
    /// A processing instruction; its target is its name.
    Instruction,
}

/// A main document with secondary instances, found by name. A copy shares the instances and, until
/// it changes, the structure of the main document.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    main: Document,
    instances: Arc<Instances>,
}

#[derive(Debug, Clone, Default)]
struct Instances {
    documents: Vec<Arc<Document>>,
    /// Sorted by name, with the number: one more than the place in `documents`.
    names: Vec<(Arc<str>, u32)>,
}

impl Tree {
    /// A tree with this main document and no instances.
    pub fn of(main: Document) -> Self {
        Self {
            main,
            instances: Arc::default(),
        }
    }

    /// The main document, without the instances.
    pub fn into_document(self) -> Document {
        self.main
    }

    pub(crate) fn document(&self, id: NodeId) -> &Document {
        match id.document {
            0 => &self.main,
            number => &self.instances.documents[number as usize - 1],
        }
    }

    /// For a change; an instance that others share is copied first.
    fn document_mut(&mut self, id: NodeId) -> &mut Document {
        match id.document {
            0 => &mut self.main,
            number => {
                let instances = Arc::make_mut(&mut self.instances);
                Arc::make_mut(&mut instances.documents[number as usize - 1])
            }
        }
    }

    /// The root of the main document.
    pub fn root(&self) -> NodeId {
        NodeId::new(0, 0)
    }

    /// The outermost element of the main document.
    pub fn root_element(&self) -> Option<NodeId> {
        self.children(self.root())
            .find(|&child| self.kind(child) == NodeKind::Element)
    }

    /// Adds a secondary instance, in place of the one with the same name if there is one, and
    /// returns its root. The document is shared, not copied.
    pub fn add_instance(&mut self, name: &str, document: Arc<Document>) -> NodeId {
        if let Some(root) = self.instance(name) {
            let instances = Arc::make_mut(&mut self.instances);
            instances.documents[root.document as usize - 1] = document;
            return root;
        }
        self.push_instance(name, document)
    }

    /// The same; an earlier instance with this name stays, but is not found any more.
    pub(crate) fn push_instance(&mut self, name: &str, document: Arc<Document>) -> NodeId {
        let instances = Arc::make_mut(&mut self.instances);
        instances.documents.push(document);
        let number = u32::try_from(instances.documents.len()).expect("fewer than four billion");
        let names = &mut instances.names;
        match names.binary_search_by(|(n, _)| n.as_ref().cmp(name)) {
            Ok(found) => names[found].1 = number,
            Err(between) => names.insert(between, (name.into(), number)),
        }
        NodeId::new(number, 0)
    }

    /// The root of the secondary instance `name`.
    pub fn instance(&self, name: &str) -> Option<NodeId> {
        let names = &self.instances.names;
        let found = names.binary_search_by(|(n, _)| n.as_ref().cmp(name)).ok()?;
        Some(NodeId::new(names[found].1, 0))
    }

    /// The children `entry` of a list in a secondary instance whose child `column` has this text, in
    /// document order, by an index that all trees with this list share; `None` if no index
    /// serves. Names without prefix fit elements without prefix.
    pub fn entries_where(
        &self,
        list: NodeId,
        entry: &str,
        column: &str,
        text: &str,
    ) -> Option<Vec<NodeId>> {
        let document = self.document(list);
        if list.is_main() || document.hides_any() {
            return None;
        }
        let index = document.index(list.at, entry, Column::Child(column))?;
        let found = index.with_text(text).iter();
        Some(found.map(|&at| list.beside(at)).collect())
    }

    /// How many nodes all documents have or had.
    pub fn len(&self) -> usize {
        let shared = &self.instances.documents;
        self.main.len() + shared.iter().map(|document| document.len()).sum::<usize>()
    }

    /// Never true: a tree has at least a root.
    pub fn is_empty(&self) -> bool {
        self.main.is_empty()
    }

    /// What `id` is.
    pub fn kind(&self, id: NodeId) -> NodeKind {
        self.document(id).kind(id.at)
    }

    /// The name without prefix; empty for nodes without a name.
    pub fn local_name(&self, id: NodeId) -> &str {
        &self.document(id).name(id.at).local
    }

    /// The prefix as written.
    pub fn prefix(&self, id: NodeId) -> Option<&str> {
        self.document(id).name(id.at).prefix.as_deref()
    }

    /// The namespace.
    pub fn namespace(&self, id: NodeId) -> Option<&str> {
        self.document(id).name(id.at).namespace.as_deref()
    }

    /// Prefixes and namespaces that are declared on this element itself; the default namespace
    /// has the empty prefix.
    pub fn declared_namespaces(&self, id: NodeId) -> impl Iterator<Item = (&str, &str)> {
        let all = self.document(id).declarations(id.at);
        all.map(|declaration| (declaration.prefix.as_ref(), declaration.uri.as_ref()))
    }

    /// The element around, or the root; none for roots and for what was removed.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.document(id).parent(id.at).map(|at| id.beside(at))
    }

    /// The sibling after this one; of an attribute, the next attribute.
    pub fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        self.document(id).next(id.at).map(|at| id.beside(at))
    }

    /// The sibling before this one; of an attribute, the attribute before.
    pub fn previous_sibling(&self, id: NodeId) -> Option<NodeId> {
        self.document(id).previous(id.at).map(|at| id.beside(at))
    }

    /// Children without attributes, in document order.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + Clone + '_ {
        let document = self.document(id);
        std::iter::successors(document.first_child(id.at), |&at| document.next(at))
            .map(move |at| id.beside(at))
    }

    /// Attributes in the order written.
    pub fn attributes(&self, id: NodeId) -> impl Iterator<Item = NodeId> + Clone + '_ {
        let document = self.document(id);
        std::iter::successors(document.first_attribute(id.at), |&at| document.next(at))
            .map(move |at| id.beside(at))
    }

    /// The value of the attribute with this name, without regard to its prefix.
    pub fn attribute(&self, id: NodeId, local_name: &str) -> Option<&str> {
        let found = self
            .attributes(id)
            .find(|&attribute| self.local_name(attribute) == local_name)?;
        Some(self.document(found).value(found.at))
    }

    /// The first child element with this name, without regard to its prefix.
    pub fn child(&self, id: NodeId, local_name: &str) -> Option<NodeId> {
        self.children(id).find(|&child| {
            self.kind(child) == NodeKind::Element && self.local_name(child) == local_name
        })
    }

    /// The root of the document that `id` lies in.
    pub fn root_of(&self, id: NodeId) -> NodeId {
        id.beside(self.document(id).root_of(id.at))
    }

    /// All descendants in document order, without attributes and without `id` itself.
    pub fn descendants(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let document = self.document(id);
        let first = document.next_within(id.at, id.at);
        std::iter::successors(first, move |&at| document.next_within(at, id.at))
            .map(move |at| id.beside(at))
    }

    /// What comes after `id` and its descendants, in document order, without attributes.
    pub(crate) fn after(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let document = self.document(id);
        let top = document.root_of(id.at);
        let first = document.next_outside(id.at, top);
        std::iter::successors(first, move |&at| document.next_within(at, top))
            .map(move |at| id.beside(at))
    }

    /// Whether `first` comes before `second` in document order; the main document comes before
    /// the instances.
    pub fn is_before(&self, first: NodeId, second: NodeId) -> bool {
        self.order(first) < self.order(second)
    }

    fn order(&self, id: NodeId) -> (u32, u64) {
        (id.document, self.document(id).order(id.at))
    }

    /// Puts nodes into document order, each once.
    pub(crate) fn sort(&self, nodes: &mut Vec<NodeId>) {
        if nodes.iter().all(|&id| self.document(id).is_in_order()) {
            nodes.sort_unstable();
        } else {
            nodes.sort_unstable_by_key(|&id| self.order(id));
        }
        nodes.dedup();
    }

    /// The text that the node stands for: its own, or all text within it.
    pub fn text(&self, id: NodeId) -> Cow<'_, str> {
        self.document(id).text(id.at).0
    }

    /// The same with how many nodes had to be visited, beyond the common case.
    pub(crate) fn text_counted(&self, id: NodeId) -> (Cow<'_, str>, usize) {
        self.document(id).text(id.at)
    }

    /// Whether the node exists for expressions: all do, except text nodes without text.
    pub(crate) fn is_present(&self, id: NodeId) -> bool {
        let document = self.document(id);
        document.kind(id.at) != NodeKind::Text || !document.value(id.at).is_empty()
    }

    /// Whether paths leave this node out of what they find.
    pub fn is_hidden(&self, id: NodeId) -> bool {
        self.document(id).is_hidden(id.at)
    }

    /// Says whether paths leave this node out of what they find, as they do with questions that
    /// are not relevant. Paths still lead through it: what lies within is hidden on its own.
    pub fn set_hidden(&mut self, id: NodeId, hidden: bool) {
        if self.is_hidden(id) != hidden {
            self.document_mut(id).set_hidden(id.at, hidden);
        }
    }

    /// Takes the hidden nodes out of what a path found.
    pub(crate) fn drop_hidden(&self, nodes: &mut Vec<NodeId>) {
        if self.main.hides_any() {
            nodes.retain(|&id| !self.is_hidden(id));
        }
    }

    /// Gives an attribute, a text or an element another text. No effect on roots and on elements
    /// that hold elements.
    pub fn set_text(&mut self, id: NodeId, text: impl Into<String>) {
        self.document_mut(id).set_text(id.at, text.into());
    }

    /// Gives an element an attribute without prefix, or the attribute it has another value.
    pub fn set_attribute(&mut self, id: NodeId, local_name: &str, value: &str) {
        let found = self
            .attributes(id)
            .find(|&attribute| self.local_name(attribute) == local_name);
        if let Some(attribute) = found {
            self.set_text(attribute, value);
        } else {
            let name = crate::document::Name::new(None, local_name, None);
            let part = Fragment::of_one(NodeKind::Attribute, name, value.to_owned());
            self.document_mut(id).insert(id.at, None, &part);
        }
    }

    /// A copy of the node and all within it, to be inserted elsewhere.
    pub fn fragment(&self, id: NodeId) -> Fragment {
        self.document(id).fragment(id.at)
    }

    /// Copies `fragment` into `parent`: before its child `before`, or at the end. Returns the
    /// topmost node of the copy. Identifiers of other nodes stay as they are.
    pub fn insert(
        &mut self,
        parent: NodeId,
        before: Option<NodeId>,
        fragment: &Fragment,
    ) -> NodeId {
        let before = before.map(|before| before.at);
        parent.beside(
            self.document_mut(parent)
                .insert(parent.at, before, fragment),
        )
    }

    /// Takes the node and all within it out of the tree. Their identifiers lead nowhere from then
    /// on. No effect on roots.
    pub fn remove(&mut self, id: NodeId) {
        self.document_mut(id).remove(id.at);
    }

    /// The path of a node from its root, such as `/data/group/name`.
    pub fn path(&self, id: NodeId) -> String {
        let mut parts = Vec::new();
        let mut at = Some(id);
        while let Some(node) = at {
            if self.kind(node) == NodeKind::Element {
                parts.push(self.local_name(node));
            }
            at = self.parent(node);
        }
        parts.reverse();
        format!("/{}", parts.join("/"))
    }
}
