// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Many reports by one call of a program.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use forms::entry::Template;
use http::{HeaderMap, header};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;
use web::{App, Context, Error};

use super::submissions::{ApiViolation, ApiWarning, flatten};
use crate::entry::uploads::contents;
use crate::entry::{Checked, OWN, check, reporters};
use crate::intake::{self, Arrived, Arriving};
use crate::model::{Collection, RowContent, RowFault, RowState, Submission, SubmissionState};
use crate::pages::uploads::fault_text;
use crate::pages::uploads::start::problem_text;
use crate::pages::{collection_of, refused};
use crate::{actions, compiled, store};

/// The largest body in bytes.
pub const BODY_LIMIT: usize = forms::entry::LARGEST_FILE;

/// The most reports of one call: what comes in within the time that a call may take.
const MOST: usize = 1_000;

/// How many reports come in with one transaction.
const PIECE: usize = 100;

/// A report among many.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "period": "2026-W47",
    "answers": {"facility_state": "open", "counts": {"count_day": "2026-11-18", "cared_for": 80, "absent_are": 6, "present_are": 2}}
}))]
pub struct BulkReport {
    /// The institution that reports; may be left out if there is only one.
    pub institution: Option<Uuid>,
    /// A week such as `2026-W47`, a month, a quarter, a year, or the day of an event; of events today if
    /// it is left out.
    pub period: Option<String>,
    /// Values by the path of their question, or groups as objects, as for a single report.
    #[schema(value_type = Object)]
    pub answers: serde_json::Map<String, Value>,
}

/// What became of one report.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BulkResult {
    /// Its place in the list, from 1; of a table its row.
    pub row: u64,
    /// `taken`; `ready` (would be taken, in a dry run); `known` (the same was taken before); `wrong`.
    pub state: String,
    /// Identifies the submission, if there is one.
    pub id: Option<Uuid>,
    /// The receipt number for people.
    pub receipt: Option<String>,
    /// Everything that is wrong. Besides the kinds of a single report: `institution-missing`,
    /// `institution-unknown`, `institution-ambiguous`, `period-missing`, `period-invalid`, `not-expected`,
    /// `not-begun`, `closed`, `locked`, `taken`, `twice-period`, `beyond`.
    pub violations: Vec<ApiViolation>,
    /// What is implausible; such reports are taken all the same.
    pub warnings: Vec<ApiWarning>,
}

/// What became of many reports.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(example = json!({
    "dry_run": false, "taken": 1, "known": 0, "wrong": 1,
    "results": [
        {"row": 1, "state": "taken", "id": "01932f6e-7b1a-7c3e-9f00-0123456789ab", "receipt": "KW47-7F3K-9QXD", "violations": [], "warnings": []},
        {"row": 2, "state": "wrong", "id": null, "receipt": null, "violations": [{"path": "counts/cared_for", "kind": "required", "message": "This answer is missing."}], "warnings": []}
    ]
}))]
pub struct BulkAnswer {
    /// Whether nothing was written.
    pub dry_run: bool,
    /// How many reports were taken, or would be.
    pub taken: usize,
    /// How many had been taken before.
    pub known: usize,
    /// How many are wrong.
    pub wrong: usize,
    /// Each of them, in their order.
    pub results: Vec<BulkResult>,
}

/// The parameters.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    dry_run: bool,
}

