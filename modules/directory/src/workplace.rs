// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Where somebody does something: the organisations and offices of an actor that a page can be about.

use kernel::{Action, OrganisationId, Resource};
use web::{App, Context, Error};

use crate::Organisation;
use crate::store::organisations::{organisations, place_of, state};

/// An office for which the actor does something.
#[derive(Debug, Clone)]
pub struct AtOffice {
    /// The office.
    pub office: Organisation,
    /// The office as the policies see it.
    pub place: Resource,
    /// All offices for which the actor may do the same, by name.
    pub choices: Vec<Organisation>,
}

impl AtOffice {
    /// The ending of addresses that keeps the office; empty for people of one office only.
    pub fn query(&self) -> String {
        if self.choices.len() > 1 {
            format!("&amt={}", self.office.id)
        } else {
            String::new()
        }
    }
}

/// The organisations of the actor that fit, and in which she may do `action`, by name.
pub async fn workplaces(
    app: &App,
    context: &Context,
    action: Action,
    fits: impl Fn(&Resource, OrganisationId) -> bool,
) -> Result<Vec<(Organisation, Resource)>, Error> {
    let conn = app.db.read();
    let memberships = context.actor().memberships().iter();
    let mut ids: Vec<OrganisationId> = memberships.map(|one| one.organisation).collect();
    ids.sort();
    ids.dedup();
    let mut found = Vec::new();
    for organisation in organisations(conn, &ids).await? {
        let Some(place) = place_of(conn, organisation.id).await? else {
            continue;
        };
        if fits(&place, organisation.id) && context.may(action, &place) {
            found.push((organisation, place));
        }
    }
    Ok(found)
}

/// The offices for which the actor may do `action`, by name.
pub async fn own_offices(
    app: &App,
    context: &Context,
    action: Action,
) -> Result<Vec<(Organisation, Resource)>, Error> {
    workplaces(app, context, action, |place, id| {
        place.office == Some(id) && place.institution.is_none()
    })
    .await
}

/// The office named in the address, or the first for which the actor may do `action`.
///
/// Refuses with what is missing (the sign-in, the second factor or the right) if there is none at all, and
/// with "not found" if it is another office than the actor's.
pub async fn at_office(
    app: &App,
    context: &Context,
    action: Action,
    named: &str,
) -> Result<AtOffice, Error> {
    let found = own_offices(app, context, action).await?;
    let choices: Vec<Organisation> = found.iter().map(|(office, _)| office.clone()).collect();
    let chosen = found
        .into_iter()
        .find(|(office, _)| named.is_empty() || office.id.to_string() == named);
    match chosen {
        Some((office, place)) => Ok(AtOffice {
            office,
            place,
            choices,
        }),
        None if choices.is_empty() => {
            let state = state(app.db.read()).await?;
            context.allow(action, &Resource::of_state(state.id))?;
            Err(Error::Forbidden)
        }
        None => Err(Error::NotFound),
    }
}
