// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Quantiles and tails of counts, by adding their probabilities up.
//!
//! The usual way is the incomplete beta function. It takes the difference of logarithms of Γ at size = μ/(φ − 1), which loses
//! its digits as φ comes near 1, and `statrs` stops its continued fraction after 141 steps, too early for
//! large counts. A sum from the most probable count outwards has only positive terms, each known from its
//! neighbour, and needs neither.

use crate::normal::upper_quantile;

/// Where a probability is so near to the next step that rounding decides, R takes the lower count; by as much.
const FUZZ: f64 = 8.0 * f64::EPSILON;
/// Terms that are added up at most. What is wider says little about a count; it comes of models that are uncertain.
const MOST_TERMS: f64 = 4e7;
/// From this deviation on, a distribution that leans as little as [`EVEN`] is not added up: the normal distribution with
/// corrections is within a count of it.
const WIDE: f64 = 1e5;
/// The largest skewness of such a distribution.
const EVEN: f64 = 3e-3;
/// What is left out on each side, as a share of the whole.
const REST: f64 = 1e-18;

/// A negative binomial distribution by its mean μ > 0 and its dispersion φ = variance/mean ≥ 1; 1 is Poisson. In other
/// words size = μ/(φ − 1), probability = 1/φ.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counts {
    pub(crate) mean: f64,
    pub(crate) dispersion: f64,
}

/// The counts that matter: from `lowest` on, where the weight is `weight`, all weights together `total`; the weight of the most
/// probable count is 1.
struct Support {
    lowest: f64,
    weight: f64,
    total: f64,
    mode: f64,
}

impl Counts {
    /// P(k + 1)/P(k).
    fn step(self, k: f64) -> f64 {
        (self.mean + k * (self.dispersion - 1.0)) / (self.dispersion * (k + 1.0))
    }

    fn support(self) -> Option<Support> {
        let Self { mean, dispersion } = self;
        let spread = (mean * dispersion).sqrt().max(dispersion);
        // Also refuses what is no number.
        if !(mean > 0.0 && dispersion >= 1.0 && spread * 40.0 < MOST_TERMS) {
            return None;
        }
        let mode = ((mean - dispersion).floor() + 1.0).max(0.0);
        let (mut k, mut weight, mut total) = (mode, 1.0, 1.0);
        // The ratio of neighbours goes towards `far` and stays on its side, so this bounds what is left.
        let far = (dispersion - 1.0) / dispersion;
        loop {
            let ratio = self.step(k);
            weight *= ratio;
            k += 1.0;
            total += weight;
            let most = ratio.max(far);
            if most < 1.0 && weight * most <= REST * total * (1.0 - most) {
                break;
            }
        }
        let (mut lowest, mut weight) = (mode, 1.0);
        while lowest > 0.0 && weight * lowest > REST * total {
            lowest -= 1.0;
            weight /= self.step(lowest);
            total += weight;
        }
        Some(Support {
            lowest,
            weight,
            total,
            mode,
        })
    }

    /// Standard deviation and skewness.
    fn shape(self) -> (f64, f64) {
        let deviation = (self.mean * self.dispersion).sqrt();
        (deviation, (2.0 * self.dispersion - 1.0) / deviation)
    }

    /// The deviation, if the distribution is so wide and so even that the normal one may stand for it.
    fn nearly_normal(self) -> Option<f64> {
        let (deviation, skewness) = self.shape();
        (deviation.is_finite() && deviation >= WIDE && skewness <= EVEN).then_some(deviation)
    }

    /// The quantile by the expansion of Cornish and Fisher.
    fn expanded_quantile(self, probability: f64) -> f64 {
        let (deviation, skewness) = self.shape();
        // Excess: (1 + 6 φ(φ − 1))/(μ φ).
        let excess =
            (1.0 + 6.0 * self.dispersion * (self.dispersion - 1.0)) / (self.mean * self.dispersion);
        let z = upper_quantile(1.0 - probability);
        let expanded = z + skewness * (z * z - 1.0) / 6.0 + excess * (z.powi(3) - 3.0 * z) / 24.0
            - skewness * skewness * (2.0 * z.powi(3) - 5.0 * z) / 36.0;
        (self.mean + deviation * expanded).round()
    }

    /// The smallest count x with P(Y ≤ x) ≥ `probability`; none if the distribution is too wide.
    pub(crate) fn quantile(self, probability: f64) -> Option<f64> {
        if self.nearly_normal().is_some() {
            return Some(self.expanded_quantile(probability));
        }
        let support = self.support()?;
        let wanted = probability * (1.0 - FUZZ) * support.total;
        let (mut k, mut weight, mut sum) = (support.lowest, support.weight, support.weight);
        // The last terms may be lost to rounding when nearly everything is wanted.
        while sum < wanted && weight > 0.0 {
            weight *= self.step(k);
            k += 1.0;
            sum += weight;
        }
        Some(k)
    }

