// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is said about a week. Data only: pages and commands have the words.

use kernel::IsoWeek;
use serde::Serialize;

use crate::series::Series;

/// What a method says about one week.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// The place of the week in its series, from 0.
    pub index: usize,
    /// The week.
    pub week: IsoWeek,
    /// The count; none if it is missing.
    pub observed: Option<u32>,
    /// The count that is expected, the middle of what usually happens (cases). CUSUM: the mean before the tested weeks. RKI and
    /// Bayes: the mean of the weeks that are learned from.
    pub expected: Option<f64>,
    /// The upper bound (cases); a count above it is a signal. CUSUM: the smallest count that would be one.
    pub bound: Option<f64>,
    /// The number that the method compares. Farrington: R's exceedance score, taken on the scale of the logarithm for `NbPlugin` and
    /// `Muan`, therefore nothing for people. C1 and C2: (y − mean)/sd. CUSUM: the sum C.
    pub score: Option<f64>,
    /// Count by bound, for people; none if the bound is 0.
    pub ratio: Option<f64>,
    /// How probable a count of at least this size is without an outbreak; Farrington only.
    pub p_value: Option<f64>,
    /// Whether it is a signal; none if the method cannot say. A week with too few recent cases is none.
    pub alarm: Option<bool>,
    /// The model of a Farrington method.
    pub model: Option<Model>,
    /// Why there is no bound, or why a count above it is no signal.
    pub reason: Option<Reason>,
}

/// What a Farrington model learned.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Model {
    /// Overdispersion φ, at least 1: variance by mean.
    pub phi: f64,
    /// The trend per week on the scale of the logarithm; none if it was not kept.
    pub trend: Option<f64>,
    /// The mean of the distribution whose quantile is the bound, as R names it: exp(η) with `NbPlugin`, its upper limit with
    /// `Muan`. With `Delta` R takes the exponential of a limit that is a count already; the number is of no use
    /// but to compare.
    pub mu0: f64,
    /// How many years back it looked.
    pub years: u32,
    /// How many weeks it learned from.
    pub weeks: usize,
}

/// Why there is no bound, or no signal in spite of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum Reason {
    /// There are fewer weeks before this one (since the last break of the series) than are needed.
    NotEnoughHistory {
        /// Weeks before this one.
        weeks: usize,
        /// Weeks that are needed.
        needed: usize,
    },
    /// After leaving out what is missing or excluded, too few weeks are left to learn from.
    TooFewWeeksLeft {
        /// Weeks that are left.
        weeks: usize,
        /// Weeks that are needed.
        needed: usize,
    },
    /// The week itself has no count.
    NotObserved,
    /// A week that the method cannot do without has no count.
    MissingWeek {
        /// That week.
        week: IsoWeek,
    },
    /// The counts that are learned from are all equal, so that nothing can be said about their variation.
    NoVariation,
    /// The model could not be fitted, neither with trend nor without.
    NotConverged,
    /// The model is so uncertain that its bound is no number.
    TooUncertain,
    /// Too few cases in the last weeks for a signal, this one included.
    FewRecentCases {
        /// Cases in these weeks.
        cases: u64,
        /// Cases that are needed.
        least: u32,
        /// In how many weeks.
        weeks: u32,
    },
    /// The count is above the bound, and less than the plan asks for.
    BelowLeastCases {
        /// Cases that the plan asks for.
        least: u32,
    },
}

impl Reason {
    /// A stable name for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotEnoughHistory { .. } => "not-enough-history",
            Self::TooFewWeeksLeft { .. } => "too-few-weeks-left",
            Self::NotObserved => "not-observed",
            Self::MissingWeek { .. } => "missing-week",
            Self::NoVariation => "no-variation",
            Self::NotConverged => "not-converged",
            Self::TooUncertain => "too-uncertain",
            Self::FewRecentCases { .. } => "few-recent-cases",
            Self::BelowLeastCases { .. } => "below-least-cases",
        }
    }
}

/// A week that was learned from.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PastWeek {
    /// The week.
    pub week: IsoWeek,
    /// Its count.
    pub count: u32,
    /// How much it weighs. Farrington gives weeks of former outbreaks less than others; else 1.
    pub weight: f64,
}

/// Why a week is a signal or is none.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// What was found.
    pub finding: Finding,
    /// Cases above what is expected; negative below.
    pub above_expected: Option<f64>,
    /// Cases above the bound; negative below.
    pub above_bound: Option<f64>,
    /// The weeks that were learned from, in their order.
    pub past: Vec<PastWeek>,
    /// Weeks since the first of these that have no count.
    pub missing: Vec<IsoWeek>,
    /// Weeks since the first of these that are excluded.
    pub excluded: Vec<IsoWeek>,
    /// The week in which the series begins anew, if it does.
    pub since: Option<IsoWeek>,
}

impl Finding {
    /// Nothing but the week and its count.
    pub(crate) fn of(series: &Series, index: usize) -> Self {
        Self {
            index,
            week: series.week(index),
            observed: series.count(index),
            expected: None,
            bound: None,
            score: None,
            ratio: None,
            p_value: None,
            alarm: None,
            model: None,
            reason: None,
        }
    }

    /// Nothing can be said.
    pub(crate) fn unavailable(series: &Series, index: usize, reason: Reason) -> Self {
        Self {
            reason: Some(reason),
            ..Self::of(series, index)
        }
    }

    /// A count above this bound is a signal.
    pub(crate) fn with_bound(mut self, bound: f64) -> Self {
        self.bound = Some(bound);
        match self.observed {
            Some(observed) => self.alarm = Some(f64::from(observed) > bound),
            None => self.reason = Some(Reason::NotObserved),
        }
        self
    }
}

/// A finding with the places and weights that it was learned from.
#[derive(Debug)]
pub(crate) struct Learned {
    pub(crate) finding: Finding,
    pub(crate) past: Vec<(usize, f64)>,
}

impl Learned {
    pub(crate) fn nothing(finding: Finding) -> Self {
        Self {
            finding,
            past: Vec::new(),
        }
    }

    /// Learned from these places, all alike.
    pub(crate) fn equally(finding: Finding, places: impl IntoIterator<Item = usize>) -> Self {
        Self {
            finding,
            past: places.into_iter().map(|place| (place, 1.0)).collect(),
        }
    }
}
