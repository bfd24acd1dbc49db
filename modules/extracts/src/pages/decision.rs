// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The decision of the data protection officer about a result: she signs it or sends it back. Never her own.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use web::form::Fields;
use web::{App, Context, Error, Page, render};

use super::{crumbs_of, error_of, known, load, outdated, path_of, status_of};
use crate::model::{Decision, DecisionRefusal, Extract, Verdict};
use crate::{actions, note, store};

/// The longest reason in characters.
const LONGEST_REASON: usize = 2_000;

#[derive(Template)]
#[template(path = "extracts/decision.html")]
struct DecisionPage {
    page: Page,
    path: String,
    version: i64,
    reason: String,
    longest: usize,
    errors: Vec<(String, String)>,
}

impl DecisionPage {
    fn error(&self) -> String {
        error_of(&self.errors, "grund")
    }
}

/// An extract about which the actor may decide.
async fn decidable(app: &App, context: &Context, text: &str) -> Result<Extract, Error> {
    let extract = load(app, context, actions::EXTRACT_SIGN, text).await?;
    let workers = store::workers(app.db.read(), extract.id).await?;
    match extract.decidable_by(context.person()?, &workers) {
        Ok(()) => Ok(extract),
        Err(DecisionRefusal::NotWaiting) => Err(outdated(context)),
        Err(DecisionRefusal::OwnWork) => Err(Error::Conflict(context.t("extracts-own-work"))),
    }
}

fn show(
    context: &Context,
    extract: &Extract,
    reason: String,
    errors: Vec<(String, String)>,
) -> Result<Response, Error> {
    let title = context.t_with(
        "extracts-decision-title",
        &[("title", extract.title.as_str().into())],
    );
    let path = path_of(extract.id);
    let here = format!("{path}/entscheidung");
    let status = status_of(&errors);
    let html = render(&DecisionPage {
        page: context.page(&title, crumbs_of(context, extract, Some((&title, &here)))),
        path,
        version: extract.version,
        reason,
        longest: LONGEST_REASON,
        errors,
    })?;
    Ok((status, html).into_response())
}

/// Asks for the decision.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(extract): Path<String>,
) -> Result<Response, Error> {
    let extract = decidable(&app, &context, &extract).await?;
    show(&context, &extract, String::new(), Vec::new())
}

/// Signs it or sends it back.
pub async fn decide(
    State(app): State<App>,
    context: Context,
    Path(extract): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let extract = decidable(&app, &context, &extract).await?;
    let verdict = if fields.text("aktion") == "unterschreiben" {
        Verdict::Signed
    } else {
        Verdict::Returned
    };
    let reason = fields.text("grund").replace("\r\n", "\n");
    let fault = if reason.chars().count() > LONGEST_REASON {
        Some("extracts-reason-long")
    } else if reason.is_empty() && verdict == Verdict::Returned {
        Some("extracts-reason-missing")
    } else {
        None
    };
    if let Some(key) = fault {
        let errors = vec![("grund".to_owned(), context.t(key))];
        return show(&context, &extract, reason, errors);
    }
    let decision = Decision {
        verdict,
        by: context.person()?,
        at: app.clock.now(),
    };
    let tx = app.db.begin().await?;
    if !store::decide(&tx, extract.id, known(&fields), decision, &reason).await? {
        return Err(outdated(&context));
    }
    let what = (actions::EXTRACT_SIGN, verdict.name());
    note::step(&app, &tx, &extract, Some(decision.by), what).await?;
    tx.commit().await?;
    let key = match verdict {
        Verdict::Signed => "extracts-signed-done",
        Verdict::Returned => "extracts-returned-done",
    };
    context.flash("success", context.t(key)).await?;
    Ok(Redirect::to(&path_of(extract.id)).into_response())
}
