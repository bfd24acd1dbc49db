// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What an office holds about people: all versions and drafts one after the other, and their end.

use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::Timestamp;
use kernel::{CollectionId, FormVersionId, Id, OrganisationId, SubmissionId};
use uuid::Uuid;
use vault::Fingerprint;

use super::drafts::Key;
use super::history::SealedVersion;
use super::{CHUNK, fetch_all, moment, read, submissions};
use crate::model::{Submission, Within};

/// The tables that hold what belongs to a report, with the sealed columns of each and what its rows are
/// sorted by; those that others refer to stand last.
const SEALED: [(&str, &str, &str); 6] = [
    ("submission_versions", "sealed", "number"),
    ("submission_events", "sealed_note", "id"),
    ("submission_messages", "sealed_text", "id"),
    ("restricted_openings", "sealed_reason", "id"),
    ("release_notes", "sealed_record", "sequence"),
    ("release_notes", "sealed_receipt", "sequence"),
];

/// Answers in columns are made anew without the report.
const FORGET_BLOCKS: &str = "DELETE FROM answer_blocks
    WHERE (collection, office) IN (SELECT collection, office FROM submissions WHERE id = $1)";

#[derive(FromQueryResult)]
struct IdRow {
    id: Uuid,
}

/// The versions of forms that reports of an office answer.
pub async fn form_versions(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
) -> db::Result<Vec<FormVersionId>> {
    let rows: Vec<IdRow> = db::all(
        conn,
        "SELECT DISTINCT form_version AS id FROM submissions WHERE office = $1",
        vec![office.uuid().into()],
    )
    .await?;
    Ok(rows.into_iter().map(|row| Id::from_uuid(row.id)).collect())
}

/// Reports of an office that answer one of these forms, in the order of their identifiers.
pub async fn after(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    forms: &[FormVersionId],
    after: Option<SubmissionId>,
    limit: i64,
) -> db::Result<Vec<Submission>> {
    if forms.is_empty() {
        return Ok(Vec::new());
    }
    let after = after.map_or(Uuid::nil(), SubmissionId::uuid);
    let mut values: Vec<db::Value> = forms.iter().map(|form| form.uuid().into()).collect();
    let count = values.len();
    values.extend([office.uuid().into(), after.into(), limit.into()]);
    let condition = format!(
        "WHERE form_version IN {} AND office = ${} AND id > ${} ORDER BY id LIMIT ${}",
        db::rows_of(1, count),
        count + 1,
        count + 2,
        count + 3
    );
    submissions::list(conn, &condition, values).await
}

#[derive(FromQueryResult)]
struct VersionRow {
    submission: Uuid,
    number: i64,
    sealed: Vec<u8>,
    warnings: i64,
    at: i64,
    by_person: Option<Uuid>,
}

/// All versions of these reports, by report and number.
pub async fn versions(
    conn: &impl ConnectionTrait,
    of: &[SubmissionId],
) -> db::Result<Vec<SealedVersion>> {
    let mut all = Vec::new();
    for chunk in of.chunks(CHUNK) {
        let sql = format!(
            "SELECT submission, number, sealed, warnings, at, by_person FROM submission_versions
             WHERE submission IN {} ORDER BY submission, number",
            db::rows_of(1, chunk.len())
        );
        let values = chunk.iter().map(|id| id.uuid().into()).collect();
        let found = fetch_all(conn, &sql, values, |row: VersionRow| {
            Ok(SealedVersion {
                submission: Id::from_uuid(row.submission),
                number: row.number,
                sealed: row.sealed,
                warnings: row.warnings,
                at: moment("at", row.at)?,
                by: row.by_person.map(Id::from_uuid),
            })
        });
        all.extend(found.await?);
    }
    Ok(all)
}

/// Drafts of institutions.
pub async fn drafts(
    conn: &impl ConnectionTrait,
    institutions: &[OrganisationId],
) -> db::Result<Vec<Key>> {
    #[derive(FromQueryResult)]
    struct Row {
        collection: Uuid,
        institution: Uuid,
        period: String,
    }
    let mut all = Vec::new();
    for chunk in institutions.chunks(CHUNK) {
        let sql = format!(
            "SELECT collection, institution, period FROM drafts WHERE institution IN {}
             ORDER BY collection, institution, period",
            db::rows_of(1, chunk.len())
        );
        let values = chunk.iter().map(|id| id.uuid().into()).collect();
        let found = fetch_all(conn, &sql, values, |row: Row| {
            Ok(Key {
                collection: Id::from_uuid(row.collection),
                institution: Id::from_uuid(row.institution),
                period: read("period", &row.period)?,
            })
        });
        all.extend(found.await?);
    }
    Ok(all)
}

/// Restricts a report because of the request with this number, or lifts that.
pub async fn restrict(
    tx: &Tx,
    id: SubmissionId,
    restricted: Option<(Timestamp, &str)>,
) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE submissions SET restricted_at = $2, restricted_for = $3 WHERE id = $1",
        vec![
            id.uuid().into(),
            restricted.map(|(at, _)| at.as_millisecond()).into(),
            restricted.map(|(_, request)| request.to_owned()).into(),
        ],
    )
    .await?;
    db::execute(tx, FORGET_BLOCKS, vec![id.uuid().into()]).await?;
    Ok(())
}

/// Notes that somebody has opened a restricted report, for a sealed reason.
pub async fn note_opening(
    tx: &Tx,
    (id, submission): (Uuid, SubmissionId),
    (at, by): (Timestamp, kernel::PersonId),
    sealed_reason: Vec<u8>,
) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO restricted_openings (id, submission, at, by_person, sealed_reason)
         VALUES ($1, $2, $3, $4, $5)",
        vec![
            id.into(),
            submission.uuid().into(),
            at.as_millisecond().into(),
            by.uuid().into(),
            sealed_reason.into(),
        ],
    )
    .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Piece {
    piece: Vec<u8>,
}

