// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Bringing files together, deleting them, and the proofs of deletion.

use db::{ConnectionTrait, FromQueryResult, Tx, fetch_all};
use kernel::{CaseFileId, Id, OrganisationId, SubmissionId};
use uuid::Uuid;
use vault::Fingerprint;

use super::{moment, read};
use crate::model::Deletion;

/// The tables that hold what belongs to a file; all name it in a column `case_file`.
const PARTS: [&str; 6] = [
    "case_reports",
    "case_steps",
    "case_letters",
    "case_uploads",
    "case_events",
    "case_statements",
];

/// The sealed columns of these tables, and what their rows are sorted by.
const SEALED: [(&str, &str, &str); 9] = [
    ("case_reports", "sealed", "submission, place"),
    ("case_steps", "sealed", "id"),
    ("case_letters", "sealed", "id"),
    ("case_uploads", "sealed_name", "id"),
    ("case_uploads", "sealed", "id"),
    ("case_events", "sealed_note", "id"),
    ("case_statements", "sealed_note", "id"),
    ("case_statements", "sealed_answer", "id"),
    ("case_files", "sealed_person", "id"),
];

/// Moves all that belongs to `from` into `to`.
pub async fn move_parts(tx: &Tx, from: CaseFileId, to: CaseFileId) -> db::Result<()> {
    for table in PARTS {
        let sql = format!("UPDATE {table} SET case_file = $1 WHERE case_file = $2");
        db::execute(tx, &sql, vec![to.uuid().into(), from.uuid().into()]).await?;
    }
    Ok(())
}

/// The files that were brought together in this one.
pub async fn merged_into(tx: &Tx, id: CaseFileId) -> db::Result<Vec<CaseFileId>> {
    #[derive(FromQueryResult)]
    struct Found {
        id: Uuid,
    }
    let rows: Vec<Found> = db::all(
        tx,
        "SELECT id FROM case_files WHERE merged_into = $1 ORDER BY id",
        vec![id.uuid().into()],
    )
    .await?;
    Ok(rows.into_iter().map(|row| Id::from_uuid(row.id)).collect())
}

/// How many sealed pieces a file has, and the hash of all of them as they lie in the database.
pub async fn fingerprint(tx: &Tx, id: CaseFileId) -> db::Result<(i64, [u8; 32])> {
    #[derive(FromQueryResult)]
    struct Piece {
        piece: Vec<u8>,
    }
    let mut print = Fingerprint::default();
    for (table, column, order) in SEALED {
        let key = if table == "case_files" {
            "id"
        } else {
            "case_file"
        };
        let sql = format!(
            "SELECT {column} AS piece FROM {table} WHERE {key} = $1 AND {column} IS NOT NULL ORDER BY {order}"
        );
        let found: Vec<Piece> = db::all(tx, &sql, vec![id.uuid().into()]).await?;
        for Piece { piece } in found {
            print.add(&piece);
        }
    }
    Ok(print.end())
}

/// The reports of a file, each once.
pub async fn submissions(tx: &Tx, id: CaseFileId) -> db::Result<Vec<SubmissionId>> {
    #[derive(FromQueryResult)]
    struct Found {
        submission: Uuid,
    }
    let rows: Vec<Found> = db::all(
        tx,
        "SELECT DISTINCT submission FROM case_reports WHERE case_file = $1 ORDER BY submission",
        vec![id.uuid().into()],
    )
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Id::from_uuid(row.submission))
        .collect())
}

/// Deletes a file with all that belongs to it.
pub async fn delete(tx: &Tx, id: CaseFileId) -> db::Result<()> {
    for table in PARTS {
        let sql = format!("DELETE FROM {table} WHERE case_file = $1");
        db::execute(tx, &sql, vec![id.uuid().into()]).await?;
    }
    for sql in [
        "DELETE FROM case_apart WHERE one = $1 OR other = $1",
        "DELETE FROM case_files WHERE id = $1",
    ] {
        db::execute(tx, sql, vec![id.uuid().into()]).await?;
    }
    Ok(())
}

/// Keeps the proof of a deletion.
pub async fn add(tx: &Tx, id: Uuid, office: OrganisationId, proof: &Deletion) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO case_deletions
         (id, office, number, case_type, type_title, opened_on, closed_on, reason, months, pieces,
          content_hash, deleted_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        vec![
            id.into(),
            office.uuid().into(),
            proof.number.as_str().into(),
            proof.case_type.uuid().into(),
            proof.type_title.as_str().into(),
            proof.opened_on.to_string().into(),
            proof.closed_on.to_string().into(),
            proof.reason.as_str().into(),
            proof.months.into(),
            proof.pieces.into(),
            proof.content_hash.as_str().into(),
            proof.deleted_at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Row {
    number: String,
    case_type: Uuid,
    type_title: String,
    opened_on: String,
    closed_on: String,
    reason: String,
    months: i64,
    pieces: i64,
    content_hash: String,
    deleted_at: i64,
}

impl Row {
    fn deletion(self) -> db::Result<Deletion> {
        Ok(Deletion {
            number: self.number,
            case_type: Id::from_uuid(self.case_type),
            type_title: self.type_title,
            opened_on: read("opened_on", &self.opened_on)?,
            closed_on: read("closed_on", &self.closed_on)?,
            reason: self.reason,
            months: self.months,
            pieces: self.pieces,
            content_hash: self.content_hash,
            deleted_at: moment(self.deleted_at)?,
        })
    }
}

/// The newest proofs of deletion of an office, at most `limit`.
pub async fn of_office(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    limit: i64,
) -> db::Result<Vec<Deletion>> {
    fetch_all(
        conn,
        "SELECT number, case_type, type_title, opened_on, closed_on, reason, months, pieces,
             content_hash, deleted_at
         FROM case_deletions WHERE office = $1 ORDER BY deleted_at DESC, number LIMIT $2",
        vec![office.uuid().into(), limit.into()],
        Row::deletion,
    )
    .await
}
