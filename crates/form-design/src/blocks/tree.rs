// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A block as items with identities, which are the same in all its states.

use std::collections::{BTreeMap, HashMap, HashSet};

use forms::{FormSpec, Item};
use serde_json::{Map, Value};

use super::normal::{Normal, is_alike};
use crate::places::{self, children};

/// An item without what lies in it.
pub(super) struct Node {
    /// What is stored of it but name, origin and content.
    pub(super) props: Map<String, Value>,
    pub(super) path: String,
    pub(super) parent: Option<String>,
    pub(super) children: Vec<String>,
}

/// The items of one state by identity.
#[derive(Default)]
pub(super) struct Tree {
    pub(super) nodes: BTreeMap<String, Node>,
    /// In the order of the form, outer first.
    pub(super) order: Vec<String>,
}

impl Tree {
    fn of(block: &FormSpec, id_of: &mut dyn FnMut(&str) -> String) -> Self {
        let mut tree = Self::default();
        tree.add(&block.items, None, "", id_of);
        tree
    }

    fn add(
        &mut self,
        items: &[Item],
        parent: Option<&str>,
        around: &str,
        id_of: &mut dyn FnMut(&str) -> String,
    ) {
        for item in items {
            let path = forms::join(around, item.name());
            let id = id_of(&path);
            self.order.push(id.clone());
            if let Some(parent) = parent.and_then(|parent| self.nodes.get_mut(parent)) {
                parent.children.push(id.clone());
            }
            let mut props = match serde_json::to_value(item) {
                Ok(Value::Object(props)) => props,
                _ => Map::new(),
            };
            for own in ["items", "name", "origin"] {
                props.remove(own);
            }
            let node = Node {
                props,
                path: path.clone(),
                parent: parent.map(str::to_owned),
                children: Vec::new(),
            };
            self.nodes.insert(id.clone(), node);
            if let Some(inner) = children(item) {
                self.add(inner, Some(&id), &path, id_of);
            }
        }
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.nodes.contains_key(id)
    }

    pub(super) fn props(&self, id: &str) -> Option<&Map<String, Value>> {
        self.nodes.get(id).map(|node| &node.props)
    }

    pub(super) fn parent(&self, id: &str) -> Option<&str> {
        self.nodes.get(id)?.parent.as_deref()
    }

    pub(super) fn children(&self, id: &str) -> &[String] {
        self.nodes.get(id).map_or(&[], |node| &node.children)
    }
}

/// The version that a copy was taken from: items are called by their paths.
pub(super) fn of_base(base: &FormSpec) -> Tree {
    Tree::of(base, &mut str::to_owned)
}

/// Another version: items that it shares with the base have the same identity.
pub(super) fn of_version(base: &FormSpec, version: &FormSpec) -> Tree {
    let before = matches(base, version);
    Tree::of(version, &mut |path| match before.get(path) {
        Some(known) => known.clone(),
        None => format!("+there:{path}"),
    })
}

/// A copy.
pub(super) fn of_copy(copy: &Normal) -> Tree {
    let known: HashMap<&str, &str> = copy
        .nodes
        .iter()
        .filter_map(|was| Some((was.path.as_str(), was.item.as_deref()?)))
        .collect();
    Tree::of(&copy.spec, &mut |path| match known.get(path) {
        Some(known) => (*known).to_owned(),
        None => format!("+here:{path}"),
    })
}

/// Which item of `base` each item of another version is: the outermost, that with its path, or the
/// only one with its name.
pub(super) fn matches(base: &FormSpec, version: &FormSpec) -> HashMap<String, String> {
    let all = |spec| {
        let mut found: Vec<(String, &Item)> = Vec::new();
        let spec: &FormSpec = spec;
        places::walk(&spec.items, "", &mut |path, item| {
            found.push((path.to_owned(), item));
        });
        found
    };
    let (before, after) = (all(base), all(version));
    let mut used: HashSet<usize> = HashSet::new();
    let mut pairs = HashMap::new();
    let named = |found: &[(String, &Item)], name: &str| {
        let with_name = found.iter().filter(|(_, item)| item.name() == name);
        with_name.count()
    };
    let by_path: HashMap<&str, usize> = before
        .iter()
        .enumerate()
        .map(|(index, (path, _))| (path.as_str(), index))
        .collect();
    for (index, (path, item)) in after.iter().enumerate() {
        let same = if index == 0 {
            (!before.is_empty()).then_some(0)
        } else {
            by_path.get(path.as_str()).copied()
        };
        if let Some(at) = same
            && is_alike(before[at].1, item)
            && used.insert(at)
        {
            pairs.insert(path.clone(), before[at].0.clone());
        }
    }
    for (path, item) in &after {
        if pairs.contains_key(path) || named(&after, item.name()) != 1 {
            continue;
        }
        let same = before
            .iter()
            .position(|(_, known)| known.name() == item.name());
        if let Some(at) = same
            && named(&before, item.name()) == 1
            && is_alike(before[at].1, item)
            && used.insert(at)
        {
            pairs.insert(path.clone(), before[at].0.clone());
        }
    }
    pairs
}
