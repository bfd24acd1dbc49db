// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How names are compared: spelled alike, begun alike, or sounding alike.
//!
//! What belongs here: comparing what somebody typed with what is kept, without storing either. What does
//! not: reading sealed columns, deciding who somebody is. A hit is a hint for somebody who decides.

mod sought;

use jiff::civil::Date;
use rphonetic::{Cologne, Encoder};

pub use sought::{Born, Fit, Likeness, Sought};

/// A name as it is compared: lower case, without marks, umlauts written out, words apart by one
/// blank.
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            'ä' | 'æ' => folded.push_str("ae"),
            'ö' | 'ø' | 'œ' => folded.push_str("oe"),
            'ü' => folded.push_str("ue"),
            'ß' => folded.push_str("ss"),
            'á' | 'à' | 'â' | 'ã' | 'å' | 'ą' | 'ă' => folded.push('a'),
            'ç' | 'ć' | 'č' => folded.push('c'),
            'ď' | 'đ' => folded.push('d'),
            'é' | 'è' | 'ê' | 'ë' | 'ę' | 'ě' => folded.push('e'),
            'ğ' => folded.push('g'),
            'í' | 'ì' | 'î' | 'ï' | 'ı' => folded.push('i'),
            'ł' => folded.push('l'),
            'ñ' | 'ń' | 'ň' => folded.push('n'),
            'ó' | 'ò' | 'ô' | 'õ' | 'ő' => folded.push('o'),
            'ř' => folded.push('r'),
            'ś' | 'š' | 'ş' => folded.push('s'),
            'ť' | 'ţ' => folded.push('t'),
            'ú' | 'ù' | 'û' | 'ů' | 'ű' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'ź' | 'ż' | 'ž' => folded.push('z'),
            // The dot that Turkish capitals leave behind.
            '\u{307}' | '\'' | '’' | '.' => {}
            letter if letter.is_alphanumeric() => folded.push(letter),
            _ => folded.push(' '),
        }
    }
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How a word sounds (Kölner Phonetik); empty for what has no sound in it.
fn sound(folded: &str) -> String {
    let letters: String = folded.chars().filter(char::is_ascii_alphabetic).collect();
    if letters.is_empty() {
        String::new()
    } else {
        Cologne.encode(&letters)
    }
}

/// What somebody looks for: words of a name, and perhaps a day of birth.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wish {
    words: Vec<(String, String)>,
    born: Option<Date>,
}

impl Wish {
    /// Reads what was typed: `Müller, Kim 02.03.2021`.
    pub fn parse(typed: &str) -> Self {
        let mut wish = Self::default();
        for part in typed.split([' ', ',', ';', '\t', '\n']).take(20) {
            if let Some(day) = day_of(part) {
                wish.born = Some(day);
                continue;
            }
            for word in fold(part).split(' ').filter(|word| !word.is_empty()) {
                wish.words.push((word.to_owned(), sound(word)));
            }
        }
        wish
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.born.is_none()
    }

    /// How well somebody with this name and day of birth (`2021-03-02`) fits, smaller is better; `None` if
    /// she does not. Each word must begin a word of the name or sound like one.
    pub fn fits(&self, name: &str, birth_date: &str) -> Option<u32> {
        if self.born.is_some_and(|day| birth_date != day.to_string()) {
            return None;
        }
        let name = fold(name);
        let parts: Vec<&str> = name.split(' ').collect();
        let mut far = 0;
        for word in &self.words {
            far += distance(word, &parts)? as u32;
        }
        Some(far)
    }
}

/// How far a word and its sound are from the nearest of these words, each folded.
fn distance((word, wanted): &(String, String), parts: &[&str]) -> Option<Likeness> {
    parts
        .iter()
        .filter_map(|part| {
            if part == word {
                Some(Likeness::Spelled)
            } else if part.starts_with(word.as_str()) {
                Some(Likeness::Begun)
            } else if !wanted.is_empty() && sound(part) == *wanted {
                Some(Likeness::Sounding)
            } else {
                None
            }
        })
        .min()
}

/// A day as people type it: `2.3.2021`, or `2021-03-02`.
fn day_of(text: &str) -> Option<Date> {
    if let Ok(day) = text.parse() {
        return text.contains('-').then_some(day);
    }
    let mut parts = text.split('.');
    let mut number = || parts.next()?.parse::<i16>().ok();
    let (day, month, year) = (number()?, number()?, number()?);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_found_as_they_are_spelled_begun_or_heard() {
        let far = |typed: &str| Wish::parse(typed).fits("Müller-Lüdenscheidt Kim", "2021-03-02");
        assert_eq!(far("Mueller"), Some(0));
        assert_eq!(far("kim müller"), Some(0));
        assert_eq!(far("Lüden"), Some(1));
        assert_eq!(far("Miller"), Some(2));
        assert_eq!(far("Müller 2.3.2021"), Some(0));
        assert_eq!(far("2021-03-02"), Some(0));
        assert_eq!(far("Müller 03.03.2021"), None);
        assert_eq!(far("Schmidt"), None);
        assert_eq!(far("Kim Schmidt"), None);
    }

    #[test]
    fn marks_and_signs_do_not_matter() {
        assert_eq!(fold("  D’Angelo-Şahin  "), "dangelo sahin");
        assert_eq!(fold("GROẞ"), "gross");
        assert_eq!(fold("İpek"), "ipek");
        assert!(Wish::parse(" ,; ").is_empty());
    }

    proptest! {
        #[test]
        fn nobody_is_missed_who_is_called_like_that(family in "\\PC{1,20}", given in "\\PC{0,20}") {
            prop_assume!(!fold(&family).is_empty() && day_of(&family).is_none());
            prop_assume!(!family.contains(['-', '.']) );
            let name = format!("{family} {given}");
            prop_assert!(Wish::parse(&family).fits(&name, "2020-01-01").is_some());
        }
    }
}
