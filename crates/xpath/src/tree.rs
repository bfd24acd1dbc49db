// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The tree that expressions run on. Its structure is shared between copies, so that a copy
//! for one more set of answers costs one list of texts.

use std::borrow::Cow;
use std::sync::Arc;

/// A node of one [`Tree`]. Order of identifiers is document order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    /// The place in the tree's list of nodes.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    fn new(index: usize) -> Self {
        Self(u32::try_from(index).expect("a tree has fewer than four billion nodes"))
    }
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    /// The root of one document; a tree holds one or more.
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

#[derive(Debug)]
struct Node {
    kind: NodeKind,
    prefix: Option<Box<str>>,
    local: Box<str>,
    namespace: Option<Box<str>>,
    parent: Option<NodeId>,
    children: Vec<NodeId>,
    attributes: Vec<NodeId>,
    /// First identifier after all descendants.
    end: u32,
}

/// Documents as a list of nodes in document order, with the texts apart from the structure.
///
/// The first root is the main document; further roots are secondary instances, found by name.
#[derive(Debug, Clone)]
pub struct Tree {
    shape: Arc<Shape>,
    values: Vec<String>,
}

#[derive(Debug)]
struct Shape {
    nodes: Vec<Node>,
    roots: Vec<(String, NodeId)>,
}

impl Tree {
    fn node(&self, id: NodeId) -> &Node {
        &self.shape.nodes[id.index()]
    }

    /// The root of the main document.
    pub fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// The root of the secondary instance `name`.
    pub fn instance(&self, name: &str) -> Option<NodeId> {
        let (_, root) = self.shape.roots.iter().skip(1).find(|(n, _)| n == name)?;
        Some(*root)
    }

    /// How many nodes there are in all documents.
    pub fn len(&self) -> usize {
        self.shape.nodes.len()
    }

    /// Never true: a tree has at least a root.
    pub fn is_empty(&self) -> bool {
        self.shape.nodes.is_empty()
    }

    /// What `id` is.
    pub fn kind(&self, id: NodeId) -> NodeKind {
        self.node(id).kind
    }

    /// The name without prefix; empty for nodes without a name.
    pub fn local_name(&self, id: NodeId) -> &str {
        &self.node(id).local
    }

    /// The prefix as written.
    pub fn prefix(&self, id: NodeId) -> Option<&str> {
        self.node(id).prefix.as_deref()
    }

    /// The namespace.
    pub fn namespace(&self, id: NodeId) -> Option<&str> {
        self.node(id).namespace.as_deref()
    }

