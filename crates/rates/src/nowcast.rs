// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Nowcast: how many cases of the last days or weeks there are, when those are known that are still on their way.
//!
//! The estimate is the chain ladder: what is known, times the growth from one delay to the next that earlier periods had. The band comes
//! from the errors that the same estimate made before, delay by delay, and assumes no distribution. docs/adr/059-measures.md
//! says what was compared and how well both did.

use serde::Serialize;

use crate::triangle::Triangle;
use crate::value::{Interval, Level};

/// The longest delay after which a count is taken as complete, in periods.
const MOST_SETTLED: usize = 120;
/// The largest number of periods that growth is learned from.
const MOST_WINDOW: usize = 60;
/// The largest number of errors. With the other limits, a nowcast of everything takes seconds at most.
const MOST_ERRORS: usize = 500;

/// How a nowcast is made.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Nowcast {
    settled: usize,
    window: usize,
    cycle: usize,
    errors: usize,
    level: Level,
}

/// Why a nowcast cannot be made so.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum NowcastError {
    /// The delay after which a count is taken as complete is outside its range.
    #[error("a count is complete after 1 to {MOST_SETTLED} periods, not {0}")]
    Settled(usize),
    /// The number of periods to learn from is outside its range.
    #[error("growth is learned from 1 to {MOST_WINDOW} periods, not {0}")]
    Window(usize),
    /// The cycle is outside its range.
    #[error("a cycle has 1 to 31 periods (7 for days with weekdays, 1 for none), not {0}")]
    Cycle(usize),
    /// The level is too high for any number of errors that may be asked for.
    #[error("a band of at most {MOST_ERRORS} errors has a level of at most 0.998, not {0}")]
    Level(f64),
    /// The number of errors is outside its range.
    #[error(
        "a band at this level needs {least} to {MOST_ERRORS} errors of earlier nowcasts, not {errors}"
    )]
    Errors {
        /// What was asked for.
        errors: usize,
        /// What the level needs.
        least: usize,
    },
}

/// Why there is no estimate, or none with a band.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum NotAvailable {
    /// The count of the period as it is known now is missing, or there is no such period.
    NoCount,
    /// The growth from one delay to the next is known of too few earlier periods.
    FewPeriods {
        /// The delay from which it grows.
        delay: usize,
        /// Of how many periods it is known.
        periods: usize,
        /// Of how many it must be known.
        needed: usize,
    },
    /// None of the earlier periods had a case at this delay, so that there is no growth.
    NoCases {
        /// The delay.
        delay: usize,
    },
    /// Too few earlier nowcasts can be compared with what became of them: an estimate, and no band.
    FewErrors {
        /// How many there are.
        errors: usize,
        /// How many are needed.
        needed: usize,
    },
}

/// What is said about one period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Nowcasted {
    /// The place of the period, from 0.
    pub period: usize,
    /// How many periods ago it was.
    pub delay: usize,
    /// The cases that are known.
    pub reported: Option<u64>,
    /// What share of the cases is known after this delay, by the growth in earlier periods. Above 1 where more are withdrawn than come.
    pub completeness: Option<f64>,
    /// How many cases there will be once the count is complete.
    pub estimate: Option<f64>,
    /// The band of the complete count, whole cases. It may begin below the known count where reports are withdrawn.
    pub band: Option<Interval>,
    /// What is missing for an estimate or a band.
    pub reason: Option<NotAvailable>,
}

impl Nowcast {
    /// - `settled` (1 to 120): the delay in periods after which a count is taken as complete.
    /// - `window` (1 to 60): how many of the latest periods growth is learned from, for each delay.
    /// - `cycle` (1 to 31): only every so many periods are alike, 7 for days if the weekday matters, else 1. The window counts periods
    ///   that are alike.
    /// - `errors` (up to 500): how many errors of earlier nowcasts a band needs and takes, at least level/(1 − level), 19 for 95 %.
    pub fn new(
        settled: usize,
        window: usize,
        cycle: usize,
        errors: usize,
        level: Level,
    ) -> Result<Self, NowcastError> {
        if !(1..=MOST_SETTLED).contains(&settled) {
            return Err(NowcastError::Settled(settled));
        }
        if !(1..=MOST_WINDOW).contains(&window) {
            return Err(NowcastError::Window(window));
        }
        if !(1..=31).contains(&cycle) {
            return Err(NowcastError::Cycle(cycle));
        }
        let least = (1..=MOST_ERRORS).find(|count| rank(*count, level) <= *count);
        let least = least.ok_or(NowcastError::Level(level.get()))?;
        if !(least..=MOST_ERRORS).contains(&errors) {
            return Err(NowcastError::Errors { errors, least });
        }
        Ok(Self {
            settled,
            window,
            cycle,
            errors,
            level,
        })
    }

    /// For days: complete after 28, growth of the same weekday of four weeks, errors of eight weeks, 95 %.
    pub fn daily() -> Self {
        Self {
            settled: 28,
            window: 4,
            cycle: 7,
            errors: 56,
            level: Level::P95,
        }
    }

    /// For weeks: complete after 8, growth of eight weeks, errors of half a year, 95 %.
    pub fn weekly() -> Self {
        Self {
            settled: 8,
            window: 8,
            cycle: 1,
            errors: 26,
            level: Level::P95,
        }
    }

    /// The periods that are not complete, from the oldest to the last.
    pub fn all(&self, triangle: &Triangle) -> Vec<Nowcasted> {
        let last = triangle.periods() - 1;
        let from = triangle.periods().saturating_sub(self.settled);
        (from..=last)
            .map(|period| self.of(triangle, period, last))
            .collect()
    }

