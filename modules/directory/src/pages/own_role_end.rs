// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Ending a role that an organisation made itself: whoever holds it loses it at once.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use uuid::Uuid;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Guard, Page, Route, render};

use super::own_roles::{ROLES, action_in_words, crumbs, facts_about, found, href};
use crate::store::{memberships, own_roles};
use crate::{actions, trail};

pub(crate) fn routes() -> Vec<Route> {
    let manage = Guard::Action(actions::ROLE_MANAGE);
    web::routes! {
        get manage "/verwaltung/rollen/{own_role}/beenden" => show;
        post manage "/verwaltung/rollen/{own_role}/beenden" => end;
    }
}

#[derive(Template)]
#[template(path = "directory/own_role_end.html")]
struct EndPage {
    page: Page,
    action: String,
    version: i64,
    consequence: String,
    holders: Vec<String>,
    actions: Vec<String>,
}

async fn show(
    State(app): State<App>,
    context: Context,
    Path(id): Path<Uuid>,
) -> Result<Html<String>, Error> {
    let (role, organisation) = found(&app, &context, id, actions::ROLE_MANAGE).await?;
    let holders = own_roles::holders(app.db.read(), id, app.clock.now()).await?;
    let level = organisation.level();
    let held = app.policy.actions().iter().copied();
    let held = held.filter(|action| role.actions.iter().any(|code| code == action.0));
    let title = context.t("directory-own-role-end-title");
    let mut crumbs = crumbs(&context);
    crumbs.push(Crumb::new(role.name.clone(), href(id)));
    crumbs.push(Crumb::new(title.clone(), context.path()));
    let arguments = [
        ("name", role.name.as_str().into()),
        ("count", holders.len().into()),
    ];
    render(&EndPage {
        page: context.page(title, crumbs),
        action: format!("{}/beenden", href(id)),
        version: role.version,
        consequence: context.t_with("directory-own-role-end-consequence", &arguments),
        holders: holders.into_iter().map(|(_, name)| name).collect(),
        actions: held
            .map(|action| {
                let scopes = app.policy.scopes_of_own_role(action, level);
                action_in_words(&context, action, &scopes)
            })
            .collect(),
    })
}

async fn end(
    State(app): State<App>,
    context: Context,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Error> {
    let (role, organisation) = found(&app, &context, id, actions::ROLE_MANAGE).await?;
    let now = app.clock.now();
    let version = fields.text("stand").parse().unwrap_or(0);
    let tx = app.db.begin().await?;
    let holders = own_roles::holders(&tx, id, now).await?.len();
    if !own_roles::end(&tx, id, version, now).await? {
        return Err(Error::Conflict(
            context.t("directory-own-role-changed-meanwhile"),
        ));
    }
    memberships::end_of_own_role(&tx, id, now).await?;
    let mut facts = facts_about(&app, id, &role.actions, &[]);
    facts.push(("people", holders.into()));
    let (actor, at) = (Some(context.person()?), organisation.id);
    trail::record_organisation(&app, &tx, actor, "role.end", at, facts).await?;
    tx.commit().await?;
    let text = context.t_with("directory-own-role-ended", &[("name", role.name.into())]);
    context.flash("success", text).await?;
    Ok(Redirect::to(ROLES).into_response())
}
