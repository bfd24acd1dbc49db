// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Endpoints.

use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::Timestamp;
use kernel::{OrganisationId, PersonId};
use uuid::Uuid;

use super::{broken, moment};
use crate::model::{Endpoint, EndpointState};

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    organisation: Uuid,
    name: String,
    url: String,
    kinds: String,
    collections: String,
    state: String,
    reason: Option<String>,
    former_until: Option<i64>,
    failures: i64,
    failing_since: Option<i64>,
    resting_until: Option<i64>,
    succeeded_at: Option<i64>,
    version: i64,
    created_at: i64,
}

impl Row {
    fn made(self) -> db::Result<Endpoint> {
        let collections = self.collections.split_whitespace().map(Uuid::parse_str);
        Ok(Endpoint {
            id: self.id,
            organisation: OrganisationId::from_uuid(self.organisation),
            name: self.name,
            url: self.url,
            kinds: self.kinds.split_whitespace().map(str::to_owned).collect(),
            collections: collections
                .collect::<Result<_, _>>()
                .map_err(|_| broken("the collections of an endpoint"))?,
            state: EndpointState::named(&self.state)
                .ok_or_else(|| broken("the state of an endpoint"))?,
            reason: self.reason,
            former_until: self.former_until.map(moment).transpose()?,
            failures: self.failures,
            failing_since: self.failing_since.map(moment).transpose()?,
            resting_until: self.resting_until.map(moment).transpose()?,
            succeeded_at: self.succeeded_at.map(moment).transpose()?,
            version: self.version,
            created_at: moment(self.created_at)?,
        })
    }
}

const COLUMNS: &str = "id, organisation, name, url, kinds, collections, state, reason,
    former_until, failures, failing_since, resting_until, succeeded_at, version, created_at";

/// Adds an endpoint with its sealed secret.
pub async fn add(
    tx: &Tx,
    endpoint: &Endpoint,
    sealed_secret: Vec<u8>,
    by: Option<PersonId>,
) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO webhook_endpoints
             (id, organisation, name, url, kinds, collections, state, sealed_secret, failures,
              version, created_at, created_by, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10, $11, $10)",
        vec![
            endpoint.id.into(),
            endpoint.organisation.uuid().into(),
            endpoint.name.as_str().into(),
            endpoint.url.as_str().into(),
            endpoint.kinds.join(" ").into(),
            joined(&endpoint.collections).into(),
            endpoint.state.name().into(),
            sealed_secret.into(),
            endpoint.version.into(),
            endpoint.created_at.as_millisecond().into(),
            by.map(kernel::Id::uuid).into(),
        ],
    )
    .await?;
    Ok(())
}

fn joined(ids: &[Uuid]) -> String {
    let ids: Vec<String> = ids.iter().map(Uuid::to_string).collect();
    ids.join(" ")
}

/// An endpoint.
pub async fn find(conn: &impl ConnectionTrait, id: Uuid) -> db::Result<Option<Endpoint>> {
    let sql = format!("SELECT {COLUMNS} FROM webhook_endpoints WHERE id = $1");
    db::fetch_one(conn, &sql, vec![id.into()], Row::made).await
}

/// The same, and nobody else changes it until the transaction ends.
pub async fn find_for_update(tx: &Tx, id: Uuid) -> db::Result<Option<Endpoint>> {
    let sql = format!("SELECT {COLUMNS} FROM webhook_endpoints WHERE id = $1");
    let row: Option<Row> = db::one_for_update(tx, &sql, vec![id.into()]).await?;
    row.map(Row::made).transpose()
}

/// The endpoints of an organisation, by name.
pub async fn of_organisation(
    conn: &impl ConnectionTrait,
    organisation: OrganisationId,
) -> db::Result<Vec<Endpoint>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM webhook_endpoints WHERE organisation = $1 ORDER BY name, id"
    );
    db::fetch_all(conn, &sql, vec![organisation.uuid().into()], Row::made).await
}

