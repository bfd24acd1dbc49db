// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What one report is about: a week, or the day of an event.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, Weekday};
use kernel::{IsoWeek, Lang};

/// The period of a report, written `2026-W47` or `2026-11-18`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// A calendar week after ISO 8601.
    Week(IsoWeek),
    /// The day of an event, in collections that take any number of reports.
    Day(Date),
}

/// Why a text is not a period.
#[derive(Debug, thiserror::Error, PartialEq, Eq, Clone, Copy)]
#[error("not a period: expected a week such as 2026-W47 or a day such as 2026-11-18")]
pub struct PeriodError;

impl Period {
    /// Its first day.
    pub fn first_day(self) -> Date {
        match self {
            Self::Week(week) => week.monday(),
            Self::Day(day) => day,
        }
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        match self {
            Self::Week(week) => week.day(Weekday::Sunday),
            Self::Day(day) => day,
        }
    }

    /// The calendar week that it is or lies in.
    pub fn week(self) -> IsoWeek {
        match self {
            Self::Week(week) => week,
            Self::Day(day) => IsoWeek::of(day),
        }
    }

    /// The period before it, where one follows another.
    pub fn previous(self) -> Option<Self> {
        match self {
            Self::Week(week) => Some(Self::Week(week.plus(-1))),
            Self::Day(_) => None,
        }
    }

    /// As people read it.
    pub fn text(self, lang: Lang) -> String {
        match self {
            Self::Week(week) => web::format::week(lang, week),
            Self::Day(day) => web::format::date(lang, day),
        }
    }

    /// What the form is told about it; `count_weekday` is the day that counts are taken on.
    pub fn facts(self, count_weekday: Weekday) -> forms::PeriodFacts {
        let count_day = match self {
            Self::Week(week) => week.day(count_weekday),
            Self::Day(day) => day,
        };
        forms::PeriodFacts {
            name: self.to_string(),
            first_day: self.first_day(),
            last_day: self.last_day(),
            count_day: Some(count_day),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Week(week) => week.fmt(f),
            Self::Day(day) => day.fmt(f),
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;
    fn from_str(text: &str) -> Result<Self, PeriodError> {
        if text.contains('W') {
            return text.parse().map(Self::Week).map_err(|_| PeriodError);
        }
        let day: Date = text.parse().map_err(|_| PeriodError)?;
        // One spelling only, because the text is a key.
        if day.to_string() == text && (1900..=2999).contains(&day.year()) {
            Ok(Self::Day(day))
        } else {
            Err(PeriodError)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_has_one_spelling() {
        for text in ["2026-W47", "2026-11-18"] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "2026",
            "2026-W54",
            "2026-W5",
            "20261118",
            "2026-11-18T00:00",
            "x",
        ] {
            assert!(text.parse::<Period>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn the_form_learns_the_count_day_of_the_week() {
        let period: Period = "2026-W47".parse().unwrap();
        let facts = period.facts(Weekday::Wednesday);
        assert_eq!(facts.first_day.to_string(), "2026-11-16");
        assert_eq!(facts.last_day.to_string(), "2026-11-22");
        assert_eq!(facts.count_day.unwrap().to_string(), "2026-11-18");
    }
}
