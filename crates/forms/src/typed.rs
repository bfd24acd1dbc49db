// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What people type, as canonical values, and back.

use std::borrow::Cow;

use jiff::civil::Date;
use kernel::Localized;

use crate::engine::DataType;
use crate::file::StoredFile;
use crate::spec::QuestionType;

/// The longest text that a question takes, in characters.
const LONGEST_TEXT: usize = 10_000;

/// The most digits that a number may have before the decimal sign: exact as a 64-bit float.
const MOST_DIGITS: usize = 15;

/// Why a text is no value of its question's type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypeProblem {
    /// Not a whole number.
    Integer,
    /// Not a number.
    Decimal,
    /// `1.234` or `1,234` where a whole number or a fraction could be meant.
    AmbiguousNumber,
    /// A whole number beyond 2,147,483,647, or more than 15 digits.
    TooLarge,
    /// Not a day of the calendar.
    Date,
    /// Not a time of day.
    Time,
    /// Not a day with a time of day.
    DateTime,
    /// Not latitude and longitude.
    Place,
    /// Not at least two points.
    Line,
    /// Not at least three points.
    Area,
    /// Neither yes nor no.
    Boolean,
    /// More than 10,000 characters.
    TooLong,
    /// Characters that no text contains.
    ControlCharacter,
    /// Not a file that was stored.
    File,
}

impl TypeProblem {
    /// What to say to the person.
    pub fn message(self) -> Localized {
        let (de, en) = match self {
            Self::Integer => (
                "Geben Sie eine ganze Zahl ein, zum Beispiel 12.",
                "Enter a whole number, for example 12.",
            ),
            Self::Decimal => (
                "Geben Sie eine Zahl ein, zum Beispiel 12,5.",
                "Enter a number, for example 12.5.",
            ),
            Self::AmbiguousNumber => (
                "Geben Sie die Zahl ohne Punkt oder Komma zwischen den Tausendern ein, zum Beispiel 1234.",
                "Enter the number without a point or comma between the thousands, for example 1234.",
            ),
            Self::TooLarge => ("Die Zahl ist zu groß.", "The number is too large."),
            Self::Date => (
                "Geben Sie ein Datum ein, zum Beispiel 18.11.2026.",
                "Enter a date, for example 2026-11-18.",
            ),
            Self::Time => (
                "Geben Sie eine Uhrzeit ein, zum Beispiel 14:30.",
                "Enter a time of day, for example 14:30.",
            ),
            Self::DateTime => (
                "Geben Sie ein Datum mit Uhrzeit ein, zum Beispiel 18.11.2026 14:30.",
                "Enter a date with the time of day, for example 2026-11-18 14:30.",
            ),
            Self::Place => (
                "Geben Sie Breite und Länge in Grad ein, zum Beispiel 52.3759 9.7320.",
                "Enter latitude and longitude in degrees, for example 52.3759 9.7320.",
            ),
            Self::Line => (
                "Geben Sie mindestens zwei Punkte ein, getrennt durch Semikolon.",
                "Enter at least two points, separated by semicolons.",
            ),
            Self::Area => (
                "Geben Sie mindestens drei Punkte ein, getrennt durch Semikolon.",
                "Enter at least three points, separated by semicolons.",
            ),
            Self::Boolean => ("Wählen Sie Ja oder Nein.", "Choose yes or no."),
            Self::TooLong => (
                "Der Text ist zu lang. Kürzen Sie ihn auf höchstens 10.000 Zeichen.",
                "The text is too long. Shorten it to at most 10,000 characters.",
            ),
            Self::ControlCharacter => (
                "Der Text enthält unsichtbare Steuerzeichen. Geben Sie ihn neu ein.",
                "The text contains invisible control characters. Enter it again.",
            ),
            Self::File => (
                "Die Datei ist nicht gespeichert. Wählen Sie sie noch einmal aus.",
                "The file is not stored. Choose it again.",
            ),
        };
        both(de, en)
    }
}

/// A sentence in both languages of the interface.
pub(crate) fn both(de: impl Into<String>, en: impl Into<String>) -> Localized {
    Localized([("de".to_owned(), de.into()), ("en".to_owned(), en.into())].into())
}

