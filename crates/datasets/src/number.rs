// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Numbers as people write them in tables.

use serde::{Deserialize, Serialize};

/// How a table writes numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Notation {
    /// `1234.5`: the fraction behind a point, thousands behind commas if at all.
    #[default]
    English,
    /// `1.234,5`: the fraction behind a comma, thousands behind points if at all.
    German,
}

/// Why a text is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotANumber {
    /// It is something else.
    Other,
    /// It is one in the other notation, and perhaps another one in this.
    Notation,
    /// It is infinite, or larger than can be counted.
    Infinite,
    /// It is below zero where something is counted.
    Negative,
    /// It has a fraction where something is counted.
    Fraction,
}

/// A finite number.
pub(crate) fn value(text: &str, notation: Notation) -> Result<f64, NotANumber> {
    let plain = plain(text, notation)?;
    let number: f64 = plain.parse().map_err(|_| NotANumber::Other)?;
    if number.is_finite() {
        Ok(number)
    } else {
        Err(NotANumber::Infinite)
    }
}

/// A whole number from zero on. `12.0` is one, because spreadsheet programs write it.
pub(crate) fn count(text: &str, notation: Notation) -> Result<u64, NotANumber> {
    // Nearly all.
    if !text.is_empty() && text.len() <= 18 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().map_err(|_| NotANumber::Other);
    }
    let plain = plain(text, notation)?;
    if plain.starts_with('-') {
        return match plain.parse::<f64>() {
            Ok(_) => Err(NotANumber::Negative),
            Err(_) => Err(NotANumber::Other),
        };
    }
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    if fraction.bytes().any(|byte| byte != b'0') {
        let looks = fraction.len() == 3 && notation == Notation::English;
        return Err(match fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            true if looks => NotANumber::Notation,
            true => NotANumber::Fraction,
            false => NotANumber::Other,
        });
    }
    // `1.000` is a thousand or one.
    if fraction.len() == 3 && notation == Notation::English {
        return Err(NotANumber::Notation);
    }
    if whole.is_empty() || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NotANumber::Other);
    }
    whole.parse().map_err(|_| NotANumber::Infinite)
}

/// The number with a point before its fraction and nothing between its thousands.
fn plain(text: &str, notation: Notation) -> Result<String, NotANumber> {
    let text = text.trim();
    if text.is_empty() || text.len() > 40 {
        return Err(NotANumber::Other);
    }
    let lower = text.to_lowercase();
    if ["inf", "-inf", "+inf", "infinity", "∞", "unendlich"].contains(&lower.as_str()) {
        return Err(NotANumber::Infinite);
    }
    // A spreadsheet program marks texts so.
    let text = text.strip_prefix('\'').unwrap_or(text);
    let mut text: String = text
        .chars()
        .map(|letter| match letter {
            ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’' => '_',
            '−' => '-',
            other => other,
        })
        .collect();
    if text.contains('_') {
        let whole = text.split(['.', ',']).next().unwrap_or_default();
        let fraction = text.get(whole.len()..).unwrap_or_default();
        if !in_thousands(whole, '_') || fraction.contains('_') {
            return Err(NotANumber::Other);
        }
        text = text.replace('_', "");
    }
    let known = |byte: u8| byte.is_ascii_digit() || b"+-.,eE".contains(&byte);
    if !text.bytes().all(known) || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Err(NotANumber::Other);
    }
    let (thousands, fraction) = match notation {
        Notation::English => (',', '.'),
        Notation::German => ('.', ','),
    };
    let (whole, rest) = text.split_once(fraction).unwrap_or((&text, ""));
    if rest.contains([thousands, fraction]) {
        return Err(NotANumber::Notation);
    }
    let whole = if whole.contains(thousands) {
        if !in_thousands(whole, thousands) {
            return Err(NotANumber::Notation);
        }
        whole.replace(thousands, "")
    } else {
        whole.to_owned()
    };
    Ok(if rest.is_empty() {
        whole
    } else {
        format!("{whole}.{rest}")
    })
}

