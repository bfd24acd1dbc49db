// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The pages about connected programs, and what they share: paths, breadcrumbs, who may see which.

pub mod delivery;
pub mod edit;
pub mod endpoint;
pub mod guide;
pub mod list;
pub mod secret;

use audit::Fact;
use directory::{Organisation, workplaces};
use kernel::{Action, Id, OrganisationId, Resource};
use uuid::Uuid;
use web::form::Fields;
use web::{App, Context, Crumb, Error};

use crate::model::Endpoint;
use crate::{actions, store};

/// The list of connected programs.
pub const LIST: &str = "/verwaltung/schnittstellen";

/// How many lines a page of a list has.
pub const PAGE_SIZE: i64 = 50;

/// The page of an endpoint.
pub fn path_of(id: Uuid) -> String {
    format!("{LIST}/{id}")
}

/// The organisation that a page is about, and all that it could be about.
pub struct At {
    /// Which.
    pub organisation: Organisation,
    /// The same as the policies see it.
    pub place: Resource,
    /// All of them, by name.
    pub choices: Vec<(OrganisationId, String)>,
}

/// The named organisation, or the first in which the actor may do `action`.
pub async fn at(app: &App, context: &Context, action: Action, named: &str) -> Result<At, Error> {
    let found = workplaces(app, context, action, |_, _| true).await?;
    let choices: Vec<_> = found
        .iter()
        .map(|(one, _)| (one.id, one.name.clone()))
        .collect();
    if choices.is_empty() {
        return Err(Error::Forbidden);
    }
    let mut found = found.into_iter();
    let (organisation, place) = found
        .find(|(one, _)| named.is_empty() || one.id.to_string() == named)
        .ok_or(Error::NotFound)?;
    Ok(At {
        organisation,
        place,
        choices,
    })
}

/// An endpoint and its place; the actor may do `action` there.
pub async fn endpoint_for(
    app: &App,
    context: &Context,
    action: Action,
    id: &str,
) -> Result<(Endpoint, Resource), Error> {
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let conn = app.db.read();
    let endpoint = store::endpoints::find(conn, id).await?;
    let endpoint = endpoint.ok_or(Error::NotFound)?;
    let place = directory::place_of(conn, endpoint.organisation).await?;
    let place = place.ok_or(Error::NotFound)?;
    context.allow_or_hide(action, &place)?;
    Ok((endpoint, place))
}

/// Holds an endpoint that somebody has seen as it is.
pub async fn hold(
    context: &Context,
    tx: &db::Tx,
    id: Uuid,
    fields: &Fields,
) -> Result<Endpoint, Error> {
    let endpoint = store::endpoints::find_for_update(tx, id).await?;
    let endpoint = endpoint.ok_or(Error::NotFound)?;
    if endpoint.version.to_string() != fields.text("stand") {
        return Err(Error::Conflict(context.t("integration-changed-meanwhile")));
    }
    Ok(endpoint)
}

/// The way to a page below the list.
pub fn crumbs(context: &Context, further: Vec<Crumb>) -> Vec<Crumb> {
    let mut crumbs = vec![
        Crumb::new(context.t("directory-administration-title"), "/verwaltung"),
        Crumb::new(context.t("integration-title"), LIST),
    ];
    crumbs.extend(further);
    crumbs
}

/// The way to a page below an endpoint.
pub fn crumbs_of(context: &Context, endpoint: &Endpoint, title: &str) -> Vec<Crumb> {
    let own = Crumb::new(&endpoint.name, path_of(endpoint.id));
    crumbs(context, vec![own, Crumb::new(title, context.path())])
}

/// Notes what somebody did with an endpoint.
pub async fn note(
    app: &App,
    tx: &db::Tx,
    context: &Context,
    endpoint: &Endpoint,
    action: &'static str,
    facts: Vec<(&'static str, Fact)>,
) -> Result<(), Error> {
    let entry = audit::Entry {
        chain: endpoint.organisation.uuid(),
        actor: Some(context.person()?),
        action: Action(action),
        subject: audit::Subject::new("webhook", Id::<()>::from_uuid(endpoint.id)),
        facts,
    };
    audit::append(tx, &*app.clock, entry).await?;
    Ok(())
}

/// Whether the actor may change what lies there.
pub fn may_manage(context: &Context, place: &Resource) -> bool {
    context.may(actions::WEBHOOK_MANAGE, place)
}

/// The number of a page from a query, from 1.
pub fn page_number(text: &str) -> u32 {
    text.parse().unwrap_or(1).clamp(1, 100_000)
}

/// How many pages a list of so many lines has.
pub fn pages(lines: i64) -> u32 {
    u32::try_from((lines + PAGE_SIZE - 1) / PAGE_SIZE)
        .unwrap_or(u32::MAX)
        .max(1)
}