/// The canonical value of what somebody typed, or what was stored before; blanks around do not
/// count. Codes of choices are only put in order here: whether they exist, the check knows.
///
/// Numbers: German and English decimal signs, thousands marks only together with a decimal sign.
/// Days: `2026-11-18` and `18.11.2026`. Files: what [`StoredFile`] writes, and nothing else.
pub fn parse_value(kind: QuestionType, typed: &str) -> Result<Cow<'_, str>, TypeProblem> {
    let text = typed.trim();
    if text.is_empty() {
        return Ok(Cow::Borrowed(""));
    }
    match kind {
        QuestionType::Integer => parse_integer(text),
        QuestionType::Decimal | QuestionType::Range => parse_decimal(text),
        QuestionType::Time => parse_time(text).map(Cow::Owned),
        QuestionType::DateTime => parse_date_time(text).map(Cow::Owned),
        QuestionType::Geopoint | QuestionType::Geotrace | QuestionType::Geoshape => {
            parse_place(kind, text)
        }
        QuestionType::Date => parse_date(text),
        QuestionType::Boolean => match text {
            "true" | "1" => Ok(Cow::Borrowed("true")),
            "false" | "0" => Ok(Cow::Borrowed("false")),
            _ => Err(TypeProblem::Boolean),
        },
        QuestionType::SelectMany | QuestionType::Rank => {
            let mut codes: Vec<&str> = Vec::new();
            for code in text.split_whitespace() {
                if codes.contains(&code) {
                    continue;
                }
                codes.push(code);
                if codes.len() > 1_000 {
                    return Err(TypeProblem::TooLong);
                }
            }
            Ok(Cow::Owned(codes.join(" ")))
        }
        kind if kind.is_file() => match StoredFile::parse(text) {
            Some(_) => Ok(Cow::Borrowed(text)),
            None => Err(TypeProblem::File),
        },
        _ => parse_text(text),
    }
}

/// `14:30`, with seconds and an offset if they are known, as `14:30:00`.
fn parse_time(text: &str) -> Result<String, TypeProblem> {
    let text = match text.split_once(':') {
        Some((hour, rest)) if hour.len() == 1 => format!("0{hour}:{rest}"),
        _ => text.to_owned(),
    };
    let written = if text.len() == 5 {
        format!("{text}:00")
    } else {
        text
    };
    let time = DataType::Time.canonical(&written);
    time.ok_or(TypeProblem::Time)
}

/// A day and a time of day with `T` or a blank between them.
fn parse_date_time(text: &str) -> Result<String, TypeProblem> {
    let parts = text.split_once(['T', ' ']).ok_or(TypeProblem::DateTime)?;
    let day = parse_date(parts.0).map_err(|_| TypeProblem::DateTime)?;
    let time = parse_time(parts.1.trim()).map_err(|_| TypeProblem::DateTime)?;
    Ok(format!("{day}T{time}"))
}

/// Latitude and longitude in degrees, perhaps with a comma between them; several points with
/// semicolons or line breaks.
fn parse_place(kind: QuestionType, text: &str) -> Result<Cow<'_, str>, TypeProblem> {
    let (kind, least) = match kind {
        QuestionType::Geopoint => (DataType::Geopoint, TypeProblem::Place),
        QuestionType::Geotrace => (DataType::Geotrace, TypeProblem::Line),
        _ => (DataType::Geoshape, TypeProblem::Area),
    };
    let points = text
        .split([';', '\n'])
        .map(str::trim)
        .filter(|point| !point.is_empty());
    let points = points.map(|point| point.replace(", ", " ").replace(',', "."));
    let mut points: Vec<String> = points.collect();
    if kind == DataType::Geoshape && points.first() != points.last() {
        points.extend(points.first().cloned());
    }
    let place = kind.canonical(&points.join(";"));
    place.map(Cow::Owned).ok_or(least)
}

