// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How counts go on: averages over days or weeks, incidence of seven days, change.

use serde::Serialize;

use crate::compare::{Ratio, RatioInterval, rate_difference, rate_ratio};
use crate::crude::{PoissonInterval, crude_rate};
use crate::value::{Estimate, Interval, Level, Observation, Per, ValueError};

/// The widest average.
const WIDEST: usize = 400;

/// The average of each value and the `width` − 1 before it (1 to 400). None for the first ones, and where one of them is missing.
pub fn trailing_average(
    values: &[Option<f64>],
    width: usize,
) -> Result<Vec<Option<f64>>, ValueError> {
    if !(1..=WIDEST).contains(&width) {
        return Err(ValueError::Width(width));
    }
    Ok((0..values.len())
        .map(|place| average(values, (place + 1).checked_sub(width)?, width))
        .collect())
}

/// The average of each value and as many on both sides, `width` together (an odd number from 1 to 399). None at both ends, and where one of them
/// is missing.
pub fn moving_average(
    values: &[Option<f64>],
    width: usize,
) -> Result<Vec<Option<f64>>, ValueError> {
    if !(1..=WIDEST).contains(&width) || width.is_multiple_of(2) {
        return Err(ValueError::Width(width));
    }
    Ok((0..values.len())
        .map(|place| average(values, place.checked_sub(width / 2)?, width))
        .collect())
}

fn average(values: &[Option<f64>], from: usize, width: usize) -> Option<f64> {
    let window = values.get(from..from + width)?;
    let sum = window.iter().copied().sum::<Option<f64>>()?;
    let average = sum / width as f64;
    average.is_finite().then_some(average)
}

/// Cases of each day and the six days before it by 100,000 inhabitants, with intervals. None for the first six days, where a day is missing, and without
/// population (a number from 0 on).
pub fn seven_day_incidence(
    days: &[Option<u32>],
    population: f64,
    method: PoissonInterval,
    level: Level,
) -> Result<Vec<Option<Estimate>>, ValueError> {
    Observation::new(0, population)?;
    (0..days.len())
        .map(|day| {
            let week = (day + 1).checked_sub(7).map(|from| &days[from..=day]);
            let sum = week.and_then(|week| {
                let counts = week.iter().map(|count| count.map(u64::from));
                counts.sum::<Option<u64>>()
            });
            sum.map_or(Ok(None), |cases| {
                let observation = Observation::new(cases, population)?;
                Ok(crude_rate(observation, Per::HundredThousand, method, level))
            })
        })
        .collect()
}

/// A period beside the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Change {
    /// How many times the rate of the period before; none if both have no cases.
    pub ratio: Option<Ratio>,
    /// The same in per cent: 20 is a fifth more, −50 half as many. None where the ratio has no value or no bound.
    pub percent: Option<Estimate>,
    /// The rate minus that of the period before, per 100,000; none without population.
    pub difference: Option<Estimate>,
    /// Whether the interval of the ratio leaves 1 out, so that more than chance changed.
    pub clear: bool,
}

/// The change from the period before, such as the week before: [`rate_ratio`] by [`RatioInterval::Score`] and [`rate_difference`] by exact intervals. Cases are taken
/// as independent; in an outbreak they are not, and the interval is then too narrow.
pub fn change(now: Observation, before: Observation, level: Level) -> Change {
    let ratio = rate_ratio(now, before, RatioInterval::Score, level);
    let percent = ratio.and_then(|ratio| {
        let per_cent = |ratio: f64| (ratio - 1.0) * 100.0;
        Some(Estimate {
            value: per_cent(ratio.value?),
            interval: Interval {
                lower: per_cent(ratio.lower),
                upper: per_cent(ratio.upper?),
            },
        })
    });
    let per = Per::HundredThousand;
    Change {
        ratio,
        percent,
        difference: rate_difference(now, before, per, PoissonInterval::Exact, level),
        clear: ratio
            .is_some_and(|ratio| ratio.lower > 1.0 || ratio.upper.is_some_and(|upper| upper < 1.0)),
    }
}