async fn pieces(
    tx: &Tx,
    print: &mut Fingerprint,
    sql: &str,
    values: Vec<db::Value>,
) -> db::Result<()> {
    let found: Vec<Piece> = db::all(tx, sql, values).await?;
    for one in found {
        print.add(&one.piece);
    }
    Ok(())
}

/// Deletes a report with versions, history and files; says how many sealed pieces that were, and their
/// hash. What has left stays counted, and the period that it was owed for stays as it was.
pub async fn delete(tx: &Tx, id: SubmissionId) -> db::Result<(i64, [u8; 32])> {
    let value = || vec![id.uuid().into()];
    let mut print = Fingerprint::default();
    for (table, column, order) in SEALED {
        let sql = format!(
            "SELECT {column} AS piece FROM {table} WHERE submission = $1 AND {column} IS NOT NULL ORDER BY {order}"
        );
        pieces(tx, &mut print, &sql, value()).await?;
    }
    pieces(
        tx,
        &mut print,
        "SELECT p.sealed AS piece FROM file_parts p JOIN files f ON f.id = p.file
         WHERE f.submission = $1 ORDER BY p.file, p.number",
        value(),
    )
    .await?;
    for sql in [
        "DELETE FROM file_parts WHERE file IN (SELECT id FROM files WHERE submission = $1)",
        "DELETE FROM files WHERE submission = $1",
        "DELETE FROM submission_versions WHERE submission = $1",
        "DELETE FROM submission_events WHERE submission = $1",
        "DELETE FROM submission_messages WHERE submission = $1",
        "DELETE FROM submission_talks WHERE submission = $1",
        "DELETE FROM review_assignments WHERE submission = $1",
        "UPDATE expected_reports SET submission = NULL WHERE submission = $1",
        "DELETE FROM restricted_openings WHERE submission = $1",
        "DELETE FROM leftover_reports WHERE submission = $1",
        "DELETE FROM release_notes WHERE submission = $1",
        FORGET_BLOCKS,
        "DELETE FROM submissions WHERE id = $1",
    ] {
        db::execute(tx, sql, value()).await?;
    }
    Ok(print.end())
}

/// Deletes a draft with its files; none if it is gone.
pub async fn delete_draft(tx: &Tx, key: &Key) -> db::Result<Option<(i64, [u8; 32])>> {
    let Some(draft) = super::drafts::find(tx, key).await? else {
        return Ok(None);
    };
    let mut print = Fingerprint::default();
    print.add(&draft.sealed);
    super::files::remove_of_draft(tx, key).await?;
    super::drafts::remove(tx, key).await?;
    Ok(Some(print.end()))
}

/// A report whose case file is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leftover {
    /// The report.
    pub submission: SubmissionId,
    /// When its case file was deleted.
    pub since: Timestamp,
}

/// Notes that the case file of a report was deleted, unless that is known or the report is gone.
pub async fn note_leftover(
    tx: &Tx,
    office: OrganisationId,
    submission: SubmissionId,
    at: Timestamp,
) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO leftover_reports (submission, office, case_deleted_at)
         SELECT id, office, CAST($3 AS BIGINT) FROM submissions WHERE id = $1 AND office = $2
         ON CONFLICT (submission) DO NOTHING",
        vec![
            submission.uuid().into(),
            office.uuid().into(),
            at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Reports of an office whose case files are gone and about which nobody has decided, the oldest first.
pub async fn leftovers(
    conn: &impl ConnectionTrait,
    (office, within): (OrganisationId, &Within),
    limit: i64,
) -> db::Result<Vec<Leftover>> {
    #[derive(FromQueryResult)]
    struct Row {
        submission: Uuid,
        case_deleted_at: i64,
    }
    let mut values = vec![office.uuid().into(), limit.into()];
    let part = super::within::condition(within, "s.institution", &mut values);
    fetch_all(
        conn,
        &format!(
            "SELECT l.submission AS submission, l.case_deleted_at AS case_deleted_at
             FROM leftover_reports l JOIN submissions s ON s.id = l.submission
             WHERE l.office = $1 AND l.kept_at IS NULL{part}
             ORDER BY l.case_deleted_at, l.submission LIMIT $2"
        ),
        values,
        |row: Row| {
            Ok(Leftover {
                submission: Id::from_uuid(row.submission),
                since: moment("case_deleted_at", row.case_deleted_at)?,
            })
        },
    )
    .await
}

/// Keeps a report whose case file is gone, for a sealed reason. Says no if somebody has decided already.
pub async fn keep_leftover(
    tx: &Tx,
    submission: SubmissionId,
    by: kernel::PersonId,
    at: Timestamp,
    sealed_reason: Vec<u8>,
) -> db::Result<bool> {
    let rows = db::execute(
        tx,
        "UPDATE leftover_reports SET kept_at = $2, kept_by = $3, sealed_reason = $4
         WHERE submission = $1 AND kept_at IS NULL",
        vec![
            submission.uuid().into(),
            at.as_millisecond().into(),
            by.uuid().into(),
            sealed_reason.into(),
        ],
    )
    .await?;
    Ok(rows == 1)
}

/// The collections in which an office takes part, or has reports of.
pub async fn collections(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
) -> db::Result<Vec<CollectionId>> {
    let rows: Vec<IdRow> = db::all(
        conn,
        "SELECT collection AS id FROM participants WHERE office = $1
         UNION SELECT collection AS id FROM submissions WHERE office = $1 ORDER BY id",
        vec![office.uuid().into()],
    )
    .await?;
    Ok(rows.into_iter().map(|row| Id::from_uuid(row.id)).collect())
}
