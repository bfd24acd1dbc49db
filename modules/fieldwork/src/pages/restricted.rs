// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A restricted record is opened only with a reason, which is recorded.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use web::form::Fields;
use web::restriction::LONGEST_REASON;
use web::{App, Context, Crumb, Error};

use super::{form_for, form_path, record_path};
use crate::model::{Project, Record};
use crate::{actions, holdings, store};

type Place = (String, String, String);

/// Where the reason is asked for.
pub(crate) fn path(record: &Record) -> String {
    format!("{}/eingeschraenkt", record_path(record))
}

async fn load(
    app: &App,
    context: &Context,
    (number, xml_form_id, instance_id): &Place,
) -> Result<(Project, Record), Error> {
    let at = (number.as_str(), xml_form_id.as_str());
    let (project, form) = form_for(app, context, actions::RECORD_OPEN, at).await?;
    let record = store::records::by_instance(app.db.read(), &form, instance_id).await?;
    let record = record.filter(|record| record.restricted_at.is_some());
    Ok((project, record.ok_or(Error::NotFound)?))
}

fn show(
    context: &Context,
    project: &Project,
    record: &Record,
    error: String,
) -> Result<Response, Error> {
    let what = web::format::moment(context.lang(), record.created_at);
    let back = Crumb::new(
        &project.name,
        form_path(record.project, &record.xml_form_id),
    );
    web::restriction::page(context, &what, (&path(record), back), error)
}

/// Asks for the reason.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path(place): Path<Place>,
) -> Result<Response, Error> {
    let (project, record) = load(&app, &context, &place).await?;
    show(&context, &project, &record, String::new())
}

/// Records the reason and opens the record.
pub(crate) async fn open(
    State(app): State<App>,
    context: Context,
    Path(place): Path<Place>,
    fields: Fields,
) -> Result<Response, Error> {
    let (project, record) = load(&app, &context, &place).await?;
    let reason: String = fields.text("grund").chars().take(LONGEST_REASON).collect();
    if reason.is_empty() {
        let error = context.t("shell-restricted-missing");
        return show(&context, &project, &record, error);
    }
    let by = context.person()?;
    holdings::note_reason(&app, &project, &record, &reason, by).await?;
    web::restriction::opened(&context, app.clock.now(), &record.id.to_string()).await?;
    Ok(Redirect::to(&record_path(&record)).into_response())
}