    /// The element around, or the root.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).parent
    }

    /// Children without attributes, in document order.
    pub fn children(&self, id: NodeId) -> &[NodeId] {
        &self.node(id).children
    }

    /// Attributes in the order written.
    pub fn attributes(&self, id: NodeId) -> &[NodeId] {
        &self.node(id).attributes
    }

    /// The root of the document that `id` lies in.
    pub fn root_of(&self, id: NodeId) -> NodeId {
        let mut at = id;
        while let Some(parent) = self.parent(at) {
            at = parent;
        }
        at
    }

    /// All descendants in document order, without attributes and without `id` itself.
    pub fn descendants(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let first = id.0 + 1;
        let end = self.node(id).end;
        (first..end.max(first))
            .map(NodeId)
            .filter(|&node| self.kind(node) != NodeKind::Attribute)
    }

    /// Every node of all documents, in order.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.shape.nodes.len()).map(NodeId::new)
    }

    /// Identifiers from the first after `id`'s descendants to the last of its document.
    pub(crate) fn after(&self, id: NodeId) -> impl Iterator<Item = NodeId> + use<'_> {
        let end = self.node(self.root_of(id)).end;
        let first = self.node(id).end;
        (first..end.max(first))
            .map(NodeId)
            .filter(|&node| self.kind(node) != NodeKind::Attribute)
    }

    /// The text that the node stands for: its own, or all text within it.
    pub fn text(&self, id: NodeId) -> Cow<'_, str> {
        let node = self.node(id);
        match node.kind {
            NodeKind::Root | NodeKind::Element => {
                if let [only] = node.children[..]
                    && self.kind(only) == NodeKind::Text
                {
                    return Cow::Borrowed(&self.values[only.index()]);
                }
                let mut texts = self
                    .descendants(id)
                    .filter(|&d| self.kind(d) == NodeKind::Text);
                let Some(first) = texts.next() else {
                    return Cow::Borrowed("");
                };
                let mut all = self.values[first.index()].clone();
                for next in texts {
                    all.push_str(&self.values[next.index()]);
                }
                Cow::Owned(all)
            }
            _ => Cow::Borrowed(&self.values[id.index()]),
        }
    }

    /// Whether the node exists for expressions: all do, except text nodes without text.
    pub(crate) fn is_present(&self, id: NodeId) -> bool {
        self.kind(id) != NodeKind::Text || !self.values[id.index()].is_empty()
    }

    /// Gives a leaf (see [`TreeBuilder::leaf`]) or an attribute another text; no effect on other nodes.
    pub fn set_text(&mut self, id: NodeId, text: impl Into<String>) {
        let node = &self.shape.nodes[id.index()];
        let target = match (node.kind, &node.children[..]) {
            (NodeKind::Attribute | NodeKind::Text, _) => id,
            (NodeKind::Element, &[only]) if self.kind(only) == NodeKind::Text => only,
            _ => return,
        };
        self.values[target.index()] = text.into();
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

/// Builds a [`Tree`] from the outside in, in document order.
#[derive(Debug)]
pub struct TreeBuilder {
    nodes: Vec<Node>,
    values: Vec<String>,
    roots: Vec<(String, NodeId)>,
    open: Vec<NodeId>,
}

impl Default for TreeBuilder {
    fn default() -> Self {
        Self::new()
    }
}

impl TreeBuilder {
    /// Begins with the root of the main document.
    pub fn new() -> Self {
        let mut builder = Self {
            nodes: Vec::new(),
            values: Vec::new(),
            roots: Vec::new(),
            open: Vec::new(),
        };
        builder.begin_document("");
        builder
    }

    /// Ends the document before and begins a secondary instance with this name.
    pub fn begin_instance(&mut self, name: &str) {
        while !self.open.is_empty() {
            self.close();
        }
        self.begin_document(name);
    }

    fn begin_document(&mut self, name: &str) {
        let root = self.push(NodeKind::Root, None, "", None, String::new());
        self.roots.push((name.to_owned(), root));
        self.open.push(root);
    }

    fn push(
        &mut self,
        kind: NodeKind,
        prefix: Option<&str>,
        local: &str,
        namespace: Option<&str>,
        value: String,
    ) -> NodeId {
        let id = NodeId::new(self.nodes.len());
        let parent = self.open.last().copied();
        self.nodes.push(Node {
            kind,
            prefix: prefix.map(Into::into),
            local: local.into(),
            namespace: namespace.map(Into::into),
            parent,
            children: Vec::new(),
            attributes: Vec::new(),
            end: id.0 + 1,
        });
        self.values.push(value);
        if let Some(parent) = parent {
            let parent = &mut self.nodes[parent.index()];
            if kind == NodeKind::Attribute {
                parent.attributes.push(id);
            } else {
                parent.children.push(id);
            }
        }
        id
    }

    /// Opens an element without prefix and namespace.
    pub fn open(&mut self, name: &str) -> NodeId {
        self.open_qualified(None, name, None)
    }

    /// Opens an element.
    pub fn open_qualified(
        &mut self,
        prefix: Option<&str>,
        local: &str,
        namespace: Option<&str>,
    ) -> NodeId {
        let id = self.push(NodeKind::Element, prefix, local, namespace, String::new());
        self.open.push(id);
        id
    }

    /// Adds an attribute to the element opened last; to be called before its children are added.
    pub fn attribute(
        &mut self,
        prefix: Option<&str>,
        local: &str,
        namespace: Option<&str>,
        value: &str,
    ) -> NodeId {
        self.push(NodeKind::Attribute, prefix, local, namespace, value.into())
    }

    /// Adds text.
    pub fn text(&mut self, text: &str) -> NodeId {
        self.push(NodeKind::Text, None, "", None, text.into())
    }

    /// Adds a comment.
    pub fn comment(&mut self, text: &str) -> NodeId {
        self.push(NodeKind::Comment, None, "", None, text.into())
    }

    /// Adds a processing instruction.
    pub fn instruction(&mut self, target: &str, text: &str) -> NodeId {
        self.push(NodeKind::Instruction, None, target, None, text.into())
    }

    /// Adds an element that holds one text and nothing else: what [`Tree::set_text`] can change.
    pub fn leaf(&mut self, name: &str, text: &str) -> NodeId {
        let id = self.open(name);
        self.text(text);
        self.close();
        id
    }

    /// Closes what was opened last.
    pub fn close(&mut self) {
        if let Some(id) = self.open.pop() {
            let end = NodeId::new(self.nodes.len());
            self.nodes[id.index()].end = end.0;
        }
    }

    /// Closes everything and hands out the tree.
    pub fn build(mut self) -> Tree {
        while !self.open.is_empty() {
            self.close();
        }
        Tree {
            shape: Arc::new(Shape {
                nodes: self.nodes,
                roots: self.roots,
            }),
            values: self.values,
        }
    }
}
