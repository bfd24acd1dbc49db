// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Tables with many reports, on their way in.

use std::collections::HashMap;

use db::{ConnectionTrait, FromQueryResult};
use jiff::Timestamp;
use kernel::{CollectionId, Id, JobId, OrganisationId, PersonId, SubmissionId};
use uuid::Uuid;

use super::{CHUNK, fetch_all, fetch_one, moment, read, window};
use crate::model::{
    ExpectedStatus, RowCounts, RowState, SubmissionState, Upload, UploadId, UploadRow, UploadState,
};
use crate::period::Period;

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    collection: Uuid,
    person: Uuid,
    office: Uuid,
    state: String,
    created_at: i64,
    interrupted: bool,
}

impl Row {
    fn upload(self) -> db::Result<Upload> {
        Ok(Upload {
            id: Id::from_uuid(self.id),
            collection: Id::from_uuid(self.collection),
            person: Id::from_uuid(self.person),
            office: Id::from_uuid(self.office),
            state: read("state", &self.state)?,
            created_at: moment("created_at", self.created_at)?,
            interrupted: self.interrupted,
        })
    }
}

const COLUMNS: &str = "id, collection, person, office, state, created_at, interrupted";

#[derive(FromQueryResult)]
struct LineRow {
    number: i64,
    version: i64,
    state: String,
    warnings: i64,
    institution: Option<Uuid>,
    period: Option<String>,
    office: Uuid,
    on_behalf: bool,
    repeat_key: String,
    submission: Option<Uuid>,
    sealed: Vec<u8>,
}

impl LineRow {
    fn row(self) -> db::Result<UploadRow> {
        Ok(UploadRow {
            number: self.number,
            version: self.version,
            state: read("state", &self.state)?,
            warnings: self.warnings,
            institution: self.institution.map(Id::from_uuid),
            period: self
                .period
                .map(|period| read("period", &period))
                .transpose()?,
            office: Id::from_uuid(self.office),
            on_behalf: self.on_behalf,
            repeat_key: self.repeat_key,
            submission: self.submission.map(Id::from_uuid),
            sealed: self.sealed,
        })
    }
}

const LINE: &str =
    "number, version, state, warnings, institution, period, office, on_behalf, repeat_key,
    submission, sealed";

/// Keeps an upload with its rows.
pub async fn add(
    conn: &impl ConnectionTrait,
    upload: &Upload,
    rows: &[UploadRow],
) -> db::Result<()> {
    db::execute(
        conn,
        "INSERT INTO uploads (id, collection, person, office, state, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        vec![
            upload.id.uuid().into(),
            upload.collection.uuid().into(),
            upload.person.uuid().into(),
            upload.office.uuid().into(),
            upload.state.name().into(),
            upload.created_at.as_millisecond().into(),
        ],
    )
    .await?;
    for chunk in rows.chunks(CHUNK) {
        let sql = format!(
            "INSERT INTO upload_rows (upload, {LINE}) VALUES {}",
            db::rows_of(chunk.len(), 12)
        );
        let values = chunk
            .iter()
            .flat_map(|row| {
                let mut values = vec![upload.id.uuid().into()];
                values.extend(row_values(row));
                values
            })
            .collect();
        db::execute(conn, &sql, values).await?;
    }
    Ok(())
}

fn row_values(row: &UploadRow) -> [db::Value; 11] {
    [
        row.number.into(),
        row.version.into(),
        row.state.name().into(),
        row.warnings.into(),
        row.institution.map(OrganisationId::uuid).into(),
        row.period.map(|period| period.to_string()).into(),
        row.office.uuid().into(),
        row.on_behalf.into(),
        row.repeat_key.as_str().into(),
        row.submission.map(SubmissionId::uuid).into(),
        row.sealed.clone().into(),
    ]
}

/// The upload with this identifier.
pub async fn find(conn: &impl ConnectionTrait, id: UploadId) -> db::Result<Option<Upload>> {
    fetch_one(
        conn,
        &format!("SELECT {COLUMNS} FROM uploads WHERE id = $1"),
        vec![id.uuid().into()],
        Row::upload,
    )
    .await
}

/// The uploads of a person with their counts, the newest first.
pub async fn of_person(
    conn: &impl ConnectionTrait,
    person: PersonId,
    limit: i64,
) -> db::Result<Vec<(Upload, RowCounts)>> {
    let uploads = fetch_all(
        conn,
        &format!(
            "SELECT {COLUMNS} FROM uploads WHERE person = $1 ORDER BY created_at DESC, id LIMIT $2"
        ),
        vec![person.uuid().into(), limit.into()],
        Row::upload,
    )
    .await?;
    let mut all = Vec::with_capacity(uploads.len());
    for upload in uploads {
        all.push((upload, counts(conn, upload.id).await?));
    }
    Ok(all)
}

