// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A restricted file is opened only with a reason, which is recorded.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::CaseFileId;
use web::form::Fields;
use web::restriction::LONGEST_REASON;
use web::{App, Context, Crumb, Error};

use super::{LIST, file_path};
use crate::model::CaseFile;
use crate::{actions, holdings, store};

/// Where the reason is asked for.
pub fn path(file: &CaseFile) -> String {
    format!("{}/eingeschraenkt", file_path(file.id))
}

async fn load(app: &App, context: &Context, case: &str) -> Result<CaseFile, Error> {
    let id: CaseFileId = case.parse().map_err(|_| Error::NotFound)?;
    let file = store::files::find(app.db.read(), id).await?;
    let file = file.filter(|file| file.restricted_at.is_some());
    let file = file.ok_or(Error::NotFound)?;
    context.allow_or_hide(actions::CASE_OPEN, &file.place())?;
    Ok(file)
}

fn show(context: &Context, file: &CaseFile, error: String) -> Result<Response, Error> {
    let back = Crumb::new(context.t("cases-nav"), LIST);
    web::restriction::page(context, &file.number, (&path(file), back), error)
}

/// Asks for the reason.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(case): Path<String>,
) -> Result<Response, Error> {
    let file = load(&app, &context, &case).await?;
    show(&context, &file, String::new())
}

/// Records the reason and opens the file.
pub async fn open(
    State(app): State<App>,
    context: Context,
    Path(case): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let file = load(&app, &context, &case).await?;
    let reason: String = fields.text("grund").chars().take(LONGEST_REASON).collect();
    if reason.is_empty() {
        return show(&context, &file, context.t("shell-restricted-missing"));
    }
    holdings::note_reason(&app, &file, &reason, context.person()?).await?;
    web::restriction::opened(&context, app.clock.now(), &file.id.to_string()).await?;
    Ok(Redirect::to(&file_path(file.id)).into_response())
}
