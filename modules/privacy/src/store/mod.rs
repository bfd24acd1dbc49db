// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The only SQL of the module. Functions take the connection; who begins a transaction commits it;
//! not found is `None`.

pub mod hits;
pub mod journal;
pub mod proofs;
pub mod register;
pub mod requests;

use std::str::FromStr;

use db::Value;
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{Id, PersonId};
use uuid::Uuid;

fn broken(column: &'static str) -> db::DbError {
    db::DbError::Row(format!("privacy: unreadable value in column {column}"))
}

fn moment(millis: i64) -> db::Result<Timestamp> {
    Timestamp::from_millisecond(millis).map_err(|_| broken("a moment"))
}

fn moment_if(millis: Option<i64>) -> db::Result<Option<Timestamp>> {
    millis.map(moment).transpose()
}

fn read<T: FromStr>(column: &'static str, text: &str) -> db::Result<T> {
    text.parse().map_err(|_| broken(column))
}

fn read_if<T: FromStr>(column: &'static str, text: Option<String>) -> db::Result<Option<T>> {
    text.map(|text| read(column, &text)).transpose()
}

fn id_if<T>(id: Option<Uuid>) -> Option<Id<T>> {
    id.map(Id::from_uuid)
}

fn value_of(person: Option<PersonId>) -> Value {
    person.map(PersonId::uuid).into()
}

fn text_of(day: Option<Date>) -> Value {
    day.map(|day| day.to_string()).into()
}

fn millis_of(at: Option<Timestamp>) -> Value {
    at.map(Timestamp::as_millisecond).into()
}
