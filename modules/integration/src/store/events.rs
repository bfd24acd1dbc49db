// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Events and the feeds in which they stand.

use db::{ConnectionTrait, FromQueryResult, Tx, Value};
use jiff::Timestamp;
use kernel::{CollectionId, OrganisationId};
use uuid::Uuid;

use super::{broken, moment};
use crate::model::{Event, Told};

#[derive(FromQueryResult)]
struct Row {
    organisation: Uuid,
    sequence: i64,
    id: Uuid,
    kind: String,
    subject: String,
    collection: Option<Uuid>,
    institution: Option<Uuid>,
    data: String,
    happened_at: i64,
}

impl Row {
    fn made(self) -> db::Result<Event> {
        Ok(Event {
            organisation: OrganisationId::from_uuid(self.organisation),
            sequence: self.sequence,
            id: self.id,
            kind: self.kind,
            subject: self.subject,
            collection: self.collection.map(CollectionId::from_uuid),
            institution: self.institution.map(OrganisationId::from_uuid),
            data: serde_json::from_str(&self.data).map_err(|_| broken("the data of an event"))?,
            at: moment(self.happened_at)?,
        })
    }
}

const COLUMNS: &str = "organisation, sequence, id, kind, subject, collection, institution, data,
    happened_at";

/// Writes an event into the feed of an organisation, with the next number; `None` if it stands there
/// already. The feed is held until the transaction ends: numbers become visible in their order.
pub async fn add(
    tx: &Tx,
    organisation: OrganisationId,
    id: Uuid,
    told: &Told,
    now: Timestamp,
) -> db::Result<Option<Event>> {
    let feed = || vec![Value::from(organisation.uuid())];
    db::execute(
        tx,
        "INSERT INTO integration_feeds (organisation, last_sequence) VALUES ($1, 0)
         ON CONFLICT (organisation) DO NOTHING",
        feed(),
    )
    .await?;
    let last: Option<Last> = db::one_for_update(
        tx,
        "SELECT last_sequence FROM integration_feeds WHERE organisation = $1",
        feed(),
    )
    .await?;
    let sequence = last.ok_or_else(|| broken("a feed"))?.last_sequence + 1;
    let known: Option<i64> = db::scalar(
        tx,
        "SELECT sequence FROM integration_events WHERE organisation = $1 AND once = $2",
        vec![organisation.uuid().into(), told.once.as_str().into()],
    )
    .await?;
    if known.is_some() {
        return Ok(None);
    }
    db::execute(
        tx,
        "UPDATE integration_feeds SET last_sequence = $2 WHERE organisation = $1",
        vec![organisation.uuid().into(), sequence.into()],
    )
    .await?;
    let data = serde_json::to_string(&told.data).map_err(|_| broken("the data of an event"))?;
    db::execute(
        tx,
        "INSERT INTO integration_events
             (organisation, sequence, id, kind, once, subject, collection, institution, data,
              happened_at, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        vec![
            organisation.uuid().into(),
            sequence.into(),
            id.into(),
            told.kind.into(),
            told.once.as_str().into(),
            told.subject.as_str().into(),
            told.collection.map(kernel::Id::uuid).into(),
            told.institution.map(kernel::Id::uuid).into(),
            data.into(),
            told.at.as_millisecond().into(),
            now.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(Some(Event {
        organisation,
        sequence,
        id,
        kind: told.kind.to_owned(),
        subject: told.subject.clone(),
        collection: told.collection,
        institution: told.institution,
        data: told.data.clone(),
        at: told.at,
    }))
}

#[derive(FromQueryResult)]
struct Last {
    last_sequence: i64,
}

/// The number of the newest event of an organisation; 0 if there was none. Whoever reads it can read all
/// events up to it.
pub async fn head(conn: &impl ConnectionTrait, organisation: OrganisationId) -> db::Result<i64> {
    let found: Option<i64> = db::scalar(
        conn,
        "SELECT last_sequence FROM integration_feeds WHERE organisation = $1",
        vec![organisation.uuid().into()],
    )
    .await?;
    Ok(found.unwrap_or(0))
}

/// The number of the oldest event that is kept.
pub async fn oldest(
    conn: &impl ConnectionTrait,
    organisation: OrganisationId,
) -> db::Result<Option<i64>> {
    let found: Option<Option<i64>> = db::scalar(
        conn,
        "SELECT MIN(sequence) FROM integration_events WHERE organisation = $1",
        vec![organisation.uuid().into()],
    )
    .await?;
    Ok(found.flatten())
}

/// What is asked of a feed.
#[derive(Debug, Clone)]
pub struct Wish<'a> {
    /// Whose feed.
    pub organisation: OrganisationId,
    /// Only events after this number.
    pub after: i64,
    /// Only events up to this number.
    pub until: i64,
    /// Only these kinds.
    pub kinds: &'a [&'a str],
    /// Only of these collections; none means all.
    pub collections: &'a [Uuid],
    /// How many at most.
    pub limit: i64,
}

/// Events in their order.
pub async fn list(conn: &impl ConnectionTrait, wish: &Wish<'_>) -> db::Result<Vec<Event>> {
    if wish.kinds.is_empty() {
        return Ok(Vec::new());
    }
    let mut values: Vec<Value> = vec![
        wish.organisation.uuid().into(),
        wish.after.into(),
        wish.until.into(),
        wish.limit.into(),
    ];
    let kinds = placeholders(values.len() + 1, wish.kinds.len());
    values.extend(wish.kinds.iter().map(|kind| Value::from(*kind)));
    let of_collections = if wish.collections.is_empty() {
        String::new()
    } else {
        let list = placeholders(values.len() + 1, wish.collections.len());
        values.extend(wish.collections.iter().map(|id| Value::from(*id)));
        format!("AND collection IN ({list})")
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM integration_events
         WHERE organisation = $1 AND sequence > $2 AND sequence <= $3
             AND kind IN ({kinds}) {of_collections}
         ORDER BY sequence LIMIT $4"
    );
    db::fetch_all(conn, &sql, values, Row::made).await
}

/// One event of a feed.
pub async fn find(
    conn: &impl ConnectionTrait,
    organisation: OrganisationId,
    sequence: i64,
) -> db::Result<Option<Event>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM integration_events WHERE organisation = $1 AND sequence = $2"
    );
    let values = vec![organisation.uuid().into(), sequence.into()];
    db::fetch_one(conn, &sql, values, Row::made).await
}

