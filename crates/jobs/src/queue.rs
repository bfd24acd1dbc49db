// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use db::{Backend, ConnectionTrait, Db, FromQueryResult, Tx, Value};
use jiff::{SignedDuration, Timestamp};
use kernel::{Chance, Clock, JobId};
use serde::Serialize;
use uuid::Uuid;

use crate::JobsError;

/// A job to be enqueued.
#[derive(Debug)]
pub struct NewJob {
    kind: &'static str,
    payload: Result<String, serde_json::Error>,
    at: Option<Timestamp>,
    max_attempts: u32,
    dedupe: Option<String>,
}

impl NewJob {
    const ATTEMPTS: u32 = 12;

    /// A job of this kind, to be run as soon as possible, with up to 12 attempts (about 5 hours).
    pub fn new(kind: &'static str, payload: &impl Serialize) -> Self {
        Self {
            kind,
            payload: serde_json::to_string(payload),
            at: None,
            max_attempts: Self::ATTEMPTS,
            dedupe: None,
        }
    }

    /// The job does not run before `moment`.
    #[must_use]
    pub fn at(mut self, moment: Timestamp) -> Self {
        self.at = Some(moment);
        self
    }

    /// The job is tried at most so often, at least once.
    #[must_use]
    pub fn attempts(mut self, max: u32) -> Self {
        self.max_attempts = max.max(1);
        self
    }

    /// While a job with this key waits, no second one is enqueued; the one that waits runs at the
    /// earlier of both moments. A job that has started does not count, since it may have read what
    /// has changed since. Keys are shared by all kinds: begin them with the kind.
    #[must_use]
    pub fn once(mut self, key: impl Into<String>) -> Self {
        self.dedupe = Some(key.into());
        self
    }
}

#[derive(FromQueryResult)]
struct IdRow {
    id: Uuid,
}

/// Enqueues `job` in the caller's transaction: it exists when that is committed, and workers of
/// this process begin at once. Returns the job, which with [`NewJob::once`] may be one that waits.
pub async fn enqueue(
    tx: &Tx,
    clock: &dyn Clock,
    chance: &dyn Chance,
    job: NewJob,
) -> Result<JobId, JobsError> {
    let kind = job.kind;
    let payload = job.payload.map_err(|_| JobsError::Payload { kind })?;
    let now = clock.now();
    let id = JobId::new(clock, chance);
    // An existing row is updated, not skipped, so that it is locked until this transaction ends:
    // a worker that ran it earlier would not see what the job is about.
    let row: Option<IdRow> = db::one(
        tx,
        "INSERT INTO jobs (id, kind, payload, state, due_at, attempts, max_attempts, dedupe, created_at)
         VALUES ($1, $2, $3, 'ready', $4, 0, $5, $6, $7)
         ON CONFLICT (dedupe) DO UPDATE SET due_at =
             CASE WHEN excluded.due_at < jobs.due_at THEN excluded.due_at ELSE jobs.due_at END
         RETURNING id",
        vec![
            id.uuid().into(),
            kind.into(),
            payload.into(),
            job.at.unwrap_or(now).as_millisecond().into(),
            i64::from(job.max_attempts).into(),
            job.dedupe.into(),
            now.as_millisecond().into(),
        ],
    )
    .await?;
    tx.signal();
    Ok(row.map_or(id, |row| JobId::from_uuid(row.id)))
}

/// Whether a job waits or runs. One that is done, was given up or was discarded does nothing any more by
/// itself.
pub async fn is_pending(conn: &impl ConnectionTrait, job: JobId) -> Result<bool, JobsError> {
    let sql = "SELECT CAST(1 AS BIGINT) FROM jobs WHERE id = $1 AND state IN ('ready', 'running')";
    let found = db::scalar::<i64>(conn, sql, vec![job.uuid().into()]).await?;
    Ok(found.is_some())
}

/// Publishes an event in the caller's transaction: each subscriber gets a job of its own once that
/// is committed. With [`enqueue`]'s limits: whoever handles it may see it twice, and events that
/// were published one after another need not arrive in that order.
pub async fn publish(
    tx: &Tx,
    clock: &dyn Clock,
    chance: &dyn Chance,
    event: &'static str,
    payload: &impl Serialize,
) -> Result<(), JobsError> {
    let payload = serde_json::to_string(payload).map_err(|_| JobsError::Payload { kind: event })?;
    add(tx, clock, chance, event, payload, NewJob::ATTEMPTS).await?;
    tx.signal();
    Ok(())
}

