// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Questions that need each other in a circle, also by way of whether they are asked: the engine
//! would calculate them in some order, but hardly what the author meant.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use xpath::{NodeId, Tree};

/// What calculations and conditions need, by the node that they belong to.
#[derive(Debug, Default)]
pub(super) struct Needs {
    by_node: BTreeMap<NodeId, BTreeSet<NodeId>>,
}

impl Needs {
    pub(super) fn add(&mut self, node: NodeId, needs: &BTreeSet<NodeId>) {
        self.by_node.entry(node).or_default().extend(needs);
    }

    /// One circle, its first node again at the end. Within a repeat a value may depend on the
    /// same question in another instance: nodes in `repeated` are left out.
    pub(super) fn circle(&self, tree: &Tree, repeated: &[NodeId]) -> Option<Vec<NodeId>> {
        let is_repeated = |node: NodeId| {
            std::iter::successors(Some(node), |&n| tree.parent(n)).any(|n| repeated.contains(&n))
        };
        let mut next: HashMap<NodeId, Vec<NodeId>> = HashMap::new();
        for &node in self.by_node.keys() {
            if is_repeated(node) {
                continue;
            }
            // Whether something is asked also depends on what is around it, and the value of a
            // group is what is within.
            let around = std::iter::successors(Some(node), |&n| tree.parent(n));
            let direct = around.filter_map(|n| self.by_node.get(&n)).flatten();
            let mut needs: BTreeSet<NodeId> = BTreeSet::new();
            for &needed in direct {
                needs.insert(needed);
                needs.extend(tree.descendants(needed));
            }
            needs.retain(|n| self.by_node.contains_key(n) && !is_repeated(*n));
            next.insert(node, needs.into_iter().collect());
        }
        let mut done: BTreeSet<NodeId> = BTreeSet::new();
        for &start in self.by_node.keys() {
            // The way from the start, with how many of its needs were followed.
            let mut way: Vec<(NodeId, usize)> = vec![(start, 0)];
            while let Some((node, followed)) = way.last_mut() {
                let needed = next
                    .get(node)
                    .and_then(|needs| needs.get(*followed))
                    .copied();
                let Some(needed) = needed.filter(|_| !done.contains(node)) else {
                    done.insert(*node);
                    way.pop();
                    continue;
                };
                *followed += 1;
                if let Some(at) = way.iter().position(|(n, _)| *n == needed) {
                    let circle = way[at..].iter().map(|(n, _)| *n);
                    return Some(circle.chain([needed]).collect());
                }
                if !done.contains(&needed) {
                    way.push((needed, 0));
                }
            }
        }
        None
    }
}
