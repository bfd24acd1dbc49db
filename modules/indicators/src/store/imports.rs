// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files on their way to becoming versions. Each reading has an identifier of its own, so that a worker whose reading was
//! cancelled writes nothing more.

use blob::Digest;
use datasets::Mapping;
use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::Timestamp;
use kernel::{JobId, PersonId};
use uuid::Uuid;

use super::sets::{moment, unknown};
use crate::sets::intake::{Fault, Import, ImportId, ImportState, Phase};
use crate::sets::look::Look;
use crate::sets::tables::About;
use crate::sets::{SetKey, SetKind};

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    set_key: String,
    kind: String,
    indicator: String,
    state: String,
    wish: String,
    source: Option<String>,
    source_name: String,
    look: Option<String>,
    mapping: Option<String>,
    columns_digest: Option<String>,
    phase: String,
    rows_read: i64,
    rows_about: i64,
    run: Option<Uuid>,
    job: Option<Uuid>,
    fault: Option<String>,
    number: Option<i64>,
    made_by: Uuid,
    made_at: i64,
    version: i64,
}

const IMPORT: &str = "SELECT id, set_key, kind, indicator, state, wish, source, source_name, look, mapping, columns_digest, phase, rows_read,
         rows_about, run, job, fault, number, made_by, made_at, version FROM set_imports";

fn json<T: serde::de::DeserializeOwned>(what: &str, text: &str) -> db::Result<T> {
    serde_json::from_str(text).map_err(|_| unknown(what, "JSON"))
}

fn text<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("texts and numbers can be written as JSON")
}

impl Row {
    fn read(self) -> db::Result<Import> {
        let source = self.source.as_deref();
        let source = source.map(|text| text.parse().map_err(|_| unknown("digest", text)));
        Ok(Import {
            id: ImportId::from_uuid(self.id),
            set: self
                .set_key
                .parse()
                .map_err(|_| unknown("set", &self.set_key))?,
            about: About {
                kind: self
                    .kind
                    .parse()
                    .map_err(|_| unknown("kind of set", &self.kind))?,
                indicator: self.indicator,
            },
            state: self
                .state
                .parse()
                .map_err(|_| unknown("state of import", &self.state))?,
            wish: json("wish", &self.wish)?,
            source: source.transpose()?,
            source_name: self.source_name,
            look: self
                .look
                .as_deref()
                .map(|look| json("look", look))
                .transpose()?,
            mapping: self
                .mapping
                .as_deref()
                .map(|mapping| json("mapping", mapping))
                .transpose()?,
            columns_digest: self.columns_digest,
            phase: self
                .phase
                .parse()
                .map_err(|_| unknown("phase", &self.phase))?,
            rows: (self.rows_read, self.rows_about),
            run: self.run,
            job: self.job.map(JobId::from_uuid),
            fault: self
                .fault
                .as_deref()
                .map(|fault| json("fault", fault))
                .transpose()?,
            number: self.number,
            made_by: PersonId::from_uuid(self.made_by),
            made_at: moment(self.made_at)?,
            version: self.version,
        })
    }
}

/// Writes an import for the first time.
pub(crate) async fn make(tx: &Tx, import: &Import) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO set_imports (id, set_key, state, wish, source, source_name, phase, rows_read, rows_about, made_by, made_at,
             changed_at, version, kind, indicator) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, $8, $9, $9, 1, $10, $11)",
        vec![
            import.id.uuid().into(),
            import.set.as_str().into(),
            import.state.name().into(),
            text(&import.wish).into(),
            import.source.map(|digest| digest.to_string()).into(),
            import.source_name.clone().into(),
            import.phase.name().into(),
            import.made_by.uuid().into(),
            import.made_at.as_millisecond().into(),
            import.about.kind.name().into(),
            import.about.indicator.clone().into(),
        ],
    )
    .await?;
    Ok(())
}

/// The import with this identifier.
pub(crate) async fn find(conn: &impl ConnectionTrait, id: ImportId) -> db::Result<Option<Import>> {
    let sql = format!("{IMPORT} WHERE id = $1");
    let rows: Vec<Row> = db::all(conn, &sql, vec![id.uuid().into()]).await?;
    rows.into_iter().next().map(Row::read).transpose()
}

/// The imports in this state, the oldest first, at most so many.
pub(crate) async fn in_state(
    conn: &impl ConnectionTrait,
    state: ImportState,
    most: i64,
) -> db::Result<Vec<Import>> {
    let sql = format!("{IMPORT} WHERE state = $1 ORDER BY made_at, id LIMIT $2");
    let rows: Vec<Row> = db::all(conn, &sql, vec![state.name().into(), most.into()]).await?;
    rows.into_iter().map(Row::read).collect()
}

