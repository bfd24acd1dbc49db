// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Which groups a row may join: all of them, or with very many those that are alike.

use super::moving::Groups;

/// With more groups only the neighbours by key are candidates.
const ALL_GROUPS: usize = 8_000;

/// How many neighbours on each side, in each order.
const NEIGHBOURS: usize = 48;

impl Groups<'_, '_> {
    /// Who is near whom while a pass lasts.
    pub(super) fn neighbourhood(&self) -> Neighbourhood {
        let count = self.members.len();
        if count <= ALL_GROUPS {
            return Neighbourhood::All;
        }
        let orders = (0..3.min(self.columns))
            .map(|first| {
                let key = |value: &dyn Fn(usize) -> u32| -> Vec<u32> {
                    (0..self.columns)
                        .map(|at| {
                            let column = (at + first * self.columns / 3) % self.columns;
                            let levels = &self.costs[column].label_of;
                            levels[levels.len() / 2][value(column) as usize]
                        })
                        .collect()
                };
                let mut groups: Vec<(Vec<u32>, u32)> = (0..count as u32)
                    .map(|group| {
                        let base = group as usize * self.columns;
                        (key(&|column| self.values[base + column]), group)
                    })
                    .collect();
                groups.sort_unstable();
                groups
            })
            .collect();
        Neighbourhood::Sorted(orders)
    }
}

/// Which groups are asked.
pub(super) enum Neighbourhood {
    /// Every one.
    All,
    /// Those that stand near by their labels, in several orders of the columns.
    Sorted(Vec<Vec<(Vec<u32>, u32)>>),
}

impl Neighbourhood {
    pub(super) fn of(&self, groups: &Groups<'_, '_>, row: u32) -> Vec<u32> {
        let orders = match self {
            Self::All => return (0..groups.members.len() as u32).collect(),
            Self::Sorted(orders) => orders,
        };
        let mut near = Vec::with_capacity(orders.len() * 2 * NEIGHBOURS);
        for (first, order) in orders.iter().enumerate() {
            let key: Vec<u32> = (0..groups.columns)
                .map(|at| {
                    let column = (at + first * groups.columns / 3) % groups.columns;
                    let levels = &groups.costs[column].label_of;
                    levels[levels.len() / 2][groups.value(row, column) as usize]
                })
                .collect();
            let at = order.partition_point(|(other, _)| *other < key);
            let begin = at.saturating_sub(NEIGHBOURS);
            let end = (at + NEIGHBOURS).min(order.len());
            near.extend(order[begin..end].iter().map(|(_, group)| *group));
        }
        near.sort_unstable();
        near.dedup();
        near
    }
}
