// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The only SQL of the module. Functions take the connection; who begins a transaction commits it;
//! not found is `None`.

pub mod alert_rules;
pub mod alerts;
pub mod answers;
pub mod blocks;
pub mod collections;
mod confirmed;
pub mod drafts;
pub mod expected;
pub mod files;
pub mod free_days;
pub mod history;
pub mod holdings;
pub mod ledger;
pub mod messages;
pub mod noise;
pub mod participants;
pub mod policies;
pub mod published;
pub mod release_notes;
pub mod released;
pub mod reminder_plans;
pub mod reminders;
pub mod review;
pub mod rules;
pub mod standing;
pub mod state_ledger;
pub mod submissions;
pub mod uploads;
pub mod views;
pub mod within;
pub mod work;

use db::{fetch_all, fetch_one};
use jiff::Timestamp;

/// The values of `LIMIT` and `OFFSET` for page `page` (from 1) of `per_page` rows.
fn window(page: i64, per_page: i64) -> [db::Value; 2] {
    [per_page.into(), ((page - 1).max(0) * per_page).into()]
}

/// A text from the database that should have been one of ours.
fn broken(column: &'static str) -> db::DbError {
    db::DbError::Row(format!("unreadable value in column {column}"))
}

fn read<T: std::str::FromStr>(column: &'static str, text: &str) -> db::Result<T> {
    text.parse().map_err(|_| broken(column))
}

fn moment(column: &'static str, millis: i64) -> db::Result<Timestamp> {
    Timestamp::from_millisecond(millis).map_err(|_| broken(column))
}

/// How many rows go into one statement, so that no database runs out of placeholders.
const CHUNK: usize = 500;
