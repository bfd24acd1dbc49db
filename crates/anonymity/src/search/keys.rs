// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Rows as numbers in which coarser is shorter.
//!
//! Every column gets a run of bits. The coarsest level stands in front, then what tells the
//! labels below one of its labels apart, down to the values: to generalise is to clear the last
//! bits. A combination of levels is one mask, and classes are equal masked numbers.

use super::Levels;

/// A row's quasi-identifiers as one number.
pub(crate) trait Key: Copy + Eq + Send + Sync {
    const BITS: u32;
    const ZERO: Self;
    fn and(self, mask: Self) -> Self;
    fn or(self, other: Self) -> Self;
    /// `bits` shifted to the left; `by` is below [`Self::BITS`].
    fn placed(bits: u32, by: u32) -> Self;
    /// A number whose upper bits are well mixed.
    fn mixed(self) -> u64;
}

/// 2⁶⁴ divided by the golden ratio (Knuth, multiplicative hashing).
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

fn mix(number: u64) -> u64 {
    (number ^ (number >> 32)).wrapping_mul(GOLDEN)
}

impl Key for u64 {
    const BITS: u32 = 64;
    const ZERO: Self = 0;
    fn and(self, mask: Self) -> Self {
        self & mask
    }
    fn or(self, other: Self) -> Self {
        self | other
    }
    fn placed(bits: u32, by: u32) -> Self {
        Self::from(bits) << by
    }
    fn mixed(self) -> u64 {
        mix(self)
    }
}

impl Key for u128 {
    const BITS: u32 = 128;
    const ZERO: Self = 0;
    fn and(self, mask: Self) -> Self {
        self & mask
    }
    fn or(self, other: Self) -> Self {
        self | other
    }
    fn placed(bits: u32, by: u32) -> Self {
        Self::from(bits) << by
    }
    fn mixed(self) -> u64 {
        mix(mix(self as u64).rotate_left(29) ^ (self >> 64) as u64)
    }
}

impl Key for [u128; 4] {
    const BITS: u32 = 512;
    const ZERO: Self = [0; 4];
    fn and(self, mask: Self) -> Self {
        std::array::from_fn(|at| self[at] & mask[at])
    }
    fn or(self, other: Self) -> Self {
        std::array::from_fn(|at| self[at] | other[at])
    }
    fn placed(bits: u32, by: u32) -> Self {
        let (part, by) = ((by / 128) as usize, by % 128);
        let mut key = [0; 4];
        key[part] = u128::from(bits) << by;
        if by > 96 && part < 3 {
            key[part + 1] = u128::from(bits) >> (128 - by);
        }
        key
    }
    fn mixed(self) -> u64 {
        self.iter()
            .fold(0, |mixed, part| mix(mixed.rotate_left(23) ^ part.mixed()))
    }
}

/// Where the bits of one column stand, and what its values look like there.
#[derive(Debug, Clone)]
pub(crate) struct Spelling {
    /// How many bits the column takes, at most 32.
    pub(crate) width: u32,
    /// Value of the table → bits at the finest level.
    pub(crate) bits: Vec<u32>,
    /// Per level: the bits that are kept.
    pub(crate) kept: Vec<u32>,
}

impl Spelling {
    /// The bits of a column; `None` if it takes more than 32.
    pub(crate) fn of(levels: &Levels) -> Option<Self> {
        let values = levels.label_of[0].len();
        let mut bits = vec![0_u64; values];
        let mut kept = vec![0_u64; levels.label_of.len()];
        let mut width = 0;
        // The bits of the level above, which say below what a label lies.
        for level in (0..levels.label_of.len()).rev() {
            let labels = &levels.label_of[level];
            let mut place: Vec<Option<u64>> = vec![None; levels.labels[level]];
            let mut below = std::collections::HashMap::new();
            for value in 0..values {
                let label = &mut place[labels[value] as usize];
                if label.is_none() {
                    let next: &mut u64 = below.entry(bits[value]).or_default();
                    *label = Some(*next);
                    *next += 1;
                }
            }
            let most = below.values().copied().max().unwrap_or(1);
            let more = u64::BITS - (most - 1).leading_zeros();
            width += more;
            if width > 32 {
                return None;
            }
            for value in 0..values {
                bits[value] = bits[value] << more | place[labels[value] as usize].unwrap_or(0);
            }
            kept[level] = u64::from(more);
        }
        // From "how many bits this level adds" to masks.
        let mut open = width;
        for bits_of_level in kept.iter_mut().rev() {
            open -= *bits_of_level as u32;
            let all = (1_u64 << width) - 1;
            *bits_of_level = all & !((1_u64 << open) - 1);
        }
        Some(Self {
            width,
            bits: bits.into_iter().map(|bits| bits as u32).collect(),
            kept: kept.into_iter().map(|bits| bits as u32).collect(),
        })
    }
}
