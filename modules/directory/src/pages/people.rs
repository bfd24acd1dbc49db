// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! People as the administration sees them: list, detail, roles, help with lost access.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use kernel::{OrganisationId, PersonId, Resource, Role};
use serde::Deserialize;
use web::form::{Fields, encode_component};
use web::{App, Context, Crumb, Error, Guard, Page, Route, render};

use super::{PAGE_SIZE, pages_for};
use crate::mails::{self, Recipient};
use crate::model::{Engagement, LinkPurpose, Person};
use crate::store::people::{self, Listed, PeopleSearch, Reach};
use crate::store::{credentials, sessions};
use crate::{actions, rights, trail};

pub(crate) const LIST: &str = "/verwaltung/personen";

pub(crate) fn routes() -> Vec<Route> {
    let read = Guard::Action(actions::PERSON_READ);
    let help = Guard::Action(actions::PERSON_HELP);
    vec![
        Route::get(LIST, read, list),
        Route::get("/verwaltung/personen/{person}", read, show),
        Route::get(
            "/verwaltung/personen/{person}/rolle-beenden",
            read,
            show_end,
        ),
        Route::post("/verwaltung/personen/{person}/rolle-beenden", read, end),
        Route::post("/verwaltung/personen/{person}/link", help, send_link),
        Route::get("/verwaltung/personen/{person}/sperren", help, show_block),
        Route::post("/verwaltung/personen/{person}/sperren", help, block),
        Route::post("/verwaltung/personen/{person}/entsperren", help, unblock),
        Route::get(
            "/verwaltung/personen/{person}/zweiter-faktor",
            help,
            show_reset,
        ),
        Route::post("/verwaltung/personen/{person}/zweiter-faktor", help, reset),
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
    may_end: bool,
}

#[derive(Template)]
#[template(path = "directory/person_confirm.html")]
struct ConfirmPage {
    page: Page,
    action: String,
    back: String,
    consequence: String,
    button: String,
    /// The role to be ended, if it is about one.
    membership: String,
}

fn crumbs(context: &Context) -> Vec<Crumb> {
    vec![
        Crumb::new(context.t("directory-administration-title"), "/verwaltung"),
        Crumb::new(context.t("directory-people-title"), LIST),
    ]
}

fn href(person: PersonId) -> String {
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
    let (people, count) = people::list_people(app.db.read(), &reach, &wish, now).await?;
    let organisations =
        people::organisations_within(app.db.read(), &reach, kernel::berlin_date(now)).await?;
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
    for engagement in people::engagements(conn, id).await? {
        let Some(place) = crate::place_of(conn, engagement.organisation).await? else {
            continue;
        };
        if engagement.is_valid(now) {
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

/// The same for the actions that help.
async fn helped(app: &App, context: &Context, id: PersonId) -> Result<Person, Error> {
    let visible = visible(app, context, id).await?;
    if visible.may_help {
        Ok(visible.person)
    } else {
        Err(Error::Forbidden)
    }
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
            may_end: !own
                && engagement.valid_to.is_none_or(|end| end > now)
                && context.may(actions::grant(engagement.role), &place),
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
        person,
    })
}

/// A page that asks before something is done to a person.
fn confirm_page(
    context: &Context,
    person: &Person,
    step: &str,
    key: &str,
    arguments: &[(&str, web::Value)],
    membership: String,
) -> Result<Html<String>, Error> {
    let title = context.t(&format!("directory-{key}-title"));
    let mut crumbs = crumbs(context);
    crumbs.push(Crumb::new(person.name.clone(), href(person.id)));
    crumbs.push(Crumb::new(title.clone(), context.path()));
    let mut all = vec![("name", web::Value::from(person.name.as_str()))];
    all.extend(arguments.iter().cloned());
    render(&ConfirmPage {
        page: context.page(title, crumbs),
        action: format!("{}/{step}", href(person.id)),
        back: href(person.id),
        consequence: context.t_with(&format!("directory-{key}-consequence"), &all),
        button: context.t(&format!("directory-{key}-button")),
        membership,
    })
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct EndQuery {
    rolle: String,
}

/// The role to be ended, if the actor may end it. One's own roles are ended by somebody else, so
/// that nobody locks herself out.
async fn to_be_ended(
    app: &App,
    context: &Context,
    id: PersonId,
    membership: &str,
) -> Result<(Person, Engagement), Error> {
    let visible = visible(app, context, id).await?;
    let now = app.clock.now();
    let found = visible
        .engagements
        .into_iter()
        .find(|(engagement, _)| engagement.id.to_string() == membership);
    let (engagement, place) = found.ok_or(Error::NotFound)?;
    context.allow(actions::grant(engagement.role), &place)?;
    if context.person()? == id {
        return Err(Error::Conflict(context.t("directory-end-own-role")));
    }
    if engagement.valid_to.is_some_and(|end| end <= now) {
        return Err(Error::Conflict(context.t("directory-role-has-ended")));
    }
    Ok((visible.person, engagement))
}

async fn show_end(
    State(app): State<App>,
    context: Context,
    Path(id): Path<PersonId>,
    Query(query): Query<EndQuery>,
) -> Result<Html<String>, Error> {
    let (person, engagement) = to_be_ended(&app, &context, id, &query.rolle).await?;
    let role = context.t(&format!("role-{}", engagement.role));
    let arguments = [
        ("role", role.into()),
        ("organisation", engagement.organisation_name.as_str().into()),
    ];
    let membership = engagement.id.to_string();
    confirm_page(
        &context,
        &person,
        "rolle-beenden",
        "end-role",
        &arguments,
        membership,
    )
}

async fn end(
    State(app): State<App>,
    context: Context,
    Path(id): Path<PersonId>,
    fields: Fields,
) -> Result<Response, Error> {
    let (person, engagement) = to_be_ended(&app, &context, id, fields.text("rolle")).await?;
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    if !people::end_membership(&tx, engagement.id, now).await? {
        return Err(Error::Conflict(context.t("directory-role-has-ended")));
    }
    let facts = vec![
        ("role", engagement.role.into()),
        ("person", person.id.into()),
    ];
    let organisation = engagement.organisation;
    let actor = Some(context.person()?);
    trail::record_organisation(&app, &tx, actor, "membership.end", organisation, facts).await?;
    tx.commit().await?;
    let text = context.t_with("directory-role-ended", &[("name", person.name.into())]);
    context.flash("success", text).await?;
    Ok(Redirect::to(&href(id)).into_response())
}

fn recipient(person: &Person) -> Recipient<'_> {
    Recipient {
        person: person.id,
        name: &person.name,
        email: &person.email,
        lang: person.lang,
    }
}

async fn send_link(
    State(app): State<App>,
    context: Context,
    Path(id): Path<PersonId>,
) -> Result<Response, Error> {
    let person = helped(&app, &context, id).await?;
    if person.blocked_at.is_some() {
        return Err(Error::Conflict(context.t("directory-person-is-blocked")));
    }
    let purpose = if person.has_password {
        LinkPurpose::PasswordReset
    } else {
        LinkPurpose::Invitation
    };
    let tx = app.db.begin().await?;
    mails::send_link(&app, &tx, recipient(&person), purpose).await?;
    let facts = vec![("purpose", purpose.name().into())];
    let actor = Some(context.person()?);
    trail::record(&app, &tx, actor, "account.send-link", id, facts).await?;
    tx.commit().await?;
    let email = person.email.as_str().into();
    let text = context.t_with("directory-link-sent", &[("email", email)]);
    context.flash("success", text).await?;
    Ok(Redirect::to(&href(id)).into_response())
}

async fn show_block(
    State(app): State<App>,
    context: Context,
    Path(id): Path<PersonId>,
) -> Result<Html<String>, Error> {
    let person = helped(&app, &context, id).await?;
    let open = sessions::list(app.db.read(), id, app.clock.now())
        .await?
        .len();
    let arguments = [("sessions", open.into())];
    confirm_page(
        &context,
        &person,
        "sperren",
        "block",
        &arguments,
        String::new(),
    )
}

async fn block(
    State(app): State<App>,
    context: Context,
    Path(id): Path<PersonId>,
) -> Result<Response, Error> {
    let person = helped(&app, &context, id).await?;
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    people::set_blocked(&tx, id, Some(now)).await?;
    credentials::end_links(&tx, id, now).await?;
    let ended = sessions::end_others(&tx, id, None, now).await?;
    let facts = vec![("ended-sessions", ended.into())];
    let actor = Some(context.person()?);
    trail::record(&app, &tx, actor, "account.block", id, facts).await?;
    tx.commit().await?;
    let text = context.t_with("directory-blocked", &[("name", person.name.into())]);
    context.flash("success", text).await?;
    Ok(Redirect::to(&href(id)).into_response())
}

async fn unblock(
    State(app): State<App>,
    context: Context,
    Path(id): Path<PersonId>,
) -> Result<Response, Error> {
    let person = helped(&app, &context, id).await?;
    let tx = app.db.begin().await?;
    people::set_blocked(&tx, id, None).await?;
    let actor = Some(context.person()?);
    trail::record(&app, &tx, actor, "account.unblock", id, vec![]).await?;
    tx.commit().await?;
    let text = context.t_with("directory-unblocked", &[("name", person.name.into())]);
    context.flash("success", text).await?;
    Ok(Redirect::to(&href(id)).into_response())
}

async fn show_reset(
    State(app): State<App>,
    context: Context,
    Path(id): Path<PersonId>,
) -> Result<Html<String>, Error> {
    let person = helped(&app, &context, id).await?;
    context.require_fresh_sign_in()?;
    if !person.has_second_factor {
        return Err(Error::NotFound);
    }
    confirm_page(
        &context,
        &person,
        "zweiter-faktor",
        "reset-second-factor",
        &[],
        String::new(),
    )
}

/// Takes a lost second factor away. The person sets up another at her next sign-in.
async fn reset(
    State(app): State<App>,
    context: Context,
    Path(id): Path<PersonId>,
) -> Result<Response, Error> {
    let person = helped(&app, &context, id).await?;
    context.require_fresh_sign_in()?;
    if !person.has_second_factor {
        return Err(Error::NotFound);
    }
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    credentials::set_second_factor(&tx, id, None, vec![]).await?;
    sessions::end_others(&tx, id, None, now).await?;
    mails::send_notice(&app, &tx, recipient(&person), "second-factor-removed").await?;
    let actor = Some(context.person()?);
    trail::record(&app, &tx, actor, "account.remove-second-factor", id, vec![]).await?;
    tx.commit().await?;
    let name = person.name.into();
    let text = context.t_with("directory-second-factor-reset", &[("name", name)]);
    context.flash("success", text).await?;
    Ok(Redirect::to(&href(id)).into_response())
}
