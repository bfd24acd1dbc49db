// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Noise for counts: the discrete Laplace mechanism of `OpenDP`, and nothing else of that library.
//!
//! What one release costs in privacy (epsilon) is always what the own map of `OpenDP` says, rounded up by it.
//! Nothing here is seeded: the sampler takes its numbers from the generator of `rand` 0.7, which is a `ChaCha`
//! generator with a seed of the operating system, and offers no other way. That is why this is no pure crate,
//! and why a release with noise cannot be computed again.
//!
//! What does not belong here: what is counted, for whom, and how much may be spent.

use opendp::accuracy::discrete_laplacian_scale_to_accuracy;
use opendp::core::Measurement;
use opendp::domains::{AtomDomain, VectorDomain};
use opendp::measurements::make_laplace;
use opendp::measures::MaxDivergence;
use opendp::metrics::L1Distance;

/// The largest number of cells that one entity may change.
const LARGEST_BOUND: u32 = 1_000;
/// The largest epsilon, in thousandths.
const LARGEST_EPSILON: u32 = 10_000;

/// Why there is no noise.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoiseError {
    /// Epsilon or the bound is zero or far too large.
    #[error("epsilon must be 1 to 10,000 thousandths, and an entity must change 1 to 1,000 cells")]
    OutOfRange,
    /// The library refuses.
    #[error("the library for noise refuses: {0}")]
    Library(String),
}

impl From<opendp::error::Error> for NoiseError {
    fn from(error: opendp::error::Error) -> Self {
        Self::Library(error.to_string())
    }
}

type Mechanism =
    Measurement<VectorDomain<AtomDomain<i64>>, L1Distance<i64>, MaxDivergence, Vec<i64>>;

/// Discrete Laplace noise on every cell of a table of counts.
pub struct Laplace {
    mechanism: Mechanism,
    scale: f64,
    bound: u32,
}

impl Laplace {
    /// Noise by which a table costs at most `epsilon` thousandths, when one entity changes at most `bound` of its
    /// cells by at most one each.
    pub fn new(epsilon: u32, bound: u32) -> Result<Self, NoiseError> {
        if !(1..=LARGEST_EPSILON).contains(&epsilon) || !(1..=LARGEST_BOUND).contains(&bound) {
            return Err(NoiseError::OutOfRange);
        }
        // Strictly below the decimal number, which a binary one may exceed by its last digit.
        let most = (f64::from(epsilon) / 1000.0).next_down();
        let mut scale = f64::from(bound) / most;
        loop {
            let mechanism: Mechanism = make_laplace(
                VectorDomain::new(AtomDomain::default()),
                L1Distance::default(),
                scale,
                None,
            )?;
            if mechanism.map(&i64::from(bound))? <= most {
                return Ok(Self {
                    mechanism,
                    scale,
                    bound,
                });
            }
            scale = scale.next_up();
        }
    }

    /// What one table costs, as the library says: never more than was asked for.
    pub fn epsilon(&self) -> Result<f64, NoiseError> {
        Ok(self.mechanism.map(&i64::from(self.bound))?)
    }

    /// Counts with noise, each with noise of its own. They may be negative.
    pub fn add(&self, counts: &[i64]) -> Result<Vec<i64>, NoiseError> {
        Ok(self.mechanism.invoke(&counts.to_vec())?)
    }

    /// The smallest x such that a cell lies within ± x of its count, except with a probability of `alpha`
    /// (more than 0, at most 1).
    #[expect(
        clippy::cast_possible_truncation,
        reason = "held between the bounds before"
    )]
    pub fn within(&self, alpha: f64) -> Result<i64, NoiseError> {
        // The library answers with an x of which “at least x” has that probability.
        let reached = discrete_laplacian_scale_to_accuracy(self.scale, alpha)?;
        Ok((reached.ceil() - 1.0).clamp(0.0, 1e15) as i64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laplace(epsilon: u32, bound: u32) -> Laplace {
        Laplace::new(epsilon, bound).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn a_table_costs_what_was_asked_for_and_never_more() {
        for (epsilon, bound) in [(1, 1), (83, 1), (100, 3), (250, 1), (333, 7), (1000, 2)] {
            let cost = laplace(epsilon, bound).epsilon().unwrap();
            let asked = f64::from(epsilon) / 1000.0;
            assert!(cost <= asked, "{cost} is more than {asked}");
            assert!(cost > asked * 0.999_999, "{cost} is far less than {asked}");
        }
    }

    #[test]
    fn what_is_no_noise_is_refused() {
        for (epsilon, bound) in [(0, 1), (10_001, 1), (100, 0), (100, 1_001)] {
            assert_eq!(
                Laplace::new(epsilon, bound).err(),
                Some(NoiseError::OutOfRange)
            );
        }
    }

    #[test]
    fn every_cell_is_there_and_has_noise_of_its_own() {
        let noisy = laplace(100, 1).add(&[0; 400]).unwrap();
        assert_eq!(noisy.len(), 400);
        let different: std::collections::BTreeSet<i64> = noisy.iter().copied().collect();
        // 400 equal draws, or nothing below zero, would be a wonder.
        assert!(different.len() > 5 && noisy.iter().any(|cell| *cell < 0));
    }

    /// The empirical distribution of many draws is nowhere farther from the theoretical one than the inequality
    /// of Dvoretzky, Kiefer and Wolfowitz allows: it raises a false alarm once in 10⁹ runs.
    #[test]
    fn noise_is_distributed_as_the_theory_says() {
        let draws = 60_000;
        let (epsilon, bound) = (500, 1);
        let noisy = laplace(epsilon, bound).add(&vec![0; draws]).unwrap();
        let scale = f64::from(bound) / (f64::from(epsilon) / 1000.0);
        let p = (-1.0 / scale).exp();
        // P(X ≤ x) of the discrete Laplace distribution.
        let theory = |x: i32| {
            if x >= 0 {
                1.0 - p.powi(x + 1) / (1.0 + p)
            } else {
                p.powi(-x) / (1.0 + p)
            }
        };
        let n = draws as f64;
        let allowed = ((2.0_f64 / 1e-9).ln() / (2.0 * n)).sqrt();
        assert!(allowed < 0.015);
        for x in -40..=40_i32 {
            let below = noisy.iter().filter(|cell| **cell <= i64::from(x)).count();
            let distance = (below as f64 / n - theory(x)).abs();
            assert!(distance <= allowed, "at {x}: {distance} > {allowed}");
        }
    }

    #[test]
    fn the_deviation_is_the_smallest_that_keeps_its_promise() {
        for (epsilon, bound) in [(80, 1), (250, 1), (250, 3), (1000, 1), (5000, 1)] {
            let laplace = laplace(epsilon, bound);
            let p = (-1.0 / laplace.scale).exp();
            let beyond = |x: i64| 2.0 * p.powi(i32::try_from(x + 1).unwrap()) / (1.0 + p);
            let within = laplace.within(0.05).unwrap();
            assert!(beyond(within) <= 0.05 + 1e-12, "{epsilon} {bound} {within}");
            assert!(within == 0 || beyond(within - 1) > 0.05 - 1e-12);
        }
    }
}
