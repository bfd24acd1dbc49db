// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files that answer questions, by program.

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use http::{HeaderMap, Method};
use kernel::{FileId, OrganisationId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::{App, Context, Error};

use super::submissions::{Place, place};
use crate::files::{Owner, Wish};
use crate::model::File;
use crate::pages::files as pages;
use crate::store::drafts::Key;
use crate::{actions, compiled, review, store};

/// A file that is about to be sent.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFile {
    /// The institution that reports.
    pub institution: Uuid,
    /// The path of the question that it answers.
    pub question: String,
    /// What it is called. At most 100 characters are kept.
    pub name: String,
    /// How many bytes it has: 1 to 20,971,520.
    pub size: u64,
}

/// A file whose bytes can be sent now.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ApiFile {
    /// Where its bytes go.
    pub url: String,
    /// How many of them have arrived.
    pub offset: u64,
    /// The value that answers the question in a report that is sent when the file is complete.
    pub value: String,
}

/// The bytes of a file.
#[derive(Debug, utoipa::ToSchema)]
#[schema(value_type = String, format = Binary)]
pub struct FileBytes(pub Vec<u8>);

/// Begins to send a file that answers a question of a report that is not sent yet. It belongs to the
/// institution and the period. What no report names within two days is removed.
#[utoipa::path(
    post,
    path = "/api/v1/collections/{collection}/periods/{period}/files",
    operation_id = "beginFile",
    tag = "reporting",
    params(
        ("collection" = Uuid, Path, description = "The collection"),
        ("period" = String, Path, description = "A week such as 2026-W47 or a day such as 2026-11-18")
    ),
    request_body = NewFile,
    responses(
        (status = 201, description = "The bytes can be sent", body = ApiFile),
        (status = 404, description = "Not owed by an institution of the caller, or the question asks for no file", body = web::Problem),
        (status = 409, description = "The report would have more than 50 files or 100 MiB together, or it has come already", body = web::Problem),
        (status = 413, description = "Larger than 20 MiB", body = web::Problem),
        (status = 415, description = "A kind of file that is not taken", body = web::Problem),
        (status = 422, description = "The call cannot be understood, or the file is empty", body = web::Problem)
    )
)]
pub async fn begin(
    State(app): State<App>,
    context: Context,
    Path((collection, period)): Path<(String, String)>,
    body: Result<Json<NewFile>, JsonRejection>,
) -> Result<Response, Error> {
    let Json(body) = body?;
    let institution = OrganisationId::from_uuid(body.institution);
    let Place {
        collection,
        office,
        period,
    } = place(&app, &context, &collection, &period, institution).await?;
    let conn = app.db.read();
    if !collection.repeatable() {
        let expected = store::expected::find(conn, collection.id, institution, period)
            .await?
            .ok_or(Error::NotFound)?;
        if expected.submission.is_some() {
            return Err(Error::Conflict(context.t("reporting-api-taken")));
        }
    }
    let form = compiled::form(conn, collection.form_version).await?;
    let owner = Owner {
        key: Key {
            collection: collection.id,
            institution,
            period,
        },
        office,
        submission: None,
    };
    let wish = Wish {
        question: &body.question,
        name: &body.name,
        size: body.size,
        by: context.person()?,
    };
    let address = "/api/v1/files/{file}";
    Ok(pages::begin(&app, &context, &owner, &form, wish, address).await)
}

/// A file that the caller may do `action` to.
async fn load(
    app: &App,
    context: &Context,
    file: &str,
    action: kernel::Action,
) -> Result<File, Error> {
    let conn = app.db.read();
    let id: FileId = file.parse().map_err(|_| Error::NotFound)?;
    let file = store::files::find(conn, id).await?.ok_or(Error::NotFound)?;
    let collection = store::collections::find(conn, file.collection)
        .await?
        .ok_or(Error::NotFound)?;
    let resource =
        kernel::Resource::of_institution(collection.state, file.office, file.institution);
    context.allow_or_hide(action, &resource)?;
    super::reach(context, action, collection.id)?;
    Ok(file)
}

/// Sends the next bytes of a file.
#[utoipa::path(
    patch,
    path = "/api/v1/files/{file}",
    operation_id = "sendFilePart",
    tag = "reporting",
    params(
        ("file" = Uuid, Path, description = "The file"),
        ("Upload-Offset" = u64, Header, description = "Which byte comes first, from 0")
    ),
    request_body(content = FileBytes, content_type = "application/offset+octet-stream", description = "4,096 to 524,288 bytes; the last may be fewer"),
    responses(
        (status = 204, description = "Arrived; the header Upload-Offset says how many bytes the file has now"),
        (status = 404, description = "No such file of the caller", body = web::Problem),
        (status = 409, description = "Another part comes next; the header Upload-Offset says which", body = web::Problem),
        (status = 413, description = "More bytes than were announced, or too many at once", body = web::Problem),
        (status = 415, description = "The question does not take this kind of file; it is removed", body = web::Problem),
        (status = 422, description = "Too few bytes", body = web::Problem)
    )
)]
pub async fn receive(
    State(app): State<App>,
    context: Context,
    Path(file): Path<String>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, Error> {
    let file = load(&app, &context, &file, actions::REPORT_FILL).await?;
    let (owner, id) = (Owner::of_file(&file), file.id.to_string());
    pages::receive(&app, &context, &owner, &id, &headers, &bytes).await
}

/// A file, for the institution that sent it and, once its report was sent, the office. Asked with
/// HEAD, the header `Upload-Offset` says how many bytes have arrived.
#[utoipa::path(
    get,
    path = "/api/v1/files/{file}",
    operation_id = "getFile",
    tag = "reporting",
    params(("file" = Uuid, Path, description = "The file")),
    responses(
        (status = 200, description = "The bytes", content_type = "application/octet-stream", body = FileBytes),
        (status = 404, description = "No such file of the caller, or it is not complete", body = web::Problem)
    )
)]
pub async fn find(
    State(app): State<App>,
    context: Context,
    method: Method,
    Path(file): Path<String>,
) -> Result<Response, Error> {
    let file = match load(&app, &context, &file, actions::REPORT_FILL).await {
        Err(Error::NotFound) => {
            let file = load(&app, &context, &file, actions::SUBMISSION_OPEN).await?;
            let submission = match file.submission.filter(|_| file.is_sent()) {
                Some(submission) => store::submissions::find(app.db.read(), submission).await?,
                None => None,
            };
            let submission = submission.ok_or(Error::NotFound)?;
            review::note_opened(&app, &submission, Some(file.id), context.person()?).await?;
            file
        }
        other => other?,
    };
    if let Some(id) = file.submission {
        let submission = store::submissions::find(app.db.read(), id).await?;
        if submission.is_some_and(|one| one.restricted_at.is_some()) {
            return Err(Error::Restricted);
        }
    }
    pages::show(&app, &method, &file).await
}
