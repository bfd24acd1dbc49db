// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! When offices want to be told, and who is told.

use db::{ConnectionTrait, FromQueryResult};
use jiff::Timestamp;
use kernel::{CollectionId, Id, OrganisationId, PersonId};
use uuid::Uuid;

use super::{broken, fetch_all, fetch_one, read};
use crate::model::{AlertRule, RuleState};

/// A rule as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptRule {
    /// Which.
    pub id: Uuid,
    /// Of which collection.
    pub collection: CollectionId,
    /// Of which office.
    pub office: OrganisationId,
    /// What it says.
    pub rule: AlertRule,
    /// Whether it is applied.
    pub state: RuleState,
    /// The number of its saving, from 1.
    pub version: i64,
}

const COLUMNS: &str = "id, collection, office, rule, state, version";

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    collection: Uuid,
    office: Uuid,
    rule: String,
    state: String,
    version: i64,
}

impl Row {
    fn rule(self) -> db::Result<KeptRule> {
        Ok(KeptRule {
            id: self.id,
            collection: Id::from_uuid(self.collection),
            office: Id::from_uuid(self.office),
            rule: serde_json::from_str(&self.rule).map_err(|_| broken("rule"))?,
            state: read("state", &self.state)?,
            version: self.version,
        })
    }
}

/// The rule with this identifier.
pub async fn find(conn: &impl ConnectionTrait, id: Uuid) -> db::Result<Option<KeptRule>> {
    fetch_one(
        conn,
        &format!("SELECT {COLUMNS} FROM alert_rules WHERE id = $1"),
        vec![id.into()],
        Row::rule,
    )
    .await
}

/// The rules of an office for a collection that have not ended, the oldest first.
pub async fn of(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    office: OrganisationId,
) -> db::Result<Vec<KeptRule>> {
    fetch_all(
        conn,
        &format!(
            "SELECT {COLUMNS} FROM alert_rules
             WHERE collection = $1 AND office = $2 AND state <> 'ended' ORDER BY id LIMIT 200"
        ),
        vec![collection.uuid().into(), office.uuid().into()],
        Row::rule,
    )
    .await
}

/// Whether an office has a rule for a collection that is applied.
pub async fn has_active(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    office: OrganisationId,
) -> db::Result<bool> {
    let found: Option<i64> = db::scalar(
        conn,
        "SELECT version FROM alert_rules
         WHERE collection = $1 AND office = $2 AND state = 'active' LIMIT 1",
        vec![collection.uuid().into(), office.uuid().into()],
    )
    .await?;
    Ok(found.is_some())
}

/// The collections and offices that have rules that are applied.
pub async fn active(
    conn: &impl ConnectionTrait,
) -> db::Result<Vec<(CollectionId, OrganisationId)>> {
    #[derive(FromQueryResult)]
    struct Pair {
        collection: Uuid,
        office: Uuid,
    }
    fetch_all(
        conn,
        "SELECT DISTINCT collection, office FROM alert_rules WHERE state = 'active'
         ORDER BY collection, office",
        vec![],
        |pair: Pair| Ok((Id::from_uuid(pair.collection), Id::from_uuid(pair.office))),
    )
    .await
}

/// Saves a rule over the saving before (0: there was none); says whether that was the last one.
pub async fn save(
    tx: &db::Tx,
    kept: &KeptRule,
    at: Timestamp,
    by: Option<PersonId>,
) -> db::Result<bool> {
    let rule = serde_json::to_string(&kept.rule).map_err(|_| broken("rule"))?;
    let rows = db::execute(
        tx,
        "INSERT INTO alert_rules (id, collection, office, rule, state, version, changed_at, changed_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (id) DO UPDATE SET rule = excluded.rule, state = excluded.state,
             version = excluded.version, changed_at = excluded.changed_at,
             changed_by = excluded.changed_by
         WHERE alert_rules.version = $6 - 1",
        vec![
            kept.id.into(),
            kept.collection.uuid().into(),
            kept.office.uuid().into(),
            rule.into(),
            kept.state.name().into(),
            kept.version.into(),
            at.as_millisecond().into(),
            by.map(PersonId::uuid).into(),
        ],
    )
    .await?;
    Ok(rows == 1)
}

/// Who is told of an office's alerts.
pub async fn subscribers(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
) -> db::Result<Vec<PersonId>> {
    #[derive(FromQueryResult)]
    struct Subscriber {
        person: Uuid,
    }
    fetch_all(
        conn,
        "SELECT person FROM alert_subscriptions WHERE office = $1 ORDER BY person",
        vec![office.uuid().into()],
        |row: Subscriber| Ok(Id::from_uuid(row.person)),
    )
    .await
}

/// Lets a person be told of an office's alerts, or not any more.
pub async fn subscribe(
    tx: &db::Tx,
    office: OrganisationId,
    person: PersonId,
    wanted: bool,
    at: Timestamp,
) -> db::Result<()> {
    let mut values: Vec<db::Value> = vec![office.uuid().into(), person.uuid().into()];
    let sql = if wanted {
        values.push(at.as_millisecond().into());
        "INSERT INTO alert_subscriptions (office, person, at) VALUES ($1, $2, $3)
         ON CONFLICT (office, person) DO NOTHING"
    } else {
        "DELETE FROM alert_subscriptions WHERE office = $1 AND person = $2"
    };
    db::execute(tx, sql, values).await?;
    Ok(())
}
