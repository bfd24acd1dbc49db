// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Headers that every answer carries, and the check against requests forged by other sites.
//!
//! Forgery is refused by what the browser itself says about a request's origin (`Sec-Fetch-Site`,
//! else `Origin`), together with `SameSite=Lax` cookies. No token in forms is needed, so a form that
//! outlived its session can still be sent. Clients without a browser send neither header.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::{HeaderName, HeaderValue, Method, header};

use crate::{App, Error, sharing};

/// The nonce of one answer's content security policy.
#[derive(Debug, Clone)]
pub(crate) struct Nonce(pub(crate) String);

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

pub(crate) async fn headers(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let mut random = [0_u8; 18];
    app.chance.fill(&mut random);
    let nonce = URL_SAFE_NO_PAD.encode(random);
    let private = [header::COOKIE, header::AUTHORIZATION]
        .iter()
        .any(|name| request.headers().contains_key(name));
    request.extensions_mut().insert(Nonce(nonce.clone()));
    let mut response = next.run(request).await;
    let frames = sharing::frames(&app.settings.open_data, &response);
    let anywhere = !private && sharing::is_shared(&response);
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; \
         media-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors {}; base-uri 'none'",
        frames.as_deref().unwrap_or("'none'")
    );
    let headers = response.headers_mut();
    // A file from outside comes with a stricter one of its own.
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY)
        && let Ok(value) = HeaderValue::from_str(&policy)
    {
        headers.insert(header::CONTENT_SECURITY_POLICY, value);
    }
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), microphone=(), geolocation=(self), payment=(), usb=(), interest-cohort=()",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if frames.is_some() {
        // It knows no list of sites, and the policy says what it would say.
        headers.remove(header::X_FRAME_OPTIONS);
    }
    if anywhere || frames.is_some() {
        headers.insert(
            HeaderName::from_static("cross-origin-resource-policy"),
            HeaderValue::from_static("cross-origin"),
        );
    }
    if app.settings.secure_cookies {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=63072000; includeSubDomains"),
        );
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        let value = if private { "no-store" } else { "no-cache" };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(value));
    }
    response
}

pub(crate) async fn same_site(State(app): State<App>, request: Request, next: Next) -> Response {
    let safe = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if safe || comes_from_here(&app, &request) {
        next.run(request).await
    } else {
        Error::Forbidden.into_response()
    }
}

fn comes_from_here(app: &App, request: &Request) -> bool {
    let text = |name: &HeaderName| {
        request
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
    };
    if let Some(site) = text(&SEC_FETCH_SITE) {
        return matches!(site, "same-origin" | "none");
    }
    match text(&header::ORIGIN) {
        None => true,
        Some(origin) => {
            let host = text(&header::HOST).unwrap_or_default();
            origin == app.settings.base_url
                || origin
                    .split_once("://")
                    .is_some_and(|(_, authority)| authority == host)
        }
    }
}
