// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The sets of indicators as the shelf holds them: a version is read once.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use datasets::{Level, Place};
use measures::Table;
use web::{App, Error};

use super::{MeasureSet, Measured};
use crate::sets::{DataSet, Publication, SetKind, SetVersion};
use crate::store;

/// Reads the current versions of sets that are not in memory yet.
pub(crate) async fn load(
    app: &App,
    current: Vec<(DataSet, SetVersion)>,
    before: Option<&Measured>,
) -> Result<Measured, Error> {
    let conn = app.db.read();
    let mut definitions = store::definitions::all(conn).await?;
    let mut sets = Vec::new();
    for (set, version) in current {
        let known = before.and_then(|before| {
            let mut sets = before.sets.iter();
            let same = |one: &&Arc<MeasureSet>| {
                one.set.key == set.key && one.version.number == version.number
            };
            sets.find(same).map(|one| Arc::clone(&one.table))
        });
        let table = match known {
            Some(table) => table,
            None => read(app, &version).await?,
        };
        sets.push(Arc::new(MeasureSet {
            definitions: definitions.remove(&set.key).unwrap_or_default(),
            table,
            set,
            version,
        }));
    }
    if sets.is_empty() {
        return Ok(Measured::default());
    }
    let people = |one: &&Arc<MeasureSet>| {
        one.set.kind == SetKind::Population && one.set.publication == Publication::AsPublished
    };
    let population = sets.iter().find(people).map(|one| Arc::clone(&one.table));
    let (census, towns) = places(app, &sets).await?;
    Ok(Measured {
        sets,
        population,
        census: Arc::new(census),
        towns: Arc::new(towns),
    })
}

async fn places(
    app: &App,
    sets: &[Arc<MeasureSet>],
) -> Result<(HashMap<Place, u64>, BTreeMap<Place, String>), Error> {
    let conn = app.db.read();
    let people = |count: i64| u64::try_from(count).unwrap_or(0);
    let mut census = HashMap::new();
    let mut whole = 0;
    for district in directory::districts(conn).await? {
        whole += people(district.population);
        census.insert(Place::from(&district.ags), people(district.population));
    }
    census.insert(Place::from(&app.settings.state_ags), whole);
    let mut towns = BTreeMap::new();
    let with_towns = |one: &Arc<MeasureSet>| {
        let mut indicators = one.table.indicators();
        indicators.any(|one| !one.places(Level::Municipality).is_empty())
    };
    if sets.iter().any(with_towns) {
        for town in directory::municipalities(conn, None).await? {
            let place = Place::from(&town.ags);
            census.insert(place, people(town.population.unwrap_or(0)));
            towns.insert(place, town.name);
        }
    }
    Ok((census, towns))
}

async fn read(app: &App, version: &SetVersion) -> Result<Arc<Table>, Error> {
    let bytes = app.blobs.get(version.file).await.map_err(Error::internal)?;
    let table = tokio::task::spawn_blocking(move || Table::from_parquet(bytes.into())).await;
    Ok(Arc::new(
        table.map_err(Error::internal)?.map_err(Error::internal)?,
    ))
}
