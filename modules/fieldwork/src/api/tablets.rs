// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Keys of tablets ("app users"), and which forms they may fill in.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use odk::Moment;
use odk::central::{
    APP_USER, ActorKind, AppUser, AppUserRequest, Assignment, Problem, Success, read,
};
use web::{App, Context};

use super::{form, project};
use crate::api::fault::Fault;
use crate::model::{Actor, Project};
use crate::{actions, changing, opening, store};

async fn shown(app: &App, project: &Project, tablet: &Actor) -> Result<AppUser, Fault> {
    Ok(AppUser {
        project_id: project.id,
        id: tablet.id,
        kind: ActorKind::FieldKey,
        display_name: tablet.name.clone(),
        token: opening::key(app, app.db.read(), project, tablet).await?,
        created_at: Moment(tablet.created_at),
        updated_at: None,
        deleted_at: tablet.ended_at.map(Moment),
    })
}

/// The tablet of a project with this number.
async fn tablet(app: &App, project: &Project, number: &str) -> Result<Actor, Fault> {
    let number: i64 = number.parse().map_err(|_| Problem::NotFound)?;
    let tablet = store::actors::find(app.db.read(), number).await?;
    let tablet = tablet.filter(|tablet| tablet.project == Some(project.id));
    Ok(tablet.ok_or(Problem::NotFound)?)
}

/// The tablets of a project. Their keys are for those who set tablets up.
pub(crate) async fn list(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
) -> Result<Json<Vec<AppUser>>, Fault> {
    let project = project(&app, &context, actions::PROJECT_MANAGE, &number).await?;
    let mut tablets = Vec::new();
    for tablet in store::actors::tablets(app.db.read(), project.id).await? {
        tablets.push(shown(&app, &project, &tablet).await?);
    }
    Ok(Json(tablets))
}

/// Sets a tablet up.
pub(crate) async fn create(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
    body: Bytes,
) -> Result<Json<AppUser>, Fault> {
    let project = project(&app, &context, actions::PROJECT_MANAGE, &number).await?;
    let request: AppUserRequest = read(&body)?;
    let name = request.display_name.trim();
    if name.is_empty() {
        return Err(Problem::MissingParameter {
            field: "displayName".to_owned(),
        }
        .into());
    }
    let tablet = changing::add_tablet(&app, &context, &project, name).await?;
    Ok(Json(shown(&app, &project, &tablet).await?))
}

/// Withdraws the key of a tablet.
pub(crate) async fn end(
    State(app): State<App>,
    context: Context,
    Path((number, id)): Path<(String, String)>,
) -> Result<Json<Success>, Fault> {
    let project = project(&app, &context, actions::PROJECT_MANAGE, &number).await?;
    let tablet = tablet(&app, &project, &id).await?;
    changing::end_tablet(&app, &context, &project, &tablet).await?;
    Ok(Json(Success::DONE))
}

/// Which tablets may fill in a form.
pub(crate) async fn assignments(
    State(app): State<App>,
    context: Context,
    Path((number, xml_form_id)): Path<(String, String)>,
) -> Result<Json<Vec<Assignment>>, Fault> {
    let project = project(&app, &context, actions::PROJECT_READ, &number).await?;
    let form = form(&app, &project, &xml_form_id).await?;
    let all = store::forms::assignments(app.db.read(), project.id).await?;
    let of_form = all
        .into_iter()
        .filter(|(known, _)| *known == form.xml_form_id);
    Ok(Json(
        of_form
            .map(|(_, actor_id)| Assignment {
                actor_id,
                role_id: APP_USER,
            })
            .collect(),
    ))
}

/// Lets a tablet fill in a form.
pub(crate) async fn assign(
    state: State<App>,
    context: Context,
    path: Path<(String, String, String, String)>,
) -> Result<Json<Success>, Fault> {
    set(state, context, path, true).await
}

/// Lets a tablet no longer fill in a form.
pub(crate) async fn unassign(
    state: State<App>,
    context: Context,
    path: Path<(String, String, String, String)>,
) -> Result<Json<Success>, Fault> {
    set(state, context, path, false).await
}

async fn set(
    State(app): State<App>,
    context: Context,
    Path((number, xml_form_id, role, actor)): Path<(String, String, String, String)>,
    may: bool,
) -> Result<Json<Success>, Fault> {
    let project = project(&app, &context, actions::PROJECT_MANAGE, &number).await?;
    let form = form(&app, &project, &xml_form_id).await?;
    if role != APP_USER.to_string() && role != "app-user" {
        return Err(Problem::NotImplemented {
            feature: "a role of people for a form".to_owned(),
        }
        .into());
    }
    let tablet = tablet(&app, &project, &actor).await?;
    changing::assign(&app, &context, &project, &form, (&tablet, may)).await?;
    Ok(Json(Success::DONE))
}