/// Sends up to 1,000 reports of a collection: a JSON array, or a table as the template of the collection has
/// it (`text/csv`, or a workbook). Each is checked by the same engine as a single report; those that are
/// right are taken, the others are named with what is wrong. A report that says the same as one before is
/// not taken twice; with an `Idempotency-Key`, reports of one call are told apart by their place, and a call
/// that is repeated with the same key takes none of them again.
#[utoipa::path(
    post,
    path = "/api/v1/collections/{collection}/bulk",
    operation_id = "submitReports",
    tag = "reporting",
    params(
        ("collection" = Uuid, Path, description = "The collection"),
        ("dry_run" = Option<bool>, Query, description = "With `true` the reports are only checked"),
        ("Idempotency-Key" = Option<String>, Header, description = "1 to 60 visible ASCII characters of the caller's choice, the same when a call is repeated")
    ),
    request_body(content(
        (Vec<BulkReport> = "application/json"),
        (String = "text/csv", example = "#period;facility_state;counts/count_day;counts/cared_for;counts/absent_are;counts/present_are\r\n2026-W47;open;2026-11-18;80;6;2\r\n")
    )),
    responses(
        (status = 200, description = "What became of each report", body = BulkAnswer),
        (status = 404, description = "Nothing to report for the caller", body = web::Problem),
        (status = 413, description = "The body is too large", body = web::Problem),
        (status = 422, description = "The body is no such list or table, or has too many reports", body = web::Problem)
    )
)]
pub async fn submit(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<BulkAnswer>, Error> {
    let conn = app.db.read();
    context.person()?;
    let collection = collection_of(conn, &collection).await?;
    super::reach(&context, actions::REPORT_FILL, collection.id)?;
    let reporters = reporters(&app, &context, &collection).await?;
    let key = match headers.get("idempotency-key") {
        None => None,
        Some(value) => {
            let text = value.to_str().unwrap_or_default();
            let is_key =
                (1..=60).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic());
            if !is_key {
                return Err(Error::Invalid(context.t("reporting-api-bulk-key")));
            }
            Some(text.to_owned())
        }
    };
    let is_json = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kind| kind.starts_with("application/json"));
    let (numbers, rows) = if is_json {
        of_json(&context, &body)?
    } else {
        of_table(&app, &context, &collection, body).await?
    };
    if rows.is_empty() || rows.len() > MOST {
        let most = [("most", MOST.into())];
        return Err(Error::Invalid(
            context.t_with("reporting-api-bulk-count", &most),
        ));
    }
    let office = reporters.all().first().map(|one| one.office);
    let office = office.ok_or(Error::NotFound)?;
    let mut checked = check(&app, &collection, &reporters, office, &rows).await?;
    if let Some(key) = &key {
        by_place(&app, &collection, &mut checked, (key, &numbers)).await?;
    }
    let mut results: Vec<BulkResult> = numbers
        .iter()
        .zip(&checked)
        .map(|(number, one)| result(&context, *number, one))
        .collect();
    if !wish.dry_run {
        take(&app, &context, &collection, &mut checked, &mut results).await?;
    }
    // Of those that were known before, the receipts.
    for one in &mut results {
        if let (Some(id), None) = (one.id, &one.receipt) {
            let found = store::submissions::find(conn, kernel::Id::from_uuid(id)).await?;
            one.receipt = found.map(|submission| submission.receipt);
        }
    }
    let count = |states: &[&str]| {
        let all = results.iter();
        all.filter(|one| states.contains(&one.state.as_str()))
            .count()
    };
    Ok(Json(BulkAnswer {
        dry_run: wish.dry_run,
        taken: count(&["taken", "ready"]),
        known: count(&["known"]),
        wrong: count(&["wrong"]),
        results,
    }))
}

/// The reports of a JSON array, numbered from 1.
fn of_json(context: &Context, body: &[u8]) -> Result<(Vec<u64>, Vec<RowContent>), Error> {
    let wrong = || Error::Invalid(context.t("reporting-api-answers"));
    let reports: Vec<BulkReport> = serde_json::from_slice(body).map_err(|_| wrong())?;
    let mut rows = Vec::with_capacity(reports.len());
    for report in reports {
        rows.push(RowContent {
            institution: report
                .institution
                .map_or(String::new(), |id| id.to_string()),
            period: report.period.unwrap_or_default(),
            answers: flatten(&report.answers).ok_or_else(wrong)?,
            beyond: false,
        });
    }
    Ok(((1..).take(rows.len()).collect(), rows))
}

/// The reports of a table, with the numbers of its rows.
async fn of_table(
    app: &App,
    context: &Context,
    collection: &Collection,
    body: Bytes,
) -> Result<(Vec<u64>, Vec<RowContent>), Error> {
    let form = compiled::form(app.db.read(), collection.form_version).await?;
    let template = Template::of(&form).map_err(|why| {
        Error::Invalid(context.t_with("reporting-upload-without", &[("why", why.name().into())]))
    })?;
    let table = tokio::task::spawn_blocking(move || forms::entry::read(&body));
    let table = table.await.map_err(Error::internal)?;
    let table = table.map_err(|problem| Error::Invalid(problem_text(context, problem)))?;
    let places = template.places(&table.headings, OWN).map_err(|faults| {
        let all = [faults.missing, faults.unknown, faults.twice].concat();
        let text = context.t("reporting-upload-headings");
        Error::Invalid(format!("{text} {}", all.join(", ")))
    })?;
    let numbers = table.lines.iter().map(|line| line.number).collect();
    Ok((numbers, contents(&template, &places, &table)))
}

