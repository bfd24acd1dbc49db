// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What goes in and what comes out: counts, populations, levels, intervals.

use serde::Serialize;

use crate::distribution::normal_upper;

/// The largest count of cases.
pub const MOST_CASES: u64 = 1_000_000_000;
/// The largest population, in persons or person-years.
pub const MOST_POPULATION: f64 = 1e12;
/// The smallest population that is not 0; so few persons are expected cases of something rare.
pub const LEAST_POPULATION: f64 = 1e-6;
/// The largest number of areas that are looked at together.
pub const MOST_AREAS: usize = 20_000;

/// Why a number cannot be worked with.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ValueError {
    /// The level of confidence is outside its range.
    #[error("a level of confidence is from 0.5 to 0.9999, such as 0.95, not {0}")]
    Level(f64),
    /// There are more than [`MOST_CASES`].
    #[error("{0} cases are more than {MOST_CASES}")]
    TooManyCases(u64),
    /// The population is no number, below 0, between 0 and [`LEAST_POPULATION`], or above [`MOST_POPULATION`].
    #[error("a population is 0 or a number from {LEAST_POPULATION} to {MOST_POPULATION}, not {0}")]
    Population(f64),
    /// The part is larger than the whole.
    #[error("a part of {part} is larger than its whole of {whole}: are they exchanged?")]
    Part {
        /// The part.
        part: u64,
        /// The whole.
        whole: u64,
    },
    /// A target is outside its range.
    #[error("the target of a funnel plot is a number from 0 to {most}, not {target}")]
    Target {
        /// What was given.
        target: f64,
        /// The largest target.
        most: f64,
    },
    /// Two lists that belong together are not of the same length.
    #[error("there are {left} and {right} entries where each one needs its counterpart")]
    Lengths {
        /// Entries of the one.
        left: usize,
        /// Entries of the other.
        right: usize,
    },
    /// Expected cases are asked for people of a group in which the reference has nobody.
    #[error(
        "the reference has no population in group {group}, and the area has one: join the group with a neighbour"
    )]
    NoReference {
        /// The place of the group, from 0.
        group: usize,
    },
    /// There are more than [`MOST_AREAS`].
    #[error("{0} areas are more than {MOST_AREAS}")]
    TooManyAreas(usize),
    /// A moving average over no value or over too many.
    #[error("a moving average is over 1 to 400 values, an odd number if it is centred, not {0}")]
    Width(usize),
}

/// A two-sided level of confidence.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize)]
pub struct Level(f64);

impl Level {
    /// 95 %.
    pub const P95: Self = Self(0.95);
    /// 99.8 %, the outer limits of funnel plots.
    pub const P998: Self = Self(0.998);

    /// A level from 0.5 to 0.9999.
    pub fn new(level: f64) -> Result<Self, ValueError> {
        if (0.5..=0.9999).contains(&level) {
            Ok(Self(level))
        } else {
            Err(ValueError::Level(level))
        }
    }

    /// The level, 0.5 to 0.9999.
    pub fn get(self) -> f64 {
        self.0
    }

    /// What lies outside on each side: (1 − level)/2.
    pub(crate) fn tail(self) -> f64 {
        (1.0 - self.0) / 2.0
    }

    /// The normal quantile of 1 − [`Self::tail`].
    pub(crate) fn z(self) -> f64 {
        normal_upper(self.tail())
    }
}

/// How many persons (or person-years) a rate is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// One: a rate per person, a ratio to expected cases.
    One,
    /// A thousand.
    Thousand,
    /// A hundred thousand.
    #[default]
    HundredThousand,
    /// A million.
    Million,
}

impl Per {
    /// As a number.
    pub fn number(self) -> f64 {
        match self {
            Self::One => 1.0,
            Self::Thousand => 1e3,
            Self::HundredThousand => 1e5,
            Self::Million => 1e6,
        }
    }
}

/// Cases and the population that they came from.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Observation {
    cases: u64,
    population: f64,
}

impl Observation {
    /// Up to [`MOST_CASES`] cases in a population of [`LEAST_POPULATION`] to [`MOST_POPULATION`] persons, person-years, or expected cases. A population
    /// of 0 is possible (areas without inhabitants) and has no rate.
    pub fn new(cases: u64, population: f64) -> Result<Self, ValueError> {
        if cases > MOST_CASES {
            return Err(ValueError::TooManyCases(cases));
        }
        if population != 0.0 && !(LEAST_POPULATION..=MOST_POPULATION).contains(&population) {
            return Err(ValueError::Population(population));
        }
        Ok(Self { cases, population })
    }

    /// The sum of two, as of two age groups or two areas.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            cases: self.cases + other.cases,
            population: self.population + other.population,
        }
    }

    /// Nobody.
    pub(crate) const NONE: Self = Self {
        cases: 0,
        population: 0.0,
    };

    /// How many cases.
    pub fn cases(self) -> u64 {
        self.cases
    }

    /// How many persons, person-years or expected cases.
    pub fn population(self) -> f64 {
        self.population
    }

    /// Cases as a real number; up to [`MOST_CASES`] all of them are exact.
    pub(crate) fn count(self) -> f64 {
        self.cases as f64
    }

    /// Cases by population; none without a population.
    pub(crate) fn rate(self) -> Option<f64> {
        (self.population > 0.0).then(|| self.count() / self.population)
    }
}

/// A part of a whole, both counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Proportion {
    part: u64,
    whole: u64,
}

impl Proportion {
    /// A part of at most the whole, which is at most [`MOST_CASES`]. A whole of 0 is possible and has no proportion.
    pub fn new(part: u64, whole: u64) -> Result<Self, ValueError> {
        if whole > MOST_CASES {
            return Err(ValueError::TooManyCases(whole));
        }
        if part > whole {
            return Err(ValueError::Part { part, whole });
        }
        Ok(Self { part, whole })
    }

    /// A part of a sum of two counts.
    pub(crate) fn of_sum(part: u64, whole: u64) -> Self {
        Self { part, whole }
    }

    /// The part.
    pub fn part(self) -> u64 {
        self.part
    }

    /// The whole.
    pub fn whole(self) -> u64 {
        self.whole
    }
}

/// From where to where.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// The lower end.
    pub lower: f64,
    /// The upper end.
    pub upper: f64,
}

impl Interval {
    /// Whether a value lies inside or at an end.
    pub fn contains(self, value: f64) -> bool {
        self.lower <= value && value <= self.upper
    }

    pub(crate) fn times(self, factor: f64) -> Self {
        Self {
            lower: self.lower * factor,
            upper: self.upper * factor,
        }
    }
}

/// A value and its interval of confidence.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Estimate {
    /// The value.
    pub value: f64,
    /// Its interval, which contains it.
    pub interval: Interval,
}

impl Estimate {
    /// None if a part of it is no finite number.
    pub(crate) fn checked(value: f64, interval: Interval) -> Option<Self> {
        let all = [value, interval.lower, interval.upper];
        all.iter()
            .all(|each| each.is_finite())
            .then_some(Self { value, interval })
    }
}
