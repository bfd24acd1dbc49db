// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Places of the territory at which cases are counted: the state, a district, a municipality. Their shapes on maps stand here, too.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use cube::{Area, CrossQuery, Cube, Dimension, Filter};
use figures::{MapShapes, Topology};
use kernel::{Ags, Resource};
use web::{App, Context, Error};

use super::{CaseSet, Cases};
use crate::actions;
use crate::model::District;
use crate::words::Words;

/// A municipality, with whom lives there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Town {
    /// Its key, 8 digits.
    pub(crate) key: String,
    pub(crate) name: String,
    /// The association of municipalities (Samtgemeinde) that it belongs to.
    pub(crate) association: Option<String>,
    pub(crate) inhabitants: u64,
}

impl Town {
    /// The key of its district.
    pub(crate) fn district(&self) -> &str {
        self.key.get(..5).unwrap_or_default()
    }
}

impl From<directory::Municipality> for Town {
    fn from(one: directory::Municipality) -> Self {
        Self {
            key: one.ags.to_string(),
            name: one.name,
            association: one.association_name,
            inhabitants: one
                .population
                .and_then(|people| u64::try_from(people).ok())
                .unwrap_or(0),
        }
    }
}

/// A place as a reader chose it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Spot<'c> {
    State,
    District(&'c District),
    /// A municipality and its district.
    Town(&'c Town, &'c District),
}

impl<'c> Spot<'c> {
    /// The place with this key: the state's, a district's, a municipality's.
    pub(crate) fn find(cases: &'c Cases, state: &str, key: &str) -> Option<Self> {
        if key == state {
            return Some(Self::State);
        }
        let district = |key: &str| {
            let mut all = cases.districts.iter().map(|one| &one.district);
            all.find(|one| one.key == key)
        };
        if let Some(found) = district(key) {
            return Some(Self::District(found));
        }
        let at = cases
            .towns
            .binary_search_by(|town| town.key.as_str().cmp(key));
        let town = cases.towns.get(at.ok()?)?;
        Some(Self::Town(town, district(town.district())?))
    }

    /// Whether numbers of it are finer than what is published by district.
    pub(crate) fn is_town(self) -> bool {
        matches!(self, Self::Town(..))
    }

    /// Its district; none for the state.
    pub(crate) fn district(self) -> Option<&'c District> {
        match self {
            Self::State => None,
            Self::District(district) | Self::Town(_, district) => Some(district),
        }
    }

    /// Its key; empty for the state.
    pub(crate) fn key(self) -> &'c str {
        match self {
            Self::State => "",
            Self::District(district) => &district.key,
            Self::Town(town, _) => &town.key,
        }
    }

    /// Where its cases are counted in a set.
    pub(crate) fn area(self, set: &CaseSet) -> Result<Area, Error> {
        match self {
            Self::State => Ok(Area::State),
            Self::District(district) => set.area(Some(district)),
            Self::Town(town, _) => {
                let key: Ags = town.key.parse().map_err(Error::internal)?;
                let places = set.axes().places();
                places.area(&key).map_err(|_| Error::NotFound)
            }
        }
    }

    /// How many people live there.
    pub(crate) fn inhabitants(self, cases: &Cases) -> u64 {
        match self {
            Self::State => cases.inhabitants(None),
            Self::District(district) => cases.inhabitants(Some(district)),
            Self::Town(town, _) => town.inhabitants,
        }
    }

    /// `Landkreis Gifhorn`, `Meine (Landkreis Gifhorn)`, or the state.
    pub(crate) fn name(self, words: &Words<'_>) -> String {
        match self {
            Self::State => words.place(None),
            Self::District(district) => words.place(Some(district)),
            Self::Town(town, district) => words.with(
                "indicators-town",
                &[
                    ("name", town.name.as_str().into()),
                    ("district", words.place(Some(district)).into()),
                ],
            ),
        }
    }

    /// `im Landkreis Gifhorn`, `in Meine`, or in the state.
    pub(crate) fn name_in(self, words: &Words<'_>) -> String {
        match self {
            Self::State => words.place_in(None),
            Self::District(district) => words.place_in(Some(district)),
            Self::Town(town, _) => {
                words.with("indicators-town-in", &[("name", town.name.as_str().into())])
            }
        }
    }

    /// The places that share a border with it, as the map has them.
    pub(crate) fn neighbours(self, cases: &'c Cases) -> Vec<Self> {
        let shapes = match self {
            Self::State => return Vec::new(),
            Self::District(_) => crate::pictures::shapes(),
            Self::Town(..) => all_towns(),
        };
        let keys = shapes.neighbours(self.key());
        keys.filter_map(|key| Self::find(cases, "", key)).collect()
    }
}

