// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files of records.

use axum::extract::{Path, State};
use axum::response::Response;
use form_pages::{FileView, FileViews};
use web::form::encode_component;
use web::{App, Context, Error};

use super::{record_for, record_path};
use crate::model::Record;
use crate::{actions, opening, store};

/// What browsers show as a picture.
const PICTURES: [&str; 4] = ["image/png", "image/jpeg", "image/webp", "image/gif"];

/// The files of a record that are there among those that its answers name, and the names of those that
/// have not come.
pub(super) async fn of_record(
    app: &App,
    record: &Record,
    names: Vec<String>,
) -> Result<(FileViews, Vec<String>), Error> {
    let mut there = FileViews::new();
    let mut missing = Vec::new();
    let path = record_path(record);
    for name in names {
        let hash = opening::name_hash(record.id, &name);
        match store::files::find(app.db.read(), record.id, &hash).await? {
            Some(file) => {
                let view = FileView {
                    size: u64::try_from(file.size).unwrap_or(0),
                    url: format!("{path}/dateien/{}", encode_component(&name)),
                    is_picture: PICTURES.contains(&file.media_type.as_str()),
                    name: name.clone(),
                };
                there.insert(name, view);
            }
            None => missing.push(name),
        }
    }
    Ok((there, missing))
}

/// Opens a file of a record, which is noted.
pub(crate) async fn open(
    State(app): State<App>,
    context: Context,
    Path((number, xml_form_id, instance_id, name)): Path<(String, String, String, String)>,
) -> Result<Response, Error> {
    let place = (number.as_str(), xml_form_id.as_str(), instance_id.as_str());
    let (project, _, record) = record_for(&app, &context, actions::RECORD_OPEN, place).await?;
    let found = opening::file(&app, app.db.read(), &project, (record.id, &name)).await?;
    let (file, bytes) = found.ok_or(Error::NotFound)?;
    opening::note(&app, &project, context.person()?, Ok(&record)).await?;
    web::file_response(&name, &file.media_type, "private, no-store", bytes)
}
