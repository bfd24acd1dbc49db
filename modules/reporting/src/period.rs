// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What one report is about: a week, a month, a quarter, a year, or the day of an event.

use std::fmt;
use std::str::FromStr;

use forms::PeriodKind;
use jiff::Span;
use jiff::civil::{Date, Weekday};
use kernel::{IsoWeek, Lang};

/// The years that periods lie in.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2999;

/// The period of a report. Written `2026-W47`, `2026-11`, `2026-Q4`, `2026` or `2026-11-18`; within a
/// kind, periods sort as their texts do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// A calendar week after ISO 8601.
    Week(IsoWeek),
    /// A calendar month.
    Month(Month),
    /// A quarter of a calendar year.
    Quarter(Quarter),
    /// A calendar year.
    Year(Year),
    /// The day of an event, in collections that take any number of reports.
    Day(Date),
}

/// A calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i16,
    month: i8,
}

/// A quarter of a calendar year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    year: i16,
    quarter: i8,
}

/// A calendar year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Year(i16);

/// Why a text is not a period.
#[derive(Debug, thiserror::Error, PartialEq, Eq, Clone, Copy)]
#[error(
    "not a period: expected a week such as 2026-W47, a month such as 2026-11, a quarter such as 2026-Q4, a year such as 2026 or a day such as 2026-11-18"
)]
pub struct PeriodError;

fn day_of(year: i16, month: i8, day: i8) -> Date {
    Date::new(year, month, day).expect("months have a first day in all these years")
}

fn months_later(first: Date, months: i64) -> Date {
    first
        .checked_add(Span::new().months(months))
        .expect("periods lie far from the end of the calendar")
}

fn last_of(first: Date, months: i64) -> Date {
    months_later(first, months)
        .yesterday()
        .expect("a month has a last day")
}

impl Period {
    /// The period of this kind in which `day` lies; for events the day itself.
    pub fn containing(kind: PeriodKind, day: Date) -> Self {
        match kind {
            PeriodKind::Week => Self::Week(IsoWeek::of(day)),
            PeriodKind::Month => Self::Month(Month {
                year: day.year(),
                month: day.month(),
            }),
            PeriodKind::Quarter => Self::Quarter(Quarter {
                year: day.year(),
                quarter: (day.month() - 1) / 3 + 1,
            }),
            PeriodKind::Year => Self::Year(Year(day.year())),
            PeriodKind::Event => Self::Day(day),
        }
    }

    /// What kind of period it is.
    pub fn kind(self) -> PeriodKind {
        match self {
            Self::Week(_) => PeriodKind::Week,
            Self::Month(_) => PeriodKind::Month,
            Self::Quarter(_) => PeriodKind::Quarter,
            Self::Year(_) => PeriodKind::Year,
            Self::Day(_) => PeriodKind::Event,
        }
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        match self {
            Self::Week(week) => week.monday(),
            Self::Month(one) => day_of(one.year, one.month, 1),
            Self::Quarter(one) => day_of(one.year, one.quarter * 3 - 2, 1),
            Self::Year(Year(year)) => day_of(year, 1, 1),
            Self::Day(day) => day,
        }
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        let first = self.first_day();
        match self {
            Self::Week(week) => week.day(Weekday::Sunday),
            Self::Month(_) => last_of(first, 1),
            Self::Quarter(_) => last_of(first, 3),
            Self::Year(_) => last_of(first, 12),
            Self::Day(day) => day,
        }
    }

    /// The calendar week that it is, or in which it ends.
    pub fn week(self) -> IsoWeek {
        match self {
            Self::Week(week) => week,
            other => IsoWeek::of(other.last_day()),
        }
    }

    /// The period `steps` later (earlier when negative).
    #[must_use]
    pub fn plus(self, steps: i32) -> Self {
        let months = |number: i64| months_later(self.first_day(), number * i64::from(steps));
        match self {
            Self::Week(week) => Self::Week(week.plus(steps)),
            Self::Month(_) => Self::containing(PeriodKind::Month, months(1)),
            Self::Quarter(_) => Self::containing(PeriodKind::Quarter, months(3)),
            Self::Year(_) => Self::containing(PeriodKind::Year, months(12)),
            Self::Day(day) => Self::Day(
                day.checked_add(Span::new().days(steps))
                    .expect("periods lie far from the end of the calendar"),
            ),
        }
    }

    /// How many periods of its kind lie between `earlier` and this one; negative if `earlier` is
    /// later. Both are of the same kind.
    pub fn since(self, earlier: Self) -> i32 {
        let months = |period: Self| {
            let first = period.first_day();
            i32::from(first.year()) * 12 + i32::from(first.month())
        };
        match (self, earlier) {
            (Self::Week(week), Self::Week(earlier)) => week.since(earlier),
            (Self::Month(_), _) => months(self) - months(earlier),
            (Self::Quarter(_), _) => (months(self) - months(earlier)) / 3,
            (Self::Year(_), _) => (months(self) - months(earlier)) / 12,
            _ => (self.first_day() - earlier.first_day()).get_days(),
        }
    }

