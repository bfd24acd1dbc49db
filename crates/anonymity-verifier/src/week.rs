// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::fmt;

/// An ISO 8601 week, as a year with a number, and as a count of weeks since a Monday long ago.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Week {
    year: i32,
    number: i32,
}

impl Week {
    /// Reads `2026-W47`, for years 1900 to 2999.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let digits = |part: &str| -> Option<i32> {
            part.bytes()
                .all(|b| b.is_ascii_digit())
                .then(|| part.parse().ok())?
        };
        let (year, number) = text.split_once("-W")?;
        if year.len() != 4 || number.len() != 2 {
            return None;
        }
        let (year, number) = (digits(year)?, digits(number)?);
        ((1900..=2999).contains(&year) && (1..=weeks_in(year)).contains(&number))
            .then_some(Self { year, number })
    }

    /// Weeks from `earlier` to this one; negative if `earlier` is later.
    pub(crate) fn since(self, earlier: Self) -> i32 {
        self.count() - earlier.count()
    }

    /// The number of its Monday, counted from 1 January of the year 1 as 0.
    pub(crate) fn monday(self) -> i32 {
        first_monday(self.year) + 7 * (self.number - 1)
    }

    fn count(self) -> i32 {
        (first_monday(self.year) - first_monday(1900)) / 7 + self.number - 1
    }
}

impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-W{:02}", self.year, self.number)
    }
}

/// The day number of the Monday of week 1, counted from 1 January of the year 1 (a Monday) as 0:
/// the week that has 4 January in it.
fn first_monday(year: i32) -> i32 {
    let before = year - 1;
    let fourth = before * 365 + before / 4 - before / 100 + before / 400 + 3;
    fourth - fourth.rem_euclid(7)
}

/// The number of the first day of a month, counted as [`Week::monday`] counts.
pub(crate) fn first_of_month(year: i32, month: i32) -> i32 {
    const BEFORE: [i32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let before = year - 1;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = usize::try_from(month - 1)
        .ok()
        .and_then(|month| BEFORE.get(month))
        .unwrap_or(&0);
    before * 365 + before / 4 - before / 100 + before / 400 + days + i32::from(leap && month > 2)
}

fn weeks_in(year: i32) -> i32 {
    (first_monday(year + 1) - first_monday(year)) / 7
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_are_those_of_the_calendar() {
        for year in 1900..=2999 {
            for number in 1..=54 {
                let text = format!("{year}-W{number:02}");
                let expected: Option<kernel::IsoWeek> = text.parse().ok();
                assert_eq!(Week::parse(&text).is_some(), expected.is_some(), "{text}");
            }
        }
        let start: kernel::IsoWeek = "1999-W50".parse().unwrap();
        let own = Week::parse("1999-W50").unwrap();
        for weeks in -600..1200 {
            let text = start.plus(weeks).to_string();
            assert_eq!(Week::parse(&text).unwrap().since(own), weeks, "{text}");
        }
    }

    #[test]
    fn months_begin_on_the_days_of_the_calendar() {
        let monday: kernel::IsoWeek = "1999-W50".parse().unwrap();
        let known = (monday.monday(), Week::parse("1999-W50").unwrap().monday());
        for year in 1900..2100_i16 {
            for month in 1..=12_i8 {
                let first = jiff::civil::date(year, month, 1);
                let days = (first - known.0).get_days();
                let own = first_of_month(i32::from(year), i32::from(month));
                assert_eq!(own - known.1, days, "{first}");
            }
        }
    }

    #[test]
    fn other_texts_are_no_weeks() {
        for text in [
            "",
            "2026-47",
            "2026-W5",
            "2026-W+5",
            "26-W05",
            "２026-W05",
            "2026-W05 ",
        ] {
            assert_eq!(Week::parse(text), None, "{text:?}");
        }
    }
}
