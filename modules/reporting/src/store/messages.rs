// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Messages about reports, and whose turn it is to write the next one.

use std::collections::HashMap;

use db::{ConnectionTrait, FromQueryResult};
use jiff::Timestamp;
use kernel::{Id, OrganisationId, PersonId, SubmissionId};
use uuid::Uuid;

use super::{fetch_all, moment, read};
use crate::model::{Message, Submission, Turn};

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    submission: Uuid,
    at: i64,
    by_person: Option<Uuid>,
    kind: String,
    question: Option<String>,
    sealed_text: Vec<u8>,
}

impl Row {
    fn message(self) -> db::Result<Message> {
        Ok(Message {
            id: self.id,
            submission: Id::from_uuid(self.submission),
            at: moment("at", self.at)?,
            by: self.by_person.map(Id::from_uuid),
            kind: read("kind", &self.kind)?,
            question: self.question,
            sealed: self.sealed_text,
        })
    }
}

/// Keeps a message; says no if it was kept before.
pub async fn add(tx: &db::Tx, message: &Message) -> db::Result<bool> {
    let rows = db::execute(
        tx,
        "INSERT INTO submission_messages (id, submission, at, by_person, kind, question, sealed_text)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING",
        vec![
            message.id.into(),
            message.submission.uuid().into(),
            message.at.as_millisecond().into(),
            message.by.map(PersonId::uuid).into(),
            message.kind.name().into(),
            message.question.clone().into(),
            message.sealed.clone().into(),
        ],
    )
    .await?;
    Ok(rows == 1)
}

/// The messages about a report, the first first.
pub async fn of(conn: &impl ConnectionTrait, submission: SubmissionId) -> db::Result<Vec<Message>> {
    fetch_all(
        conn,
        "SELECT id, submission, at, by_person, kind, question, sealed_text FROM submission_messages
         WHERE submission = $1 ORDER BY at, id",
        vec![submission.uuid().into()],
        Row::message,
    )
    .await
}

/// Notes whose turn it is.
pub async fn set_turn(
    tx: &db::Tx,
    submission: &Submission,
    turn: Turn,
    since: Timestamp,
) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO submission_talks (submission, office, institution, turn, since)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (submission) DO UPDATE SET turn = $4, since = $5",
        vec![
            submission.id.uuid().into(),
            submission.office.uuid().into(),
            submission.institution.uuid().into(),
            turn.name().into(),
            since.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Whose turn it is.
pub async fn turn(conn: &impl ConnectionTrait, submission: SubmissionId) -> db::Result<Turn> {
    let name: Option<String> = db::scalar(
        conn,
        "SELECT turn FROM submission_talks WHERE submission = $1",
        vec![submission.uuid().into()],
    )
    .await?;
    name.map_or(Ok(Turn::Nobody), |name| read("turn", &name))
}

#[derive(FromQueryResult)]
struct TurnRow {
    submission: Uuid,
    turn: String,
}

/// Whose turn it is in the conversations about some reports of an office.
pub async fn turns(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    submissions: &[SubmissionId],
) -> db::Result<HashMap<SubmissionId, Turn>> {
    let mut turns = HashMap::new();
    for chunk in submissions.chunks(super::CHUNK) {
        let mut values: Vec<db::Value> = chunk.iter().map(|id| id.uuid().into()).collect();
        values.push(office.uuid().into());
        let sql = format!(
            "SELECT submission, turn FROM submission_talks WHERE submission IN {} AND office = ${}",
            db::rows_of(1, chunk.len()),
            values.len()
        );
        for row in db::all::<TurnRow>(conn, &sql, values).await? {
            turns.insert(Id::from_uuid(row.submission), read("turn", &row.turn)?);
        }
    }
    Ok(turns)
}

/// The reports of institutions about which their office waits for an answer, the longest first; at
/// most `most`.
pub async fn waiting_for(
    conn: &impl ConnectionTrait,
    institution: OrganisationId,
    most: i64,
) -> db::Result<Vec<SubmissionId>> {
    fetch_all(
        conn,
        "SELECT submission, turn FROM submission_talks WHERE institution = $1 AND turn = 'institution'
         ORDER BY since, submission LIMIT $2",
        vec![institution.uuid().into(), most.into()],
        |row: TurnRow| Ok(Id::from_uuid(row.submission)),
    )
    .await
}
