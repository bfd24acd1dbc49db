// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files that answer questions: sent in pieces by the page's script, and opened.

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use form_pages::FileViews;
use forms::{Answers, CompiledForm};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use kernel::FileId;
use serde::{Deserialize, Serialize};
use web::{App, Context, Error, file_response, shield};

use super::{OfInstitution, correct, fill, submission_of};
use crate::files::{self, FileFailure, Owner, Wish};
use crate::model::{File, LARGEST_PIECE, Submission};
use crate::{actions, review, store};

/// How many bytes of a file have arrived; in a request, which byte comes first.
const UPLOAD_OFFSET: HeaderName = HeaderName::from_static("upload-offset");

/// Answers of people are kept by no browser.
const CACHE: &str = "private, no-store";

/// The largest piece with some room.
pub const PIECE_LIMIT: usize = LARGEST_PIECE + 1024;

/// The largest form that is posted with files in it, in bytes: one file of the largest size and
/// what else there is.
pub const FORM_LIMIT: usize = 24 * 1024 * 1024;

/// A file that is about to be sent.
#[derive(Debug, Deserialize)]
pub struct NewFile {
    /// The path of the question.
    pub question: String,
    /// What the file is called.
    pub name: String,
    /// How many bytes it has.
    pub size: u64,
}

/// A file that can be sent now.
#[derive(Debug, Serialize)]
pub struct Begun {
    /// Where its pieces go.
    pub url: String,
    /// How many bytes have arrived.
    pub offset: u64,
    /// The value that answers the question.
    pub value: String,
}

/// Says in words why a file is not taken.
pub fn refused(context: &Context, failure: FileFailure) -> Response {
    use forms::FileProblem;
    match failure {
        FileFailure::Offset(offset) => {
            let error = Error::Conflict(context.t("reporting-file-offset"));
            let mut response = error.into_response();
            set_offset(&mut response, offset);
            response
        }
        FileFailure::Problem(problem) => {
            let violation = problem.violation("");
            let text = violation.message.get(context.lang().tag()).to_owned();
            let error = match problem {
                FileProblem::Kind => Error::UnsupportedMediaType,
                FileProblem::TooLarge => Error::TooLarge,
                FileProblem::TooMany => Error::Conflict(text),
                _ => Error::Invalid(text),
            };
            error.into_response()
        }
        FileFailure::Other(error) => error.into_response(),
    }
}

fn set_offset(response: &mut Response, offset: i64) {
    response
        .headers_mut()
        .insert(UPLOAD_OFFSET, HeaderValue::from(offset));
}

/// A file by the text in an address; it belongs to `owner`.
async fn file_of(app: &App, owner: &Owner, text: &str) -> Result<File, Error> {
    let id: FileId = text.parse().map_err(|_| Error::NotFound)?;
    store::files::find(app.db.read(), id)
        .await?
        .filter(|file| owner.owns(file))
        .ok_or(Error::NotFound)
}

/// Begins a file whose pieces go to `address`, with `{file}` for the identifier.
pub async fn begin(
    app: &App,
    context: &Context,
    owner: &Owner,
    form: &CompiledForm,
    wish: Wish<'_>,
    address: &str,
) -> Response {
    match files::begin(app, owner, form, wish).await {
        Ok(begun) => {
            let url = address.replace("{file}", &begun.file.id.to_string());
            let body = Begun {
                url: url.clone(),
                offset: 0,
                value: begun.value.to_string(),
            };
            let head = [(header::LOCATION, url)];
            (StatusCode::CREATED, head, Json(body)).into_response()
        }
        Err(failure) => refused(context, failure),
    }
}

/// Takes a piece of a file.
pub async fn receive(
    app: &App,
    context: &Context,
    owner: &Owner,
    file: &str,
    headers: &HeaderMap,
    bytes: &Bytes,
) -> Result<Response, Error> {
    let id: FileId = file.parse().map_err(|_| Error::NotFound)?;
    let offset = headers
        .get(UPLOAD_OFFSET)
        .and_then(|value| value.to_str().ok()?.parse().ok())
        .ok_or_else(|| Error::Invalid(context.t("reporting-file-offset")))?;
    Ok(match files::receive(app, owner, id, offset, bytes).await {
        Ok(received) => {
            let mut response = StatusCode::NO_CONTENT.into_response();
            set_offset(&mut response, received);
            response
        }
        Err(failure) => refused(context, failure),
    })
}

