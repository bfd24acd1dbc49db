// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A table that leaves once, from file to file: what the command line and the pages of extracts share.
//!
//! What belongs here: tables out of CSV and Parquet, a [`Task`] with its one way through the engine of
//! `anonymity`, the result as CSV and Parquet, its [`Figures`], and the report that a data protection
//! officer reads. What does not: where files lie, who may do this, and the engine itself.

mod figures;
mod report;
pub mod source;
mod task;
#[cfg(test)]
mod tests;
mod write;

pub use figures::{Classes, Figures, QuasiFigures, cpu_ms, percent};
pub use report::{Section, html, sections};
pub use source::SourceError;
pub use task::{Outcome, Task};
pub use write::WriteError;
