// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Requests themselves.

use db::{ConnectionTrait, FromQueryResult, Tx, fetch_all, fetch_one};
use jiff::civil::Date;
use kernel::{Id, OrganisationId, PersonId};
use uuid::Uuid;

use super::{id_if, millis_of, moment, moment_if, read, read_if, text_of, value_of};
use crate::model::{Proposal, Request, RequestKind, RequestState};

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    number: String,
    office: Uuid,
    state_agency: Uuid,
    kind: String,
    state: String,
    received_on: String,
    due_on: String,
    extended: bool,
    identity: String,
    sealed_person: Vec<u8>,
    assignee: Option<Uuid>,
    search: String,
    search_read: i64,
    search_at: Option<i64>,
    deletion_ground: Option<String>,
    deletion_by: Option<Uuid>,
    deletion_at: Option<i64>,
    outcome: Option<String>,
    opened_at: i64,
    closed_at: Option<i64>,
    delete_on: Option<String>,
    version: i64,
    changed_at: i64,
    changed_by: Option<Uuid>,
}

impl Row {
    fn request(self) -> db::Result<Request> {
        let ground = read_if("deletion_ground", self.deletion_ground)?;
        let proposal = match (ground, self.deletion_by, self.deletion_at) {
            (Some(ground), Some(by), Some(at)) => Some(Proposal {
                ground,
                by: Id::from_uuid(by),
                at: moment(at)?,
            }),
            _ => None,
        };
        Ok(Request {
            id: self.id,
            number: self.number,
            office: Id::from_uuid(self.office),
            state_agency: Id::from_uuid(self.state_agency),
            kind: read("kind", &self.kind)?,
            state: read("state", &self.state)?,
            received_on: read("received_on", &self.received_on)?,
            due_on: read("due_on", &self.due_on)?,
            extended: self.extended,
            identity: read("identity", &self.identity)?,
            sealed_person: self.sealed_person,
            assignee: id_if(self.assignee),
            search: read("search", &self.search)?,
            search_read: self.search_read,
            search_at: moment_if(self.search_at)?,
            proposal,
            outcome: read_if("outcome", self.outcome)?,
            opened_at: moment(self.opened_at)?,
            closed_at: moment_if(self.closed_at)?,
            delete_on: read_if("delete_on", self.delete_on)?,
            version: self.version,
            changed_at: moment(self.changed_at)?,
            changed_by: id_if(self.changed_by),
        })
    }
}

const SELECT: &str =
    "SELECT id, number, office, state_agency, kind, state, received_on, due_on, extended,
    identity, sealed_person, assignee, search, search_read, search_at, deletion_ground, deletion_by,
    deletion_at, outcome, opened_at, closed_at, delete_on, version, changed_at, changed_by
    FROM privacy_requests";

/// The request with this identifier.
pub async fn find(conn: &impl ConnectionTrait, id: Uuid) -> db::Result<Option<Request>> {
    let sql = format!("{SELECT} WHERE id = $1");
    fetch_one(conn, &sql, vec![id.into()], Row::request).await
}

/// The same, and nobody else changes it until the transaction ends.
pub async fn find_for_update(tx: &Tx, id: Uuid) -> db::Result<Option<Request>> {
    let sql = format!("{SELECT} WHERE id = $1");
    let row: Option<Row> = db::one_for_update(tx, &sql, vec![id.into()]).await?;
    row.map(Row::request).transpose()
}

/// Which requests a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Filter {
    /// Only of this kind.
    pub kind: Option<RequestKind>,
    /// Only in this state.
    pub state: Option<RequestState>,
    /// Only those of this person.
    pub assignee: Option<PersonId>,
}

fn condition(office: OrganisationId, filter: Filter) -> (String, Vec<db::Value>) {
    let mut values: Vec<db::Value> = vec![office.uuid().into()];
    let mut condition = "office = $1".to_owned();
    let mut and = |column: &str, value: Option<db::Value>| {
        if let Some(value) = value {
            values.push(value);
            condition = format!("{condition} AND {column} = ${}", values.len());
        }
    };
    and("kind", filter.kind.map(|kind| kind.name().into()));
    and("state", filter.state.map(|state| state.name().into()));
    and(
        "assignee",
        filter.assignee.map(|person| person.uuid().into()),
    );
    (condition, values)
}

/// How many requests a filter lets through.
pub async fn count(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    filter: Filter,
) -> db::Result<i64> {
    let (condition, values) = condition(office, filter);
    let sql = format!("SELECT COUNT(*) FROM privacy_requests WHERE {condition}");
    Ok(db::scalar(conn, &sql, values).await?.unwrap_or(0))
}

