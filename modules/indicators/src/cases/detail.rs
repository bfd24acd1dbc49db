// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One disease in a place: its weeks, its ages, and its rate beside the state and the neighbours.

use ::figures::{Bar, Bars, bars};
use cube::Category;
use rates::Estimate;
use web::{Error, format};

use super::CHART_WEEKS;
use super::figures;
use super::pictures;
use super::places::Spot;
use super::region::{interval, query, rate};
use super::view::{AgeRow, Chosen, WeekRow, age_row, span_words, week_row};
use crate::pages::regions::path_of;
use crate::words::Words;

/// The chosen disease in a place.
pub(crate) struct One {
    pub(crate) name: String,
    pub(crate) chart_title: String,
    pub(crate) wide: String,
    pub(crate) narrow: String,
    pub(crate) weeks: Vec<WeekRow>,
    pub(crate) ages_title: String,
    /// Empty if the set knows no ages.
    pub(crate) ages: String,
    pub(crate) age_rows: Vec<AgeRow>,
    pub(crate) beside_title: String,
    pub(crate) beside: String,
    pub(crate) beside_rows: Vec<BesideRow>,
    pub(crate) compare: String,
    pub(crate) disease_href: String,
}

/// A place beside the shown one.
pub(crate) struct BesideRow {
    pub(crate) name: String,
    /// Empty for the shown place.
    pub(crate) href: String,
    pub(crate) cases: String,
    pub(crate) rate: String,
    pub(crate) interval: String,
}

/// A disease in a place, in words and pictures.
pub(super) fn one(
    words: &Words<'_>,
    chosen: &Chosen<'_>,
    spot: Spot<'_>,
    category: Category,
) -> Result<One, Error> {
    let Chosen { set, .. } = *chosen;
    let area = spot.area(set)?;
    let disease = set.name(category, words.lang);
    let open_from = chosen.open_from();
    let about = |key: &str| {
        words.with(
            key,
            &[
                ("disease", disease.as_str().into()),
                ("place", spot.name(words).into()),
                ("weeks", span_words(words, chosen).into()),
            ],
        )
    };
    let series = figures::series(set, category, area, chosen.until, CHART_WEEKS)?;
    let ages = figures::pyramid(set, category, area, chosen.weeks())?;
    let chart_title = about("indicators-cases-chart-title");
    let ages_title = about("indicators-cases-ages-title");
    let beside_title = about("indicators-region-beside");
    let [wide, narrow] = pictures::charts(words, &chart_title, &series, open_from);
    let beside = beside(chosen, spot, category)?;
    let places: Vec<String> = (0..)
        .zip(beside.iter().take(4))
        .map(|(at, (spot, _, _))| place_parameter(at, words.state_key, *spot))
        .collect();
    let key = set.key(category);
    Ok(One {
        weeks: series
            .iter()
            .rev()
            .map(|week| week_row(words, week, open_from))
            .collect(),
        ages: pictures::ages(words, &ages_title, &ages.rows),
        age_rows: ages.rows.iter().map(|ages| age_row(words, ages)).collect(),
        beside: beside_bars(words, &beside_title, spot, &beside),
        beside_rows: beside
            .iter()
            .map(|(place, cases, rate)| BesideRow {
                name: place.name(words),
                href: if *place == spot {
                    String::new()
                } else if *place == Spot::State {
                    format!("{}?{}", crate::pages::cases::path_of(key), chosen.query(""))
                } else {
                    format!("{}?{}", path_of(place.key()), query(chosen, key))
                },
                cases: words.count(*cases),
                rate: rate.map_or("–".to_owned(), |rate| {
                    format::decimal(words.lang, rate.value, 1)
                }),
                interval: interval(words, *rate),
            })
            .collect(),
        compare: format!(
            "{}?nach=orte&quelle={}&krankheit={key}&{}",
            crate::pages::compare::PATH,
            set.set.key,
            places.join("&")
        ),
        disease_href: format!(
            "{}?{}",
            crate::pages::cases::path_of(key),
            chosen.query(spot.district().map_or("", |district| &district.key))
        ),
        name: disease,
        chart_title,
        ages_title,
        beside_title,
        wide,
        narrow,
    })
}

/// A place as a parameter of the comparison.
fn place_parameter(at: usize, state: &str, spot: Spot<'_>) -> String {
    let key = match spot {
        Spot::State => state,
        other => other.key(),
    };
    match at {
        0 => format!("ort={key}"),
        at => format!("ort{}={key}", at + 1),
    }
}

type Beside<'c> = (Spot<'c>, u64, Option<Estimate>);

/// The place, the state, and its neighbours from the highest rate on.
fn beside<'c>(
    chosen: &Chosen<'c>,
    spot: Spot<'c>,
    category: Category,
) -> Result<Vec<Beside<'c>>, Error> {
    let Some(cube) = chosen.set.exact() else {
        return Ok(Vec::new());
    };
    let (from, until) = chosen.weeks();
    let count = |spot: Spot<'c>| {
        let query = cube::SeriesQuery {
            category,
            area: &[spot.area(chosen.set)?],
            weeks: from..=until,
            filter: cube::Filter::default(),
        };
        let weeks = cube.series(&query).map_err(Error::internal)?;
        let cases = weeks.iter().sum();
        Ok::<_, Error>((spot, cases, rate(cases, spot.inhabitants(chosen.cases))))
    };
    let mut neighbours = Vec::new();
    for neighbour in spot.neighbours(chosen.cases) {
        neighbours.push(count(neighbour)?);
    }
    let value = |one: &Beside<'_>| one.2.map_or(-1.0, |rate| rate.value);
    neighbours.sort_by(|a, b| value(b).total_cmp(&value(a)));
    let mut all = vec![count(spot)?];
    if spot != Spot::State {
        all.push(count(Spot::State)?);
    }
    all.append(&mut neighbours);
    Ok(all)
}

fn beside_bars(words: &Words<'_>, title: &str, shown: Spot<'_>, beside: &[Beside<'_>]) -> String {
    let all: Vec<Bar> = beside
        .iter()
        .filter_map(|(spot, _, rate)| {
            let rate = (*rate)?;
            let mut label = spot.name(words);
            if *spot == shown {
                label = words.with("indicators-region-shown", &[("place", label.into())]);
            }
            Some(Bar {
                label,
                value: rate.value,
                text: format::decimal(words.lang, rate.value, 1),
                interval: Some((rate.interval.lower, rate.interval.upper)),
            })
        })
        .collect();
    bars(&Bars {
        id: "nachbarn",
        title,
        description: &words.t("indicators-region-beside-description"),
        whole: None,
        bars: &all,
    })
}
