// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! People as the administration sees them: list and detail.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Html;
use kernel::{OrganisationId, PersonId, Resource, Role};
use serde::Deserialize;
use web::form::encode_component;
use web::{App, Context, Crumb, Error, Guard, Page, Route, render};

use super::{PAGE_SIZE, pages_for};
use crate::model::{Engagement, Person};
use crate::store::memberships::{self, Reach};
use crate::store::people_list::{self, Listed, PeopleSearch};
use crate::store::{passkeys, people};
use crate::{actions, rights};

pub(crate) const LIST: &str = "/verwaltung/personen";

pub(crate) fn routes() -> Vec<Route> {
    let read = Guard::Action(actions::PERSON_READ);
    vec![
        Route::get(LIST, read, list),
        Route::get("/verwaltung/personen/{person}", read, show),
    ]
}

#[derive(Template)]
#[template(path = "directory/people.html")]
struct ListPage {
    page: Page,
    search: String,
    role: Option<Role>,
    organisation: Option<OrganisationId>,
    organisations: Vec<(OrganisationId, String)>,
    people: Vec<Listed>,
    count: i64,
    current: u32,
    pages: u32,
    link: String,
    may_invite: bool,
}

impl ListPage {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "templates pass what they show by reference"
    )]
    fn is_role(&self, role: &Role) -> bool {
        self.role == Some(*role)
    }

    fn is_organisation(&self, id: &OrganisationId) -> bool {
        self.organisation == Some(*id)
    }
}

#[derive(Template)]
#[template(path = "directory/person.html")]
struct PersonPage {
    page: Page,
    person: Person,
    lines: Vec<Line>,
    may_help: bool,
    may_invite: bool,
    own: bool,
    passkeys: usize,
}

impl PersonPage {
    /// The words of the button that mails a link.
    fn link_key(&self) -> &'static str {
        if self.person.has_password {
            "directory-send-reset"
        } else {
            "directory-send-invitation"
        }
    }

    /// The form for another role, filled in as far as it is known.
    fn add_role_href(&self) -> String {
        format!(
            "{LIST}/einladen?email={}&name={}",
            encode_component(self.person.email.as_str()),
            encode_component(&self.person.name)
        )
    }
}

/// A role of the person, with what can be done about it.
struct Line {
    engagement: Engagement,
    valid: bool,
    /// Whether the role begins later.
    to_come: bool,
    may_end: bool,
    may_end_delegation: bool,
}

impl Line {
    /// The delegation that the role comes from, if the actor may end it.
    fn delegation_to_end(&self) -> Option<uuid::Uuid> {
        let (id, _) = self.engagement.delegated.as_ref()?;
        self.may_end_delegation.then_some(*id)
    }
}

pub(crate) fn crumbs(context: &Context) -> Vec<Crumb> {
    vec![
        Crumb::new(context.t("directory-administration-title"), "/verwaltung"),
        Crumb::new(context.t("directory-people-title"), LIST),
    ]
}

pub(crate) fn href(person: PersonId) -> String {
    format!("{LIST}/{person}")
}

/// The part of the tree whose people the actor may see.
async fn readable(app: &App, context: &Context) -> Result<Reach, Error> {
    let places = rights::places(app.db.read(), context.actor()).await?;
    Ok(rights::reach(
        &app.policy,
        context.actor(),
        &[actions::PERSON_READ],
        &places,
    ))
}

