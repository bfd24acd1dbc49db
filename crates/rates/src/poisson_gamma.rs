// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Smoothed rates of small areas by a model: Poisson counts whose rates come from a gamma distribution. Source: Clayton and Kaldor,
//! *Empirical Bayes estimates of age-standardized relative risks for use in disease mapping*, Biometrics 43 (1987).

use serde::Serialize;

use crate::distribution::gamma_quantile;
use crate::smooth::{SmoothingError, limited};
use crate::value::{Estimate, Interval, Level, Observation, Per};

/// The coefficient of variation squared, 1/ν, is looked for between these. Below them areas vary less than anybody can see, above them one
/// area has all cases.
const LEAST_VARIATION: f64 = 1e-8;
const MOST_VARIATION: f64 = 1e4;
/// Steps of the first, coarse search on the scale of the logarithm.
const COARSE: u32 = 56;

/// What [`poisson_gamma`] found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PoissonGamma {
    /// The mean of the gamma distribution ν/α, times `per`.
    pub mean: f64,
    /// Its shape ν; none if the areas do not vary more than chance lets expect, and all rates are the mean.
    pub shape: Option<f64>,
    /// The logarithm of the likelihood at the maximum, without the terms that do not depend on the parameters.
    pub log_likelihood: f64,
    /// For each area the mean (y + ν)/(n + α) of its posterior distribution, times `per`, and the quantiles of it. Without variation the interval is the
    /// mean alone: it knows nothing of how uncertain the mean is. An area without population has the mean and the quantiles of all areas.
    pub areas: Vec<Estimate>,
}

/// One area as the model sees it.
#[derive(Debug, Clone, Copy)]
struct Area {
    cases: f64,
    /// Expected cases at the mean of all areas, so that all numbers are near 1.
    expected: f64,
}

/// Poisson–gamma empirical Bayes: y ~ Poisson(n θ), θ ~ Gamma(ν, rate α), both by the largest marginal (negative binomial) likelihood; the posterior of an area is
/// Gamma(y + ν, n + α), and its quantiles are the interval. That does not include how uncertain ν and α are, so it is too narrow for few
/// areas. None without population or without cases. Instead of a population there can be expected cases, with [`Per::One`].
pub fn poisson_gamma(
    areas: &[Observation],
    per: Per,
    level: Level,
) -> Result<Option<PoissonGamma>, SmoothingError> {
    limited(areas)?;
    let all = areas
        .iter()
        .fold(Observation::NONE, |sum, area| sum.and(*area));
    let Some(overall) = all.rate().filter(|rate| *rate > 0.0) else {
        return Ok(None);
    };
    let model: Vec<Area> = areas
        .iter()
        .filter(|area| area.rate().is_some())
        .map(|area| Area {
            cases: area.count(),
            expected: area.population() * overall,
        })
        .collect();
    let (variation, relative, log_likelihood) = fit(&model);
    let scale = overall * per.number();
    // A maximum at the border is none: there is no variation to be seen.
    let shape = (variation > 10.0 * LEAST_VARIATION).then(|| 1.0 / variation);
    let estimate = |area: &Observation| {
        let Some(shape) = shape else {
            let value = relative * scale;
            return Estimate {
                value,
                interval: Interval {
                    lower: value,
                    upper: value,
                },
            };
        };
        // Of the posterior distribution.
        let (cases, expected) = match area.rate() {
            Some(_) => (area.count(), area.population() * overall),
            None => (0.0, 0.0),
        };
        let (posterior, rate) = (cases + shape, expected + shape / relative);
        let quantile = |probability| gamma_quantile(posterior, probability) / rate * scale;
        let value = posterior / rate * scale;
        Estimate {
            value,
            interval: Interval {
                // The mean of a very skew distribution can lie above its quantile.
                lower: quantile(level.tail()).min(value),
                upper: quantile(1.0 - level.tail()).max(value),
            },
        }
    };
    Ok(Some(PoissonGamma {
        mean: relative * scale,
        shape,
        log_likelihood,
        areas: areas.iter().map(estimate).collect(),
    }))
}

