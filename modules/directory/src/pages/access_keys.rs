// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Keys with which programs act for the person who made them: making one, ending one. The list of
//! them stands on the page of the account.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use kernel::{Actor, PersonId};
use uuid::Uuid;
use web::form::Fields;
use web::{App, Context, Error, Guard, Page, Route, render};

use super::FieldErrors;
use super::account::{complete, frame, own, recipient};
use crate::identity::{limits, program};
use crate::mails;
use crate::store::access_keys;
use crate::trail;

/// Where a key is made.
const NEW: &str = "/konto/zugangsschluessel/neu";
/// For how many days a key can be made.
const LIFETIMES: [i64; 3] = [30, 90, 365];
/// What is chosen when the form is opened.
const USUAL_LIFETIME: i64 = 90;
/// The most keys that a person has at the same time.
const MOST: usize = 20;
/// The most characters of a key's name.
const LONGEST_NAME: usize = 80;

pub(crate) fn routes() -> Vec<Route> {
    let own = Guard::SignedIn;
    web::routes! {
        get own NEW => show_new;
        post own NEW => make;
        get own "/konto/zugangsschluessel/{access_key}/beenden" => show_end;
        post own "/konto/zugangsschluessel/{access_key}/beenden" => end;
    }
}

/// A key in the list, with its moments as days.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) made: String,
    pub(crate) expires: String,
    /// Empty if it was never used.
    pub(crate) used: String,
}

/// The keys of a person that can be used, the newest first.
pub(crate) async fn list(
    app: &App,
    context: &Context,
    person: PersonId,
) -> Result<Vec<Line>, Error> {
    let keys = access_keys::living(app.db.read(), person, app.clock.now()).await?;
    Ok(keys
        .into_iter()
        .map(|key| Line {
            id: key.id,
            name: key.name,
            made: day(context, key.created_at),
            expires: day(context, key.expires_at),
            used: key
                .last_used_at
                .map_or_else(String::new, |used| day(context, used)),
        })
        .collect())
}

fn day(context: &Context, moment: Timestamp) -> String {
    web::format::date(context.lang(), kernel::berlin_date(moment))
}

#[derive(Template)]
#[template(path = "directory/access_key_new.html")]
struct NewPage {
    page: Page,
    typed_name: String,
    days: i64,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "directory/access_key_made.html")]
struct MadePage {
    page: Page,
    server: String,
    email: String,
    key: String,
    expires: String,
}

#[derive(Template)]
#[template(path = "directory/access_key_end.html")]
struct EndPage {
    page: Page,
    id: Uuid,
    name: String,
}

fn new_page(
    context: &Context,
    name: &str,
    days: i64,
    errors: FieldErrors,
) -> Result<Html<String>, Error> {
    render(&NewPage {
        page: frame(context, "directory-access-key-new-title"),
        typed_name: name.to_owned(),
        days,
        errors,
    })
}

async fn show_new(context: Context) -> Result<Html<String>, Error> {
    complete(&context)?;
    context.require_fresh_sign_in()?;
    new_page(&context, "", USUAL_LIFETIME, FieldErrors::default())
}

/// A name and a lifetime as posted, or what is wrong with them.
fn checked(context: &Context, name: &str, days: Option<i64>) -> FieldErrors {
    let mut errors = FieldErrors::default();
    let letters = name.chars().count();
    if letters == 0 || letters > LONGEST_NAME || name.chars().any(char::is_control) {
        let most = [("most", LONGEST_NAME.into())];
        errors.add(
            "name",
            context.t_with("directory-access-key-name-invalid", &most),
        );
    }
    if days.is_none() {
        errors.add("days", context.t("directory-access-key-days-missing"));
    }
    errors
}

/// Makes a key and shows it, once: only its hash is kept.
async fn make(State(app): State<App>, context: Context, fields: Fields) -> Result<Response, Error> {
    let who = complete(&context)?;
    context.require_fresh_sign_in()?;
    limits::confirm(&app, who.session).await?;
    // The key is worth as much as the sign-in of the person who makes it.
    let second_factor = matches!(
        &who.actor,
        Actor::Person {
            second_factor: true,
            ..
        }
    );
    let person = own(&app, &context).await?;
    let name = fields.text("name");
    let days = LIFETIMES
        .into_iter()
        .find(|days| fields.text("days") == days.to_string());
    let mut errors = checked(&context, name, days);
    let tx = app.db.begin().await?;
    db::lock(&tx, &format!("directory.access-keys:{}", person.id)).await?;
    if access_keys::living(&tx, person.id, app.clock.now())
        .await?
        .len()
        >= MOST
    {
        let most = [("most", MOST.into())];
        errors.add(
            "name",
            context.t_with("directory-access-key-too-many", &most),
        );
    }
    let days = days.unwrap_or(USUAL_LIFETIME);
    if !errors.is_empty() {
        let page = new_page(&context, name, days, errors)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let lifetime = SignedDuration::from_hours(24 * days);
    let (key_id, key) =
        program::make_key(&app, &tx, person.id, name, second_factor, lifetime).await?;
    mails::send_notice(&app, &tx, recipient(&person), "access-key-made").await?;
    let facts = vec![
        ("key", key_id.into()),
        ("days", days.into()),
        ("second-factor", second_factor.into()),
    ];
    let id = person.id;
    trail::record(&app, &tx, Some(id), "account.make-access-key", id, facts).await?;
    tx.commit().await?;
    let page = MadePage {
        page: frame(&context, "directory-access-key-made-title"),
        server: app.settings.base_url.clone(),
        email: person.email.as_str().to_owned(),
        key,
        expires: day(&context, app.clock.now() + lifetime),
    };
    Ok(render(&page)?.into_response())
}

/// One of the person's own keys; somebody else's looks as if it did not exist.
async fn own_key(
    app: &App,
    context: &Context,
    id: Uuid,
) -> Result<(PersonId, access_keys::Listed), Error> {
    complete(context)?;
    let person = context.person()?;
    let keys = access_keys::living(app.db.read(), person, app.clock.now()).await?;
    let found = keys.into_iter().find(|key| key.id == id);
    Ok((person, found.ok_or(Error::NotFound)?))
}

async fn show_end(
    State(app): State<App>,
    context: Context,
    Path(id): Path<Uuid>,
) -> Result<Html<String>, Error> {
    let (_, key) = own_key(&app, &context, id).await?;
    render(&EndPage {
        page: frame(&context, "directory-access-key-end-title"),
        id,
        name: key.name,
    })
}

async fn end(
    State(app): State<App>,
    context: Context,
    Path(id): Path<Uuid>,
) -> Result<Response, Error> {
    let (person, key) = own_key(&app, &context, id).await?;
    let tx = app.db.begin().await?;
    if !access_keys::end(&tx, person, id, app.clock.now()).await? {
        return Err(Error::NotFound);
    }
    let facts = vec![("key", id.into())];
    trail::record(
        &app,
        &tx,
        Some(person),
        "account.end-access-key",
        person,
        facts,
    )
    .await?;
    tx.commit().await?;
    let name = [("name", key.name.into())];
    let text = context.t_with("directory-access-key-ended", &name);
    context.flash("success", text).await?;
    Ok(Redirect::to("/konto").into_response())
}
