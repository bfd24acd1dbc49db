// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Quantiles of the distributions that intervals come from: normal, gamma, and the counts of Poisson and binomial laws.

use std::f64::consts::SQRT_2;

use statrs::distribution::{Continuous, ContinuousCDF, Gamma};
use statrs::function::erf::erfc_inv;

/// From this shape on the cube root of a gamma variable is normal to six digits, and two steps give the others.
const EVEN_SHAPE: f64 = 1e3;
/// From this shape on it is normal to eleven digits, and the series of the incomplete gamma function has thousands of terms.
const LARGE_SHAPE: f64 = 1e7;
/// From this variance on a law of counts is normal but for small corrections, to ten digits of the count.
const WIDE: f64 = 1e6;
/// What is left out of a sum on each side, as a share of the whole.
const REST: f64 = 1e-18;

/// The normal quantile z with P(Z > z) = `tail`.
pub(crate) fn normal_upper(tail: f64) -> f64 {
    SQRT_2 * erfc_inv(2.0 * tail)
}

/// The normal quantile of `probability`.
fn normal(probability: f64) -> f64 {
    if probability < 0.5 {
        -normal_upper(probability)
    } else {
        normal_upper(1.0 - probability)
    }
}

/// The quantile of the gamma distribution with this shape (> 0) and rate 1; for large shapes from the normal cube root of Wilson and
/// Hilferty, PNAS 17 (1931).
pub(crate) fn gamma_quantile(shape: f64, probability: f64) -> f64 {
    let root = 1.0 - 1.0 / (9.0 * shape) + normal(probability) / (3.0 * shape.sqrt());
    let rough = shape * root.powi(3);
    if shape >= LARGE_SHAPE {
        return rough;
    }
    let Ok(gamma) = Gamma::new(shape, 1.0) else {
        return f64::NAN;
    };
    let mut quantile = if shape >= EVEN_SHAPE {
        rough
    } else {
        gamma.inverse_cdf(probability)
    };
    // The library stops within 10⁻⁹; two more of Newton's steps give the other digits, from the side whose tail is small.
    for _ in 0..2 {
        let above = if probability < 0.5 {
            gamma.cdf(quantile) - probability
        } else {
            (1.0 - probability) - gamma.sf(quantile)
        };
        let next = quantile - above / gamma.pdf(quantile);
        // Next to 0 the density is no number.
        if next > 0.0 && next.is_finite() {
            quantile = next;
        }
    }
    quantile
}

/// A law of counts.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Law {
    /// With this mean, at least 0.
    Poisson(f64),
    /// With so many trials, each of which succeeds with this probability from 0 to 1.
    Binomial(f64, f64),
}

/// A count with the probability of what is below it, and of that with the count itself.
#[derive(Debug, Clone, Copy)]
struct Quantile {
    count: f64,
    below: f64,
    up_to: f64,
}

impl Law {
    /// P(k + 1)/P(k).
    fn step(self, k: f64) -> f64 {
        match self {
            Self::Poisson(mean) => mean / (k + 1.0),
            Self::Binomial(trials, p) => (trials - k) / (k + 1.0) * (p / (1.0 - p)),
        }
    }

    fn mode(self) -> f64 {
        match self {
            Self::Poisson(mean) => mean.floor(),
            Self::Binomial(trials, p) => ((trials + 1.0) * p).floor().min(trials),
        }
    }

    /// Mean, variance and skewness.
    fn shape(self) -> (f64, f64, f64) {
        match self {
            Self::Poisson(mean) => (mean, mean, 1.0 / mean.sqrt()),
            Self::Binomial(trials, p) => {
                let variance = trials * p * (1.0 - p);
                (trials * p, variance, (1.0 - 2.0 * p) / variance.sqrt())
            }
        }
    }

    /// The value y at which P(R ≤ y) is `probability` (above 0, below 1), between counts by the straight line, at most one below the
    /// quantile r: r − (P(R ≤ r) − p)/(P(R ≤ r) − P(R ≤ r − 1)). It can be below 0. Source: Spiegelhalter, Statistics in Medicine 24 (2005), appendix
    /// A.1.1. Wide laws by the expansion of Cornish and Fisher with a correction for continuity.
    pub(crate) fn interpolated(self, probability: f64) -> f64 {
        let (mean, variance, skewness) = self.shape();
        if variance >= WIDE {
            let z = normal(probability);
            let excess = match self {
                Self::Poisson(mean) => 1.0 / mean,
                Self::Binomial(trials, _) => 1.0 / variance - 6.0 / trials,
            };
            let expanded =
                z + skewness * (z * z - 1.0) / 6.0 + excess * (z.powi(3) - 3.0 * z) / 24.0
                    - skewness * skewness * (2.0 * z.powi(3) - 5.0 * z) / 36.0;
            return mean + variance.sqrt() * expanded - 0.5;
        }
        let Quantile {
            count,
            below,
            up_to,
        } = self.quantile(probability);
        // A law with one count has nothing to interpolate.
        if below <= 0.0 && up_to >= 1.0 {
            return count;
        }
        count - (up_to - probability) / (up_to - below)
    }

