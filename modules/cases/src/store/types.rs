// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Kinds of case files and their versions.

use db::{ConnectionTrait, FromQueryResult, Tx, fetch_all, fetch_one};
use jiff::Timestamp;
use kernel::{CaseTypeId, CollectionId, Id, OrganisationId, PersonId};
use uuid::Uuid;

use super::{broken, id_if, moment, value_of};
use crate::model::{CaseType, Definition, TypeVersion};

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    owner: Uuid,
    title: String,
    draft: String,
    revision: i64,
    latest: i64,
    retired: bool,
}

impl Row {
    fn case_type(self) -> db::Result<CaseType> {
        Ok(CaseType {
            id: Id::from_uuid(self.id),
            owner: Id::from_uuid(self.owner),
            title: self.title,
            draft: definition(&self.draft)?,
            revision: self.revision,
            latest: self.latest,
            retired: self.retired,
        })
    }
}

fn definition(text: &str) -> db::Result<Definition> {
    serde_json::from_str(text).map_err(|_| broken("definition"))
}

fn json(definition: &Definition) -> db::Result<String> {
    serde_json::to_string(definition).map_err(|_| broken("definition"))
}

const SELECT: &str = "SELECT id, owner, title, draft, revision, latest, retired FROM case_types";

/// The kind with this identifier.
pub async fn find(conn: &impl ConnectionTrait, id: CaseTypeId) -> db::Result<Option<CaseType>> {
    let sql = format!("{SELECT} WHERE id = $1");
    fetch_one(conn, &sql, vec![id.uuid().into()], Row::case_type).await
}

/// The kinds of a state or an office, by title.
pub async fn of_owner(
    conn: &impl ConnectionTrait,
    owner: OrganisationId,
) -> db::Result<Vec<CaseType>> {
    let sql = format!("{SELECT} WHERE owner = $1 ORDER BY title, id LIMIT 500");
    fetch_all(conn, &sql, vec![owner.uuid().into()], Row::case_type).await
}

/// The kind that reports of a collection open files of: the office's own before the state's.
pub async fn fed_by(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    office: OrganisationId,
    state: OrganisationId,
) -> db::Result<Option<CaseType>> {
    let sql = format!(
        "{SELECT} WHERE collection = $1 AND retired = FALSE AND latest > 0
         AND owner IN ($2, $3)
         ORDER BY CASE WHEN owner = $2 THEN 0 ELSE 1 END, id LIMIT 1"
    );
    let values = vec![
        collection.uuid().into(),
        office.uuid().into(),
        state.uuid().into(),
    ];
    fetch_one(conn, &sql, values, Row::case_type).await
}

/// Adds a kind with its first draft.
pub async fn add(tx: &Tx, case_type: &CaseType, now: Timestamp) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO case_types
         (id, owner, title, collection, draft, revision, latest, retired, created_at, changed_at)
         VALUES ($1, $2, $3, NULL, $4, $5, 0, FALSE, $6, $6)",
        vec![
            case_type.id.uuid().into(),
            case_type.owner.uuid().into(),
            case_type.title.as_str().into(),
            json(&case_type.draft)?.into(),
            case_type.revision.into(),
            now.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Writes the draft, if it is still as it was at `revision`.
pub async fn save_draft(
    tx: &Tx,
    id: CaseTypeId,
    revision: i64,
    draft: &Definition,
    now: Timestamp,
) -> db::Result<bool> {
    let rows = db::execute(
        tx,
        "UPDATE case_types SET draft = $1, revision = revision + 1, changed_at = $2,
             title = CASE WHEN latest = 0 THEN $3 ELSE title END
         WHERE id = $4 AND revision = $5",
        vec![
            json(draft)?.into(),
            now.as_millisecond().into(),
            draft.title.as_str().into(),
            id.uuid().into(),
            revision.into(),
        ],
    )
    .await?;
    Ok(rows == 1)
}

/// Makes the draft the next version, if it is still as it was at `revision`.
pub async fn publish(
    tx: &Tx,
    case_type: &CaseType,
    by: Option<PersonId>,
    now: Timestamp,
) -> db::Result<bool> {
    let draft = &case_type.draft;
    let number = case_type.latest + 1;
    let rows = db::execute(
        tx,
        "UPDATE case_types SET latest = $1, title = $2, collection = $3, changed_at = $4
         WHERE id = $5 AND revision = $6 AND latest = $1 - 1",
        vec![
            number.into(),
            draft.title.as_str().into(),
            draft.collection.map(CollectionId::uuid).into(),
            now.as_millisecond().into(),
            case_type.id.uuid().into(),
            case_type.revision.into(),
        ],
    )
    .await?;
    if rows == 0 {
        return Ok(false);
    }
    db::execute(
        tx,
        "INSERT INTO case_type_versions (case_type, number, definition, published_at, published_by)
         VALUES ($1, $2, $3, $4, $5)",
        vec![
            case_type.id.uuid().into(),
            number.into(),
            json(draft)?.into(),
            now.as_millisecond().into(),
            value_of(by),
        ],
    )
    .await?;
    Ok(true)
}

/// Lets a kind open new files, or none any more.
pub async fn set_retired(tx: &Tx, id: CaseTypeId, retired: bool, now: Timestamp) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE case_types SET retired = $1, changed_at = $2 WHERE id = $3",
        vec![
            retired.into(),
            now.as_millisecond().into(),
            id.uuid().into(),
        ],
    )
    .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct VersionRow {
    case_type: Uuid,
    number: i64,
    definition: String,
    published_at: i64,
    published_by: Option<Uuid>,
}

impl VersionRow {
    fn version(self) -> db::Result<TypeVersion> {
        Ok(TypeVersion {
            case_type: Id::from_uuid(self.case_type),
            number: self.number,
            definition: definition(&self.definition)?,
            published_at: moment(self.published_at)?,
            published_by: id_if(self.published_by),
        })
    }
}

/// A version of a kind.
pub async fn version(
    conn: &impl ConnectionTrait,
    id: CaseTypeId,
    number: i64,
) -> db::Result<Option<TypeVersion>> {
    fetch_one(
        conn,
        "SELECT case_type, number, definition, published_at, published_by FROM case_type_versions
         WHERE case_type = $1 AND number = $2",
        vec![id.uuid().into(), number.into()],
        VersionRow::version,
    )
    .await
}
