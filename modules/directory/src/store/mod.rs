// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The only SQL of the directory. Functions take the connection; who begins a transaction commits it.

pub(crate) mod access;
pub(crate) mod access_keys;
pub(crate) mod credentials;
pub(crate) mod delegations;
pub(crate) mod demo_accounts;
pub(crate) mod import;
pub(crate) mod institution_keys;
pub(crate) mod memberships;
pub(crate) mod organisation_list;
pub(crate) mod organisations;
pub(crate) mod own_roles;
pub(crate) mod passkeys;
pub(crate) mod people;
pub(crate) mod people_list;
pub(crate) mod provider_accounts;
pub(crate) mod sessions;
pub(crate) mod territory;

use db::Value;
use jiff::Timestamp;
use jiff::civil::Date;

/// A row that the directory did not write: reported, never guessed at.
pub(crate) fn unexpected(table: &str, what: impl std::fmt::Display) -> db::DbError {
    db::DbError::Row(format!("{table}: {what}"))
}

/// Reads a moment stored as milliseconds since 1970.
pub(crate) fn moment(table: &str, millis: i64) -> db::Result<Timestamp> {
    Timestamp::from_millisecond(millis).map_err(|error| unexpected(table, error))
}

/// A `WHERE` that grows: parts joined by `AND`, with their values.
#[derive(Clone)]
pub(crate) struct Condition {
    parts: Vec<String>,
    pub(crate) values: Vec<Value>,
}

impl Condition {
    /// Begins with values that the statement uses before the condition, numbered from `$1`.
    pub(crate) fn after(values: Vec<Value>) -> Self {
        Self {
            parts: Vec::new(),
            values,
        }
    }

    /// Adds a value and says how to write its placeholder.
    pub(crate) fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    /// Adds a part.
    pub(crate) fn and(&mut self, part: impl Into<String>) {
        self.parts.push(part.into());
    }

    /// Adds that `column` is one of `values`.
    pub(crate) fn and_one_of(&mut self, column: &str, values: impl IntoIterator<Item = Value>) {
        let list: Vec<String> = values.into_iter().map(|value| self.bind(value)).collect();
        self.and(format!("{column} IN ({})", list.join(", ")));
    }

    /// Adds that all words of a search occur in `column`; at most eight count.
    pub(crate) fn and_words(&mut self, column: &str, wish: &str) {
        for word in wish.split_whitespace().take(8) {
            let pattern = self.bind(crate::model::like_pattern(word));
            self.and(format!("{column} LIKE {pattern} ESCAPE '!'"));
        }
    }

    /// Adds that a validity in days, with an optional last day, covers `day`.
    pub(crate) fn and_valid_on(&mut self, alias: &str, day: Date) {
        let day = self.bind(day.to_string());
        self.and(format!(
            "{alias}valid_from <= {day} AND ({alias}valid_to IS NULL OR {alias}valid_to >= {day})"
        ));
    }

    /// The parts joined, without `WHERE`.
    pub(crate) fn text(&self) -> String {
        if self.parts.is_empty() {
            "1 = 1".to_owned()
        } else {
            self.parts.join(" AND ")
        }
    }
}
