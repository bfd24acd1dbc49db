// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is counted about inspections and defects. It names nobody and opens nothing.

use db::{ConnectionTrait, FromQueryResult};
use jiff::civil::Date;

use super::super::fetch_all;
use super::{day, day_if};

/// An inspection as it is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Counted {
    /// The kind of the facility.
    pub(crate) kind: String,
    /// The occasion.
    pub(crate) occasion: String,
    /// When it was due.
    pub(crate) due_on: Date,
    /// When it was to take place.
    pub(crate) planned_on: Option<Date>,
    /// When it took place.
    pub(crate) visited_on: Option<Date>,
}

#[derive(FromQueryResult)]
struct InspectionRow {
    kind: String,
    occasion: String,
    due_on: String,
    planned_on: Option<String>,
    visited_on: Option<String>,
}

/// The inspections that were planned for a year or took place in it.
pub(crate) async fn inspections(
    conn: &impl ConnectionTrait,
    project: i64,
    (from, to): (Date, Date),
) -> db::Result<Vec<Counted>> {
    fetch_all(
        conn,
        "SELECT f.kind, i.occasion, i.due_on, i.planned_on, i.visited_on
         FROM fieldwork_inspections i
         JOIN fieldwork_facilities f ON f.project = i.project AND f.institution = i.institution
         WHERE i.project = $1 AND i.state <> 'called-off'
           AND ((i.planned_on >= $2 AND i.planned_on <= $3) OR (i.visited_on >= $2 AND i.visited_on <= $3))
         ORDER BY i.id LIMIT 100000",
        vec![project.into(), from.to_string().into(), to.to_string().into()],
        |row: InspectionRow| {
            Ok(Counted {
                kind: row.kind,
                occasion: row.occasion,
                due_on: day(&row.due_on)?,
                planned_on: day_if(row.planned_on)?,
                visited_on: day_if(row.visited_on)?,
            })
        },
    )
    .await
}

/// A defect as it is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CountedDefect {
    /// The heading in the form.
    pub(crate) section: String,
    /// The words of the severity.
    pub(crate) severity: String,
    /// Whether the same was mended before.
    pub(crate) is_repeat: bool,
    /// What became of it.
    pub(crate) state: String,
    /// When it was found.
    pub(crate) found_on: Date,
    /// When it was mended or given up.
    pub(crate) closed_on: Option<Date>,
}

#[derive(FromQueryResult)]
struct DefectRow {
    section: String,
    severity_title: String,
    is_repeat: bool,
    state: String,
    found_on: String,
    closed_on: Option<String>,
}

/// The defects that were found or mended within some days.
pub(crate) async fn defects(
    conn: &impl ConnectionTrait,
    project: i64,
    (from, to): (Date, Date),
) -> db::Result<Vec<CountedDefect>> {
    fetch_all(
        conn,
        "SELECT section, severity_title, is_repeat, state, found_on, closed_on FROM fieldwork_defects
         WHERE project = $1 AND ((found_on >= $2 AND found_on <= $3) OR (closed_on >= $2 AND closed_on <= $3))
         ORDER BY id LIMIT 100000",
        vec![project.into(), from.to_string().into(), to.to_string().into()],
        |row: DefectRow| {
            Ok(CountedDefect {
                section: row.section,
                severity: row.severity_title,
                is_repeat: row.is_repeat,
                state: row.state,
                found_on: day(&row.found_on)?,
                closed_on: day_if(row.closed_on)?,
            })
        },
    )
    .await
}
