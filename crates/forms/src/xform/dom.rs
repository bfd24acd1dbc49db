// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A view of the elements of an XML document that was read, by namespace and name.

use xpath::xml::Source;
use xpath::{NodeId, NodeKind};

/// An element.
#[derive(Clone, Copy)]
pub(crate) struct Node<'a> {
    pub(crate) source: &'a Source,
    pub(crate) id: NodeId,
}

/// What stands in an element.
pub(crate) enum Child<'a> {
    Element(Node<'a>),
    Text(String),
}

impl<'a> Node<'a> {
    /// The outermost element.
    pub(crate) fn root(source: &'a Source) -> Self {
        let tree = &source.tree;
        let id = tree.root_element().unwrap_or(tree.root());
        Self { source, id }
    }

    pub(crate) fn local(self) -> &'a str {
        self.source.tree.local_name(self.id)
    }

    /// Empty if there is none.
    pub(crate) fn prefix(self) -> &'a str {
        self.source.tree.prefix(self.id).unwrap_or_default()
    }

    /// Empty if there is none.
    pub(crate) fn namespace(self) -> &'a str {
        self.source.tree.namespace(self.id).unwrap_or_default()
    }

    /// The name as written.
    pub(crate) fn written(self) -> String {
        match self.prefix() {
            "" => self.local().to_owned(),
            prefix => format!("{prefix}:{}", self.local()),
        }
    }

    /// Whether it is `local` in `namespace`.
    pub(crate) fn is(self, namespace: &str, local: &str) -> bool {
        self.local() == local && self.namespace() == namespace
    }

    /// Elements and texts in order.
    pub(crate) fn content(self) -> impl Iterator<Item = Child<'a>> {
        let tree = &self.source.tree;
        tree.children(self.id)
            .filter_map(move |id| match tree.kind(id) {
                NodeKind::Element => Some(Child::Element(Node { id, ..self })),
                NodeKind::Text => Some(tree.text(id).into_owned())
                    .filter(|text| !text.is_empty())
                    .map(Child::Text),
                _ => None,
            })
    }

    /// The child elements.
    pub(crate) fn elements(self) -> impl Iterator<Item = Self> {
        let tree = &self.source.tree;
        tree.children(self.id)
            .filter(move |&id| tree.kind(id) == NodeKind::Element)
            .map(move |id| Node { id, ..self })
    }

    /// The first child `local` in `namespace`.
    pub(crate) fn child(self, namespace: &str, local: &str) -> Option<Self> {
        self.elements().find(|node| node.is(namespace, local))
    }

    /// Declarations of namespaces: prefix and address.
    pub(crate) fn declarations(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.source.tree.declared_namespaces(self.id)
    }

    /// Prefix, name, namespace and value of the attributes.
    pub(crate) fn attributes(self) -> impl Iterator<Item = (&'a str, &'a str, &'a str, String)> {
        let tree = &self.source.tree;
        tree.attributes(self.id).map(move |id| {
            let prefix = tree.prefix(id).unwrap_or_default();
            let namespace = tree.namespace(id).unwrap_or_default();
            (
                prefix,
                tree.local_name(id),
                namespace,
                tree.text(id).into_owned(),
            )
        })
    }

    /// The value of an attribute.
    pub(crate) fn attribute(self, namespace: &str, local: &str) -> Option<String> {
        self.attributes()
            .find(|(_, name, space, _)| *name == local && *space == namespace)
            .map(|(.., value)| value)
    }

    /// The text directly within.
    pub(crate) fn text(self) -> String {
        self.content()
            .filter_map(|child| match child {
                Child::Text(text) => Some(text),
                Child::Element(_) => None,
            })
            .collect()
    }
}
