// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Random numbers out of a seed: what is drawn follows from the seed and from how often was drawn.

use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};

/// A source of random numbers: SHA-256 over a seed and a counter, so that nobody who sees numbers
/// can tell the next one. A copy continues where the original stands.
#[derive(Debug, Default)]
pub struct Randomness {
    seed: [u8; 32],
    drawn: AtomicU64,
}

impl Clone for Randomness {
    fn clone(&self) -> Self {
        Self {
            seed: self.seed,
            drawn: AtomicU64::new(self.drawn.load(Ordering::Relaxed)),
        }
    }
}

impl Randomness {
    /// Begins with this seed, which should come from the operating system.
    pub fn seeded(seed: [u8; 32]) -> Self {
        Self {
            seed,
            drawn: AtomicU64::new(0),
        }
    }

    fn bytes(&self) -> [u8; 32] {
        let number = self.drawn.fetch_add(1, Ordering::Relaxed);
        let mut hash = Sha256::new();
        hash.update(self.seed);
        hash.update(number.to_be_bytes());
        hash.finalize().into()
    }

    /// A number from 0 to below 1.
    pub fn fraction(&self) -> f64 {
        let first = self.bytes().first_chunk().copied().unwrap_or_default();
        let number = u64::from_be_bytes(first) >> 11;
        number as f64 / (1_u64 << 53) as f64
    }

    /// A random UUID, version 4, as text.
    pub fn uuid(&self) -> String {
        let mut bytes = self.bytes();
        bytes[6] = bytes[6] & 0x0f | 0x40;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        let hex = hex::encode(&bytes[..16]);
        format!(
            "{}-{}-{}-{}-{}",
            &hex[..8],
            &hex[8..12],
            &hex[12..16],
            &hex[16..20],
            &hex[20..]
        )
    }
}

const MODULUS: i64 = 2_147_483_647;

/// The minimal standard generator of Park and Miller, with which ODK's engines shuffle.
pub(crate) struct ParkMiller(i64);

impl ParkMiller {
    pub(crate) fn seeded(seed: i64) -> Self {
        let seed = seed % MODULUS;
        Self(if seed <= 0 { seed + MODULUS - 1 } else { seed })
    }

    /// A number from 0 to below 1.
    pub(crate) fn fraction(&mut self) -> f64 {
        self.0 = self.0 * 16_807 % MODULUS;
        (self.0 - 1) as f64 / (MODULUS - 1) as f64
    }
}
