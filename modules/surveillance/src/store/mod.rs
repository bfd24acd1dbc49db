// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The only SQL of the module. Functions take the connection; who begins a transaction commits it;
//! not found is `None`.

pub mod plans;
pub mod rules;
pub mod runs;
pub mod signals;
pub mod steps;

use std::str::FromStr;

use jiff::Timestamp;

fn broken(column: &'static str) -> db::DbError {
    db::DbError::Row(format!("surveillance: unreadable value in column {column}"))
}

fn moment(column: &'static str, millis: i64) -> db::Result<Timestamp> {
    Timestamp::from_millisecond(millis).map_err(|_| broken(column))
}

fn read<T: FromStr>(column: &'static str, text: &str) -> db::Result<T> {
    text.parse().map_err(|_| broken(column))
}

/// `$3, $4, $5` for three values from the third on.
fn placeholders(first: usize, count: usize) -> String {
    let all: Vec<String> = (first..first + count).map(|n| format!("${n}")).collect();
    all.join(", ")
}
