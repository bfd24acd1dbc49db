// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Facilities of a plan.

use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::civil::Date;
use kernel::{OrganisationId, PersonId};
use uuid::Uuid;

use super::super::fetch_all;
use super::{Conditions, day, day_if, day_value};
use crate::model::inspecting::{Facility, Inspection};
use crate::store::inspecting::inspections;

#[derive(FromQueryResult)]
struct Row {
    project: i64,
    institution: Uuid,
    name: String,
    kind: String,
    ags: String,
    town: String,
    is_chosen: bool,
    by_hand: bool,
    own_class: Option<String>,
    sealed_class_reason: Option<Vec<u8>>,
    paused_until: Option<String>,
    sealed_pause_reason: Option<Vec<u8>>,
    since: String,
    last_on: Option<String>,
    severe: i64,
    due_on: String,
    version: i64,
}

impl Row {
    fn facility(self) -> db::Result<Facility> {
        Ok(Facility {
            project: self.project,
            institution: OrganisationId::from_uuid(self.institution),
            name: self.name,
            kind: self.kind,
            ags: self.ags,
            town: self.town,
            is_chosen: self.is_chosen,
            by_hand: self.by_hand,
            own_class: self.own_class,
            sealed_class_reason: self.sealed_class_reason,
            paused_until: day_if(self.paused_until)?,
            sealed_pause_reason: self.sealed_pause_reason,
            since: day(&self.since)?,
            last_on: day_if(self.last_on)?,
            severe: self.severe,
            due_on: day(&self.due_on)?,
            version: self.version,
        })
    }
}

const COLUMNS: &str =
    "f.project, f.institution, f.name, f.kind, f.ags, f.town, f.is_chosen, f.by_hand,
    f.own_class, f.sealed_class_reason, f.paused_until, f.sealed_pause_reason, f.since, f.last_on,
    f.severe, f.due_on, f.version";

/// A facility.
pub(crate) async fn find(
    conn: &impl ConnectionTrait,
    project: i64,
    institution: OrganisationId,
) -> db::Result<Option<Facility>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM fieldwork_facilities f WHERE f.project = $1 AND f.institution = $2"
    );
    let values = vec![project.into(), institution.uuid().into()];
    super::super::fetch_one(conn, &sql, values, Row::facility).await
}

/// The same, and nobody else changes it until the transaction ends.
pub(crate) async fn lock(
    tx: &Tx,
    project: i64,
    institution: OrganisationId,
) -> db::Result<Option<Facility>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM fieldwork_facilities f WHERE f.project = $1 AND f.institution = $2"
    );
    let values = vec![project.into(), institution.uuid().into()];
    let row: Option<Row> = db::one_for_update(tx, &sql, values).await?;
    row.map(Row::facility).transpose()
}

/// All facilities of a plan by name, also those that are not chosen any more.
pub(crate) async fn all(conn: &impl ConnectionTrait, project: i64) -> db::Result<Vec<Facility>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM fieldwork_facilities f WHERE f.project = $1
         ORDER BY f.name, f.institution LIMIT 20000"
    );
    fetch_all(conn, &sql, vec![project.into()], Row::facility).await
}

/// Adds a facility or writes it again.
pub(crate) async fn save(tx: &Tx, facility: &Facility) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO fieldwork_facilities
         (project, institution, name, search, kind, ags, town, is_chosen, by_hand, own_class,
          sealed_class_reason, paused_until, sealed_pause_reason, since, last_on, severe, due_on, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
         ON CONFLICT (project, institution) DO UPDATE SET name = excluded.name, search = excluded.search,
           kind = excluded.kind, ags = excluded.ags, town = excluded.town,
           is_chosen = excluded.is_chosen, by_hand = excluded.by_hand, own_class = excluded.own_class,
           sealed_class_reason = excluded.sealed_class_reason, paused_until = excluded.paused_until,
           sealed_pause_reason = excluded.sealed_pause_reason, since = excluded.since,
           last_on = excluded.last_on, severe = excluded.severe, due_on = excluded.due_on,
           version = excluded.version",
        vec![
            facility.project.into(),
            facility.institution.uuid().into(),
            facility.name.as_str().into(),
            search_text(facility).into(),
            facility.kind.as_str().into(),
            facility.ags.as_str().into(),
            facility.town.as_str().into(),
            facility.is_chosen.into(),
            facility.by_hand.into(),
            facility.own_class.clone().into(),
            facility.sealed_class_reason.clone().into(),
            day_value(facility.paused_until),
            facility.sealed_pause_reason.clone().into(),
            facility.since.to_string().into(),
            day_value(facility.last_on),
            facility.severe.into(),
            facility.due_on.to_string().into(),
            facility.version.into(),
        ],
    )
    .await?;
    Ok(())
}

fn search_text(facility: &Facility) -> String {
    directory::model::search_text(&[&facility.name, &facility.town])
}

/// Whose inspections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Whose {
    /// All.
    #[default]
    All,
    /// Those of this person.
    Of(PersonId),
    /// Those that nobody is responsible for.
    Nobodys,
}

