// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The questions that pages ask again and again.

use std::cmp::Reverse;
use std::ops::{Range, RangeInclusive};

use kernel::IsoWeek;

use crate::axes::{Category, Weeks};
use crate::cross::{CrossQuery, Dimension};
use crate::held::Cube;
use crate::places::Area;
use crate::scope::{Filter, QueryError, Selected};
use crate::tally::{Slot, Strata, Tally};

/// How far back a ranking looks.
pub const MOST_EARLIER_YEARS: u16 = 100;

/// The cases of a category, week by week.
#[derive(Debug, Clone)]
pub struct SeriesQuery<'a> {
    /// Which.
    pub category: Category,
    /// Where: all of these areas together.
    pub area: &'a [Area],
    /// From this week to that one.
    pub weeks: RangeInclusive<IsoWeek>,
    /// Who.
    pub filter: Filter,
}

/// How fine a map is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MapLevel {
    /// Districts, in the order of [`Places::all_districts`](crate::Places::all_districts).
    District,
    /// Places, in the order of [`Places::all`](crate::Places::all): in each district first what has no municipality.
    Municipality,
}

/// The cases of a category, place by place.
#[derive(Debug, Clone)]
pub struct MapQuery {
    /// Which.
    pub category: Category,
    /// From this week to that one.
    pub weeks: RangeInclusive<IsoWeek>,
    /// By districts or by municipalities.
    pub level: MapLevel,
    /// Who.
    pub filter: Filter,
}

/// The cases of a category by age and sex.
#[derive(Debug, Clone)]
pub struct PyramidQuery<'a> {
    /// Which.
    pub category: Category,
    /// Where: all of these areas together.
    pub area: &'a [Area],
    /// From this week to that one.
    pub weeks: RangeInclusive<IsoWeek>,
}

/// Categories by their cases in some weeks, beside the same weeks of earlier years.
#[derive(Debug, Clone)]
pub struct RankingQuery<'a> {
    /// Where: all of these areas together.
    pub area: &'a [Area],
    /// From this week to that one.
    pub weeks: RangeInclusive<IsoWeek>,
    /// How many earlier years, at most [`MOST_EARLIER_YEARS`].
    pub earlier_years: u16,
}

/// A category in a ranking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked {
    /// Which.
    pub category: Category,
    /// The cases in the weeks.
    pub cases: u64,
    /// The cases in as many weeks one year before, two years before, and so on; none where the cube does not reach back so far. They
    /// end with the week of the same number; week 53 is compared with week 52 of years without it.
    pub earlier: Vec<Option<u64>>,
}

/// The series of all categories in one area.
#[derive(Debug, Clone)]
pub struct AllSeriesQuery<'a> {
    /// Where: all of these areas together.
    pub area: &'a [Area],
    /// From this week to that one.
    pub weeks: RangeInclusive<IsoWeek>,
    /// Who.
    pub filter: Filter,
}

/// A series for each category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllSeries {
    weeks: usize,
    counts: Vec<u64>,
}

impl AllSeries {
    /// The series of a category; none if the cube does not have it.
    pub fn of(&self, category: Category) -> Option<&[u64]> {
        let first = category.index() * self.weeks;
        self.counts.get(first..first + self.weeks)
    }

    /// All series in the order of the categories.
    pub fn all(&self) -> impl Iterator<Item = &[u64]> {
        self.counts.chunks_exact(self.weeks)
    }
}

impl Cube {
    /// A number of cases for each week.
    pub fn series(&self, query: &SeriesQuery<'_>) -> Result<Vec<u64>, QueryError> {
        self.counts(&CrossQuery {
            categories: Some(&[query.category]),
            area: query.area,
            weeks: query.weeks.clone(),
            filter: query.filter.clone(),
            by: Dimension::Week,
            and: None,
        })
    }

