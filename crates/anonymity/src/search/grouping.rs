// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Tuples, and classes of tuples that are equal under a mask.

use super::keys::Key;

/// Different rows, and how often each occurs.
#[derive(Debug)]
pub(crate) struct Tuples<K> {
    pub(crate) keys: Vec<K>,
    pub(crate) counts: Vec<u32>,
    /// The first row of each.
    pub(crate) rows: Vec<u32>,
    /// What the criteria look at, numbered; empty if they look at nothing but counts.
    pub(crate) beside: Vec<u32>,
}

impl<K> Default for Tuples<K> {
    fn default() -> Self {
        Self {
            keys: Vec::new(),
            counts: Vec::new(),
            rows: Vec::new(),
            beside: Vec::new(),
        }
    }
}

impl<K> Tuples<K> {
    pub(crate) fn len(&self) -> usize {
        self.keys.len()
    }
}

/// Finds the classes of tuples; its tables are used again and again.
#[derive(Debug)]
pub(crate) struct Grouping<K> {
    /// Open addressing: 0 is free, else the number of a class and 1.
    slots: Vec<u32>,
    shift: u32,
    pub(crate) keys: Vec<K>,
    pub(crate) beside: Vec<u32>,
    pub(crate) counts: Vec<u32>,
    /// The first row of each class.
    pub(crate) rows: Vec<u32>,
    /// The class of every tuple, if it was asked for.
    pub(crate) class_of: Vec<u32>,
}

const FEWEST_SLOTS: usize = 1 << 10;

impl<K: Key> Grouping<K> {
    pub(crate) fn new() -> Self {
        Self {
            slots: Vec::new(),
            shift: 0,
            keys: Vec::new(),
            beside: Vec::new(),
            counts: Vec::new(),
            rows: Vec::new(),
            class_of: Vec::new(),
        }
    }

    pub(crate) fn clear(&mut self) {
        self.keys.clear();
        self.beside.clear();
        self.counts.clear();
        self.rows.clear();
        self.class_of.clear();
        self.slots.clear();
        self.slots.resize(FEWEST_SLOTS, 0);
        self.shift = u64::BITS - FEWEST_SLOTS.trailing_zeros();
    }

    /// The classes of `tuples` under `mask`; stops and says no if there are more than `most`.
    pub(crate) fn group(
        &mut self,
        tuples: &Tuples<K>,
        mask: K,
        remember: bool,
        most: usize,
    ) -> bool {
        self.clear();
        for (at, &key) in tuples.keys.iter().enumerate() {
            let class = self.add(key.and(mask), 0, tuples.counts[at], tuples.rows[at]);
            if remember {
                self.class_of.push(class);
            }
            if class as usize >= most {
                return false;
            }
        }
        true
    }

    /// Adds `count` rows to the class of `key` and `beside`; the class.
    #[inline]
    pub(crate) fn add(&mut self, key: K, beside: u32, count: u32, row: u32) -> u32 {
        let last = self.slots.len() - 1;
        let mut at = (Self::hash(key, beside) >> self.shift) as usize;
        loop {
            match self.slots[at] {
                0 => break,
                class => {
                    let class = class - 1;
                    if self.keys[class as usize] == key && self.beside[class as usize] == beside {
                        self.counts[class as usize] += count;
                        return class;
                    }
                }
            }
            at = (at + 1) & last;
        }
        let class = self.keys.len() as u32;
        self.slots[at] = class + 1;
        self.keys.push(key);
        self.beside.push(beside);
        self.counts.push(count);
        self.rows.push(row);
        if self.keys.len() * 2 > self.slots.len() {
            self.grow();
        }
        class
    }

    fn hash(key: K, beside: u32) -> u64 {
        key.mixed()
            .wrapping_add(u64::from(beside).wrapping_mul(0xD6E8_FEB8_6659_FD93))
    }

    fn grow(&mut self) {
        let slots = self.slots.len() * 4;
        self.slots.clear();
        self.slots.resize(slots, 0);
        self.shift = u64::BITS - slots.trailing_zeros();
        let last = slots - 1;
        for (class, (&key, &beside)) in self.keys.iter().zip(&self.beside).enumerate() {
            let mut at = (Self::hash(key, beside) >> self.shift) as usize;
            while self.slots[at] != 0 {
                at = (at + 1) & last;
            }
            self.slots[at] = class as u32 + 1;
        }
    }

    /// What was found, as tuples to go on with.
    pub(crate) fn into_tuples(mut self, with_beside: bool) -> Tuples<K> {
        self.keys.shrink_to_fit();
        self.counts.shrink_to_fit();
        self.rows.shrink_to_fit();
        if !with_beside {
            self.beside = Vec::new();
        }
        Tuples {
            keys: self.keys,
            counts: self.counts,
            rows: self.rows,
            beside: self.beside,
        }
    }
}