/// How many rows of an upload are in which state.
pub async fn counts(conn: &impl ConnectionTrait, id: UploadId) -> db::Result<RowCounts> {
    #[derive(FromQueryResult)]
    struct Count {
        state: String,
        rows: i64,
        unusual: i64,
    }
    let found: Vec<Count> = db::all(
        conn,
        "SELECT state, COUNT(*) AS rows,
             COALESCE(SUM(CASE WHEN warnings > 0 THEN 1 ELSE 0 END), 0) AS unusual
         FROM upload_rows WHERE upload = $1 GROUP BY state",
        vec![id.uuid().into()],
    )
    .await?;
    let mut counts = RowCounts::default();
    for count in found {
        match read("state", &count.state)? {
            RowState::Ready => {
                counts.ready = count.rows;
                counts.unusual = count.unusual;
            }
            RowState::Wrong => counts.wrong = count.rows,
            RowState::Known => counts.known = count.rows,
            RowState::Sent => counts.sent = count.rows,
        }
    }
    Ok(counts)
}

/// Rows of an upload in this state, in their order; page `page` (from 1) of `per_page` rows. `unusual`:
/// only those with something implausible.
pub async fn rows(
    conn: &impl ConnectionTrait,
    id: UploadId,
    (state, unusual): (RowState, bool),
    (page, per_page): (i64, i64),
) -> db::Result<Vec<UploadRow>> {
    let least = i64::from(unusual);
    let mut values = vec![id.uuid().into(), state.name().into(), least.into()];
    values.extend(window(page, per_page));
    fetch_all(
        conn,
        &format!(
            "SELECT {LINE} FROM upload_rows WHERE upload = $1 AND state = $2 AND warnings >= $3
             ORDER BY number LIMIT $4 OFFSET $5"
        ),
        values,
        LineRow::row,
    )
    .await
}

/// One row of an upload.
pub async fn row(
    conn: &impl ConnectionTrait,
    id: UploadId,
    number: i64,
) -> db::Result<Option<UploadRow>> {
    fetch_one(
        conn,
        &format!("SELECT {LINE} FROM upload_rows WHERE upload = $1 AND number = $2"),
        vec![id.uuid().into(), number.into()],
        LineRow::row,
    )
    .await
}

/// The first row after `number` that is wrong.
pub async fn next_wrong(
    conn: &impl ConnectionTrait,
    id: UploadId,
    number: i64,
) -> db::Result<Option<i64>> {
    db::scalar(
        conn,
        "SELECT number FROM upload_rows WHERE upload = $1 AND state = 'wrong' AND number > $2
         ORDER BY number LIMIT 1",
        vec![id.uuid().into(), number.into()],
    )
    .await
}

/// Which institutions rows of an upload name that are ready.
pub async fn institutions(
    conn: &impl ConnectionTrait,
    id: UploadId,
) -> db::Result<Vec<OrganisationId>> {
    named(
        conn,
        "SELECT DISTINCT institution FROM upload_rows
         WHERE upload = $1 AND state = 'ready' AND institution IS NOT NULL",
        id,
    )
    .await
}

/// Some of the institutions for which rows of an upload were sent: at most 20.
pub async fn senders(conn: &impl ConnectionTrait, id: UploadId) -> db::Result<Vec<OrganisationId>> {
    named(
        conn,
        "SELECT DISTINCT institution FROM upload_rows
         WHERE upload = $1 AND state = 'sent' AND on_behalf = FALSE AND institution IS NOT NULL
         ORDER BY institution LIMIT 20",
        id,
    )
    .await
}

async fn named(
    conn: &impl ConnectionTrait,
    sql: &str,
    id: UploadId,
) -> db::Result<Vec<OrganisationId>> {
    #[derive(FromQueryResult)]
    struct Named {
        institution: Uuid,
    }
    let found: Vec<Named> = db::all(conn, sql, vec![id.uuid().into()]).await?;
    Ok(found
        .into_iter()
        .map(|one| Id::from_uuid(one.institution))
        .collect())
}

/// Another row of the same upload that is or was ready and whose report is the same, or is about the same
/// period of the same institution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rival {
    /// Whether it says the same.
    pub same: bool,
}

