// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Sending a report by program, and looking it up.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use forms::{Answers, Violation};
use http::{StatusCode, header};
use kernel::{CollectionId, OrganisationId, berlin_date};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;
use web::{App, Context, Error};

use crate::intake::{self, Arrived, Arriving};
use crate::model::{Collection, Participant, Refusal, Submission, Version};
use crate::pages::{self, refused};
use crate::period::Period;
use crate::surroundings::{About, surroundings};
use crate::{actions, compiled, sealing, store};

/// How deeply groups may lie in each other in an API call.
const DEEPEST: usize = 16;

/// A report to be sent.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "institution": "01932f6e-7b1a-7c3e-9f00-0123456789ab",
    "answers": {"facility_state": "open", "counts": {"count_day": "2026-11-18", "cared_for": 80, "absent_are": 6, "present_are": 2}},
    "idempotency_key": "kis-2026-W47-1"
}))]
pub struct NewSubmission {
    /// The institution that reports.
    pub institution: Uuid,
    /// Values by the path of their question (`group/name`), or groups as objects. Numbers, texts,
    /// booleans, lists of codes; days as `2026-11-18`; files as the value that the call that began
    /// them gave.
    #[schema(value_type = Object)]
    pub answers: serde_json::Map<String, Value>,
    /// 1 to 100 visible ASCII characters of the caller's choice, the same when a call is repeated.
    pub idempotency_key: String,
}

/// The receipt of a report.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(example = json!({
    "id": "01932f6e-7b1a-7c3e-9f00-0123456789ac", "receipt": "KW47-7F3K-9QXD", "state": "submitted", "late": false,
    "warnings": [{"path": "counts/absent_are", "message": "More children are absent than usual. Is that right?"}]
}))]
pub struct ApiReceipt {
    /// Identifies the submission.
    pub id: Uuid,
    /// The receipt number for people.
    pub receipt: String,
    /// `submitted`, `returned`, `accepted` or `withdrawn`.
    pub state: String,
    /// Whether it came after it was due.
    pub late: bool,
    /// What is implausible; the report was taken all the same.
    pub warnings: Vec<ApiWarning>,
}

/// Something implausible.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ApiWarning {
    /// The path of the question.
    pub path: String,
    /// What to check.
    pub message: String,
}

/// Something that must be put right.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ApiViolation {
    /// The path of the question.
    pub path: String,
    /// `required`, `constraint`, `type`, `unknown-choice`, `unknown-field`, `rounds`, `file` or
    /// `not-evaluated`.
    pub kind: String,
    /// What is wrong, in the language asked for.
    pub message: String,
}

/// The problem report about answers that were not taken (RFC 9457).
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(example = json!({
    "type": "/api/problems#answers", "title": "The answers are wrong", "status": 422, "detail": "Correct one answer.",
    "violations": [{"path": "counts/cared_for", "kind": "required", "message": "This answer is missing."}]
}))]
pub struct AnswersProblem {
    /// `/api/problems#answers`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind in words.
    pub title: String,
    /// 422.
    pub status: u16,
    /// What to do.
    pub detail: String,
    /// Everything that is wrong, in the order of the form.
    pub violations: Vec<ApiViolation>,
}

/// A report that was sent.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(example = json!({
    "id": "01932f6e-7b1a-7c3e-9f00-0123456789ac", "receipt": "KW47-7F3K-9QXD",
    "collection": "01932f6e-7b1a-7c3e-9f00-0123456789ad", "institution": "01932f6e-7b1a-7c3e-9f00-0123456789ab",
    "period": "2026-W47", "state": "submitted", "version": 1, "submitted_at": "2026-11-18T09:00:00Z", "late": false,
    "answers": {"facility_state": "open", "counts/cared_for": "80"}
}))]
pub struct ApiSubmission {
    /// Identifies the submission.
    pub id: Uuid,
    /// The receipt number for people.
    pub receipt: String,
    /// The collection.
    pub collection: Uuid,
    /// The institution that sent it.
    pub institution: Uuid,
    /// The period that it is about.
    pub period: String,
    /// `submitted`, `returned`, `accepted` or `withdrawn`.
    pub state: String,
    /// The number of the current version, from 1.
    pub version: i64,
    /// When it first came (RFC 3339).
    pub submitted_at: String,
    /// Whether it came after it was due.
    pub late: bool,
    /// The answers of the current version.
    #[schema(value_type = Object)]
    pub answers: Answers,
}

