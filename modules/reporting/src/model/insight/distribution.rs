// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How the answers to a question are distributed.

use super::block::day_of;
use super::statistics::{mean, quantile};
use super::{Column, Field, FieldKind, Table};
use crate::period::Period;

/// The most bars of a histogram.
const MOST_BINS: usize = 12;

/// One bar of a histogram: numbers from `from` on and below `to` (of the last bar with it).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bin {
    /// The least number.
    pub from: f64,
    /// The number that is in the next one.
    pub to: f64,
    /// How many numbers.
    pub count: usize,
}

/// How the answers to a question are distributed.
#[derive(Debug, Clone, PartialEq)]
pub enum Distribution {
    /// Codes, in the order of the form; those that nobody has chosen are 0.
    Choices {
        /// Out of how many answers: of reports, in repeats of rounds.
        answered: usize,
        /// Code and how often it was chosen.
        counts: Vec<(String, usize)>,
    },
    /// Numbers.
    Numbers {
        /// How many there are.
        count: usize,
        /// Least, quartiles, largest.
        five: [f64; 5],
        /// The mean.
        mean: f64,
        /// The histogram.
        bins: Vec<Bin>,
    },
    /// Days by month, without gaps.
    Months {
        /// How many there are.
        count: usize,
        /// Month and how many.
        counts: Vec<(Period, usize)>,
    },
    /// How many reports have an answer.
    Filled {
        /// How many have one.
        filled: usize,
        /// Of how many reports.
        reports: usize,
    },
}

impl Distribution {
    /// The distribution of the answers of the reports in `rows`; nothing if none of them answers.
    pub fn of(field: &Field, table: &Table, rows: &[bool]) -> Option<Self> {
        let is_in = |row: &u32| rows.get(*row as usize).copied().unwrap_or(false);
        let reports = rows.iter().filter(|row| **row).count();
        let column = table.column(&field.path);
        match (field.kind, column) {
            (FieldKind::Text, column) => {
                let mut filled: Vec<u32> = column
                    .map(|column| column.rows().filter(is_in).collect())
                    .unwrap_or_default();
                filled.dedup();
                Some(Self::Filled {
                    filled: filled.len(),
                    reports,
                })
            }
            (_, Some(Column::Numbers(values))) => numbers(
                values
                    .iter()
                    .filter(|(row, _)| is_in(row))
                    .map(|(_, value)| *value)
                    .collect(),
            ),
            (_, Some(Column::Codes(codes, values))) => {
                let mut counts: Vec<(String, usize)> = field
                    .choices
                    .iter()
                    .map(|(code, _)| (code.clone(), 0))
                    .collect();
                let mut answered = Vec::new();
                for (row, place) in values.iter().filter(|(row, _)| is_in(row)) {
                    answered.push(*row);
                    let Some(code) = codes.get(*place as usize) else {
                        continue;
                    };
                    match counts.iter_mut().find(|(known, _)| known == code) {
                        Some((_, count)) => *count += 1,
                        None => counts.push((code.clone(), 1)),
                    }
                }
                // In repeats each code is an answer of its own: rounds are not told apart here.
                if !field.repeated {
                    answered.dedup();
                }
                (!answered.is_empty()).then_some(Self::Choices {
                    answered: answered.len(),
                    counts,
                })
            }
            (_, Some(Column::Days(values))) => months(
                values
                    .iter()
                    .filter(|(row, _)| is_in(row))
                    .map(|(_, day)| *day)
                    .collect(),
            ),
            _ => None,
        }
    }
}

fn numbers(mut values: Vec<f64>) -> Option<Distribution> {
    values.sort_by(f64::total_cmp);
    let five = [0.0, 0.25, 0.5, 0.75, 1.0].map(|share| quantile(&values, share));
    let [
        Some(least),
        Some(first),
        Some(median),
        Some(third),
        Some(largest),
    ] = five
    else {
        return None;
    };
    Some(Distribution::Numbers {
        count: values.len(),
        five: [least, first, median, third, largest],
        mean: mean(&values)?,
        bins: bins(&values, least, largest),
    })
}

/// Bars of a round width; whole numbers get whole bars.
fn bins(sorted: &[f64], least: f64, largest: f64) -> Vec<Bin> {
    let is_whole = sorted.iter().all(|value| value.fract() == 0.0);
    let wanted = (sorted.len() as f64)
        .sqrt()
        .ceil()
        .clamp(1.0, MOST_BINS as f64 - 2.0);
    let mut width = figures::round_step((largest - least) / wanted);
    if is_whole {
        width = width.ceil().max(1.0);
    }
    let start = (least / width).floor() * width;
    let mut bins = Vec::new();
    let mut rest = sorted;
    while !rest.is_empty() && bins.len() <= MOST_BINS {
        let from = start + bins.len() as f64 * width;
        let to = from + width;
        let count = if bins.len() == MOST_BINS {
            rest.len()
        } else {
            rest.partition_point(|value| *value < to)
        };
        rest = &rest[count..];
        bins.push(Bin { from, to, count });
    }
    bins
}

fn months(mut days: Vec<i32>) -> Option<Distribution> {
    days.sort_unstable();
    let month = |day: i32| Period::containing(forms::PeriodKind::Month, day_of(day));
    let (first, last) = (month(*days.first()?), month(*days.last()?));
    // Typing mistakes of centuries are one bar each, not thousands of empty ones.
    let span = last.since(first);
    let mut counts: Vec<(Period, usize)> = if span <= 60 {
        (0..=span).map(|step| (first.plus(step), 0)).collect()
    } else {
        Vec::new()
    };
    for day in &days {
        let month = month(*day);
        match counts.iter_mut().find(|(known, _)| *known == month) {
            Some((_, count)) => *count += 1,
            None => counts.push((month, 1)),
        }
    }
    Some(Distribution::Months {
        count: days.len(),
        counts,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    #[expect(clippy::float_cmp, reason = "small whole numbers are exact")]
    fn whole_numbers_have_whole_bars() {
        let Some(Distribution::Numbers { five, bins, .. }) = numbers(vec![1.0, 2.0, 2.0, 3.0, 9.0])
        else {
            panic!("numbers have a distribution");
        };
        assert_eq!(five, [1.0, 2.0, 2.0, 3.0, 9.0]);
        assert!(bins.iter().all(|bin| bin.from.fract() == 0.0), "{bins:?}");
        assert!(numbers(Vec::new()).is_none());
    }

    #[test]
    fn months_without_a_day_are_between() {
        use super::super::block::number_of;
        let day = |text: &str| number_of(text.parse().unwrap());
        let Some(Distribution::Months { counts, .. }) = months(vec![
            day("2026-11-18"),
            day("2026-09-01"),
            day("2026-09-30"),
        ]) else {
            panic!("days have a distribution");
        };
        let counts: Vec<usize> = counts.iter().map(|(_, count)| *count).collect();
        assert_eq!(counts, [2, 0, 1]);
    }

    proptest! {
        /// Every number is in one bar, and the bars follow each other.
        #[test]
        fn every_number_is_in_one_bar(values in proptest::collection::vec(-1e6..1e6f64, 1..200)) {
            let count = values.len();
            let Some(Distribution::Numbers { bins, .. }) = numbers(values) else {
                panic!("numbers have a distribution");
            };
            prop_assert_eq!(bins.iter().map(|bin| bin.count).sum::<usize>(), count);
            prop_assert!(bins.len() <= MOST_BINS + 1);
        }
    }
}
