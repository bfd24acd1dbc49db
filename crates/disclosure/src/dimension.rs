// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A dimension of a table: categories by their keys. Belongs here: which key is which node of the tree. Not: words for people.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::hierarchy::{Hierarchy, HierarchyError};

/// The key of the total of a flat dimension.
pub const TOTAL: &str = "*";

/// A dimension: age, sex, kind, place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Draft", into = "Draft")]
pub struct Dimension {
    name: String,
    keys: Vec<String>,
    tree: Hierarchy,
}

/// How a dimension is written down: each category after the one that it is a part of, the total first.
#[derive(Serialize, Deserialize)]
struct Draft {
    name: String,
    categories: Vec<Category>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Category {
    key: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    within: Option<String>,
}

/// Why it is no dimension.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DimensionError {
    /// A key that is empty or stands twice.
    #[error("the key “{0}” is empty or stands twice")]
    Key(String),
    /// A category within one that does not stand before it.
    #[error("“{0}” does not stand before its parts")]
    Within(String),
    /// No total, or two.
    #[error(transparent)]
    Tree(#[from] HierarchyError),
}

impl Dimension {
    /// Categories by their keys, each with the one that it is a part of; the total stands first and is a part of none.
    pub fn new<'a>(
        name: &str,
        categories: impl IntoIterator<Item = (&'a str, Option<&'a str>)>,
    ) -> Result<Self, DimensionError> {
        let mut nodes = BTreeMap::new();
        let (mut keys, mut parents) = (Vec::new(), Vec::new());
        for (key, within) in categories {
            let parent = within
                .map(|within| {
                    let node = nodes.get(within).copied();
                    node.ok_or_else(|| DimensionError::Within(within.to_owned()))
                })
                .transpose()?;
            if key.trim().is_empty() || nodes.insert(key, keys.len()).is_some() {
                return Err(DimensionError::Key(key.to_owned()));
            }
            keys.push(key.to_owned());
            parents.push(parent);
        }
        Ok(Self {
            name: name.to_owned(),
            keys,
            tree: Hierarchy::new(parents)?,
        })
    }

    /// Categories without sums between them and the total ([`TOTAL`]).
    pub fn flat<'a>(
        name: &str,
        categories: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, DimensionError> {
        let categories = categories.into_iter().map(|key| (key, Some(TOTAL)));
        Self::new(name, std::iter::once((TOTAL, None)).chain(categories))
    }

    /// Its name in the dataset.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its sums.
    pub fn tree(&self) -> &Hierarchy {
        &self.tree
    }

    /// The key of a node.
    pub fn key(&self, node: usize) -> &str {
        &self.keys[node]
    }

    /// The node of a key.
    pub fn node(&self, key: &str) -> Option<usize> {
        self.keys.iter().position(|each| each == key)
    }
}

impl TryFrom<Draft> for Dimension {
    type Error = DimensionError;

    fn try_from(draft: Draft) -> Result<Self, DimensionError> {
        let categories = draft.categories.iter();
        Self::new(
            &draft.name,
            categories.map(|each| (each.key.as_str(), each.within.as_deref())),
        )
    }
}

impl From<Dimension> for Draft {
    fn from(dimension: Dimension) -> Self {
        let within = |node: usize| {
            let parent = dimension.tree.parent(node)?;
            Some(dimension.keys[parent].clone())
        };
        let categories = (0..dimension.keys.len())
            .map(|node| Category {
                key: dimension.keys[node].clone(),
                within: within(node),
            })
            .collect();
        Self {
            categories,
            name: dimension.name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_are_found_by_their_keys() {
        let age = Dimension::new(
            "age",
            [
                ("*", None),
                ("0-14", Some("*")),
                ("0-4", Some("0-14")),
                ("5-14", Some("0-14")),
                ("15+", Some("*")),
            ],
        )
        .unwrap();
        assert_eq!(age.node("5-14"), Some(3));
        assert_eq!(age.node("16+"), None);
        assert_eq!(age.key(1), "0-14");
        assert_eq!(age.tree().children(1), [2, 3]);
        let sex = Dimension::flat("sex", ["f", "m"]).unwrap();
        assert_eq!(sex.node(TOTAL), Some(0));
        assert_eq!(sex.tree(), &Hierarchy::flat(2));
    }

    #[test]
    fn keys_that_stand_twice_and_parts_of_nothing_are_refused() {
        assert_eq!(
            Dimension::flat("sex", ["f", "f"]),
            Err(DimensionError::Key("f".to_owned()))
        );
        assert_eq!(
            Dimension::flat("sex", [" "]),
            Err(DimensionError::Key(" ".to_owned()))
        );
        assert_eq!(
            Dimension::new("sex", [("*", None), ("f", Some("all"))]),
            Err(DimensionError::Within("all".to_owned()))
        );
        assert_eq!(
            Dimension::new("sex", [("*", None), ("f", None)]),
            Err(DimensionError::Tree(HierarchyError::SecondTotal(1)))
        );
    }
}
