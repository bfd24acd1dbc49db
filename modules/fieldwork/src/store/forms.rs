// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Forms of projects and the tablets that may fill them in.

use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::Timestamp;
use kernel::FormId;
use odk::central::FormState;
use uuid::Uuid;

use super::{broken, fetch_all, fetch_one, moment, moment_if};
use crate::model::{ProjectForm, standing_name, standing_named};

#[derive(FromQueryResult)]
struct Row {
    project: i64,
    xml_form_id: String,
    form: Uuid,
    standing: String,
    created_at: i64,
    updated_at: Option<i64>,
}

impl Row {
    fn form(self) -> db::Result<ProjectForm> {
        Ok(ProjectForm {
            project: self.project,
            xml_form_id: self.xml_form_id,
            form: FormId::from_uuid(self.form),
            standing: standing_named(&self.standing).ok_or_else(|| broken("standing"))?,
            created_at: moment(self.created_at)?,
            updated_at: moment_if(self.updated_at)?,
        })
    }
}

const SELECT: &str =
    "SELECT f.project, f.xml_form_id, f.form, f.standing, f.created_at, f.updated_at
    FROM fieldwork_forms f";

/// The form of a project.
pub(crate) async fn find(
    conn: &impl ConnectionTrait,
    project: i64,
    xml_form_id: &str,
) -> db::Result<Option<ProjectForm>> {
    let sql = format!("{SELECT} WHERE f.project = $1 AND f.xml_form_id = $2");
    fetch_one(
        conn,
        &sql,
        vec![project.into(), xml_form_id.into()],
        Row::form,
    )
    .await
}

/// The forms of a project by identifier.
pub(crate) async fn of_project(
    conn: &impl ConnectionTrait,
    project: i64,
) -> db::Result<Vec<ProjectForm>> {
    let sql = format!("{SELECT} WHERE f.project = $1 ORDER BY f.xml_form_id LIMIT 1000");
    fetch_all(conn, &sql, vec![project.into()], Row::form).await
}

/// The forms that a tablet may fill in.
pub(crate) async fn of_tablet(
    conn: &impl ConnectionTrait,
    project: i64,
    actor: i64,
) -> db::Result<Vec<ProjectForm>> {
    let sql = format!(
        "{SELECT} JOIN fieldwork_assignments a ON a.project = f.project AND a.xml_form_id = f.xml_form_id
         WHERE f.project = $1 AND a.actor = $2 ORDER BY f.xml_form_id LIMIT 1000"
    );
    fetch_all(conn, &sql, vec![project.into(), actor.into()], Row::form).await
}

/// Adds a form to a project. False if it has one with this identifier, or this form.
pub(crate) async fn add(
    tx: &Tx,
    project: i64,
    (xml_form_id, form): (&str, FormId),
    at: Timestamp,
) -> db::Result<bool> {
    let rows = db::execute(
        tx,
        "INSERT INTO fieldwork_forms (project, xml_form_id, form, standing, created_at)
         VALUES ($1, $2, $3, 'open', $4) ON CONFLICT DO NOTHING",
        vec![
            project.into(),
            xml_form_id.into(),
            form.uuid().into(),
            at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(rows == 1)
}

/// Writes whether a form takes records.
pub(crate) async fn set_standing(
    tx: &Tx,
    form: &ProjectForm,
    standing: FormState,
    at: Timestamp,
) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE fieldwork_forms SET standing = $3, updated_at = $4
         WHERE project = $1 AND xml_form_id = $2",
        vec![
            form.project.into(),
            form.xml_form_id.as_str().into(),
            standing_name(standing).into(),
            at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Removes a form that has no records from a project. False if it has some.
pub(crate) async fn remove(tx: &Tx, form: &ProjectForm) -> db::Result<bool> {
    let values = || vec![form.project.into(), form.xml_form_id.as_str().into()];
    let records: Option<i64> = db::scalar(
        tx,
        "SELECT COUNT(*) FROM fieldwork_records WHERE project = $1 AND xml_form_id = $2",
        values(),
    )
    .await?;
    if records != Some(0) {
        return Ok(false);
    }
    for table in ["fieldwork_assignments", "fieldwork_forms"] {
        let sql = format!("DELETE FROM {table} WHERE project = $1 AND xml_form_id = $2");
        db::execute(tx, &sql, values()).await?;
    }
    Ok(true)
}

#[derive(FromQueryResult)]
struct Assigned {
    xml_form_id: String,
    actor: i64,
}

/// Which tablets may fill in which forms of a project.
pub(crate) async fn assignments(
    conn: &impl ConnectionTrait,
    project: i64,
) -> db::Result<Vec<(String, i64)>> {
    let rows: Vec<Assigned> = db::all(
        conn,
        "SELECT xml_form_id, actor FROM fieldwork_assignments WHERE project = $1
         ORDER BY xml_form_id, actor",
        vec![project.into()],
    )
    .await?;
    let rows = rows.into_iter();
    Ok(rows.map(|row| (row.xml_form_id, row.actor)).collect())
}

/// Lets a tablet fill in a form.
pub(crate) async fn assign(tx: &Tx, form: &ProjectForm, actor: i64) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO fieldwork_assignments (project, xml_form_id, actor) VALUES ($1, $2, $3)
         ON CONFLICT DO NOTHING",
        vec![
            form.project.into(),
            form.xml_form_id.as_str().into(),
            actor.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Lets a tablet no longer fill in a form.
pub(crate) async fn unassign(tx: &Tx, form: &ProjectForm, actor: i64) -> db::Result<()> {
    db::execute(
        tx,
        "DELETE FROM fieldwork_assignments WHERE project = $1 AND xml_form_id = $2 AND actor = $3",
        vec![
            form.project.into(),
            form.xml_form_id.as_str().into(),
            actor.into(),
        ],
    )
    .await?;
    Ok(())
}
