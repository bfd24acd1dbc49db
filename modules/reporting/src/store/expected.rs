// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Expected reports (Meldesoll).

use db::{ConnectionTrait, FromQueryResult};
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{CollectionId, Id, OrganisationId, PersonId, SubmissionId};
use uuid::Uuid;

use super::{confirmed, fetch_all, fetch_one, read, standing};
use crate::model::{Collection, Expected, ExpectedStatus, Submission, Within, ZeroReason};
use crate::period::Period;

const COLUMNS: &str =
    "collection, institution, office, period, opens_on, due_on, status, submission, zero_reason";

#[derive(FromQueryResult)]
struct Row {
    collection: Uuid,
    institution: Uuid,
    office: Uuid,
    period: String,
    opens_on: String,
    due_on: String,
    status: String,
    submission: Option<Uuid>,
    zero_reason: Option<String>,
}

impl Row {
    fn expected(self) -> db::Result<Expected> {
        Ok(Expected {
            collection: Id::from_uuid(self.collection),
            institution: Id::from_uuid(self.institution),
            office: Id::from_uuid(self.office),
            period: read("period", &self.period)?,
            opens_on: if self.opens_on.is_empty() {
                None
            } else {
                Some(read("opens_on", &self.opens_on)?)
            },
            due_on: read("due_on", &self.due_on)?,
            status: read("status", &self.status)?,
            submission: self.submission.map(Id::from_uuid),
            zero_reason: self
                .zero_reason
                .map(|text| read("zero_reason", &text))
                .transpose()?,
        })
    }
}

/// Makes the rows for one period of a collection; rows that are there stay as they are. Says how many
/// were made.
pub async fn ensure(
    tx: &db::Tx,
    collection: &Collection,
    period: Period,
    (opens_on, due_on): (Date, Date),
) -> db::Result<u64> {
    let made = db::execute(
        tx,
        "INSERT INTO expected_reports (collection, institution, period, office, opens_on, due_on, status)
         SELECT p.collection, p.institution, CAST($2 AS TEXT), p.office, CAST($3 AS TEXT),
             CAST($4 AS TEXT), 'missing'
         FROM participants p
         WHERE p.collection = $1 AND p.from_period <= $2 AND (p.to_period IS NULL OR p.to_period >= $2)
         ON CONFLICT (collection, institution, period) DO NOTHING",
        vec![
            collection.id.uuid().into(),
            period.to_string().into(),
            opens_on.to_string().into(),
            due_on.to_string().into(),
        ],
    )
    .await?;
    if made > 0 && collection.repeatable() {
        let counted = collection.calendar.counted_by(period);
        for office in confirmed::offices(tx, collection.id, period).await? {
            standing::refresh(tx, collection.id, counted, office).await?;
        }
    } else if made > 0 {
        standing::refresh_period(tx, collection.id, period).await?;
    }
    Ok(made)
}

/// Removes what an institution does not owe any more: nothing has come for it and its period is after
/// `last`.
pub async fn forgive_after(
    tx: &db::Tx,
    collection: &Collection,
    institution: OrganisationId,
    last: Period,
) -> db::Result<u64> {
    let forgiven = fetch_all(
        tx,
        &format!(
            "DELETE FROM expected_reports
             WHERE collection = $1 AND institution = $2 AND period > $3
               AND submission IS NULL AND status IN ('missing', 'draft')
             RETURNING {COLUMNS}"
        ),
        vec![
            collection.id.uuid().into(),
            institution.uuid().into(),
            last.to_string().into(),
        ],
        Row::expected,
    )
    .await?;
    for one in &forgiven {
        let counted = collection.calendar.counted_by(one.period);
        standing::refresh(tx, collection.id, counted, one.office).await?;
    }
    Ok(u64::try_from(forgiven.len()).unwrap_or(u64::MAX))
}

/// The report that an institution owes for a period.
pub async fn find(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    institution: OrganisationId,
    period: Period,
) -> db::Result<Option<Expected>> {
    fetch_one(
        conn,
        &format!(
            "SELECT {COLUMNS} FROM expected_reports
             WHERE collection = $1 AND institution = $2 AND period = $3"
        ),
        vec![
            collection.uuid().into(),
            institution.uuid().into(),
            period.to_string().into(),
        ],
        Row::expected,
    )
    .await
}

