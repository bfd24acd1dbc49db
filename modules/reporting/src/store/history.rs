// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The versions of submissions, and what happened to them.

use db::{ConnectionTrait, FromQueryResult};
use jiff::Timestamp;
use kernel::{Id, PersonId, SubmissionId};
use uuid::Uuid;

use super::{CHUNK, fetch_all, fetch_one, moment, read};
use crate::model::{Event, EventKind};

/// One version as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedVersion {
    /// Of which submission.
    pub submission: SubmissionId,
    /// Its number, from 1.
    pub number: i64,
    /// What it says, sealed.
    pub sealed: Vec<u8>,
    /// How many answers were implausible to the form.
    pub warnings: i64,
    /// When it came.
    pub at: Timestamp,
    /// Who sent it.
    pub by: Option<PersonId>,
}

fn version_values(version: &SealedVersion) -> [db::Value; 6] {
    [
        version.submission.uuid().into(),
        version.number.into(),
        version.sealed.clone().into(),
        version.warnings.into(),
        version.at.as_millisecond().into(),
        version.by.map(PersonId::uuid).into(),
    ]
}

/// Writes a version.
pub async fn add_version(tx: &db::Tx, version: &SealedVersion) -> db::Result<()> {
    db::execute_later(
        tx,
        "INSERT INTO submission_versions (submission, number, sealed, warnings, at, by_person)
         VALUES ($1, $2, $3, $4, $5, $6)",
        version_values(version).into(),
    )
    .await
}

/// Writes versions.
pub async fn add_versions(
    conn: &impl ConnectionTrait,
    versions: &[SealedVersion],
) -> db::Result<()> {
    for chunk in versions.chunks(CHUNK) {
        let sql = format!(
            "INSERT INTO submission_versions (submission, number, sealed, warnings, at, by_person) VALUES {}",
            db::rows_of(chunk.len(), 6)
        );
        db::execute(conn, &sql, chunk.iter().flat_map(version_values).collect()).await?;
    }
    Ok(())
}

fn event_values(submission: SubmissionId, event: &Event) -> [db::Value; 7] {
    [
        event.id.into(),
        submission.uuid().into(),
        event.at.as_millisecond().into(),
        event.by.map(PersonId::uuid).into(),
        event.kind.name().into(),
        event.version.into(),
        event.sealed_note.clone().into(),
    ]
}

/// Notes what happened to a submission.
pub async fn add_event(tx: &db::Tx, submission: SubmissionId, event: &Event) -> db::Result<()> {
    db::execute_later(
        tx,
        "INSERT INTO submission_events (id, submission, at, by_person, kind, version, sealed_note)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        event_values(submission, event).into(),
    )
    .await
}

/// Notes what happened to submissions.
pub async fn add_events(
    conn: &impl ConnectionTrait,
    events: &[(SubmissionId, Event)],
) -> db::Result<()> {
    for chunk in events.chunks(CHUNK) {
        let sql = format!(
            "INSERT INTO submission_events (id, submission, at, by_person, kind, version, sealed_note) VALUES {}",
            db::rows_of(chunk.len(), 7)
        );
        let values = chunk
            .iter()
            .flat_map(|(submission, event)| event_values(*submission, event))
            .collect();
        db::execute(conn, &sql, values).await?;
    }
    Ok(())
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

impl VersionRow {
    fn version(self) -> db::Result<SealedVersion> {
        Ok(SealedVersion {
            submission: Id::from_uuid(self.submission),
            number: self.number,
            sealed: self.sealed,
            warnings: self.warnings,
            at: moment("at", self.at)?,
            by: self.by_person.map(Id::from_uuid),
        })
    }
}

/// All versions of a submission, the first first.
pub async fn versions(
    conn: &impl ConnectionTrait,
    id: SubmissionId,
) -> db::Result<Vec<SealedVersion>> {
    fetch_all(
        conn,
        "SELECT submission, number, sealed, warnings, at, by_person FROM submission_versions
         WHERE submission = $1 ORDER BY number",
        vec![id.uuid().into()],
        VersionRow::version,
    )
    .await
}

/// One version of a submission.
pub async fn version(
    conn: &impl ConnectionTrait,
    id: SubmissionId,
    number: i64,
) -> db::Result<Option<SealedVersion>> {
    fetch_one(
        conn,
        "SELECT submission, number, sealed, warnings, at, by_person FROM submission_versions
         WHERE submission = $1 AND number = $2",
        vec![id.uuid().into(), number.into()],
        VersionRow::version,
    )
    .await
}

#[derive(FromQueryResult)]
struct EventRow {
    id: Uuid,
    at: i64,
    by_person: Option<Uuid>,
    kind: String,
    version: i64,
    sealed_note: Option<Vec<u8>>,
}

/// What happened to a submission, the first thing first.
pub async fn events(conn: &impl ConnectionTrait, id: SubmissionId) -> db::Result<Vec<Event>> {
    let rows = db::all::<EventRow>(
        conn,
        "SELECT id, at, by_person, kind, version, sealed_note FROM submission_events
         WHERE submission = $1 ORDER BY at, id",
        vec![id.uuid().into()],
    )
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Event {
                id: row.id,
                at: moment("at", row.at)?,
                by: row.by_person.map(Id::from_uuid),
                kind: read::<EventKind>("kind", &row.kind)?,
                version: row.version,
                sealed_note: row.sealed_note,
            })
        })
        .collect()
}
