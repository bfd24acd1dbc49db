// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One's own account: data, password, second factor, sessions, access keys, language.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::{StatusCode, header};
use kernel::SessionId;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Guard, Page, Route, SignedIn, render};

use super::access_keys;
use super::onward::Onward;
use super::passkeys;
use super::second_factor::{CodesPage, set_up_page};
use super::sign_in::own_credentials;
use super::{FieldErrors, links, typed};
use crate::identity::second_factor::{from_text, new_recovery_codes, new_secret, recovery_hash};
use crate::identity::{limits, passkey, password, session, verify};
use crate::mails::{self, Recipient};
use crate::model::{Engagement, Person};
use crate::store::{credentials, memberships, people, sessions};
use crate::trail;

/// Where the form of a new authenticator goes when it is set up from here.
pub(crate) const SET_UP: &str = "/konto/zweiter-faktor";

pub(crate) fn routes() -> Vec<Route> {
    let guard = Guard::SignedIn;
    vec![
        Route::get("/konto", guard, show),
        Route::post("/konto/sprache", guard, set_language),
        Route::get("/konto/passwort", guard, show_password),
        Route::post("/konto/passwort", guard, change_password),
        Route::post("/konto/sitzungen/{session}/beenden", guard, end_session),
        Route::post("/konto/sitzungen/beenden", guard, end_other_sessions),
        Route::get(SET_UP, guard, show_second_factor),
        Route::post(SET_UP, guard, set_second_factor),
        Route::get("/konto/zweiter-faktor/codes", guard, show_codes),
        Route::post("/konto/zweiter-faktor/codes", guard, renew_codes),
        Route::get("/konto/zweiter-faktor/entfernen", guard, show_removal),
        Route::post(
            "/konto/zweiter-faktor/entfernen",
            guard,
            remove_second_factor,
        ),
    ]
}

#[derive(Template)]
#[template(path = "directory/account.html")]
struct AccountPage {
    page: Page,
    person: Person,
    engagements: Vec<Engagement>,
    sessions: Vec<sessions::Listed>,
    access_keys: Vec<access_keys::Line>,
    passkeys: Vec<passkeys::Line>,
    /// Whether browsers have passkeys for this installation.
    may_add_passkey: bool,
    current: SessionId,
    second_factor: bool,
    second_factor_required: bool,
    codes_left: i64,
}

#[derive(Template)]
#[template(path = "directory/password.html")]
struct PasswordPage {
    page: Page,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "directory/second_factor_codes.html")]
struct NewCodesPage {
    page: Page,
    left: i64,
}

#[derive(Template)]
#[template(path = "directory/second_factor_removal.html")]
struct RemovalPage {
    page: Page,
}

fn crumbs(context: &Context) -> Vec<Crumb> {
    vec![Crumb::new(context.t("shell-account"), "/konto")]
}

pub(super) fn frame(context: &Context, title_key: &str) -> Page {
    let title = context.t(title_key);
    let mut crumbs = crumbs(context);
    crumbs.push(Crumb::new(title.clone(), context.path()));
    context.page(title, crumbs)
}

/// Who is signed in completely: a password without the second factor that her roles require must
/// not change the account.
pub(super) fn complete(context: &Context) -> Result<&SignedIn, Error> {
    let who = context.signed_in().ok_or(Error::SignInNeeded(None))?;
    if who.needs_second_factor {
        return Err(Error::SecondFactorNeeded);
    }
    Ok(who)
}

fn requires_second_factor(who: &SignedIn) -> bool {
    who.actor
        .memberships()
        .iter()
        .any(|membership| membership.role.needs_second_factor())
}

pub(super) async fn own(app: &App, context: &Context) -> Result<Person, Error> {
    let id = context.person()?;
    people::person(app.db.read(), id)
        .await?
        .ok_or(Error::SignInNeeded(None))
}

pub(super) fn recipient(person: &Person) -> Recipient<'_> {
    Recipient {
        person: person.id,
        name: &person.name,
        email: &person.email,
        lang: person.lang,
    }
}

async fn show(State(app): State<App>, context: Context) -> Result<Html<String>, Error> {
    let who = complete(&context)?;
    let person = own(&app, &context).await?;
    let now = app.clock.now();
    let engagements = memberships::engagements(app.db.read(), person.id).await?;
    let page = AccountPage {
        page: context.page(context.t("shell-account"), crumbs(&context)),
        engagements: engagements
            .into_iter()
            .filter(|engagement| engagement.is_valid(now))
            .collect(),
        sessions: sessions::list(app.db.read(), person.id, now).await?,
        access_keys: access_keys::list(&app, &context, person.id).await?,
        passkeys: passkeys::list(&app, &context, person.id).await?,
        may_add_passkey: passkey::relying_party(&app).is_some(),
        current: who.session,
        second_factor: person.has_second_factor,
        second_factor_required: requires_second_factor(who),
        codes_left: credentials::count_recovery_codes(app.db.read(), person.id).await?,
        person,
    };
    render(&page)
}