/// Which facilities of a plan.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    /// Only those whose inspection is overdue.
    pub(crate) overdue: bool,
    /// Only those that are due or planned until the end of this time, and from its beginning on if they
    /// are planned.
    pub(crate) within: Option<(Date, Date)>,
    /// Only those that are not inspected for a while.
    pub(crate) paused: bool,
    /// Only this kind.
    pub(crate) kind: String,
    /// Only this municipality.
    pub(crate) ags: String,
    /// Whose inspections.
    pub(crate) whose: Whose,
    /// Only those whose name and town contain these words.
    pub(crate) text: String,
}

/// The open inspection that comes next at a facility.
const NEXT: &str = "i.id = (SELECT n.id FROM fieldwork_inspections n
      WHERE n.project = f.project AND n.institution = f.institution AND n.state IN ('planned', 'done')
      ORDER BY CASE WHEN n.planned_on IS NULL THEN 1 ELSE 0 END, n.planned_on, n.id LIMIT 1)";

fn conditions(project: i64, filter: &Filter, today: Date) -> Conditions {
    let mut wanted = Conditions::of_project("f", project);
    wanted.and("f.is_chosen = TRUE");
    let now = wanted.bind(today.to_string());
    if filter.overdue {
        wanted.and(&format!("f.due_on < {now}"));
    }
    if filter.paused {
        wanted.and(&format!("f.paused_until >= {now}"));
    }
    if let Some((from, to)) = filter.within {
        let (from, to) = (wanted.bind(from.to_string()), wanted.bind(to.to_string()));
        wanted.and(&format!(
            "((i.planned_on IS NULL AND f.due_on <= {to}) OR (i.planned_on >= {from} AND i.planned_on <= {to}))"
        ));
    }
    for (column, value) in [("f.kind", &filter.kind), ("f.ags", &filter.ags)] {
        if !value.is_empty() {
            let value = wanted.bind(value.as_str());
            wanted.and(&format!("{column} = {value}"));
        }
    }
    match filter.whose {
        Whose::Of(person) => {
            let person = wanted.bind(person.uuid());
            wanted.and(&format!("i.person = {person}"));
        }
        Whose::Nobodys => wanted.and("i.person IS NULL"),
        Whose::All => {}
    }
    for word in filter.text.split_whitespace() {
        let pattern = wanted.bind(directory::model::like_pattern(word));
        wanted.and(&format!("f.search LIKE {pattern} ESCAPE '!'"));
    }
    // A value that no condition uses would have no type in PostgreSQL.
    wanted.and(&format!("CAST({now} AS TEXT) IS NOT NULL"));
    wanted
}

/// A facility with the inspection that comes next.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    /// The facility.
    pub(crate) facility: Facility,
    /// Its next open inspection.
    pub(crate) next: Option<Inspection>,
}

/// How many facilities the filter lets through.
pub(crate) async fn count(
    conn: &impl ConnectionTrait,
    project: i64,
    filter: &Filter,
    today: Date,
) -> db::Result<i64> {
    let wanted = conditions(project, filter, today);
    let sql = format!(
        "SELECT COUNT(*) FROM fieldwork_facilities f LEFT JOIN fieldwork_inspections i ON {NEXT}
         WHERE {}",
        wanted.text
    );
    Ok(db::scalar(conn, &sql, wanted.values).await?.unwrap_or(0))
}

/// A part of what the filter lets through, what is due first comes first.
pub(crate) async fn page(
    conn: &impl ConnectionTrait,
    project: i64,
    filter: &Filter,
    today: Date,
    (offset, limit): (i64, i64),
) -> db::Result<Vec<Listed>> {
    let mut wanted = conditions(project, filter, today);
    let (limit, offset) = (wanted.bind(limit), wanted.bind(offset));
    let sql = format!(
        "SELECT {COLUMNS} FROM fieldwork_facilities f LEFT JOIN fieldwork_inspections i ON {NEXT}
         WHERE {} ORDER BY f.due_on, f.name, f.institution LIMIT {limit} OFFSET {offset}",
        wanted.text
    );
    let facilities = fetch_all(conn, &sql, wanted.values, Row::facility).await?;
    let mut listed = Vec::with_capacity(facilities.len());
    let open = inspections::open_of(conn, project, &facilities).await?;
    for facility in facilities {
        let next = open
            .iter()
            .find(|one| one.institution == facility.institution);
        listed.push(Listed {
            next: next.cloned(),
            facility,
        });
    }
    Ok(listed)
}

/// The kinds and municipalities of the facilities of a plan: kind and key.
pub(crate) async fn places(
    conn: &impl ConnectionTrait,
    project: i64,
) -> db::Result<Vec<(String, String)>> {
    #[derive(FromQueryResult)]
    struct PlaceRow {
        kind: String,
        ags: String,
    }
    fetch_all(
        conn,
        "SELECT DISTINCT kind, ags FROM fieldwork_facilities
         WHERE project = $1 AND is_chosen = TRUE ORDER BY kind, ags",
        vec![project.into()],
        |row: PlaceRow| Ok((row.kind, row.ags)),
    )
    .await
}
