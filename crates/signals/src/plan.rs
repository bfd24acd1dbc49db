// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is done with a series: the method, and what the method does not know.

use std::ops::{Range, RangeInclusive};

use kernel::IsoWeek;
use serde::Serialize;

use crate::bayes::Bayes;
use crate::cusum::{Cusum, Running};
use crate::ears::Ears;
use crate::farrington::Farrington;
use crate::finding::{Explanation, Finding, Learned, PastWeek, Reason};
use crate::past::{Past, Week};
use crate::rki::Rki;
use crate::series::Series;

/// A method with its parameters.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(tag = "method", rename_all = "kebab-case")]
pub enum Method {
    /// The few weeks before.
    Ears(Ears),
    /// A model of the same season in former years.
    Farrington(Farrington),
    /// The predictive distribution after the same weeks.
    Bayes(Bayes),
    /// The former routine of the Robert Koch-Institut.
    Rki(Rki),
    /// Surpluses added up.
    Cusum(Cusum),
}

/// From one week to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct WeekSpan {
    /// The first.
    pub from: IsoWeek,
    /// The last.
    pub to: IsoWeek,
}

/// Weeks of a series that are not like the others (contact restrictions, a new test, a new definition of a case).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Interventions {
    /// Weeks that are not learned from.
    pub excluded: Vec<WeekSpan>,
    /// Weeks in which the series begins anew: from then on nothing before them is learned from.
    pub splits: Vec<IsoWeek>,
}

/// A method, and what keeps a signal quiet besides it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Plan {
    /// The method.
    pub method: Method,
    /// Weeks that are not like the others.
    pub interventions: Interventions,
    /// How many weeks must lie before a tested one (since the series began anew); the method may need more.
    pub minimum_history: u32,
    /// A count below this is no signal, whatever the bound is.
    pub least_cases: u32,
}

/// Why a plan cannot be carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignalError {
    /// A parameter is out of its range.
    #[error("{parameter} is {value}, and must be {range}")]
    Parameter {
        /// Which one.
        parameter: &'static str,
        /// What it is.
        value: String,
        /// What it may be.
        range: &'static str,
    },
    /// The tested weeks are not in the series.
    #[error(
        "the weeks {from} to {to} are not in the series, which has {weeks} weeks from {first} to {last}"
    )]
    Weeks {
        /// The first tested week, counted from 1.
        from: usize,
        /// The last tested week, counted from 1.
        to: usize,
        /// How many weeks the series has.
        weeks: usize,
        /// Its first week.
        first: IsoWeek,
        /// Its last week.
        last: IsoWeek,
    },
}

impl Plan {
    /// A method by itself, which says something as soon as it can.
    pub fn of(method: Method) -> Self {
        Self {
            method,
            interventions: Interventions::default(),
            minimum_history: 0,
            least_cases: 0,
        }
    }

    /// A method that is silent until it has seen enough to be believed: four years for Farrington (which may then look back three
    /// years only), half a year for EARS, which also believes no deviation below 0.5 (Burkom's advice for rare events, in the manual
    /// of R's `earsC`), so that one case after weeks of none is no signal.
    pub fn cautious(method: Method) -> Self {
        let mut plan = Self::of(method);
        match &mut plan.method {
            Method::Farrington(farrington) => {
                farrington.fewest_years = farrington.fewest_years.min(3);
                plan.minimum_history = 208;
            }
            Method::Ears(ears) => {
                ears.min_sigma = ears.min_sigma.max(0.5);
                plan.minimum_history = 26;
            }
            Method::Bayes(_) | Method::Rki(_) | Method::Cusum(_) => {}
        }
        plan
    }

    /// What the daily list shows.
    pub fn daily() -> Self {
        Self::cautious(Method::Farrington(Farrington::default()))
    }

    /// Tests weeks by their places, in the order of time.
    pub fn test(&self, series: &Series, weeks: Range<usize>) -> Result<Vec<Finding>, SignalError> {
        let past = self.prepare(series, &weeks)?;
        let learned = self.run(&past, weeks);
        Ok(learned.map(|learned| learned.finding).collect())
    }

