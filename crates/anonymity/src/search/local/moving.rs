// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Rows move to groups where less is lost.
//!
//! For a row of a costly group, three things are compared: to join a group, which then becomes as
//! coarse as the row needs; to make a new group of the row and members that a large group can
//! spare; and to stay. If a group cannot spare a row, all its rows may leave together.

use super::super::Levels;
use super::super::Prepared;
use super::super::Watch;
use super::super::checks::{Checks, Judgement, Scratch};
use super::super::keys::Key;
use super::super::recode::{Group, Recoding};
use super::Members;
use super::near::Neighbourhood;

/// Passes over all groups; the last ones gain little.
const PASSES: usize = 12;

/// A pass that gains less than this share of the loss is the last one.
const LEAST_GAIN: f64 = 5e-4;

/// Of larger groups it is not asked whether they would be finer without a row.
const LARGE: usize = 200;

/// Gains below this are rounding.
pub(super) const ROUNDING: f64 = 1e-9;

pub(super) struct Groups<'p, 'a> {
    pub(super) watch: &'p Watch,
    pub(super) columns: usize,
    pub(super) rows: usize,
    pub(super) costs: &'p [Levels],
    pub(super) codes: Vec<&'a [u32]>,
    pub(super) checks: &'p Checks<'a>,
    pub(super) k: usize,
    /// Per column: level · values + value → what a row loses there, already divided by the columns.
    pub(super) parts: Vec<Vec<f64>>,
    pub(super) members: Vec<Vec<u32>>,
    pub(super) group_of: Vec<u32>,
    /// Per group and column: the level.
    pub(super) levels: Vec<u8>,
    /// Per group and column: a value of one of its rows.
    pub(super) values: Vec<u32>,
    /// Per group: what each row loses.
    pub(super) cost: Vec<f64>,
    pub(super) scratch: Scratch,
}

/// Where a row could go.
#[derive(Clone, Copy)]
pub(super) struct Way {
    pub(super) group: u32,
    /// Whether it takes members of the group with it into a new one.
    pub(super) lends: bool,
    /// What is lost more, over all rows.
    pub(super) cost: f64,
}

impl<'p, 'a> Groups<'p, 'a> {
    pub(super) fn new<K: Key>(of: &'p Prepared<'a, K>, begun: Recoding) -> Self {
        let columns = of.costs.columns.len();
        let parts = of
            .costs
            .columns
            .iter()
            .map(|column| {
                (0..=column.height())
                    .flat_map(|level| {
                        (0..column.label_of[0].len())
                            .map(move |value| column.part(level, value) / columns as f64)
                    })
                    .collect()
            })
            .collect();
        let mut groups = Self {
            watch: of.watch,
            columns,
            rows: begun.group_of.len(),
            costs: &of.costs.columns,
            codes: (0..columns).map(|column| of.codes(column)).collect(),
            checks: &of.checks,
            k: of.checks.smallest_class() as usize,
            parts,
            members: Vec::new(),
            group_of: begun.group_of,
            levels: Vec::new(),
            values: Vec::new(),
            cost: Vec::new(),
            scratch: Scratch::default(),
        };
        // Suppressed rows are a group of their own while members are sorted.
        let count = begun.groups.len();
        let classes: Vec<u32> = groups
            .group_of
            .iter()
            .map(|&group| group.min(count as u32))
            .collect();
        let members = Members::of(&classes, count + 1);
        for group in 0..count as u32 {
            groups.add(members.at(group).to_vec());
        }
        for &row in members.at(count as u32) {
            groups.shelter(row);
        }
        groups
    }

    /// A row that found no group goes where it costs least, if it may.
    fn shelter(&mut self, row: u32) {
        let mut ways: Vec<(f64, u32)> = (0..self.members.len() as u32)
            .filter(|&group| !self.members[group as usize].is_empty())
            .map(|group| (self.joining(row, group), group))
            .collect();
        ways.sort_unstable_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        for (cost, group) in ways {
            if cost >= 1.0 && !self.checks.look_beside() {
                break;
            }
            if self.holds_with(group, row) {
                self.join(row, group);
                return;
            }
        }
    }

    pub(super) fn value(&self, row: u32, column: usize) -> u32 {
        self.codes[column][row as usize]
    }

    /// The finest level at which two values have the same label, not below `from`.
    #[inline]
    fn meet(&self, column: usize, from: u8, one: u32, other: u32) -> u8 {
        if one == other {
            return from;
        }
        let labels = &self.costs[column].label_of;
        let mut level = usize::from(from);
        while level + 1 < labels.len()
            && labels[level][one as usize] != labels[level][other as usize]
        {
            level += 1;
        }
        level as u8
    }

