// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Letters of a request: writing one, opening one as it was sent.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;
use web::form::Fields;
use web::{App, Context, Error};

use super::{begin, done, long_text, open_request, request_for, request_path};
use crate::model::{Letter, LetterKind, RequestState, StepKind};
use crate::working::note_look;
use crate::{actions, letters, store};

/// Writes a letter.
pub async fn write(
    State(app): State<App>,
    context: Context,
    Path(request): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let request = open_request(&app, &context, actions::PRIVACY_REQUEST, &request).await?;
    let text = long_text(&fields, "text");
    let kind: Option<LetterKind> = fields.text("art").parse().ok();
    let is_missing = kind.is_some_and(|kind| kind != LetterKind::Receipt) && text.is_empty();
    let (Some(kind), false) = (kind, is_missing) else {
        context
            .flash("warning", context.t("privacy-letter-missing"))
            .await?;
        return Ok(Redirect::to(&request_path(request.id)).into_response());
    };
    let mut deed = match begin(&app, &context, &request, &fields, RequestState::Open).await? {
        Ok(deed) => deed,
        Err(page) => return Ok(page),
    };
    letters::write(&mut deed, kind, &text, context.person()?).await?;
    let request = deed.commit(actions::PRIVACY_REQUEST, "letter").await?;
    done(&context, &request, context.t("privacy-letter-done")).await
}

/// Opens the PDF of a letter. That it was opened is recorded.
pub async fn open(
    State(app): State<App>,
    context: Context,
    Path((request, letter)): Path<(String, String)>,
) -> Result<Response, Error> {
    let request = request_for(&app, &context, actions::PRIVACY_REQUEST, &request).await?;
    let id: Uuid = letter.parse().map_err(|_| Error::NotFound)?;
    let conn = app.db.read();
    let letter = store::journal::letter(conn, id).await?;
    let letter = letter.filter(|letter| letter.request == request.id);
    let letter = letter.ok_or(Error::NotFound)?;
    let sealed = store::journal::letter_bytes(conn, id).await?;
    let sealed = sealed.ok_or(Error::NotFound)?;
    let at = Letter::seal_context(id);
    let pdf = app.vault.open(conn, request.office, &at, &sealed).await?;
    let look = (StepKind::LetterRead, letter.kind.name().to_owned());
    note_look(&app, &request, look, "", context.person()?).await?;
    Ok(web::pdf_response(
        &format!("{}.pdf", request.number),
        pdf.to_vec(),
    ))
}
