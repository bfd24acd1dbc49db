// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Submissions as they are now.

use db::{ConnectionTrait, FromQueryResult};
use jiff::Timestamp;
use kernel::{CollectionId, Id, OrganisationId, PersonId, SubmissionId};
use uuid::Uuid;

use super::history::{SealedVersion, add_events, add_versions};
use super::{CHUNK, fetch_all, fetch_one, moment, read, window};
use crate::model::{Event, Submission, SubmissionState};
use crate::period::Period;

const COLUMNS: &str =
    "id, collection, institution, office, period, receipt, state, version, form_version,
    submitted_at, submitted_by, changed_at, late, warnings, on_behalf, restricted_at";

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    collection: Uuid,
    institution: Uuid,
    office: Uuid,
    period: String,
    receipt: String,
    state: String,
    version: i64,
    form_version: Uuid,
    submitted_at: i64,
    submitted_by: Option<Uuid>,
    changed_at: i64,
    late: bool,
    warnings: i64,
    on_behalf: bool,
    restricted_at: Option<i64>,
}

impl Row {
    fn submission(self) -> db::Result<Submission> {
        Ok(Submission {
            id: Id::from_uuid(self.id),
            collection: Id::from_uuid(self.collection),
            institution: Id::from_uuid(self.institution),
            office: Id::from_uuid(self.office),
            period: read("period", &self.period)?,
            receipt: self.receipt,
            state: read("state", &self.state)?,
            version: self.version,
            form_version: Id::from_uuid(self.form_version),
            submitted_at: moment("submitted_at", self.submitted_at)?,
            submitted_by: self.submitted_by.map(Id::from_uuid),
            changed_at: moment("changed_at", self.changed_at)?,
            late: self.late,
            warnings: self.warnings,
            on_behalf: self.on_behalf,
            restricted_at: self
                .restricted_at
                .map(|at| moment("restricted_at", at))
                .transpose()?,
        })
    }
}

/// Writes a new submission; says no if its idempotency key was used before.
pub async fn add(
    conn: &impl ConnectionTrait,
    submission: &Submission,
    idempotency_key: &str,
) -> db::Result<bool> {
    let sql = "INSERT INTO submissions (id, collection, institution, office, period, receipt, state, version,
            form_version, submitted_at, submitted_by, changed_at, late, warnings, idempotency_key, on_behalf)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         ON CONFLICT (collection, institution, idempotency_key) DO NOTHING";
    let rows = db::execute(conn, sql, row_values(submission, idempotency_key).into()).await?;
    Ok(rows == 1)
}

fn row_values(submission: &Submission, idempotency_key: &str) -> [db::Value; 16] {
    [
        submission.id.uuid().into(),
        submission.collection.uuid().into(),
        submission.institution.uuid().into(),
        submission.office.uuid().into(),
        submission.period.to_string().into(),
        submission.receipt.as_str().into(),
        submission.state.name().into(),
        submission.version.into(),
        submission.form_version.uuid().into(),
        submission.submitted_at.as_millisecond().into(),
        submission.submitted_by.map(PersonId::uuid).into(),
        submission.changed_at.as_millisecond().into(),
        submission.late.into(),
        submission.warnings.into(),
        idempotency_key.into(),
        submission.on_behalf.into(),
    ]
}

/// The submissions that fulfil `condition`: what follows the names of the columns and the table.
pub(super) async fn list(
    conn: &impl ConnectionTrait,
    condition: &str,
    values: Vec<db::Value>,
) -> db::Result<Vec<Submission>> {
    fetch_all(
        conn,
        &format!("SELECT {COLUMNS} FROM submissions {condition}"),
        values,
        Row::submission,
    )
    .await
}

/// The submission with this identifier.
pub async fn find(conn: &impl ConnectionTrait, id: SubmissionId) -> db::Result<Option<Submission>> {
    fetch_one(
        conn,
        &format!("SELECT {COLUMNS} FROM submissions WHERE id = $1"),
        vec![id.uuid().into()],
        Row::submission,
    )
    .await
}

/// The submissions with these identifiers, in no particular order; at most some hundred.
pub async fn find_many(
    conn: &impl ConnectionTrait,
    ids: &[SubmissionId],
) -> db::Result<Vec<Submission>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let condition = format!("WHERE id IN {}", db::rows_of(1, ids.len()));
    let values = ids.iter().map(|id| id.uuid().into()).collect();
    list(conn, &condition, values).await
}

