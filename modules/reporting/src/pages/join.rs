// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! An institution joins a collection by the link with its code.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, Redirect};
use kernel::{OrganisationId, Role};
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::calendar_words::{due_text, season_text};
use crate::joining::{self, Joined};
use crate::model::{Collection, CollectionStatus};
use crate::{actions, store};

#[derive(Template)]
#[template(path = "reporting/join.html")]
struct JoinPage {
    page: Page,
    action: String,
    purpose: String,
    legal_basis: String,
    kind: &'static str,
    season: String,
    due: String,
    institutions: Vec<(String, String)>,
}

async fn load(app: &App, code: &str) -> Result<Collection, Error> {
    store::collections::find_by_code(app.db.read(), code)
        .await?
        .filter(|one| one.status == CollectionStatus::Open)
        .ok_or(Error::NotFound)
}

/// The institutions that the actor decides for.
fn own(context: &Context) -> Vec<OrganisationId> {
    context
        .actor()
        .organisations_with(Role::InstitutionManager)
        .collect()
}

/// What the collection is about, and for whom she can join.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(code): Path<String>,
) -> Result<Html<String>, Error> {
    let collection = load(&app, &code).await?;
    let conn = app.db.read();
    let text = store::published::spec(conn, collection.form_version)
        .await?
        .ok_or(Error::NotFound)?;
    let spec: forms::FormSpec = serde_json::from_str(&text).map_err(Error::internal)?;
    let mut institutions = Vec::new();
    for one in directory::organisations(conn, &own(&context)).await? {
        let taking = store::participants::of_institution(conn, collection.id, one.id).await?;
        if !taking.iter().any(|time| time.to.is_none()) {
            institutions.push((one.id.to_string(), one.name));
        }
    }
    let tag = context.lang().tag();
    let title = context.t_with(
        "reporting-join-page-title",
        &[("collection", collection.title.as_str().into())],
    );
    let action = format!("/teilnehmen/{code}");
    render(&JoinPage {
        page: context.page(&title, vec![Crumb::new(&title, &action)]),
        action,
        purpose: spec.purpose.get(tag).to_owned(),
        legal_basis: spec.legal_basis.get(tag).to_owned(),
        kind: collection.calendar.kind.name(),
        season: season_text(&context, collection.calendar.season),
        due: due_text(&context, &collection.calendar),
        institutions,
    })
}

/// Joins from the current period on.
pub async fn join(
    State(app): State<App>,
    context: Context,
    Path(code): Path<String>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let collection = load(&app, &code).await?;
    let id: OrganisationId = fields
        .text("einrichtung")
        .parse()
        .map_err(|_| Error::NotFound)?;
    let resource = directory::place_of(app.db.read(), id)
        .await?
        .ok_or(Error::NotFound)?;
    context.allow_or_hide(actions::COLLECTION_JOIN, &resource)?;
    let (kind, key) = match joining::join(&app, &collection, id, context.person()?).await? {
        Joined::Done => ("success", "reporting-join-done"),
        Joined::Before => ("info", "reporting-join-before"),
        Joined::Over => return Err(Error::Conflict(context.t("reporting-join-over"))),
    };
    context.flash(kind, context.t(key)).await?;
    Ok(Redirect::to("/meldungen"))
}
