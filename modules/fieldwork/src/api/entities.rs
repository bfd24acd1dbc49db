// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Entities: read, made, changed, deleted and taken back.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, header};
use kernel::Action;
use odk::Moment;
use odk::central::{
    self, EntitiesRequest, EntityChange, EntityRequest, EntityVersion, Problem, Success,
};
use serde::Deserialize;
use uuid::Uuid;
use web::{App, Context};

use super::datasets::dataset;
use super::forms::table_response;
use super::{me, project};
use crate::api::fault::Fault;
use crate::entities::{self, By, Change, Fate, Refused, Wanted};
use crate::model::{Entity, List, Project, SealedEntity};
use crate::store::entities::{Kept, Which};
use crate::{actions, opening, store};

/// How many entities a list has at most; more are read by the feed.
const MOST: i64 = 10_000;

fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

async fn shown_version(
    app: &App,
    project: &Project,
    (entity, version): (&Entity, &SealedEntity),
    with_data: bool,
) -> Result<EntityVersion, Fault> {
    let facts = entities::open(app, app.db.read(), project, entity, version).await?;
    Ok(EntityVersion {
        label: facts.label,
        data: with_data.then_some(facts.data),
        current: version.number == entity.number,
        creator_id: version.actor,
        user_agent: facts.program,
        version: count(version.number),
        base_version: version.base.map(count),
        conflicting_properties: Some(facts.conflicting).filter(|names| !names.is_empty()),
        created_at: Moment(version.created_at),
    })
}

async fn shown(
    app: &App,
    project: &Project,
    kept: &Kept,
    with_data: bool,
) -> Result<central::Entity, Fault> {
    let entity = &kept.entity;
    Ok(central::Entity {
        uuid: entity.id.to_string(),
        creator_id: entity.actor,
        conflict: entity.conflict.map(|conflict| conflict.name().to_owned()),
        created_at: Moment(entity.created_at),
        updated_at: entity.updated_at.map(Moment),
        deleted_at: entity.deleted_at.map(Moment),
        current_version: shown_version(app, project, (entity, &kept.version), with_data).await?,
    })
}

/// The list that an address names, in whose project the person may do `action`.
async fn place(
    app: &App,
    context: &Context,
    action: Action,
    (number, name): (&str, &str),
) -> Result<(Project, List), Fault> {
    let project = project(app, context, action, number).await?;
    let list = dataset(app, &project, name).await?;
    Ok((project, list))
}

async fn found(app: &App, list: &List, id: &str) -> Result<Kept, Fault> {
    let id = Uuid::try_parse(id).map_err(|_| Problem::NotFound)?;
    let kept = store::entities::find(app.db.read(), list, id).await?;
    Ok(kept.ok_or(Problem::NotFound)?)
}

fn refused(refused: Refused, provided: Option<i64>) -> Problem {
    match refused {
        Refused::NoLabel => Problem::UnexpectedValue {
            field: "label".to_owned(),
            value: String::new(),
            reason: "a label cannot be blank".to_owned(),
        },
        Refused::NoProperty(property) => Problem::InvalidEntity {
            reason: format!("the list has no property `{property}`"),
        },
        Refused::Exists(id) => Problem::Uniqueness {
            fields: vec!["uuid".to_owned()],
            values: vec![id.to_string()],
        },
        Refused::Outdated(current) => Problem::EntityVersionConflict {
            current: count(current),
            provided: provided.map_or(String::new(), |number| number.to_string()),
        },
        Refused::Deleted => Problem::NotFound,
    }
}

fn program(headers: &HeaderMap) -> String {
    let program = headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok());
    program.unwrap_or_default().chars().take(200).collect()
}

/// What is asked of a list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wish {
    deleted: Option<String>,
    conflict: Option<String>,
}