/// A complete file with its bytes. Asked with HEAD, only how much of it has arrived.
pub async fn show(app: &App, method: &Method, file: &File) -> Result<Response, Error> {
    let mut response = if *method == Method::HEAD {
        StatusCode::OK.into_response()
    } else if file.is_complete() {
        let conn = app.db.read();
        let name = files::open_name(app, conn, file).await?;
        let bytes = files::open(app, conn, file).await?;
        file_response(&name, &file.media_type, CACHE, bytes)?
    } else {
        return Err(Error::NotFound);
    };
    shield(&mut response, CACHE);
    set_offset(&mut response, file.received);
    Ok(response)
}

/// Begins a file for a draft.
pub async fn begin_in_draft(
    State(app): State<App>,
    context: Context,
    Path((collection, period)): Path<(String, String)>,
    Query(of): Query<OfInstitution>,
    body: Result<Json<NewFile>, JsonRejection>,
) -> Result<Response, Error> {
    let filling = open_draft(&app, &context, &collection, &period, &of).await?;
    let Json(body) = body?;
    let wish = body.wish(&context)?;
    let (owner, address) = (filling.owner(), filling.step("dateien/{file}"));
    Ok(begin(&app, &context, &owner, &filling.form, wish, &address).await)
}

impl NewFile {
    fn wish(&self, context: &Context) -> Result<Wish<'_>, Error> {
        Ok(Wish {
            question: &self.question,
            name: &self.name,
            size: self.size,
            by: context.person()?,
        })
    }
}

/// A draft that files can be added to.
async fn open_draft(
    app: &App,
    context: &Context,
    collection: &str,
    period: &str,
    of: &OfInstitution,
) -> Result<fill::Filling, Error> {
    let filling = fill::load(app, context, collection, period, of).await?;
    if filling.sent().is_some() {
        return Err(Error::Conflict(context.t("reporting-already-sent")));
    }
    Ok(filling)
}

/// What an institution has uploaded for a draft is not the office's to see.
fn own_file(context: &Context, filling: &fill::Filling, file: &File) -> Result<(), Error> {
    let own = file.created_by == context.actor().person();
    if filling.reporter.on_behalf && !own {
        return Err(Error::NotFound);
    }
    Ok(())
}