/// Begins a reading.
pub(crate) async fn start(
    tx: &Tx,
    id: ImportId,
    (run, job): (Uuid, JobId),
    now: Timestamp,
) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE set_imports SET state = 'reading', phase = $2, rows_read = 0, rows_about = 0, run = $3, job = $4, fault = NULL,
             changed_at = $5 WHERE id = $1",
        vec![
            id.uuid().into(),
            Phase::Opening.name().into(),
            run.into(),
            job.uuid().into(),
            now.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Notes how far a reading is; says no if it is no longer wanted.
pub(crate) async fn progress(
    tx: &Tx,
    (id, run): (ImportId, Uuid),
    phase: Phase,
    (read, about): (i64, i64),
) -> db::Result<bool> {
    let noted = db::execute(
        tx,
        "UPDATE set_imports SET phase = $3, rows_read = $4, rows_about = $5 WHERE id = $1 AND run = $2",
        vec![
            id.uuid().into(),
            run.into(),
            phase.name().into(),
            read.into(),
            about.into(),
        ],
    )
    .await?;
    Ok(noted == 1)
}

/// How a reading ends.
pub(crate) enum End<'e> {
    /// Somebody has to say what the columns mean; this is suggested.
    Mapping(&'e Mapping),
    /// It became the version with this number.
    Done(i64),
    /// It was not read; this is suggested if nobody has said what the columns mean.
    Failed(&'e Fault, Option<&'e Mapping>),
}

/// Ends a reading, with what was seen of the file; says no if it is no longer wanted.
pub(crate) async fn end(
    tx: &Tx,
    (id, run): (ImportId, Uuid),
    (look, columns_digest): (Option<&Look>, Option<&str>),
    end: End<'_>,
    now: Timestamp,
) -> db::Result<bool> {
    let (state, mapping, number, fault) = match end {
        End::Mapping(mapping) => (ImportState::Mapping, Some(mapping), None, None),
        End::Done(number) => (ImportState::Done, None, Some(number), None),
        End::Failed(fault, mapping) => (ImportState::Failed, mapping, None, Some(text(fault))),
    };
    let ended = db::execute(
        tx,
        "UPDATE set_imports SET state = $3, mapping = COALESCE(mapping, $4), number = $5, fault = $6, look = COALESCE($7, look),
             columns_digest = COALESCE($8, columns_digest), run = NULL, job = NULL, changed_at = $9, version = version + 1
         WHERE id = $1 AND run = $2",
        vec![
            id.uuid().into(),
            run.into(),
            state.name().into(),
            mapping.map(text).into(),
            number.into(),
            fault.into(),
            look.map(text).into(),
            columns_digest.map(str::to_owned).into(),
            now.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(ended == 1)
}

/// Keeps a mapping; says no if the import has changed since version `known`, or nobody is asked for one.
pub(crate) async fn keep_mapping(
    tx: &Tx,
    id: ImportId,
    known: i64,
    mapping: &Mapping,
    now: Timestamp,
) -> db::Result<bool> {
    let kept = db::execute(
        tx,
        "UPDATE set_imports SET state = 'mapping', mapping = $3, changed_at = $4, version = version + 1
         WHERE id = $1 AND version = $2 AND state IN ('mapping', 'failed')",
        vec![
            id.uuid().into(),
            known.into(),
            text(mapping).into(),
            now.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(kept == 1)
}

/// Gives an import up; says no if it has come to its end.
pub(crate) async fn cancel(tx: &Tx, id: ImportId, now: Timestamp) -> db::Result<bool> {
    let cancelled = db::execute(
        tx,
        "UPDATE set_imports SET state = 'cancelled', run = NULL, job = NULL, changed_at = $2, version = version + 1
         WHERE id = $1 AND state IN ('reading', 'mapping', 'failed')",
        vec![id.uuid().into(), now.as_millisecond().into()],
    )
    .await?;
    Ok(cancelled == 1)
}

#[derive(FromQueryResult)]
struct MappingRow {
    mapping: String,
    set_key: String,
    number: i64,
}

/// The mapping with which a file with the same headings was read last, for this set rather than for another one of its kind,
/// and the version that was read so.
pub(crate) async fn known_mapping(
    conn: &impl ConnectionTrait,
    (set, kind): (&SetKey, SetKind),
    columns_digest: &str,
) -> db::Result<Option<(Mapping, SetKey, i64)>> {
    let rows: Vec<MappingRow> = db::all(
        conn,
        "SELECT mapping, set_key, number FROM data_set_versions
         WHERE columns_digest = $1 AND mapping IS NOT NULL AND state <> 'withdrawn'
             AND set_key IN (SELECT set_key FROM data_sets WHERE kind = $3)
         ORDER BY CASE WHEN set_key = $2 THEN 0 ELSE 1 END, imported_at DESC, number DESC LIMIT 1",
        vec![
            columns_digest.into(),
            set.as_str().into(),
            kind.name().into(),
        ],
    )
    .await?;
    let Some(row) = rows.into_iter().next() else {
        return Ok(None);
    };
    let key = row.set_key.parse();
    Ok(Some((
        json("mapping", &row.mapping)?,
        key.map_err(|_| unknown("set", &row.set_key))?,
        row.number,
    )))
}

/// The files of imports that were given up or not read before `before`.
pub(crate) async fn outdated(
    conn: &impl ConnectionTrait,
    before: Timestamp,
    most: i64,
) -> db::Result<Vec<(ImportId, Digest)>> {
    let rows: Vec<Row> = db::all(
        conn,
        &format!(
            "{IMPORT} WHERE state IN ('mapping', 'failed', 'cancelled') AND source IS NOT NULL AND changed_at < $1
             ORDER BY changed_at, id LIMIT $2"
        ),
        vec![before.as_millisecond().into(), most.into()],
    )
    .await?;
    let imports = rows.into_iter().map(Row::read);
    let imports: Vec<Import> = imports.collect::<db::Result<_>>()?;
    Ok(imports
        .into_iter()
        .filter_map(|import| Some((import.id, import.source?)))
        .collect())
}

/// Forgets the rows and the file of an import; says no if somebody goes on with it.
pub(crate) async fn forget(tx: &Tx, id: ImportId, before: Timestamp) -> db::Result<bool> {
    let forgotten = db::execute(
        tx,
        "UPDATE set_imports SET source = NULL, look = NULL, state = 'cancelled', version = version + 1
         WHERE id = $1 AND state IN ('mapping', 'failed', 'cancelled') AND changed_at < $2",
        vec![id.uuid().into(), before.as_millisecond().into()],
    )
    .await?;
    Ok(forgotten == 1)
}
