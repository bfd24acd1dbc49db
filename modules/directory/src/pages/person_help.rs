// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What the administration does to a person's account: ending a role, blocking, renewing access.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use kernel::PersonId;
use serde::Deserialize;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Guard, Page, Route, render};

use super::people::{crumbs, href, visible};
use crate::mails::{self, Recipient};
use crate::model::{Engagement, LinkPurpose, Person};
use crate::store::{access_keys, credentials, memberships, passkeys, people, sessions};
use crate::{actions, trail};

pub(crate) fn routes() -> Vec<Route> {
    let read = Guard::Action(actions::PERSON_READ);
    let help = Guard::Action(actions::PERSON_HELP);
    vec![
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

/// The same for the actions that help.
async fn helped(app: &App, context: &Context, id: PersonId) -> Result<Person, Error> {
    let visible = visible(app, context, id).await?;
    if visible.may_help {
        Ok(visible.person)
    } else {
        Err(Error::Forbidden)
    }
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
    if engagement.delegated.is_some() || engagement.provider.is_some() {
        return Err(Error::NotFound);
    }
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
    let role = super::role_in_words(&context, &engagement);
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
    if !memberships::end_membership(&tx, engagement.id, now).await? {
        return Err(Error::Conflict(context.t("directory-role-has-ended")));
    }
    let mut facts = vec![
        ("role", engagement.role.into()),
        ("person", person.id.into()),
    ];
    facts.extend(engagement.own.map(|own| ("own-role", own.id.into())));
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
    let (conn, now) = (app.db.read(), app.clock.now());
    let open = sessions::list(conn, id, now).await?.len();
    let keys = access_keys::living(conn, id, now).await?.len();
    let arguments = [("sessions", open.into()), ("keys", keys.into())];
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
    let keys = access_keys::end_all(&tx, id, now).await?;
    let facts = vec![
        ("ended-sessions", ended.into()),
        ("ended-access-keys", keys.into()),
    ];
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
    if !person.has_second_factor && !passkeys::any(app.db.read(), id).await? {
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
    if !person.has_second_factor && !passkeys::any(app.db.read(), id).await? {
        return Err(Error::NotFound);
    }
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    credentials::set_second_factor(&tx, id, None, vec![]).await?;
    passkeys::remove_all(&tx, id).await?;
    sessions::end_others(&tx, id, None, now).await?;
    access_keys::end_all(&tx, id, now).await?;
    mails::send_notice(&app, &tx, recipient(&person), "second-factor-removed").await?;
    let actor = Some(context.person()?);
    trail::record(&app, &tx, actor, "account.remove-second-factor", id, vec![]).await?;
    tx.commit().await?;
    let name = person.name.into();
    let text = context.t_with("directory-second-factor-reset", &[("name", name)]);
    context.flash("success", text).await?;
    Ok(Redirect::to(&href(id)).into_response())
}
