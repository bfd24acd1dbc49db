// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How groups of people are told apart in figures: by age and by sex.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Completed years of age: from one to another, both included, or from one on. Written `0`, `1-4` or `90+`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AgeGroup {
    from: u8,
    to: Option<u8>,
}

/// Why something is no age group.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AgeGroupError {
    /// A text is none; cut to 40 characters.
    #[error(
        "`{0}` is no age group: expected completed years such as 0, 1-4, 85-89 or 90+, up to {max}",
        max = AgeGroup::OLDEST
    )]
    Text(String),
    /// It ends before it begins, or above [`AgeGroup::OLDEST`].
    #[error(
        "an age group from {from} to {to} is none: ages go up, to {max} at most",
        max = AgeGroup::OLDEST
    )]
    Range {
        /// Its first year.
        from: u8,
        /// Its last year.
        to: u8,
    },
}

impl AgeGroup {
    /// The highest age in completed years.
    pub const OLDEST: u8 = 150;

    /// Of 0 to [`AgeGroup::OLDEST`] completed years, both ends included.
    pub const fn new(from: u8, to: u8) -> Result<Self, AgeGroupError> {
        if from <= to && to <= Self::OLDEST {
            Ok(Self { from, to: Some(to) })
        } else {
            Err(AgeGroupError::Range { from, to })
        }
    }

    /// Of so many completed years and more.
    pub const fn and_older(from: u8) -> Result<Self, AgeGroupError> {
        if from <= Self::OLDEST {
            Ok(Self { from, to: None })
        } else {
            Err(AgeGroupError::Range { from, to: from })
        }
    }

    /// The first year.
    pub fn from(self) -> u8 {
        self.from
    }

    /// The last year; none if there is no last one.
    pub fn to(self) -> Option<u8> {
        self.to
    }

    /// The year after the last one; what is open ends above all others.
    pub fn end(self) -> u16 {
        self.to.map_or(u16::MAX, |to| u16::from(to) + 1)
    }

    /// Whether somebody of so many completed years is in it.
    pub fn holds(self, years: u8) -> bool {
        self.from <= years && u16::from(years) < self.end()
    }

    /// From the first year of this group to the last of another one, which must not end before this begins.
    #[must_use]
    pub fn through(self, last: Self) -> Self {
        Self {
            from: self.from,
            to: last.to,
        }
    }
}

impl fmt::Display for AgeGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to {
            None => write!(f, "{}+", self.from),
            Some(to) if to == self.from => write!(f, "{to}"),
            Some(to) => write!(f, "{}-{to}", self.from),
        }
    }
}

impl From<AgeGroup> for String {
    fn from(group: AgeGroup) -> Self {
        group.to_string()
    }
}

impl TryFrom<String> for AgeGroup {
    type Error = AgeGroupError;

    fn try_from(text: String) -> Result<Self, AgeGroupError> {
        text.parse()
    }
}

/// `0`, `1-4`, `01–04`, `90+`, as tables name them.
impl FromStr for AgeGroup {
    type Err = AgeGroupError;

    fn from_str(text: &str) -> Result<Self, AgeGroupError> {
        let error = || AgeGroupError::Text(text.chars().take(40).collect());
        let year = |digits: &str| {
            let digits = digits.trim();
            let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            plain
                .then(|| digits.parse::<u8>().ok())
                .flatten()
                .ok_or_else(error)
        };
        let text = text.trim();
        if let Some(from) = text.strip_suffix('+') {
            return Self::and_older(year(from)?);
        }
        match text.split_once(['-', '–']) {
            Some((from, to)) => Self::new(year(from)?, year(to)?),
            None => year(text).and_then(|year| Self::new(year, year)),
        }
    }
}

crate::named! {
    /// Sex as it is notified.
    pub enum Sex {
        /// Female.
        Female = "female",
        /// Male.
        Male = "male",
        /// Diverse.
        Diverse = "diverse",
        /// Not known, or not said.
        Unknown = "unknown",
    }
}

impl Sex {
    /// Its place in [`Sex::ALL`], from 0.
    pub fn index(self) -> usize {
        self as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_read_as_tables_name_them() {
        for (text, shown) in [
            ("0", "0"),
            ("00-04", "0-4"),
            ("1–4", "1-4"),
            ("90+", "90+"),
            (" 85 - 89 ", "85-89"),
            ("7-7", "7"),
        ] {
            assert_eq!(text.parse::<AgeGroup>().unwrap().to_string(), shown);
        }
        for text in [
            "", "+", "-4", "4-", "4-1", "u", "151", "0-151", "300", "1-2-3", "+5", "200+",
        ] {
            assert!(text.parse::<AgeGroup>().is_err(), "{text:?}");
        }
        let endless = "9".repeat(1_000);
        assert!(endless.parse::<AgeGroup>().unwrap_err().to_string().len() < 200);
    }

    #[test]
    fn a_group_holds_both_its_ends() {
        let group: AgeGroup = "5-14".parse().unwrap();
        assert_eq!(
            [4, 5, 14, 15].map(|years| group.holds(years)),
            [false, true, true, false]
        );
        assert!(AgeGroup::and_older(80).unwrap().holds(u8::MAX));
    }

    #[test]
    fn sexes_know_their_place() {
        for (at, sex) in Sex::ALL.iter().enumerate() {
            assert_eq!(sex.index(), at);
        }
    }
}
