// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is owed, and with which form.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::header;
use kernel::berlin_date;
use serde::Serialize;
use uuid::Uuid;
use web::{App, Context, Error};

use crate::pages::own_institutions;
use crate::period::Period;
use crate::store;

/// A collection in which an institution of the caller takes part.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ApiCollection {
    /// Identifies the collection.
    pub id: Uuid,
    /// What it is called.
    pub title: String,
    /// The form version that is filled in.
    pub form_version: Uuid,
    /// Whether any number of reports may be sent, each about a day.
    pub repeatable: bool,
    /// Whether an institution may say that it has nothing to report. With `repeatable`: whether each week without
    /// a report has to be confirmed so.
    pub zero_reports: bool,
    /// The first week that reports may be about, such as `2026-W40`.
    pub season_from: String,
    /// The last week.
    pub season_to: String,
    /// `open` or `closed`.
    pub status: String,
    /// The caller's institutions that take part.
    pub institutions: Vec<ApiInstitution>,
}

/// An institution of the caller.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ApiInstitution {
    /// Identifies the institution.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// What it owes, the earliest first.
    pub owed: Vec<ApiOwed>,
}

/// A report that is owed.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ApiOwed {
    /// The period, such as `2026-W47`.
    pub period: String,
    /// The day by which it is due.
    pub due_on: String,
    /// `missing`, `draft` or `returned`.
    pub status: String,
}

/// The collections in which the caller's institutions take part, with what they owe.
#[utoipa::path(
    get,
    path = "/api/v1/collections",
    operation_id = "listCollections",
    tag = "reporting",
    responses(
        (status = 200, description = "The collections", body = Vec<ApiCollection>),
        (status = 401, description = "Nobody has signed in", body = web::Problem)
    )
)]
pub async fn list(
    State(app): State<App>,
    context: Context,
) -> Result<Json<Vec<ApiCollection>>, Error> {
    let conn = app.db.read();
    let today = berlin_date(app.clock.now());
    let own = directory::organisations(conn, &own_institutions(&context)).await?;
    let mut answer: Vec<ApiCollection> = Vec::new();
    for institution in own {
        let owed = store::expected::owed(conn, institution.id, today, 500).await?;
        for collection in store::collections::of_institution(conn, institution.id).await? {
            if context.reach_collection(collection.id).is_err() {
                continue;
            }
            let line = ApiInstitution {
                id: institution.id.uuid(),
                name: institution.name.clone(),
                owed: owed
                    .iter()
                    .filter(|one| one.collection == collection.id)
                    .map(|one| ApiOwed {
                        period: one.period.to_string(),
                        due_on: one.due_on.to_string(),
                        status: one.status.name().to_owned(),
                    })
                    .collect(),
            };
            let id = collection.id.uuid();
            let repeatable = collection.repeatable();
            match answer.iter_mut().find(|known| known.id == id) {
                Some(known) => known.institutions.push(line),
                None => answer.push(ApiCollection {
                    id,
                    title: collection.title,
                    form_version: collection.form_version.uuid(),
                    repeatable,
                    zero_reports: collection.zero_reports,
                    season_from: collection.calendar.season.from.to_string(),
                    season_to: collection.calendar.season.to.to_string(),
                    status: collection.status.name().to_owned(),
                    institutions: vec![line],
                }),
            }
        }
    }
    Ok(Json(answer))
}

/// The form that a period's report is made with, as JSON (see the documentation of `FormSpec`).
#[utoipa::path(
    get,
    path = "/api/v1/collections/{collection}/periods/{period}/form",
    operation_id = "getForm",
    tag = "reporting",
    params(
        ("collection" = Uuid, Path, description = "The collection"),
        ("period" = String, Path, description = "A week such as 2026-W47, a month such as 2026-11, a quarter such as 2026-Q4, a year such as 2026, or the day of an event such as 2026-11-18")
    ),
    responses(
        (status = 200, description = "The form definition", content_type = "application/json"),
        (status = 404, description = "No such collection or period", body = web::Problem)
    )
)]
pub async fn form(
    State(app): State<App>,
    context: Context,
    Path((collection, period)): Path<(String, String)>,
) -> Result<Response, Error> {
    let conn = app.db.read();
    let collection = crate::pages::collection_of(conn, &collection).await?;
    context.reach_collection(collection.id)?;
    let period: Period = period.parse().map_err(|_| Error::NotFound)?;
    let own = own_institutions(&context);
    let mut takes_part = false;
    for institution in own {
        let times = store::participants::of_institution(conn, collection.id, institution).await?;
        let unit = collection.calendar.unit_of(period);
        takes_part |= times.iter().any(|time| time.owes(unit));
    }
    if !takes_part || !collection.calendar.season.contains(period) {
        return Err(Error::NotFound);
    }
    let spec = store::published::spec(conn, collection.form_version)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(([(header::CONTENT_TYPE, "application/json")], spec).into_response())
}
