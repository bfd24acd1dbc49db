// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Criteria as they are checked, class by class.

use super::{ExtractError, Levels};
use crate::{Criterion, Table};

/// What becomes of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Judgement {
    /// It satisfies every criterion.
    Stays,
    /// It does not.
    Falls,
    /// It does not, and no part of it does.
    FallsFirmly,
}

/// Rounding in sums of probabilities. Criteria are compared as they are computed, so that results
/// agree with other programs; only what is said about all parts of a class leaves room for it.
const ROUNDING: f64 = 1e-12;

/// The criteria with the columns that they look at.
pub(crate) struct Checks<'a> {
    /// At least so many rows.
    k: u32,
    columns: Vec<Watched<'a>>,
}

/// A column that criteria look at.
struct Watched<'a> {
    codes: &'a [u32],
    /// How much of the table each value is.
    overall: Vec<f64>,
    /// Only where a criterion climbs it.
    hierarchy: Option<Levels>,
    criteria: Vec<Criterion>,
}

/// Tables for counting.
#[derive(Default)]
pub(crate) struct Scratch {
    counts: Vec<u32>,
    touched: Vec<u32>,
    sorted: Vec<u32>,
    below: Vec<f64>,
    gains: Vec<f64>,
    losses: Vec<f64>,
}

impl<'a> Checks<'a> {
    pub(crate) fn new(
        table: &'a Table,
        criteria: &[Criterion],
        hierarchy_of: impl Fn(usize) -> Option<Result<Levels, ExtractError>>,
    ) -> Result<Self, ExtractError> {
        let mut checks = Self {
            k: 1,
            columns: Vec::new(),
        };
        let mut places: Vec<usize> = Vec::new();
        for criterion in criteria {
            let Some(name) = criterion.column() else {
                if let Criterion::K(k) = criterion {
                    checks.k = checks.k.max(*k);
                }
                continue;
            };
            let column = table
                .column(name)
                .ok_or_else(|| ExtractError::UnknownColumn(name.to_owned()))?;
            let at = if let Some(at) = places.iter().position(|&place| place == column) {
                at
            } else {
                let codes = table.columns()[column].codes();
                let mut counts = vec![0_u64; table.columns()[column].values().len()];
                for &code in codes {
                    counts[code as usize] += 1;
                }
                places.push(column);
                checks.columns.push(Watched {
                    codes,
                    overall: counts
                        .into_iter()
                        .map(|count| count as f64 / codes.len() as f64)
                        .collect(),
                    hierarchy: None,
                    criteria: Vec::new(),
                });
                places.len() - 1
            };
            let watched = &mut checks.columns[at];
            if matches!(criterion, Criterion::HierarchicalT { .. }) && watched.hierarchy.is_none() {
                watched.hierarchy = Some(
                    hierarchy_of(column)
                        .ok_or_else(|| ExtractError::NoHierarchy(name.to_owned()))??,
                );
            }
            watched.criteria.push(criterion.clone());
        }
        Ok(checks)
    }

    /// Whether more than the size of a class counts.
    pub(crate) fn look_beside(&self) -> bool {
        !self.columns.is_empty()
    }

    /// The columns of the table that criteria look at, row by row.
    pub(crate) fn watched(&self) -> impl Iterator<Item = &'a [u32]> {
        self.columns.iter().map(|watched| watched.codes)
    }

    /// Smaller classes never stay.
    pub(crate) fn smallest_class(&self) -> u32 {
        self.k
    }

    pub(crate) fn judge_count(&self, rows: u32) -> Judgement {
        if rows >= self.k {
            Judgement::Stays
        } else {
            Judgement::FallsFirmly
        }
    }

    /// Judges a class of `rows` rows, given as rows of the table with how often each counts.
    pub(crate) fn judge(
        &self,
        rows: u32,
        members: &(impl Iterator<Item = (u32, u32)> + Clone),
        scratch: &mut Scratch,
    ) -> Judgement {
        let mut judgement = self.judge_count(rows);
        if judgement == Judgement::FallsFirmly {
            return judgement;
        }
        for watched in &self.columns {
            scratch.count(watched, members.clone());
            for criterion in &watched.criteria {
                match watched.judge(criterion, rows, scratch) {
                    Judgement::Stays => {}
                    Judgement::Falls => judgement = Judgement::Falls,
                    Judgement::FallsFirmly => {
                        scratch.forget();
                        return Judgement::FallsFirmly;
                    }
                }
            }
            scratch.forget();
        }
        judgement
    }
}

