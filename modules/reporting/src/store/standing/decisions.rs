// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What was decided about periods: approvals, their withdrawal, periods that are opened again.

use db::{ConnectionTrait, FromQueryResult};
use jiff::civil::Date;
use kernel::{CollectionId, Id, OrganisationId, PersonId};
use uuid::Uuid;

use super::super::{fetch_all, moment, read};
use super::key;
use crate::model::{PeriodEvent, Standing};
use crate::period::Period;

/// Sets on how many levels a period is approved if it is `known` now; says whether it was.
pub async fn set_approvals(
    tx: &db::Tx,
    standing: &Standing,
    known: i64,
    approvals: i64,
) -> db::Result<bool> {
    let mut values = key(standing.collection, standing.period, standing.office);
    values.extend([known.into(), approvals.into()]);
    let rows = db::execute(
        tx,
        "UPDATE office_periods SET approvals = $5, open_until = NULL
         WHERE collection = $1 AND period = $2 AND office = $3 AND approvals = $4",
        values,
    )
    .await?;
    Ok(rows == 1)
}

/// Lets institutions report and correct up to a day although the period was locked.
pub async fn open_again(tx: &db::Tx, standing: &Standing, until: Date) -> db::Result<()> {
    let mut values = key(standing.collection, standing.period, standing.office);
    values.push(until.to_string().into());
    db::execute(
        tx,
        "UPDATE office_periods SET open_until = $4 WHERE collection = $1 AND period = $2 AND office = $3",
        values,
    )
    .await?;
    Ok(())
}

/// Keeps what was decided about a period.
pub async fn add_event(tx: &db::Tx, standing: &Standing, event: &PeriodEvent) -> db::Result<()> {
    let mut values = key(standing.collection, standing.period, standing.office);
    values.extend([
        event.id.into(),
        event.at.as_millisecond().into(),
        event.by.map(PersonId::uuid).into(),
        event.kind.name().into(),
        event.level.into(),
        event.open_until.map(|day| day.to_string()).into(),
        event.sealed_note.clone().into(),
    ]);
    db::execute(
        tx,
        "INSERT INTO office_period_events (collection, period, office, id, at, by_person, kind, level,
             open_until, sealed_note)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        values,
    )
    .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct EventRow {
    id: Uuid,
    at: i64,
    by_person: Option<Uuid>,
    kind: String,
    level: i64,
    open_until: Option<String>,
    sealed_note: Option<Vec<u8>>,
}

impl EventRow {
    fn event(self) -> db::Result<PeriodEvent> {
        Ok(PeriodEvent {
            id: self.id,
            at: moment("at", self.at)?,
            by: self.by_person.map(Id::from_uuid),
            kind: read("kind", &self.kind)?,
            level: self.level,
            open_until: self
                .open_until
                .map(|day| read("open_until", &day))
                .transpose()?,
            sealed_note: self.sealed_note,
        })
    }
}

/// What was decided about a period, the latest first.
pub async fn events(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    period: Period,
    office: OrganisationId,
) -> db::Result<Vec<PeriodEvent>> {
    fetch_all(
        conn,
        "SELECT id, at, by_person, kind, level, open_until, sealed_note FROM office_period_events
         WHERE collection = $1 AND period = $2 AND office = $3 ORDER BY at DESC, id DESC LIMIT 200",
        key(collection, period, office),
        EventRow::event,
    )
    .await
}
