// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What runs without a person waiting: calculating, ending what was given up, deleting rows after their time.

use ::jobs::{JobError, Registry, Schedule, When};
use web::{App, Error};

use crate::calculating::{self, CALCULATE};
use crate::{actions, note, store};

/// Ends calculations whose job was given up.
pub const FREE: &str = "extracts.free";
/// Deletes the rows whose time has come.
pub const DELETE: &str = "extracts.delete";

/// So many extracts are looked at together.
const TOGETHER: i64 = 100;

/// Registers the handlers.
pub fn register(registry: &mut Registry<App>) {
    registry
        .register(CALCULATE, calculating::calculate)
        .register(FREE, free)
        .register(DELETE, delete);
}

/// What is done regularly.
pub fn schedules() -> Vec<Schedule> {
    vec![
        Schedule {
            name: "extracts.free",
            when: When::Every(10),
            kind: FREE,
            payload: serde_json::json!({}),
        },
        Schedule {
            name: "extracts.delete",
            when: When::Daily(jiff::civil::time(2, 50, 0, 0)),
            kind: DELETE,
            payload: serde_json::json!({}),
        },
    ]
}

pub(crate) fn failed(error: Error) -> JobError {
    match error {
        Error::Unavailable(_) => JobError::temporary("unavailable"),
        Error::NotFound => JobError::permanent("not-found"),
        other => {
            tracing::error!(error = %other, "a job of the module extracts failed");
            JobError::temporary("internal")
        }
    }
}

async fn free(app: &App, _: serde_json::Value) -> Result<(), JobError> {
    calculating::free(app).await.map_err(failed)
}

async fn delete(app: &App, _: serde_json::Value) -> Result<(), JobError> {
    let deleted = delete_due(app).await.map_err(failed)?;
    tracing::info!(deleted, "rows of extracts were deleted after their time");
    Ok(())
}

/// Deletes the rows whose time has come, each extract in a transaction of its own.
async fn delete_due(app: &App) -> Result<u64, Error> {
    let now = app.clock.now();
    let mut deleted = 0;
    loop {
        let due = store::due(app.db.read(), now, TOGETHER).await?;
        let before = deleted;
        for extract in &due {
            let tx = app.db.begin().await?;
            if store::empty(&tx, extract.id, now).await? {
                let what = (actions::EXTRACT_DELETE, "rows");
                note::step(app, &tx, extract, None, what).await?;
                tx.commit().await?;
                deleted += 1;
            }
        }
        if deleted == before {
            return Ok(deleted);
        }
    }
}
