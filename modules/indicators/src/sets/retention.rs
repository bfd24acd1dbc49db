// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files that nobody needs any more: of versions that were withdrawn, and of uploads that nobody went on with. They are
//! removed after [`KEEP_DAYS`]; what was found while they were read stays.

use blob::Digest;
use jiff::{SignedDuration, Timestamp};
use jobs::JobError;
use web::{App, Error};

use super::importing::note;
use crate::store;

/// Removes files whose time has come.
pub const REMOVE: &str = "indicators.remove-files";

/// How many days files are kept after nobody wants them any more.
pub const KEEP_DAYS: i64 = 30;

/// So many are looked at together.
const TOGETHER: i64 = 100;

/// The job.
pub async fn remove(app: &App, _: serde_json::Value) -> Result<(), JobError> {
    let removed = remove_due(app).await.map_err(crate::jobs::failed)?;
    tracing::info!(
        removed,
        "files of withdrawn versions and given up uploads were removed"
    );
    Ok(())
}

async fn remove_due(app: &App) -> Result<u64, Error> {
    let now = app.clock.now();
    let before = now - SignedDuration::from_hours(24 * KEEP_DAYS);
    let mut removed = 0;
    for (import, source) in store::imports::outdated(app.db.read(), before, TOGETHER).await? {
        if !remove_unnamed(app, source, now).await? {
            continue;
        }
        let tx = app.db.begin().await?;
        removed += u64::from(store::imports::forget(&tx, import, before).await?);
        tx.commit().await?;
    }
    for version in store::sets::outdated(app.db.read(), before, TOGETHER).await? {
        let files = [Some(version.source), Some(version.file), version.errors];
        let mut gone = true;
        for file in files.into_iter().flatten() {
            gone &= remove_unnamed(app, file, now).await?;
        }
        if !gone {
            continue;
        }
        let tx = app.db.begin().await?;
        if store::sets::removed(&tx, version.id, now).await? {
            note(app, &tx, &version, None, "files-removed").await?;
            tx.commit().await?;
            removed += 1;
        }
    }
    Ok(removed)
}

/// Removes a file unless something else still names it, which is just as well; says no if it was written only now.
async fn remove_unnamed(app: &App, file: Digest, now: Timestamp) -> Result<bool, Error> {
    if store::sets::is_named(app.db.read(), file).await? {
        return Ok(true);
    }
    let a_day_ago = now - SignedDuration::from_hours(24);
    let removed = app.blobs.remove(file, a_day_ago).await;
    removed.map_err(Error::internal)
}