/// 1/ν, the mean relative to that of all areas, and the logarithm of the likelihood there. A search over 1/ν on the scale of the logarithm, the mean in
/// each step by Newton's method: for a given ν the likelihood is concave in the logarithm of the mean.
fn fit(areas: &[Area]) -> (f64, f64, f64) {
    let (low, high) = (LEAST_VARIATION.ln(), MOST_VARIATION.ln());
    let step = (high - low) / f64::from(COARSE);
    let at = |place: f64| likelihood(areas, place.exp());
    let mut best = (low, at(low));
    for number in 1..=COARSE {
        let place = low + f64::from(number) * step;
        let found = at(place);
        if found.1 > best.1.1 {
            best = (place, found);
        }
    }
    // Golden section between the neighbours of the best.
    let golden = (5.0f64.sqrt() - 1.0) / 2.0;
    let (mut left, mut right) = ((best.0 - step).max(low), (best.0 + step).min(high));
    let mut inner = (
        right - golden * (right - left),
        left + golden * (right - left),
    );
    let mut found = (at(inner.0), at(inner.1));
    while right - left > 1e-9 {
        if found.0.1 >= found.1.1 {
            right = inner.1;
            inner = (right - golden * (right - left), inner.0);
            found = (at(inner.0), found.0);
        } else {
            left = inner.0;
            inner = (inner.1, left + golden * (right - left));
            found = (found.1, at(inner.1));
        }
    }
    for (place, each) in [(inner.0, found.0), (inner.1, found.1)] {
        if each.1 > best.1.1 {
            best = (place, each);
        }
    }
    let (variation, (mean, log)) = (best.0.exp(), best.1);
    (variation, mean, log)
}

/// The mean that suits this 1/ν best, and the logarithm of the likelihood there: Σ over areas of
/// Σ_{j<y} ln(1 + j/ν) + y ln(n m) − (y + ν) ln(1 + n m/ν).
fn likelihood(areas: &[Area], variation: f64) -> (f64, f64) {
    let shape = 1.0 / variation;
    let mut log_mean = 0.0f64;
    for _ in 0..60 {
        let mean = log_mean.exp();
        let (mut slope, mut bend) = (0.0, 0.0);
        for area in areas {
            let expected = area.expected * mean;
            let weight = 1.0 / (1.0 + expected * variation);
            slope += (area.cases - expected) * weight;
            bend += (area.cases * variation + 1.0) * expected * weight * weight;
        }
        // A step of more than e would be a guess.
        let step = (slope / bend).clamp(-1.0, 1.0);
        if !step.is_finite() {
            break;
        }
        log_mean += step;
        if step.abs() < 1e-13 {
            break;
        }
    }
    let mean = log_mean.exp();
    let log = areas
        .iter()
        .map(|area| {
            let expected = area.expected * mean;
            let known = if area.cases > 0.0 {
                area.cases * expected.ln()
            } else {
                0.0
            };
            rising(shape, area.cases) + known
                - (area.cases + shape) * (expected * variation).ln_1p()
        })
        .sum();
    (mean, log)
}

/// Σ_{j<y} ln(1 + j/ν) = ln Γ(ν + y) − ln Γ(ν) − y ln ν, without the difference of two large logarithms: the first terms one by one until
/// the argument is at least 20, the others by Stirling's series.
fn rising(shape: f64, count: f64) -> f64 {
    let mut sum = 0.0;
    let mut done = 0.0;
    while done < count && (shape + done < 20.0 || count < 20.0) {
        sum += (done / shape).ln_1p();
        done += 1.0;
    }
    if done >= count {
        return sum;
    }
    let (start, rest) = (shape + done, count - done);
    let series = |x: f64| 1.0 / (12.0 * x) - 1.0 / (360.0 * x.powi(3)) + 1.0 / (1260.0 * x.powi(5));
    let end = start + rest;
    sum + (end - 0.5) * (rest / start).ln_1p() - rest + series(end) - series(start)
        + rest * (done / shape).ln_1p()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use statrs::function::gamma::ln_gamma;

    use super::*;

    proptest! {
        #[test]
        fn the_sum_of_logarithms_is_a_difference_of_gamma_functions(shape in 0.001f64..200.0, count in 0u32..2_000) {
            let count = f64::from(count);
            let direct = ln_gamma(shape + count) - ln_gamma(shape) - count * shape.ln();
            prop_assert!((rising(shape, count) - direct).abs() < 1e-10 * (1.0 + direct.abs()));
        }
    }

    #[test]
    fn nothing_is_lost_where_the_shape_is_huge() {
        // Σ ln(1 + j/ν) is y(y − 1)/(2ν), as long as that is small.
        let sum = rising(1e8, 1_000.0);
        assert!((sum / (999_000.0 / 2e8) - 1.0).abs() < 1e-5, "{sum}");
    }
}
