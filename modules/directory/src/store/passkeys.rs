// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Passkeys of people.

use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::Timestamp;
use kernel::PersonId;
use uuid::Uuid;

use super::moment;

/// A passkey as it is stored.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    pub(crate) id: Uuid,
    pub(crate) person: PersonId,
    pub(crate) name: String,
    /// The library's JSON: public key, counter, properties.
    pub(crate) credential: String,
    pub(crate) created_at: Timestamp,
    pub(crate) last_used_at: Option<Timestamp>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    person: Uuid,
    name: String,
    credential: String,
    created_at: i64,
    last_used_at: Option<i64>,
}

impl TryFrom<Row> for Stored {
    type Error = db::DbError;
    fn try_from(row: Row) -> db::Result<Self> {
        let time = |at| moment("passkeys", at);
        Ok(Self {
            id: row.id,
            person: PersonId::from_uuid(row.person),
            name: row.name,
            credential: row.credential,
            created_at: time(row.created_at)?,
            last_used_at: row.last_used_at.map(time).transpose()?,
        })
    }
}

const PASSKEY: &str = "id, person, name, credential, created_at, last_used_at";

/// The passkeys of a person, the newest first.
pub(crate) async fn of(conn: &impl ConnectionTrait, person: PersonId) -> db::Result<Vec<Stored>> {
    let sql = format!(
        "SELECT {PASSKEY} FROM passkeys WHERE person = $1 ORDER BY created_at DESC, id DESC"
    );
    let rows: Vec<Row> = db::all(conn, &sql, vec![person.uuid().into()]).await?;
    rows.into_iter().map(Stored::try_from).collect()
}

/// Whether a person has a passkey.
pub(crate) async fn any(conn: &impl ConnectionTrait, person: PersonId) -> db::Result<bool> {
    let sql = "SELECT COUNT(*) FROM passkeys WHERE person = $1";
    let count = db::scalar::<i64>(conn, sql, vec![person.uuid().into()]).await?;
    Ok(count.unwrap_or(0) > 0)
}

/// The passkey whose credential's identifier has this hash.
pub(crate) async fn by_credential(
    conn: &impl ConnectionTrait,
    hash: Vec<u8>,
) -> db::Result<Option<Stored>> {
    let sql = format!("SELECT {PASSKEY} FROM passkeys WHERE credential_hash = $1");
    let row: Option<Row> = db::one(conn, &sql, vec![hash.into()]).await?;
    row.map(Stored::try_from).transpose()
}

/// Keeps a passkey. A credential that anybody has registered gives [`db::DbError::Unique`].
pub(crate) async fn add(tx: &Tx, passkey: &Stored, hash: Vec<u8>) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO passkeys (id, person, name, credential_hash, credential, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        vec![
            passkey.id.into(),
            passkey.person.uuid().into(),
            passkey.name.clone().into(),
            hash.into(),
            passkey.credential.clone().into(),
            passkey.created_at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Notes that a passkey was used, with what the library has to remember of it. Says whether it is still
/// there as it was read: of two uses of one counter only the first counts.
pub(crate) async fn note_use(
    tx: &Tx,
    before: &Stored,
    credential: &str,
    now: Timestamp,
) -> db::Result<bool> {
    let touched = db::execute(
        tx,
        "UPDATE passkeys SET credential = $3, last_used_at = $4 WHERE id = $1 AND credential = $2",
        vec![
            before.id.into(),
            before.credential.clone().into(),
            credential.into(),
            now.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(touched == 1)
}

/// Removes a passkey of a person. Says whether it was there.
pub(crate) async fn remove(tx: &Tx, person: PersonId, id: Uuid) -> db::Result<bool> {
    let touched = db::execute(
        tx,
        "DELETE FROM passkeys WHERE person = $1 AND id = $2",
        vec![person.uuid().into(), id.into()],
    )
    .await?;
    Ok(touched == 1)
}

/// Removes all passkeys of a person, because her second factor was lost.
pub(crate) async fn remove_all(tx: &Tx, person: PersonId) -> db::Result<()> {
    let sql = "DELETE FROM passkeys WHERE person = $1";
    db::execute(tx, sql, vec![person.uuid().into()]).await?;
    Ok(())
}
