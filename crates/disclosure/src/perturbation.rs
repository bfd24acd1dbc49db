// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Perturbation tables: which deviation a count gets for which cell key. Belongs here: the rows, their whole shares and the
//! lookup. Not: where keys come from ([`crate::cell_key`]).

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::entropy::{most_entropy, variances};

/// The largest deviation that a table may have.
const MOST_DEVIATION: u32 = 20;

/// What noise is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct NoiseParameters {
    /// The largest deviation D in either direction, 1 to 20.
    pub deviation: u32,
    /// The variance V of the deviation of each count, between what its row admits.
    pub variance: f64,
    /// The smallest count that may appear besides zero; 1 lets all appear. At most D + 1, so that zero is not the only way out for a count of one.
    pub smallest: u32,
    /// How many bits of a cell key are looked at, 8 to 16: shares are multiples of 1/2^bits.
    pub key_bits: u8,
}

/// Why there is no such table.
#[derive(Clone, Copy, Debug, PartialEq, Error)]
pub enum NoiseError {
    /// D outside of 1 to 20.
    #[error("the largest deviation is 1 to 20, not {0}")]
    Deviation(u32),
    /// Zero, or more than D + 1.
    #[error("the smallest count is 1 to D + 1, not {0}")]
    Smallest(u32),
    /// Bits outside of 8 to 16.
    #[error("keys have 8 to 16 bits, not {0}")]
    KeyBits(u8),
    /// No distribution over the deviations that this count may take has mean zero.
    #[error("a count of {count} has no deviations around zero; a larger deviation gives it some")]
    NoMean {
        /// The count.
        count: u32,
    },
    /// The variance must lie between these, without them.
    #[error("a count of {count} can have a variance between {least} and {most}, not {variance}")]
    Variance {
        /// The count.
        count: u32,
        /// What its variance is more than.
        least: f64,
        /// What its variance is less than.
        most: f64,
        /// What was asked for.
        variance: f64,
    },
}

/// One row: deviations from the lowest to the highest with their shares of all keys.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    deviations: Vec<i32>,
    probabilities: Vec<f64>,
    shares: Vec<u32>,
}

/// For each count from one on what becomes of it; counts from the last row on are treated alike. Zeros stay zero, and the mean of each row is
/// exactly zero, also in whole shares.
#[derive(Clone, Debug, PartialEq)]
pub struct PerturbationTable {
    parameters: NoiseParameters,
    rows: Vec<Row>,
}

impl PerturbationTable {
    /// Makes the table.
    pub fn new(parameters: NoiseParameters) -> Result<Self, NoiseError> {
        let NoiseParameters {
            deviation,
            variance,
            smallest,
            key_bits,
        } = parameters;
        if !(1..=MOST_DEVIATION).contains(&deviation) {
            return Err(NoiseError::Deviation(deviation));
        }
        if !(1..=deviation + 1).contains(&smallest) {
            return Err(NoiseError::Smallest(smallest));
        }
        if !(8..=16).contains(&key_bits) {
            return Err(NoiseError::KeyBits(key_bits));
        }
        // From here on no deviation is forbidden.
        let last = if smallest == 1 {
            deviation
        } else {
            deviation + smallest
        };
        let rows = (1..=last)
            .map(|count| {
                let deviations = allowed(count, deviation, smallest);
                let (least, most) = variances(&deviations).ok_or(NoiseError::NoMean { count })?;
                let probabilities =
                    most_entropy(&deviations, variance).ok_or(NoiseError::Variance {
                        count,
                        least,
                        most,
                        variance,
                    })?;
                let shares = shares(&deviations, &probabilities, 1 << key_bits);
                Ok(Row {
                    deviations,
                    probabilities,
                    shares,
                })
            })
            .collect::<Result<_, NoiseError>>()?;
        Ok(Self { parameters, rows })
    }

    /// What it was made of.
    pub fn parameters(&self) -> NoiseParameters {
        self.parameters
    }

    /// The smallest count from which on all counts are treated alike.
    pub fn last_row(&self) -> usize {
        self.rows.len()
    }

    /// The deviations of a count with their probabilities before they are whole shares; a zero has none but zero.
    pub fn probabilities(&self, count: u64) -> Vec<(i32, f64)> {
        self.row(count).map_or_else(
            || vec![(0, 1.0)],
            |row| {
                let pairs = row.deviations.iter().zip(&row.probabilities);
                pairs.map(|(each, share)| (*each, *share)).collect()
            },
        )
    }

    /// The deviation of a count for a key, of which the lowest bits count. Never so far down that the count would be negative.
    pub fn deviation(&self, count: u64, key: u32) -> i32 {
        let Some(row) = self.row(count) else { return 0 };
        let mut key = key & ((1 << self.parameters.key_bits) - 1);
        for (deviation, share) in row.deviations.iter().zip(&row.shares) {
            if key < *share {
                return *deviation;
            }
            key -= share;
        }
        // The shares add up to all keys.
        0
    }

    fn row(&self, count: u64) -> Option<&Row> {
        let index = usize::try_from(count)
            .unwrap_or(usize::MAX)
            .min(self.rows.len());
        index.checked_sub(1).map(|index| &self.rows[index])
    }
}

