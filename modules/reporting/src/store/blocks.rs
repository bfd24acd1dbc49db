// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Reports of an office as they are counted, and the sealed blocks of their answers.

use db::{ConnectionTrait, FromQueryResult};
use jiff::Timestamp;
use kernel::{CollectionId, FormVersionId, Id, OrganisationId};
use uuid::Uuid;

use super::{fetch_all, moment, read};
use crate::model::Report;
use crate::model::{Collection, SubmissionState};
use crate::period::Period;

/// A report with the form that was filled in.
pub type CountedReport = (Report, FormVersionId);

#[derive(FromQueryResult)]
struct ReportRow {
    id: Uuid,
    institution: Uuid,
    period: String,
    state: String,
    version: i64,
    form_version: Uuid,
    submitted_at: i64,
    late: bool,
    warnings: i64,
}

/// All reports of an office to a collection, the earliest period first; those that were withdrawn, too.
pub async fn reports(
    conn: &impl ConnectionTrait,
    collection: &Collection,
    office: OrganisationId,
) -> db::Result<Vec<CountedReport>> {
    let rows: Vec<ReportRow> = db::all(
        conn,
        "SELECT id, institution, period, state, version, form_version, submitted_at, late, warnings
         FROM submissions WHERE office = $1 AND collection = $2 AND restricted_at IS NULL
         ORDER BY period, submitted_at, id",
        vec![office.uuid().into(), collection.id.uuid().into()],
    )
    .await?;
    let mut found = Vec::with_capacity(rows.len());
    // Reports come by period: each text is read once.
    let mut last: Option<(String, Period)> = None;
    for row in rows {
        let period = match &last {
            Some((text, period)) if *text == row.period => *period,
            _ => {
                let period: Period = read("period", &row.period)?;
                last = Some((row.period, period));
                period
            }
        };
        let state: SubmissionState = read("state", &row.state)?;
        let report = Report {
            submission: Id::from_uuid(row.id),
            institution: Id::from_uuid(row.institution),
            period,
            unit: collection.calendar.unit_of(period),
            state,
            version: row.version,
            submitted_at: moment("submitted_at", row.submitted_at)?,
            late: row.late,
            warnings: row.warnings,
        };
        found.push((report, Id::from_uuid(row.form_version)));
    }
    Ok(found)
}

/// What a block was made of: these numbers only grow, so equal ones mean the same reports. Where reports go,
/// by deletion or restriction, the blocks go with them ([`super::holdings`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fingerprint {
    /// How many reports there are.
    pub reports: i64,
    /// The sum of the numbers of their versions.
    pub versions: i64,
}

/// A block as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedBlock {
    /// About which period.
    pub period: Period,
    /// What it was made of.
    pub of: Fingerprint,
    /// The number of its layout.
    pub layout: i64,
    /// The block, sealed.
    pub sealed: Vec<u8>,
}

#[derive(FromQueryResult)]
struct BlockRow {
    period: String,
    reports: i64,
    versions: i64,
    layout: i64,
    sealed: Vec<u8>,
}

impl BlockRow {
    fn block(self) -> db::Result<SealedBlock> {
        Ok(SealedBlock {
            period: read("period", &self.period)?,
            of: Fingerprint {
                reports: self.reports,
                versions: self.versions,
            },
            layout: self.layout,
            sealed: self.sealed,
        })
    }
}

/// The blocks of an office and a collection.
pub async fn of(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    office: OrganisationId,
) -> db::Result<Vec<SealedBlock>> {
    fetch_all(
        conn,
        "SELECT period, reports, versions, layout, sealed FROM answer_blocks
         WHERE collection = $1 AND office = $2 ORDER BY period",
        vec![collection.uuid().into(), office.uuid().into()],
        BlockRow::block,
    )
    .await
}

/// Keeps a block in the place of the one before it.
pub async fn save(
    tx: &db::Tx,
    collection: CollectionId,
    office: OrganisationId,
    block: &SealedBlock,
    at: Timestamp,
) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO answer_blocks (collection, office, period, reports, versions, layout, sealed, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (collection, office, period) DO UPDATE SET reports = excluded.reports,
             versions = excluded.versions, layout = excluded.layout, sealed = excluded.sealed, made_at = excluded.made_at",
        vec![
            collection.uuid().into(),
            office.uuid().into(),
            block.period.to_string().into(),
            block.of.reports.into(),
            block.of.versions.into(),
            block.layout.into(),
            block.sealed.clone().into(),
            at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}
