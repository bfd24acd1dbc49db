// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::HashMap;

use columnar::{CodedReader, Codes, Dictionary};

use super::{NOTE, SnapshotError, description, fields};
use crate::ages::{Age, Ages, stratum};
use crate::axes::{Axes, Category};
use crate::held::{Cube, in_threads};
use crate::places::Places;
use crate::segment::{Cell, Cells, Disorder, Segment};
use kernel::{AgeGroup, Sex};

/// How many rows are read at once; their codes stay in the cache.
const BATCH: usize = 4_096;
/// What is reserved for a row group at most, whatever it says it has.
const RESERVED: u64 = 1 << 24;
/// What nothing means, and texts that are not on an axis.
const NONE: u64 = u64::MAX;
/// What a number means that is below zero.
const NEGATIVE: u64 = u64::MAX - 1;

impl Cube {
    /// The cube of a snapshot, read by so many threads (at least one). Its rows must stand as they were written; a file that is
    /// damaged, cut off or of something else is refused.
    pub fn from_parquet(bytes: Vec<u8>, threads: usize) -> Result<Self, SnapshotError> {
        let file = CodedReader::of_bytes(bytes)?;
        let note = file.note(NOTE).ok_or(SnapshotError::NoNote)?;
        let (axes, wanted) = description::read(note)?;
        if file.fields() != fields() {
            return Err(SnapshotError::Columns);
        }
        let index = Index::of(&axes);
        let groups: Vec<usize> = (0..file.groups()).collect();
        let read = in_threads(threads, groups, |_, group| {
            let (category, segment) = Group::read(&file, group, &axes, &index)?;
            let digest = segment.digest();
            Ok::<_, SnapshotError>((category, segment, digest))
        })?;
        let mut segments: Vec<Option<Segment>> = axes.categories().all().map(|_| None).collect();
        let mut digests = vec![None; segments.len()];
        for (group, (category, segment, digest)) in read.into_iter().enumerate() {
            let at = category.index();
            if segments[at].replace(segment).is_some() {
                let what = "the category has another row group";
                return Err(SnapshotError::Group { group, what });
            }
            digests[at] = Some(digest);
        }
        if description::digest(&axes, &digests)? != wanted {
            return Err(SnapshotError::Digest);
        }
        Ok(Self::new(axes, segments))
    }
}

/// Where texts of the file are on the axes.
struct Index<'a> {
    weeks: HashMap<String, u64>,
    /// District and place in it, packed as district × 256 + place.
    places: HashMap<&'a str, u64>,
}

impl<'a> Index<'a> {
    fn of(axes: &'a Axes) -> Self {
        let weeks = axes.weeks().all().iter().map(ToString::to_string);
        let packed = |at: usize| {
            let (district, place) = axes.places().split(Places::place(at))?;
            Some(district as u64 * 256 + u64::from(place))
        };
        let places = axes.places().keys().iter().enumerate();
        Self {
            weeks: weeks.zip(0..).collect(),
            places: places
                .filter_map(|(at, key)| Some((key.as_str(), packed(at)?)))
                .collect(),
        }
    }
}

/// A column while it is read, and what its codes mean.
struct Column {
    codes: Codes,
    batch: Vec<u32>,
    /// For each code; known as soon as rows have been read.
    meaning: Vec<u64>,
}

impl Column {
    /// Reads the next rows; `meaning` says once what entries are, [`NONE`] for those that are not on an axis.
    fn next(&mut self, text: impl Fn(&str) -> Option<u64>) -> Result<(), SnapshotError> {
        self.codes.next(BATCH, &mut self.batch)?;
        if self.meaning.is_empty()
            && let Some(dictionary) = self.codes.dictionary()
        {
            self.meaning.push(NONE);
            match dictionary {
                Dictionary::Texts(all) => {
                    let all = all.iter().map(|entry| text(entry).unwrap_or(NONE));
                    self.meaning.extend(all);
                }
                Dictionary::Integers(all) => {
                    let all = all
                        .iter()
                        .map(|entry| u64::try_from(*entry).unwrap_or(NEGATIVE));
                    self.meaning.extend(all);
                }
            }
        }
        Ok(())
    }

    /// The code of a row of the batch.
    fn code(&self, row: usize) -> usize {
        self.batch[row] as usize
    }

    /// What it means.
    fn at(&self, row: usize) -> u64 {
        self.meaning.get(self.code(row)).copied().unwrap_or(NONE)
    }
}

/// A row group while it is read.
struct Group {
    group: usize,
    row: usize,
}

