// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The attacker: what follows from everything that is published. Belongs here: unknowns and what is said of them. How he goes about it is
//! [`crate::narrow`]'s, the linear programmes themselves are [`crate::solving`]'s.

use std::collections::BTreeMap;

use thiserror::Error;

use crate::narrow::Attacker;

/// Digits of the solver that say nothing: it meets constraints to 10⁻⁷.
const SLACK: f64 = 1e-5;

/// A published number: a sum of unknowns, and between what it lies. Both borders are the same where it is exact.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Unknowns and how often they count, each once.
    pub terms: Vec<(usize, f64)>,
    /// The least that the sum can be.
    pub least: f64,
    /// The most that the sum can be.
    pub most: f64,
}

/// What an unknown can be, as a whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The least.
    pub least: u64,
    /// The most; nothing if there is no bound.
    pub most: Option<u64>,
}

impl Interval {
    /// Whether it has at least so many values besides one.
    pub fn is_as_wide_as(&self, width: u64) -> bool {
        self.most
            .is_none_or(|most| most >= self.least.saturating_add(width))
    }
}

/// Why there is no answer. None of them means that a publication is safe.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AttackError {
    /// What is published cannot all be true.
    #[error("what is published contradicts itself")]
    Contradiction,
    /// The solver gave up.
    #[error("the solver of linear programmes gave up: {0}")]
    Solver(String),
}

/// Everything that is published, as an attacker sees it: unknown numbers and statements about them.
#[derive(Clone, Debug, Default)]
pub struct Published {
    pub(crate) unknowns: Vec<(u64, Option<u64>)>,
    pub(crate) statements: Vec<Statement>,
}

impl Published {
    /// Nothing is published.
    pub fn new() -> Self {
        Self::default()
    }

    /// One more number that nobody says, and what everybody knows of it.
    pub fn unknown(&mut self, least: u64, most: Option<u64>) -> usize {
        self.unknowns.push((least, most));
        self.unknowns.len() - 1
    }

    /// One more published number.
    pub fn state(&mut self, statement: Statement) {
        self.statements.push(statement);
    }

    /// The least and the most of each unknown.
    pub fn intervals(&self) -> Result<Vec<Interval>, AttackError> {
        let mut intervals = vec![
            Interval {
                least: 0,
                most: None
            };
            self.unknowns.len()
        ];
        let attacker = Attacker::new(self);
        for component in self.components() {
            for unknown in component.iter().copied() {
                intervals[unknown] = attacker.exactly(&component, unknown, &mut [])?;
            }
        }
        Ok(intervals)
    }

    /// Unknowns that statements tie together, in order; each group is a problem of its own.
    pub(crate) fn components(&self) -> Vec<Vec<usize>> {
        let mut groups = Groups((0..self.unknowns.len()).collect());
        for statement in &self.statements {
            let mut terms = statement.terms.iter().map(|(unknown, _)| *unknown);
            if let Some(first) = terms.next() {
                terms.for_each(|unknown| groups.join(first, unknown));
            }
        }
        let mut components: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for unknown in 0..self.unknowns.len() {
            components
                .entry(groups.of(unknown))
                .or_default()
                .push(unknown);
        }
        components.into_values().collect()
    }
}

/// Sets that grow together.
struct Groups(Vec<usize>);

impl Groups {
    fn of(&mut self, mut each: usize) -> usize {
        while self.0[each] != each {
            self.0[each] = self.0[self.0[each]];
            each = self.0[each];
        }
        each
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.of(one), self.of(other));
        self.0[one.max(other)] = one.min(other);
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "values of tables are at most 10¹² and not negative"
)]
pub(crate) fn whole_below(value: f64) -> u64 {
    (value + SLACK).floor().max(0.0) as u64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "values of tables are at most 10¹² and not negative"
)]
pub(crate) fn whole_above(value: f64) -> u64 {
    (value - SLACK).ceil().max(0.0) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(terms: &[usize], value: f64) -> Statement {
        Statement {
            terms: terms.iter().map(|unknown| (*unknown, 1.0)).collect(),
            least: value,
            most: value,
        }
    }

    #[test]
    fn one_unknown_in_a_sum_is_no_secret_and_two_share_what_is_left() {
        let mut published = Published::new();
        let unknowns: Vec<usize> = (0..3).map(|_| published.unknown(1, None)).collect();
        published.state(exact(&unknowns[..1], 2.0));
        published.state(exact(&unknowns[1..], 6.0));
        let intervals = published.intervals().unwrap();
        assert_eq!(
            intervals[0],
            Interval {
                least: 2,
                most: Some(2)
            }
        );
        for interval in &intervals[1..] {
            assert_eq!(
                *interval,
                Interval {
                    least: 1,
                    most: Some(5)
                }
            );
        }
        assert!(intervals[1].is_as_wide_as(4));
        assert!(!intervals[1].is_as_wide_as(5));
    }

    #[test]
    fn what_nobody_bounds_has_no_most() {
        let mut published = Published::new();
        let unknown = published.unknown(1, None);
        let other = published.unknown(0, Some(7));
        published.state(Statement {
            terms: vec![(unknown, 1.0), (other, -1.0)],
            least: 3.0,
            most: f64::INFINITY,
        });
        let intervals = published.intervals().unwrap();
        assert_eq!(
            intervals[unknown],
            Interval {
                least: 3,
                most: None
            }
        );
        assert_eq!(intervals[other].most, Some(7));
    }

    #[test]
    fn statements_that_cannot_be_true_are_noticed() {
        let mut published = Published::new();
        let unknown = published.unknown(1, None);
        published.state(exact(&[unknown], 2.0));
        published.state(exact(&[unknown], 3.0));
        assert_eq!(published.intervals(), Err(AttackError::Contradiction));
    }
}
