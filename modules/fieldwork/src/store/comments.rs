// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What was said and decided about records.

use db::{ConnectionTrait, FromQueryResult, Tx};
use odk::odata::ReviewState;
use uuid::Uuid;

use super::records::review_state;
use super::{fetch_all, moment};
use crate::model::Comment;

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    actor: Option<i64>,
    kind: String,
    review_state: Option<String>,
    created_at: i64,
    sealed: Vec<u8>,
}

impl Row {
    fn comment(self) -> db::Result<Comment> {
        Ok(Comment {
            id: self.id,
            actor: self.actor,
            is_review: self.kind == "review",
            review_state: review_state(self.review_state)?,
            created_at: moment(self.created_at)?,
            sealed: self.sealed,
        })
    }
}

/// What was said about a record, the newest first.
pub(crate) async fn of(conn: &impl ConnectionTrait, record: Uuid) -> db::Result<Vec<Comment>> {
    fetch_all(
        conn,
        "SELECT id, actor, kind, review_state, created_at, sealed FROM fieldwork_comments
         WHERE record = $1 ORDER BY created_at DESC, id DESC LIMIT 1000",
        vec![record.into()],
        Row::comment,
    )
    .await
}

/// How much was said about a record.
pub(crate) async fn count(conn: &impl ConnectionTrait, record: Uuid) -> db::Result<i64> {
    let sql = "SELECT COUNT(*) FROM fieldwork_comments WHERE record = $1";
    let count: Option<i64> = db::scalar(conn, sql, vec![record.into()]).await?;
    Ok(count.unwrap_or(0))
}

/// Adds what was said.
pub(crate) async fn add(tx: &Tx, record: Uuid, comment: &Comment) -> db::Result<()> {
    let kind = if comment.is_review {
        "review"
    } else {
        "comment"
    };
    db::execute(
        tx,
        "INSERT INTO fieldwork_comments (id, record, actor, kind, review_state, created_at, sealed)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        vec![
            comment.id.into(),
            record.into(),
            comment.actor.into(),
            kind.into(),
            comment.review_state.map(ReviewState::name).into(),
            comment.created_at.as_millisecond().into(),
            comment.sealed.clone().into(),
        ],
    )
    .await?;
    Ok(())
}
