// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The journal of a request, and its letters.

use db::{ConnectionTrait, FromQueryResult, Tx, fetch_all, fetch_one};
use uuid::Uuid;

use super::{id_if, moment, read, value_of};
use crate::model::{Letter, Step};

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    at: i64,
    by_person: Option<Uuid>,
    kind: String,
    about: String,
    sealed_note: Option<Vec<u8>>,
}

impl Row {
    fn step(self) -> db::Result<Step> {
        Ok(Step {
            id: self.id,
            at: moment(self.at)?,
            by: id_if(self.by_person),
            kind: read("kind", &self.kind)?,
            about: self.about,
            sealed_note: self.sealed_note,
        })
    }
}

/// What happened in a request, the newest first.
pub async fn of_request(conn: &impl ConnectionTrait, request: Uuid) -> db::Result<Vec<Step>> {
    fetch_all(
        conn,
        "SELECT id, at, by_person, kind, about, sealed_note FROM privacy_steps
         WHERE request = $1 ORDER BY at DESC, id DESC LIMIT 1000",
        vec![request.into()],
        Row::step,
    )
    .await
}

/// Adds a step.
pub async fn add(tx: &Tx, request: Uuid, step: &Step) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO privacy_steps (id, request, at, by_person, kind, about, sealed_note)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        vec![
            step.id.into(),
            request.into(),
            step.at.as_millisecond().into(),
            value_of(step.by),
            step.kind.name().into(),
            step.about.as_str().into(),
            step.sealed_note.clone().into(),
        ],
    )
    .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct LetterRow {
    id: Uuid,
    request: Uuid,
    kind: String,
    made_at: i64,
}

impl LetterRow {
    fn letter(self) -> db::Result<Letter> {
        Ok(Letter {
            id: self.id,
            request: self.request,
            kind: read("kind", &self.kind)?,
            made_at: moment(self.made_at)?,
        })
    }
}

/// The letters of a request, the newest first.
pub async fn letters(conn: &impl ConnectionTrait, request: Uuid) -> db::Result<Vec<Letter>> {
    fetch_all(
        conn,
        "SELECT id, request, kind, made_at FROM privacy_letters
         WHERE request = $1 ORDER BY made_at DESC, id DESC",
        vec![request.into()],
        LetterRow::letter,
    )
    .await
}

/// A letter.
pub async fn letter(conn: &impl ConnectionTrait, id: Uuid) -> db::Result<Option<Letter>> {
    fetch_one(
        conn,
        "SELECT id, request, kind, made_at FROM privacy_letters WHERE id = $1",
        vec![id.into()],
        LetterRow::letter,
    )
    .await
}

/// The sealed PDF of a letter.
pub async fn letter_bytes(conn: &impl ConnectionTrait, id: Uuid) -> db::Result<Option<Vec<u8>>> {
    let sql = "SELECT sealed FROM privacy_letters WHERE id = $1";
    db::scalar(conn, sql, vec![id.into()]).await
}

/// Adds a letter with its sealed PDF.
pub async fn add_letter(
    tx: &Tx,
    letter: &Letter,
    by: kernel::PersonId,
    sealed: Vec<u8>,
) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO privacy_letters (id, request, kind, sealed, made_at, made_by)
         VALUES ($1, $2, $3, $4, $5, $6)",
        vec![
            letter.id.into(),
            letter.request.into(),
            letter.kind.name().into(),
            sealed.into(),
            letter.made_at.as_millisecond().into(),
            by.uuid().into(),
        ],
    )
    .await?;
    Ok(())
}
