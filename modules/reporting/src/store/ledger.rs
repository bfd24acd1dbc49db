// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The office's release ledger: rows are added and read, never changed.

use db::{ConnectionTrait, FromQueryResult};
use jiff::Timestamp;
use kernel::{CollectionId, Id, IsoWeek, OrganisationId, PersonId, ReleaseId};
use uuid::Uuid;

use super::{broken, fetch_all, fetch_one, moment, read, window};
use crate::model::ReleaseReport;

/// What a table of values is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HierarchyKind {
    /// Places, for weekly sums.
    Places,
    /// Values of any kind, for records.
    Values,
}

impl HierarchyKind {
    fn name(self) -> &'static str {
        match self {
            Self::Places => "places",
            Self::Values => "values",
        }
    }
}

/// One release as the office keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct OfficeRelease {
    /// Which.
    pub id: ReleaseId,
    /// Whose.
    pub office: OrganisationId,
    /// Of which collection's reports.
    pub collection: CollectionId,
    /// Its number in the ledger of this office and collection, from 1.
    pub sequence: i64,
    /// The week of the release.
    pub as_of: IsoWeek,
    /// What left, in canonical form.
    pub document: Vec<u8>,
    /// SHA-256 of the document, in hexadecimal.
    pub hash: String,
    /// The hash of the document before.
    pub previous: String,
    /// The office's notes about what left in which group, sealed.
    pub sealed_receipts: Vec<u8>,
    /// The figures for the data protection officer.
    pub report: ReleaseReport,
    /// When.
    pub at: Timestamp,
    /// Who started it; the product itself if nobody.
    pub by: Option<PersonId>,
}

impl OfficeRelease {
    /// The context under which the receipts of a release are sealed.
    pub fn seal_context(id: ReleaseId) -> String {
        format!("release-receipts/{id}")
    }
}

const COLUMNS: &str =
    "id, office, collection, sequence, as_of, document, hash, previous, sealed_receipts,
    report, at, by_person";

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    office: Uuid,
    collection: Uuid,
    sequence: i64,
    as_of: String,
    document: Vec<u8>,
    hash: String,
    previous: String,
    sealed_receipts: Vec<u8>,
    report: String,
    at: i64,
    by_person: Option<Uuid>,
}

impl Row {
    fn release(self) -> db::Result<OfficeRelease> {
        Ok(OfficeRelease {
            id: Id::from_uuid(self.id),
            office: Id::from_uuid(self.office),
            collection: Id::from_uuid(self.collection),
            sequence: self.sequence,
            as_of: read("as_of", &self.as_of)?,
            document: self.document,
            hash: self.hash,
            previous: self.previous,
            sealed_receipts: self.sealed_receipts,
            report: serde_json::from_str(&self.report).map_err(|_| broken("report"))?,
            at: moment("at", self.at)?,
            by: self.by_person.map(Id::from_uuid),
        })
    }
}

/// Appends releases. One with a number that is taken is an error: nothing is ever overwritten.
pub async fn append(conn: &impl ConnectionTrait, releases: &[OfficeRelease]) -> db::Result<()> {
    for chunk in releases.chunks(200) {
        let sql = format!(
            "INSERT INTO office_ledger ({COLUMNS}) VALUES {}",
            db::rows_of(chunk.len(), 12)
        );
        let mut values = Vec::with_capacity(chunk.len() * 12);
        for one in chunk {
            let report = serde_json::to_string(&one.report).map_err(|_| broken("report"))?;
            values.extend::<[db::Value; 12]>([
                one.id.uuid().into(),
                one.office.uuid().into(),
                one.collection.uuid().into(),
                one.sequence.into(),
                one.as_of.to_string().into(),
                one.document.clone().into(),
                one.hash.as_str().into(),
                one.previous.as_str().into(),
                one.sealed_receipts.clone().into(),
                report.into(),
                one.at.as_millisecond().into(),
                one.by.map(PersonId::uuid).into(),
            ]);
        }
        db::execute(conn, &sql, values).await?;
    }
    Ok(())
}

/// The whole ledger of an office for a collection, oldest first.
pub async fn of(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    collection: CollectionId,
) -> db::Result<Vec<OfficeRelease>> {
    fetch_all(conn,
        &format!(
            "SELECT {COLUMNS} FROM office_ledger WHERE office = $1 AND collection = $2 ORDER BY sequence"
        ),
        vec![office.uuid().into(), collection.uuid().into()], Row::release).await
}

/// The releases of an office, of one collection if one is given, the newest first; page `page`
/// (from 1) of `per_page` rows.
pub async fn list(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    collection: Option<CollectionId>,
    page: i64,
    per_page: i64,
) -> db::Result<Vec<OfficeRelease>> {
    let mut values: Vec<db::Value> = vec![office.uuid().into()];
    values.extend(window(page, per_page));
    let mut of = "";
    if let Some(collection) = collection {
        values.push(collection.uuid().into());
        of = "AND collection = $4";
    }
    fetch_all(
        conn,
        &format!(
            "SELECT {COLUMNS} FROM office_ledger WHERE office = $1 {of}
             ORDER BY at DESC, as_of DESC, sequence DESC, id LIMIT $2 OFFSET $3"
        ),
        values,
        Row::release,
    )
    .await
}

/// How many releases an office has made, of one collection if one is given.
pub async fn count(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    collection: Option<CollectionId>,
) -> db::Result<i64> {
    let mut values: Vec<db::Value> = vec![office.uuid().into()];
    let mut of = "";
    if let Some(collection) = collection {
        values.push(collection.uuid().into());
        of = "AND collection = $2";
    }
    let sql = format!("SELECT COUNT(*) FROM office_ledger WHERE office = $1 {of}");
    Ok(db::scalar(conn, &sql, values).await?.unwrap_or(0))
}

