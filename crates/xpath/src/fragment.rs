// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A piece of a document, cut out to be copied into others.

use crate::document::{Declaration, Document, Name};
use crate::tree::NodeKind;

/// A node with all within it, apart from any document: the template of a repeat, for instance.
/// Comes from [`crate::Tree::fragment`] and goes into documents by [`crate::Tree::insert`].
#[derive(Debug, Clone)]
pub struct Fragment {
    /// In document order; the first is the topmost.
    pub(crate) parts: Vec<Part>,
}

#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) kind: NodeKind,
    pub(crate) name: Name,
    pub(crate) value: String,
    /// The place of the element around in the list.
    pub(crate) parent: Option<usize>,
    pub(crate) declarations: Vec<Declaration>,
}

impl Fragment {
    pub(crate) fn of_one(kind: NodeKind, name: Name, value: String) -> Self {
        let part = Part {
            kind,
            name,
            value,
            parent: None,
            declarations: Vec::new(),
        };
        Self { parts: vec![part] }
    }

    /// How many nodes it has.
    pub fn len(&self) -> usize {
        self.parts.len()
    }

    /// Never true: there is a topmost node.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The same without texts and without the values of attributes.
    #[must_use]
    pub fn emptied(mut self) -> Self {
        for part in &mut self.parts {
            part.value.clear();
        }
        self
    }

    /// A document that holds this and nothing else.
    pub fn into_document(self) -> Document {
        let mut document = Document::new();
        let mut numbers: Vec<u32> = Vec::with_capacity(self.parts.len());
        for part in self.parts {
            // Fragments of a whole document begin with its root, which a document has already.
            if part.kind == NodeKind::Root {
                numbers.push(0);
                continue;
            }
            let parent = part.parent.map_or(0, |place| numbers[place]);
            let at = document.append(parent, part.kind, part.name.borrowed(), part.value);
            for declaration in part.declarations {
                document.declare(at, declaration);
            }
            numbers.push(at);
        }
        document
    }
}
