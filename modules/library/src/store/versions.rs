// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Published versions. Nothing here changes or removes one.

use db::{ConnectionTrait, FromQueryResult, Tx};
use forms::FormSpec;
use jiff::Timestamp;
use kernel::{FormId, FormVersionId, PersonId};
use uuid::Uuid;

use super::{Workbook, from_json, moment, unexpected};
use crate::model::Version;

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
    retired_at: Option<i64>,
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
            retired_at: row.retired_at.map(moment).transpose()?,
        })
    }
}

const VERSION: &str = "SELECT id, form, number, title, spec_hash, source_name, published_by, \
                       published_at, retired_at FROM form_versions";

/// Notes that a version was withdrawn, or that it is offered again. Says whether that is new.
pub(crate) async fn set_retired(
    tx: &Tx,
    id: FormVersionId,
    at: Option<Timestamp>,
) -> db::Result<bool> {
    let is_new = if at.is_some() {
        "retired_at IS NULL"
    } else {
        "retired_at IS NOT NULL"
    };
    let rows = db::execute(
        tx,
        &format!("UPDATE form_versions SET retired_at = $1 WHERE id = $2 AND {is_new}"),
        vec![at.map(Timestamp::as_millisecond).into(), id.uuid().into()],
    )
    .await?;
    Ok(rows == 1)
}

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