/// Whether a set has cases that are known by municipality.
pub(crate) fn counted_by_town(cube: &Cube) -> Result<bool, Error> {
    let axes = cube.axes();
    let table = cube.cross(&CrossQuery {
        categories: None,
        area: &[Area::State],
        weeks: axes.weeks().first()..=axes.weeks().last(),
        filter: Filter::default(),
        by: Dimension::Municipality,
        and: None,
    });
    let counts = table.map_err(Error::internal)?.counts;
    let mut places = axes.places().all().zip(counts);
    Ok(places.any(|(place, count)| {
        count > 0 && axes.places().key(place).is_some_and(Ags::is_municipality)
    }))
}

/// Whether the reader sees a set by municipality: so fine, numbers are for those who may read data that are not published.
pub(crate) async fn sees_towns(app: &App, context: &Context, set: &CaseSet) -> Result<bool, Error> {
    if !set.by_town {
        return Ok(false);
    }
    let state = directory::state(app.db.read()).await?;
    Ok(context.may(actions::SET_READ, &Resource::of_state(state.id)))
}

fn topology() -> &'static Topology {
    static TOPOLOGY: OnceLock<Topology> = OnceLock::new();
    TOPOLOGY
        .get_or_init(|| Topology::parse(directory::TOPOLOGY).expect("the shipped map is TopoJSON"))
}

const TOWNS: &str = "municipalities";

/// All municipalities of the shipped map, fitted once.
pub(crate) fn all_towns() -> &'static MapShapes {
    static SHAPES: OnceLock<MapShapes> = OnceLock::new();
    SHAPES.get_or_init(|| {
        MapShapes::fit(topology(), TOWNS, 900.0).expect("the shipped map has municipalities")
    })
}

/// The districts of the shipped map, small.
pub(crate) fn small_districts() -> &'static MapShapes {
    static SHAPES: OnceLock<MapShapes> = OnceLock::new();
    SHAPES.get_or_init(|| {
        MapShapes::fit(topology(), "districts", 200.0).expect("the shipped map has districts")
    })
}

/// The municipalities of a district, fitted once per size; none if the map does not have the district.
pub(crate) fn towns_of(district: &str, small: bool) -> Option<Arc<MapShapes>> {
    type Known = Mutex<HashMap<(String, bool), Arc<MapShapes>>>;
    static SHAPES: OnceLock<Known> = OnceLock::new();
    let known = || {
        let shapes = SHAPES.get_or_init(Known::default);
        shapes.lock().unwrap_or_else(PoisonError::into_inner)
    };
    let key = (district.to_owned(), small);
    if let Some(shapes) = known().get(&key) {
        return Some(Arc::clone(shapes));
    }
    let width = if small { 200.0 } else { 640.0 };
    let within = |id: &str| id.starts_with(district);
    let shapes = MapShapes::fit_part(topology(), TOWNS, width, within).ok()?;
    let shapes = Some(Arc::new(shapes)).filter(|shapes| !shapes.shapes().is_empty())?;
    known().insert(key, Arc::clone(&shapes));
    Some(shapes)
}
