// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Form versions as the library published them.

use db::{ConnectionTrait, FromQueryResult};
use jiff::Timestamp;
use kernel::{FormVersionId, Id, Localized};
use uuid::Uuid;

use super::{moment, read};

/// A published form version as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedForm {
    /// Which version.
    pub id: FormVersionId,
    /// The version's number, from 1.
    pub number: i64,
    /// What the form is called.
    pub title: Localized,
    /// The hash of its definition.
    pub spec_hash: String,
    /// When it was published.
    pub published_at: Timestamp,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    number: i64,
    title: String,
    spec_hash: String,
    published_at: i64,
}

/// Keeps a published version; one that is there already stays as it is. Says whether it is new.
pub async fn add(
    conn: &impl ConnectionTrait,
    form: Uuid,
    version: &PublishedForm,
    spec: &str,
) -> db::Result<bool> {
    let title = serde_json::to_string(&version.title).unwrap_or_default();
    let rows = db::execute(
        conn,
        "INSERT INTO published_forms (id, form, number, title, spec, spec_hash, published_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING",
        vec![
            version.id.uuid().into(),
            form.into(),
            version.number.into(),
            title.into(),
            spec.into(),
            version.spec_hash.as_str().into(),
            version.published_at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(rows == 1)
}

/// Notes that the library has withdrawn a version, or offers it again, unless it has decided otherwise
/// later.
pub async fn set_retired(
    conn: &impl ConnectionTrait,
    version: FormVersionId,
    retired: bool,
    at: Timestamp,
) -> db::Result<()> {
    db::execute(
        conn,
        "UPDATE published_forms SET retired = $1, retired_changed = $2
         WHERE id = $3 AND retired_changed < $2",
        vec![
            retired.into(),
            at.as_millisecond().into(),
            version.uuid().into(),
        ],
    )
    .await?;
    Ok(())
}

/// All published versions, the newest first.
pub async fn all(conn: &impl ConnectionTrait) -> db::Result<Vec<PublishedForm>> {
    list(conn, "").await
}

/// The versions that a new collection can use, the newest first.
pub async fn offered(conn: &impl ConnectionTrait) -> db::Result<Vec<PublishedForm>> {
    list(conn, "WHERE NOT retired").await
}

async fn list(conn: &impl ConnectionTrait, only: &str) -> db::Result<Vec<PublishedForm>> {
    let rows = db::all::<Row>(
        conn,
        &format!(
            "SELECT id, number, title, spec_hash, published_at FROM published_forms {only}
             ORDER BY published_at DESC, number DESC, id LIMIT 500"
        ),
        vec![],
    )
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(PublishedForm {
                id: Id::from_uuid(row.id),
                number: row.number,
                title: serde_json::from_str(&row.title).map_err(|_| super::broken("title"))?,
                spec_hash: row.spec_hash,
                published_at: moment("published_at", row.published_at)?,
            })
        })
        .collect()
}

/// What lies in a file beside a published form.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Content {
    /// What browsers are told that it is.
    pub media_type: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Keeps what lies in a file beside a form; what is there already stays.
pub async fn add_content(
    conn: &impl ConnectionTrait,
    form: Uuid,
    sha256: &str,
    content: Content,
) -> db::Result<()> {
    db::execute(
        conn,
        "INSERT INTO published_contents (form, sha256, media_type, bytes) VALUES ($1, $2, $3, $4)
         ON CONFLICT (form, sha256) DO NOTHING",
        vec![
            form.into(),
            sha256.into(),
            content.media_type.into(),
            content.bytes.into(),
        ],
    )
    .await?;
    Ok(())
}

/// What lies in the file with this hash beside the form of a version.
pub async fn content(
    conn: &impl ConnectionTrait,
    version: FormVersionId,
    sha256: &str,
) -> db::Result<Option<Content>> {
    db::one(
        conn,
        "SELECT c.media_type, c.bytes FROM published_contents c
         JOIN published_forms p ON p.form = c.form WHERE p.id = $1 AND c.sha256 = $2",
        vec![version.uuid().into(), sha256.into()],
    )
    .await
}

/// The definition of a version as JSON.
pub async fn spec(
    conn: &impl ConnectionTrait,
    version: FormVersionId,
) -> db::Result<Option<String>> {
    db::scalar(
        conn,
        "SELECT spec FROM published_forms WHERE id = $1",
        vec![version.uuid().into()],
    )
    .await
}

/// The form that a version belongs to, with the version's number.
pub async fn number(
    conn: &impl ConnectionTrait,
    version: FormVersionId,
) -> db::Result<Option<i64>> {
    db::scalar(
        conn,
        "SELECT number FROM published_forms WHERE id = $1",
        vec![version.uuid().into()],
    )
    .await
}

/// The identifier of a version from text.
pub fn version_id(text: &str) -> db::Result<FormVersionId> {
    read("id", text)
}
