// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Which unknowns can be told too exactly, found with as few and as small linear programmes as will do. Belongs here: what many
//! unknowns are shown to be at once, and how far around one unknown the attacker looks. Not: what is concluded without any ([`crate::conclude`]).

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::attack::{AttackError, Interval, Published, whole_above, whole_below};
use crate::conclude::conclude;
use crate::solving::{Direction, Scope, Solved, solve};

/// How many unknowns are pushed at once; what is further away stays as it is.
const WINDOW: usize = 400;

/// How often the unknowns of a window are pushed before each is looked at alone.
const PUSHES: u64 = 8;

/// How many unknowns around one are looked at before all are.
const AROUND: [usize; 4] = [30, 100, 300, 1_000];

/// How many unknowns are looked at as a whole in a hurry: twice as many take several times as long.
const WHOLE: usize = 2_000;

/// Around unknowns of larger tables fewer than so many are looked at in a hurry.
const FAR: usize = 1_000;

/// Values of an unknown that are known to be possible.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    truth: u64,
    least: f64,
    most: f64,
}

impl Seen {
    /// Only the truth.
    pub(crate) fn truth(value: u64) -> Self {
        Self {
            truth: value,
            least: value as f64,
            most: value as f64,
        }
    }

    fn is_as_wide_as(&self, width: u64) -> bool {
        whole_below(self.most) >= whole_above(self.least).saturating_add(width)
    }
}

/// The attacker at work: what he has concluded so far.
pub(crate) struct Attacker<'a> {
    published: &'a Published,
    /// The statements of each unknown.
    of_unknown: Vec<Vec<usize>>,
    /// Between what each unknown surely lies.
    bounds: Vec<(f64, f64)>,
}

impl<'a> Attacker<'a> {
    /// Concludes what he can without a linear programme.
    pub(crate) fn new(published: &'a Published) -> Self {
        let mut of_unknown = vec![Vec::new(); published.unknowns.len()];
        for (index, statement) in published.statements.iter().enumerate() {
            for (unknown, _) in &statement.terms {
                of_unknown[*unknown].push(index);
            }
        }
        let bounds = conclude(published, &of_unknown);
        Self {
            published,
            of_unknown,
            bounds,
        }
    }

    /// The unknowns that are too narrow by what was concluded, without any linear programme.
    pub(crate) fn obvious(&self, widths: &[u64]) -> Vec<(usize, Interval)> {
        (0..self.bounds.len())
            .map(|unknown| {
                let (least, most) = self.bounds[unknown];
                (
                    unknown,
                    interval(Some(least), most.is_finite().then_some(most)),
                )
            })
            .filter(|(unknown, interval)| !interval.is_as_wide_as(widths[*unknown]))
            .collect()
    }

    /// The unknowns that can be told more exactly than is allowed: `widths` says how many values besides one each must at least
    /// leave open, `seen` what values are known to be possible. The truth is possible, so it is the first of them; what is
    /// found possible is added, and stays possible when less is published. In a hurry an unknown of which three hundred others around it do not
    /// show that it is wide counts as narrow in a large table, although it may not be.
    pub(crate) fn narrow(
        &self,
        widths: &[u64],
        seen: &mut [Seen],
        hurry: bool,
    ) -> Result<Vec<(usize, Interval)>, AttackError> {
        let mut narrow = self.obvious(widths);
        let obvious: BTreeSet<usize> = narrow.iter().map(|(unknown, _)| *unknown).collect();
        for component in self.published.components() {
            // Twice with other borders, so that neighbours that a border parts meet once.
            for offset in [0, WINDOW / 2] {
                let (first, rest) = component.split_at(offset.min(component.len()));
                for window in std::iter::once(first).chain(rest.chunks(WINDOW)) {
                    self.push(window, widths, seen)?;
                }
            }
            for unknown in component.iter().copied() {
                if obvious.contains(&unknown) || seen[unknown].is_as_wide_as(widths[unknown]) {
                    continue;
                }
                let whole = !hurry || component.len() <= WHOLE;
                let found = self.look(&component, unknown, widths[unknown], seen, whole)?;
                narrow.extend(found.map(|interval| (unknown, interval)));
            }
        }
        narrow.sort_unstable_by_key(|(unknown, _)| *unknown);
        Ok(narrow)
    }