/// Sends a report. It is checked by the same engine as the form's page. A call that is repeated
/// with the same idempotency key gives the receipt of the first.
#[utoipa::path(
    post,
    path = "/api/v1/collections/{collection}/periods/{period}/submissions",
    operation_id = "submitReport",
    tag = "reporting",
    params(
        ("collection" = Uuid, Path, description = "The collection"),
        ("period" = String, Path, description = "A week such as 2026-W47 or a day such as 2026-11-18")
    ),
    request_body = NewSubmission,
    responses(
        (status = 201, description = "Taken", body = ApiReceipt),
        (status = 200, description = "Taken before, by a call with the same key", body = ApiReceipt),
        (status = 404, description = "Not owed by an institution of the caller", body = web::Problem),
        (status = 409, description = "Another report about the period has come, or it cannot be taken now", body = web::Problem),
        (status = 422, description = "The answers are wrong", body = AnswersProblem)
    )
)]
pub async fn submit(
    State(app): State<App>,
    context: Context,
    Path((collection, period)): Path<(String, String)>,
    body: Result<Json<NewSubmission>, JsonRejection>,
) -> Result<Response, Error> {
    let Json(body) = body?;
    let institution = OrganisationId::from_uuid(body.institution);
    let Place {
        collection,
        office,
        period,
    } = place(&app, &context, &collection, &period, institution).await?;
    let key_ok = (1..=100).contains(&body.idempotency_key.len())
        && body.idempotency_key.bytes().all(|b| b.is_ascii_graphic());
    if !key_ok {
        return Err(Error::Invalid(context.t("reporting-api-key")));
    }
    let now = app.clock.now();
    let form = compiled::form(app.db.read(), collection.form_version).await?;
    let about = About {
        collection: &collection,
        institution,
        period,
    };
    let engine = surroundings(&app.vault, app.db.read(), &form, about, now).await?;
    let answers =
        flatten(&body.answers).ok_or_else(|| Error::Invalid(context.t("reporting-api-answers")))?;
    let evaluation = form.check(&answers, &engine);
    if !evaluation.is_valid() {
        return Ok(violations(&context, &evaluation.violations));
    }
    let warnings = warnings(&context, &evaluation);
    let arriving = Arriving {
        on_behalf: false,
        collection: Arc::new(collection),
        institution,
        office,
        period,
        files: intake::files_of(&form, &evaluation.answers),
        answers: evaluation.answers,
        warnings: warnings.len(),
        idempotency_key: body.idempotency_key,
        by: context.person()?,
        draft: None,
    };
    match intake::take_in(&app, &arriving).await? {
        Arrived::New(submission) => {
            let location = format!("/api/v1/submissions/{}", submission.id);
            let receipt = receipt(&submission, warnings);
            Ok((
                StatusCode::CREATED,
                [(header::LOCATION, location)],
                Json(receipt),
            )
                .into_response())
        }
        Arrived::Before(submission) if submission.period == period => {
            Ok(Json(receipt(&submission, warnings)).into_response())
        }
        Arrived::Before(_) => Err(Error::Conflict(context.t("reporting-api-key-used"))),
        Arrived::Files(wrong) => Ok(violations(&context, &wrong)),
        Arrived::Taken => Err(Error::Conflict(context.t("reporting-api-taken"))),
        Arrived::Refused(refusal) => Err(refused(&context, refusal)),
    }
}

/// Where a report belongs that a program is about to send.
pub(super) struct Place {
    pub(super) collection: Collection,
    pub(super) office: OrganisationId,
    pub(super) period: Period,
}

/// Finds the collection and the period; the actor may report for the institution. Of collections in
/// which each report is owed, whether this one is, only the transaction that takes it in finds out.
pub(super) async fn place(
    app: &App,
    context: &Context,
    collection: &str,
    period: &str,
    institution: OrganisationId,
) -> Result<Place, Error> {
    let conn = app.db.read();
    let (collection, times, office) = part(app, context, collection, institution).await?;
    let period: Period = period.parse().map_err(|_| Error::NotFound)?;
    if collection.repeatable()
        && !times
            .iter()
            .any(|time| time.owes(collection.calendar.unit_of(period)))
    {
        return Err(refused(context, Refusal::NotExpected));
    }
    let holidays = crate::holidays::of(conn, &collection).await?;
    collection
        .takes(period, berlin_date(app.clock.now()), &holidays)
        .map_err(|refusal| refused(context, refusal))?;
    Ok(Place {
        collection,
        office,
        period,
    })
}

/// The collection in which the institution takes part, when, and its office; the actor may report for it.
pub(super) async fn part(
    app: &App,
    context: &Context,
    collection: &str,
    institution: OrganisationId,
) -> Result<(Collection, Vec<Participant>, OrganisationId), Error> {
    let conn = app.db.read();
    let resource = directory::place_of(conn, institution)
        .await?
        .ok_or(Error::NotFound)?;
    context.allow_or_hide(actions::REPORT_FILL, &resource)?;
    let office = resource.office.ok_or(Error::NotFound)?;
    let collection: CollectionId = collection.parse().map_err(|_| Error::NotFound)?;
    super::reach(context, actions::REPORT_FILL, collection)?;
    let (collection, times) = store::collections::with_times_of(conn, collection, institution)
        .await?
        .ok_or(Error::NotFound)?;
    Ok((collection, times, office))
}

fn receipt(submission: &Submission, warnings: Vec<ApiWarning>) -> ApiReceipt {
    ApiReceipt {
        id: submission.id.uuid(),
        receipt: submission.receipt.clone(),
        state: submission.state.name().to_owned(),
        late: submission.late,
        warnings,
    }
}

