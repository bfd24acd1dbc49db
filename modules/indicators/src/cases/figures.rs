// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The numbers behind pages, files and answers: a disease in a place, and all diseases of a week.

use cube::{
    AgeGroup, Area, Category, Filter, MapLevel, MapQuery, PyramidQuery, RankingQuery, SeriesQuery,
    Sex,
};
use kernel::IsoWeek;
use rates::{
    Comparison, EarlierYears, Estimate, Level, Observation, Per, PoissonInterval, Weeks, crude_rate,
};
use web::Error;

use super::{CHART_WEEKS, CaseSet, Cases, EARLIER_YEARS};
use crate::model::District;

/// A week of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct WeekCount {
    pub(crate) week: IsoWeek,
    pub(crate) cases: u64,
    /// Smallest, median and largest count of the same week in earlier years.
    pub(crate) earlier: Option<(u32, f64, u32)>,
}

/// A place with its cases over some weeks.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PlaceCount {
    /// None for the state.
    pub(crate) district: Option<District>,
    pub(crate) cases: u64,
    pub(crate) inhabitants: u64,
    /// Cases per 100,000 inhabitants in these weeks, with the exact interval of 95 %; none where nobody lives.
    pub(crate) rate: Option<Estimate>,
}

/// An age group with its cases by sex.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AgeCount {
    /// None where the age is not known.
    pub(crate) ages: Option<AgeGroup>,
    pub(crate) female: u64,
    pub(crate) male: u64,
    /// Diverse or not known.
    pub(crate) other: u64,
}

/// The last weeks up to `until`, each beside the same week of earlier years.
pub(crate) fn series(
    set: &CaseSet,
    category: Category,
    area: Area,
    until: IsoWeek,
    weeks: i32,
) -> Result<Vec<WeekCount>, Error> {
    let counts = set
        .cube
        .series(&SeriesQuery {
            category,
            area: &[area],
            weeks: set.first()..=until,
            filter: Filter::default(),
        })
        .map_err(Error::internal)?;
    let small = |count: &u64| u32::try_from(*count).ok();
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
    (from, until): (IsoWeek, IsoWeek),
) -> Result<Vec<PlaceCount>, Error> {
    let counts = set
        .cube
        .map(&MapQuery {
            category,
            weeks: from..=until,
            level: MapLevel::District,
            filter: Filter::default(),
        })
        .map_err(Error::internal)?;
    let places = set.cube.axes().places();
    let keys: Vec<&str> = places
        .all_districts()
        .map(|district| {
            places
                .district_key(district)
                .map_or("", kernel::Ags::as_str)
        })
        .collect();
    let whole = place(None, counts.iter().sum(), cases.inhabitants(None));
    let districts = cases.districts.iter().map(|one| {
        let at = keys.iter().position(|key| *key == one.district.key);
        let count = at.and_then(|at| counts.get(at)).copied().unwrap_or(0);
        place(Some(one.district.clone()), count, one.inhabitants)
    });
    Ok(std::iter::once(whole).chain(districts).collect())
}

fn place(district: Option<District>, cases: u64, inhabitants: u64) -> PlaceCount {
    let observed = Observation::new(cases, inhabitants as f64).ok();
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

/// Age and sex over the weeks up to `until`; empty if the set knows neither.
pub(crate) fn pyramid(
    set: &CaseSet,
    category: Category,
    area: Area,
    (from, until): (IsoWeek, IsoWeek),
) -> Result<Vec<AgeCount>, Error> {
    let ages = set.cube.axes().ages();
    if ages.groups().is_empty() {
        return Ok(Vec::new());
    }
    let table = set
        .cube
        .pyramid(&PyramidQuery {
            category,
            area: &[area],
            weeks: from..=until,
        })
        .map_err(Error::internal)?;
    Ok(ages
        .all()
        .zip(table)
        .map(|(age, sexes)| AgeCount {
            ages: ages.group(age),
            female: sexes[Sex::Female.index()],
            male: sexes[Sex::Male.index()],
            other: sexes[Sex::Diverse.index()] + sexes[Sex::Unknown.index()],
        })
        .collect())
}

/// A disease in the list of a week.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ranked {
    pub(crate) category: Category,
    /// Cases in the weeks.
    pub(crate) cases: u64,
    /// The mean of the same weeks of earlier years; none if there are none.
    pub(crate) expected: Option<f64>,
    /// How many earlier years there are.
    pub(crate) years: usize,
    /// The last weeks, one count each.
    pub(crate) recent: Vec<u64>,
}

/// How many weeks the small lines of a list have.
const RECENT: i32 = 26;

/// All diseases with cases in the last year, those with most in the weeks first.
pub(crate) fn ranking(
    set: &CaseSet,
    area: Area,
    (from, until): (IsoWeek, IsoWeek),
) -> Result<Vec<Ranked>, Error> {
    let ranked = set
        .cube
        .ranking(&RankingQuery {
            area: &[area],
            weeks: from..=until,
            // Sums over more than a year have no same weeks in earlier ones.
            earlier_years: if until.since(from) < CHART_WEEKS {
                EARLIER_YEARS
            } else {
                0
            },
        })
        .map_err(Error::internal)?;
    let mut all = Vec::new();
    for one in ranked {
        let year = series_counts(set, one.category, area, until, CHART_WEEKS)?;
        if one.cases == 0 && year.iter().all(|count| *count == 0) {
            continue;
        }
        let earlier: Vec<u64> = one.earlier.iter().flatten().copied().collect();
        let sum: u64 = earlier.iter().sum();
        let recent = year
            .len()
            .saturating_sub(usize::try_from(RECENT).unwrap_or(0));
        all.push(Ranked {
            category: one.category,
            cases: one.cases,
            expected: (!earlier.is_empty()).then(|| sum as f64 / earlier.len() as f64),
            years: earlier.len(),
            recent: year[recent..].to_vec(),
        });
    }
    Ok(all)
}

fn series_counts(
    set: &CaseSet,
    category: Category,
    area: Area,
    until: IsoWeek,
    weeks: i32,
) -> Result<Vec<u64>, Error> {
    let query = SeriesQuery {
        category,
        area: &[area],
        weeks: set.within(until.plus(1 - weeks))..=until,
        filter: Filter::default(),
    };
    set.cube.series(&query).map_err(Error::internal)
}
