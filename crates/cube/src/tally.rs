// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The one loop over rows that all questions share.
//!
//! A cell of the answer has an address: what its district, its weeks, its place and its stratum add to it. Where
//! neither place nor stratum matter, no row is looked at.

use std::ops::Range;

use crate::ages::stratum;
use crate::places::Places;
use crate::scope::{Counted, Part, Selected};
use crate::segment::{Rows, Segment};

/// Weeks that follow each other, and what they add to the address.
pub(crate) struct Slot {
    pub(crate) weeks: Range<usize>,
    pub(crate) at: usize,
}

/// What is counted, and to which address.
pub(crate) struct Tally<'a> {
    pub(crate) places: &'a Places,
    pub(crate) selected: &'a Selected,
    pub(crate) slots: &'a [Slot],
    /// What a district adds for its place among those selected; 0: nothing.
    pub(crate) district_step: usize,
    /// What a place adds for its place among those selected; 0: nothing.
    pub(crate) place_step: usize,
    pub(crate) strata: Strata,
}

/// What strata add to the address, and which of them count.
pub(crate) struct Strata {
    at: Box<[u32; 256]>,
    /// All bits for those that count.
    kept: Box<[u64; 256]>,
    /// Whether no row has to be looked at for them.
    plain: bool,
}

impl Strata {
    /// Ages and sexes add so much for their place among those that count; 0: nothing.
    pub(crate) fn new(counted: &Counted, age_step: usize, sex_step: usize) -> Self {
        let (mut at, mut kept) = (Box::new([0; 256]), Box::new([0; 256]));
        for (age_at, age) in counted.ages.iter().enumerate() {
            for (sex_at, sex) in counted.sexes.iter().enumerate() {
                let stratum = usize::from(stratum(*age, *sex));
                at[stratum] = address(age_at * age_step + sex_at * sex_step);
                kept[stratum] = u64::MAX;
            }
        }
        Self {
            at,
            kept,
            plain: counted.all && age_step == 0 && sex_step == 0,
        }
    }
}

fn address(at: usize) -> u32 {
    u32::try_from(at).expect("a table has at most ten million cells")
}

/// What is looked up for each row of a district.
struct Lookup<'a> {
    place_at: [u32; 256],
    place_kept: [u64; 256],
    strata: &'a Strata,
    /// Whether all rows go to the same cell.
    one_cell: bool,
}

impl Tally<'_> {
    /// Adds the cases of a category to the answer.
    pub(crate) fn add(&self, segment: &Segment, answer: &mut [u64]) {
        let by_place = self.place_step != 0;
        if self.selected.whole && self.strata.plain && !by_place && self.district_step == 0 {
            for slot in self.slots {
                answer[slot.at] += segment.cases_of_state(slot.weeks.clone());
            }
            return;
        }
        let mut before = 0;
        for (at, part) in self.selected.parts.iter().enumerate() {
            let answer = &mut answer[at * self.district_step..];
            if self.strata.plain && !by_place && part.chosen.is_none() {
                for slot in self.slots {
                    answer[slot.at] += segment.cases(part.district, slot.weeks.clone());
                }
                continue;
            }
            let lookup = self.lookup(part, &mut before);
            for slot in self.slots {
                let rows = segment.rows(part.district, slot.weeks.clone());
                lookup.add(rows, &mut answer[slot.at..]);
            }
        }
    }

    fn lookup(&self, part: &Part, before: &mut usize) -> Lookup<'_> {
        let mut lookup = Lookup {
            place_at: [0; 256],
            place_kept: [0; 256],
            strata: &self.strata,
            one_cell: self.place_step == 0 && self.strata.at.iter().all(|at| *at == 0),
        };
        for place in part.places(self.places) {
            lookup.place_at[place] = address(*before * self.place_step);
            lookup.place_kept[place] = u64::MAX;
            *before += 1;
        }
        lookup
    }
}

impl Lookup<'_> {
    fn add(&self, rows: Rows<'_>, answer: &mut [u64]) {
        let pairs = rows.places.iter().zip(rows.strata);
        let pairs = pairs.map(|(place, stratum)| (usize::from(*place), usize::from(*stratum)));
        let kept =
            |place: usize, stratum: usize| self.place_kept[place] & self.strata.kept[stratum];
        let at = |place: usize, stratum: usize| {
            self.place_at[place] as usize + self.strata.at[stratum] as usize
        };
        match (rows.counts, self.one_cell) {
            (None, true) => answer[0] += pairs.map(|(p, s)| kept(p, s) & 1).sum::<u64>(),
            (None, false) => pairs.for_each(|(p, s)| answer[at(p, s)] += kept(p, s) & 1),
            (Some(counts), true) => {
                let counted = pairs
                    .zip(counts)
                    .map(|((p, s), n)| kept(p, s) & u64::from(*n));
                answer[0] += counted.sum::<u64>();
            }
            (Some(counts), false) => pairs
                .zip(counts)
                .for_each(|((p, s), n)| answer[at(p, s)] += kept(p, s) & u64::from(*n)),
        }
    }
}
