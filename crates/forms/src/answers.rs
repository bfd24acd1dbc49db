// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Answers as they are stored and exchanged.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Values by the path of their question (`group/name`), written as in an `XForms` instance: numbers
/// with a point, days as `2026-11-18`, several codes with blanks between them. A draft may also
/// hold what somebody typed and what is no valid value yet.
///
/// In JSON an object of texts. Empty values are not kept.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(BTreeMap<String, String>);

impl Answers {
    /// No answers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets or, with an empty text, removes a value.
    pub fn set(&mut self, path: impl Into<String>, value: impl Into<String>) {
        let (path, value) = (path.into(), value.into());
        if value.is_empty() {
            self.0.remove(&path);
        } else {
            self.0.insert(path, value);
        }
    }

    /// The value as text; empty if there is none.
    pub fn get(&self, path: &str) -> &str {
        self.0.get(path).map_or("", String::as_str)
    }

    /// The value as a whole number, if it is one.
    pub fn integer(&self, path: &str) -> Option<i64> {
        self.get(path).parse().ok()
    }

    /// The value as a number, if it is one.
    pub fn number(&self, path: &str) -> Option<f64> {
        Some(xpath::text_to_number(self.get(path))).filter(|number| number.is_finite())
    }

    /// The value as a day, if it is one.
    pub fn date(&self, path: &str) -> Option<Date> {
        self.get(path).parse().ok()
    }

    /// The chosen codes.
    pub fn codes(&self, path: &str) -> impl Iterator<Item = &str> {
        self.get(path).split_whitespace()
    }

    /// Paths and values, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(k, v)| (k.as_str(), v.as_str()))
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no value.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<K: Into<String>, V: Into<String>> FromIterator<(K, V)> for Answers {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let mut answers = Self::new();
        for (path, value) in pairs {
            answers.set(path, value);
        }
        answers
    }
}
