// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Numbers as people read them: `1.234,5` in German, `1,234.5` in English.

/// The marks of a written number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberStyle {
    /// Between the whole and the decimals.
    pub decimal: char,
    /// Between groups of three digits.
    pub group: char,
}

impl NumberStyle {
    /// `1.234,5`
    pub const GERMAN: Self = Self {
        decimal: ',',
        group: '.',
    };
    /// `1,234.5`
    pub const ENGLISH: Self = Self {
        decimal: '.',
        group: ',',
    };

    /// The style of a language by its BCP 47 tag; German unless the tag says English.
    pub fn of(tag: &str) -> Self {
        if tag.starts_with("en") {
            Self::ENGLISH
        } else {
            Self::GERMAN
        }
    }
}

/// `value` rounded to `decimals` places (half away from zero), with the typographic minus. A value that is not
/// finite is written as an en dash.
pub fn number(value: f64, decimals: u8, style: NumberStyle) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let factor = 10f64.powi(i32::from(decimals));
    let scaled = (value.abs() * factor).round() / factor;
    let rounded = if scaled.is_finite() {
        scaled
    } else {
        value.abs()
    };
    let plain = format!("{rounded:.*}", usize::from(decimals));
    let (whole, rest) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut text = String::with_capacity(plain.len() + 4);
    if value < 0.0 && rounded > 0.0 {
        text.push('\u{2212}');
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            text.push(style.group);
        }
        text.push(digit);
    }
    if !rest.is_empty() {
        text.push(style.decimal);
        text.push_str(rest);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_and_rounds_in_both_languages() {
        for (value, decimals, german, english) in [
            (1234.56, 1, "1.234,6", "1,234.6"),
            (0.0, 1, "0,0", "0.0"),
            (999_999.5, 0, "1.000.000", "1,000,000"),
            (-0.04, 1, "0,0", "0.0"),
            (-12.25, 1, "−12,3", "−12.3"),
            (123.0, 0, "123", "123"),
        ] {
            assert_eq!(number(value, decimals, NumberStyle::GERMAN), german);
            assert_eq!(number(value, decimals, NumberStyle::of("en-GB")), english);
        }
    }

    #[test]
    fn a_number_that_is_none_is_a_dash() {
        assert_eq!(number(f64::NAN, 1, NumberStyle::GERMAN), "–");
    }
}
