// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A table and a mapping to observations and a report.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use jiff::civil::Date;

use crate::limits::Limits;
use crate::mapping::{Edition, Gap, Mapping, Role};
use crate::observation::Observations;
use crate::period::{Period, PeriodKind};
use crate::places::Places;
use crate::reading::Reading;
use crate::report::Report;
use crate::sums;
use crate::table::Table;
use crate::watch::Watch;
use kernel::Localized;

/// What came of a table.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The observations, in the order of the table.
    pub observations: Observations,
    /// What was noticed.
    pub report: Report,
    /// The names of the categories.
    pub labels: BTreeMap<String, Localized>,
    /// The edition that was taken, if the table has several.
    pub edition: Option<Date>,
}

/// Why a mapping cannot be applied at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApplyError {
    /// Something must be said first.
    #[error("the mapping lacks {0:?}")]
    Gaps(Vec<Gap>),
    /// The mapping names a column that the table does not have.
    #[error("the mapping names column {column}, and the table has {columns}")]
    NoColumn {
        /// The column, from 1.
        column: usize,
        /// How many there are.
        columns: usize,
    },
    /// What the mapping says for the whole table, or for a column, cannot be read.
    #[error("`{0}` cannot be understood")]
    Fixed(String),
    /// There is no row below the headings.
    #[error("there is no row below the headings")]
    Empty,
    /// There are more rows or observations than the limits allow.
    #[error("the table has too many rows; send it in parts")]
    TooManyRows,
    /// There are more columns than the limits allow.
    #[error("line {0}: too many columns")]
    TooManyColumns(u64),
    /// Whoever waited for it has stopped it.
    #[error("it was stopped")]
    Stopped,
}

impl ApplyError {
    /// The name in message keys.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Gaps(_) => "gaps",
            Self::NoColumn { .. } => "no-column",
            Self::Fixed(_) => "fixed",
            Self::Empty => "empty",
            Self::TooManyRows => "too-many-rows",
            Self::TooManyColumns(_) => "too-many-columns",
            Self::Stopped => "stopped",
        }
    }
}

/// Reads a whole table.
pub fn apply(
    table: &Table,
    mapping: &Mapping,
    places: &Places,
    limits: &Limits,
) -> Result<Outcome, ApplyError> {
    let watch = Watch::default();
    apply_watched(table, mapping, places, limits, &watch)
}

/// Reads a whole table while somebody in another thread sees how far it is, and can stop it.
pub fn apply_watched(
    table: &Table,
    mapping: &Mapping,
    places: &Places,
    limits: &Limits,
    watch: &Watch,
) -> Result<Outcome, ApplyError> {
    watch.begins(table.about_rows());
    read(table, mapping, places, limits, (u64::MAX, watch))
}

/// Reads the first rows of a table as they would be understood.
pub fn preview(
    table: &Table,
    mapping: &Mapping,
    places: &Places,
    limits: &Limits,
    rows: u64,
) -> Result<Outcome, ApplyError> {
    let watch = Watch::default();
    read(table, mapping, places, limits, (rows, &watch))
}

fn read(
    table: &Table,
    mapping: &Mapping,
    places: &Places,
    limits: &Limits,
    (most, watch): (u64, &Watch),
) -> Result<Outcome, ApplyError> {
    let gaps = mapping.gaps();
    if !gaps.is_empty() {
        return Err(ApplyError::Gaps(gaps));
    }
    let skipped = mapping.rows_above.saturating_add(mapping.heading_rows);
    let headings = headings(table, mapping, limits)?;
    let edition = match mapping.edition {
        Edition::All => None,
        Edition::Of(day) => Some(day),
        Edition::Latest => latest(table, mapping, skipped),
    };
    let mut reading = Reading::new(mapping, places, limits, &headings, edition)?;
    let mut at = 0;
    let mut end = Ok(());
    table.visit(|row| {
        at += 1;
        if at <= skipped {
            return ControlFlow::Continue(());
        }
        if reading.report.rows == most {
            return ControlFlow::Break(());
        }
        end = reading.row(row);
        if !watch.goes_on(reading.report.rows) {
            end = Err(ApplyError::Stopped);
        }
        if end.is_err() {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    });
    end?;
    if reading.report.rows == 0 {
        return Err(ApplyError::Empty);
    }
    let Reading {
        observations,
        mut report,
        resolver,
        ..
    } = reading;
    let mut observations = sums::without_duplicates(observations, &mut report);
    sums::mark_totals(&mut observations);
    Ok(Outcome {
        observations,
        report,
        labels: resolver.labels,
        edition,
    })
}

/// The headings, for messages; checks that the mapping fits the table.
fn headings(table: &Table, mapping: &Mapping, limits: &Limits) -> Result<Vec<String>, ApplyError> {
    let rows = mapping.rows_above.saturating_add(mapping.heading_rows);
    let head = table.head(rows.min(100) + 1);
    let columns = head.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    if columns > limits.columns {
        return Err(ApplyError::TooManyColumns(1));
    }
    if head.is_empty() {
        return Err(ApplyError::Empty);
    }
    let numbers = mapping
        .measures
        .iter()
        .flat_map(|one| one.numbers.columns());
    let dimensions = (0..mapping.roles.len()).filter(|at| mapping.roles[*at] != Role::Ignored);
    let filters = mapping.only.iter().map(|(column, _)| *column);
    let used = numbers.chain(dimensions).chain(filters).max();
    if let Some(column) = used.filter(|column| *column >= columns) {
        return Err(ApplyError::NoColumn {
            column: column.saturating_add(1),
            columns,
        });
    }
    let row = rows.checked_sub(1).and_then(|row| head.get(row));
    let mut headings = row.map(|(_, cells)| cells.clone()).unwrap_or_default();
    headings.resize(columns, String::new());
    Ok(headings)
}

/// The latest day on which numbers of the table were known.
fn latest(table: &Table, mapping: &Mapping, skipped: usize) -> Option<Date> {
    let column = mapping
        .roles
        .iter()
        .position(|role| *role == Role::KnownOn)?;
    let (mut at, mut latest) = (0, None);
    let mut last = String::new();
    table.visit(|row| {
        at += 1;
        let cell = row.cell(column);
        if at > skipped && cell != last {
            cell.clone_into(&mut last);
            let day = Period::parse(cell, PeriodKind::Day);
            if let Some(Period::Day(day)) = day {
                latest = latest.max(Some(day));
            }
        }
        ControlFlow::Continue(())
    });
    latest
}
