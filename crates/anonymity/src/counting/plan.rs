// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::period::PeriodLength;
use crate::forwarding::{FieldClass, LegalPath, PolicyDraft};

/// How many fields a table may have: a place and two others.
pub const MOST_DIMENSIONS: usize = 3;
/// The level of places that is too fine for a table.
const TOO_FINE: &str = "municipality";
/// The largest epsilon of a release and of a year, in thousandths. Above, noise hides nobody any more.
const LARGEST_EPSILON: u32 = 5_000;
/// The largest number of cells that one entity may change.
const LARGEST_BOUND: u32 = 50;
/// How many weeks a period may wait after its end.
const LONGEST_WAIT: u32 = 52;

/// How a policy counts with noise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoisePlan {
    /// How long a period is.
    pub period: PeriodLength,
    /// The fields of the table, in their order; none for a single number per period.
    pub dimensions: Vec<Dimension>,
    /// In how many cells of a period one entity may be counted, in each once; at least 1.
    pub cells_per_entity: u32,
    /// What a release costs, in thousandths of epsilon.
    pub epsilon: u32,
    /// What all releases about a calendar year may cost, in thousandths of epsilon.
    pub yearly_epsilon: u32,
    /// How many weeks after its end a period is released, so that late reports are counted.
    pub wait_weeks: u32,
}

/// A field of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dimension {
    /// The name of the field in the policy. It must have a hierarchy.
    pub field: String,
    /// The level at which its values make cells.
    pub level: String,
}

/// Why a plan protects too little, or is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlanFault {
    /// Only counts leave with noise.
    #[error("noise belongs to the path of counts")]
    Path,
    /// Epsilon of a release.
    #[error("epsilon of a release must be 0.001 to 5")]
    Epsilon,
    /// Epsilon of a year.
    #[error("epsilon of a year must be 0.001 to 5")]
    Yearly,
    /// All periods of a year cost more than the year may.
    #[error("the releases of a year need more than the year may cost")]
    Year,
    /// In how many cells somebody is counted.
    #[error("one entity may be counted in 1 to 50 cells")]
    Bound,
    /// How long a period waits.
    #[error("a period waits at most 52 weeks")]
    Wait,
    /// Too many fields, or one twice.
    #[error("a table has at most three different fields")]
    Dimensions,
    /// A field without a hierarchy.
    #[error("a field of the table needs a list of values")]
    Field,
    /// Municipalities are too fine.
    #[error("places of a table are districts or coarser")]
    Place,
}

impl NoisePlan {
    /// As shipped: a quarter costs 0.25, so that a year costs 1. With an epsilon of 1 a year, whether
    /// somebody is in the data changes the probability of anything that the tables of the year show by a factor of
    /// at most e, about 2.7; it is the value that is usually named as strong protection.
    pub fn shipped() -> Self {
        Self {
            period: PeriodLength::Quarter,
            dimensions: Vec::new(),
            cells_per_entity: 1,
            epsilon: 250,
            yearly_epsilon: 1_000,
            wait_weeks: 4,
        }
    }

    /// How many releases of a year the limit allows.
    pub fn affordable(&self) -> u32 {
        self.yearly_epsilon / self.epsilon.max(1)
    }

    /// What all periods of a year cost, in thousandths of epsilon.
    pub fn yearly_need(&self) -> u32 {
        self.epsilon.saturating_mul(self.period.per_year())
    }

    /// What is wrong with the plan in this policy, as far as it can be seen without hierarchies.
    pub fn faults(&self, draft: &PolicyDraft) -> Vec<PlanFault> {
        let fields: BTreeSet<&str> = self
            .dimensions
            .iter()
            .map(|dimension| dimension.field.as_str())
            .collect();
        let is_coded = |name: &str| {
            let mut found = draft.fields.iter().filter(|field| field.name == name);
            matches!(
                found.next().and_then(|field| field.class.as_ref()),
                Some(
                    FieldClass::Quasi { .. }
                        | FieldClass::Sensitive { .. }
                        | FieldClass::Plain { .. }
                )
            )
        };
        let in_range = |epsilon: u32| (1..=LARGEST_EPSILON).contains(&epsilon);
        let too_many = fields.len() < self.dimensions.len() || fields.len() > MOST_DIMENSIONS;
        [
            (draft.path != LegalPath::CountsOnly, PlanFault::Path),
            (!in_range(self.epsilon), PlanFault::Epsilon),
            (!in_range(self.yearly_epsilon), PlanFault::Yearly),
            (self.yearly_need() > self.yearly_epsilon, PlanFault::Year),
            (
                !(1..=LARGEST_BOUND).contains(&self.cells_per_entity),
                PlanFault::Bound,
            ),
            (self.wait_weeks > LONGEST_WAIT, PlanFault::Wait),
            (too_many, PlanFault::Dimensions),
            (!fields.iter().all(|name| is_coded(name)), PlanFault::Field),
            (
                self.dimensions.iter().any(|one| one.level == TOO_FINE),
                PlanFault::Place,
            ),
        ]
        .into_iter()
        .filter_map(|(wrong, fault)| wrong.then_some(fault))
        .collect()
    }
}
