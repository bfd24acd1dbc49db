// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The decision of the data protection officer about a submitted policy: she signs it or sends it back. Never
//! her own.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::StatusCode;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::{crumbs, form_title, known_version, load_for, outdated, path_of, shown, title_of};
use crate::model::{DecisionRefusal, KeptPolicy};
use crate::policies::{self, Deed};
use crate::{actions, store};

/// The longest reason in characters.
const LONGEST_REASON: usize = 2_000;

#[derive(Template)]
#[template(path = "reporting/policy_decision.html")]
struct DecisionPage {
    page: Page,
    path: String,
    version: i64,
    hash: String,
    reason: String,
    errors: Vec<(String, String)>,
    longest: usize,
}

impl DecisionPage {
    fn error(&self, name: &str) -> &str {
        shown::error(&self.errors, name)
    }
}

/// A policy about which the actor may decide.
async fn decidable(app: &App, context: &Context, policy: &str) -> Result<KeptPolicy, Error> {
    let kept = load_for(app, context, actions::POLICY_SIGN, policy).await?;
    let writers = store::policies::writers(app.db.read(), kept.id).await?;
    match kept.decidable_by(context.person()?, &writers) {
        Ok(()) => Ok(kept),
        Err(DecisionRefusal::NotWaiting) => Err(outdated(context)),
        Err(DecisionRefusal::OwnWork) => {
            Err(Error::Conflict(context.t("reporting-policy-own-work")))
        }
    }
}

/// Asks for the decision.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(policy): Path<String>,
) -> Result<Html<String>, Error> {
    let kept = decidable(&app, &context, &policy).await?;
    show(&app, &context, &kept, String::new(), Vec::new()).await
}

async fn show(
    app: &App,
    context: &Context,
    kept: &KeptPolicy,
    reason: String,
    errors: Vec<(String, String)>,
) -> Result<Html<String>, Error> {
    let form = form_title(app, context, kept.form_version).await?;
    let title = title_of(context, kept, &form);
    let heading = context.t_with(
        "reporting-policy-decision-title",
        &[("policy", title.as_str().into())],
    );
    let path = path_of(kept.id);
    let last = vec![
        Crumb::new(&title, &path),
        Crumb::new(&heading, format!("{path}/entscheidung")),
    ];
    render(&DecisionPage {
        page: context.page(&heading, crumbs(context, last)),
        path,
        version: kept.version,
        hash: kept.hash.clone().unwrap_or_default(),
        reason,
        errors,
        longest: LONGEST_REASON,
    })
}

/// Signs it or sends it back.
pub async fn decide(
    State(app): State<App>,
    context: Context,
    Path(policy): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let kept = decidable(&app, &context, &policy).await?;
    let signs = fields.text("aktion") == "unterschreiben";
    let reason = fields.text("grund");
    let fault = if reason.chars().count() > LONGEST_REASON {
        Some("reporting-policy-fault-reason-long")
    } else if reason.is_empty() && !signs {
        Some("reporting-policy-fault-reason-back")
    } else {
        None
    };
    if let Some(key) = fault {
        let errors = vec![("grund".to_owned(), context.t(key))];
        let html = show(&app, &context, &kept, reason.to_owned(), errors).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response());
    }
    let (known, by) = (known_version(&fields), context.person()?);
    match policies::decide(&app, &kept, known, (signs, reason), by).await? {
        Deed::Outdated => Err(outdated(&context)),
        Deed::Done => {
            let key = if signs {
                "reporting-policy-signed-done"
            } else {
                "reporting-policy-returned-done"
            };
            context.flash("success", context.t(key)).await?;
            Ok(Redirect::to(&path_of(kept.id)).into_response())
        }
    }
}