    #[inline]
    fn part(&self, column: usize, level: u8, value: u32) -> f64 {
        let values = self.costs[column].label_of[0].len();
        self.parts[column][usize::from(level) * values + value as usize]
    }

    /// The levels that rows need together.
    fn levels_of(&self, rows: &[u32]) -> Vec<u8> {
        let mut levels = vec![0_u8; self.columns];
        if let Some((&first, rest)) = rows.split_first() {
            for (column, level) in levels.iter_mut().enumerate() {
                let value = self.value(first, column);
                for &row in rest {
                    *level = self.meet(column, *level, value, self.value(row, column));
                }
            }
        }
        levels
    }

    /// What each of some rows loses at these levels.
    fn cost_at(&self, levels: &[u8], row: u32) -> f64 {
        levels
            .iter()
            .enumerate()
            .map(|(column, &level)| self.part(column, level, self.value(row, column)))
            .sum()
    }

    fn add(&mut self, rows: Vec<u32>) -> u32 {
        let group = self.members.len() as u32;
        self.levels.extend(std::iter::repeat_n(0, self.columns));
        self.values.extend(std::iter::repeat_n(0, self.columns));
        self.cost.push(0.0);
        self.members.push(rows);
        for at in 0..self.members[group as usize].len() {
            let row = self.members[group as usize][at];
            self.group_of[row as usize] = group;
        }
        self.settle(group);
        group
    }

    /// Brings levels and cost of a group to what its members need.
    pub(super) fn settle(&mut self, group: u32) {
        let at = group as usize;
        let Some(&first) = self.members[at].first() else {
            self.cost[at] = 0.0;
            return;
        };
        let levels = self.levels_of(&self.members[at]);
        self.cost[at] = self.cost_at(&levels, first);
        for (column, level) in levels.into_iter().enumerate() {
            self.levels[at * self.columns + column] = level;
            self.values[at * self.columns + column] = self.value(first, column);
        }
    }

    /// What each member of a group would lose with a row more.
    #[inline]
    fn cost_with(&self, row: u32, group: u32, at_most: f64) -> f64 {
        let base = group as usize * self.columns;
        let mut cost = 0.0;
        for column in 0..self.columns {
            let value = self.value(row, column);
            let level = self.meet(
                column,
                self.levels[base + column],
                self.values[base + column],
                value,
            );
            cost += self.part(column, level, value);
            if cost > at_most {
                return f64::INFINITY;
            }
        }
        cost
    }

    /// What is lost more, over all rows, when a row joins a group.
    fn joining(&self, row: u32, group: u32) -> f64 {
        let size = self.members[group as usize].len() as f64;
        (size + 1.0) * self.cost_with(row, group, f64::INFINITY) - size * self.cost[group as usize]
    }

    fn holds(&mut self, rows: &[u32]) -> bool {
        let members = rows.iter().map(|&row| (row, 1));
        self.checks
            .judge(rows.len() as u32, &members, &mut self.scratch)
            == Judgement::Stays
    }

    /// Whether a group with a row more satisfies the criteria.
    pub(super) fn holds_with(&mut self, group: u32, row: u32) -> bool {
        if !self.checks.look_beside() {
            return true;
        }
        let mut rows = self.members[group as usize].clone();
        rows.push(row);
        self.holds(&rows)
    }

    fn join(&mut self, row: u32, group: u32) {
        self.members[group as usize].push(row);
        self.group_of[row as usize] = group;
        let base = group as usize * self.columns;
        let mut cost = 0.0;
        for column in 0..self.columns {
            let value = self.value(row, column);
            let level = self.meet(
                column,
                self.levels[base + column],
                self.values[base + column],
                value,
            );
            self.levels[base + column] = level;
            cost += self.part(column, level, value);
        }
        self.cost[group as usize] = cost;
    }

    fn leave(&mut self, row: u32) {
        let group = self.group_of[row as usize];
        self.members[group as usize].retain(|&member| member != row);
        self.settle(group);
    }