/// Adds a job that is due now, together with the transaction's next statement.
async fn add(
    tx: &Tx,
    clock: &dyn Clock,
    chance: &dyn Chance,
    kind: &'static str,
    payload: String,
    max_attempts: u32,
) -> Result<(), JobsError> {
    let now = clock.now().as_millisecond();
    db::execute_later(
        tx,
        "INSERT INTO jobs (id, kind, payload, state, due_at, attempts, max_attempts, created_at)
         VALUES ($1, $2, $3, 'ready', $4, 0, $5, $4)",
        vec![
            JobId::new(clock, chance).uuid().into(),
            kind.into(),
            payload.into(),
            now.into(),
            i64::from(max_attempts).into(),
        ],
    )
    .await?;
    Ok(())
}

/// A job that this process has claimed.
#[derive(Debug)]
pub(crate) struct Claimed {
    pub(crate) id: Uuid,
    pub(crate) kind: String,
    pub(crate) payload: String,
    pub(crate) attempts: u32,
    pub(crate) max_attempts: u32,
    pub(crate) lease: Uuid,
}

#[derive(FromQueryResult)]
struct ClaimRow {
    id: Uuid,
    kind: String,
    payload: String,
    attempts: i64,
    max_attempts: i64,
}

/// Claims the job of one of `kinds` that has been due for longest, until `now` plus `lease`.
pub(crate) async fn claim(
    db: &Db,
    kinds: &[&'static str],
    now: Timestamp,
    lease: SignedDuration,
    chance: &dyn Chance,
) -> Result<Option<Claimed>, JobsError> {
    if kinds.is_empty() || !anything_due(db, kinds, now).await? {
        return Ok(None);
    }
    let tx = db.begin().await?;
    bury_lost(&tx, now).await?;
    let skip_locked = match db.backend() {
        Backend::Postgres => "FOR UPDATE SKIP LOCKED",
        Backend::Sqlite => "",
    };
    let sql = format!(
        "UPDATE jobs SET state = 'running', attempts = attempts + 1, due_at = $2, lease = $3,
             dedupe = NULL
         WHERE id = (SELECT id FROM jobs
             WHERE state IN ('ready', 'running') AND due_at <= $1 AND kind IN ({})
             ORDER BY due_at, id LIMIT 1 {skip_locked})
         RETURNING id, kind, payload, attempts, max_attempts",
        placeholders(4, kinds)
    );
    let token = random_uuid(chance);
    let mut values: Vec<Value> = vec![
        now.as_millisecond().into(),
        (now + lease).as_millisecond().into(),
        token.into(),
    ];
    values.extend(kinds.iter().map(|kind| Value::from(*kind)));
    let row: Option<ClaimRow> = db::one(&tx, &sql, values).await?;
    tx.commit().await?;
    Ok(row.map(|row| Claimed {
        id: row.id,
        kind: row.kind,
        payload: row.payload,
        attempts: u32::try_from(row.attempts).unwrap_or(u32::MAX),
        max_attempts: u32::try_from(row.max_attempts).unwrap_or(u32::MAX),
        lease: token,
    }))
}

/// Asks without locking anything, so that idle workers do not disturb those who write.
async fn anything_due(db: &Db, kinds: &[&'static str], now: Timestamp) -> Result<bool, JobsError> {
    let sql = format!(
        "SELECT CAST(1 AS BIGINT) FROM jobs
         WHERE state IN ('ready', 'running') AND due_at <= $1 AND kind IN ({}) LIMIT 1",
        placeholders(2, kinds)
    );
    let mut values: Vec<Value> = vec![now.as_millisecond().into()];
    values.extend(kinds.iter().map(|kind| Value::from(*kind)));
    Ok(db::scalar::<i64>(db.read(), &sql, values).await?.is_some())
}

/// A job whose worker was lost on the last attempt would otherwise be tried for ever.
async fn bury_lost(tx: &Tx, now: Timestamp) -> Result<(), JobsError> {
    db::execute(
        tx,
        "UPDATE jobs SET state = 'dead', lease = NULL, last_error = 'worker-lost', ended_at = $1
         WHERE state = 'running' AND due_at <= $1 AND attempts >= max_attempts",
        vec![now.as_millisecond().into()],
    )
    .await?;
    Ok(())
}

/// Prolongs the lease. `false` if another worker has taken the job over.
pub(crate) async fn renew(db: &Db, job: (Uuid, Uuid), until: Timestamp) -> Result<bool, JobsError> {
    let values = vec![until.as_millisecond().into(), job.0.into(), job.1.into()];
    let sql = "UPDATE jobs SET due_at = $1 WHERE id = $2 AND lease = $3";
    Ok(change(db, sql, values).await? == 1)
}

/// Marks the job as done, unless another worker has taken it over.
pub(crate) async fn done(db: &Db, job: &Claimed, now: Timestamp) -> Result<bool, JobsError> {
    Ok(change(db, DONE, values_of_done(job, now)).await? == 1)
}

const DONE: &str = "UPDATE jobs SET state = 'done', lease = NULL, last_error = NULL, ended_at = $1
     WHERE id = $2 AND lease = $3";

fn values_of_done(job: &Claimed, now: Timestamp) -> Vec<Value> {
    vec![now.as_millisecond().into(), job.id.into(), job.lease.into()]
}

/// Makes of an event one job for each of `subscribers` and marks it as done, all or nothing, unless
/// another worker has taken it over.
pub(crate) async fn hand_on(
    db: &Db,
    event: &Claimed,
    subscribers: &[&'static str],
    clock: &dyn Clock,
    chance: &dyn Chance,
) -> Result<bool, JobsError> {
    let tx = db.begin().await?;
    let values = values_of_done(event, clock.now());
    if db::execute(&tx, DONE, values).await? == 0 {
        return Ok(false);
    }
    for kind in subscribers {
        let payload = event.payload.clone();
        add(&tx, clock, chance, kind, payload, event.max_attempts).await?;
    }
    tx.signal();
    tx.commit().await?;
    Ok(true)
}

/// Puts the job back until `again`, unless another worker has taken it over.
pub(crate) async fn put_back(
    db: &Db,
    job: &Claimed,
    again: Timestamp,
    error: &'static str,
) -> Result<bool, JobsError> {
    let sql = "UPDATE jobs SET state = 'ready', lease = NULL, last_error = $1, due_at = $2
               WHERE id = $3 AND lease = $4";
    let values = vec![
        error.into(),
        again.as_millisecond().into(),
        job.id.into(),
        job.lease.into(),
    ];
    Ok(change(db, sql, values).await? == 1)
}

/// Makes the job a dead letter, unless another worker has taken it over.
pub(crate) async fn bury(
    db: &Db,
    job: &Claimed,
    now: Timestamp,
    error: &'static str,
) -> Result<bool, JobsError> {
    let sql = "UPDATE jobs SET state = 'dead', lease = NULL, last_error = $1, ended_at = $2
               WHERE id = $3 AND lease = $4";
    let values = vec![
        error.into(),
        now.as_millisecond().into(),
        job.id.into(),
        job.lease.into(),
    ];
    Ok(change(db, sql, values).await? == 1)
}

async fn change(db: &Db, sql: &str, values: Vec<Value>) -> Result<u64, JobsError> {
    let tx = db.begin().await?;
    let rows = db::execute(&tx, sql, values).await?;
    tx.commit().await?;
    Ok(rows)
}

/// How long to wait after attempt number `attempts` (from 1): 10 s doubled each time, at most an
/// hour, then a quarter more or less, so that jobs that failed together do not return together.
pub(crate) fn back_off(attempts: u32, chance: &dyn Chance) -> SignedDuration {
    let doublings = attempts.saturating_sub(1).min(9);
    let seconds = (10_i64 << doublings).min(3600);
    let mut random = [0; 2];
    chance.fill(&mut random);
    let percent = 75 + i64::from(u16::from_be_bytes(random)) * 50 / i64::from(u16::MAX);
    SignedDuration::from_millis(seconds * 10 * percent)
}

fn random_uuid(chance: &dyn Chance) -> Uuid {
    let mut bytes = [0; 16];
    chance.fill(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// `$4, $5, …`, one for each of `items`.
fn placeholders<T>(first: usize, items: &[T]) -> String {
    (first..first + items.len())
        .map(|number| format!("${number}"))
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use kernel::SeededChance;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_wait_doubles_up_to_an_hour_give_or_take_a_quarter(attempts in 1_u32..200, seed: u64) {
            let wait = back_off(attempts, &SeededChance::new(seed)).as_secs_f64();
            let plain = (10.0 * 2_f64.powi(attempts.min(30).cast_signed() - 1)).min(3600.0);
            prop_assert!((plain * 0.75..=plain * 1.25).contains(&wait), "{wait} for {plain}");
        }
    }
}
