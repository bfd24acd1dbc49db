// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Official records, version by version. Rows are only ever added.

use db::{ConnectionTrait, FromQueryResult, Tx};
use kernel::PersonId;
use uuid::Uuid;

use super::super::{fetch_all, moment};
use crate::model::inspecting::Protocol;

#[derive(FromQueryResult)]
struct Row {
    inspection: Uuid,
    version: i64,
    record_version: i64,
    issued_at: i64,
    issued_by: Uuid,
    sha256: String,
    sealed_reason: Option<Vec<u8>>,
}

impl Row {
    fn protocol(self) -> db::Result<Protocol> {
        Ok(Protocol {
            inspection: self.inspection,
            version: self.version,
            record_version: self.record_version,
            issued_at: moment(self.issued_at)?,
            issued_by: PersonId::from_uuid(self.issued_by),
            sha256: self.sha256,
            sealed_reason: self.sealed_reason,
        })
    }
}

/// The versions of an official record, the newest first.
pub(crate) async fn of_inspection(
    conn: &impl ConnectionTrait,
    inspection: Uuid,
) -> db::Result<Vec<Protocol>> {
    fetch_all(
        conn,
        "SELECT inspection, version, record_version, issued_at, issued_by, sha256, sealed_reason
         FROM fieldwork_protocols WHERE inspection = $1 ORDER BY version DESC",
        vec![inspection.into()],
        Row::protocol,
    )
    .await
}

/// The PDF of a version, sealed.
pub(crate) async fn pdf(
    conn: &impl ConnectionTrait,
    inspection: Uuid,
    version: i64,
) -> db::Result<Option<Vec<u8>>> {
    db::scalar(
        conn,
        "SELECT sealed_pdf FROM fieldwork_protocols WHERE inspection = $1 AND version = $2",
        vec![inspection.into(), version.into()],
    )
    .await
}

/// Adds a version with its PDF.
pub(crate) async fn add(tx: &Tx, protocol: &Protocol, sealed_pdf: Vec<u8>) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO fieldwork_protocols
         (inspection, version, record_version, issued_at, issued_by, sha256, sealed_pdf, sealed_reason)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        vec![
            protocol.inspection.into(),
            protocol.version.into(),
            protocol.record_version.into(),
            protocol.issued_at.as_millisecond().into(),
            protocol.issued_by.uuid().into(),
            protocol.sha256.as_str().into(),
            sealed_pdf.into(),
            protocol.sealed_reason.clone().into(),
        ],
    )
    .await?;
    Ok(())
}