/// The same, and nobody else changes it until the transaction ends.
pub async fn find_for_update(tx: &db::Tx, id: SubmissionId) -> db::Result<Option<Submission>> {
    db::one_for_update::<Row>(
        tx,
        &format!("SELECT {COLUMNS} FROM submissions WHERE id = $1"),
        vec![id.uuid().into()],
    )
    .await?
    .map(Row::submission)
    .transpose()
}

/// The submission that an institution sent with this idempotency key.
pub async fn find_by_key(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    institution: OrganisationId,
    idempotency_key: &str,
) -> db::Result<Option<Submission>> {
    fetch_one(
        conn,
        &format!(
            "SELECT {COLUMNS} FROM submissions
             WHERE collection = $1 AND institution = $2 AND idempotency_key = $3"
        ),
        vec![
            collection.uuid().into(),
            institution.uuid().into(),
            idempotency_key.into(),
        ],
        Row::submission,
    )
    .await
}

/// Which reports of institutions are meant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sent {
    /// Of which institutions; none means no reports.
    pub institutions: Vec<OrganisationId>,
    /// Of one collection only.
    pub collection: Option<CollectionId>,
    /// In one state only.
    pub state: Option<SubmissionState>,
    /// About one period only, of events about the days from one to another.
    pub periods: Option<(Period, Period)>,
}

impl Sent {
    /// All that institutions have sent.
    pub fn by(institutions: &[OrganisationId]) -> Self {
        Self {
            institutions: institutions.to_vec(),
            ..Self::default()
        }
    }

    /// The condition and its values.
    fn condition(&self) -> (String, Vec<db::Value>) {
        let mut condition = format!(
            "WHERE institution IN {}",
            db::rows_of(1, self.institutions.len())
        );
        let mut values: Vec<db::Value> = self
            .institutions
            .iter()
            .map(|id| id.uuid().into())
            .collect();
        let mut also = |what: &str, value: db::Value| {
            values.push(value);
            condition = format!("{condition} AND {what} ${}", values.len());
        };
        if let Some(collection) = self.collection {
            also("collection =", collection.uuid().into());
        }
        if let Some(state) = self.state {
            also("state =", state.name().into());
        }
        if let Some((from, to)) = self.periods {
            also("period >=", from.to_string().into());
            also("period <=", to.to_string().into());
        }
        (condition, values)
    }
}

/// What institutions have sent, the newest first; page `page` (from 1) of `per_page` rows.
pub async fn of_institutions(
    conn: &impl ConnectionTrait,
    sent: &Sent,
    page: i64,
    per_page: i64,
) -> db::Result<Vec<Submission>> {
    if sent.institutions.is_empty() {
        return Ok(Vec::new());
    }
    let (condition, mut values) = sent.condition();
    let count = values.len();
    let order = format!(
        "{condition} ORDER BY submitted_at DESC, id LIMIT ${} OFFSET ${}",
        count + 1,
        count + 2,
    );
    values.extend(window(page, per_page));
    list(conn, &order, values).await
}

/// How many submissions institutions have sent.
pub async fn count_of_institutions(conn: &impl ConnectionTrait, sent: &Sent) -> db::Result<i64> {
    if sent.institutions.is_empty() {
        return Ok(0);
    }
    let (condition, values) = sent.condition();
    let sql = format!("SELECT COUNT(*) FROM submissions {condition}");
    Ok(db::scalar(conn, &sql, values).await?.unwrap_or(0))
}

