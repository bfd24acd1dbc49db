// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Letters and added files.

use db::{ConnectionTrait, FromQueryResult, Tx, fetch_all, fetch_one};
use kernel::{CaseFileId, Id};
use uuid::Uuid;

use super::{id_if, moment, value_of};
use crate::model::{Letter, Upload};

#[derive(FromQueryResult)]
struct LetterRow {
    id: Uuid,
    case_file: Uuid,
    step: Option<Uuid>,
    title: String,
    made_at: i64,
    made_by: Option<Uuid>,
}

impl LetterRow {
    fn letter(self) -> db::Result<Letter> {
        Ok(Letter {
            id: self.id,
            case_file: Id::from_uuid(self.case_file),
            step: self.step,
            title: self.title,
            made_at: moment(self.made_at)?,
            made_by: id_if(self.made_by),
        })
    }
}

const LETTER: &str = "SELECT id, case_file, step, title, made_at, made_by FROM case_letters";

/// The letters of a file, the newest first.
pub async fn letters(conn: &impl ConnectionTrait, file: CaseFileId) -> db::Result<Vec<Letter>> {
    let sql = format!("{LETTER} WHERE case_file = $1 ORDER BY made_at DESC, id DESC");
    fetch_all(conn, &sql, vec![file.uuid().into()], LetterRow::letter).await
}

/// The letter with this identifier.
pub async fn letter(conn: &impl ConnectionTrait, id: Uuid) -> db::Result<Option<Letter>> {
    let sql = format!("{LETTER} WHERE id = $1");
    fetch_one(conn, &sql, vec![id.into()], LetterRow::letter).await
}

/// The sealed PDF of a letter.
pub async fn letter_bytes(conn: &impl ConnectionTrait, id: Uuid) -> db::Result<Option<Vec<u8>>> {
    db::scalar(
        conn,
        "SELECT sealed FROM case_letters WHERE id = $1",
        vec![id.into()],
    )
    .await
}

/// Adds a letter with its sealed PDF.
pub async fn add_letter(tx: &Tx, letter: &Letter, sealed: Vec<u8>) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO case_letters (id, case_file, step, title, sealed, made_at, made_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        vec![
            letter.id.into(),
            letter.case_file.uuid().into(),
            letter.step.into(),
            letter.title.as_str().into(),
            sealed.into(),
            letter.made_at.as_millisecond().into(),
            value_of(letter.made_by),
        ],
    )
    .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct UploadRow {
    id: Uuid,
    case_file: Uuid,
    sealed_name: Vec<u8>,
    media_type: String,
    size: i64,
    added_at: i64,
    added_by: Option<Uuid>,
}

impl UploadRow {
    fn upload(self) -> db::Result<Upload> {
        Ok(Upload {
            id: self.id,
            case_file: Id::from_uuid(self.case_file),
            sealed_name: self.sealed_name,
            media_type: self.media_type,
            size: self.size,
            added_at: moment(self.added_at)?,
            added_by: id_if(self.added_by),
        })
    }
}

const UPLOAD: &str =
    "SELECT id, case_file, sealed_name, media_type, size, added_at, added_by FROM case_uploads";

/// The added files, the newest first.
pub async fn uploads(conn: &impl ConnectionTrait, file: CaseFileId) -> db::Result<Vec<Upload>> {
    let sql = format!("{UPLOAD} WHERE case_file = $1 ORDER BY added_at DESC, id DESC");
    fetch_all(conn, &sql, vec![file.uuid().into()], UploadRow::upload).await
}

/// The added file with this identifier.
pub async fn upload(conn: &impl ConnectionTrait, id: Uuid) -> db::Result<Option<Upload>> {
    let sql = format!("{UPLOAD} WHERE id = $1");
    fetch_one(conn, &sql, vec![id.into()], UploadRow::upload).await
}

/// The sealed bytes of an added file.
pub async fn upload_bytes(conn: &impl ConnectionTrait, id: Uuid) -> db::Result<Option<Vec<u8>>> {
    db::scalar(
        conn,
        "SELECT sealed FROM case_uploads WHERE id = $1",
        vec![id.into()],
    )
    .await
}

/// Adds a file with its sealed bytes.
pub async fn add_upload(tx: &Tx, upload: &Upload, sealed: Vec<u8>) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO case_uploads
         (id, case_file, sealed_name, media_type, size, sealed, added_at, added_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        vec![
            upload.id.into(),
            upload.case_file.uuid().into(),
            upload.sealed_name.as_slice().into(),
            upload.media_type.as_str().into(),
            upload.size.into(),
            sealed.into(),
            upload.added_at.as_millisecond().into(),
            value_of(upload.added_by),
        ],
    )
    .await?;
    Ok(())
}
