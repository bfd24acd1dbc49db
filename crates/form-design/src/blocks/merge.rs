// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A copy, the version it was taken from and a newer version, brought together item by item.

use std::collections::{BTreeMap, BTreeSet};

use forms::Choice;
use serde_json::{Map, Value, json};

use super::keys::{Clash, Judge, objects, order, three_way};
use super::tree::Tree;

/// Decides clashes, and notes them.
pub(super) struct Decider<'a> {
    /// The item or list that is looked at.
    pub(super) about: String,
    /// Clashes in which the block counts, as [`clash_key`] names them.
    pub(super) theirs: &'a BTreeSet<String>,
    /// All clashes: the item or list, and what differs.
    pub(super) found: Vec<(String, Clash)>,
}

/// What names a clash: an item or list, and what differs about it.
pub(super) fn clash_key(about: &str, key: &str) -> String {
    if key.is_empty() {
        about.to_owned()
    } else {
        format!("{about}::{key}")
    }
}

impl Judge for Decider<'_> {
    fn takes_theirs(&mut self, clash: Clash) -> bool {
        let theirs = self.theirs.contains(&clash_key(&self.about, &clash.key));
        self.found.push((self.about.clone(), clash));
        theirs
    }
}

/// What came of it.
pub(super) struct Merged {
    pub(super) props: BTreeMap<String, Map<String, Value>>,
    children: BTreeMap<String, Vec<String>>,
}

impl Merged {
    pub(super) fn children(&self, id: &str) -> &[String] {
        self.children.get(id).map_or(&[], Vec::as_slice)
    }
}

/// Brings three states together. `root` is in all of them.
pub(super) fn trees(
    root: &str,
    (base, mine, theirs): (&Tree, &Tree, &Tree),
    decider: &mut Decider<'_>,
) -> Merged {
    let kept = kept(root, (base, mine, theirs), decider);
    let mut props = BTreeMap::new();
    let none = Map::new();
    for id in &kept {
        decider.about.clone_from(id);
        let merged = match (mine.props(id), theirs.props(id)) {
            (Some(mine), Some(theirs)) => {
                let base = base.props(id).unwrap_or(&none);
                objects("", base, mine, theirs, decider)
            }
            (Some(one), None) | (None, Some(one)) => one.clone(),
            (None, None) => continue,
        };
        props.insert(id.clone(), merged);
    }
    let parents = parents(root, (base, mine, theirs), &kept);
    let mut inner: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (id, parent) in &parents {
        inner.entry(parent).or_default().insert(id.clone());
    }
    let children = inner
        .into_iter()
        .map(|(id, kept)| {
            let all = order(
                base.children(id),
                mine.children(id),
                theirs.children(id),
                &kept,
            );
            (id.to_owned(), all)
        })
        .collect();
    Merged { props, children }
}

/// The items that stay.
fn kept(
    root: &str,
    (base, mine, theirs): (&Tree, &Tree, &Tree),
    decider: &mut Decider<'_>,
) -> BTreeSet<String> {
    let mut kept = BTreeSet::from([root.to_owned()]);
    let mut seen: BTreeSet<&String> = BTreeSet::new();
    for id in mine.order.iter().chain(&theirs.order) {
        if id == root || !seen.insert(id) {
            continue;
        }
        let is_changed = |tree: &Tree| {
            tree.props(id) != base.props(id)
                || tree.children(id).iter().any(|inner| !base.has(inner))
        };
        decider.about.clone_from(id);
        let mut clash = |mine: bool| {
            decider.takes_theirs(Clash {
                key: String::new(),
                mine: json!(mine),
                theirs: json!(!mine),
            })
        };
        let stays = match (base.has(id), mine.has(id), theirs.has(id)) {
            (true, true, false) => is_changed(mine) && !clash(true),
            (true, false, true) => is_changed(theirs) && clash(false),
            _ => true,
        };
        if stays {
            kept.insert(id.clone());
        }
    }
    kept
}

/// In what each item lies; the root in nothing.
fn parents(
    root: &str,
    (base, mine, theirs): (&Tree, &Tree, &Tree),
    kept: &BTreeSet<String>,
) -> BTreeMap<String, String> {
    let above = |tree: &Tree, id: &str| {
        let mut at = tree.parent(id);
        while let Some(parent) = at {
            if kept.contains(parent) {
                return parent.to_owned();
            }
            at = tree.parent(parent);
        }
        root.to_owned()
    };
    let mut all: BTreeMap<String, String> = kept
        .iter()
        .filter(|id| *id != root)
        .map(|id| {
            let is_there = theirs.has(id);
            let was_moved = !mine.has(id) || mine.parent(id) == base.parent(id);
            let tree = if is_there && was_moved { theirs } else { mine };
            (id.clone(), above(tree, id))
        })
        .collect();
    let leads_up = |all: &BTreeMap<String, String>, id: &str| {
        let mut at = id;
        for _ in 0..=all.len() {
            match all.get(at) {
                Some(parent) => at = parent,
                None => return true,
            }
        }
        false
    };
    // Two groups that were put into each other, one here and one there, stay as they are here.
    if all.keys().any(|id| !leads_up(&all, id)) {
        for (id, parent) in &mut all {
            let tree = if mine.has(id) { mine } else { theirs };
            *parent = above(tree, id);
        }
    }
    all
}

/// A list in one state, if it is there.
type Choices<'a> = Option<&'a [Choice]>;

/// A list of choices in three states; nothing if none of it is left.
pub(super) fn list(
    (base, mine, theirs): (Choices<'_>, Choices<'_>, Choices<'_>),
    decider: &mut Decider<'_>,
) -> Option<Vec<Choice>> {
    if mine == theirs || base == theirs {
        return mine.map(<[Choice]>::to_vec);
    }
    if base == mine {
        return theirs.map(<[Choice]>::to_vec);
    }
    let (Some(here), Some(there)) = (mine, theirs) else {
        return mine.or(theirs).map(<[Choice]>::to_vec);
    };
    let by_code = |list: &[Choice]| -> Map<String, Value> {
        list.iter()
            .map(|choice| (choice.code.clone(), json!(choice)))
            .collect()
    };
    let codes = |list: &[Choice]| -> Vec<String> {
        list.iter().map(|choice| choice.code.clone()).collect()
    };
    let before = base.unwrap_or_default();
    let of_base = by_code(before);
    let (of_mine, of_theirs) = (by_code(here), by_code(there));
    // Choices that share a code cannot be told apart.
    if of_mine.len() != here.len() || of_theirs.len() != there.len() {
        let states = (json!(before), json!(here), json!(there));
        let states = (Some(&states.0), Some(&states.1), Some(&states.2));
        let one = three_way("", states, decider)?;
        return serde_json::from_value(one).ok();
    }
    let mut merged = objects("", &of_base, &of_mine, &of_theirs, decider);
    let kept = merged.keys().cloned().collect();
    let order = order(&codes(before), &codes(here), &codes(there), &kept);
    let choices = order.iter().filter_map(|code| {
        let choice = merged.remove(code)?;
        serde_json::from_value(choice).ok()
    });
    Some(choices.collect())
}
