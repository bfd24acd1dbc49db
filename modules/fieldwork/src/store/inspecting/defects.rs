// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Defects and what happened to them.

use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::civil::Date;
use kernel::{OrganisationId, PersonId};
use uuid::Uuid;

use super::super::{broken, fetch_all, fetch_one, moment};
use super::{Conditions, day, day_if, day_value};
use crate::model::inspecting::{Defect, DefectEvent, DefectState};

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    project: i64,
    institution: Uuid,
    inspection: Uuid,
    item: String,
    section: String,
    title: String,
    severity: String,
    severity_title: String,
    is_severe: bool,
    is_repeat: bool,
    deadline: Option<String>,
    state: String,
    found_on: String,
    closed_on: Option<String>,
    version: i64,
}

impl Row {
    fn defect(self) -> db::Result<Defect> {
        Ok(Defect {
            id: self.id,
            project: self.project,
            institution: OrganisationId::from_uuid(self.institution),
            inspection: self.inspection,
            item: self.item,
            section: self.section,
            title: self.title,
            severity: self.severity,
            severity_title: self.severity_title,
            is_severe: self.is_severe,
            is_repeat: self.is_repeat,
            deadline: day_if(self.deadline)?,
            state: self.state.parse().map_err(|_| broken("state"))?,
            found_on: day(&self.found_on)?,
            closed_on: day_if(self.closed_on)?,
            version: self.version,
        })
    }
}

const COLUMNS: &str = "d.id, d.project, d.institution, d.inspection, d.item, d.section, d.title,
    d.severity, d.severity_title, d.is_severe, d.is_repeat, d.deadline, d.state, d.found_on,
    d.closed_on, d.version";

/// What comes first: what is due first, then what has no deadline.
const IN_TURN: &str = "ORDER BY CASE WHEN d.deadline IS NULL THEN 1 ELSE 0 END, d.deadline, d.id";

/// A defect of a project.
pub(crate) async fn find(
    conn: &impl ConnectionTrait,
    project: i64,
    id: Uuid,
) -> db::Result<Option<Defect>> {
    let sql =
        format!("SELECT {COLUMNS} FROM fieldwork_defects d WHERE d.id = $1 AND d.project = $2");
    fetch_one(conn, &sql, vec![id.into(), project.into()], Row::defect).await
}

/// A defect, and nobody else changes it until the transaction ends.
pub(crate) async fn lock(tx: &Tx, id: Uuid) -> db::Result<Option<Defect>> {
    let sql = format!("SELECT {COLUMNS} FROM fieldwork_defects d WHERE d.id = $1");
    let row: Option<Row> = db::one_for_update(tx, &sql, vec![id.into()]).await?;
    row.map(Row::defect).transpose()
}

/// The defects of a facility, the newest first.
pub(crate) async fn of_facility(
    conn: &impl ConnectionTrait,
    project: i64,
    institution: OrganisationId,
) -> db::Result<Vec<Defect>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM fieldwork_defects d WHERE d.project = $1 AND d.institution = $2
         ORDER BY d.found_on DESC, d.id DESC LIMIT 5000"
    );
    let values = vec![project.into(), institution.uuid().into()];
    fetch_all(conn, &sql, values, Row::defect).await
}

/// What was written about a defect, sealed.
pub(crate) async fn sealed(conn: &impl ConnectionTrait, id: Uuid) -> db::Result<Option<Vec<u8>>> {
    let sql = "SELECT sealed FROM fieldwork_defects WHERE id = $1";
    db::scalar(conn, sql, vec![id.into()]).await
}

/// Which defects of a project.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    /// Only those whose time is over.
    pub(crate) overdue: bool,
    /// Only this state; none for those that are open.
    pub(crate) state: Option<DefectState>,
    /// Whatever the state.
    pub(crate) all: bool,
    /// Only severe ones.
    pub(crate) severe: bool,
    /// Only this facility.
    pub(crate) institution: Option<OrganisationId>,
}

fn conditions(project: i64, filter: &Filter, today: Date) -> Conditions {
    let mut wanted = Conditions::of_project("d", project);
    if filter.overdue {
        let today = wanted.bind(today.to_string());
        wanted.and(&format!(
            "d.state IN ('open', 'reported') AND d.deadline < {today}"
        ));
    }
    match filter.state {
        Some(state) => {
            let state = wanted.bind(state.name());
            wanted.and(&format!("d.state = {state}"));
        }
        None if !filter.all => wanted.and("d.state IN ('open', 'reported')"),
        None => {}
    }
    if filter.severe {
        wanted.and("d.is_severe = TRUE");
    }
    if let Some(institution) = filter.institution {
        let institution = wanted.bind(institution.uuid());
        wanted.and(&format!("d.institution = {institution}"));
    }
    wanted
}

