// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde::Serialize;

/// A form that was posted when the session had ended: kept so that nothing typed is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resume {
    /// Where the form was posted to.
    pub path: String,
    /// Its fields, as posted (`application/x-www-form-urlencoded`).
    pub body: String,
}

/// Why a request was not answered. Becomes a page with a way on, or `application/problem+json`.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody has signed in.
    #[error("sign-in needed")]
    SignInNeeded(Option<Resume>),
    /// The roles of the person need a second factor.
    #[error("second factor needed")]
    SecondFactorNeeded,
    /// A sensitive action needs a fresh proof of identity.
    #[error("re-authentication needed")]
    ReauthenticationNeeded,
    /// The thing is restricted; it is opened only with a reason, for which this page asks.
    #[error("a reason is needed")]
    ReasonNeeded(String),
    /// The thing is restricted: it is not changed.
    #[error("restricted")]
    Restricted,
    /// The rights do not reach.
    #[error("forbidden")]
    Forbidden,
    /// There is no such thing, or its existence is not to be told.
    #[error("not found")]
    NotFound,
    /// The request cannot be understood; the text says where and what to do (already in the reader's language).
    #[error("invalid request")]
    Invalid(String),
    /// Somebody else changed the thing meanwhile; the text says what (already in the reader's language).
    #[error("conflict")]
    Conflict(String),
    /// Too many requests; seconds until the next is accepted.
    #[error("too many requests")]
    TooMany(u64),
    /// The body is larger than the route accepts.
    #[error("body too large")]
    TooLarge,
    /// The method does not exist for this path.
    #[error("method not allowed")]
    MethodNotAllowed,
    /// The content type or encoding is not accepted.
    #[error("unsupported media type")]
    UnsupportedMediaType,
    /// The database or another part is not available now.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// A part of the product that the answer needs was left out when it was built.
    #[error("not built in: {0}")]
    NotBuilt(String),
    /// A fault of the product. The text goes to the log, never to the reader; it holds no personal data.
    #[error("internal: {0}")]
    Internal(String),
}

impl Error {
    /// A fault of the product, from any error.
    pub fn internal(error: impl std::fmt::Display) -> Self {
        Self::Internal(error.to_string())
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::SignInNeeded(_) => StatusCode::UNAUTHORIZED,
            Self::SecondFactorNeeded
            | Self::ReauthenticationNeeded
            | Self::ReasonNeeded(_)
            | Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Conflict(_) | Self::Restricted => StatusCode::CONFLICT,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::NotBuilt(_) => StatusCode::NOT_IMPLEMENTED,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The number under which the messages for people are found (`shell-error-404-title`).
    pub(crate) fn message_number(&self) -> u16 {
        match self.status().as_u16() {
            422 => 400,
            status => status,
        }
    }

    /// The stable name in the log and in the problem's type.
    pub fn name(&self) -> &'static str {
        match self {
            Self::SignInNeeded(_) => "sign-in-needed",
            Self::SecondFactorNeeded => "second-factor-needed",
            Self::ReauthenticationNeeded => "reauthentication-needed",
            Self::ReasonNeeded(_) => "reason-needed",
            Self::Restricted => "restricted",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not-found",
            Self::Invalid(_) => "invalid",
            Self::Conflict(_) => "conflict",
            Self::TooMany(_) => "too-many-requests",
            Self::TooLarge => "too-large",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::UnsupportedMediaType => "unsupported-media-type",
            Self::Unavailable(_) => "unavailable",
            Self::NotBuilt(_) => "not-built",
            Self::Internal(_) => "internal",
        }
    }
}

impl From<db::DbError> for Error {
    fn from(error: db::DbError) -> Self {
        if error.is_unavailable() {
            Self::Unavailable(error.to_string())
        } else {
            Self::internal(error)
        }
    }
}
impl From<askama::Error> for Error {
    fn from(error: askama::Error) -> Self {
        Self::internal(error)
    }
}
impl From<tower_sessions::session::Error> for Error {
    fn from(error: tower_sessions::session::Error) -> Self {
        Self::Unavailable(error.to_string())
    }
}
impl From<vault::VaultError> for Error {
    fn from(error: vault::VaultError) -> Self {
        Self::internal(error)
    }
}
impl From<audit::AuditError> for Error {
    fn from(error: audit::AuditError) -> Self {
        Self::internal(error)
    }
}
impl From<jobs::JobsError> for Error {
    fn from(error: jobs::JobsError) -> Self {
        Self::internal(error)
    }
}
impl From<mail::MailError> for Error {
    fn from(error: mail::MailError) -> Self {
        Self::internal(error)
    }
}
impl From<axum::extract::rejection::FormRejection> for Error {
    fn from(rejection: axum::extract::rejection::FormRejection) -> Self {
        from_status(rejection.status())
    }
}
impl From<axum::extract::rejection::JsonRejection> for Error {
    fn from(rejection: axum::extract::rejection::JsonRejection) -> Self {
        match rejection.status() {
            StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY => {
                Self::Invalid(rejection.body_text())
            }
            status => from_status(status),
        }
    }
}
impl From<axum::extract::multipart::MultipartError> for Error {
    fn from(error: axum::extract::multipart::MultipartError) -> Self {
        from_status(error.status())
    }
}

/// The error that a bare status, made by a layer or an extractor, stands for.
pub(crate) fn from_status(status: StatusCode) -> Error {
    match status {
        StatusCode::UNAUTHORIZED => Error::SignInNeeded(None),
        StatusCode::FORBIDDEN => Error::Forbidden,
        StatusCode::NOT_FOUND => Error::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Error::MethodNotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Error::UnsupportedMediaType,
        StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE => {
            Error::Unavailable(status.to_string())
        }
        status if status.is_client_error() => Error::Invalid(String::new()),
        status => Error::Internal(status.to_string()),
    }
}

/// The body of an error answer of the API (RFC 9457).
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// A stable name of the kind of problem, relative to the installation: `/api/problems#forbidden`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened and what to do now.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// The number under which the log holds this request.
    #[serde(rename = "requestId", skip_serializing_if = "String::is_empty")]
    pub request_id: String,
}

/// Carries the error to the layer that knows the language and the wished form of the answer.
#[derive(Debug, Clone)]
pub(crate) struct Report(pub(crate) std::sync::Arc<Error>);

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response
            .extensions_mut()
            .insert(Report(std::sync::Arc::new(self)));
        response
    }
}
