// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Calculations. Each has an identifier of its own, so that a worker whose calculation was cancelled
//! writes nothing more.

use db::{ConnectionTrait, Tx, fetch_all};
use jiff::Timestamp;
use kernel::{JobId, PersonId};
use uuid::Uuid;

use super::{COLUMNS, Row, worked};
use crate::model::{Extract, ExtractId};

/// Begins a calculation over version `known`; says no if somebody was faster.
pub async fn start(
    tx: &Tx,
    id: ExtractId,
    known: i64,
    run: Uuid,
    (by, at): (PersonId, Timestamp),
) -> db::Result<bool> {
    let changed = db::execute(
        tx,
        "UPDATE extracts SET state = 'running', run = $3, decided = 0, combinations = 0,
            sealed_fault = NULL, sealed_figures = NULL, decision = NULL, decided_by = NULL,
            decided_at = NULL, reason = '', changed_by = $4, changed_at = $5, version = version + 1
         WHERE id = $1 AND version = $2 AND state <> 'running' AND delete_at IS NOT NULL
            AND (decision IS NULL OR decision <> 'signed')",
        vec![
            id.uuid().into(),
            known.into(),
            run.into(),
            by.uuid().into(),
            at.as_millisecond().into(),
        ],
    )
    .await?;
    if changed == 0 {
        return Ok(false);
    }
    worked(tx, id, by).await?;
    Ok(true)
}

/// Notes which job does it.
pub async fn set_job(tx: &Tx, id: ExtractId, job: JobId) -> db::Result<()> {
    let sql = "UPDATE extracts SET job = $2 WHERE id = $1";
    db::execute(tx, sql, vec![id.uuid().into(), job.uuid().into()]).await?;
    Ok(())
}

/// Notes how far a calculation is; says no if it is no longer wanted.
pub async fn progress(
    tx: &Tx,
    id: ExtractId,
    run: Uuid,
    (decided, combinations): (i64, i64),
) -> db::Result<bool> {
    let sql = "UPDATE extracts SET decided = $3, combinations = $4 WHERE id = $1 AND run = $2";
    let values = vec![
        id.uuid().into(),
        run.into(),
        decided.into(),
        combinations.into(),
    ];
    Ok(db::execute(tx, sql, values).await? > 0)
}

/// Ends a calculation with sealed figures, or with a sealed fault; says no if it is no longer wanted.
pub async fn end(
    tx: &Tx,
    id: ExtractId,
    run: Uuid,
    sealed: Result<Vec<u8>, Vec<u8>>,
    delete_at: Timestamp,
) -> db::Result<bool> {
    let (state, figures, fault) = match sealed {
        Ok(figures) => ("done", Some(figures), None),
        Err(fault) => ("failed", None, Some(fault)),
    };
    let changed = db::execute(
        tx,
        "UPDATE extracts SET state = $3, sealed_figures = $4, sealed_fault = $5, run = NULL, job = NULL,
            delete_at = $6, version = version + 1
         WHERE id = $1 AND run = $2",
        vec![
            id.uuid().into(),
            run.into(),
            state.into(),
            figures.into(),
            fault.into(),
            delete_at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(changed > 0)
}

/// Cancels a calculation; says no if there is none any more.
pub async fn cancel(tx: &Tx, id: ExtractId, (by, at): (PersonId, Timestamp)) -> db::Result<bool> {
    let changed = db::execute(
        tx,
        "UPDATE extracts SET state = 'draft', run = NULL, job = NULL, changed_by = $2, changed_at = $3,
            version = version + 1
         WHERE id = $1 AND state = 'running'",
        vec![
            id.uuid().into(),
            by.uuid().into(),
            at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(changed > 0)
}

/// The extracts that are being calculated.
pub async fn all(conn: &impl ConnectionTrait) -> db::Result<Vec<Extract>> {
    let sql = format!("SELECT {COLUMNS} FROM extracts WHERE state = 'running' ORDER BY id");
    fetch_all(conn, &sql, vec![], Row::extract).await
}
