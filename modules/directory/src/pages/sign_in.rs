// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Signing in with address and password, proving it again, signing out.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, StatusCode, header};
use kernel::{Email, PersonId};
use serde::Deserialize;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Guard, Page, Route, render};

use super::onward::{BODY_LIMIT, Onward};
use super::{device, typed};
use crate::identity::{limits, passkey, password, session, token, verify};
use crate::store::credentials::{self, Credentials};
use crate::store::passkeys;
use crate::trail;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/anmelden", Guard::Public, show),
        Route::post("/anmelden", Guard::Public, sign_in).with_body_limit(BODY_LIMIT),
        Route::post("/anmelden/fortsetzen", Guard::Public, resume).with_body_limit(BODY_LIMIT),
        Route::get("/anmelden/bestaetigen", Guard::SignedIn, show_confirm),
        Route::post("/anmelden/bestaetigen", Guard::SignedIn, confirm),
        Route::post("/abmelden", Guard::Public, sign_out),
    ]
}

#[derive(Deserialize)]
pub(crate) struct NextQuery {
    #[serde(default)]
    pub(crate) next: String,
}

#[derive(Template)]
#[template(path = "directory/sign_in.html")]
struct SignInPage {
    page: Page,
    onward: Onward,
    email: String,
    error: String,
    /// Whether browsers have passkeys for this installation.
    passkeys: bool,
    /// Address and words for each identity provider.
    providers: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "directory/confirm.html")]
struct ConfirmPage {
    page: Page,
    onward: Onward,
    /// Asks for a code of the app instead of the password.
    by_code: bool,
    /// Asks for neither: a demo account has none.
    demo: bool,
    error: String,
}

impl ConfirmPage {
    /// The field that an error is about.
    fn field_name(&self) -> &'static str {
        if self.by_code { "code" } else { "password" }
    }
}

fn frame(context: &Context, title_key: &str) -> Page {
    let title = context.t(title_key);
    context.page(title.clone(), vec![Crumb::new(title, context.path())])
}

fn answer(
    app: &App,
    context: &Context,
    onward: Onward,
    email: &str,
    error: String,
    status: StatusCode,
) -> Result<Response, Error> {
    let lang = context.lang();
    let providers = app.providers.iter().map(|provider| {
        let start = onward.link(&super::provider_sign_in::start(provider));
        (start, provider.label(lang).to_owned())
    });
    let providers = providers.collect();
    let page = SignInPage {
        page: frame(context, "directory-sign-in-title"),
        onward,
        email: email.to_owned(),
        error,
        passkeys: passkey::relying_party(app).is_some(),
        providers,
    };
    Ok((status, render(&page)?).into_response())
}

/// The first step once more, because the proof was not good.
pub(crate) fn refused(
    app: &App,
    context: &Context,
    onward: Onward,
    error: String,
) -> Result<Response, Error> {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    answer(app, context, onward, "", error, status)
}

async fn show(
    State(app): State<App>,
    context: Context,
    Query(query): Query<NextQuery>,
) -> Result<Response, Error> {
    let onward = Onward::to(&query.next);
    if context.signed_in().is_some() {
        return onward.go(&context).await;
    }
    answer(&app, &context, onward, "", String::new(), StatusCode::OK)
}

/// The way on from a form that was sent when its session had ended.
async fn resume(
    State(app): State<App>,
    context: Context,
    fields: Fields,
) -> Result<Response, Error> {
    let onward = Onward::from_fields(&fields);
    if context.signed_in().is_some() {
        return onward.go(&context).await;
    }
    answer(&app, &context, onward, "", String::new(), StatusCode::OK)
}

async fn sign_in(
    State(app): State<App>,
    context: Context,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Error> {
    let onward = Onward::from_fields(&fields);
    let name = fields.text("email");
    let account = name.to_lowercase();
    let found = match name.parse::<Email>() {
        Ok(email) => credentials::by_email(app.db.read(), &email).await?,
        Err(_) => None,
    };
    let known = known_device(&app, &headers, found.as_ref().map(|found| found.person)).await?;
    match limits::sign_in(&app, &account, context.client(), known.as_deref()).await {
        Ok(()) => {}
        Err(Error::TooMany(seconds)) => return too_many(&app, &context, onward, name, seconds),
        Err(error) => return Err(error),
    }
    let hash = found
        .as_ref()
        .and_then(|found| found.password_hash.as_deref());
    let right = password::matches(typed(&fields, "password"), hash).await?;
    let accepted = found
        .as_ref()
        .filter(|found| right && !found.blocked && (!found.demo || app.settings.demo));
    let Some(accepted) = accepted else {
        trail::record_refusal(&app, found.map(|found| found.person)).await?;
        let error = context.t("directory-sign-in-wrong");
        return answer(
            &app,
            &context,
            onward,
            name,
            error,
            StatusCode::UNPROCESSABLE_ENTITY,
        );
    };
    if needs_second_factor(&app, accepted).await? {
        session::wait_for_second_factor(&app, context.session(), accepted.person).await?;
        if onward.resume.is_some() {
            // A redirect would lose the form.
            return super::second_factor::ask(&app, &context, onward).await;
        }
        return Ok(Redirect::to(&onward.link("/anmelden/zweiter-faktor")).into_response());
    }
    complete(&app, &context, &headers, accepted.person, false, &onward).await
}

fn too_many(
    app: &App,
    context: &Context,
    onward: Onward,
    email: &str,
    seconds: u64,
) -> Result<Response, Error> {
    let minutes = i64::try_from(seconds.div_ceil(60)).unwrap_or(15);
    let error = context.t_with("directory-sign-in-too-many", &[("minutes", minutes.into())]);
    let mut response = answer(
        app,
        context,
        onward,
        email,
        error,
        StatusCode::TOO_MANY_REQUESTS,
    )?;
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, seconds.into());
    Ok(response)
}

