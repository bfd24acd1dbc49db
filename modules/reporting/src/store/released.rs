// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Which versions of reports have left in a release, and which accepted ones wait for the next.

use std::collections::{HashMap, HashSet};

use db::{ConnectionTrait, FromQueryResult};
use kernel::{CollectionId, Id, OrganisationId, SubmissionId};
use uuid::Uuid;

use super::history::SealedVersion;
use super::ledger::{LedgerRow, ledger_names};
use super::submissions;
use super::{CHUNK, moment};
use crate::model::Submission;

/// A version of a report that left in a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReleasedVersion {
    /// Of which report.
    pub submission: SubmissionId,
    /// Which version.
    pub version: i64,
    /// Whose release.
    pub office: OrganisationId,
    /// Of which collection.
    pub collection: CollectionId,
    /// In which release.
    pub sequence: i64,
}

/// Notes which versions have left. One that is noted already is an error: nothing leaves twice.
pub async fn note_released(
    conn: &impl ConnectionTrait,
    versions: &[ReleasedVersion],
) -> db::Result<()> {
    for chunk in versions.chunks(CHUNK) {
        let sql = format!(
            "INSERT INTO released_versions (submission, version, office, collection, sequence) VALUES {}",
            db::rows_of(chunk.len(), 5)
        );
        let values = chunk
            .iter()
            .flat_map(|one| -> [db::Value; 5] {
                [
                    one.submission.uuid().into(),
                    one.version.into(),
                    one.office.uuid().into(),
                    one.collection.uuid().into(),
                    one.sequence.into(),
                ]
            })
            .collect();
        db::execute(conn, &sql, values).await?;
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct LeftRow {
    version: i64,
    sequence: i64,
}

/// The versions of a report that have left, each with the number of its release.
pub async fn released(
    conn: &impl ConnectionTrait,
    submission: SubmissionId,
) -> db::Result<Vec<(i64, i64)>> {
    let rows = db::all::<LeftRow>(
        conn,
        "SELECT version, sequence FROM released_versions WHERE submission = $1 ORDER BY version",
        vec![submission.uuid().into()],
    )
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.version, row.sequence))
        .collect())
}

#[derive(FromQueryResult)]
struct CaseRow {
    submission: Uuid,
}

/// The reports of an office to a collection of which a version has left.
pub async fn cases(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    collection: CollectionId,
) -> db::Result<HashSet<SubmissionId>> {
    let rows: Vec<CaseRow> = db::all(
        conn,
        "SELECT DISTINCT submission FROM released_versions WHERE office = $1 AND collection = $2",
        vec![office.uuid().into(), collection.uuid().into()],
    )
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Id::from_uuid(row.submission))
        .collect())
}

#[derive(FromQueryResult)]
struct SequenceRow {
    sequence: i64,
    reports: i64,
}

/// How many versions have left in each release of a ledger.
pub async fn released_by_sequence(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    collection: CollectionId,
) -> db::Result<Vec<(i64, i64)>> {
    let rows = db::all::<SequenceRow>(
        conn,
        "SELECT sequence, COUNT(*) AS reports FROM released_versions
         WHERE office = $1 AND collection = $2 GROUP BY sequence ORDER BY sequence",
        vec![office.uuid().into(), collection.uuid().into()],
    )
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.sequence, row.reports))
        .collect())
}

#[derive(FromQueryResult)]
struct PendingRow {
    submission: Uuid,
    number: i64,
    sealed: Vec<u8>,
    warnings: i64,
    at: i64,
    by_person: Option<Uuid>,
}

/// An accepted report whose current version has not left, with what it says, sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// The report.
    pub submission: Submission,
    /// Its current version.
    pub sealed: SealedVersion,
}

/// The accepted reports of an office whose current version has not left.
pub async fn pending(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    collection: CollectionId,
) -> db::Result<Vec<Pending>> {
    let values = || vec![office.uuid().into(), collection.uuid().into()];
    let submissions = submissions::list(
        conn,
        "WHERE office = $1 AND collection = $2 AND state = 'accepted' AND restricted_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM released_versions r
                           WHERE r.submission = submissions.id AND r.version = submissions.version)
         ORDER BY id",
        values(),
    )
    .await?;
    let rows = db::all::<PendingRow>(
        conn,
        "SELECT v.submission AS submission, v.number AS number, v.sealed AS sealed,
             v.warnings AS warnings, v.at AS at, v.by_person AS by_person
         FROM submissions s
         JOIN submission_versions v ON v.submission = s.id AND v.number = s.version
         WHERE s.office = $1 AND s.collection = $2 AND s.state = 'accepted' AND restricted_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM released_versions r
                           WHERE r.submission = s.id AND r.version = s.version)",
        values(),
    )
    .await?;
    let mut sealed = HashMap::with_capacity(rows.len());
    for row in rows {
        let submission: SubmissionId = Id::from_uuid(row.submission);
        sealed.insert(
            submission,
            SealedVersion {
                submission,
                number: row.number,
                sealed: row.sealed,
                warnings: row.warnings,
                at: moment("at", row.at)?,
                by: row.by_person.map(Id::from_uuid),
            },
        );
    }
    Ok(submissions
        .into_iter()
        .filter_map(|submission| {
            let sealed = sealed.remove(&submission.id)?;
            // Both were read one after the other: a report that changed in between waits.
            (sealed.number == submission.version).then_some(Pending { submission, sealed })
        })
        .collect())
}

/// The offices and collections with accepted reports whose current version has not left.
pub async fn waiting(
    conn: &impl ConnectionTrait,
) -> db::Result<Vec<(OrganisationId, CollectionId)>> {
    let rows = db::all::<LedgerRow>(
        conn,
        "SELECT DISTINCT s.office AS office, s.collection AS collection FROM submissions s
         WHERE s.state = 'accepted' AND restricted_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM released_versions r
                           WHERE r.submission = s.id AND r.version = s.version)
         ORDER BY office, collection",
        vec![],
    )
    .await?;
    Ok(ledger_names(rows))
}

/// The collections for which an office has accepted reports whose current version has not left.
pub async fn waiting_at(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
) -> db::Result<Vec<CollectionId>> {
    let rows = db::all::<LedgerRow>(
        conn,
        "SELECT DISTINCT s.office AS office, s.collection AS collection FROM submissions s
         WHERE s.office = $1 AND s.state = 'accepted' AND restricted_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM released_versions r
                           WHERE r.submission = s.id AND r.version = s.version)
         ORDER BY office, collection",
        vec![office.uuid().into()],
    )
    .await?;
    Ok(ledger_names(rows).into_iter().map(|(_, one)| one).collect())
}
