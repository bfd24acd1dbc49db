// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The cell key method: noise that belongs to the records in a cell. Belongs here: keys of records and cells, and what
//! becomes of a count. Not: the perturbation table ([`crate::perturbation`]).

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign};

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::perturbation::PerturbationTable;
use crate::shown::Shown;

/// The secret that keys of records are made of. Whoever knows it can subtract the noise, so it is kept like the keys of sealed columns and
/// is never shown.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Secret([u8; 32]);

impl Secret {
    /// From 32 bytes of chance.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

/// Where the key of a record holds: in every table of a dataset, for the period in which the record counts. Nothing finer belongs in here: were
/// the table itself a part of it, the mean of several tables would wear the noise away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope<'a> {
    /// The dataset, whatever its tables. Two datasets that count the same records are one here; under two names each of their numbers
    /// would have two noises, whose mean says more than either.
    pub dataset: &'a str,
    /// The finest period in which the record counts, such as `2026-W47`, also where a longer one is shown. A record that moves to
    /// another period gets a new key, so that its move cannot be followed.
    pub period: &'a str,
}

/// The key of a record, kept beside it or made anew: as good as drawn by chance for whoever does not know the secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordKey(u32);

impl RecordKey {
    /// A key that was drawn elsewhere.
    pub fn new(key: u32) -> Self {
        Self(key)
    }

    /// The key as a number.
    pub fn get(self) -> u32 {
        self.0
    }
}

/// What a cell counts: how many records, and the sum of their keys modulo 2³². The sum of the lowest bits is the lowest bits of the sum, so
/// tables with fewer keys see the same cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    count: u64,
    key: u32,
}

impl Tally {
    /// A tally that was kept.
    pub fn new(count: u64, key: u32) -> Self {
        Self { count, key }
    }

    /// One record more.
    #[must_use]
    pub fn with(self, record: RecordKey) -> Self {
        self + Self::new(1, record.0)
    }

    /// How many records. Not to be shown.
    pub fn count(self) -> u64 {
        self.count
    }

    /// The sum of their keys.
    pub fn key(self) -> u32 {
        self.key
    }
}

impl FromIterator<RecordKey> for Tally {
    fn from_iter<I: IntoIterator<Item = RecordKey>>(records: I) -> Self {
        records.into_iter().fold(Self::default(), Self::with)
    }
}

/// Tallies of cells without common records add up.
impl Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            count: self.count.saturating_add(other.count),
            key: self.key.wrapping_add(other.key),
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(cells: I) -> Self {
        cells.fold(Self::default(), Self::add)
    }
}

/// A secret and a perturbation table.
#[derive(Clone, Debug)]
pub struct CellKeyMethod {
    secret: Secret,
    table: PerturbationTable,
}

impl CellKeyMethod {
    /// Neither may change while a dataset is published: the same cells would get other noise.
    pub fn new(secret: Secret, table: PerturbationTable) -> Self {
        Self { secret, table }
    }

    /// The perturbation table.
    pub fn table(&self) -> &PerturbationTable {
        &self.table
    }

    /// The key of a record by its lasting identifier.
    pub fn record_key(&self, scope: Scope<'_>, record: &[u8]) -> RecordKey {
        RecordKey(self.keyed(&[
            b"deich.disclosure.record",
            scope.dataset.as_bytes(),
            scope.period.as_bytes(),
            record,
        ]))
    }

    /// What is published of a cell. Its tally goes through the secret once more before the table is asked: sums of keys add up, so that
    /// without it whoever knows the table could conclude from the noise of two cells on that of their sum, and back.
    pub fn publish(&self, tally: Tally) -> Shown<u64> {
        let deviation = self.table.deviation(tally.count, self.place(tally));
        Shown::of_count(tally.count.saturating_add_signed(i64::from(deviation)))
    }

    /// Where in its row of the table a cell stands.
    fn place(&self, tally: Tally) -> u32 {
        self.keyed(&[
            b"deich.disclosure.cell",
            &tally.count.to_be_bytes(),
            &tally.key.to_be_bytes(),
        ])
    }

