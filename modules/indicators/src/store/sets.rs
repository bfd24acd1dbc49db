// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Data sets from elsewhere and their versions.

use std::collections::BTreeMap;

use blob::Digest;
use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::Timestamp;
use kernel::PersonId;
use uuid::Uuid;

use crate::cases::former::Stand;
use crate::sets::{DataSet, Publication, SetKey, SetVersion, SetVersionId, VersionState};

/// How many versions of a set can be chosen.
const MOST_STANDS: usize = 50;

#[derive(FromQueryResult)]
struct SetRow {
    set_key: String,
    kind: String,
    publication: String,
    protected: i64,
    description: String,
    made_at: i64,
    version: i64,
}

/// What a row says that this program does not understand.
pub(crate) fn unknown(what: &str, value: &str) -> db::DbError {
    db::DbError::Row(format!("{what} `{value}`"))
}

impl SetRow {
    fn read(self) -> db::Result<DataSet> {
        Ok(DataSet {
            key: self
                .set_key
                .parse()
                .map_err(|_| unknown("set", &self.set_key))?,
            kind: self
                .kind
                .parse()
                .map_err(|_| unknown("kind of set", &self.kind))?,
            publication: match self.protected {
                0 => self
                    .publication
                    .parse()
                    .map_err(|_| unknown("publication", &self.publication))?,
                _ => Publication::Protected,
            },
            description: serde_json::from_str(&self.description)
                .map_err(|_| unknown("description of", &self.set_key))?,
            made_at: moment(self.made_at)?,
            version: self.version,
        })
    }
}

pub(crate) fn moment(milliseconds: i64) -> db::Result<Timestamp> {
    Timestamp::from_millisecond(milliseconds)
        .map_err(|_| unknown("moment", &milliseconds.to_string()))
}

const SET: &str =
    "SELECT set_key, kind, publication, protected, description, made_at, version FROM data_sets";

/// How a publication is written: a protected set is internal for whoever does not know of plans.
fn stored(publication: Publication) -> (&'static str, i64) {
    match publication {
        Publication::Protected => (Publication::Internal.name(), 1),
        other => (other.name(), 0),
    }
}

/// All sets by key.
pub(crate) async fn all(conn: &impl ConnectionTrait) -> db::Result<Vec<DataSet>> {
    let rows: Vec<SetRow> = db::all(conn, &format!("{SET} ORDER BY set_key"), vec![]).await?;
    rows.into_iter().map(SetRow::read).collect()
}

/// The set with this key.
pub(crate) async fn find(conn: &impl ConnectionTrait, key: &SetKey) -> db::Result<Option<DataSet>> {
    let sql = format!("{SET} WHERE set_key = $1");
    let rows: Vec<SetRow> = db::all(conn, &sql, vec![key.as_str().into()]).await?;
    rows.into_iter().next().map(SetRow::read).transpose()
}