/// Looks for a [`Rival`] of a row. `one_per_period`: an institution can send only one report about it.
pub async fn rival(
    conn: &impl ConnectionTrait,
    id: UploadId,
    row: &UploadRow,
    one_per_period: bool,
) -> db::Result<Option<Rival>> {
    let mut values = vec![
        id.uuid().into(),
        row.number.into(),
        row.repeat_key.as_str().into(),
    ];
    let mut condition = "repeat_key = $3".to_owned();
    if let (true, Some(institution), Some(period)) = (one_per_period, row.institution, row.period) {
        condition.push_str(" OR (institution = $4 AND period = $5)");
        values.push(institution.uuid().into());
        values.push(period.to_string().into());
    }
    let key: Option<String> = db::scalar(
        conn,
        &format!(
            "SELECT repeat_key FROM upload_rows
             WHERE upload = $1 AND number <> $2 AND state IN ('ready', 'sent') AND ({condition})
             ORDER BY CASE WHEN repeat_key = $3 THEN 0 ELSE 1 END, number LIMIT 1"
        ),
        values,
    )
    .await?;
    Ok(key.map(|key| Rival {
        same: key == row.repeat_key,
    }))
}

/// Writes a row anew that was at version `known`; says no if somebody else has done so before.
pub async fn save_row(
    conn: &impl ConnectionTrait,
    id: UploadId,
    row: &UploadRow,
    known: i64,
) -> db::Result<bool> {
    let mut values = vec![id.uuid().into(), known.into()];
    values.extend(row_values(row));
    let rows = db::execute(
        conn,
        "UPDATE upload_rows SET version = $4, state = $5, warnings = $6, institution = $7,
             period = $8, office = $9, on_behalf = $10, repeat_key = $11, submission = $12, sealed = $13
         WHERE upload = $1 AND number = $3 AND version = $2 AND state IN ('wrong', 'ready', 'known')
           AND EXISTS (SELECT 1 FROM uploads u WHERE u.id = $1 AND u.state <> 'sending')",
        values,
    )
    .await?;
    Ok(rows == 1)
}

/// Notes that a row was sent: what it said is in the report from now on. `state`: [`RowState::Sent`], or
/// [`RowState::Known`] if the same had come before.
pub async fn settle_row(
    tx: &db::Tx,
    id: UploadId,
    number: i64,
    (state, submission): (RowState, SubmissionId),
) -> db::Result<()> {
    db::execute_later(
        tx,
        "UPDATE upload_rows SET state = $3, submission = $4, sealed = $5, version = version + 1
         WHERE upload = $1 AND number = $2 AND state = 'ready'",
        vec![
            id.uuid().into(),
            number.into(),
            state.name().into(),
            submission.uuid().into(),
            Vec::<u8>::new().into(),
        ],
    )
    .await
}

/// Notes that a row is wrong after all.
pub async fn spoil_row(tx: &db::Tx, id: UploadId, number: i64) -> db::Result<()> {
    db::execute_later(
        tx,
        "UPDATE upload_rows SET state = 'wrong', version = version + 1
         WHERE upload = $1 AND number = $2 AND state = 'ready'",
        vec![id.uuid().into(), number.into()],
    )
    .await
}

/// Sets how far an upload is, if it is at `from`; says whether it was.
pub async fn set_state(
    conn: &impl ConnectionTrait,
    id: UploadId,
    from: UploadState,
    to: UploadState,
) -> db::Result<bool> {
    let rows = db::execute(
        conn,
        "UPDATE uploads SET state = $3 WHERE id = $1 AND state = $2",
        vec![id.uuid().into(), from.name().into(), to.name().into()],
    )
    .await?;
    Ok(rows == 1)
}

/// Begins the sending of an upload that is open; says whether it was.
pub async fn begin_sending(tx: &db::Tx, id: UploadId) -> db::Result<bool> {
    let rows = db::execute(
        tx,
        "UPDATE uploads SET state = 'sending', interrupted = FALSE, job = NULL
         WHERE id = $1 AND state = 'open'",
        vec![id.uuid().into()],
    )
    .await?;
    Ok(rows == 1)
}

/// Notes which job sends an upload.
pub async fn set_job(tx: &db::Tx, id: UploadId, job: JobId) -> db::Result<()> {
    let sql = "UPDATE uploads SET job = $2 WHERE id = $1";
    db::execute(tx, sql, vec![id.uuid().into(), job.uuid().into()]).await?;
    Ok(())
}

