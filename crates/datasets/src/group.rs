// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Of which people an observation is: all, those of an age and sex, or those of whom it is not known; and the ways in which
//! people write that.

use std::fmt;

use kernel::{AgeGroup, Sex};
use serde::{Deserialize, Serialize};

/// Words for everybody.
const ALL: [&str; 12] = [
    "gesamt",
    "insgesamt",
    "alle",
    "total",
    "all",
    "summe",
    "zusammen",
    "00+",
    "0+",
    "alle altersgruppen",
    "alle altersklassen",
    "a00+",
];

/// Words for somebody of whom it is not known.
const UNKNOWN: [&str; 14] = [
    "unbekannt",
    "unbek",
    "unbek.",
    "unknown",
    "k.a.",
    "k. a.",
    "keine angabe",
    "ohne angabe",
    "nicht ermittelbar",
    "-nicht ermittelbar-",
    "nicht erhoben",
    "-nicht erhoben-",
    "a999",
    "unbekanntes alter",
];

/// Whether a text says that all are meant.
pub(crate) fn says_all(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    ALL.contains(&text.as_str())
}

/// Whether a text says that it is not known.
pub(crate) fn says_unknown(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    UNKNOWN.contains(&text.as_str())
}

/// Of which ages people are.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Ages {
    /// Everybody, also those whose age is not known.
    #[default]
    All,
    /// Those in a group.
    Group(AgeGroup),
    /// Those whose age is not known.
    Unknown,
}

impl Ages {
    /// Those between two ages in completed years, both included; nothing if ages do not go up.
    pub fn between(from: u8, to: u8) -> Option<Self> {
        AgeGroup::new(from, to).ok().map(Self::Group)
    }

    /// Those from an age on: everybody, if that is 0.
    pub fn and_older(from: u8) -> Option<Self> {
        if from == 0 {
            return Some(Self::All);
        }
        AgeGroup::and_older(from).ok().map(Self::Group)
    }

    /// A text as an age group, in the notations that occur: `00+`, `00-04`, `A05..14`, `80+`, `unter 3 Jahre`, `3 bis
    /// unter 6 Jahre`, `65 und älter`, `7`, `Unbekannt`, `Insgesamt`. Nothing for other texts.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > 60 {
            return None;
        }
        if says_all(text) {
            return Some(Self::All);
        }
        if says_unknown(text) {
            return Some(Self::Unknown);
        }
        let text = text.trim().to_lowercase();
        // The words that mean nothing here.
        let mut plain = text
            .replace(['–', '—'], "-")
            .replace("..", "-")
            .replace("alterjahr", " ");
        for word in [
            "altersgruppe",
            "jährige",
            "jahren",
            "jahre",
            "jahr",
            "years",
            "alter ",
            "j.",
        ] {
            plain = plain.replace(word, " ");
        }
        let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        let age = |text: &str| {
            let text = text.trim().trim_start_matches('a');
            let fits =
                !text.is_empty() && text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit());
            fits.then(|| text.parse::<u8>().ok())?
                .filter(|age| *age <= AgeGroup::OLDEST)
        };
        for above in [
            "+",
            " und älter",
            " und mehr",
            " u. ä.",
            " u.ä.",
            " und aelter",
            " and over",
            " and older",
            "plus",
        ] {
            if let Some(from) = plain.strip_suffix(above) {
                return Self::and_older(age(from)?);
            }
        }
        for below in ["unter ", "under ", "<", "u "] {
            if let Some(to) = plain.strip_prefix(below) {
                return Self::between(0, age(to)?.checked_sub(1)?);
            }
        }
        for over in [">=", "ab ", "über ", "≥"] {
            if let Some(from) = plain.strip_prefix(over) {
                let from = age(from)?;
                return Self::and_older(if over == "über " { from + 1 } else { from });
            }
        }
        for (between, below) in [
            (" bis unter ", true),
            (" bis ", false),
            ("-", false),
            (" - ", false),
            ("_", false),
        ] {
            if let Some((from, to)) = plain.split_once(between) {
                let (from, to) = (age(from)?, age(to)?);
                return Self::between(from, if below { to.checked_sub(1)? } else { to });
            }
        }
        let one = age(&plain)?;
        Self::between(one, one)
    }

    /// The first and the last age; nothing if it is not known.
    pub fn ages(self) -> Option<(u8, u8)> {
        match self {
            Self::All => Some((0, AgeGroup::OLDEST)),
            Self::Group(group) => Some((group.from(), group.to().unwrap_or(AgeGroup::OLDEST))),
            Self::Unknown => None,
        }
    }

    /// Whether it holds another group and more than that.
    pub fn holds(self, other: Self) -> bool {
        match (self.ages(), other.ages()) {
            (Some(_), None) => self == Self::All,
            (Some((from, to)), Some((first, last))) => self != other && from <= first && last <= to,
            (None, _) => false,
        }
    }

    pub(crate) fn packed(self) -> u16 {
        match self {
            Self::All => 0,
            Self::Group(group) => {
                u16::from(group.from()) << 8 | u16::from(group.to().unwrap_or(0xfe))
            }
            Self::Unknown => 0xffff,
        }
    }
}

