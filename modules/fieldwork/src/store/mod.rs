// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The only SQL of the module. Functions take the connection; who begins a transaction commits it;
//! not found is `None`.

pub(crate) mod actors;
pub(crate) mod comments;
pub(crate) mod entities;
pub(crate) mod files;
pub(crate) mod forms;
pub(crate) mod holdings;
pub(crate) mod inspecting;
pub(crate) mod lists;
pub(crate) mod overview;
pub(crate) mod projects;
pub(crate) mod records;

use db::{Tx, fetch_all, fetch_one};
use jiff::Timestamp;

fn broken(column: &'static str) -> db::DbError {
    db::DbError::Row(format!("fieldwork: unreadable value in column {column}"))
}

fn moment(millis: i64) -> db::Result<Timestamp> {
    Timestamp::from_millisecond(millis).map_err(|_| broken("a moment"))
}

fn moment_if(millis: Option<i64>) -> db::Result<Option<Timestamp>> {
    millis.map(moment).transpose()
}

fn millis(at: Option<Timestamp>) -> db::Value {
    at.map(Timestamp::as_millisecond).into()
}

/// The next number of a kind; nobody else gets it.
async fn next_number(tx: &Tx, kind: &str) -> db::Result<i64> {
    let changed = db::execute(
        tx,
        "UPDATE fieldwork_numbers SET next_number = next_number + 1 WHERE kind = $1",
        vec![kind.into()],
    )
    .await?;
    let next: Option<i64> = db::scalar(
        tx,
        "SELECT next_number FROM fieldwork_numbers WHERE kind = $1",
        vec![kind.into()],
    )
    .await?;
    match (changed, next) {
        (1, Some(next)) => Ok(next - 1),
        _ => Err(broken("next_number")),
    }
}
