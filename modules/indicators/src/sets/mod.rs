// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Data from elsewhere: sets with versions, as they are stored and described. Pure.
//!
//! A set is what belongs together for a reader: the notified cases of the state, its population, a table of health
//! reporting. Each import makes a version (*Datenstand*), which is staged, looked at and then taken over or withdrawn;
//! what was taken over stays, so that figures can be shown as they were first published.

pub mod counting;
pub mod importing;
pub mod intake;
pub mod look;
pub(crate) mod reading;
pub mod retention;
pub mod running;
pub mod tables;
pub mod versions;

use std::fmt;
use std::str::FromStr;

use blob::Digest;
use datasets::Description;
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{Lang, PersonId};
use serde::{Deserialize, Serialize};

/// The longest key of a set, in characters.
const LONGEST_KEY: usize = 60;

/// What stands in addresses where the key of a set could stand.
const RESERVED: [&str; 1] = ["einlesen"];

/// The stable name of a set in addresses: lower-case letters, digits and hyphens, beginning with a letter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SetKey(String);

/// A text that is no key of a set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no key: lower-case letters, digits and hyphens are expected, a letter first, at most {LONGEST_KEY}"
)]
pub struct SetKeyError(pub String);

impl SetKey {
    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SetKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for SetKey {
    type Err = SetKeyError;

    fn from_str(text: &str) -> Result<Self, SetKeyError> {
        let known = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let sound = text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.len() <= LONGEST_KEY
            && text.chars().all(known)
            && !text.ends_with('-')
            && !RESERVED.contains(&text);
        if sound {
            Ok(Self(text.to_owned()))
        } else {
            Err(SetKeyError(text.to_owned()))
        }
    }
}

impl TryFrom<String> for SetKey {
    type Error = SetKeyError;

    fn try_from(text: String) -> Result<Self, SetKeyError> {
        text.parse()
    }
}

impl From<SetKey> for String {
    fn from(key: SetKey) -> Self {
        key.0
    }
}

kernel::named! {
    /// What the numbers of a set are.
    pub enum SetKind {
        /// Notified cases: counts by disease, week, place, age and sex.
        Cases = "cases",
        /// Health indicators: parts of wholes, counts, values by place, period, age and sex.
        Measures = "measures",
        /// Inhabitants by place, year, age and sex, which rates of counts are by.
        Population = "population",
    }
}

kernel::named! {
    /// Who sees the numbers of a set.
    pub enum Publication {
        /// Signed-in people of the state agency and the offices.
        Internal = "internal",
        /// Everybody, as they are: the source has published them.
        AsPublished = "as-published",
        /// Everybody, as a plan protects them; signed-in people of the state agency as they are.
        Protected = "protected",
    }
}

kernel::named! {
    /// What became of a version.
    pub enum VersionState {
        /// Read, and waiting for somebody who looks at it.
        Staged = "staged",
        /// Part of the set; the one with the highest number is current.
        Taken = "taken",
        /// Not taken over.
        Withdrawn = "withdrawn",
    }
}

/// A set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataSet {
    /// Its stable name.
    pub key: SetKey,
    /// What its numbers are.
    pub kind: SetKind,
    /// Who sees them.
    pub publication: Publication,
    /// What readers must know.
    pub description: Description,
    /// When it was made.
    pub made_at: Timestamp,
    /// Counts its changes, from 1.
    pub version: i64,
}

/// What a set is called.
pub fn title(set: &DataSet, lang: Lang) -> String {
    let title = set.description.title.get(lang.tag());
    if title.is_empty() {
        set.key.to_string()
    } else {
        title.to_owned()
    }
}

/// What the list of notifiable diseases calls one; its key if the list does not have it.
pub(crate) fn disease(key: &str, lang: Lang) -> &str {
    datasets::disease(key).map_or(key, |known| match lang {
        Lang::De => known.de,
        Lang::En => known.en,
    })
}

/// What a set calls a disease: by its own words, else by the list of notifiable diseases, else its key.
pub(crate) fn disease_in(set: &DataSet, key: &str, lang: Lang) -> String {
    let own = set.description.categories.get(key);
    let own = own.map_or("", |label| label.get(lang.tag()));
    if own.is_empty() {
        disease(key, lang).to_owned()
    } else {
        own.to_owned()
    }
}

/// Marks identifiers of versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SetVersionMark;

/// Identifies a version in the audit trail.
pub type SetVersionId = kernel::Id<SetVersionMark>;

/// A version of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetVersion {
    /// Of which set.
    pub set: SetKey,
    /// Its number in the set, from 1.
    pub number: i64,
    /// Its identifier.
    pub id: SetVersionId,
    /// What became of it.
    pub state: VersionState,
    /// The day on which the numbers stood so (*Datenstand*).
    pub as_of: Date,
    /// The normal form.
    pub file: Digest,
    /// What was uploaded.
    pub source: Digest,
    /// What the upload was called.
    pub source_name: String,
    /// How many numbers it has.
    pub observations: i64,
    /// How many rows were refused.
    pub refused: i64,
    /// What was found while it was read, as JSON.
    pub report: String,
    /// What its columns mean, as JSON, if somebody said so.
    pub mapping: Option<String>,
    /// By what its mapping is found again.
    pub columns_digest: Option<String>,
    /// The list of its rows with errors.
    pub errors: Option<Digest>,
    /// The version that was brought back as this one.
    pub restored_from: Option<i64>,
    /// By whom it was read; nobody at the command line.
    pub imported_by: Option<PersonId>,
    /// When it was read.
    pub imported_at: Timestamp,
    /// When it was taken over.
    pub taken_at: Option<Timestamp>,
    /// Since when everybody could see it as the current one.
    pub public_at: Option<Timestamp>,
    /// When its files were removed, if it was withdrawn.
    pub removed_at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_sets_fit_into_addresses() {
        for good in ["survstat", "zensus-2022", "a"] {
            assert_eq!(
                good.parse::<SetKey>().map(String::from),
                Ok(good.to_owned())
            );
        }
        let long = "a".repeat(LONGEST_KEY + 1);
        for bad in [
            "", "einlesen", "2022", "Ärzte", "a b", "a-", "-a", "A", &long,
        ] {
            assert!(bad.parse::<SetKey>().is_err(), "{bad}");
        }
    }
}
