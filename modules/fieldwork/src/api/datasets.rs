// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Lists of entities ("datasets").

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use odk::Moment;
use odk::central::{
    self, DatasetProperty, DatasetRequest, Problem, PropertyRequest, Success, read,
};
use odk::odata::EntityFeed;
use serde::Deserialize;
use web::{App, Context};

use super::{entity_feed, project};
use crate::actions;
use crate::api::fault::Fault;
use crate::lists::{self, BadName};
use crate::model::{List, Project};

/// The list of this name.
pub(super) async fn dataset(app: &App, project: &Project, name: &str) -> Result<List, Fault> {
    let list = lists::find(app, project, name).await?;
    Ok(list.ok_or_else(|| Problem::DatasetNotFound {
        name: name.to_owned(),
    })?)
}

/// The tables of the feed of a list.
pub(super) fn feed_of(list: &List) -> EntityFeed {
    let properties = list.properties.iter().map(|one| one.name.as_str());
    EntityFeed::of(&list.name, properties)
}

fn plain(list: &List) -> central::Dataset {
    central::Dataset {
        name: list.name.clone(),
        project_id: list.project,
        created_at: Moment(list.created_at),
        approval_required: list.approval_required,
        properties: None,
    }
}

async fn whole(app: &App, project: &Project, list: &List) -> Result<central::Dataset, Fault> {
    let feed = feed_of(list);
    let writers = lists::writers(app, project, &list.name).await?;
    let properties = list.properties.iter().map(|property| {
        let name = &property.name;
        let forms = writers.iter().filter(|one| one.properties.contains(name));
        DatasetProperty {
            odata_name: feed.odata_name(name).unwrap_or(name).to_owned(),
            published_at: Moment(property.created_at),
            forms: forms.map(|one| one.xml_form_id.clone()).collect(),
            name: name.clone(),
        }
    });
    Ok(central::Dataset {
        properties: Some(properties.collect()),
        ..plain(list)
    })
}

/// The lists of a project.
pub(crate) async fn list(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
) -> Result<Json<Vec<central::Dataset>>, Fault> {
    let project = project(&app, &context, actions::PROJECT_READ, &number).await?;
    let lists = lists::of_project(&app, &project).await?;
    Ok(Json(lists.iter().map(plain).collect()))
}

fn refused(bad: BadName, (field, name): (&str, &str)) -> Problem {
    match bad {
        BadName::Taken => Problem::Uniqueness {
            fields: vec![field.to_owned()],
            values: vec![name.to_owned()],
        },
        BadName::Unfit => Problem::UnexpectedValue {
            field: field.to_owned(),
            value: name.to_owned(),
            reason: "a name begins with a letter or _, goes on with letters, digits, _ and -, \
                     does not begin with __ and is not `name` or `label`"
                .to_owned(),
        },
    }
}

/// Makes a list.
pub(crate) async fn create(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
    body: Bytes,
) -> Result<Json<central::Dataset>, Fault> {
    let project = project(&app, &context, actions::PROJECT_MANAGE, &number).await?;
    let request: DatasetRequest = read(&body)?;
    let wanted = (request.name.as_str(), request.approval_required);
    let made = lists::add(&app, &context, &project, wanted).await?;
    made.map_err(|bad| refused(bad, ("name", &request.name)))?;
    let made = dataset(&app, &project, &request.name).await?;
    Ok(Json(whole(&app, &project, &made).await?))
}

/// A list; with `.svc` behind its name its feed.
pub(crate) async fn get(
    State(app): State<App>,
    context: Context,
    Path((number, name)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let project = project(&app, &context, actions::PROJECT_READ, &number).await?;
    if let Some(name) = name.strip_suffix(".svc") {
        let list = dataset(&app, &project, name).await?;
        return Ok(entity_feed::service(&app, &list));
    }
    let list = dataset(&app, &project, &name).await?;
    Ok(Json(whole(&app, &project, &list).await?).into_response())
}

/// What can be changed about a list.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct DatasetChange {
    approval_required: Option<bool>,
}

/// Says whether submissions wait for approval.
pub(crate) async fn change(
    State(app): State<App>,
    context: Context,
    Path((number, name)): Path<(String, String)>,
    body: Bytes,
) -> Result<Json<central::Dataset>, Fault> {
    let project = project(&app, &context, actions::PROJECT_MANAGE, &number).await?;
    let list = dataset(&app, &project, &name).await?;
    let change: DatasetChange = read(&body)?;
    if let Some(required) = change.approval_required {
        lists::set_approval(&app, &context, &project, (&list, required)).await?;
    }
    let changed = dataset(&app, &project, &name).await?;
    Ok(Json(whole(&app, &project, &changed).await?))
}

/// Adds a property.
pub(crate) async fn add_property(
    State(app): State<App>,
    context: Context,
    Path((number, name)): Path<(String, String)>,
    body: Bytes,
) -> Result<Json<Success>, Fault> {
    let project = project(&app, &context, actions::PROJECT_MANAGE, &number).await?;
    let list = dataset(&app, &project, &name).await?;
    let request: PropertyRequest = read(&body)?;
    let added = lists::add_property(&app, &context, &project, (&list, &request.name)).await?;
    added.map_err(|bad| refused(bad, ("name", &request.name)))?;
    Ok(Json(Success::DONE))
}
