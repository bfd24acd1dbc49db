// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use db::{ConnectionTrait, Db, FromQueryResult, Tx};
use jiff::{SignedDuration, Timestamp};
use kernel::{Clock, JobId};
use uuid::Uuid;

use crate::JobsError;

/// A job that failed for good and waits for an administrator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadLetter {
    /// Which job.
    pub id: JobId,
    /// Its kind.
    pub kind: String,
    /// What it was about, as JSON: identifiers and numbers.
    pub payload: String,
    /// How often it was tried.
    pub attempts: i64,
    /// The code of the last error, a word of the program's source.
    pub last_error: String,
    /// When it was enqueued.
    pub created_at: Timestamp,
    /// When it was given up.
    pub given_up_at: Timestamp,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    kind: String,
    payload: String,
    attempts: i64,
    last_error: Option<String>,
    created_at: i64,
    ended_at: Option<i64>,
}

/// The newest `limit` dead letters, newest first.
pub async fn dead_letters(
    conn: &impl ConnectionTrait,
    limit: u32,
) -> Result<Vec<DeadLetter>, JobsError> {
    let rows: Vec<Row> = db::all(
        conn,
        "SELECT id, kind, payload, attempts, last_error, created_at, ended_at FROM jobs
         WHERE state = 'dead' ORDER BY ended_at DESC, id DESC LIMIT $1",
        vec![i64::from(limit).into()],
    )
    .await?;
    let moment = |millis| Timestamp::from_millisecond(millis).unwrap_or_default();
    Ok(rows
        .into_iter()
        .map(|row| DeadLetter {
            id: JobId::from_uuid(row.id),
            kind: row.kind,
            payload: row.payload,
            attempts: row.attempts,
            last_error: row.last_error.unwrap_or_default(),
            created_at: moment(row.created_at),
            given_up_at: moment(row.ended_at.unwrap_or_default()),
        })
        .collect())
}

/// Puts a dead letter back into the queue, with all its attempts. `false` if it is none (any more).
pub async fn retry(tx: &Tx, clock: &dyn Clock, id: JobId) -> Result<bool, JobsError> {
    let rows = db::execute(
        tx,
        "UPDATE jobs SET state = 'ready', attempts = 0, due_at = $1, ended_at = NULL
         WHERE id = $2 AND state = 'dead'",
        vec![clock.now().as_millisecond().into(), id.uuid().into()],
    )
    .await?;
    tx.signal();
    Ok(rows == 1)
}

/// Deletes a dead letter. `false` if it is none (any more).
pub async fn discard(tx: &Tx, id: JobId) -> Result<bool, JobsError> {
    let sql = "DELETE FROM jobs WHERE id = $1 AND state = 'dead'";
    Ok(db::execute(tx, sql, vec![id.uuid().into()]).await? == 1)
}

/// How many jobs there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Waiting, also for a later moment.
    pub ready: i64,
    /// Claimed by a worker.
    pub running: i64,
    /// Done, until they are pruned.
    pub done: i64,
    /// Given up.
    pub dead: i64,
}

#[derive(FromQueryResult)]
struct CountRow {
    state: String,
    jobs: i64,
}

/// Counts the jobs of each state.
pub async fn counts(conn: &impl ConnectionTrait) -> Result<Counts, JobsError> {
    let rows: Vec<CountRow> = db::all(
        conn,
        "SELECT state, COUNT(*) AS jobs FROM jobs GROUP BY state",
        vec![],
    )
    .await?;
    let mut counts = Counts::default();
    for row in rows {
        match row.state.as_str() {
            "ready" => counts.ready = row.jobs,
            "running" => counts.running = row.jobs,
            "done" => counts.done = row.jobs,
            _ => counts.dead += row.jobs,
        }
    }
    Ok(counts)
}

/// Deletes jobs that were done more than seven days before `now`, and marks of schedules that no
/// longer matter. Returns how many jobs were deleted. Workers do this themselves.
pub async fn prune(db: &Db, now: Timestamp) -> Result<u64, JobsError> {
    let before = (now - SignedDuration::from_hours(7 * 24)).as_millisecond();
    let tx = db.begin().await?;
    let jobs = db::execute(
        &tx,
        "DELETE FROM jobs WHERE state = 'done' AND ended_at < $1",
        vec![before.into()],
    )
    .await?;
    db::execute(
        &tx,
        "DELETE FROM job_fires WHERE fire_at < $1 AND fire_at <
             (SELECT MAX(newer.fire_at) FROM job_fires AS newer WHERE newer.name = job_fires.name)",
        vec![before.into()],
    )
    .await?;
    tx.commit().await?;
    Ok(jobs)
}
