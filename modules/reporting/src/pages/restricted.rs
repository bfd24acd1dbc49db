// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A restricted report is opened only with a reason, which is recorded.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{Id, SubmissionId};
use web::form::Fields;
use web::restriction::LONGEST_REASON;
use web::{App, Context, Crumb, Error};

use super::resource_of;
use crate::model::{Collection, Submission};
use crate::{actions, sealing, store};

/// Where the reason is asked for.
pub fn path(submission: &Submission) -> String {
    format!("/pruefung/meldung/{}/eingeschraenkt", submission.id)
}

/// A restricted report that the actor reviews, without opening it.
async fn load(app: &App, context: &Context, text: &str) -> Result<(Submission, Collection), Error> {
    let conn = app.db.read();
    let id: SubmissionId = text.parse().map_err(|_| Error::NotFound)?;
    let submission = store::submissions::find(conn, id).await?;
    let submission = submission
        .filter(|one| one.restricted_at.is_some())
        .ok_or(Error::NotFound)?;
    let collection = store::collections::find(conn, submission.collection).await?;
    let collection = collection.ok_or(Error::NotFound)?;
    let place = resource_of(&collection, &submission);
    context.allow_or_hide(actions::SUBMISSION_REVIEW, &place)?;
    context.allow_or_hide(actions::SUBMISSION_OPEN, &place)?;
    Ok((submission, collection))
}

fn show(context: &Context, submission: &Submission, error: String) -> Result<Response, Error> {
    let back = Crumb::new(context.t("reporting-nav-review"), "/pruefung");
    web::restriction::page(
        context,
        &submission.receipt,
        (&path(submission), back),
        error,
    )
}

/// Asks for the reason.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(submission): Path<String>,
) -> Result<Response, Error> {
    let (submission, _) = load(&app, &context, &submission).await?;
    show(&context, &submission, String::new())
}

/// Records the reason and opens the report.
pub async fn open(
    State(app): State<App>,
    context: Context,
    Path(submission): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let (submission, _) = load(&app, &context, &submission).await?;
    let reason: String = fields.text("grund").chars().take(LONGEST_REASON).collect();
    if reason.is_empty() {
        return show(&context, &submission, context.t("shell-restricted-missing"));
    }
    let by = context.person()?;
    let now = app.clock.now();
    let id = Id::<()>::new(&*app.clock, &*app.chance).uuid();
    let tx = app.db.begin().await?;
    let at = Submission::opening_context(id);
    let office = submission.office;
    let sealed = sealing::seal(&app.vault, &tx, office, &at, reason.as_bytes()).await?;
    store::holdings::note_opening(&tx, (id, submission.id), (now, by), sealed).await?;
    let entry = audit::Entry {
        chain: office.uuid(),
        actor: Some(by),
        action: actions::SUBMISSION_OPEN,
        subject: audit::Subject::new("submission", submission.id),
        facts: vec![("what", "restricted".into())],
    };
    audit::append(&tx, &*app.clock, entry).await?;
    tx.commit().await?;
    web::restriction::opened(&context, now, &submission.id.to_string()).await?;
    let path = super::review_submission::path_of(&submission);
    Ok(Redirect::to(&path).into_response())
}
