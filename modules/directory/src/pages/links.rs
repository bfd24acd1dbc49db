// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Mailed links: accepting an invitation, replacing a forgotten password.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::StatusCode;
use jiff::SignedDuration;
use jobs::{JobError, NewJob};
use kernel::{Email, PersonId};
use serde::{Deserialize, Serialize};
use web::form::Fields;
use web::{App, Context, Crumb, Error, Guard, Page, Route, render};

use super::{FieldErrors, typed};
use crate::identity::{limits, password, token};
use crate::mails::{self, Recipient};
use crate::model::{LinkPurpose, Person};
use crate::store::{access_keys, credentials, people, sessions};
use crate::trail;

/// The kind of the jobs that mail a link to somebody who forgot her password.
pub(crate) const RESET_JOB: &str = "directory.reset-password";

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/passwort-vergessen", Guard::Public, show_forgotten),
        Route::post("/passwort-vergessen", Guard::Public, forgotten),
        Route::get("/link/{token}", Guard::Public, show),
        Route::post("/link/{token}", Guard::Public, accept),
    ]
}

#[derive(Template)]
#[template(path = "directory/forgotten.html")]
struct ForgottenPage {
    page: Page,
    email: String,
    error: String,
    sent: bool,
}

#[derive(Template)]
#[template(path = "directory/link.html")]
struct LinkPage {
    page: Page,
    invitation: bool,
    email: String,
    typed_name: String,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "directory/link_ended.html")]
struct EndedPage {
    page: Page,
}

fn frame(context: &Context, title_key: &str) -> Page {
    let title = context.t(title_key);
    context.page(title.clone(), vec![Crumb::new(title, context.path())])
}

async fn show_forgotten(context: Context) -> Result<Html<String>, Error> {
    render(&ForgottenPage {
        page: frame(&context, "directory-forgotten-title"),
        email: String::new(),
        error: String::new(),
        sent: false,
    })
}

/// What the job that mails the link needs to know.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ResetPassword {
    person: PersonId,
}

/// Answers the same, and does the same work, whether there is such an account or not.
async fn forgotten(
    State(app): State<App>,
    context: Context,
    fields: Fields,
) -> Result<Response, Error> {
    let email = fields.text("email");
    let page = |error: String, sent: bool| ForgottenPage {
        page: frame(&context, "directory-forgotten-title"),
        email: email.to_owned(),
        error,
        sent,
    };
    let Ok(address) = email.parse::<Email>() else {
        let page = page(context.t("directory-email-invalid"), false);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)?).into_response());
    };
    limits::reset(&app, address.as_str(), context.client()).await?;
    let found = people::person_by_email(app.db.read(), &address).await?;
    let nobody = PersonId::from_uuid(uuid::Uuid::nil());
    let payload = ResetPassword {
        person: found.map_or(nobody, |found| found.id),
    };
    let job = NewJob::new(RESET_JOB, &payload);
    let tx = app.db.begin().await?;
    jobs::enqueue(&tx, app.clock.as_ref(), app.chance.as_ref(), job).await?;
    tx.commit().await?;
    Ok(render(&page(String::new(), true))?.into_response())
}

/// Mails a link to the person, unless she got one within the last five minutes.
pub(crate) async fn mail_reset_link(app: &App, payload: ResetPassword) -> Result<(), JobError> {
    let now = app.clock.now();
    let Some(person) = people::person(app.db.read(), payload.person).await? else {
        return Ok(());
    };
    let recently = now - SignedDuration::from_mins(5);
    let purpose = LinkPurpose::PasswordReset;
    let already = credentials::has_link_since(app.db.read(), person.id, purpose, recently).await?;
    if already || person.blocked_at.is_some() {
        return Ok(());
    }
    // Who never accepted her invitation gets it again, and with it the longer time.
    let purpose = if person.has_password {
        LinkPurpose::PasswordReset
    } else {
        LinkPurpose::Invitation
    };
    let to = Recipient {
        person: person.id,
        name: &person.name,
        email: &person.email,
        lang: person.lang,
    };
    let tx = app.db.begin().await?;
    let sent = async {
        mails::send_link(app, &tx, to, purpose).await?;
        let facts = vec![("purpose", purpose.name().into())];
        trail::record(app, &tx, None, "account.send-link", person.id, facts).await
    };
    if let Err(error) = sent.await {
        tracing::warn!(%error, "a link could not be mailed");
        return Err(JobError::temporary("link"));
    }
    tx.commit().await?;
    Ok(())
}

