// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Collections.

use db::{ConnectionTrait, FromQueryResult};
use jiff::Timestamp;
use jiff::civil::Weekday;
use kernel::{CollectionId, Id, OrganisationId, PersonId};
use uuid::Uuid;

use super::{broken, fetch_all, fetch_one, moment, read};
use crate::model::{Calendar, Collection, CollectionStatus, Participant, Season};

/// The columns of a collection, for queries that join it under the name `c`.
pub(super) const COLUMNS: &str = "c.id, c.state, c.form_version, c.title, c.kind, c.season_from, c.season_to,
    c.count_weekday, c.opens_at, c.due_after, c.locks_after, c.working_days, c.zero_reports, c.approval, c.join_code,
    c.release_policy, c.release_policy_hash, c.status, c.created_at";

#[derive(FromQueryResult)]
pub(super) struct Row {
    id: Uuid,
    state: Uuid,
    form_version: Uuid,
    title: String,
    kind: String,
    season_from: String,
    season_to: String,
    count_weekday: i64,
    opens_at: String,
    due_after: Option<i64>,
    locks_after: Option<i64>,
    working_days: bool,
    zero_reports: bool,
    approval: String,
    join_code: Option<String>,
    release_policy: String,
    release_policy_hash: String,
    status: String,
    created_at: i64,
}

fn weekday(column: &'static str, number: i64) -> db::Result<Weekday> {
    i8::try_from(number)
        .ok()
        .and_then(|number| Weekday::from_monday_one_offset(number).ok())
        .ok_or_else(|| broken(column))
}

impl Row {
    pub(super) fn collection(self) -> db::Result<Collection> {
        Ok(Collection {
            id: Id::from_uuid(self.id),
            state: Id::from_uuid(self.state),
            form_version: Id::from_uuid(self.form_version),
            title: self.title,
            calendar: Calendar {
                kind: read("kind", &self.kind)?,
                season: Season {
                    from: read("season_from", &self.season_from)?,
                    to: read("season_to", &self.season_to)?,
                },
                count_weekday: weekday("count_weekday", self.count_weekday)?,
                opens_at: read("opens_at", &self.opens_at)?,
                due_after: self.due_after,
                locks_after: self.locks_after,
                working_days: self.working_days,
            },
            zero_reports: self.zero_reports,
            approval: serde_json::from_str(&self.approval).map_err(|_| broken("approval"))?,
            join_code: self.join_code,
            status: read("status", &self.status)?,
            release_policy: self.release_policy,
            release_policy_hash: self.release_policy_hash,
            created_at: moment("created_at", self.created_at)?,
        })
    }
}

/// Writes a new collection.
pub async fn add(
    conn: &impl ConnectionTrait,
    collection: &Collection,
    by: Option<PersonId>,
) -> db::Result<()> {
    let calendar = &collection.calendar;
    let approval = serde_json::to_string(&collection.approval).map_err(|_| broken("approval"))?;
    db::execute(
        conn,
        "INSERT INTO collections (id, state, form_version, title, kind, season_from, season_to,
             count_weekday, opens_at, due_after, locks_after, working_days, zero_reports, approval, join_code,
             release_policy, release_policy_hash, status, created_at, created_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
        vec![
            collection.id.uuid().into(),
            collection.state.uuid().into(),
            collection.form_version.uuid().into(),
            collection.title.as_str().into(),
            calendar.kind.name().into(),
            calendar.season.from.to_string().into(),
            calendar.season.to.to_string().into(),
            i64::from(calendar.count_weekday.to_monday_one_offset()).into(),
            calendar.opens_at.name().into(),
            calendar.due_after.into(),
            calendar.locks_after.into(),
            calendar.working_days.into(),
            collection.zero_reports.into(),
            approval.into(),
            collection.join_code.clone().into(),
            collection.release_policy.as_str().into(),
            collection.release_policy_hash.as_str().into(),
            collection.status.name().into(),
            collection.created_at.as_millisecond().into(),
            by.map(PersonId::uuid).into(),
        ],
    )
    .await?;
    Ok(())
}

/// The collection with this identifier.
pub async fn find(conn: &impl ConnectionTrait, id: CollectionId) -> db::Result<Option<Collection>> {
    fetch_one(
        conn,
        &format!("SELECT {COLUMNS} FROM collections c WHERE c.id = $1"),
        vec![id.uuid().into()],
        Row::collection,
    )
    .await
}

