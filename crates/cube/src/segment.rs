// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The records of one category: columns in the order of district, week, place and stratum, and where each week of each
//! district begins.
//!
//! A *run* is a week of a district: run = district × weeks + week. The weeks of a district are neighbours, so any span of
//! weeks of a district is one piece of the columns, and its number of cases the difference of two numbers.

use std::ops::Range;

use sha2::{Digest as _, Sha256};

/// Up to so many cases per cell on average, a case is a row of its own: that takes 2 bytes a case, and counts would take 6 a cell.
const CASES_PER_CELL: u64 = 3;

/// The cases of one place and stratum in one run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) run: usize,
    pub(crate) place: u8,
    pub(crate) stratum: u8,
    /// At least 1.
    pub(crate) count: u32,
}

impl Cell {
    /// What cells are ordered by: run, place, stratum.
    fn order(self) -> u64 {
        (self.run as u64) << 16 | u64::from(self.place) << 8 | u64::from(self.stratum)
    }
}

/// Why cells do not become a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Disorder {
    /// A cell is there twice, or behind one that comes later.
    Order,
    /// There are more rows than numbers for them.
    Full,
}

/// Cells in their order, until they are a segment.
pub(crate) struct Cells {
    offsets: Vec<u32>,
    places: Vec<u8>,
    strata: Vec<u8>,
    counts: Vec<u32>,
    total: u64,
    /// Where the next cell may be in the order at the earliest.
    next: u64,
}

impl Cells {
    pub(crate) fn with_capacity(cells: usize) -> Self {
        Self {
            offsets: Vec::new(),
            places: Vec::with_capacity(cells),
            strata: Vec::with_capacity(cells),
            counts: Vec::with_capacity(cells),
            total: 0,
            next: 0,
        }
    }

    /// Adds the next cell.
    #[inline]
    pub(crate) fn push(&mut self, cell: Cell) -> Result<(), Disorder> {
        if cell.order() < self.next {
            return Err(Disorder::Order);
        }
        self.next = cell.order() + 1;
        let row = u32::try_from(self.places.len()).map_err(|_| Disorder::Full)?;
        if cell.run >= self.offsets.len() {
            self.offsets.resize(cell.run + 1, row);
        }
        self.places.push(cell.place);
        self.strata.push(cell.stratum);
        self.counts.push(cell.count);
        self.total += u64::from(cell.count);
        Ok(())
    }

    /// The segment of these cells; there are so many runs of so many weeks each.
    pub(crate) fn finish(mut self, runs: usize, weeks: usize) -> Result<Segment, Disorder> {
        let rows = u32::try_from(self.places.len()).map_err(|_| Disorder::Full)?;
        self.offsets.resize(runs + 1, rows);
        if self.total <= CASES_PER_CELL * u64::from(rows) {
            u32::try_from(self.total).map_err(|_| Disorder::Full)?;
            return Ok(self.spread(weeks));
        }
        let mut sums = Vec::with_capacity(self.offsets.len());
        let (mut sum, mut row) = (0u64, 0usize);
        for offset in &self.offsets {
            while row < *offset as usize {
                sum += u64::from(self.counts[row]);
                row += 1;
            }
            sums.push(sum);
        }
        let weights = Weights {
            counts: self.counts.into(),
            sums: sums.into(),
        };
        let columns = (self.offsets, self.places, self.strata);
        Ok(Segment::new(columns, Some(weights), weeks))
    }

    /// A row for each case.
    fn spread(self, weeks: usize) -> Segment {
        let cases = usize::try_from(self.total).expect("there are at most as many as u32 counts");
        if cases == self.places.len() {
            let columns = (self.offsets, self.places, self.strata);
            return Segment::new(columns, None, weeks);
        }
        let repeated = |column: &[u8]| {
            let mut rows = Vec::with_capacity(cases);
            let mut single = 0;
            let several = self.counts.iter().enumerate();
            for (at, count) in several.filter(|(_, count)| **count > 1) {
                rows.extend_from_slice(&column[single..at]);
                rows.extend(std::iter::repeat_n(column[at], *count as usize));
                single = at + 1;
            }
            rows.extend_from_slice(&column[single..]);
            rows
        };
        let (places, strata) = (repeated(&self.places), repeated(&self.strata));
        let (mut offsets, mut behind, mut row) = (self.offsets, 0u32, 0usize);
        for offset in &mut offsets {
            while row < *offset as usize {
                behind += self.counts[row];
                row += 1;
            }
            *offset = behind;
        }
        Segment::new((offsets, places, strata), None, weeks)
    }
}

#[derive(Debug, PartialEq, Eq)]
struct Weights {
    /// The cases of each row.
    counts: Box<[u32]>,
    /// The cases before each run, and at last of all.
    sums: Box<[u64]>,
}

/// The columns of a category; there is at least one row.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    weeks: usize,
    /// The row at which each run begins, and at last how many rows there are.
    offsets: Box<[u32]>,
    places: Box<[u8]>,
    strata: Box<[u8]>,
    /// None if each row is one case.
    weights: Option<Weights>,
    /// The cases of the state before each week, and at last of all.
    state: Box<[u64]>,
}