/// Sets the state of a submission.
pub async fn set_state(
    conn: &impl ConnectionTrait,
    id: SubmissionId,
    state: SubmissionState,
    at: Timestamp,
) -> db::Result<()> {
    db::execute(
        conn,
        "UPDATE submissions SET state = $2, changed_at = $3 WHERE id = $1",
        vec![
            id.uuid().into(),
            state.name().into(),
            at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Makes a new version the current one; the submission waits for review again.
pub async fn set_version(
    conn: &impl ConnectionTrait,
    id: SubmissionId,
    number: i64,
    warnings: i64,
    at: Timestamp,
) -> db::Result<()> {
    db::execute(
        conn,
        "UPDATE submissions SET version = $2, warnings = $3, changed_at = $4, state = 'submitted' WHERE id = $1",
        vec![
            id.uuid().into(),
            number.into(),
            warnings.into(),
            at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Everything that a submission of invented data consists of.
#[derive(Debug, Clone)]
pub struct Invented {
    /// The submission.
    pub submission: Submission,
    /// Its idempotency key.
    pub idempotency_key: String,
    /// Its versions.
    pub versions: Vec<SealedVersion>,
    /// What happened to it.
    pub events: Vec<Event>,
    /// How far the expected report is that it is tied to.
    pub expected: crate::model::ExpectedStatus,
}

/// Writes many submissions at once, with the expected reports that they are tied to.
pub async fn add_invented(conn: &impl ConnectionTrait, all: &[Invented]) -> db::Result<()> {
    for chunk in all.chunks(CHUNK) {
        let sql = format!(
            "INSERT INTO submissions (id, collection, institution, office, period, receipt, state, version,
                form_version, submitted_at, submitted_by, changed_at, late, warnings, idempotency_key, on_behalf) VALUES {}",
            db::rows_of(chunk.len(), 16)
        );
        let values = chunk
            .iter()
            .flat_map(|one| row_values(&one.submission, &one.idempotency_key))
            .collect();
        db::execute(conn, &sql, values).await?;
        let versions: Vec<_> = chunk.iter().flat_map(|one| one.versions.clone()).collect();
        add_versions(conn, &versions).await?;
        let events: Vec<_> = chunk
            .iter()
            .flat_map(|one| {
                one.events
                    .iter()
                    .map(|event| (one.submission.id, event.clone()))
            })
            .collect();
        add_events(conn, &events).await?;
        // Nobody owes reports about events, and an institution can send several of a day.
        let owed: Vec<&Invented> = chunk
            .iter()
            .filter(|one| !matches!(one.submission.period, Period::Day(_)))
            .collect();
        if owed.is_empty() {
            continue;
        }
        let sql = format!(
            "INSERT INTO expected_reports (collection, institution, period, office, opens_on, due_on, status,
                submission, late)
             VALUES {}
             ON CONFLICT (collection, institution, period)
             DO UPDATE SET status = excluded.status, submission = excluded.submission, late = excluded.late",
            db::rows_of(owed.len(), 9)
        );
        let values = owed
            .iter()
            .flat_map(|one| -> [db::Value; 9] {
                let submission = &one.submission;
                [
                    submission.collection.uuid().into(),
                    submission.institution.uuid().into(),
                    submission.period.to_string().into(),
                    submission.office.uuid().into(),
                    // Set when the row was made; a row that is not there yet is due with its period.
                    submission.period.first_day().to_string().into(),
                    submission.period.last_day().to_string().into(),
                    one.expected.name().into(),
                    submission.id.uuid().into(),
                    submission.late.into(),
                ]
            })
            .collect();
        db::execute(conn, &sql, values).await?;
    }
    Ok(())
}

/// What an institution has sent about a period and not withdrawn; the newest, if it is several.
pub async fn valid_of_period(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    institution: OrganisationId,
    period: Period,
) -> db::Result<Option<Submission>> {
    fetch_one(
        conn,
        &format!(
            "SELECT {COLUMNS} FROM submissions
             WHERE institution = $1 AND period = $2 AND collection = $3 AND state <> 'withdrawn'
             ORDER BY submitted_at DESC, id LIMIT 1"
        ),
        vec![
            institution.uuid().into(),
            period.to_string().into(),
            collection.uuid().into(),
        ],
        Row::submission,
    )
    .await
}

/// Whether the period counts towards what an office has to review: helper for lists of one period.
pub async fn of_period(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    office: OrganisationId,
    period: Period,
) -> db::Result<Vec<Submission>> {
    fetch_all(
        conn,
        &format!(
            "SELECT {COLUMNS} FROM submissions
             WHERE office = $1 AND collection = $2 AND period = $3 AND state <> 'withdrawn'
             ORDER BY institution, submitted_at"
        ),
        vec![
            office.uuid().into(),
            collection.uuid().into(),
            period.to_string().into(),
        ],
        Row::submission,
    )
    .await
}
