// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Questions to the rights concept that concern more than one organisation.

use db::ConnectionTrait;
use kernel::{Action, Actor, Id, OrganisationId, Resource};
use policy::Policy;

use crate::store::memberships::Reach;
use crate::store::organisations::place_of;

/// An organisation that does not exist: it stands for any one below another.
fn any() -> OrganisationId {
    Id::from_uuid(uuid::Uuid::nil())
}

/// Where the organisations of an actor's memberships lie in the tree, each once.
pub(crate) async fn places(
    conn: &impl ConnectionTrait,
    actor: &Actor,
) -> db::Result<Vec<(OrganisationId, Resource)>> {
    let mut places: Vec<(OrganisationId, Resource)> = Vec::new();
    for membership in actor.memberships() {
        let id = membership.organisation;
        if places.iter().any(|(known, _)| *known == id) {
            continue;
        }
        if let Some(place) = place_of(conn, id).await? {
            places.push((id, place));
        }
    }
    Ok(places)
}

/// The kinds of places that somebody's rights can reach from one of her organisations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// The organisation itself.
    Own,
    /// Any office of the state.
    Offices,
    /// Any institution of the state or office.
    Institutions,
    /// The institutions that a role of the organisation's own is limited to.
    Chosen,
}

impl Level {
    /// The name in message keys.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Offices => "offices",
            Self::Institutions => "institutions",
            Self::Chosen => "chosen",
        }
    }
}

/// The place itself and one example for each level below it.
pub(crate) fn levels_below(place: Resource) -> Vec<(Level, Resource)> {
    match (place.state, place.office, place.institution) {
        (Some(state), None, None) => vec![
            (Level::Own, place),
            (Level::Offices, Resource::of_office(state, any())),
            (
                Level::Institutions,
                Resource::of_institution(state, any(), any()),
            ),
        ],
        (Some(state), Some(office), None) => vec![
            (Level::Own, place),
            (
                Level::Institutions,
                Resource::of_institution(state, office, any()),
            ),
        ],
        _ => vec![(Level::Own, place)],
    }
}

/// The institutions to which the actor's own roles at this organisation are limited.
pub(crate) fn chosen_below(
    actor: &Actor,
    organisation: OrganisationId,
) -> impl Iterator<Item = OrganisationId> + '_ {
    actor
        .own_roles()
        .iter()
        .filter(move |role| role.organisation == organisation)
        .flat_map(|role| role.institutions.iter().copied())
}

/// An institution of the office at `place`.
pub(crate) fn in_office(place: Resource, institution: OrganisationId) -> Resource {
    Resource {
        institution: Some(institution),
        ..place
    }
}

/// The part of the tree in which an actor may do one of `actions`. Her organisations lie at `places`.
pub(crate) fn reach(
    policy: &Policy,
    actor: &Actor,
    actions: &[Action],
    places: &[(OrganisationId, Resource)],
) -> Reach {
    let mut reach = Reach::default();
    for (id, place) in places {
        for (level, example) in levels_below(*place) {
            let allowed = actions
                .iter()
                .any(|action| policy.allow(actor, *action, &example).allowed);
            if !allowed {
                continue;
            }
            match (level, place.office) {
                (Level::Own, _) => reach.own.push(*id),
                (Level::Offices, _) | (Level::Institutions, Some(_)) => reach.children.push(*id),
                (Level::Institutions, None) => reach.grandchildren.push(*id),
                (Level::Chosen, _) => {}
            }
        }
        for institution in chosen_below(actor, *id) {
            let place = in_office(*place, institution);
            let mut wanted = actions.iter();
            if wanted.any(|action| policy.allow(actor, *action, &place).allowed) {
                reach.own.push(institution);
            }
        }
    }
    reach.own.sort();
    reach.own.dedup();
    reach
}
