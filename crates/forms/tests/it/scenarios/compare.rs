// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Instances beside each other. Names with their namespaces, attributes and texts must be the same;
//! generated identifiers and the time of the recording only of the same kind.

use xpath::xml::{Limits, Source, read};
use xpath::{NodeId, NodeKind};

pub(crate) fn parse(xml: &str) -> Source {
    read(xml.as_bytes(), &Limits::default()).unwrap()
}

/// The first difference, or nothing. The values of nodes with a name in `random` do not count.
pub(crate) fn difference(ours: &str, theirs: &str, random: &[String]) -> Option<String> {
    let (ours, theirs) = (parse(ours), parse(theirs));
    let root = |source: &Source| source.tree.root_element().unwrap();
    elements(&ours, root(&ours), &theirs, root(&theirs), random)
}

fn elements(
    ours: &Source,
    our: NodeId,
    theirs: &Source,
    their: NodeId,
    random: &[String],
) -> Option<String> {
    let path = theirs.tree.path(their);
    let name = |source: &Source, node: NodeId| {
        let namespace = source.tree.namespace(node).unwrap_or_default().to_owned();
        (namespace, source.tree.local_name(node).to_owned())
    };
    if name(ours, our) != name(theirs, their) {
        return Some(format!("{} in place of {path}", ours.tree.path(our)));
    }
    let attributes = |source: &Source, node: NodeId| {
        let mut all: Vec<_> = source
            .tree
            .attributes(node)
            .map(|a| (name(source, a), source.tree.text(a).into_owned()))
            .collect();
        all.sort();
        all
    };
    let (a, b) = (attributes(ours, our), attributes(theirs, their));
    let alike = a.len() == b.len()
        && a.iter()
            .zip(&b)
            .all(|((n, v), (m, w))| n == m && same(v, w));
    if !alike {
        return Some(format!("attributes of {path}: {a:?} in place of {b:?}"));
    }
    let children = |source: &Source, node: NodeId| -> Vec<NodeId> {
        let children = source.tree.children(node);
        children
            .filter(|&c| source.tree.kind(c) == NodeKind::Element)
            .collect()
    };
    let (a, b) = (children(ours, our), children(theirs, their));
    if a.is_empty() && b.is_empty() {
        if random
            .iter()
            .any(|name| name == theirs.tree.local_name(their))
        {
            return None;
        }
        let (x, y) = (ours.tree.text(our), theirs.tree.text(their));
        return (!same(&x, &y)).then(|| format!("{path}: {x:?} in place of {y:?}"));
    }
    for (&x, &y) in a.iter().zip(&b) {
        if let Some(found) = elements(ours, x, theirs, y, random) {
            return Some(found);
        }
    }
    let names = |source: &Source, nodes: &[NodeId]| {
        let names = nodes.iter().map(|&n| source.tree.local_name(n));
        names.collect::<Vec<_>>().join(" ")
    };
    (a.len() != b.len()).then(|| {
        format!(
            "in {path}: {} in place of {}",
            names(ours, &a),
            names(theirs, &b)
        )
    })
}

/// Whether two values are the same but for what is another one every time.
pub(crate) fn same(ours: &str, theirs: &str) -> bool {
    ours == theirs || (is_uuid(ours) && is_uuid(theirs)) || (is_now(ours) && is_now(theirs))
}

fn is_uuid(text: &str) -> bool {
    let text = text.strip_prefix("uuid:").unwrap_or(text);
    text.len() == 36
        && text.split('-').map(str::len).eq([8, 4, 4, 4, 12])
        && text.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit())
}

/// A moment on the day of the recording.
fn is_now(text: &str) -> bool {
    ["2026-11-21T", "2026-11-22T"]
        .iter()
        .any(|day| text.starts_with(day))
}

/// The text at a path with positions.
pub(crate) fn text_at(source: &Source, reference: &str) -> Option<String> {
    let tree = &source.tree;
    let mut at = tree.root_element()?;
    for step in reference.strip_prefix('/')?.split('/').skip(1) {
        let (name, position) = match step.strip_suffix(']').and_then(|s| s.split_once('[')) {
            Some((name, position)) => (name, position.parse::<usize>().ok()?),
            None => (step, 1),
        };
        let local = name.rsplit(':').next()?;
        let named = tree
            .children(at)
            .filter(|&c| tree.kind(c) == NodeKind::Element && tree.local_name(c) == local);
        at = named
            .collect::<Vec<_>>()
            .get(position.checked_sub(1)?)
            .copied()?;
    }
    Some(tree.text(at).into_owned())
}

/// An instance with other values at some paths; repeat instances that it lacks are added.
pub(crate) fn with_values(xml: &str, values: &[(String, String)]) -> String {
    let source = parse(xml);
    let mut tree = source.tree;
    for (reference, value) in values {
        let Some(mut at) = tree.root_element() else {
            continue;
        };
        let steps: Vec<&str> = reference.split('/').skip(2).collect();
        for step in steps {
            let (name, position) = match step.strip_suffix(']').and_then(|s| s.split_once('[')) {
                Some((name, position)) => (name, position.parse().unwrap_or(1)),
                None => (step, 1),
            };
            let named = |tree: &xpath::Tree| -> Vec<NodeId> {
                let children = tree
                    .children(at)
                    .filter(|&c| tree.kind(c) == NodeKind::Element && tree.local_name(c) == name);
                children.collect()
            };
            while named(&tree).len() < position {
                let mut builder = xpath::TreeBuilder::new();
                builder.leaf(name, "");
                let new = builder.build();
                let new = new.fragment(new.root_element().unwrap());
                tree.insert(at, None, &new);
            }
            at = named(&tree)[position - 1];
        }
        tree.set_text(at, value.as_str());
    }
    let root = tree.root_element().unwrap();
    xpath::xml::write(&tree, root)
}
