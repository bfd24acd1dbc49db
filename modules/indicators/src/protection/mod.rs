// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Publishing the state's own register: a plan of tables, and what was published under it. `disclosure` says what may be shown of few cases;
//! here are the tables of notified cases, and how their cells come from a cube, are frozen and kept.

pub mod counting;
pub mod edition;
pub mod plan;
pub mod publishing;

use blob::Digest;
use jiff::Timestamp;
use kernel::PersonId;
use serde::{Deserialize, Serialize};

use crate::sets::SetVersionId;
use plan::Plan;

kernel::named! {
    /// What became of a plan.
    pub enum PlanState {
        /// Written, and waiting for somebody who switches it on.
        Draft = "draft",
        /// The one under which the set is published.
        On = "on",
        /// Another one came in its place.
        Replaced = "replaced",
    }
}

/// A plan of a set.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptPlan {
    /// Its number in the set, from 1.
    pub number: i64,
    /// Its identifier in the audit trail.
    pub id: SetVersionId,
    /// What became of it.
    pub state: PlanState,
    /// The plan.
    pub plan: Plan,
    /// What it would show, once that was counted.
    pub preview: Option<Vec<TablePreview>>,
    /// Why counting or publishing came to nothing: a name in message keys.
    pub fault: Option<String>,
    /// How many diseases were counted.
    pub done: i64,
    /// Of how many.
    pub total: i64,
    /// When it was written.
    pub made_at: Timestamp,
    /// When it was switched on.
    pub switched_at: Option<Timestamp>,
}

/// A plan that is to be kept.
#[derive(Debug)]
pub(crate) struct NewPlan {
    pub(crate) id: SetVersionId,
    pub(crate) document: String,
    pub(crate) by: Option<PersonId>,
    pub(crate) at: Timestamp,
}

/// What a plan would show of a table at the current version of its set, over all periods and diseases.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TablePreview {
    /// The name of the table.
    pub table: String,
    /// How many periods.
    pub periods: u64,
    /// How many cells.
    pub cells: u64,
    /// Cells without a case that are shown as zero.
    pub zero: u64,
    /// Other cells that are shown as they are.
    pub exact: u64,
    /// Cells that are shown with noise, also those that noise made zero.
    pub changed: u64,
    /// Cells that are left out.
    pub left_out: u64,
}

/// What was published at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptEdition {
    /// Its number in the set, from 1.
    pub number: i64,
    /// From which version of the set.
    pub data_version: i64,
    /// Its cells.
    pub file: Digest,
    /// How many cells are not zero.
    pub cells: i64,
    /// When.
    pub published_at: Timestamp,
}
