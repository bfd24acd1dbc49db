// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The numbers of an institution beside the middle of the others, without letting anybody read off what
//! one of the others has reported.

use std::collections::BTreeMap;

use kernel::OrganisationId;

use super::Table;
use super::statistics::quantile;
use crate::model::SubmissionState;
use crate::period::Period;

/// How many other institutions must have reported about a period before their middle is shown.
pub const LEAST_OTHERS: usize = 5;

/// The most periods that are shown.
const MOST_PERIODS: usize = 160;

/// A period of an institution.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OwnPoint {
    /// The period.
    pub period: Period,
    /// The number of the institution; nothing if it has reported none.
    pub own: Option<f64>,
    /// The median of the others; nothing if too few of them have reported.
    pub median: Option<f64>,
}

/// The numbers of `institution` period by period, from its first report to its last. An empty `path`
/// counts reports. `own` are the institutions of the reader: none of them is one of the others, or who has
/// several could find out about the rest.
pub fn own_series(
    table: &Table,
    path: &str,
    institution: OrganisationId,
    own: &[OrganisationId],
) -> Vec<OwnPoint> {
    let numbers = if path.is_empty() {
        vec![Some(1.0); table.len()]
    } else {
        table.numbers(path)
    };
    let mut periods: BTreeMap<Period, BTreeMap<OrganisationId, f64>> = BTreeMap::new();
    let mut reported: Vec<Period> = Vec::new();
    for (report, number) in table.reports().iter().zip(numbers) {
        let counts = matches!(
            report.state,
            SubmissionState::Submitted | SubmissionState::Accepted
        );
        if !counts {
            continue;
        }
        if report.institution == institution {
            reported.push(report.unit);
        }
        if let Some(number) = number {
            let of = periods.entry(report.unit).or_default();
            *of.entry(report.institution).or_default() += number;
        }
    }
    let (Some(first), Some(last)) = (reported.iter().min(), reported.iter().max()) else {
        return Vec::new();
    };
    let none = BTreeMap::new();
    let steps = (0..=last.since(*first)).rev().take(MOST_PERIODS);
    let mut points: Vec<OwnPoint> = steps
        .map(|step| {
            let period = first.plus(step);
            let numbers = periods.get(&period).unwrap_or(&none);
            let others = numbers
                .iter()
                .filter(|(id, _)| **id != institution && !own.contains(id));
            let mut others: Vec<f64> = others.map(|(_, number)| *number).collect();
            others.sort_by(f64::total_cmp);
            OwnPoint {
                period,
                own: numbers.get(&institution).copied(),
                median: (others.len() >= LEAST_OTHERS)
                    .then(|| quantile(&others, 0.5))
                    .flatten(),
            }
        })
        .collect();
    points.reverse();
    points
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use kernel::Id;
    use uuid::Uuid;

    use super::super::{Block, Column};
    use super::*;
    use crate::model::Report;

    fn id(number: u128) -> OrganisationId {
        Id::from_uuid(Uuid::from_u128(number))
    }

    /// Institution 1 reports 100, the others their own number, all about one week.
    fn table(others: u128) -> Table {
        let report = |number: u128| Report {
            submission: Id::from_uuid(Uuid::from_u128(1_000 + number)),
            institution: id(number),
            period: "2026-W47".parse().unwrap(),
            unit: "2026-W47".parse().unwrap(),
            state: SubmissionState::Accepted,
            version: 1,
            submitted_at: Timestamp::UNIX_EPOCH,
            late: false,
            warnings: 0,
        };
        let reports: Vec<Report> = (1..=others + 1).map(report).collect();
        let rows = reports.iter().map(|one| (one.submission, 1)).collect();
        let number = |row: u32| if row == 0 { 100.0 } else { f64::from(row + 1) };
        let values = (0..u32::try_from(reports.len()).unwrap()).map(|row| (row, number(row)));
        let columns = [("ill".to_owned(), Column::Numbers(values.collect()))].into();
        let mut table = Table::of(reports);
        table.take(Block { rows, columns });
        table
    }

    fn median(others: u128, own: &[OrganisationId]) -> Option<f64> {
        let series = own_series(&table(others), "ill", id(1), own);
        assert_eq!(series.len(), 1);
        assert_eq!(series[0].own, Some(100.0));
        series[0].median
    }

    #[test]
    fn the_middle_is_shown_from_five_others_on() {
        assert_eq!(median(4, &[id(1)]), None);
        assert_eq!(median(5, &[id(1)]), Some(4.0), "the middle of 2 to 6");
    }

    #[test]
    fn institutions_of_the_reader_are_none_of_the_others() {
        assert_eq!(median(5, &[id(1), id(2)]), None);
        assert_eq!(
            median(6, &[id(1), id(2)]),
            Some(5.0),
            "the middle of 3 to 7"
        );
    }

    #[test]
    fn who_has_not_reported_sees_nothing() {
        assert_eq!(own_series(&table(9), "ill", id(77), &[id(77)]), []);
        let others = own_series(&table(5), "", id(1), &[id(1)]);
        assert_eq!((others[0].own, others[0].median), (Some(1.0), Some(1.0)));
        let unknown = own_series(&table(9), "nothing", id(1), &[id(1)]);
        assert_eq!((unknown[0].own, unknown[0].median), (None, None));
    }
}
