// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Keys with which programs act for a person, the sessions that they open with them, and whom both
//! stand for.

use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::Timestamp;
use kernel::PersonId;
use uuid::Uuid;

use super::moment;
use super::sessions::{Known, MEMBERSHIPS, PERSON, PersonRow, WELCOME, at, gather, with_kinds};

/// What a program proves itself with, as the hash under which it is stored.
#[derive(Clone)]
pub(crate) enum Proof {
    /// A key.
    Key(Vec<u8>),
    /// A token that was given for a key.
    Token(Vec<u8>),
}

/// A person as the requests of her programs need her.
#[derive(Debug, Clone)]
pub(crate) struct Who {
    pub(crate) person: Known,
    pub(crate) email: String,
    pub(crate) key: Uuid,
    pub(crate) second_factor: bool,
    pub(crate) expires_at: Timestamp,
    pub(crate) last_used_at: Option<Timestamp>,
}

/// A key that can be used at the moment `$2`.
const LIVING: &str = "k.ended_at IS NULL AND k.expires_at > $2";

/// The person for whom a program acts, with the memberships that hold at `now`, in one query. `None`
/// if key or token is unknown, ended or expired, or if she is not let in herself.
pub(crate) async fn who(
    conn: &impl ConnectionTrait,
    proof: Proof,
    demo: bool,
    now: Timestamp,
) -> db::Result<Option<Who>> {
    #[derive(FromQueryResult)]
    struct Row {
        access_key: Uuid,
        email: String,
        second_factor: bool,
        expires_at: i64,
        last_used_at: Option<i64>,
        #[sea_orm(nested)]
        person: PersonRow,
    }
    let (from, proved, hash) = match proof {
        Proof::Key(hash) => ("access_keys k", "k.key_hash = $1", hash),
        Proof::Token(hash) => (
            "program_sessions t JOIN access_keys k ON k.id = t.access_key",
            "t.token_hash = $1 AND t.expires_at > $2",
            hash,
        ),
    };
    let sql = format!(
        "SELECT k.id AS access_key, p.email AS email, k.second_factor AS second_factor,
             k.expires_at AS expires_at, k.last_used_at AS last_used_at, {PERSON}
         FROM {from} JOIN people p ON p.id = k.person AND {WELCOME} {MEMBERSHIPS}
         WHERE {proved} AND {LIVING}
         ORDER BY m.valid_from, m.id"
    );
    let rows: Vec<Row> = db::all(conn, &sql, at(hash.into(), demo, now)).await?;
    let Some(first) = rows.first() else {
        return Ok(None);
    };
    let time = |millis| moment("access_keys", millis);
    let (key, second_factor) = (first.access_key, first.second_factor);
    let (email, expires_at) = (first.email.clone(), time(first.expires_at)?);
    let last_used_at = first.last_used_at.map(time).transpose()?;
    let person = gather(rows.into_iter().map(|row| row.person))?;
    let person = with_kinds(conn, person, now).await?;
    Ok(person.map(|person| Who {
        person,
        email,
        key,
        second_factor,
        expires_at,
        last_used_at,
    }))
}

/// Notes that a key was used at `now`.
pub(crate) async fn note_use(tx: &Tx, key: Uuid, now: Timestamp) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE access_keys SET last_used_at = $2 WHERE id = $1",
        vec![key.into(), now.as_millisecond().into()],
    )
    .await?;
    Ok(())
}

/// A key to be kept.
#[derive(Clone)]
pub(crate) struct NewKey<'a> {
    pub(crate) id: Uuid,
    pub(crate) person: PersonId,
    pub(crate) name: &'a str,
    pub(crate) key_hash: Vec<u8>,
    pub(crate) second_factor: bool,
    pub(crate) created_at: Timestamp,
    pub(crate) expires_at: Timestamp,
}

