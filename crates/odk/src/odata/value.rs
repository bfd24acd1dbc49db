// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Answers as typed values of JSON.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil;
use jiff::tz::TimeZone;
use serde::de::IgnoredAny;

use super::place::{self, Shape};
use super::schema::{Codes, ValueKind};
use crate::Moment;

/// How values are written.
#[derive(Debug, Clone)]
pub(super) struct Style {
    /// Places as well-known text.
    pub(super) wkt: bool,
    pub(super) codes: Codes,
    /// Where date-times without an offset are meant.
    pub(super) zone: TimeZone,
}

/// Writes an answer, or null if there is none or it is no value of its type.
pub(super) fn write(out: &mut Vec<u8>, kind: ValueKind, text: &str, style: &Style) {
    let text = match kind {
        ValueKind::Text => text,
        _ => text.trim(),
    };
    if text.is_empty() {
        null(out);
        return;
    }
    match kind {
        ValueKind::Text => string(out, text),
        ValueKind::Integer => verbatim(out, text.parse::<i64>().is_ok() && is_number(text), text),
        ValueKind::Decimal => verbatim(out, is_number(text), text),
        ValueKind::Boolean => match text {
            "true" | "1" => out.extend_from_slice(b"true"),
            "false" | "0" => out.extend_from_slice(b"false"),
            _ => null(out),
        },
        ValueKind::Date => match day(text) {
            Some(day) => string(out, day),
            None => null(out),
        },
        ValueKind::DateTime => match date_time(text, &style.zone) {
            Some(moment) => string(out, &moment),
            None => null(out),
        },
        ValueKind::Point => place::write(out, Shape::Point, text, style.wkt),
        ValueKind::Line => place::write(out, Shape::Line, text, style.wkt),
        ValueKind::Area => place::write(out, Shape::Area, text, style.wkt),
        ValueKind::Codes => match style.codes {
            Codes::Together => string(out, text),
            Codes::Apart => {
                let mut before = b'[';
                for code in text.split_whitespace() {
                    out.push(before);
                    string(out, code);
                    before = b',';
                }
                out.push(b']');
            }
        },
    }
}

pub(super) fn null(out: &mut Vec<u8>) {
    out.extend_from_slice(b"null");
}

/// A text in quotation marks.
pub(super) fn string(out: &mut Vec<u8>, text: &str) {
    // Texts are always JSON, and a vector takes everything.
    let _ = serde_json::to_writer(out, text);
}

pub(super) fn optional_string(out: &mut Vec<u8>, text: Option<&str>) {
    match text {
        Some(text) => string(out, text),
        None => null(out),
    }
}

pub(super) fn moment(out: &mut Vec<u8>, moment: Option<Timestamp>) {
    match moment {
        Some(moment) => string(out, &Moment(moment).to_string()),
        None => null(out),
    }
}

/// A number; finite.
pub(super) fn number(out: &mut Vec<u8>, number: f64) {
    let _ = serde_json::to_writer(out, &number);
}

fn verbatim(out: &mut Vec<u8>, fits: bool, text: &str) {
    if fits {
        out.extend_from_slice(text.as_bytes());
    } else {
        null(out);
    }
}

/// Whether a text is a number of JSON, so that no digit is lost by reading and writing it.
fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c == '-' || c.is_ascii_digit())
        && serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// The day of a date or date-time.
fn day(text: &str) -> Option<&str> {
    let day = text.split('T').next()?;
    let is_day = day.len() == 10 && day.parse::<civil::Date>().is_ok();
    is_day.then_some(day)
}

/// A day with time and offset. Old devices write offsets without minutes.
fn date_time<'a>(text: &'a str, zone: &TimeZone) -> Option<Cow<'a, str>> {
    let (_, time) = text.split_once('T')?;
    let Some(at) = time.rfind(['Z', '+', '-']) else {
        let local: civil::DateTime = text.parse().ok()?;
        let moment = local.to_zoned(zone.clone()).ok()?;
        return Some(format!("{text}{}", offset(moment.offset())).into());
    };
    let whole = match time.len() - at {
        3 => Cow::Owned(format!("{text}:00")),
        _ => Cow::Borrowed(text),
    };
    whole.parse::<Timestamp>().is_ok().then_some(whole)
}

fn offset(offset: jiff::tz::Offset) -> String {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(kind: ValueKind, text: &str) -> String {
        let style = Style {
            wkt: false,
            codes: Codes::Together,
            zone: kernel::berlin_zone(),
        };
        let mut out = Vec::new();
        write(&mut out, kind, text, &style);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn values_are_written_by_their_type_or_not_at_all() {
        for (kind, text, expected) in [
            (ValueKind::Integer, "42", "42"),
            (ValueKind::Integer, "-5", "-5"),
            (ValueKind::Integer, "+5", "null"),
            (ValueKind::Integer, "007", "null"),
            (ValueKind::Integer, "4.2", "null"),
            (ValueKind::Decimal, "3.140", "3.140"),
            (
                ValueKind::Decimal,
                "12345678901234567890.5",
                "12345678901234567890.5",
            ),
            (ValueKind::Decimal, "NaN", "null"),
            (ValueKind::Decimal, ".5", "null"),
            (ValueKind::Decimal, "1e", "null"),
            (ValueKind::Decimal, "[1]", "null"),
            (ValueKind::Boolean, "1", "true"),
            (ValueKind::Boolean, "no", "null"),
            (ValueKind::Date, "2026-11-18", "\"2026-11-18\""),
            (
                ValueKind::Date,
                "2026-11-18T10:00:00.000Z",
                "\"2026-11-18\"",
            ),
            (ValueKind::Date, "2026-02-29", "null"),
            (ValueKind::Date, "18.11.2026", "null"),
            (
                ValueKind::DateTime,
                "2019-01-01T00:00:00.000-08",
                "\"2019-01-01T00:00:00.000-08:00\"",
            ),
            (
                ValueKind::DateTime,
                "  2019-01-01T00:00:00.000-08:00 ",
                "\"2019-01-01T00:00:00.000-08:00\"",
            ),
            (
                ValueKind::DateTime,
                "2026-11-18T14:30:00",
                "\"2026-11-18T14:30:00+01:00\"",
            ),
            (
                ValueKind::DateTime,
                "2026-07-18T14:30:00",
                "\"2026-07-18T14:30:00+02:00\"",
            ),
            (ValueKind::DateTime, "2026-07-18T24:30:00Z", "null"),
            (ValueKind::DateTime, "2026-07-18", "null"),
            (ValueKind::Text, "a\"\n<ä", "\"a\\\"\\n<ä\""),
            (ValueKind::Text, "", "null"),
            (ValueKind::Codes, "a b", "\"a b\""),
        ] {
            assert_eq!(written(kind, text), expected, "{kind:?} {text}");
        }
    }
}
