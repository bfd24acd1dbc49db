// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is written beside figures: what an indicator or a disease means, what its numbers do not say, where they come from. Pure.
//!
//! Somebody writes a draft in German, English and plain language; somebody else publishes it. What was published stays, with the days on
//! which it is valid.

pub(crate) mod deeds;
pub(crate) mod differences;
pub(crate) mod shown;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{Lang, PersonId};
use serde::{Deserialize, Serialize};

/// The longest text of one field, in characters.
pub(crate) const LONGEST: usize = 8_000;

kernel::named! {
    /// What a text is about.
    pub enum SubjectKind {
        /// An indicator.
        Indicator = "indicator",
        /// A notifiable disease.
        Disease = "disease",
    }
}

impl SubjectKind {
    /// Its name in addresses.
    pub(crate) fn segment(self) -> &'static str {
        match self {
            Self::Indicator => "indikator",
            Self::Disease => "krankheit",
        }
    }

    pub(crate) fn of_segment(segment: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|one| one.segment() == segment)
    }
}

/// What a text is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Subject {
    pub(crate) kind: SubjectKind,
    pub(crate) key: String,
}

impl Subject {
    pub(crate) fn new(kind: SubjectKind, key: &str) -> Self {
        Self {
            kind,
            key: key.to_owned(),
        }
    }

    /// Where its text is worked on.
    pub(crate) fn path(&self) -> String {
        let key = web::form::encode_component(&self.key);
        format!("/texte/{}/{key}", self.kind.segment())
    }
}

kernel::named! {
    /// In which words.
    pub enum Tongue {
        /// German.
        German = "de",
        /// English.
        English = "en",
        /// German in short sentences and plain words.
        Plain = "plain",
    }
}

impl Tongue {
    /// What readers of a language get.
    pub(crate) fn of(lang: Lang) -> Self {
        match lang {
            Lang::De => Self::German,
            Lang::En => Self::English,
        }
    }
}

kernel::named! {
    /// A part of a text.
    pub enum Part {
        /// What it is about.
        Meaning = "meaning",
        /// What the numbers do not say.
        Limits = "limits",
        /// Where they come from.
        Source = "source",
    }
}

/// The name of a field of the texts.
pub(crate) fn field(tongue: Tongue, part: Part) -> String {
    format!("{tongue}-{part}")
}

/// All texts about something, with the days on which they are valid.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Content {
    /// Texts by [`field`], in the Markdown of forms; empty ones are not there.
    pub(crate) texts: BTreeMap<String, String>,
    /// The first day.
    pub(crate) valid_from: Option<Date>,
    /// The last day.
    pub(crate) valid_until: Option<Date>,
}

impl Content {
    /// One of the texts; it may be empty.
    pub(crate) fn text(&self, tongue: Tongue, part: Part) -> &str {
        let text = self.texts.get(&field(tongue, part));
        text.map_or("", String::as_str)
    }

    /// Whether nothing is written in these words.
    pub(crate) fn lacks(&self, tongue: Tongue) -> bool {
        Part::ALL
            .iter()
            .all(|part| self.text(tongue, *part).is_empty())
    }

    /// Whether it is valid on a day.
    pub(crate) fn is_valid_on(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|first| first <= day)
            && self.valid_until.is_none_or(|last| day <= last)
    }

    /// Why it cannot be published yet, as the end of a message key.
    pub(crate) fn fault(&self) -> Option<(&'static str, &'static str)> {
        if self.text(Tongue::German, Part::Meaning).is_empty() {
            return Some(("de-meaning", "indicators-texts-meaning-missing"));
        }
        self.fault_of_days()
    }

    /// What is wrong with its days.
    pub(crate) fn fault_of_days(&self) -> Option<(&'static str, &'static str)> {
        let ends_before = self.valid_from.zip(self.valid_until);
        ends_before
            .filter(|(first, last)| last < first)
            .map(|_| ("gueltig_bis", "indicators-texts-days-wrong"))
    }
}

/// A draft as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Draft {
    pub(crate) subject: Subject,
    /// For the audit trail.
    pub(crate) id: uuid::Uuid,
    pub(crate) content: Content,
    /// Nobody in the demo.
    pub(crate) written_by: Option<PersonId>,
    pub(crate) written_at: Timestamp,
    /// Counts its changes, from 1.
    pub(crate) version: i64,
}

/// What was published.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::struct_field_names,
    reason = "by whom and when is said of writing, too"
)]
pub(crate) struct Published {
    pub(crate) number: i64,
    pub(crate) content: Content,
    pub(crate) written_by: Option<PersonId>,
    pub(crate) published_by: Option<PersonId>,
    pub(crate) published_at: Timestamp,
}

/// Of what was published, the latest first, what is shown on a day.
pub(crate) fn current(versions: &[Published], day: Date) -> Option<&Published> {
    versions.iter().find(|one| one.content.is_valid_on(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published(number: i64, from: Option<&str>, until: Option<&str>) -> Published {
        let day = |text: Option<&str>| text.map(|text| text.parse().unwrap());
        Published {
            number,
            content: Content {
                valid_from: day(from),
                valid_until: day(until),
                ..Content::default()
            },
            written_by: None,
            published_by: None,
            published_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn of_the_valid_texts_the_latest_is_shown() {
        let versions = [
            published(3, Some("2027-01-01"), None),
            published(2, Some("2026-03-01"), Some("2026-04-30")),
            published(1, None, None),
        ];
        let shown = |day: &str| current(&versions, day.parse().unwrap()).map(|one| one.number);
        assert_eq!(shown("2026-02-28"), Some(1));
        assert_eq!(shown("2026-03-01"), Some(2));
        assert_eq!(shown("2026-04-30"), Some(2));
        assert_eq!(shown("2026-05-01"), Some(1));
        assert_eq!(shown("2027-01-01"), Some(3));
        assert_eq!(current(&versions[..2], "2026-05-01".parse().unwrap()), None);
    }

    #[test]
    fn a_text_needs_a_meaning_and_days_in_order() {
        let mut content = published(1, Some("2026-03-01"), Some("2026-02-01")).content;
        assert_eq!(content.fault().map(|(field, _)| field), Some("de-meaning"));
        let meaning = field(Tongue::German, Part::Meaning);
        content.texts.insert(meaning, "Ein Satz.".to_owned());
        assert_eq!(content.fault().map(|(field, _)| field), Some("gueltig_bis"));
        content.valid_until = None;
        assert_eq!(content.fault(), None);
        assert!(content.lacks(Tongue::English) && !content.lacks(Tongue::German));
    }
}