    /// Moves the unknowns of a window at once, half of them up and half of them down, other halves each time, near the truth and
    /// everything else at the truth: what is possible so is possible, and a hundred unknowns are done with by one small linear programme.
    fn push(&self, window: &[usize], widths: &[u64], seen: &mut [Seen]) -> Result<(), AttackError> {
        let open = |seen: &[Seen]| -> Vec<usize> {
            let wide = |unknown: &usize| seen[*unknown].is_as_wide_as(widths[*unknown]);
            let window = window.iter().copied();
            window.filter(|unknown| !wide(unknown)).collect()
        };
        let reach = window.iter().map(|each| widths[*each]).max();
        let mut left = open(seen);
        for push in 0..PUSHES {
            // A few are looked at alone just as fast.
            if left.len() < 3 {
                break;
            }
            let scope = self.near_truth(window, 2 * reach.unwrap_or_default(), seen);
            let objective = left
                .iter()
                .map(|unknown| (*unknown, sign(*unknown, push)))
                .collect();
            if let Solved::Values(values) = solve(&scope, Direction::Up, &objective)? {
                note(&values, seen);
            }
            let still = open(seen);
            if push > 2 && still.len() * 10 > left.len() * 9 {
                break;
            }
            left = still;
        }
        Ok(())
    }

    /// Looks at one unknown and ever more of what is around it: with everything else at the truth, to see that it is wide, and with
    /// everything else as it may be, to see that it is narrow. With the whole of its component both are the same.
    fn look(
        &self,
        component: &[usize],
        unknown: usize,
        width: u64,
        seen: &mut [Seen],
        whole: bool,
    ) -> Result<Option<Interval>, AttackError> {
        let far = if whole { component.len() } else { FAR };
        for size in AROUND.into_iter().filter(|size| *size < far) {
            let around = self.around(unknown, size);
            let scope = self.near_truth(&around, 4 * width, seen);
            extremes(&scope, unknown, seen)?;
            if seen[unknown].is_as_wide_as(width) {
                return Ok(None);
            }
            let scope = self.scope(
                &around,
                |unknown| self.bounds[unknown],
                |unknown| self.bounds[unknown],
            );
            let (least, most) = extremes(&scope, unknown, &mut [])?;
            let interval = interval(least, most);
            if !interval.is_as_wide_as(width) {
                return Ok(Some(interval));
            }
        }
        if !whole {
            let seen = seen[unknown];
            return Ok(Some(interval(Some(seen.least), Some(seen.most))));
        }
        let interval = self.exactly(component, unknown, seen)?;
        Ok((!interval.is_as_wide_as(width)).then_some(interval))
    }

    /// The least and the most of an unknown, as far as all statements about its component say.
    pub(crate) fn exactly(
        &self,
        component: &[usize],
        unknown: usize,
        seen: &mut [Seen],
    ) -> Result<Interval, AttackError> {
        let scope = self.scope(
            component,
            |_| (0.0, 0.0),
            |unknown| {
                let (least, most) = self.published.unknowns[unknown];
                (least as f64, most.map_or(f64::INFINITY, |most| most as f64))
            },
        );
        let (least, most) = extremes(&scope, unknown, seen)?;
        Ok(interval(least, most))
    }