/// What an institution owes by `today`, the earliest first. Reports of closed collections are not owed.
pub async fn owed(
    conn: &impl ConnectionTrait,
    institution: OrganisationId,
    today: Date,
    limit: i64,
) -> db::Result<Vec<Expected>> {
    fetch_all(conn,
        "SELECT e.collection, e.institution, e.office, e.period, e.opens_on, e.due_on, e.status,
             e.submission, e.zero_reason
         FROM expected_reports e JOIN collections c ON c.id = e.collection
         WHERE e.institution = $1 AND e.status IN ('missing', 'draft', 'returned') AND c.status = 'open'
           AND e.opens_on <= $3
         ORDER BY e.due_on, e.period, e.collection LIMIT $2",
        vec![institution.uuid().into(), limit.into(), today.to_string().into()], Row::expected).await
}

/// All rows of an office for one period of a collection.
pub async fn of_office(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    office: OrganisationId,
    period: Period,
) -> db::Result<Vec<Expected>> {
    fetch_all(
        conn,
        &format!(
            "SELECT {COLUMNS} FROM expected_reports
             WHERE office = $1 AND collection = $2 AND period = $3 ORDER BY institution"
        ),
        vec![
            office.uuid().into(),
            collection.uuid().into(),
            period.to_string().into(),
        ],
        Row::expected,
    )
    .await
}

/// Ties a report that has come to the period that it was owed for, unless another one is tied to it
/// already, and to the office that it was sent to. Says whether that happened.
pub async fn fulfil(conn: &impl ConnectionTrait, submission: &Submission) -> db::Result<bool> {
    let rows = db::execute(
        conn,
        "UPDATE expected_reports SET status = 'submitted', submission = $4, office = $5, late = $6,
             zero_reason = NULL, zero_at = NULL, zero_by = NULL
         WHERE collection = $1 AND institution = $2 AND period = $3 AND submission IS NULL",
        vec![
            submission.collection.uuid().into(),
            submission.institution.uuid().into(),
            submission.period.to_string().into(),
            submission.id.uuid().into(),
            submission.office.uuid().into(),
            submission.late.into(),
        ],
    )
    .await?;
    Ok(rows == 1)
}

