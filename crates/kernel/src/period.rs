// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, ISOWeekDate, Weekday};
use serde::{Deserialize, Serialize};

/// A calendar week after ISO 8601, written `2026-W47`. Weeks begin on Monday; a year has 52 or 53.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IsoWeek {
    year: i16,
    week: i8,
}

/// Why a text or a pair of numbers is not a period.
#[derive(Debug, thiserror::Error, PartialEq, Eq, Clone)]
#[error(
    "`{0}` is not a calendar week: expected a year and a week from 1 to 52 or 53, such as 2026-W47"
)]
pub struct PeriodError(pub String);

impl IsoWeek {
    /// The week with this number in this ISO year (years 1900 to 2999).
    pub fn new(year: i16, week: i8) -> Result<Self, PeriodError> {
        let error = || PeriodError(format!("{year}-W{week:02}"));
        if !(1900..=2999).contains(&year) {
            return Err(error());
        }
        ISOWeekDate::new(year, week, Weekday::Monday).map_err(|_| error())?;
        Ok(Self { year, week })
    }

    /// The week in which `date` lies.
    pub fn of(date: Date) -> Self {
        let iso = date.iso_week_date();
        Self {
            year: iso.year(),
            week: iso.week(),
        }
    }

    /// The ISO year, which differs from the calendar year around 1 January.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The number of the week, 1 to 53.
    pub fn week(self) -> i8 {
        self.week
    }

    /// The day of this week that is `weekday`.
    pub fn day(self, weekday: Weekday) -> Date {
        ISOWeekDate::new(self.year, self.week, weekday)
            .expect("the week is valid")
            .date()
    }

    /// The Monday of this week.
    pub fn monday(self) -> Date {
        self.day(Weekday::Monday)
    }

    /// The week `weeks` later (earlier when negative).
    #[must_use]
    pub fn plus(self, weeks: i32) -> Self {
        let days = jiff::Span::new().days(i64::from(weeks) * 7);
        Self::of(
            self.monday()
                .checked_add(days)
                .expect("weeks stay within the calendar"),
        )
    }

    /// How many weeks lie between `earlier` and this week; negative if `earlier` is later.
    pub fn since(self, earlier: Self) -> i32 {
        let days = (self.monday() - earlier.monday()).get_days();
        days / 7
    }
}

impl fmt::Display for IsoWeek {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-W{:02}", self.year, self.week)
    }
}

impl FromStr for IsoWeek {
    type Err = PeriodError;
    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let error = || PeriodError(text.chars().take(40).collect());
        let (year, week) = text.trim().split_once("-W").ok_or_else(error)?;
        if year.len() != 4 || week.len() != 2 {
            return Err(error());
        }
        Self::new(
            year.parse().map_err(|_| error())?,
            week.parse().map_err(|_| error())?,
        )
    }
}
impl TryFrom<String> for IsoWeek {
    type Error = PeriodError;
    fn try_from(text: String) -> Result<Self, PeriodError> {
        text.parse()
    }
}
impl From<IsoWeek> for String {
    fn from(week: IsoWeek) -> Self {
        week.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_week_53_and_the_turn_of_the_year() {
        let week = IsoWeek::of(jiff::civil::date(2021, 1, 3));
        assert_eq!(week.to_string(), "2020-W53");
        assert_eq!(week.plus(1).to_string(), "2021-W01");
        assert_eq!(week.plus(1).since(week), 1);
        assert_eq!(week.since(week.plus(60)), -60);
        assert!(IsoWeek::new(2021, 53).is_err());
        assert_eq!(
            "2026-W47"
                .parse::<IsoWeek>()
                .unwrap()
                .day(Weekday::Wednesday),
            jiff::civil::date(2026, 11, 18)
        );
    }

    #[test]
    fn refuses_other_texts() {
        for text in [
            "", "2026", "2026-47", "2026-W5", "2026-W54", "26-W05", "2026-W-1", "9999-W01",
        ] {
            assert!(text.parse::<IsoWeek>().is_err(), "{text:?}");
        }
    }
}
