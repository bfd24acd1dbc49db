// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Health indicators: numbers by place, period, age and sex, and the figures that are shown of them.
//!
//! A [`Table`] holds indicators with their rows: counts, parts of a whole, values with bounds. [`take()`] makes one of
//! observations, [`Table::to_parquet`] and [`Table::from_parquet`] keep it. A [`Definition`] says what is shown of an indicator, and
//! [`Reader`] makes [`Figure`]s of its rows: shares, rates, standardised rates, each with its interval and an explicit state.
//!
//! What belongs here: rows and what follows from them. What does not: where tables are kept, words, pictures, who may see what.
//! Figures are not protected against being compared with each other: tables are shown as their source has published them, and the
//! smallest numbers are left out of a single cell only.

mod definition;
mod figure;
mod ranking;
mod reader;
mod snapshot;
mod table;
mod taking;

pub use definition::{Definition, LARGEST_MINIMUM, Shown, Topic};
pub use figure::{Base, Figure, State};
pub use ranking::{Ranked, Ranking};
pub use reader::{People, Reader, next_period};
pub use snapshot::SnapshotError;
pub use table::{Group, Indicator, MOST_ROWS, Number, Row, Table};
pub use taking::{LeftOut, TakeError, Taken, take};
