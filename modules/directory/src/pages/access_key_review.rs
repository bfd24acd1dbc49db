// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Ending an access key of somebody whose access one reviews.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, Redirect};
use kernel::PersonId;
use uuid::Uuid;
use web::{App, Context, Crumb, Error, Guard, Page, Route, render};

use super::access::{ACCESS, crumbs, overdue_before, what_in_words};
use super::organisations::reach;
use crate::store::access::{self, Access, Wish};
use crate::store::access_keys;
use crate::{actions, trail};

pub(crate) fn routes() -> Vec<Route> {
    let review = Guard::Action(actions::ACCESS_REVIEW);
    web::routes! {
        get review "/verwaltung/zugriffe/schluessel/{access_key}/beenden" => show_end_key;
        post review "/verwaltung/zugriffe/schluessel/{access_key}/beenden" => end_key;
    }
}

#[derive(Template)]
#[template(path = "directory/access_key_end_other.html")]
struct EndKeyPage {
    page: Page,
    action: String,
    consequence: String,
}

/// A key of somebody whose access the actor reviews.
async fn reviewed_key(app: &App, context: &Context, id: Uuid) -> Result<(Access, PersonId), Error> {
    let now = app.clock.now();
    let reviewed = reach(app, context, &[actions::ACCESS_REVIEW]).await?;
    let wish = Wish {
        kind: "key".to_owned(),
        limit: 1,
        ids: vec![id],
        ..Wish::default()
    };
    let conn = app.db.read();
    let (mut found, _) = access::list(conn, &reviewed, &wish, now, overdue_before(now)).await?;
    let access = found.pop().ok_or(Error::NotFound)?;
    let owner = access_keys::owner(conn, id, now)
        .await?
        .ok_or(Error::NotFound)?;
    Ok((access, owner))
}

async fn show_end_key(
    State(app): State<App>,
    context: Context,
    Path(id): Path<Uuid>,
) -> Result<Html<String>, Error> {
    let (access, _) = reviewed_key(&app, &context, id).await?;
    let title = context.t("directory-access-key-end-title");
    let mut crumbs = crumbs(&context);
    crumbs.push(Crumb::new(title.clone(), context.path()));
    let arguments = [
        ("key", what_in_words(&context, &access).into()),
        ("name", access.name.as_str().into()),
    ];
    render(&EndKeyPage {
        page: context.page(title, crumbs),
        action: format!("{ACCESS}/schluessel/{id}/beenden"),
        consequence: context.t_with("directory-access-key-end-consequence", &arguments),
    })
}

async fn end_key(
    State(app): State<App>,
    context: Context,
    Path(id): Path<Uuid>,
) -> Result<Redirect, Error> {
    let (_, owner) = reviewed_key(&app, &context, id).await?;
    let tx = app.db.begin().await?;
    if !access_keys::end(&tx, owner, id, app.clock.now()).await? {
        return Err(Error::NotFound);
    }
    let actor = Some(context.person()?);
    let facts = vec![("key", id.into())];
    trail::record(&app, &tx, actor, "account.end-access-key", owner, facts).await?;
    tx.commit().await?;
    context
        .flash("success", context.t("directory-access-key-ended-other"))
        .await?;
    Ok(Redirect::to(ACCESS))
}
