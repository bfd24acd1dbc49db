// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What runs without a person waiting: hearing, delivering, forgetting.

use jiff::civil::time;
use jobs::{JobError, Registry, Schedule, When};
use web::{App, Error};

use crate::model::LAST_TRY;
use crate::{delivering, feed, listening, store};

/// Forgets old events, deliveries and secrets.
pub const TIDY: &str = "integration.tidy";

/// Registers the handlers.
pub fn register(registry: &mut Registry<App>) {
    listening::subscribe(registry);
    registry
        .register(delivering::DELIVER, delivering::deliver)
        .register(TIDY, tidy);
}

/// What is done regularly.
pub fn schedules() -> Vec<Schedule> {
    vec![Schedule {
        name: TIDY,
        when: When::Daily(time(3, 40, 0, 0)),
        kind: TIDY,
        payload: serde_json::Value::Null,
    }]
}

/// An error of the module as a job has it.
pub(crate) fn failed(error: Error) -> JobError {
    match error {
        Error::Unavailable(_) => JobError::temporary("unavailable"),
        other => {
            tracing::error!(error = %other, "a job of the module integration failed");
            JobError::temporary("internal")
        }
    }
}

async fn tidy(app: &App, _: serde_json::Value) -> Result<(), JobError> {
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    let expired = store::deliveries::expire(&tx, now - LAST_TRY, now).await?;
    let deliveries = store::deliveries::forget(&tx, now - feed::DELIVERIES_KEPT).await?;
    let events = store::events::forget(&tx, now - feed::KEPT).await?;
    let secrets = store::endpoints::forget_former(&tx, now).await?;
    tx.commit().await?;
    tracing::info!(
        expired,
        deliveries,
        events,
        secrets,
        "old events were forgotten"
    );
    Ok(())
}
