// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What pages of other sites may do with answers: read public ones (CORS, <https://fetch.spec.whatwg.org/#http-cors-protocol>), and
//! show single figures in a frame. Nothing else, and nothing that somebody gets because of who she is.

use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::MethodRouter;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

use crate::{App, OpenData};

/// Marks an answer that the sites which the operator names may show in a frame.
#[derive(Debug, Clone, Copy)]
pub struct Embeddable;

/// Marks an answer that pages of all sites may read.
#[derive(Debug, Clone, Copy)]
struct Shared;

/// How long a browser remembers what it may ask, in seconds.
const REMEMBERED: HeaderValue = HeaderValue::from_static("86400");

/// Opens a route to pages of other sites, and answers their question whether it is open.
pub(crate) fn share(handler: MethodRouter<App>) -> MethodRouter<App> {
    handler
        .options(|| async { StatusCode::NO_CONTENT })
        .layer(from_fn(open))
}

async fn open(request: Request, next: Next) -> Response {
    let asks = request.method() == http::Method::OPTIONS;
    let anybody = is_anybody(request.headers());
    let mut response = next.run(request).await;
    response
        .headers_mut()
        .entry(header::VARY)
        .or_insert(HeaderValue::from_static("Cookie, Authorization"));
    if !anybody {
        return response;
    }
    response.extensions_mut().insert(Shared);
    let headers = response.headers_mut();
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    let list: &[(HeaderName, &'static str)] = if asks {
        &[
            (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD"),
            (
                header::ACCESS_CONTROL_ALLOW_HEADERS,
                "Accept, Accept-Language, If-None-Match, Range",
            ),
        ]
    } else {
        &[(
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            "Content-Disposition, Content-Length, Content-Range, ETag, Retry-After",
        )]
    };
    for (name, value) in list {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if asks {
        headers.insert(header::ACCESS_CONTROL_MAX_AGE, REMEMBERED);
    }
    response
}

/// What an answer may be used for, its page of an error may be, too: a page of another site learns why it got nothing.
pub(crate) fn carry(from: &Response, to: &mut Response) {
    if !is_shared(from) {
        return;
    }
    to.extensions_mut().insert(Shared);
    for name in [
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        header::VARY,
    ] {
        if let Some(value) = from.headers().get(&name) {
            to.headers_mut().insert(name, value.clone());
        }
    }
}

/// Whether a request says nothing of who sends it.
fn is_anybody(headers: &HeaderMap) -> bool {
    !headers.contains_key(header::COOKIE) && !headers.contains_key(header::AUTHORIZATION)
}

/// Whether pages of all sites may read the answer.
pub(crate) fn is_shared(response: &Response) -> bool {
    response.extensions().get::<Shared>().is_some()
}

/// The sites that may show an answer in a frame, as the security policy names them; none if nobody may.
pub(crate) fn frames(settings: &OpenData, response: &Response) -> Option<String> {
    response.extensions().get::<Embeddable>()?;
    if settings.embedding_sites.is_empty() {
        return None;
    }
    Some(format!("'self' {}", settings.embedding_sites.join(" ")))
}
