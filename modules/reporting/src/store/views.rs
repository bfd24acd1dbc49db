// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Saved views of the reports of an office.

use db::{ConnectionTrait, FromQueryResult};
use jiff::Timestamp;
use kernel::{CollectionId, Id, OrganisationId, PersonId};
use uuid::Uuid;

use super::{fetch_all, fetch_one, moment};
use crate::model::Within;

/// A view; what it says is sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Which.
    pub id: Uuid,
    /// Of which collection.
    pub collection: CollectionId,
    /// At which office, whose key seals it.
    pub office: OrganisationId,
    /// Who made it.
    pub owner: PersonId,
    /// Whether everybody at the office who may open its reports sees it.
    pub shared: bool,
    /// Whether it was saved under a name.
    pub named: bool,
    /// What it says, sealed.
    pub sealed: Vec<u8>,
    /// The number of its saving, from 1.
    pub version: i64,
    /// When it was saved.
    pub changed_at: Timestamp,
    /// Who saved it.
    pub changed_by: PersonId,
}

impl View {
    /// The context under which a view is sealed.
    pub fn seal_context(id: Uuid) -> String {
        format!("insight-view/{id}")
    }

    /// Whether this person finds it. Who reaches only a part of the office finds her own ones: what others
    /// look for can tell about institutions outside of the part.
    pub fn is_for(&self, person: PersonId, within: &Within) -> bool {
        self.owner == person || self.shared && self.named && within.is_all()
    }
}

const COLUMNS: &str =
    "id, collection, office, owner, shared, named, sealed, version, changed_at, changed_by";

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    collection: Uuid,
    office: Uuid,
    owner: Uuid,
    shared: bool,
    named: bool,
    sealed: Vec<u8>,
    version: i64,
    changed_at: i64,
    changed_by: Uuid,
}

impl Row {
    fn view(self) -> db::Result<View> {
        Ok(View {
            id: self.id,
            collection: Id::from_uuid(self.collection),
            office: Id::from_uuid(self.office),
            owner: Id::from_uuid(self.owner),
            shared: self.shared,
            named: self.named,
            sealed: self.sealed,
            version: self.version,
            changed_at: moment("changed_at", self.changed_at)?,
            changed_by: Id::from_uuid(self.changed_by),
        })
    }
}

/// The view with this identifier.
pub async fn find(conn: &impl ConnectionTrait, id: Uuid) -> db::Result<Option<View>> {
    fetch_one(
        conn,
        &format!("SELECT {COLUMNS} FROM insight_views WHERE id = $1"),
        vec![id.into()],
        Row::view,
    )
    .await
}

/// The views under a name that a person finds at an office, the latest first.
pub async fn of(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    office: OrganisationId,
    (person, within): (PersonId, &Within),
) -> db::Result<Vec<View>> {
    fetch_all(
        conn,
        &format!(
            "SELECT {COLUMNS} FROM insight_views
             WHERE collection = $1 AND office = $2 AND named = $3 AND (owner = $4 OR (shared = $3 AND $5 = $3))
             ORDER BY changed_at DESC, id LIMIT 200"
        ),
        vec![
            collection.uuid().into(),
            office.uuid().into(),
            true.into(),
            person.uuid().into(),
            within.is_all().into(),
        ],
        Row::view,
    )
    .await
}

/// Adds a view.
pub async fn add(tx: &db::Tx, view: &View) -> db::Result<()> {
    db::execute(
        tx,
        &format!(
            "INSERT INTO insight_views ({COLUMNS})
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
        ),
        vec![
            view.id.into(),
            view.collection.uuid().into(),
            view.office.uuid().into(),
            view.owner.uuid().into(),
            view.shared.into(),
            view.named.into(),
            view.sealed.clone().into(),
            view.version.into(),
            view.changed_at.as_millisecond().into(),
            view.changed_by.uuid().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Saves a view over the saving before; says whether that was still the last one.
pub async fn save(tx: &db::Tx, view: &View) -> db::Result<bool> {
    let rows = db::execute(
        tx,
        "UPDATE insight_views SET shared = $1, named = $2, sealed = $3, version = $4, changed_at = $5,
             changed_by = $6
         WHERE id = $7 AND version = $4 - 1",
        vec![
            view.shared.into(),
            view.named.into(),
            view.sealed.clone().into(),
            view.version.into(),
            view.changed_at.as_millisecond().into(),
            view.changed_by.uuid().into(),
            view.id.into(),
        ],
    )
    .await?;
    Ok(rows == 1)
}

/// Removes a view as it was seen; says whether it was still that.
pub async fn remove(tx: &db::Tx, id: Uuid, version: i64) -> db::Result<bool> {
    let sql = "DELETE FROM insight_views WHERE id = $1 AND version = $2";
    let rows = db::execute(tx, sql, vec![id.into(), version.into()]).await?;
    Ok(rows == 1)
}

/// Removes what nobody has given a name and nobody has looked at since.
pub async fn remove_unnamed(tx: &db::Tx, before: Timestamp) -> db::Result<u64> {
    db::execute(
        tx,
        "DELETE FROM insight_views WHERE named = $1 AND changed_at < $2",
        vec![false.into(), before.as_millisecond().into()],
    )
    .await
}
