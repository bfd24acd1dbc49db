// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Throwing the draft of a policy away. What was submitted once stays.

use axum::extract::{Path, State};
use axum::response::{Html, Redirect};
use web::form::Fields;
use web::{App, Context, Crumb, Error, render};

use super::{PATH, crumbs, form_title, known_version, load_for, outdated, path_of, title_of};
use crate::actions;
use crate::model::{KeptPolicy, PolicyStatus};
use crate::pages::DiscardPage;
use crate::policies::{self, Deed};

async fn draft(app: &App, context: &Context, policy: &str) -> Result<KeptPolicy, Error> {
    let kept = load_for(app, context, actions::POLICY_WRITE, policy).await?;
    match kept.status {
        PolicyStatus::Draft => Ok(kept),
        _ => Err(outdated(context)),
    }
}

/// Asks before.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(policy): Path<String>,
) -> Result<Html<String>, Error> {
    let kept = draft(&app, &context, &policy).await?;
    let form = form_title(&app, &context, kept.form_version).await?;
    let title = title_of(&context, &kept, &form);
    let heading = context.t_with(
        "reporting-policy-discard-title",
        &[("policy", title.as_str().into())],
    );
    let back = path_of(kept.id);
    let action = format!("{back}/verwerfen");
    let last = vec![Crumb::new(&title, &back), Crumb::new(&heading, &action)];
    render(&DiscardPage {
        page: context.page(&heading, crumbs(&context, last)),
        consequence: context.t("reporting-policy-discard-text"),
        label: context.t("reporting-policy-discard"),
        version: Some(kept.version),
        action,
        back,
    })
}

/// Throws it away.
pub async fn discard(
    State(app): State<App>,
    context: Context,
    Path(policy): Path<String>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let kept = draft(&app, &context, &policy).await?;
    let by = context.person()?;
    match policies::discard(&app, &kept, known_version(&fields), by).await? {
        Deed::Outdated => Err(outdated(&context)),
        Deed::Done => {
            let done = context.t("reporting-policy-discarded");
            context.flash("success", done).await?;
            Ok(Redirect::to(PATH))
        }
    }
}