/// Some rows that follow each other.
#[derive(Clone, Copy)]
pub(crate) struct Rows<'a> {
    pub(crate) places: &'a [u8],
    pub(crate) strata: &'a [u8],
    pub(crate) counts: Option<&'a [u32]>,
}

impl Segment {
    fn new(
        (offsets, places, strata): (Vec<u32>, Vec<u8>, Vec<u8>),
        weights: Option<Weights>,
        weeks: usize,
    ) -> Self {
        let mut segment = Self {
            weeks,
            offsets: offsets.into(),
            places: places.into(),
            strata: strata.into(),
            weights,
            state: Box::default(),
        };
        let districts = (segment.offsets.len() - 1) / weeks;
        let (mut state, mut sum) = (Vec::with_capacity(weeks + 1), 0);
        state.push(sum);
        for week in 0..weeks {
            sum += (0..districts)
                .map(|district| segment.cases(district, week..week + 1))
                .sum::<u64>();
            state.push(sum);
        }
        segment.state = state.into();
        segment
    }

    /// Rows that are in their order, one for each case, packed as place × 256 + stratum. None if so many are the same that counts
    /// take less.
    pub(crate) fn of_cases(
        offsets: Vec<u32>,
        rows: &[u16],
        weeks: usize,
    ) -> Result<Self, Vec<u32>> {
        let mut cells = 0u64;
        for pair in offsets.windows(2) {
            let run = &rows[pair[0] as usize..pair[1] as usize];
            let changes = run.windows(2).filter(|pair| pair[0] != pair[1]).count();
            cells += changes as u64 + u64::from(!run.is_empty());
        }
        if rows.len() as u64 > CASES_PER_CELL * cells {
            return Err(offsets);
        }
        let (places, strata) = rows.iter().map(|row| row.to_be_bytes().into()).unzip();
        Ok(Self::new((offsets, places, strata), None, weeks))
    }

    /// The cases of the state in these weeks.
    pub(crate) fn cases_of_state(&self, weeks: Range<usize>) -> u64 {
        self.state[weeks.end] - self.state[weeks.start]
    }

    /// The cases of a district in these weeks.
    pub(crate) fn cases(&self, district: usize, weeks: Range<usize>) -> u64 {
        let (from, to) = self.runs(district, weeks);
        match &self.weights {
            None => u64::from(self.offsets[to] - self.offsets[from]),
            Some(weights) => weights.sums[to] - weights.sums[from],
        }
    }

    /// The rows of a district in these weeks.
    pub(crate) fn rows(&self, district: usize, weeks: Range<usize>) -> Rows<'_> {
        let (from, to) = self.runs(district, weeks);
        let rows = self.offsets[from] as usize..self.offsets[to] as usize;
        Rows {
            places: &self.places[rows.clone()],
            strata: &self.strata[rows.clone()],
            counts: self.weights.as_ref().map(|each| &each.counts[rows]),
        }
    }

    fn runs(&self, district: usize, weeks: Range<usize>) -> (usize, usize) {
        let first = district * self.weeks;
        (first + weeks.start, first + weeks.end)
    }

    /// All cases.
    pub(crate) fn total(&self) -> u64 {
        self.state[self.weeks]
    }

    /// The cells, in their order.
    pub(crate) fn cells(&self) -> impl Iterator<Item = Cell> {
        let (mut run, mut row) = (0, 0);
        std::iter::from_fn(move || {
            let (place, stratum) = (*self.places.get(row)?, *self.strata.get(row)?);
            while self.offsets[run + 1] as usize <= row {
                run += 1;
            }
            let count = if let Some(weights) = &self.weights {
                row += 1;
                weights.counts[row - 1]
            } else {
                let end = self.offsets[run + 1] as usize;
                let mut count = 0;
                while row < end && (self.places[row], self.strata[row]) == (place, stratum) {
                    row += 1;
                    count += 1;
                }
                count
            };
            Some(Cell {
                run,
                place,
                stratum,
                count,
            })
        })
    }

    /// SHA-256 of the columns, each after its length; numbers with their lowest byte first.
    pub(crate) fn digest(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        let length = |hash: &mut Sha256, length: usize| hash.update((length as u64).to_le_bytes());
        let words = |hash: &mut Sha256, words: &[u32]| {
            length(hash, words.len());
            let mut bytes = Vec::with_capacity(4 * 4_096);
            for some in words.chunks(4_096) {
                bytes.clear();
                bytes.extend(some.iter().flat_map(|word| word.to_le_bytes()));
                hash.update(&bytes);
            }
        };
        words(&mut hash, &self.offsets);
        for column in [&self.places, &self.strata] {
            length(&mut hash, column.len());
            hash.update(column);
        }
        if let Some(weights) = &self.weights {
            words(&mut hash, &weights.counts);
        }
        hash.finalize().into()
    }

    /// How many bytes it takes.
    pub(crate) fn bytes(&self) -> usize {
        let weights = self.weights.as_ref();
        let weights = weights.map_or(0, |each| 4 * each.counts.len() + 8 * each.sums.len());
        size_of::<Self>()
            + 4 * self.offsets.len()
            + self.places.len()
            + self.strata.len()
            + 8 * self.state.len()
            + weights
    }
}
