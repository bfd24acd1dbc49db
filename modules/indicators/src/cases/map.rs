// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A disease on maps: by district or by municipality, the whole state or one district, one time or several beside each other.

use ::figures::{AreaState, Classes, MapShapes, SmallMap, small_map};
use cube::{Category, Cube, Filter, MapLevel, MapQuery};
use kernel::IsoWeek;
use rates::{Estimate, Observation, Per, empirical_bayes};
use web::{Error, format};

use super::places::{self, Spot};
use super::region::{interval, rate};
use super::view::{Chosen, span_words};
use super::{CHART_WEEKS, Cases, pictures};
use crate::model::{CellState, District};
use crate::pages::case_map::address;
use crate::pages::regions;
use crate::words::Words;

/// How many maps stand beside each other.
const PICTURES: i16 = 6;
/// How many rows the table of all municipalities of the state has.
pub(crate) const MOST_ROWS: usize = 50;

/// What areas a map has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Level<'c> {
    Districts,
    /// All municipalities of the state.
    Towns,
    /// Those of one district.
    TownsOf(&'c District),
}

/// Several times beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beside {
    /// The last weeks, one by one.
    Weeks,
    /// The same weeks of the last years.
    Years,
}

/// What is looked at.
pub(crate) struct Wanted<'c> {
    pub(crate) chosen: Chosen<'c>,
    pub(crate) category: Category,
    pub(crate) level: Level<'c>,
    /// Whether rates are drawn towards the mean of the state.
    pub(crate) smooth: bool,
    pub(crate) beside: Option<Beside>,
    /// Whether the reader may see municipalities at all.
    pub(crate) sees_towns: bool,
}

/// An area with its numbers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cell<'c> {
    pub(crate) spot: Spot<'c>,
    pub(crate) cases: u64,
    pub(crate) inhabitants: u64,
    pub(crate) rate: Option<Estimate>,
    /// The smoothed rate, where somebody lives.
    pub(crate) smoothed: Option<f64>,
}

impl Cell<'_> {
    /// What is drawn.
    fn state(&self, smooth: bool) -> AreaState {
        match (self.rate, self.smoothed) {
            (None, _) => AreaState::NoData,
            (Some(_), Some(value)) if smooth => AreaState::Value(value),
            (Some(_), _) if self.cases == 0 => AreaState::Zero,
            (Some(rate), _) => AreaState::Value(rate.value),
        }
    }

    /// What a table is ordered by.
    fn value(&self, smooth: bool) -> f64 {
        match self.state(smooth) {
            AreaState::Value(value) => value,
            AreaState::Zero => 0.0,
            _ => -1.0,
        }
    }
}

/// All areas of a level over some weeks, by key.
pub(crate) fn cells<'c>(
    wanted: &Wanted<'c>,
    (from, until): (IsoWeek, IsoWeek),
) -> Result<Vec<Cell<'c>>, Error> {
    let Chosen { cases, set, .. } = wanted.chosen;
    let Some(cube) = set.exact() else {
        return Ok(Vec::new());
    };
    let by_town = wanted.level != Level::Districts;
    let query = MapQuery {
        category: wanted.category,
        weeks: from..=until,
        level: if by_town {
            MapLevel::Municipality
        } else {
            MapLevel::District
        },
        filter: Filter::default(),
    };
    let counts = cube.map(&query).map_err(Error::internal)?;
    let mut all = if by_town {
        towns(cases, cube, &counts)
    } else {
        districts(cases, cube, &counts)
    };
    smooth(&mut all)?;
    if let Level::TownsOf(district) = wanted.level {
        all.retain(|cell| {
            cell.spot
                .district()
                .is_some_and(|one| one.key == district.key)
        });
    }
    Ok(all)
}

