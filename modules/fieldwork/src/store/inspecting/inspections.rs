// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Inspections.

use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::civil::Date;
use kernel::{OrganisationId, PersonId};
use uuid::Uuid;

use super::super::{broken, fetch_all, fetch_one, moment};
use super::{day, day_if, day_value};
use crate::model::inspecting::{Facility, Inspection};

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    project: i64,
    institution: Uuid,
    state: String,
    occasion: String,
    due_on: String,
    planned_on: Option<String>,
    person: Option<Uuid>,
    follows: Option<Uuid>,
    record: Option<Uuid>,
    visited_on: Option<String>,
    number: Option<String>,
    version: i64,
    created_at: i64,
}

impl Row {
    fn inspection(self) -> db::Result<Inspection> {
        Ok(Inspection {
            id: self.id,
            project: self.project,
            institution: OrganisationId::from_uuid(self.institution),
            state: self.state.parse().map_err(|_| broken("state"))?,
            occasion: self.occasion.parse().map_err(|_| broken("occasion"))?,
            due_on: day(&self.due_on)?,
            planned_on: day_if(self.planned_on)?,
            person: self.person.map(PersonId::from_uuid),
            follows: self.follows,
            record: self.record,
            visited_on: day_if(self.visited_on)?,
            number: self.number,
            version: self.version,
            created_at: moment(self.created_at)?,
        })
    }
}

const SELECT: &str =
    "SELECT i.id, i.project, i.institution, i.state, i.occasion, i.due_on, i.planned_on,
    i.person, i.follows, i.record, i.visited_on, i.number, i.version, i.created_at
    FROM fieldwork_inspections i";

/// What comes first: planned ones by day, then those without a day.
const IN_TURN: &str =
    "ORDER BY CASE WHEN i.planned_on IS NULL THEN 1 ELSE 0 END, i.planned_on, i.id";

/// An inspection of a project.
pub(crate) async fn find(
    conn: &impl ConnectionTrait,
    project: i64,
    id: Uuid,
) -> db::Result<Option<Inspection>> {
    let sql = format!("{SELECT} WHERE i.id = $1 AND i.project = $2");
    fetch_one(conn, &sql, vec![id.into(), project.into()], Row::inspection).await
}

/// The inspection that a record belongs to.
pub(crate) async fn of_record(
    conn: &impl ConnectionTrait,
    record: Uuid,
) -> db::Result<Option<Inspection>> {
    let sql = format!("{SELECT} WHERE i.record = $1");
    fetch_one(conn, &sql, vec![record.into()], Row::inspection).await
}

/// An inspection, and nobody else changes it until the transaction ends.
pub(crate) async fn lock(tx: &Tx, id: Uuid) -> db::Result<Option<Inspection>> {
    let sql = format!("{SELECT} WHERE i.id = $1");
    let row: Option<Row> = db::one_for_update(tx, &sql, vec![id.into()]).await?;
    row.map(Row::inspection).transpose()
}

/// The open inspections of some facilities, what comes first first.
pub(super) async fn open_of(
    conn: &impl ConnectionTrait,
    project: i64,
    facilities: &[Facility],
) -> db::Result<Vec<Inspection>> {
    let mut found = Vec::new();
    for chunk in facilities.chunks(1_000) {
        let mut values: Vec<db::Value> = vec![project.into()];
        values.extend(
            chunk
                .iter()
                .map(|one| db::Value::from(one.institution.uuid())),
        );
        let places: Vec<String> = (2..=values.len())
            .map(|place| format!("${place}"))
            .collect();
        let sql = format!(
            "{SELECT} WHERE i.project = $1 AND i.institution IN ({})
               AND i.state IN ('planned', 'done') {IN_TURN}",
            places.join(", ")
        );
        found.extend(fetch_all(conn, &sql, values, Row::inspection).await?);
    }
    Ok(found)
}

/// The inspections of a facility, the newest first.
pub(crate) async fn of_facility(
    conn: &impl ConnectionTrait,
    project: i64,
    institution: OrganisationId,
) -> db::Result<Vec<Inspection>> {
    let sql = format!(
        "{SELECT} WHERE i.project = $1 AND i.institution = $2
         ORDER BY COALESCE(i.visited_on, i.planned_on, i.due_on) DESC, i.id DESC LIMIT 200"
    );
    let values = vec![project.into(), institution.uuid().into()];
    fetch_all(conn, &sql, values, Row::inspection).await
}