fn parse_text(text: &str) -> Result<Cow<'_, str>, TypeProblem> {
    if text.len() > LONGEST_TEXT && text.chars().count() > LONGEST_TEXT {
        return Err(TypeProblem::TooLong);
    }
    if text
        .chars()
        .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
    {
        return Err(TypeProblem::ControlCharacter);
    }
    if text.contains('\r') {
        return Ok(Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")));
    }
    Ok(Cow::Borrowed(text))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Splits a sign off; the typographic minus counts as one.
fn sign(text: &str) -> (bool, &str) {
    for minus in ["-", "\u{2212}"] {
        if let Some(rest) = text.strip_prefix(minus) {
            return (true, rest);
        }
    }
    (false, text.strip_prefix('+').unwrap_or(text))
}

fn parse_integer(text: &str) -> Result<Cow<'_, str>, TypeProblem> {
    let (negative, digits) = sign(text);
    // A spreadsheet writes 12 as 12.0, a German one as 12,0.
    let digits = digits
        .strip_suffix(".0")
        .or_else(|| digits.strip_suffix(",0"))
        .unwrap_or(digits);
    if !is_digits(digits) {
        let looks_grouped = digits.len() > 3
            && ['.', ',', ' ', '\u{a0}', '\u{202f}', '\'', '’']
                .into_iter()
                .any(|mark| ungroup(digits, mark).is_ok());
        return Err(if looks_grouped {
            TypeProblem::AmbiguousNumber
        } else {
            TypeProblem::Integer
        });
    }
    let significant = digits.trim_start_matches('0');
    if significant.parse::<i32>().is_err() && !significant.is_empty() {
        return Err(TypeProblem::TooLarge);
    }
    if significant.is_empty() {
        return Ok(Cow::Borrowed("0"));
    }
    Ok(if negative {
        Cow::Owned(format!("-{significant}"))
    } else {
        Cow::Borrowed(significant)
    })
}

fn parse_decimal(text: &str) -> Result<Cow<'_, str>, TypeProblem> {
    let (negative, body) = sign(text);
    let commas = body.matches(',').count();
    let points = body.matches('.').count();
    let (whole, fraction): (Cow<'_, str>, &str) = match (commas, points) {
        (0, 0) => (Cow::Borrowed(body), ""),
        // A point is the stored form, so that it always means the decimal sign.
        (0, 1) => {
            let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
            (Cow::Borrowed(whole), fraction)
        }
        (1, 0) => {
            let (whole, fraction) = body.split_once(',').unwrap_or((body, ""));
            if fraction.len() == 3 && (1..=3).contains(&whole.len()) && whole != "0" {
                return Err(TypeProblem::AmbiguousNumber);
            }
            (Cow::Borrowed(whole), fraction)
        }
        (1, _) if body.find(',') > body.rfind('.') => {
            let (whole, fraction) = body.split_once(',').unwrap_or((body, ""));
            (Cow::Owned(ungroup(whole, '.')?), fraction)
        }
        (_, 1) if body.find('.') > body.rfind(',') => {
            let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
            (Cow::Owned(ungroup(whole, ',')?), fraction)
        }
        (_, 0) => (Cow::Owned(ungroup(body, ',')?), ""),
        (0, _) => (Cow::Owned(ungroup(body, '.')?), ""),
        _ => return Err(TypeProblem::Decimal),
    };
    if !(is_digits(&whole) || whole.is_empty())
        || !(is_digits(fraction) || fraction.is_empty())
        || (whole.is_empty() && fraction.is_empty())
    {
        return Err(TypeProblem::Decimal);
    }
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    if whole.len() + fraction.len() > MOST_DIGITS {
        return Err(TypeProblem::TooLarge);
    }
    let mut canonical = String::with_capacity(text.len() + 1);
    if negative && !(whole.is_empty() && fraction.is_empty()) {
        canonical.push('-');
    }
    canonical.push_str(if whole.is_empty() { "0" } else { whole });
    if !fraction.is_empty() {
        canonical.push('.');
        canonical.push_str(fraction);
    }
    Ok(Cow::Owned(canonical))
}

/// Digits in groups of three, without the marks between the groups.
fn ungroup(text: &str, mark: char) -> Result<String, TypeProblem> {
    let mut groups = text.split(mark);
    let first = groups.next().unwrap_or_default();
    let grouped = (1..=3).contains(&first.len())
        && is_digits(first)
        && groups.all(|group| group.len() == 3 && is_digits(group));
    if grouped {
        Ok(text.replace(mark, ""))
    } else {
        Err(TypeProblem::Decimal)
    }
}

