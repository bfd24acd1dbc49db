// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Drafts: the one definition of a form that still changes, and the workbook it was read from.

use db::{ConnectionTrait, FromQueryResult, Tx};
use forms::FormSpec;
use jiff::Timestamp;
use kernel::{FormId, Localized, PersonId};
use uuid::Uuid;

use super::blocks::note_copies;
use super::{Workbook, from_json, moment, searchable, to_json};
use crate::model::Draft;

/// Where a draft comes from.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// The name of the workbook.
    pub(crate) name: String,
    /// The workbook.
    pub(crate) bytes: Vec<u8>,
    /// What was read from it but not used.
    pub(crate) notes: Vec<Localized>,
}

/// Adds the first draft of a form, with revision 1.
pub(crate) async fn add_draft(
    tx: &Tx,
    form: FormId,
    spec: &FormSpec,
    source: Source,
    person: PersonId,
    at: Timestamp,
) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO form_drafts
         (form, spec, spec_hash, revision, notes, source_name, source, edited_by, edited_at)
         VALUES ($1, $2, $3, 1, $4, $5, $6, $7, $8)",
        vec![
            form.uuid().into(),
            to_json(spec)?.into(),
            spec.hash().into(),
            to_json(&source.notes)?.into(),
            source.name.into(),
            source.bytes.into(),
            person.uuid().into(),
            at.as_millisecond().into(),
        ],
    )
    .await?;
    note_copies(tx, form, spec).await
}

#[derive(FromQueryResult)]
struct DraftRow {
    spec: String,
    spec_hash: String,
    revision: i64,
    notes: String,
    source_name: String,
    edited_by: Option<Uuid>,
    edited_at: i64,
}

impl TryFrom<DraftRow> for Draft {
    type Error = db::DbError;
    fn try_from(row: DraftRow) -> db::Result<Self> {
        Ok(Self {
            spec: from_json(&row.spec)?,
            spec_hash: row.spec_hash,
            revision: row.revision,
            notes: from_json(&row.notes)?,
            source_name: row.source_name,
            edited_by: row.edited_by.map(PersonId::from_uuid),
            edited_at: moment(row.edited_at)?,
        })
    }
}

const DRAFT: &str = "SELECT spec, spec_hash, revision, notes, source_name, edited_by, edited_at
                     FROM form_drafts WHERE form = $1";

/// The draft of a form.
pub(crate) async fn draft(conn: &impl ConnectionTrait, form: FormId) -> db::Result<Option<Draft>> {
    let row: Option<DraftRow> = db::one(conn, DRAFT, vec![form.uuid().into()]).await?;
    row.map(Draft::try_from).transpose()
}

/// The draft of a form; nobody else changes it until the transaction ends.
pub(crate) async fn draft_for_update(tx: &Tx, form: FormId) -> db::Result<Option<Draft>> {
    let row: Option<DraftRow> = db::one_for_update(tx, DRAFT, vec![form.uuid().into()]).await?;
    row.map(Draft::try_from).transpose()
}

/// Writes another definition into the draft and the form's title. Its hash comes with it, because a long
/// form takes a while to be hashed, and callers need the hash, too.
pub(crate) async fn change_draft(
    tx: &Tx,
    form: FormId,
    (spec, hash): (&FormSpec, &str),
    person: PersonId,
    at: Timestamp,
) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE form_drafts SET spec = $1, spec_hash = $2, revision = revision + 1,
         edited_by = $3, edited_at = $4 WHERE form = $5",
        vec![
            to_json(spec)?.into(),
            hash.into(),
            person.uuid().into(),
            at.as_millisecond().into(),
            form.uuid().into(),
        ],
    )
    .await?;
    db::execute(
        tx,
        "UPDATE forms SET title = $1, search = $2 WHERE id = $3",
        vec![
            to_json(&spec.title)?.into(),
            searchable(spec).into(),
            form.uuid().into(),
        ],
    )
    .await?;
    note_copies(tx, form, spec).await
}

/// Writes another workbook into the draft.
pub(crate) async fn change_source(tx: &Tx, form: FormId, source: Source) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE form_drafts SET notes = $1, source_name = $2, source = $3 WHERE form = $4",
        vec![
            to_json(&source.notes)?.into(),
            source.name.into(),
            source.bytes.into(),
            form.uuid().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Notes that the draft does not come from its workbook any more: one is written when it is asked
/// for.
pub(crate) async fn forget_source(tx: &Tx, form: FormId, key: &str) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE form_drafts SET source_name = $1, source = $2 WHERE form = $3",
        vec![
            format!("{key}.xlsx").into(),
            Vec::<u8>::new().into(),
            form.uuid().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Sets what is still to be looked at in a draft.
pub(crate) async fn change_notes(tx: &Tx, form: FormId, notes: &[Localized]) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE form_drafts SET notes = $1 WHERE form = $2",
        vec![to_json(&notes)?.into(), form.uuid().into()],
    )
    .await?;
    Ok(())
}

/// The workbook of a draft; empty if it was built here.
pub(crate) async fn draft_source(
    conn: &impl ConnectionTrait,
    form: FormId,
) -> db::Result<Option<Workbook>> {
    db::one(
        conn,
        "SELECT source_name, source FROM form_drafts WHERE form = $1",
        vec![form.uuid().into()],
    )
    .await
}