async fn set_language(
    State(app): State<App>,
    context: Context,
    fields: Fields,
) -> Result<Response, Error> {
    complete(&context)?;
    let id = context.person()?;
    let lang = people::language(fields.text("lang"));
    let tx = app.db.begin().await?;
    people::set_language(&tx, id, lang).await?;
    let facts = vec![("lang", lang.tag().into())];
    trail::record(&app, &tx, Some(id), "account.set-language", id, facts).await?;
    tx.commit().await?;
    let text = app.catalog.text(lang, "directory-language-set", &[]);
    context.flash("success", text).await?;
    let secure = if app.settings.secure_cookies {
        "; Secure"
    } else {
        ""
    };
    let cookie = format!("lang={lang}; Path=/; Max-Age=31536000; SameSite=Lax{secure}");
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/konto")).into_response())
}

async fn show_password(context: Context) -> Result<Html<String>, Error> {
    complete(&context)?;
    render(&PasswordPage {
        page: frame(&context, "directory-password-change-title"),
        errors: FieldErrors::default(),
    })
}

async fn change_password(
    State(app): State<App>,
    context: Context,
    fields: Fields,
) -> Result<Response, Error> {
    let who = complete(&context)?;
    limits::confirm(&app, who.session).await?;
    let person = own(&app, &context).await?;
    let known = own_credentials(&app, &context).await?;
    let mut errors = FieldErrors::default();
    let current = typed(&fields, "current");
    if !password::matches(current, known.password_hash.as_deref()).await? {
        errors.add("current", context.t("directory-password-wrong"));
    }
    links::check_new_password(&context, &fields, &person.name, &person.email, &mut errors);
    if !errors.is_empty() {
        let page = PasswordPage {
            page: frame(&context, "directory-password-change-title"),
            errors,
        };
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)?).into_response());
    }
    let hash = password::hash(typed(&fields, "password"), app.chance.as_ref()).await?;
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    credentials::set_password(&tx, person.id, &hash).await?;
    credentials::end_links(&tx, person.id, now).await?;
    let ended = sessions::end_others(&tx, person.id, Some(who.session), now).await?;
    mails::send_notice(&app, &tx, recipient(&person), "password-changed").await?;
    let facts = vec![("ended-sessions", ended.into())];
    let id = person.id;
    trail::record(&app, &tx, Some(id), "account.change-password", id, facts).await?;
    tx.commit().await?;
    session::confirm(&app, context.session(), false).await?;
    let text = context.t_with("directory-password-changed", &[("count", ended.into())]);
    context.flash("success", text).await?;
    Ok(Redirect::to("/konto").into_response())
}

async fn end_session(
    State(app): State<App>,
    context: Context,
    Path(session): Path<SessionId>,
) -> Result<Response, Error> {
    let who = complete(&context)?;
    let id = context.person()?;
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    let listed = sessions::list(&tx, id, now).await?;
    // Somebody else's session looks as if it did not exist.
    let found = listed
        .into_iter()
        .find(|listed| listed.id == session)
        .ok_or(Error::NotFound)?;
    sessions::end(&tx, id, found.key_hash).await?;
    trail::record(&app, &tx, Some(id), "account.end-session", id, vec![]).await?;
    tx.commit().await?;
    if session == who.session {
        context.session().flush().await?;
        return Ok(Redirect::to("/").into_response());
    }
    let text = context.t_with("directory-sessions-ended", &[("count", 1_i64.into())]);
    context.flash("success", text).await?;
    Ok(Redirect::to("/konto").into_response())
}

async fn end_other_sessions(State(app): State<App>, context: Context) -> Result<Response, Error> {
    let who = complete(&context)?;
    let id = context.person()?;
    let tx = app.db.begin().await?;
    let ended = sessions::end_others(&tx, id, Some(who.session), app.clock.now()).await?;
    let facts = vec![("ended-sessions", ended.into())];
    trail::record(&app, &tx, Some(id), "account.end-session", id, facts).await?;
    tx.commit().await?;
    let text = context.t_with("directory-sessions-ended", &[("count", ended.into())]);
    context.flash("success", text).await?;
    Ok(Redirect::to("/konto").into_response())
}

