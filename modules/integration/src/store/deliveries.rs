// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Deliveries and their attempts.

use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::Timestamp;
use uuid::Uuid;

use super::{broken, moment};
use crate::model::{Attempt, Delivery, DeliveryState};

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    endpoint: Uuid,
    sequence: i64,
    event: Uuid,
    kind: String,
    state: String,
    attempts: i64,
    tries: i64,
    since: i64,
    due_at: i64,
    status: Option<i64>,
    fault: Option<String>,
    created_at: i64,
    ended_at: Option<i64>,
}

impl Row {
    fn made(self) -> db::Result<Delivery> {
        Ok(Delivery {
            id: self.id,
            endpoint: self.endpoint,
            sequence: self.sequence,
            event: self.event,
            kind: self.kind,
            state: DeliveryState::named(&self.state)
                .ok_or_else(|| broken("the state of a delivery"))?,
            attempts: self.attempts,
            tries: self.tries,
            since: moment(self.since)?,
            due_at: moment(self.due_at)?,
            status: self.status,
            fault: self.fault,
            created_at: moment(self.created_at)?,
            ended_at: self.ended_at.map(moment).transpose()?,
        })
    }
}

const COLUMNS: &str = "id, endpoint, sequence, event, kind, state, attempts, tries, since, due_at,
    status, fault, created_at, ended_at";

/// Adds a delivery that is due now.
pub async fn add(tx: &Tx, delivery: &Delivery) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO webhook_deliveries
             (id, endpoint, sequence, event, kind, state, attempts, tries, since, due_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, 0, 0, $7, $8, $9)",
        vec![
            delivery.id.into(),
            delivery.endpoint.into(),
            delivery.sequence.into(),
            delivery.event.into(),
            delivery.kind.as_str().into(),
            delivery.state.name().into(),
            delivery.since.as_millisecond().into(),
            delivery.due_at.as_millisecond().into(),
            delivery.created_at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// The next delivery of an endpoint that is due: the oldest event first.
pub async fn next_due(
    conn: &impl ConnectionTrait,
    endpoint: Uuid,
    now: Timestamp,
) -> db::Result<Option<Delivery>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM webhook_deliveries
         WHERE endpoint = $1 AND state = 'waiting' AND due_at <= $2
         ORDER BY sequence, id LIMIT 1"
    );
    let values = vec![endpoint.into(), now.as_millisecond().into()];
    db::fetch_one(conn, &sql, values, Row::made).await
}

/// When the next of what waits for an endpoint is due.
pub async fn next_moment(
    conn: &impl ConnectionTrait,
    endpoint: Uuid,
) -> db::Result<Option<Timestamp>> {
    let found: Option<Option<i64>> = db::scalar(
        conn,
        "SELECT MIN(due_at) FROM webhook_deliveries WHERE endpoint = $1 AND state = 'waiting'",
        vec![endpoint.into()],
    )
    .await?;
    found.flatten().map(moment).transpose()
}

/// A delivery.
pub async fn find(conn: &impl ConnectionTrait, id: Uuid) -> db::Result<Option<Delivery>> {
    let sql = format!("SELECT {COLUMNS} FROM webhook_deliveries WHERE id = $1");
    db::fetch_one(conn, &sql, vec![id.into()], Row::made).await
}

/// The same, and nobody else changes it until the transaction ends.
pub async fn find_for_update(tx: &Tx, id: Uuid) -> db::Result<Option<Delivery>> {
    let sql = format!("SELECT {COLUMNS} FROM webhook_deliveries WHERE id = $1");
    let row: Option<Row> = db::one_for_update(tx, &sql, vec![id.into()]).await?;
    row.map(Row::made).transpose()
}

/// Deliveries of an endpoint in one state or in any, the newest first, from `offset`.
pub async fn list(
    conn: &impl ConnectionTrait,
    endpoint: Uuid,
    state: Option<DeliveryState>,
    limit: i64,
    offset: i64,
) -> db::Result<Vec<Delivery>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM webhook_deliveries
         WHERE endpoint = $1 AND (CAST($2 AS TEXT) = '' OR state = $2)
         ORDER BY created_at DESC, id DESC LIMIT $3 OFFSET $4"
    );
    let values = vec![
        endpoint.into(),
        state.map_or("", DeliveryState::name).into(),
        limit.into(),
        offset.into(),
    ];
    db::fetch_all(conn, &sql, values, Row::made).await
}

