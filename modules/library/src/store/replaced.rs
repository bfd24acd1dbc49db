// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What surrounds the replacement of a draft: the workbook that waits for a yes, and the draft that was
//! replaced last.

use db::{ConnectionTrait, FromQueryResult, Tx};
use forms::FormSpec;
use jiff::Timestamp;
use kernel::{FormId, PersonId};

use super::{Source, Workbook, from_json};

/// Keeps a workbook until the person has seen what it would change, in place of her earlier one.
pub(crate) async fn propose(
    tx: &Tx,
    form: FormId,
    person: PersonId,
    workbook: &Workbook,
    at: Timestamp,
) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO form_proposals (form, person, source_name, source, proposed_at)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (form, person) DO UPDATE SET
         source_name = excluded.source_name, source = excluded.source,
         proposed_at = excluded.proposed_at",
        vec![
            form.uuid().into(),
            person.uuid().into(),
            workbook.source_name.as_str().into(),
            workbook.source.clone().into(),
            at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// The workbook that a person has proposed for a form.
pub(crate) async fn proposal(
    conn: &impl ConnectionTrait,
    form: FormId,
    person: PersonId,
) -> db::Result<Option<Workbook>> {
    db::one(
        conn,
        "SELECT source_name, source FROM form_proposals WHERE form = $1 AND person = $2",
        vec![form.uuid().into(), person.uuid().into()],
    )
    .await
}

/// Forgets what a person has proposed for a form.
pub(crate) async fn forget_proposal(tx: &Tx, form: FormId, person: PersonId) -> db::Result<()> {
    db::execute(
        tx,
        "DELETE FROM form_proposals WHERE form = $1 AND person = $2",
        vec![form.uuid().into(), person.uuid().into()],
    )
    .await?;
    Ok(())
}

/// A draft that was replaced.
pub(crate) struct ReplacedDraft {
    /// Its definition.
    pub(crate) spec: FormSpec,
    /// Its workbook.
    pub(crate) source: Source,
}

/// Keeps the draft of a form as the one that was replaced last.
pub(crate) async fn keep_replaced(tx: &Tx, form: FormId) -> db::Result<()> {
    forget_replaced(tx, form).await?;
    db::execute(
        tx,
        "INSERT INTO form_replaced_drafts
         (form, spec, notes, source_name, source, edited_by, edited_at)
         SELECT form, spec, notes, source_name, source, edited_by, edited_at
         FROM form_drafts WHERE form = $1",
        vec![form.uuid().into()],
    )
    .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct ReplacedRow {
    spec: String,
    notes: String,
    source_name: String,
    source: Vec<u8>,
}

/// The draft that was replaced last, unless it was brought back.
pub(crate) async fn replaced(
    conn: &impl ConnectionTrait,
    form: FormId,
) -> db::Result<Option<ReplacedDraft>> {
    let row: Option<ReplacedRow> = db::one(
        conn,
        "SELECT spec, notes, source_name, source FROM form_replaced_drafts
         WHERE form = $1",
        vec![form.uuid().into()],
    )
    .await?;
    row.map(|row| {
        Ok(ReplacedDraft {
            spec: from_json(&row.spec)?,
            source: Source {
                name: row.source_name,
                bytes: row.source,
                notes: from_json(&row.notes)?,
            },
        })
    })
    .transpose()
}

/// The name of the workbook of the draft that was replaced last, if it can be brought back.
pub(crate) async fn replaced_name(
    conn: &impl ConnectionTrait,
    form: FormId,
) -> db::Result<Option<String>> {
    db::scalar(
        conn,
        "SELECT source_name FROM form_replaced_drafts WHERE form = $1",
        vec![form.uuid().into()],
    )
    .await
}

/// Forgets the draft that was replaced last: it is brought back once.
pub(crate) async fn forget_replaced(tx: &Tx, form: FormId) -> db::Result<()> {
    db::execute(
        tx,
        "DELETE FROM form_replaced_drafts WHERE form = $1",
        vec![form.uuid().into()],
    )
    .await?;
    Ok(())
}