/// Tells reports apart by the key of the call and their place instead of by what they say.
async fn by_place(
    app: &App,
    collection: &Collection,
    checked: &mut [Checked],
    (key, numbers): (&str, &[u64]),
) -> Result<(), Error> {
    let conn = app.db.read();
    for (one, number) in checked.iter_mut().zip(numbers) {
        let row = &mut one.row;
        let Some(institution) = row.institution else {
            continue;
        };
        row.repeat_key = format!("call-{key}-{number}");
        let keys = [row.repeat_key.as_str()];
        let known = store::uploads::by_keys(conn, collection.id, institution, &keys).await?;
        if let Some((id, _)) = known.into_values().next() {
            row.state = RowState::Known;
            row.submission = Some(id);
        } else if row.state == RowState::Known && collection.repeatable() {
            row.state = RowState::Ready;
            row.submission = None;
        }
    }
    Ok(())
}

fn result(context: &Context, number: u64, checked: &Checked) -> BulkResult {
    let lang = context.lang().tag();
    let is_wrong = checked.row.state == RowState::Wrong;
    let faults = checked
        .row
        .faults
        .iter()
        .map(|fault| fault_of(context, *fault));
    let violations = checked.violations.iter().map(|violation| ApiViolation {
        path: violation.path.clone(),
        kind: violation.kind.code().to_owned(),
        message: violation.message.get(lang).to_owned(),
    });
    BulkResult {
        row: number,
        state: match checked.row.state {
            RowState::Ready | RowState::Sent => "ready",
            RowState::Known => "known",
            RowState::Wrong => "wrong",
        }
        .to_owned(),
        id: checked.row.submission.map(kernel::Id::uuid),
        receipt: None,
        violations: faults.chain(violations).filter(|_| is_wrong).collect(),
        warnings: checked
            .warnings
            .iter()
            .map(|warning| ApiWarning {
                path: warning.path.clone(),
                message: warning.message.get(lang).to_owned(),
            })
            .collect(),
    }
}

fn fault_of(context: &Context, fault: RowFault) -> ApiViolation {
    ApiViolation {
        path: String::new(),
        kind: fault.name().to_owned(),
        message: fault_text(context, fault),
    }
}

/// Takes those in that are ready, and notes what became of them.
async fn take(
    app: &App,
    context: &Context,
    collection: &Collection,
    checked: &mut [Checked],
    results: &mut [BulkResult],
) -> Result<(), Error> {
    let by = context.person()?;
    let collection = Arc::new(collection.clone());
    let mut ready: Vec<(&mut BulkResult, Arriving)> = Vec::new();
    for (one, result) in checked.iter_mut().zip(results) {
        let (Some(institution), Some(period)) = (one.row.institution, one.row.period) else {
            continue;
        };
        if one.row.state != RowState::Ready {
            continue;
        }
        let arriving = Arriving {
            collection: Arc::clone(&collection),
            institution,
            office: one.row.office,
            period,
            answers: std::mem::take(&mut one.answers),
            files: None,
            warnings: one.warnings.len(),
            idempotency_key: one.row.repeat_key.clone(),
            by,
            on_behalf: one.row.on_behalf,
            draft: None,
        };
        ready.push((result, arriving));
    }
    for piece in ready.chunks_mut(PIECE) {
        let all: Vec<Arriving> = piece.iter().map(|(_, arriving)| arriving.clone()).collect();
        let tx = app.db.begin().await?;
        let arrived = intake::take_in_all(app, &tx, &collection, &all).await?;
        tx.commit().await?;
        for ((result, _), arrived) in piece.iter_mut().zip(arrived) {
            note(context, result, arrived);
        }
    }
    Ok(())
}

fn note(context: &Context, result: &mut BulkResult, arrived: Arrived) {
    let mut known = |state: &str, submission: Submission| {
        state.clone_into(&mut result.state);
        result.id = Some(submission.id.uuid());
        result.receipt = Some(submission.receipt);
    };
    let fault = match arrived {
        Arrived::New(submission) => return known("taken", submission),
        Arrived::Before(submission) if submission.state != SubmissionState::Withdrawn => {
            return known("known", submission);
        }
        Arrived::Refused(refusal) => {
            let mut fault = fault_of(context, RowFault::Refused(refusal));
            if let Error::Conflict(text) = refused(context, refusal) {
                fault.message = text;
            }
            fault
        }
        Arrived::Before(_) | Arrived::Files(_) | Arrived::Taken => {
            fault_of(context, RowFault::Taken)
        }
    };
    "wrong".clone_into(&mut result.state);
    result.violations.push(fault);
}
