// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The few words that a page itself needs, in German and, for all other languages, in English.

/// Words in the language of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Words {
    De,
    En,
}

impl Words {
    pub(crate) fn of(lang: &str) -> Self {
        match primary(lang).as_str() {
            "de" => Self::De,
            _ => Self::En,
        }
    }

    fn pick(self, de: &'static str, en: &'static str) -> &'static str {
        match self {
            Self::De => de,
            Self::En => en,
        }
    }

    pub(crate) fn page(self, number: usize, of: usize) -> String {
        match self {
            Self::De => format!("Seite {number} von {of}"),
            Self::En => format!("Page {number} of {of}"),
        }
    }

    pub(crate) fn required(self) -> &'static str {
        self.pick("Pflichtangabe", "required")
    }

    pub(crate) fn no_answer(self) -> &'static str {
        self.pick("keine Angabe", "no answer")
    }

    pub(crate) fn ticked(self, ticked: bool) -> &'static str {
        if ticked {
            self.pick("angekreuzt", "ticked")
        } else {
            self.pick("nicht angekreuzt", "not ticked")
        }
    }

    pub(crate) fn lines(self, count: usize) -> String {
        match (self, count) {
            (Self::De, 1) => "Leeres Feld, eine Zeile".to_owned(),
            (Self::De, _) => format!("Leeres Feld, {count} Zeilen"),
            (Self::En, 1) => "Empty field, one line".to_owned(),
            (Self::En, _) => format!("Empty field, {count} lines"),
        }
    }

    /// What boxes for single characters say: how many are empty, what stands in them.
    pub(crate) fn cells(self, pattern: &str, unit: &str) -> String {
        let boxes = pattern.chars().filter(|c| c.is_alphanumeric() || *c == '_');
        let content: String = pattern.chars().filter(|c| *c != '_').collect();
        let mut text = match self {
            Self::De => format!("Feld mit {} Kästchen", boxes.count()),
            Self::En => format!("Field of {} boxes", boxes.count()),
        };
        for part in [content.trim(), unit.trim()] {
            if !part.is_empty() {
                text.push_str(", ");
                text.push_str(part);
            }
        }
        text
    }

    pub(crate) fn signature(self, signed: bool) -> &'static str {
        if signed {
            self.pick("Bild der Unterschrift", "Picture of the signature")
        } else {
            self.pick("Leeres Feld zum Unterschreiben", "Empty field to sign in")
        }
    }

    pub(crate) fn picture(self) -> &'static str {
        self.pick("Bild ohne Beschreibung", "Picture without description")
    }

    pub(crate) fn unreadable_picture(self) -> &'static str {
        self.pick(
            "Das Bild kann nicht gezeigt werden.",
            "The picture cannot be shown.",
        )
    }

    /// Which columns a part of a wide table shows, counted from 1.
    pub(crate) fn columns(self, from: usize, to: usize) -> String {
        match self {
            Self::De => format!("Spalten {from} bis {to}"),
            Self::En => format!("Columns {from} to {to}"),
        }
    }
}

/// The first subtag in small letters: `de` of `de-AT`.
pub(crate) fn primary(lang: &str) -> String {
    lang.split(['-', '_'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase()
}

/// Whether `lang` has the form of a language tag after BCP 47, as documents need one.
pub fn is_tag(lang: &str) -> bool {
    let mut parts = lang.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=8).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_languages_are_told_from_other_words() {
        for tag in ["de", "de-DE", "sr-Latn", "en-GB", "zh-Hant-TW"] {
            assert!(is_tag(tag), "{tag}");
        }
        for word in ["", "d", "de_DE", "de-", "Deutsch (de)", "12"] {
            assert!(!is_tag(word), "{word}");
        }
    }

    #[test]
    fn boxes_say_what_stands_in_them() {
        assert_eq!(
            Words::De.cells("TT.MM.JJJJ", ""),
            "Feld mit 8 Kästchen, TT.MM.JJJJ"
        );
        assert_eq!(Words::En.cells("___", "kg"), "Field of 3 boxes, kg");
    }
}
