// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! People and tablets by number.

use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::Timestamp;
use kernel::PersonId;
use uuid::Uuid;

use super::{fetch_all, fetch_one, moment, moment_if, next_number};
use crate::model::Actor;

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    person: Option<Uuid>,
    project: Option<i64>,
    name: String,
    sealed_key: Option<Vec<u8>>,
    created_at: i64,
    ended_at: Option<i64>,
}

impl Row {
    fn actor(self) -> db::Result<Actor> {
        Ok(Actor {
            id: self.id,
            person: self.person.map(PersonId::from_uuid),
            project: self.project,
            name: self.name,
            sealed_key: self.sealed_key,
            created_at: moment(self.created_at)?,
            ended_at: moment_if(self.ended_at)?,
        })
    }
}

const SELECT: &str = "SELECT id, person, project, name, sealed_key, created_at, ended_at
    FROM fieldwork_actors";

/// The actor with this number.
pub(crate) async fn find(conn: &impl ConnectionTrait, id: i64) -> db::Result<Option<Actor>> {
    let sql = format!("{SELECT} WHERE id = $1");
    fetch_one(conn, &sql, vec![id.into()], Row::actor).await
}

/// The actor that a person is, if she has acted before.
pub(crate) async fn of_person(
    conn: &impl ConnectionTrait,
    person: PersonId,
) -> db::Result<Option<Actor>> {
    let sql = format!("{SELECT} WHERE person = $1");
    fetch_one(conn, &sql, vec![person.uuid().into()], Row::actor).await
}

/// The actor that a person is; she gets a number if she has none.
pub(crate) async fn ensure_person(tx: &Tx, person: PersonId, at: Timestamp) -> db::Result<Actor> {
    if let Some(known) = of_person(tx, person).await? {
        return Ok(known);
    }
    let id = next_number(tx, "actor").await?;
    db::execute(
        tx,
        "INSERT INTO fieldwork_actors (id, person, name, created_at) VALUES ($1, $2, '', $3)
         ON CONFLICT (person) DO NOTHING",
        vec![id.into(), person.uuid().into(), at.as_millisecond().into()],
    )
    .await?;
    let known = of_person(tx, person).await?;
    known.ok_or_else(|| super::broken("person"))
}

/// Adds a tablet of a project; `seal` makes of its number the sealed key.
pub(crate) async fn add_tablet(
    tx: &Tx,
    (project, name): (i64, &str),
    key_hash: Vec<u8>,
    at: Timestamp,
) -> db::Result<i64> {
    let id = next_number(tx, "actor").await?;
    db::execute(
        tx,
        "INSERT INTO fieldwork_actors (id, project, name, key_hash, created_at)
         VALUES ($1, $2, $3, $4, $5)",
        vec![
            id.into(),
            project.into(),
            name.into(),
            key_hash.into(),
            at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(id)
}

/// Keeps the sealed key of a tablet.
pub(crate) async fn keep_key(tx: &Tx, id: i64, sealed: Vec<u8>) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE fieldwork_actors SET sealed_key = $2 WHERE id = $1",
        vec![id.into(), sealed.into()],
    )
    .await?;
    Ok(())
}

/// The tablets of a project by number, those whose keys were withdrawn, too.
pub(crate) async fn tablets(conn: &impl ConnectionTrait, project: i64) -> db::Result<Vec<Actor>> {
    let sql = format!("{SELECT} WHERE project = $1 ORDER BY id LIMIT 5000");
    fetch_all(conn, &sql, vec![project.into()], Row::actor).await
}

/// The tablet with this key, unless it was withdrawn.
pub(crate) async fn by_key(
    conn: &impl ConnectionTrait,
    key_hash: Vec<u8>,
) -> db::Result<Option<Actor>> {
    let sql = format!("{SELECT} WHERE key_hash = $1 AND ended_at IS NULL");
    fetch_one(conn, &sql, vec![key_hash.into()], Row::actor).await
}

/// Withdraws a key: nothing can open or send with it any more. False if it was before.
pub(crate) async fn end(tx: &Tx, id: i64, at: Timestamp) -> db::Result<bool> {
    let rows = db::execute(
        tx,
        "UPDATE fieldwork_actors SET ended_at = $2, key_hash = NULL, sealed_key = NULL
         WHERE id = $1 AND ended_at IS NULL",
        vec![id.into(), at.as_millisecond().into()],
    )
    .await?;
    Ok(rows == 1)
}
