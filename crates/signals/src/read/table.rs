// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A table with a row per week and, if there are several, per series.

use std::collections::HashMap;

use kernel::IsoWeek;
use tables::{Record, Records, delimiter, one_line_end};

use super::{Absent, Columns, MOST_COUNTS, Named, ReadError, day_of, shown, wrong};
use crate::series::{MOST_WEEKS, Series};

/// Headings over weeks, in small letters.
const WEEKS: [&str; 10] = [
    "week",
    "woche",
    "meldewoche",
    "kw",
    "isoweek",
    "iso_week",
    "yearweek",
    "date",
    "datum",
    "epoch",
];
/// Headings over counts, in small letters.
const COUNTS: [&str; 10] = [
    "count", "counts", "cases", "observed", "n", "anzahl", "fälle", "faelle", "fallzahl", "zahl",
];

/// The rows of one series by their weeks.
#[derive(Default)]
struct Group {
    name: String,
    counts: HashMap<IsoWeek, Option<u32>>,
}

pub(super) fn read(text: &str, columns: &Columns) -> Result<Vec<Named>, ReadError> {
    let text = one_line_end(text);
    let mut records = Records::of(&text, delimiter(&text));
    let headings = records.next().ok_or(ReadError::Empty)?.cells;
    let week = column(&headings, columns.week.as_deref(), &WEEKS)?;
    let count = column(&headings, columns.count.as_deref(), &COUNTS)?;
    let group = columns
        .group
        .iter()
        .map(|name| column(&headings, Some(name), &[]))
        .collect::<Result<Vec<usize>, _>>()?;
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for record in records {
        let cell = |column: usize| record.cells.get(column).map_or("", String::as_str);
        let (week, count) = (
            week_of(&record, cell(week))?,
            count_of(&record, cell(count))?,
        );
        let name = group
            .iter()
            .map(|column| cell(*column))
            .collect::<Vec<_>>()
            .join(" · ");
        let place = *places.entry(name).or_insert_with_key(|name| {
            groups.push(Group {
                name: name.clone(),
                ..Group::default()
            });
            groups.len() - 1
        });
        if groups[place].counts.insert(week, count).is_some() {
            let series = if group.is_empty() {
                "; columns that tell series apart have to be named".to_owned()
            } else {
                format!(" in `{}`", shown(&groups[place].name))
            };
            return Err(row(&record, format!("{week} is there twice{series}")));
        }
    }
    series(groups, columns.absent)
}

/// The place of a heading: the wanted one, or the first usual one.
fn column(headings: &[String], wanted: Option<&str>, usual: &[&str]) -> Result<usize, ReadError> {
    let place = |name: &str| {
        let same = |heading: &String| heading.to_lowercase() == name.to_lowercase();
        headings.iter().position(same)
    };
    let found = match wanted {
        Some(name) => place(name),
        None => usual.iter().find_map(|name| place(name)),
    };
    found.ok_or_else(|| ReadError::NoColumn {
        wanted: wanted.map_or_else(|| usual.join("`, `"), shown),
        headings: shown(&headings.join(", ")),
    })
}

fn row(record: &Record, what: String) -> ReadError {
    ReadError::Row {
        line: record.line,
        what,
    }
}

fn week_of(record: &Record, cell: &str) -> Result<IsoWeek, ReadError> {
    day_of(cell).map(IsoWeek::of).ok_or_else(|| {
        let what = "is neither a week (2024-W05) nor a day (2024-01-29)";
        row(record, format!("`{}` {what}", shown(cell)))
    })
}

fn count_of(record: &Record, cell: &str) -> Result<Option<u32>, ReadError> {
    if cell.is_empty() || ["na", "nan"].contains(&cell.to_lowercase().as_str()) {
        return Ok(None);
    }
    let digits = cell.bytes().all(|byte| byte.is_ascii_digit());
    let count = cell.parse().ok().filter(|_| digits);
    count.map(Some).ok_or_else(|| {
        row(
            record,
            format!("`{}` is not a number of cases", shown(cell)),
        )
    })
}

/// All series end with the last week of the table.
fn series(groups: Vec<Group>, absent: Absent) -> Result<Vec<Named>, ReadError> {
    let weeks = groups.iter().flat_map(|group| group.counts.keys());
    let Some(earliest) = weeks.clone().min().copied() else {
        return Err(ReadError::Empty);
    };
    let latest = weeks.max().copied().unwrap_or(earliest);
    let mut all = 0usize;
    let mut found = Vec::with_capacity(groups.len());
    for group in groups {
        let own = group.counts.keys().min().copied();
        let (first, filled) = match absent {
            Absent::Missing => (own.unwrap_or(earliest), None),
            Absent::Zero => (earliest, Some(0)),
        };
        let length = usize::try_from(latest.since(first)).unwrap_or(0) + 1;
        all += length;
        if length > MOST_WEEKS {
            let error = crate::series::SeriesError::TooLong(length);
            return Err(wrong(&group.name, &error));
        }
        if all > MOST_COUNTS {
            return Err(ReadError::TooLarge);
        }
        let mut counts = vec![filled; length];
        for (week, count) in &group.counts {
            if let Ok(place) = usize::try_from(week.since(first)) {
                counts[place] = *count;
            }
        }
        let series =
            Series::from_week(first, counts).map_err(|error| wrong(&group.name, &error))?;
        found.push(Named {
            name: group.name,
            series,
            weeks: None,
        });
    }
    Ok(found)
}