/// Takes a piece of a file of a draft.
pub async fn receive_in_draft(
    State(app): State<App>,
    context: Context,
    Path((collection, period, file)): Path<(String, String, String)>,
    Query(of): Query<OfInstitution>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, Error> {
    let filling = open_draft(&app, &context, &collection, &period, &of).await?;
    let begun = file_of(&app, &filling.owner(), &file).await?;
    own_file(&context, &filling, &begun)?;
    receive(&app, &context, &filling.owner(), &file, &headers, &bytes).await
}

/// Opens a file of a draft.
pub async fn show_in_draft(
    State(app): State<App>,
    context: Context,
    method: Method,
    Path((collection, period, file)): Path<(String, String, String)>,
    Query(of): Query<OfInstitution>,
) -> Result<Response, Error> {
    let filling = fill::load(&app, &context, &collection, &period, &of).await?;
    let file = file_of(&app, &filling.owner(), &file).await?;
    own_file(&context, &filling, &file)?;
    show(&app, &method, &file).await
}

/// Begins a file for the correction of a report.
pub async fn begin_in_correction(
    State(app): State<App>,
    context: Context,
    Path(submission): Path<String>,
    body: Result<Json<NewFile>, JsonRejection>,
) -> Result<Response, Error> {
    let loaded = correct::load(&app, &context, &submission).await?;
    let Json(body) = body?;
    let wish = body.wish(&context)?;
    let owner = Owner::of_submission(&loaded.submission);
    let address = correction_address(&loaded.submission);
    Ok(begin(&app, &context, &owner, &loaded.form, wish, &address).await)
}

/// Takes a piece of a file of a correction.
pub async fn receive_in_correction(
    State(app): State<App>,
    context: Context,
    Path((submission, file)): Path<(String, String)>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, Error> {
    let loaded = correct::load(&app, &context, &submission).await?;
    let owner = Owner::of_submission(&loaded.submission);
    receive(&app, &context, &owner, &file, &headers, &bytes).await
}

/// Opens a file of a report that is being corrected, sent or not.
pub async fn show_in_correction(
    State(app): State<App>,
    context: Context,
    method: Method,
    Path((submission, file)): Path<(String, String)>,
) -> Result<Response, Error> {
    let (submission, _) = submission_of(&app, &context, &submission, actions::REPORT_FILL).await?;
    let file = file_of(&app, &Owner::of_submission(&submission), &file).await?;
    show(&app, &method, &file).await
}

/// Opens a file that was sent, for the institution that sent it.
pub async fn show_sent(
    State(app): State<App>,
    context: Context,
    method: Method,
    Path((submission, file)): Path<(String, String)>,
) -> Result<Response, Error> {
    let (submission, _) = submission_of(&app, &context, &submission, actions::REPORT_FILL).await?;
    let file = sent_file(&app, &submission, &file).await?;
    show(&app, &method, &file).await
}

async fn sent_file(app: &App, submission: &Submission, file: &str) -> Result<File, Error> {
    let file = file_of(app, &Owner::of_submission(submission), file).await?;
    if file.is_sent() {
        Ok(file)
    } else {
        Err(Error::NotFound)
    }
}

/// Opens a file of a report at the office, and records that.
pub async fn show_in_review(
    State(app): State<App>,
    context: Context,
    method: Method,
    Path((submission, file)): Path<(String, String)>,
) -> Result<Response, Error> {
    let (submission, collection) =
        submission_of(&app, &context, &submission, actions::SUBMISSION_REVIEW).await?;
    let resource = super::resource_of(&collection, &submission);
    context.allow_or_hide(actions::SUBMISSION_OPEN, &resource)?;
    let file = sent_file(&app, &submission, &file).await?;
    review::note_opened(&app, &submission, Some(file.id), context.person()?).await?;
    show(&app, &method, &file).await
}

fn correction_address(submission: &Submission) -> String {
    format!("/meldungen/{}/korrektur/dateien/{{file}}", submission.id)
}

/// The files that a draft's answers name, for its pages.
pub async fn of_draft(
    app: &App,
    filling: &fill::Filling,
    answers: &Answers,
) -> Result<FileViews, Error> {
    let files = filling.form.files(answers);
    let address = filling.step("dateien/{file}");
    files::shown(app, app.db.read(), &filling.owner(), &files, &address).await
}

/// The files that the answers of a correction name, for its pages.
pub async fn of_correction(
    app: &App,
    submission: &Submission,
    form: &CompiledForm,
    answers: &Answers,
) -> Result<FileViews, Error> {
    of_submission(
        app,
        submission,
        form,
        answers,
        &correction_address(submission),
    )
    .await
}

/// The files that the answers of a report name, for the page of the institution.
pub async fn of_sent(
    app: &App,
    submission: &Submission,
    form: &CompiledForm,
    answers: &Answers,
) -> Result<FileViews, Error> {
    let address = format!("/meldungen/{}/dateien/{{file}}", submission.id);
    of_submission(app, submission, form, answers, &address).await
}

/// The files that the answers of a report name, for the page of the office.
pub async fn of_review(
    app: &App,
    submission: &Submission,
    form: &CompiledForm,
    answers: &Answers,
) -> Result<FileViews, Error> {
    let address = format!("/pruefung/meldung/{}/dateien/{{file}}", submission.id);
    of_submission(app, submission, form, answers, &address).await
}

async fn of_submission(
    app: &App,
    submission: &Submission,
    form: &CompiledForm,
    answers: &Answers,
    address: &str,
) -> Result<FileViews, Error> {
    let files = form.files(answers);
    let owner = Owner::of_submission(submission);
    files::shown(app, app.db.read(), &owner, &files, address).await
}