/// What people change of an endpoint: name, address, what it is told of, whether it is served. Its version
/// becomes the next one. Whoever calls holds the row.
pub async fn change(tx: &Tx, endpoint: &Endpoint, now: Timestamp) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE webhook_endpoints SET name = $2, url = $3, kinds = $4, collections = $5, state = $6,
             reason = $7, version = version + 1, changed_at = $8
         WHERE id = $1",
        vec![
            endpoint.id.into(),
            endpoint.name.as_str().into(),
            endpoint.url.as_str().into(),
            endpoint.kinds.join(" ").into(),
            joined(&endpoint.collections).into(),
            endpoint.state.name().into(),
            endpoint.reason.clone().into(),
            now.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// What an attempt changes of an endpoint. Whoever calls holds the row.
pub async fn note_health(tx: &Tx, endpoint: &Endpoint) -> db::Result<()> {
    let millis = |moment: Option<Timestamp>| moment.map(Timestamp::as_millisecond);
    db::execute(
        tx,
        "UPDATE webhook_endpoints SET state = $2, reason = $3, failures = $4, failing_since = $5,
             resting_until = $6, succeeded_at = $7
         WHERE id = $1",
        vec![
            endpoint.id.into(),
            endpoint.state.name().into(),
            endpoint.reason.clone().into(),
            endpoint.failures.into(),
            millis(endpoint.failing_since).into(),
            millis(endpoint.resting_until).into(),
            millis(endpoint.succeeded_at).into(),
        ],
    )
    .await?;
    Ok(())
}

/// Gives an endpoint a new secret; the one it had signs beside it until `former_until`.
pub async fn rotate(
    tx: &Tx,
    id: Uuid,
    sealed_secret: Vec<u8>,
    former_until: Timestamp,
    now: Timestamp,
) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE webhook_endpoints SET sealed_former = sealed_secret, sealed_secret = $2,
             former_until = $3, version = version + 1, changed_at = $4
         WHERE id = $1",
        vec![
            id.into(),
            sealed_secret.into(),
            former_until.as_millisecond().into(),
            now.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// The sealed secrets of an endpoint that sign at `now`, the newest first.
pub async fn secrets(
    conn: &impl ConnectionTrait,
    id: Uuid,
    now: Timestamp,
) -> db::Result<Vec<Vec<u8>>> {
    #[derive(FromQueryResult)]
    struct Sealed {
        current: Vec<u8>,
        former: Option<Vec<u8>>,
        former_until: Option<i64>,
    }
    let sql = "SELECT sealed_secret AS current, sealed_former AS former, former_until
         FROM webhook_endpoints WHERE id = $1";
    let found: Option<Sealed> = db::one(conn, sql, vec![id.into()]).await?;
    let Some(found) = found else {
        return Ok(Vec::new());
    };
    let mut secrets = vec![found.current];
    let overlaps = found
        .former_until
        .is_some_and(|until| until > now.as_millisecond());
    secrets.extend(found.former.filter(|_| overlaps));
    Ok(secrets)
}

/// Forgets former secrets that sign no more. Says how many.
pub async fn forget_former(tx: &Tx, now: Timestamp) -> db::Result<u64> {
    db::execute(
        tx,
        "UPDATE webhook_endpoints SET sealed_former = NULL, former_until = NULL
         WHERE former_until <= $1",
        vec![now.as_millisecond().into()],
    )
    .await
}

/// Takes an endpoint for one worker alone until `until`, unless another one has it. Whoever calls holds
/// the row.
pub async fn take(tx: &Tx, id: Uuid, now: Timestamp, until: Timestamp) -> db::Result<bool> {
    let taken = db::execute(
        tx,
        "UPDATE webhook_endpoints SET pumped_until = $3
         WHERE id = $1 AND (pumped_until IS NULL OR pumped_until <= $2)",
        vec![
            id.into(),
            now.as_millisecond().into(),
            until.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(taken == 1)
}

/// Gives it back.
pub async fn give_back(tx: &Tx, id: Uuid) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE webhook_endpoints SET pumped_until = NULL WHERE id = $1",
        vec![id.into()],
    )
    .await?;
    Ok(())
}

/// Deletes an endpoint and all that was delivered to it.
pub async fn delete(tx: &Tx, id: Uuid) -> db::Result<()> {
    for sql in [
        "DELETE FROM webhook_attempts WHERE delivery IN
             (SELECT id FROM webhook_deliveries WHERE endpoint = $1)",
        "DELETE FROM webhook_deliveries WHERE endpoint = $1",
        "DELETE FROM webhook_endpoints WHERE id = $1",
    ] {
        db::execute(tx, sql, vec![id.into()]).await?;
    }
    Ok(())
}
