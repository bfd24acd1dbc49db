// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The first barrier in front of every route: has anybody signed in, and could she do this at all?

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{Method, header};

use crate::{App, Context, Error, Guard, Resume, Route};

pub(crate) async fn check(
    State((app, guard)): State<(App, Guard)>,
    context: Context,
    request: Request,
    next: Next,
) -> Response {
    let refused = match guard {
        Guard::Public | Guard::Demo => None,
        Guard::SignedIn => context
            .signed_in()
            .is_none()
            .then_some(Error::SignInNeeded(None)),
        Guard::Action(action) => {
            if app.possible_actions(context.actor()).contains(&action) {
                None
            } else {
                match context.signed_in() {
                    None => Some(Error::SignInNeeded(None)),
                    Some(who) if who.needs_second_factor => Some(Error::SecondFactorNeeded),
                    Some(_) => Some(Error::Forbidden),
                }
            }
        }
    };
    match refused {
        None => next.run(request).await,
        Some(Error::SignInNeeded(None)) => {
            Error::SignInNeeded(kept_form(&context, request).await).into_response()
        }
        Some(error) => error.into_response(),
    }
}

/// The fields of a posted form, so that they survive the sign-in.
async fn kept_form(context: &Context, request: Request<Body>) -> Option<Resume> {
    let is_form = request
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| {
            kind.as_bytes()
                .starts_with(b"application/x-www-form-urlencoded")
        });
    if request.method() != Method::POST || !is_form || request.headers().contains_key("hx-request")
    {
        return None;
    }
    let body = to_bytes(request.into_body(), Route::BODY_LIMIT)
        .await
        .ok()?;
    let body = String::from_utf8(body.to_vec()).ok()?;
    Some(Resume {
        path: context.path().to_owned(),
        body,
    })
}
