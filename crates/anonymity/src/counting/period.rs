// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// How long the periods of a table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeriodLength {
    /// A calendar month.
    Month,
    /// Three calendar months.
    Quarter,
}

impl PeriodLength {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Month, Self::Quarter];

    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
        }
    }

    /// How many of them a year has.
    pub fn per_year(self) -> u32 {
        match self {
            Self::Month => 12,
            Self::Quarter => 4,
        }
    }
}

/// A calendar month (`2026-10`) or quarter (`2026-Q4`). Never spans two years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    year: i16,
    /// From 1.
    number: i8,
    length: PeriodLength,
}

/// Why a text is no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is neither a month such as 2026-10 nor a quarter such as 2026-Q4")]
pub struct PeriodError(String);

impl Period {
    /// The period in which a day lies.
    pub fn of(day: Date, length: PeriodLength) -> Self {
        let number = match length {
            PeriodLength::Month => day.month(),
            PeriodLength::Quarter => (day.month() - 1) / 3 + 1,
        };
        Self {
            year: day.year(),
            number,
            length,
        }
    }

    /// The calendar year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// How long it is.
    pub fn length(self) -> PeriodLength {
        self.length
    }

    /// Its number in the year, from 1.
    pub fn number(self) -> i8 {
        self.number
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        let month = match self.length {
            PeriodLength::Month => self.number,
            PeriodLength::Quarter => self.number * 3 - 2,
        };
        date(self.year, month, 1)
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        let months = match self.length {
            PeriodLength::Month => 0,
            PeriodLength::Quarter => 2,
        };
        let last = self.first_day().saturating_add(months.months());
        last.last_of_month()
    }

    /// The period after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self::of(self.last_day().saturating_add(1.day()), self.length)
    }

    /// Whether a day lies in it.
    pub fn has(self, day: Date) -> bool {
        (self.first_day()..=self.last_day()).contains(&day)
    }

    /// Whether some day lies in both.
    pub fn overlaps(self, other: Self) -> bool {
        self.first_day() <= other.last_day() && other.first_day() <= self.last_day()
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length {
            PeriodLength::Month => write!(f, "{:04}-{:02}", self.year, self.number),
            PeriodLength::Quarter => write!(f, "{:04}-Q{}", self.year, self.number),
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let error = || PeriodError(text.chars().take(20).collect());
        let (year, rest) = text.split_once('-').ok_or_else(error)?;
        let (length, number) = match rest.strip_prefix('Q') {
            Some(number) => (PeriodLength::Quarter, number),
            None => (PeriodLength::Month, rest),
        };
        let period = Self {
            year: year.parse().map_err(|_| error())?,
            number: number.parse().map_err(|_| error())?,
            length,
        };
        let most = i8::try_from(length.per_year()).unwrap_or(0);
        let known = (1900..=2999).contains(&period.year) && (1..=most).contains(&period.number);
        // One spelling only.
        if known && period.to_string() == text {
            Ok(period)
        } else {
            Err(error())
        }
    }
}

impl TryFrom<String> for Period {
    type Error = PeriodError;
    fn try_from(text: String) -> Result<Self, PeriodError> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    #[test]
    fn months_and_quarters_begin_and_end_with_months() {
        let days = |text: &str| {
            let period = period(text);
            (period.first_day(), period.last_day())
        };
        assert_eq!(
            days("2028-02"),
            (date(2028, 2, 1), date(2028, 2, 29)),
            "a leap year"
        );
        assert_eq!(days("2026-Q4"), (date(2026, 10, 1), date(2026, 12, 31)));
        assert_eq!(period("2026-Q4").next(), period("2027-Q1"));
        assert_eq!(period("2026-12").next(), period("2027-01"));
    }

    #[test]
    fn a_month_overlaps_its_quarter() {
        assert!(period("2026-Q4").overlaps(period("2026-10")));
        assert!(period("2026-12").overlaps(period("2026-Q4")));
        assert!(!period("2026-09").overlaps(period("2026-Q4")));
        assert!(!period("2026-09").overlaps(period("2026-10")));
    }

    #[test]
    fn other_spellings_are_no_periods() {
        for text in [
            "", "2026", "2026-1", "2026-13", "2026-00", "2026-Q5", "2026-Q04", "26-Q1",
        ] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }
}