async fn link_owner(app: &App, token: &str) -> Result<Option<(credentials::Link, Person)>, Error> {
    let now = app.clock.now();
    let Some(link) = credentials::find_link(app.db.read(), token::hash(token), now).await? else {
        return Ok(None);
    };
    let person = people::person(app.db.read(), link.person).await?;
    Ok(person.map(|person| (link, person)))
}

fn ended(context: &Context) -> Result<Response, Error> {
    let page = EndedPage {
        page: frame(context, "directory-link-ended-title"),
    };
    Ok((StatusCode::GONE, render(&page)?).into_response())
}

fn link_page(
    context: &Context,
    purpose: LinkPurpose,
    person: &Person,
    name: &str,
    errors: FieldErrors,
) -> Result<Response, Error> {
    let title = match purpose {
        LinkPurpose::Invitation => "directory-link-invitation-title",
        LinkPurpose::PasswordReset => "directory-link-reset-title",
    };
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = LinkPage {
        page: frame(context, title),
        invitation: purpose == LinkPurpose::Invitation,
        email: person.email.as_str().to_owned(),
        typed_name: name.to_owned(),
        errors,
    };
    Ok((status, render(&page)?).into_response())
}

/// Shows the form. Opening the link does not use it up, because mail filters open links, too.
async fn show(
    State(app): State<App>,
    context: Context,
    Path(token): Path<String>,
) -> Result<Response, Error> {
    limits::link_opened(&app, context.client()).await?;
    match link_owner(&app, &token).await? {
        None => ended(&context),
        Some((link, person)) => link_page(
            &context,
            link.purpose,
            &person,
            &person.name,
            FieldErrors::default(),
        ),
    }
}

/// A name as people write it: one line, 2 to 120 characters.
pub(crate) fn is_name(text: &str) -> bool {
    (2..=120).contains(&text.chars().count()) && !text.chars().any(char::is_control)
}

/// Checks a new password and its repetition.
pub(crate) fn check_new_password(
    context: &Context,
    fields: &Fields,
    name: &str,
    email: &Email,
    errors: &mut FieldErrors,
) {
    let new = typed(fields, "password");
    if let Err(fault) = password::check(new, name, email) {
        errors.add("password", context.t(fault.key()));
    } else if new != typed(fields, "repeated") {
        errors.add("repeated", context.t("directory-password-repeated-differs"));
    }
}

async fn accept(
    State(app): State<App>,
    context: Context,
    Path(token): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    limits::link_opened(&app, context.client()).await?;
    let Some((link, person)) = link_owner(&app, &token).await? else {
        return ended(&context);
    };
    let invitation = link.purpose == LinkPurpose::Invitation;
    let name = if invitation {
        fields.text("name").to_owned()
    } else {
        person.name.clone()
    };
    let mut errors = FieldErrors::default();
    if !is_name(&name) {
        errors.add("name", context.t("directory-name-invalid"));
    }
    check_new_password(&context, &fields, &name, &person.email, &mut errors);
    if !errors.is_empty() {
        return link_page(&context, link.purpose, &person, &name, errors);
    }
    let hash = password::hash(typed(&fields, "password"), app.chance.as_ref()).await?;
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    if !credentials::use_link(&tx, token::hash(&token), person.id, now).await? {
        return ended(&context);
    }
    credentials::set_password(&tx, person.id, &hash).await?;
    if invitation && name != person.name {
        people::set_name(&tx, &person, &name).await?;
    }
    sessions::end_others(&tx, person.id, None, now).await?;
    access_keys::end_all(&tx, person.id, now).await?;
    if !invitation {
        credentials::forget_devices(&tx, person.id).await?;
    }
    let action = if invitation {
        "account.accept-invitation"
    } else {
        "account.reset-password"
    };
    trail::record(&app, &tx, Some(person.id), action, person.id, vec![]).await?;
    tx.commit().await?;
    context
        .flash("success", context.t("directory-password-set"))
        .await?;
    Ok(Redirect::to("/anmelden").into_response())
}
