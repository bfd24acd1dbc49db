// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Populations that rates are standardised to.

use serde::Serialize;

use kernel::AgeGroup;

use crate::ages::{AgeError, check};

/// The largest number of age groups.
pub const MOST_GROUPS: usize = 151;

/// Where the groups of the European standard population begin, and its weights. Source: Eurostat, *Revision of the European Standard
/// Population: Report of Eurostat's task force*, 2013, doi:10.2785/11470, annex F (the variant with 0, 90–94 and 95+).
const EUROPEAN_2013: [(u8, f64); 21] = [
    (0, 1_000.0),
    (1, 4_000.0),
    (5, 5_500.0),
    (10, 5_500.0),
    (15, 5_500.0),
    (20, 6_000.0),
    (25, 6_000.0),
    (30, 6_500.0),
    (35, 7_000.0),
    (40, 7_000.0),
    (45, 7_000.0),
    (50, 7_000.0),
    (55, 6_500.0),
    (60, 6_000.0),
    (65, 5_500.0),
    (70, 5_000.0),
    (75, 4_000.0),
    (80, 2_500.0),
    (85, 1_500.0),
    (90, 800.0),
    (95, 200.0),
];

/// Age groups that follow each other, each with its weight.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Standard {
    ages: Vec<AgeGroup>,
    weights: Vec<f64>,
}

impl Standard {
    /// The European standard population of 2013, which adds up to 100,000.
    pub fn european_2013() -> Self {
        let starts = EUROPEAN_2013.map(|(from, _)| from);
        let ages = starts
            .iter()
            .enumerate()
            .map(|(place, from)| match starts.get(place + 1) {
                Some(next) => AgeGroup::new(*from, next - 1),
                None => AgeGroup::and_older(*from),
            })
            .collect::<Result<_, _>>()
            .expect("the ages of the standard go up");
        Self {
            ages,
            weights: EUROPEAN_2013.map(|(_, weight)| weight).to_vec(),
        }
    }

    /// Another standard, in any order: 1 to [`MOST_GROUPS`] groups without overlap and gap, weights from 0 on of which one is above 0.
    /// Weights need not add up to anything.
    pub fn new(groups: impl IntoIterator<Item = (AgeGroup, f64)>) -> Result<Self, AgeError> {
        let mut groups: Vec<_> = groups.into_iter().take(MOST_GROUPS + 1).collect();
        groups.sort_by_key(|(age, _)| *age);
        let (ages, weights): (Vec<_>, Vec<_>) = groups.into_iter().unzip();
        check(&ages)?;
        let bad = weights
            .iter()
            .position(|weight| !(0.0..=1e15).contains(weight));
        let nothing = (weights.iter().sum::<f64>() <= 0.0).then_some(0);
        if let Some(place) = bad.or(nothing) {
            return Err(AgeError::Weight(ages[place], weights[place]));
        }
        Ok(Self { ages, weights })
    }

    /// The part of it that covers these ages, for rates such as those of 0 to 64 years. Its groups must have borders there.
    pub fn within(&self, ages: AgeGroup) -> Result<Self, AgeError> {
        let first = self.ages.iter().position(|age| age.from() == ages.from());
        let last = self.ages.iter().position(|age| age.end() == ages.end());
        let (Some(first), Some(last)) = (first, last) else {
            return Err(AgeError::NoBorder(ages));
        };
        let kept = self.ages[first..=last].iter().copied();
        Self::new(kept.zip(self.weights[first..=last].iter().copied()))
    }

    /// The groups, from the youngest on.
    pub fn ages(&self) -> &[AgeGroup] {
        &self.ages
    }

    /// Their weights.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// All weights together.
    pub fn total(&self) -> f64 {
        self.weights.iter().sum()
    }
}
