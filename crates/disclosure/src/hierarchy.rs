// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Categories with sums of them. Belongs here: the tree of one dimension of a table.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A tree of categories: node 0 is the total, each parent stands before its children. The value of a node that has children
/// is the sum of theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Option<usize>>", into = "Vec<Option<usize>>")]
pub struct Hierarchy {
    parents: Vec<Option<usize>>,
    children: Vec<Vec<usize>>,
}

/// Why it is no tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum HierarchyError {
    /// Node 0 is missing or has a parent.
    #[error("node 0 is the total and has no parent")]
    NoTotal,
    /// A second node without a parent.
    #[error("node {0} has no parent and is not the total")]
    SecondTotal(usize),
    /// A parent that does not stand before its child.
    #[error("the parent of node {0} does not stand before it")]
    ParentBehind(usize),
}

impl Hierarchy {
    /// The tree with these parents.
    pub fn new(parents: Vec<Option<usize>>) -> Result<Self, HierarchyError> {
        if parents.first() != Some(&None) {
            return Err(HierarchyError::NoTotal);
        }
        let mut children = vec![Vec::new(); parents.len()];
        for (node, parent) in parents.iter().enumerate().skip(1) {
            let parent = parent.ok_or(HierarchyError::SecondTotal(node))?;
            if parent >= node {
                return Err(HierarchyError::ParentBehind(node));
            }
            children[parent].push(node);
        }
        Ok(Self { parents, children })
    }

    /// A total of so many categories.
    pub fn flat(categories: usize) -> Self {
        let mut parents = vec![Some(0); categories + 1];
        parents[0] = None;
        let mut children = vec![Vec::new(); categories + 1];
        children[0] = (1..=categories).collect();
        Self { parents, children }
    }

    /// How many nodes.
    pub fn len(&self) -> usize {
        self.parents.len()
    }

    /// Never: there is a total.
    pub fn is_empty(&self) -> bool {
        self.parents.is_empty()
    }

    /// The node that it is a part of.
    pub fn parent(&self, node: usize) -> Option<usize> {
        self.parents[node]
    }

    /// The nodes that it is the sum of.
    pub fn children(&self, node: usize) -> &[usize] {
        &self.children[node]
    }

    /// Whether nothing is a part of it.
    pub fn is_leaf(&self, node: usize) -> bool {
        self.children[node].is_empty()
    }
}

impl TryFrom<Vec<Option<usize>>> for Hierarchy {
    type Error = HierarchyError;

    fn try_from(parents: Vec<Option<usize>>) -> Result<Self, HierarchyError> {
        Self::new(parents)
    }
}

impl From<Hierarchy> for Vec<Option<usize>> {
    fn from(hierarchy: Hierarchy) -> Self {
        hierarchy.parents
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_has_one_total_and_parents_before_children() {
        let tree = Hierarchy::new(vec![None, Some(0), Some(1), Some(1), Some(0)]).unwrap();
        assert_eq!(tree.children(1), [2, 3]);
        assert!(tree.is_leaf(4));
        assert_eq!(
            Hierarchy::flat(2),
            Hierarchy::new(vec![None, Some(0), Some(0)]).unwrap()
        );
        assert_eq!(Hierarchy::new(vec![]), Err(HierarchyError::NoTotal));
        assert_eq!(
            Hierarchy::new(vec![None, None]),
            Err(HierarchyError::SecondTotal(1))
        );
        assert_eq!(
            Hierarchy::new(vec![None, Some(2), Some(0)]),
            Err(HierarchyError::ParentBehind(1))
        );
    }
}