fn cell(spot: Spot<'_>, cases: u64, inhabitants: u64) -> Cell<'_> {
    Cell {
        spot,
        cases,
        inhabitants,
        rate: rate(cases, inhabitants),
        smoothed: None,
    }
}

fn districts<'c>(cases: &'c Cases, cube: &Cube, counts: &[u64]) -> Vec<Cell<'c>> {
    let places = cube.axes().places();
    let count = |key: &str| {
        let mut all = places.all_districts().zip(counts);
        let found = all.find(|(district, _)| {
            places
                .district_key(*district)
                .is_some_and(|known| known.as_str() == key)
        });
        found.map_or(0, |(_, count)| *count)
    };
    let all = cases.districts.iter();
    all.map(|one| {
        cell(
            Spot::District(&one.district),
            count(&one.district.key),
            one.inhabitants,
        )
    })
    .collect()
}

fn towns<'c>(cases: &'c Cases, cube: &Cube, counts: &[u64]) -> Vec<Cell<'c>> {
    let places = cube.axes().places();
    // Places and municipalities both lie in the order of their keys.
    let mut counted = places
        .all()
        .zip(counts)
        .filter_map(|(place, count)| Some((places.key(place)?.as_str(), *count)))
        .peekable();
    let mut all = Vec::with_capacity(cases.towns.len());
    for town in cases.towns.iter() {
        while counted
            .next_if(|(key, _)| *key < town.key.as_str())
            .is_some()
        {}
        let count = counted.next_if(|(key, _)| *key == town.key);
        if let Some(spot) = Spot::find(cases, "", &town.key) {
            all.push(cell(
                spot,
                count.map_or(0, |(_, count)| count),
                town.inhabitants,
            ));
        }
    }
    all
}

/// Draws rates towards the mean of all areas, the more the fewer people live there. Source: [`empirical_bayes`].
fn smooth(cells: &mut [Cell<'_>]) -> Result<(), Error> {
    let observed: Vec<Observation> = cells
        .iter()
        .map(|cell| Observation::new(cell.cases, cell.inhabitants as f64))
        .collect::<Result<_, _>>()
        .map_err(Error::internal)?;
    let smoothed = empirical_bayes(&observed, Per::HundredThousand).map_err(Error::internal)?;
    let values = smoothed.map(|smoothed| smoothed.values).unwrap_or_default();
    for (cell, value) in cells.iter_mut().zip(values) {
        cell.smoothed = cell.rate.map(|_| value);
    }
    Ok(())
}

/// A map page in words and pictures.
pub(crate) struct View {
    pub(crate) title: String,
    pub(crate) sentences: Vec<String>,
    pub(crate) svg: String,
    pub(crate) legend: String,
    pub(crate) rows: Vec<Row>,
    /// How many areas the table leaves out.
    pub(crate) more: usize,
    pub(crate) pictures: Vec<Small>,
    pub(crate) pictures_title: String,
    /// Name, and a value for each picture.
    pub(crate) picture_rows: Vec<(String, Vec<String>)>,
}

pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) cases: String,
    pub(crate) inhabitants: String,
    pub(crate) rate: String,
    pub(crate) interval: String,
    pub(crate) smoothed: String,
}

pub(crate) struct Small {
    pub(crate) title: String,
    pub(crate) svg: String,
}

fn level_words(words: &Words<'_>, wanted: &Wanted<'_>) -> String {
    let (level, place) = match wanted.level {
        Level::Districts => ("districts", words.place(None)),
        Level::Towns => ("towns", words.place(None)),
        Level::TownsOf(district) => ("towns", words.place(Some(district))),
    };
    words.with(
        "indicators-karte-level",
        &[("level", level.into()), ("place", place.into())],
    )
}

/// Where an area leads: closer, or to the page of the place.
fn href(wanted: &Wanted<'_>, spot: Spot<'_>) -> String {
    let closer = wanted.sees_towns && !matches!(wanted.level, Level::TownsOf(_));
    match spot.district() {
        Some(district) if closer => address(wanted, Level::TownsOf(district)),
        _ => format!(
            "{}?{}",
            regions::path_of(spot.key()),
            super::region::query(&wanted.chosen, wanted.chosen.set.key(wanted.category))
        ),
    }
}

