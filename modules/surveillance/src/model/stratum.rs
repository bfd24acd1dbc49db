// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Who is counted in a series.

use std::fmt;
use std::str::FromStr;

use kernel::{AgeGroup, Sex};

/// Everybody, one sex or one age group. Written `all`, `sex:female`, `age:0-4`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stratum {
    /// Everybody, also those of whom neither age nor sex is known.
    All,
    /// Cases of one sex.
    Sex(Sex),
    /// Cases of one age group.
    Age(AgeGroup),
}

/// A text that names no stratum.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no stratum: expected all, sex:female or age:0-4")]
pub struct NoStratum;

impl fmt::Display for Stratum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::Sex(sex) => write!(f, "sex:{sex}"),
            Self::Age(group) => write!(f, "age:{group}"),
        }
    }
}

impl FromStr for Stratum {
    type Err = NoStratum;

    fn from_str(text: &str) -> Result<Self, NoStratum> {
        match text.split_once(':') {
            None if text == "all" => Ok(Self::All),
            Some(("sex", sex)) => sex.parse().map(Self::Sex).map_err(|_| NoStratum),
            Some(("age", group)) => group.parse().map(Self::Age).map_err(|_| NoStratum),
            _ => Err(NoStratum),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stratum_is_written_and_read_the_same() {
        for text in [
            "all",
            "sex:female",
            "sex:unknown",
            "age:0-4",
            "age:80+",
            "age:1",
        ] {
            assert_eq!(text.parse::<Stratum>().unwrap().to_string(), text);
        }
        for text in ["", "ALL", "sex:", "sex:all", "age:4-0", "place:03"] {
            assert_eq!(text.parse::<Stratum>(), Err(NoStratum), "{text}");
        }
    }
}
