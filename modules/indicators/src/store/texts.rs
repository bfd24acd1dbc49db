// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Texts beside figures: drafts, and what was published.

use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::PersonId;
use uuid::Uuid;

use crate::texts::{Content, Draft, Published, Subject};

fn unknown(what: &str, value: &str) -> db::DbError {
    db::DbError::Row(format!("{what} `{value}`"))
}

fn moment(milliseconds: i64) -> db::Result<Timestamp> {
    Timestamp::from_millisecond(milliseconds)
        .map_err(|_| unknown("moment", &milliseconds.to_string()))
}

fn json(content: &Content) -> String {
    serde_json::to_string(content).expect("texts and days can be written as JSON")
}

#[derive(FromQueryResult)]
struct DraftRow {
    subject_kind: String,
    subject_key: String,
    id: Uuid,
    draft: String,
    written_by: Option<Uuid>,
    written_at: i64,
    version: i64,
}

impl DraftRow {
    fn read(self) -> db::Result<Draft> {
        let kind = self.subject_kind.parse();
        Ok(Draft {
            subject: Subject {
                kind: kind.map_err(|_| unknown("kind of text", &self.subject_kind))?,
                key: self.subject_key,
            },
            id: self.id,
            content: serde_json::from_str(&self.draft)
                .map_err(|_| unknown("text", &self.id.to_string()))?,
            written_by: self.written_by.map(PersonId::from_uuid),
            written_at: moment(self.written_at)?,
            version: self.version,
        })
    }
}

const DRAFT: &str = "SELECT subject_kind, subject_key, id, draft, written_by, written_at, version FROM editorial_texts";

/// All drafts.
pub(crate) async fn drafts(conn: &impl ConnectionTrait) -> db::Result<Vec<Draft>> {
    let sql = format!("{DRAFT} ORDER BY subject_kind, subject_key");
    let rows: Vec<DraftRow> = db::all(conn, &sql, vec![]).await?;
    rows.into_iter().map(DraftRow::read).collect()
}

/// The draft about something.
pub(crate) async fn draft(
    conn: &impl ConnectionTrait,
    subject: &Subject,
) -> db::Result<Option<Draft>> {
    let sql = format!("{DRAFT} WHERE subject_kind = $1 AND subject_key = $2");
    let values = vec![subject.kind.name().into(), subject.key.as_str().into()];
    let rows: Vec<DraftRow> = db::all(conn, &sql, values).await?;
    rows.into_iter().next().map(DraftRow::read).transpose()
}

/// Writes a draft over the one of its version (0: there is none). False if another one is there.
pub(crate) async fn write(tx: &Tx, draft: &Draft) -> db::Result<bool> {
    let values = vec![
        draft.subject.kind.name().into(),
        draft.subject.key.as_str().into(),
        json(&draft.content).into(),
        draft.written_by.map(PersonId::uuid).into(),
        draft.written_at.as_millisecond().into(),
    ];
    let (sql, last) = if draft.version == 0 {
        let sql = "INSERT INTO editorial_texts (subject_kind, subject_key, draft, written_by, written_at, id, version)
             VALUES ($1, $2, $3, $4, $5, $6, 1) ON CONFLICT (subject_kind, subject_key) DO NOTHING";
        (sql, draft.id.into())
    } else {
        let sql = "UPDATE editorial_texts SET draft = $3, written_by = $4, written_at = $5, version = version + 1
             WHERE subject_kind = $1 AND subject_key = $2 AND version = $6";
        (sql, draft.version.into())
    };
    let values = values.into_iter().chain(std::iter::once(last)).collect();
    Ok(db::execute(tx, sql, values).await? == 1)
}

/// Publishes a draft unless it has changed; the number of the version.
pub(crate) async fn publish(
    tx: &Tx,
    draft: &Draft,
    by: Option<PersonId>,
    now: Timestamp,
) -> db::Result<Option<i64>> {
    let (kind, key) = (draft.subject.kind.name(), draft.subject.key.as_str());
    // Whoever publishes and whoever writes at the same time wait for each other here.
    let held = db::execute(
        tx,
        "UPDATE editorial_texts SET version = version WHERE subject_kind = $1 AND subject_key = $2 AND version = $3",
        vec![kind.into(), key.into(), draft.version.into()],
    )
    .await?;
    if held == 0 {
        return Ok(None);
    }
    let last: Option<i64> = db::scalar(
        tx,
        "SELECT COALESCE(MAX(number), 0) FROM editorial_text_versions WHERE subject_kind = $1 AND subject_key = $2",
        vec![kind.into(), key.into()],
    )
    .await?;
    let number = last.unwrap_or_default() + 1;
    let day = |day: Option<Date>| day.map_or(String::new(), |day| day.to_string());
    db::execute(
        tx,
        "INSERT INTO editorial_text_versions (subject_kind, subject_key, number, content, valid_from, valid_until,
             written_by, published_by, published_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        vec![
            kind.into(),
            key.into(),
            number.into(),
            json(&draft.content).into(),
            day(draft.content.valid_from).into(),
            day(draft.content.valid_until).into(),
            draft.written_by.map(PersonId::uuid).into(),
            by.map(PersonId::uuid).into(),
            now.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(Some(number))
}

#[derive(FromQueryResult)]
struct VersionRow {
    number: i64,
    content: String,
    written_by: Option<Uuid>,
    published_by: Option<Uuid>,
    published_at: i64,
}

/// What was published about something, the latest first.
pub(crate) async fn versions(
    conn: &impl ConnectionTrait,
    subject: &Subject,
) -> db::Result<Vec<Published>> {
    let rows: Vec<VersionRow> = db::all(
        conn,
        "SELECT number, content, written_by, published_by, published_at FROM editorial_text_versions
         WHERE subject_kind = $1 AND subject_key = $2 ORDER BY number DESC",
        vec![subject.kind.name().into(), subject.key.as_str().into()],
    )
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Published {
                number: row.number,
                content: serde_json::from_str(&row.content)
                    .map_err(|_| unknown("version", &row.number.to_string()))?,
                written_by: row.written_by.map(PersonId::from_uuid),
                published_by: row.published_by.map(PersonId::from_uuid),
                published_at: moment(row.published_at)?,
            })
        })
        .collect()
}