/// The entities of a list, without their values.
pub(crate) async fn list(
    State(app): State<App>,
    context: Context,
    Path((number, name)): Path<(String, String)>,
    Query(wish): Query<Wish>,
) -> Result<Json<Vec<central::Entity>>, Fault> {
    let place = place(&app, &context, actions::RECORD_OPEN, (&number, &name)).await?;
    let (project, list) = place;
    let which = match (&wish.deleted, &wish.conflict) {
        (Some(deleted), _) if deleted.eq_ignore_ascii_case("true") => Which::Deleted,
        (_, Some(conflict)) if !conflict.eq_ignore_ascii_case("false") => Which::Contradicting,
        _ => Which::Living,
    };
    let conn = app.db.read();
    let kept = store::entities::page(conn, &list, which, None, (0, MOST)).await?;
    let mut all = Vec::with_capacity(kept.len());
    for kept in &kept {
        all.push(shown(&app, &project, kept, false).await?);
    }
    opening::note_entities(&app, &project, context.person()?, &list).await?;
    Ok(Json(all))
}

fn wanted(request: EntityRequest) -> Result<Wanted, Problem> {
    let id = request.uuid.map(|text| {
        let id = text.strip_prefix("uuid:").unwrap_or(&text);
        Uuid::try_parse(id).map_err(|_| Problem::UnexpectedValue {
            field: "uuid".to_owned(),
            value: text.clone(),
            reason: "this is no UUID".to_owned(),
        })
    });
    Ok(Wanted {
        id: id.transpose()?,
        label: request.label,
        data: request.data,
    })
}

/// Makes one entity, or many.
pub(crate) async fn create(
    State(app): State<App>,
    context: Context,
    headers: HeaderMap,
    Path((number, name)): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, Fault> {
    let place = place(&app, &context, actions::RECORD_REVIEW, (&number, &name)).await?;
    let (project, list) = place;
    let request = EntitiesRequest::parse(&body)?;
    let (person, actor) = me(&app, &context).await?;
    let (requests, program, is_one) = match request {
        EntitiesRequest::One(request) => (vec![request], program(&headers), true),
        EntitiesRequest::Many(requests, source) => (requests, source.name, false),
    };
    let wanted: Result<Vec<Wanted>, Problem> = requests.into_iter().map(wanted).collect();
    let by = By {
        person,
        actor: actor.id,
        program: &program,
    };
    let made = entities::make(&app, &project, &list, by, wanted?).await?;
    let made = made.map_err(|why| refused(why, None))?;
    match made.first() {
        Some(entity) if is_one => {
            let kept = found(&app, &list, &entity.id.to_string()).await?;
            Ok(Json(shown(&app, &project, &kept, true).await?).into_response())
        }
        _ => Ok(Json(Success::DONE).into_response()),
    }
}

/// An entity.
pub(crate) async fn get(
    State(app): State<App>,
    context: Context,
    Path((number, name, id)): Path<(String, String, String)>,
) -> Result<Json<central::Entity>, Fault> {
    let place = place(&app, &context, actions::RECORD_OPEN, (&number, &name)).await?;
    let (project, list) = place;
    let kept = found(&app, &list, &id).await?;
    opening::note_entity(&app, &project, context.person()?, kept.entity.id).await?;
    Ok(Json(shown(&app, &project, &kept, true).await?))
}

/// The versions of an entity, the oldest first.
pub(crate) async fn versions(
    State(app): State<App>,
    context: Context,
    Path((number, name, id)): Path<(String, String, String)>,
) -> Result<Json<Vec<EntityVersion>>, Fault> {
    let place = place(&app, &context, actions::RECORD_OPEN, (&number, &name)).await?;
    let (project, list) = place;
    let kept = found(&app, &list, &id).await?;
    opening::note_entity(&app, &project, context.person()?, kept.entity.id).await?;
    let mut versions = Vec::new();
    let sealed = store::entities::versions(app.db.read(), &kept.entity).await?;
    for version in sealed.iter().rev() {
        versions.push(shown_version(&app, &project, (&kept.entity, version), true).await?);
    }
    Ok(Json(versions))
}

/// How an entity is to be changed.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct How {
    base_version: Option<i64>,
    force: Option<String>,
    resolve: Option<String>,
}

