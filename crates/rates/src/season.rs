// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Seasons of respiratory diseases: from calendar week 40 to calendar week 39 of the next year.

use std::fmt;

use kernel::IsoWeek;
use serde::Serialize;

use crate::weeks::Weeks;

/// The week in which a season begins, as the Robert Koch-Institut counts seasons.
const BEGINS: i8 = 40;

/// A season, shown as `2025/26`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(into = "String")]
pub struct Season {
    first: IsoWeek,
}

/// Cases since a season began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SeasonWeek {
    /// The week.
    pub week: IsoWeek,
    /// All cases from the season's first week to this one, both included.
    pub cases: u64,
    /// How many of these weeks have no count; the sum is then too small.
    pub missing: u32,
}

impl Season {
    /// The season in which a week lies. Weeks before week 40 of 1900 and after 2998 have none.
    pub fn of(week: IsoWeek) -> Option<Self> {
        let year = if week.week() >= BEGINS {
            week.year()
        } else {
            week.year() - 1
        };
        if year > 2998 {
            return None;
        }
        let first = IsoWeek::new(year, BEGINS).ok()?;
        Some(Self { first })
    }

    /// The week in which it begins.
    pub fn first(self) -> IsoWeek {
        self.first
    }

    /// Its weeks, 52 or 53.
    pub fn weeks(self) -> impl Iterator<Item = IsoWeek> {
        let next = self.first.year() + 1;
        (0..53)
            .map(move |place| self.first.plus(place))
            .take_while(move |week| week.year() < next || week.week() < BEGINS)
    }

    /// Cases since the beginning, for each of its weeks that lies in the series. If the series begins within the season, the weeks before it
    /// are missing.
    pub fn cumulative(self, series: &Weeks) -> Vec<SeasonWeek> {
        let (mut cases, mut missing) = (0, 0);
        let mut sums = Vec::new();
        for week in self.weeks().take_while(|week| *week <= series.last()) {
            match series.count(week) {
                Some(count) => cases += u64::from(count),
                None => missing += 1,
            }
            if week >= series.first() {
                sums.push(SeasonWeek {
                    week,
                    cases,
                    missing,
                });
            }
        }
        sums
    }
}

impl fmt::Display for Season {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.first.year();
        write!(f, "{year}/{:02}", (year + 1) % 100)
    }
}

impl From<Season> for String {
    fn from(season: Season) -> Self {
        season.to_string()
    }
}
