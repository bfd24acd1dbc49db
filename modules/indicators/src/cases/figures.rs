// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The figures behind pages, files and answers: a disease in a place, and all diseases of a week. They are made of the numbers that the reader may see.

use cube::{Area, Category};
use disclosure::Shown;
use kernel::IsoWeek;
use rates::{
    Comparison, EarlierYears, Estimate, Level, Observation, Per, PoissonInterval, Weeks, crude_rate,
};
use web::Error;

pub(crate) use super::numbers::{AgeCount, AgeCounts, TownCounts};
use super::numbers::{Span, known, sum};
use super::{CHART_WEEKS, CaseSet, Cases, EARLIER_YEARS};
use crate::model::District;
use crate::sets::Publication;

/// A week of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct WeekCount {
    pub(crate) week: IsoWeek,
    pub(crate) cases: Shown<u64>,
    /// Smallest, median and largest count of the same week in earlier years, of those that are said.
    pub(crate) earlier: Option<(u32, f64, u32)>,
}

/// A place with its cases over some weeks.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PlaceCount {
    /// None for the state.
    pub(crate) district: Option<District>,
    pub(crate) cases: Shown<u64>,
    pub(crate) inhabitants: u64,
    /// Cases per 100,000 inhabitants in these weeks, with the exact interval of 95 %; none where nobody lives or the cases are not said.
    pub(crate) rate: Option<Estimate>,
}

/// The last weeks up to `until`, each beside the same week of earlier years.
pub(crate) fn series(
    set: &CaseSet,
    category: Category,
    area: Area,
    until: IsoWeek,
    weeks: i32,
) -> Result<Vec<WeekCount>, Error> {
    let counts = set.numbers.weekly(category, area, (set.first(), until))?;
    let small = |count: &Shown<u64>| u32::try_from(known(*count)?).ok();
    let all =
        Weeks::new(set.first(), counts.iter().map(small).collect()).map_err(Error::internal)?;
    let earlier = EarlierYears::new(EARLIER_YEARS, 0).map_err(Error::internal)?;
    let first = set.within(until.plus(1 - weeks));
    let skip = usize::try_from(first.since(set.first())).unwrap_or(0);
    Ok(counts
        .iter()
        .skip(skip)
        .zip(std::iter::successors(Some(first), |week| {
            Some(week.plus(1))
        }))
        .map(|(cases, week)| WeekCount {
            week,
            cases: *cases,
            earlier: earlier.compare(&all, week).as_ref().map(brief),
        })
        .collect())
}

fn brief(comparison: &Comparison) -> (u32, f64, u32) {
    (comparison.minimum, comparison.median, comparison.maximum)
}

/// The state and all districts over the weeks up to `until`.
pub(crate) fn places(
    cases: &Cases,
    set: &CaseSet,
    category: Category,
    weeks: Span,
) -> Result<Vec<PlaceCount>, Error> {
    let (whole, by_key) = set.numbers.places(category, weeks)?;
    let whole = place(None, whole, cases.inhabitants(None));
    let districts = cases.districts.iter().map(|one| {
        let found = by_key.iter().find(|(key, _)| *key == one.district.key);
        let count = found.map_or(Shown::Zero, |(_, count)| *count);
        place(Some(one.district.clone()), count, one.inhabitants)
    });
    Ok(std::iter::once(whole).chain(districts).collect())
}

fn place(district: Option<District>, cases: Shown<u64>, inhabitants: u64) -> PlaceCount {
    let observed = known(cases).and_then(|cases| Observation::new(cases, inhabitants as f64).ok());
    PlaceCount {
        district,
        cases,
        inhabitants,
        rate: observed.and_then(|observed| {
            crude_rate(
                observed,
                Per::HundredThousand,
                PoissonInterval::Exact,
                Level::P95,
            )
        }),
    }
}

/// Age and sex over the weeks; no rows if the set knows neither. Published numbers are those of the last year.
pub(crate) fn pyramid(
    set: &CaseSet,
    category: Category,
    area: Area,
    weeks: Span,
) -> Result<AgeCounts, Error> {
    set.numbers.ages(category, area, weeks)
}

/// Municipalities over the weeks, of a district or of the state; none if the set does not count by them. Published numbers are those of the
/// last year, with small municipalities together.
pub(crate) fn towns(
    set: &CaseSet,
    category: Category,
    district: Option<&District>,
    weeks: Span,
) -> Result<Option<TownCounts>, Error> {
    // What a source has published is by district; its finer numbers are for nobody who may not see the set unpublished.
    if set.set.publication == Publication::AsPublished {
        return Ok(None);
    }
    let mut towns = set.numbers.towns(category, weeks)?;
    if let Some((towns, district)) = towns.as_mut().zip(district) {
        towns.rows.retain(|one| one.district == district.key);
    }
    Ok(towns)
}

/// A disease in the list of a week.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ranked {
    pub(crate) category: Category,
    /// Cases in the weeks.
    pub(crate) cases: Shown<u64>,
    /// The mean of the same weeks of earlier years; none if there are none.
    pub(crate) expected: Option<f64>,
    /// How many earlier years there are.
    pub(crate) years: usize,
    /// The last weeks, one count each.
    pub(crate) recent: Vec<Shown<u64>>,
}

/// How many weeks the small lines of a list have.
const RECENT: i32 = 26;

/// All diseases with cases in the last year, those with most in the weeks first.
pub(crate) fn ranking(set: &CaseSet, area: Area, weeks: Span) -> Result<Vec<Ranked>, Error> {
    let mut all = Vec::new();
    for one in set.numbers.ranking(area, weeks)? {
        let first = set.within(weeks.1.plus(1 - CHART_WEEKS));
        let year = set.numbers.weekly(one.category, area, (first, weeks.1))?;
        if one.cases == Shown::Zero && sum(year.iter().copied()) == Shown::Zero {
            continue;
        }
        let earlier: Vec<u64> = one.earlier.iter().copied().filter_map(known).collect();
        let whole: u64 = earlier.iter().sum();
        let recent = year
            .len()
            .saturating_sub(usize::try_from(RECENT).unwrap_or(0));
        all.push(Ranked {
            category: one.category,
            cases: one.cases,
            expected: (!earlier.is_empty()).then(|| whole as f64 / earlier.len() as f64),
            years: earlier.len(),
            recent: year[recent..].to_vec(),
        });
    }
    Ok(all)
}
