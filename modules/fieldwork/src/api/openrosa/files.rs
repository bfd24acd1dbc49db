// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The files beside a form, as tablets fetch them: attached ones, and lists of entities as they are now.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use odk::central::Problem;
use odk::openrosa::{self, MediaFile, MediaKind};
use serde::Deserialize;
use uuid::Uuid;
use web::{App, Context};

use super::super::forms::{entity_list, list_file, table_response};
use super::{Asker, allowed, offered, person, tablet, xml};
use crate::api::fault::{Fault, TabletFault};
use crate::{entities, lists, store};

/// The most entities that a tablet asks about at once.
const MOST_ASKED: usize = 1_000;

/// A file of the manifest.
struct Row {
    name: String,
    hash: String,
    url: String,
    /// Where a tablet asks which entities are deleted; none if it is no list of entities.
    integrity: Option<String>,
}

async fn manifest_for(app: &App, asker: &Asker, id: &str) -> Result<Response, Fault> {
    let form = allowed(asker, id)?;
    let version = offered(app, form).await?.ok_or(Problem::NotFound)?;
    let id = web::form::encode_component(id);
    let conn = app.db.read();
    let spec = &version.ready.spec;
    let url = |name: &str| {
        let name = web::form::encode_component(name);
        format!("{}/forms/{id}/attachments/{name}", asker.base)
    };
    let mut files = Vec::new();
    for (name, attached) in &spec.files {
        let file = library::shelf::file(conn, form.form, &attached.sha256).await?;
        files.push(Row {
            name: name.clone(),
            hash: openrosa::hash(&file.bytes),
            url: url(name),
            integrity: None,
        });
    }
    for list in lists::of_project(app, &asker.project).await? {
        if !spec.lists_of_entities().contains(list.name.as_str()) {
            continue;
        }
        let table = entities::table(app, conn, &asker.project, &list).await?;
        let name = list_file(&list);
        let list = web::form::encode_component(&list.name);
        files.push(Row {
            hash: openrosa::hash(&table),
            url: url(&name),
            integrity: Some(format!("{}/datasets/{list}/integrity", asker.base)),
            name,
        });
    }
    Ok(xml(openrosa::manifest(files.iter().map(|row| MediaFile {
        name: &row.name,
        hash: &row.hash,
        download_url: &row.url,
        kind: match &row.integrity {
            Some(address) => MediaKind::EntityList {
                integrity_url: Some(address),
            },
            None => MediaKind::File,
        },
    }))))
}

/// Which entities of a list a tablet asks about; separated by commas.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    id: String,
}

/// Whether entities that a tablet knows were deleted. Only of lists that one of its forms reads.
pub(crate) async fn integrity(
    State(app): State<App>,
    Path((key, number, name)): Path<(String, String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, TabletFault> {
    let asker = tablet(&app, &key, &number).await?;
    let mut is_read = false;
    for form in &asker.forms {
        let version = offered(&app, form).await?;
        is_read |= version.is_some_and(|version| {
            let spec = &version.ready.spec;
            spec.lists_of_entities().contains(name.as_str())
        });
    }
    let list = lists::find(&app, &asker.project, &name).await;
    let list = list.map_err(Fault::from)?.filter(|_| is_read);
    let list = list.ok_or(Problem::NotFound)?;
    let ids = asked.id.split(',').take(MOST_ASKED);
    let ids: Vec<Uuid> = ids
        .filter_map(|id| Uuid::try_parse(id.trim()).ok())
        .collect();
    let standing = store::entities::standing(app.db.read(), &list, &ids).await;
    let standing: Vec<(String, bool)> = standing
        .map_err(Fault::from)?
        .into_iter()
        .map(|(id, is_deleted)| (id.to_string(), is_deleted))
        .collect();
    let standing = standing.iter().map(|(id, deleted)| (id.as_str(), *deleted));
    Ok(xml(openrosa::entity_integrity(standing)))
}

/// The files beside a form.
pub(crate) async fn manifest(
    State(app): State<App>,
    Path((key, number, id)): Path<(String, String, String)>,
) -> Result<Response, TabletFault> {
    let asker = tablet(&app, &key, &number).await?;
    Ok(manifest_for(&app, &asker, &id).await?)
}

/// The same for a person.
pub(crate) async fn manifest_of_person(
    State(app): State<App>,
    context: Context,
    Path((number, id)): Path<(String, String)>,
) -> Result<Response, TabletFault> {
    let asker = person(&app, &context, &number).await?;
    Ok(manifest_for(&app, &asker, &id).await?)
}

/// A file beside a form.
pub(crate) async fn file(
    State(app): State<App>,
    Path((key, number, id, name)): Path<(String, String, String, String)>,
) -> Result<Response, TabletFault> {
    let asker = tablet(&app, &key, &number).await?;
    let form = allowed(&asker, &id)?;
    let version = offered(&app, form).await?.ok_or(Problem::NotFound)?;
    let spec = &version.ready.spec;
    if let Some(list) = entity_list(&app, &asker.project, spec, &name).await? {
        let table = entities::table(&app, app.db.read(), &asker.project, &list).await;
        let response = table_response(&list, table.map_err(Fault::from)?);
        return Ok(response.map_err(Fault::from)?);
    }
    let attached = spec.files.get(&name);
    let attached = attached.ok_or(Problem::NotFound)?;
    let file = library::shelf::file(app.db.read(), form.form, &attached.sha256).await;
    let file = file.map_err(Fault::from)?;
    let response = web::file_response(&name, &file.media_type, "private, no-cache", file.bytes);
    Ok(response.map_err(Fault::from)?)
}