async fn show_second_factor(
    State(app): State<App>,
    context: Context,
) -> Result<Html<String>, Error> {
    complete(&context)?;
    context.require_fresh_sign_in()?;
    let secret = new_secret(app.chance.as_ref());
    let onward = Onward::to("/konto");
    let id = context.person()?;
    let page = set_up_page(&app, &context, id, onward, SET_UP, &secret, String::new()).await?;
    render(&page)
}

async fn set_second_factor(
    State(app): State<App>,
    context: Context,
    fields: Fields,
) -> Result<Response, Error> {
    let who = complete(&context)?;
    context.require_fresh_sign_in()?;
    limits::confirm(&app, who.session).await?;
    let id = context.person()?;
    let onward = Onward::to("/konto");
    let Some(secret) = from_text(fields.text("secret")) else {
        return Ok(Redirect::to(SET_UP).into_response());
    };
    let Some(codes) = verify::set_up(&app, id, &secret, fields.text("code")).await? else {
        let error = context.t("directory-code-wrong");
        let page = set_up_page(&app, &context, id, onward, SET_UP, &secret, error).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)?).into_response());
    };
    tell(&app, &context, "second-factor-changed").await?;
    session::confirm(&app, context.session(), true).await?;
    Ok(render(&CodesPage {
        page: frame(&context, "directory-recovery-codes-title"),
        onward,
        codes,
        target: "/konto".to_owned(),
    })?
    .into_response())
}

/// Mails the person that her account changed, so that she notices if it was not her.
async fn tell(app: &App, context: &Context, key: &str) -> Result<(), Error> {
    let person = own(app, context).await?;
    let tx = app.db.begin().await?;
    mails::send_notice(app, &tx, recipient(&person), key).await?;
    tx.commit().await?;
    Ok(())
}

async fn show_codes(State(app): State<App>, context: Context) -> Result<Html<String>, Error> {
    complete(&context)?;
    context.require_fresh_sign_in()?;
    let person = own(&app, &context).await?;
    if !person.has_second_factor {
        return Err(Error::NotFound);
    }
    render(&NewCodesPage {
        page: frame(&context, "directory-recovery-codes-new-title"),
        left: credentials::count_recovery_codes(app.db.read(), person.id).await?,
    })
}

async fn renew_codes(State(app): State<App>, context: Context) -> Result<Html<String>, Error> {
    complete(&context)?;
    context.require_fresh_sign_in()?;
    let person = own(&app, &context).await?;
    if !person.has_second_factor {
        return Err(Error::NotFound);
    }
    let codes = new_recovery_codes(app.chance.as_ref());
    let hashes = codes.iter().map(|code| recovery_hash(code)).collect();
    let id = person.id;
    let tx = app.db.begin().await?;
    credentials::set_recovery_codes(&tx, id, hashes).await?;
    trail::record(
        &app,
        &tx,
        Some(id),
        "account.renew-recovery-codes",
        id,
        vec![],
    )
    .await?;
    tx.commit().await?;
    render(&CodesPage {
        page: frame(&context, "directory-recovery-codes-title"),
        onward: Onward::default(),
        codes,
        target: "/konto".to_owned(),
    })
}

/// Only a second factor that no role requires can be removed.
async fn removable(app: &App, context: &Context) -> Result<Person, Error> {
    let who = complete(context)?;
    context.require_fresh_sign_in()?;
    let person = own(app, context).await?;
    if !person.has_second_factor || requires_second_factor(who) {
        return Err(Error::NotFound);
    }
    Ok(person)
}

async fn show_removal(State(app): State<App>, context: Context) -> Result<Html<String>, Error> {
    removable(&app, &context).await?;
    render(&RemovalPage {
        page: frame(&context, "directory-second-factor-remove-title"),
    })
}

async fn remove_second_factor(State(app): State<App>, context: Context) -> Result<Response, Error> {
    let person = removable(&app, &context).await?;
    let id = person.id;
    let tx = app.db.begin().await?;
    credentials::set_second_factor(&tx, id, None, vec![]).await?;
    mails::send_notice(&app, &tx, recipient(&person), "second-factor-removed").await?;
    trail::record(
        &app,
        &tx,
        Some(id),
        "account.remove-second-factor",
        id,
        vec![],
    )
    .await?;
    tx.commit().await?;
    context
        .flash("success", context.t("directory-second-factor-removed"))
        .await?;
    Ok(Redirect::to("/konto").into_response())
}
