// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Builds trees from the outside in, in document order.

use std::sync::Arc;

use crate::document::{Declaration, Document, NameRef};
use crate::tree::{NodeId, NodeKind, Tree};

/// Builds a [`Tree`] from the outside in, in document order.
#[derive(Debug, Default)]
pub struct TreeBuilder {
    /// Name and document, the main document first.
    documents: Vec<(String, Document)>,
    current: Document,
    name: String,
    /// The open elements.
    open: Vec<u32>,
}

impl TreeBuilder {
    /// Begins with the root of the main document.
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends the document before and begins a secondary instance with this name.
    pub fn begin_instance(&mut self, name: &str) {
        self.end_document();
        name.clone_into(&mut self.name);
    }

    fn end_document(&mut self) {
        while !self.open.is_empty() {
            self.close();
        }
        let name = std::mem::take(&mut self.name);
        let document = std::mem::take(&mut self.current);
        self.documents.push((name, document));
    }

    fn add(&mut self, kind: NodeKind, name: NameRef<'_>, value: &str) -> u32 {
        let parent = self.open.last().copied().unwrap_or(0);
        self.current.append(parent, kind, name, value.to_owned())
    }

    /// How many nodes the document has so far.
    pub(crate) fn len(&self) -> usize {
        self.current.len()
    }

    fn id(&self, at: u32) -> NodeId {
        // There are fewer documents than nodes, and those have numbers.
        NodeId::new(u32::try_from(self.documents.len()).unwrap_or(u32::MAX), at)
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
        let name = NameRef {
            prefix,
            local,
            namespace,
        };
        let at = self.add(NodeKind::Element, name, "");
        self.open.push(at);
        self.id(at)
    }

    /// Notes that the element opened last declares a prefix; empty for the default namespace.
    pub fn declare_namespace(&mut self, prefix: &str, uri: &str) {
        if let Some(&at) = self.open.last() {
            let (prefix, uri) = (prefix.into(), uri.into());
            self.current.declare(at, Declaration { prefix, uri });
        }
    }

    /// Adds an attribute to the element opened last; to be called before its children are added.
    pub fn attribute(
        &mut self,
        prefix: Option<&str>,
        local: &str,
        namespace: Option<&str>,
        value: &str,
    ) -> NodeId {
        let name = NameRef {
            prefix,
            local,
            namespace,
        };
        let at = self.add(NodeKind::Attribute, name, value);
        self.id(at)
    }

    fn unnamed(&mut self, kind: NodeKind, text: &str) -> NodeId {
        let at = self.add(kind, NameRef::NONE, text);
        self.id(at)
    }

    /// Adds text.
    pub fn text(&mut self, text: &str) -> NodeId {
        self.unnamed(NodeKind::Text, text)
    }

    /// Adds a comment.
    pub fn comment(&mut self, text: &str) -> NodeId {
        self.unnamed(NodeKind::Comment, text)
    }

    /// Adds a processing instruction.
    pub fn instruction(&mut self, target: &str, text: &str) -> NodeId {
        let name = NameRef {
            local: target,
            ..NameRef::NONE
        };
        let at = self.add(NodeKind::Instruction, name, text);
        self.id(at)
    }

    /// Adds an element that holds one text and nothing else.
    pub fn leaf(&mut self, name: &str, text: &str) -> NodeId {
        let id = self.open(name);
        self.text(text);
        self.close();
        id
    }

    /// Closes what was opened last. An element without content gets a text without characters,
    /// so that it can be given one without a change of structure.
    pub fn close(&mut self) {
        if let Some(&at) = self.open.last() {
            if self.current.first_child(at).is_none() {
                self.text("");
            }
            self.open.pop();
        }
    }

    /// Closes everything and hands out the tree.
    pub fn build(mut self) -> Tree {
        self.end_document();
        let mut documents = self.documents.into_iter();
        let mut tree = Tree::of(documents.next().unwrap_or_default().1);
        for (name, document) in documents {
            tree.push_instance(&name, Arc::new(document));
        }
        tree
    }

    /// Closes everything and hands out the main document alone.
    pub fn build_document(self) -> Document {
        self.build().into_document()
    }
}
