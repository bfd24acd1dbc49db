// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What waits to be released, as numbers: tuples at all levels, limits, entities, sensitive values.

use super::dimension::Dimension;
use super::sensitive::Rule;
use crate::dominance::may_leave;

/// The largest number of columns of a tuple.
pub(crate) const LARGEST_TUPLE: usize = 16;

/// The level of every column of a group.
pub(crate) type Levels = [u8; LARGEST_TUPLE];

/// One record that waits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Item {
    /// The finest value in every dimension.
    pub(crate) leaves: Vec<u32>,
    /// The largest loss at which it may leave now, in millionths summed over the columns.
    pub(crate) limit: u64,
    /// What another release without it costs, in the same unit; at most the limit.
    pub(crate) waiting: u64,
    /// Whose record it is, for each kind of entity that is counted.
    pub(crate) entities: Vec<u32>,
    /// The values of the fields that have a rule about their variety.
    pub(crate) sensitive: Vec<u32>,
    /// What is summed.
    pub(crate) figures: Vec<i64>,
}

/// Records that wait, in an order that does not depend on the order in which they came.
#[derive(Debug)]
pub(crate) struct Pool<'a> {
    pub(crate) dimensions: &'a [Dimension],
    pub(crate) items: Vec<Item>,
    /// For each kind of entity how many different ones a group must have.
    minimums: Vec<u32>,
    rules: Vec<&'a Rule>,
    /// The percentages of the p%-rule.
    percents: Vec<u8>,
    /// Where the levels of a dimension begin in a row of `codes`.
    offsets: Vec<usize>,
    width: usize,
    codes: Vec<u32>,
    losses: Vec<u32>,
    meets: Vec<Meets>,
}

/// At which levels the values of a column agree: what the search asks for most.
#[derive(Debug)]
struct Meets {
    /// Item → the number of its finest value among those that occur.
    kinds: Vec<u32>,
    /// How many occur.
    count: usize,
    /// Value and value → the finest level at which they agree, from the finest that may leave on;
    /// [`APART`] if they differ at the coarsest. Empty where there are too many.
    levels: Vec<u8>,
}

/// No level that may leave.
const APART: u8 = u8::MAX;

/// The most pairs of values that are tabulated.
const MOST_PAIRS: usize = 4_000_000;

impl Meets {
    fn of(dimension: &Dimension, leaves: &[u32]) -> Self {
        let mut occurring = leaves.to_vec();
        occurring.sort_unstable();
        occurring.dedup();
        let count = occurring.len();
        let number = |leaf: &u32| {
            let place = occurring.partition_point(|known| known < leaf);
            u32::try_from(place).expect("there are fewer values than items")
        };
        let mut levels = Vec::new();
        if count * count <= MOST_PAIRS {
            levels.reserve(count * count);
            for one in &occurring {
                for other in &occurring {
                    let mut agreeing = dimension.finest..=dimension.coarsest;
                    let level = agreeing.find(|level| {
                        dimension.code(*level, *one) == dimension.code(*level, *other)
                    });
                    levels.push(level.map_or(APART, narrow));
                }
            }
        }
        Self {
            kinds: leaves.iter().map(number).collect(),
            count,
            levels,
        }
    }

    /// Nothing if that is not tabulated.
    fn level(&self, one: usize, other: usize) -> Option<u8> {
        let (one, other) = (self.kinds[one] as usize, self.kinds[other] as usize);
        self.levels.get(one * self.count + other).copied()
    }
}

/// Records that agree at these levels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cluster {
    /// Positions in the pool, ascending.
    pub(crate) members: Vec<usize>,
    /// The finest levels at which they agree.
    pub(crate) levels: Levels,
    /// The loss of one member, in millionths summed over the columns.
    pub(crate) loss: u64,
    /// The largest loss that all members allow.
    pub(crate) limit: u64,
}

impl Cluster {
    /// The loss of all members.
    pub(crate) fn cost(&self) -> u64 {
        self.loss * self.members.len() as u64
    }
}

impl<'a> Pool<'a> {
    pub(crate) fn new(
        dimensions: &'a [Dimension],
        items: Vec<Item>,
        minimums: Vec<u32>,
        rules: Vec<&'a Rule>,
        percents: Vec<u8>,
    ) -> Self {
        let mut offsets = Vec::with_capacity(dimensions.len());
        let mut width = 0;
        for dimension in dimensions {
            offsets.push(width);
            width += dimension.depth();
        }
        let mut codes = Vec::with_capacity(items.len() * width);
        let mut losses = Vec::with_capacity(items.len() * width);
        for item in &items {
            for (dimension, leaf) in dimensions.iter().zip(&item.leaves) {
                for level in 0..dimension.depth() {
                    codes.push(dimension.code(level, *leaf));
                    losses.push(dimension.loss(level, *leaf));
                }
            }
        }
        let meets = dimensions.iter().enumerate().map(|(column, dimension)| {
            let leaves: Vec<u32> = items.iter().map(|item| item.leaves[column]).collect();
            Meets::of(dimension, &leaves)
        });
        let meets = meets.collect();
        Self {
            dimensions,
            items,
            minimums,
            rules,
            percents,
            offsets,
            width,
            codes,
            losses,
            meets,
        }
    }