    /// The same with the weeks that were learned from.
    pub fn explain(
        &self,
        series: &Series,
        weeks: Range<usize>,
    ) -> Result<Vec<Explanation>, SignalError> {
        let past = self.prepare(series, &weeks)?;
        Ok(self
            .run(&past, weeks)
            .map(|learned| explanation(&past, learned))
            .collect())
    }

    /// Tests many series on so many processors. Each answer is the one that [`Plan::test`] gives for the series alone.
    pub fn test_all<'s>(
        &self,
        series: &[(&'s Series, Range<usize>)],
        threads: usize,
    ) -> Result<Vec<Vec<Finding>>, SignalError> {
        let share = series.len().div_ceil(threads.max(1)).max(1);
        let part = |part: &[(&'s Series, Range<usize>)]| {
            part.iter()
                .map(|(series, weeks)| self.test(series, weeks.clone()))
                .collect::<Result<Vec<_>, _>>()
        };
        std::thread::scope(|scope| {
            let part = &part;
            let running: Vec<_> = series
                .chunks(share)
                .map(|chunk| scope.spawn(move || part(chunk)))
                .collect();
            let mut all = Vec::with_capacity(series.len());
            for thread in running {
                match thread.join() {
                    Ok(findings) => all.extend(findings?),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            Ok(all)
        })
    }

    /// Whether all parameters are in their ranges.
    pub fn check(&self) -> Result<(), SignalError> {
        match self.method {
            Method::Ears(ears) => {
                whole("baseline", ears.baseline, 3..=520, "3 to 520")?;
                alpha(ears.alpha)?;
                real(
                    "min-sigma",
                    ears.min_sigma,
                    |value| value >= 0.0,
                    "0 or more",
                )
            }
            Method::Farrington(method) => check_farrington(&method),
            Method::Bayes(bayes) => {
                seasons(bayes.years, bayes.half, bayes.this_year)?;
                alpha(bayes.alpha)
            }
            Method::Rki(rki) => seasons(rki.years, rki.half, rki.this_year),
            Method::Cusum(cusum) => {
                real("k", cusum.k, |value| value >= 0.0, "0 or more")?;
                real("h", cusum.h, |value| value > 0.0, "above 0")?;
                let mean = cusum.mean.unwrap_or(1.0);
                real("mean", mean, |value| value > 0.0, "above 0")
            }
        }
    }

    fn prepare<'s>(
        &self,
        series: &'s Series,
        weeks: &Range<usize>,
    ) -> Result<Past<'s>, SignalError> {
        self.check()?;
        if weeks.start > weeks.end || weeks.end > series.len() {
            return Err(SignalError::Weeks {
                from: weeks.start.saturating_add(1),
                to: weeks.end,
                weeks: series.len(),
                first: series.week(0),
                last: series.week(series.len() - 1),
            });
        }
        Ok(Past::new(series, &self.interventions))
    }

    fn run(&self, past: &Past<'_>, weeks: Range<usize>) -> impl Iterator<Item = Learned> {
        let mut running = match self.method {
            Method::Cusum(cusum) => Some(Running::new(cusum)),
            _ => None,
        };
        weeks.map(move |index| {
            let learned = match self.too_early(past, index) {
                Some(reason) => Err(reason),
                None => match (&self.method, &mut running) {
                    (Method::Ears(ears), _) => ears.test(past, index),
                    (Method::Farrington(farrington), _) => farrington.test(past, index),
                    (Method::Bayes(bayes), _) => bayes.test(past, index),
                    (Method::Rki(rki), _) => rki.test(past, index),
                    (Method::Cusum(cusum), running) => running
                        .get_or_insert_with(|| Running::new(*cusum))
                        .test(past, index),
                },
            };
            let mut learned = learned.unwrap_or_else(|reason| {
                Learned::nothing(Finding::unavailable(past.series, index, reason))
            });
            self.finish(&mut learned.finding);
            learned
        })
    }

    fn too_early(&self, past: &Past<'_>, index: usize) -> Option<Reason> {
        let weeks = past.history(index);
        let needed = usize::try_from(self.minimum_history).unwrap_or(usize::MAX);
        (weeks < needed).then_some(Reason::NotEnoughHistory { weeks, needed })
    }

    fn finish(&self, finding: &mut Finding) {
        let observed = finding.observed.map(f64::from);
        finding.ratio = match (observed, finding.bound) {
            (Some(observed), Some(bound)) if bound > 0.0 => Some(observed / bound),
            _ => None,
        };
        let least = self.least_cases;
        if finding.alarm == Some(true) && finding.observed < Some(least) {
            finding.alarm = Some(false);
            finding.reason = Some(Reason::BelowLeastCases { least });
        }
    }
}

fn explanation(past: &Past<'_>, learned: Learned) -> Explanation {
    let Learned {
        finding,
        past: used,
    } = learned;
    let series = past.series;
    let observed = finding.observed.map(f64::from);
    let above = |limit: Option<f64>| Some(observed? - limit?);
    let begin = past.begin(finding.index);
    let span = used.first().map_or(finding.index, |(first, _)| *first)..finding.index;
    let weeks = |wanted: Week| {
        let places = span.clone().filter(|place| past.week(*place) == wanted);
        places.map(|place| series.week(place)).collect()
    };
    Explanation {
        above_expected: above(finding.expected),
        above_bound: above(finding.bound),
        missing: weeks(Week::Missing),
        excluded: weeks(Week::Excluded),
        since: (begin > 0).then(|| series.week(begin)),
        past: used
            .iter()
            .filter_map(|(place, weight)| {
                Some(PastWeek {
                    week: series.week(*place),
                    count: series.count(*place)?,
                    weight: *weight,
                })
            })
            .collect(),
        finding,
    }
}

fn check_farrington(method: &Farrington) -> Result<(), SignalError> {
    whole("years", method.years, 1..=50, "1 to 50")?;
    let fewest = 1..=method.years;
    whole("fewest-years", method.fewest_years, fewest, "1 to years")?;
    whole("half", method.half, 0..=25, "0 to 25")?;
    let seasons = 1..=52 - 2 * method.half;
    whole("periods", method.periods, seasons, "1 to 52 − 2·half")?;
    whole("pause", method.pause, 0..=520, "0 to 520")?;
    real("outlier", method.outlier, |value| value > 0.0, "above 0")?;
    let share = |value: f64| (0.0..=1.0).contains(&value);
    real("trend-p", method.trend_p, share, "0 to 1")?;
    whole("recent weeks", method.recent.weeks, 1..=520, "1 to 520")?;
    alpha(method.alpha)
}

fn seasons(years: u32, half: u32, this_year: bool) -> Result<(), SignalError> {
    let fewest = u32::from(!this_year);
    whole(
        "years",
        years,
        fewest..=50,
        "0 to 50, and at least 1 without the weeks of this year",
    )?;
    let least = u32::from(this_year);
    whole(
        "half",
        half,
        least..=25,
        "0 to 25, and at least 1 with the weeks of this year",
    )
}

fn alpha(value: f64) -> Result<(), SignalError> {
    let within = |value: f64| value > 0.0 && value <= 0.5;
    real("alpha", value, within, "above 0 and up to 0.5")
}

fn whole(
    parameter: &'static str,
    value: u32,
    allowed: RangeInclusive<u32>,
    range: &'static str,
) -> Result<(), SignalError> {
    if allowed.contains(&value) {
        return Ok(());
    }
    Err(SignalError::Parameter {
        parameter,
        value: value.to_string(),
        range,
    })
}

fn real(
    parameter: &'static str,
    value: f64,
    allowed: impl Fn(f64) -> bool,
    range: &'static str,
) -> Result<(), SignalError> {
    if value.is_finite() && allowed(value) {
        return Ok(());
    }
    Err(SignalError::Parameter {
        parameter,
        value: value.to_string(),
        range,
    })
}
