// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! RKI: the former routine of the Robert Koch-Institut.

use serde::Serialize;

use crate::finding::{Finding, Learned, Reason};
use crate::past::Past;

/// Upper limits of 95 % for a Poisson mean of which 0, 1, … 20 cases were seen (Crow, Gardner, Biometrika 46, 1959).
const LIMITS: [f64; 21] = [
    3.285, 5.323, 6.686, 8.102, 9.598, 11.177, 12.817, 13.765, 14.921, 16.768, 17.633, 19.050,
    20.335, 21.364, 22.945, 23.762, 25.400, 26.306, 27.735, 28.966, 30.017,
];

/// With the mean m of y[t−w..t−1] and of y[t−52i−w..t−52i+w] for i = 1..b: U = m + 2 sd (n − 1) if m > 20, else the upper limit of
/// 95 % for ⌊m⌋ cases; a signal if y[t] > U. Source: Altmann 2003; Höhle, Computational Statistics 22 (2007).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Rki {
    /// Years back, 0 to 50; at least 1 without `this_year`.
    pub years: u32,
    /// Weeks around the week of each year, and before the tested week, 0 to 25; at least 1 with `this_year`.
    pub half: u32,
    /// Whether the weeks right before are learned from.
    pub this_year: bool,
}

impl Rki {
    /// The six weeks before.
    pub const ONE: Self = Self {
        years: 0,
        half: 6,
        this_year: true,
    };
    /// The six weeks before, and thirteen of the year before.
    pub const TWO: Self = Self {
        years: 1,
        half: 6,
        this_year: true,
    };
    /// Nine weeks in each of the two years before.
    pub const THREE: Self = Self {
        years: 2,
        half: 4,
        this_year: false,
    };

    pub(crate) fn test(&self, past: &Past<'_>, index: usize) -> Result<Learned, Reason> {
        let sample = past.seasons(index, self.years, self.half, self.this_year)?;
        let mean = sample.mean();
        let bound = if mean > 20.0 {
            mean + 2.0 * sample.deviation()
        } else {
            // A mean of up to 20 has its place in the table.
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "0 to 20"
            )]
            LIMITS[mean.floor() as usize]
        };
        if bound.is_nan() {
            return Err(Reason::TooFewWeeksLeft {
                weeks: sample.counts.len(),
                needed: 2,
            });
        }
        let mut finding = Finding::of(past.series, index);
        finding.expected = Some(mean);
        Ok(Learned::equally(finding.with_bound(bound), sample.places))
    }
}
