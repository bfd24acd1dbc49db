// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files that are added to a case file: PDF and pictures, sealed.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use web::form::FieldsAndFiles;
use web::media::{self, FileKind};
use web::{App, Context, Error, file_response};

use super::{begin, done, file_for, file_path, file_to_work};
use crate::model::{CaseFile, CaseState, EventKind, Upload};
use crate::working::{self, NewUpload, note_access};
use crate::{actions, sealing, store};

/// The largest posted page with a file, in bytes.
pub const FORM_LIMIT: usize = working::LARGEST_UPLOAD + 64 * 1024;

/// The added files of a case file: where each is opened, its name, and when it was added.
pub async fn lines(
    app: &App,
    context: &Context,
    file: &CaseFile,
) -> Result<Vec<(String, String, String)>, Error> {
    let conn = app.db.read();
    let mut lines = Vec::new();
    for upload in store::content::uploads(conn, file.id).await? {
        let name = name_of(app, file, &upload).await?;
        let href = format!("{}/dateien/{}", file_path(file.id), upload.id);
        lines.push((
            href,
            name,
            web::format::moment(context.lang(), upload.added_at),
        ));
    }
    Ok(lines)
}

async fn name_of(app: &App, file: &CaseFile, upload: &Upload) -> Result<String, Error> {
    let [at, _] = Upload::seal_contexts(upload.id);
    let conn = app.db.read();
    let name = sealing::open_bytes(app, conn, file.office, &at, &upload.sealed_name).await?;
    String::from_utf8(name).map_err(Error::internal)
}

/// What is wrong with a file; nothing if it may be kept as this media type.
fn checked(name: &str, bytes: &[u8]) -> Result<&'static str, &'static str> {
    if bytes.is_empty() {
        return Err("cases-upload-empty");
    }
    if bytes.len() > working::LARGEST_UPLOAD {
        return Err("cases-upload-large");
    }
    match media::media_type(FileKind::File, name, bytes) {
        Some(kind) if kind == "application/pdf" || kind.starts_with("image/") => Ok(kind),
        _ => Err("cases-upload-kind"),
    }
}

/// Adds a file.
pub async fn add(
    State(app): State<App>,
    context: Context,
    Path(case): Path<String>,
    form: FieldsAndFiles,
) -> Result<Response, Error> {
    let file = file_to_work(&app, &context, &case).await?;
    let posted = form
        .files
        .into_iter()
        .find(|posted| posted.field == "datei");
    let checked = match &posted {
        None => Err("cases-upload-missing"),
        Some(posted) => checked(&posted.name, &posted.bytes),
    };
    let many =
        store::content::uploads(app.db.read(), file.id).await?.len() >= working::MOST_UPLOADS;
    let (posted, media_type) = match (posted, checked) {
        (Some(posted), Ok(kind)) if !many => (posted, kind),
        (_, wrong) => {
            let key = wrong.err().unwrap_or("cases-upload-many");
            context.flash("warning", context.t(key)).await?;
            return Ok(Redirect::to(&file_path(file.id)).into_response());
        }
    };
    let mut deed = match begin(&app, &context, &file, &form.fields, &[CaseState::Open]).await? {
        Ok(deed) => deed,
        Err(page) => return Ok(page),
    };
    let new = NewUpload {
        name: forms::clean_file_name(&posted.name),
        media_type: media_type.to_owned(),
        bytes: posted.bytes,
    };
    working::add_upload(&mut deed, &new).await?;
    let file = deed.commit(actions::CASE_WORK, "uploaded").await?;
    done(&context, &file, context.t("cases-upload-done")).await
}

/// Opens an added file. That it was opened is recorded.
pub async fn open(
    State(app): State<App>,
    context: Context,
    Path((case, upload)): Path<(String, String)>,
) -> Result<Response, Error> {
    let file = file_for(&app, &context, actions::CASE_OPEN, &case).await?;
    let id = upload.parse().map_err(|_| Error::NotFound)?;
    let conn = app.db.read();
    let upload = store::content::upload(conn, id).await?;
    let upload = upload.filter(|upload| upload.case_file == file.id);
    let upload = upload.ok_or(Error::NotFound)?;
    let sealed = store::content::upload_bytes(conn, id).await?;
    let [_, at] = Upload::seal_contexts(id);
    let sealed = sealed.ok_or(Error::NotFound)?;
    let bytes = sealing::open_bytes(&app, conn, file.office, &at, &sealed).await?;
    let name = name_of(&app, &file, &upload).await?;
    let by = context.person()?;
    note_access(&app, &file, EventKind::UploadRead, "", by).await?;
    file_response(&name, &upload.media_type, "no-store", bytes)
}