impl fmt::Display for Ages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("00+"),
            Self::Group(group) => match (group.from(), group.to()) {
                (from, None) => write!(f, "{from:02}+"),
                (from, Some(to)) if from == to => write!(f, "{from:02}"),
                (from, Some(to)) => write!(f, "{from:02}-{to:02}"),
            },
            Self::Unknown => f.write_str("unknown"),
        }
    }
}

/// Of which sex people are.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Sexes {
    /// Everybody, also those whose sex is not known.
    #[default]
    All,
    /// Those of one, or those of whom it is not known.
    Only(Sex),
}

impl Sexes {
    /// A text as a sex, in German or English, whole or as a letter, or as GENESIS writes it. Nothing for other texts.
    pub fn parse(text: &str) -> Option<Self> {
        if says_all(text) {
            return Some(Self::All);
        }
        if says_unknown(text) {
            return Some(Self::Only(Sex::Unknown));
        }
        Some(Self::Only(match text.trim().to_lowercase().as_str() {
            "w" | "f" | "weiblich" | "female" | "frauen" | "frau" | "mädchen" | "gesw"
            | "women" => Sex::Female,
            "m" | "männlich" | "male" | "männer" | "mann" | "jungen" | "gesm" | "maennlich"
            | "men" => Sex::Male,
            "d" | "divers" | "diverse" => Sex::Diverse,
            "u" | "x" => Sex::Unknown,
            _ => return None,
        }))
    }

    pub(crate) fn packed(self) -> usize {
        match self {
            Self::All => 0,
            Self::Only(sex) => sex.index() + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ages_are_read_in_all_their_spellings() {
        for (text, wanted) in [
            ("00+", "00+"),
            ("Insgesamt", "00+"),
            ("00-04", "00-04"),
            ("00-4", "00-04"),
            ("A00..04", "00-04"),
            ("A00-A04", "00-04"),
            ("5 bis 14 Jahre", "05-14"),
            ("3 bis unter 6 Jahre", "03-05"),
            ("unter 3 Jahre", "00-02"),
            ("<1", "00-00"),
            ("80+", "80+"),
            ("A80+", "80+"),
            ("65 Jahre und älter", "65+"),
            ("100 Jahre und mehr", "100+"),
            ("85 u. ä.", "85+"),
            ("7", "07"),
            ("15 – 34", "15-34"),
            ("Unbekannt", "unknown"),
        ] {
            let found = Ages::parse(text).map(|age| age.to_string());
            let wanted = if wanted == "00-00" { "00" } else { wanted };
            assert_eq!(found.as_deref(), Some(wanted), "{text}");
        }
        for text in [
            "",
            "14-5",
            "200",
            "Mai 14",
            "05. Dez",
            "LK Göttingen",
            "unter 0",
            "-",
        ] {
            assert_eq!(Ages::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_group_holds_its_parts_and_not_itself() {
        let age = |text| Ages::parse(text).unwrap();
        assert!(age("00+").holds(age("80+")));
        assert!(age("00+").holds(age("Unbekannt")));
        assert!(age("0-14").holds(age("5-14")));
        assert!(age("15+").holds(age("60+")));
        assert!(!age("5-14").holds(age("5-14")));
        assert!(!age("0-4").holds(age("4-6")));
        assert!(!age("Unbekannt").holds(age("0-4")));
    }

    #[test]
    fn sexes_are_read_in_two_languages() {
        for (text, sex) in [
            ("männlich", Sexes::Only(Sex::Male)),
            ("W", Sexes::Only(Sex::Female)),
            ("female", Sexes::Only(Sex::Female)),
            ("divers", Sexes::Only(Sex::Diverse)),
            ("unbekannt", Sexes::Only(Sex::Unknown)),
            ("Insgesamt", Sexes::All),
            ("GESW", Sexes::Only(Sex::Female)),
        ] {
            assert_eq!(Sexes::parse(text), Some(sex), "{text}");
        }
        assert_eq!(Sexes::parse("3"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_an_age_group_or_none(text in "\\PC{0,14}") {
            if let Some(age) = Ages::parse(&text) {
                prop_assert!(age.ages().is_none_or(|(from, to)| from <= to && to <= AgeGroup::OLDEST));
            }
        }
    }
}