    /// The period before it, where one follows another.
    pub fn previous(self) -> Option<Self> {
        match self {
            Self::Day(_) => None,
            other => Some(other.plus(-1)),
        }
    }

    /// As people read it.
    pub fn text(self, lang: Lang) -> String {
        match self {
            Self::Week(week) => web::format::week(lang, week),
            Self::Month(one) => web::format::month(lang, one.year, one.month),
            Self::Quarter(one) => web::format::quarter(lang, one.year, one.quarter),
            Self::Year(Year(year)) => year.to_string(),
            Self::Day(day) => web::format::date(lang, day),
        }
    }

    /// As an entry in the audit trail says it: its name there and the week or the first day.
    pub fn fact(self) -> (&'static str, audit::Fact) {
        match self {
            Self::Week(week) => ("week", week.into()),
            other => ("from", other.first_day().into()),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Week(week) => week.fmt(f),
            Self::Month(one) => write!(f, "{:04}-{:02}", one.year, one.month),
            Self::Quarter(one) => write!(f, "{:04}-Q{}", one.year, one.quarter),
            Self::Year(Year(year)) => write!(f, "{year:04}"),
            Self::Day(day) => day.fmt(f),
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;
    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let first = match (text.len(), text.as_bytes().get(5)) {
            (4, None) => format!("{text}-01-01"),
            (7, Some(b'Q')) => {
                let quarter: i8 = text[6..].parse().map_err(|_| PeriodError)?;
                if !(1..=4).contains(&quarter) {
                    return Err(PeriodError);
                }
                format!("{}-{:02}-01", &text[..4], quarter * 3 - 2)
            }
            (7, Some(b'0' | b'1')) => format!("{text}-01"),
            (8, Some(b'W')) => return text.parse().map(Self::Week).map_err(|_| PeriodError),
            (10, _) => text.to_owned(),
            _ => return Err(PeriodError),
        };
        let kind = match (text.len(), text.contains('Q')) {
            (4, _) => PeriodKind::Year,
            (7, true) => PeriodKind::Quarter,
            (7, false) => PeriodKind::Month,
            _ => PeriodKind::Event,
        };
        let first: Date = first.parse().map_err(|_| PeriodError)?;
        let period = Self::containing(kind, first);
        // One spelling only, because the text is a key.
        if period.to_string() == text && YEARS.contains(&first.year()) {
            Ok(period)
        } else {
            Err(PeriodError)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KINDS: [PeriodKind; 5] = [
        PeriodKind::Week,
        PeriodKind::Month,
        PeriodKind::Quarter,
        PeriodKind::Year,
        PeriodKind::Event,
    ];

    #[test]
    fn a_period_has_one_spelling() {
        for text in ["2026-W47", "2026-11-18", "2026-11", "2026-Q4", "2026"] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "26",
            "2026-",
            "2026-W54",
            "2026-W5",
            "2026-Q5",
            "2026-Q0",
            "2026-Qä",
            "2026-q4",
            "2026-13",
            "2026-1",
            "20261118",
            "2026-11-18T00:00",
            "1800",
            "x",
            "ääää",
        ] {
            assert!(text.parse::<Period>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn periods_begin_and_end_with_the_calendar() {
        let days = |text: &str| {
            let period: Period = text.parse().unwrap();
            (
                period.first_day().to_string(),
                period.last_day().to_string(),
            )
        };
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(days("2026-W47"), pair("2026-11-16", "2026-11-22"));
        assert_eq!(days("2028-02"), pair("2028-02-01", "2028-02-29"));
        assert_eq!(days("2026-Q4"), pair("2026-10-01", "2026-12-31"));
        assert_eq!(days("2026"), pair("2026-01-01", "2026-12-31"));
        let week = "2026".parse::<Period>().unwrap().week();
        assert_eq!(week.to_string(), "2026-W53");
    }

    proptest! {
        /// Every text that is read is written back, whatever was typed.
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,12}") {
            if let Ok(period) = text.parse::<Period>() {
                prop_assert_eq!(period.to_string(), text);
            }
        }

        /// Periods of a kind follow each other without a gap, sort as their texts, and count.
        #[test]
        fn periods_follow_each_other(days in 0..200_000_i64, kind in 0..5_usize, steps in 0..40_i32) {
            let day = jiff::civil::date(1950, 1, 1).checked_add(Span::new().days(days)).unwrap();
            let period = Period::containing(KINDS[kind], day);
            prop_assert!(period.first_day() <= day && day <= period.last_day());
            prop_assert_eq!(period.to_string().parse(), Ok(period));
            let next = period.plus(1);
            prop_assert_eq!(period.last_day().tomorrow().unwrap(), next.first_day());
            prop_assert!(period.to_string() < next.to_string());
            prop_assert_eq!(period.plus(steps).since(period), steps);
            prop_assert_eq!(period.plus(steps).plus(-steps), period);
            prop_assert_eq!(period.kind(), KINDS[kind]);
        }
    }
}
