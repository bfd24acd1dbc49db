// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The difference test: what comparing two states of a ledger shows.

use std::collections::BTreeMap;

use super::document::{Group, ReleaseDocument};
use crate::canonical::canonical;

/// The smallest number of entities that the difference of any two states of a ledger shows, over **all**
/// pairs of states (the empty one before the first release included); `None` if nothing ever left.
///
/// A state is known by what it says about every tuple: how many entities left in groups of it, how many
/// were moved away from it, how many to it, how many were only counted. The difference of two states is
/// looked at one such number at a time, and a number that does not change shows nothing.
pub fn smallest_difference(documents: &[ReleaseDocument]) -> Option<u32> {
    smallest_among(documents.iter().map(|document| &document.wire().groups[..]))
}

/// The same of the groups of documents.
pub(crate) fn smallest_among<'g>(documents: impl IntoIterator<Item = &'g [Group]>) -> Option<u32> {
    // What is said → its value after each release that changes it. States in which it is the same need
    // not be compared twice.
    let mut said: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let mut add = |key: String, number: u32| {
        let values = said.entry(key).or_insert_with(|| vec![0]);
        let last = values.last().copied().unwrap_or(0);
        values.push(last + number);
    };
    for groups in documents {
        for group in groups {
            let number = group.fewest();
            match group {
                Group::Records { tuple, .. } => add(format!("in {}", canonical(tuple)), number),
                Group::Correction { from, to, .. } => {
                    add(format!("from {}", canonical(from)), number);
                    add(format!("to {}", canonical(to)), number);
                }
                Group::Count { .. } => add("count".to_owned(), number),
            }
        }
    }
    let mut smallest = None;
    for values in said.values() {
        for (position, one) in values.iter().enumerate() {
            let differences = values[position + 1..].iter().map(|other| other - one);
            smallest = differences.chain(smallest).filter(|n| *n > 0).min();
        }
    }
    smallest
}
