// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The pages of requests and of the register, and what they share: paths, breadcrumbs, who may see which
//! request.

pub mod closing;
pub mod copy;
pub mod deeds;
pub mod deletion;
pub mod hit;
pub mod letter;
pub mod list;
pub mod new;
pub mod proofs;
pub mod register;
pub mod register_edit;
pub mod request;
pub mod restriction;

use std::collections::HashMap;

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
pub use directory::{AtOffice, at_office, own_offices as offices};
use http::StatusCode;
use kernel::{Action, PersonId};
use uuid::Uuid;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use crate::model::{Found, Request, RequestState};
use crate::working::{self, Begun, Deed, LONGEST_NOTE};
use crate::{actions, store};

/// The list of requests.
pub const LIST: &str = "/betroffenenrechte";

/// How many lines a page of a list has.
pub const PAGE_SIZE: i64 = 50;

/// The page of a request.
pub fn request_path(id: Uuid) -> String {
    format!("{LIST}/{id}")
}

/// The page of something that was found.
pub fn hit_path(found: &Found) -> String {
    format!("{}/treffer/{}", request_path(found.request), found.id)
}

/// A request by the text in the address; the actor may do `action` to it.
pub async fn request_for(
    app: &App,
    context: &Context,
    action: Action,
    text: &str,
) -> Result<Request, Error> {
    let id: Uuid = text.parse().map_err(|_| Error::NotFound)?;
    let request = store::requests::find(app.db.read(), id).await?;
    let request = request.ok_or(Error::NotFound)?;
    context.allow_or_hide(actions::PRIVACY_REQUEST, &request.place())?;
    context.allow_or_hide(action, &request.place())?;
    Ok(request)
}

/// The same, and it must be open: what is closed is only looked at.
pub async fn open_request(
    app: &App,
    context: &Context,
    action: Action,
    text: &str,
) -> Result<Request, Error> {
    let request = request_for(app, context, action, text).await?;
    if request.state == RequestState::Open {
        Ok(request)
    } else {
        Err(Error::Conflict(context.t("privacy-is-closed")))
    }
}

/// Something that was found for a request.
pub async fn hit_for(app: &App, request: &Request, text: &str) -> Result<Found, Error> {
    let id: Uuid = text.parse().map_err(|_| Error::NotFound)?;
    let found = store::hits::find(app.db.read(), id).await?;
    found
        .filter(|found| found.request == request.id)
        .ok_or(Error::NotFound)
}

/// The way to a page below the list.
pub fn crumbs(context: &Context, further: Vec<Crumb>) -> Vec<Crumb> {
    let mut crumbs = vec![Crumb::new(context.t("privacy-nav"), LIST)];
    crumbs.extend(further);
    crumbs
}

/// The way to a page below a request.
pub fn crumbs_of(context: &Context, request: &Request, further: Vec<Crumb>) -> Vec<Crumb> {
    let mut way = vec![Crumb::new(&request.number, request_path(request.id))];
    way.extend(further);
    crumbs(context, way)
}

/// Names of people that were looked up before.
#[derive(Debug, Default)]
pub struct Names(HashMap<Option<PersonId>, String>);

impl Names {
    /// The name of a person of the office; the product itself or somebody who is gone has none.
    pub async fn get(
        &mut self,
        app: &App,
        context: &Context,
        person: Option<PersonId>,
    ) -> Result<String, Error> {
        if let Some(name) = self.0.get(&person) {
            return Ok(name.clone());
        }
        let name = match person {
            Some(person) => directory::person_name(app.db.read(), person).await?,
            None => None,
        };
        let name = name.unwrap_or_else(|| context.t("privacy-product"));
        self.0.insert(person, name.clone());
        Ok(name)
    }
}

/// The text of a field, with the line ends of this house, at most so long as is kept.
pub fn long_text(fields: &Fields, name: &str) -> String {
    let text = fields.text(name).replace("\r\n", "\n");
    text.chars().take(LONGEST_NOTE).collect()
}

/// Holds the request of a posted page in this state, or says on a page of its own that somebody else was
/// faster; what was typed is shown there.
pub async fn begin<'a>(
    app: &'a App,
    context: &Context,
    request: &Request,
    fields: &Fields,
    state: RequestState,
) -> Result<Result<Box<Deed<'a>>, Response>, Error> {
    let Ok(version) = fields.text("stand").parse() else {
        return Err(Error::Invalid(String::new()));
    };
    match working::begin(app, request.id, version, state, context.person()?).await? {
        Begun::Ready(deed) => Ok(Ok(deed)),
        Begun::Outdated(now) => Ok(Err(conflict(app, context, &now, fields).await?)),
    }
}

#[derive(Template)]
#[template(path = "privacy/conflict.html")]
struct ConflictPage {
    page: Page,
    path: String,
    when: String,
    who: String,
    typed: Vec<String>,
}

async fn conflict(
    app: &App,
    context: &Context,
    request: &Request,
    fields: &Fields,
) -> Result<Response, Error> {
    let title = context.t("privacy-conflict-title");
    let path = request_path(request.id);
    let crumbs = crumbs_of(context, request, vec![Crumb::new(&title, &path)]);
    let when = web::format::moment(context.lang(), request.changed_at);
    let who = Names::default()
        .get(app, context, request.changed_by)
        .await?;
    conflict_page(context, (&title, crumbs), path, (when, who), fields)
}

/// Says that somebody else was faster, and keeps what was typed.
pub fn conflict_page(
    context: &Context,
    (title, crumbs): (&str, Vec<Crumb>),
    path: String,
    (when, who): (String, String),
    fields: &Fields,
) -> Result<Response, Error> {
    let typed = fields.0.iter().filter(|(name, value)| {
        name != "stand" && !value.trim().is_empty() && value.contains([' ', '\n'])
    });
    let html = render(&ConflictPage {
        page: context.page(title, crumbs),
        path,
        when,
        who,
        typed: typed.map(|(_, value)| value.clone()).collect(),
    })?;
    Ok((StatusCode::CONFLICT, html).into_response())
}

/// Back to the request, with a message.
pub async fn done(context: &Context, request: &Request, text: String) -> Result<Response, Error> {
    context.flash("success", text).await?;
    Ok(Redirect::to(&request_path(request.id)).into_response())
}

/// The status of a form that is shown with these faults.
pub fn status_of(errors: &[(String, String)]) -> StatusCode {
    if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

/// What is wrong with a field; empty if nothing is.
pub fn fault(errors: &[(String, String)], name: &str) -> String {
    let found = errors.iter().find(|(field, _)| field == name);
    found.map_or(String::new(), |(_, text)| text.clone())
}
