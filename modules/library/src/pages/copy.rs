// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Making a form of one's own out of a version that one sees. The copy knows where it comes from.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use web::form::Fields;
use web::{App, Context, Error};

use super::ownership::owner_of_new;
use super::upload::by;
use super::{form_path, readable_version};
use crate::intake::{self, ReadForm};
use crate::store;

/// Copies a published version into a new form and leads to it.
pub(crate) async fn copy(
    State(app): State<App>,
    context: Context,
    Path(version): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let found = readable_version(&app, &context, &version).await?;
    let owner = owner_of_new(&app, &context, fields.text("fuer")).await?;
    let mut spec = found.spec;
    let wished = spec.id.clone();
    let mut number = 1;
    while store::form_by_key(app.db.read(), owner.id, &spec.id)
        .await?
        .is_some()
    {
        number += 1;
        spec.id = format!("{wished}-{number}");
    }
    let bytes = forms::xlsform::write(&spec).map_err(Error::internal)?;
    let read = ReadForm {
        source: store::Source {
            name: format!("{}.xlsx", spec.id),
            bytes,
            notes: Vec::new(),
        },
        spec,
    };
    let origin = (found.form.id, found.version.id);
    let created = intake::create_copy(&app, owner, by(&app, &context)?, read, origin).await?;
    let id = created.unwrap_or_else(|existing| existing.id);
    context
        .flash("success", context.t("library-copied"))
        .await?;
    Ok(Redirect::to(&form_path(id)).into_response())
}
