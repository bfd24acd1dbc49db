// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What may be learned from: a series without the weeks that were different.

use crate::finding::Reason;
use crate::plan::Interventions;
use crate::series::Series;

/// A series with its interventions.
#[derive(Debug)]
pub(crate) struct Past<'s> {
    pub(crate) series: &'s Series,
    excluded: Vec<bool>,
    splits: Vec<usize>,
}

/// What a place of the series is good for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Week {
    Counted(u32),
    Missing,
    Excluded,
}

/// Some counts with their places, in the order of time.
#[derive(Debug, Default)]
pub(crate) struct Sample {
    pub(crate) places: Vec<usize>,
    pub(crate) counts: Vec<f64>,
}

impl<'s> Past<'s> {
    pub(crate) fn new(series: &'s Series, interventions: &Interventions) -> Self {
        let mut excluded = vec![false; series.len()];
        let place = |place: i64| usize::try_from(place.max(0)).unwrap_or(usize::MAX);
        for span in &interventions.excluded {
            let (from, to) = (series.place(span.from), series.place(span.to));
            let (from, behind) = (place(from), place(to.saturating_add(1)).min(series.len()));
            if from < behind {
                excluded[from..behind].fill(true);
            }
        }
        let mut splits: Vec<usize> = interventions
            .splits
            .iter()
            .map(|week| place(series.place(*week)))
            .collect();
        splits.sort_unstable();
        Self {
            series,
            excluded,
            splits,
        }
    }

    /// The first place that may be learned from for a week.
    pub(crate) fn begin(&self, index: usize) -> usize {
        let split = self.splits.iter().rev().find(|split| **split <= index);
        split.copied().unwrap_or(0)
    }

    /// How many weeks lie before a week since the series began (anew).
    pub(crate) fn history(&self, index: usize) -> usize {
        index - self.begin(index)
    }

    pub(crate) fn week(&self, index: usize) -> Week {
        if self.excluded.get(index).copied().unwrap_or(false) {
            return Week::Excluded;
        }
        match self.series.count(index) {
            Some(count) => Week::Counted(count),
            None => Week::Missing,
        }
    }

    /// The counts of all these places but the excluded ones. A mean over a hole would be a guess, so a missing
    /// week is an end to it.
    pub(crate) fn sample(&self, places: impl IntoIterator<Item = usize>) -> Result<Sample, Reason> {
        let mut sample = Sample::default();
        for place in places {
            match self.week(place) {
                Week::Counted(count) => {
                    sample.places.push(place);
                    sample.counts.push(f64::from(count));
                }
                Week::Excluded => {}
                Week::Missing => {
                    let week = self.series.week(place);
                    return Err(Reason::MissingWeek { week });
                }
            }
        }
        Ok(sample)
    }

    /// The counts of the `half` weeks around the same week of the `years` before, and, if asked for, of the `half` weeks before
    /// `index`, oldest first. A year has 52 weeks here, as in R.
    pub(crate) fn seasons(
        &self,
        index: usize,
        years: u32,
        half: u32,
        this_year: bool,
    ) -> Result<Sample, Reason> {
        let half = usize::try_from(half).unwrap_or(usize::MAX);
        let years = usize::try_from(years).unwrap_or(usize::MAX);
        let needed = years * 52 + half;
        let weeks = self.history(index);
        if weeks < needed {
            return Err(Reason::NotEnoughHistory { weeks, needed });
        }
        let windows = (1..=years)
            .rev()
            .flat_map(|year| index - year * 52 - half..=index - year * 52 + half);
        let recent = if this_year { index - half } else { index }..index;
        let sample = self.sample(windows.chain(recent))?;
        if sample.counts.is_empty() {
            return Err(Reason::TooFewWeeksLeft {
                weeks: 0,
                needed: 1,
            });
        }
        Ok(sample)
    }
}

impl Sample {
    pub(crate) fn len(&self) -> f64 {
        self.counts.len() as f64
    }

    pub(crate) fn sum(&self) -> f64 {
        self.counts.iter().sum()
    }

    pub(crate) fn mean(&self) -> f64 {
        self.sum() / self.len()
    }

    /// The standard deviation with n − 1; no number for one count.
    pub(crate) fn deviation(&self) -> f64 {
        let mean = self.mean();
        let squares: f64 = self.counts.iter().map(|count| (count - mean).powi(2)).sum();
        (squares / (self.len() - 1.0)).sqrt()
    }
}
