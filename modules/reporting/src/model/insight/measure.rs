// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One number of many reports: how many there are, or a sum, mean, median or ratio of answers.

use serde::{Deserialize, Serialize};

use super::statistics::{byar, mean, quantile, wilson};
use super::{Field, FieldKind, Table};

kernel::named! {
    /// What is made of the answers to a question.
    pub enum Statistic {
        /// Their sum.
        Sum = "sum",
        /// Their mean over the reports.
        Mean = "mean",
        /// Their median over the reports.
        Median = "median",
        /// Their sum divided by that of another question, over reports that answer both.
        Ratio = "ratio",
    }
}

/// What ratios can be written per.
pub const PER: [u32; 6] = [1, 100, 1_000, 10_000, 100_000, 1_000_000];

/// What is measured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// The path of the question; empty: the number of reports.
    pub question: String,
    /// What is made of its answers.
    pub statistic: Statistic,
    /// The path of the question that ratios divide by.
    pub denominator: String,
    /// What ratios are written per.
    pub per: u32,
}

impl Default for Measure {
    fn default() -> Self {
        Self {
            question: String::new(),
            statistic: Statistic::Sum,
            denominator: String::new(),
            per: 100,
        }
    }
}

/// A measure of some reports.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// The number.
    pub value: f64,
    /// The 95 % interval of a ratio of counts.
    pub interval: Option<(f64, f64)>,
    /// How many reports it is made of.
    pub reports: usize,
}

impl Measure {
    /// Whether it is the number of reports.
    pub fn counts_reports(&self) -> bool {
        self.question.is_empty()
    }

    /// Field of the form and key of what is wrong; nothing if it can be measured.
    pub fn fault(&self, fields: &[Field]) -> Option<(&'static str, &'static str)> {
        let is_number = |path: &str| {
            let found = fields.iter().find(|field| field.path == path);
            found.is_some_and(|field| field.kind == FieldKind::Number)
        };
        if self.counts_reports() {
            return None;
        }
        if !is_number(&self.question) {
            return Some(("frage", "question-no-number"));
        }
        if self.statistic != Statistic::Ratio {
            return None;
        }
        if !is_number(&self.denominator) {
            return Some(("nenner", "denominator-missing"));
        }
        (!PER.contains(&self.per)).then_some(("je", "per-unknown"))
    }

    /// Makes it ready to measure groups of reports of this table.
    pub fn of(&self, table: &Table) -> Measured {
        let denominator = if self.statistic == Statistic::Ratio {
            table.numbers(&self.denominator)
        } else {
            Vec::new()
        };
        Measured {
            numbers: table.numbers(&self.question),
            denominator,
            measure: self.clone(),
        }
    }
}

/// A measure with the numbers that it reads.
#[derive(Debug, Clone)]
pub struct Measured {
    measure: Measure,
    numbers: Vec<Option<f64>>,
    denominator: Vec<Option<f64>>,
}

impl Measured {
    /// The measure of these rows; nothing where there is nothing to measure. No reports are none.
    pub fn figure(&self, rows: &[u32]) -> Option<Figure> {
        if self.measure.counts_reports() {
            return Some(Figure {
                value: rows.len() as f64,
                interval: None,
                reports: rows.len(),
            });
        }
        let of = |values: &[Option<f64>], row: u32| values.get(row as usize).copied().flatten();
        if self.measure.statistic == Statistic::Ratio {
            let pairs = rows
                .iter()
                .filter_map(|row| Some((of(&self.numbers, *row)?, of(&self.denominator, *row)?)));
            let (mut above, mut below, mut reports) = (0.0, 0.0, 0);
            for (one, other) in pairs {
                above += one;
                below += other;
                reports += 1;
            }
            return self.ratio(above, below, reports);
        }
        let mut values: Vec<f64> = rows
            .iter()
            .filter_map(|row| of(&self.numbers, *row))
            .collect();
        let value = match self.measure.statistic {
            Statistic::Mean => mean(&values)?,
            Statistic::Median => {
                values.sort_by(f64::total_cmp);
                quantile(&values, 0.5)?
            }
            _ if values.is_empty() => return None,
            _ => values.iter().sum(),
        };
        Some(Figure {
            value,
            interval: None,
            reports: values.len(),
        })
    }

    fn ratio(&self, above: f64, below: f64, reports: usize) -> Option<Figure> {
        if below <= 0.0 {
            return None;
        }
        let per = f64::from(self.measure.per);
        // Shares of a whole have Wilson's interval; rare events per time or people have Byar's.
        let counts = above >= 0.0 && above.fract() == 0.0;
        let interval = if counts && self.measure.per <= 100 && above <= below {
            wilson(above, below)
        } else if counts {
            byar(above).map(|(low, high)| (low / below, high / below))
        } else {
            None
        };
        Some(Figure {
            value: above / below * per,
            interval: interval.map(|(low, high)| (low * per, high * per)),
            reports,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Block, Column};
    use super::*;
    use crate::model::{Report, SubmissionState};
    use jiff::Timestamp;
    use kernel::Id;
    use uuid::Uuid;

    fn table() -> Table {
        let report = |number: u128| Report {
            submission: Id::from_uuid(Uuid::from_u128(number)),
            institution: Id::from_uuid(Uuid::from_u128(100 + number)),
            period: "2026-W47".parse().unwrap(),
            unit: "2026-W47".parse().unwrap(),
            state: SubmissionState::Accepted,
            version: 1,
            submitted_at: Timestamp::UNIX_EPOCH,
            late: false,
            warnings: 0,
        };
        let reports: Vec<Report> = (1..=4).map(report).collect();
        let rows = reports.iter().map(|one| (one.submission, 1)).collect();
        let mut table = Table::of(reports);
        table.take(Block {
            rows,
            columns: [
                (
                    "ill".to_owned(),
                    Column::Numbers(vec![(0, 4.0), (1, 6.0), (3, 90.0)]),
                ),
                (
                    "cared".to_owned(),
                    Column::Numbers(vec![(0, 50.0), (1, 50.0), (2, 20.0)]),
                ),
            ]
            .into(),
        });
        table
    }

    fn figure(statistic: Statistic, per: u32) -> Figure {
        let measure = Measure {
            question: "ill".to_owned(),
            statistic,
            denominator: "cared".to_owned(),
            per,
        };
        measure.of(&table()).figure(&[0, 1, 2, 3]).unwrap()
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "small whole numbers are exact")]
    fn a_measure_is_made_of_the_reports_that_answer() {
        assert_eq!(figure(Statistic::Sum, 1).value, 100.0);
        assert_eq!(figure(Statistic::Median, 1).value, 6.0);
        assert_eq!(figure(Statistic::Mean, 1).reports, 3);
        let ratio = figure(Statistic::Ratio, 100);
        assert_eq!((ratio.value, ratio.reports), (10.0, 2));
        let (low, high) = ratio.interval.unwrap();
        assert!(low > 5.0 && low < 10.0 && high > 10.0 && high < 20.0);
        let count = Measure::default().of(&table()).figure(&[1, 2]).unwrap();
        assert_eq!(count.value, 2.0);
        let none = Measure {
            question: "ill".to_owned(),
            ..Measure::default()
        };
        assert_eq!(none.of(&table()).figure(&[2]), None);
    }
}
