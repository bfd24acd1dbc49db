// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Passkeys on the page of one's own account: registering, naming, removing. The list of them stands there.

use askama::Template;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::StatusCode;
use jiff::Timestamp;
use kernel::{OrganisationId, PersonId};
use serde_json::Value;
use uuid::Uuid;
use web::form::Fields;
use web::{App, Context, Error, Guard, Page, Route, render};

use super::FieldErrors;
use super::account::{complete, frame, own, recipient};
use crate::identity::{limits, passkey};
use crate::store::passkeys::{self, Stored};
use crate::{mails, trail};

const NEW: &str = "/konto/passkeys/neu";
/// The most passkeys of a person.
const MOST: usize = 20;
/// The most characters of a name.
const LONGEST_NAME: usize = 80;

pub(crate) fn routes() -> Vec<Route> {
    let own = Guard::SignedIn;
    web::routes! {
        get own NEW => show_new;
        post own NEW => add;
        post own "/konto/passkeys/beginn" => begin;
        get own "/konto/passkeys/{passkey}/entfernen" => show_removal;
        post own "/konto/passkeys/{passkey}/entfernen" => remove;
    }
}

/// A passkey in the list, with its moments as days.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) made: String,
    /// Empty if it was never used.
    pub(crate) used: String,
}

/// The passkeys of a person, the newest first.
pub(crate) async fn list(
    app: &App,
    context: &Context,
    person: PersonId,
) -> Result<Vec<Line>, Error> {
    let day = |moment: Timestamp| web::format::date(context.lang(), kernel::berlin_date(moment));
    let all = passkeys::of(app.db.read(), person).await?;
    Ok(all
        .into_iter()
        .map(|one| Line {
            id: one.id,
            name: one.name,
            made: day(one.created_at),
            used: one.last_used_at.map_or_else(String::new, day),
        })
        .collect())
}

#[derive(Template)]
#[template(path = "directory/passkey_new.html")]
struct NewPage {
    page: Page,
    typed_name: String,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "directory/passkey_remove.html")]
struct RemovePage {
    page: Page,
    action: String,
    consequence: String,
}

fn new_page(context: &Context, name: &str, errors: FieldErrors) -> Result<Html<String>, Error> {
    render(&NewPage {
        page: frame(context, "directory-passkey-new-title"),
        typed_name: name.to_owned(),
        errors,
    })
}

/// Only who has just proved herself registers one, and only where browsers have passkeys.
fn ready(app: &App, context: &Context) -> Result<(), Error> {
    complete(context)?;
    context.require_fresh_sign_in()?;
    passkey::relying_party(app)
        .map(|_| ())
        .ok_or(Error::NotFound)
}

async fn show_new(State(app): State<App>, context: Context) -> Result<Html<String>, Error> {
    ready(&app, &context)?;
    new_page(&context, "", FieldErrors::default())
}

/// What the browser is asked.
async fn begin(State(app): State<App>, context: Context) -> Result<Json<Value>, Error> {
    ready(&app, &context)?;
    let person = own(&app, &context).await?;
    let options = passkey::begin_registration(&app, context.session(), &person).await?;
    Ok(Json(options))
}

async fn add(State(app): State<App>, context: Context, fields: Fields) -> Result<Response, Error> {
    ready(&app, &context)?;
    let who = complete(&context)?;
    limits::confirm(&app, who.session).await?;
    let person = own(&app, &context).await?;
    let name = fields.text("name");
    let mut errors = FieldErrors::default();
    let letters = name.chars().count();
    if letters == 0 || letters > LONGEST_NAME || name.chars().any(char::is_control) {
        let most = [("most", LONGEST_NAME.into())];
        let text = context.t_with("directory-access-key-name-invalid", &most);
        errors.add("name", text);
    }
    if passkeys::of(app.db.read(), person.id).await?.len() >= MOST {
        let most = [("most", MOST.into())];
        errors.add("name", context.t_with("directory-passkey-too-many", &most));
    }
    let id = person.id;
    let answer = fields.text("antwort");
    let made = passkey::finish_registration(&app, context.session(), id, answer).await?;
    if made.is_none() {
        errors.add("", context.t("directory-passkey-failed"));
    }
    let (Some((credential, hash)), true) = (made, errors.is_empty()) else {
        let page = new_page(&context, name, errors)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let (clock, chance) = (app.clock.as_ref(), app.chance.as_ref());
    let stored = Stored {
        id: OrganisationId::new(clock, chance).uuid(),
        person: id,
        name: name.to_owned(),
        credential,
        created_at: clock.now(),
        last_used_at: None,
    };
    let tx = app.db.begin().await?;
    passkeys::add(&tx, &stored, hash).await?;
    mails::send_notice(&app, &tx, recipient(&person), "passkey-added").await?;
    let facts = vec![("passkey", stored.id.into())];
    trail::record(&app, &tx, Some(id), "account.add-passkey", id, facts).await?;
    tx.commit().await?;
    let text = context.t_with("directory-passkey-added", &[("name", name.into())]);
    context.flash("success", text).await?;
    Ok(Redirect::to("/konto").into_response())
}

/// One of the person's own passkeys; somebody else's looks as if it did not exist.
async fn own_passkey(app: &App, context: &Context, id: Uuid) -> Result<Stored, Error> {
    complete(context)?;
    context.require_fresh_sign_in()?;
    let all = passkeys::of(app.db.read(), context.person()?).await?;
    all.into_iter()
        .find(|one| one.id == id)
        .ok_or(Error::NotFound)
}

async fn show_removal(
    State(app): State<App>,
    context: Context,
    Path(id): Path<Uuid>,
) -> Result<Html<String>, Error> {
    let passkey = own_passkey(&app, &context, id).await?;
    let name = [("name", passkey.name.as_str().into())];
    render(&RemovePage {
        page: frame(&context, "directory-passkey-remove-title"),
        action: format!("/konto/passkeys/{id}/entfernen"),
        consequence: context.t_with("directory-passkey-remove-consequence", &name),
    })
}

async fn remove(
    State(app): State<App>,
    context: Context,
    Path(id): Path<Uuid>,
) -> Result<Response, Error> {
    let passkey = own_passkey(&app, &context, id).await?;
    let person = own(&app, &context).await?;
    let tx = app.db.begin().await?;
    if !passkeys::remove(&tx, person.id, id).await? {
        return Err(Error::NotFound);
    }
    mails::send_notice(&app, &tx, recipient(&person), "passkey-removed").await?;
    let facts = vec![("passkey", id.into())];
    let me = person.id;
    trail::record(&app, &tx, Some(me), "account.remove-passkey", me, facts).await?;
    tx.commit().await?;
    let text = context.t_with(
        "directory-passkey-removed",
        &[("name", passkey.name.into())],
    );
    context.flash("success", text).await?;
    Ok(Redirect::to("/konto").into_response())
}
