// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Whose forms somebody sees, and for whom she makes new ones.
//!
//! A form belongs to the state agency or to a health office. Its authors see the draft; what was
//! published is seen in the owner's house, of the state agency's forms in all offices, and wherever
//! a form was shared with.

use directory::Organisation;
use kernel::{OrganisationId, Resource};
use web::{App, Context, Error};

use crate::actions;
use crate::model::{Form, Owner};
use crate::store::{self, Seen};

/// How much of a form somebody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum View {
    /// Everything, drafts included.
    Whole,
    /// What was published.
    Published,
}

/// The places at which the actor has a role, each once.
async fn places(app: &App, context: &Context) -> Result<Vec<Resource>, Error> {
    let mut places: Vec<Resource> = Vec::new();
    for membership in context.actor().memberships() {
        let place = directory::place_of(app.db.read(), membership.organisation).await?;
        if let Some(place) = place.filter(|place| !places.contains(place)) {
            places.push(place);
        }
    }
    Ok(places)
}

/// The state agency or office that a place is.
fn owner_at(place: &Resource) -> Option<Owner> {
    let state = place.state?;
    match (place.office, place.institution) {
        (None, None) => Some(Owner { id: state, state }),
        (Some(office), None) => Some(Owner { id: office, state }),
        _ => None,
    }
}

/// Whose forms the actor sees. Whoever sees none at all is refused.
pub(crate) async fn seen(app: &App, context: &Context) -> Result<Seen, Error> {
    let mut seen = Seen::default();
    for place in places(app, context).await? {
        let Some(owner) = owner_at(&place) else {
            continue;
        };
        if !context.may(actions::FORM_READ, &place) {
            continue;
        }
        let is_of_state = owner.id == owner.state;
        if is_of_state || context.may(actions::FORM_EDIT, &place) {
            seen.whole.push(owner.id);
        } else {
            seen.published.push(owner.id);
        }
        for organisation in [owner.id, owner.state] {
            if !seen.shared_with.contains(&organisation) {
                seen.shared_with.push(organisation);
            }
        }
        if !is_of_state && !seen.published.contains(&owner.state) {
            seen.published.push(owner.state);
        }
    }
    if seen.is_nothing() {
        context.allow(actions::FORM_READ, &Resource::INSTALLATION)?;
    }
    Ok(seen)
}

/// How much of a form the actor sees. What she does not see looks as if it did not exist.
pub(crate) async fn view_of(app: &App, context: &Context, form: &Form) -> Result<View, Error> {
    let seen = seen(app, context).await.map_err(super::hidden)?;
    if seen.whole.contains(&form.owner) {
        return Ok(View::Whole);
    }
    if seen.published.contains(&form.owner) {
        return Ok(View::Published);
    }
    let shared = store::shared_with(app.db.read(), form.id).await?;
    if shared.iter().any(|with| seen.shared_with.contains(with)) {
        return Ok(View::Published);
    }
    Err(Error::NotFound)
}

/// For whom the actor may make forms, the state agency first.
pub(crate) async fn owners(app: &App, context: &Context) -> Result<Vec<Owner>, Error> {
    let mut owners: Vec<Owner> = Vec::new();
    for place in places(app, context).await? {
        if context.may(actions::FORM_EDIT, &place)
            && let Some(owner) = owner_at(&place)
        {
            owners.push(owner);
        }
    }
    owners.sort_by_key(|owner| owner.id != owner.state);
    Ok(owners)
}

/// Whom a new form shall belong to: `wanted`, or the only one there is a choice of.
pub(crate) async fn owner_of_new(
    app: &App,
    context: &Context,
    wanted: &str,
) -> Result<Owner, Error> {
    let owners = owners(app, context).await?;
    if let Ok(wanted) = wanted.parse::<OrganisationId>() {
        let wanted = owners.into_iter().find(|owner| owner.id == wanted);
        return wanted.ok_or(Error::Forbidden);
    }
    if let Some(owner) = owners.first() {
        return Ok(*owner);
    }
    context.allow(actions::FORM_EDIT, &Resource::INSTALLATION)?;
    Err(Error::Forbidden)
}

/// The choice of whom a new form shall belong to, with names; empty if there is no choice.
pub(crate) async fn choice_of_owners(
    app: &App,
    context: &Context,
) -> Result<Vec<Organisation>, Error> {
    let owners = owners(app, context).await?;
    let mut choice = Vec::new();
    if owners.len() > 1 {
        for owner in owners {
            choice.extend(directory::organisation(app.db.read(), owner.id).await?);
        }
    }
    Ok(choice)
}