    /// The smallest count r with P(R ≤ r) ≥ `probability`. Probabilities are added up from the most probable count
    /// outwards, so that all terms are positive and none is the difference of large logarithms.
    fn quantile(self, probability: f64) -> Quantile {
        if let Self::Binomial(trials, 1.0) = self {
            return Quantile {
                count: trials,
                below: 0.0,
                up_to: 1.0,
            };
        }
        let mode = self.mode();
        let (mut k, mut weight, mut total) = (mode, 1.0, 1.0);
        loop {
            let ratio = self.step(k);
            weight *= ratio;
            k += 1.0;
            total += weight;
            // Ratios fall, so a geometric series bounds what is left.
            if ratio < 1.0 && weight * ratio <= REST * total * (1.0 - ratio) {
                break;
            }
        }
        let (mut lowest, mut weight) = (mode, 1.0);
        while lowest > 0.0 && weight * lowest > REST * total {
            lowest -= 1.0;
            weight /= self.step(lowest);
            total += weight;
        }
        let wanted = probability * total;
        let (mut k, mut below, mut sum) = (lowest, 0.0, weight);
        while sum < wanted && weight > 0.0 {
            weight *= self.step(k);
            k += 1.0;
            below = sum;
            sum += weight;
        }
        Quantile {
            count: k,
            below: below / total,
            up_to: sum / total,
        }
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "counts are whole numbers")]
mod tests {
    use proptest::prelude::*;
    use statrs::function::gamma::{gamma_lr, gamma_ur};

    use super::*;

    #[test]
    fn quantiles_are_those_of_tables() {
        assert!((normal_upper(0.025) - 1.959_963_984_540_054).abs() < 1e-14);
        assert!((normal_upper(0.001) - 3.090_232_306_167_813_5).abs() < 1e-13);
        // χ² with 2, 10 and 22 degrees of freedom: 0.050636, 20.483177, 36.780712.
        for (shape, p, twice) in [
            (1.0, 0.025, 0.050_635_615_968_579_8),
            (5.0, 0.975, 20.483_177_350_807_4),
            (11.0, 0.975, 36.780_712_084_035_6),
        ] {
            let ours = 2.0 * gamma_quantile(shape, p);
            assert!((ours / twice - 1.0).abs() < 1e-12, "{ours} {twice}");
        }
        let poisson = Law::Poisson(5.0);
        assert_eq!(poisson.quantile(0.95).count, 9.0);
        assert_eq!(poisson.quantile(0.99).count, 11.0);
        // P(R ≤ 0) = e⁻⁵.
        let first = poisson.quantile(1e-3);
        assert_eq!((first.count, first.below), (0.0, 0.0));
        assert!((first.up_to - (-5.0f64).exp()).abs() < 1e-16);
        let coins = Law::Binomial(10.0, 0.5).quantile(0.5);
        assert_eq!(coins.count, 5.0);
        assert!((coins.up_to - 638.0 / 1024.0).abs() < 1e-15);
        assert!((coins.below - 386.0 / 1024.0).abs() < 1e-15);
    }

    #[test]
    fn certain_laws_have_one_count() {
        for (law, count) in [
            (Law::Poisson(0.0), 0.0),
            (Law::Binomial(9.0, 0.0), 0.0),
            (Law::Binomial(9.0, 1.0), 9.0),
            (Law::Binomial(0.0, 0.3), 0.0),
        ] {
            let quantile = law.quantile(0.975);
            assert_eq!(
                (quantile.count, quantile.below, quantile.up_to),
                (count, 0.0, 1.0)
            );
        }
    }

    /// Where the cube root takes over, it says what the incomplete gamma function says.
    #[test]
    fn large_shapes_go_on_where_the_others_end() {
        for p in [0.001, 0.025, 0.5, 0.975, 0.999] {
            let by_series = Gamma::new(LARGE_SHAPE, 1.0).unwrap().inverse_cdf(p);
            let by_root = gamma_quantile(LARGE_SHAPE, p);
            assert!(
                (by_series / by_root - 1.0).abs() < 1e-10,
                "{by_series} {by_root}"
            );
        }
    }

    #[test]
    fn wide_laws_go_on_where_sums_end() {
        // A little below the border, and a little above.
        let laws = |factor: f64| {
            [
                Law::Poisson(WIDE),
                Law::Binomial(1e7, 0.11),
                Law::Binomial(2e8, 0.995),
            ]
            .map(|law| match law {
                Law::Poisson(mean) => Law::Poisson(mean * factor),
                Law::Binomial(trials, p) => {
                    Law::Binomial((trials * factor * WIDE / law.shape().1).round(), p)
                }
            })
        };
        for p in [0.001, 0.025, 0.975, 0.999] {
            for (narrow, wide) in laws(0.999_999).into_iter().zip(laws(1.000_001)) {
                let from_mean =
                    |law: Law| (law.interpolated(p) - law.shape().0) / law.shape().1.sqrt();
                let (summed, expanded) = (from_mean(narrow), from_mean(wide));
                assert!(
                    (summed - expanded).abs() < 1e-5,
                    "{p} {narrow:?} {summed} {expanded}"
                );
            }
        }
    }

    proptest! {
        #[test]
        fn a_gamma_quantile_has_its_probability(shape in 0.01f64..1e5, p in 0.001f64..0.999) {
            let quantile = gamma_quantile(shape, p);
            prop_assert!((gamma_lr(shape, quantile) - p).abs() < 1e-9);
        }

        #[test]
        fn a_poisson_quantile_is_what_the_incomplete_function_says(mean in 0.01f64..5e3, p in 0.001f64..0.999) {
            let quantile = Law::Poisson(mean).quantile(p);
            prop_assert!(quantile.up_to >= p * (1.0 - 1e-12) && quantile.below < p);
            prop_assert!((quantile.up_to - gamma_ur(quantile.count + 1.0, mean)).abs() < 1e-9);
            let shifted = Law::Poisson(mean).interpolated(p);
            prop_assert!(quantile.count - 1.0 <= shifted + 1e-9 && shifted <= quantile.count + 1e-9);
        }
    }
}
