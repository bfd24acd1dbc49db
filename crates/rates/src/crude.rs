// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Rates and proportions with their intervals.

use serde::Serialize;

use crate::distribution::gamma_quantile;
use crate::value::{Estimate, Interval, Level, Observation, Per, Proportion};

/// How the interval of a count of rare events is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PoissonInterval {
    /// Byar's approximation: O(1 − 1/(9O) − z/(3√O))³ and O′(1 − 1/(9O′) + z/(3√O′))³ with O′ = O + 1; within a per cent of the exact
    /// interval from ten cases on. Source: Breslow and Day, *Statistical Methods in Cancer Research II*, IARC 1987, page 69.
    Byar,
    /// The exact interval: gamma quantiles (α/2; O) and (1 − α/2; O + 1), half of those of χ². Source: Garwood, Biometrika 28 (1936).
    #[default]
    Exact,
}

/// The interval of the mean of a Poisson count of 0 to [`crate::MOST_CASES`] (in cases); the lower end of no cases is 0.
pub fn poisson_interval(cases: u64, method: PoissonInterval, level: Level) -> Interval {
    let observed = cases as f64;
    match method {
        PoissonInterval::Byar => {
            let z = level.z();
            let end = |count: f64, z: f64| {
                count
                    * (1.0 - 1.0 / (9.0 * count) + z / (3.0 * count.sqrt()))
                        .max(0.0)
                        .powi(3)
            };
            Interval {
                lower: if cases == 0 { 0.0 } else { end(observed, -z) },
                upper: end(observed + 1.0, z),
            }
        }
        PoissonInterval::Exact => Interval {
            lower: if cases == 0 {
                0.0
            } else {
                gamma_quantile(observed, level.tail())
            },
            upper: gamma_quantile(observed + 1.0, 1.0 - level.tail()),
        },
    }
}

/// Cases by population, times `per`, with the interval of [`poisson_interval`] by the population; none without a population.
pub fn crude_rate(
    observation: Observation,
    per: Per,
    method: PoissonInterval,
    level: Level,
) -> Option<Estimate> {
    let value = observation.rate()? * per.number();
    let cases = poisson_interval(observation.cases(), method, level);
    Estimate::checked(value, cases.times(per.number() / observation.population()))
}

/// A proportion (0 to 1) with the score interval; none of a whole of 0. Source: Wilson, Journal of the American Statistical Association
/// 22 (1927); formula 3 of Newcombe, Statistics in Medicine 17 (1998): (2np + z² ∓ z√(z² + 4npq))/(2(n + z²)).
pub fn wilson(proportion: Proportion, level: Level) -> Option<Estimate> {
    if proportion.whole() == 0 {
        return None;
    }
    let (part, n, z) = (
        proportion.part() as f64,
        proportion.whole() as f64,
        level.z(),
    );
    let value = part / n;
    let middle = 2.0 * part + z * z;
    let half = z * (z * z + 4.0 * part * (1.0 - value)).sqrt();
    let divisor = 2.0 * (n + z * z);
    let interval = Interval {
        // The difference of two equal numbers, if there is no part, and 1 if there is nothing else.
        lower: if proportion.part() == 0 {
            0.0
        } else {
            ((middle - half) / divisor).clamp(0.0, value)
        },
        upper: if proportion.part() == proportion.whole() {
            1.0
        } else {
            ((middle + half) / divisor).clamp(value, 1.0)
        },
    };
    Some(Estimate { value, interval })
}

/// The same with a correction for continuity: wider, and hardly ever below the level. Source: formula 4 of Newcombe (1998):
/// (2np + z² − 1 − z√(z² − 2 − 1/n + 4p(nq + 1)))/(2(n + z²)), and with + 1 and z√(z² + 2 − 1/n + 4p(nq − 1)); 0 and 1 where there is no part or
/// nothing else.
pub fn wilson_with_continuity(proportion: Proportion, level: Level) -> Option<Estimate> {
    if proportion.whole() == 0 {
        return None;
    }
    let (part, n, z) = (
        proportion.part() as f64,
        proportion.whole() as f64,
        level.z(),
    );
    let (value, rest) = (part / n, n - part);
    let middle = 2.0 * part + z * z;
    let root = |sign: f64| {
        let inside = z * z - sign * 2.0 - 1.0 / n + 4.0 * value * (rest + sign);
        z * inside.max(0.0).sqrt()
    };
    let divisor = 2.0 * (n + z * z);
    let interval = Interval {
        lower: if proportion.part() == 0 {
            0.0
        } else {
            ((middle - 1.0 - root(1.0)) / divisor).clamp(0.0, value)
        },
        upper: if proportion.part() == proportion.whole() {
            1.0
        } else {
            ((middle + 1.0 + root(-1.0)) / divisor).clamp(value, 1.0)
        },
    };
    Some(Estimate { value, interval })
}
