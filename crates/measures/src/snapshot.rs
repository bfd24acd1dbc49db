// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A table as Parquet: a row for each number, which other programs read as a plain table.
//!
//! | column | holds |
//! |---|---|
//! | `indicator`, `unit` | texts |
//! | `period_kind`, `period` | `year` and `2024`, `school-year` and `2024/25`, `quarter` and `2024-Q1` |
//! | `place` | `00`, `03`, `03159` or `03159016` |
//! | `age`, `sex` | `1-4` or `90+`, `female`; empty means all |
//! | `numerator`, `denominator` | counts; a count alone has no denominator |
//! | `value`, `lower`, `upper` | numbers |

use std::collections::BTreeMap;

use columnar::{Column, Kind, Value, Writer};
use datasets::{Period, PeriodKind, Place};

use crate::table::{Group, Indicator, MOST_ROWS, Number, Row, Table};

const COLUMNS: [(&str, Kind); 12] = [
    ("indicator", Kind::Text),
    ("unit", Kind::Text),
    ("period_kind", Kind::Text),
    ("period", Kind::Text),
    ("place", Kind::Text),
    ("age", Kind::Text),
    ("sex", Kind::Text),
    ("numerator", Kind::Integer),
    ("denominator", Kind::Integer),
    ("value", Kind::Decimal),
    ("lower", Kind::Decimal),
    ("upper", Kind::Decimal),
];

const KINDS: [(PeriodKind, &str); 7] = [
    (PeriodKind::Day, "day"),
    (PeriodKind::Week, "week"),
    (PeriodKind::Month, "month"),
    (PeriodKind::Quarter, "quarter"),
    (PeriodKind::Year, "year"),
    (PeriodKind::SchoolYear, "school-year"),
    (PeriodKind::Season, "season"),
];

/// Why a file is no table of indicators.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// The format itself.
    #[error(transparent)]
    Format(#[from] columnar::Error),
    /// It has other columns.
    #[error("the file has other columns than a table of indicators")]
    Columns,
    /// A row cannot be understood.
    #[error("row {0} cannot be understood")]
    Row(usize),
    /// A row is out of order, or there twice.
    #[error("row {0} is out of order")]
    Order(usize),
    /// There are more rows than a table holds.
    #[error("the file has more than {MOST_ROWS} rows")]
    TooMuch,
}

impl Table {
    /// The table as the bytes of a file.
    ///
    /// # Errors
    /// If the format cannot hold it.
    pub fn to_parquet(&self) -> Result<Vec<u8>, SnapshotError> {
        let columns = COLUMNS.map(|(name, kind)| Column::new(name, kind));
        let mut writer = Writer::new(columns.into())?;
        for indicator in self.indicators() {
            for row in indicator.rows() {
                write(&mut writer, indicator, row)?;
            }
        }
        Ok(writer.finish()?)
    }

    /// The table that was written as these bytes.
    ///
    /// # Errors
    /// If they are something else; then nothing is returned of it.
    pub fn from_parquet(bytes: Vec<u8>) -> Result<Self, SnapshotError> {
        let mut reader = columnar::Reader::of_bytes(bytes)?;
        if !reader
            .names()
            .iter()
            .eq(COLUMNS.iter().map(|(name, _)| name))
        {
            return Err(SnapshotError::Columns);
        }
        let mut all: BTreeMap<String, (String, Vec<Row>)> = BTreeMap::new();
        let mut cells = Vec::new();
        let mut at = 0;
        while reader.next_row(&mut cells)? {
            at += 1;
            if at > MOST_ROWS {
                return Err(SnapshotError::TooMuch);
            }
            let row = read(&cells).ok_or(SnapshotError::Row(at))?;
            let (unit, rows) = all
                .entry(cells[0].clone())
                .or_insert_with(|| (cells[1].clone(), Vec::new()));
            if *unit != cells[1] {
                return Err(SnapshotError::Row(at));
            }
            if rows.last().is_some_and(|last| last.at() >= row.at()) {
                return Err(SnapshotError::Order(at));
            }
            rows.push(row);
        }
        let indicators = all
            .into_iter()
            .map(|(key, (unit, rows))| Indicator::new(&key, &unit, rows));
        Ok(Self::new(indicators))
    }
}

fn write(writer: &mut Writer, indicator: &Indicator, row: &Row) -> Result<(), SnapshotError> {
    let kind = KINDS.iter().find(|(kind, _)| *kind == row.period.kind());
    let period = row.period.to_string();
    let place = row.place.to_string();
    let age = row.group.age.map(|age| age.to_string());
    let whole = |count: u64| Value::Integer(i64::try_from(count).unwrap_or(i64::MAX));
    let (numerator, denominator, value, lower, upper) = match row.number {
        Number::Count(count) => (Some(count), None, None, None, None),
        Number::Ratio {
            numerator,
            denominator,
        } => (Some(numerator), Some(denominator), None, None, None),
        Number::Value {
            value,
            lower,
            upper,
        } => (None, None, Some(value), lower, upper),
    };
    writer.row(&[
        Some(Value::Text(indicator.key())),
        Some(Value::Text(indicator.unit())),
        kind.map(|(_, name)| Value::Text(name)),
        Some(Value::Text(&period)),
        Some(Value::Text(&place)),
        age.as_deref().map(Value::Text),
        row.group.sex.map(|sex| Value::Text(sex.name())),
        numerator.map(whole),
        denominator.map(whole),
        value.map(Value::Decimal),
        lower.map(Value::Decimal),
        upper.map(Value::Decimal),
    ])?;
    Ok(())
}

/// A text that may be empty, as something; an error if it is neither empty nor that.
fn optional<T: std::str::FromStr>(text: &str) -> Result<Option<T>, T::Err> {
    if text.is_empty() {
        Ok(None)
    } else {
        text.parse().map(Some)
    }
}

fn read(cells: &[String]) -> Option<Row> {
    let [
        key,
        _,
        kind,
        period,
        place,
        age,
        sex,
        numerator,
        denominator,
        value,
        lower,
        upper,
    ] = cells
    else {
        return None;
    };
    if key.is_empty() {
        return None;
    }
    let (kind, _) = KINDS.iter().find(|(_, name)| name == kind)?;
    let written = period;
    let period = Period::parse(written, *kind).filter(|period| period.to_string() == *written)?;
    let place: Place = place.parse().ok()?;
    let number = match (
        optional(numerator).ok()?,
        optional(denominator).ok()?,
        optional(value).ok()?,
        optional(lower).ok()?,
        optional(upper).ok()?,
    ) {
        (Some(count), None, None, None, None) => Number::Count(count),
        (Some(numerator), Some(denominator), None, None, None) => Number::Ratio {
            numerator,
            denominator,
        },
        (None, None, Some(value), lower, upper) => Number::Value {
            value,
            lower,
            upper,
        },
        _ => return None,
    };
    number.is_sound().then_some(Row {
        period,
        place,
        group: Group {
            age: optional(age).ok()?,
            sex: optional(sex).ok()?,
        },
        number,
    })
}
