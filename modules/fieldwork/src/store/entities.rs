// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Entities and their versions.

use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::Timestamp;
use uuid::Uuid;

use super::{broken, fetch_all, fetch_one, millis, moment, moment_if};
use crate::model::{Conflict, Entity, List, SealedEntity};

#[derive(FromQueryResult)]
struct Row {
    project: i64,
    list: String,
    id: Uuid,
    number: i64,
    actor: i64,
    conflict: Option<String>,
    created_at: i64,
    updated_at: Option<i64>,
    deleted_at: Option<i64>,
}

impl Row {
    fn entity(self) -> db::Result<Entity> {
        let conflict = self
            .conflict
            .map(|name| Conflict::named(&name).ok_or_else(|| broken("conflict")));
        Ok(Entity {
            project: self.project,
            list: self.list,
            id: self.id,
            number: self.number,
            actor: self.actor,
            conflict: conflict.transpose()?,
            created_at: moment(self.created_at)?,
            updated_at: moment_if(self.updated_at)?,
            deleted_at: moment_if(self.deleted_at)?,
        })
    }
}

const COLUMNS: &str = "e.project, e.list, e.id, e.number, e.actor, e.conflict, e.created_at,
    e.updated_at, e.deleted_at";

/// Which entities of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Which {
    /// Those that are there.
    #[default]
    Living,
    /// Those whose changes contradict each other.
    Contradicting,
    /// Those that were deleted.
    Deleted,
    /// All.
    All,
}

impl Which {
    fn condition(self) -> &'static str {
        match self {
            Self::Living => " AND e.deleted_at IS NULL",
            Self::Contradicting => " AND e.deleted_at IS NULL AND e.conflict IS NOT NULL",
            Self::Deleted => " AND e.deleted_at IS NOT NULL",
            Self::All => "",
        }
    }
}

/// How many entities of a list there are.
pub(crate) async fn count(
    conn: &impl ConnectionTrait,
    list: &List,
    which: Which,
) -> db::Result<i64> {
    let sql = format!(
        "SELECT COUNT(*) FROM fieldwork_entities e WHERE e.project = $1 AND e.list = $2{}",
        which.condition()
    );
    let values = vec![list.project.into(), list.name.as_str().into()];
    Ok(db::scalar(conn, &sql, values).await?.unwrap_or(0))
}

/// An entity with its newest version.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    pub(crate) entity: Entity,
    pub(crate) version: SealedEntity,
}

#[derive(FromQueryResult)]
struct KeptRow {
    project: i64,
    list: String,
    id: Uuid,
    number: i64,
    actor: i64,
    conflict: Option<String>,
    created_at: i64,
    updated_at: Option<i64>,
    deleted_at: Option<i64>,
    base: Option<i64>,
    version_actor: i64,
    record: Option<Uuid>,
    version_created_at: i64,
    sealed: Vec<u8>,
}

impl KeptRow {
    fn kept(self) -> db::Result<Kept> {
        let version = SealedEntity {
            number: self.number,
            base: self.base,
            actor: self.version_actor,
            record: self.record,
            created_at: moment(self.version_created_at)?,
            sealed: self.sealed,
        };
        let row = Row {
            project: self.project,
            list: self.list,
            id: self.id,
            number: self.number,
            actor: self.actor,
            conflict: self.conflict,
            created_at: self.created_at,
            updated_at: self.updated_at,
            deleted_at: self.deleted_at,
        };
        Ok(Kept {
            entity: row.entity()?,
            version,
        })
    }
}

fn kept_sql() -> String {
    format!(
        "SELECT {COLUMNS}, v.base, v.actor AS version_actor, v.record,
                v.created_at AS version_created_at, v.sealed
         FROM fieldwork_entities e JOIN fieldwork_entity_versions v
           ON v.project = e.project AND v.list = e.list AND v.entity = e.id AND v.number = e.number
         WHERE e.project = $1 AND e.list = $2"
    )
}

/// Where a page begins: after this entity, the newest first.
pub(crate) type After = Option<(Timestamp, Uuid)>;

/// The next entities of a list with their newest versions, the newest first.
pub(crate) async fn page(
    conn: &impl ConnectionTrait,
    list: &List,
    which: Which,
    after: After,
    (offset, limit): (i64, i64),
) -> db::Result<Vec<Kept>> {
    let mut values: Vec<db::Value> = vec![
        list.project.into(),
        list.name.as_str().into(),
        limit.into(),
        offset.into(),
    ];
    let mut position = "";
    if let Some((at, id)) = after {
        values.extend([at.as_millisecond().into(), id.into()]);
        position = " AND (e.created_at < $5 OR (e.created_at = $5 AND e.id < $6))";
    }
    let sql = format!(
        "{}{}{position} ORDER BY e.created_at DESC, e.id DESC LIMIT $3 OFFSET $4",
        kept_sql(),
        which.condition()
    );
    fetch_all(conn, &sql, values, KeptRow::kept).await
}