    /// So many unknowns around one that can move together: where a statement holds one of them, it cannot move before the statement holds a
    /// second one, which goes the other way. Of those the one is taken that most other statements wait for, and that brings the fewest new ones.
    fn around(&self, unknown: usize, size: usize) -> Vec<usize> {
        let mut found = BTreeSet::from([unknown]);
        let mut held = vec![0_usize; self.published.statements.len()];
        let mut alone: VecDeque<usize> = VecDeque::new();
        let mut touched = Vec::new();
        let mut next = Some(unknown);
        let mut turn = 0;
        while let Some(taken) = next {
            found.insert(taken);
            for statement in self.of_unknown[taken].iter().copied() {
                held[statement] += 1;
                if held[statement] == 1 {
                    alone.push_back(statement);
                    touched.push(statement);
                }
            }
            if found.len() >= size {
                break;
            }
            let partner = |statement: usize| {
                let terms = self.published.statements[statement].terms.iter();
                let others = terms.map(|(other, _)| *other);
                others
                    .filter(|other| !found.contains(other))
                    .max_by_key(|other| {
                        let count = |held_by: usize| {
                            let statements = self.of_unknown[*other].iter();
                            statements.filter(|each| held[**each] == held_by).count()
                        };
                        (count(1), Reverse(count(0)))
                    })
            };
            next = None;
            while let Some(statement) = alone.pop_front() {
                if held[statement] == 1 {
                    next = partner(statement);
                }
                if next.is_some() {
                    break;
                }
            }
            // All can move: one more, each statement in its turn.
            for _ in 0..touched.len() {
                if next.is_some() {
                    break;
                }
                next = partner(touched[turn % touched.len()]);
                turn += 1;
            }
        }
        found.into_iter().collect()
    }

    /// The linear programme of some unknowns that stay near the truth, everything else at it.
    fn near_truth(&self, unknowns: &[usize], reach: u64, seen: &[Seen]) -> Scope {
        self.scope(
            unknowns,
            |unknown| (seen[unknown].truth as f64, seen[unknown].truth as f64),
            |unknown| {
                let (least, most) = self.published.unknowns[unknown];
                let truth = seen[unknown].truth;
                let low = truth.saturating_sub(reach).max(least);
                let high = truth.saturating_add(reach).min(most.unwrap_or(u64::MAX));
                (low as f64, high as f64)
            },
        )
    }

    /// The linear programme of some unknowns, everything else between what is given.
    fn scope(
        &self,
        unknowns: &[usize],
        outside: impl Fn(usize) -> (f64, f64),
        bounds: impl Fn(usize) -> (f64, f64),
    ) -> Scope {
        let inside: BTreeMap<usize, (f64, f64)> = unknowns
            .iter()
            .map(|unknown| (*unknown, bounds(*unknown)))
            .collect();
        let touched: BTreeSet<usize> = unknowns
            .iter()
            .flat_map(|unknown| self.of_unknown[*unknown].iter().copied())
            .collect();
        let mut scope = Scope {
            unknowns: inside,
            statements: Vec::new(),
        };
        for index in touched {
            let mut statement = self.published.statements[index].clone();
            let (mut low, mut high) = (0.0, 0.0);
            statement.terms.retain(|(unknown, times)| {
                let inside = scope.unknowns.contains_key(unknown);
                if !inside {
                    let (least, most) = outside(*unknown);
                    let (one, other) = (times * least, times * most);
                    low += one.min(other);
                    high += one.max(other);
                }
                inside
            });
            statement.least -= high;
            statement.most -= low;
            if statement.least.is_finite() || statement.most.is_finite() {
                scope.statements.push(statement);
            }
        }
        scope
    }
}

/// The least and the most of an unknown in a linear programme; nothing where there is no bound.
fn extremes(
    scope: &Scope,
    unknown: usize,
    seen: &mut [Seen],
) -> Result<(Option<f64>, Option<f64>), AttackError> {
    let objective = BTreeMap::from([(unknown, 1.0)]);
    let mut extreme = |direction| -> Result<Option<f64>, AttackError> {
        match solve(scope, direction, &objective)? {
            Solved::Unbounded => Ok(None),
            Solved::Values(values) => {
                note(&values, seen);
                Ok(Some(values[&unknown]))
            }
        }
    };
    let most = extreme(Direction::Up)?;
    Ok((extreme(Direction::Down)?, most))
}

