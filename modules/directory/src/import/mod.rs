// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Offices and institutions from a CSV table: reading the file and planning what it would change.
//! Pure; the pages show the plan, the store carries it out.

mod cells;
mod names;
mod plan;
mod table;

pub(crate) use cells::{date, phone, postcode};
pub use names::{KnownInstitutions, NameFault, NamedRow, NamesError, named_institutions};
pub(crate) use plan::{Existing, Outcome, Plan, PlannedRow, plan};
pub(crate) use table::{COLUMNS, Column, MAX_BYTES, MAX_ROWS, TableError, decode, read, template};

/// A name as it is compared: capitals and the number of blanks do not count.
fn folded(text: &str) -> String {
    text.split_whitespace()
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join(" ")
}
