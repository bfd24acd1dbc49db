// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How sets are watched.

use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::Timestamp;
use kernel::PersonId;
use uuid::Uuid;

use super::{broken, moment};
use crate::model::WatchPlan;

/// A version of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptPlan {
    /// The key of the set.
    pub set: String,
    /// Its number, from 1.
    pub version: i64,
    /// Identifies it in the audit trail.
    pub id: Uuid,
    /// What it says.
    pub plan: WatchPlan,
    /// Who made it.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

#[derive(FromQueryResult)]
struct Row {
    set_key: String,
    version: i64,
    id: Uuid,
    plan: String,
    changed_by: Option<Uuid>,
    changed_at: i64,
}

const COLUMNS: &str =
    "SELECT set_key, version, id, plan, changed_by, changed_at FROM surveillance_plans";

impl Row {
    fn plan(self) -> db::Result<KeptPlan> {
        Ok(KeptPlan {
            set: self.set_key,
            version: self.version,
            id: self.id,
            plan: serde_json::from_str(&self.plan).map_err(|_| broken("plan"))?,
            by: self.changed_by.map(PersonId::from_uuid),
            at: moment("changed_at", self.changed_at)?,
        })
    }
}

/// Keeps a version. False if somebody else was faster.
pub async fn add(tx: &Tx, plan: &KeptPlan) -> db::Result<bool> {
    let text = serde_json::to_string(&plan.plan).map_err(|_| broken("plan"))?;
    let added = db::execute(
        tx,
        "INSERT INTO surveillance_plans (set_key, version, id, active, plan, changed_by, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (set_key, version) DO NOTHING",
        vec![
            plan.set.as_str().into(),
            plan.version.into(),
            plan.id.into(),
            plan.plan.active.into(),
            text.into(),
            plan.by.map(PersonId::uuid).into(),
            plan.at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(added == 1)
}

/// The plan that holds for a set.
pub async fn current(conn: &impl ConnectionTrait, set: &str) -> db::Result<Option<KeptPlan>> {
    let sql = format!("{COLUMNS} WHERE set_key = $1 ORDER BY version DESC LIMIT 1");
    db::fetch_one(conn, &sql, vec![set.into()], Row::plan).await
}

/// A version of a plan.
pub async fn version(
    conn: &impl ConnectionTrait,
    set: &str,
    version: i64,
) -> db::Result<Option<KeptPlan>> {
    let sql = format!("{COLUMNS} WHERE set_key = $1 AND version = $2");
    db::fetch_one(conn, &sql, vec![set.into(), version.into()], Row::plan).await
}

/// The newest versions of a plan, the newest first.
pub async fn history(
    conn: &impl ConnectionTrait,
    set: &str,
    most: i64,
) -> db::Result<Vec<KeptPlan>> {
    let sql = format!("{COLUMNS} WHERE set_key = $1 ORDER BY version DESC LIMIT $2");
    db::fetch_all(conn, &sql, vec![set.into(), most.into()], Row::plan).await
}

/// The plans of all sets that are watched.
pub async fn active(conn: &impl ConnectionTrait) -> db::Result<Vec<KeptPlan>> {
    let sql = format!(
        "{COLUMNS} p WHERE p.active AND NOT EXISTS (
             SELECT 1 FROM surveillance_plans n WHERE n.set_key = p.set_key AND n.version > p.version)
         ORDER BY p.set_key"
    );
    db::fetch_all(conn, &sql, vec![], Row::plan).await
}
