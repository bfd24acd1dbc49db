// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Series out of a file: a table with a row per week, or JSON with a list per series.

mod json;
mod table;

use std::ops::Range;

use jiff::civil::Date;
use kernel::IsoWeek;

use crate::series::{Series, SeriesError};

/// The largest file.
const MOST_BYTES: usize = 256 << 20;
/// The most counts of all series together, those that are filled in included.
const MOST_COUNTS: usize = 20_000_000;

/// Where a table has what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// The heading over weeks or days; none: the first usual one.
    pub week: Option<String>,
    /// The heading over counts; none: the first usual one.
    pub count: Option<String>,
    /// Headings whose values tell series apart.
    pub group: Vec<String>,
    /// What a week is that has no row.
    pub absent: Absent,
}

/// What a week is that has no row in a table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Absent {
    /// Missing: nothing is known. A series begins with its first row.
    #[default]
    Missing,
    /// Zero, as in tables that list only what happened. All series begin with the first row of the table.
    Zero,
}

/// A series with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its name; empty if a table has only one series.
    pub name: String,
    /// Its counts.
    pub series: Series,
    /// The weeks that the file wants to be tested, by their places.
    pub weeks: Option<Range<usize>>,
}

/// Why a file holds no series.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// It is no text, or too large.
    #[error(transparent)]
    Text(#[from] tables::TextError),
    /// There is no row, or no series.
    #[error("there are no counts in it")]
    Empty,
    /// A column is missing.
    #[error("there is no column `{wanted}`; the headings are: {headings}")]
    NoColumn {
        /// What was looked for.
        wanted: String,
        /// What there is.
        headings: String,
    },
    /// A row is wrong.
    #[error("line {line}: {what}")]
    Row {
        /// The line of the file, from 1.
        line: u64,
        /// What is wrong.
        what: String,
    },
    /// A series is wrong.
    #[error("series `{name}`: {what}")]
    Series {
        /// Its name.
        name: String,
        /// What is wrong.
        what: String,
    },
    /// It is no JSON.
    #[error("this is no JSON: {0}")]
    Json(String),
    /// All series together are too long.
    #[error("the series together have more than {MOST_COUNTS} weeks")]
    TooLarge,
}

/// The series of a file: JSON if it begins with a brace or a bracket, else a table with semicolons or commas.
pub fn read(bytes: &[u8], columns: &Columns) -> Result<Vec<Named>, ReadError> {
    let text = tables::decode(bytes, MOST_BYTES)?;
    let series = if text.trim_start().starts_with(['{', '[']) {
        json::read(&text)?
    } else {
        table::read(&text, columns)?
    };
    if series.is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(series)
}

/// A day or a week as people and programs write it: `2024-W05`, `2024W05`, `2024-01-29`, `29.01.2024`. A week is its Monday.
fn day_of(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(week) = text.parse::<IsoWeek>() {
        return Some(week.monday());
    }
    if let Some((year, week)) = text.split_once('W')
        && let Ok(week) = format!("{year}-W{week}").parse::<IsoWeek>()
    {
        return Some(week.monday());
    }
    let day = text
        .parse::<Date>()
        .or_else(|_| Date::strptime("%d.%m.%Y", text))
        .ok()?;
    (1900..=2900).contains(&day.year()).then_some(day)
}

/// A short piece of a text, for saying what is wrong.
fn shown(text: &str) -> String {
    text.chars().take(40).collect()
}

fn wrong(name: &str, error: &SeriesError) -> ReadError {
    ReadError::Series {
        name: name.to_owned(),
        what: error.to_string(),
    }
}
