// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Asks before a view is deleted.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, Redirect};
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::{Wish, edit, looked, seat};
use crate::store;

#[derive(Template)]
#[template(path = "reporting/insight_remove.html")]
struct RemovePage {
    page: Page,
    action: String,
    back: String,
    consequence: String,
    version: i64,
}

/// The question.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path((collection, view)): Path<(String, String)>,
    Query(wish): Query<Wish>,
) -> Result<Html<String>, Error> {
    let seat = seat(&app, &context, &collection, &wish.amt).await?;
    let looked = looked(&app, &context, &seat, &view).await?;
    let title = context.t("reporting-insight-remove-title");
    let back = seat.path("/ansichten", None);
    let action = seat.path(&format!("/ansichten/{view}/loeschen"), None);
    let further = vec![
        Crumb::new(context.t("reporting-insight-views-title"), &back),
        Crumb::new(&title, &action),
    ];
    let shared = looked.kept.as_ref().is_some_and(|one| one.shared);
    let key = if shared {
        "reporting-insight-remove-shared"
    } else {
        "reporting-insight-remove-own"
    };
    render(&RemovePage {
        page: context.page(&title, seat.crumbs(&context, further)),
        action,
        back,
        consequence: context.t_with(key, &[("name", looked.content.name.as_str().into())]),
        version: looked.version(),
    })
}

/// Deletes it.
pub async fn remove(
    State(app): State<App>,
    context: Context,
    Path((collection, view)): Path<(String, String)>,
    Query(wish): Query<Wish>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let seat = seat(&app, &context, &collection, &wish.amt).await?;
    let looked = looked(&app, &context, &seat, &view).await?;
    let kept = looked.kept.ok_or(Error::NotFound)?;
    let known: i64 = fields.text("version").parse().unwrap_or(-1);
    let tx = app.db.begin().await?;
    if !store::views::remove(&tx, kept.id, known).await? {
        return Err(Error::Conflict(context.t("reporting-insight-outdated")));
    }
    edit::note(&app, &tx, &seat, context.person()?, "view-removed").await?;
    tx.commit().await?;
    let text = context.t("reporting-insight-removed");
    context.flash("success", text).await?;
    Ok(Redirect::to(&seat.path("/ansichten", None)))
}
