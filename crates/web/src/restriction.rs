// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Restricted things (Article 18 GDPR) are opened only with a reason. The module that holds the thing asks
//! for it on a page of its own address, records it, and remembers in the session that it was given.

use askama::Template;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use jiff::{SignedDuration, Timestamp};

use crate::{Context, Crumb, Error, Page, render};

const KEY: &str = "opened-restricted";

/// For how long a thing stays open after a reason was given.
const OPEN_FOR: SignedDuration = SignedDuration::from_mins(15);

/// The longest reason, in characters.
pub const LONGEST_REASON: usize = 1_000;

/// Says no with [`Error::ReasonNeeded`] unless a reason was given for this thing in this session a short
/// while ago. `ask` is the page that asks.
pub async fn require_reason(
    context: &Context,
    now: Timestamp,
    thing: &str,
    ask: String,
) -> Result<(), Error> {
    let opened: Vec<(String, i64)> = context.session().get(KEY).await?.unwrap_or_default();
    let until = now.as_millisecond();
    if opened.iter().any(|(one, end)| one == thing && *end > until) {
        Ok(())
    } else {
        Err(Error::ReasonNeeded(ask))
    }
}

/// Remembers that a reason was given; the caller has recorded it.
pub async fn opened(context: &Context, now: Timestamp, thing: &str) -> Result<(), Error> {
    let mut opened: Vec<(String, i64)> = context.session().get(KEY).await?.unwrap_or_default();
    opened.retain(|(one, end)| one != thing && *end > now.as_millisecond());
    let end = now.checked_add(OPEN_FOR).map_err(Error::internal)?;
    opened.push((thing.to_owned(), end.as_millisecond()));
    context.session().insert(KEY, opened).await?;
    Ok(())
}

#[derive(Template)]
#[template(path = "restricted.html")]
struct RestrictedPage {
    page: Page,
    path: String,
    back: String,
    error: String,
    errors: Vec<(String, String)>,
    longest: usize,
}

/// The page that asks why a restricted thing is opened; it posts `grund` to its own address. `what` is what
/// people call the thing, `back` the list that it stands in.
pub fn page(
    context: &Context,
    what: &str,
    (path, back): (&str, Crumb),
    error: String,
) -> Result<Response, Error> {
    let title = context.t_with("shell-restricted-title", &[("what", what.into())]);
    let status = if error.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let errors = if error.is_empty() {
        Vec::new()
    } else {
        vec![("grund".to_owned(), error.clone())]
    };
    let href = back.href.clone();
    let html = render(&RestrictedPage {
        page: context.page(&title, vec![back, Crumb::new(&title, path)]),
        path: path.to_owned(),
        back: href,
        error,
        errors,
        longest: LONGEST_REASON,
    })?;
    Ok((status, html).into_response())
}
