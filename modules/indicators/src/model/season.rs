// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::fmt;

use kernel::IsoWeek;

/// A season of respiratory illnesses: from week 40 of one year to week 39 of the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Season(i16);

impl Season {
    const FIRST_WEEK: i8 = 40;
    /// The last week of regular reporting; what comes after is shown only if there are figures.
    const LAST_USUAL_WEEK: i8 = 20;

    /// The season in which a week lies.
    pub fn of(week: IsoWeek) -> Self {
        if week.week() >= Self::FIRST_WEEK {
            Self(week.year())
        } else {
            Self(week.year() - 1)
        }
    }

    /// The season before.
    #[must_use]
    pub fn before(self) -> Self {
        Self(self.0 - 1)
    }

    /// All its weeks, in order.
    pub fn weeks(self) -> impl Iterator<Item = IsoWeek> {
        let first = (Self::FIRST_WEEK..=53).filter_map(move |week| IsoWeek::new(self.0, week).ok());
        let second =
            (1..Self::FIRST_WEEK).filter_map(move |week| IsoWeek::new(self.0 + 1, week).ok());
        first.chain(second)
    }

    /// Whether institutions usually report in this week.
    pub fn is_usual(week: IsoWeek) -> bool {
        week.week() >= Self::FIRST_WEEK || week.week() <= Self::LAST_USUAL_WEEK
    }

    /// The week of this season with the same number; none for week 53 in a season without it.
    pub fn same_week(self, week: IsoWeek) -> Option<IsoWeek> {
        let year = if week.week() >= Self::FIRST_WEEK {
            self.0
        } else {
            self.0 + 1
        };
        IsoWeek::new(year, week.week()).ok()
    }
}

impl fmt::Display for Season {
    /// `2026/27`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{:02}", self.0, (self.0 + 1) % 100)
    }
}
