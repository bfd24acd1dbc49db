// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Which nodes lie in a direction, in the order of the axis, and which of them pass a test.

use crate::ast::{Axis, NodeTest};
use crate::tree::{NodeId, NodeKind, Tree};

/// Calls `visit` for every node on `axis` from `node`, nearest first.
pub(crate) fn each(tree: &Tree, axis: Axis, node: NodeId, visit: &mut dyn FnMut(NodeId)) {
    each_by_shape(tree, axis, node, &mut |id| {
        if tree.is_present(id) {
            visit(id);
        }
    });
}

/// The same, also for text nodes that hold no text at the moment.
pub(crate) fn each_by_shape(
    tree: &Tree,
    axis: Axis,
    node: NodeId,
    mut see: &mut dyn FnMut(NodeId),
) {
    match axis {
        Axis::SelfNode => see(node),
        Axis::Child => tree.children(node).for_each(see),
        Axis::Attribute => tree.attributes(node).for_each(see),
        Axis::Parent => {
            if let Some(parent) = tree.parent(node) {
                see(parent);
            }
        }
        Axis::Ancestor | Axis::AncestorOrSelf => {
            let mut at = if axis == Axis::Ancestor {
                tree.parent(node)
            } else {
                Some(node)
            };
            while let Some(id) = at {
                see(id);
                at = tree.parent(id);
            }
        }
        Axis::Descendant => tree.descendants(node).for_each(see),
        Axis::DescendantOrSelf => {
            see(node);
            tree.descendants(node).for_each(see);
        }
        Axis::FollowingSibling | Axis::PrecedingSibling => {
            let mut at = (tree.kind(node) != NodeKind::Attribute).then_some(node);
            while let Some(id) = at {
                at = if axis == Axis::FollowingSibling {
                    tree.next_sibling(id)
                } else {
                    tree.previous_sibling(id)
                };
                at.into_iter().for_each(&mut see);
            }
        }
        Axis::Following => {
            if tree.kind(node) == NodeKind::Attribute {
                // What follows an attribute begins with the content of its element.
                if let Some(owner) = tree.parent(node) {
                    tree.descendants(owner).for_each(&mut see);
                    tree.after(owner).for_each(see);
                }
            } else {
                tree.after(node).for_each(see);
            }
        }
        Axis::Preceding => {
            let root = tree.root_of(node);
            let around: Vec<NodeId> =
                std::iter::successors(Some(node), |&id| tree.parent(id)).collect();
            let before: Vec<NodeId> = tree
                .descendants(root)
                .take_while(|&id| tree.is_before(id, node))
                .filter(|id| !around.contains(id))
                .collect();
            before.into_iter().rev().for_each(see);
        }
        Axis::Namespace => {}
    }
}

/// Whether `node`, found on `axis`, is what the step asks for.
pub(crate) fn passes(
    tree: &Tree,
    axis: Axis,
    test: &NodeTest,
    node: NodeId,
    namespaces: &dyn Fn(&str) -> Option<String>,
) -> bool {
    let kind = tree.kind(node);
    let principal = if axis == Axis::Attribute {
        NodeKind::Attribute
    } else {
        NodeKind::Element
    };
    match test {
        NodeTest::AnyNode => true,
        NodeTest::Text => kind == NodeKind::Text,
        NodeTest::Comment => kind == NodeKind::Comment,
        NodeTest::Instruction(target) => {
            kind == NodeKind::Instruction
                && target.as_deref().is_none_or(|t| t == tree.local_name(node))
        }
        NodeTest::AnyName => kind == principal,
        NodeTest::AnyNameOf(prefix) => {
            kind == principal && in_space(tree, node, prefix, namespaces)
        }
        NodeTest::Name { prefix, local } => {
            kind == principal
                && tree.local_name(node) == local
                && match prefix {
                    None => match namespaces("") {
                        Some(uri) => tree.namespace(node).unwrap_or_default() == uri,
                        None => tree.prefix(node).is_none(),
                    },
                    Some(prefix) => in_space(tree, node, prefix, namespaces),
                }
        }
    }
}

fn in_space(
    tree: &Tree,
    node: NodeId,
    prefix: &str,
    namespaces: &dyn Fn(&str) -> Option<String>,
) -> bool {
    match namespaces(prefix) {
        Some(uri) => tree.namespace(node) == Some(uri.as_str()),
        None => tree.prefix(node) == Some(prefix),
    }
}
