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
        Self::beside(field, table, rows, None)
    }

    /// The same with the bars of a whole of which these reports are a part, so that parts can be compared.
    pub fn of_part(field: &Field, table: &Table, rows: &[bool], whole: &Self) -> Option<Self> {
        Self::beside(field, table, rows, Some(whole))
    }

    fn beside(field: &Field, table: &Table, rows: &[bool], whole: Option<&Self>) -> Option<Self> {
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
            (_, Some(Column::Numbers(values))) => {
                let values = values.iter().filter(|(row, _)| is_in(row));
                let bins = match whole {
                    Some(Self::Numbers { bins, .. }) => bins.as_slice(),
                    _ => &[],
                };
                numbers(values.map(|(_, value)| *value).collect(), bins)
            }
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
            (_, Some(Column::Days(values))) => {
                let values = values.iter().filter(|(row, _)| is_in(row));
                let found = months(values.map(|(_, day)| *day).collect())?;
                Some(match whole {
                    Some(Self::Months { counts, .. }) => found.in_months_of(counts),
                    _ => found,
                })
            }
            _ => None,
        }
    }
}

impl Distribution {
    /// Whether not all answers are the same.
    pub fn varies(&self) -> bool {
        match self {
            Self::Numbers { five, .. } => five[0] < five[4],
            Self::Choices { counts, .. } => {
                counts.iter().filter(|(_, count)| *count > 0).count() > 1
            }
            Self::Months { counts, .. } => {
                counts.iter().filter(|(_, count)| *count > 0).count() > 1
            }
            Self::Filled { filled, reports } => (1..*reports).contains(filled),
        }
    }

    /// The same with all months of a whole.
    fn in_months_of(self, whole: &[(Period, usize)]) -> Self {
        let Self::Months { count, counts } = self else {
            return self;
        };
        let of = |month: Period| {
            let found = counts.iter().find(|(known, _)| *known == month);
            found.map_or(0, |(_, count)| *count)
        };
        let counts = whole.iter().map(|(month, _)| (*month, of(*month)));
        Self::Months {
            count,
            counts: counts.collect(),
        }
    }
}

/// Numbers in the bars of a whole; in bars of their own if there is none.
fn numbers(mut values: Vec<f64>, whole: &[Bin]) -> Option<Distribution> {
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
        bins: if whole.is_empty() {
            bins(&values, least, largest)
        } else {
            counted(&values, whole)
        },
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

/// How many numbers lie in each of these bars.
fn counted(sorted: &[f64], bars: &[Bin]) -> Vec<Bin> {
    let below = |limit: f64| sorted.partition_point(|value| *value < limit);
    let last = bars.len().saturating_sub(1);
    let count = |place: usize, bar: &Bin| {
        let end = if place == last {
            sorted.len()
        } else {
            below(bar.to)
        };
        end.saturating_sub(below(bar.from))
    };
    let bars = bars.iter().enumerate();
    bars.map(|(place, bar)| Bin {
        count: count(place, bar),
        ..*bar
    })
    .collect()
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
        let Some(Distribution::Numbers { five, bins, .. }) =
            numbers(vec![1.0, 2.0, 2.0, 3.0, 9.0], &[])
        else {
            panic!("numbers have a distribution");
        };
        assert_eq!(five, [1.0, 2.0, 2.0, 3.0, 9.0]);
        assert!(bins.iter().all(|bin| bin.from.fract() == 0.0), "{bins:?}");
        assert!(numbers(Vec::new(), &[]).is_none());
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

    #[test]
    fn parts_have_the_bars_of_the_whole() {
        let all = vec![1.0, 2.0, 2.0, 3.0, 40.0];
        let Some(Distribution::Numbers { bins: whole, .. }) = numbers(all, &[]) else {
            panic!("numbers have a distribution");
        };
        let counts = |values: Vec<f64>| {
            let Some(Distribution::Numbers { bins, .. }) = numbers(values, &whole) else {
                panic!("numbers have a distribution");
            };
            bins.iter().map(|bin| bin.count).collect::<Vec<_>>()
        };
        let (one, other) = (counts(vec![1.0, 40.0]), counts(vec![2.0, 2.0, 3.0]));
        let both: Vec<usize> = one.iter().zip(&other).map(|(a, b)| a + b).collect();
        let wanted: Vec<usize> = whole.iter().map(|bin| bin.count).collect();
        assert_eq!(both, wanted);
    }

    proptest! {
        /// Every number is in one bar, and the bars follow each other.
        #[test]
        fn every_number_is_in_one_bar(values in proptest::collection::vec(-1e6..1e6f64, 1..200)) {
            let count = values.len();
            let Some(Distribution::Numbers { bins, .. }) = numbers(values, &[]) else {
                panic!("numbers have a distribution");
            };
            prop_assert_eq!(bins.iter().map(|bin| bin.count).sum::<usize>(), count);
            prop_assert!(bins.len() <= MOST_BINS + 1);
        }
    }
}