pub(crate) fn view(words: &Words<'_>, wanted: &Wanted<'_>) -> Result<View, Error> {
    let chosen = &wanted.chosen;
    let mut cells = cells(wanted, chosen.weeks())?;
    let title = words.with(
        "indicators-karte-heading",
        &[
            (
                "disease",
                chosen.set.name(wanted.category, words.lang).into(),
            ),
            ("level", level_words(words, wanted).into()),
            ("weeks", span_words(words, chosen).into()),
        ],
    );
    let classes = Classes::pretty(cells.iter().map(|cell| cell.value(wanted.smooth)));
    let small = match wanted.level {
        Level::TownsOf(district) => places::towns_of(&district.key, false),
        _ => None,
    };
    let shapes: &MapShapes = match (&small, wanted.level) {
        (Some(shapes), _) => shapes,
        (None, Level::Districts) => crate::pictures::shapes(),
        (None, _) => places::all_towns(),
    };
    let areas = cells.iter().map(|cell| {
        let said = label(words, cell, wanted.smooth);
        pictures::Area {
            key: cell.spot.key(),
            state: cell.state(wanted.smooth),
            label: format!("{}: {said}", cell.spot.name(words)),
            href: Some(href(wanted, cell.spot)),
        }
    });
    let drawn = pictures::areas(words, &title, shapes, areas.collect(), &classes);
    let sentences = sentences(words, wanted, &cells);
    let (pictures, pictures_title, picture_rows) = beside(words, wanted)?;
    cells.sort_by(|a, b| b.value(wanted.smooth).total_cmp(&a.value(wanted.smooth)));
    let most = if wanted.level == Level::Towns {
        MOST_ROWS
    } else {
        cells.len()
    };
    Ok(View {
        sentences,
        rows: cells
            .iter()
            .take(most)
            .map(|cell| row(words, wanted, cell))
            .collect(),
        more: cells.len().saturating_sub(most),
        svg: drawn.svg.clone(),
        legend: drawn.legend_list(),
        title,
        pictures,
        pictures_title,
        picture_rows,
    })
}

/// The rate of an area, or why it has none.
fn label(words: &Words<'_>, cell: &Cell<'_>, smooth: bool) -> String {
    match (cell.state(smooth), cell.rate) {
        (AreaState::Value(value), _) => {
            format!("{} ({})", words.rate(value), words.cases(cell.cases))
        }
        (AreaState::Zero, _) => words.t("indicators-cases-none"),
        (_, None) if cell.inhabitants == 0 => words.t("indicators-karte-nobody"),
        _ => words.state(CellState::NoData),
    }
}

fn row(words: &Words<'_>, wanted: &Wanted<'_>, cell: &Cell<'_>) -> Row {
    let number = |value: f64| format::decimal(words.lang, value, 1);
    let dash = || "–".to_owned();
    Row {
        name: cell.spot.name(words),
        href: href(wanted, cell.spot),
        cases: words.count(cell.cases),
        inhabitants: words.count(cell.inhabitants),
        rate: cell.rate.map_or_else(dash, |rate| number(rate.value)),
        interval: interval(words, cell.rate),
        smoothed: cell.smoothed.map_or_else(dash, number),
    }
}