    /// P(Y ≥ `count`); none if the distribution is too wide.
    pub(crate) fn upper_tail(self, count: f64) -> Option<f64> {
        if let Some(deviation) = self.nearly_normal()
            && count < self.mean - 40.0 * deviation
        {
            return Some(1.0);
        }
        let support = self.support()?;
        if count <= support.mode {
            let (mut k, mut weight, mut below) = (support.lowest, support.weight, 0.0);
            while k < count {
                below += weight;
                weight *= self.step(k);
                k += 1.0;
            }
            return Some(1.0 - below / support.total);
        }
        let (mut k, mut weight) = (support.mode, 1.0);
        while k < count {
            weight *= self.step(k);
            k += 1.0;
            if weight == 0.0 {
                return Some(0.0);
            }
        }
        let mut tail = weight;
        let far = (self.dispersion - 1.0) / self.dispersion;
        loop {
            let ratio = self.step(k);
            weight *= ratio;
            k += 1.0;
            tail += weight;
            let most = ratio.max(far);
            if most < 1.0 && weight * most <= REST * tail * (1.0 - most) {
                return Some(tail / support.total);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use statrs::function::beta::beta_reg;
    use statrs::function::gamma::gamma_ur;

    use super::*;

    /// P(Y ≤ x) by the incomplete functions.
    fn by_functions(counts: Counts, x: f64) -> f64 {
        if counts.dispersion > 1.0 {
            let size = counts.mean / (counts.dispersion - 1.0);
            beta_reg(size, x + 1.0, 1.0 / counts.dispersion)
        } else {
            gamma_ur(x + 1.0, counts.mean)
        }
    }

    #[test]
    fn quantiles_and_tails_are_those_of_tables() {
        let poisson = Counts {
            mean: 5.0,
            dispersion: 1.0,
        };
        assert_eq!(poisson.quantile(0.95), Some(9.0));
        assert_eq!(poisson.quantile(0.99), Some(11.0));
        // 1 − e⁻⁵.
        let tail = poisson.upper_tail(1.0).unwrap();
        assert!((tail - 0.993_262_053_000_914_5).abs() < 1e-14);
        // Geometric: P(Y ≥ k) = ½^k.
        let geometric = Counts {
            mean: 1.0,
            dispersion: 2.0,
        };
        for k in 0..200 {
            let (tail, wanted) = (geometric.upper_tail(f64::from(k)).unwrap(), 0.5f64.powi(k));
            assert!((tail / wanted - 1.0).abs() < 1e-12, "{k}");
        }
        // P(Y ≤ 2) is 7/8 exactly; rounding must not ask for one more.
        assert_eq!(geometric.quantile(0.875), Some(2.0));
    }

    #[test]
    fn what_is_too_wide_is_not_added_up() {
        for (mean, dispersion) in [
            (1.0, 1e300),
            (1e9, 1e8),
            (f64::NAN, 1.0),
            (0.0, 1.0),
            (1.0, 0.5),
            (f64::INFINITY, 2.0),
        ] {
            let counts = Counts { mean, dispersion };
            assert_eq!(counts.quantile(0.99), None);
            assert_eq!(counts.upper_tail(3.0), None);
        }
    }

    /// A model that is uncertain without end still has a bound in R: one so high that nothing reaches it.
    #[test]
    fn what_is_wide_and_even_is_nearly_normal() {
        for (mean, dispersion, probability) in [
            (2e8, 1.0, 0.99),
            (1e8, 2.5, 0.999),
            (3e7, 9.0, 0.9),
            (7e7, 130.0, 0.99),
        ] {
            let counts = Counts { mean, dispersion };
            let expanded = counts.expanded_quantile(probability);
            assert!(counts.nearly_normal().is_none());
            let added = counts.quantile(probability).unwrap();
            assert!((expanded - added).abs() <= 1.0, "{expanded} {added}");
        }
        let endless = Counts {
            mean: 1e300,
            dispersion: 2.0,
        };
        assert!((endless.quantile(0.99).unwrap() / 1e300 - 1.0).abs() < 1e-12);
        assert_eq!(endless.upper_tail(12.0), Some(1.0));
    }

    #[test]
    fn dispersion_next_to_one_is_poisson() {
        let poisson = Counts {
            mean: 40.0,
            dispersion: 1.0,
        };
        let nearly = Counts {
            mean: 40.0,
            dispersion: 1.0 + 1e-13,
        };
        let (left, right) = (
            poisson.upper_tail(60.0).unwrap(),
            nearly.upper_tail(60.0).unwrap(),
        );
        assert!((left / right - 1.0).abs() < 1e-10);
    }

    proptest! {
        #[test]
        fn sums_are_what_the_incomplete_functions_say(
            mean in 0.01f64..200.0, dispersion in prop_oneof![Just(1.0), 1.1f64..20.0], x in 0u32..400,
        ) {
            let counts = Counts { mean, dispersion };
            let (sum, function) = (counts.upper_tail(f64::from(x) + 1.0).unwrap(), 1.0 - by_functions(counts, f64::from(x)));
            prop_assert!((sum - function).abs() < 1e-10, "{sum} {function}");
        }

        #[test]
        fn a_quantile_is_the_smallest_count_with_its_probability(
            mean in 0.001f64..3_000.0, dispersion in prop_oneof![Just(1.0), 1.0f64..50.0], alpha in 0.0001f64..0.5,
        ) {
            let counts = Counts { mean, dispersion };
            let quantile = counts.quantile(1.0 - alpha).unwrap();
            prop_assert!(counts.upper_tail(quantile + 1.0).unwrap() <= alpha * (1.0 + 1e-9));
            prop_assert!(quantile < 1.0 || counts.upper_tail(quantile).unwrap() >= alpha * (1.0 - 1e-9));
        }
    }
}
