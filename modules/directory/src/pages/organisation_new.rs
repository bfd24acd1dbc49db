// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Adding offices and institutions.

use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::StatusCode;
use kernel::{Id, OrganisationId, Resource};
use serde::Deserialize;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Guard, Route, render};

use super::FieldErrors;
use super::organisation_edit::{EditPage, Typed, checked, reference_taken};
use super::organisations::{LIST, href, list_crumbs, reach};
use crate::model::{Address, Organisation, OrganisationKind};
use crate::{actions, trail};

pub(crate) fn routes() -> Vec<Route> {
    let manage = Guard::Action(actions::ORGANISATION_MANAGE);
    web::routes! {
        get manage "/verwaltung/organisationen/neu" => show_new;
        post manage "/verwaltung/organisationen/neu" => add;
    }
}

/// The place of anything that might be added below `place`, if anything can.
fn place_below(place: &Resource) -> Option<Resource> {
    let any = || Id::from_uuid(uuid::Uuid::nil());
    match (place.state, place.office, place.institution) {
        (Some(_), None, None) => Some(*place),
        (Some(state), Some(office), None) => Some(Resource::of_institution(state, office, any())),
        _ => None,
    }
}

/// Whether the actor may add something below `place`.
pub(crate) fn may_add_below(context: &Context, place: &Resource) -> bool {
    place_below(place).is_some_and(|below| context.may(actions::ORGANISATION_MANAGE, &below))
}

/// The organisations below which the actor may add others.
async fn parents(app: &App, context: &Context) -> Result<Vec<Organisation>, Error> {
    let conn = app.db.read();
    let reach = reach(app, context, &[actions::ORGANISATION_MANAGE]).await?;
    let mut ids = reach.own;
    ids.extend(reach.children);
    ids.sort();
    ids.dedup();
    let mut parents = Vec::new();
    for organisation in crate::organisations(conn, &ids).await? {
        let place = crate::place_of(conn, organisation.id).await?;
        if place.is_some_and(|place| may_add_below(context, &place)) {
            parents.push(organisation);
        }
    }
    Ok(parents)
}

async fn new_page(
    app: &App,
    context: &Context,
    mut typed: Typed,
    errors: FieldErrors,
) -> Result<EditPage, Error> {
    let parents = parents(app, context).await?;
    let chosen = parents
        .iter()
        .find(|parent| parent.id.to_string() == typed.parent)
        .or(parents.first())
        .ok_or(Error::Forbidden)?;
    if typed.parent.is_empty() {
        typed.parent = chosen.id.to_string();
    }
    let any_office = parents
        .iter()
        .any(|parent| parent.kind == OrganisationKind::Office);
    let title = context.t(if any_office {
        "directory-organisation-new-institution"
    } else {
        "directory-organisation-new-office"
    });
    let mut crumbs = list_crumbs(context);
    crumbs.push(Crumb::new(title.clone(), context.path()));
    Ok(EditPage {
        page: context.page(title, crumbs),
        action: format!("{LIST}/neu"),
        back: LIST.to_owned(),
        button: context.t("directory-organisation-add"),
        typed,
        errors,
        parents,
        is_institution: any_office,
        is_state: false,
        mark: String::new(),
    })
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct NewQuery {
    unter: String,
}

async fn show_new(
    State(app): State<App>,
    context: Context,
    Query(query): Query<NewQuery>,
) -> Result<Html<String>, Error> {
    let typed = Typed {
        parent: query.unter,
        valid_from: kernel::berlin_date(app.clock.now()).to_string(),
        ..Typed::default()
    };
    render(&new_page(&app, &context, typed, FieldErrors::default()).await?)
}

async fn add(State(app): State<App>, context: Context, fields: Fields) -> Result<Response, Error> {
    let typed = Typed::of_fields(&fields);
    let id: OrganisationId = typed.parent.parse().map_err(|_| Error::NotFound)?;
    let conn = app.db.read();
    let parent = crate::organisation(conn, id)
        .await?
        .ok_or(Error::NotFound)?;
    let place = crate::place_of(conn, id).await?.ok_or(Error::NotFound)?;
    let below = place_below(&place).ok_or(Error::NotFound)?;
    context.allow(actions::ORGANISATION_MANAGE, &below)?;
    let kind = match parent.kind {
        OrganisationKind::State => OrganisationKind::Office,
        _ => OrganisationKind::Institution,
    };
    let blank = Organisation {
        id: OrganisationId::new(app.clock.as_ref(), app.chance.as_ref()),
        kind,
        parent: Some(parent.id),
        name: String::new(),
        institution_kind: None,
        reference: None,
        address: Address::default(),
        ags: None,
        email: None,
        phone: None,
        valid_from: kernel::berlin_date(app.clock.now()),
        valid_to: None,
    };
    let errors = match checked(&app, &context, &typed, &blank).await? {
        Err(errors) => errors,
        Ok(organisation) => {
            let tx = app.db.begin().await?;
            let added =
                crate::add_organisations(&tx, std::slice::from_ref(&organisation), app.clock.now())
                    .await;
            match added {
                Err(db::DbError::Unique(_)) => reference_taken(&context),
                Err(error) => return Err(error.into()),
                Ok(()) => {
                    app.vault.prepare(&tx, organisation.id).await?;
                    let actor = Some(context.person()?);
                    let deed = "organisation.add";
                    trail::record_organisation(&app, &tx, actor, deed, organisation.id, vec![])
                        .await?;
                    tx.commit().await?;
                    let name = [("name", organisation.name.as_str().into())];
                    let done = context.t_with("directory-organisation-added", &name);
                    context.flash("success", done).await?;
                    return Ok(Redirect::to(&href(organisation.id)).into_response());
                }
            }
        }
    };
    let page = new_page(&app, &context, typed, errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)?).into_response())
}