fn sentences(words: &Words<'_>, wanted: &Wanted<'_>, cells: &[Cell<'_>]) -> Vec<String> {
    let populated: Vec<&Cell<'_>> = cells.iter().filter(|cell| cell.rate.is_some()).collect();
    let with_cases = populated.iter().filter(|cell| cell.cases > 0).count();
    let mut sentences = vec![words.with(
        "indicators-karte-sentence",
        &[
            ("level", level_words(words, wanted).into()),
            ("with", with_cases.into()),
            ("all", populated.len().into()),
        ],
    )];
    let smooth = wanted.smooth;
    let highest = populated
        .iter()
        .max_by(|a, b| a.value(smooth).total_cmp(&b.value(smooth)));
    if let Some(highest) = highest.filter(|cell| cell.cases > 0) {
        sentences.push(words.with(
            "indicators-karte-highest",
            &[
                ("place", highest.spot.name(words).into()),
                ("value", words.rate(highest.value(smooth)).into()),
                ("cases", words.cases(highest.cases).into()),
            ],
        ));
    }
    sentences
}

/// The times of the maps that stand beside each other, the oldest first, with their words.
fn times(
    words: &Words<'_>,
    wanted: &Wanted<'_>,
    beside: Beside,
) -> Vec<(String, (IsoWeek, IsoWeek))> {
    let chosen = &wanted.chosen;
    let set = chosen.set;
    let last = chosen.until;
    let mut all = Vec::new();
    for back in (0..PICTURES).rev() {
        let (from, until) = match beside {
            Beside::Weeks => {
                let week = last.plus(-i32::from(back));
                (week, week)
            }
            Beside::Years => {
                let year = last.year() - back;
                let same = IsoWeek::new(year, last.week()).or_else(|_| IsoWeek::new(year, 52));
                let Ok(until) = same else { continue };
                (until.plus(1 - chosen.span.min(CHART_WEEKS)), until)
            }
        };
        if from < set.first() {
            continue;
        }
        let title = if from == until {
            words.week(until)
        } else {
            words.with(
                "indicators-cases-weeks",
                &[
                    ("from", words.week(from).into()),
                    ("until", words.week(until).into()),
                ],
            )
        };
        all.push((title, (from, until)));
    }
    all
}

type Pictures = (Vec<Small>, String, Vec<(String, Vec<String>)>);

fn beside(words: &Words<'_>, wanted: &Wanted<'_>) -> Result<Pictures, Error> {
    let shapes = match wanted.level {
        Level::Districts => None,
        Level::TownsOf(district) => places::towns_of(&district.key, true),
        Level::Towns => return Ok(Pictures::default()),
    };
    let Some(beside) = wanted.beside else {
        return Ok(Pictures::default());
    };
    let shapes = match &shapes {
        Some(shapes) => shapes.as_ref(),
        None => places::small_districts(),
    };
    let mut all = Vec::new();
    for (title, weeks) in times(words, wanted, beside) {
        all.push((title, cells(wanted, weeks)?));
    }
    // One ramp for all, so that a colour means the same in each.
    let values = all.iter().flat_map(|(_, cells)| cells);
    let classes = Classes::pretty(values.map(|cell| cell.value(wanted.smooth)));
    let name = wanted.chosen.set.name(wanted.category, words.lang);
    let pictures = all.iter().enumerate().map(|(at, (title, cells))| {
        let areas: Vec<(String, AreaState)> = cells
            .iter()
            .map(|cell| (cell.spot.key().to_owned(), cell.state(wanted.smooth)))
            .collect();
        Small {
            svg: small_map(
                shapes,
                &SmallMap {
                    id: &format!("klein-{at}"),
                    title: &format!("{name}, {title}"),
                    areas: &areas,
                    classes: &classes,
                },
            ),
            title: title.clone(),
        }
    });
    let pictures = pictures.collect();
    let rows = all.first().map_or(0, |(_, cells)| cells.len());
    let rows = (0..rows).map(|row| {
        let name = all[0].1[row].spot.name(words);
        let values = all.iter().map(|(_, cells)| {
            let value = cells
                .get(row)
                .map_or(-1.0, |cell| cell.value(wanted.smooth));
            if value < 0.0 {
                "–".to_owned()
            } else {
                format::decimal(words.lang, value, 1)
            }
        });
        (name, values.collect())
    });
    let rows = rows.collect();
    let key = match beside {
        Beside::Weeks => "weeks",
        Beside::Years => "years",
    };
    let title = words.with(
        "indicators-karte-beside",
        &[
            ("disease", name.as_str().into()),
            ("level", level_words(words, wanted).into()),
            ("by", key.into()),
        ],
    );
    Ok((pictures, title, rows))
}
