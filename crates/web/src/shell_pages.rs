// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The pages that belong to no module: work list, imprint, privacy, accessibility, errors, health.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::{StatusCode, header};
use kernel::Lang;
use serde::Deserialize;

use crate::form::{Fields, encode_component, local_target};
use crate::{App, Context, Crumb, Error, Guard, Page, Resume, Route, Task, render};

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/aufgaben", Guard::SignedIn, tasks),
        Route::get("/impressum", Guard::Public, imprint),
        Route::get("/datenschutz", Guard::Public, privacy),
        Route::get("/barrierefreiheit", Guard::Public, accessibility),
        Route::get("/sprache", Guard::Public, language),
        Route::post("/darstellung", Guard::Public, theme),
        Route::get("/api/openapi.json", Guard::Public, openapi),
    ]
}

#[derive(Template)]
#[template(path = "imprint.html")]
struct ImprintPage {
    page: Page,
}

#[derive(Template)]
#[template(path = "privacy.html")]
struct PrivacyPage {
    page: Page,
}

#[derive(Template)]
#[template(path = "accessibility.html")]
struct AccessibilityPage {
    page: Page,
}

#[derive(Template)]
#[template(path = "tasks.html")]
struct TasksPage {
    page: Page,
    tasks: Vec<Task>,
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    page: Page,
    status: u16,
    happened: String,
    now: String,
    links: Vec<(String, String)>,
    request_id: String,
    resume: Option<Resume>,
}

fn titled(context: &Context, key: &str) -> Page {
    let title = context.t(key);
    context.page(
        title.clone(),
        vec![
            Crumb::new(context.t("shell-home"), "/"),
            Crumb::new(title, context.path()),
        ],
    )
}

async fn imprint(context: Context) -> Result<Html<String>, Error> {
    render(&ImprintPage {
        page: titled(&context, "shell-imprint"),
    })
}

async fn privacy(context: Context) -> Result<Html<String>, Error> {
    render(&PrivacyPage {
        page: titled(&context, "shell-privacy"),
    })
}

async fn accessibility(context: Context) -> Result<Html<String>, Error> {
    render(&AccessibilityPage {
        page: titled(&context, "shell-accessibility"),
    })
}

async fn tasks(State(app): State<App>, context: Context) -> Result<Html<String>, Error> {
    let mut tasks = Vec::new();
    for source in &app.tasks {
        tasks.extend(source(&app, &context).await?);
    }
    tasks.sort_by(|a, b| (a.due.is_none(), a.due, &a.what).cmp(&(b.due.is_none(), b.due, &b.what)));
    let title = context.t("shell-tasks");
    render(&TasksPage {
        page: context.page(title.clone(), vec![Crumb::new(title, "/aufgaben")]),
        tasks,
    })
}

#[derive(Deserialize)]
struct LanguageQuery {
    #[serde(default)]
    lang: String,
    #[serde(default)]
    next: String,
}

async fn language(State(app): State<App>, Query(query): Query<LanguageQuery>) -> Response {
    let lang: Lang = query.lang.parse().unwrap_or_default();
    keep_choice(&app, "lang", lang.tag(), &query.next)
}

async fn theme(State(app): State<App>, fields: Fields) -> Response {
    let theme = match fields.text("theme") {
        known @ ("light" | "dark") => known,
        _ => "auto",
    };
    keep_choice(&app, "theme", theme, fields.text("next"))
}

fn keep_choice(app: &App, name: &str, value: &str, next: &str) -> Response {
    let secure = if app.settings.secure_cookies {
        "; Secure"
    } else {
        ""
    };
    let cookie = format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax{secure}");
    (
        [(header::SET_COOKIE, cookie)],
        Redirect::to(local_target(next, "/")),
    )
        .into_response()
}

async fn openapi(State(app): State<App>) -> Response {
    (
        [(header::CONTENT_TYPE, "application/json")],
        app.openapi.clone(),
    )
        .into_response()
}

/// The page for an error. For people who only have to sign in, the way there.
pub(crate) fn error_page(context: &Context, error: &Error) -> Response {
    let back = encode_component(context.path());
    match error {
        Error::SignInNeeded(None) => {
            return Redirect::to(&format!("/anmelden?next={back}")).into_response();
        }
        Error::SecondFactorNeeded => {
            return Redirect::to(&format!("/anmelden/zweiter-faktor?next={back}")).into_response();
        }
        Error::ReauthenticationNeeded => {
            return Redirect::to(&format!("/anmelden/bestaetigen?next={back}")).into_response();
        }
        Error::ReasonNeeded(ask) => return Redirect::to(ask).into_response(),
        _ => {}
    }
    let key = format!("shell-error-{}", error.message_number());
    let happened = match error {
        Error::Invalid(text) | Error::Conflict(text) if !text.is_empty() => text.clone(),
        Error::Restricted => context.t("shell-restricted-unchanged"),
        _ => context.t(&format!("{key}-happened")),
    };
    let now = match error {
        Error::TooMany(seconds) => context.t_with(
            "shell-error-wait",
            &[("seconds", i64::try_from(*seconds).unwrap_or(60).into())],
        ),
        _ => context.t(&format!("{key}-now")),
    };
    let resume = match error {
        Error::SignInNeeded(resume) => resume.clone(),
        _ => None,
    };
    let mut links = vec![(context.t("shell-home"), "/".to_owned())];
    if context.signed_in().is_some() {
        links.insert(0, (context.t("shell-tasks"), "/aufgaben".to_owned()));
    }
    let page = ErrorPage {
        page: titled(context, &format!("{key}-title")),
        status: error.status().as_u16(),
        happened,
        now,
        links,
        request_id: context.request_id().to_owned(),
        resume,
    };
    match render(&page) {
        Ok(html) => (error.status(), html).into_response(),
        Err(error) => {
            tracing::error!(%error, "the error page cannot be rendered");
            (StatusCode::INTERNAL_SERVER_ERROR, "500").into_response()
        }
    }
}

/// Whether the process lives.
pub(crate) async fn healthz() -> &'static str {
    "ok"
}

/// Whether the process can answer: the database is there.
pub(crate) async fn readyz(State(app): State<App>) -> Response {
    match app.db.ping().await {
        Ok(()) => "ok".into_response(),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "database not available").into_response()
        }
    }
}

/// Counters for operators, without personal data.
pub(crate) async fn metrics(State(app): State<App>) -> Response {
    (
        [(header::CONTENT_TYPE, "text/plain; version=0.0.4")],
        (app.metrics)(),
    )
        .into_response()
}

/// Whom to tell about a weakness (RFC 9116). Valid for a year from the moment of asking.
pub(crate) async fn security_txt(State(app): State<App>) -> Response {
    let expires = app.clock.now() + jiff::SignedDuration::from_hours(24 * 365);
    let body = format!(
        "Contact: mailto:{}\nExpires: {expires}\nPreferred-Languages: de, en\nCanonical: {}/.well-known/security.txt\n",
        app.settings.contact.as_str(),
        app.settings.base_url,
    );
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], body).into_response()
}