fn parse_date(text: &str) -> Result<Cow<'_, str>, TypeProblem> {
    let digits = |text: &str, most: usize| {
        ((1..=most).contains(&text.len()) && is_digits(text))
            .then(|| text.parse::<i16>().ok())
            .flatten()
    };
    let parts: Vec<&str> = text.split(['-', '.']).collect();
    let [a, b, c] = parts[..] else {
        return Err(TypeProblem::Date);
    };
    let (year, month, day) = if text.contains('.') {
        (c, b, a)
    } else {
        (a, b, c)
    };
    if year.len() != 4 || (text.contains('.') && text.contains('-')) {
        return Err(TypeProblem::Date);
    }
    let date = match (digits(year, 4), digits(month, 2), digits(day, 2)) {
        (Some(year), Some(month), Some(day)) if year >= 1800 => Date::new(
            year,
            i8::try_from(month).map_err(|_| TypeProblem::Date)?,
            i8::try_from(day).map_err(|_| TypeProblem::Date)?,
        )
        .map_err(|_| TypeProblem::Date)?,
        _ => return Err(TypeProblem::Date),
    };
    let canonical = date.to_string();
    Ok(if canonical == text {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(canonical)
    })
}

/// A canonical value as people read it: `12,5` and `18.11.2026` in German, `12.5` and
/// `18 November 2026` in English. Of a file its name. Codes and texts stay as they are.
pub fn display_value(kind: QuestionType, value: &str, lang: &str) -> String {
    if let Some(word) = yes_or_no(kind, value, lang) {
        return word.to_owned();
    }
    match kind {
        kind if kind.is_file() => {
            StoredFile::parse(value).map_or_else(|| value.to_owned(), |file| file.name)
        }
        QuestionType::Decimal | QuestionType::Integer | QuestionType::Calculated
            if xpath::text_to_number(value).is_finite() =>
        {
            display_number(value, lang)
        }
        QuestionType::Date | QuestionType::Calculated => value
            .parse::<Date>()
            .map_or_else(|_| value.to_owned(), |date| display_date(date, lang)),
        _ => value.to_owned(),
    }
}

/// The word for a yes or no. What is calculated has no list with labels: a condition as it is says `true` or
/// `false`, and authors write `yes` and `no` as in their lists.
fn yes_or_no(kind: QuestionType, value: &str, lang: &str) -> Option<&'static str> {
    let is_yes = match (value, kind) {
        ("true", QuestionType::Boolean | QuestionType::Calculated)
        | ("yes", QuestionType::Calculated) => true,
        ("false", QuestionType::Boolean | QuestionType::Calculated)
        | ("no", QuestionType::Calculated) => false,
        _ => return None,
    };
    Some(match (is_yes, lang) {
        (true, "de") => "Ja",
        (false, "de") => "Nein",
        (true, _) => "Yes",
        (false, _) => "No",
    })
}

fn display_number(value: &str, lang: &str) -> String {
    let (group, decimal) = if lang == "de" { ('.', ',') } else { (',', '.') };
    let (negative, body) = sign(value);
    let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
    let mut text = String::new();
    if negative {
        text.push('\u{2212}');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            text.push(group);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(decimal);
        text.push_str(fraction);
    }
    text
}

/// The months in English.
pub const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn display_date(date: Date, lang: &str) -> String {
    if lang == "de" {
        return format!("{:02}.{:02}.{}", date.day(), date.month(), date.year());
    }
    let month = usize::try_from(date.month() - 1)
        .ok()
        .and_then(|month| ENGLISH_MONTHS.get(month))
        .unwrap_or(&"");
    format!("{} {month} {}", date.day(), date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calculated_yes_or_no_is_a_word() {
        let shown = |kind, value: &str| {
            [
                display_value(kind, value, "de"),
                display_value(kind, value, "en"),
            ]
        };
        let (calculated, boolean) = (QuestionType::Calculated, QuestionType::Boolean);
        for (kind, value, words) in [
            (calculated, "yes", ["Ja", "Yes"]),
            (calculated, "no", ["Nein", "No"]),
            (calculated, "true", ["Ja", "Yes"]),
            (calculated, "false", ["Nein", "No"]),
            (boolean, "true", ["Ja", "Yes"]),
            (boolean, "false", ["Nein", "No"]),
            // What somebody has typed stays as it is, and so does every other text.
            (QuestionType::Text, "yes", ["yes", "yes"]),
            (QuestionType::Text, "true", ["true", "true"]),
            (calculated, "yes and no", ["yes and no", "yes and no"]),
            (calculated, "", ["", ""]),
        ] {
            assert_eq!(shown(kind, value), words, "{kind:?} {value}");
        }
    }
}
