// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What institutions say about people whom they have notified.

use db::{ConnectionTrait, FromQueryResult, Tx, fetch_all, fetch_one};
use kernel::{CaseFileId, Id, OrganisationId, SubmissionId};
use uuid::Uuid;

use super::{id_if, millis_of, moment, moment_if, read, value_of};
use crate::model::{Statement, StatementState};

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    case_file: Uuid,
    submission: Uuid,
    place: i64,
    institution: Uuid,
    reason: String,
    settled_on: String,
    sealed_note: Option<Vec<u8>>,
    state: String,
    sealed_answer: Option<Vec<u8>>,
    said_at: i64,
    said_by: Option<Uuid>,
    answered_at: Option<i64>,
}

impl Row {
    fn statement(self) -> db::Result<Statement> {
        Ok(Statement {
            id: self.id,
            case_file: Id::from_uuid(self.case_file),
            submission: Id::from_uuid(self.submission),
            place: self.place,
            institution: Id::from_uuid(self.institution),
            reason: read("reason", &self.reason)?,
            settled_on: read("settled_on", &self.settled_on)?,
            sealed_note: self.sealed_note,
            state: read("state", &self.state)?,
            sealed_answer: self.sealed_answer,
            said_at: moment(self.said_at)?,
            said_by: id_if(self.said_by),
            answered_at: moment_if(self.answered_at)?,
        })
    }
}

const SELECT: &str = "SELECT id, case_file, submission, place, institution, reason, settled_on,
    sealed_note, state, sealed_answer, said_at, said_by, answered_at FROM case_statements";

/// The statements about a file, the newest first.
pub async fn of_file(conn: &impl ConnectionTrait, file: CaseFileId) -> db::Result<Vec<Statement>> {
    let sql = format!("{SELECT} WHERE case_file = $1 ORDER BY said_at DESC, id DESC");
    fetch_all(conn, &sql, vec![file.uuid().into()], Row::statement).await
}

/// The statements about a person of a report, the newest first.
pub async fn of_report(
    conn: &impl ConnectionTrait,
    submission: SubmissionId,
    place: i64,
) -> db::Result<Vec<Statement>> {
    let sql =
        format!("{SELECT} WHERE submission = $1 AND place = $2 ORDER BY said_at DESC, id DESC");
    let values = vec![submission.uuid().into(), place.into()];
    fetch_all(conn, &sql, values, Row::statement).await
}

/// The statement with this identifier.
pub async fn find(conn: &impl ConnectionTrait, id: Uuid) -> db::Result<Option<Statement>> {
    let sql = format!("{SELECT} WHERE id = $1");
    fetch_one(conn, &sql, vec![id.into()], Row::statement).await
}

/// How many statements an office has not answered, and one of the files.
pub async fn waiting(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    limit: i64,
) -> db::Result<Vec<(CaseFileId, String)>> {
    #[derive(FromQueryResult)]
    struct Found {
        id: Uuid,
        number: String,
    }
    let rows: Vec<Found> = db::all(
        conn,
        "SELECT f.id AS id, f.number AS number FROM case_statements s
         JOIN case_files f ON f.id = s.case_file
         WHERE f.office = $1 AND s.state = 'open' ORDER BY s.said_at, s.id LIMIT $2",
        vec![office.uuid().into(), limit.into()],
    )
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (Id::from_uuid(row.id), row.number))
        .collect())
}

/// Adds a statement.
pub async fn add(tx: &Tx, statement: &Statement) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO case_statements
         (id, case_file, submission, place, institution, reason, settled_on, sealed_note, state,
          said_at, said_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        vec![
            statement.id.into(),
            statement.case_file.uuid().into(),
            statement.submission.uuid().into(),
            statement.place.into(),
            statement.institution.uuid().into(),
            statement.reason.name().into(),
            statement.settled_on.to_string().into(),
            statement.sealed_note.clone().into(),
            StatementState::Open.name().into(),
            statement.said_at.as_millisecond().into(),
            value_of(statement.said_by),
        ],
    )
    .await?;
    Ok(())
}

/// Writes what the office says to a statement.
pub async fn answer(
    tx: &Tx,
    statement: &Statement,
    by: Option<kernel::PersonId>,
) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE case_statements SET state = $1, sealed_answer = $2, answered_at = $3, answered_by = $4
         WHERE id = $5",
        vec![
            statement.state.name().into(),
            statement.sealed_answer.clone().into(),
            millis_of(statement.answered_at),
            value_of(by),
            statement.id.into(),
        ],
    )
    .await?;
    Ok(())
}
