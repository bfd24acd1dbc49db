// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The reports that files are about.

use db::{ConnectionTrait, FromQueryResult, Tx, fetch_all, fetch_one};
use kernel::{CaseFileId, Id, OrganisationId, SubmissionId};
use uuid::Uuid;

use super::moment;
use crate::model::Report;

#[derive(FromQueryResult)]
struct Row {
    submission: Uuid,
    place: i64,
    case_file: Uuid,
    institution: Uuid,
    receipt: String,
    version: i64,
    state: String,
    sealed: Vec<u8>,
    differs: bool,
    sent_at: i64,
}

impl Row {
    fn report(self) -> db::Result<Report> {
        Ok(Report {
            submission: Id::from_uuid(self.submission),
            place: self.place,
            case_file: Id::from_uuid(self.case_file),
            institution: Id::from_uuid(self.institution),
            receipt: self.receipt,
            version: self.version,
            state: self.state,
            sealed: self.sealed,
            differs: self.differs,
            sent_at: moment(self.sent_at)?,
        })
    }
}

const SELECT: &str = "SELECT submission, place, case_file, institution, receipt, version, state,
    sealed, differs, sent_at FROM case_reports";

/// The people of a report, each with her file.
pub async fn of_submission(
    conn: &impl ConnectionTrait,
    submission: SubmissionId,
) -> db::Result<Vec<Report>> {
    let sql = format!("{SELECT} WHERE submission = $1 ORDER BY place");
    fetch_all(conn, &sql, vec![submission.uuid().into()], Row::report).await
}

/// One person of a report.
pub async fn find(
    conn: &impl ConnectionTrait,
    submission: SubmissionId,
    place: i64,
) -> db::Result<Option<Report>> {
    let sql = format!("{SELECT} WHERE submission = $1 AND place = $2");
    let values = vec![submission.uuid().into(), place.into()];
    fetch_one(conn, &sql, values, Row::report).await
}

/// The reports of a file, the oldest first.
pub async fn of_file(conn: &impl ConnectionTrait, file: CaseFileId) -> db::Result<Vec<Report>> {
    let sql = format!("{SELECT} WHERE case_file = $1 ORDER BY sent_at, submission, place");
    fetch_all(conn, &sql, vec![file.uuid().into()], Row::report).await
}

/// The people that an institution has notified, the newest first.
pub async fn of_institution(
    conn: &impl ConnectionTrait,
    institution: OrganisationId,
    limit: i64,
) -> db::Result<Vec<Report>> {
    let sql = format!(
        "{SELECT} WHERE institution = $1 ORDER BY sent_at DESC, submission, place LIMIT $2"
    );
    let values = vec![institution.uuid().into(), limit.into()];
    fetch_all(conn, &sql, values, Row::report).await
}

/// Adds a person of a report.
pub async fn add(tx: &Tx, report: &Report) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO case_reports
         (submission, place, case_file, institution, receipt, version, state, sealed, differs, sent_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        vec![
            report.submission.uuid().into(),
            report.place.into(),
            report.case_file.uuid().into(),
            report.institution.uuid().into(),
            report.receipt.as_str().into(),
            report.version.into(),
            report.state.as_str().into(),
            report.sealed.as_slice().into(),
            report.differs.into(),
            report.sent_at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Writes what has changed of a report.
pub async fn save(tx: &Tx, report: &Report) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE case_reports SET version = $1, state = $2, sealed = $3, differs = $4
         WHERE submission = $5 AND place = $6",
        vec![
            report.version.into(),
            report.state.as_str().into(),
            report.sealed.as_slice().into(),
            report.differs.into(),
            report.submission.uuid().into(),
            report.place.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Forgets what a report says.
pub async fn forget(tx: &Tx, submission: SubmissionId) -> db::Result<()> {
    db::execute(
        tx,
        "DELETE FROM case_reports WHERE submission = $1",
        vec![submission.uuid().into()],
    )
    .await?;
    Ok(())
}
