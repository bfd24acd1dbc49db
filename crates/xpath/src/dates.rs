// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Days and moments as ODK's functions exchange them, and their numbers: days since 1 January
//! 1970 UTC, with the time of day as the fraction.

use std::fmt;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};

use crate::value::number_to_text;

const MILLIS_PER_DAY: f64 = 86_400_000.0;

/// A day or a moment.
#[derive(Debug, Clone, PartialEq)]
pub enum Moment {
    /// A day without a time, with the moment at which it begins.
    Day(Date, Timestamp),
    /// A moment with the offset in which it is written.
    Instant(Box<Zoned>),
    /// What `number()` makes of a date: days since 1970 in UTC, with the time of day as the
    /// fraction, which is left out when it is written.
    Days(f64),
    /// What a date function makes of something that is no date.
    Invalid,
}

impl Moment {
    /// The day `date`, as it begins in `zone`.
    pub(crate) fn day(date: Date, zone: &TimeZone) -> Self {
        zone.to_timestamp(date.to_datetime(Time::midnight()))
            .map_or(Self::Invalid, |begin| Self::Day(date, begin))
    }

    /// Reads `2026-11-18`, with or without a time (`T08:30:00.000`) and an offset (`Z`, `+01:00`).
    pub(crate) fn parse(text: &str, zone: &TimeZone) -> Option<Self> {
        let text = text.trim();
        let (date, rest) = match text.find('T') {
            Some(at) => (&text[..at], Some(&text[at + 1..])),
            None => (text, None),
        };
        let date = parse_date(date)?;
        let Some(rest) = rest else {
            return Some(Self::day(date, zone));
        };
        let (time, offset) = parse_time(rest)?;
        let civil = date.to_datetime(time);
        let moment = match offset {
            Some(offset) => offset.to_timestamp(civil).ok()?,
            None => zone.to_timestamp(civil).ok()?,
        };
        Some(Self::Instant(Box::new(moment.to_zoned(zone.clone()))))
    }

    /// The moment `days` after the beginning of 1970 in UTC; a day if it begins one in `zone`.
    pub(crate) fn from_days(days: f64, zone: &TimeZone) -> Self {
        let millis = (days * MILLIS_PER_DAY).round();
        if !millis.is_finite() || millis.abs() > 2.0e14 {
            return Self::Invalid;
        }
        #[expect(clippy::cast_possible_truncation, reason = "checked just above")]
        let Ok(moment) = Timestamp::from_millisecond(millis as i64) else {
            return Self::Invalid;
        };
        let zoned = moment.to_zoned(zone.clone());
        if zoned.time() == Time::midnight() {
            Self::Day(zoned.date(), moment)
        } else {
            Self::Instant(Box::new(zoned))
        }
    }

    /// Days since the beginning of 1970 in UTC; NaN if invalid.
    pub(crate) fn days(&self) -> f64 {
        let moment = match self {
            Self::Day(_, begin) => *begin,
            Self::Instant(zoned) => zoned.timestamp(),
            Self::Days(days) => return *days,
            Self::Invalid => return f64::NAN,
        };
        moment.as_millisecond() as f64 / MILLIS_PER_DAY
    }

    /// What the calendar and the clock show; `None` if invalid.
    pub(crate) fn civil(&self) -> Option<DateTime> {
        match self {
            Self::Day(date, _) => Some(date.to_datetime(Time::midnight())),
            Self::Instant(zoned) => Some(zoned.datetime()),
            Self::Days(days) => Self::from_days(*days, &TimeZone::UTC).civil(),
            Self::Invalid => None,
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(date, _) => write!(f, "{date}"),
            Self::Instant(zoned) => {
                let time = zoned.datetime();
                let seconds = zoned.offset().seconds();
                let sign = if seconds < 0 { '-' } else { '+' };
                let minutes = seconds.abs() / 60;
                write!(
                    f,
                    "{}T{:02}:{:02}:{:02}.{:03}{sign}{:02}:{:02}",
                    time.date(),
                    time.hour(),
                    time.minute(),
                    time.second(),
                    time.millisecond(),
                    minutes / 60,
                    minutes % 60
                )
            }
            Self::Days(days) => f.write_str(&number_to_text(days.floor())),
            Self::Invalid => f.write_str("Invalid Date"),
        }
    }
}

/// Reads a day; month and day may have one digit.
pub(crate) fn parse_date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let year = number(parts.next()?, 4, 4)?;
    let month = number(parts.next()?, 1, 2)?;
    let day = number(parts.next()?, 1, 2)?;
    if parts.next().is_some() {
        return None;
    }
    Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}