    /// A number of cases for each district or place.
    pub fn map(&self, query: &MapQuery) -> Result<Vec<u64>, QueryError> {
        self.counts(&CrossQuery {
            categories: Some(&[query.category]),
            area: &[Area::State],
            weeks: query.weeks.clone(),
            filter: query.filter.clone(),
            by: match query.level {
                MapLevel::District => Dimension::District,
                MapLevel::Municipality => Dimension::Municipality,
            },
            and: None,
        })
    }

    /// For each age, not known last, the numbers of cases by sex in the order of [`Sex::ALL`](kernel::Sex::ALL).
    pub fn pyramid(&self, query: &PyramidQuery<'_>) -> Result<Vec<[u64; 4]>, QueryError> {
        let counts = self.counts(&CrossQuery {
            categories: Some(&[query.category]),
            area: query.area,
            weeks: query.weeks.clone(),
            filter: Filter::default(),
            by: Dimension::Age,
            and: Some(Dimension::Sex),
        })?;
        Ok(counts.as_chunks().0.to_vec())
    }

    /// All categories, those with most cases first, and in their order where these are the same.
    pub fn ranking(&self, query: &RankingQuery<'_>) -> Result<Vec<Ranked>, QueryError> {
        if query.earlier_years > MOST_EARLIER_YEARS {
            return Err(QueryError::TooManyYears(query.earlier_years));
        }
        let axes = self.axes();
        let selected = Selected::of(query.area, axes.places())?;
        let weeks = axes.weeks().range(&query.weeks)?;
        let counted = Filter::default().on(axes.ages())?;
        let years = 1..=query.earlier_years;
        let earlier: Vec<Option<Range<usize>>> = years
            .map(|years| earlier(axes.weeks(), &weeks, years))
            .collect();
        let spans = std::iter::once(Some(weeks)).chain(earlier.iter().cloned());
        let slots: Vec<Slot> = spans
            .enumerate()
            .filter_map(|(at, weeks)| weeks.map(|weeks| Slot { weeks, at }))
            .collect();
        let tally = Tally {
            places: axes.places(),
            selected: &selected,
            slots: &slots,
            district_step: 0,
            place_step: 0,
            strata: Strata::new(&counted, 0, 0),
        };
        let mut counts = vec![0; 1 + earlier.len()];
        let mut ranking = Vec::with_capacity(axes.categories().len());
        for (category, segment) in axes.categories().all().zip(self.segments()) {
            counts.fill(0);
            if let Some(segment) = segment {
                tally.add(segment, &mut counts);
            }
            let before = earlier.iter().zip(&counts[1..]);
            ranking.push(Ranked {
                category,
                cases: counts[0],
                earlier: before
                    .map(|(weeks, cases)| weeks.as_ref().map(|_| *cases))
                    .collect(),
            });
        }
        ranking.sort_by_key(|ranked| Reverse(ranked.cases));
        Ok(ranking)
    }

    /// The series of all categories, for whatever looks at each of them.
    pub fn all_series(&self, query: &AllSeriesQuery<'_>) -> Result<AllSeries, QueryError> {
        let weeks = self.axes().weeks().range(&query.weeks)?.len();
        let counts = self.counts(&CrossQuery {
            categories: None,
            area: query.area,
            weeks: query.weeks.clone(),
            filter: query.filter.clone(),
            by: Dimension::Category,
            and: Some(Dimension::Week),
        })?;
        Ok(AllSeries { weeks, counts })
    }
}

/// As many weeks so many years before, if they are all there.
fn earlier(axis: &Weeks, weeks: &Range<usize>, years: u16) -> Option<Range<usize>> {
    let last = axis.all()[weeks.end - 1];
    let year = last.year().checked_sub(i16::try_from(years).ok()?)?;
    let same = IsoWeek::new(year, last.week()).or_else(|_| IsoWeek::new(year, 52));
    let end = axis.place(same.ok()?)? + 1;
    let start = end.checked_sub(weeks.len())?;
    Some(start..end)
}
