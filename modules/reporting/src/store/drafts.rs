// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What somebody has begun to fill in, sealed.

use db::{ConnectionTrait, FromQueryResult};
use jiff::Timestamp;
use kernel::{CollectionId, Id, OrganisationId, PersonId};
use uuid::Uuid;

use super::moment;
use crate::period::Period;

/// Whose draft about which period of which collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// Which collection.
    pub collection: CollectionId,
    /// Which institution.
    pub institution: OrganisationId,
    /// Which period.
    pub period: Period,
}

impl Key {
    /// The context under which the draft is sealed.
    pub fn seal_context(&self) -> String {
        format!(
            "draft/{}/{}/{}",
            self.collection, self.institution, self.period
        )
    }

    fn values(&self) -> Vec<db::Value> {
        vec![
            self.collection.uuid().into(),
            self.institution.uuid().into(),
            self.period.to_string().into(),
        ]
    }
}

/// A draft as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Names the form in the browser, so that it is sent once however often it is posted.
    pub token: String,
    /// Counts the savings, from 1.
    pub version: i64,
    /// The answers, sealed.
    pub sealed: Vec<u8>,
    /// When it was saved.
    pub updated_at: Timestamp,
    /// Who saved it.
    pub updated_by: Option<PersonId>,
}

#[derive(FromQueryResult)]
struct Row {
    token: String,
    version: i64,
    sealed: Vec<u8>,
    updated_at: i64,
    updated_by: Option<Uuid>,
}

/// The draft, if there is one.
pub async fn find(conn: &impl ConnectionTrait, key: &Key) -> db::Result<Option<Draft>> {
    let row = db::one::<Row>(
        conn,
        "SELECT token, version, sealed, updated_at, updated_by FROM drafts
         WHERE collection = $1 AND institution = $2 AND period = $3",
        key.values(),
    )
    .await?;
    row.map(|row| {
        Ok(Draft {
            token: row.token,
            version: row.version,
            sealed: row.sealed,
            updated_at: moment("updated_at", row.updated_at)?,
            updated_by: row.updated_by.map(Id::from_uuid),
        })
    })
    .transpose()
}

/// Saves a draft whose last known version is `known` (0 if there was none). Says whether that
/// worked; it does not if somebody else has saved meanwhile.
pub async fn save(
    conn: &impl ConnectionTrait,
    key: &Key,
    draft: &Draft,
    known: i64,
) -> db::Result<bool> {
    let mut values = key.values();
    values.extend([
        draft.token.as_str().into(),
        draft.sealed.clone().into(),
        draft.updated_at.as_millisecond().into(),
        draft.updated_by.map(PersonId::uuid).into(),
    ]);
    let rows = if known == 0 {
        db::execute(
            conn,
            "INSERT INTO drafts (collection, institution, period, token, version, sealed, updated_at, updated_by)
             VALUES ($1, $2, $3, $4, 1, $5, $6, $7)
             ON CONFLICT (collection, institution, period) DO NOTHING",
            values,
        )
        .await?
    } else {
        values.push(known.into());
        db::execute(
            conn,
            "UPDATE drafts SET token = $4, version = version + 1, sealed = $5, updated_at = $6, updated_by = $7
             WHERE collection = $1 AND institution = $2 AND period = $3 AND version = $8",
            values,
        )
        .await?
    };
    Ok(rows == 1)
}

/// Throws a draft away; says whether there was one.
pub async fn remove(conn: &impl ConnectionTrait, key: &Key) -> db::Result<bool> {
    let rows = db::execute(
        conn,
        "DELETE FROM drafts WHERE collection = $1 AND institution = $2 AND period = $3",
        key.values(),
    )
    .await?;
    Ok(rows == 1)
}

/// Throws away what an institution has begun about periods after `last`.
pub async fn remove_after(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    institution: OrganisationId,
    last: Period,
) -> db::Result<u64> {
    db::execute(
        conn,
        "DELETE FROM drafts WHERE collection = $1 AND institution = $2 AND period > $3",
        vec![
            collection.uuid().into(),
            institution.uuid().into(),
            last.to_string().into(),
        ],
    )
    .await
}
