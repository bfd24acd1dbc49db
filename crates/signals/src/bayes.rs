// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Bayes: the predictive distribution of a Poisson count after the same weeks of former years.

use serde::Serialize;

use crate::counts::Counts;
use crate::finding::{Finding, Learned, Reason};
use crate::past::Past;

/// With n counts and their sum S, of y[t−w..t−1] and of y[t−52i−w..t−52i+w] for i = 1..b: U is the quantile 1 − α of the
/// negative binomial distribution with size S + ½ and probability n/(n+1) (the prior is Jeffreys'); a signal if y[t] > U.
/// Source: Riebler 2004; Höhle, Computational Statistics 22 (2007).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Bayes {
    /// Years back, 0 to 50; at least 1 without `this_year`.
    pub years: u32,
    /// Weeks around the week of each year, and before the tested week, 0 to 25; at least 1 with `this_year`.
    pub half: u32,
    /// Whether the weeks right before are learned from.
    pub this_year: bool,
    /// The probability of a signal without an outbreak, above 0 and up to 0.5.
    pub alpha: f64,
}

impl Default for Bayes {
    fn default() -> Self {
        Self {
            years: 0,
            half: 6,
            this_year: true,
            alpha: 0.05,
        }
    }
}

impl Bayes {
    pub(crate) fn test(&self, past: &Past<'_>, index: usize) -> Result<Learned, Reason> {
        let sample = past.seasons(index, self.years, self.half, self.this_year)?;
        let (sum, count) = (sample.sum(), sample.len());
        let predicted = Counts {
            mean: (sum + 0.5) / count,
            dispersion: (count + 1.0) / count,
        };
        let bound = predicted
            .quantile(1.0 - self.alpha)
            .ok_or(Reason::TooUncertain)?;
        let mut finding = Finding::of(past.series, index);
        finding.expected = Some(sample.mean());
        Ok(Learned::equally(finding.with_bound(bound), sample.places))
    }
}
