// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Which numbers a reader sees: the exact ones, or those that were published. Everything that shows cases asks here.
//!
//! Of published numbers only what a table of the plan holds can be asked for, and what is made of them is made of published cells
//! alone: a sum is known only if all its parts are.

use cube::{
    Area, Axes, Category, Cube, Filter, MapLevel, MapQuery, PyramidQuery, RankingQuery,
    SeriesQuery, Sex,
};
use disclosure::Shown;
use kernel::{AgeGroup, IsoWeek};
use web::Error;

use super::EARLIER_YEARS;
use super::published::Published;
use crate::model::CellState;

/// The numbers of a set, as far as a reader may see them.
#[derive(Debug)]
pub(crate) enum Numbers {
    /// All of them, as they are.
    Exact(Cube),
    /// What was published under the plan of the set.
    Published(Published),
}

/// The state, and each district by its key.
pub(crate) type ByDistrict = (Shown<u64>, Vec<(String, Shown<u64>)>);

/// From the first to the last week.
pub(crate) type Span = (IsoWeek, IsoWeek);

/// An age group with its cases by sex.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AgeCount {
    /// None where the age is not known.
    pub(crate) ages: Option<AgeGroup>,
    pub(crate) female: Shown<u64>,
    pub(crate) male: Shown<u64>,
    /// Diverse or not known.
    pub(crate) other: Shown<u64>,
}

/// Age and sex of the cases of some weeks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AgeCounts {
    /// The weeks that are counted: those that were asked for, or the year that was published last before their end.
    pub(crate) weeks: Span,
    pub(crate) rows: Vec<AgeCount>,
}

/// A municipality, or the smaller ones of a district together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TownCount {
    /// The key of the municipality; of a rest the district's with `-rest`.
    pub(crate) key: String,
    /// The key of the district.
    pub(crate) district: String,
    /// The keys of the municipalities in it.
    pub(crate) members: Vec<String>,
    pub(crate) cases: Shown<u64>,
}

/// Cases by municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TownCounts {
    /// The weeks that are counted.
    pub(crate) weeks: Span,
    pub(crate) rows: Vec<TownCount>,
}

/// Cases of some weeks, and of the same weeks of earlier years as far as there are any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Beside {
    pub(crate) category: Category,
    pub(crate) cases: Shown<u64>,
    pub(crate) earlier: Vec<Shown<u64>>,
}

/// The number, if it is said.
pub(crate) fn known(shown: Shown<u64>) -> Option<u64> {
    match shown {
        Shown::Value(count) => Some(count),
        Shown::Zero => Some(0),
        Shown::Suppressed | Shown::NoData | Shown::NotYetReported => None,
    }
}

/// The sum of published numbers. It is not said if one of them is not: otherwise that one would be what is missing.
pub(crate) fn sum(parts: impl IntoIterator<Item = Shown<u64>>) -> Shown<u64> {
    let mut whole = 0_u64;
    let mut hidden = None;
    for part in parts {
        match (known(part), hidden) {
            (Some(count), _) => whole = whole.saturating_add(count),
            (None, None | Some(Shown::NoData)) => hidden = Some(part),
            (None, _) => {}
        }
    }
    hidden.unwrap_or_else(|| Shown::of_count(whole))
}

/// What is known of a cell, as files and pages name it.
pub(crate) fn state(shown: Shown<u64>) -> CellState {
    match shown {
        Shown::Value(_) => CellState::Value,
        Shown::Zero => CellState::Zero,
        Shown::Suppressed => CellState::Suppressed,
        Shown::NoData => CellState::NoData,
        Shown::NotYetReported => CellState::NotYet,
    }
}

fn shown(counts: Vec<u64>) -> Vec<Shown<u64>> {
    counts.into_iter().map(Shown::of_count).collect()
}

impl Numbers {
    /// What there is to count by.
    pub(crate) fn axes(&self) -> &Axes {
        match self {
            Self::Exact(cube) => cube.axes(),
            Self::Published(published) => published.axes(),
        }
    }

    /// A number for each week.
    pub(crate) fn weekly(
        &self,
        category: Category,
        area: Area,
        (from, until): Span,
    ) -> Result<Vec<Shown<u64>>, Error> {
        match self {
            Self::Exact(cube) => cube
                .series(&SeriesQuery {
                    category,
                    area: &[area],
                    weeks: from..=until,
                    filter: Filter::default(),
                })
                .map(shown)
                .map_err(Error::internal),
            Self::Published(published) => Ok(published.weekly(category, area, (from, until))),
        }
    }