/// Makes a set, unless there is one with its key.
pub(crate) async fn make(tx: &Tx, set: &DataSet) -> db::Result<bool> {
    let description =
        serde_json::to_string(&set.description).expect("texts can be written as JSON");
    let made = db::execute(
        tx,
        "INSERT INTO data_sets (set_key, kind, publication, description, made_at, version)
         VALUES ($1, $2, $3, $4, $5, 1) ON CONFLICT (set_key) DO NOTHING",
        vec![
            set.key.as_str().into(),
            set.kind.name().into(),
            stored(set.publication).0.into(),
            description.into(),
            set.made_at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(made == 1)
}

/// Writes who sees a set and what readers must know. False if somebody else has changed it since `set` was read.
pub(crate) async fn change(tx: &Tx, set: &DataSet, now: Timestamp) -> db::Result<bool> {
    let description =
        serde_json::to_string(&set.description).expect("texts can be written as JSON");
    let changed = db::execute(
        tx,
        "UPDATE data_sets SET publication = $2, description = $3, protected = $5, version = version + 1
         WHERE set_key = $1 AND version = $4",
        vec![
            set.key.as_str().into(),
            stored(set.publication).0.into(),
            description.into(),
            set.version.into(),
            stored(set.publication).1.into(),
        ],
    )
    .await?;
    if changed == 1 {
        if set.publication == Publication::AsPublished {
            become_public(tx, &set.key, now).await?;
        }
        super::changed(tx).await?;
    }
    Ok(changed == 1)
}

/// From now on everybody sees the current version of a set.
async fn become_public(tx: &Tx, set: &SetKey, now: Timestamp) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE data_set_versions SET public_at = $2
         WHERE set_key = $1 AND public_at IS NULL AND number = (
             SELECT MAX(number) FROM data_set_versions AS taken WHERE taken.set_key = $1 AND taken.state = 'taken')",
        vec![set.as_str().into(), now.as_millisecond().into()],
    )
    .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct VersionRow {
    set_key: String,
    number: i64,
    id: Uuid,
    state: String,
    as_of: String,
    file: String,
    source: String,
    source_name: String,
    observations: i64,
    refused: i64,
    report: String,
    mapping: Option<String>,
    columns_digest: Option<String>,
    errors: Option<String>,
    restored_from: Option<i64>,
    imported_by: Option<Uuid>,
    imported_at: i64,
    taken_at: Option<i64>,
    public_at: Option<i64>,
    removed_at: Option<i64>,
}

impl VersionRow {
    fn read(self) -> db::Result<SetVersion> {
        let digest = |text: &str| text.parse().map_err(|_| unknown("digest", text));
        Ok(SetVersion {
            set: self
                .set_key
                .parse()
                .map_err(|_| unknown("set", &self.set_key))?,
            number: self.number,
            id: SetVersionId::from_uuid(self.id),
            state: self
                .state
                .parse()
                .map_err(|_| unknown("state", &self.state))?,
            as_of: self
                .as_of
                .parse()
                .map_err(|_| unknown("day", &self.as_of))?,
            file: digest(&self.file)?,
            source: digest(&self.source)?,
            source_name: self.source_name,
            observations: self.observations,
            refused: self.refused,
            report: self.report,
            mapping: self.mapping,
            columns_digest: self.columns_digest,
            errors: self.errors.as_deref().map(digest).transpose()?,
            restored_from: self.restored_from,
            imported_by: self.imported_by.map(PersonId::from_uuid),
            imported_at: moment(self.imported_at)?,
            taken_at: self.taken_at.map(moment).transpose()?,
            public_at: self.public_at.map(moment).transpose()?,
            removed_at: self.removed_at.map(moment).transpose()?,
        })
    }
}

const VERSION: &str = "SELECT set_key, number, id, state, as_of, file, source, source_name, observations, refused, report,
         mapping, columns_digest, errors, restored_from, imported_by, imported_at, taken_at, public_at, removed_at FROM data_set_versions";

/// Adds a version behind all others of its set; its number.
pub(crate) async fn stage(tx: &Tx, version: &SetVersion) -> db::Result<i64> {
    let key = version.set.as_str();
    let last: Option<i64> = db::scalar(
        tx,
        "SELECT COALESCE(MAX(number), 0) FROM data_set_versions WHERE set_key = $1",
        vec![key.into()],
    )
    .await?;
    let number = last.unwrap_or_default() + 1;
    db::execute(
        tx,
        "INSERT INTO data_set_versions (set_key, number, id, state, as_of, file, source, source_name, observations, refused,
             report, imported_by, imported_at, mapping, columns_digest, errors, restored_from)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        vec![
            key.into(),
            number.into(),
            version.id.uuid().into(),
            VersionState::Staged.name().into(),
            version.as_of.to_string().into(),
            version.file.to_string().into(),
            version.source.to_string().into(),
            version.source_name.clone().into(),
            version.observations.into(),
            version.refused.into(),
            version.report.clone().into(),
            version.imported_by.map(PersonId::uuid).into(),
            version.imported_at.as_millisecond().into(),
            version.mapping.clone().into(),
            version.columns_digest.clone().into(),
            version.errors.map(|digest| digest.to_string()).into(),
            version.restored_from.into(),
        ],
    )
    .await?;
    Ok(number)
}

