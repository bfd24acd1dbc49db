// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Who has been reminded of which expected report.

use std::collections::HashMap;

use db::{ConnectionTrait, FromQueryResult};
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{CollectionId, Id, OrganisationId, PersonId};
use uuid::Uuid;

use super::{moment, read};
use crate::period::Period;

/// A reminder of one expected report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reminder {
    /// Names it.
    pub id: Uuid,
    /// In which collection.
    pub collection: CollectionId,
    /// Who was reminded.
    pub institution: OrganisationId,
    /// Of the report about which period.
    pub period: Period,
    /// How many days after the day it was due; not above 0 up to that day.
    pub days: i64,
    /// The office that reminds.
    pub office: OrganisationId,
    /// When.
    pub at: Timestamp,
    /// Who asked for it; the product itself if nobody.
    pub by: Option<PersonId>,
    /// To how many people a mail went.
    pub mails: i64,
}

/// Notes a reminder; says no if one of the same day is noted already.
pub async fn add(conn: &impl ConnectionTrait, reminder: &Reminder) -> db::Result<bool> {
    let rows = db::execute(
        conn,
        "INSERT INTO reminders (id, collection, institution, period, days, office, at, by_person, mails)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (collection, institution, period, days) DO NOTHING",
        vec![
            reminder.id.into(),
            reminder.collection.uuid().into(),
            reminder.institution.uuid().into(),
            reminder.period.to_string().into(),
            reminder.days.into(),
            reminder.office.uuid().into(),
            reminder.at.as_millisecond().into(),
            reminder.by.map(PersonId::uuid).into(),
            reminder.mails.into(),
        ],
    )
    .await?;
    Ok(rows == 1)
}

#[derive(FromQueryResult)]
struct LastRow {
    institution: Uuid,
    at: i64,
}

/// When the institutions of an office were last reminded of a period's report.
pub async fn last_of_period(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    collection: CollectionId,
    period: Period,
) -> db::Result<HashMap<OrganisationId, Timestamp>> {
    let rows = db::all::<LastRow>(
        conn,
        "SELECT institution, MAX(at) AS at FROM reminders
         WHERE office = $1 AND collection = $2 AND period = $3 GROUP BY institution",
        vec![
            office.uuid().into(),
            collection.uuid().into(),
            period.to_string().into(),
        ],
    )
    .await?;
    rows.into_iter()
        .map(|row| Ok((Id::from_uuid(row.institution), moment("at", row.at)?)))
        .collect()
}

/// A report that has not come although it was due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overdue {
    /// In which collection.
    pub collection: CollectionId,
    /// Who owes it.
    pub institution: OrganisationId,
    /// To which office.
    pub office: OrganisationId,
    /// About which period.
    pub period: Period,
    /// By when it was due.
    pub due_on: Date,
    /// The most days after that day at which its institution was reminded.
    pub reminded: Option<i64>,
}

#[derive(FromQueryResult)]
struct OverdueRow {
    collection: Uuid,
    institution: Uuid,
    office: Uuid,
    period: String,
    due_on: String,
    reminded: Option<i64>,
}

/// The reports of open collections that are open, due from `from` on and before `until`, and have not
/// come, by institution.
pub async fn overdue(
    conn: &impl ConnectionTrait,
    from: Date,
    until: Date,
) -> db::Result<Vec<Overdue>> {
    let rows = db::all::<OverdueRow>(
        conn,
        "SELECT e.collection AS collection, e.institution AS institution, e.office AS office,
             e.period AS period, e.due_on AS due_on, MAX(r.days) AS reminded
         FROM expected_reports e
         JOIN collections c ON c.id = e.collection
         LEFT JOIN reminders r ON r.collection = e.collection AND r.institution = e.institution
             AND r.period = e.period
         WHERE e.status IN ('missing', 'draft') AND e.due_on < $2 AND e.due_on >= $1 AND c.status = 'open'
         GROUP BY e.collection, e.institution, e.office, e.period, e.due_on
         ORDER BY e.office, e.institution, e.due_on, e.collection",
        vec![from.to_string().into(), until.to_string().into()],
    )
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Overdue {
                collection: Id::from_uuid(row.collection),
                institution: Id::from_uuid(row.institution),
                office: Id::from_uuid(row.office),
                period: read("period", &row.period)?,
                due_on: read("due_on", &row.due_on)?,
                reminded: row.reminded,
            })
        })
        .collect()
}
