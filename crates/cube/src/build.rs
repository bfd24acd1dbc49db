// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Records in any order become a cube.
//!
//! A record waits in six bytes (ten in pieces with counts) in pieces of its category that never move, so that the memory grows with the
//! records and not by doubling. Then each category is counted into its order: how many records each run has says where
//! it begins, and only the few records of a run are sorted.

use crate::ages::{Age, stratum};
use crate::axes::{Axes, Category, Week};
use crate::build_error::BuildError;
use crate::held::{Cube, in_threads};
use crate::places::Place;
use crate::segment::{Cell, Cells, Segment};
use kernel::Sex;

/// Records in a piece: the first is small, because there may be many categories.
const SMALLEST_PIECE: usize = 64;
const LARGEST_PIECE: usize = 1 << 16;

/// Cases of one category, week, place, age and sex.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record {
    /// What it is: a disease.
    pub category: Category,
    /// When it was notified.
    pub week: Week,
    /// Where.
    pub place: Place,
    /// How old.
    pub age: Age,
    /// Which sex.
    pub sex: Sex,
    /// How many cases, at least 1.
    pub count: u32,
}

struct Piece {
    runs: Vec<u32>,
    /// Place × 256 + stratum.
    rows: Vec<u16>,
    /// None as long as all are 1.
    counts: Option<Vec<u32>>,
}

impl Piece {
    fn with_capacity(records: usize) -> Self {
        Self {
            runs: Vec::with_capacity(records),
            rows: Vec::with_capacity(records),
            counts: None,
        }
    }

    fn push(&mut self, run: u32, row: u16, count: u32) {
        if count != 1 && self.counts.is_none() {
            let mut counts = Vec::with_capacity(self.runs.capacity());
            counts.resize(self.runs.len(), 1);
            self.counts = Some(counts);
        }
        if let Some(counts) = &mut self.counts {
            counts.push(count);
        }
        self.runs.push(run);
        self.rows.push(row);
    }
}

/// The records of a category as they came.
#[derive(Default)]
struct Waiting {
    pieces: Vec<Piece>,
    records: usize,
}

/// Takes records and makes a [`Cube`].
pub struct Builder {
    axes: Axes,
    waiting: Vec<Waiting>,
}

impl Builder {
    /// A builder without a record.
    pub fn new(axes: Axes) -> Self {
        let waiting = axes.categories().all().map(|_| Waiting::default());
        Self {
            waiting: waiting.collect(),
            axes,
        }
    }

    /// What there is to count by.
    pub fn axes(&self) -> &Axes {
        &self.axes
    }

    /// Takes a record; one that is refused leaves no trace. Records that are the same add up.
    pub fn add(&mut self, record: Record) -> Result<(), BuildError> {
        let Some(waiting) = self.waiting.get_mut(record.category.index()) else {
            return Err(BuildError::Foreign("category"));
        };
        let week = record.week.index();
        if week >= self.axes.weeks().len() {
            return Err(BuildError::Foreign("week"));
        }
        let Some((district, within)) = self.axes.places().split(record.place) else {
            return Err(BuildError::Foreign("place"));
        };
        if !self.axes.ages().has(record.age) {
            return Err(BuildError::Foreign("age"));
        }
        if record.count == 0 {
            return Err(BuildError::NoCase);
        }
        if waiting.records >= u32::MAX as usize {
            return Err(BuildError::TooManyRecords {
                category: key(&self.axes, record.category.index()),
            });
        }
        let full = |piece: &Piece| piece.runs.len() == piece.runs.capacity();
        if waiting.pieces.last().is_none_or(full) {
            let records = waiting.records.clamp(SMALLEST_PIECE, LARGEST_PIECE);
            waiting.pieces.push(Piece::with_capacity(records));
        }
        let run = district * self.axes.weeks().len() + week;
        let run = u32::try_from(run).expect("axes have at most 2^25 weeks of districts");
        let row = u16::from_be_bytes([within, stratum(record.age, record.sex)]);
        if let Some(piece) = waiting.pieces.last_mut() {
            piece.push(run, row, record.count);
        }
        waiting.records += 1;
        Ok(())
    }

