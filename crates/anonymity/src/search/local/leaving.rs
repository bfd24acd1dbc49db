// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! All rows of a group leave together, or none does.

use super::moving::{Groups, ROUNDING, Way};
use super::near::Neighbourhood;

impl Groups<'_, '_> {
    /// Lets all rows of a group go, if less is lost by it.
    pub(super) fn dissolve(&mut self, group: u32, order: &Neighbourhood) {
        let rows = self.members[group as usize].clone();
        let lost = rows.len() as f64 * self.cost[group as usize];
        let mut ways = Vec::with_capacity(rows.len());
        let mut together = 0.0;
        for &row in &rows {
            let candidates = order.of(self, row);
            let Some(way) = self.best_way(row, group, &candidates, lost - together) else {
                return;
            };
            together += way.cost;
            ways.push((row, way));
        }
        if together >= lost - ROUNDING || self.checks.look_beside() && !self.all_hold(&ways) {
            return;
        }
        // One after the other, each by the best way that is there then. Two rows that wanted the same
        // group may find it coarser, never coarser than both of them need.
        let before = self.snapshot(&ways, group);
        let was = self.loss_around(&before);
        let made = self.members.len();
        let mut done = true;
        for (row, _) in ways {
            let mut candidates = order.of(self, row);
            candidates.extend(made as u32..self.members.len() as u32);
            let way = self.best_way(row, group, &candidates, f64::INFINITY);
            done =
                done && way.is_some_and(|way| {
                    before.iter().any(|(kept, _)| *kept == way.group) || way.group as usize >= made
                }) && way.is_some_and(|way| self.go(row, way));
            if !done {
                break;
            }
        }
        let fresh: f64 = (made..self.members.len())
            .map(|group| self.members[group].len() as f64 * self.cost[group])
            .sum();
        if !done || self.loss_around(&before) + fresh >= was - ROUNDING {
            self.restore(before, made);
        }
    }

    /// Whether every way is one that criteria allow, taken alone.
    fn all_hold(&mut self, ways: &[(u32, Way)]) -> bool {
        ways.iter()
            .all(|&(row, way)| way.lends || self.holds_with(way.group, row))
    }

    fn snapshot(&self, ways: &[(u32, Way)], own: u32) -> Vec<(u32, Vec<u32>)> {
        let mut groups: Vec<u32> = ways.iter().map(|(_, way)| way.group).collect();
        groups.push(own);
        groups.sort_unstable();
        groups.dedup();
        groups
            .into_iter()
            .map(|group| (group, self.members[group as usize].clone()))
            .collect()
    }

    fn loss_around(&self, groups: &[(u32, Vec<u32>)]) -> f64 {
        groups
            .iter()
            .map(|(group, _)| {
                self.members[*group as usize].len() as f64 * self.cost[*group as usize]
            })
            .sum()
    }

    fn restore(&mut self, groups: Vec<(u32, Vec<u32>)>, made: usize) {
        self.members.truncate(made);
        self.cost.truncate(made);
        self.levels.truncate(made * self.columns);
        self.values.truncate(made * self.columns);
        for (group, members) in groups {
            for &row in &members {
                self.group_of[row as usize] = group;
            }
            self.members[group as usize] = members;
            self.settle(group);
        }
    }
}
