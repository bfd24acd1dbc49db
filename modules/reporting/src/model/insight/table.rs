// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The reports of an office to a collection with their answers in columns.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use kernel::{OrganisationId, SubmissionId};

use super::{Block, Column};
use crate::model::SubmissionState;
use crate::period::Period;

/// What is known about a report besides its answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Which.
    pub submission: SubmissionId,
    /// Who sent it.
    pub institution: OrganisationId,
    /// What it is about.
    pub period: Period,
    /// The period that it counts for: the week of an event.
    pub unit: Period,
    /// Its state.
    pub state: SubmissionState,
    /// The number of its current version, from 1.
    pub version: i64,
    /// When it first came.
    pub submitted_at: Timestamp,
    /// Whether it came after it was due.
    pub late: bool,
    /// How many answers were implausible to the form.
    pub warnings: i64,
}

/// Reports and their answers.
#[derive(Debug, Clone, Default)]
pub struct Table {
    reports: Vec<Report>,
    places: HashMap<SubmissionId, u32>,
    columns: BTreeMap<String, Column>,
}

impl Table {
    /// The reports, without answers yet.
    pub fn of(reports: Vec<Report>) -> Self {
        let places = reports
            .iter()
            .zip(0..)
            .map(|(report, place)| (report.submission, place))
            .collect();
        Self {
            reports,
            places,
            columns: BTreeMap::new(),
        }
    }

    /// Takes the answers of a block over, as far as they are those of the reports here.
    pub fn take(&mut self, block: Block) {
        let rows: Vec<Option<u32>> = block
            .rows
            .iter()
            .map(|(submission, _)| self.places.get(submission).copied())
            .collect();
        for (path, column) in block.columns {
            self.append(path, column, &rows);
        }
    }

    /// Adds what a column says to the one at its path; `rows` says where its rows are here.
    fn append(&mut self, path: String, column: Column, rows: &[Option<u32>]) {
        let empty = match &column {
            Column::Numbers(_) => Column::Numbers(Vec::new()),
            Column::Codes(..) => Column::Codes(Vec::new(), Vec::new()),
            Column::Days(_) => Column::Days(Vec::new()),
            Column::Filled(_) => Column::Filled(Vec::new()),
        };
        self.columns
            .entry(path)
            .or_insert(empty)
            .extend(column, rows);
    }

    /// Keeps only some reports with their answers. Says of each report that was there whether it stays.
    pub fn retain(&mut self, keep: impl Fn(&Report) -> bool) -> Vec<bool> {
        let kept: Vec<bool> = self.reports.iter().map(keep).collect();
        let mut next = 0..;
        let rows: Vec<Option<u32>> = kept
            .iter()
            .map(|stays| if *stays { next.next() } else { None })
            .collect();
        let reports = std::mem::take(&mut self.reports).into_iter().zip(&kept);
        let mut table = Self::of(
            reports
                .filter(|(_, stays)| **stays)
                .map(|(report, _)| report)
                .collect(),
        );
        for (path, column) in std::mem::take(&mut self.columns) {
            table.append(path, column, &rows);
        }
        *self = table;
        kept
    }

    /// The reports.
    pub fn reports(&self) -> &[Report] {
        &self.reports
    }

    /// How many reports there are.
    pub fn len(&self) -> usize {
        self.reports.len()
    }

    /// Whether there is no report.
    pub fn is_empty(&self) -> bool {
        self.reports.is_empty()
    }

    /// The answers to a question; nothing if nobody has answered it.
    pub fn column(&self, path: &str) -> Option<&Column> {
        self.columns.get(path)
    }

    /// The number that each report gives as answer; the sum if it gives several.
    pub fn numbers(&self, path: &str) -> Vec<Option<f64>> {
        let mut found = vec![None; self.reports.len()];
        if let Some(Column::Numbers(values)) = self.columns.get(path) {
            for (row, value) in values {
                if let Some(sum) = found.get_mut(*row as usize) {
                    *sum = Some(sum.unwrap_or(0.0) + value);
                }
            }
        }
        found
    }
}
