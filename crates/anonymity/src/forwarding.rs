// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The release ledger for records of persons and facilities: policies and documents in format 2.
//!
//! What format 1 does for weekly sums of facilities, this does for records with several fields that
//! others may know (age, sex, place, week) and with values that nobody may learn about anybody:
//!
//! * A record leaves at most once, in a group of at least k different persons (and facilities, if both
//!   are counted) that agree in a **tuple**: a level and a value of every quasi-identifier. A group says
//!   the tuple, how many records and entities it has, and how often each sensitive value occurs. It says
//!   neither which value belongs together with which, nor who, in which order, or when in the week.
//! * Levels are chosen **by group**, as fine as the members allow ([`release`]). What finds no group
//!   cheap enough for its time waits; patience grows by the policy's table. After the maximum hold the
//!   coarsest levels must do, and what even then has no company is only counted.
//! * **Corrections** move at least k records from one tuple to another, and only if nothing or enough
//!   stays behind: whoever applies corrections to groups must not be left with fewer than k.
//! * **Somebody again**: a person with more records in an ISO year than the policy's cap leaves, from then
//!   on, at the coarsest levels or in a count. Otherwise many groups with much the same members could be
//!   laid over each other.
//! * **Erasure** acts at the office: the record and its receipt go, the group stays and is no personal
//!   data. A case whose receipt is gone must not be offered again. Corrections of its group wait from then
//!   on, because nobody knows any more what would stay behind ([`Ledger::restore_erased`]).
//! * A policy says the **legal path**. Records that a law wants transmitted as they are never enter here.
//!
//! The limits: in a group with one sensitive value everybody has it, unless the policy asks for variety.
//! The verifier sees no persons, so it cannot check that they are different. The exact table of a group
//! is its margin only, never a joint distribution.

mod calendar;
mod difference;
mod dimension;
mod document;
mod engine;
mod figures;
mod grouping;
mod improve;
mod ledger;
mod policy;
mod policy_report;
mod pool;
mod record;
mod report;
mod sensitive;
mod simulation;
mod words;

use std::collections::BTreeMap;

use crate::Hierarchy;

pub use difference::smallest_difference;
pub use document::{ReleaseDocument, Tuple, Values};
pub use engine::{Outcome, ReleaseError, release};
pub use figures::{ColumnFigures, ExampleGroup, Figures};
pub use ledger::{Ledger, Step, replay};
pub use policy::{
    EntityKind, Field, FieldClass, LegalPath, PatienceStep, Policy, PolicyDraft, PolicyFormat,
    SHIPPED_MAXIMUM_HOLD_WEEKS, shipped_patience,
};
pub use policy_report::{About, policy_report};
pub use record::{Held, HeldReason, LeftIn, Receipt, Record};
pub use report::{FieldLoss, Homogeneous, Inference, Report, ReportFormat};
pub use sensitive::{Closeness, Variety};
pub use simulation::{Simulation, simulate};
pub(crate) use words::level_name;

/// The levels of dates from fine to coarse; every date has them.
pub const DATE_LEVELS: [&str; 5] = calendar::LEVELS;

/// The hierarchies that a policy names.
pub type Hierarchies = BTreeMap<String, Hierarchy>;