    /// The state, then each district by its key, over some weeks.
    pub(crate) fn places(&self, category: Category, weeks: Span) -> Result<ByDistrict, Error> {
        let places = self.axes().places();
        let keys = places.all_districts().map(|district| {
            let key = places.district_key(district);
            key.map_or(String::new(), ToString::to_string)
        });
        match self {
            Self::Exact(cube) => {
                let counts = cube.map(&MapQuery {
                    category,
                    weeks: weeks.0..=weeks.1,
                    level: MapLevel::District,
                    filter: Filter::default(),
                });
                let counts = counts.map_err(Error::internal)?;
                let whole = Shown::of_count(counts.iter().sum());
                Ok((whole, keys.zip(shown(counts)).collect()))
            }
            Self::Published(published) => {
                let of = |key: &str| sum(published.weeks_of(category, key, weeks));
                let whole = of(disclosure::TOTAL);
                let districts = keys.map(|key| {
                    let cases = of(&key);
                    (key, cases)
                });
                Ok((whole, districts.collect()))
            }
        }
    }

    /// Age and sex; no rows where nothing is known of them.
    pub(crate) fn ages(
        &self,
        category: Category,
        area: Area,
        weeks: Span,
    ) -> Result<AgeCounts, Error> {
        let ages = self.axes().ages();
        if ages.groups().is_empty() {
            return Ok(AgeCounts {
                weeks,
                rows: Vec::new(),
            });
        }
        let cube = match self {
            Self::Exact(cube) => cube,
            Self::Published(published) => return Ok(published.ages(category, area, weeks)),
        };
        let table = cube.pyramid(&PyramidQuery {
            category,
            area: &[area],
            weeks: weeks.0..=weeks.1,
        });
        let rows = ages.all().zip(table.map_err(Error::internal)?);
        Ok(AgeCounts {
            weeks,
            rows: rows
                .map(|(age, sexes)| AgeCount {
                    ages: ages.group(age),
                    female: Shown::of_count(sexes[Sex::Female.index()]),
                    male: Shown::of_count(sexes[Sex::Male.index()]),
                    other: Shown::of_count(
                        sexes[Sex::Diverse.index()] + sexes[Sex::Unknown.index()],
                    ),
                })
                .collect(),
        })
    }

    /// Municipalities; none if nothing is counted by them.
    pub(crate) fn towns(
        &self,
        category: Category,
        weeks: Span,
    ) -> Result<Option<TownCounts>, Error> {
        let cube = match self {
            Self::Exact(cube) => cube,
            Self::Published(published) => return Ok(published.towns(category, weeks)),
        };
        let counts = cube.map(&MapQuery {
            category,
            weeks: weeks.0..=weeks.1,
            level: MapLevel::Municipality,
            filter: Filter::default(),
        });
        let places = cube.axes().places();
        let counted = places.all().zip(counts.map_err(Error::internal)?);
        let rows: Vec<TownCount> = counted
            .filter_map(|(place, count)| {
                let key = places.key(place).filter(|key| key.as_str().len() == 8)?;
                Some(TownCount {
                    key: key.to_string(),
                    district: key.as_str()[..5].to_owned(),
                    members: vec![key.to_string()],
                    cases: Shown::of_count(count),
                })
            })
            .collect();
        Ok((!rows.is_empty()).then_some(TownCounts { weeks, rows }))
    }

    /// All diseases over some weeks, those with most cases first, beside the same weeks of earlier years.
    pub(crate) fn ranking(&self, area: Area, weeks: Span) -> Result<Vec<Beside>, Error> {
        let mut all = match self {
            Self::Exact(cube) => {
                let ranked = cube.ranking(&RankingQuery {
                    area: &[area],
                    weeks: weeks.0..=weeks.1,
                    earlier_years: EARLIER_YEARS,
                });
                let beside = |one: cube::Ranked| Beside {
                    category: one.category,
                    cases: Shown::of_count(one.cases),
                    earlier: shown(one.earlier.into_iter().flatten().collect()),
                };
                let ranked = ranked.map_err(Error::internal)?;
                ranked.into_iter().map(beside).collect()
            }
            Self::Published(published) => published.ranking(area, weeks),
        };
        all.sort_by_key(|one| std::cmp::Reverse(known(one.cases)));
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_known_only_if_all_its_parts_are() {
        let value = Shown::Value(7_u64);
        assert_eq!(sum([]), Shown::Zero);
        assert_eq!(sum([Shown::Zero, Shown::Zero]), Shown::Zero);
        assert_eq!(sum([value, Shown::Zero, value]), Shown::Value(14));
        assert_eq!(sum([value, Shown::Suppressed]), Shown::Suppressed);
        assert_eq!(sum([value, Shown::NoData]), Shown::NoData);
        assert_eq!(sum([Shown::NoData, Shown::Suppressed]), Shown::Suppressed);
        assert_eq!(
            sum([value, Shown::NotYetReported, Shown::NoData]),
            Shown::NotYetReported
        );
    }
}
