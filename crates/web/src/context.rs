// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::net::IpAddr;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use jiff::SignedDuration;
use kernel::{Action, Actor, Lang, PersonId, Resource};
use serde::{Deserialize, Serialize};
use tower_sessions::Session;

use crate::error::{Report, from_status};
use crate::security::Nonce;
use crate::{App, Crumb, Error, Page, Problem, SignedIn};

/// A message that the next page shows once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flash {
    /// `success`, `info`, `warning` or `danger`.
    pub kind: String,
    /// The text, in the reader's language.
    pub text: String,
}

const FLASH_KEY: &str = "flash";

/// What is known about a request: who, in which language, on which page.
#[derive(Debug, Clone)]
pub struct Context(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    app: App,
    session: Session,
    signed_in: Option<SignedIn>,
    lang: Lang,
    theme: &'static str,
    nonce: String,
    path: String,
    request_id: String,
    client: String,
    flashes: Vec<Flash>,
    is_api: bool,
    by_program: bool,
}

impl Context {
    /// The language of the answer.
    pub fn lang(&self) -> Lang {
        self.0.lang
    }

    /// The session of the browser.
    pub fn session(&self) -> &Session {
        &self.0.session
    }

    /// Who is signed in.
    pub fn signed_in(&self) -> Option<&SignedIn> {
        self.0.signed_in.as_ref()
    }

    /// Who acts.
    pub fn actor(&self) -> &Actor {
        self.0
            .signed_in
            .as_ref()
            .map_or(&Actor::Anonymous, |who| &who.actor)
    }

    /// The signed-in person.
    pub fn person(&self) -> Result<PersonId, Error> {
        self.actor().person().ok_or(Error::SignInNeeded(None))
    }

    /// Path and query of the request.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The number under which the log holds this request.
    pub fn request_id(&self) -> &str {
        &self.0.request_id
    }

    /// The network that the request comes from (IPv4 address or IPv6 /64), only as a key for rate limits.
    pub fn client(&self) -> &str {
        &self.0.client
    }

    /// The nonce of this answer's content security policy.
    pub fn nonce(&self) -> &str {
        &self.0.nonce
    }

    /// Says no unless a policy lets the actor do `action` to `resource`.
    ///
    /// Things whose existence must not be told are asked for with [`Context::allow_or_hide`].
    pub fn allow(&self, action: Action, resource: &Resource) -> Result<(), Error> {
        if self.may(action, resource) {
            return Ok(());
        }
        match &self.0.signed_in {
            None => Err(Error::SignInNeeded(None)),
            Some(who) if who.needs_second_factor => Err(Error::SecondFactorNeeded),
            Some(_) => Err(Error::Forbidden),
        }
    }

    /// Like [`Context::allow`], but a refused thing looks as if it did not exist.
    pub fn allow_or_hide(&self, action: Action, resource: &Resource) -> Result<(), Error> {
        self.allow(action, resource).map_err(|error| match error {
            Error::Forbidden => Error::NotFound,
            other => other,
        })
    }

    /// Whether a policy lets the actor do `action` to `resource`: for showing or hiding a button.
    pub fn may(&self, action: Action, resource: &Resource) -> bool {
        let policy = &self.0.app.policy;
        policy.allow(self.actor(), action, resource).allowed
    }

    /// Says no, as if it did not exist, to a collection that the key of the program is not made for.
    pub fn reach_collection(&self, collection: kernel::CollectionId) -> Result<(), Error> {
        let limits = self
            .signed_in()
            .map_or(&[][..], |who| who.collections.as_slice());
        if limits.is_empty() || limits.contains(&collection) {
            Ok(())
        } else {
            Err(Error::NotFound)
        }
    }

    /// Says no unless the person proved who she is within the last 15 minutes.
    pub fn require_fresh_sign_in(&self) -> Result<(), Error> {
        let who = self.signed_in().ok_or(Error::SignInNeeded(None))?;
        let age = self.0.app.clock.now().duration_since(who.authenticated_at);
        if age <= SignedDuration::from_mins(15) {
            Ok(())
        } else {
            Err(Error::ReauthenticationNeeded)
        }
    }

    /// The message with this key in the language of the answer.
    pub fn t(&self, key: &str) -> String {
        self.0.app.catalog.text(self.lang(), key, &[])
    }

    /// The message in a language that need not be the reader's.
    pub fn t_in(&self, lang: Lang, key: &str, arguments: &[(&str, crate::Value)]) -> String {
        self.0.app.catalog.text(lang, key, arguments)
    }