/// Takes a staged version over or withdraws it. False if it is staged no more.
pub(crate) async fn decide(
    tx: &Tx,
    (set, number): (&SetKey, i64),
    state: VersionState,
    by: Option<PersonId>,
    now: Timestamp,
) -> db::Result<bool> {
    let decided = db::execute(
        tx,
        "UPDATE data_set_versions SET state = $3, taken_by = $4, taken_at = $5,
             public_at = CASE WHEN $3 = 'taken' AND EXISTS (
                 SELECT 1 FROM data_sets WHERE set_key = $1 AND publication = 'as-published') THEN $5 END
         WHERE set_key = $1 AND number = $2 AND state = 'staged'",
        vec![
            set.as_str().into(),
            number.into(),
            state.name().into(),
            by.map(PersonId::uuid).into(),
            now.as_millisecond().into(),
        ],
    )
    .await?;
    if decided == 1 {
        super::changed(tx).await?;
    }
    Ok(decided == 1)
}

/// A version of a set.
pub(crate) async fn version(
    conn: &impl ConnectionTrait,
    (set, number): (&SetKey, i64),
) -> db::Result<Option<SetVersion>> {
    let sql = format!("{VERSION} WHERE set_key = $1 AND number = $2");
    let rows: Vec<VersionRow> =
        db::all(conn, &sql, vec![set.as_str().into(), number.into()]).await?;
    rows.into_iter().next().map(VersionRow::read).transpose()
}

/// The versions of a set, the latest first.
pub(crate) async fn versions(
    conn: &impl ConnectionTrait,
    set: &SetKey,
) -> db::Result<Vec<SetVersion>> {
    let sql = format!("{VERSION} WHERE set_key = $1 ORDER BY number DESC");
    let rows: Vec<VersionRow> = db::all(conn, &sql, vec![set.as_str().into()]).await?;
    rows.into_iter().map(VersionRow::read).collect()
}

/// The current version of every set that has one: of those that were taken over the one with the highest number.
pub(crate) async fn current(conn: &impl ConnectionTrait) -> db::Result<Vec<SetVersion>> {
    let sql = format!(
        "{VERSION} AS v WHERE v.state = 'taken' AND NOT EXISTS (
             SELECT 1 FROM data_set_versions AS later WHERE later.set_key = v.set_key
             AND later.state = 'taken' AND later.number > v.number) ORDER BY set_key"
    );
    let rows: Vec<VersionRow> = db::all(conn, &sql, vec![]).await?;
    rows.into_iter().map(VersionRow::read).collect()
}

/// The number of the current version of a set.
pub(crate) async fn current_number(
    conn: &impl ConnectionTrait,
    set: &SetKey,
) -> db::Result<Option<i64>> {
    let sql = "SELECT MAX(number) FROM data_set_versions WHERE set_key = $1 AND state = 'taken' HAVING MAX(number) IS NOT NULL";
    db::scalar(conn, sql, vec![set.as_str().into()]).await
}

/// How many versions a set has.
pub(crate) async fn count(conn: &impl ConnectionTrait, set: &SetKey) -> db::Result<i64> {
    let sql = "SELECT COUNT(*) FROM data_set_versions WHERE set_key = $1";
    let count = db::scalar(conn, sql, vec![set.as_str().into()]).await?;
    Ok(count.unwrap_or_default())
}

/// Some versions of a set, the latest first: so many, behind so many others.
pub(crate) async fn part(
    conn: &impl ConnectionTrait,
    set: &SetKey,
    (behind, most): (i64, i64),
) -> db::Result<Vec<SetVersion>> {
    let sql = format!("{VERSION} WHERE set_key = $1 ORDER BY number DESC LIMIT $2 OFFSET $3");
    let values = vec![set.as_str().into(), most.into(), behind.into()];
    let rows: Vec<VersionRow> = db::all(conn, &sql, values).await?;
    rows.into_iter().map(VersionRow::read).collect()
}

