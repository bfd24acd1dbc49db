// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Projects.

use db::{ConnectionTrait, FromQueryResult, Tx};
use kernel::OrganisationId;
use uuid::Uuid;

use super::{fetch_all, fetch_one, millis, moment, moment_if, next_number};
use crate::model::Project;

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    office: Uuid,
    state: Uuid,
    name: String,
    description: String,
    archived: bool,
    created_at: i64,
    updated_at: Option<i64>,
}

impl Row {
    fn project(self) -> db::Result<Project> {
        Ok(Project {
            id: self.id,
            office: OrganisationId::from_uuid(self.office),
            state: OrganisationId::from_uuid(self.state),
            name: self.name,
            description: self.description,
            archived: self.archived,
            created_at: moment(self.created_at)?,
            updated_at: moment_if(self.updated_at)?,
        })
    }
}

const SELECT: &str = "SELECT id, office, state, name, description, archived, created_at, updated_at
    FROM fieldwork_projects";

/// The project with this number.
pub(crate) async fn find(conn: &impl ConnectionTrait, id: i64) -> db::Result<Option<Project>> {
    let sql = format!("{SELECT} WHERE id = $1");
    fetch_one(conn, &sql, vec![id.into()], Row::project).await
}

/// The projects of an office, the newest first.
pub(crate) async fn of_office(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
) -> db::Result<Vec<Project>> {
    let sql = format!("{SELECT} WHERE office = $1 ORDER BY id DESC LIMIT 1000");
    fetch_all(conn, &sql, vec![office.uuid().into()], Row::project).await
}

/// Adds a project, whose number is given here.
pub(crate) async fn add(tx: &Tx, mut project: Project) -> db::Result<Project> {
    project.id = next_number(tx, "project").await?;
    db::execute(
        tx,
        "INSERT INTO fieldwork_projects
         (id, office, state, name, description, archived, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        vec![
            project.id.into(),
            project.office.uuid().into(),
            project.state.uuid().into(),
            project.name.as_str().into(),
            project.description.as_str().into(),
            project.archived.into(),
            project.created_at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(project)
}

/// Writes name, description and whether a project is put away.
pub(crate) async fn change(tx: &Tx, project: &Project) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE fieldwork_projects SET name = $2, description = $3, archived = $4, updated_at = $5
         WHERE id = $1",
        vec![
            project.id.into(),
            project.name.as_str().into(),
            project.description.as_str().into(),
            project.archived.into(),
            millis(project.updated_at),
        ],
    )
    .await?;
    Ok(())
}
