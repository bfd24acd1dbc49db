// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The second step of the sign-in: the code of the app, or setting the app up.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, StatusCode, header};
use kernel::PersonId;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Guard, Page, Route, render};

use super::onward::{BODY_LIMIT, Onward};
use super::sign_in::{NextQuery, complete, establish, known_device};
use crate::identity::second_factor::{address, from_text, new_secret, picture, to_text};
use crate::identity::verify::{self, Factor};
use crate::identity::{limits, passkey, session};
use crate::store::credentials::{self, Credentials};
use crate::store::passkeys;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/anmelden/zweiter-faktor", Guard::Public, show),
        Route::post("/anmelden/zweiter-faktor", Guard::Public, check).with_body_limit(BODY_LIMIT),
        Route::post("/anmelden/zweiter-faktor/einrichten", Guard::Public, set_up)
            .with_body_limit(BODY_LIMIT),
    ]
}

#[derive(Template)]
#[template(path = "directory/second_factor.html")]
struct CodePage {
    page: Page,
    onward: Onward,
    error: String,
    /// Whether the person has an authenticator app.
    by_code: bool,
    /// Whether she has a passkey, which a browser has for this installation.
    passkeys: bool,
}

/// Shows the secret of a new authenticator: at the first sign-in and from the account page.
#[derive(Template)]
#[template(path = "directory/second_factor_setup.html")]
pub(crate) struct SetUpPage {
    pub(crate) page: Page,
    pub(crate) onward: Onward,
    /// Where the form goes.
    pub(crate) action: &'static str,
    /// The secret in base32, carried by the form itself.
    pub(crate) secret: String,
    /// The secret in groups of four for people who type it.
    pub(crate) spelled: String,
    pub(crate) picture: String,
    /// Why the person has to do this, if a role of hers requires it.
    pub(crate) required: bool,
    pub(crate) error: String,
}

/// Shows the recovery codes, this one time.
#[derive(Template)]
#[template(path = "directory/recovery_codes.html")]
pub(crate) struct CodesPage {
    pub(crate) page: Page,
    pub(crate) onward: Onward,
    pub(crate) codes: Vec<String>,
    /// Where the button leads, unless a form goes on.
    pub(crate) target: String,
}

fn frame(context: &Context, title_key: &str) -> Page {
    let title = context.t(title_key);
    context.page(title.clone(), vec![Crumb::new(title, context.path())])
}

/// Who stands at the second step: a password was right, or a role was given that requires more.
async fn waiting(app: &App, context: &Context) -> Result<Option<Credentials>, Error> {
    let pending = session::pending(app, context.session()).await?;
    let person = match (pending, context.signed_in()) {
        (Some(pending), _) => pending.person,
        (None, Some(who)) if who.needs_second_factor => context.person()?,
        _ => return Ok(None),
    };
    let found = credentials::of(app.db.read(), person).await?;
    Ok(found.filter(|found| !found.blocked && (!found.demo || app.settings.demo)))
}

/// The page that asks for the second factor, or lets it be set up.
pub(crate) async fn ask(app: &App, context: &Context, onward: Onward) -> Result<Response, Error> {
    let Some(credentials) = waiting(app, context).await? else {
        return back_to_start(app, context, onward).await;
    };
    if credentials.second_factor.is_some()
        || passkeys::any(app.db.read(), credentials.person).await?
    {
        return code_page(app, context, &credentials, onward, String::new()).await;
    }
    let secret = new_secret(app.chance.as_ref());
    let action = "/anmelden/zweiter-faktor/einrichten";
    let person = credentials.person;
    let page = set_up_page(app, context, person, onward, action, &secret, String::new()).await?;
    Ok(render(&page)?.into_response())
}

/// Whoever is not at the second step is signed in already, or has waited too long.
async fn back_to_start(app: &App, context: &Context, onward: Onward) -> Result<Response, Error> {
    if context.signed_in().is_some() {
        return onward.go(context).await;
    }
    if onward.resume.is_some() {
        return super::sign_in::again(app, context, onward);
    }
    Ok(Redirect::to(&onward.link("/anmelden")).into_response())
}

async fn code_page(
    app: &App,
    context: &Context,
    credentials: &Credentials,
    onward: Onward,
    error: String,
) -> Result<Response, Error> {
    let status = if error.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = CodePage {
        page: frame(context, "directory-second-factor-title"),
        onward,
        error,
        by_code: credentials.second_factor.is_some(),
        passkeys: passkey::relying_party(app).is_some()
            && passkeys::any(app.db.read(), credentials.person).await?,
    };
    Ok((status, render(&page)?).into_response())
}

