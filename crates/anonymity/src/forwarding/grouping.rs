// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Which records leave together.
//!
//! The cost of a release is the loss of all that leave plus, for every record that stays, what
//! waiting is worth. Finding the cheapest groups is NP-hard (Meyerson, Williams, *On the complexity of
//! optimal k-anonymity*, PODS 2004), so this is a search in two parts, both without chance:
//!
//! 1. [`by_nodes`]: for every combination of levels, ordered by mean loss, the groups that are
//!    large enough within the limits of their members;
//! 2. [`improve`](super::improve): single records move, groups dissolve and new ones are gathered
//!    around single records, as long as the cost falls.
//!
//! Every group is written at the finest levels at which its members agree.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::improve::Search;
use super::pool::{Cluster, Levels, Pool, narrow};

/// How many comparisons of two records a search may cost.
const WORK: u64 = 2_000_000;

/// Up to how many records groups are also gathered around every single one.
const FEW: usize = 250;

/// The groups that leave.
pub(crate) fn groups(pool: &Pool<'_>) -> Vec<Cluster> {
    let mut best = Search::new(pool, by_nodes(pool), WORK);
    best.run();
    if pool.items.len() <= FEW {
        let mut other = Search::new(pool, by_seeds(pool), WORK);
        other.run();
        if other.total() < best.total() {
            best = other;
        }
    }
    let mut groups = best.into_groups();
    groups.sort_by(|a, b| a.members.cmp(&b.members));
    groups
}

/// Always the group with the smallest loss that can be gathered around a single record, until none
/// is cheaper than waiting.
fn by_seeds(pool: &Pool<'_>) -> Vec<Cluster> {
    let mut left = vec![false; pool.items.len()];
    let mut heap: BinaryHeap<Reverse<(u64, usize, Vec<usize>)>> = BinaryHeap::new();
    for seed in 0..pool.items.len() {
        heap.extend(around(pool, seed, &left));
    }
    let mut groups = Vec::new();
    while let Some(Reverse((_, seed, members))) = heap.pop() {
        if left[seed] {
            continue;
        }
        if members.iter().any(|member| left[*member]) {
            heap.extend(around(pool, seed, &left));
            continue;
        }
        for member in &members {
            left[*member] = true;
        }
        groups.extend(pool.cluster(members));
    }
    groups
}

/// The cheapest sound group around an item among those that have not left, with its loss.
fn around(
    pool: &Pool<'_>,
    seed: usize,
    left: &[bool],
) -> Option<Reverse<(u64, usize, Vec<usize>)>> {
    let mut cluster = pool.cluster(vec![seed])?;
    while !pool.is_sound(&cluster.members) {
        let best = (0..pool.items.len())
            .filter(|item| !left[*item] && !cluster.members.contains(item))
            .filter_map(|item| Some((pool.cover(seed, &cluster.levels, item)?.1, item)))
            .filter(|(loss, item)| *loss <= cluster.limit.min(pool.items[*item].limit))
            .min()?;
        cluster = pool.grown(&cluster, best.1)?;
    }
    let pays = cluster.cost() <= pool.waiting(&cluster.members);
    pays.then_some(Reverse((cluster.loss, seed, cluster.members)))
}

/// For every node, finest first, the groups at it that are sound and cheaper than waiting.
fn by_nodes(pool: &Pool<'_>) -> Vec<Cluster> {
    let mut waiting: Vec<usize> = (0..pool.items.len()).collect();
    let mut groups = Vec::new();
    let mut left = vec![false; pool.items.len()];
    for levels in nodes(pool) {
        let mut buckets: Vec<(Vec<u32>, usize)> = waiting
            .iter()
            .filter(|item| pool.loss(**item, &levels) <= pool.items[**item].limit)
            .map(|item| (tuple(pool, *item, &levels), *item))
            .collect();
        buckets.sort_unstable();
        for bucket in buckets.chunk_by(|(one, _), (other, _)| one == other) {
            let members: Vec<usize> = bucket.iter().map(|(_, item)| *item).collect();
            if !pool.is_sound(&members) {
                continue;
            }
            let Some(cluster) = pool.cluster(members) else {
                continue;
            };
            if cluster.cost() <= pool.waiting(&cluster.members) {
                for member in &cluster.members {
                    left[*member] = true;
                }
                groups.push(cluster);
            }
        }
        waiting.retain(|item| !left[*item]);
    }
    groups
}

fn tuple(pool: &Pool<'_>, item: usize, levels: &Levels) -> Vec<u32> {
    (0..pool.dimensions.len())
        .map(|column| pool.code(item, column, usize::from(levels[column])))
        .collect()
}

/// All combinations of levels, by the mean loss of the pool at them.
fn nodes(pool: &Pool<'_>) -> Vec<Levels> {
    let mut nodes = vec![(0_u64, Levels::default())];
    for (column, dimension) in pool.dimensions.iter().enumerate() {
        let means: Vec<u64> = (0..dimension.depth())
            .map(|level| {
                pool.items
                    .iter()
                    .map(|item| u64::from(dimension.loss(level, item.leaves[column])))
                    .sum()
            })
            .collect();
        nodes = nodes
            .into_iter()
            .flat_map(|(loss, levels)| {
                let means = &means;
                (dimension.finest..=dimension.coarsest).map(move |level| {
                    let mut levels = levels;
                    levels[column] = narrow(level);
                    (loss + means[level], levels)
                })
            })
            .collect();
    }
    nodes.sort_unstable();
    nodes.into_iter().map(|(_, levels)| levels).collect()
}
