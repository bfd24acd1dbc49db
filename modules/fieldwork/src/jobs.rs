// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What runs without a person waiting: plans are compared with the directory.

use jobs::{JobError, Registry, Schedule, When};
use serde_json::Value;
use web::{App, Error};

use crate::inspecting::comparing;
use crate::store::inspecting::plans;
use crate::{events, store};

/// Compares all plans with the directory.
pub(crate) const COMPARE: &str = "fieldwork.compare-plans";

/// Registers the handlers.
pub(crate) fn register(registry: &mut Registry<App>) {
    registry
        .event(events::RECORD_RECEIVED)
        .register(COMPARE, compare);
}

/// What is done regularly.
pub(crate) fn schedules() -> Vec<Schedule> {
    vec![Schedule {
        name: "fieldwork.compare-plans",
        when: When::Daily(jiff::civil::time(2, 50, 0, 0)),
        kind: COMPARE,
        payload: serde_json::json!({}),
    }]
}

fn failed(error: Error) -> JobError {
    match error {
        Error::Unavailable(_) => JobError::temporary("unavailable"),
        other => {
            tracing::error!(error = %other, "a job of the module fieldwork failed");
            JobError::temporary("internal")
        }
    }
}

/// What differs is noted for the planners and changes no plan; a second run finds the same.
async fn compare(app: &App, _: Value) -> Result<(), JobError> {
    for number in plans::all(app.db.read()).await? {
        let project = store::projects::find(app.db.read(), number).await?;
        if let Some(project) = project {
            comparing::notice(app, &project).await.map_err(failed)?;
        }
    }
    Ok(())
}
