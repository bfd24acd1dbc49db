// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The only SQL of the library. Functions take the connection; who begins a transaction commits it.
//! Nothing here changes or removes a row of `form_versions`.

use db::{ConnectionTrait, FromQueryResult, Tx};
use directory::model::{like_pattern, search_text};
use forms::FormSpec;
use jiff::Timestamp;
use kernel::{FormId, FormVersionId, Localized, OrganisationId, PersonId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::model::{Deed, Draft, Form, Standing, Version};

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
    key: String,
    title: String,
}

impl TryFrom<FormRow> for Form {
    type Error = db::DbError;
    fn try_from(row: FormRow) -> db::Result<Self> {
        Ok(Self {
            id: FormId::from_uuid(row.id),
            owner: OrganisationId::from_uuid(row.owner),
            key: row.key,
            title: from_json(&row.title)?,
        })
    }
}

/// The form with this identifier.
pub(crate) async fn form(conn: &impl ConnectionTrait, id: FormId) -> db::Result<Option<Form>> {
    let row: Option<FormRow> = db::one(
        conn,
        "SELECT id, owner, key, title FROM forms WHERE id = $1",
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
        "SELECT id, owner, key, title FROM forms WHERE owner = $1 AND key = $2",
        vec![owner.uuid().into(), key.into()],
    )
    .await?;
    row.map(Form::try_from).transpose()
}

/// Adds a form with its title of now. False if the state has one with this identifier.
pub(crate) async fn add_form(
    tx: &Tx,
    id: FormId,
    owner: OrganisationId,
    spec: &FormSpec,
    at: Timestamp,
) -> db::Result<bool> {
    let added = db::execute(
        tx,
        "INSERT INTO forms (id, owner, key, title, search, created_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (owner, key) DO NOTHING",
        vec![
            id.uuid().into(),
            owner.uuid().into(),
            spec.id.clone().into(),
            to_json(&spec.title)?.into(),
            searchable(spec).into(),
            at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(added == 1)
}

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
    Ok(())
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

/// Writes another definition into the draft and the form's title.
pub(crate) async fn change_draft(
    tx: &Tx,
    form: FormId,
    spec: &FormSpec,
    person: PersonId,
    at: Timestamp,
) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE form_drafts SET spec = $1, spec_hash = $2, revision = revision + 1,
         edited_by = $3, edited_at = $4 WHERE form = $5",
        vec![
            to_json(spec)?.into(),
            spec.hash().into(),
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
    Ok(())
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

/// A workbook as it was uploaded: name and content.
#[derive(FromQueryResult)]
pub(crate) struct Workbook {
    /// Its name.
    pub(crate) source_name: String,
    /// Its content.
    pub(crate) source: Vec<u8>,
}

/// The workbook of a draft.
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

/// The workbook of a version.
pub(crate) async fn version_source(
    conn: &impl ConnectionTrait,
    version: FormVersionId,
) -> db::Result<Option<Workbook>> {
    db::one(
        conn,
        "SELECT source_name, source FROM form_versions WHERE id = $1",
        vec![version.uuid().into()],
    )
    .await
}

/// Adds a version with the definition and the workbook of the form's draft.
pub(crate) async fn add_version(
    tx: &Tx,
    id: FormVersionId,
    form: FormId,
    number: i64,
    person: PersonId,
    at: Timestamp,
) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO form_versions
         (id, form, number, title, spec, spec_hash, source_name, source, published_by, published_at)
         SELECT $1, f.id, $2, f.title, d.spec, d.spec_hash, d.source_name, d.source, $3, $4
         FROM forms f JOIN form_drafts d ON d.form = f.id WHERE f.id = $5",
        vec![
            id.uuid().into(),
            number.into(),
            person.uuid().into(),
            at.as_millisecond().into(),
            form.uuid().into(),
        ],
    )
    .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct VersionRow {
    id: Uuid,
    form: Uuid,
    number: i64,
    title: String,
    spec_hash: String,
    source_name: String,
    published_by: Option<Uuid>,
    published_at: i64,
}

impl TryFrom<VersionRow> for Version {
    type Error = db::DbError;
    fn try_from(row: VersionRow) -> db::Result<Self> {
        Ok(Self {
            id: FormVersionId::from_uuid(row.id),
            form: FormId::from_uuid(row.form),
            number: row.number,
            title: from_json(&row.title)?,
            spec_hash: row.spec_hash,
            source_name: row.source_name,
            published_by: row.published_by.map(PersonId::from_uuid),
            published_at: moment(row.published_at)?,
        })
    }
}

const VERSION: &str = "SELECT id, form, number, title, spec_hash, source_name, published_by, \
                       published_at FROM form_versions";

/// The versions of a form, the newest first.
pub(crate) async fn versions(
    conn: &impl ConnectionTrait,
    form: FormId,
) -> db::Result<Vec<Version>> {
    let sql = format!("{VERSION} WHERE form = $1 ORDER BY number DESC");
    let rows: Vec<VersionRow> = db::all(conn, &sql, vec![form.uuid().into()]).await?;
    rows.into_iter().map(Version::try_from).collect()
}

/// The version with this identifier, with its definition.
pub(crate) async fn version(
    conn: &impl ConnectionTrait,
    id: FormVersionId,
) -> db::Result<Option<(Version, FormSpec)>> {
    let sql = format!("{VERSION} WHERE id = $1");
    let row: Option<VersionRow> = db::one(conn, &sql, vec![id.uuid().into()]).await?;
    let Some(row) = row else { return Ok(None) };
    let spec: Option<String> = db::scalar(
        conn,
        "SELECT spec FROM form_versions WHERE id = $1",
        vec![id.uuid().into()],
    )
    .await?;
    let spec: FormSpec = from_json(&spec.unwrap_or_default())?;
    if spec.hash() != row.spec_hash {
        return Err(unexpected(format_args!("version {id} was changed")));
    }
    Ok(Some((row.try_into()?, spec)))
}

/// What a list of forms is asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Search {
    /// A part of a title or an identifier; empty for all.
    pub(crate) text: String,
    /// Where the forms stand; all if none.
    pub(crate) standing: Option<Standing>,
    /// Only forms of which a version was published.
    pub(crate) published_only: bool,
    /// How many to leave out.
    pub(crate) offset: i64,
    /// How many at most.
    pub(crate) limit: i64,
}

/// A line of the list of forms.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    pub(crate) id: FormId,
    pub(crate) key: String,
    pub(crate) title: Localized,
    pub(crate) edited_at: Timestamp,
    pub(crate) standing: Standing,
    /// The latest version.
    pub(crate) latest: Option<Latest>,
}