/// What whole numbers lie between.
fn interval(least: Option<f64>, most: Option<f64>) -> Interval {
    Interval {
        least: least.map_or(0, whole_above),
        most: most.map(whole_below),
    }
}

fn note(values: &BTreeMap<usize, f64>, seen: &mut [Seen]) {
    for (unknown, value) in values {
        if let Some(seen) = seen.get_mut(*unknown) {
            seen.least = seen.least.min(*value);
            seen.most = seen.most.max(*value);
        }
    }
}

/// Up or down, without a pattern that tables share.
fn sign(unknown: usize, push: u64) -> f64 {
    let mixed = (unknown as u64 + 1)
        .wrapping_mul(0x9E37_79B9_7F4A_7C15)
        .wrapping_add(push.wrapping_mul(0xD1B5_4A32_D192_ED03));
    let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    if mixed >> 63 == 0 { 1.0 } else { -1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attack::Statement;

    /// Sums of rows and columns of a table with unknown cells, and what its cells are.
    fn rows_and_columns(cells: [[u64; 4]; 4]) -> (Published, Vec<Seen>) {
        let mut published = Published::new();
        let truths: Vec<u64> = cells.concat();
        for _ in &truths {
            published.unknown(1, None);
        }
        let columns = (0..4).map(|column| (0..4).map(|row| row * 4 + column).collect());
        let rows = (0..4).map(|row| (row * 4..row * 4 + 4).collect());
        for sum in rows.chain(columns) {
            let sum: Vec<usize> = sum;
            let value: u64 = sum.iter().map(|cell| truths[*cell]).sum();
            published.state(Statement {
                terms: sum.into_iter().map(|cell| (cell, 1.0)).collect(),
                least: value as f64,
                most: value as f64,
            });
        }
        (published, truths.into_iter().map(Seen::truth).collect())
    }

    #[test]
    fn what_he_finds_by_looking_around_is_what_the_whole_says() {
        for cells in [
            [[1, 1, 1, 1], [1, 9, 8, 7], [1, 30, 2, 1], [1, 1, 4, 60]],
            [[1, 1, 1, 2], [1, 1, 2, 1], [2, 1, 1, 1], [1, 2, 1, 90]],
            [[5, 1, 1, 1], [1, 5, 1, 1], [1, 1, 5, 1], [1, 1, 1, 5]],
        ] {
            let (published, truths) = rows_and_columns(cells);
            let attacker = Attacker::new(&published);
            let intervals = published.intervals().unwrap();
            let all: Vec<usize> = (0..16).collect();
            for width in 1..12 {
                let expected: Vec<usize> = all
                    .iter()
                    .copied()
                    .filter(|cell| !intervals[*cell].is_as_wide_as(width))
                    .collect();
                let mut seen = truths.clone();
                let narrow = attacker.narrow(&[width; 16], &mut seen, false).unwrap();
                let found: Vec<usize> = narrow.into_iter().map(|(cell, _)| cell).collect();
                assert_eq!(found, expected, "width {width}");
                for (cell, interval) in intervals.iter().enumerate() {
                    let (least, most) = attacker.bounds[cell];
                    assert!(least <= interval.least as f64);
                    assert!(interval.most.is_some_and(|exact| most >= exact as f64));
                }
            }
        }
    }

    #[test]
    fn around_an_unknown_stand_those_that_it_can_move_with() {
        let (published, _) = rows_and_columns([[5; 4]; 4]);
        let around = Attacker::new(&published).around(0, 4);
        // Itself, one in its row, one in its column, and the one that those two share.
        let (rows, columns): (BTreeSet<usize>, BTreeSet<usize>) =
            around.iter().map(|cell| (cell / 4, cell % 4)).unzip();
        assert_eq!((around.len(), rows.len(), columns.len()), (4, 2, 2));
    }
}
