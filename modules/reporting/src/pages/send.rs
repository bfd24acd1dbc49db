// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Reading the answers once more, and sending them.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use form_pages::Fragment;
use web::form::Fields;
use web::{App, Context, Error, Page, render};

use super::fill::{self, Filling};
use super::{OfInstitution, crumbs, questions, refused};
use crate::intake::{self, Arrived, Arriving, files_of};
use crate::store::drafts::Draft;
use crate::{sealing, store};

#[derive(Template)]
#[template(path = "reporting/control.html")]
struct ControlPage {
    page: Page,
    institution: String,
    office: String,
    answers: Fragment,
    warnings: Vec<String>,
    back: String,
    action: String,
    token: String,
    version: i64,
}

/// The answers once more, before they are sent.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path((collection, period)): Path<(String, String)>,
    Query(of): Query<OfInstitution>,
) -> Result<Response, Error> {
    let filling = fill::load(&app, &context, &collection, &period, &of).await?;
    if let Some(sent) = filling.sent() {
        return Ok(Redirect::to(&sent).into_response());
    }
    let Some((draft, answers)) = draft_of(&app, &filling).await? else {
        return Ok(Redirect::to(&filling.path()).into_response());
    };
    let sheet = questions::opened(&filling.form, &answers, &filling.engine)?;
    let evaluation = &sheet.evaluation;
    if !evaluation.is_valid() {
        return Ok(Redirect::to(&filling.path()).into_response());
    }
    let conn = app.db.read();
    let files = super::files::of_draft(&app, &filling, &evaluation.answers).await?;
    let office = directory::organisation(conn, filling.reporter.office).await?;
    let title = context.t("reporting-control-title");
    let mut crumbs = crumbs(
        &context,
        &format!(
            "{}, {}",
            filling.collection.title,
            filling.period.text(context.lang())
        ),
        &filling.path(),
    );
    crumbs.push(web::Crumb::new(&title, filling.step("kontrolle")));
    let html = render(&ControlPage {
        page: context.page(&title, crumbs),
        institution: filling.reporter.institution.name.clone(),
        office: office.map_or(String::new(), |office| office.name),
        answers: form_pages::render_answers(
            &sheet.filling,
            context.lang(),
            Some(&filling.path()),
            &files,
        ),
        warnings: form_pages::warnings(&sheet.filling, evaluation, context.lang()),
        back: filling.path(),
        action: filling.step("senden"),
        token: draft.token,
        version: draft.version,
    })?;
    Ok(html.into_response())
}

async fn draft_of(app: &App, filling: &Filling) -> Result<Option<(Draft, forms::Answers)>, Error> {
    let conn = app.db.read();
    let key = filling.key();
    let Some(draft) = store::drafts::find(conn, &key).await? else {
        return Ok(None);
    };
    let office = filling.reporter.office;
    let answers = sealing::open_draft(&app.vault, conn, office, &key, &draft).await?;
    Ok(Some((draft, answers)))
}

/// Sends the report. A form that is posted again leads to the receipt of the first time.
pub async fn send(
    State(app): State<App>,
    context: Context,
    Path((collection, period)): Path<(String, String)>,
    Query(of): Query<OfInstitution>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let filling = fill::load(&app, &context, &collection, &period, &of).await?;
    let token = fields.text("formular");
    let conn = app.db.read();
    let before = store::submissions::find_by_key(
        conn,
        filling.collection.id,
        filling.reporter.institution.id,
        token,
    )
    .await?;
    if let Some(before) = before.filter(|_| !token.is_empty()) {
        return Ok(Redirect::to(&receipt_path(&before)));
    }
    if let Some(sent) = filling.sent() {
        context
            .flash("info", context.t("reporting-already-sent"))
            .await?;
        return Ok(Redirect::to(&sent));
    }
    let Some((draft, answers)) = draft_of(&app, &filling).await? else {
        context
            .flash("warning", context.t("reporting-draft-gone"))
            .await?;
        return Ok(Redirect::to(&filling.path()));
    };
    if draft.version.to_string() != fields.text("entwurf") || draft.token != token {
        context
            .flash("warning", context.t("reporting-draft-changed"))
            .await?;
        return Ok(Redirect::to(&filling.step("kontrolle")));
    }
    let sent = questions::opened(&filling.form, &answers, &filling.engine)?
        .filling
        .answers();
    let evaluation = filling.form.check(&sent, &filling.engine);
    if !evaluation.is_valid() {
        context
            .flash("warning", context.t("reporting-draft-incomplete"))
            .await?;
        return Ok(Redirect::to(&filling.path()));
    }
    let arriving = Arriving {
        collection: Arc::clone(&filling.collection),
        institution: filling.reporter.institution.id,
        office: filling.reporter.office,
        period: filling.period,
        warnings: evaluation.warnings.len(),
        files: files_of(&filling.form, &evaluation.answers),
        answers: evaluation.answers,
        idempotency_key: draft.token,
        by: context.person()?,
        on_behalf: filling.reporter.on_behalf,
        draft: Some(filling.key()),
    };
    match intake::take_in(&app, &arriving).await? {
        Arrived::New(submission) | Arrived::Before(submission) => {
            Ok(Redirect::to(&if filling.reporter.on_behalf {
                super::review_submission::path_of(&submission)
            } else {
                receipt_path(&submission)
            }))
        }
        Arrived::Files(violations) => {
            let lang = context.lang().tag();
            let texts = violations.iter().map(|one| one.message.get(lang));
            let text = texts.take(1).collect::<String>();
            context.flash("warning", text).await?;
            Ok(Redirect::to(&filling.path()))
        }
        Arrived::Taken => {
            context
                .flash("info", context.t("reporting-already-sent"))
                .await?;
            Ok(Redirect::to(&filling.path()))
        }
        Arrived::Refused(refusal) => Err(refused(&context, refusal)),
    }
}

fn receipt_path(submission: &crate::model::Submission) -> String {
    format!("/meldungen/{}/quittung", submission.id)
}
