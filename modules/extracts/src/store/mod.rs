// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The only SQL of the module. Functions take the connection; who begins a transaction commits it;
//! not found is `None`.

pub mod pieces;
pub mod running;

use std::str::FromStr;

use db::{ConnectionTrait, FromQueryResult, Tx, fetch_all, fetch_one};
use jiff::Timestamp;
use kernel::{Id, OrganisationId, PersonId};
use uuid::Uuid;

use crate::model::{Decision, Extract, ExtractId, Plan, Verdict};

fn broken(column: &'static str) -> db::DbError {
    db::DbError::Row(format!("extracts: unreadable value in column {column}"))
}

fn moment(column: &'static str, millis: i64) -> db::Result<Timestamp> {
    Timestamp::from_millisecond(millis).map_err(|_| broken(column))
}

fn read<T: FromStr>(column: &'static str, text: &str) -> db::Result<T> {
    text.parse().map_err(|_| broken(column))
}

fn json(plan: &Plan) -> db::Result<String> {
    serde_json::to_string(plan).map_err(|_| broken("plan"))
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    state_agency: Uuid,
    title: String,
    use_of: String,
    purpose: String,
    state: String,
    source_rows: i64,
    plan: String,
    run: Option<Uuid>,
    job: Option<Uuid>,
    decided: i64,
    combinations: i64,
    sealed_fault: Option<Vec<u8>>,
    sealed_figures: Option<Vec<u8>>,
    decision: Option<String>,
    decided_by: Option<Uuid>,
    decided_at: Option<i64>,
    reason: String,
    made_by: Uuid,
    made_at: i64,
    changed_by: Uuid,
    changed_at: i64,
    version: i64,
    delete_at: Option<i64>,
}

const COLUMNS: &str = "id, state_agency, title, use_of, purpose, state, source_rows, plan, run, job, decided,
    combinations, sealed_fault, sealed_figures, decision, decided_by, decided_at, reason, made_by, made_at,
    changed_by, changed_at, version, delete_at";

impl Row {
    fn extract(self) -> db::Result<Extract> {
        let decision = match (self.decision, self.decided_by, self.decided_at) {
            (Some(verdict), Some(by), Some(at)) => Some(Decision {
                verdict: read::<Verdict>("decision", &verdict)?,
                by: Id::from_uuid(by),
                at: moment("decided_at", at)?,
            }),
            _ => None,
        };
        let delete_at = self.delete_at.map(|at| moment("delete_at", at));
        Ok(Extract {
            id: Id::from_uuid(self.id),
            state_agency: Id::from_uuid(self.state_agency),
            title: self.title,
            use_of: read("use_of", &self.use_of)?,
            purpose: self.purpose,
            state: read("state", &self.state)?,
            source_rows: self.source_rows,
            plan: serde_json::from_str(&self.plan).map_err(|_| broken("plan"))?,
            run: self.run,
            job: self.job.map(Id::from_uuid),
            decided: self.decided,
            combinations: self.combinations,
            sealed_fault: self.sealed_fault,
            sealed_figures: self.sealed_figures,
            decision,
            reason: self.reason,
            made_by: Id::from_uuid(self.made_by),
            made_at: moment("made_at", self.made_at)?,
            changed_by: Id::from_uuid(self.changed_by),
            changed_at: moment("changed_at", self.changed_at)?,
            version: self.version,
            delete_at: delete_at.transpose()?,
        })
    }
}

/// Writes an extract that nobody has worked on yet but its maker.
pub async fn add(tx: &Tx, extract: &Extract) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO extracts (id, state_agency, title, use_of, purpose, state, source_rows, plan, decided,
            combinations, reason, made_by, made_at, changed_by, changed_at, version, delete_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, '', $9, $10, $9, $10, $11, $12)",
        vec![
            extract.id.uuid().into(),
            extract.state_agency.uuid().into(),
            extract.title.as_str().into(),
            extract.use_of.name().into(),
            extract.purpose.as_str().into(),
            extract.state.name().into(),
            extract.source_rows.into(),
            json(&extract.plan)?.into(),
            extract.made_by.uuid().into(),
            extract.made_at.as_millisecond().into(),
            extract.version.into(),
            extract.delete_at.map(Timestamp::as_millisecond).into(),
        ],
    )
    .await?;
    worked(tx, extract.id, extract.made_by).await
}

/// Notes that somebody has worked on an extract.
async fn worked(tx: &Tx, id: ExtractId, person: PersonId) -> db::Result<()> {
    let sql =
        "INSERT INTO extract_workers (extract, person) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    db::execute(tx, sql, vec![id.uuid().into(), person.uuid().into()]).await?;
    Ok(())
}

/// Who has worked on an extract.
pub async fn workers(conn: &impl ConnectionTrait, id: ExtractId) -> db::Result<Vec<PersonId>> {
    #[derive(FromQueryResult)]
    struct Worker {
        person: Uuid,
    }
    let sql = "SELECT person FROM extract_workers WHERE extract = $1 ORDER BY person";
    let person = |row: Worker| Ok(Id::from_uuid(row.person));
    fetch_all(conn, sql, vec![id.uuid().into()], person).await
}

/// The extract with this identifier.
pub async fn find(conn: &impl ConnectionTrait, id: ExtractId) -> db::Result<Option<Extract>> {
    let sql = format!("SELECT {COLUMNS} FROM extracts WHERE id = $1");
    fetch_one(conn, &sql, vec![id.uuid().into()], Row::extract).await
}

