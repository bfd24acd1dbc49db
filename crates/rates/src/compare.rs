// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Two rates beside each other, and cases beside those that are expected.

use serde::Serialize;

use crate::crude::{PoissonInterval, crude_rate, wilson};
use crate::value::{Estimate, Interval, Level, Observation, Per, Proportion, ValueError};

/// How the interval of a ratio of rates is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RatioInterval {
    /// By inverting the score test: given the sum of the cases, those of the first are a proportion of it, and its Wilson interval becomes one of
    /// odds. Also where one of the two has no cases. Source: Sato, Biometrics 46 (1990); Gu et al., Biometrical Journal 50 (2008).
    #[default]
    Score,
    /// Normal on the scale of the logarithm: ratio · exp(∓ z√(1/a + 1/b)). Not where one of the two has no cases. Source:
    /// Rothman, Greenland and Lash, *Modern Epidemiology*, 3rd edition 2008, chapter 14.
    Log,
}

/// A ratio of two rates with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Ratio {
    /// The ratio; none if only the second has no cases, so that it is without bound.
    pub value: Option<f64>,
    /// The lower end of its interval.
    pub lower: f64,
    /// The upper end; none if it is without bound.
    pub upper: Option<f64>,
}

/// The rate of `first` by that of `second`, as of two areas or two periods. None if one has no population, if both have no cases, and by
/// [`RatioInterval::Log`] if one has none.
pub fn rate_ratio(
    first: Observation,
    second: Observation,
    method: RatioInterval,
    level: Level,
) -> Option<Ratio> {
    first.rate()?;
    second.rate()?;
    let weight = second.population() / first.population();
    let (a, b) = (first.cases(), second.cases());
    if a + b == 0 {
        return None;
    }
    let value = (b > 0).then(|| first.count() / second.count() * weight);
    let (lower, upper) = match method {
        RatioInterval::Score => {
            // The sum may be above what one observation may be; it is a whole all the same.
            let of = |part: u64| wilson(Proportion::of_sum(part, a + b), level);
            let (of_first, of_second) = (of(a)?.interval, of(b)?.interval);
            // 1 − lower of the first is the upper of the second, without the difference.
            let lower = of_first.lower / of_second.upper * weight;
            let upper = (b > 0).then(|| of_first.upper / of_second.lower * weight);
            (lower, upper)
        }
        RatioInterval::Log => {
            let value = value.filter(|value| *value > 0.0)?;
            let factor = (level.z() * (1.0 / first.count() + 1.0 / second.count()).sqrt()).exp();
            (value / factor, Some(value * factor))
        }
    };
    Some(Ratio {
        value,
        lower,
        upper,
    })
}

/// The rate of `first` minus that of `second`, times `per`. Its interval is put together from those of the two rates (MOVER): the lower end is
/// d − √((r₁ − l₁)² + (u₂ − r₂)²), the upper one d + √((u₁ − r₁)² + (r₂ − l₂)²). None if one has no population. Source: Zou and Donner,
/// Statistics in Medicine 27 (2008); for rates Li, Tang and Wong, Computational Statistics 29 (2014).
pub fn rate_difference(
    first: Observation,
    second: Observation,
    per: Per,
    method: PoissonInterval,
    level: Level,
) -> Option<Estimate> {
    let one = crude_rate(first, per, method, level)?;
    let two = crude_rate(second, per, method, level)?;
    let value = one.value - two.value;
    let down = (one.value - one.interval.lower).hypot(two.interval.upper - two.value);
    let up = (one.interval.upper - one.value).hypot(two.value - two.interval.lower);
    let interval = Interval {
        lower: value - down,
        upper: value + up,
    };
    Estimate::checked(value, interval)
}

/// Observed by expected cases (SMR, SIR): 1 is as many as expected. None if none are expected. Source: Breslow and Day, *Statistical
/// Methods in Cancer Research II*, IARC 1987, section 2.3; the interval is that of the observed count by the expected one.
pub fn standardised_ratio(
    observed: u64,
    expected: f64,
    method: PoissonInterval,
    level: Level,
) -> Result<Option<Estimate>, ValueError> {
    let observation = Observation::new(observed, expected)?;
    Ok(crude_rate(observation, Per::One, method, level))
}

/// The cases that an area would have with the rates of a reference: Σ population · rate over groups (indirect standardisation). Both lists have the
/// same groups in the same order.
pub fn expected_cases(reference: &[Observation], population: &[f64]) -> Result<f64, ValueError> {
    if reference.len() != population.len() {
        return Err(ValueError::Lengths {
            left: reference.len(),
            right: population.len(),
        });
    }
    let mut expected = 0.0;
    for (group, (reference, people)) in reference.iter().zip(population).enumerate() {
        Observation::new(0, *people)?;
        if *people > 0.0 {
            let rate = reference.rate().ok_or(ValueError::NoReference { group })?;
            expected += rate * people;
        }
    }
    Ok(expected)
}
