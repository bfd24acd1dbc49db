// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Saying by program that there is nothing to report.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use kernel::OrganisationId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::{App, Context, Error};

use super::submissions::part;
use crate::model::{ExpectedStatus, ZeroReason};
use crate::pages::refused;
use crate::period::Period;
use crate::store;
use crate::zero::{self, Deed, Said};

/// That an institution has nothing to report for a period.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"institution": "01932f6e-7b1a-7c3e-9f00-0123456789ab", "reason": "no-cases"}))]
pub struct NewZeroReport {
    /// The institution that has nothing to report.
    pub institution: Uuid,
    /// Why: `no-cases` (if nothing is said), `closed` or `holidays`.
    pub reason: Option<String>,
}

/// What is kept.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"period": "2026-W47", "status": "zero", "reason": "no-cases"}))]
pub struct ApiZeroReport {
    /// The period; of events the week.
    pub period: String,
    /// `zero`.
    pub status: String,
    /// The reason that is kept.
    pub reason: String,
}

/// Says that an institution has nothing to report for a period that it owes, or that nothing happened in a
/// week of events. A call that is repeated changes nothing. It is taken back on the page, or by a report.
#[utoipa::path(
    post,
    path = "/api/v1/collections/{collection}/periods/{period}/zero-report",
    operation_id = "reportNothing",
    tag = "reporting",
    params(
        ("collection" = Uuid, Path, description = "The collection"),
        ("period" = String, Path, description = "What is owed, such as 2026-W47; of events the week")
    ),
    request_body = NewZeroReport,
    responses(
        (status = 200, description = "It is kept", body = ApiZeroReport),
        (status = 404, description = "Not owed by an institution of the caller", body = web::Problem),
        (status = 409, description = "A report about the period has come, or it cannot be taken now", body = web::Problem),
        (status = 422, description = "There is no such reason", body = web::Problem)
    )
)]
pub async fn say(
    State(app): State<App>,
    context: Context,
    Path((collection, period)): Path<(String, String)>,
    body: Result<Json<NewZeroReport>, JsonRejection>,
) -> Result<Json<ApiZeroReport>, Error> {
    let Json(body) = body?;
    let institution = OrganisationId::from_uuid(body.institution);
    let (collection, _, _) = part(&app, &context, &collection, institution).await?;
    let period: Period = period.parse().map_err(|_| Error::NotFound)?;
    let reason = match body.reason.as_deref() {
        None => ZeroReason::NoCases,
        Some(name) => name
            .parse()
            .map_err(|_| Error::Invalid(context.t("reporting-api-reason")))?,
    };
    let deed = Deed {
        institution,
        period,
        by: context.person()?,
    };
    let kept = match zero::say(&app, &collection, deed, reason).await? {
        Said::Done => Some(reason),
        Said::Taken => {
            let conn = app.db.read();
            store::expected::find(conn, collection.id, institution, period)
                .await?
                .filter(|one| one.status == ExpectedStatus::Zero)
                .and_then(|one| one.zero_reason)
        }
        Said::Refused(refusal) => return Err(refused(&context, refusal)),
    };
    let reason = kept.ok_or_else(|| Error::Conflict(context.t("reporting-zero-taken")))?;
    Ok(Json(ApiZeroReport {
        period: period.to_string(),
        status: ExpectedStatus::Zero.name().to_owned(),
        reason: reason.name().to_owned(),
    }))
}
