// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Sessions in the database. The cookie holds a random key; the table holds only its hash.

use std::sync::Arc;

use kernel::Clock;
use sea_orm::FromQueryResult;
use sha2::{Digest, Sha256};
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};
use uuid::Uuid;

/// The session key under which the directory writes the signed-in person, so that the session
/// list can be made: a UUID as text.
pub const PERSON_KEY: &str = "person";

/// Keeps sessions in the table `sessions`.
#[derive(Clone)]
pub struct SessionStore {
    db: db::Db,
    clock: Arc<dyn Clock>,
}

impl std::fmt::Debug for SessionStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionStore")
    }
}

#[derive(FromQueryResult)]
struct Row {
    data: String,
    expires_at: i64,
}

impl SessionStore {
    /// A store in this database.
    pub fn new(db: db::Db, clock: Arc<dyn Clock>) -> Self {
        Self { db, clock }
    }

    async fn write(&self, record: &Record) -> Result<()> {
        let data = serde_json::to_string(&record.data)
            .map_err(|error| Error::Encode(error.to_string()))?;
        let person = record
            .data
            .get(PERSON_KEY)
            .and_then(|value| value.as_str())
            .and_then(|text| Uuid::parse_str(text).ok());
        let tx = self.db.begin().await.map_err(backend)?;
        db::execute(
            &tx,
            "INSERT INTO sessions (key_hash, person, data, created_at, expires_at)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (key_hash) DO UPDATE
             SET person = excluded.person, data = excluded.data, expires_at = excluded.expires_at",
            vec![
                key_hash(record.id).into(),
                person.into(),
                data.into(),
                self.clock.now().as_millisecond().into(),
                millis(record.expiry_date).into(),
            ],
        )
        .await
        .map_err(backend)?;
        tx.commit().await.map_err(backend)
    }
}

/// The hash under which the session that a browser names is stored, if there is such a session; none
/// if the browser names none.
pub fn session_key(session: &tower_sessions::Session) -> Option<Vec<u8>> {
    session.id().map(key_hash)
}

/// The hash under which a session's key is stored.
fn key_hash(id: Id) -> Vec<u8> {
    Sha256::digest(id.0.to_be_bytes()).to_vec()
}

fn millis(moment: time::OffsetDateTime) -> i64 {
    i64::try_from(moment.unix_timestamp_nanos() / 1_000_000).unwrap_or(i64::MAX)
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape that `map_err` wants"
)]
fn backend(error: db::DbError) -> Error {
    Error::Backend(error.to_string())
}

#[async_trait::async_trait]
impl tower_sessions::SessionStore for SessionStore {
    async fn create(&self, record: &mut Record) -> Result<()> {
        // 128 random bits do not collide; the key is never chosen by the client.
        self.write(record).await
    }

    async fn save(&self, record: &Record) -> Result<()> {
        self.write(record).await
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let row = db::one::<Row>(
            self.db.read(),
            "SELECT data, expires_at FROM sessions WHERE key_hash = $1 AND expires_at > $2",
            vec![
                key_hash(*id).into(),
                self.clock.now().as_millisecond().into(),
            ],
        )
        .await
        .map_err(backend)?;
        let Some(row) = row else { return Ok(None) };
        let data =
            serde_json::from_str(&row.data).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date =
            time::OffsetDateTime::from_unix_timestamp_nanos(i128::from(row.expires_at) * 1_000_000)
                .map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record {
            id: *id,
            data,
            expiry_date,
        }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let tx = self.db.begin().await.map_err(backend)?;
        db::execute(
            &tx,
            "DELETE FROM sessions WHERE key_hash = $1",
            vec![key_hash(*id).into()],
        )
        .await
        .map_err(backend)?;
        tx.commit().await.map_err(backend)
    }
}