/// How many extracts an agency has.
pub async fn count(conn: &impl ConnectionTrait, agency: OrganisationId) -> db::Result<i64> {
    let sql = "SELECT COUNT(*) FROM extracts WHERE state_agency = $1";
    let count = db::scalar(conn, sql, vec![agency.uuid().into()]).await?;
    Ok(count.unwrap_or(0))
}

/// Extracts of an agency, the newest first: how many to pass over, and how many at most.
pub async fn page(
    conn: &impl ConnectionTrait,
    agency: OrganisationId,
    (offset, limit): (i64, i64),
) -> db::Result<Vec<Extract>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM extracts WHERE state_agency = $1
         ORDER BY made_at DESC, id DESC LIMIT $2 OFFSET $3"
    );
    let values = vec![agency.uuid().into(), limit.into(), offset.into()];
    fetch_all(conn, &sql, values, Row::extract).await
}

/// Extracts of an agency with a result, for which nobody has signed yet.
pub async fn undecided(
    conn: &impl ConnectionTrait,
    agency: OrganisationId,
    most: i64,
) -> db::Result<Vec<Extract>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM extracts WHERE state_agency = $1 AND state = 'done' AND decision IS NULL
            AND delete_at IS NOT NULL
         ORDER BY changed_at, id LIMIT $2"
    );
    let values = vec![agency.uuid().into(), most.into()];
    fetch_all(conn, &sql, values, Row::extract).await
}

/// Keeps what becomes of the columns over version `known`. A result that was made otherwise is no longer
/// one: the caller removes its rows. Says no if somebody was faster, or it is being calculated or signed.
pub async fn save_plan(
    tx: &Tx,
    id: ExtractId,
    known: i64,
    plan: &Plan,
    (by, at): (PersonId, Timestamp),
) -> db::Result<bool> {
    let changed = db::execute(
        tx,
        "UPDATE extracts SET plan = $3, state = 'draft', sealed_fault = NULL, sealed_figures = NULL,
            decision = NULL, decided_by = NULL, decided_at = NULL, reason = '', changed_by = $4,
            changed_at = $5, version = version + 1
         WHERE id = $1 AND version = $2 AND state <> 'running' AND delete_at IS NOT NULL
            AND (decision IS NULL OR decision <> 'signed')",
        vec![
            id.uuid().into(),
            known.into(),
            json(plan)?.into(),
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

/// Keeps a decision over version `known`; says no if there is nothing to be decided.
pub async fn decide(
    tx: &Tx,
    id: ExtractId,
    known: i64,
    decision: Decision,
    reason: &str,
) -> db::Result<bool> {
    let changed = db::execute(
        tx,
        "UPDATE extracts SET decision = $3, decided_by = $4, decided_at = $5, reason = $6,
            version = version + 1
         WHERE id = $1 AND version = $2 AND state = 'done' AND decision IS NULL AND delete_at IS NOT NULL",
        vec![
            id.uuid().into(),
            known.into(),
            decision.verdict.name().into(),
            decision.by.uuid().into(),
            decision.at.as_millisecond().into(),
            reason.into(),
        ],
    )
    .await?;
    Ok(changed > 0)
}

/// Removes an extract with everything, over version `known`; says no while it is being calculated, once it
/// is signed, or if somebody was faster.
pub async fn remove(tx: &Tx, id: ExtractId, known: i64) -> db::Result<bool> {
    let held: Option<Row> = db::one_for_update(
        tx,
        &format!("SELECT {COLUMNS} FROM extracts WHERE id = $1"),
        vec![id.uuid().into()],
    )
    .await?;
    let Some(held) = held.map(Row::extract).transpose()? else {
        return Ok(false);
    };
    if held.version != known || !held.is_discardable() {
        return Ok(false);
    }
    for sql in [
        "DELETE FROM extract_pieces WHERE extract = $1",
        "DELETE FROM extract_workers WHERE extract = $1",
        "DELETE FROM extracts WHERE id = $1",
    ] {
        db::execute(tx, sql, vec![id.uuid().into()]).await?;
    }
    Ok(true)
}

/// Extracts whose rows are due to be deleted, those aside that are being calculated.
pub async fn due(
    conn: &impl ConnectionTrait,
    now: Timestamp,
    most: i64,
) -> db::Result<Vec<Extract>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM extracts WHERE delete_at IS NOT NULL AND delete_at <= $1
            AND state <> 'running' ORDER BY delete_at, id LIMIT $2"
    );
    let values = vec![now.as_millisecond().into(), most.into()];
    fetch_all(conn, &sql, values, Row::extract).await
}

/// Removes the rows of an extract whose time has come; figures and report stay. Says no if it is being
/// calculated, or somebody has calculated it meanwhile.
pub async fn empty(tx: &Tx, id: ExtractId, now: Timestamp) -> db::Result<bool> {
    let changed = db::execute(
        tx,
        "UPDATE extracts SET delete_at = NULL, version = version + 1
         WHERE id = $1 AND delete_at IS NOT NULL AND delete_at <= $2 AND state <> 'running'",
        vec![id.uuid().into(), now.as_millisecond().into()],
    )
    .await?;
    if changed == 0 {
        return Ok(false);
    }
    let sql = "DELETE FROM extract_pieces WHERE extract = $1";
    db::execute(tx, sql, vec![id.uuid().into()]).await?;
    Ok(true)
}
