// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Plans.

use db::{ConnectionTrait, FromQueryResult, Tx};
use kernel::OrganisationId;
use uuid::Uuid;

use super::super::{broken, fetch_all, fetch_one, moment, next_number};
use crate::model::Project;
use crate::model::inspecting::Plan;

#[derive(FromQueryResult)]
struct Row {
    project: i64,
    version: i64,
    settings: String,
    updated_at: i64,
}

impl Row {
    fn plan(self) -> db::Result<Plan> {
        Ok(Plan {
            project: self.project,
            version: self.version,
            settings: serde_json::from_str(&self.settings).map_err(|_| broken("settings"))?,
            updated_at: moment(self.updated_at)?,
        })
    }
}

const SELECT: &str = "SELECT project, version, settings, updated_at FROM fieldwork_plans";

/// The plan of a project, if it is one of inspections.
pub(crate) async fn find(conn: &impl ConnectionTrait, project: i64) -> db::Result<Option<Plan>> {
    let sql = format!("{SELECT} WHERE project = $1");
    fetch_one(conn, &sql, vec![project.into()], Row::plan).await
}

/// The same, and nobody else saves it until the transaction ends.
pub(crate) async fn lock(tx: &Tx, project: i64) -> db::Result<Option<Plan>> {
    let sql = format!("{SELECT} WHERE project = $1");
    let row: Option<Row> = db::one_for_update(tx, &sql, vec![project.into()]).await?;
    row.map(Row::plan).transpose()
}

/// Adds a plan or writes it again.
pub(crate) async fn save(tx: &Tx, plan: &Plan) -> db::Result<()> {
    let settings = serde_json::to_string(&plan.settings).map_err(|_| broken("settings"))?;
    db::execute(
        tx,
        "INSERT INTO fieldwork_plans (project, version, settings, updated_at)
         VALUES ($1, $2, $3, $4)
         ON CONFLICT (project) DO UPDATE SET version = excluded.version,
           settings = excluded.settings, updated_at = excluded.updated_at",
        vec![
            plan.project.into(),
            plan.version.into(),
            settings.into(),
            plan.updated_at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct NumberRow {
    project: i64,
}

/// The projects of inspections of an office that are not put away.
pub(crate) async fn of_office(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
) -> db::Result<Vec<i64>> {
    fetch_all(
        conn,
        "SELECT p.id AS project FROM fieldwork_projects p
         JOIN fieldwork_plans x ON x.project = p.id
         WHERE p.office = $1 AND p.archived = FALSE ORDER BY p.id LIMIT 100",
        vec![office.uuid().into()],
        |row: NumberRow| Ok(row.project),
    )
    .await
}

/// The projects of inspections that are not put away, of all offices.
pub(crate) async fn all(conn: &impl ConnectionTrait) -> db::Result<Vec<i64>> {
    fetch_all(
        conn,
        "SELECT p.id AS project FROM fieldwork_projects p
         JOIN fieldwork_plans x ON x.project = p.id
         WHERE p.archived = FALSE ORDER BY p.id",
        vec![],
        |row: NumberRow| Ok(row.project),
    )
    .await
}

/// The next number of an official record of an office in a year: `2026-0007`.
pub(crate) async fn next_protocol(tx: &Tx, project: &Project, year: i16) -> db::Result<String> {
    let kind = format!("inspection:{}:{year}", project.office);
    db::execute(
        tx,
        "INSERT INTO fieldwork_numbers (kind, next_number) VALUES ($1, 1) ON CONFLICT DO NOTHING",
        vec![kind.as_str().into()],
    )
    .await?;
    let number = next_number(tx, &kind).await?;
    Ok(format!("{year}-{number:04}"))
}

#[derive(FromQueryResult)]
struct RecordRow {
    id: Uuid,
}

/// Records of the forms of a plan that count and belong to no inspection, the newest first.
pub(crate) async fn unlinked(
    conn: &impl ConnectionTrait,
    plan: &Plan,
    limit: i64,
) -> db::Result<Vec<Uuid>> {
    let mut values: Vec<db::Value> = vec![plan.project.into(), limit.into()];
    let mut places = Vec::new();
    for mapping in &plan.settings.forms {
        values.push(mapping.form.as_str().into());
        places.push(format!("${}", values.len()));
    }
    if places.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT r.id AS id FROM fieldwork_records r
         WHERE r.project = $1 AND r.is_aside = FALSE AND r.xml_form_id IN ({})
           AND (r.review_state IS NULL OR r.review_state <> 'rejected')
           AND NOT EXISTS (SELECT 1 FROM fieldwork_inspections i WHERE i.record = r.id)
         ORDER BY r.created_at DESC, r.id DESC LIMIT $2",
        places.join(", ")
    );
    fetch_all(conn, &sql, values, |row: RecordRow| Ok(row.id)).await
}
