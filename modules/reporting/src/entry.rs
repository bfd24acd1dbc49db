// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Many reports at once: from the rows of a table, or from a program.
//!
//! What belongs here: for whom somebody may report in a collection, checking rows by the same engine as a
//! single report, keeping uploads sealed, and sending them in pieces. What does not: reading the file
//! (`forms::entry`), and what it means that a report comes in (`intake`).

pub mod checking;
pub mod reporters;
pub mod sending;
pub mod uploads;

pub use checking::{Checked, check};
pub use reporters::{Reporter, Reporters, only_reporter, reporters};

/// The headings of the columns that say who reports about when: those of the template first.
pub const OWN: &[&[&str]] = &[
    &["#einrichtung", "#institution"],
    &["#zeitraum", "#period"],
    &["#grund", "#reason"],
];

/// The place of the institution in [`OWN`].
pub const INSTITUTION: usize = 0;
/// The place of the period.
pub const PERIOD: usize = 1;
/// The place of what is wrong with a row, which is not read.
pub const REASON: usize = 2;
