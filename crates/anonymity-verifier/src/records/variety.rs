// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Distinct l, entropy l and t, of values that are counted.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Variety {
    #[serde(default)]
    distinct: u64,
    #[serde(default)]
    entropy: u32,
    #[serde(default)]
    closeness: Option<Closeness>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Closeness {
    percent: u32,
    reference: BTreeMap<String, u32>,
}

impl Variety {
    /// Whether the rule can be held at all, and says something.
    pub(super) fn is_sound(&self) -> bool {
        self.closeness.as_ref().is_none_or(|closeness| {
            closeness.percent <= 100 && closeness.reference.values().any(|weight| *weight > 0)
        })
    }

    /// Whether the values have it.
    pub(super) fn holds(&self, counts: &BTreeMap<String, u64>) -> bool {
        counts.len() as u64 >= self.distinct
            && (self.entropy < 2 || entropy(counts) >= f64::from(self.entropy).ln() - 1e-9)
            && self
                .closeness
                .as_ref()
                .is_none_or(|closeness| distance(counts, &closeness.reference, closeness.percent))
    }
}

/// `ln n − Σ c ln c / n`, which is `−Σ p ln p` for `p = c / n`.
#[expect(
    clippy::cast_precision_loss,
    reason = "groups have at most a million records"
)]
fn entropy(counts: &BTreeMap<String, u64>) -> f64 {
    let n = counts.values().sum::<u64>() as f64;
    let sum: f64 = counts.values().map(|c| *c as f64 * (*c as f64).ln()).sum();
    n.ln() - sum / n
}

/// Whether half the sum of `|c / n − w / W|` is at most `percent / 100`, without fractions.
fn distance(counts: &BTreeMap<String, u64>, weights: &BTreeMap<String, u32>, percent: u32) -> bool {
    let n = i128::from(counts.values().sum::<u64>());
    let all: i128 = weights.values().map(|w| i128::from(*w)).sum();
    let names: BTreeSet<&String> = counts.keys().chain(weights.keys()).collect();
    let mut twice = 0;
    for name in names {
        let c = counts.get(name).map_or(0, |c| i128::from(*c));
        let w = weights.get(name).map_or(0, |w| i128::from(*w));
        twice += (c * all - w * n).abs();
    }
    twice * 100 <= i128::from(percent) * 2 * n * all
}