/// The release with this identifier.
pub async fn find(conn: &impl ConnectionTrait, id: ReleaseId) -> db::Result<Option<OfficeRelease>> {
    fetch_one(
        conn,
        &format!("SELECT {COLUMNS} FROM office_ledger WHERE id = $1"),
        vec![id.uuid().into()],
        Row::release,
    )
    .await
}

#[derive(FromQueryResult)]
pub(super) struct LedgerRow {
    office: Uuid,
    collection: Uuid,
}

pub(super) fn ledger_names(rows: Vec<LedgerRow>) -> Vec<(OrganisationId, CollectionId)> {
    rows.into_iter()
        .map(|row| (Id::from_uuid(row.office), Id::from_uuid(row.collection)))
        .collect()
}

/// All ledgers that have begun, at offices or in the state's copy.
pub async fn ledgers(
    conn: &impl ConnectionTrait,
) -> db::Result<Vec<(OrganisationId, CollectionId)>> {
    let rows = db::all::<LedgerRow>(
        conn,
        "SELECT office, collection FROM office_ledger
         UNION SELECT office, collection FROM state_ledger ORDER BY office, collection",
        vec![],
    )
    .await?;
    Ok(ledger_names(rows))
}

/// Keeps a table of values under its hash.
pub async fn remember_hierarchy(
    conn: &impl ConnectionTrait,
    kind: HierarchyKind,
    hierarchy: &anonymity::Hierarchy,
    at: Timestamp,
) -> db::Result<()> {
    db::execute(
        conn,
        "INSERT INTO release_hierarchies (hash, content, first_used_at, kind) VALUES ($1, $2, $3, $4)
         ON CONFLICT (hash) DO NOTHING",
        vec![
            hierarchy.hash().into(),
            hierarchy.to_json().into(),
            at.as_millisecond().into(),
            kind.name().into(),
        ],
    )
    .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct ContentRow {
    content: String,
}

/// All tables of a kind that releases were made with.
pub async fn hierarchies(
    conn: &impl ConnectionTrait,
    kind: HierarchyKind,
) -> db::Result<Vec<String>> {
    let rows = db::all::<ContentRow>(
        conn,
        "SELECT content FROM release_hierarchies WHERE kind = $1 ORDER BY first_used_at, hash",
        vec![kind.name().into()],
    )
    .await?;
    Ok(rows.into_iter().map(|row| row.content).collect())
}

/// Keeps a policy that a release of a collection was made under, under its hash.
pub async fn remember_policy(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    (hash, content): (&str, &str),
    at: Timestamp,
) -> db::Result<()> {
    db::execute(
        conn,
        "INSERT INTO release_policies (collection, hash, content, first_used_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (collection, hash) DO NOTHING",
        vec![
            collection.uuid().into(),
            hash.into(),
            content.into(),
            at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// All policies that releases of a collection were made under.
pub async fn policies(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
) -> db::Result<Vec<String>> {
    let rows = db::all::<ContentRow>(
        conn,
        "SELECT content FROM release_policies WHERE collection = $1 ORDER BY first_used_at, hash",
        vec![collection.uuid().into()],
    )
    .await?;
    Ok(rows.into_iter().map(|row| row.content).collect())
}

/// The policy with this hash that releases of a collection were made under.
pub async fn policy(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    hash: &str,
) -> db::Result<Option<String>> {
    db::scalar(
        conn,
        "SELECT content FROM release_policies WHERE collection = $1 AND hash = $2",
        vec![collection.uuid().into(), hash.into()],
    )
    .await
}

/// Notes that a person has read a release report.
pub async fn note_read(
    conn: &impl ConnectionTrait,
    release: ReleaseId,
    person: PersonId,
    at: Timestamp,
) -> db::Result<()> {
    db::execute(
        conn,
        "INSERT INTO release_reads (release, person, at) VALUES ($1, $2, $3)
         ON CONFLICT (release, person) DO NOTHING",
        vec![
            release.uuid().into(),
            person.uuid().into(),
            at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Whether a person has read a release report.
pub async fn has_read(
    conn: &impl ConnectionTrait,
    release: ReleaseId,
    person: PersonId,
) -> db::Result<bool> {
    let at: Option<i64> = db::scalar(
        conn,
        "SELECT at FROM release_reads WHERE release = $1 AND person = $2",
        vec![release.uuid().into(), person.uuid().into()],
    )
    .await?;
    Ok(at.is_some())
}

#[derive(FromQueryResult)]
struct UnreadRow {
    collection: Uuid,
    unread: i64,
}

/// How many release reports of an office since `since` a person has not read, by collection.
pub async fn unread(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    person: PersonId,
    since: Timestamp,
) -> db::Result<Vec<(CollectionId, i64)>> {
    let rows = db::all::<UnreadRow>(
        conn,
        "SELECT l.collection AS collection, COUNT(*) AS unread FROM office_ledger l
         WHERE l.office = $1 AND l.at >= $2
           AND NOT EXISTS (SELECT 1 FROM release_reads r WHERE r.release = l.id AND r.person = $3)
         GROUP BY l.collection ORDER BY l.collection",
        vec![
            office.uuid().into(),
            since.as_millisecond().into(),
            person.uuid().into(),
        ],
    )
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (Id::from_uuid(row.collection), row.unread))
        .collect())
}
