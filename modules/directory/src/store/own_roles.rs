// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Roles that organisations made themselves.

use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::Timestamp;
use kernel::{OrganisationId, PersonId};
use uuid::Uuid;

use super::Condition;
use crate::model::search_text;

/// A role that an organisation made itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OwnRole {
    pub(crate) id: Uuid,
    pub(crate) organisation: OrganisationId,
    pub(crate) name: String,
    pub(crate) description: String,
    /// The names of its actions, sorted.
    pub(crate) actions: Vec<String>,
    /// Counts the changes, from 1.
    pub(crate) version: i64,
    pub(crate) ended: bool,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    organisation: Uuid,
    name: String,
    description: String,
    actions: String,
    version: i64,
    ended_at: Option<i64>,
}

impl From<Row> for OwnRole {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            organisation: OrganisationId::from_uuid(row.organisation),
            name: row.name,
            description: row.description,
            actions: row.actions.split_whitespace().map(str::to_owned).collect(),
            version: row.version,
            ended: row.ended_at.is_some(),
        }
    }
}

const ROLE: &str = "id, organisation, name, description, actions, version, ended_at";

/// The role with this identifier, also one that has ended.
pub(crate) async fn find(conn: &impl ConnectionTrait, id: Uuid) -> db::Result<Option<OwnRole>> {
    let sql = format!("SELECT {ROLE} FROM own_roles WHERE id = $1");
    let found: Option<Row> = db::one(conn, &sql, vec![id.into()]).await?;
    Ok(found.map(OwnRole::from))
}

/// The roles of these organisations that have not ended, by name.
pub(crate) async fn living(
    conn: &impl ConnectionTrait,
    organisations: &[OrganisationId],
) -> db::Result<Vec<OwnRole>> {
    if organisations.is_empty() {
        return Ok(Vec::new());
    }
    let mut condition = Condition::after(vec![]);
    condition.and("ended_at IS NULL");
    condition.and_one_of(
        "organisation",
        organisations.iter().map(|id| id.uuid().into()),
    );
    let sql = format!(
        "SELECT {ROLE} FROM own_roles WHERE {} ORDER BY organisation, search, id",
        condition.text()
    );
    let found: Vec<Row> = db::all(conn, &sql, condition.values).await?;
    Ok(found.into_iter().map(OwnRole::from).collect())
}

/// Adds a role. A name that the organisation has already given gives [`db::DbError::Unique`].
pub(crate) async fn add(
    tx: &Tx,
    role: &OwnRole,
    by: Option<PersonId>,
    now: Timestamp,
) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO own_roles (id, organisation, name, search, description, actions, version,
             created_by, created_at, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $8, $8)",
        vec![
            role.id.into(),
            role.organisation.uuid().into(),
            role.name.clone().into(),
            search_text(&[&role.name]).into(),
            role.description.clone().into(),
            role.actions.join(" ").into(),
            by.map(PersonId::uuid).into(),
            now.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Writes what a role is now, if it still is at the version that it names. Says whether it was.
pub(crate) async fn change(tx: &Tx, role: &OwnRole, now: Timestamp) -> db::Result<bool> {
    let touched = db::execute(
        tx,
        "UPDATE own_roles SET name = $3, search = $4, description = $5, actions = $6,
             version = version + 1, changed_at = $7
         WHERE id = $1 AND version = $2 AND ended_at IS NULL",
        vec![
            role.id.into(),
            role.version.into(),
            role.name.clone().into(),
            search_text(&[&role.name]).into(),
            role.description.clone().into(),
            role.actions.join(" ").into(),
            now.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(touched == 1)
}

/// Ends a role, if it still is at this version. Says whether it was.
pub(crate) async fn end(tx: &Tx, role: Uuid, version: i64, now: Timestamp) -> db::Result<bool> {
    let touched = db::execute(
        tx,
        "UPDATE own_roles SET ended_at = $3, changed_at = $3
         WHERE id = $1 AND version = $2 AND ended_at IS NULL",
        vec![role.into(), version.into(), now.as_millisecond().into()],
    )
    .await?;
    Ok(touched == 1)
}

/// Says whether a role has not ended, and lets nobody end it before the transaction is over.
pub(crate) async fn hold(tx: &Tx, role: Uuid) -> db::Result<bool> {
    let touched = db::execute(
        tx,
        "UPDATE own_roles SET version = version WHERE id = $1 AND ended_at IS NULL",
        vec![role.into()],
    )
    .await?;
    Ok(touched == 1)
}

/// The people who hold a role now or are going to, by name; each once.
pub(crate) async fn holders(
    conn: &impl ConnectionTrait,
    role: Uuid,
    now: Timestamp,
) -> db::Result<Vec<(PersonId, String)>> {
    #[derive(FromQueryResult)]
    struct Holder {
        id: Uuid,
        name: String,
    }
    let found: Vec<Holder> = db::all(
        conn,
        "SELECT DISTINCT p.id AS id, p.name AS name
         FROM memberships m JOIN people p ON p.id = m.person
         WHERE m.own_role = $1 AND (m.valid_to IS NULL OR m.valid_to > $2)
         ORDER BY name, id",
        vec![role.into(), now.as_millisecond().into()],
    )
    .await?;
    Ok(found
        .into_iter()
        .map(|holder| (PersonId::from_uuid(holder.id), holder.name))
        .collect())
}
