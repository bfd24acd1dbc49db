// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The rows of indicators, in order.

use std::collections::BTreeMap;

use datasets::{Level, Period, PeriodKind, Place};
use kernel::{AgeGroup, Sex};

/// The most rows of a table.
pub const MOST_ROWS: usize = 5_000_000;

/// Of which people a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Group {
    /// Of which age; none means all ages.
    pub age: Option<AgeGroup>,
    /// Of which sex; none means all.
    pub sex: Option<Sex>,
}

impl Group {
    /// Everybody.
    pub const ALL: Self = Self {
        age: None,
        sex: None,
    };
}

/// How much.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    /// So many.
    Count(u64),
    /// So many of so many.
    Ratio {
        /// Those with the property, at most the denominator.
        numerator: u64,
        /// All that were looked at, above 0.
        denominator: u64,
    },
    /// A number that its source has calculated.
    Value {
        /// The number, finite.
        value: f64,
        /// The lower bound, at most the number.
        lower: Option<f64>,
        /// The upper bound, at least the number.
        upper: Option<f64>,
    },
}

impl Number {
    /// Two of the same kind together; values cannot be added.
    pub(crate) fn and(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Count(one), Self::Count(two)) => one.checked_add(two).map(Self::Count),
            (
                Self::Ratio {
                    numerator,
                    denominator,
                },
                Self::Ratio {
                    numerator: more,
                    denominator: of,
                },
            ) => Some(Self::Ratio {
                numerator: numerator.checked_add(more)?,
                denominator: denominator.checked_add(of)?,
            }),
            _ => None,
        }
    }

    /// Whether it is one that can be worked with.
    pub(crate) fn is_sound(self) -> bool {
        match self {
            Self::Count(_) => true,
            Self::Ratio {
                numerator,
                denominator,
            } => denominator > 0 && numerator <= denominator,
            Self::Value {
                value,
                lower,
                upper,
            } => {
                value.is_finite()
                    && lower.is_none_or(|lower| lower.is_finite() && lower <= value)
                    && upper.is_none_or(|upper| upper.is_finite() && value <= upper)
            }
        }
    }
}

/// A number with all that it is about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// When.
    pub period: Period,
    /// Where.
    pub place: Place,
    /// Of whom.
    pub group: Group,
    /// How much.
    pub number: Number,
}

impl Row {
    pub(crate) fn at(&self) -> (Period, Place, Group) {
        (self.period, self.place, self.group)
    }
}

/// An indicator with its rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    key: String,
    unit: String,
    rows: Vec<Row>,
}

impl Indicator {
    /// An indicator with rows in any order; of several about the same the first is kept, and what is no sound number is left out.
    pub fn new(key: &str, unit: &str, mut rows: Vec<Row>) -> Self {
        rows.retain(|row| row.number.is_sound());
        rows.sort_by_key(Row::at);
        rows.dedup_by_key(|row| row.at());
        Self {
            key: key.to_owned(),
            unit: unit.to_owned(),
            rows,
        }
    }

    /// Its key.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What its values are measured in; may be empty.
    pub fn unit(&self) -> &str {
        &self.unit
    }

    /// Its rows by period, place, age and sex.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The rows of a place in a period.
    pub fn rows_of(&self, period: Period, place: Place) -> &[Row] {
        let from = self
            .rows
            .partition_point(|row| (row.period, row.place) < (period, place));
        let rest = &self.rows[from..];
        let count = rest.partition_point(|row| (row.period, row.place) == (period, place));
        &rest[..count]
    }

    /// The rows of a period.
    pub fn rows_in(&self, period: Period) -> &[Row] {
        let from = self.rows.partition_point(|row| row.period < period);
        let rest = &self.rows[from..];
        &rest[..rest.partition_point(|row| row.period == period)]
    }

    /// By which periods most of its rows are told apart.
    pub fn kind(&self) -> Option<PeriodKind> {
        let mut kinds: Vec<(usize, PeriodKind)> = Vec::new();
        for row in &self.rows {
            let kind = row.period.kind();
            match kinds.iter_mut().find(|(_, one)| *one == kind) {
                Some((count, _)) => *count += 1,
                None => kinds.push((1, kind)),
            }
        }
        let most = kinds.into_iter().max_by_key(|(count, _)| *count);
        most.map(|(_, kind)| kind)
    }

    /// The first and the last period of that kind.
    pub fn span(&self) -> Option<(Period, Period)> {
        let kind = self.kind()?;
        let mut of_kind = self.rows.iter().filter(|row| row.period.kind() == kind);
        let first = of_kind.next()?.period;
        Some((first, of_kind.next_back().map_or(first, |row| row.period)))
    }

    /// The places of a level that have rows.
    pub fn places(&self, level: Level) -> Vec<Place> {
        let mut places: Vec<Place> = self
            .rows
            .iter()
            .map(|row| row.place)
            .filter(|place| place.level() == level)
            .collect();
        places.sort_unstable();
        places.dedup();
        places
    }
}

/// Indicators by their keys.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    indicators: BTreeMap<String, Indicator>,
}

impl Table {
    /// A table of some indicators; of several with the same key the last is kept.
    pub fn new(indicators: impl IntoIterator<Item = Indicator>) -> Self {
        let with_rows = indicators.into_iter().filter(|one| !one.rows.is_empty());
        Self {
            indicators: with_rows.map(|one| (one.key.clone(), one)).collect(),
        }
    }

    /// The indicators by key.
    pub fn indicators(&self) -> impl Iterator<Item = &Indicator> {
        self.indicators.values()
    }

    /// The one with a key.
    pub fn indicator(&self, key: &str) -> Option<&Indicator> {
        self.indicators.get(key)
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.indicators.values().map(|one| one.rows.len()).sum()
    }
}