pub(crate) async fn add(tx: &Tx, key: NewKey<'_>) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO access_keys
             (id, person, name, key_hash, second_factor, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        vec![
            key.id.into(),
            key.person.uuid().into(),
            key.name.into(),
            key.key_hash.into(),
            key.second_factor.into(),
            key.created_at.as_millisecond().into(),
            key.expires_at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// A key in its owner's list.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) created_at: Timestamp,
    pub(crate) expires_at: Timestamp,
    pub(crate) last_used_at: Option<Timestamp>,
}

/// The keys of a person that can be used, the newest first.
pub(crate) async fn living(
    conn: &impl ConnectionTrait,
    person: PersonId,
    now: Timestamp,
) -> db::Result<Vec<Listed>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        name: String,
        created_at: i64,
        expires_at: i64,
        last_used_at: Option<i64>,
    }
    let sql = format!(
        "SELECT k.id AS id, k.name AS name, k.created_at AS created_at,
             k.expires_at AS expires_at, k.last_used_at AS last_used_at
         FROM access_keys k WHERE k.person = $1 AND {LIVING}
         ORDER BY k.created_at DESC, k.id DESC"
    );
    let values = vec![person.uuid().into(), now.as_millisecond().into()];
    let rows: Vec<Row> = db::all(conn, &sql, values).await?;
    let time = |millis| moment("access_keys", millis);
    rows.into_iter()
        .map(|row| {
            Ok(Listed {
                id: row.id,
                name: row.name,
                created_at: time(row.created_at)?,
                expires_at: time(row.expires_at)?,
                last_used_at: row.last_used_at.map(time).transpose()?,
            })
        })
        .collect()
}

/// Ends a key of a person. Says no if she has no such key or it has ended before.
pub(crate) async fn end(tx: &Tx, person: PersonId, key: Uuid, now: Timestamp) -> db::Result<bool> {
    let touched = db::execute(
        tx,
        "UPDATE access_keys SET ended_at = $3 WHERE id = $1 AND person = $2 AND ended_at IS NULL",
        vec![
            key.into(),
            person.uuid().into(),
            now.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(touched == 1)
}

/// Ends all keys of a person. Returns how many could still be used.
pub(crate) async fn end_all(tx: &Tx, person: PersonId, now: Timestamp) -> db::Result<i64> {
    let touched = db::execute(
        tx,
        "UPDATE access_keys SET ended_at = $2
         WHERE person = $1 AND ended_at IS NULL AND expires_at > $2",
        vec![person.uuid().into(), now.as_millisecond().into()],
    )
    .await?;
    Ok(i64::try_from(touched).unwrap_or(i64::MAX))
}

/// Lets the keys of a person who has no second factor any more count as made without one.
pub(crate) async fn forget_second_factor(tx: &Tx, person: PersonId) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE access_keys SET second_factor = FALSE WHERE person = $1",
        vec![person.uuid().into()],
    )
    .await?;
    Ok(())
}

pub(crate) async fn add_session(
    tx: &Tx,
    token_hash: Vec<u8>,
    key: Uuid,
    now: Timestamp,
    expires_at: Timestamp,
) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO program_sessions (token_hash, access_key, created_at, expires_at)
         VALUES ($1, $2, $3, $4)",
        vec![
            token_hash.into(),
            key.into(),
            now.as_millisecond().into(),
            expires_at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Ends a program's session. Says no if there is none.
pub(crate) async fn end_session(tx: &Tx, token_hash: Vec<u8>) -> db::Result<bool> {
    let touched = db::execute(
        tx,
        "DELETE FROM program_sessions WHERE token_hash = $1",
        vec![token_hash.into()],
    )
    .await?;
    Ok(touched == 1)
}

/// Removes sessions that have expired and keys that can no longer be used, for the nightly tidying.
pub(crate) async fn prune(tx: &Tx, now: Timestamp) -> db::Result<()> {
    const OVER: &str = "expires_at < $1 OR ended_at IS NOT NULL";
    let sessions = format!(
        "DELETE FROM program_sessions WHERE expires_at < $1
             OR access_key IN (SELECT id FROM access_keys WHERE {OVER})"
    );
    for sql in [sessions, format!("DELETE FROM access_keys WHERE {OVER}")] {
        db::execute(tx, &sql, vec![now.as_millisecond().into()]).await?;
    }
    Ok(())
}