/// A page of requests: open ones first, the most urgent before.
pub async fn page(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    filter: Filter,
    (offset, limit): (i64, i64),
) -> db::Result<Vec<Request>> {
    let (condition, mut values) = condition(office, filter);
    values.extend([limit.into(), offset.into()]);
    let sql = format!(
        "{SELECT} WHERE {condition}
         ORDER BY CASE state WHEN 'open' THEN 0 ELSE 1 END, due_on, number LIMIT ${} OFFSET ${}",
        values.len() - 1,
        values.len()
    );
    fetch_all(conn, &sql, values, Row::request).await
}

/// The requests of all offices that are to be deleted on `today`, the first due first.
pub async fn to_delete(
    conn: &impl ConnectionTrait,
    today: Date,
    limit: i64,
) -> db::Result<Vec<Request>> {
    let sql = format!(
        "{SELECT} WHERE delete_on IS NOT NULL AND delete_on <= $1 AND state = 'closed'
         ORDER BY delete_on, id LIMIT $2"
    );
    let values = vec![today.to_string().into(), limit.into()];
    fetch_all(conn, &sql, values, Row::request).await
}

/// The next number of an office's requests in a year; nobody else gets it.
pub async fn next_number(tx: &Tx, office: OrganisationId, year: i16) -> db::Result<String> {
    let next: Option<i64> = db::scalar(
        tx,
        "INSERT INTO privacy_numbers (office, year, last_number) VALUES ($1, $2, 1)
         ON CONFLICT (office, year) DO UPDATE SET last_number = privacy_numbers.last_number + 1
         RETURNING last_number",
        vec![office.uuid().into(), i64::from(year).into()],
    )
    .await?;
    Ok(format!("DS-{year}-{:05}", next.unwrap_or(0)))
}

/// Adds a request.
pub async fn add(tx: &Tx, request: &Request) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO privacy_requests
         (id, number, office, state_agency, kind, state, received_on, due_on, extended, identity,
          sealed_person, assignee, search, search_read, opened_at, version, changed_at, changed_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'none', 0, $13, $14, $13, $15)",
        vec![
            request.id.into(),
            request.number.as_str().into(),
            request.office.uuid().into(),
            request.state_agency.uuid().into(),
            request.kind.name().into(),
            request.state.name().into(),
            request.received_on.to_string().into(),
            request.due_on.to_string().into(),
            request.extended.into(),
            request.identity.name().into(),
            request.sealed_person.as_slice().into(),
            value_of(request.assignee),
            request.opened_at.as_millisecond().into(),
            request.version.into(),
            value_of(request.changed_by),
        ],
    )
    .await?;
    Ok(())
}

/// Writes all that can change of a request. The caller holds it for update and has counted the version.
pub async fn save(tx: &Tx, request: &Request) -> db::Result<()> {
    let proposal = request.proposal;
    db::execute(
        tx,
        "UPDATE privacy_requests SET kind = $1, state = $2, received_on = $3, due_on = $4, extended = $5,
             identity = $6, sealed_person = $7, assignee = $8, search = $9, search_read = $10,
             search_at = $11, deletion_ground = $12, deletion_by = $13, deletion_at = $14, outcome = $15,
             closed_at = $16, delete_on = $17, version = $18, changed_at = $19, changed_by = $20
         WHERE id = $21",
        vec![
            request.kind.name().into(),
            request.state.name().into(),
            request.received_on.to_string().into(),
            request.due_on.to_string().into(),
            request.extended.into(),
            request.identity.name().into(),
            request.sealed_person.as_slice().into(),
            value_of(request.assignee),
            request.search.name().into(),
            request.search_read.into(),
            millis_of(request.search_at),
            proposal.map(|one| one.ground.name().to_owned()).into(),
            value_of(proposal.map(|one| one.by)),
            millis_of(proposal.map(|one| one.at)),
            request.outcome.map(|one| one.name().to_owned()).into(),
            millis_of(request.closed_at),
            text_of(request.delete_on),
            request.version.into(),
            request.changed_at.as_millisecond().into(),
            value_of(request.changed_by),
            request.id.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Says how many things a running search has read.
pub async fn set_progress(tx: &Tx, id: Uuid, read: i64) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE privacy_requests SET search_read = $1 WHERE id = $2 AND search = 'running'",
        vec![read.into(), id.into()],
    )
    .await?;
    Ok(())
}