/// Whether a sign stands where thousands are parted: `1.234.567`.
fn in_thousands(whole: &str, sign: char) -> bool {
    let mut groups = whole.trim_start_matches(['-', '+']).split(sign);
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len())
        && groups.all(|group| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The notation of some cells: the one that only they can have. Nothing if both are possible, or if
/// they are mixed.
pub(crate) fn notation_of<'t>(cells: impl Iterator<Item = &'t str>) -> Option<Notation> {
    let (mut german, mut english) = (0_u32, 0_u32);
    for cell in cells {
        let cell = cell.trim();
        if !cell.contains(['.', ','])
            || !cell
                .bytes()
                .all(|b| b.is_ascii_digit() || b".,-+".contains(&b))
        {
            continue;
        }
        match (cell.rfind('.'), cell.rfind(',')) {
            (Some(point), Some(comma)) => {
                german += u32::from(comma > point);
                english += u32::from(comma < point);
            }
            (Some(_), None) if cell.matches('.').count() > 1 => german += 1,
            (None, _) if cell.matches(',').count() > 1 => english += 1,
            // A thousand or one: nobody can tell.
            (Some(_), None) if in_thousands(cell, '.') && !cell.starts_with('0') => {}
            (None, _) if in_thousands(cell, ',') && !cell.starts_with('0') => {}
            (Some(_), None) => english += 1,
            (None, _) => german += 1,
        }
    }
    match (german, english) {
        (1.., 0) => Some(Notation::German),
        (0, 1..) => Some(Notation::English),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn counts_are_whole_numbers_in_both_notations() {
        assert_eq!(count("1234", Notation::English), Ok(1_234));
        assert_eq!(count("12.0", Notation::English), Ok(12));
        assert_eq!(count("1,234", Notation::English), Ok(1_234));
        assert_eq!(count("1.234.567", Notation::German), Ok(1_234_567));
        assert_eq!(count("1 234", Notation::German), Ok(1_234));
        assert_eq!(count("12,0", Notation::German), Ok(12));
        assert_eq!(count("1.234", Notation::English), Err(NotANumber::Notation));
        assert_eq!(count("1.000", Notation::English), Err(NotANumber::Notation));
        assert_eq!(count("1,5", Notation::German), Err(NotANumber::Fraction));
        assert_eq!(count("-3", Notation::German), Err(NotANumber::Negative));
        assert_eq!(
            count("99999999999999999999999", Notation::German),
            Err(NotANumber::Infinite)
        );
        assert_eq!(count("12\u{202f}345", Notation::English), Ok(12_345));
        assert_eq!(count("'12", Notation::English), Ok(12));
        for text in [
            "", "x", "1a", "--1", "e", "1e3", "1 2", "1 234 5", "1'2", "' '",
        ] {
            assert!(count(text, Notation::English).is_err(), "{text}");
        }
    }

    #[test]
    fn values_have_fractions_in_both_notations() {
        assert_eq!(value("1234.5", Notation::English), Ok(1_234.5));
        assert_eq!(value("1.234,5", Notation::German), Ok(1_234.5));
        assert_eq!(value("-0,5", Notation::German), Ok(-0.5));
        assert_eq!(value("Inf", Notation::English), Err(NotANumber::Infinite));
        assert_eq!(value("1,5", Notation::English), Err(NotANumber::Notation));
        assert_eq!(value("1.5", Notation::German), Err(NotANumber::Notation));
        assert_eq!(value("NaN", Notation::English), Err(NotANumber::Other));
        assert_eq!(value("1e400", Notation::English), Err(NotANumber::Infinite));
    }

    #[test]
    fn the_notation_is_only_known_from_what_no_other_can_be() {
        let of = |cells: &[&str]| notation_of(cells.iter().copied());
        assert_eq!(of(&["1.234", "2.000"]), None);
        assert_eq!(of(&["1.234", "2,5"]), Some(Notation::German));
        assert_eq!(of(&["1.234.567"]), Some(Notation::German));
        assert_eq!(of(&["0.123", "5"]), Some(Notation::English));
        assert_eq!(of(&["12", "13"]), None);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(number in 0_u64..1_000_000_000_000) {
            prop_assert_eq!(count(&number.to_string(), Notation::English), Ok(number));
            let mut german = number.to_string();
            let mut at = german.len();
            while at > 3 {
                at -= 3;
                german.insert(at, '.');
            }
            prop_assert_eq!(count(&german, Notation::German), Ok(number));
        }

        #[test]
        fn any_text_is_a_number_or_none(text in "\\PC{0,20}") {
            let _ = (count(&text, Notation::German), value(&text, Notation::English));
        }
    }
}