/// How many deliveries of an endpoint are in one state or in any.
pub async fn count(
    conn: &impl ConnectionTrait,
    endpoint: Uuid,
    state: Option<DeliveryState>,
) -> db::Result<i64> {
    let found: Option<i64> = db::scalar(
        conn,
        "SELECT COUNT(*) FROM webhook_deliveries
         WHERE endpoint = $1 AND (CAST($2 AS TEXT) = '' OR state = $2)",
        vec![
            endpoint.into(),
            state.map_or("", DeliveryState::name).into(),
        ],
    )
    .await?;
    Ok(found.unwrap_or(0))
}

/// Writes a delivery anew. Whoever calls holds the row.
pub async fn save(tx: &Tx, delivery: &Delivery) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE webhook_deliveries SET state = $2, attempts = $3, tries = $4, since = $5, due_at = $6,
             status = $7, fault = $8, ended_at = $9
         WHERE id = $1",
        vec![
            delivery.id.into(),
            delivery.state.name().into(),
            delivery.attempts.into(),
            delivery.tries.into(),
            delivery.since.as_millisecond().into(),
            delivery.due_at.as_millisecond().into(),
            delivery.status.into(),
            delivery.fault.clone().into(),
            delivery.ended_at.map(Timestamp::as_millisecond).into(),
        ],
    )
    .await?;
    Ok(())
}

/// Notes an attempt.
pub async fn add_attempt(tx: &Tx, delivery: Uuid, attempt: &Attempt) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO webhook_attempts (delivery, number, at, status, fault, millis)
         VALUES ($1, $2, $3, $4, $5, $6)",
        vec![
            delivery.into(),
            attempt.number.into(),
            attempt.at.as_millisecond().into(),
            attempt.status.into(),
            attempt.fault.clone().into(),
            attempt.millis.into(),
        ],
    )
    .await?;
    Ok(())
}

/// The attempts of a delivery, the newest first.
pub async fn attempts(conn: &impl ConnectionTrait, delivery: Uuid) -> db::Result<Vec<Attempt>> {
    #[derive(FromQueryResult)]
    struct AttemptRow {
        number: i64,
        at: i64,
        status: Option<i64>,
        fault: Option<String>,
        millis: i64,
    }
    let sql = "SELECT number, at, status, fault, millis FROM webhook_attempts
         WHERE delivery = $1 ORDER BY number DESC";
    db::fetch_all(conn, sql, vec![delivery.into()], |row: AttemptRow| {
        Ok(Attempt {
            number: row.number,
            at: moment(row.at)?,
            status: row.status,
            fault: row.fault,
            millis: row.millis,
        })
    })
    .await
}

/// Gives up what waits for an endpoint. Says how much.
pub async fn give_up(
    tx: &Tx,
    endpoint: Uuid,
    fault: &'static str,
    now: Timestamp,
) -> db::Result<u64> {
    db::execute(
        tx,
        "UPDATE webhook_deliveries SET state = 'given-up', fault = $2, ended_at = $3
         WHERE endpoint = $1 AND state = 'waiting'",
        vec![endpoint.into(), fault.into(), now.as_millisecond().into()],
    )
    .await
}

/// Gives up what was started before `before` and still waits, for all endpoints. Says how much.
pub async fn expire(tx: &Tx, before: Timestamp, now: Timestamp) -> db::Result<u64> {
    db::execute(
        tx,
        "UPDATE webhook_deliveries SET state = 'given-up', fault = 'expired', ended_at = $2
         WHERE state = 'waiting' AND since < $1",
        vec![before.as_millisecond().into(), now.as_millisecond().into()],
    )
    .await
}

/// Forgets deliveries that were made before `before`. Says how many.
pub async fn forget(tx: &Tx, before: Timestamp) -> db::Result<u64> {
    let values = || vec![before.as_millisecond().into()];
    db::execute(
        tx,
        "DELETE FROM webhook_attempts WHERE delivery IN
             (SELECT id FROM webhook_deliveries WHERE created_at < $1 AND state <> 'waiting')",
        values(),
    )
    .await?;
    db::execute(
        tx,
        "DELETE FROM webhook_deliveries WHERE created_at < $1 AND state <> 'waiting'",
        values(),
    )
    .await
}
