// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What rules have found, and what became of it.

use db::{ConnectionTrait, FromQueryResult};
use jiff::Timestamp;
use kernel::{CollectionId, Id, OrganisationId, PersonId};
use uuid::Uuid;

use super::{fetch_all, fetch_one, moment, read, window};
use crate::model::{AlertDeed, AlertState};
use crate::period::Period;

/// An alert; its figures are sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// Which.
    pub id: Uuid,
    /// The rule that has found it.
    pub rule: Uuid,
    /// In which collection.
    pub collection: CollectionId,
    /// At which office, whose key seals its figures.
    pub office: OrganisationId,
    /// In which period.
    pub period: Period,
    /// At which institution; none: at the whole office.
    pub institution: Option<OrganisationId>,
    /// How far it is.
    pub state: AlertState,
    /// Its figures, sealed.
    pub sealed: Vec<u8>,
    /// Counts what has happened to it, from 1.
    pub version: i64,
    /// When the rule found it.
    pub fired_at: Timestamp,
    /// When it last changed.
    pub changed_at: Timestamp,
}

impl Alert {
    /// The context under which its figures are sealed.
    pub fn seal_context(id: Uuid) -> String {
        format!("alert/{id}")
    }

    /// The context under which the comment of an event is sealed.
    pub fn note_context(event: Uuid) -> String {
        format!("alert-event/{event}")
    }
}

const COLUMNS: &str = "id, rule, collection, office, period, institution, state, sealed, version,
    fired_at, changed_at";

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    rule: Uuid,
    collection: Uuid,
    office: Uuid,
    period: String,
    institution: Uuid,
    state: String,
    sealed: Vec<u8>,
    version: i64,
    fired_at: i64,
    changed_at: i64,
}

impl Row {
    fn alert(self) -> db::Result<Alert> {
        Ok(Alert {
            id: self.id,
            rule: self.rule,
            collection: Id::from_uuid(self.collection),
            office: Id::from_uuid(self.office),
            period: read("period", &self.period)?,
            institution: (!self.institution.is_nil()).then(|| Id::from_uuid(self.institution)),
            state: read("state", &self.state)?,
            sealed: self.sealed,
            version: self.version,
            fired_at: moment("fired_at", self.fired_at)?,
            changed_at: moment("changed_at", self.changed_at)?,
        })
    }
}

fn unit(institution: Option<OrganisationId>) -> db::Value {
    institution.map_or(Uuid::nil(), OrganisationId::uuid).into()
}

