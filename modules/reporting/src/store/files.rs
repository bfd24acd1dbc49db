// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files that answer questions, in sealed parts.

use db::{ConnectionTrait, FromQueryResult};
use jiff::Timestamp;
use kernel::{CollectionId, FileId, Id, OrganisationId, PersonId, SubmissionId};
use uuid::Uuid;

use super::drafts::Key;
use super::{CHUNK, fetch_all, fetch_one, moment, read};
use crate::model::File;

const COLUMNS: &str =
    "id, collection, institution, period, office, submission, kind, media_type, size,
    received, parts, sealed_name, named_at, created_at, created_by";

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    collection: Uuid,
    institution: Uuid,
    period: String,
    office: Uuid,
    submission: Option<Uuid>,
    kind: String,
    media_type: String,
    size: i64,
    received: i64,
    parts: i64,
    sealed_name: Vec<u8>,
    named_at: Option<i64>,
    created_at: i64,
    created_by: Option<Uuid>,
}

impl Row {
    fn file(self) -> db::Result<File> {
        let named_at = self.named_at.map(|at| moment("named_at", at));
        Ok(File {
            id: Id::from_uuid(self.id),
            collection: Id::from_uuid(self.collection),
            institution: Id::from_uuid(self.institution),
            period: read("period", &self.period)?,
            office: Id::from_uuid(self.office),
            submission: self.submission.map(Id::from_uuid),
            kind: read("kind", &self.kind)?,
            media_type: self.media_type,
            size: self.size,
            received: self.received,
            parts: self.parts,
            sealed_name: self.sealed_name,
            named_at: named_at.transpose()?,
            created_at: moment("created_at", self.created_at)?,
            created_by: self.created_by.map(Id::from_uuid),
        })
    }
}

/// The rows that belong to a draft, behind `WHERE`, with the values of [`Key`] first.
const OF_DRAFT: &str =
    "collection = $1 AND institution = $2 AND period = $3 AND submission IS NULL";

fn key_values(key: &Key) -> Vec<db::Value> {
    vec![
        key.collection.uuid().into(),
        key.institution.uuid().into(),
        key.period.to_string().into(),
    ]
}

/// Writes a file of which nothing has arrived yet.
pub async fn add(tx: &db::Tx, file: &File) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO files (id, collection, institution, period, office, submission, kind, media_type, size,
            received, parts, sealed_name, named_at, created_at, created_by, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $14)",
        vec![
            file.id.uuid().into(),
            file.collection.uuid().into(),
            file.institution.uuid().into(),
            file.period.to_string().into(),
            file.office.uuid().into(),
            file.submission.map(SubmissionId::uuid).into(),
            file.kind.name().into(),
            file.media_type.as_str().into(),
            file.size.into(),
            file.received.into(),
            file.parts.into(),
            file.sealed_name.clone().into(),
            file.named_at.map(Timestamp::as_millisecond).into(),
            file.created_at.as_millisecond().into(),
            file.created_by.map(PersonId::uuid).into(),
        ],
    )
    .await?;
    Ok(())
}

/// The file with this identifier.
pub async fn find(conn: &impl ConnectionTrait, id: FileId) -> db::Result<Option<File>> {
    fetch_one(
        conn,
        &format!("SELECT {COLUMNS} FROM files WHERE id = $1"),
        vec![id.uuid().into()],
        Row::file,
    )
    .await
}

/// The same, and nobody else changes it until the transaction ends.
pub async fn find_for_update(tx: &db::Tx, id: FileId) -> db::Result<Option<File>> {
    db::one_for_update::<Row>(
        tx,
        &format!("SELECT {COLUMNS} FROM files WHERE id = $1"),
        vec![id.uuid().into()],
    )
    .await?
    .map(Row::file)
    .transpose()
}

/// Those of the files that exist.
pub async fn find_all(conn: &impl ConnectionTrait, ids: &[FileId]) -> db::Result<Vec<File>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(CHUNK) {
        let sql = format!(
            "SELECT {COLUMNS} FROM files WHERE id IN {}",
            db::rows_of(1, chunk.len())
        );
        let values = chunk.iter().map(|id| id.uuid().into()).collect();
        found.extend(fetch_all(conn, &sql, values, Row::file).await?);
    }
    Ok(found)
}

/// The files that were sent with a report.
pub async fn of_submission(
    conn: &impl ConnectionTrait,
    submission: SubmissionId,
) -> db::Result<Vec<File>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM files WHERE submission = $1 AND named_at IS NOT NULL ORDER BY created_at, id"
    );
    fetch_all(conn, &sql, vec![submission.uuid().into()], Row::file).await
}

/// How many files something has, and how many bytes they are together when complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromQueryResult)]
pub struct Usage {
    /// How many.
    pub files: i64,
    /// Bytes.
    pub bytes: i64,
}

const USAGE: &str =
    "SELECT COUNT(*) AS files, CAST(COALESCE(SUM(size), 0) AS BIGINT) AS bytes FROM files";

fn usage_of(found: Option<Usage>) -> Usage {
    found.unwrap_or(Usage { files: 0, bytes: 0 })
}

/// What a draft has.
pub async fn usage_of_draft(conn: &impl ConnectionTrait, key: &Key) -> db::Result<Usage> {
    let sql = format!("{USAGE} WHERE {OF_DRAFT}");
    Ok(usage_of(db::one(conn, &sql, key_values(key)).await?))
}

