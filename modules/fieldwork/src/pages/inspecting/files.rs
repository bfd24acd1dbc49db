// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files of an inspection that is filled in: sent in pieces by the page's script, and opened.

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use forms::FileProblem;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::{App, Context, Error, file_response, shield};

use super::{inspection_for, inspection_path};
use crate::actions;
use crate::inspecting::carrying_out;
use crate::inspecting::files::{self, Failure};
use crate::model::inspecting::InspectionState;
use crate::store::inspecting::drafts;

/// How many bytes of a file have arrived; in a request, which byte comes first.
const UPLOAD_OFFSET: HeaderName = HeaderName::from_static("upload-offset");

/// Answers of people are kept by no browser.
const CACHE: &str = "private, no-store";

/// A file that is about to be sent.
#[derive(Debug, Deserialize)]
pub(crate) struct NewFile {
    question: String,
    name: String,
    size: u64,
}

/// A file that can be sent now.
#[derive(Debug, Serialize)]
struct Begun {
    url: String,
    offset: u64,
    value: String,
}

/// Says in words why a file is not taken.
fn refused(context: &Context, failure: Failure) -> Response {
    match failure {
        Failure::Offset(offset) => {
            let error = Error::Conflict(context.t("inspect-file-offset"));
            let mut response = error.into_response();
            let headers = response.headers_mut();
            headers.insert(UPLOAD_OFFSET, HeaderValue::from(offset));
            response
        }
        Failure::Problem(problem) => {
            let violation = problem.violation("");
            let text = violation.message.get(context.lang().tag()).to_owned();
            match problem {
                FileProblem::Kind => Error::UnsupportedMediaType,
                FileProblem::TooLarge => Error::TooLarge,
                FileProblem::TooMany => Error::Conflict(text),
                _ => Error::Invalid(text),
            }
            .into_response()
        }
        Failure::Other(error) => error.into_response(),
    }
}

/// Begins a file.
pub(crate) async fn begin(
    State(app): State<App>,
    context: Context,
    Path((number, inspection)): Path<(String, String)>,
    body: Result<Json<NewFile>, JsonRejection>,
) -> Result<Response, Error> {
    let place = (number.as_str(), inspection.as_str());
    let found = inspection_for(&app, &context, actions::INSPECTION_CARRY_OUT, place).await?;
    let (project, plan, inspection) = found;
    let Json(wish) = body?;
    if inspection.state != InspectionState::Planned {
        return Err(Error::Conflict(context.t("inspect-fill-over")));
    }
    let forms = carrying_out::forms_of(&app, &project, &plan).await?;
    let asks = |(_, version): &&(crate::model::ProjectForm, crate::ready::Named)| {
        version.ready.compiled.field(&wish.question).is_some()
    };
    let (_, version) = forms.iter().find(asks).ok_or(Error::NotFound)?;
    let of = (inspection.id, &version.ready.compiled);
    let size = i64::try_from(wish.size).unwrap_or(i64::MAX);
    let wanted = (wish.question.as_str(), wish.name.as_str(), size);
    let tx = app.db.begin().await?;
    match files::begin(&app, &tx, &project, of, wanted).await {
        Ok((file, value)) => {
            tx.commit().await?;
            let path = inspection_path(project.id, inspection.id);
            let url = format!("{path}/dateien/{}", file.id);
            let begun = Begun {
                url: url.clone(),
                offset: 0,
                value: value.to_string(),
            };
            let head = [(header::LOCATION, url)];
            Ok((StatusCode::CREATED, head, Json(begun)).into_response())
        }
        Err(failure) => {
            tx.rollback().await?;
            Ok(refused(&context, failure))
        }
    }
}

/// Takes a piece of a file.
pub(crate) async fn receive(
    State(app): State<App>,
    context: Context,
    Path((number, inspection, file)): Path<(String, String, String)>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, Error> {
    let place = (number.as_str(), inspection.as_str());
    let found = inspection_for(&app, &context, actions::INSPECTION_CARRY_OUT, place).await?;
    let (project, _, inspection) = found;
    let file = Uuid::try_parse(&file).map_err(|_| Error::NotFound)?;
    let offset = headers
        .get(UPLOAD_OFFSET)
        .and_then(|value| value.to_str().ok()?.parse::<i64>().ok())
        .ok_or_else(|| Error::Invalid(context.t("inspect-file-offset")))?;
    let tx = app.db.begin().await?;
    let piece = (offset, &bytes[..]);
    match files::receive(&app, &tx, &project, (inspection.id, file), piece).await {
        Ok(received) => {
            tx.commit().await?;
            let mut response = StatusCode::NO_CONTENT.into_response();
            let headers = response.headers_mut();
            headers.insert(UPLOAD_OFFSET, HeaderValue::from(received));
            Ok(response)
        }
        Err(failure) => {
            tx.rollback().await?;
            Ok(refused(&context, failure))
        }
    }
}

/// Opens a file; asked with HEAD, only how much of it has arrived.
pub(crate) async fn show(
    State(app): State<App>,
    context: Context,
    method: Method,
    Path((number, inspection, file)): Path<(String, String, String)>,
) -> Result<Response, Error> {
    let place = (number.as_str(), inspection.as_str());
    let found = inspection_for(&app, &context, actions::INSPECTION_CARRY_OUT, place).await?;
    let (project, _, inspection) = found;
    let conn = app.db.read();
    let file = Uuid::try_parse(&file).map_err(|_| Error::NotFound)?;
    let file = drafts::file(conn, inspection.id, file).await?;
    let file = file.ok_or(Error::NotFound)?;
    let mut response = if method == Method::HEAD {
        StatusCode::OK.into_response()
    } else if file.received == file.size {
        let name = files::name(&app, conn, &project, &file).await?;
        let bytes = files::bytes(&app, conn, &project, &file).await?;
        file_response(&name, &file.media_type, CACHE, bytes)?
    } else {
        return Err(Error::NotFound);
    };
    shield(&mut response, CACHE);
    let headers = response.headers_mut();
    headers.insert(UPLOAD_OFFSET, HeaderValue::from(file.received));
    Ok(response)
}
