// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The list of forms: what is searched for and what a line of it says.

use db::{ConnectionTrait, FromQueryResult};
use directory::model::like_pattern;
use jiff::Timestamp;
use kernel::{FormId, FormVersionId, Localized, OrganisationId};
use uuid::Uuid;

use super::{from_json, moment};
use crate::model::Standing;

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
