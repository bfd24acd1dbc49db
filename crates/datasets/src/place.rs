// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Where something was counted: Germany, a state, a district or a municipality, by its key.

use std::fmt;
use std::str::FromStr;

use kernel::Ags;
use serde::{Deserialize, Serialize};

/// How large a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Germany as a whole.
    Country,
    /// A state, two digits.
    State,
    /// A district, five digits.
    District,
    /// A municipality, eight digits.
    Municipality,
}

/// A place by its official key. Written as `00` (Germany), `03`, `03159` or `03159016`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Place(u32);

/// Why a text is no key of a place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not the key of a place: expected 00, or 2, 5 or 8 digits starting with 01 to 16")]
pub struct PlaceError(pub String);

impl Place {
    /// Germany as a whole.
    pub const GERMANY: Self = Self(0);

    /// How large it is.
    pub fn level(self) -> Level {
        // The numbers of the levels do not meet: 0, 1 to 16, 1000 to 16999, 1000000 to 16999999.
        match self.0 {
            0 => Level::Country,
            1..=16 => Level::State,
            17..=99_999 => Level::District,
            _ => Level::Municipality,
        }
    }

    /// Its key; none of Germany.
    pub fn ags(self) -> Option<Ags> {
        (self.0 > 0).then(|| self.to_string().parse().ok())?
    }

    /// The place that it lies in at a larger level; itself at its own.
    #[must_use]
    pub fn at(self, level: Level) -> Option<Self> {
        let parts = match (self.level(), level) {
            (own, wanted) if own == wanted => 1,
            (_, Level::Country) => return Some(Self::GERMANY),
            (Level::Municipality, Level::State) => 1_000_000,
            (Level::Municipality, Level::District) | (Level::District, Level::State) => 1_000,
            _ => return None,
        };
        Some(Self(self.0 / parts))
    }

    /// Whether it lies in another place and is smaller.
    pub fn lies_in(self, other: Self) -> bool {
        self.level() > other.level() && self.at(other.level()) == Some(other)
    }

    pub(crate) fn number(self) -> u32 {
        self.0
    }
}

impl From<&Ags> for Place {
    fn from(ags: &Ags) -> Self {
        // A key has at most eight digits.
        Self(ags.as_str().parse().unwrap_or(0))
    }
}

impl FromStr for Place {
    type Err = PlaceError;

    fn from_str(text: &str) -> Result<Self, PlaceError> {
        if text.trim() == "00" {
            return Ok(Self::GERMANY);
        }
        let ags: Ags = text
            .parse()
            .map_err(|_| PlaceError(text.chars().take(40).collect()))?;
        Ok(Self::from(&ags))
    }
}

impl TryFrom<String> for Place {
    type Error = PlaceError;
    fn try_from(text: String) -> Result<Self, PlaceError> {
        text.parse()
    }
}

impl From<Place> for String {
    fn from(place: Place) -> Self {
        place.to_string()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.level() {
            Level::Country | Level::State => write!(f, "{:02}", self.0),
            Level::District => write!(f, "{:05}", self.0),
            Level::Municipality => write!(f, "{:08}", self.0),
        }
    }
}

/// A key as files write it: also without the zero that spreadsheet programs drop, as a regional key of twelve digits,
/// and as `DG` for Germany. The second says that a zero was put back.
pub(crate) fn key_of(text: &str) -> Option<(Place, bool)> {
    let text = text.trim();
    let text = text.strip_suffix(".0").unwrap_or(text);
    if matches!(text, "DG" | "0" | "00" | "DE") {
        return Some((Place::GERMANY, false));
    }
    if text.is_empty() || text.len() > 12 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (key, added) = match text.len() {
        1 | 4 | 7 => (format!("0{text}"), true),
        2 | 5 | 8 => (text.to_owned(), false),
        // State, region, district, association (four digits), municipality.
        12 => (format!("{}{}", &text[..5], &text[9..]), false),
        11 => (format!("0{}{}", &text[..4], &text[8..]), true),
        _ => return None,
    };
    let place: Place = key.parse().ok()?;
    Some((place, added))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_four_levels_are_written_as_they_are_read() {
        for (key, level) in [
            ("00", Level::Country),
            ("03", Level::State),
            ("16", Level::State),
            ("01001", Level::District),
            ("16077", Level::District),
            ("01001000", Level::Municipality),
            ("16077056", Level::Municipality),
        ] {
            let place: Place = key.parse().unwrap();
            assert_eq!((place.to_string().as_str(), place.level()), (key, level));
        }
        assert!("17".parse::<Place>().is_err());
        assert!("0315".parse::<Place>().is_err());
    }

    #[test]
    fn a_place_lies_in_larger_ones_only() {
        let place = |key: &str| key.parse::<Place>().unwrap();
        assert!(place("03159016").lies_in(place("03159")));
        assert!(place("03159").lies_in(place("03")));
        assert!(place("03").lies_in(Place::GERMANY));
        assert!(!place("03159").lies_in(place("03159")));
        assert!(!place("03").lies_in(place("03159")));
        assert!(!place("03459").lies_in(place("04")));
    }

    #[test]
    fn a_lost_zero_is_put_back_and_said() {
        let read = |text: &str| key_of(text).map(|(place, added)| (place.to_string(), added));
        assert_eq!(read("3159"), Some(("03159".to_owned(), true)));
        assert_eq!(read("3"), Some(("03".to_owned(), true)));
        assert_eq!(read("3159016"), Some(("03159016".to_owned(), true)));
        assert_eq!(read("031590016016"), Some(("03159016".to_owned(), false)));
        assert_eq!(read("DG"), Some(("00".to_owned(), false)));
        assert_eq!(read("315901"), None);
        assert_eq!(read("99"), None);
        assert_eq!(read("Göttingen"), None);
    }
}