/// Reads a time with an optional offset.
pub(crate) fn parse_time(text: &str) -> Option<(Time, Option<Offset>)> {
    let (clock, offset) = if let Some(clock) = text.strip_suffix('Z') {
        (clock, Some(Offset::UTC))
    } else if let Some(at) = text.rfind(['+', '-']) {
        let sign = if text[at..].starts_with('-') { -1 } else { 1 };
        let (hours, minutes) = text[at + 1..]
            .split_once(':')
            .unwrap_or((&text[at + 1..], "00"));
        let (hours, minutes) = (number(hours, 1, 2)?, number(minutes, 2, 2)?);
        if hours > 23 || minutes > 59 {
            return None;
        }
        let offset = Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()?;
        (&text[..at], Some(offset))
    } else {
        (text, None)
    };
    let mut parts = clock.split(':');
    let hour = number(parts.next()?, 1, 2)?;
    let minute = number(parts.next()?, 2, 2)?;
    let (second, nanos) = match parts.next() {
        None => (0, 0),
        Some(seconds) => {
            let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
            let millis: String = fraction.chars().chain("000".chars()).take(3).collect();
            (number(whole, 2, 2)?, number(&millis, 3, 3)? * 1_000_000)
        }
    };
    if parts.next().is_some() {
        return None;
    }
    let time = Time::new(
        i8::try_from(hour).ok()?,
        i8::try_from(minute).ok()?,
        i8::try_from(second).ok()?,
        nanos,
    )
    .ok()?;
    Some((time, offset))
}

fn number(text: &str, shortest: usize, longest: usize) -> Option<i32> {
    let fits = (shortest..=longest).contains(&text.len());
    (fits && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

/// The fraction of the day in `zone` at which a clock with this time stands; NaN if it is no time.
pub(crate) fn fraction_of_day(text: &str, zone: &TimeZone) -> f64 {
    let Some((time, offset)) = parse_time(text.trim()) else {
        return f64::NAN;
    };
    let time = match offset {
        None => time,
        Some(offset) => {
            // The date only decides the offset of a zone with summer time; ODK takes 1970.
            let day = jiff::civil::date(1970, 1, 1).to_datetime(time);
            match offset.to_timestamp(day) {
                Ok(moment) => moment.to_zoned(zone.clone()).time(),
                Err(_) => return f64::NAN,
            }
        }
    };
    let seconds = f64::from(time.hour()) * 3600.0
        + f64::from(time.minute()) * 60.0
        + f64::from(time.second())
        + f64::from(time.millisecond()) / 1000.0;
    seconds / 86_400.0
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Fills the placeholders of `format-date` (`%Y %y %m %n %b %d %e %H %h %M %S %3 %a %W`).
pub(crate) fn format(moment: &Moment, pattern: &str) -> String {
    use fmt::Write as _;
    let Some(civil) = moment.civil() else {
        return String::new();
    };
    let mut text = String::new();
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        if c != '%' {
            text.push(c);
            continue;
        }
        let written = match chars.next() {
            Some('Y') => write!(text, "{:04}", civil.year()),
            Some('y') => write!(text, "{:02}", civil.year().rem_euclid(100)),
            Some('m') => write!(text, "{:02}", civil.month()),
            Some('n') => write!(text, "{}", civil.month()),
            Some('b') => {
                let month = usize::try_from(civil.month() - 1).unwrap_or(0);
                write!(text, "{}", MONTHS.get(month).unwrap_or(&""))
            }
            Some('d') => write!(text, "{:02}", civil.day()),
            Some('e') => write!(text, "{}", civil.day()),
            Some('H') => write!(text, "{:02}", civil.hour()),
            Some('h') => write!(text, "{}", civil.hour()),
            Some('M') => write!(text, "{:02}", civil.minute()),
            Some('S') => write!(text, "{:02}", civil.second()),
            Some('3') => write!(text, "{:03}", civil.millisecond()),
            Some('W') => write!(text, "{}", civil.date().iso_week_date().week()),
            Some('a') => {
                let day = usize::try_from(civil.weekday().to_monday_zero_offset()).unwrap_or(0);
                write!(text, "{}", DAYS.get(day).unwrap_or(&""))
            }
            Some('%') | None => write!(text, "%"),
            Some(other) => write!(text, "%{other}"),
        };
        // Writing to a text cannot fail.
        let _ = written;
    }
    text
}
