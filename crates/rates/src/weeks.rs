// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Counts, week after week.

use kernel::IsoWeek;

/// The longest series, some hundred years.
pub const MOST_WEEKS: usize = 5_300;

/// Why counts are no series.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WeeksError {
    /// There is no week.
    #[error("there is no week")]
    Empty,
    /// There are more than [`MOST_WEEKS`], or they end after the year 2900.
    #[error("{weeks} weeks from {first} on are too many: at most {MOST_WEEKS}, to the year 2900")]
    TooLong {
        /// How many there are.
        weeks: usize,
        /// The first of them.
        first: IsoWeek,
    },
    /// Years are looked back that are none or too many, or a window is too wide.
    #[error(
        "{years} years with {half} weeks on each side cannot be looked at: 1 to 50 years, at most 12 weeks"
    )]
    Window {
        /// How many years back.
        years: u16,
        /// How many weeks on each side.
        half: u8,
    },
}

/// Counts of consecutive calendar weeks. A week without a count is missing, which is not zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weeks {
    first: IsoWeek,
    counts: Vec<Option<u32>>,
}

impl Weeks {
    /// Counts of 1 to [`MOST_WEEKS`] weeks from `first` on.
    pub fn new(first: IsoWeek, counts: Vec<Option<u32>>) -> Result<Self, WeeksError> {
        if counts.is_empty() {
            return Err(WeeksError::Empty);
        }
        let years = counts.len() / 52 + 1;
        let ends = usize::try_from(first.year()).unwrap_or_default() + years;
        if counts.len() > MOST_WEEKS || ends > 2900 {
            return Err(WeeksError::TooLong {
                weeks: counts.len(),
                first,
            });
        }
        Ok(Self { first, counts })
    }

    /// The first week.
    pub fn first(&self) -> IsoWeek {
        self.first
    }

    /// The last week.
    pub fn last(&self) -> IsoWeek {
        let weeks = i32::try_from(self.counts.len() - 1).unwrap_or_default();
        self.first.plus(weeks)
    }

    /// The counts in their order.
    pub fn counts(&self) -> &[Option<u32>] {
        &self.counts
    }

    /// The count of a week; none if it is missing or outside.
    pub fn count(&self, week: IsoWeek) -> Option<u32> {
        let place = usize::try_from(week.since(self.first)).ok()?;
        self.counts.get(place).copied().flatten()
    }
}

/// Whether an ISO year has a week 53.
pub(crate) fn is_long(year: i16) -> bool {
    IsoWeek::new(year, 53).is_ok()
}
