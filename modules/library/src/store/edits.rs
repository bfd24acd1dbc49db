// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What was changed in drafts step by step.

use db::{ConnectionTrait, FromQueryResult, Tx};
use form_design::edit::Edit;
use jiff::Timestamp;
use kernel::{FormId, PersonId};
use uuid::Uuid;

use super::{from_json, to_json};

/// How many steps of a form are kept.
const MOST_STEPS: i64 = 200;

/// A step.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    /// Its number within the form.
    pub(crate) number: i64,
    /// Who took it.
    pub(crate) person: PersonId,
    /// What was done.
    pub(crate) edit: Edit,
    /// What takes it back.
    pub(crate) inverse: Edit,
    /// The hash of the definition that it found.
    pub(crate) hash_before: String,
    /// The hash of the definition that it left.
    pub(crate) hash_after: String,
}

#[derive(FromQueryResult)]
struct Row {
    number: i64,
    person: Uuid,
    edit: String,
    inverse: String,
    hash_before: String,
    hash_after: String,
}

async fn one(
    conn: &impl ConnectionTrait,
    form: FormId,
    undone: bool,
    order: &str,
) -> db::Result<Option<Step>> {
    let sql = format!(
        "SELECT number, person, edit, inverse, hash_before, hash_after FROM form_edits
         WHERE form = $1 AND undone = $2 ORDER BY number {order} LIMIT 1"
    );
    let row: Option<Row> = db::one(conn, &sql, vec![form.uuid().into(), undone.into()]).await?;
    row.map(|row| {
        Ok(Step {
            number: row.number,
            person: PersonId::from_uuid(row.person),
            edit: from_json(&row.edit)?,
            inverse: from_json(&row.inverse)?,
            hash_before: row.hash_before,
            hash_after: row.hash_after,
        })
    })
    .transpose()
}

/// The step that can be taken back next, if the draft is still what it left.
pub(crate) async fn last_step(
    conn: &impl ConnectionTrait,
    form: FormId,
    spec_hash: &str,
) -> db::Result<Option<Step>> {
    let step = one(conn, form, false, "DESC").await?;
    Ok(step.filter(|step| step.hash_after == spec_hash))
}

/// The step that can be taken again next, if the draft is still what it found.
pub(crate) async fn undone_step(
    conn: &impl ConnectionTrait,
    form: FormId,
    spec_hash: &str,
) -> db::Result<Option<Step>> {
    let step = one(conn, form, true, "ASC").await?;
    Ok(step.filter(|step| step.hash_before == spec_hash))
}

/// Whether somebody else has taken a step since the draft had this hash. Where that is not known
/// any more, somebody may have.
pub(crate) async fn others_since(
    conn: &impl ConnectionTrait,
    form: FormId,
    person: PersonId,
    seen_hash: &str,
) -> db::Result<bool> {
    let values = || vec![form.uuid().into(), seen_hash.into()];
    let left = "SELECT number FROM form_edits WHERE form = $1 AND hash_after = $2
                ORDER BY number DESC LIMIT 1";
    let found = "SELECT number - 1 FROM form_edits WHERE form = $1 AND hash_before = $2
                 ORDER BY number LIMIT 1";
    let seen: Option<i64> = match db::scalar(conn, left, values()).await? {
        Some(number) => Some(number),
        None => db::scalar(conn, found, values()).await?,
    };
    let Some(seen) = seen else {
        return Ok(true);
    };
    let others: Option<i64> = db::scalar(
        conn,
        "SELECT COUNT(*) FROM form_edits WHERE form = $1 AND number > $2 AND person <> $3",
        vec![form.uuid().into(), seen.into(), person.uuid().into()],
    )
    .await?;
    Ok(others != Some(0))
}

/// Adds a step; those that were undone cannot be taken again then.
pub(crate) async fn add_step(
    tx: &Tx,
    form: FormId,
    (person, at): (PersonId, Timestamp),
    (edit, inverse): (&Edit, &Edit),
    (hash_before, hash_after): (&str, &str),
) -> db::Result<()> {
    db::execute(
        tx,
        "DELETE FROM form_edits WHERE form = $1 AND undone",
        vec![form.uuid().into()],
    )
    .await?;
    let last: Option<i64> = db::scalar(
        tx,
        "SELECT COALESCE(MAX(number), 0) FROM form_edits WHERE form = $1",
        vec![form.uuid().into()],
    )
    .await?;
    let number = last.unwrap_or(0) + 1;
    db::execute(
        tx,
        "INSERT INTO form_edits
         (form, number, person, at, edit, inverse, hash_before, hash_after, undone)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, FALSE)",
        vec![
            form.uuid().into(),
            number.into(),
            person.uuid().into(),
            at.as_millisecond().into(),
            to_json(edit)?.into(),
            to_json(inverse)?.into(),
            hash_before.into(),
            hash_after.into(),
        ],
    )
    .await?;
    db::execute(
        tx,
        "DELETE FROM form_edits WHERE form = $1 AND number <= $2",
        vec![form.uuid().into(), (number - MOST_STEPS).into()],
    )
    .await?;
    Ok(())
}

/// Notes that a step was taken back, or again.
pub(crate) async fn mark_step(tx: &Tx, form: FormId, number: i64, undone: bool) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE form_edits SET undone = $1 WHERE form = $2 AND number = $3",
        vec![undone.into(), form.uuid().into(), number.into()],
    )
    .await?;
    Ok(())
}
