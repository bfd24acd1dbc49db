// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Counts, week after week.

use jiff::civil::Date;
use kernel::IsoWeek;

/// The largest count of a week. More than any disease of a country reached; it keeps the widest distribution small
/// enough to be summed.
pub const MOST_CASES: u32 = 10_000_000;
/// The longest series, some hundred years.
pub const MOST_WEEKS: usize = 5_300;

/// Why counts are no series.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SeriesError {
    /// There is no week.
    #[error("there is no week")]
    Empty,
    /// There are more than [`MOST_WEEKS`].
    #[error("{0} weeks are more than {MOST_WEEKS}")]
    TooLong(usize),
    /// A count is above [`MOST_CASES`].
    #[error("{count} cases in {week} are more than {MOST_CASES}")]
    TooManyCases {
        /// The week.
        week: IsoWeek,
        /// Its count.
        count: u32,
    },
    /// The first day is before 1900 or after 2900.
    #[error("{0} is not between 1900 and 2900")]
    Day(Date),
}

/// Counts of consecutive weeks; the distance between two is seven days, also at the turn of a year with 53 weeks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    first: Date,
    counts: Vec<Option<u32>>,
}

impl Series {
    /// Counts from the week that is named by this day. A week without a count is missing, which is not zero. All weeks are
    /// named by the same weekday; of which one matters where dates of former years are looked up.
    pub fn new(first: Date, counts: Vec<Option<u32>>) -> Result<Self, SeriesError> {
        if !(1900..=2900).contains(&first.year()) {
            return Err(SeriesError::Day(first));
        }
        if counts.is_empty() {
            return Err(SeriesError::Empty);
        }
        if counts.len() > MOST_WEEKS {
            return Err(SeriesError::TooLong(counts.len()));
        }
        let series = Self { first, counts };
        let above = |count: &Option<u32>| count.is_some_and(|count| count > MOST_CASES);
        if let Some(index) = series.counts.iter().position(above) {
            return Err(SeriesError::TooManyCases {
                week: series.week(index),
                count: series.count(index).unwrap_or_default(),
            });
        }
        Ok(series)
    }

    /// Counts from a calendar week.
    pub fn from_week(first: IsoWeek, counts: Vec<Option<u32>>) -> Result<Self, SeriesError> {
        Self::new(first.monday(), counts)
    }

    /// How many weeks there are, at least one.
    #[expect(clippy::len_without_is_empty, reason = "a series is never empty")]
    pub fn len(&self) -> usize {
        self.counts.len()
    }

    /// All counts; none for weeks that are missing.
    pub fn counts(&self) -> &[Option<u32>] {
        &self.counts
    }

    /// The count of a week; none if it is missing or outside.
    pub fn count(&self, index: usize) -> Option<u32> {
        self.counts.get(index).copied().flatten()
    }

    /// The day that names a week.
    pub fn day(&self, index: usize) -> Date {
        let days = i64::try_from(index).unwrap_or(i64::MAX / 7) * 7;
        self.first
            .checked_add(jiff::Span::new().days(days))
            .expect("a series ends within the calendar")
    }

    /// The calendar week at a place.
    pub fn week(&self, index: usize) -> IsoWeek {
        IsoWeek::of(self.day(index))
    }

    /// The place of a calendar week from the first week on; negative before it, and it may be behind the end.
    pub fn place(&self, week: IsoWeek) -> i64 {
        i64::from(week.since(IsoWeek::of(self.first)))
    }

    /// The place of a day that names a week; none if it is another weekday or outside.
    pub(crate) fn place_of_day(&self, day: Date) -> Option<usize> {
        let days = (day - self.first).get_days();
        if days % 7 != 0 {
            return None;
        }
        usize::try_from(days / 7)
            .ok()
            .filter(|place| *place < self.len())
    }
}