fn is_true(text: Option<&String>) -> bool {
    text.is_some_and(|text| text.eq_ignore_ascii_case("true"))
}

/// Changes an entity. Without `baseVersion` or `force=true` a change is refused, so that nobody writes
/// over what she has not seen.
pub(crate) async fn change(
    State(app): State<App>,
    context: Context,
    headers: HeaderMap,
    Path((number, name, id)): Path<(String, String, String)>,
    Query(how): Query<How>,
    body: Bytes,
) -> Result<Json<central::Entity>, Fault> {
    let place = place(&app, &context, actions::RECORD_REVIEW, (&number, &name)).await?;
    let (project, list) = place;
    let kept = found(&app, &list, &id).await?;
    let forced = is_true(how.force.as_ref());
    let resolves = is_true(how.resolve.as_ref());
    if !forced && how.base_version.is_none() {
        return Err(refused(Refused::Outdated(kept.entity.number), None).into());
    }
    let (person, actor) = me(&app, &context).await?;
    let program = program(&headers);
    let by = By {
        person,
        actor: actor.id,
        program: &program,
    };
    let id = kept.entity.id;
    // A contradiction can be settled by saying that all is well as it is.
    let is_empty = body.is_empty() || body.as_ref() == b"{}";
    let kept = if is_empty && resolves && kept.entity.conflict.is_some() {
        entities::set_fate(&app, &project, &list, (id, by), Fate::Settled).await?;
        found(&app, &list, &id.to_string()).await?
    } else {
        let EntityChange { label, data } = EntityChange::parse(&body)?;
        let change = Change {
            label,
            data,
            base: how.base_version.filter(|_| !forced),
            settles: resolves,
        };
        let changed = entities::change(&app, &project, &list, (id, by), change).await?;
        changed.map_err(|why| refused(why, how.base_version))?
    };
    Ok(Json(shown(&app, &project, &kept, true).await?))
}

async fn fate(
    app: &App,
    context: &Context,
    (number, name, id): (&str, &str, &str),
    fate: Fate,
) -> Result<Json<Success>, Fault> {
    let place = place(app, context, actions::RECORD_REVIEW, (number, name)).await?;
    let (project, list) = place;
    let kept = found(app, &list, id).await?;
    let (person, actor) = me(app, context).await?;
    let by = By {
        person,
        actor: actor.id,
        program: "",
    };
    let id = kept.entity.id;
    if !entities::set_fate(app, &project, &list, (id, by), fate).await? {
        return Err(Problem::NotFound.into());
    }
    Ok(Json(Success::DONE))
}

/// Deletes an entity; it can be taken back.
pub(crate) async fn delete(
    State(app): State<App>,
    context: Context,
    Path((number, name, id)): Path<(String, String, String)>,
) -> Result<Json<Success>, Fault> {
    fate(&app, &context, (&number, &name, &id), Fate::Deleted).await
}

/// Takes a deleted entity back.
pub(crate) async fn restore(
    State(app): State<App>,
    context: Context,
    Path((number, name, id)): Path<(String, String, String)>,
) -> Result<Json<Success>, Fault> {
    fate(&app, &context, (&number, &name, &id), Fate::TakenBack).await
}

/// The entities as the file that forms read.
pub(crate) async fn table(
    State(app): State<App>,
    context: Context,
    Path((number, name)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let place = place(&app, &context, actions::RECORD_OPEN, (&number, &name)).await?;
    let (project, list) = place;
    let table = entities::table(&app, app.db.read(), &project, &list).await?;
    opening::note_entities(&app, &project, context.person()?, &list).await?;
    Ok(table_response(&list, table)?)
}
