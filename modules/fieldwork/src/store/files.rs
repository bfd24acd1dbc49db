// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files of records, in sealed parts.

use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::Timestamp;
use uuid::Uuid;

use crate::model::RecordFile;

/// The file of a record with this hash of its name.
pub(crate) async fn find(
    conn: &impl ConnectionTrait,
    record: Uuid,
    name_hash: &[u8],
) -> db::Result<Option<RecordFile>> {
    #[derive(FromQueryResult)]
    struct Row {
        media_type: String,
        size: i64,
        parts: i64,
    }
    let row: Option<Row> = db::one(
        conn,
        "SELECT media_type, size, parts FROM fieldwork_files WHERE record = $1 AND name_hash = $2",
        vec![record.into(), name_hash.into()],
    )
    .await?;
    Ok(row.map(|row| RecordFile {
        media_type: row.media_type,
        size: row.size,
        parts: row.parts,
    }))
}

/// Adds a file, or puts it in the place of another of the same name. Its parts follow.
pub(crate) async fn put(
    tx: &Tx,
    record: Uuid,
    (name_hash, sealed_name): (&[u8], Vec<u8>),
    file: &RecordFile,
    at: Timestamp,
) -> db::Result<()> {
    db::execute(
        tx,
        "DELETE FROM fieldwork_file_parts WHERE record = $1 AND name_hash = $2",
        vec![record.into(), name_hash.into()],
    )
    .await?;
    db::execute(
        tx,
        "INSERT INTO fieldwork_files (record, name_hash, sealed_name, media_type, size, parts, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (record, name_hash) DO UPDATE SET sealed_name = excluded.sealed_name,
           media_type = excluded.media_type, size = excluded.size, parts = excluded.parts,
           created_at = excluded.created_at",
        vec![
            record.into(),
            name_hash.into(),
            sealed_name.into(),
            file.media_type.as_str().into(),
            file.size.into(),
            file.parts.into(),
            at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Adds a part of a file.
pub(crate) async fn add_part(
    tx: &Tx,
    record: Uuid,
    name_hash: &[u8],
    (part, sealed): (i64, Vec<u8>),
) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO fieldwork_file_parts (record, name_hash, part, sealed) VALUES ($1, $2, $3, $4)",
        vec![
            record.into(),
            name_hash.into(),
            part.into(),
            sealed.into(),
        ],
    )
    .await?;
    Ok(())
}

/// A part of a file.
pub(crate) async fn part(
    conn: &impl ConnectionTrait,
    record: Uuid,
    name_hash: &[u8],
    part: i64,
) -> db::Result<Option<Vec<u8>>> {
    db::scalar(
        conn,
        "SELECT sealed FROM fieldwork_file_parts WHERE record = $1 AND name_hash = $2 AND part = $3",
        vec![record.into(), name_hash.into(), part.into()],
    )
    .await
}

/// Removes a file. False if there was none.
pub(crate) async fn remove(tx: &Tx, record: Uuid, name_hash: &[u8]) -> db::Result<bool> {
    let values = || vec![record.into(), name_hash.into()];
    db::execute(
        tx,
        "DELETE FROM fieldwork_file_parts WHERE record = $1 AND name_hash = $2",
        values(),
    )
    .await?;
    let rows = db::execute(
        tx,
        "DELETE FROM fieldwork_files WHERE record = $1 AND name_hash = $2",
        values(),
    )
    .await?;
    Ok(rows == 1)
}
