// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Writes the files of open versions, once each: a version never changes, and neither do its files.

use ::jobs::{JobError, NewJob};
use cube::Cube;
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::{IsoWeek, Lang, Localized};
use serde::{Deserialize, Serialize};
use web::{App, Error};

use super::writing::{About, write};
use super::{is_open, labels, open_sets};
use crate::sets::{self, DataSet, SetKey, SetVersion, VersionState};
use crate::store;

/// The kind of the job.
pub(crate) const JOB: &str = "indicators.open-files";

/// The set whose files may be missing.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Written {
    pub(crate) set: SetKey,
}

/// Has the files of a set written, in the transaction of whatever may have opened a version.
pub(crate) async fn ask(app: &App, tx: &db::Tx, set: &SetKey) -> Result<(), Error> {
    let key = format!("{JOB} {set}");
    let job = NewJob::new(JOB, &Written { set: set.clone() }).once(key);
    ::jobs::enqueue(tx, &*app.clock, &*app.chance, job).await?;
    Ok(())
}

/// The job.
pub(crate) async fn job(app: &App, written: Written) -> Result<(), JobError> {
    keep(app, &written.set)
        .await
        .map_err(|_| JobError::temporary("open-files"))
}

/// Writes what is missing of a set, if everybody may have it.
pub(crate) async fn keep(app: &App, key: &SetKey) -> Result<(), Error> {
    let conn = app.db.read();
    let Some(set) = store::sets::find(conn, key).await? else {
        return Ok(());
    };
    if !is_open(&set) {
        return Ok(());
    }
    let taken: Vec<SetVersion> = store::sets::versions(conn, key)
        .await?
        .into_iter()
        .filter(|version| version.state == VersionState::Taken)
        .collect();
    let known = open_sets(conn).await?;
    let known = known.iter().find(|one| one.set.key == *key);
    let labels = labels(&taken);
    for version in &taken {
        let there = known.is_some_and(|open| {
            open.versions
                .iter()
                .any(|one| one.version.number == version.number)
        });
        let Some(label) = labels.get(&version.number).filter(|_| !there) else {
            continue;
        };
        keep_version(app, &set, version, label).await?;
    }
    Ok(())
}

async fn keep_version(
    app: &App,
    set: &DataSet,
    version: &SetVersion,
    label: &str,
) -> Result<(), Error> {
    let districts = directory::districts(app.db.read()).await?;
    let places = districts
        .into_iter()
        .map(|one| (one.ags.to_string(), one.name))
        .collect();
    let bytes = app.blobs.get(version.file).await.map_err(Error::internal)?;
    let description = &set.description;
    let mut about = About {
        set: set.key.to_string(),
        title: description.title.clone(),
        version: label.to_owned(),
        as_of: version.as_of,
        source: description.source.clone(),
        attribution: description.attribution.clone(),
        licence: description.licence.clone(),
        legal_basis: description.legal_basis.clone(),
        method: description.method.clone(),
        open_from: open_from(version.as_of),
        diseases: Vec::new(),
        places,
    };
    let own = description.categories.clone();
    let files = tokio::task::spawn_blocking(move || {
        let cube = Cube::from_parquet(bytes.into(), 1).map_err(Error::internal)?;
        let keys = cube.axes().categories().keys();
        about.diseases = keys
            .iter()
            .map(|key| (key.clone(), disease_name(own.get(key), key)))
            .collect();
        write(&cube, &about).map_err(Error::internal)
    });
    let files = files.await.map_err(Error::internal)??;
    let mut kept = Vec::new();
    for (format, bytes) in files {
        let length = bytes.len() as u64;
        let file = app.blobs.put(bytes).await.map_err(Error::internal)?;
        kept.push((format, file, length));
    }
    let tx = app.db.begin().await?;
    store::open_data::add(&tx, (&set.key, version.number), &kept, app.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// What a disease is called: by the set, else by the list of notifiable diseases.
pub(crate) fn disease_name(own: Option<&Localized>, key: &str) -> Localized {
    let listed = Localized::both(sets::disease(key, Lang::De), sets::disease(key, Lang::En));
    own.cloned().unwrap_or_default().completed(listed)
}

/// For how many days cases of a week usually still come in.
const SETTLING_DAYS: i64 = 14;

/// The first week whose numbers may still grow.
pub(crate) fn open_from(as_of: Date) -> IsoWeek {
    IsoWeek::of(as_of.saturating_sub(SETTLING_DAYS.days()))
}
