// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The official municipality key (Amtlicher Gemeindeschlüssel): 2 digits for a state, 5 for a
/// district, 8 for a municipality.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Ags(String);

/// Why a text is not an official municipality key.
#[derive(Debug, thiserror::Error, PartialEq, Eq, Clone)]
#[error(
    "`{0}` is not an official municipality key: expected 2, 5 or 8 digits starting with 01 to 16"
)]
pub struct AgsError(pub String);

impl Ags {
    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key of the state that this key lies in.
    #[must_use]
    pub fn state(&self) -> Self {
        Self(self.0[..2].to_owned())
    }

    /// The key of the district that this key lies in; `None` for the key of a state.
    pub fn district(&self) -> Option<Self> {
        (self.0.len() >= 5).then(|| Self(self.0[..5].to_owned()))
    }

    /// Whether this is the key of a municipality.
    pub fn is_municipality(&self) -> bool {
        self.0.len() == 8
    }

    /// Whether `self` is `other` or lies within it.
    pub fn within(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }
}

impl FromStr for Ags {
    type Err = AgsError;
    fn from_str(text: &str) -> Result<Self, AgsError> {
        let digits = text.trim();
        let ok = matches!(digits.len(), 2 | 5 | 8)
            && digits.bytes().all(|b| b.is_ascii_digit())
            && digits
                .get(..2)
                .and_then(|s| s.parse::<u8>().ok())
                .is_some_and(|s| (1..=16).contains(&s));
        if ok {
            Ok(Self(digits.to_owned()))
        } else {
            Err(AgsError(text.chars().take(40).collect()))
        }
    }
}
impl TryFrom<String> for Ags {
    type Error = AgsError;
    fn try_from(text: String) -> Result<Self, AgsError> {
        text.parse()
    }
}
impl From<Ags> for String {
    fn from(ags: Ags) -> Self {
        ags.0
    }
}
impl fmt::Display for Ags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl fmt::Debug for Ags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ags({})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_keys_of_three_levels() {
        let town: Ags = "03159009".parse().unwrap();
        assert_eq!(town.district().unwrap().as_str(), "03159");
        assert_eq!(town.state().as_str(), "03");
        assert!(town.within(&"03159".parse().unwrap()));
        assert!(!town.within(&"03152".parse().unwrap()));
    }

    #[test]
    fn refuses_other_texts() {
        for text in [
            "",
            "3",
            "003",
            "0315",
            "03159a09",
            "17000",
            "00",
            "031590090",
            "０３",
        ] {
            assert!(text.parse::<Ags>().is_err(), "{text:?}");
        }
    }
}
