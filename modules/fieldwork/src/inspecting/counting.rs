// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The figures of a year: what was planned and done, how much of it in time, and what became of defects.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};

use crate::store::inspecting::figures::{Counted, CountedDefect};

/// The figures of a year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Year {
    /// By kind of facility: planned for the year, and done in it.
    pub(crate) kinds: BTreeMap<String, (i64, i64)>,
    /// Done in each month.
    pub(crate) months: [i64; 12],
    /// Routine inspections that were done.
    pub(crate) routine: i64,
    /// How many of these were done when they were due at the latest.
    pub(crate) in_time: i64,
    /// Defects that were found, by heading and severity.
    pub(crate) found: BTreeMap<(String, String), i64>,
    /// How many of these had been mended before.
    pub(crate) repeats: i64,
    /// The days that mended defects took, in order.
    pub(crate) days: Vec<i64>,
}

impl Year {
    /// How many defects were found.
    pub(crate) fn defects(&self) -> i64 {
        self.found.values().sum()
    }

    /// The share of routine inspections that were done in time; none if there was none.
    pub(crate) fn share_in_time(&self) -> Option<f64> {
        (self.routine > 0).then(|| self.in_time as f64 / self.routine as f64)
    }

    /// The middle of the days until a defect was mended: of an even number the lower one.
    pub(crate) fn median_days(&self) -> Option<i64> {
        let middle = self.days.len().checked_sub(1)? / 2;
        self.days.get(middle).copied()
    }
}

/// The first and the last day of a year.
pub(crate) fn days_of(year: i16) -> (Date, Date) {
    (date(year, 1, 1), date(year, 12, 31))
}

/// Counts a year.
pub(crate) fn count(year: i16, inspections: &[Counted], defects: &[CountedDefect]) -> Year {
    let is_within = |day: Option<Date>| day.is_some_and(|day| day.year() == year);
    let mut figures = Year::default();
    for one in inspections {
        let kind = figures.kinds.entry(one.kind.clone()).or_default();
        // What took place without a plan was nobody's plan.
        kind.0 += i64::from(is_within(one.planned_on));
        let Some(visited_on) = one.visited_on.filter(|day| day.year() == year) else {
            continue;
        };
        kind.1 += 1;
        let month = usize::try_from(visited_on.month() - 1).unwrap_or(0);
        if let Some(month) = figures.months.get_mut(month) {
            *month += 1;
        }
        if one.occasion == "routine" {
            figures.routine += 1;
            figures.in_time += i64::from(visited_on <= one.due_on);
        }
    }
    for one in defects {
        if one.found_on.year() == year {
            let key = (one.section.clone(), one.severity.clone());
            *figures.found.entry(key).or_default() += 1;
            figures.repeats += i64::from(one.is_repeat);
        }
        if let Some(closed_on) = one.closed_on.filter(|day| day.year() == year)
            && one.state == "confirmed"
        {
            let days = one
                .found_on
                .until(closed_on)
                .map_or(0, |span| span.get_days());
            figures.days.push(i64::from(days));
        }
    }
    figures.days.sort_unstable();
    figures
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inspection(due: Date, planned: Option<Date>, visited: Option<Date>) -> Counted {
        Counted {
            kind: "kita".to_owned(),
            occasion: "routine".to_owned(),
            due_on: due,
            planned_on: planned,
            visited_on: visited,
        }
    }

    fn defect(found: Date, closed: Option<Date>) -> CountedDefect {
        CountedDefect {
            section: "Küche".to_owned(),
            severity: "schwer".to_owned(),
            is_repeat: closed.is_none(),
            state: if closed.is_some() {
                "confirmed"
            } else {
                "open"
            }
            .to_owned(),
            found_on: found,
            closed_on: closed,
        }
    }

    #[test]
    fn a_year_counts_what_lies_in_it() {
        let inspections = [
            inspection(
                date(2026, 3, 1),
                Some(date(2026, 2, 1)),
                Some(date(2026, 2, 3)),
            ),
            inspection(date(2026, 3, 1), None, Some(date(2026, 3, 2))),
            inspection(date(2026, 3, 1), Some(date(2026, 12, 1)), None),
            inspection(
                date(2025, 3, 1),
                Some(date(2025, 12, 1)),
                Some(date(2026, 1, 2)),
            ),
        ];
        let defects = [
            defect(date(2026, 2, 3), Some(date(2026, 2, 13))),
            defect(date(2025, 12, 1), Some(date(2026, 1, 2))),
            defect(date(2026, 3, 2), None),
            defect(date(2026, 3, 2), Some(date(2027, 1, 2))),
        ];
        let year = count(2026, &inspections, &defects);
        assert_eq!(year.kinds["kita"], (2, 3));
        assert_eq!((year.routine, year.in_time), (3, 1));
        assert_eq!(year.months[..3], [1, 1, 1]);
        assert_eq!(year.defects(), 3);
        assert_eq!(year.repeats, 1);
        assert_eq!(year.days, [10, 32]);
        assert_eq!(year.median_days(), Some(10));
    }

    #[test]
    fn without_anything_there_is_no_middle_and_no_share() {
        let year = count(2026, &[], &[]);
        assert_eq!(year.median_days(), None);
        assert_eq!(year.share_in_time(), None);
    }
}
