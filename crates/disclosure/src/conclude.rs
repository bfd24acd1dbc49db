// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What follows from single sums, without a linear programme: no unknown is more than what a sum leaves for it. Belongs here: conclusions from one
//! statement at a time, again and again. What follows from several at once is [`crate::narrow`]'s.

use std::collections::VecDeque;

use crate::attack::{Published, Statement, whole_above, whole_below};

/// How often a statement is gone back to when it is concluded from: conclusions may creep up by one for ever.
const REPEATS: u32 = 50;

/// Between what each unknown surely lies, as a whole number. `of_unknown` says which statements each stands in.
pub(crate) fn conclude(published: &Published, of_unknown: &[Vec<usize>]) -> Vec<(f64, f64)> {
    let bounds = published.unknowns.iter().map(|(least, most)| {
        let most = most.map_or(f64::INFINITY, |most| most as f64);
        (*least as f64, most)
    });
    let mut conclusions = Conclusions {
        statements: &published.statements,
        bounds: bounds.collect(),
    };
    conclusions.conclude(of_unknown);
    conclusions.bounds
}

struct Conclusions<'a> {
    statements: &'a [Statement],
    bounds: Vec<(f64, f64)>,
}

impl Conclusions<'_> {
    fn conclude(&mut self, of_unknown: &[Vec<usize>]) {
        let count = self.statements.len();
        let mut open: VecDeque<usize> = (0..count).collect();
        let mut waits = vec![true; count];
        let mut repeats = vec![0; count];
        while let Some(index) = open.pop_front() {
            waits[index] = false;
            repeats[index] += 1;
            for unknown in self.conclude_from(index) {
                for other in &of_unknown[unknown] {
                    if !waits[*other] && repeats[*other] < REPEATS {
                        waits[*other] = true;
                        open.push_back(*other);
                    }
                }
            }
        }
    }

    /// The unknowns of which a statement says more than was known.
    fn conclude_from(&mut self, index: usize) -> Vec<usize> {
        let statement = &self.statements[index];
        let between = |unknown: usize, times: f64| {
            let (least, most) = self.bounds[unknown];
            if times > 0.0 {
                (times * least, times * most)
            } else {
                (times * most, times * least)
            }
        };
        // Sums of what is bounded, and how many terms are not.
        let (mut least, mut most, mut deep, mut high) = (0.0, 0.0, 0, 0);
        for (unknown, times) in &statement.terms {
            let (low, up) = between(*unknown, *times);
            if low.is_finite() {
                least += low;
            } else {
                deep += 1;
            }
            if up.is_finite() {
                most += up;
            } else {
                high += 1;
            }
        }
        let mut changes = Vec::new();
        for (unknown, times) in &statement.terms {
            let (low, up) = between(*unknown, *times);
            // The others by themselves, where they are bounded.
            let others = |sum: f64, without: usize, own: f64| match (without, own.is_finite()) {
                (0, true) => Some(sum - own),
                (1, false) => Some(sum),
                _ => None,
            };
            let above = others(least, deep, low).map(|others| (statement.most - others) / times);
            let below = others(most, high, up).map(|others| (statement.least - others) / times);
            let (above, below) = if *times > 0.0 {
                (above, below)
            } else {
                (below, above)
            };
            let (old_least, old_most) = self.bounds[*unknown];
            let whole = |value: Option<f64>| value.filter(|value| value.is_finite());
            let new_most =
                whole(above).map_or(old_most, |most| old_most.min(whole_below(most) as f64));
            let new_least =
                whole(below).map_or(old_least, |least| old_least.max(whole_above(least) as f64));
            if new_most < old_most || new_least > old_least {
                changes.push((*unknown, (new_least, new_most)));
            }
        }
        changes
            .into_iter()
            .map(|(unknown, bounds)| {
                self.bounds[unknown] = bounds;
                unknown
            })
            .collect()
    }
}
