// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Ending organisations and letting them go on. Nothing is deleted: an organisation gets a last day.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::StatusCode;
use jiff::civil::Date;
use kernel::OrganisationId;
use web::form::Fields;
use web::{App, Context, Error, Guard, Page, Route, render};

use super::FieldErrors;
use super::organisation_edit::{crumbs_of, managed, mark, write};
use super::organisations::href;
use crate::actions;
use crate::import::date;
use crate::model::{Organisation, OrganisationKind};
use crate::store::organisation_list as store;

pub(crate) fn routes() -> Vec<Route> {
    let manage = Guard::Action(actions::ORGANISATION_MANAGE);
    web::routes! {
        get manage "/verwaltung/organisationen/{organisation}/beenden" => show_end;
        post manage "/verwaltung/organisationen/{organisation}/beenden" => end;
        post manage "/verwaltung/organisationen/{organisation}/fortfuehren" => go_on;
    }
}

#[derive(Template)]
#[template(path = "directory/organisation_end.html")]
struct EndPage {
    page: Page,
    action: String,
    back: String,
    consequence: String,
    until: String,
    errors: FieldErrors,
    mark: String,
}

async fn end_page(
    app: &App,
    context: &Context,
    organisation: &Organisation,
    until: String,
    errors: FieldErrors,
) -> Result<EndPage, Error> {
    let conn = app.db.read();
    let now = app.clock.now();
    let id = organisation.id;
    let children = store::count_children(conn, id, kernel::berlin_date(now)).await?;
    let people = store::count_people(conn, id, now).await?;
    let title = context.t("directory-organisation-end");
    let crumbs = crumbs_of(context, organisation, &title);
    let key = match organisation.kind {
        OrganisationKind::Institution => "directory-organisation-end-institution",
        _ => "directory-organisation-end-office",
    };
    let arguments = [
        ("name", organisation.name.as_str().into()),
        ("children", children.into()),
        ("people", people.into()),
    ];
    Ok(EndPage {
        page: context.page(title, crumbs),
        action: format!("{}/beenden", href(id)),
        back: href(id),
        consequence: context.t_with(key, &arguments),
        until,
        errors,
        mark: mark(organisation),
    })
}

async fn to_be_ended(
    app: &App,
    context: &Context,
    id: OrganisationId,
) -> Result<Organisation, Error> {
    let organisation = managed(app, context, id).await?;
    if organisation.kind == OrganisationKind::State {
        return Err(Error::NotFound);
    }
    Ok(organisation)
}

async fn show_end(
    State(app): State<App>,
    context: Context,
    Path(id): Path<OrganisationId>,
) -> Result<Html<String>, Error> {
    let organisation = to_be_ended(&app, &context, id).await?;
    let until: Date = kernel::berlin_date(app.clock.now());
    let until = organisation.valid_to.unwrap_or(until).to_string();
    render(&end_page(&app, &context, &organisation, until, FieldErrors::default()).await?)
}

async fn end(
    State(app): State<App>,
    context: Context,
    Path(id): Path<OrganisationId>,
    fields: Fields,
) -> Result<Response, Error> {
    let organisation = to_be_ended(&app, &context, id).await?;
    let until = fields.text("until");
    let last = date(until).filter(|last| *last >= organisation.valid_from);
    let Some(last) = last else {
        let mut errors = FieldErrors::default();
        let key = if date(until).is_some() {
            "order"
        } else {
            "date"
        };
        errors.add("until", context.t(&format!("directory-import-fault-{key}")));
        let page = end_page(&app, &context, &organisation, until.to_owned(), errors).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)?).into_response());
    };
    let after = Organisation {
        valid_to: Some(last),
        ..organisation
    };
    write(
        &app,
        &context,
        &after,
        fields.text("stand"),
        "organisation.end",
    )
    .await?;
    let done = context.t("directory-organisation-ended");
    context.flash("success", done).await?;
    Ok(Redirect::to(&href(id)).into_response())
}

async fn go_on(
    State(app): State<App>,
    context: Context,
    Path(id): Path<OrganisationId>,
) -> Result<Response, Error> {
    let organisation = to_be_ended(&app, &context, id).await?;
    let seen = mark(&organisation);
    let after = Organisation {
        valid_to: None,
        ..organisation
    };
    write(&app, &context, &after, &seen, "organisation.go-on").await?;
    let done = context.t("directory-organisation-goes-on");
    context.flash("success", done).await?;
    Ok(Redirect::to(&href(id)).into_response())
}