/// Forgets events that were recorded before `before`. Says how many.
pub async fn forget(tx: &Tx, before: Timestamp) -> db::Result<u64> {
    db::execute(
        tx,
        "DELETE FROM integration_events WHERE recorded_at < $1",
        vec![before.as_millisecond().into()],
    )
    .await
}

/// Keeps what a collection is called.
pub async fn keep_collection(
    tx: &Tx,
    collection: CollectionId,
    title: &str,
    at: Timestamp,
) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO integration_collections (collection, title, opened_at) VALUES ($1, $2, $3)
         ON CONFLICT (collection) DO UPDATE SET title = excluded.title",
        vec![
            collection.uuid().into(),
            title.into(),
            at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// A collection with its title, which is empty if nobody has said it.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Titled {
    /// Which.
    pub collection: Uuid,
    /// What it is called.
    pub title: String,
}

/// All collections whose title is known, by title.
pub async fn collections(conn: &impl ConnectionTrait) -> db::Result<Vec<Titled>> {
    let sql = "SELECT collection, title FROM integration_collections ORDER BY title, collection";
    db::all(conn, sql, vec![]).await
}

/// The collections of the events of an organisation.
pub async fn collections_of(
    conn: &impl ConnectionTrait,
    organisation: OrganisationId,
) -> db::Result<Vec<Titled>> {
    db::all(
        conn,
        "SELECT DISTINCT e.collection AS collection, COALESCE(c.title, '') AS title
         FROM integration_events e
         LEFT JOIN integration_collections c ON c.collection = e.collection
         WHERE e.organisation = $1 AND e.collection IS NOT NULL
         ORDER BY title, collection",
        vec![organisation.uuid().into()],
    )
    .await
}

/// `$4, $5, …`.
fn placeholders(first: usize, count: usize) -> String {
    (first..first + count)
        .map(|number| format!("${number}"))
        .collect::<Vec<_>>()
        .join(", ")
}
