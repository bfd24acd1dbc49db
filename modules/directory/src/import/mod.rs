// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Offices and institutions from a CSV table: reading the file and planning what it would change.
//! Pure; the pages show the plan, the store carries it out.

mod cells;
mod plan;
mod table;

pub(crate) use cells::{date, phone, postcode};
pub(crate) use plan::{Existing, Outcome, Plan, PlannedRow, plan};
pub(crate) use table::{COLUMNS, Column, MAX_BYTES, MAX_ROWS, TableError, decode, read, template};
