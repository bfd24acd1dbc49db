// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A letter as it was sent.

use axum::extract::{Path, State};
use axum::response::Response;
use web::{App, Context, Error};

use super::file_for;
use crate::model::{EventKind, Letter};
use crate::working::note_access;
use crate::{actions, sealing, store};

/// Opens the PDF of a letter. That it was opened is recorded.
pub async fn open(
    State(app): State<App>,
    context: Context,
    Path((case, letter)): Path<(String, String)>,
) -> Result<Response, Error> {
    let file = file_for(&app, &context, actions::CASE_OPEN, &case).await?;
    let id = letter.parse().map_err(|_| Error::NotFound)?;
    let conn = app.db.read();
    let letter = store::content::letter(conn, id).await?;
    let letter = letter.filter(|letter| letter.case_file == file.id);
    let letter = letter.ok_or(Error::NotFound)?;
    let sealed = store::content::letter_bytes(conn, id).await?;
    let sealed = sealed.ok_or(Error::NotFound)?;
    let at = Letter::seal_context(id);
    let pdf = sealing::open_bytes(&app, conn, file.office, &at, &sealed).await?;
    let by = context.person()?;
    note_access(&app, &file, EventKind::LetterRead, &letter.title, by).await?;
    Ok(web::pdf_response(&format!("{}.pdf", file.number), pdf))
}
