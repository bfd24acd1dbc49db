// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The feed (`OData`) of a list of entities. As long as nothing is filtered or sorted, only the rows
//! that are asked for are opened.

use std::collections::HashMap;

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, header};
use odk::central::Problem;
use odk::odata::{self, Direction, EntityWriter, Facts, Field, Query, SkipToken, Subject};
use uuid::Uuid;
use web::{App, Context};

use super::datasets::{dataset, feed_of};
use super::feed::with_version;
use super::{name_of, project};
use crate::api::fault::Fault;
use crate::entities::{self, PAGE};
use crate::model::{Conflict, List, Project};
use crate::store::entities::{Kept, Which};
use crate::{actions, opening, store};

/// The most rows of one answer; a reader goes on from there.
const MOST: usize = 10_000;

fn service_address(app: &App, list: &List) -> String {
    let name = web::form::encode_component(&list.name);
    let base = app.settings.base_url.trim_end_matches('/');
    format!("{base}/v1/projects/{}/datasets/{name}.svc", list.project)
}

/// The list of tables.
pub(super) fn service(app: &App, list: &List) -> Response {
    let document = feed_of(list).service_document(&service_address(app, list));
    with_version(Json(document).into_response())
}

/// What lies below a service: its description, or the table.
pub(crate) async fn below(
    State(app): State<App>,
    context: Context,
    Path((number, name, rest)): Path<(String, String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let name = name.strip_suffix(".svc").ok_or(Problem::NotFound)?;
    if rest == "$metadata" {
        let project = project(&app, &context, actions::PROJECT_READ, &number).await?;
        let list = dataset(&app, &project, name).await?;
        return Ok(with_version(super::xml(feed_of(&list).metadata())));
    }
    let project = project(&app, &context, actions::RECORD_OPEN, &number).await?;
    let list = dataset(&app, &project, name).await?;
    if rest != "Entities" {
        return Err(Problem::NotFound.into());
    }
    let query = Query::parse(query.as_deref().unwrap_or_default(), Subject::Entities);
    let query = query.map_err(Problem::from)?;
    let rows = rows(&app, &list, &query).await?;
    let bytes = written(&app, &project, &list, (&query, rows)).await?;
    opening::note_entities(&app, &project, context.person()?, &list).await?;
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json; charset=utf-8"),
    );
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-store"),
    );
    Ok(with_version(response))
}

/// The rows of an answer, how many there are in all, and whether there are more.
struct Rows {
    kept: Vec<Kept>,
    total: u64,
    more: bool,
}

async fn rows(app: &App, list: &List, query: &Query) -> Result<Rows, Fault> {
    let conn = app.db.read();
    let mentions_deleted = query
        .filter
        .as_ref()
        .is_some_and(|filter| filter.mentions(Field::Deleted));
    let which = if mentions_deleted {
        Which::All
    } else {
        Which::Living
    };
    let after = match &query.skip_token {
        Some(SkipToken::Entity(id)) => {
            let id = Uuid::try_parse(id).map_err(|_| Problem::SkipTokenNotFound)?;
            let kept = store::entities::find(conn, list, id).await?;
            let kept = kept.ok_or(Problem::SkipTokenNotFound)?;
            Some((kept.entity.created_at, kept.entity.id))
        }
        _ => None,
    };
    let top = query.top.and_then(|top| usize::try_from(top).ok());
    let top = top.unwrap_or(MOST).min(MOST);
    if query.filter.is_none() && query.order.is_empty() {
        let skip = i64::try_from(query.skip).unwrap_or(i64::MAX);
        let limit = i64::try_from(top + 1).unwrap_or(i64::MAX);
        let mut kept = store::entities::page(conn, list, which, after, (skip, limit)).await?;
        let more = kept.len() > top;
        kept.truncate(top);
        let total = store::entities::count(conn, list, which).await?;
        return Ok(Rows {
            kept,
            total: u64::try_from(total).unwrap_or(0),
            more,
        });
    }
    let mut fitting = fitting(app, list, query, which).await?;
    sort(&mut fitting, &query.order);
    let total = fitting.len() as u64;
    let begin = match after {
        Some((_, id)) => fitting
            .iter()
            .position(|kept| kept.entity.id == id)
            .map_or(fitting.len(), |at| at + 1),
        None => usize::try_from(query.skip).unwrap_or(usize::MAX),
    };
    let mut kept: Vec<Kept> = fitting.into_iter().skip(begin).take(top + 1).collect();
    let more = kept.len() > top;
    kept.truncate(top);
    Ok(Rows { kept, total, more })
}