    /// The best way for a row that loses less than `below`, among the candidates.
    pub(super) fn best_way(
        &self,
        row: u32,
        own: u32,
        candidates: &[u32],
        below: f64,
    ) -> Option<Way> {
        let mut best: Option<Way> = None;
        let mut least = below;
        let k = self.k as f64;
        for &group in candidates {
            let size = self.members[group as usize].len();
            if group == own || size == 0 {
                continue;
            }
            let now = self.cost[group as usize];
            let size_after = size as f64 + 1.0;
            // Above this cost neither way is better than the best one.
            let join_at_most = (least + size as f64 * now) / size_after;
            let lends = size + 1 >= 2 * self.k && self.k > 1;
            let lend_at_most = if lends {
                (least + (k - 1.0) * now) / k
            } else {
                0.0
            };
            let with = self.cost_with(row, group, join_at_most.max(lend_at_most));
            if with.is_infinite() {
                continue;
            }
            let join = size_after * with - size as f64 * now;
            if join < least {
                least = join;
                best = Some(Way {
                    group,
                    lends: false,
                    cost: join,
                });
            }
            if lends {
                let lend = k * with - (k - 1.0) * now;
                if lend < least {
                    least = lend;
                    best = Some(Way {
                        group,
                        lends: true,
                        cost: lend,
                    });
                }
            }
        }
        best
    }

    /// Moves rows until a pass gains next to nothing.
    pub(super) fn improve(&mut self) {
        for _ in 0..PASSES {
            let before = self.loss();
            let order = self.neighbourhood();
            let mut costly: Vec<u32> = (0..self.members.len() as u32)
                .filter(|&group| self.cost[group as usize] > 0.0)
                .collect();
            costly.sort_by(|&one, &other| {
                self.cost[other as usize].total_cmp(&self.cost[one as usize])
            });
            for group in costly {
                if self.watch.is_stopped() {
                    return;
                }
                self.relieve(group, &order);
            }
            self.tidy();
            if before - self.loss() < before * LEAST_GAIN {
                return;
            }
        }
    }

    fn loss(&self) -> f64 {
        self.members
            .iter()
            .zip(&self.cost)
            .map(|(members, cost)| members.len() as f64 * cost)
            .sum()
    }

    /// Lets rows of a group go where less is lost.
    fn relieve(&mut self, group: u32, order: &Neighbourhood) {
        let rows = self.members[group as usize].clone();
        for row in rows {
            let size = self.members[group as usize].len();
            let cost = self.cost[group as usize];
            if size <= self.k || cost <= 0.0 || self.group_of[row as usize] != group {
                continue;
            }
            let rest = |groups: &Self| -> Vec<u32> {
                groups.members[group as usize]
                    .iter()
                    .copied()
                    .filter(|&member| member != row)
                    .collect()
            };
            let after = if size > LARGE {
                cost
            } else {
                let rest = rest(self);
                self.cost_at(&self.levels_of(&rest), rest[0])
            };
            let gain = size as f64 * cost - (size - 1) as f64 * after;
            let candidates = order.of(self, row);
            let Some(way) = self.best_way(row, group, &candidates, gain - ROUNDING) else {
                continue;
            };
            if self.checks.look_beside() {
                let rest = rest(self);
                if !self.holds(&rest) {
                    continue;
                }
            }
            self.go(row, way);
        }
        if !self.members[group as usize].is_empty()
            && self.members[group as usize].len() < 3 * self.k
        {
            self.dissolve(group, order);
        }
    }

    /// Takes a way; whether the criteria allowed it.
    pub(super) fn go(&mut self, row: u32, way: Way) -> bool {
        if !way.lends {
            if !self.holds_with(way.group, row) {
                return false;
            }
            self.leave(row);
            self.join(row, way.group);
            return true;
        }
        // The members that lose least with the row.
        let lender = &self.members[way.group as usize];
        let mut near: Vec<(f64, u32)> = lender
            .iter()
            .map(|&member| (self.cost_at(&self.levels_of(&[row, member]), row), member))
            .collect();
        near.sort_by(|one, other| one.0.total_cmp(&other.0));
        let (lent, kept) = near.split_at(self.k - 1);
        let mut rows = vec![row];
        rows.extend(lent.iter().map(|(_, member)| member));
        let kept: Vec<u32> = kept.iter().map(|(_, member)| *member).collect();
        if self.checks.look_beside() && !(self.holds(&rows) && self.holds(&kept)) {
            return false;
        }
        self.leave(row);
        self.members[way.group as usize] = kept;
        self.settle(way.group);
        self.add(rows);
        true
    }

    /// Takes empty groups out.
    fn tidy(&mut self) {
        let members = std::mem::take(&mut self.members);
        self.levels.clear();
        self.values.clear();
        self.cost.clear();
        for rows in members {
            if !rows.is_empty() {
                self.add(rows);
            }
        }
    }

    pub(super) fn recoding(mut self) -> Recoding {
        self.tidy();
        debug_assert_eq!(self.group_of.len(), self.rows);
        let groups = (0..self.members.len())
            .map(|group| Group {
                levels: self.levels[group * self.columns..(group + 1) * self.columns].into(),
                row: self.members[group][0],
            })
            .collect();
        Recoding {
            groups,
            group_of: self.group_of,
        }
    }
}