/// Whether a person has a second factor, or a role that requires one.
pub(crate) async fn needs_second_factor(
    app: &App,
    credentials: &Credentials,
) -> Result<bool, Error> {
    if credentials.second_factor.is_some() {
        return Ok(true);
    }
    let (conn, now) = (app.db.read(), app.clock.now());
    if passkeys::any(conn, credentials.person).await? {
        return Ok(true);
    }
    let roles =
        crate::store::sessions::roles(conn, credentials.person, app.settings.demo, now).await?;
    Ok(roles.iter().any(|role| role.needs_second_factor()))
}

/// The token of the browser if the person has signed in from it before. Asks the database in any
/// case, so that the time tells nothing.
pub(crate) async fn known_device(
    app: &App,
    headers: &HeaderMap,
    person: Option<PersonId>,
) -> Result<Option<String>, Error> {
    let Some(token) = device::token(app, headers) else {
        return Ok(None);
    };
    let person = person.unwrap_or_else(|| PersonId::from_uuid(uuid::Uuid::nil()));
    let hash = token::hash(&token);
    let known = credentials::is_known_device(app.db.read(), hash, person, app.clock.now()).await?;
    Ok(known.then_some(token))
}

/// Establishes the session, makes the device known and goes on.
pub(crate) async fn complete(
    app: &App,
    context: &Context,
    headers: &HeaderMap,
    person: PersonId,
    second_factor: bool,
    onward: &Onward,
) -> Result<Response, Error> {
    let cookie = establish(app, context, headers, person, second_factor).await?;
    let mut response = onward.go(context).await?;
    if let Ok(value) = cookie.parse() {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    Ok(response)
}

/// Establishes the session and returns the cookie of the device that is now known.
pub(crate) async fn establish(
    app: &App,
    context: &Context,
    headers: &HeaderMap,
    person: PersonId,
    second_factor: bool,
) -> Result<String, Error> {
    let agent = headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let token = device::token(app, headers).unwrap_or_else(|| token::new(app.chance.as_ref()));
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    credentials::keep_device(&tx, token::hash(&token), person, now, device::LIFETIME).await?;
    credentials::note_sign_in(&tx, person, now).await?;
    let facts = vec![("second-factor", second_factor.into())];
    trail::record(app, &tx, Some(person), "account.sign-in", person, facts).await?;
    tx.commit().await?;
    let device = session::device_name(agent);
    session::establish(app, context.session(), person, second_factor, device).await?;
    Ok(device::cookie(app, &token))
}

async fn confirm_page(
    app: &App,
    context: &Context,
    onward: Onward,
    error: String,
) -> Result<Response, Error> {
    let credentials = own_credentials(app, context).await?;
    let status = if error.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = ConfirmPage {
        page: frame(context, "directory-confirm-title"),
        onward,
        by_code: credentials.second_factor.is_some(),
        demo: credentials.demo && app.settings.demo,
        error,
    };
    Ok((status, render(&page)?).into_response())
}

pub(crate) async fn own_credentials(app: &App, context: &Context) -> Result<Credentials, Error> {
    let person = context.person()?;
    credentials::of(app.db.read(), person)
        .await?
        .ok_or(Error::SignInNeeded(None))
}

async fn show_confirm(
    State(app): State<App>,
    context: Context,
    Query(query): Query<NextQuery>,
) -> Result<Response, Error> {
    confirm_page(&app, &context, Onward::to(&query.next), String::new()).await
}

async fn confirm(
    State(app): State<App>,
    context: Context,
    fields: Fields,
) -> Result<Response, Error> {
    let onward = Onward::from_fields(&fields);
    let who = context.signed_in().ok_or(Error::SignInNeeded(None))?;
    limits::confirm(&app, who.session).await?;
    let credentials = own_credentials(&app, &context).await?;
    let by_code = credentials.second_factor.is_some();
    let right = if credentials.demo && app.settings.demo {
        true
    } else if by_code {
        verify::second_factor(&app, &credentials, fields.text("code"))
            .await?
            .is_some()
    } else {
        let hash = credentials.password_hash.as_deref();
        password::matches(typed(&fields, "password"), hash).await?
    };
    if !right {
        let key = if by_code {
            "directory-code-wrong"
        } else {
            "directory-password-wrong"
        };
        return confirm_page(&app, &context, onward, context.t(key)).await;
    }
    session::confirm(&app, context.session(), by_code).await?;
    onward.go(&context).await
}

async fn sign_out(State(app): State<App>, context: Context) -> Result<Response, Error> {
    if let Ok(person) = context.person() {
        let tx = app.db.begin().await?;
        trail::record(&app, &tx, Some(person), "account.sign-out", person, vec![]).await?;
        tx.commit().await?;
    }
    context.session().flush().await?;
    Ok(Redirect::to("/").into_response())
}

/// The first step once more, with the form that waits.
pub(crate) fn again(app: &App, context: &Context, onward: Onward) -> Result<Response, Error> {
    let error = context.t("directory-sign-in-waited");
    answer(app, context, onward, "", error, StatusCode::OK)
}
