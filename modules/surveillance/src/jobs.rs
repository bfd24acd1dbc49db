// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What runs without a person waiting: the nightly look and the mails of the day.

use ::jobs::{JobError, Registry, Schedule, When};
use web::{App, Error};

use crate::{store, telling, watching};

/// Lets all sets that are watched be looked at.
pub const WATCH: &str = "surveillance.watch";
/// Writes the mails of the day.
pub const DIGEST: &str = "surveillance.digest";

/// Registers the handlers.
pub fn register(registry: &mut Registry<App>) {
    registry
        .register(WATCH, watch)
        .register(watching::RUN, watching::job)
        .register(DIGEST, digest);
}

/// What is done regularly.
pub fn schedules() -> Vec<Schedule> {
    let daily = |name, hour, minute, kind| Schedule {
        name,
        when: When::Daily(jiff::civil::time(hour, minute, 0, 0)),
        kind,
        payload: serde_json::json!({}),
    };
    vec![
        daily("surveillance.watch", 3, 20, WATCH),
        daily("surveillance.digest", 6, 40, DIGEST),
    ]
}

pub(crate) fn failed(error: Error) -> JobError {
    match error {
        Error::Unavailable(_) => JobError::temporary("unavailable"),
        Error::NotFound => JobError::permanent("not-found"),
        other => {
            tracing::error!(error = %other, "a job of the module surveillance failed");
            JobError::temporary("internal")
        }
    }
}

async fn watch(app: &App, _: serde_json::Value) -> Result<(), JobError> {
    for kept in store::plans::active(app.db.read()).await? {
        watching::begin(app, &kept.set, None)
            .await
            .map_err(failed)?;
    }
    Ok(())
}

async fn digest(app: &App, _: serde_json::Value) -> Result<(), JobError> {
    let written = telling::tell(app).await.map_err(failed)?;
    tracing::info!(written, "mails about signals were written");
    Ok(())
}
