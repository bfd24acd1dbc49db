// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Pictures, recordings and films that belong to a form, for those who fill it in.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::FormVersionId;
use web::{App, Context, Error, file_response};

use super::own_institutions;
use crate::{actions, compiled, store};

/// Where the files of a form are, before their names.
pub fn address(version: FormVersionId) -> String {
    format!("/meldungen/formular/{version}/dateien/")
}

/// A file of a form that one of the actor's institutions is asked to fill in.
pub async fn open(
    State(app): State<App>,
    context: Context,
    Path((version, name)): Path<(String, String)>,
) -> Result<Response, Error> {
    let conn = app.db.read();
    let version: FormVersionId = version.parse().map_err(|_| Error::NotFound)?;
    let mut is_asked = false;
    context.person()?;
    for institution in own_institutions(&context) {
        let place = directory::place_of(conn, institution).await?;
        if place.is_some_and(|place| context.may(actions::REPORT_FILL, &place)) {
            let collections = store::collections::of_institution(conn, institution).await?;
            is_asked |= collections.iter().any(|one| one.form_version == version);
        }
    }
    if !is_asked {
        return Err(Error::NotFound);
    }
    let form = compiled::form(conn, version).await?;
    let file = form.spec().files.get(&name).ok_or(Error::NotFound)?;
    let content = store::published::content(conn, version, &file.sha256)
        .await?
        .ok_or(Error::NotFound)?;
    // A published version never changes, and neither do its files.
    file_response(
        &name,
        &content.media_type,
        "private, max-age=86400",
        content.bytes,
    )
}
