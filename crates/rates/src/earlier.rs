// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A week beside the same weeks of earlier years.

use std::ops::RangeInclusive;

use kernel::IsoWeek;
use serde::Serialize;

use crate::weeks::{Weeks, WeeksError, is_long};

/// Which weeks of earlier years a week is compared with: the week of the same number and `half` weeks before and after it, in
/// calendar order, so that a window at the turn of a year takes the week 53 of years that have one. A week 53 is compared with the week 53 of
/// such years; in the others its place is the turn of the year, and both weeks there (52, and 1 of the next year) stand for it, with `half` weeks before
/// and after them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierYears {
    years: u16,
    half: u8,
    without: Vec<RangeInclusive<IsoWeek>>,
}

/// How a count stands to another one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Excess {
    /// Count by the other, as in “1.8 times as many”; none if the other is 0.
    pub ratio: Option<f64>,
    /// Count minus the other, as in “12 more”; negative below.
    pub difference: f64,
}

/// A week beside those of earlier years.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// The week.
    pub week: IsoWeek,
    /// Its count; none if it is missing.
    pub observed: Option<u32>,
    /// How many years have at least one week with a count.
    pub years: usize,
    /// The weeks that are compared with and have a count, in their order.
    pub past: Vec<(IsoWeek, u32)>,
    /// The median of their counts, the mean of the middle two of an even number.
    pub median: f64,
    /// The smallest count.
    pub minimum: u32,
    /// The largest count.
    pub maximum: u32,
    /// The mean.
    pub mean: f64,
    /// The count beside the median; none if it is missing.
    pub to_median: Option<Excess>,
    /// The count beside the mean.
    pub to_mean: Option<Excess>,
}

impl EarlierYears {
    /// 1 to 50 years back, 0 to 12 weeks on each side.
    pub fn new(years: u16, half: u8) -> Result<Self, WeeksError> {
        if !(1..=50).contains(&years) || half > 12 {
            return Err(WeeksError::Window { years, half });
        }
        Ok(Self {
            years,
            half,
            without: Vec::new(),
        })
    }

    /// Weeks that were different and are not compared with, such as those of a pandemic.
    #[must_use]
    pub fn without(mut self, weeks: RangeInclusive<IsoWeek>) -> Self {
        self.without.push(weeks);
        self
    }

    /// The weeks that a week is compared with, in their order, whether they have counts or not. Years before 1901 are left out.
    pub fn weeks(&self, week: IsoWeek) -> Vec<IsoWeek> {
        self.by_years(week).map(|(_, week)| week).collect()
    }

    /// The weeks, each with how many years back it belongs to.
    fn by_years(&self, week: IsoWeek) -> impl Iterator<Item = (u16, IsoWeek)> {
        let half = i32::from(self.half);
        let mut weeks = Vec::new();
        for back in (1..=self.years).rev() {
            let year = i16::try_from(i32::from(week.year()) - i32::from(back)).unwrap_or_default();
            let center = match week.week() {
                53 if !is_long(year) => IsoWeek::new(year, 52).map(|last| (last, last.plus(1))),
                number => IsoWeek::new(year, number).map(|same| (same, same)),
            };
            let Ok((first, last)) = center else { continue };
            if year <= 1900 {
                continue;
            }
            let count = last.since(first) + 2 * half;
            weeks.extend((0..=count).map(|place| (back, first.plus(place - half))));
        }
        weeks.retain(|(_, week)| !self.without.iter().any(|left_out| left_out.contains(week)));
        weeks.into_iter()
    }

    /// The week beside those of earlier years; none if none of them has a count.
    pub fn compare(&self, series: &Weeks, week: IsoWeek) -> Option<Comparison> {
        let mut years = Vec::new();
        let mut past = Vec::new();
        for (back, earlier) in self.by_years(week) {
            if let Some(count) = series.count(earlier) {
                years.push(back);
                past.push((earlier, count));
            }
        }
        years.dedup();
        let mut counts: Vec<u32> = past.iter().map(|(_, count)| *count).collect();
        counts.sort_unstable();
        let (minimum, maximum) = (*counts.first()?, *counts.last()?);
        let middle = counts.len() / 2;
        let below = counts[(counts.len() - 1) / 2];
        let median = f64::midpoint(f64::from(below), f64::from(counts[middle]));
        let sum: u64 = counts.iter().map(|count| u64::from(*count)).sum();
        let mean = sum as f64 / counts.len() as f64;
        let observed = series.count(week);
        let beside = |other: f64| {
            observed.map(|observed| Excess {
                ratio: (other > 0.0).then(|| f64::from(observed) / other),
                difference: f64::from(observed) - other,
            })
        };
        Some(Comparison {
            week,
            observed,
            years: years.len(),
            median,
            minimum,
            maximum,
            mean,
            to_median: beside(median),
            to_mean: beside(mean),
            past,
        })
    }
}