/// The planned inspections of a facility, what comes first first.
pub(crate) async fn planned_of(
    conn: &impl ConnectionTrait,
    project: i64,
    institution: OrganisationId,
) -> db::Result<Vec<Inspection>> {
    let sql = format!(
        "{SELECT} WHERE i.project = $1 AND i.institution = $2 AND i.state = 'planned' {IN_TURN}"
    );
    let values = vec![project.into(), institution.uuid().into()];
    fetch_all(conn, &sql, values, Row::inspection).await
}

/// Inspections with the name of their facility.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    /// The inspection.
    pub(crate) inspection: Inspection,
    /// The facility.
    pub(crate) facility: String,
}

#[derive(FromQueryResult)]
struct NamedRow {
    #[sea_orm(nested)]
    row: Row,
    facility: String,
}

impl NamedRow {
    fn named(self) -> db::Result<Named> {
        Ok(Named {
            inspection: self.row.inspection()?,
            facility: self.facility,
        })
    }
}

fn named_sql(condition: &str) -> String {
    SELECT.replace(
        " FROM fieldwork_inspections i",
        &format!(
            ", f.name AS facility FROM fieldwork_inspections i
             JOIN fieldwork_facilities f ON f.project = i.project AND f.institution = i.institution
             WHERE i.project = $1 AND {condition}"
        ),
    )
}

/// The inspections that are planned or took place within some days, by day.
pub(crate) async fn within(
    conn: &impl ConnectionTrait,
    project: i64,
    (from, to): (Date, Date),
) -> db::Result<Vec<Named>> {
    let sql = named_sql(
        "i.state <> 'called-off' AND COALESCE(i.visited_on, i.planned_on) >= $2
           AND COALESCE(i.visited_on, i.planned_on) <= $3
         ORDER BY COALESCE(i.visited_on, i.planned_on), f.name, i.id LIMIT 2000",
    );
    let values = vec![
        project.into(),
        from.to_string().into(),
        to.to_string().into(),
    ];
    fetch_all(conn, &sql, values, NamedRow::named).await
}

/// The inspections whose official record is to be issued, the oldest first.
pub(crate) async fn to_issue(
    conn: &impl ConnectionTrait,
    project: i64,
    limit: i64,
) -> db::Result<Vec<Named>> {
    let sql = named_sql("i.state = 'done' ORDER BY i.visited_on, i.id LIMIT $2");
    fetch_all(
        conn,
        &sql,
        vec![project.into(), limit.into()],
        NamedRow::named,
    )
    .await
}

/// The inspections of a person that are to take place until a day, what is due first first.
pub(crate) async fn of_person(
    conn: &impl ConnectionTrait,
    project: i64,
    person: PersonId,
    until: Date,
) -> db::Result<Vec<Named>> {
    let sql = named_sql(
        "i.state = 'planned' AND i.person = $2 AND COALESCE(i.planned_on, i.due_on) <= $3
         ORDER BY COALESCE(i.planned_on, i.due_on), i.id LIMIT 50",
    );
    let values = vec![
        project.into(),
        person.uuid().into(),
        until.to_string().into(),
    ];
    fetch_all(conn, &sql, values, NamedRow::named).await
}

/// Adds an inspection or writes it again.
pub(crate) async fn save(tx: &Tx, one: &Inspection) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO fieldwork_inspections
         (id, project, institution, state, occasion, due_on, planned_on, person, follows, record,
          visited_on, number, version, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         ON CONFLICT (id) DO UPDATE SET state = excluded.state, occasion = excluded.occasion,
           due_on = excluded.due_on, planned_on = excluded.planned_on, person = excluded.person,
           record = excluded.record, visited_on = excluded.visited_on, number = excluded.number,
           version = excluded.version",
        vec![
            one.id.into(),
            one.project.into(),
            one.institution.uuid().into(),
            one.state.name().into(),
            one.occasion.name().into(),
            one.due_on.to_string().into(),
            day_value(one.planned_on),
            one.person.map(PersonId::uuid).into(),
            one.follows.into(),
            one.record.into(),
            day_value(one.visited_on),
            one.number.clone().into(),
            one.version.into(),
            one.created_at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}