/// How many defects the filter lets through.
pub(crate) async fn count(
    conn: &impl ConnectionTrait,
    project: i64,
    filter: &Filter,
    today: Date,
) -> db::Result<i64> {
    let wanted = conditions(project, filter, today);
    let sql = format!(
        "SELECT COUNT(*) FROM fieldwork_defects d WHERE {}",
        wanted.text
    );
    Ok(db::scalar(conn, &sql, wanted.values).await?.unwrap_or(0))
}

/// A defect with the name of its facility.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    /// The defect.
    pub(crate) defect: Defect,
    /// The facility.
    pub(crate) facility: String,
}

#[derive(FromQueryResult)]
struct NamedRow {
    #[sea_orm(nested)]
    row: Row,
    facility: String,
}

/// A part of what the filter lets through, what is due first comes first.
pub(crate) async fn page(
    conn: &impl ConnectionTrait,
    project: i64,
    filter: &Filter,
    today: Date,
    (offset, limit): (i64, i64),
) -> db::Result<Vec<Named>> {
    let mut wanted = conditions(project, filter, today);
    let (limit, offset) = (wanted.bind(limit), wanted.bind(offset));
    let sql = format!(
        "SELECT {COLUMNS}, f.name AS facility FROM fieldwork_defects d
         JOIN fieldwork_facilities f ON f.project = d.project AND f.institution = d.institution
         WHERE {} {IN_TURN} LIMIT {limit} OFFSET {offset}",
        wanted.text
    );
    fetch_all(conn, &sql, wanted.values, |found: NamedRow| {
        Ok(Named {
            defect: found.row.defect()?,
            facility: found.facility,
        })
    })
    .await
}

/// Adds a defect or writes it again, with what was written about it.
pub(crate) async fn save(tx: &Tx, one: &Defect, sealed: Option<Vec<u8>>) -> db::Result<()> {
    let keeps = sealed.is_none();
    db::execute(
        tx,
        "INSERT INTO fieldwork_defects
         (id, project, institution, inspection, item, section, title, severity, severity_title, is_severe,
          is_repeat, deadline, state, found_on, closed_on, version, sealed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
         ON CONFLICT (id) DO UPDATE SET severity = excluded.severity,
           severity_title = excluded.severity_title, is_severe = excluded.is_severe,
           deadline = excluded.deadline, state = excluded.state, found_on = excluded.found_on,
           closed_on = excluded.closed_on, version = excluded.version,
           sealed = CASE WHEN $18 THEN fieldwork_defects.sealed ELSE excluded.sealed END",
        vec![
            one.id.into(),
            one.project.into(),
            one.institution.uuid().into(),
            one.inspection.into(),
            one.item.as_str().into(),
            one.section.as_str().into(),
            one.title.as_str().into(),
            one.severity.as_str().into(),
            one.severity_title.as_str().into(),
            one.is_severe.into(),
            one.is_repeat.into(),
            day_value(one.deadline),
            one.state.name().into(),
            one.found_on.to_string().into(),
            day_value(one.closed_on),
            one.version.into(),
            sealed.unwrap_or_default().into(),
            keeps.into(),
        ],
    )
    .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct EventRow {
    number: i64,
    kind: String,
    at: i64,
    person: Uuid,
    deadline: Option<String>,
    sealed_note: Option<Vec<u8>>,
}

impl EventRow {
    fn event(self) -> db::Result<DefectEvent> {
        Ok(DefectEvent {
            number: self.number,
            kind: self.kind.parse().map_err(|_| broken("kind"))?,
            at: moment(self.at)?,
            person: PersonId::from_uuid(self.person),
            deadline: day_if(self.deadline)?,
            sealed_note: self.sealed_note,
        })
    }
}

/// What happened to a defect, the newest first.
pub(crate) async fn events(
    conn: &impl ConnectionTrait,
    defect: Uuid,
) -> db::Result<Vec<DefectEvent>> {
    fetch_all(
        conn,
        "SELECT number, kind, at, person, deadline, sealed_note FROM fieldwork_defect_events
         WHERE defect = $1 ORDER BY number DESC LIMIT 500",
        vec![defect.into()],
        EventRow::event,
    )
    .await
}

/// Adds what happened to a defect, whose version is the number of the event.
pub(crate) async fn add_event(tx: &Tx, defect: Uuid, event: &DefectEvent) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO fieldwork_defect_events (defect, number, kind, at, person, deadline, sealed_note)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        vec![
            defect.into(),
            event.number.into(),
            event.kind.name().into(),
            event.at.as_millisecond().into(),
            event.person.uuid().into(),
            day_value(event.deadline),
            event.sealed_note.clone().into(),
        ],
    )
    .await?;
    Ok(())
}