    /// The cube of all records, put into order by so many threads (at least one). What it holds says nothing of the order in which
    /// records came.
    pub fn finish(self, threads: usize) -> Result<Cube, BuildError> {
        let axes = self.axes;
        let (runs, weeks) = (axes.runs(), axes.weeks().len());
        let segments = in_threads(threads, self.waiting, |category, waiting| {
            if waiting.records == 0 {
                return Ok(None);
            }
            let segment = ordered(waiting, runs, weeks);
            segment.map(Some).ok_or_else(|| BuildError::TooManyCases {
                category: key(&axes, category),
            })
        })?;
        Ok(Cube::new(axes, segments))
    }
}

fn key(axes: &Axes, category: usize) -> String {
    axes.categories().keys()[category].clone()
}

/// The segment of these records; none if a count is too large.
fn ordered(waiting: Waiting, runs: usize, weeks: usize) -> Option<Segment> {
    let mut offsets = vec![0u32; runs + 1];
    for run in waiting.pieces.iter().flat_map(|piece| &piece.runs) {
        offsets[*run as usize + 1] += 1;
    }
    let mut before = 0;
    for offset in &mut offsets {
        before += *offset;
        *offset = before;
    }
    if waiting.pieces.iter().any(|piece| piece.counts.is_some()) {
        return weighted(waiting, &offsets, weeks);
    }
    let mut rows = vec![0u16; waiting.records];
    let mut next = offsets.clone();
    for piece in waiting.pieces {
        for (run, row) in piece.runs.iter().zip(&piece.rows) {
            let at = &mut next[*run as usize];
            rows[*at as usize] = *row;
            *at += 1;
        }
    }
    drop(next);
    for pair in offsets.windows(2) {
        rows[pair[0] as usize..pair[1] as usize].sort_unstable();
    }
    match Segment::of_cases(offsets, &rows, weeks) {
        Ok(segment) => Some(segment),
        Err(offsets) => merged(&offsets, &rows, |row| (*row, 1), weeks),
    }
}

/// The same with counts.
fn weighted(waiting: Waiting, offsets: &[u32], weeks: usize) -> Option<Segment> {
    let mut rows = vec![(0u16, 0u32); waiting.records];
    let mut next = offsets.to_vec();
    for piece in waiting.pieces {
        for (index, (run, row)) in piece.runs.iter().zip(&piece.rows).enumerate() {
            let count = piece.counts.as_ref().map_or(1, |counts| counts[index]);
            let at = &mut next[*run as usize];
            rows[*at as usize] = (*row, count);
            *at += 1;
        }
    }
    for pair in offsets.windows(2) {
        rows[pair[0] as usize..pair[1] as usize].sort_unstable();
    }
    merged(offsets, &rows, |row| *row, weeks)
}

/// The segment of rows in their order, those that are the same added up; none if a count is too large.
fn merged<T>(
    offsets: &[u32],
    rows: &[T],
    read: impl Fn(&T) -> (u16, u32),
    weeks: usize,
) -> Option<Segment> {
    let mut cells = Cells::with_capacity(0);
    for (run, pair) in offsets.windows(2).enumerate() {
        let same = |one: &T, other: &T| read(one).0 == read(other).0;
        for rows in rows[pair[0] as usize..pair[1] as usize].chunk_by(same) {
            let [place, stratum] = read(&rows[0]).0.to_be_bytes();
            let mut counts = rows.iter().map(|row| read(row).1);
            let cell = Cell {
                run,
                place,
                stratum,
                count: counts.try_fold(0u32, u32::checked_add)?,
            };
            cells.push(cell).ok()?;
        }
    }
    cells.finish(offsets.len() - 1, weeks).ok()
}
