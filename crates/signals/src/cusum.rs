// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! CUSUM: small surpluses added up from week to week.

use serde::Serialize;

use crate::finding::{Finding, Learned, Reason};
use crate::past::{Past, Sample, Week};

/// C[t] = max(0, C[t−1] + (y[t] − m)/√m − k) with C = 0 before the first tested week; a signal if C[t] ≥ h. The bound is the count
/// with which C would reach h: U[t] = ⌈√m·(h + k − C[t−1]) + m⌉, at least 0. Without a given mean, m is the mean of all weeks
/// before the first tested one. What is said about a week depends on where the tested weeks begin.
/// Source: Rossi, Lampugnani, Marchi, Statistics in Medicine 18 (1999).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Cusum {
    /// The reference value k, in deviations, 0 or more.
    pub k: f64,
    /// The decision limit h, in deviations, above 0.
    pub h: f64,
    /// The expected count m, above 0; none: the mean before the tested weeks.
    pub mean: Option<f64>,
}

impl Default for Cusum {
    fn default() -> Self {
        Self {
            k: 1.04,
            h: 2.26,
            mean: None,
        }
    }
}

/// The sum as it stands after a week.
#[derive(Debug)]
struct State {
    begin: usize,
    learned: Vec<usize>,
    mean: f64,
    sum: f64,
    /// The week without a count, after which nothing is known any more.
    broken: Option<Reason>,
}

/// Goes through the tested weeks in their order.
#[derive(Debug)]
pub(crate) struct Running {
    parameters: Cusum,
    state: Option<State>,
}

impl Running {
    pub(crate) fn new(parameters: Cusum) -> Self {
        Self {
            parameters,
            state: None,
        }
    }

    pub(crate) fn test(&mut self, past: &Past<'_>, index: usize) -> Result<Learned, Reason> {
        let begin = past.begin(index);
        let Cusum { k, h, mean } = self.parameters;
        // A series that begins anew is summed anew, as soon as it has a past.
        let state = match self.state.take().filter(|state| state.begin == begin) {
            Some(state) => state,
            None => started(past, index, mean)?,
        };
        let state = self.state.insert(state);
        if let Some(reason) = state.broken {
            return Err(reason);
        }
        let mut finding = Finding::of(past.series, index);
        finding.expected = Some(state.mean);
        let bound = (state.mean.sqrt() * (h + k - state.sum) + state.mean).ceil();
        // A mean of 0 makes no number of an endless sum; the bound is 0 then, as in R.
        let bound = if bound > 0.0 { bound } else { 0.0 };
        finding.bound = Some(bound);
        match (past.week(index), finding.observed) {
            (_, None) => {
                let week = finding.week;
                state.broken = Some(Reason::MissingWeek { week });
                finding.reason = Some(Reason::NotObserved);
            }
            // Tested like the others, and not carried on.
            (Week::Excluded, Some(observed)) => {
                finding.decide(next(state, f64::from(observed), k), h);
            }
            (_, Some(observed)) => {
                state.sum = next(state, f64::from(observed), k);
                finding.decide(state.sum, h);
            }
        }
        Ok(Learned::equally(finding, state.learned.iter().copied()))
    }
}

/// The sum before the first tested week.
fn started(past: &Past<'_>, index: usize, mean: Option<f64>) -> Result<State, Reason> {
    let begin = past.begin(index);
    let sample = match mean {
        Some(_) => Sample::default(),
        None => past.sample(begin..index)?,
    };
    if mean.is_none() && sample.counts.is_empty() {
        return Err(Reason::NotEnoughHistory {
            weeks: past.history(index),
            needed: 1,
        });
    }
    Ok(State {
        begin,
        mean: mean.unwrap_or_else(|| sample.mean()),
        learned: sample.places,
        sum: 0.0,
        broken: None,
    })
}

fn next(state: &State, observed: f64, k: f64) -> f64 {
    let raised = state.sum + ((observed - state.mean) / state.mean.sqrt() - k);
    if raised < 0.0 { 0.0 } else { raised }
}

impl Finding {
    fn decide(&mut self, sum: f64, h: f64) {
        if sum.is_nan() {
            self.reason = Some(Reason::NoVariation);
        } else {
            self.score = Some(sum).filter(|sum| sum.is_finite());
            self.alarm = Some(sum >= h);
        }
    }
}