    /// A period as it was seen at the end of another one: the same as of [`Triangle::as_of`] that one, nothing later is looked at. For the last
    /// period as `now` it is today's nowcast; with earlier ones it is what a nowcast of that day said.
    pub fn of(&self, triangle: &Triangle, period: usize, now: usize) -> Nowcasted {
        let mut said = Nowcasted {
            period,
            delay: now.saturating_sub(period),
            reported: None,
            completeness: None,
            estimate: None,
            band: None,
            reason: None,
        };
        if period > now || now >= triangle.periods() {
            said.reason = Some(NotAvailable::NoCount);
            return said;
        }
        said.reported = triangle.known(period, said.delay);
        let growth = self.growth(triangle, period, now);
        said.completeness = growth
            .ok()
            .map(|growth| 1.0 / growth)
            .filter(|share| share.is_finite());
        match growth.and_then(|growth| grown(triangle, period, now, growth)) {
            Ok(estimate) => {
                said.estimate = Some(estimate);
                match self.band(triangle, said.delay, now, estimate) {
                    Ok(band) => said.band = Some(band),
                    Err(reason) => said.reason = Some(reason),
                }
            }
            Err(reason) => said.reason = Some(reason),
        }
        said
    }

    /// From the delay that a period has now to the settled one: the product of Σ C(d + 1)/Σ C(d) over the latest `window` periods that are alike and
    /// of which both are known now. Source: Mack, ASTIN Bulletin 23 (1993); for reports of diseases Lawless, Canadian Journal of Statistics 22 (1994).
    fn growth(&self, triangle: &Triangle, period: usize, now: usize) -> Result<f64, NotAvailable> {
        let mut growth = 1.0;
        for delay in now - period..self.settled {
            let (mut before, mut after, mut periods) = (0, 0, 0);
            // The latest period of which the count with the next delay is known, and from there to one that is alike.
            let latest = (now.checked_sub(delay + 1)).and_then(|latest| {
                let apart = (latest + self.cycle * (MOST_SETTLED + 1) - period) % self.cycle;
                latest.checked_sub(apart)
            });
            let mut candidate = latest;
            // Some of them may lack a snapshot.
            for _ in 0..2 * self.window {
                let Some(place) = candidate.filter(|_| periods < self.window) else {
                    break;
                };
                let (known, next) = (
                    triangle.known(place, delay),
                    triangle.known(place, delay + 1),
                );
                if let (Some(known), Some(next)) = (known, next) {
                    before += known;
                    after += next;
                    periods += 1;
                }
                candidate = place.checked_sub(self.cycle);
            }
            if periods < self.window {
                return Err(NotAvailable::FewPeriods {
                    delay,
                    periods,
                    needed: self.window,
                });
            }
            growth *= match (before, after) {
                (0, 0) => 1.0,
                (0, _) => return Err(NotAvailable::NoCases { delay }),
                (before, after) => after as f64 / before as f64,
            };
        }
        Ok(growth)
    }

    /// The errors |ln(N + ½) − ln(N̂ + ½)| that the latest nowcasts with this delay made, as far as their counts N are complete now; of n of them the one of rank
    /// ⌈(n + 1) · level⌉ is the half width on the scale of the logarithm. If errors of then and now are exchangeable, the complete count lies
    /// inside with at least this level. Source: Papadopoulos et al., ECML 2002; Lei et al., Journal of the American Statistical Association 113 (2018),
    /// section 2 (split conformal prediction).
    fn band(
        &self,
        triangle: &Triangle,
        delay: usize,
        now: usize,
        estimate: f64,
    ) -> Result<Interval, NotAvailable> {
        let half = |count: f64| (count + 0.5).ln();
        let mut errors = Vec::with_capacity(self.errors);
        if delay < self.settled {
            let newest = now.checked_sub(self.settled);
            let oldest = newest.map(|newest| newest.saturating_sub(3 * self.errors));
            let periods = newest
                .zip(oldest)
                .map(|(newest, oldest)| (oldest..=newest).rev());
            for period in periods.into_iter().flatten() {
                let Some(complete) = triangle.known(period, self.settled) else {
                    continue;
                };
                let then = period + delay;
                let growth = self.growth(triangle, period, then);
                let said = growth.and_then(|growth| grown(triangle, period, then, growth));
                if let Ok(said) = said {
                    errors.push((half(complete as f64) - half(said)).abs());
                }
                if errors.len() == self.errors {
                    break;
                }
            }
        } else {
            errors.resize(self.errors, 0.0);
        }
        if errors.len() < self.errors {
            return Err(NotAvailable::FewErrors {
                errors: errors.len(),
                needed: self.errors,
            });
        }
        errors.sort_by(f64::total_cmp);
        let width = errors[rank(errors.len(), self.level) - 1];
        let end = |width: f64| (estimate + 0.5) * width.exp() - 0.5;
        Ok(Interval {
            // A whole number may have been missed by rounding alone.
            lower: (end(-width) + 1e-6).floor().max(0.0),
            upper: (end(width) - 1e-6).ceil(),
        })
    }
}

/// What is known of a period, times its growth.
fn grown(triangle: &Triangle, period: usize, now: usize, growth: f64) -> Result<f64, NotAvailable> {
    let known = triangle
        .known(period, now - period)
        .ok_or(NotAvailable::NoCount)?;
    Ok(known as f64 * growth)
}

/// ⌈(n + 1) · level⌉, with room for the rounding of the level.
fn rank(count: usize, level: Level) -> usize {
    let exact = (count + 1) as f64 * level.get();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a count of limited size"
    )]
    let rank = (exact - 1e-9).ceil() as usize;
    rank
}
