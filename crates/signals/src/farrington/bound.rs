// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! From a forecast to a bound.

use super::fit::Forecast;
use super::{Farrington, Power, Threshold};
use crate::counts::Counts;
use crate::normal::{upper_quantile, upper_tail};

/// A bound, and where the count stands.
#[derive(Debug)]
pub(super) struct Limit {
    pub(super) bound: Option<f64>,
    pub(super) score: Option<f64>,
    pub(super) p_value: Option<f64>,
    pub(super) mu0: f64,
}

pub(super) fn of(method: &Farrington, forecast: &Forecast, observed: Option<u32>) -> Limit {
    let z = upper_quantile(method.alpha);
    let observed = observed.map(f64::from);
    match method.threshold {
        Threshold::Delta => delta(method.power, forecast, z, observed),
        Threshold::NbPlugin => negative_binomial(method, forecast, forecast.eta.exp(), observed),
        Threshold::Muan => {
            let mean = (forecast.eta + z * forecast.error).exp();
            negative_binomial(method, forecast, mean, observed)
        }
    }
}

/// Normal on the scale of μ^a, with the variance of a count plus that of the model.
fn delta(power: Power, forecast: &Forecast, z: f64, observed: Option<f64>) -> Limit {
    let mean = forecast.mean();
    let error = forecast.error * mean;
    let tau = forecast.phi + error.powi(2) / mean;
    let (exponent, deviation): (f64, f64) = match power {
        Power::One => (1.0, (mean * tau).sqrt()),
        Power::Half => (0.5, (0.25 * tau).sqrt()),
        Power::TwoThirds => (2.0 / 3.0, (4.0 / 9.0 * mean.powf(1.0 / 3.0) * tau).sqrt()),
    };
    let middle = mean.powf(exponent);
    let bound = (middle + z * deviation).powf(1.0 / exponent);
    Limit {
        bound: Some(bound).filter(|bound| bound.is_finite()),
        score: score(observed, Some(bound), mean),
        p_value: observed.map(|y| upper_tail((y.powf(exponent) - middle) / deviation)),
        mu0: (mean + z * error).exp(),
    }
}

/// The quantile of a negative binomial distribution. The score compares with η, as in R.
fn negative_binomial(
    method: &Farrington,
    forecast: &Forecast,
    mean: f64,
    observed: Option<f64>,
) -> Limit {
    let counts = Counts {
        mean,
        dispersion: forecast.phi,
    };
    let bound = counts.quantile(1.0 - method.alpha);
    Limit {
        bound,
        score: score(observed, bound, forecast.eta),
        p_value: observed.and_then(|y| counts.upper_tail(y)),
        mu0: mean,
    }
}

fn score(observed: Option<f64>, bound: Option<f64>, from: f64) -> Option<f64> {
    let score = (observed? - from) / (bound? - from);
    Some(score).filter(|score| !score.is_nan())
}
