// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! When collections remind in which words, and which offices have been written to.

use std::collections::HashMap;

use db::{ConnectionTrait, FromQueryResult};
use jiff::Timestamp;
use kernel::{CollectionId, Id, OrganisationId, PersonId};
use uuid::Uuid;

use super::{broken, fetch_all};
use crate::model::{Addressee, Plan};
use crate::period::Period;

#[derive(FromQueryResult)]
struct Row {
    collection: Uuid,
    plan: String,
    version: i64,
}

impl Row {
    fn plan(self) -> db::Result<(CollectionId, (Plan, i64))> {
        let plan = serde_json::from_str(&self.plan).map_err(|_| broken("plan"))?;
        Ok((Id::from_uuid(self.collection), (plan, self.version)))
    }
}

/// The plans of all collections that have one, with the number of their saving.
pub async fn all(conn: &impl ConnectionTrait) -> db::Result<HashMap<CollectionId, (Plan, i64)>> {
    let sql = "SELECT collection, plan, version FROM reminder_plans";
    let rows = fetch_all(conn, sql, vec![], Row::plan).await?;
    Ok(rows.into_iter().collect())
}

/// Saves a plan over saving `known` (0: there was none); says whether that was the last one.
pub async fn save(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    plan: &Plan,
    known: i64,
    at: Timestamp,
    by: PersonId,
) -> db::Result<bool> {
    let text = serde_json::to_string(plan).map_err(|_| broken("plan"))?;
    let rows = db::execute(
        conn,
        "INSERT INTO reminder_plans (collection, plan, version, changed_at, changed_by)
         VALUES ($1, $2, $3 + 1, $4, $5)
         ON CONFLICT (collection) DO UPDATE SET plan = excluded.plan, version = excluded.version,
             changed_at = excluded.changed_at, changed_by = excluded.changed_by
         WHERE reminder_plans.version = $3",
        vec![
            collection.uuid().into(),
            text.into(),
            known.into(),
            at.as_millisecond().into(),
            by.uuid().into(),
        ],
    )
    .await?;
    Ok(rows == 1)
}

/// Takes the plan of a collection away: the product reminds by itself again.
pub async fn remove(conn: &impl ConnectionTrait, collection: CollectionId) -> db::Result<()> {
    let sql = "DELETE FROM reminder_plans WHERE collection = $1";
    db::execute(conn, sql, vec![collection.uuid().into()]).await?;
    Ok(())
}

/// A mail to an office about a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Escalation {
    /// Of which collection.
    pub collection: CollectionId,
    /// About which period.
    pub period: Period,
    /// To which office.
    pub office: OrganisationId,
    /// To whom there.
    pub to: Addressee,
    /// The step of the plan, in days.
    pub days: i64,
    /// When.
    pub at: Timestamp,
    /// To how many people.
    pub mails: i64,
}

/// Notes it; says no if it was noted before.
pub async fn add_escalation(
    conn: &impl ConnectionTrait,
    escalation: &Escalation,
) -> db::Result<bool> {
    let rows = db::execute(
        conn,
        "INSERT INTO escalations (collection, period, office, addressee, days, at, mails)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (collection, period, office, addressee, days) DO NOTHING",
        vec![
            escalation.collection.uuid().into(),
            escalation.period.to_string().into(),
            escalation.office.uuid().into(),
            escalation.to.name().into(),
            escalation.days.into(),
            escalation.at.as_millisecond().into(),
            escalation.mails.into(),
        ],
    )
    .await?;
    Ok(rows == 1)
}
