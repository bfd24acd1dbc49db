// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The only SQL of the module.

pub mod deliveries;
pub mod endpoints;
pub mod events;

use db::DbError;
use jiff::Timestamp;

/// A moment out of the database.
fn moment(millis: i64) -> db::Result<Timestamp> {
    Timestamp::from_millisecond(millis).map_err(|_| broken("a moment"))
}

/// Something in the database that this program never wrote.
fn broken(what: &str) -> DbError {
    DbError::Row(format!("integration: {what} cannot be read"))
}