impl Group {
    fn read(
        file: &CodedReader,
        group: usize,
        axes: &Axes,
        index: &Index<'_>,
    ) -> Result<(Category, Segment), SnapshotError> {
        let mut columns = Vec::with_capacity(7);
        for column in 0..7 {
            columns.push(Column {
                codes: file.codes(group, column)?,
                batch: Vec::with_capacity(BATCH),
                meaning: Vec::new(),
            });
        }
        let rows = file.rows(group).unwrap_or_default();
        let reserved = usize::try_from(rows.min(RESERVED)).unwrap_or_default();
        let mut cells = Cells::with_capacity(reserved);
        let (mut strata, weeks) = (Strata::default(), axes.weeks().len());
        let mut this = Self { group, row: 0 };
        let [of, week, place, from, to, sex, count] = &mut columns[..] else {
            return Err(SnapshotError::Columns);
        };
        loop {
            let known = |key: &str| {
                let found = axes.categories().find(key).ok()?;
                Some(found.index() as u64)
            };
            of.next(known)?;
            week.next(|key| index.weeks.get(key).copied())?;
            place.next(|key| index.places.get(key).copied())?;
            from.next(|_| None)?;
            to.next(|_| None)?;
            sex.next(|key| Some(key.parse::<Sex>().ok()?.index() as u64))?;
            count.next(|_| None)?;
            let found = of.batch.len();
            let others = [&*week, place, from, to, sex, count];
            if others.iter().any(|column| column.batch.len() != found) {
                return Err(this.group("its columns have different lengths"));
            }
            if this.row == 0 {
                strata = Strata::of(axes, &from.meaning, &to.meaning, &sex.meaning)
                    .ok_or_else(|| this.group("it has more ages or sexes than there are"))?;
            }
            for row in 0..found {
                let (week, place, count) = (week.at(row), place.at(row), count.at(row));
                if week == NONE || place == NONE {
                    return Err(this.at(row).wrong("its week or place is not on the axes"));
                }
                let count = u32::try_from(count).ok().filter(|count| *count > 0);
                let stratum = strata.find(from.code(row), to.code(row), sex.code(row));
                let [.., within] = place.to_be_bytes();
                let cell = Cell {
                    run: place_of(place / 256) * weeks + place_of(week),
                    place: within,
                    stratum: stratum
                        .ok_or_else(|| this.at(row).wrong("its age or sex is not on the axes"))?,
                    count: count.ok_or_else(|| this.at(row).wrong("its count is none"))?,
                };
                if let Err(wrong) = cells.push(cell) {
                    return Err(this.at(row).disorder(wrong));
                }
            }
            this.row += found;
            if found < BATCH {
                break;
            }
        }
        if this.row as u64 != rows || rows == 0 {
            return Err(this.group("it has other rows than it says"));
        }
        // Each row has an entry of the dictionary; so all have the same if there is only one.
        let [_, category] = of.meaning[..] else {
            return Err(this.group("it has more than one category"));
        };
        let category = axes.categories().all().nth(place_of(category));
        let category = category.ok_or_else(|| this.group("its category is not on the axes"))?;
        let segment = cells.finish(axes.runs(), weeks);
        Ok((category, segment.map_err(|wrong| this.disorder(wrong))?))
    }

    /// The same at a row of the batch.
    fn at(&self, row: usize) -> Self {
        Self {
            group: self.group,
            row: self.row + row,
        }
    }

    fn wrong(&self, what: &'static str) -> SnapshotError {
        let Self { group, row } = *self;
        SnapshotError::Row { group, row, what }
    }

    fn group(&self, what: &'static str) -> SnapshotError {
        let group = self.group;
        SnapshotError::Group { group, what }
    }

    fn disorder(&self, disorder: Disorder) -> SnapshotError {
        match disorder {
            Disorder::Order => self.wrong("it is not in the order of a snapshot"),
            Disorder::Full => self.wrong("there are too many rows"),
        }
    }
}

/// The most entries that a column of ages or sexes has in a dictionary.
const MOST_ENTRIES: usize = 256;

/// The stratum for each three codes of a row: where a group begins and ends, and the sex.
#[derive(Default)]
struct Strata {
    found: Vec<Option<u8>>,
    to: usize,
    sex: usize,
}

impl Strata {
    /// By what the codes mean; none if there are too many.
    fn of(axes: &Axes, from: &[u64], to: &[u64], sex: &[u64]) -> Option<Self> {
        if [from, to, sex]
            .iter()
            .any(|codes| codes.len() > MOST_ENTRIES)
        {
            return None;
        }
        let mut found = Vec::with_capacity(from.len() * to.len() * sex.len());
        for from in from {
            for to in to {
                let age = age(axes.ages(), *from, *to);
                let sexes = sex.iter().map(|sex| Sex::ALL.get(place_of(*sex)));
                found.extend(sexes.map(|sex| Some(stratum(age?, *sex?))));
            }
        }
        let (to, sex) = (to.len(), sex.len());
        Some(Self { found, to, sex })
    }

    fn find(&self, from: usize, to: usize, sex: usize) -> Option<u8> {
        let at = (from * self.to + to) * self.sex + sex;
        self.found.get(at).copied().flatten()
    }
}

/// The age of somebody in a group of these years.
fn age(ages: &Ages, from: u64, to: u64) -> Option<Age> {
    let years = |years: u64| u8::try_from(years).ok();
    match (from, to) {
        (NONE, NONE) => Some(ages.unknown()),
        (from, NONE) => ages.find(AgeGroup::and_older(years(from)?).ok()?),
        (from, to) => ages.find(AgeGroup::new(years(from)?, years(to)?).ok()?),
    }
}

/// A place on an axis; [`NONE`] is on none.
fn place_of(meaning: u64) -> usize {
    usize::try_from(meaning).unwrap_or(usize::MAX)
}