/// The deviations that a count may take: to zero, or to the smallest count or more.
fn allowed(count: u32, deviation: u32, smallest: u32) -> Vec<i32> {
    (count.saturating_sub(deviation)..=count + deviation)
        .filter(|target| *target == 0 || *target >= smallest)
        .map(|target| target.cast_signed() - count.cast_signed())
        .collect()
}

/// Whole shares of all keys: rounded by largest remainder, then single keys move between neighbours until the mean is exactly zero.
fn shares(deviations: &[i32], probabilities: &[f64], keys: u32) -> Vec<u32> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a probability times at most 65,536 keys"
    )]
    let mut shares: Vec<u32> = probabilities
        .iter()
        .map(|each| (each * f64::from(keys)).floor() as u32)
        .collect();
    let remainder = |index: usize| probabilities[index] * f64::from(keys) % 1.0;
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by(|one, other| remainder(*other).total_cmp(&remainder(*one)));
    let missing = keys - shares.iter().sum::<u32>();
    for index in order.iter().cycle().take(missing as usize) {
        shares[*index] += 1;
    }
    let balance = |shares: &[u32]| -> i64 {
        let products = deviations.iter().zip(shares);
        products
            .map(|(deviation, share)| i64::from(*deviation) * i64::from(*share))
            .sum()
    };
    let mut off = balance(&shares);
    while off != 0 {
        // Above the mean a key goes to the next lower deviation, below it to the next higher one, where most keys are left.
        let step = (0..deviations.len() - 1)
            .map(|index| {
                if off > 0 {
                    (index + 1, index)
                } else {
                    (index, index + 1)
                }
            })
            .filter(|(from, to)| {
                let gap = i64::from(deviations[*from] - deviations[*to]).abs();
                shares[*from] > 0 && gap <= off.abs()
            })
            .max_by_key(|(from, _)| shares[*from]);
        let Some((from, to)) = step else { break };
        shares[from] -= 1;
        shares[to] += 1;
        off = balance(&shares);
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(deviation: u32, variance: f64, smallest: u32, key_bits: u8) -> PerturbationTable {
        PerturbationTable::new(NoiseParameters {
            deviation,
            variance,
            smallest,
            key_bits,
        })
        .unwrap()
    }

    #[test]
    fn over_all_keys_each_row_is_exactly_unbiased_and_has_its_variance() {
        for table in [
            table(2, 0.9, 1, 8),
            table(5, 3.0, 1, 16),
            table(5, 3.0, 3, 16),
            table(8, 7.0, 5, 16),
            table(20, 15.0, 1, 12),
        ] {
            let keys = 1_u32 << table.parameters().key_bits;
            // What rounding to whole keys may cost: a few keys at the largest deviation.
            let close = f64::from(8 * table.parameters().deviation.pow(2)) / f64::from(keys);
            for count in 0..40 {
                let drawn = (0..keys).map(|key| i64::from(table.deviation(count, key)));
                assert_eq!(drawn.clone().sum::<i64>(), 0, "count {count}");
                let variance =
                    drawn.map(|each| (each * each) as f64).sum::<f64>() / f64::from(keys);
                let asked = if count == 0 {
                    0.0
                } else {
                    table.parameters().variance
                };
                assert!(
                    (variance - asked).abs() <= close,
                    "count {count}: {variance}"
                );
            }
        }
    }

    #[test]
    fn no_count_below_the_smallest_appears_and_none_is_negative() {
        let table = table(5, 3.0, 3, 12);
        for count in 0..20_u64 {
            for key in 0..1 << 12 {
                let shown = count.cast_signed() + i64::from(table.deviation(count, key));
                assert!(shown == 0 || shown >= 3, "{count} became {shown}");
                assert!(shown.abs_diff(count.cast_signed()) <= 5);
            }
        }
    }

    #[test]
    fn zeros_stay_zero_and_only_the_lowest_bits_of_a_key_count() {
        let table = table(3, 2.0, 1, 8);
        assert!((0..256).all(|key| table.deviation(0, key) == 0));
        assert_eq!(table.deviation(7, 3), table.deviation(7, 256 + 3));
        assert_eq!(table.deviation(7, 200), table.deviation(u64::MAX, 200));
        assert_eq!(table.last_row(), 3);
    }

    #[test]
    fn a_table_that_cannot_be_is_refused_with_the_count_that_forbids_it() {
        let ask = |deviation, variance, smallest| {
            PerturbationTable::new(NoiseParameters {
                deviation,
                variance,
                smallest,
                key_bits: 8,
            })
        };
        assert_eq!(ask(0, 1.0, 1), Err(NoiseError::Deviation(0)));
        assert_eq!(ask(2, 1.0, 4), Err(NoiseError::Smallest(4)));
        assert_eq!(
            ask(3, 4.0, 1),
            Err(NoiseError::Variance {
                count: 1,
                least: 0.0,
                most: 3.0,
                variance: 4.0
            })
        );
        assert!(matches!(
            ask(3, 1.5, 3),
            Err(NoiseError::Variance { count: 1, .. })
        ));
        assert!(matches!(
            ask(2, 3.0, 3),
            Err(NoiseError::Variance { count: 1, .. })
        ));
    }
}
