// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What goes wrong, in the words that the asking program understands.

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use odk::central::Problem;
use odk::openrosa::{self, Nature};
use web::{Context, Error};

/// A problem of the protocol, or one of the house.
#[derive(Debug)]
pub(crate) enum Fault {
    /// With a number of its own.
    Protocol(Problem),
    /// Written like any other error of the house.
    House(Error),
}

macro_rules! of_the_house {
    ($($error:ty),*) => {
        $(impl From<$error> for Fault {
            fn from(error: $error) -> Self {
                Self::House(error.into())
            }
        })*
    };
}

of_the_house!(Error, db::DbError, vault::VaultError, audit::AuditError);

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Self {
        Self::Protocol(problem)
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        match self {
            Self::Protocol(problem) => answer(&problem),
            Self::House(error) => error.into_response(),
        }
    }
}

fn answer(problem: &Problem) -> Response {
    let status =
        StatusCode::from_u16(problem.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, axum::Json(problem.to_json())).into_response()
}

/// The problem that says the same as an error of the house.
pub(crate) fn problem(error: &Error) -> Problem {
    match error {
        Error::SignInNeeded(_) => Problem::AuthenticationFailed,
        Error::Forbidden | Error::SecondFactorNeeded | Error::ReauthenticationNeeded => {
            Problem::InsufficientRights
        }
        Error::NotFound => Problem::NotFound,
        Error::TooLarge => Problem::TooLarge,
        Error::Invalid(reason) => Problem::Unparseable {
            format: "request",
            length: 0,
            reason: reason.clone(),
        },
        _ => Problem::Internal,
    }
}

/// How errors of the house are written below `/v1/`.
pub(crate) fn dialect(_: &Context, error: &Error) -> Response {
    let mut response = answer(&problem(error));
    // Programs compare the number; the status is that of the error.
    *response.status_mut() = error.status();
    if error.status() == StatusCode::UNAUTHORIZED {
        let value = HeaderValue::from_static("Basic realm=\"Deich\", charset=\"UTF-8\"");
        response
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, value);
    }
    response
}

/// The same for tablets, which read XML.
pub(crate) struct TabletFault(pub(crate) Fault);

impl<E> From<E> for TabletFault
where
    Fault: From<E>,
{
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for TabletFault {
    fn into_response(self) -> Response {
        let (problem, status) = match self.0 {
            Fault::Protocol(problem) => {
                let status = StatusCode::from_u16(problem.status());
                (problem, status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR))
            }
            Fault::House(error) => {
                if let Error::Internal(text) | Error::Unavailable(text) = &error {
                    tracing::error!(error = text.as_str(), "a tablet's request failed");
                }
                (problem(&error), error.status())
            }
        };
        open_rosa(status, Nature::Error, &problem.to_string())
    }
}

/// An answer to a tablet.
pub(crate) fn open_rosa(status: StatusCode, nature: Nature, message: &str) -> Response {
    let mut response = (status, openrosa::response(nature, message)).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(openrosa::CONTENT_TYPE),
    );
    headers.insert(
        openrosa::VERSION_HEADER,
        HeaderValue::from_static(openrosa::VERSION),
    );
    response
}
