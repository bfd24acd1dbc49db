// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::HashMap;
use std::io::Write;

use columnar::CodedWriter;

use super::{NOTE, SnapshotError, description, fields};
use crate::ages::of_stratum;
use crate::held::Cube;
use crate::segment::Cell;
use kernel::Sex;

impl Cube {
    /// Writes a snapshot, and gives back what it was written to: a table of Apache Parquet with a row for each cell that is not zero, in
    /// the order of category, district, week, place, age and sex; a row group for each category.
    ///
    /// | column | type | holds |
    /// |---|---|---|
    /// | `category` | text | the key of the category |
    /// | `week` | text | `2020-W53` |
    /// | `place` | text | the key of the municipality (8 digits), or of the district (5) if nothing finer is known |
    /// | `age_from` | integer or nothing | the youngest of the group in completed years; nothing: not known |
    /// | `age_to` | integer or nothing | the oldest; nothing: no bound, or not known |
    /// | `sex` | text | `female`, `male`, `diverse`, `unknown` |
    /// | `count` | integer | cases, at least 1 |
    ///
    /// The note `deich.cube` in the metadata of the file holds version, axes and a digest of the counts as JSON. What is
    /// written is a stream; a buffer below it is of use.
    pub fn to_parquet<W: Write + Send>(&self, to: W) -> Result<W, SnapshotError> {
        let axes = self.axes();
        let mut file = CodedWriter::new(to, fields())?;
        let weeks: Vec<String> = axes.weeks().all().iter().map(ToString::to_string).collect();
        let places: Vec<&str> = axes
            .places()
            .keys()
            .iter()
            .map(kernel::Ags::as_str)
            .collect();
        let place = |cell: Cell| {
            let district = cell.run / weeks.len();
            axes.places().within(district).start + usize::from(cell.place) + 1
        };
        let ages = axes.ages().groups();
        let from: Vec<i64> = ages.iter().map(|group| group.from().into()).collect();
        let to: Vec<i64> = ages
            .iter()
            .filter_map(|group| Some(group.to()?.into()))
            .collect();
        // The ages that have no entry, because they have no end or are not known, come last.
        let age = |cell: Cell, entries: usize| match of_stratum(cell.stratum).0 {
            at if at < entries => at + 1,
            _ => 0,
        };
        let sexes: Vec<&str> = Sex::ALL.iter().map(|sex| sex.name()).collect();
        for (key, segment) in axes.categories().keys().iter().zip(self.segments()) {
            let Some(segment) = segment else { continue };
            let (counts, numbers) = counts(segment.cells());
            let mut group = file.group()?;
            group.texts(&[key], segment.cells().map(|_| 1))?;
            group.texts(
                &weeks,
                segment.cells().map(|cell| cell.run % weeks.len() + 1),
            )?;
            group.texts(&places, segment.cells().map(place))?;
            group.integers(&from, segment.cells().map(|cell| age(cell, from.len())))?;
            group.integers(&to, segment.cells().map(|cell| age(cell, to.len())))?;
            group.texts(
                &sexes,
                segment.cells().map(|cell| of_stratum(cell.stratum).1 + 1),
            )?;
            group.integers(&counts, segment.cells().map(|cell| numbers[&cell.count]))?;
            group.finish()?;
        }
        let digests = description::digests(self.segments());
        file.note(NOTE, description::written(axes, &digests)?);
        Ok(file.finish()?)
    }
}

/// The different counts, and the number of each from 1.
fn counts(cells: impl Iterator<Item = Cell>) -> (Vec<i64>, HashMap<u32, usize>) {
    let (mut counts, mut numbers) = (Vec::new(), HashMap::new());
    for cell in cells {
        numbers.entry(cell.count).or_insert_with(|| {
            counts.push(i64::from(cell.count));
            counts.len()
        });
    }
    (counts, numbers)
}