pub(crate) async fn set_up_page(
    app: &App,
    context: &Context,
    person: PersonId,
    onward: Onward,
    action: &'static str,
    secret: &[u8],
    error: String,
) -> Result<SetUpPage, Error> {
    let known = crate::person(app.db.read(), person)
        .await?
        .ok_or(Error::NotFound)?;
    let issuer = format!("Deich {}", app.settings.state_name);
    let address = address(secret, &known.email, &issuer)
        .ok_or_else(|| Error::internal("the authenticator's address could not be written"))?;
    let picture = picture(&address)
        .ok_or_else(|| Error::internal("the authenticator's picture could not be drawn"))?;
    let text = to_text(secret);
    let letters: Vec<char> = text.chars().collect();
    let spelled = letters
        .chunks(4)
        .map(|part| part.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join(" ");
    Ok(SetUpPage {
        page: frame(context, "directory-second-factor-setup-title"),
        onward,
        action,
        secret: text,
        spelled,
        picture,
        required: action != super::account::SET_UP,
        error,
    })
}

async fn show(
    State(app): State<App>,
    context: Context,
    Query(query): Query<NextQuery>,
) -> Result<Response, Error> {
    ask(&app, &context, Onward::to(&query.next)).await
}

async fn check(
    State(app): State<App>,
    context: Context,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Error> {
    let onward = Onward::from_fields(&fields);
    let Some(credentials) = waiting(&app, &context).await? else {
        return back_to_start(&app, &context, onward).await;
    };
    let person = credentials.person;
    if let Some(refusal) = limited(&app, &context, &headers, person).await? {
        return code_page(&app, &context, &credentials, onward, refusal).await;
    }
    match verify::second_factor(&app, &credentials, fields.text("code")).await? {
        None => {
            crate::trail::record_refusal(&app, Some(person)).await?;
            let error = context.t("directory-code-wrong");
            code_page(&app, &context, &credentials, onward, error).await
        }
        Some(factor) => {
            if let Factor::RecoveryCode { left } = factor {
                let text =
                    context.t_with("directory-recovery-codes-left", &[("count", left.into())]);
                context.flash("warning", text).await?;
            }
            complete(&app, &context, &headers, person, true, &onward).await
        }
    }
}

async fn set_up(
    State(app): State<App>,
    context: Context,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Error> {
    let onward = Onward::from_fields(&fields);
    let Some(credentials) = waiting(&app, &context).await? else {
        return back_to_start(&app, &context, onward).await;
    };
    // Whoever has a second factor must give it; a password alone does not replace it.
    let secret = from_text(fields.text("secret"));
    let (None, Some(secret)) = (&credentials.second_factor, secret) else {
        return ask(&app, &context, onward).await;
    };
    let person = credentials.person;
    if passkeys::any(app.db.read(), person).await? {
        return ask(&app, &context, onward).await;
    }
    let refusal = match limited(&app, &context, &headers, person).await? {
        Some(refusal) => refusal,
        None => match verify::set_up(&app, person, &secret, fields.text("code")).await? {
            None => context.t("directory-code-wrong"),
            Some(codes) => {
                let cookie = establish(&app, &context, &headers, person, true).await?;
                let page = CodesPage {
                    page: frame(&context, "directory-recovery-codes-title"),
                    target: onward.target().to_owned(),
                    onward,
                    codes,
                };
                let mut response = render(&page)?.into_response();
                if let Ok(value) = cookie.parse() {
                    response.headers_mut().append(header::SET_COOKIE, value);
                }
                return Ok(response);
            }
        },
    };
    let action = "/anmelden/zweiter-faktor/einrichten";
    let page = set_up_page(&app, &context, person, onward, action, &secret, refusal).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)?).into_response())
}

/// The words for too many attempts, if there were.
async fn limited(
    app: &App,
    context: &Context,
    headers: &HeaderMap,
    person: PersonId,
) -> Result<Option<String>, Error> {
    let known = known_device(app, headers, Some(person)).await?;
    match limits::second_factor(app, person, context.client(), known.as_deref()).await {
        Ok(()) => Ok(None),
        Err(Error::TooMany(seconds)) => {
            let minutes = i64::try_from(seconds.div_ceil(60)).unwrap_or(15);
            let arguments = [("minutes", minutes.into())];
            Ok(Some(
                context.t_with("directory-sign-in-too-many", &arguments),
            ))
        }
        Err(error) => Err(error),
    }
}
