// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The photos of an official record: as fine as paper shows, and a sentence where there is none. They are
//! made ready before anything is held, because that may take long.

use std::collections::BTreeMap;

use uuid::Uuid;
use web::{App, Error};

use super::issuing::{self, Opened};
use crate::model::Project;
use crate::opening;
use crate::store::inspecting::{inspections, plans};

/// The most bytes of photos in one official record: more than a hundred of them.
const MOST: usize = 50 * 1024 * 1024;

/// A photo that a finding names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Photo {
    /// It is printed: a JPEG file.
    Printed(Vec<u8>),
    /// It has not come.
    Missing,
    /// It cannot be read.
    Unreadable,
    /// There are too many before it.
    Beyond,
}

/// Photos by their names in the record.
pub(crate) type Photos = BTreeMap<String, Photo>;

/// The photos of the record of an inspection, with the number of the version of the record that names them;
/// none if there is no record.
pub(crate) async fn prepared(
    app: &App,
    project: &Project,
    inspection: Uuid,
) -> Result<(Photos, Option<i64>), Error> {
    let conn = app.db.read();
    let plan = plans::find(conn, project.id).await?;
    let plan = plan.ok_or(Error::NotFound)?;
    let found = inspections::find(conn, project.id, inspection).await?;
    let found = found.ok_or(Error::NotFound)?;
    let Some(opened) = issuing::open(app, conn, (project, &plan), &found).await? else {
        return Ok(Default::default());
    };
    let photos = of_record(app, project, &opened).await?;
    Ok((photos, Some(opened.number)))
}

async fn of_record(app: &App, project: &Project, opened: &Opened) -> Result<Photos, Error> {
    let mut photos = Photos::new();
    let mut room = MOST;
    for finding in opened.reading.defects().filter(|one| !one.photo.is_empty()) {
        if photos.contains_key(&finding.photo) {
            continue;
        }
        let photo = one(app, project, (opened.record.id, &finding.photo)).await?;
        let photo = match photo {
            Photo::Printed(bytes) if bytes.len() > room => Photo::Beyond,
            Photo::Printed(bytes) => {
                room -= bytes.len();
                Photo::Printed(bytes)
            }
            other => other,
        };
        photos.insert(finding.photo.clone(), photo);
    }
    Ok(photos)
}

async fn one(app: &App, project: &Project, of: (Uuid, &str)) -> Result<Photo, Error> {
    let found = opening::file(app, app.db.read(), project, of).await?;
    let Some((_, bytes)) = found else {
        return Ok(Photo::Missing);
    };
    let made = tokio::task::spawn_blocking(move || print::photo(&bytes)).await;
    let made = made.map_err(Error::internal)?;
    Ok(made.map_or(Photo::Unreadable, Photo::Printed))
}
