// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The only SQL of the library. Functions take the connection; who begins a transaction commits it.
//! Nothing here changes or removes a row of `form_versions`.

mod blocks;
mod contents;
mod drafts;
mod edits;
mod examples;
mod list;
mod replaced;
mod shares;
mod versions;

use db::{ConnectionTrait, FromQueryResult, Tx};
use directory::model::search_text;
use forms::FormSpec;
use jiff::Timestamp;
use kernel::{FormId, FormVersionId, OrganisationId, PersonId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

pub(crate) use self::blocks::{
    BlockSearch, ListedBlock, add_block, add_block_version, block, block_for_update, block_spec,
    block_uses, block_versions, list_blocks, set_block_retired,
};
pub(crate) use self::contents::{Content, add_content, content, remove_unnamed_content};
pub(crate) use self::drafts::{
    Source, add_draft, change_draft, change_notes, change_source, draft, draft_for_update,
    draft_source, forget_source,
};
pub(crate) use self::edits::{add_step, last_step, mark_step, others_since, undone_step};
pub(crate) use self::examples::{
    accept_example, add_example, examples, name_example, remove_example,
};
pub(crate) use self::list::{Listed, Search, Seen, list};
pub(crate) use self::replaced::{
    forget_proposal, forget_replaced, keep_replaced, proposal, propose, replaced, replaced_name,
};
pub(crate) use self::shares::{set_origin, share, shared_with, unshare};
pub(crate) use self::versions::{add_version, set_retired, version, version_source, versions};
use crate::model::{Deed, Form, Owner};

/// A row that the library did not write: reported, never guessed at.
fn unexpected(what: impl std::fmt::Display) -> db::DbError {
    db::DbError::Row(format!("library: {what}"))
}

fn moment(millis: i64) -> db::Result<Timestamp> {
    Timestamp::from_millisecond(millis).map_err(unexpected)
}

fn from_json<T: DeserializeOwned>(text: &str) -> db::Result<T> {
    serde_json::from_str(text).map_err(unexpected)
}

fn to_json(value: &impl Serialize) -> db::Result<String> {
    serde_json::to_string(value).map_err(unexpected)
}

/// What a search in titles and identifiers looks through.
fn searchable(spec: &FormSpec) -> String {
    let mut parts: Vec<&str> = vec![spec.title.get(forms::LEGAL_LANGUAGE)];
    parts.extend(spec.title.0.values().map(String::as_str));
    parts.push(&spec.id);
    search_text(&parts)
}

#[derive(FromQueryResult)]
struct FormRow {
    id: Uuid,
    owner: Uuid,
    state: Uuid,
    origin: Option<Uuid>,
    key: String,
    title: String,
}

impl TryFrom<FormRow> for Form {
    type Error = db::DbError;
    fn try_from(row: FormRow) -> db::Result<Self> {
        Ok(Self {
            id: FormId::from_uuid(row.id),
            owner: OrganisationId::from_uuid(row.owner),
            state: OrganisationId::from_uuid(row.state),
            origin: row.origin.map(FormVersionId::from_uuid),
            key: row.key,
            title: from_json(&row.title)?,
        })
    }
}

/// The form with this identifier.
pub(crate) async fn form(conn: &impl ConnectionTrait, id: FormId) -> db::Result<Option<Form>> {
    let row: Option<FormRow> = db::one(
        conn,
        "SELECT id, owner, state, origin, key, title FROM forms WHERE id = $1",
        vec![id.uuid().into()],
    )
    .await?;
    row.map(Form::try_from).transpose()
}

/// The form of this state with this identifier for people.
pub(crate) async fn form_by_key(
    conn: &impl ConnectionTrait,
    owner: OrganisationId,
    key: &str,
) -> db::Result<Option<Form>> {
    let row: Option<FormRow> = db::one(
        conn,
        "SELECT id, owner, state, origin, key, title FROM forms WHERE owner = $1 AND key = $2",
        vec![owner.uuid().into(), key.into()],
    )
    .await?;
    row.map(Form::try_from).transpose()
}

/// Adds a form with its title of now. False if the state has one with this identifier.
pub(crate) async fn add_form(
    tx: &Tx,
    id: FormId,
    owner: Owner,
    spec: &FormSpec,
    at: Timestamp,
) -> db::Result<bool> {
    let added = db::execute(
        tx,
        "INSERT INTO forms (id, owner, state, key, title, search, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (owner, key) DO NOTHING",
        vec![
            id.uuid().into(),
            owner.id.uuid().into(),
            owner.state.uuid().into(),
            spec.id.clone().into(),
            to_json(&spec.title)?.into(),
            searchable(spec).into(),
            at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(added == 1)
}

/// A workbook as it was uploaded: name and content.
#[derive(FromQueryResult)]
pub(crate) struct Workbook {
    /// Its name.
    pub(crate) source_name: String,
    /// Its content.
    pub(crate) source: Vec<u8>,
}

/// A line of a form's history.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct Happened {
    pub(crate) at: i64,
    pub(crate) person: Option<Uuid>,
    pub(crate) what: String,
    pub(crate) number: i64,
}

/// Notes what happened to a form.
pub(crate) async fn note(
    tx: &Tx,
    id: Uuid,
    form: FormId,
    (person, at): (PersonId, Timestamp),
    (deed, number): (Deed, i64),
) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO form_history (id, form, at, person, what, number)
         VALUES ($1, $2, $3, $4, $5, $6)",
        vec![
            id.into(),
            form.uuid().into(),
            at.as_millisecond().into(),
            person.uuid().into(),
            deed.name().into(),
            number.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Whether the last line of a form's history says that this person did this.
pub(crate) async fn ends_with(
    conn: &impl ConnectionTrait,
    form: FormId,
    person: PersonId,
    deed: Deed,
) -> db::Result<bool> {
    let last: Option<Happened> = db::one(
        conn,
        "SELECT at, person, what, number FROM form_history WHERE form = $1
         ORDER BY at DESC, id DESC LIMIT 1",
        vec![form.uuid().into()],
    )
    .await?;
    Ok(last.is_some_and(|last| last.what == deed.name() && last.person == Some(person.uuid())))
}

/// What happened to a form, the newest first, at most 100 lines.
pub(crate) async fn history(
    conn: &impl ConnectionTrait,
    form: FormId,
) -> db::Result<Vec<Happened>> {
    db::all(
        conn,
        "SELECT at, person, what, number FROM form_history WHERE form = $1
         ORDER BY at DESC, id DESC LIMIT 100",
        vec![form.uuid().into()],
    )
    .await
}