/// Adds what a rule has found; says no if it has been found before.
pub async fn add(tx: &db::Tx, alert: &Alert) -> db::Result<bool> {
    let rows = db::execute(
        tx,
        &format!(
            "INSERT INTO alerts ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
             ON CONFLICT (rule, period, institution) DO NOTHING"
        ),
        vec![
            alert.id.into(),
            alert.rule.into(),
            alert.collection.uuid().into(),
            alert.office.uuid().into(),
            alert.period.to_string().into(),
            unit(alert.institution),
            alert.state.name().into(),
            alert.sealed.clone().into(),
            alert.version.into(),
            alert.fired_at.as_millisecond().into(),
            alert.changed_at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(rows == 1)
}

/// The alert that somebody has reopened and that its rule has not found again since.
pub async fn find_reopened(
    tx: &db::Tx,
    rule: Uuid,
    period: Period,
    institution: Option<OrganisationId>,
) -> db::Result<Option<Alert>> {
    fetch_one(
        tx,
        &format!(
            "SELECT {COLUMNS} FROM alerts
             WHERE rule = $1 AND period = $2 AND institution = $3 AND state = 'open'
               AND (SELECT e.kind FROM alert_events e WHERE e.alert = alerts.id
                    ORDER BY e.at DESC, e.id DESC LIMIT 1) = 'reopened'"
        ),
        vec![rule.into(), period.to_string().into(), unit(institution)],
        Row::alert,
    )
    .await
}

/// Which periods and institutions a rule has found before.
pub async fn known(
    conn: &impl ConnectionTrait,
    rule: Uuid,
) -> db::Result<Vec<(Period, Option<OrganisationId>, AlertState)>> {
    #[derive(FromQueryResult)]
    struct Known {
        period: String,
        institution: Uuid,
        state: String,
    }
    fetch_all(
        conn,
        "SELECT period, institution, state FROM alerts WHERE rule = $1",
        vec![rule.into()],
        |row: Known| {
            let institution = (!row.institution.is_nil()).then(|| Id::from_uuid(row.institution));
            Ok((
                read("period", &row.period)?,
                institution,
                read("state", &row.state)?,
            ))
        },
    )
    .await
}

/// The alert with this identifier.
pub async fn find(conn: &impl ConnectionTrait, id: Uuid) -> db::Result<Option<Alert>> {
    fetch_one(
        conn,
        &format!("SELECT {COLUMNS} FROM alerts WHERE id = $1"),
        vec![id.into()],
        Row::alert,
    )
    .await
}

/// Changes an alert as it was seen; says whether it was still that.
pub async fn change(tx: &db::Tx, alert: &Alert) -> db::Result<bool> {
    let rows = db::execute(
        tx,
        "UPDATE alerts SET state = $1, sealed = $2, version = $3, changed_at = $4
         WHERE id = $5 AND version = $3 - 1",
        vec![
            alert.state.name().into(),
            alert.sealed.clone().into(),
            alert.version.into(),
            alert.changed_at.as_millisecond().into(),
            alert.id.into(),
        ],
    )
    .await?;
    Ok(rows == 1)
}

/// Which alerts of an office are listed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    /// Of which collection; of all without one.
    pub collection: Option<CollectionId>,
    /// Whether only those are listed with which something is to be done.
    pub only_pending: bool,
}

fn condition(office: OrganisationId, filter: Filter) -> (String, Vec<db::Value>) {
    let mut values: Vec<db::Value> = vec![office.uuid().into()];
    let mut text = "office = $1".to_owned();
    if let Some(collection) = filter.collection {
        values.push(collection.uuid().into());
        text.push_str(" AND collection = $2");
    }
    if filter.only_pending {
        text.push_str(" AND state IN ('open', 'acknowledged')");
    }
    (text, values)
}

/// A page of the alerts of an office, the latest first.
pub async fn of_office(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    filter: Filter,
    (page, per_page): (i64, i64),
) -> db::Result<Vec<Alert>> {
    let (condition, mut values) = condition(office, filter);
    let at = values.len();
    values.extend(window(page, per_page));
    let sql = format!(
        "SELECT {COLUMNS} FROM alerts WHERE {condition} ORDER BY fired_at DESC, id
         LIMIT ${} OFFSET ${}",
        at + 1,
        at + 2
    );
    fetch_all(conn, &sql, values, Row::alert).await
}

/// How many there are.
pub async fn count_of_office(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    filter: Filter,
) -> db::Result<i64> {
    let (condition, values) = condition(office, filter);
    let sql = format!("SELECT COUNT(*) FROM alerts WHERE {condition}");
    Ok(db::scalar(conn, &sql, values).await?.unwrap_or(0))
}

/// What happened to an alert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertEvent {
    /// Names it, for its sealed comment.
    pub id: Uuid,
    /// When.
    pub at: Timestamp,
    /// Who did it; nobody: the product.
    pub by: Option<PersonId>,
    /// What.
    pub kind: AlertDeed,
    /// The comment, sealed.
    pub sealed_note: Option<Vec<u8>>,
}

/// Adds to the history of an alert.
pub async fn add_event(tx: &db::Tx, alert: Uuid, event: &AlertEvent) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO alert_events (id, alert, at, by_person, kind, sealed_note)
         VALUES ($1, $2, $3, $4, $5, $6)",
        vec![
            event.id.into(),
            alert.into(),
            event.at.as_millisecond().into(),
            event.by.map(PersonId::uuid).into(),
            event.kind.name().into(),
            event.sealed_note.clone().into(),
        ],
    )
    .await?;
    Ok(())
}

/// What happened to an alert, the latest first.
pub async fn events(conn: &impl ConnectionTrait, alert: Uuid) -> db::Result<Vec<AlertEvent>> {
    #[derive(FromQueryResult)]
    struct Event {
        id: Uuid,
        at: i64,
        by_person: Option<Uuid>,
        kind: String,
        sealed_note: Option<Vec<u8>>,
    }
    fetch_all(
        conn,
        "SELECT id, at, by_person, kind, sealed_note FROM alert_events WHERE alert = $1
         ORDER BY at DESC, id DESC LIMIT 200",
        vec![alert.into()],
        |row: Event| {
            Ok(AlertEvent {
                id: row.id,
                at: moment("at", row.at)?,
                by: row.by_person.map(Id::from_uuid),
                kind: read("kind", &row.kind)?,
                sealed_note: row.sealed_note,
            })
        },
    )
    .await
}
