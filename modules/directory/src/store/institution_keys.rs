// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Keys with which programs act for an institution.

use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::Timestamp;
use kernel::{CollectionId, Id, OrganisationId, PersonId};
use uuid::Uuid;

use super::moment;

/// A key of an institution, as its administrators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstitutionKey {
    /// Identifies it; reports that came by it name this instead of a person.
    pub id: Uuid,
    /// Whose key it is.
    pub institution: OrganisationId,
    /// What it is called.
    pub name: String,
    /// The names of what it may do.
    pub actions: Vec<String>,
    /// The collections that it is limited to; none means all.
    pub collections: Vec<CollectionId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When it was last used, to the hour.
    pub last_used_at: Option<Timestamp>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    institution: Uuid,
    name: String,
    actions: String,
    collections: String,
    created_at: i64,
    expires_at: i64,
    last_used_at: Option<i64>,
}

impl Row {
    fn key(self) -> db::Result<InstitutionKey> {
        let time = |millis| moment("institution_keys", millis);
        let collections = self.collections.split_whitespace().map(str::parse);
        Ok(InstitutionKey {
            id: self.id,
            institution: Id::from_uuid(self.institution),
            name: self.name,
            actions: self.actions.split_whitespace().map(str::to_owned).collect(),
            collections: collections.collect::<Result<_, _>>().map_err(|_| {
                db::DbError::Row("unreadable value in column collections".to_owned())
            })?,
            created_at: time(self.created_at)?,
            expires_at: time(self.expires_at)?,
            last_used_at: self.last_used_at.map(time).transpose()?,
        })
    }
}

const COLUMNS: &str = "k.id AS id, k.institution AS institution, k.name AS name,
    k.actions AS actions, k.collections AS collections, k.created_at AS created_at,
    k.expires_at AS expires_at, k.last_used_at AS last_used_at";

/// A key that can be used at the moment `$2`.
const LIVING: &str = "k.ended_at IS NULL AND k.expires_at > $2";

/// The key with this hash and the name of its institution, if key and institution hold at `now`.
pub(crate) async fn who(
    conn: &impl ConnectionTrait,
    hash: Vec<u8>,
    now: Timestamp,
) -> db::Result<Option<(InstitutionKey, String)>> {
    #[derive(FromQueryResult)]
    struct Known {
        organisation: String,
        #[sea_orm(nested)]
        key: Row,
    }
    let sql = format!(
        "SELECT o.name AS organisation, {COLUMNS}
         FROM institution_keys k JOIN organisations o ON o.id = k.institution
         WHERE k.key_hash = $1 AND {LIVING} AND (o.valid_to IS NULL OR o.valid_to >= $3)"
    );
    let values = vec![
        hash.into(),
        now.as_millisecond().into(),
        kernel::berlin_date(now).to_string().into(),
    ];
    let known: Option<Known> = db::one(conn, &sql, values).await?;
    known
        .map(|known| Ok((known.key.key()?, known.organisation)))
        .transpose()
}

/// The keys of an institution that can be used, the newest first.
pub(crate) async fn living(
    conn: &impl ConnectionTrait,
    institution: OrganisationId,
    now: Timestamp,
) -> db::Result<Vec<InstitutionKey>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM institution_keys k WHERE k.institution = $1 AND {LIVING}
         ORDER BY k.created_at DESC, k.id DESC"
    );
    let values = vec![institution.uuid().into(), now.as_millisecond().into()];
    db::fetch_all(conn, &sql, values, Row::key).await
}

pub(crate) async fn add(
    tx: &Tx,
    key: &InstitutionKey,
    key_hash: Vec<u8>,
    by: PersonId,
) -> db::Result<()> {
    let collections: Vec<String> = key.collections.iter().map(ToString::to_string).collect();
    db::execute(
        tx,
        "INSERT INTO institution_keys
             (id, institution, name, key_hash, actions, collections, created_at, created_by, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        vec![
            key.id.into(),
            key.institution.uuid().into(),
            key.name.as_str().into(),
            key_hash.into(),
            key.actions.join(" ").into(),
            collections.join(" ").into(),
            key.created_at.as_millisecond().into(),
            by.uuid().into(),
            key.expires_at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Notes that a key was used at `now`.
pub(crate) async fn note_use(tx: &Tx, key: Uuid, now: Timestamp) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE institution_keys SET last_used_at = $2 WHERE id = $1",
        vec![key.into(), now.as_millisecond().into()],
    )
    .await?;
    Ok(())
}

/// Ends a key of an institution. Says no if it has no such key or it has ended before.
pub(crate) async fn end(
    tx: &Tx,
    institution: OrganisationId,
    key: Uuid,
    now: Timestamp,
) -> db::Result<bool> {
    let touched = db::execute(
        tx,
        "UPDATE institution_keys SET ended_at = $3
         WHERE id = $1 AND institution = $2 AND ended_at IS NULL",
        vec![
            key.into(),
            institution.uuid().into(),
            now.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(touched == 1)
}

/// Deletes the keys that could not be used any more before a moment; their names stay. Says which.
pub(crate) async fn delete_old(
    tx: &Tx,
    before: Timestamp,
) -> db::Result<Vec<(Uuid, OrganisationId)>> {
    #[derive(FromQueryResult)]
    struct Old {
        id: Uuid,
        institution: Uuid,
    }
    const OLD: &str = "expires_at < $1 OR ended_at < $1";
    let values = || vec![before.as_millisecond().into()];
    db::execute(
        tx,
        &format!(
            "INSERT INTO institution_key_names (id, institution, name)
             SELECT id, institution, name FROM institution_keys WHERE {OLD}
             ON CONFLICT (id) DO NOTHING"
        ),
        values(),
    )
    .await?;
    let sql = format!("DELETE FROM institution_keys WHERE {OLD} RETURNING id, institution");
    let mut old: Vec<(Uuid, OrganisationId)> = db::fetch_all(tx, &sql, values(), |row: Old| {
        Ok((row.id, Id::from_uuid(row.institution)))
    })
    .await?;
    old.sort_by_key(|(id, institution)| (*institution, *id));
    Ok(old)
}
