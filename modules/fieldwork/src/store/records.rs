// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Records and their versions.

use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::Timestamp;
use kernel::FormVersionId;
use odk::odata::ReviewState;
use uuid::Uuid;

use super::{broken, fetch_all, fetch_one, millis, moment, moment_if};
use crate::model::{ProjectForm, Record, SealedVersion};

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    project: i64,
    xml_form_id: String,
    instance_id: String,
    number: i64,
    actor: i64,
    review_state: Option<String>,
    is_aside: bool,
    created_at: i64,
    updated_at: Option<i64>,
    restricted_at: Option<i64>,
}

/// The state of a review as it stands in the database.
pub(super) fn review_state(text: Option<String>) -> db::Result<Option<ReviewState>> {
    let state = text.map(|text| text.parse().map_err(|()| broken("review_state")));
    state.transpose()
}

impl Row {
    fn record(self) -> db::Result<Record> {
        Ok(Record {
            id: self.id,
            project: self.project,
            xml_form_id: self.xml_form_id,
            instance_id: self.instance_id,
            number: self.number,
            actor: self.actor,
            review_state: review_state(self.review_state)?,
            is_aside: self.is_aside,
            created_at: moment(self.created_at)?,
            updated_at: moment_if(self.updated_at)?,
            restricted_at: moment_if(self.restricted_at)?,
        })
    }
}

const COLUMNS: &str = "r.id, r.project, r.xml_form_id, r.instance_id, r.number, r.actor,
    r.review_state, r.is_aside, r.created_at, r.updated_at, r.restricted_at";

/// Which records of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Which {
    /// All.
    #[default]
    All,
    /// Those that lie aside.
    Aside,
    /// Those that lie aside and wait for somebody to decide about them.
    Waiting,
    /// Those that do not lie aside.
    Counted,
    /// Those that nobody has reviewed, and those that were edited since.
    Open,
}

/// Which records lie aside undecided: who rejected one has decided that it stays there.
pub(super) const WAITING: &str =
    " AND r.is_aside = TRUE AND (r.review_state IS NULL OR r.review_state <> 'rejected')";

impl Which {
    pub(super) fn condition(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Aside => " AND r.is_aside = TRUE",
            Self::Waiting => WAITING,
            Self::Counted => " AND r.is_aside = FALSE",
            Self::Open => " AND (r.review_state IS NULL OR r.review_state = 'edited')",
        }
    }
}

/// The records of a form, the newest first, from `offset` on.
pub(crate) async fn list(
    conn: &impl ConnectionTrait,
    form: &ProjectForm,
    which: Which,
    (offset, limit): (i64, i64),
) -> db::Result<Vec<Record>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM fieldwork_records r WHERE r.project = $1 AND r.xml_form_id = $2{}
         ORDER BY r.created_at DESC, r.id DESC LIMIT $3 OFFSET $4",
        which.condition()
    );
    let values = vec![
        form.project.into(),
        form.xml_form_id.as_str().into(),
        limit.into(),
        offset.into(),
    ];
    fetch_all(conn, &sql, values, Row::record).await
}

/// How many records of a form there are.
pub(crate) async fn count(
    conn: &impl ConnectionTrait,
    form: &ProjectForm,
    which: Which,
) -> db::Result<i64> {
    let sql = format!(
        "SELECT COUNT(*) FROM fieldwork_records r WHERE r.project = $1 AND r.xml_form_id = $2{}",
        which.condition()
    );
    let values = vec![form.project.into(), form.xml_form_id.as_str().into()];
    Ok(db::scalar(conn, &sql, values).await?.unwrap_or(0))
}

/// When the newest record of a form arrived.
pub(crate) async fn last(
    conn: &impl ConnectionTrait,
    form: &ProjectForm,
) -> db::Result<Option<Timestamp>> {
    let last: Option<Option<i64>> = db::scalar(
        conn,
        "SELECT MAX(created_at) FROM fieldwork_records WHERE project = $1 AND xml_form_id = $2",
        vec![form.project.into(), form.xml_form_id.as_str().into()],
    )
    .await?;
    moment_if(last.flatten())
}

/// The record that programs know by this identifier.
pub(crate) async fn by_instance(
    conn: &impl ConnectionTrait,
    form: &ProjectForm,
    instance_id: &str,
) -> db::Result<Option<Record>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM fieldwork_records r
         WHERE r.project = $1 AND r.xml_form_id = $2 AND r.instance_id = $3"
    );
    let values = vec![
        form.project.into(),
        form.xml_form_id.as_str().into(),
        instance_id.into(),
    ];
    fetch_one(conn, &sql, values, Row::record).await
}

