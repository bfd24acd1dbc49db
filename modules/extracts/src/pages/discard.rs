// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Throwing an extract away, with its rows, figures and report.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, Redirect};
use web::form::Fields;
use web::{App, Context, Error, Page, render};

use super::{PATH, crumbs_of, known, load, outdated, path_of};
use crate::{actions, note, store};

#[derive(Template)]
#[template(path = "extracts/discard.html")]
struct DiscardPage {
    page: Page,
    path: String,
    back: String,
    version: i64,
}

/// Asks before.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(extract): Path<String>,
) -> Result<Html<String>, Error> {
    let extract = load(&app, &context, actions::EXTRACT_MAKE, &extract).await?;
    if !extract.is_discardable() {
        return Err(Error::Conflict(context.t("extracts-not-open")));
    }
    let title = context.t_with(
        "extracts-discard-title",
        &[("title", extract.title.as_str().into())],
    );
    let back = path_of(extract.id);
    let path = format!("{back}/verwerfen");
    render(&DiscardPage {
        page: context.page(&title, crumbs_of(&context, &extract, Some((&title, &path)))),
        path,
        back,
        version: extract.version,
    })
}

/// Throws it away.
pub async fn discard(
    State(app): State<App>,
    context: Context,
    Path(extract): Path<String>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let extract = load(&app, &context, actions::EXTRACT_MAKE, &extract).await?;
    let tx = app.db.begin().await?;
    if !store::remove(&tx, extract.id, known(&fields)).await? {
        return Err(outdated(&context));
    }
    note::made(&app, &tx, &extract, context.person()?, "discarded").await?;
    tx.commit().await?;
    context
        .flash("success", context.t("extracts-discarded"))
        .await?;
    Ok(Redirect::to(PATH))
}
