// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Of which signals somebody wants to be told.

use serde::{Deserialize, Serialize};

use super::{Assessment, Signal};

/// Of which signals somebody wants to be told. An empty list means all.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct DigestRule {
    /// Keys of diseases.
    pub diseases: Vec<String>,
    /// Keys of places: districts, or the state.
    pub places: Vec<String>,
    /// The smallest number of cases by bound, 1 or more.
    pub ratio: f64,
    /// What people may have said about them when the mail is written.
    pub states: Vec<Assessment>,
}

impl DigestRule {
    /// The most rules of a person.
    pub const MOST: usize = 20;
    /// The smallest and the largest ratio that can be asked for.
    pub const RATIO: (f64, f64) = (1.0, 100.0);

    /// Whether it is about this signal.
    pub fn wants(&self, signal: &Signal) -> bool {
        let among =
            |list: &[String], key: &str| list.is_empty() || list.iter().any(|one| one == key);
        signal.found
            && among(&self.diseases, &signal.disease)
            && among(&self.places, signal.place.as_str())
            && signal.ratio >= self.ratio
            && (self.states.is_empty() || self.states.contains(&signal.state))
    }
}
