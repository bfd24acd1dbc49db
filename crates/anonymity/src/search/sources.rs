// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Classes of fine combinations, from which those of coarser ones are found faster than from the
//! table.
//!
//! The columns with the most values make most of the tuples. For the levels of these columns, with
//! all others as fine as can be, the classes are kept once they were needed; the least recently
//! used ones go first.

use std::collections::HashMap;
use std::sync::Arc;

use super::Prepared;
use super::grouping::{Grouping, Tuples};
use super::keys::Key;

/// For so many combinations of the largest columns classes may be kept.
const MOST_KINDS: usize = 24;

/// Classes are kept when they are wanted so often; before, it costs more than it saves.
const WANTED: u32 = 3;

/// So many tuples are kept beside the table's own, at about 20 bytes.
const MOST_TUPLES: usize = 1_500_000;

pub(crate) struct Sources<K> {
    /// Whether a column is one of the largest.
    large: Vec<bool>,
    /// Levels with their classes, the most recently used last.
    kept: Vec<(Vec<usize>, Arc<Tuples<K>>)>,
    wanted: HashMap<Vec<usize>, u32>,
}

impl<K: Key> Sources<K> {
    pub(crate) fn new(of: &Prepared<'_, K>) -> Self {
        let columns = &of.costs.columns;
        let mut by_size: Vec<usize> = (0..columns.len()).collect();
        by_size.sort_by_key(|&column| std::cmp::Reverse(columns[column].label_of[0].len()));
        let mut large = vec![false; columns.len()];
        let mut kinds = 1;
        // With very many tuples making and holding more of them costs more than it saves.
        let helps = of.base.len() < MOST_TUPLES / 10;
        for column in by_size.into_iter().filter(|_| helps) {
            kinds *= columns[column].height() + 1;
            if kinds > MOST_KINDS {
                break;
            }
            large[column] = true;
        }
        Self {
            large,
            kept: vec![(vec![0; columns.len()], Arc::clone(&of.base))],
            wanted: HashMap::new(),
        }
    }

    /// The levels of the classes that help with `levels`.
    pub(crate) fn kind(&self, levels: &[usize]) -> Vec<usize> {
        levels
            .iter()
            .zip(&self.large)
            .map(|(&level, &large)| if large { level } else { 0 })
            .collect()
    }

    /// Notes that classes are wanted; whether they should be made now.
    pub(crate) fn wants(&mut self, kind: &[usize]) -> bool {
        let place = self.kept.iter().position(|(levels, _)| levels == kind);
        if let Some(place) = place {
            if place > 0 {
                self.kept[place..].rotate_left(1);
            }
            return false;
        }
        let times = self.wanted.entry(kind.to_vec()).or_default();
        *times += 1;
        *times >= WANTED
    }

    /// The fewest tuples from which these levels can be made.
    pub(crate) fn best(&self, levels: &[usize]) -> Option<Arc<Tuples<K>>> {
        self.kept
            .iter()
            .filter(|(finer, _)| {
                finer
                    .iter()
                    .zip(levels)
                    .all(|(finer, level)| finer <= level)
            })
            .min_by_key(|(_, tuples)| tuples.len())
            .map(|(_, tuples)| Arc::clone(tuples))
    }

    /// Keeps classes; those that were not used for longest make room. The table's own stay.
    pub(crate) fn keep(&mut self, kind: Vec<usize>, tuples: Tuples<K>) {
        self.kept.push((kind, Arc::new(tuples)));
        let mut sum: usize = self.kept[1..].iter().map(|(_, tuples)| tuples.len()).sum();
        while sum > MOST_TUPLES && self.kept.len() > 2 {
            sum -= self.kept.remove(1).1.len();
        }
    }
}

impl<K: Key> Prepared<'_, K> {
    /// The classes of these levels, where rows that differ in what criteria look at stay apart.
    pub(crate) fn gather(&self, from: &Tuples<K>, levels: &[usize]) -> Tuples<K> {
        let mask = self.mask(levels);
        let mut grouping = Grouping::new();
        grouping.clear();
        for (at, &key) in from.keys.iter().enumerate() {
            let beside = from.beside.get(at).copied().unwrap_or(0);
            grouping.add(key.and(mask), beside, from.counts[at], from.rows[at]);
        }
        grouping.into_tuples(self.checks.look_beside())
    }
}