    /// The message with arguments.
    pub fn t_with(&self, key: &str, arguments: &[(&str, crate::Value)]) -> String {
        self.0.app.catalog.text(self.lang(), key, arguments)
    }

    /// A message for the next page, once. `kind`: `success`, `info`, `warning` or `danger`.
    pub async fn flash(&self, kind: &str, text: String) -> Result<(), Error> {
        let mut flashes: Vec<Flash> = self.session().get(FLASH_KEY).await?.unwrap_or_default();
        flashes.push(Flash {
            kind: kind.to_owned(),
            text,
        });
        self.session().insert(FLASH_KEY, flashes).await?;
        Ok(())
    }

    /// The frame for a page with this title (already translated) below these breadcrumbs.
    pub fn page(&self, title: impl Into<String>, breadcrumbs: Vec<Crumb>) -> Page {
        Page::new(self, &self.0.app, title.into(), breadcrumbs)
    }

    pub(crate) fn theme(&self) -> &'static str {
        self.0.theme
    }

    pub(crate) fn flashes(&self) -> &[Flash] {
        &self.0.flashes
    }

    /// A context for rendering outside of a request, such as in the template test.
    pub fn detached(app: &App, signed_in: Option<SignedIn>, lang: Lang, path: &str) -> Self {
        let store = Arc::new(crate::SessionStore::new(
            app.db.clone(),
            Arc::clone(&app.clock),
        ));
        Self(Arc::new(Inner {
            app: app.clone(),
            session: Session::new(None, store, None),
            signed_in,
            lang,
            theme: "auto",
            nonce: "nonce".to_owned(),
            path: path.to_owned(),
            request_id: String::new(),
            client: String::new(),
            flashes: Vec::new(),
            is_api: false,
            by_program: false,
        }))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Context {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| Error::Internal("no context".to_owned()))
    }
}

