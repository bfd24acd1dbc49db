// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Directly standardised rates: the rate that a standard population would have with the rates of an area's age groups.

use serde::Serialize;

use kernel::AgeGroup;

use crate::ages::{AgeError, blocks, check};
use crate::crude::{PoissonInterval, poisson_interval};
use crate::distribution::gamma_quantile;
use crate::standard::Standard;
use crate::value::{Interval, Level, Observation, Per};

/// Cases and population of one age group.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Stratum {
    /// The group.
    pub age: AgeGroup,
    /// Its cases and its population.
    pub observation: Observation,
}

/// How the interval of a standardised rate is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DirectInterval {
    /// The interval of all cases, shrunk to the variance of the rate: `rate + √(Var(rate)/O) · (O_l − O)`, and the same with `O_u`. Not without cases.
    /// Source: Dobson, Kuulasmaa, Eberle and Scherer, Statistics in Medicine 10 (1991).
    Dobson(PoissonInterval),
    /// Gamma: with `v = Σw²O`, `y = ΣwO` and the largest weight `w_M` from `v/(2y) · χ²(α/2; 2y²/v)` to
    /// `(v + w_M²)/(2(y + w_M)) · χ²(1 − α/2; 2(y + w_M)²/(v + w_M²))`. Also without cases; wider than need be where weights differ much. Source: Fay and
    /// Feuer, Statistics in Medicine 16 (1997).
    FayFeuer,
}

/// A directly standardised rate.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DirectRate {
    /// The rate, times `per`.
    pub value: f64,
    /// Its interval; none by [`DirectInterval::Dobson`] without cases.
    pub interval: Option<Interval>,
    /// All cases.
    pub cases: u64,
    /// The groups as they were used, from the youngest on.
    pub groups: Vec<UsedGroup>,
}

/// An age group in which data and standard came together.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct UsedGroup {
    /// The ages.
    pub age: AgeGroup,
    /// What part of the standard it is, 0 to 1.
    pub share: f64,
    /// Cases and population of these ages.
    pub observation: Observation,
}

/// Σ shareᵢ · Oᵢ/nᵢ, times `per`, over the age groups of the data and the standard (Σ share = 1). Groups of the data, in any order, may be finer than those of
/// the standard (they are added) or coarser (weights are added), here this and there that: 0 and 1–4 or 0–4, 90+ or 95+. A group that weighs something needs a population.
/// Source: Breslow and Day, *Statistical Methods in Cancer Research II*, IARC 1987, section 2.1.
pub fn directly_standardised(
    strata: &[Stratum],
    standard: &Standard,
    per: Per,
    method: DirectInterval,
    level: Level,
) -> Result<DirectRate, AgeError> {
    if strata.len() > crate::MOST_GROUPS {
        return Err(AgeError::TooMany(strata.len()));
    }
    let mut strata = strata.to_vec();
    strata.sort_by_key(|stratum| stratum.age);
    let ages: Vec<_> = strata.iter().map(|stratum| stratum.age).collect();
    check(&ages)?;
    let total = standard.total();
    let groups: Vec<_> = blocks(&ages, standard.ages())?
        .into_iter()
        .map(|block| UsedGroup {
            age: block.age,
            share: standard.weights()[block.standard].iter().sum::<f64>() / total,
            observation: strata[block.data]
                .iter()
                .fold(Observation::NONE, |sum, stratum| {
                    sum.and(stratum.observation)
                }),
        })
        .collect();
    // Of each group: what one case adds to the rate.
    let mut weights = Vec::with_capacity(groups.len());
    for group in &groups {
        let weight = match group.share {
            0.0 => 0.0,
            share => share / group.observation.population(),
        };
        if !weight.is_finite() {
            return Err(AgeError::NoPopulation(group.age));
        }
        weights.push(weight);
    }
    let sum = |of: &dyn Fn(f64, f64) -> f64| -> f64 {
        let each = weights.iter().zip(&groups);
        each.map(|(weight, group)| of(*weight, group.observation.count()))
            .sum()
    };
    let rate = sum(&|weight, count| weight * count);
    let variance = sum(&|weight, count| weight * weight * count);
    let heaviest = weights.iter().copied().fold(0.0, f64::max);
    let cases = groups.iter().map(|group| group.observation.cases()).sum();
    let interval = match method {
        // Cases of a group without weight alone have no variance.
        DirectInterval::Dobson(_) if variance <= 0.0 => None,
        DirectInterval::Dobson(method) => {
            let count = cases as f64;
            let counted = poisson_interval(cases, method, level);
            let scale = (variance / count).sqrt();
            Some(Interval {
                lower: (rate - scale * (count - counted.lower)).max(0.0),
                upper: rate + scale * (counted.upper - count),
            })
        }
        DirectInterval::FayFeuer => {
            let end = |rate: f64, variance: f64, probability: f64| {
                variance / rate * gamma_quantile(rate * rate / variance, probability)
            };
            let upper = end(
                rate + heaviest,
                variance + heaviest * heaviest,
                1.0 - level.tail(),
            );
            let lower = if variance <= 0.0 {
                0.0
            } else {
                end(rate, variance, level.tail())
            };
            Some(Interval { lower, upper })
        }
    };
    Ok(DirectRate {
        value: rate * per.number(),
        interval: interval.map(|interval| interval.times(per.number())),
        cases,
        groups,
    })
}
