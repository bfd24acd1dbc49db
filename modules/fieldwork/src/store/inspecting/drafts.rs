// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is being filled in in a browser, and the files of it, sealed in parts.

use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::Timestamp;
use kernel::{FormVersionId, PersonId};
use uuid::Uuid;

use super::super::{fetch_one, moment};

/// A draft, closed.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    /// The inspection.
    pub(crate) inspection: Uuid,
    /// The form.
    pub(crate) xml_form_id: String,
    /// Its version.
    pub(crate) form_version: FormVersionId,
    /// How often it was saved, from 1.
    pub(crate) version: i64,
    /// When it was last saved.
    pub(crate) updated_at: Timestamp,
    /// By whom.
    pub(crate) updated_by: PersonId,
    /// The answers.
    pub(crate) sealed: Vec<u8>,
}

#[derive(FromQueryResult)]
struct Row {
    inspection: Uuid,
    xml_form_id: String,
    form_version: Uuid,
    version: i64,
    updated_at: i64,
    updated_by: Uuid,
    sealed: Vec<u8>,
}

/// The draft of an inspection.
pub(crate) async fn find(
    conn: &impl ConnectionTrait,
    inspection: Uuid,
) -> db::Result<Option<Draft>> {
    fetch_one(
        conn,
        "SELECT inspection, xml_form_id, form_version, version, updated_at, updated_by, sealed
         FROM fieldwork_inspection_drafts WHERE inspection = $1",
        vec![inspection.into()],
        |row: Row| {
            Ok(Draft {
                inspection: row.inspection,
                xml_form_id: row.xml_form_id,
                form_version: FormVersionId::from_uuid(row.form_version),
                version: row.version,
                updated_at: moment(row.updated_at)?,
                updated_by: PersonId::from_uuid(row.updated_by),
                sealed: row.sealed,
            })
        },
    )
    .await
}

/// Saves a draft over the version before. False if somebody else has saved meanwhile.
pub(crate) async fn save(tx: &Tx, draft: &Draft) -> db::Result<bool> {
    let rows = db::execute(
        tx,
        "INSERT INTO fieldwork_inspection_drafts
         (inspection, xml_form_id, form_version, version, updated_at, updated_by, sealed)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (inspection) DO UPDATE SET xml_form_id = excluded.xml_form_id,
           form_version = excluded.form_version, version = excluded.version,
           updated_at = excluded.updated_at, updated_by = excluded.updated_by, sealed = excluded.sealed
         WHERE fieldwork_inspection_drafts.version = excluded.version - 1",
        vec![
            draft.inspection.into(),
            draft.xml_form_id.as_str().into(),
            draft.form_version.uuid().into(),
            draft.version.into(),
            draft.updated_at.as_millisecond().into(),
            draft.updated_by.uuid().into(),
            draft.sealed.clone().into(),
        ],
    )
    .await?;
    Ok(rows == 1)
}

/// Removes a draft with its files.
pub(crate) async fn remove(tx: &Tx, inspection: Uuid) -> db::Result<()> {
    for sql in [
        "DELETE FROM fieldwork_inspection_file_parts WHERE file IN
           (SELECT id FROM fieldwork_inspection_files WHERE inspection = $1)",
        "DELETE FROM fieldwork_inspection_files WHERE inspection = $1",
        "DELETE FROM fieldwork_inspection_drafts WHERE inspection = $1",
    ] {
        db::execute(tx, sql, vec![inspection.into()]).await?;
    }
    Ok(())
}

/// A file of a draft.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct DraftFile {
    /// Which.
    pub(crate) id: Uuid,
    /// The inspection.
    pub(crate) inspection: Uuid,
    /// What kind of file the question asks for.
    pub(crate) kind: String,
    /// What it is called.
    pub(crate) sealed_name: Vec<u8>,
    /// What browsers are told that it is.
    pub(crate) media_type: String,
    /// How large it is in bytes.
    pub(crate) size: i64,
    /// How many bytes have arrived.
    pub(crate) received: i64,
    /// In how many parts.
    pub(crate) parts: i64,
}

impl DraftFile {
    /// What the name or a part is sealed for.
    pub(crate) fn context(id: Uuid, part: Option<i64>) -> String {
        match part {
            Some(part) => format!("fieldwork-inspection-file:{id}:{part}"),
            None => format!("fieldwork-inspection-file-name:{id}"),
        }
    }
}

const FILE: &str = "SELECT id, inspection, kind, sealed_name, media_type, size, received, parts
    FROM fieldwork_inspection_files WHERE id = $1 AND inspection = $2";

/// A file of the draft of an inspection.
pub(crate) async fn file(
    conn: &impl ConnectionTrait,
    inspection: Uuid,
    id: Uuid,
) -> db::Result<Option<DraftFile>> {
    db::one(conn, FILE, vec![id.into(), inspection.into()]).await
}

/// The same, and nobody else adds to it until the transaction ends.
pub(crate) async fn lock_file(
    tx: &Tx,
    inspection: Uuid,
    id: Uuid,
) -> db::Result<Option<DraftFile>> {
    db::one_for_update(tx, FILE, vec![id.into(), inspection.into()]).await
}

/// How many bytes the files of a draft have together.
pub(crate) async fn bytes(conn: &impl ConnectionTrait, inspection: Uuid) -> db::Result<i64> {
    let sum: Option<i64> = db::scalar(
        conn,
        "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM fieldwork_inspection_files
         WHERE inspection = $1",
        vec![inspection.into()],
    )
    .await?;
    Ok(sum.unwrap_or(0))
}

/// Adds a file of which nothing has arrived.
pub(crate) async fn add_file(tx: &Tx, file: &DraftFile, at: Timestamp) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO fieldwork_inspection_files
         (id, inspection, kind, sealed_name, media_type, size, received, parts, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        vec![
            file.id.into(),
            file.inspection.into(),
            file.kind.as_str().into(),
            file.sealed_name.clone().into(),
            file.media_type.as_str().into(),
            file.size.into(),
            file.received.into(),
            file.parts.into(),
            at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Adds the next part of a file, whose `received` and `parts` count it already.
pub(crate) async fn add_part(tx: &Tx, file: &DraftFile, sealed: Vec<u8>) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO fieldwork_inspection_file_parts (file, part, sealed) VALUES ($1, $2, $3)",
        vec![file.id.into(), (file.parts - 1).into(), sealed.into()],
    )
    .await?;
    db::execute(
        tx,
        "UPDATE fieldwork_inspection_files SET media_type = $2, received = $3, parts = $4 WHERE id = $1",
        vec![
            file.id.into(),
            file.media_type.as_str().into(),
            file.received.into(),
            file.parts.into(),
        ],
    )
    .await?;
    Ok(())
}

/// A part of a file, from 0.
pub(crate) async fn part(
    conn: &impl ConnectionTrait,
    file: Uuid,
    part: i64,
) -> db::Result<Option<Vec<u8>>> {
    db::scalar(
        conn,
        "SELECT sealed FROM fieldwork_inspection_file_parts WHERE file = $1 AND part = $2",
        vec![file.into(), part.into()],
    )
    .await
}