/// Whether the actor could give anybody any role.
pub(crate) fn may_invite(app: &App, context: &Context) -> bool {
    let possible = app.possible_actions(context.actor());
    Role::ALL
        .into_iter()
        .any(|role| possible.contains(&actions::grant(role)))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ListQuery {
    suche: String,
    rolle: String,
    organisation: String,
    seite: String,
}

async fn list(
    State(app): State<App>,
    context: Context,
    Query(query): Query<ListQuery>,
) -> Result<Html<String>, Error> {
    let reach = readable(&app, &context).await?;
    if reach.is_empty() {
        return Err(Error::Forbidden);
    }
    let now = app.clock.now();
    let current: u32 = query.seite.parse().unwrap_or(1).max(1);
    let wish = PeopleSearch {
        text: query.suche.clone(),
        role: query.rolle.parse().ok(),
        organisation: query.organisation.parse().ok(),
        offset: i64::from(current - 1) * PAGE_SIZE,
        limit: PAGE_SIZE,
    };
    let (people, count) = people_list::list_people(app.db.read(), &reach, &wish, now).await?;
    let organisations =
        memberships::organisations_within(app.db.read(), &reach, kernel::berlin_date(now)).await?;
    let link = format!(
        "{LIST}?suche={}&rolle={}&organisation={}&seite=",
        encode_component(&query.suche),
        encode_component(&query.rolle),
        encode_component(&query.organisation)
    );
    render(&ListPage {
        page: context.page(context.t("directory-people-title"), crumbs(&context)),
        search: query.suche,
        role: wish.role,
        organisation: wish.organisation,
        organisations: organisations
            .into_iter()
            .map(|(id, _, name)| (id, name))
            .collect(),
        people,
        count,
        current,
        pages: pages_for(count),
        link,
        may_invite: may_invite(&app, &context),
    })
}

/// A person of whom the actor may see at least one role.
pub(crate) struct Visible {
    pub(crate) person: Person,
    /// Her roles in the organisations whose people the actor may see, with their places.
    pub(crate) engagements: Vec<(Engagement, Resource)>,
    /// Whether the actor may help her: only if she may in every organisation of the person, so
    /// that nobody takes over an account with more rights than her own.
    pub(crate) may_help: bool,
}

/// Loads a person, or says that there is none if the actor may not see her.
pub(crate) async fn visible(app: &App, context: &Context, id: PersonId) -> Result<Visible, Error> {
    let conn = app.db.read();
    let person = people::person(conn, id).await?.ok_or(Error::NotFound)?;
    let now = app.clock.now();
    let mut engagements = Vec::new();
    let mut may_help = context.person()? != id;
    let mut current = 0;
    for engagement in memberships::engagements(conn, id).await? {
        let Some(place) = crate::place_of(conn, engagement.organisation).await? else {
            continue;
        };
        // A role that begins later counts already: it must not be taken over before.
        if !engagement.has_ended(now) {
            current += 1;
            may_help &= context.may(actions::PERSON_HELP, &place);
        }
        if context.may(actions::PERSON_READ, &place) {
            engagements.push((engagement, place));
        }
    }
    if engagements.is_empty() {
        return Err(Error::NotFound);
    }
    if current == 0 {
        // Without any role left, whoever may help where she had one may still block her.
        may_help &= engagements
            .iter()
            .any(|(_, place)| context.may(actions::PERSON_HELP, place));
    }
    Ok(Visible {
        person,
        engagements,
        may_help,
    })
}

async fn show(
    State(app): State<App>,
    context: Context,
    Path(id): Path<PersonId>,
) -> Result<Html<String>, Error> {
    let Visible {
        person,
        engagements,
        may_help,
    } = visible(&app, &context, id).await?;
    let now = app.clock.now();
    let own = context.person()? == id;
    let lines = engagements
        .into_iter()
        .map(|(engagement, place)| Line {
            valid: engagement.is_valid(now),
            to_come: engagement.valid_from > now && !engagement.has_ended(now),
            may_end: !own
                && engagement.delegated.is_none()
                && engagement.provider.is_none()
                && !engagement.has_ended(now)
                && context.may(actions::grant(engagement.role), &place),
            may_end_delegation: !engagement.has_ended(now)
                && (own || context.may(actions::DELEGATION_END, &place)),
            engagement,
        })
        .collect();
    let mut crumbs = crumbs(&context);
    crumbs.push(Crumb::new(person.name.clone(), href(id)));
    render(&PersonPage {
        page: context.page(person.name.clone(), crumbs),
        lines,
        may_help,
        may_invite: may_invite(&app, &context),
        own,
        passkeys: passkeys::of(app.db.read(), id).await?.len(),
        person,
    })
}
