// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What one combination of levels makes of the table.

use super::Prepared;
use super::checks::Judgement;
use super::grouping::{Grouping, Tuples};
use super::keys::Key;
use crate::Metric;

/// What was seen at one combination of levels.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seen {
    /// Rows of classes that do not satisfy every criterion.
    pub(crate) suppressed: u64,
    /// All classes.
    pub(crate) classes: u64,
    /// Classes that stay.
    pub(crate) kept: u64,
    /// Σ c² over the classes that stay.
    pub(crate) kept_squares: u64,
    /// Σ c² over all classes.
    pub(crate) all_squares: u64,
    /// Sizes of the smallest and the largest class that stays; 0 if none does.
    pub(crate) smallest: u64,
    pub(crate) largest: u64,
    /// Per column: over the suppressed rows, the values of the domain below their labels.
    pub(crate) covered: Vec<u64>,
    /// Per column: the bits that say which label a suppressed row has.
    pub(crate) scattered: Vec<f64>,
    /// The rows that would be suppressed at every finer combination, too.
    pub(crate) firm: Firm,
    /// A row of the smallest class that is suppressed for its size.
    pub(crate) fallen: Option<u32>,
}

/// Rows that are suppressed at every finer combination.
#[derive(Debug, Clone, Default)]
pub(crate) struct Firm {
    pub(crate) rows: u64,
    pub(crate) covered: Vec<u64>,
    pub(crate) scattered: Vec<f64>,
}

/// Tables that are used for one combination after the other.
pub(crate) struct Scratch<K> {
    pub(crate) grouping: Grouping<K>,
    /// Where the tuples of each class begin, and the tuples in the order of classes.
    begins: Vec<u32>,
    ordered: Vec<u32>,
    judged: super::checks::Scratch,
    counted: Vec<u64>,
}

impl<K: Key> Scratch<K> {
    pub(crate) fn new() -> Self {
        Self {
            grouping: Grouping::new(),
            begins: Vec::new(),
            ordered: Vec::new(),
            judged: super::checks::Scratch::default(),
            counted: Vec::new(),
        }
    }

    /// Puts the tuples in the order of their classes.
    fn order(&mut self) {
        let classes = self.grouping.keys.len();
        self.begins.clear();
        self.begins.resize(classes + 1, 0);
        for &class in &self.grouping.class_of {
            self.begins[class as usize + 1] += 1;
        }
        for class in 0..classes {
            self.begins[class + 1] += self.begins[class];
        }
        self.ordered.clear();
        self.ordered.resize(self.grouping.class_of.len(), 0);
        for (tuple, &class) in self.grouping.class_of.iter().enumerate() {
            let place = &mut self.begins[class as usize];
            self.ordered[*place as usize] = tuple as u32;
            *place += 1;
        }
        // Every beginning has moved to the next one.
        self.begins.rotate_right(1);
        self.begins[0] = 0;
    }
}

impl<K: Key> Prepared<'_, K> {
    /// Looks at one combination of levels. `tuples` may be the classes of any finer combination.
    pub(crate) fn look(
        &self,
        tuples: &Tuples<K>,
        levels: &[usize],
        scratch: &mut Scratch<K>,
    ) -> Seen {
        let looks_beside = self.checks.look_beside();
        // At most n/k classes have k rows. If there are more classes than those and the limit, then
        // the others alone are too many.
        let rows = self.costs.rows;
        let most = rows / u64::from(self.checks.smallest_class()) + self.limit;
        let mask = self.mask(levels);
        if !scratch
            .grouping
            .group(tuples, mask, looks_beside, most as usize)
        {
            return Seen {
                suppressed: rows,
                classes: rows,
                firm: Firm {
                    rows,
                    ..Firm::default()
                },
                ..Seen::default()
            };
        }
        if looks_beside {
            scratch.order();
        }
        let classes = scratch.grouping.keys.len();
        let mut seen = Seen {
            classes: classes as u64,
            smallest: u64::MAX,
            ..Seen::default()
        };
        let (mut fallen, mut firmly) = (Vec::new(), Vec::new());
        let mut least = u64::from(self.checks.smallest_class());
        for class in 0..classes {
            let rows = scratch.grouping.counts[class];
            let judgement = if looks_beside {
                let of_class = scratch.begins[class] as usize..scratch.begins[class + 1] as usize;
                let rows_of = scratch.ordered[of_class]
                    .iter()
                    .map(|&tuple| (tuples.rows[tuple as usize], tuples.counts[tuple as usize]));
                self.checks.judge(rows, &rows_of, &mut scratch.judged)
            } else {
                self.checks.judge_count(rows)
            };
            let rows = u64::from(rows);
            seen.all_squares += rows * rows;
            match judgement {
                Judgement::Stays => {
                    seen.kept += 1;
                    seen.kept_squares += rows * rows;
                    seen.smallest = seen.smallest.min(rows);
                    seen.largest = seen.largest.max(rows);
                    continue;
                }
                Judgement::Falls => {}
                Judgement::FallsFirmly => {
                    seen.firm.rows += rows;
                    firmly.push(class as u32);
                    if rows < least {
                        least = rows;
                        seen.fallen = Some(scratch.grouping.rows[class]);
                    }
                }
            }
            seen.suppressed += rows;
            fallen.push(class as u32);
        }
        if seen.kept == 0 {
            seen.smallest = 0;
        }
        // Above the limit nothing is compared any more.
        if seen.firm.rows <= self.limit && seen.suppressed > 0 {
            (seen.covered, seen.scattered) = self.lost(&fallen, seen.suppressed, levels, scratch);
            (seen.firm.covered, seen.firm.scattered) = if firmly.len() == fallen.len() {
                (seen.covered.clone(), seen.scattered.clone())
            } else {
                self.lost(&firmly, seen.firm.rows, levels, scratch)
            };
        }
        seen
    }

    /// What suppressed classes hold, as the metrics count it.
    fn lost(
        &self,
        classes: &[u32],
        rows: u64,
        levels: &[usize],
        scratch: &mut Scratch<K>,
    ) -> (Vec<u64>, Vec<f64>) {
        let wants_bits = self.extract.metric == Metric::NmEntropySum;
        let mut covered = Vec::with_capacity(levels.len());
        let mut scattered = Vec::with_capacity(levels.len());
        for (column, &level) in levels.iter().enumerate() {
            let costs = &self.costs.columns[column];
            let codes = self.codes(column);
            let (sizes, labels) = (&costs.size_of[level], &costs.label_of[level]);
            let of = |class: u32| {
                let row = scratch.grouping.rows[class as usize] as usize;
                (
                    codes[row] as usize,
                    u64::from(scratch.grouping.counts[class as usize]),
                )
            };
            covered.push(
                classes
                    .iter()
                    .map(|&class| {
                        let (code, count) = of(class);
                        u64::from(sizes[code]) * count
                    })
                    .sum(),
            );
            if wants_bits {
                scratch.counted.clear();
                scratch.counted.resize(costs.labels[level], 0);
                for &class in classes {
                    let (code, count) = of(class);
                    scratch.counted[labels[code] as usize] += count;
                }
                let rows = rows as f64;
                scattered.push(
                    scratch
                        .counted
                        .iter()
                        .filter(|&&count| count > 0)
                        .map(|&count| count as f64 * (rows / count as f64).log2())
                        .sum(),
                );
            }
        }
        (covered, scattered)
    }
}