/// An entity with its newest version, deleted or not.
pub(crate) async fn find(
    conn: &impl ConnectionTrait,
    list: &List,
    id: Uuid,
) -> db::Result<Option<Kept>> {
    let sql = format!("{} AND e.id = $3", kept_sql());
    let values = vec![list.project.into(), list.name.as_str().into(), id.into()];
    fetch_one(conn, &sql, values, KeptRow::kept).await
}

/// An entity, and nobody else changes it until the transaction ends.
pub(crate) async fn lock(tx: &Tx, list: &List, id: Uuid) -> db::Result<Option<Entity>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM fieldwork_entities e
         WHERE e.project = $1 AND e.list = $2 AND e.id = $3"
    );
    let values = vec![list.project.into(), list.name.as_str().into(), id.into()];
    let row: Option<Row> = db::one_for_update(tx, &sql, values).await?;
    row.map(Row::entity).transpose()
}

#[derive(FromQueryResult)]
struct Standing {
    id: Uuid,
    deleted_at: Option<i64>,
}

/// Whether entities of a list were deleted, by identifier; those that never were are left out.
pub(crate) async fn standing(
    conn: &impl ConnectionTrait,
    list: &List,
    ids: &[Uuid],
) -> db::Result<Vec<(Uuid, bool)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut values: Vec<db::Value> = vec![list.project.into(), list.name.as_str().into()];
    values.extend(ids.iter().map(|id| db::Value::from(*id)));
    let places: Vec<String> = (3..=values.len())
        .map(|place| format!("${place}"))
        .collect();
    let sql = format!(
        "SELECT id, deleted_at FROM fieldwork_entities
         WHERE project = $1 AND list = $2 AND id IN ({}) ORDER BY id",
        places.join(", ")
    );
    let rows: Vec<Standing> = db::all(conn, &sql, values).await?;
    let rows = rows.into_iter();
    Ok(rows.map(|row| (row.id, row.deleted_at.is_some())).collect())
}

/// Adds an entity. False if the list has one with this identifier.
pub(crate) async fn add(tx: &Tx, entity: &Entity) -> db::Result<bool> {
    let rows = db::execute(
        tx,
        "INSERT INTO fieldwork_entities (project, list, id, number, actor, conflict, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        vec![
            entity.project.into(),
            entity.list.as_str().into(),
            entity.id.into(),
            entity.number.into(),
            entity.actor.into(),
            entity.conflict.map(Conflict::name).into(),
            entity.created_at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(rows == 1)
}

/// Writes the number of the newest version, the conflict, and when it was changed or deleted.
pub(crate) async fn change(tx: &Tx, entity: &Entity) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE fieldwork_entities SET number = $4, conflict = $5, updated_at = $6, deleted_at = $7
         WHERE project = $1 AND list = $2 AND id = $3",
        vec![
            entity.project.into(),
            entity.list.as_str().into(),
            entity.id.into(),
            entity.number.into(),
            entity.conflict.map(Conflict::name).into(),
            millis(entity.updated_at),
            millis(entity.deleted_at),
        ],
    )
    .await?;
    Ok(())
}

/// Adds a version.
pub(crate) async fn add_version(
    tx: &Tx,
    entity: &Entity,
    version: &SealedEntity,
) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO fieldwork_entity_versions
         (project, list, entity, number, base, actor, record, created_at, sealed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        vec![
            entity.project.into(),
            entity.list.as_str().into(),
            entity.id.into(),
            version.number.into(),
            version.base.into(),
            version.actor.into(),
            version.record.into(),
            version.created_at.as_millisecond().into(),
            version.sealed.clone().into(),
        ],
    )
    .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct VersionRow {
    number: i64,
    base: Option<i64>,
    actor: i64,
    record: Option<Uuid>,
    created_at: i64,
    sealed: Vec<u8>,
}

impl VersionRow {
    fn version(self) -> db::Result<SealedEntity> {
        Ok(SealedEntity {
            number: self.number,
            base: self.base,
            actor: self.actor,
            record: self.record,
            created_at: moment(self.created_at)?,
            sealed: self.sealed,
        })
    }
}

/// The versions of an entity, the newest first.
pub(crate) async fn versions(
    conn: &impl ConnectionTrait,
    entity: &Entity,
) -> db::Result<Vec<SealedEntity>> {
    fetch_all(
        conn,
        "SELECT number, base, actor, record, created_at, sealed FROM fieldwork_entity_versions
         WHERE project = $1 AND list = $2 AND entity = $3 ORDER BY number DESC LIMIT 1000",
        vec![
            entity.project.into(),
            entity.list.as_str().into(),
            entity.id.into(),
        ],
        VersionRow::version,
    )
    .await
}

/// An entity that a record made or changed.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub(crate) struct Done {
    /// The list.
    pub(crate) list: String,
    /// The entity.
    pub(crate) entity: Uuid,
    /// The version.
    pub(crate) number: i64,
}

/// What a record has done with entities.
pub(crate) async fn of_record(conn: &impl ConnectionTrait, record: Uuid) -> db::Result<Vec<Done>> {
    db::all(
        conn,
        "SELECT list, entity, number FROM fieldwork_entity_versions
         WHERE record = $1 ORDER BY list, entity, number LIMIT 10000",
        vec![record.into()],
    )
    .await
}
