// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Disclosure control as a whole: what plans allow and answer, what an attacker learns in a year of publications, the laws of suppression, and
//! noise beside that of another implementation.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod answers;
mod laws;
mod oracle;
mod plans;
mod weeks;

use disclosure::{CellKeyMethod, NoiseParameters, PerturbationTable, Secret};

/// Noise as a public plan would ask for it.
fn noise() -> NoiseParameters {
    NoiseParameters {
        deviation: 5,
        variance: 3.0,
        smallest: 3,
        key_bits: 8,
    }
}

fn method(secret: u8) -> CellKeyMethod {
    CellKeyMethod::new(
        Secret::new([secret; 32]),
        PerturbationTable::new(noise()).unwrap(),
    )
}

/// Numbers without a pattern, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % bound
    }

    /// A count as weeks of a district have them: often none, often one or two, now and then an outbreak.
    fn count(&mut self) -> u64 {
        match self.below(10) {
            0..4 => 0,
            4..7 => 1 + self.below(2),
            7..9 => 3 + self.below(8),
            _ => 10 + self.below(60),
        }
    }
}