/// Builds the context, lets the request through, and turns error reports into pages or problems.
pub(crate) async fn provide(
    State(app): State<App>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Response {
    let context = match build(&app, session, &mut request).await {
        Ok(context) => context,
        Err((context, error)) => {
            return answer_error(&context, error.into_response()).await;
        }
    };
    request.extensions_mut().insert(context.clone());
    let response = next.run(request).await;
    answer_error(&context, response).await
}

async fn build(
    app: &App,
    session: Session,
    request: &mut Request,
) -> Result<Context, (Context, Error)> {
    let headers = request.headers();
    let path = request
        .extensions()
        .get::<axum::extract::OriginalUri>()
        .map_or_else(|| request.uri().clone(), |uri| uri.0.clone())
        .path_and_query()
        .map_or_else(|| "/".to_owned(), ToString::to_string);
    let by_program = is_by_program(&path, headers);
    let mut inner = Inner {
        app: app.clone(),
        session: session.clone(),
        signed_in: None,
        lang: language(headers),
        theme: theme(headers),
        nonce: request
            .extensions()
            .get::<Nonce>()
            .map_or_else(String::new, |nonce| nonce.0.clone()),
        is_api: path.starts_with("/api/") || path.starts_with(PROTOCOL),
        by_program,
        path,
        request_id: headers
            .get("x-request-id")
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_owned(),
        client: client_network(app, request),
        flashes: Vec::new(),
    };
    let found = if by_program {
        (app.program)(app, request.headers(), &inner.client).await
    } else {
        (app.who)(app, &session).await
    };
    match found {
        Ok(who) => inner.signed_in = who,
        Err(error) => return Err((Context(Arc::new(inner)), error)),
    }
    // Only a page that is shown whole uses the messages up; a fragment or an API call leaves them.
    let whole_page = request.method() == http::Method::GET
        && !inner.is_api
        && !headers.contains_key("hx-request")
        && headers
            .get(header::ACCEPT)
            .and_then(|value| value.to_str().ok())
            .is_none_or(|accept| accept.contains("text/html") || accept.contains("*/*"));
    if whole_page && request.headers().contains_key(header::COOKIE) {
        match session.remove::<Vec<Flash>>(FLASH_KEY).await {
            Ok(flashes) => inner.flashes = flashes.unwrap_or_default(),
            Err(error) => return Err((Context(Arc::new(inner)), error.into())),
        }
    }
    Ok(Context(Arc::new(inner)))
}

/// Below this path programs speak a protocol that is not ours, and never a browser's page.
const PROTOCOL: &str = "/v1/";

/// Whether a request proves by its `Authorization` alone for whom it is made, so that the cookie of a
/// session counts for nothing. A browser sends cookies also with requests that another site made it
/// send; a key or token has to be put there by the program itself. What is answered to one proof must
/// not depend on the other.
fn is_by_program(path: &str, headers: &HeaderMap) -> bool {
    path.starts_with(PROTOCOL)
        || (path.starts_with("/api/") && headers.contains_key(header::AUTHORIZATION))
}

async fn answer_error(context: &Context, mut response: Response) -> Response {
    let report = response.extensions_mut().remove::<Report>();
    let bare = report.is_none()
        && (response.status().is_client_error() || response.status().is_server_error())
        && is_plain(&response);
    let error = match report {
        Some(Report(error)) => error,
        // Answers of layers and extractors (404, 405, 413, …) carry no page of their own.
        None if bare => Arc::new(from_status(response.status())),
        None => return response,
    };
    if let Error::Internal(text) | Error::Unavailable(text) = &*error {
        tracing::error!(
            request_id = context.request_id(),
            error = text.as_str(),
            "request failed"
        );
    }
    let dialects = &context.0.app.dialects;
    let dialect = dialects
        .iter()
        .find(|(below, _)| context.0.path.starts_with(below));
    let mut answer = if let Some((_, write)) = dialect {
        write(context, &error)
    } else if context.0.is_api {
        problem(context, &error)
    } else {
        crate::shell_pages::error_page(context, &error)
    };
    let offset = HeaderName::from_static("upload-offset");
    for name in [header::ALLOW, header::RETRY_AFTER, offset] {
        if let Some(value) = response.headers().get(&name) {
            answer.headers_mut().insert(name, value.clone());
        }
    }
    crate::sharing::carry(&response, &mut answer);
    if let Error::TooMany(seconds) = &*error
        && let Ok(value) = HeaderValue::from_str(&seconds.to_string())
    {
        answer.headers_mut().insert(header::RETRY_AFTER, value);
    }
    answer
}

fn is_plain(response: &Response) -> bool {
    response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_none_or(|kind| kind.starts_with("text/plain"))
}

fn problem(context: &Context, error: &Error) -> Response {
    let key = format!("shell-error-{}", error.message_number());
    let detail = match error {
        Error::Invalid(text) | Error::Conflict(text) if !text.is_empty() => text.clone(),
        Error::Restricted | Error::ReasonNeeded(_) => context.t("shell-restricted-unchanged"),
        _ => context.t(&format!("{key}-now")),
    };
    let body = Problem {
        kind: format!("/api/problems#{}", error.name()),
        title: context.t(&format!("{key}-title")),
        status: error.status().as_u16(),
        detail,
        request_id: context.request_id().to_owned(),
    };
    let json = serde_json::to_vec(&body).unwrap_or_default();
    let mut response = (error.status(), Body::from(json)).into_response();
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    if error.status() == StatusCode::UNAUTHORIZED {
        // Our own pages call the API with their cookie; a browser must not ask its user for a password.
        let how = if context.0.by_program {
            r#"Basic realm="Deich", charset="UTF-8""#
        } else {
            "Cookie"
        };
        response
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(how));
    }
    response
}

pub(crate) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

fn language(headers: &HeaderMap) -> Lang {
    if let Some(lang) = cookie(headers, "lang").and_then(|tag| tag.parse().ok()) {
        return lang;
    }
    headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .and_then(|wishes| {
            wishes
                .split(',')
                .find_map(|wish| wish.split(';').next()?.trim().parse().ok())
        })
        .unwrap_or_default()
}

fn theme(headers: &HeaderMap) -> &'static str {
    match cookie(headers, "theme") {
        Some("light") => "light",
        Some("dark") => "dark",
        _ => "auto",
    }
}

fn client_network(app: &App, request: &Request) -> String {
    let named = app
        .settings
        .client_address_header
        .as_deref()
        .and_then(|name| {
            // The last entry is the one that the trusted proxy itself added.
            request
                .headers()
                .get(name)?
                .to_str()
                .ok()?
                .rsplit(',')
                .next()?
                .trim()
                .parse::<IpAddr>()
                .ok()
        });
    let address = named.or_else(|| {
        request
            .extensions()
            .get::<ConnectInfo<std::net::SocketAddr>>()
            .map(|info| info.0.ip())
    });
    match address {
        Some(IpAddr::V4(address)) => address.to_string(),
        Some(IpAddr::V6(address)) => {
            let parts = address.segments();
            format!(
                "{:x}:{:x}:{:x}:{:x}::/64",
                parts[0], parts[1], parts[2], parts[3]
            )
        }
        None => "unknown".to_owned(),
    }
}
