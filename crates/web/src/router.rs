// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Puts the modules' routes and the layers around them together.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::middleware::Next;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::HeaderName;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::request_id::{
    MakeRequestId, PropagateRequestIdLayer, RequestId, SetRequestIdLayer,
};
use tower_http::timeout::TimeoutLayer;
use tower_sessions::cookie::SameSite;
use tower_sessions::{Expiry, SessionManagerLayer};

use crate::{
    App, Error, Module, Route, SessionStore, assets, context, rate, security, shell_pages,
};

/// What belongs to no module: tables, messages and pages of the shell itself.
pub fn shell() -> Module {
    Module {
        migrations: vec![db::Migration {
            module: "web",
            version: 1,
            name: "shell",
            sql: include_str!("../migrations/0001_shell.sql"),
        }],
        locales: [
            (kernel::Lang::De, include_str!("../locales/de.ftl")),
            (kernel::Lang::En, include_str!("../locales/en.ftl")),
        ],
        routes: shell_pages::routes(),
        navigation: vec![crate::NavEntry {
            key: "shell-tasks",
            href: "/aufgaben",
            order: 0,
            audience: crate::Audience::Staff,
            action: None,
        }],
        jobs: |registry| {
            registry.register("web.prune", rate::prune);
            registry.register(mail::KIND, deliver_mail);
        },
        schedules: vec![jobs::Schedule {
            name: "web.prune",
            when: jobs::When::Every(30),
            kind: "web.prune",
            payload: serde_json::Value::Null,
        }],
        ..Module::named("web")
    }
}

async fn deliver_mail(app: &App, delivery: mail::Delivery) -> Result<(), jobs::JobError> {
    mail::deliver(&app.db, &app.vault, &app.mail, &*app.clock, delivery).await
}

#[derive(Clone)]
struct RequestNumber(App);

impl MakeRequestId for RequestNumber {
    fn make_request_id<B>(&mut self, _: &http::Request<B>) -> Option<RequestId> {
        let mut random = [0_u8; 8];
        self.0.chance.fill(&mut random);
        http::HeaderValue::from_str(&hex::encode(random))
            .ok()
            .map(RequestId::new)
    }
}

/// Drops request numbers that clients invent: the log must not hold what others write.
async fn own_request_number(mut request: Request, next: Next) -> Response {
    request.headers_mut().remove("x-request-id");
    next.run(request).await
}

async fn measure(request: Request, next: Next) -> Response {
    let path = request
        .extensions()
        .get::<axum::extract::MatchedPath>()
        .map_or_else(|| "unmatched".to_owned(), |path| path.as_str().to_owned());
    let method = request.method().to_string();
    let start = std::time::Instant::now();
    let response = next.run(request).await;
    let labels = [
        ("path", path),
        ("method", method),
        ("status", response.status().as_u16().to_string()),
    ];
    metrics::histogram!("deich_http_request_seconds", &labels)
        .record(start.elapsed().as_secs_f64());
    response
}

/// What is compressed already is not compressed again: it costs time and saves nothing.
fn worth_compressing() -> impl Predicate {
    DefaultPredicate::new()
        .and(NotForContentType::const_new("application/zip"))
        .and(NotForContentType::const_new(
            "application/vnd.openxmlformats",
        ))
        .and(NotForContentType::const_new(
            "application/vnd.apache.parquet",
        ))
}

/// The whole web side of the installation.
pub fn router(app: &App, routes: &[Route]) -> Router {
    let store = SessionStore::new(app.db.clone(), Arc::clone(&app.clock));
    let name = if app.settings.secure_cookies {
        "__Host-deich"
    } else {
        "deich"
    };
    let sessions = SessionManagerLayer::new(store)
        .with_name(name)
        .with_secure(app.settings.secure_cookies)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnInactivity(time::Duration::hours(8)));
    let number = HeaderName::from_static("x-request-id");

    // In one piece: the router would put each layer that it is given by itself into a box of its own
    // and copy all of them for each request. The first is the outermost.
    let around_pages = ServiceBuilder::new()
        .layer(TimeoutLayer::with_status_code(
            http::StatusCode::SERVICE_UNAVAILABLE,
            Duration::from_secs(30),
        ))
        .layer(sessions)
        .layer(from_fn_with_state(app.clone(), context::provide))
        .layer(from_fn_with_state(app.clone(), rate::shield))
        .layer(from_fn_with_state(app.clone(), security::same_site))
        .layer(CatchPanicLayer::custom(
            |_: Box<dyn std::any::Any + Send>| {
                Error::Internal("a handler panicked".to_owned()).into_response()
            },
        ))
        .layer(from_fn(measure));
    let pages = Module::mount(routes, app)
        .fallback(|| async { Error::NotFound })
        .method_not_allowed_fallback(|| async { Error::MethodNotAllowed })
        .layer(around_pages);

    // These need neither session nor language.
    let plain = Router::new()
        .route("/assets/{*path}", get(assets::serve))
        .route("/healthz", get(shell_pages::healthz))
        .route("/readyz", get(shell_pages::readyz))
        .route("/metrics", get(shell_pages::metrics))
        .route("/.well-known/security.txt", get(shell_pages::security_txt));

    let around_all = ServiceBuilder::new()
        .layer(from_fn(own_request_number))
        .layer(SetRequestIdLayer::new(
            number.clone(),
            RequestNumber(app.clone()),
        ))
        .layer(PropagateRequestIdLayer::new(number))
        .layer(from_fn_with_state(app.clone(), security::headers))
        .layer(CompressionLayer::new().compress_when(worth_compressing()));
    plain.merge(pages).layer(around_all).with_state(app.clone())
}