/// The uploads that are being sent, with the jobs that do it.
pub async fn sending(conn: &impl ConnectionTrait) -> db::Result<Vec<(Upload, Option<JobId>)>> {
    #[derive(FromQueryResult)]
    struct Sending {
        job: Option<Uuid>,
        #[sea_orm(nested)]
        upload: Row,
    }
    let sql = format!("SELECT job, {COLUMNS} FROM uploads WHERE state = 'sending' ORDER BY id");
    fetch_all(conn, &sql, vec![], |found: Sending| {
        Ok((found.upload.upload()?, found.job.map(JobId::from_uuid)))
    })
    .await
}

/// Opens an upload again whose sending was given up; says whether it was being sent.
pub async fn interrupt(tx: &db::Tx, id: UploadId) -> db::Result<bool> {
    let rows = db::execute(
        tx,
        "UPDATE uploads SET state = 'open', interrupted = TRUE WHERE id = $1 AND state = 'sending'",
        vec![id.uuid().into()],
    )
    .await?;
    Ok(rows == 1)
}

/// Throws an upload away that is not being sent; says whether there was one.
pub async fn remove(tx: &db::Tx, id: UploadId) -> db::Result<bool> {
    let rows = db::execute(
        tx,
        "DELETE FROM upload_rows WHERE upload IN
             (SELECT id FROM uploads WHERE id = $1 AND state <> 'sending')",
        vec![id.uuid().into()],
    )
    .await?;
    let uploads = db::execute(
        tx,
        "DELETE FROM uploads WHERE id = $1 AND state <> 'sending'",
        vec![id.uuid().into()],
    )
    .await?;
    Ok(rows > 0 || uploads > 0)
}

/// Throws away what was uploaded before a moment. Says how many uploads there were.
pub async fn remove_before(tx: &db::Tx, before: Timestamp) -> db::Result<u64> {
    let values = || vec![before.as_millisecond().into()];
    db::execute(
        tx,
        "DELETE FROM upload_rows WHERE upload IN (SELECT id FROM uploads WHERE created_at < $1)",
        values(),
    )
    .await?;
    db::execute(tx, "DELETE FROM uploads WHERE created_at < $1", values()).await
}

/// What institutions owe for a period, whether a report is tied to it, and to which office.
pub async fn expected(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    period: Period,
    institutions: &[OrganisationId],
) -> db::Result<HashMap<OrganisationId, (ExpectedStatus, Option<SubmissionId>)>> {
    #[derive(FromQueryResult)]
    struct Owed {
        institution: Uuid,
        status: String,
        submission: Option<Uuid>,
    }
    let mut owed = HashMap::new();
    for chunk in institutions.chunks(CHUNK) {
        let mut values = vec![collection.uuid().into(), period.to_string().into()];
        values.extend(chunk.iter().map(|id| db::Value::from(id.uuid())));
        let sql = format!(
            "SELECT institution, status, submission FROM expected_reports
             WHERE collection = $1 AND period = $2 AND institution IN ({})",
            numbered(3, chunk.len())
        );
        let found: Vec<Owed> = db::all(conn, &sql, values).await?;
        for one in found {
            let status = read("status", &one.status)?;
            let submission = one.submission.map(Id::from_uuid);
            owed.insert(Id::from_uuid(one.institution), (status, submission));
        }
    }
    Ok(owed)
}

/// The reports of an institution that have one of these idempotency keys, by key.
pub async fn by_keys(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    institution: OrganisationId,
    keys: &[&str],
) -> db::Result<HashMap<String, (SubmissionId, SubmissionState)>> {
    #[derive(FromQueryResult)]
    struct Found {
        id: Uuid,
        idempotency_key: String,
        state: String,
    }
    let mut known = HashMap::new();
    for chunk in keys.chunks(CHUNK) {
        let mut values = vec![collection.uuid().into(), institution.uuid().into()];
        values.extend(chunk.iter().map(|key| db::Value::from(*key)));
        let sql = format!(
            "SELECT id, idempotency_key, state FROM submissions
             WHERE collection = $1 AND institution = $2 AND idempotency_key IN ({})",
            numbered(3, chunk.len())
        );
        let found: Vec<Found> = db::all(conn, &sql, values).await?;
        for one in found {
            let state = read("state", &one.state)?;
            known.insert(one.idempotency_key, (Id::from_uuid(one.id), state));
        }
    }
    Ok(known)
}

/// `$3, $4, $5`: so many placeholders from a number on.
fn numbered(first: usize, count: usize) -> String {
    let all: Vec<String> = (first..first + count)
        .map(|number| format!("${number}"))
        .collect();
    all.join(", ")
}