impl Scratch {
    fn count(&mut self, watched: &Watched<'_>, members: impl Iterator<Item = (u32, u32)>) {
        if self.counts.len() < watched.overall.len() {
            self.counts.resize(watched.overall.len(), 0);
        }
        for (row, count) in members {
            let code = watched.codes[row as usize];
            let counted = &mut self.counts[code as usize];
            if *counted == 0 {
                self.touched.push(code);
            }
            *counted += count;
        }
    }

    fn forget(&mut self) {
        for code in self.touched.drain(..) {
            self.counts[code as usize] = 0;
        }
    }
}

impl Watched<'_> {
    fn judge(&self, criterion: &Criterion, rows: u32, scratch: &mut Scratch) -> Judgement {
        let different = scratch.touched.len();
        let parts = || {
            scratch
                .touched
                .iter()
                .map(|&code| f64::from(scratch.counts[code as usize]) / f64::from(rows))
        };
        // What holds is the first question, what cannot hold for any part of the class the second.
        let (holds, hopeless) = match criterion {
            Criterion::K(_) => (true, false),
            Criterion::Entities { k: least, .. } | Criterion::DistinctL { l: least, .. } => {
                let holds = different >= *least as usize;
                (holds, !holds)
            }
            Criterion::EntropyL { l, .. } => {
                let entropy: f64 = parts().map(|p| -p * p.ln()).sum();
                (entropy >= l.ln(), (different as f64) < l - ROUNDING)
            }
            Criterion::RecursiveCl { c, l, .. } => {
                let l = *l as usize;
                if different < l {
                    (false, true)
                } else {
                    scratch.sorted.clear();
                    scratch.sorted.extend(
                        scratch
                            .touched
                            .iter()
                            .map(|&code| scratch.counts[code as usize]),
                    );
                    scratch.sorted.sort_unstable_by(|one, other| other.cmp(one));
                    let rest: u64 = scratch.sorted[l - 1..].iter().map(|&r| u64::from(r)).sum();
                    (f64::from(scratch.sorted[0]) < c * rest as f64, false)
                }
            }
            Criterion::EqualT { t, .. } => {
                let (mut apart, mut met) = (0.0, 0.0);
                for &code in &scratch.touched {
                    let q = self.overall[code as usize];
                    let p = f64::from(scratch.counts[code as usize]) / f64::from(rows);
                    apart += (p - q).abs();
                    met += q;
                }
                // Values that a class has not, no part of it has.
                let missing = (1.0 - met).max(0.0);
                (f64::midpoint(apart, missing) <= *t, missing > t + ROUNDING)
            }
            Criterion::HierarchicalT { t, .. } => (self.moved(rows, scratch) <= *t, false),
        };
        match (holds, hopeless) {
            (true, _) => Judgement::Stays,
            (false, false) => Judgement::Falls,
            (false, true) => Judgement::FallsFirmly,
        }
    }

    /// The earth mover's distance along the hierarchy: what balances out below a label of level l
    /// costs l/L.
    fn moved(&self, rows: u32, scratch: &mut Scratch) -> f64 {
        let Some(levels) = &self.hierarchy else {
            return 0.0;
        };
        let height = levels.height();
        let mut distance = 0.0;
        for level in 1..=height {
            // Extra mass below each label of the level beneath.
            let beneath = &levels.label_of[level - 1];
            scratch.below.clear();
            scratch.below.resize(levels.labels[level - 1], 0.0);
            for (code, q) in self.overall.iter().enumerate() {
                let p = f64::from(scratch.counts[code]) / f64::from(rows);
                scratch.below[beneath[code] as usize] += p - q;
            }
            scratch.gains.clear();
            scratch.gains.resize(levels.labels[level], 0.0);
            scratch.losses.clear();
            scratch.losses.resize(levels.labels[level], 0.0);
            let above = &levels.label_of[level];
            for code in 0..self.overall.len() {
                // Each label once: its mass is taken away when it was counted.
                let extra = std::mem::take(&mut scratch.below[beneath[code] as usize]);
                let at = above[code] as usize;
                if extra > 0.0 {
                    scratch.gains[at] += extra;
                } else {
                    scratch.losses[at] -= extra;
                }
            }
            let balanced: f64 = scratch
                .gains
                .iter()
                .zip(&scratch.losses)
                .map(|(gain, loss)| gain.min(*loss))
                .sum();
            distance += level as f64 / height as f64 * balanced;
        }
        distance
    }
}