fn warnings(context: &Context, evaluation: &forms::Evaluation) -> Vec<ApiWarning> {
    let lang = context.lang().tag();
    evaluation
        .warnings
        .iter()
        .map(|warning| ApiWarning {
            path: warning.path.clone(),
            message: warning.message.get(lang).to_owned(),
        })
        .collect()
}

fn violations(context: &Context, found: &[Violation]) -> Response {
    let lang = context.lang().tag();
    let problem = AnswersProblem {
        kind: "/api/problems#answers".to_owned(),
        title: context.t("reporting-api-violations-title"),
        status: StatusCode::UNPROCESSABLE_ENTITY.as_u16(),
        detail: context.t_with("reporting-api-violations", &[("count", found.len().into())]),
        violations: found
            .iter()
            .map(|violation| ApiViolation {
                path: violation.path.clone(),
                kind: violation.kind.code().to_owned(),
                message: violation.message.get(lang).to_owned(),
            })
            .collect(),
    };
    let mut response = (StatusCode::UNPROCESSABLE_ENTITY, Json(problem)).into_response();
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        header::HeaderValue::from_static("application/problem+json"),
    );
    response
}

/// Answers as the engine takes them; nothing if a value is neither scalar nor a list of texts, or
/// groups are too deep.
pub(super) fn flatten(answers: &serde_json::Map<String, Value>) -> Option<Answers> {
    fn walk(
        prefix: &str,
        map: &serde_json::Map<String, Value>,
        depth: usize,
        out: &mut Answers,
    ) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        for (name, value) in map {
            let path = if prefix.is_empty() {
                name.clone()
            } else {
                format!("{prefix}/{name}")
            };
            match value {
                Value::Null => {}
                Value::Bool(value) => out.set(path, if *value { "true" } else { "false" }),
                Value::Number(value) => out.set(path, value.to_string()),
                Value::String(value) => out.set(path, value.as_str()),
                Value::Array(values) => {
                    let codes: Option<Vec<&str>> = values.iter().map(Value::as_str).collect();
                    out.set(path, codes?.join(" "));
                }
                Value::Object(map) => walk(&path, map, depth + 1, out)?,
            }
        }
        Some(())
    }
    let mut out = Answers::new();
    walk("", answers, 0, &mut out)?;
    Some(out)
}

/// A report, for the institution that sent it and the office that it was sent to.
#[utoipa::path(
    get,
    path = "/api/v1/submissions/{submission}",
    operation_id = "getSubmission",
    tag = "reporting",
    params(("submission" = Uuid, Path, description = "The submission")),
    responses(
        (status = 200, description = "The report", body = ApiSubmission),
        (status = 404, description = "No such report of the caller", body = web::Problem)
    )
)]
pub async fn find(
    State(app): State<App>,
    context: Context,
    Path(submission): Path<String>,
) -> Result<Json<ApiSubmission>, Error> {
    let (submission, _) =
        pages::submission_of(&app, &context, &submission, actions::SUBMISSION_OPEN).await?;
    let version = current(&app, &submission).await?;
    Ok(Json(ApiSubmission {
        id: submission.id.uuid(),
        receipt: submission.receipt,
        collection: submission.collection.uuid(),
        institution: submission.institution.uuid(),
        period: submission.period.to_string(),
        state: submission.state.name().to_owned(),
        version: submission.version,
        submitted_at: submission.submitted_at.to_string(),
        late: submission.late,
        answers: version.content.answers,
    }))
}

async fn current(app: &App, submission: &Submission) -> Result<Version, Error> {
    let conn = app.db.read();
    let sealed = store::history::version(conn, submission.id, submission.version)
        .await?
        .ok_or_else(|| Error::Internal("a submission without its version".to_owned()))?;
    sealing::open_version(&app.vault, conn, submission, &sealed).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn flat(value: &Value) -> Option<Answers> {
        flatten(value.as_object().unwrap())
    }

    #[test]
    fn groups_may_be_objects_or_paths() {
        let nested = flat(
            &json!({"counts": {"cared_for": 80, "open": true}, "codes": ["a", "b"], "x": null}),
        );
        let flat_form =
            flat(&json!({"counts/cared_for": "80", "counts/open": "true", "codes": "a b"}));
        assert_eq!(nested, flat_form);
        assert_eq!(nested.unwrap().len(), 3);
    }

    #[test]
    fn lists_of_anything_but_texts_are_refused() {
        assert_eq!(flat(&json!({"a": [1]})), None);
        assert_eq!(flat(&json!({"a": [{"b": "c"}]})), None);
    }

    proptest! {
        #[test]
        fn deep_groups_are_refused_and_never_overflow(depth in 1..200_usize) {
            let mut value = json!({"a": "1"});
            for _ in 0..depth {
                value = json!({"g": value});
            }
            prop_assert_eq!(flat(&value).is_some(), depth <= DEEPEST);
        }
    }
}
