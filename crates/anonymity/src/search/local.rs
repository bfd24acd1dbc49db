// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Groups of their own levels each.
//!
//! First, combination by combination from fine to coarse, the classes of what is left that satisfy
//! the criteria become groups, and what finds none at all goes where it costs least. Then rows move
//! (`moving`), as long as less is lost by it. Every step leaves groups that satisfy the criteria.

mod leaving;
mod moving;
mod near;

use super::Prepared;
use super::checks::{Judgement, Scratch};
use super::grouping::{Grouping, Tuples};
use super::keys::Key;
use super::recode::{Group, OUT, Recoding};
use moving::Groups;

/// About so many tuples are looked at while groups are made; with more combinations than that allows,
/// some are passed over.
const MOST_LOOKS: u64 = 4_000_000_000;

impl<K: Key> Prepared<'_, K> {
    /// Rows in groups of their own levels each, none suppressed that can stay.
    pub(super) fn recode_locally(&self, levels: &[usize]) -> Recoding {
        let (class_of, classes) = self.finest();
        let begun = self.begin(&class_of, &classes);
        let out = begun.group_of.iter().filter(|&&group| group == OUT).count();
        let begun = if out as u64 > self.limit {
            // Only where criteria are in the way that more rows do not mend.
            self.recode(levels)
        } else {
            begun
        };
        let mut groups = Groups::new(self, begun);
        groups.improve();
        groups.recoding()
    }

    /// The tuples of all rows, and the tuple of each row.
    fn finest(&self) -> (Vec<u32>, Tuples<K>) {
        let mut grouping = Grouping::new();
        grouping.clear();
        let class_of = (0..self.extract.table.rows() as u32)
            .map(|row| grouping.add(self.key_of(row), 0, 1, row))
            .collect();
        (class_of, grouping.into_tuples(false))
    }

    /// Groups from fine to coarse.
    fn begin(&self, class_of: &[u32], classes: &Tuples<K>) -> Recoding {
        let members = Members::of(class_of, classes.len());
        let mut nodes: Vec<(f64, u32)> = (0..self.lattice.size())
            .map(|node| {
                let levels = self.lattice.levels(node);
                (crate::Metric::LossArith.floor(&self.costs, &levels), node)
            })
            .collect();
        nodes.sort_unstable_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        let looks = u64::from(self.lattice.size()) * classes.len() as u64;
        let step = (looks / MOST_LOOKS + 1) as usize;
        let top = self.lattice.top();
        let chosen = nodes
            .into_iter()
            .map(|(_, node)| node)
            .enumerate()
            .filter(|&(at, node)| at % step == 0 || node == top)
            .map(|(_, node)| node);
        let mut group_of_class = vec![OUT; classes.len()];
        let mut groups = Vec::new();
        let mut left: Vec<u32> = (0..classes.len() as u32).collect();
        let mut grouping = Grouping::new();
        let mut scratch = Scratch::default();
        for node in chosen {
            if left.is_empty() || self.watch.is_stopped() {
                break;
            }
            let levels = self.lattice.levels(node);
            let mask = self.mask(&levels);
            grouping.clear();
            for &class in &left {
                let at = class as usize;
                let group = grouping.add(
                    classes.keys[at].and(mask),
                    0,
                    classes.counts[at],
                    classes.rows[at],
                );
                grouping.class_of.push(group);
            }
            let enough = |count: u32| self.checks.judge_count(count) == Judgement::Stays;
            if !grouping.counts.iter().any(|&count| enough(count)) {
                continue;
            }
            let mut stays = vec![OUT; grouping.counts.len()];
            let among = Members::of(&grouping.class_of, grouping.counts.len());
            for (group, &count) in grouping.counts.iter().enumerate() {
                let rows = among
                    .at(group as u32)
                    .iter()
                    .flat_map(|&place| members.at(left[place as usize]))
                    .map(|&row| (row, 1));
                if enough(count)
                    && self.checks.judge(count, &rows, &mut scratch) == Judgement::Stays
                {
                    stays[group] = groups.len() as u32;
                    groups.push(Group {
                        levels: levels
                            .iter()
                            .map(|&level| u8::try_from(level).unwrap_or(u8::MAX))
                            .collect(),
                        row: grouping.rows[group],
                    });
                }
            }
            let mut at = 0;
            left.retain(|&class| {
                let group = stays[grouping.class_of[at] as usize];
                at += 1;
                group_of_class[class as usize] = group;
                group == OUT
            });
        }
        Recoding {
            group_of: class_of
                .iter()
                .map(|&class| group_of_class[class as usize])
                .collect(),
            groups,
        }
    }
}

/// What belongs to what, in one piece.
struct Members {
    begins: Vec<u32>,
    ordered: Vec<u32>,
}

impl Members {
    fn of(class_of: &[u32], classes: usize) -> Self {
        let mut begins = vec![0_u32; classes + 1];
        for &class in class_of {
            begins[class as usize + 1] += 1;
        }
        for class in 0..classes {
            begins[class + 1] += begins[class];
        }
        let mut next = begins.clone();
        let mut ordered = vec![0; class_of.len()];
        for (row, &class) in class_of.iter().enumerate() {
            let place = &mut next[class as usize];
            ordered[*place as usize] = row as u32;
            *place += 1;
        }
        Self { begins, ordered }
    }

    fn at(&self, class: u32) -> &[u32] {
        let class = class as usize;
        &self.ordered[self.begins[class] as usize..self.begins[class + 1] as usize]
    }
}