/// The versions of all sets that wait for somebody, the oldest first, at most so many.
pub(crate) async fn staged(conn: &impl ConnectionTrait, most: i64) -> db::Result<Vec<SetVersion>> {
    let sql =
        format!("{VERSION} WHERE state = 'staged' ORDER BY imported_at, set_key, number LIMIT $1");
    let rows: Vec<VersionRow> = db::all(conn, &sql, vec![most.into()]).await?;
    rows.into_iter().map(VersionRow::read).collect()
}

/// The versions that were withdrawn before `before` and still have their files.
pub(crate) async fn outdated(
    conn: &impl ConnectionTrait,
    before: Timestamp,
    most: i64,
) -> db::Result<Vec<SetVersion>> {
    let sql = format!(
        "{VERSION} WHERE state = 'withdrawn' AND removed_at IS NULL AND taken_at < $1
         ORDER BY taken_at, set_key, number LIMIT $2"
    );
    let values = vec![before.as_millisecond().into(), most.into()];
    let rows: Vec<VersionRow> = db::all(conn, &sql, values).await?;
    rows.into_iter().map(VersionRow::read).collect()
}

/// Notes that the files of a version were removed.
pub(crate) async fn removed(tx: &Tx, id: SetVersionId, now: Timestamp) -> db::Result<bool> {
    let sql = "UPDATE data_set_versions SET removed_at = $2 WHERE id = $1 AND removed_at IS NULL";
    let values = vec![id.uuid().into(), now.as_millisecond().into()];
    Ok(db::execute(tx, sql, values).await? == 1)
}

/// Whether a version that was not withdrawn, or a file on its way, names these bytes.
pub(crate) async fn is_named(conn: &impl ConnectionTrait, file: Digest) -> db::Result<bool> {
    let sql = "SELECT CAST(1 AS BIGINT) FROM data_set_versions
         WHERE state <> 'withdrawn' AND (source = $1 OR file = $1 OR errors = $1)
         UNION ALL SELECT CAST(1 AS BIGINT) FROM set_imports WHERE state = 'reading' AND source = $1
         UNION ALL SELECT CAST(1 AS BIGINT) FROM data_set_editions WHERE file = $1
         UNION ALL SELECT CAST(1 AS BIGINT) FROM open_files WHERE file = $1 LIMIT 1";
    let found: Option<i64> = db::scalar(conn, sql, vec![file.to_string().into()]).await?;
    Ok(found.is_some())
}

#[derive(FromQueryResult)]
struct StandRow {
    set_key: String,
    number: i64,
    as_of: String,
    public_at: Option<i64>,
}

/// The versions of all sets that were taken over, the latest first, of each set at most [`MOST_STANDS`].
pub(crate) async fn stands(
    conn: &impl ConnectionTrait,
) -> db::Result<BTreeMap<SetKey, Vec<Stand>>> {
    let rows: Vec<StandRow> = db::all(
        conn,
        "SELECT set_key, number, as_of, public_at FROM data_set_versions
         WHERE state = 'taken' ORDER BY set_key, number DESC",
        vec![],
    )
    .await?;
    let mut stands: BTreeMap<SetKey, Vec<Stand>> = BTreeMap::new();
    for row in rows {
        let key = row.set_key.parse();
        let key = key.map_err(|_| unknown("set", &row.set_key))?;
        let of_set = stands.entry(key).or_default();
        if of_set.len() < MOST_STANDS {
            of_set.push(Stand {
                number: row.number,
                as_of: row.as_of.parse().map_err(|_| unknown("day", &row.as_of))?,
                public: row.public_at.is_some(),
            });
        }
    }
    Ok(stands)
}
