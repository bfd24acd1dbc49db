// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The only SQL of the directory. Functions take the connection; who begins a transaction commits it.

pub(crate) mod credentials;
pub(crate) mod organisations;
pub(crate) mod people;
pub(crate) mod sessions;
pub(crate) mod territory;

use jiff::Timestamp;

/// A row that the directory did not write: reported, never guessed at.
pub(crate) fn unexpected(table: &str, what: impl std::fmt::Display) -> db::DbError {
    db::DbError::Row(format!("{table}: {what}"))
}

/// Reads a moment stored as milliseconds since 1970.
pub(crate) fn moment(table: &str, millis: i64) -> db::Result<Timestamp> {
    Timestamp::from_millisecond(millis).map_err(|error| unexpected(table, error))
}

/// `$from, $from+1, …` for `count` values.
pub(crate) fn placeholders(from: usize, count: usize) -> String {
    (from..from + count)
        .map(|number| format!("${number}"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// `($1, $2), ($3, $4), …` for an insert of several rows.
pub(crate) fn rows(columns: usize, count: usize) -> String {
    (0..count)
        .map(|row| format!("({})", placeholders(row * columns + 1, columns)))
        .collect::<Vec<_>>()
        .join(", ")
}
