// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What somebody looks for in the reports of an office, and how it is shown.

use jiff::civil::Date;
use kernel::OrganisationId;
use serde::{Deserialize, Serialize};

use super::{Condition, Field, Measure};
use crate::model::SubmissionState;

/// The most conditions of a view.
pub const MOST_CONDITIONS: usize = 10;
/// The most columns of a view.
pub const MOST_COLUMNS: usize = 20;
/// The longest name, in characters.
pub const LONGEST_NAME: usize = 100;

kernel::named! {
    /// By what a list of reports is sorted.
    pub enum Sort {
        /// The period, the latest first when turned.
        Period = "period",
        /// The name of the institution.
        Institution = "institution",
        /// When it came.
        Sent = "sent",
        /// The answer to a question.
        Answer = "answer",
    }
}

kernel::named! {
    /// By what a measure is compared.
    pub enum Group {
        /// By institution.
        Institution = "institution",
        /// By the municipality of the institution.
        Municipality = "municipality",
    }
}

/// What somebody looks for: sealed as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewContent {
    /// What it is called; empty while somebody looks.
    #[serde(default)]
    pub name: String,
    /// Only about periods that end on this day or later.
    #[serde(default)]
    pub from: Option<Date>,
    /// Only about periods that begin on this day or earlier.
    #[serde(default)]
    pub to: Option<Date>,
    /// In which states.
    pub states: Vec<SubmissionState>,
    /// Only of this institution.
    #[serde(default)]
    pub institution: Option<OrganisationId>,
    /// Only of institutions in this municipality: its key; empty for all.
    #[serde(default)]
    pub municipality: String,
    /// What the answers must be, all of it.
    #[serde(default)]
    pub conditions: Vec<Condition>,
    /// The questions that are columns of the list, by path.
    #[serde(default)]
    pub columns: Vec<String>,
    /// By what the list is sorted.
    pub sort: Sort,
    /// The question that is sorted by.
    #[serde(default)]
    pub sort_by: String,
    /// Whether the largest or latest comes first.
    pub descending: bool,
    /// What the chart shows.
    #[serde(default)]
    pub measure: Measure,
    /// By what the chart compares.
    pub group: Group,
}

impl Default for ViewContent {
    fn default() -> Self {
        Self {
            name: String::new(),
            from: None,
            to: None,
            states: vec![SubmissionState::Submitted, SubmissionState::Accepted],
            institution: None,
            municipality: String::new(),
            conditions: Vec::new(),
            columns: Vec::new(),
            sort: Sort::Period,
            sort_by: String::new(),
            descending: true,
            measure: Measure::default(),
            group: Group::Institution,
        }
    }
}

impl ViewContent {
    /// Fields of the page with the keys of what is wrong.
    pub fn faults(&self, fields: &[Field], must_have_name: bool) -> Vec<(String, &'static str)> {
        let mut faults = Vec::new();
        let mut wrong = |field: &str, key| faults.push((field.to_owned(), key));
        if must_have_name && self.name.trim().is_empty() {
            wrong("name", "name-missing");
        }
        if self.name.chars().count() > LONGEST_NAME {
            wrong("name", "name-long");
        }
        if self.from.zip(self.to).is_some_and(|(from, to)| from > to) {
            wrong("bis", "order");
        }
        if self.states.is_empty() {
            wrong("stand", "state-missing");
        }
        for (number, condition) in (1..).zip(&self.conditions) {
            let field = fields.iter().find(|field| field.path == condition.path);
            if let Some(key) = condition.fault(field) {
                wrong(&format!("wert_{number}"), key);
            }
        }
        if let Some((field, key)) = self.measure.fault(fields) {
            wrong(field, key);
        }
        faults
    }
}
