// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How much variety the sensitive values of a group must have.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What a policy asks of the sensitive values of every group. `c_v` is how often the value v occurs
/// among the n values of a group.
///
/// Sources: Machanavajjhala et al., *ℓ-Diversity* (ACM TKDD 2007); Li et al., *t-Closeness* (ICDE 2007).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variety {
    /// Distinct l: at least so many different values. 0 or 1 asks nothing.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub distinct: u32,
    /// Entropy l: `−Σ p_v ln p_v ≥ ln l` with `p_v = c_v / n`. 0 or 1 asks nothing.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub entropy: u32,
    /// t with its reference, if asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closeness: Option<Closeness>,
}

/// t-closeness with equal distances: `½ Σ |c_v / n − w_v / W| ≤ t`.
///
/// The reference distribution stands in the policy, so that the verifier needs nothing but the group,
/// and so that a group never depends on what left before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closeness {
    /// t in per cent, 0 to 100.
    pub percent: u32,
    /// How often each value occurs in the reference, for instance in the state in five years. A
    /// value that is not listed occurs never.
    pub reference: BTreeMap<String, u32>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks with a reference"
)]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// A [`Variety`] with interned values.
#[derive(Debug)]
pub(crate) struct Rule {
    distinct: u32,
    entropy: u32,
    /// t in per cent, and the weight of each value.
    closeness: Option<(u32, BTreeMap<u32, u64>)>,
}

impl Rule {
    /// `None` if nothing is asked.
    pub(crate) fn new(variety: &Variety, code: impl Fn(&str) -> Option<u32>) -> Option<Self> {
        let closeness = variety.closeness.as_ref().map(|closeness| {
            let mut weights: BTreeMap<u32, u64> = BTreeMap::new();
            for (value, weight) in &closeness.reference {
                if let Some(code) = code(value) {
                    *weights.entry(code).or_default() += u64::from(*weight);
                }
            }
            (closeness.percent, weights)
        });
        let asks = variety.distinct > 1 || variety.entropy > 1 || closeness.is_some();
        asks.then_some(Self {
            distinct: variety.distinct,
            entropy: variety.entropy,
            closeness,
        })
    }

    /// Whether these values have the variety.
    pub(crate) fn holds(&self, values: impl Iterator<Item = u32>) -> bool {
        let mut counts: BTreeMap<u32, u64> = BTreeMap::new();
        for value in values {
            *counts.entry(value).or_default() += 1;
        }
        self.holds_for(&counts)
    }

    /// The same, of values that are counted already.
    pub(crate) fn holds_for(&self, counts: &BTreeMap<u32, u64>) -> bool {
        counts.len() >= self.distinct as usize
            && (self.entropy < 2 || enough_entropy(counts, self.entropy))
            && self
                .closeness
                .as_ref()
                .is_none_or(|(percent, weights)| is_close(counts, weights, *percent))
    }
}

/// `−Σ p ln p ≥ ln l`, with a margin of 10⁻⁹: logarithms may differ in their last digit between
/// machines, and a release must not.
fn enough_entropy(counts: &BTreeMap<u32, u64>, l: u32) -> bool {
    let n: f64 = counts.values().map(|count| as_float(*count)).sum();
    let entropy: f64 = counts
        .values()
        .map(|count| as_float(*count) / n)
        .map(|share| -share * share.ln())
        .sum();
    entropy >= f64::from(l).ln() + 1e-9
}

/// `½ Σ |c_v / n − w_v / W| ≤ t`, in whole numbers: `100 Σ |c_v W − w_v n| ≤ 2 t n W`.
fn is_close(counts: &BTreeMap<u32, u64>, weights: &BTreeMap<u32, u64>, percent: u32) -> bool {
    let (n, w) = (counts.values().sum::<u64>(), weights.values().sum::<u64>());
    let (n, w) = (i128::from(n), i128::from(w));
    let values = counts.keys().chain(weights.keys());
    let values: std::collections::BTreeSet<&u32> = values.collect();
    let distance: i128 = values
        .into_iter()
        .map(|value| {
            let count = i128::from(counts.get(value).copied().unwrap_or(0));
            let weight = i128::from(weights.get(value).copied().unwrap_or(0));
            (count * w - weight * n).abs()
        })
        .sum();
    100 * distance <= 2 * i128::from(percent) * n * w
}

fn as_float(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(variety: &Variety) -> Rule {
        let code = |value: &str| value.bytes().next().map(u32::from);
        Rule::new(variety, code).unwrap()
    }

    fn holds(variety: &Variety, values: &str) -> bool {
        rule(variety).holds(values.bytes().map(u32::from))
    }

    #[test]
    fn distinct_l_counts_values() {
        let two = Variety {
            distinct: 2,
            ..Variety::default()
        };
        assert!(!holds(&two, "aaaaa"));
        assert!(holds(&two, "aaaab"));
        assert!(Rule::new(&Variety::default(), |_| None).is_none());
    }

    #[test]
    fn entropy_l_wants_values_evenly() {
        let two = Variety {
            entropy: 2,
            ..Variety::default()
        };
        assert!(!holds(&two, "aaaab"));
        assert!(!holds(&two, "aaab"), "two values, but not evenly");
        assert!(holds(&two, "aabbc"));
        assert!(!holds(&two, "aabb"), "exactly ln 2 lacks the margin");
    }

    #[test]
    fn t_is_the_distance_from_the_reference() {
        let closeness = |percent| Variety {
            closeness: Some(Closeness {
                percent,
                reference: [("a".to_owned(), 50), ("b".to_owned(), 50)].into(),
            }),
            ..Variety::default()
        };
        assert!(holds(&closeness(30), "aaaab"), "½(0.3 + 0.3) = 0.3");
        assert!(!holds(&closeness(29), "aaaab"));
        assert!(holds(&closeness(20), "cabab"), "½(0.2 + 0.1 + 0.1) = 0.2");
        assert!(!holds(&closeness(19), "cabab"));
    }
}