/// Sets how far the report is that `submission` is tied to.
pub async fn set_status(
    conn: &impl ConnectionTrait,
    submission: SubmissionId,
    key: (CollectionId, OrganisationId, Period),
    status: ExpectedStatus,
) -> db::Result<()> {
    let (collection, institution, period) = key;
    db::execute(
        conn,
        "UPDATE expected_reports SET status = $5
         WHERE collection = $1 AND institution = $2 AND period = $3 AND submission = $4",
        vec![
            collection.uuid().into(),
            institution.uuid().into(),
            period.to_string().into(),
            submission.uuid().into(),
            status.name().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Unties a report that was taken back: it is owed again.
pub async fn reopen(
    conn: &impl ConnectionTrait,
    submission: SubmissionId,
    key: (CollectionId, OrganisationId, Period),
) -> db::Result<()> {
    let (collection, institution, period) = key;
    db::execute(
        conn,
        "UPDATE expected_reports SET status = 'missing', submission = NULL, late = FALSE
         WHERE collection = $1 AND institution = $2 AND period = $3 AND submission = $4",
        vec![
            collection.uuid().into(),
            institution.uuid().into(),
            period.to_string().into(),
            submission.uuid().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Notes that somebody has begun to fill in the report, or has thrown the draft away; says whether that was new.
pub async fn set_draft(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    institution: OrganisationId,
    period: Period,
    begun: bool,
) -> db::Result<bool> {
    let (from, to) = if begun {
        ("missing", "draft")
    } else {
        ("draft", "missing")
    };
    let rows = db::execute(
        conn,
        "UPDATE expected_reports SET status = $5
         WHERE collection = $1 AND institution = $2 AND period = $3 AND status = $4",
        vec![
            collection.uuid().into(),
            institution.uuid().into(),
            period.to_string().into(),
            from.into(),
            to.into(),
        ],
    )
    .await?;
    Ok(rows == 1)
}

/// Notes that an institution has nothing to report for a period; says whether that was still open.
pub async fn set_zero(
    conn: &impl ConnectionTrait,
    key: (CollectionId, OrganisationId, Period),
    reason: ZeroReason,
    at: Timestamp,
    by: PersonId,
) -> db::Result<bool> {
    let (collection, institution, period) = key;
    let rows = db::execute(
        conn,
        "UPDATE expected_reports SET status = 'zero', zero_reason = $4, zero_at = $5, zero_by = $6
         WHERE collection = $1 AND institution = $2 AND period = $3 AND status IN ('missing', 'draft')",
        vec![
            collection.uuid().into(),
            institution.uuid().into(),
            period.to_string().into(),
            reason.name().into(),
            at.as_millisecond().into(),
            by.uuid().into(),
        ],
    )
    .await?;
    Ok(rows == 1)
}

/// Takes back that there is nothing to report; says whether that had been said.
pub async fn undo_zero(
    conn: &impl ConnectionTrait,
    key: (CollectionId, OrganisationId, Period),
) -> db::Result<bool> {
    let (collection, institution, period) = key;
    let rows = db::execute(
        conn,
        "UPDATE expected_reports SET status = 'missing', zero_reason = NULL, zero_at = NULL, zero_by = NULL
         WHERE collection = $1 AND institution = $2 AND period = $3 AND status = 'zero'",
        vec![
            collection.uuid().into(),
            institution.uuid().into(),
            period.to_string().into(),
        ],
    )
    .await?;
    Ok(rows == 1)
}

/// What institutions had nothing to report, the latest first.
pub async fn zeros(
    conn: &impl ConnectionTrait,
    institutions: &[OrganisationId],
    limit: i64,
) -> db::Result<Vec<Expected>> {
    if institutions.is_empty() {
        return Ok(Vec::new());
    }
    let count = institutions.len();
    let sql = format!(
        "SELECT {COLUMNS} FROM expected_reports WHERE institution IN {} AND status = 'zero'
         ORDER BY due_on DESC, collection LIMIT ${}",
        db::rows_of(1, count),
        count + 1
    );
    let mut values: Vec<db::Value> = institutions.iter().map(|id| id.uuid().into()).collect();
    values.push(limit.into());
    fetch_all(conn, &sql, values, Row::expected).await
}

/// How one expected report stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// About which period.
    pub period: Period,
    /// By when it was due.
    pub due_on: Date,
    /// How far it is.
    pub status: ExpectedStatus,
    /// Whether it came after it was due.
    pub late: bool,
}

#[derive(FromQueryResult)]
struct MarkRow {
    institution: Uuid,
    period: String,
    due_on: String,
    status: String,
    late: bool,
}

/// How the expected reports of an office's institutions stand in the periods from `from` to `to`.
pub async fn marks(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    (office, within): (OrganisationId, &Within),
    (from, to): (Period, Period),
) -> db::Result<Vec<(OrganisationId, Mark)>> {
    let mut values: Vec<db::Value> = vec![
        office.uuid().into(),
        collection.uuid().into(),
        from.to_string().into(),
        to.to_string().into(),
    ];
    let part = super::within::condition(within, "e.institution", &mut values);
    let sql = format!(
        "SELECT e.institution AS institution, e.period AS period, e.due_on AS due_on,
             e.status AS status, e.late AS late
         FROM expected_reports e
         WHERE e.office = $1 AND e.collection = $2 AND e.period >= $3 AND e.period <= $4{part}
         ORDER BY e.institution, e.period"
    );
    let rows = db::all::<MarkRow>(conn, &sql, values).await?;
    rows.into_iter()
        .map(|row| {
            let mark = Mark {
                period: read("period", &row.period)?,
                due_on: read("due_on", &row.due_on)?,
                status: read("status", &row.status)?,
                late: row.late,
            };
            Ok((Id::from_uuid(row.institution), mark))
        })
        .collect()
}

/// How many reports of a collection have not come yet or were sent back.
pub async fn count_owed(conn: &impl ConnectionTrait, collection: CollectionId) -> db::Result<i64> {
    let count = db::scalar(
        conn,
        "SELECT COUNT(*) FROM expected_reports
         WHERE collection = $1 AND status IN ('missing', 'draft', 'returned')",
        vec![collection.uuid().into()],
    )
    .await?;
    Ok(count.unwrap_or(0))
}
