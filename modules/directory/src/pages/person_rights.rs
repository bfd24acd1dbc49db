// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! «What may she do, and why?»: every decision is asked of the policies, every reason is theirs.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Html;
use kernel::{Action, Actor, Membership, OwnRole, PersonId, Resource};
use web::{App, Context, Crumb, Error, Guard, Page, Route, render};

use super::people::{LIST, visible};
use crate::actions;
use crate::identity::session;
use crate::model::Engagement;
use crate::rights::{self, Level};
use crate::store::{memberships, people};

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/konto/rechte", Guard::SignedIn, own),
        Route::get(
            "/verwaltung/personen/{person}/rechte",
            Guard::Action(actions::PERSON_READ),
            of_person,
        ),
    ]
}

#[derive(Template)]
#[template(path = "directory/person_rights.html")]
struct RightsPage {
    page: Page,
    name: String,
    own: bool,
    organisations: Vec<Organisation>,
    /// The sentence about the second factor, if a role waits for it.
    second_factor: String,
}

/// What somebody may do in and below one organisation.
struct Organisation {
    name: String,
    roles: Vec<String>,
    levels: Vec<LevelOfRights>,
}

struct LevelOfRights {
    level: Level,
    allowed: Vec<Allowed>,
    /// Actions that nothing permits.
    refused: Vec<String>,
}

struct Allowed {
    action: String,
    because: Vec<String>,
    /// The organisation's own roles that hold it.
    own_roles: Vec<String>,
}

fn label(context: &Context, action: Action) -> String {
    context.t(&format!("action-{}", action.0.replace('.', "-")))
}

/// The names of the own roles that hold an action, if it was one of them that decided.
fn by_own_role(because: &[String], own: &[(String, OwnRole)], action: Action) -> Vec<String> {
    if !because
        .iter()
        .any(|id| id.starts_with("directory.own-role-"))
    {
        return Vec::new();
    }
    own.iter()
        .filter(|(_, role)| role.actions.contains(&action))
        .map(|(name, _)| name.clone())
        .collect()
}

fn explain(
    app: &App,
    context: &Context,
    actor: &Actor,
    own: &[(String, OwnRole)],
    level: Level,
    at: Resource,
) -> LevelOfRights {
    let mut allowed = Vec::new();
    let mut refused = Vec::new();
    for action in app.policy.actions() {
        let decision = app.policy.allow(actor, *action, &at);
        if decision.allowed {
            let because = decision
                .because
                .iter()
                .filter_map(|id| app.policy.reason(id))
                .map(|reason| reason.text(context.lang()).to_owned())
                .collect();
            allowed.push(Allowed {
                action: label(context, *action),
                because,
                own_roles: by_own_role(&decision.because, own, *action),
            });
        } else {
            refused.push(label(context, *action));
        }
    }
    LevelOfRights {
        level,
        allowed,
        refused,
    }
}

/// The own roles among what somebody holds, with their names.
async fn own_roles(app: &App, engagements: &[Engagement]) -> Result<Vec<(String, OwnRole)>, Error> {
    let today = kernel::berlin_date(app.clock.now());
    let mut roles = Vec::new();
    for engagement in engagements {
        let Some(own) = &engagement.own else {
            continue;
        };
        let (office, kinds) = (engagement.organisation, &engagement.institution_kinds);
        let mut actions: Vec<&str> = engagement.own_actions.iter().map(String::as_str).collect();
        let mut institutions = engagement.institutions.clone();
        if !kinds.is_empty() {
            institutions = memberships::of_kinds(app.db.read(), office, kinds, today).await?;
            if institutions.is_empty() {
                actions.clear();
            }
        }
        let role = session::own_role(app, office, engagement.level, &actions, institutions);
        roles.push((own.name.clone(), role));
    }
    Ok(roles)
}

async fn rights_of(
    app: &App,
    context: &Context,
    id: PersonId,
    engagements: &[Engagement],
) -> Result<Vec<Organisation>, Error> {
    let own = own_roles(app, engagements).await?;
    let actor = Actor::Person {
        id,
        memberships: engagements
            .iter()
            .map(|engagement| Membership {
                organisation: engagement.organisation,
                level: engagement.level,
                role: engagement.role,
            })
            .collect(),
        own_roles: own.iter().map(|(_, role)| role.clone()).collect(),
        second_factor: true,
    };
    let mut organisations = Vec::new();
    for (organisation, place) in rights::places(app.db.read(), &actor).await? {
        let here = || {
            engagements
                .iter()
                .filter(|engagement| engagement.organisation == organisation)
        };
        let own_here: Vec<_> = own
            .iter()
            .filter(|(_, role)| role.organisation == organisation)
            .cloned()
            .collect();
        let mut levels = rights::levels_below(place);
        // One stands for all that were chosen.
        let chosen = rights::chosen_below(&actor, organisation).next();
        levels.extend(chosen.map(|one| (Level::Chosen, rights::in_office(place, one))));
        organisations.push(Organisation {
            name: here()
                .next()
                .map(|engagement| engagement.organisation_name.clone())
                .unwrap_or_default(),
            roles: here()
                .map(|engagement| super::role_in_words(context, engagement))
                .collect(),
            levels: levels
                .into_iter()
                .map(|(level, at)| explain(app, context, &actor, &own_here, level, at))
                .collect(),
        });
    }
    Ok(organisations)
}

async fn page_of(
    app: &App,
    context: &Context,
    id: PersonId,
    engagements: Vec<Engagement>,
    crumbs: Vec<Crumb>,
) -> Result<Html<String>, Error> {
    let person = people::person(app.db.read(), id)
        .await?
        .ok_or(Error::NotFound)?;
    let now = app.clock.now();
    let valid: Vec<Engagement> = engagements
        .into_iter()
        .filter(|engagement| engagement.is_valid(now))
        .collect();
    let own = context.person()? == id;
    let waits = !person.has_second_factor
        && !person.demo
        && valid
            .iter()
            .any(|engagement| engagement.role.needs_second_factor());
    let second_factor = app
        .policy
        .reason("directory.second-factor")
        .filter(|_| waits)
        .map(|reason| reason.text(context.lang()).to_owned())
        .unwrap_or_default();
    let title = if own {
        context.t("directory-rights-own-title")
    } else {
        let name = person.name.as_str().into();
        context.t_with("directory-rights-of-title", &[("name", name)])
    };
    let mut crumbs = crumbs;
    crumbs.push(Crumb::new(title.clone(), context.path()));
    render(&RightsPage {
        page: context.page(title, crumbs),
        name: person.name,
        own,
        organisations: rights_of(app, context, id, &valid).await?,
        second_factor,
    })
}

async fn own(State(app): State<App>, context: Context) -> Result<Html<String>, Error> {
    let id = context.person()?;
    let engagements = memberships::engagements(app.db.read(), id).await?;
    let crumbs = vec![Crumb::new(context.t("shell-account"), "/konto")];
    page_of(&app, &context, id, engagements, crumbs).await
}

async fn of_person(
    State(app): State<App>,
    context: Context,
    Path(id): Path<PersonId>,
) -> Result<Html<String>, Error> {
    let visible = visible(&app, &context, id).await?;
    let engagements = visible
        .engagements
        .into_iter()
        .map(|(engagement, _)| engagement)
        .collect();
    let crumbs = vec![
        Crumb::new(context.t("directory-administration-title"), "/verwaltung"),
        Crumb::new(context.t("directory-people-title"), LIST),
        Crumb::new(visible.person.name, format!("{LIST}/{id}")),
    ];
    page_of(&app, &context, id, engagements, crumbs).await
}
