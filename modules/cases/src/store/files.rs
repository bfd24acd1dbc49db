// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Case files themselves.

use db::{ConnectionTrait, FromQueryResult, Tx, fetch_all, fetch_one};
use jiff::civil::Date;
use kernel::{CaseFileId, Id, OrganisationId, PersonId};
use uuid::Uuid;

use super::{day_if, id_if, millis_of, moment, moment_if, read, text_of, value_of};
use crate::model::CaseFile;

#[derive(FromQueryResult)]
pub(super) struct Row {
    id: Uuid,
    number: String,
    office: Uuid,
    state_agency: Uuid,
    case_type: Uuid,
    type_version: i64,
    state: String,
    merged_into: Option<Uuid>,
    institution: Option<Uuid>,
    sealed_person: Vec<u8>,
    assignee: Option<Uuid>,
    opened_at: i64,
    closed_at: Option<i64>,
    closing_reason: Option<String>,
    delete_on: Option<String>,
    hold: bool,
    version: i64,
    changed_at: i64,
    changed_by: Option<Uuid>,
    restricted_at: Option<i64>,
}

impl Row {
    pub(super) fn case_file(self) -> db::Result<CaseFile> {
        Ok(CaseFile {
            id: Id::from_uuid(self.id),
            number: self.number,
            office: Id::from_uuid(self.office),
            state_agency: Id::from_uuid(self.state_agency),
            case_type: Id::from_uuid(self.case_type),
            type_version: self.type_version,
            state: read("state", &self.state)?,
            merged_into: id_if(self.merged_into),
            institution: id_if(self.institution),
            sealed_person: self.sealed_person,
            assignee: id_if(self.assignee),
            opened_at: moment(self.opened_at)?,
            closed_at: moment_if(self.closed_at)?,
            closing_reason: self.closing_reason,
            delete_on: day_if(self.delete_on)?,
            hold: self.hold,
            version: self.version,
            changed_at: moment(self.changed_at)?,
            changed_by: id_if(self.changed_by),
            restricted_at: moment_if(self.restricted_at)?,
        })
    }
}

pub(super) const COLUMNS: &str = "f.id AS id, f.number AS number, f.office AS office,
    f.state_agency AS state_agency, f.case_type AS case_type, f.type_version AS type_version,
    f.state AS state, f.merged_into AS merged_into, f.institution AS institution,
    f.sealed_person AS sealed_person, f.assignee AS assignee, f.opened_at AS opened_at,
    f.closed_at AS closed_at, f.closing_reason AS closing_reason, f.delete_on AS delete_on,
    f.hold AS hold, f.version AS version, f.changed_at AS changed_at, f.changed_by AS changed_by,
    f.restricted_at AS restricted_at";

/// The file with this identifier.
pub async fn find(conn: &impl ConnectionTrait, id: CaseFileId) -> db::Result<Option<CaseFile>> {
    let sql = format!("SELECT {COLUMNS} FROM case_files f WHERE f.id = $1");
    fetch_one(conn, &sql, vec![id.uuid().into()], Row::case_file).await
}

/// The same, and nobody else changes it until the transaction ends.
pub async fn find_for_update(tx: &Tx, id: CaseFileId) -> db::Result<Option<CaseFile>> {
    let sql = format!("SELECT {COLUMNS} FROM case_files f WHERE f.id = $1");
    let row: Option<Row> = db::one_for_update(tx, &sql, vec![id.uuid().into()]).await?;
    row.map(Row::case_file).transpose()
}

/// The file of an office with this number.
pub async fn by_number(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    number: &str,
) -> db::Result<Option<CaseFile>> {
    let sql = format!("SELECT {COLUMNS} FROM case_files f WHERE f.office = $1 AND f.number = $2");
    fetch_one(
        conn,
        &sql,
        vec![office.uuid().into(), number.into()],
        Row::case_file,
    )
    .await
}

/// The newest files of an office that are not merged, at most `limit`: what a search reads.
pub async fn newest(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    limit: i64,
) -> db::Result<Vec<CaseFile>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM case_files f WHERE f.office = $1 AND f.state <> 'merged'
         ORDER BY f.opened_at DESC, f.id DESC LIMIT $2"
    );
    fetch_all(
        conn,
        &sql,
        vec![office.uuid().into(), limit.into()],
        Row::case_file,
    )
    .await
}

/// The closed files of an office that are deleted by `until`, also those that are kept, the first
/// due first.
pub async fn due_for_deletion(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    until: Date,
) -> db::Result<Vec<CaseFile>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM case_files f
         WHERE f.office = $1 AND f.state = 'closed' AND (f.hold = TRUE OR f.delete_on <= $2)
         ORDER BY f.hold, f.delete_on, f.number LIMIT 500"
    );
    let values = vec![office.uuid().into(), until.to_string().into()];
    fetch_all(conn, &sql, values, Row::case_file).await
}