/// The latest version of a form.
#[derive(Debug, Clone)]
pub(crate) struct Latest {
    pub(crate) id: FormVersionId,
    pub(crate) number: i64,
    pub(crate) title: Localized,
    pub(crate) published_at: Timestamp,
}

#[derive(FromQueryResult)]
struct ListedRow {
    id: Uuid,
    key: String,
    title: String,
    draft_hash: String,
    edited_at: i64,
    version_id: Option<Uuid>,
    number: Option<i64>,
    version_title: Option<String>,
    version_hash: Option<String>,
    published_at: Option<i64>,
}

impl TryFrom<ListedRow> for Listed {
    type Error = db::DbError;
    fn try_from(row: ListedRow) -> db::Result<Self> {
        let latest = match (
            row.version_id,
            row.number,
            row.version_title,
            row.published_at,
        ) {
            (Some(id), Some(number), Some(title), Some(at)) => Some(Latest {
                id: FormVersionId::from_uuid(id),
                number,
                title: from_json(&title)?,
                published_at: moment(at)?,
            }),
            _ => None,
        };
        Ok(Self {
            id: FormId::from_uuid(row.id),
            key: row.key,
            title: from_json(&row.title)?,
            edited_at: moment(row.edited_at)?,
            standing: Standing::of(&row.draft_hash, row.version_hash.as_deref()),
            latest,
        })
    }
}

/// The forms of a state by title, and how many there are.
pub(crate) async fn list(
    conn: &impl ConnectionTrait,
    owner: OrganisationId,
    search: &Search,
) -> db::Result<(Vec<Listed>, i64)> {
    let mut from = String::from(
        "FROM forms f JOIN form_drafts d ON d.form = f.id
         LEFT JOIN form_versions v ON v.form = f.id
              AND v.number = (SELECT MAX(w.number) FROM form_versions w WHERE w.form = f.id)
         WHERE f.owner = $1 AND f.search LIKE CAST($2 AS TEXT) ESCAPE '!'",
    );
    from.push_str(match search.standing {
        None => "",
        Some(Standing::Unpublished) => " AND v.id IS NULL",
        Some(Standing::Published) => " AND v.spec_hash = d.spec_hash",
        Some(Standing::Changed) => " AND v.spec_hash <> d.spec_hash",
    });
    if search.published_only {
        from.push_str(" AND v.id IS NOT NULL");
    }
    let values = vec![owner.uuid().into(), like_pattern(&search.text).into()];
    let count: Option<i64> =
        db::scalar(conn, &format!("SELECT COUNT(*) {from}"), values.clone()).await?;
    let sql = format!(
        "SELECT f.id AS id, f.key AS key, f.title AS title, d.spec_hash AS draft_hash,
         d.edited_at AS edited_at, v.id AS version_id, v.number AS number,
         v.title AS version_title, v.spec_hash AS version_hash, v.published_at AS published_at
         {from} ORDER BY f.search, f.id LIMIT $3 OFFSET $4"
    );
    let mut values = values;
    values.extend([search.limit.into(), search.offset.into()]);
    let rows: Vec<ListedRow> = db::all(conn, &sql, values).await?;
    let lines: db::Result<Vec<Listed>> = rows.into_iter().map(Listed::try_from).collect();
    Ok((lines?, count.unwrap_or(0)))
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
