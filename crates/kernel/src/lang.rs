// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language of the interface. German comes first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// German, the default.
    #[default]
    De,
    /// English.
    En,
}

impl Lang {
    /// All languages of the interface, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::De, Self::En];

    /// The BCP 47 tag: `de` or `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::De => "de",
            Self::En => "en",
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Lang {
    type Err = ();
    /// Reads a BCP 47 tag by its primary subtag (`de-AT` is German).
    fn from_str(text: &str) -> Result<Self, ()> {
        match text
            .split(['-', '_'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase()
            .as_str()
        {
            "de" => Ok(Self::De),
            "en" => Ok(Self::En),
            _ => Err(()),
        }
    }
}

/// A text in several languages, keyed by BCP 47 tag: what authors write, not what the interface says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Localized(pub BTreeMap<String, String>);

impl Localized {
    /// A text that is known in one language.
    pub fn one(lang: &str, text: impl Into<String>) -> Self {
        Self(BTreeMap::from([(lang.to_owned(), text.into())]))
    }

    /// The same text in German and in English, such as a name.
    pub fn same(text: &str) -> Self {
        Self::both(text, text)
    }

    /// A text in German and in English; an empty one is not there.
    pub fn both(german: impl Into<String>, english: impl Into<String>) -> Self {
        let texts = [("de", german.into()), ("en", english.into())];
        let texts = texts.into_iter().filter(|(_, text)| !text.is_empty());
        Self(texts.map(|(lang, text)| (lang.to_owned(), text)).collect())
    }

    /// The texts of this one, and of another one in the languages that this one does not have.
    #[must_use]
    pub fn completed(mut self, other: Self) -> Self {
        for (lang, text) in other.0 {
            let own = self.0.entry(lang).or_default();
            if own.is_empty() {
                *own = text;
            }
        }
        self
    }

    /// Whether no language has a text.
    pub fn is_empty(&self) -> bool {
        self.0.values().all(String::is_empty)
    }

    /// The text in `lang`, else in German, else in any language, else empty.
    pub fn get(&self, lang: &str) -> &str {
        self.0
            .get(lang)
            .or_else(|| self.0.get("de"))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }
}