/// The files of all offices that are to be deleted on `today`, the first due first.
pub async fn to_delete(
    conn: &impl ConnectionTrait,
    today: Date,
    limit: i64,
) -> db::Result<Vec<CaseFileId>> {
    #[derive(FromQueryResult)]
    struct Found {
        id: Uuid,
    }
    let rows: Vec<Found> = db::all(
        conn,
        "SELECT id FROM case_files
         WHERE delete_on IS NOT NULL AND delete_on <= $1 AND state = 'closed' AND hold = FALSE
           AND restricted_at IS NULL
         ORDER BY delete_on, id LIMIT $2",
        vec![today.to_string().into(), limit.into()],
    )
    .await?;
    Ok(rows.into_iter().map(|row| Id::from_uuid(row.id)).collect())
}

/// Lets nobody else take a number of an office's files until the transaction ends.
pub async fn lock_numbers(tx: &Tx, office: OrganisationId) -> db::Result<()> {
    db::lock(tx, &format!("case-numbers:{office}")).await
}

/// The next number of an office's files in a year; nobody else gets it.
pub async fn next_number(tx: &Tx, office: OrganisationId, year: i16) -> db::Result<String> {
    lock_numbers(tx, office).await?;
    let next: Option<i64> = db::scalar(
        tx,
        "INSERT INTO case_numbers (office, year, last_number) VALUES ($1, $2, 1)
         ON CONFLICT (office, year) DO UPDATE SET last_number = case_numbers.last_number + 1
         RETURNING last_number",
        vec![office.uuid().into(), i64::from(year).into()],
    )
    .await?;
    Ok(format!("{year}-{:05}", next.unwrap_or(0)))
}

/// Adds a file.
pub async fn add(tx: &Tx, file: &CaseFile) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO case_files
         (id, number, office, state_agency, case_type, type_version, state, institution,
          sealed_person, assignee, opened_at, opened_by, hold, version, changed_at, changed_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, FALSE, $13, $11, $12)",
        vec![
            file.id.uuid().into(),
            file.number.as_str().into(),
            file.office.uuid().into(),
            file.state_agency.uuid().into(),
            file.case_type.uuid().into(),
            file.type_version.into(),
            file.state.name().into(),
            file.institution.map(OrganisationId::uuid).into(),
            file.sealed_person.as_slice().into(),
            value_of(file.assignee),
            file.opened_at.as_millisecond().into(),
            value_of(file.changed_by),
            file.version.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Writes all that can change of a file. The caller holds it for update and has counted the version.
pub async fn save(tx: &Tx, file: &CaseFile, closed_by: Option<PersonId>) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE case_files SET type_version = $1, state = $2, merged_into = $3, sealed_person = $4,
             assignee = $5, closed_at = $6, closed_by = $7, closing_reason = $8, delete_on = $9,
             hold = $10, version = $11, changed_at = $12, changed_by = $13
         WHERE id = $14",
        vec![
            file.type_version.into(),
            file.state.name().into(),
            file.merged_into.map(CaseFileId::uuid).into(),
            file.sealed_person.as_slice().into(),
            value_of(file.assignee),
            millis_of(file.closed_at),
            value_of(closed_by),
            file.closing_reason.clone().into(),
            text_of(file.delete_on),
            file.hold.into(),
            file.version.into(),
            file.changed_at.as_millisecond().into(),
            value_of(file.changed_by),
            file.id.uuid().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Restricts a file because of the request with this number, or lifts that.
pub async fn restrict(
    tx: &Tx,
    id: CaseFileId,
    restricted: Option<(jiff::Timestamp, &str)>,
) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE case_files SET restricted_at = $1, restricted_for = $2, version = version + 1
         WHERE id = $3",
        vec![
            restricted.map(|(at, _)| at.as_millisecond()).into(),
            restricted.map(|(_, request)| request.to_owned()).into(),
            id.uuid().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Notes that two files are about different people.
pub async fn leave_apart(tx: &Tx, one: CaseFileId, other: CaseFileId) -> db::Result<()> {
    let (one, other) = (one.min(other), one.max(other));
    db::execute(
        tx,
        "INSERT INTO case_apart (one, other) VALUES ($1, $2) ON CONFLICT (one, other) DO NOTHING",
        vec![one.uuid().into(), other.uuid().into()],
    )
    .await?;
    Ok(())
}

/// The files that are known to be about somebody else than this one.
pub async fn apart_from(
    conn: &impl ConnectionTrait,
    id: CaseFileId,
) -> db::Result<Vec<CaseFileId>> {
    #[derive(FromQueryResult)]
    struct Found {
        one: Uuid,
        other: Uuid,
    }
    let rows: Vec<Found> = db::all(
        conn,
        "SELECT one, other FROM case_apart WHERE one = $1 OR other = $1",
        vec![id.uuid().into()],
    )
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            if row.one == id.uuid() {
                row.other
            } else {
                row.one
            }
        })
        .map(Id::from_uuid)
        .collect())
}
