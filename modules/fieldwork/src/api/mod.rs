// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! ODK Central's REST interface and feed, and the OpenRosa interface of tablets, below `/v1/`.
//!
//! People sign in with an access key (see `directory`), tablets with the key in the address. What a
//! person may do here is what she may do on the pages.

pub(crate) mod access;
pub(crate) mod datasets;
pub(crate) mod drafts;
pub(crate) mod entities;
pub(crate) mod entity_feed;
pub(crate) mod export;
pub(crate) mod fault;
pub(crate) mod feed;
pub(crate) mod forms;
pub(crate) mod openrosa;
pub(crate) mod projects;
pub(crate) mod reviews;
mod stream;
pub(crate) mod submissions;
pub(crate) mod tablets;
mod walk;

use http::{HeaderMap, HeaderValue, header};
use kernel::Action;
use odk::Moment;
use odk::central::{self, ActorKind, Problem};
use web::{App, Context};

use crate::acting::{me, name_of};
use crate::api::fault::Fault;
use crate::model::{Actor, Project, ProjectForm, Record};
use crate::{actions, store};

/// Whether totals and people are wanted besides plain facts.
fn is_extended(headers: &HeaderMap) -> bool {
    headers
        .get(central::EXTENDED_HEADER)
        .is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"true"))
}

/// The project with this number, in which the actor may do `action`.
async fn project(
    app: &App,
    context: &Context,
    action: Action,
    number: &str,
) -> Result<Project, Fault> {
    let number: i64 = number.parse().map_err(|_| Problem::NotFound)?;
    let project = store::projects::find(app.db.read(), number).await?;
    let project = project.ok_or(Problem::NotFound)?;
    let place = project.place();
    if !context.may(actions::PROJECT_READ, &place) {
        context.allow_or_hide(action, &place)?;
    }
    context.allow(action, &place)?;
    Ok(project)
}

/// A form of a project.
async fn form(app: &App, project: &Project, xml_form_id: &str) -> Result<ProjectForm, Fault> {
    let form = store::forms::find(app.db.read(), project.id, xml_form_id).await?;
    Ok(form.ok_or(Problem::NotFound)?)
}

/// A record of a form.
async fn record(app: &App, form: &ProjectForm, instance_id: &str) -> Result<Record, Fault> {
    let record = store::records::by_instance(app.db.read(), form, instance_id).await?;
    // What is restricted is opened on its page, where a reason is given.
    let record = record.filter(|record| record.restricted_at.is_none());
    Ok(record.ok_or(Problem::NotFound)?)
}

/// An actor as programs read it.
async fn shown(app: &App, actor: &Actor) -> Result<central::Actor, Fault> {
    Ok(central::Actor {
        id: actor.id,
        kind: if actor.person.is_some() {
            ActorKind::User
        } else {
            ActorKind::FieldKey
        },
        display_name: name_of(app, actor).await?,
        created_at: Moment(actor.created_at),
        updated_at: None,
        deleted_at: actor.ended_at.map(Moment),
    })
}

/// The actor with this number as programs read it, if that is wanted.
async fn shown_if(
    app: &App,
    number: Option<i64>,
    wanted: bool,
) -> Result<Option<central::Actor>, Fault> {
    let Some(number) = number.filter(|_| wanted) else {
        return Ok(None);
    };
    match store::actors::find(app.db.read(), number).await? {
        Some(actor) => Ok(Some(shown(app, &actor).await?)),
        None => Ok(None),
    }
}

/// XML as an answer.
fn xml(text: impl Into<axum::body::Body>) -> http::Response<axum::body::Body> {
    let mut response = http::Response::new(text.into());
    let kind = HeaderValue::from_static("application/xml; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}
