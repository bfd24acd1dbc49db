// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What was offered to releases of records, report by report and sealed. Rows go with their reports and
//! are never changed.

use std::collections::BTreeMap;

use db::{ConnectionTrait, FromQueryResult};
use kernel::{CollectionId, Id, OrganisationId, SubmissionId};
use uuid::Uuid;

use super::{CHUNK, broken};

/// A report as it was offered to a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Whose release.
    pub office: OrganisationId,
    /// Of which collection.
    pub collection: CollectionId,
    /// Which release.
    pub sequence: i64,
    /// The report.
    pub submission: SubmissionId,
    /// Its version at that time.
    pub version: i64,
    /// The record, sealed.
    pub sealed_record: Vec<u8>,
    /// How it left, sealed; none if it stayed.
    pub sealed_receipt: Option<Vec<u8>>,
}

/// What is sealed in a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The record.
    Record,
    /// How it left.
    Receipt,
}

impl Note {
    /// The context under which a part of the note about a report in a release is sealed.
    pub fn seal_context(
        (office, collection, sequence, submission): (
            OrganisationId,
            CollectionId,
            i64,
            SubmissionId,
        ),
        part: Part,
    ) -> String {
        let part = match part {
            Part::Record => "record",
            Part::Receipt => "receipt",
        };
        format!("release-note/{office}/{collection}/{sequence}/{submission}/{part}")
    }
}

/// A sealed part of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedPart {
    /// Whose release.
    pub office: OrganisationId,
    /// Of which collection.
    pub collection: CollectionId,
    /// Which release.
    pub sequence: i64,
    /// The report.
    pub submission: SubmissionId,
    /// What is sealed.
    pub sealed: Vec<u8>,
}

/// Writes notes.
pub async fn add(conn: &impl ConnectionTrait, notes: &[Note]) -> db::Result<()> {
    for chunk in notes.chunks(CHUNK) {
        let sql = format!(
            "INSERT INTO release_notes (office, collection, sequence, submission, version, sealed_record,
                 sealed_receipt) VALUES {}",
            db::rows_of(chunk.len(), 7)
        );
        let values = chunk
            .iter()
            .flat_map(|note| -> [db::Value; 7] {
                [
                    note.office.uuid().into(),
                    note.collection.uuid().into(),
                    note.sequence.into(),
                    note.submission.uuid().into(),
                    note.version.into(),
                    note.sealed_record.clone().into(),
                    note.sealed_receipt.clone().into(),
                ]
            })
            .collect();
        db::execute(conn, &sql, values).await?;
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct Row {
    office: Uuid,
    collection: Uuid,
    sequence: i64,
    submission: Uuid,
    sealed: Vec<u8>,
}

impl Row {
    fn part(self) -> SealedPart {
        SealedPart {
            office: Id::from_uuid(self.office),
            collection: Id::from_uuid(self.collection),
            sequence: self.sequence,
            submission: Id::from_uuid(self.submission),
            sealed: self.sealed,
        }
    }
}

/// How reports left in the releases of a ledger, oldest first.
pub async fn receipts(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    collection: CollectionId,
) -> db::Result<Vec<SealedPart>> {
    let rows: Vec<Row> = db::all(
        conn,
        "SELECT office, collection, sequence, submission, sealed_receipt AS sealed FROM release_notes
         WHERE office = $1 AND collection = $2 AND sealed_receipt IS NOT NULL
         ORDER BY sequence, submission",
        vec![office.uuid().into(), collection.uuid().into()],
    )
    .await?;
    Ok(rows.into_iter().map(Row::part).collect())
}

/// The reports that were offered to one release.
pub async fn offered(
    conn: &impl ConnectionTrait,
    (office, collection): (OrganisationId, CollectionId),
    sequence: i64,
) -> db::Result<Vec<SealedPart>> {
    let rows: Vec<Row> = db::all(
        conn,
        "SELECT office, collection, sequence, submission, sealed_record AS sealed FROM release_notes
         WHERE office = $1 AND collection = $2 AND sequence = $3 ORDER BY submission",
        vec![
            office.uuid().into(),
            collection.uuid().into(),
            sequence.into(),
        ],
    )
    .await?;
    Ok(rows.into_iter().map(Row::part).collect())
}

#[derive(FromQueryResult)]
struct ErasedRow {
    sequence: i64,
    erased: i64,
}

/// How many reports have left in each release of a ledger of which no note is kept any more.
pub async fn erased(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    collection: CollectionId,
) -> db::Result<BTreeMap<u64, u32>> {
    let rows: Vec<ErasedRow> = db::all(
        conn,
        "SELECT r.sequence AS sequence, COUNT(*) AS erased FROM released_versions r
         WHERE r.office = $1 AND r.collection = $2 AND NOT EXISTS (
             SELECT 1 FROM release_notes n
             WHERE n.office = r.office AND n.collection = r.collection AND n.sequence = r.sequence
               AND n.submission = r.submission AND n.sealed_receipt IS NOT NULL)
         GROUP BY r.sequence ORDER BY r.sequence",
        vec![office.uuid().into(), collection.uuid().into()],
    )
    .await?;
    rows.into_iter()
        .map(|row| {
            let number = |number: i64| u64::try_from(number).map_err(|_| broken("sequence"));
            let erased = u32::try_from(row.erased).map_err(|_| broken("erased"))?;
            Ok((number(row.sequence)?, erased))
        })
        .collect()
}