    /// The first four bytes of HMAC-SHA-256 over the parts with their lengths.
    fn keyed(&self, parts: &[&[u8]]) -> u32 {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.secret.0).expect("a key of any length will do");
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        let digest = mac.finalize().into_bytes();
        u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]])
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::perturbation::NoiseParameters;

    const SCOPE: Scope<'_> = Scope {
        dataset: "gastroenteritis",
        period: "2026-W47",
    };

    fn method(secret: u8, key_bits: u8) -> CellKeyMethod {
        let table = PerturbationTable::new(NoiseParameters {
            deviation: 5,
            variance: 3.0,
            smallest: 3,
            key_bits,
        });
        CellKeyMethod::new(Secret::new([secret; 32]), table.unwrap())
    }

    fn tally(method: &CellKeyMethod, records: std::ops::Range<u32>) -> Tally {
        records
            .map(|record| method.record_key(SCOPE, &record.to_be_bytes()))
            .collect()
    }

    /// How far a published number is from the truth.
    fn deviation(method: &CellKeyMethod, tally: Tally) -> i32 {
        method.table().deviation(tally.count(), method.place(tally))
    }

    #[test]
    fn the_same_records_get_the_same_noise_in_whatever_order_and_table() {
        let method = method(1, 12);
        let keys: Vec<_> = (0..20_u32)
            .map(|record| method.record_key(SCOPE, &record.to_be_bytes()))
            .collect();
        let forwards: Tally = keys.iter().copied().collect();
        let backwards: Tally = keys.iter().rev().copied().collect();
        let by_parts: Tally = keys
            .chunks(7)
            .map(|part| part.iter().copied().collect::<Tally>())
            .sum();
        assert_eq!(forwards.count(), 20);
        assert_eq!(forwards, backwards);
        assert_eq!(forwards, by_parts);
        assert_eq!(method.publish(forwards), method.publish(by_parts));
    }

    #[test]
    fn keys_depend_on_secret_dataset_period_and_record() {
        let key = method(1, 12).record_key(SCOPE, b"record");
        assert_eq!(key, method(1, 12).record_key(SCOPE, b"record"));
        assert_ne!(key, method(2, 12).record_key(SCOPE, b"record"));
        assert_ne!(key, method(1, 12).record_key(SCOPE, b"recorc"));
        for (dataset, period) in [
            ("gastroenteritis", "2026-W48"),
            ("norovirus", "2026-W47"),
            // Without lengths these would be the same bytes.
            ("gastroenteritis2", "026-W47"),
        ] {
            let scope = Scope { dataset, period };
            assert_ne!(key, method(1, 12).record_key(scope, b"record"));
        }
    }

    #[test]
    fn an_empty_cell_stays_empty_and_a_secret_is_not_shown() {
        assert_eq!(method(1, 12).publish(Tally::default()), Shown::Zero);
        assert_eq!(format!("{:?}", Secret::new([7; 32])), "Secret(…)");
    }

    #[test]
    fn keys_of_many_records_spread_the_noise_as_the_table_says() {
        let method = method(3, 12);
        let deviations: Vec<f64> = (0..4_000_u32)
            .map(|begin| tally(&method, 10 * begin..10 * begin + 10))
            .map(|tally| f64::from(deviation(&method, tally)))
            .collect();
        let mean = deviations.iter().sum::<f64>() / 4_000.0;
        let variance = deviations.iter().map(|each| each * each).sum::<f64>() / 4_000.0;
        // Five standard errors of 4,000 draws with variance 3.
        assert!(mean.abs() < 0.14, "{mean}");
        assert!((variance - 3.0).abs() < 0.4, "{variance}");
    }

    /// Somebody who knows the table and the way of counting, and subtracts two published numbers from that of their sum. Looked up by the sum of
    /// keys as it is, what he sees is more often possible for a single pair of counts.
    #[test]
    fn the_noise_of_a_sum_does_not_follow_from_that_of_its_parts() {
        let method = method(4, 8);
        let table = method.table();
        let keys = 256_u32;
        let counts = 8..20_u64;
        // All counts here are treated alike, so what is seen of them differs by their sums alone.
        let row: Vec<i32> = (0..keys).map(|key| table.deviation(8, key)).collect();
        let mut by_sums = BTreeSet::new();
        for one in 0..256 {
            for other in 0..256 {
                by_sums.insert((row[one], row[other], row[(one + other) % 256]));
            }
        }
        let each: BTreeSet<i32> = row.iter().copied().collect();
        let all = each.len().pow(3);
        assert_eq!(all, 11 * 11 * 11);
        assert!(by_sums.len() < all * 9 / 10, "{} of {all}", by_sums.len());

        // Through the secret also those appear that sums of keys exclude, about as often as chance would have it.
        let mut seen: BTreeMap<bool, u32> = BTreeMap::new();
        for begin in 0..4_000_u32 {
            let count = u32::try_from(counts.start).unwrap() + begin % 12;
            let one = tally(&method, 100 * begin..100 * begin + count);
            let other = tally(&method, 100 * begin + 50..100 * begin + 60);
            let triple = (
                deviation(&method, one),
                deviation(&method, other),
                deviation(&method, one + other),
            );
            *seen.entry(by_sums.contains(&triple)).or_default() += 1;
        }
        let share = |deviation: i32| {
            f64::from(u32::try_from(row.iter().filter(|each| **each == deviation).count()).unwrap())
                / f64::from(keys)
        };
        let mut excluded = 0.0;
        for one in &each {
            for other in &each {
                for sum in &each {
                    if !by_sums.contains(&(*one, *other, *sum)) {
                        excluded += share(*one) * share(*other) * share(*sum);
                    }
                }
            }
        }
        let expected = 4_000.0 * excluded;
        let found = f64::from(seen.get(&false).copied().unwrap_or_default());
        assert!(expected > 40.0, "{expected}");
        assert!(
            (found - expected).abs() < 5.0 * expected.sqrt(),
            "{found}, {expected}"
        );
    }
}
