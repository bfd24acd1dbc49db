// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Ending an access key of somebody, or of an institution, whose access one reviews.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, Redirect};
use kernel::PersonId;
use uuid::Uuid;
use web::{App, Context, Crumb, Error, Guard, Page, Route, render};

use super::access::{ACCESS, crumbs, overdue_before, what_in_words};
use super::organisations::reach;
use crate::identity::institution_key;
use crate::store::access::{self, Access, What, Wish};
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

/// A key of somebody, or of an institution, whose access the actor reviews.
async fn reviewed_key(app: &App, context: &Context, id: Uuid) -> Result<Access, Error> {
    let now = app.clock.now();
    let reviewed = reach(app, context, &[actions::ACCESS_REVIEW]).await?;
    let wish = Wish {
        limit: 1,
        ids: vec![id],
        ..Wish::default()
    };
    let conn = app.db.read();
    let (mut found, _) = access::list(conn, &reviewed, &wish, now, overdue_before(now)).await?;
    let access = found.pop().ok_or(Error::NotFound)?;
    match access.what {
        What::Key(_) | What::InstitutionKey { .. } => Ok(access),
        What::Role(_) | What::OwnRole(..) => Err(Error::NotFound),
    }
}

async fn show_end_key(
    State(app): State<App>,
    context: Context,
    Path(id): Path<Uuid>,
) -> Result<Html<String>, Error> {
    let access = reviewed_key(&app, &context, id).await?;
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
    let access = reviewed_key(&app, &context, id).await?;
    let tx = app.db.begin().await?;
    let me = context.person()?;
    let ended = if matches!(access.what, What::InstitutionKey { .. }) {
        institution_key::end(&app, &tx, access.organisation, id, me).await?
    } else {
        end_of_person(&app, &tx, (id, access.person), me).await?
    };
    if !ended {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    context
        .flash("success", context.t("directory-access-key-ended-other"))
        .await?;
    Ok(Redirect::to(ACCESS))
}

async fn end_of_person(
    app: &App,
    tx: &db::Tx,
    (key, owner): (Uuid, PersonId),
    by: PersonId,
) -> Result<bool, Error> {
    if !access_keys::end(tx, owner, key, app.clock.now()).await? {
        return Ok(false);
    }
    let facts = vec![("key", key.into())];
    trail::record(app, tx, Some(by), "account.end-access-key", owner, facts).await?;
    Ok(true)
}
