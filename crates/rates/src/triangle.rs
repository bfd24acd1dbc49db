// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Reporting triangles: how many cases of each day or week were known how long after it.

use crate::value::MOST_CASES;

/// The largest number of periods, some fifty years of days.
pub const MOST_PERIODS: usize = 20_000;
/// The longest delay, in periods.
pub const MOST_DELAYS: usize = 400;
/// The largest number of cells.
const MOST_CELLS: usize = 4_000_000;

/// Why counts are no reporting triangle.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TriangleError {
    /// There is no period.
    #[error("a reporting triangle has at least one period")]
    Empty,
    /// There are more than [`MOST_PERIODS`].
    #[error("{0} periods are more than {MOST_PERIODS}")]
    TooManyPeriods(usize),
    /// All rows together are too large.
    #[error("a reporting triangle has at most {MOST_CELLS} cells")]
    TooManyCells,
    /// A delay is above [`MOST_DELAYS`].
    #[error("period {period} has {delays} delays, more than {}; leave out the longest", MOST_DELAYS + 1)]
    TooManyDelays {
        /// The place of the period, from 0.
        period: usize,
        /// How many delays it has.
        delays: usize,
    },
    /// A count is known before it can be.
    #[error(
        "period {period} has a count with a delay of {delay} periods, which would be after the last period"
    )]
    FromTheFuture {
        /// The place of the period, from 0.
        period: usize,
        /// The delay.
        delay: usize,
    },
    /// A case is reported before its period, or after the last one, or its period is behind the last one.
    #[error(
        "a case of period {period} cannot be reported in period {reported}: periods go from 0 to {last}, and reports follow cases"
    )]
    Reported {
        /// The period of the case.
        period: usize,
        /// The period of the report.
        reported: usize,
        /// The last period.
        last: usize,
    },
    /// A period has more than [`MOST_CASES`] cases.
    #[error("period {period} has more than {MOST_CASES} cases")]
    TooManyCases {
        /// The place of the period, from 0.
        period: usize,
    },
}

/// Cumulative counts by period (days or weeks, from the oldest on) and delay (in the same unit). “Now” is the end of the last period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Triangle {
    rows: Vec<Vec<Option<u64>>>,
}

impl Triangle {
    /// Of snapshots: `rows[t][d]` is how many cases of period t were known d periods after it, all of them and not only the new ones; none where
    /// there is no snapshot. Counts may fall, as they do when reports are withdrawn. A row has at most as many delays as have passed since its
    /// period, and at most [`MOST_DELAYS`] + 1.
    pub fn of_snapshots(rows: Vec<Vec<Option<u32>>>) -> Result<Self, TriangleError> {
        let wide =
            |row: Vec<Option<u32>>| row.into_iter().map(|count| count.map(u64::from)).collect();
        Self::checked(rows.into_iter().map(wide).collect())
    }

    /// Of reports: (period of the case, period of the report, cases) with periods from 0 to `periods` − 1, in any order, up to a delay of `longest`; later
    /// ones are left out. What is not reported is 0.
    pub fn of_reports(
        periods: usize,
        longest: usize,
        reports: impl IntoIterator<Item = (usize, usize, u32)>,
    ) -> Result<Self, TriangleError> {
        let last = periods.checked_sub(1).ok_or(TriangleError::Empty)?;
        if periods > MOST_PERIODS {
            return Err(TriangleError::TooManyPeriods(periods));
        }
        if longest > MOST_DELAYS {
            return Err(TriangleError::TooManyDelays {
                period: 0,
                delays: longest.saturating_add(1),
            });
        }
        if (longest + 1) * periods > MOST_CELLS {
            return Err(TriangleError::TooManyCells);
        }
        let mut rows: Vec<Vec<Option<u64>>> = (0..periods)
            .map(|period| vec![Some(0); (last - period).min(longest) + 1])
            .collect();
        for (period, reported, cases) in reports {
            let delay = reported.checked_sub(period).filter(|_| reported <= last);
            let Some(delay) = delay else {
                return Err(TriangleError::Reported {
                    period,
                    reported,
                    last,
                });
            };
            if let Some(Some(cell)) = rows[period].get_mut(delay) {
                *cell = cell.saturating_add(u64::from(cases));
            }
        }
        for row in &mut rows {
            let mut sum = 0u64;
            for cell in row.iter_mut() {
                sum = sum.saturating_add(cell.unwrap_or_default());
                *cell = Some(sum);
            }
        }
        Self::checked(rows)
    }

    fn checked(rows: Vec<Vec<Option<u64>>>) -> Result<Self, TriangleError> {
        if rows.is_empty() {
            return Err(TriangleError::Empty);
        }
        if rows.len() > MOST_PERIODS {
            return Err(TriangleError::TooManyPeriods(rows.len()));
        }
        if rows.iter().map(Vec::len).sum::<usize>() > MOST_CELLS {
            return Err(TriangleError::TooManyCells);
        }
        for (period, row) in rows.iter().enumerate() {
            let passed = rows.len() - 1 - period;
            if row.len() > MOST_DELAYS + 1 {
                return Err(TriangleError::TooManyDelays {
                    period,
                    delays: row.len(),
                });
            }
            if row.len() > passed + 1 {
                return Err(TriangleError::FromTheFuture {
                    period,
                    delay: row.len() - 1,
                });
            }
            if row.iter().flatten().any(|count| *count > MOST_CASES) {
                return Err(TriangleError::TooManyCases { period });
            }
        }
        Ok(Self { rows })
    }

    /// How many periods there are, at least one.
    pub fn periods(&self) -> usize {
        self.rows.len()
    }

    /// How many cases of a period were known after a delay; none if that is not known, or still to come.
    pub fn known(&self, period: usize, delay: usize) -> Option<u64> {
        self.rows.get(period)?.get(delay).copied().flatten()
    }

    /// What was known at the end of a period: what a nowcast of that time had. None behind the last period.
    pub fn as_of(&self, now: usize) -> Option<Self> {
        let rows = self.rows.get(..=now)?.iter().enumerate();
        let rows = rows
            .map(|(period, row)| row[..row.len().min(now - period + 1)].to_vec())
            .collect();
        Some(Self { rows })
    }
}
