// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::sync::Mutex;

use rand::rngs::{StdRng, SysRng};
use rand::{Rng, SeedableRng, TryRng};

/// Randomness as a parameter: the system's generator in operation, a seeded one in tests and demo.
pub trait Chance: Send + Sync {
    /// Fills `bytes` with random bytes.
    fn fill(&self, bytes: &mut [u8]);
}

/// The operating system's generator. The only one that may make secrets.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemChance;

impl Chance for SystemChance {
    fn fill(&self, bytes: &mut [u8]) {
        SysRng
            .try_fill_bytes(bytes)
            .expect("the operating system provides random bytes");
    }
}

/// A generator that repeats itself from a seed: for tests and invented data, never for secrets.
#[derive(Debug)]
pub struct SeededChance(Mutex<StdRng>);

impl SeededChance {
    /// The generator that always yields the same bytes for the same `seed`.
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(StdRng::seed_from_u64(seed)))
    }
}

impl Chance for SeededChance {
    fn fill(&self, bytes: &mut [u8]) {
        self.0
            .lock()
            .expect("no panic while the generator is held")
            .fill_bytes(bytes);
    }
}