/// The collection with this identifier, and from which week to which `institution` takes part in it.
pub async fn with_times_of(
    conn: &impl ConnectionTrait,
    id: CollectionId,
    institution: OrganisationId,
) -> db::Result<Option<(Collection, Vec<Participant>)>> {
    #[derive(FromQueryResult)]
    struct Time {
        office: Option<Uuid>,
        from_period: Option<String>,
        to_period: Option<String>,
        by_rule: Option<bool>,
    }
    struct Both(Row, Time);
    impl FromQueryResult for Both {
        fn from_query_result(row: &db::QueryResult, prefix: &str) -> Result<Self, db::DbErr> {
            Ok(Self(
                Row::from_query_result(row, prefix)?,
                Time::from_query_result(row, prefix)?,
            ))
        }
    }
    let rows: Vec<Both> = db::all(
        conn,
        &format!(
            "SELECT {COLUMNS}, p.office, p.from_period, p.to_period, p.by_rule
             FROM collections c
             LEFT JOIN participants p ON p.collection = c.id AND p.institution = $2
             WHERE c.id = $1 ORDER BY p.from_period"
        ),
        vec![id.uuid().into(), institution.uuid().into()],
    )
    .await?;
    let mut collection = None;
    let mut times = Vec::with_capacity(rows.len());
    for Both(row, time) in rows {
        if let (Some(office), Some(from)) = (time.office, time.from_period) {
            times.push(Participant {
                institution,
                office: Id::from_uuid(office),
                from: read("from_period", &from)?,
                to: time
                    .to_period
                    .map(|period| read("to_period", &period))
                    .transpose()?,
                by_rule: time.by_rule.unwrap_or(false),
            });
        }
        if collection.is_none() {
            collection = Some(row.collection()?);
        }
    }
    Ok(collection.map(|collection| (collection, times)))
}

/// The collection that institutions join with this code.
pub async fn find_by_code(
    conn: &impl ConnectionTrait,
    code: &str,
) -> db::Result<Option<Collection>> {
    fetch_one(
        conn,
        &format!("SELECT {COLUMNS} FROM collections c WHERE c.join_code = $1"),
        vec![code.into()],
        Row::collection,
    )
    .await
}

/// Sets the code with which institutions join, or takes it away.
pub async fn set_join_code(
    conn: &impl ConnectionTrait,
    id: CollectionId,
    code: Option<&str>,
) -> db::Result<()> {
    db::execute(
        conn,
        "UPDATE collections SET join_code = $2 WHERE id = $1",
        vec![id.uuid().into(), code.map(str::to_owned).into()],
    )
    .await?;
    Ok(())
}

/// All collections, open ones first, the newest season first.
pub async fn all(conn: &impl ConnectionTrait) -> db::Result<Vec<Collection>> {
    list(
        conn,
        &format!(
            "SELECT {COLUMNS} FROM collections c
             ORDER BY c.status DESC, c.season_from DESC, c.title, c.id LIMIT 500"
        ),
        vec![],
    )
    .await
}

/// The open collections.
pub async fn open(conn: &impl ConnectionTrait) -> db::Result<Vec<Collection>> {
    list(
        conn,
        &format!("SELECT {COLUMNS} FROM collections c WHERE c.status = 'open' ORDER BY c.id"),
        vec![],
    )
    .await
}

/// The collections in which institutions of an office take part or have taken part.
pub async fn of_office(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
) -> db::Result<Vec<Collection>> {
    list(
        conn,
        &format!(
            "SELECT {COLUMNS} FROM collections c
             WHERE EXISTS (SELECT 1 FROM participants p WHERE p.collection = c.id AND p.office = $1)
             ORDER BY c.status DESC, c.season_from DESC, c.title, c.id LIMIT 500"
        ),
        vec![office.uuid().into()],
    )
    .await
}

/// The collections in which an institution takes part or has taken part.
pub async fn of_institution(
    conn: &impl ConnectionTrait,
    institution: OrganisationId,
) -> db::Result<Vec<Collection>> {
    list(
        conn,
        &format!(
            "SELECT {COLUMNS} FROM collections c
             WHERE EXISTS (SELECT 1 FROM participants p WHERE p.collection = c.id AND p.institution = $1)
             ORDER BY c.status DESC, c.season_from DESC, c.title, c.id LIMIT 500"
        ),
        vec![institution.uuid().into()],
    )
    .await
}

async fn list(
    conn: &impl ConnectionTrait,
    sql: &str,
    values: Vec<db::Value>,
) -> db::Result<Vec<Collection>> {
    fetch_all(conn, sql, values, Row::collection).await
}

/// Puts a release policy in force, in its stored form.
pub async fn set_release_policy(
    conn: &impl ConnectionTrait,
    id: CollectionId,
    policy: &str,
    hash: &str,
) -> db::Result<()> {
    db::execute(
        conn,
        "UPDATE collections SET release_policy = $2, release_policy_hash = $3 WHERE id = $1",
        vec![id.uuid().into(), policy.into(), hash.into()],
    )
    .await?;
    Ok(())
}

/// Closes an open collection; says whether it was open.
pub async fn close(
    conn: &impl ConnectionTrait,
    id: CollectionId,
    at: Timestamp,
) -> db::Result<bool> {
    let rows = db::execute(
        conn,
        "UPDATE collections SET status = $3, closed_at = $2 WHERE id = $1 AND status = 'open'",
        vec![
            id.uuid().into(),
            at.as_millisecond().into(),
            CollectionStatus::Closed.name().into(),
        ],
    )
    .await?;
    Ok(rows == 1)
}
