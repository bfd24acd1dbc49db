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

/// Whose forms somebody sees.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seen {
    /// Organisations of which she sees all forms, drafts included.
    pub(crate) whole: Vec<OrganisationId>,
    /// Organisations of which she sees what was published.
    pub(crate) published: Vec<OrganisationId>,
    /// Organisations with which forms are shared for her.
    pub(crate) shared_with: Vec<OrganisationId>,
}

impl Seen {
    /// All forms of one organisation.
    pub(crate) fn of(owner: OrganisationId) -> Self {
        Self {
            whole: vec![owner],
            ..Self::default()
        }
    }

    /// Whether there is nobody whose forms she sees.
    pub(crate) fn is_nothing(&self) -> bool {
        self.whole.is_empty() && self.published.is_empty() && self.shared_with.is_empty()
    }
}

/// A line of the list of forms.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    pub(crate) id: FormId,
    pub(crate) owner: OrganisationId,
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
    owner: Uuid,
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
            owner: OrganisationId::from_uuid(row.owner),
            key: row.key,
            title: from_json(&row.title)?,
            edited_at: moment(row.edited_at)?,
            standing: Standing::of(&row.draft_hash, row.version_hash.as_deref()),
            latest,
        })
    }
}

/// The forms that somebody sees, by title, and how many there are.
pub(crate) async fn list(
    conn: &impl ConnectionTrait,
    seen: &Seen,
    search: &Search,
) -> db::Result<(Vec<Listed>, i64)> {
    let mut values: Vec<db::Value> = vec![like_pattern(&search.text).into()];
    let mut one_of = |organisations: &[OrganisationId]| {
        let numbers: Vec<String> = organisations
            .iter()
            .map(|organisation| {
                values.push(organisation.uuid().into());
                format!("${}", values.len())
            })
            .collect();
        // A list must not be empty in SQL.
        if numbers.is_empty() {
            "(NULL)".to_owned()
        } else {
            format!("({})", numbers.join(", "))
        }
    };
    let (whole, published) = (one_of(&seen.whole), one_of(&seen.published));
    let shared = one_of(&seen.shared_with);
    let mut from = format!(
        "FROM forms f JOIN form_drafts d ON d.form = f.id
         LEFT JOIN form_versions v ON v.form = f.id
              AND v.number = (SELECT MAX(w.number) FROM form_versions w WHERE w.form = f.id)
         WHERE f.search LIKE CAST($1 AS TEXT) ESCAPE '!'
           AND (f.owner IN {whole} OR (v.id IS NOT NULL AND (f.owner IN {published}
                OR f.id IN (SELECT s.form FROM form_shares s WHERE s.organisation IN {shared}))))",
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
    let count: Option<i64> =
        db::scalar(conn, &format!("SELECT COUNT(*) {from}"), values.clone()).await?;
    values.extend([search.limit.into(), search.offset.into()]);
    let sql = format!(
        "SELECT f.id AS id, f.owner AS owner, f.key AS key, f.title AS title, d.spec_hash AS draft_hash,
         d.edited_at AS edited_at, v.id AS version_id, v.number AS number,
         v.title AS version_title, v.spec_hash AS version_hash, v.published_at AS published_at
         {from} ORDER BY f.search, f.id LIMIT ${} OFFSET ${}",
        values.len() - 1,
        values.len()
    );
    let rows: Vec<ListedRow> = db::all(conn, &sql, values).await?;
    let lines: db::Result<Vec<Listed>> = rows.into_iter().map(Listed::try_from).collect();
    Ok((lines?, count.unwrap_or(0)))
}