/// The record with this identifier of the house.
pub(crate) async fn find(conn: &impl ConnectionTrait, id: Uuid) -> db::Result<Option<Record>> {
    let sql = format!("SELECT {COLUMNS} FROM fieldwork_records r WHERE r.id = $1");
    fetch_one(conn, &sql, vec![id.into()], Row::record).await
}

/// The same record, and nobody else changes it until the transaction ends.
pub(crate) async fn lock(tx: &Tx, id: Uuid) -> db::Result<Option<Record>> {
    let sql = format!("SELECT {COLUMNS} FROM fieldwork_records r WHERE r.id = $1");
    let row: Option<Row> = db::one_for_update(tx, &sql, vec![id.into()]).await?;
    row.map(Row::record).transpose()
}

/// Adds a record. False if the form has one with this identifier.
pub(crate) async fn add(tx: &Tx, record: &Record) -> db::Result<bool> {
    let rows = db::execute(
        tx,
        "INSERT INTO fieldwork_records
         (id, project, xml_form_id, instance_id, number, actor, review_state, is_aside, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
        vec![
            record.id.into(),
            record.project.into(),
            record.xml_form_id.as_str().into(),
            record.instance_id.as_str().into(),
            record.number.into(),
            record.actor.into(),
            record.review_state.map(ReviewState::name).into(),
            record.is_aside.into(),
            record.created_at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(rows == 1)
}

/// Writes the number of the newest version, the review, and whether the record lies aside.
pub(crate) async fn change(tx: &Tx, record: &Record) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE fieldwork_records SET number = $2, review_state = $3, is_aside = $4, updated_at = $5
         WHERE id = $1",
        vec![
            record.id.into(),
            record.number.into(),
            record.review_state.map(ReviewState::name).into(),
            record.is_aside.into(),
            millis(record.updated_at),
        ],
    )
    .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct VersionRow {
    record: Uuid,
    number: i64,
    instance_id: String,
    form_version: Uuid,
    version_name: String,
    actor: i64,
    files_named: i64,
    created_at: i64,
    sealed_xml: Vec<u8>,
    sealed_facts: Vec<u8>,
}

impl VersionRow {
    fn version(self) -> db::Result<SealedVersion> {
        Ok(SealedVersion {
            record: self.record,
            number: self.number,
            instance_id: self.instance_id,
            form_version: FormVersionId::from_uuid(self.form_version),
            version_name: self.version_name,
            actor: self.actor,
            files_named: self.files_named,
            created_at: moment(self.created_at)?,
            sealed_xml: self.sealed_xml,
            sealed_facts: self.sealed_facts,
        })
    }
}

const VERSION: &str = "SELECT record, number, instance_id, form_version, version_name, actor,
    files_named, created_at, sealed_xml, sealed_facts FROM fieldwork_versions";

/// The versions of a record, the newest first.
pub(crate) async fn versions(
    conn: &impl ConnectionTrait,
    record: Uuid,
) -> db::Result<Vec<SealedVersion>> {
    let sql = format!("{VERSION} WHERE record = $1 ORDER BY number DESC");
    fetch_all(conn, &sql, vec![record.into()], VersionRow::version).await
}

/// A version of a record.
pub(crate) async fn version(
    conn: &impl ConnectionTrait,
    record: Uuid,
    number: i64,
) -> db::Result<Option<SealedVersion>> {
    let sql = format!("{VERSION} WHERE record = $1 AND number = $2");
    let values = vec![record.into(), number.into()];
    fetch_one(conn, &sql, values, VersionRow::version).await
}

/// The version with this identifier of its own.
pub(crate) async fn version_by_instance(
    conn: &impl ConnectionTrait,
    form: &ProjectForm,
    instance_id: &str,
) -> db::Result<Option<SealedVersion>> {
    let sql = format!("{VERSION} WHERE project = $1 AND xml_form_id = $2 AND instance_id = $3");
    let values = vec![
        form.project.into(),
        form.xml_form_id.as_str().into(),
        instance_id.into(),
    ];
    fetch_one(conn, &sql, values, VersionRow::version).await
}

/// Adds a version. False if the form has one with this identifier.
pub(crate) async fn add_version(
    tx: &Tx,
    form: &ProjectForm,
    version: &SealedVersion,
) -> db::Result<bool> {
    let rows = db::execute(
        tx,
        "INSERT INTO fieldwork_versions
         (record, number, project, xml_form_id, instance_id, form_version, version_name, actor,
          files_named, created_at, sealed_xml, sealed_facts)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING",
        vec![
            version.record.into(),
            version.number.into(),
            form.project.into(),
            form.xml_form_id.as_str().into(),
            version.instance_id.as_str().into(),
            version.form_version.uuid().into(),
            version.version_name.as_str().into(),
            version.actor.into(),
            version.files_named.into(),
            version.created_at.as_millisecond().into(),
            version.sealed_xml.clone().into(),
            version.sealed_facts.clone().into(),
        ],
    )
    .await?;
    Ok(rows == 1)
}

/// A record with what a feed needs of its newest version.
#[derive(Debug, Clone)]
pub(crate) struct Fed {
    pub(crate) record: Record,
    pub(crate) version_name: String,
    pub(crate) files_named: i64,
    pub(crate) files_there: i64,
    pub(crate) sealed_facts: Vec<u8>,
}

#[derive(FromQueryResult)]
struct FedRow {
    id: Uuid,
    instance_id: String,
    number: i64,
    actor: i64,
    review_state: Option<String>,
    created_at: i64,
    updated_at: Option<i64>,
    version_name: String,
    files_named: i64,
    files_there: i64,
    sealed_facts: Vec<u8>,
}

/// Where a page of a feed begins: after this record, the newest first.
pub(crate) type After = Option<(Timestamp, Uuid)>;

impl FedRow {
    fn fed(self, form: &ProjectForm) -> db::Result<Fed> {
        Ok(Fed {
            record: Record {
                id: self.id,
                project: form.project,
                xml_form_id: form.xml_form_id.clone(),
                instance_id: self.instance_id,
                number: self.number,
                actor: self.actor,
                review_state: review_state(self.review_state)?,
                is_aside: false,
                created_at: moment(self.created_at)?,
                updated_at: moment_if(self.updated_at)?,
                restricted_at: None,
            },
            version_name: self.version_name,
            files_named: self.files_named,
            files_there: self.files_there,
            sealed_facts: self.sealed_facts,
        })
    }
}

/// What a feed reads, of records that count and are not restricted.
const FED: &str =
    "SELECT r.id, r.instance_id, r.number, r.actor, r.review_state, r.created_at, r.updated_at,
            v.version_name, v.files_named, v.sealed_facts,
            CASE WHEN v.files_named = 0 THEN 0 ELSE
              (SELECT COUNT(*) FROM fieldwork_files f WHERE f.record = r.id) END AS files_there
     FROM fieldwork_records r JOIN fieldwork_versions v ON v.record = r.id AND v.number = r.number
     WHERE r.project = $1 AND r.xml_form_id = $2 AND r.is_aside = FALSE
       AND r.restricted_at IS NULL";

/// The record that programs know by this identifier, if it counts.
pub(crate) async fn fed(
    conn: &impl ConnectionTrait,
    form: &ProjectForm,
    instance_id: &str,
) -> db::Result<Option<Fed>> {
    let sql = format!("{FED} AND r.instance_id = $3");
    let values = vec![
        form.project.into(),
        form.xml_form_id.as_str().into(),
        instance_id.into(),
    ];
    let row: Option<FedRow> = db::one(conn, &sql, values).await?;
    row.map(|row| row.fed(form)).transpose()
}

/// The next records of a form that count, the newest first.
pub(crate) async fn feed(
    conn: &impl ConnectionTrait,
    form: &ProjectForm,
    after: After,
    limit: i64,
) -> db::Result<Vec<Fed>> {
    let mut values: Vec<db::Value> = vec![
        form.project.into(),
        form.xml_form_id.as_str().into(),
        limit.into(),
    ];
    let mut position = "";
    if let Some((at, id)) = after {
        values.extend([at.as_millisecond().into(), id.into()]);
        position = " AND (r.created_at, r.id) < ($4, $5)";
    }
    let sql = format!("{FED}{position} ORDER BY r.created_at DESC, r.id DESC LIMIT $3");
    let rows: Vec<FedRow> = db::all(conn, &sql, values).await?;
    rows.into_iter().map(|row| row.fed(form)).collect()
}