/// All entities that fit the filter, the newest first.
async fn fitting(app: &App, list: &List, query: &Query, which: Which) -> Result<Vec<Kept>, Fault> {
    let now = app.clock.now();
    let mut fitting = Vec::new();
    let mut after = None;
    loop {
        let page = store::entities::page(app.db.read(), list, which, after, (0, PAGE)).await?;
        let Some(last) = page.last() else { break };
        after = Some((last.entity.created_at, last.entity.id));
        fitting.extend(page.into_iter().filter(|kept| {
            let entity = &kept.entity;
            let (id, author) = (entity.id.to_string(), entity.actor.to_string());
            let facts = Facts {
                id: &id,
                created: entity.created_at,
                updated: entity.updated_at,
                deleted: entity.deleted_at,
                author: Some(&author),
                review_state: None,
                conflict: entity.conflict.map(Conflict::name),
            };
            let filter = query.filter.as_ref();
            filter.is_none_or(|filter| filter.matches(&facts, now))
        }));
    }
    Ok(fitting)
}

fn sort(all: &mut [Kept], order: &[(Field, Direction)]) {
    for (field, direction) in order.iter().rev() {
        all.sort_by(|a, b| {
            let (a, b) = (&a.entity, &b.entity);
            let ordering = match field {
                Field::Created => a.created_at.cmp(&b.created_at),
                Field::Updated => a.updated_at.cmp(&b.updated_at),
                Field::Deleted => a.deleted_at.cmp(&b.deleted_at),
                Field::Author => a.actor.cmp(&b.actor),
                Field::Id => a.id.cmp(&b.id),
                Field::Conflict => {
                    let name = |conflict: Option<Conflict>| conflict.map(Conflict::name);
                    name(a.conflict).cmp(&name(b.conflict))
                }
                Field::ReviewState => std::cmp::Ordering::Equal,
            };
            match direction {
                Direction::Ascending => ordering,
                Direction::Descending => ordering.reverse(),
            }
        });
    }
}

async fn written(
    app: &App,
    project: &Project,
    list: &List,
    (query, rows): (&Query, Rows),
) -> Result<Vec<u8>, Fault> {
    let conn = app.db.read();
    let feed = feed_of(list);
    let service = service_address(app, list);
    let address = format!("{service}/Entities");
    let mut writer = EntityWriter::begin(Vec::new(), &feed, query, (&service, &address))
        .map_err(Problem::from)?;
    let mut names: HashMap<i64, String> = HashMap::new();
    for kept in &rows.kept {
        let entity = &kept.entity;
        if let std::collections::hash_map::Entry::Vacant(slot) = names.entry(entity.actor) {
            slot.insert(match store::actors::find(conn, entity.actor).await? {
                Some(actor) => name_of(app, &actor).await?,
                None => String::new(),
            });
        }
        let facts = entities::open(app, conn, project, entity, &kept.version).await?;
        let id = entity.id.to_string();
        let row = odata::Entity {
            uuid: &id,
            label: &facts.label,
            created_at: entity.created_at,
            creator_id: &entity.actor.to_string(),
            creator_name: names.get(&entity.actor).map_or("", String::as_str),
            updated_at: entity.updated_at,
            deleted_at: entity.deleted_at,
            version: u64::try_from(entity.number).unwrap_or(1),
            conflict: entity.conflict.map(Conflict::name),
            data: &facts.data,
        };
        writer.entity(&row).map_err(Problem::from)?;
    }
    let bytes = writer.finish(rows.total, rows.more);
    Ok(bytes.map_err(Problem::from)?)
}
