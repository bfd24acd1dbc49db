// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A look at all series of a set.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{JobId, PersonId};

/// Marks identifiers of looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunMark;

/// Identifies a look.
pub type RunId = kernel::Id<RunMark>;

kernel::named! {
    /// How far a look is.
    pub enum RunState {
        /// It waits or calculates.
        Running = "running",
        /// It has come to its end.
        Done = "done",
        /// It was given up.
        Failed = "failed",
    }
}

/// How many series by what became of their newest week: `signal`, `quiet`, `below-least-cases`, or the code of the reason why
/// nothing can be said.
pub type Tally = BTreeMap<String, i64>;

/// A look at all series of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Which.
    pub id: RunId,
    /// The key of the set.
    pub set: String,
    /// The version of the set; 0 until it was read.
    pub set_version: i64,
    /// The day on which its numbers stood so; none until it was read.
    pub as_of: Option<Date>,
    /// The version of the plan.
    pub plan_version: i64,
    /// How far it is.
    pub state: RunState,
    /// The job that does it.
    pub job: JobId,
    /// Who wanted it; none for the nightly one.
    pub started_by: Option<PersonId>,
    /// Since when.
    pub started_at: Timestamp,
    /// Until when.
    pub ended_at: Option<Timestamp>,
    /// How many series there are; 0 until they were counted.
    pub series_all: i64,
    /// How many were looked at.
    pub series_done: i64,
    /// What became of them.
    pub tally: Tally,
    /// Signals that were not there before.
    pub signals_new: i64,
    /// Signals that were found again.
    pub signals_again: i64,
    /// Signals of the tested weeks that were not found any more.
    pub signals_gone: i64,
}
