// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Public holidays of the German states, and which days are worked on.
//!
//! The rules are those of the states' holiday laws as of 2026, for days that are free in a whole
//! state. Days that are free in single municipalities only (Assumption Day in Bavaria, Peace Festival
//! in Augsburg, Corpus Christi in parts of Saxony and Thuringia) are none of them: an installation adds what it needs.

use std::collections::BTreeMap;

use jiff::Span;
use jiff::civil::{Date, Weekday, date};

/// The holidays of a state by rule, and days that somebody has added to them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Holidays {
    land: String,
    own: BTreeMap<Date, String>,
}

/// What a day without work is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HolidayName<'a> {
    /// One of the public holidays: the end of a message key, such as `labour-day`.
    Public(&'static str),
    /// A day that was added, with the name that it was given.
    Own(&'a str),
}

impl Holidays {
    /// The holidays of the state that the first two digits of a key of territory name, and `own`
    /// days. Of a state that is not known, the nationwide ones.
    pub fn of(land: &str, own: BTreeMap<Date, String>) -> Self {
        Self {
            land: land.chars().take(2).collect(),
            own,
        }
    }

    /// What `day` is called if it is a holiday.
    pub fn name(&self, day: Date) -> Option<HolidayName<'_>> {
        if let Some(name) = self.own.get(&day) {
            return Some(HolidayName::Own(name));
        }
        public(&self.land, day.year())
            .into_iter()
            .find(|(one, _)| *one == day)
            .map(|(_, name)| HolidayName::Public(name))
    }

    /// All holidays of a year in their order.
    pub fn of_year(&self, year: i16) -> Vec<(Date, HolidayName<'_>)> {
        let mut days: Vec<_> = public(&self.land, year)
            .into_iter()
            .filter(|(day, _)| !self.own.contains_key(day))
            .map(|(day, name)| (day, HolidayName::Public(name)))
            .chain(
                self.own
                    .iter()
                    .filter(|(day, _)| day.year() == year)
                    .map(|(day, name)| (*day, HolidayName::Own(name))),
            )
            .collect();
        days.sort_by_key(|(day, _)| *day);
        days
    }

    /// Whether offices work on `day`: Monday to Friday, no holiday.
    pub fn is_working_day(&self, day: Date) -> bool {
        !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && self.name(day).is_none()
    }

    /// `day`, or the next day on which offices work.
    pub fn working_day_from(&self, day: Date) -> Date {
        let mut found = day;
        while !self.is_working_day(found) {
            match found.tomorrow() {
                Ok(next) => found = next,
                Err(_) => return day,
            }
        }
        found
    }
}

/// Easter Sunday in the Gregorian calendar (the anonymous algorithm in the form of New Scientist 9 (1961) 828, as in Meeus,
/// Astronomical Algorithms, chapter 8).
pub fn easter(year: i16) -> Date {
    let number = i32::from(year);
    let golden = number % 19;
    let (century, rest) = (number / 100, number % 100);
    let leap_centuries = century / 4;
    let correction = (8 * century + 13) / 25;
    let epact = (19 * golden + century - leap_centuries - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 19 * weekday) / 433;
    let month = (epact + weekday - 7 * late + 90) / 25;
    let day = (epact + weekday - 7 * late + 33 * month + 19) % 32;
    let small = |number: i32| i8::try_from(number).unwrap_or(1);
    date(year, small(month), small(day))
}

/// The Wednesday before 23 November (Buß- und Bettag).
fn repentance_day(year: i16) -> Date {
    let mut day = date(year, 11, 22);
    while day.weekday() != Weekday::Wednesday {
        day = day.yesterday().unwrap_or(day);
    }
    day
}

/// The public holidays of a state in a year, unsorted.
fn public(land: &str, year: i16) -> Vec<(Date, &'static str)> {
    let easter = easter(year);
    let after = |days: i64| easter.checked_add(Span::new().days(days)).unwrap_or(easter);
    let mut days = vec![
        (date(year, 1, 1), "new-year"),
        (after(-2), "good-friday"),
        (after(1), "easter-monday"),
        (date(year, 5, 1), "labour-day"),
        (after(39), "ascension-day"),
        (after(50), "whit-monday"),
        (date(year, 10, 3), "unity-day"),
        (date(year, 12, 25), "christmas-day"),
        (date(year, 12, 26), "boxing-day"),
    ];
    // Keys: 01 SH, 02 HH, 03 NI, 04 HB, 05 NW, 06 HE, 07 RP, 08 BW, 09 BY, 10 SL, 11 BE, 12 BB, 13 MV, 14 SN, 15 ST, 16 TH.
    let mut add = |lands: &[&str], from: i16, day: Date, name| {
        if lands.contains(&land) && year >= from {
            days.push((day, name));
        }
    };
    add(&["08", "09", "15"], 0, date(year, 1, 6), "epiphany");
    add(&["11"], 2019, date(year, 3, 8), "womens-day");
    add(&["13"], 2023, date(year, 3, 8), "womens-day");
    add(&["12"], 0, easter, "easter-sunday");
    add(&["12"], 0, after(49), "whit-sunday");
    add(
        &["05", "06", "07", "08", "09", "10"],
        0,
        after(60),
        "corpus-christi",
    );
    add(&["10"], 0, date(year, 8, 15), "assumption-day");
    add(&["16"], 2019, date(year, 9, 20), "childrens-day");
    add(
        &["12", "13", "14", "15", "16"],
        0,
        date(year, 10, 31),
        "reformation-day",
    );
    add(
        &["01", "02", "03", "04"],
        2018,
        date(year, 10, 31),
        "reformation-day",
    );
    add(
        &["05", "07", "08", "09", "10"],
        0,
        date(year, 11, 1),
        "all-saints",
    );
    add(&["14"], 0, repentance_day(year), "repentance-day");
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(land: &str) -> Holidays {
        Holidays::of(land, BTreeMap::new())
    }

    #[test]
    fn easter_falls_on_the_days_of_the_tables() {
        for (year, month, day) in [
            (1961, 4, 2),
            (2000, 4, 23),
            (2008, 3, 23),
            (2011, 4, 24),
            (2024, 3, 31),
            (2026, 4, 5),
            (2027, 3, 28),
            (2038, 4, 25),
        ] {
            assert_eq!(easter(year), date(year, month, day));
        }
    }

    #[test]
    fn lower_saxony_has_ten_holidays_and_bavaria_others() {
        let days = of("03");
        assert_eq!(days.of_year(2026).len(), 10);
        assert_eq!(
            days.name(date(2026, 10, 31)),
            Some(HolidayName::Public("reformation-day"))
        );
        assert_eq!(of("03").name(date(2016, 10, 31)), None);
        assert_eq!(days.name(date(2026, 11, 1)), None);
        assert!(of("09").name(date(2026, 11, 1)).is_some());
        assert_eq!(
            of("14").name(date(2026, 11, 18)),
            Some(HolidayName::Public("repentance-day"))
        );
    }

    #[test]
    fn work_goes_on_after_christmas_and_own_days() {
        let own = BTreeMap::from([(date(2026, 12, 28), "Betriebsruhe".to_owned())]);
        let days = Holidays::of("03241", own);
        assert_eq!(
            days.working_day_from(date(2026, 12, 25)),
            date(2026, 12, 29)
        );
        assert_eq!(
            days.working_day_from(date(2026, 11, 20)),
            date(2026, 11, 20)
        );
        assert_eq!(
            days.name(date(2026, 12, 28)),
            Some(HolidayName::Own("Betriebsruhe"))
        );
    }
}
