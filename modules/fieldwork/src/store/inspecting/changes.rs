// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What the directory says otherwise than a plan.

use db::{ConnectionTrait, FromQueryResult, Tx};
use kernel::OrganisationId;
use uuid::Uuid;

use super::super::{broken, fetch_all, fetch_one};
use super::{day, day_if, day_value};
use crate::model::inspecting::Noticed;

#[derive(FromQueryResult)]
struct Row {
    institution: Uuid,
    kind: String,
    said: String,
    noticed_on: String,
    kept_on: Option<String>,
}

impl Row {
    fn noticed(self) -> db::Result<Noticed> {
        Ok(Noticed {
            institution: OrganisationId::from_uuid(self.institution),
            difference: self.kind.parse().map_err(|_| broken("a difference"))?,
            said: self.said,
            since: day(&self.noticed_on)?,
            kept_on: day_if(self.kept_on)?,
        })
    }
}

/// All of a plan, also those about which somebody has decided.
pub(crate) async fn all(conn: &impl ConnectionTrait, project: i64) -> db::Result<Vec<Noticed>> {
    fetch_all(
        conn,
        "SELECT institution, kind, said, noticed_on, kept_on FROM fieldwork_plan_changes
         WHERE project = $1 ORDER BY noticed_on, institution LIMIT 20000",
        vec![project.into()],
        Row::noticed,
    )
    .await
}

/// About how many nobody has decided yet.
pub(crate) async fn count_open(conn: &impl ConnectionTrait, project: i64) -> db::Result<i64> {
    let sql = "SELECT COUNT(*) FROM fieldwork_plan_changes WHERE project = $1 AND kept_on IS NULL";
    Ok(db::scalar(conn, sql, vec![project.into()])
        .await?
        .unwrap_or(0))
}

/// The one about an institution.
pub(crate) async fn find(
    conn: &impl ConnectionTrait,
    project: i64,
    institution: OrganisationId,
) -> db::Result<Option<Noticed>> {
    fetch_one(
        conn,
        "SELECT institution, kind, said, noticed_on, kept_on FROM fieldwork_plan_changes
         WHERE project = $1 AND institution = $2",
        vec![project.into(), institution.uuid().into()],
        Row::noticed,
    )
    .await
}

/// Adds one or writes it again.
pub(crate) async fn save(tx: &Tx, project: i64, noticed: &Noticed) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO fieldwork_plan_changes (project, institution, kind, said, noticed_on, kept_on)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (project, institution) DO UPDATE SET kind = excluded.kind, said = excluded.said,
           noticed_on = excluded.noticed_on, kept_on = excluded.kept_on",
        vec![
            project.into(),
            noticed.institution.uuid().into(),
            noticed.difference.name().into(),
            noticed.said.as_str().into(),
            noticed.since.to_string().into(),
            day_value(noticed.kept_on),
        ],
    )
    .await?;
    Ok(())
}

/// Removes the one about an institution.
pub(crate) async fn remove(tx: &Tx, project: i64, institution: OrganisationId) -> db::Result<()> {
    db::execute(
        tx,
        "DELETE FROM fieldwork_plan_changes WHERE project = $1 AND institution = $2",
        vec![project.into(), institution.uuid().into()],
    )
    .await?;
    Ok(())
}
