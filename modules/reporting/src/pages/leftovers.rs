// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Reports whose case files were deleted after their time: the office deletes them too, or keeps them and
//! says why. Nothing of what they say is shown.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use kernel::{SubmissionId, berlin_date};
use web::form::Fields;
use web::{App, Because, Context, Crumb, Error, Page, render};

use super::resource_of;
use super::review::{crumbs, reached};
use crate::model::{Submission, Within};
use crate::{actions, holdings, sealing, store};

/// Where the list is.
pub const PATH: &str = "/pruefung/ohne-akte";

/// How many are listed.
const MOST: i64 = 200;

/// The longest reason, in characters.
const LONGEST: usize = 1_000;

struct Line {
    id: String,
    receipt: String,
    institution: String,
    sent: String,
    since: String,
    restricted: bool,
}

#[derive(Template)]
#[template(path = "reporting/leftovers.html")]
struct LeftoversPage {
    page: Page,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "reporting/leftover.html")]
struct LeftoverPage {
    page: Page,
    path: String,
    receipt: String,
    institution: String,
    sent: String,
    has_left: bool,
    reason: String,
    reason_error: String,
    errors: Vec<(String, String)>,
    longest: usize,
}

/// The list.
pub async fn page(State(app): State<App>, context: Context) -> Result<Response, Error> {
    let conn = app.db.read();
    let lang = context.lang();
    let mut lines = Vec::new();
    for (office, _, within) in reached(&app, &context, actions::SUBMISSION_REVIEW).await? {
        for leftover in store::holdings::leftovers(conn, (office.id, &within), MOST).await? {
            let Some(one) = store::submissions::find(conn, leftover.submission).await? else {
                continue;
            };
            let institution = directory::organisation(conn, one.institution).await?;
            lines.push(Line {
                id: one.id.to_string(),
                receipt: one.receipt,
                institution: institution.map_or(String::new(), |one| one.name),
                sent: web::format::date(lang, berlin_date(one.submitted_at)),
                since: web::format::date(lang, berlin_date(leftover.since)),
                restricted: one.restricted_at.is_some(),
            });
        }
    }
    let title = context.t("reporting-leftovers-title");
    let crumbs = crumbs(&context, vec![Crumb::new(&title, PATH)]);
    Ok(render(&LeftoversPage {
        page: context.page(&title, crumbs),
        lines,
    })?
    .into_response())
}

/// A report without a case file that nobody has decided about.
async fn load(app: &App, context: &Context, text: &str) -> Result<Submission, Error> {
    let conn = app.db.read();
    let id: SubmissionId = text.parse().map_err(|_| Error::NotFound)?;
    let submission = store::submissions::find(conn, id).await?;
    let submission = submission.ok_or(Error::NotFound)?;
    let collection = store::collections::find(conn, submission.collection).await?;
    let place = resource_of(&collection.ok_or(Error::NotFound)?, &submission);
    context.allow_or_hide(actions::SUBMISSION_REVIEW, &place)?;
    let open =
        store::holdings::leftovers(conn, (submission.office, &Within::All), i64::MAX).await?;
    if open.iter().all(|one| one.submission != id) {
        return Err(Error::NotFound);
    }
    Ok(submission)
}

async fn show(
    app: &App,
    context: &Context,
    submission: &Submission,
    reason: String,
    reason_error: String,
) -> Result<Response, Error> {
    let conn = app.db.read();
    let path = format!("{PATH}/{}", submission.id);
    let title = context.t_with(
        "reporting-leftover-title",
        &[("receipt", submission.receipt.as_str().into())],
    );
    let list = Crumb::new(context.t("reporting-leftovers-title"), PATH);
    let institution = directory::organisation(conn, submission.institution).await?;
    let left = store::released::released(conn, submission.id).await?;
    let (status, errors) = if reason_error.is_empty() {
        (StatusCode::OK, Vec::new())
    } else {
        let error = ("grund".to_owned(), reason_error.clone());
        (StatusCode::UNPROCESSABLE_ENTITY, vec![error])
    };
    let html = render(&LeftoverPage {
        page: context.page(
            &title,
            crumbs(context, vec![list, Crumb::new(&title, &path)]),
        ),
        path,
        receipt: submission.receipt.clone(),
        institution: institution.map_or(String::new(), |one| one.name),
        sent: web::format::date(context.lang(), berlin_date(submission.submitted_at)),
        has_left: !left.is_empty(),
        reason,
        reason_error,
        errors,
        longest: LONGEST,
    })?;
    Ok((status, html).into_response())
}

/// Asks what is to become of a report.
pub async fn one(
    State(app): State<App>,
    context: Context,
    Path(submission): Path<String>,
) -> Result<Response, Error> {
    let submission = load(&app, &context, &submission).await?;
    show(&app, &context, &submission, String::new(), String::new()).await
}

/// Deletes a report, or keeps it with a reason.
pub async fn decide(
    State(app): State<App>,
    context: Context,
    Path(submission): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let submission = load(&app, &context, &submission).await?;
    let by = context.person()?;
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    let held = store::submissions::find_for_update(&tx, submission.id).await?;
    let submission = held.ok_or(Error::NotFound)?;
    let key = if fields.text("aktion") == "loeschen" {
        if submission.restricted_at.is_some() {
            return Err(Error::Restricted);
        }
        let because = Because {
            request: "",
            ground: "case-deleted",
            by,
        };
        holdings::delete_report(&app, &tx, &submission, because).await?;
        "reporting-leftover-deleted"
    } else {
        let reason: String = fields.text("grund").chars().take(LONGEST).collect();
        if reason.is_empty() {
            tx.rollback().await?;
            let error = context.t("reporting-leftover-reason-missing");
            return show(&app, &context, &submission, reason, error).await;
        }
        let at = format!("leftover/{}", submission.id);
        let office = submission.office;
        let sealed = sealing::seal(&app.vault, &tx, office, &at, reason.as_bytes()).await?;
        if !store::holdings::keep_leftover(&tx, submission.id, by, now, sealed).await? {
            return Err(Error::Conflict(context.t("reporting-leftover-decided")));
        }
        let entry = audit::Entry {
            chain: office.uuid(),
            actor: Some(by),
            action: actions::REPORT_DELETE,
            subject: audit::Subject::new("submission", submission.id),
            facts: vec![("what", "kept".into())],
        };
        audit::append(&tx, &*app.clock, entry).await?;
        "reporting-leftover-kept"
    };
    tx.commit().await?;
    context.flash("success", context.t(key)).await?;
    Ok(Redirect::to(PATH).into_response())
}
