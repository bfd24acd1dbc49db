// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! All records and entities of an office, one after the other, and their end.

use db::{ConnectionTrait, FromQueryResult, Tx, Value};
use jiff::Timestamp;
use kernel::OrganisationId;
use uuid::Uuid;
use vault::Fingerprint;

#[derive(FromQueryResult)]
struct IdRow {
    id: Uuid,
}

/// The next records of an office after this one, by identifier.
pub(crate) async fn records_after(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    after: Uuid,
    limit: i64,
) -> db::Result<Vec<Uuid>> {
    let rows: Vec<IdRow> = db::all(
        conn,
        "SELECT r.id AS id FROM fieldwork_records r JOIN fieldwork_projects p ON p.id = r.project
         WHERE p.office = $1 AND r.id > $2 ORDER BY r.id LIMIT $3",
        vec![office.uuid().into(), after.into(), limit.into()],
    )
    .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Names an entity.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub(crate) struct EntityKey {
    /// The project.
    pub(crate) project: i64,
    /// The list.
    pub(crate) list: String,
    /// The entity.
    pub(crate) id: Uuid,
}

/// All entities of an office, also deleted ones.
pub(crate) async fn entities(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
) -> db::Result<Vec<EntityKey>> {
    db::all(
        conn,
        "SELECT e.project AS project, e.list AS list, e.id AS id
         FROM fieldwork_entities e JOIN fieldwork_projects p ON p.id = e.project
         WHERE p.office = $1 ORDER BY e.project, e.list, e.id",
        vec![office.uuid().into()],
    )
    .await
}

/// The files of a record: the hash of each name, the name sealed, and what it is.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct FileRow {
    /// The hash of the name.
    pub(crate) name_hash: Vec<u8>,
    /// The name, sealed.
    pub(crate) sealed_name: Vec<u8>,
    /// What it is.
    pub(crate) media_type: String,
}

/// The files of a record.
pub(crate) async fn files(conn: &impl ConnectionTrait, record: Uuid) -> db::Result<Vec<FileRow>> {
    db::all(
        conn,
        "SELECT name_hash, sealed_name, media_type FROM fieldwork_files
         WHERE record = $1 ORDER BY created_at, name_hash",
        vec![record.into()],
    )
    .await
}

/// Restricts a record because of the request with this number, or lifts that.
pub(crate) async fn restrict(
    tx: &Tx,
    record: Uuid,
    restricted: Option<(Timestamp, &str)>,
) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE fieldwork_records SET restricted_at = $2, restricted_for = $3 WHERE id = $1",
        vec![
            record.into(),
            restricted.map(|(at, _)| at.as_millisecond()).into(),
            restricted.map(|(_, request)| request.to_owned()).into(),
        ],
    )
    .await?;
    Ok(())
}

async fn take(tx: &Tx, print: &mut Fingerprint, sql: &str, values: Vec<Value>) -> db::Result<()> {
    #[derive(FromQueryResult)]
    struct Piece {
        piece: Vec<u8>,
    }
    let pieces: Vec<Piece> = db::all(tx, sql, values).await?;
    for one in pieces {
        print.add(&one.piece);
    }
    Ok(())
}

/// Deletes a record with versions, files and comments; what it did to entities stays with them.
pub(crate) async fn delete_record(tx: &Tx, record: Uuid) -> db::Result<(i64, [u8; 32])> {
    let mut print = Fingerprint::default();
    for (table, column, order) in [
        ("fieldwork_versions", "sealed_xml", "number"),
        ("fieldwork_versions", "sealed_facts", "number"),
        ("fieldwork_files", "sealed_name", "name_hash"),
        ("fieldwork_file_parts", "sealed", "name_hash, part"),
        ("fieldwork_comments", "sealed", "id"),
    ] {
        let sql =
            format!("SELECT {column} AS piece FROM {table} WHERE record = $1 ORDER BY {order}");
        take(tx, &mut print, &sql, vec![record.into()]).await?;
    }
    for sql in [
        "UPDATE fieldwork_entity_versions SET record = NULL WHERE record = $1",
        "DELETE FROM fieldwork_comments WHERE record = $1",
        "DELETE FROM fieldwork_file_parts WHERE record = $1",
        "DELETE FROM fieldwork_files WHERE record = $1",
        "DELETE FROM fieldwork_versions WHERE record = $1",
        "DELETE FROM fieldwork_records WHERE id = $1",
    ] {
        db::execute(tx, sql, vec![record.into()]).await?;
    }
    Ok(print.end())
}

/// Deletes an entity with all its versions.
pub(crate) async fn delete_entity(tx: &Tx, key: &EntityKey) -> db::Result<(i64, [u8; 32])> {
    let values = || {
        vec![
            Value::from(key.project),
            key.list.as_str().into(),
            key.id.into(),
        ]
    };
    let mut print = Fingerprint::default();
    take(
        tx,
        &mut print,
        "SELECT sealed AS piece FROM fieldwork_entity_versions
         WHERE project = $1 AND list = $2 AND entity = $3 ORDER BY number",
        values(),
    )
    .await?;
    for sql in [
        "DELETE FROM fieldwork_entity_versions WHERE project = $1 AND list = $2 AND entity = $3",
        "DELETE FROM fieldwork_entities WHERE project = $1 AND list = $2 AND id = $3",
    ] {
        db::execute(tx, sql, values()).await?;
    }
    Ok(print.end())
}