    /// The finest levels that may leave.
    pub(crate) fn finest(&self) -> Levels {
        let mut levels = Levels::default();
        for (level, dimension) in levels.iter_mut().zip(self.dimensions) {
            *level = narrow(dimension.finest);
        }
        levels
    }

    /// The loss of an item at these levels.
    pub(crate) fn loss(&self, item: usize, levels: &Levels) -> u64 {
        let row = item * self.width;
        self.offsets
            .iter()
            .zip(levels)
            .map(|(offset, level)| u64::from(self.losses[row + offset + usize::from(*level)]))
            .sum()
    }

    /// The value of an item in a column at a level.
    pub(crate) fn code(&self, item: usize, column: usize, level: usize) -> u32 {
        self.codes[item * self.width + self.offsets[column] + level]
    }

    /// The finest levels, from `levels` on, at which two items agree, with the loss of each; `None`
    /// if they differ at the coarsest levels that may leave.
    pub(crate) fn cover(&self, one: usize, levels: &Levels, other: usize) -> Option<(Levels, u64)> {
        let row = one * self.width;
        let mut covering = *levels;
        let mut loss = 0;
        for (column, meets) in self.meets.iter().enumerate() {
            let meet = match meets.level(one, other) {
                Some(level) => level,
                None => self.meet(column, one, other),
            };
            if meet == APART {
                return None;
            }
            let level = meet.max(levels[column]);
            covering[column] = level;
            loss += u64::from(self.losses[row + self.offsets[column] + usize::from(level)]);
        }
        Some((covering, loss))
    }

    /// The finest level that may leave at which two items agree in a column, or [`APART`].
    fn meet(&self, column: usize, one: usize, other: usize) -> u8 {
        let dimension = &self.dimensions[column];
        let mut levels = dimension.finest..=dimension.coarsest;
        levels
            .find(|level| self.code(one, column, *level) == self.code(other, column, *level))
            .map_or(APART, narrow)
    }

    /// The cluster of these items at the finest levels at which they agree.
    pub(crate) fn cluster(&self, mut members: Vec<usize>) -> Option<Cluster> {
        members.sort_unstable();
        let first = *members.first()?;
        let mut levels = self.finest();
        let mut loss = self.loss(first, &levels);
        let mut limit = self.items[first].limit;
        for member in &members[1..] {
            (levels, loss) = self.cover(first, &levels, *member)?;
            limit = limit.min(self.items[*member].limit);
        }
        Some(Cluster {
            members,
            levels,
            loss,
            limit,
        })
    }

    /// A cluster with one item more at its end.
    pub(crate) fn grown(&self, cluster: &Cluster, item: usize) -> Option<Cluster> {
        let (levels, loss) = self.cover(cluster.members[0], &cluster.levels, item)?;
        let mut members = cluster.members.clone();
        members.push(item);
        Some(Cluster {
            members,
            levels,
            loss,
            limit: cluster.limit.min(self.items[item].limit),
        })
    }

    /// Whether these items may be a group: enough different entities, enough variety.
    pub(crate) fn is_sound(&self, members: &[usize]) -> bool {
        let few = self.minimums.iter().max().copied().unwrap_or(1) as usize;
        if members.len() < few {
            return false;
        }
        let mut values = Vec::with_capacity(members.len());
        for (kind, minimum) in self.minimums.iter().enumerate() {
            values.clear();
            values.extend(
                members
                    .iter()
                    .map(|member| self.items[*member].entities[kind]),
            );
            values.sort_unstable();
            values.dedup();
            if values.len() < *minimum as usize {
                return false;
            }
        }
        let varied = self.rules.iter().enumerate().all(|(field, rule)| {
            rule.holds(
                members
                    .iter()
                    .map(|member| self.items[*member].sensitive[field]),
            )
        });
        varied
            && self.percents.iter().enumerate().all(|(measure, percent)| {
                let figures = members
                    .iter()
                    .map(|member| self.items[*member].figures[measure]);
                *percent == 0 || may_leave(figures, *percent)
            })
    }

    /// What another release without these items costs.
    pub(crate) fn waiting(&self, members: &[usize]) -> u64 {
        members
            .iter()
            .map(|member| self.items[*member].waiting)
            .sum()
    }
}

pub(crate) fn narrow(level: usize) -> u8 {
    u8::try_from(level).expect("a hierarchy has fewer than 256 levels")
}
