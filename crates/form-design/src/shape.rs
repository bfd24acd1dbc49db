// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The tree of a form by name and path, for following references and paths in expressions.

use std::collections::HashMap;

use forms::{FormSpec, Item};

use crate::places::children;

/// A group, repeat or question; node 0 is the form itself.
#[derive(Debug)]
pub(crate) struct Node<'a> {
    pub(crate) name: &'a str,
    /// Below the root, `group/name`.
    pub(crate) path: String,
    pub(crate) parent: Option<usize>,
    pub(crate) item: Option<&'a Item>,
    pub(crate) children: Vec<usize>,
}

#[derive(Debug)]
pub(crate) struct Shape<'a> {
    pub(crate) nodes: Vec<Node<'a>>,
    by_name: HashMap<&'a str, Vec<usize>>,
    by_path: HashMap<String, usize>,
}

impl<'a> Shape<'a> {
    pub(crate) fn of(spec: &'a FormSpec) -> Self {
        let root = spec.settings.root.as_deref().unwrap_or("data");
        Self::of_items(root, &spec.items)
    }

    pub(crate) fn of_items(root: &'a str, items: &'a [Item]) -> Self {
        let mut shape = Self {
            nodes: vec![Node {
                name: root,
                path: String::new(),
                parent: None,
                item: None,
                children: Vec::new(),
            }],
            by_name: HashMap::new(),
            by_path: HashMap::from([(String::new(), 0)]),
        };
        shape.add(items, 0);
        shape
    }

    fn add(&mut self, items: &'a [Item], parent: usize) {
        for item in items {
            let node = self.nodes.len();
            let path = forms::join(&self.nodes[parent].path, item.name());
            self.nodes[parent].children.push(node);
            self.by_name.entry(item.name()).or_default().push(node);
            self.by_path.entry(path.clone()).or_insert(node);
            self.nodes.push(Node {
                name: item.name(),
                path,
                parent: Some(parent),
                item: Some(item),
                children: Vec::new(),
            });
            if let Some(inner) = children(item) {
                self.add(inner, node);
            }
        }
    }

    /// The only node with this name.
    pub(crate) fn named(&self, name: &str) -> Option<usize> {
        match self.by_name.get(name)?.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    pub(crate) fn has_name(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    pub(crate) fn at(&self, path: &str) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    pub(crate) fn child(&self, node: usize, name: &str) -> Option<usize> {
        let children = self.nodes[node].children.iter();
        children
            .copied()
            .find(|child| self.nodes[*child].name == name)
    }

    /// The node itself and all around it, from the inside out.
    pub(crate) fn lineage(&self, node: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(node), |node| self.nodes[*node].parent)
    }

    pub(crate) fn is_repeat(&self, node: usize) -> bool {
        matches!(self.nodes[node].item, Some(Item::Repeat(_)))
    }

    /// The repeats around a node, itself included, from the outside in.
    pub(crate) fn repeats(&self, node: usize) -> Vec<usize> {
        let mut found: Vec<usize> = self
            .lineage(node)
            .filter(|node| self.is_repeat(*node))
            .collect();
        found.reverse();
        found
    }
}
