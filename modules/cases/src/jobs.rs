// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What runs without a person waiting: following reports, deleting files after their time.

use jobs::{JobError, Registry, Schedule, When};
use reporting::events::{self, ReportEvent};
use web::{App, Error};

use crate::events::{CASE_CHANGED, CASE_CLOSED, CASE_OPENED};
use crate::{ending, intake};

/// Deletes the files whose time has come.
pub const DELETE: &str = "cases.delete";

/// Registers the handlers.
pub fn register(registry: &mut Registry<App>) {
    registry
        .event(ending::CASE_DELETED)
        .event(CASE_OPENED)
        .event(CASE_CHANGED)
        .event(CASE_CLOSED)
        .register(DELETE, delete)
        .subscribe(events::REPORT_SENT, "cases.report-sent", follow)
        .subscribe(events::REPORT_CORRECTED, "cases.report-corrected", follow)
        .subscribe(events::REPORT_WITHDRAWN, "cases.report-withdrawn", follow)
        .subscribe(events::REPORT_ACCEPTED, "cases.report-accepted", follow)
        .subscribe(
            events::REPORT_ACCEPT_UNDONE,
            "cases.report-accept-undone",
            follow,
        )
        .subscribe(events::REPORT_DELETED, "cases.report-deleted", forget)
        .subscribe(events::REPORT_RETURNED, "cases.report-returned", follow);
}

/// What is done regularly.
pub fn schedules() -> Vec<Schedule> {
    vec![Schedule {
        name: "cases.delete",
        when: When::Daily(jiff::civil::time(2, 30, 0, 0)),
        kind: DELETE,
        payload: serde_json::json!({}),
    }]
}

fn failed(error: Error) -> JobError {
    match error {
        Error::Unavailable(_) => JobError::temporary("unavailable"),
        Error::NotFound => JobError::permanent("not-found"),
        other => {
            tracing::error!(error = %other, "a job of the module cases failed");
            JobError::temporary("internal")
        }
    }
}

async fn follow(app: &App, event: ReportEvent) -> Result<(), JobError> {
    intake::follow(app, &event).await.map_err(failed)
}

async fn forget(app: &App, event: ReportEvent) -> Result<(), JobError> {
    intake::forget(app, &event).await.map_err(failed)
}

async fn delete(app: &App, _: serde_json::Value) -> Result<(), JobError> {
    let deleted = ending::delete_due(app).await.map_err(failed)?;
    tracing::info!(deleted, "case files were deleted after their time");
    Ok(())
}
