// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Projects.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use http::HeaderMap;
use odk::Moment;
use odk::central::{self, Problem, ProjectRequest, ProjectTotals, read};
use web::{App, Context};

use super::{is_extended, project};
use crate::api::fault::Fault;
use crate::model::Project;
use crate::{actions, changing, store};

async fn shown(app: &App, project: Project, extended: bool) -> Result<central::Project, Fault> {
    let conn = app.db.read();
    let totals = if extended {
        let forms = store::forms::of_project(conn, project.id).await?;
        let tablets = store::actors::tablets(conn, project.id).await?;
        let mut last = None;
        for form in &forms {
            last = last.max(store::records::last(conn, form).await?);
        }
        let living = tablets.iter().filter(|tablet| tablet.ended_at.is_none());
        Some(ProjectTotals {
            forms: forms.len() as u64,
            app_users: living.count() as u64,
            datasets: 0,
            last_submission: last.map(Moment),
        })
    } else {
        None
    };
    Ok(central::Project {
        id: project.id,
        description: Some(project.description).filter(|text| !text.is_empty()),
        name: project.name,
        archived: Some(project.archived),
        key_id: None,
        created_at: Moment(project.created_at),
        updated_at: project.updated_at.map(Moment),
        deleted_at: None,
        totals,
    })
}

/// The projects of the offices that the person works for.
pub(crate) async fn list(
    State(app): State<App>,
    context: Context,
    headers: HeaderMap,
) -> Result<Json<Vec<central::Project>>, Fault> {
    let mut projects = Vec::new();
    for (office, _) in changing::offices(&app, &context, actions::PROJECT_READ).await? {
        for project in store::projects::of_office(app.db.read(), office).await? {
            projects.push(shown(&app, project, is_extended(&headers)).await?);
        }
    }
    projects.sort_by_key(|project| project.id);
    Ok(Json(projects))
}

/// Makes a project of the office that the person works for.
pub(crate) async fn create(
    State(app): State<App>,
    context: Context,
    body: Bytes,
) -> Result<Json<central::Project>, Fault> {
    let request: ProjectRequest = read(&body)?;
    let name = request.name.unwrap_or_default().trim().to_owned();
    if name.is_empty() {
        return Err(Problem::MissingParameter {
            field: "name".to_owned(),
        }
        .into());
    }
    let offices = changing::offices(&app, &context, actions::PROJECT_MANAGE).await?;
    let (office, state) = *offices.first().ok_or(Problem::InsufficientRights)?;
    let description = request.description.unwrap_or_default();
    let made = changing::add_project(&app, &context, (office, state), name, description).await?;
    Ok(Json(shown(&app, made, false).await?))
}

/// A project.
pub(crate) async fn get(
    State(app): State<App>,
    context: Context,
    headers: HeaderMap,
    Path(number): Path<String>,
) -> Result<Json<central::Project>, Fault> {
    let project = project(&app, &context, actions::PROJECT_READ, &number).await?;
    Ok(Json(shown(&app, project, is_extended(&headers)).await?))
}

/// Changes name, description, or whether a project is put away.
pub(crate) async fn change(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
    body: Bytes,
) -> Result<Json<central::Project>, Fault> {
    let mut project = project(&app, &context, actions::PROJECT_MANAGE, &number).await?;
    let request: ProjectRequest = read(&body)?;
    if let Some(name) = request.name.filter(|name| !name.trim().is_empty()) {
        name.trim().clone_into(&mut project.name);
    }
    if let Some(description) = request.description {
        project.description = description;
    }
    if let Some(archived) = request.archived {
        project.archived = archived;
    }
    let changed = changing::change_project(&app, &context, project).await?;
    Ok(Json(shown(&app, changed, false).await?))
}
