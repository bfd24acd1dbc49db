// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Throwing an upload away.

use axum::extract::{Path, State};
use axum::response::{Html, Redirect};
use web::{App, Context, Error, render};

use super::{PATH, crumbs, load, path_of};
use crate::entry::uploads;
use crate::pages::DiscardPage;
use crate::store;

/// Asks before.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(upload): Path<String>,
) -> Result<Html<String>, Error> {
    let loaded = load(&app, &context, &upload).await?;
    let counts = store::uploads::counts(app.db.read(), loaded.upload.id).await?;
    let back = path_of(&loaded.upload);
    let action = format!("{back}/verwerfen");
    let title = context.t("reporting-upload-discard-title");
    let upload = context.t_with(
        "reporting-upload-one-title",
        &[("title", loaded.collection.title.as_str().into())],
    );
    render(&DiscardPage {
        page: context.page(
            &title,
            crumbs(&context, &[(&upload, &back), (&title, &action)]),
        ),
        consequence: context.t_with(
            "reporting-upload-discard-text",
            &[("count", (counts.ready + counts.wrong).into())],
        ),
        label: context.t("reporting-upload-discard"),
        version: None,
        action,
        back,
    })
}

/// Throws it away.
pub async fn discard(
    State(app): State<App>,
    context: Context,
    Path(upload): Path<String>,
) -> Result<Redirect, Error> {
    let loaded = load(&app, &context, &upload).await?;
    let by = context.person()?;
    if !uploads::discard(&app, &loaded.upload, by).await? {
        return Err(Error::Conflict(context.t("reporting-upload-is-sending")));
    }
    context
        .flash("success", context.t("reporting-upload-discarded"))
        .await?;
    Ok(Redirect::to(PATH))
}