/// What has been uploaded for correcting a report and was not sent.
pub async fn usage_of_correction(
    conn: &impl ConnectionTrait,
    submission: SubmissionId,
) -> db::Result<Usage> {
    let sql = format!("{USAGE} WHERE submission = $1 AND named_at IS NULL");
    let values = vec![submission.uuid().into()];
    Ok(usage_of(db::one(conn, &sql, values).await?))
}

/// Writes a part, which the file does not have yet.
pub async fn add_part(tx: &db::Tx, file: FileId, number: i64, sealed: Vec<u8>) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO file_parts (file, number, sealed) VALUES ($1, $2, $3)",
        vec![file.uuid().into(), number.into(), sealed.into()],
    )
    .await?;
    Ok(())
}

/// Writes how far a file has arrived, and what it is.
pub async fn set_arrived(tx: &db::Tx, file: &File, at: Timestamp) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE files SET received = $2, parts = $3, media_type = $4, updated_at = $5 WHERE id = $1",
        vec![
            file.id.uuid().into(),
            file.received.into(),
            file.parts.into(),
            file.media_type.as_str().into(),
            at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Part `number` of a file, sealed.
pub async fn part(
    conn: &impl ConnectionTrait,
    file: FileId,
    number: i64,
) -> db::Result<Option<Vec<u8>>> {
    db::scalar(
        conn,
        "SELECT sealed FROM file_parts WHERE file = $1 AND number = $2",
        vec![file.uuid().into(), number.into()],
    )
    .await
}

/// Notes that a saved draft names these of its files, and no others.
pub async fn name_in_draft(
    tx: &db::Tx,
    key: &Key,
    files: &[FileId],
    at: Timestamp,
) -> db::Result<()> {
    let mut values = key_values(key);
    values.push(at.as_millisecond().into());
    let sql = format!(
        "UPDATE files SET named_at = NULL, updated_at = $4 WHERE {OF_DRAFT} AND named_at IS NOT NULL"
    );
    db::execute(tx, &sql, values.clone()).await?;
    for chunk in files.chunks(CHUNK) {
        let sql = format!(
            "UPDATE files SET named_at = $4 WHERE {OF_DRAFT} AND id IN {}",
            numbered(5, chunk.len())
        );
        let mut values = values.clone();
        values.extend(chunk.iter().map(|id| db::Value::from(id.uuid())));
        db::execute(tx, &sql, values).await?;
    }
    Ok(())
}

/// Gives files to a report that is sent. Says how many there were.
pub async fn attach(
    tx: &db::Tx,
    submission: SubmissionId,
    files: &[FileId],
    at: Timestamp,
) -> db::Result<u64> {
    let mut attached = 0;
    for chunk in files.chunks(CHUNK) {
        let sql = format!(
            "UPDATE files SET submission = $1, named_at = COALESCE(named_at, $2)
             WHERE (submission IS NULL OR submission = $1) AND id IN {}",
            numbered(3, chunk.len())
        );
        let mut values = vec![submission.uuid().into(), at.as_millisecond().into()];
        values.extend(chunk.iter().map(|id| db::Value::from(id.uuid())));
        attached += db::execute(tx, &sql, values).await?;
    }
    Ok(attached)
}

/// `($3, $4)`: `count` placeholders from `first` on.
fn numbered(first: usize, count: usize) -> String {
    let all: Vec<String> = (first..first + count).map(|n| format!("${n}")).collect();
    format!("({})", all.join(", "))
}

/// Removes a file with its parts.
pub async fn remove(tx: &db::Tx, file: FileId) -> db::Result<()> {
    let sql = "DELETE FROM files WHERE id = $1";
    db::execute(tx, sql, vec![file.uuid().into()]).await?;
    Ok(())
}

/// Removes the files of a draft, which goes away in the same transaction.
pub async fn remove_of_draft(tx: &db::Tx, key: &Key) -> db::Result<u64> {
    let sql = format!("DELETE FROM files WHERE {OF_DRAFT}");
    db::execute(tx, &sql, key_values(key)).await
}

/// Removes what an institution has uploaded for drafts about periods after `last`.
pub async fn remove_after(
    tx: &db::Tx,
    collection: CollectionId,
    institution: OrganisationId,
    last: crate::period::Period,
) -> db::Result<u64> {
    db::execute(
        tx,
        "DELETE FROM files WHERE collection = $1 AND institution = $2 AND period > $3 AND submission IS NULL",
        vec![
            collection.uuid().into(),
            institution.uuid().into(),
            last.to_string().into(),
        ],
    )
    .await
}

/// Removes what neither a saved draft nor a report names and what was last added to before `before`.
pub async fn remove_unnamed(tx: &db::Tx, before: Timestamp) -> db::Result<u64> {
    db::execute(
        tx,
        "DELETE FROM files WHERE named_at IS NULL AND updated_at < $1",
        vec![before.as_millisecond().into()],
    )
    .await
}

/// The same, only of a draft.
pub async fn remove_unnamed_of_draft(tx: &db::Tx, key: &Key, before: Timestamp) -> db::Result<u64> {
    let sql =
        format!("DELETE FROM files WHERE {OF_DRAFT} AND named_at IS NULL AND updated_at < $4");
    let mut values = key_values(key);
    values.push(before.as_millisecond().into());
    db::execute(tx, &sql, values).await
}

/// The same, only of the correction of a report.
pub async fn remove_unnamed_of_correction(
    tx: &db::Tx,
    submission: SubmissionId,
    before: Timestamp,
) -> db::Result<u64> {
    db::execute(
        tx,
        "DELETE FROM files WHERE submission = $1 AND named_at IS NULL AND updated_at < $2",
        vec![submission.uuid().into(), before.as_millisecond().into()],
    )
    .await
}
