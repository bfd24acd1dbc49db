// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What runs without a person waiting: searching, and deleting requests after their time.

use ::jobs::{JobError, Registry, Schedule, When};
use web::{App, Error};

use crate::ending;
use crate::searching::{self, SEARCH, SearchJob};

/// Deletes the requests whose time has come.
pub const DELETE: &str = "privacy.delete";

/// Registers the handlers.
pub fn register(registry: &mut Registry<App>) {
    registry.register(SEARCH, search).register(DELETE, delete);
}

/// What is done regularly.
pub fn schedules() -> Vec<Schedule> {
    vec![Schedule {
        name: "privacy.delete",
        when: When::Daily(jiff::civil::time(2, 45, 0, 0)),
        kind: DELETE,
        payload: serde_json::json!({}),
    }]
}

fn failed(error: Error) -> JobError {
    match error {
        Error::Unavailable(_) => JobError::temporary("unavailable"),
        Error::NotFound => JobError::permanent("not-found"),
        other => {
            tracing::error!(error = %other, "a job of the module privacy failed");
            JobError::temporary("internal")
        }
    }
}

async fn search(app: &App, job: SearchJob) -> Result<(), JobError> {
    searching::run(app, &job).await.map_err(failed)
}

async fn delete(app: &App, _: serde_json::Value) -> Result<(), JobError> {
    let deleted = ending::delete_due(app).await.map_err(failed)?;
    tracing::info!(
        deleted,
        "requests of people concerned were deleted after their time"
    );
    Ok(())
}
