// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Lists of entities and their properties.

use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::Timestamp;

use super::{fetch_all, moment};
use crate::model::{List, Property};

#[derive(FromQueryResult)]
struct Row {
    project: i64,
    name: String,
    approval_required: bool,
    created_at: i64,
}

impl Row {
    fn list(self) -> db::Result<List> {
        Ok(List {
            project: self.project,
            name: self.name,
            approval_required: self.approval_required,
            created_at: moment(self.created_at)?,
            properties: Vec::new(),
        })
    }
}

#[derive(FromQueryResult)]
struct PropertyRow {
    list: String,
    name: String,
    created_at: i64,
}

/// The lists of a project with their properties, by name.
pub(crate) async fn of_project(conn: &impl ConnectionTrait, project: i64) -> db::Result<Vec<List>> {
    let mut lists: Vec<List> = fetch_all(
        conn,
        "SELECT project, name, approval_required, created_at FROM fieldwork_lists
         WHERE project = $1 ORDER BY name LIMIT 1000",
        vec![project.into()],
        Row::list,
    )
    .await?;
    let properties: Vec<PropertyRow> = db::all(
        conn,
        "SELECT list, name, created_at FROM fieldwork_properties
         WHERE project = $1 ORDER BY list, place, name",
        vec![project.into()],
    )
    .await?;
    for row in properties {
        let property = Property {
            created_at: moment(row.created_at)?,
            name: row.name,
        };
        if let Some(list) = lists.iter_mut().find(|list| list.name == row.list) {
            list.properties.push(property);
        }
    }
    Ok(lists)
}

/// Adds a list. False if the project has one of this name.
pub(crate) async fn add(
    tx: &Tx,
    project: i64,
    (name, approval_required): (&str, bool),
    at: Timestamp,
) -> db::Result<bool> {
    let rows = db::execute(
        tx,
        "INSERT INTO fieldwork_lists (project, name, approval_required, created_at)
         VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        vec![
            project.into(),
            name.into(),
            approval_required.into(),
            at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(rows == 1)
}

/// Writes whether records wait for approval.
pub(crate) async fn set_approval(
    tx: &Tx,
    project: i64,
    (name, approval_required): (&str, bool),
) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE fieldwork_lists SET approval_required = $3 WHERE project = $1 AND name = $2",
        vec![project.into(), name.into(), approval_required.into()],
    )
    .await?;
    Ok(())
}

/// Adds a property at the end. False if the list has one of this name.
pub(crate) async fn add_property(
    tx: &Tx,
    project: i64,
    (list, name): (&str, &str),
    at: Timestamp,
) -> db::Result<bool> {
    let rows = db::execute(
        tx,
        "INSERT INTO fieldwork_properties (project, list, name, place, created_at)
         SELECT $1, $2, $3, (SELECT COUNT(*) FROM fieldwork_properties WHERE project = $1 AND list = $2), $4
         WHERE 1 = 1 ON CONFLICT DO NOTHING",
        vec![
            project.into(),
            list.into(),
            name.into(),
            at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(rows == 1)
}
