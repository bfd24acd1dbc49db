// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! History and accesses.

use db::{ConnectionTrait, FromQueryResult, Tx, fetch_all};
use kernel::{CaseFileId, Id, OrganisationId};
use uuid::Uuid;

use super::{id_if, moment, read, value_of};
use crate::model::{Event, EventKind};

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    case_file: Uuid,
    at: i64,
    by_person: Option<Uuid>,
    kind: String,
    about: String,
    sealed_note: Option<Vec<u8>>,
}

impl Row {
    fn event(self) -> db::Result<Event> {
        Ok(Event {
            id: self.id,
            case_file: Id::from_uuid(self.case_file),
            at: moment(self.at)?,
            by: id_if(self.by_person),
            kind: read("kind", &self.kind)?,
            about: self.about,
            sealed_note: self.sealed_note,
        })
    }
}

const SELECT: &str =
    "SELECT id, case_file, at, by_person, kind, about, sealed_note FROM case_events";

/// The kinds that are accesses, as a list in SQL.
fn accesses() -> String {
    let kinds = EventKind::ALL.iter().filter(|kind| kind.is_access());
    let quoted: Vec<_> = kinds.map(|kind| format!("'{}'", kind.name())).collect();
    quoted.join(", ")
}

/// What happened to a file, the newest first, without accesses.
pub async fn of_file(conn: &impl ConnectionTrait, file: CaseFileId) -> db::Result<Vec<Event>> {
    let sql = format!(
        "{SELECT} WHERE case_file = $1 AND kind NOT IN ({}) ORDER BY at DESC, id DESC LIMIT 500",
        accesses()
    );
    fetch_all(conn, &sql, vec![file.uuid().into()], Row::event).await
}

/// Who opened files of an office, the newest first; of one file, if one is given.
pub async fn accesses_at(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    file: Option<CaseFileId>,
    (offset, limit): (i64, i64),
) -> db::Result<Vec<Event>> {
    let of = if file.is_some() {
        "AND case_file = $4"
    } else {
        ""
    };
    let sql = format!(
        "{SELECT} WHERE office = $1 AND kind IN ({}) {of} ORDER BY at DESC, id DESC LIMIT $2 OFFSET $3",
        accesses()
    );
    let mut values = vec![office.uuid().into(), limit.into(), offset.into()];
    values.extend(file.map(|file| db::Value::from(file.uuid())));
    fetch_all(conn, &sql, values, Row::event).await
}

/// How many accesses there were.
pub async fn count_accesses(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    file: Option<CaseFileId>,
) -> db::Result<i64> {
    let of = if file.is_some() {
        "AND case_file = $2"
    } else {
        ""
    };
    let sql = format!(
        "SELECT COUNT(*) FROM case_events WHERE office = $1 AND kind IN ({}) {of}",
        accesses()
    );
    let mut values = vec![office.uuid().into()];
    values.extend(file.map(|file| db::Value::from(file.uuid())));
    Ok(db::scalar(conn, &sql, values).await?.unwrap_or(0))
}

/// Adds an event of an office's file.
pub async fn add(tx: &Tx, office: OrganisationId, event: &Event) -> db::Result<()> {
    db::execute_later(
        tx,
        "INSERT INTO case_events (id, case_file, office, at, by_person, kind, about, sealed_note)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        vec![
            event.id.into(),
            event.case_file.uuid().into(),
            office.uuid().into(),
            event.at.as_millisecond().into(),
            value_of(event.by),
            event.kind.name().into(),
            event.about.as_str().into(),
            event.sealed_note.clone().into(),
        ],
    )
    .await?;
    Ok(())
}
