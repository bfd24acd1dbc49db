// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Expected reports (Meldesoll).

use db::{ConnectionTrait, FromQueryResult};
use jiff::civil::Date;
use kernel::{CollectionId, Id, IsoWeek, OrganisationId, SubmissionId};
use uuid::Uuid;

use super::{fetch_all, fetch_one, read};
use crate::model::{Collection, Expected, ExpectedStatus};
use crate::period::Period;

const COLUMNS: &str = "collection, institution, office, period, due_on, status, submission";

#[derive(FromQueryResult)]
struct Row {
    collection: Uuid,
    institution: Uuid,
    office: Uuid,
    period: String,
    due_on: String,
    status: String,
    submission: Option<Uuid>,
}

impl Row {
    fn expected(self) -> db::Result<Expected> {
        Ok(Expected {
            collection: Id::from_uuid(self.collection),
            institution: Id::from_uuid(self.institution),
            office: Id::from_uuid(self.office),
            period: read("period", &self.period)?,
            due_on: read("due_on", &self.due_on)?,
            status: read("status", &self.status)?,
            submission: self.submission.map(Id::from_uuid),
        })
    }
}

/// Makes the rows for one week of a collection; rows that are there stay as they are. Says how many
/// were made.
pub async fn ensure(
    conn: &impl ConnectionTrait,
    collection: &Collection,
    week: IsoWeek,
) -> db::Result<u64> {
    db::execute(
        conn,
        "INSERT INTO expected_reports (collection, institution, period, office, due_on, status)
         SELECT p.collection, p.institution, CAST($2 AS TEXT), p.office, CAST($3 AS TEXT), 'missing'
         FROM participants p
         WHERE p.collection = $1 AND p.from_week <= $2 AND (p.to_week IS NULL OR p.to_week >= $2)
         ON CONFLICT (collection, institution, period) DO NOTHING",
        vec![
            collection.id.uuid().into(),
            week.to_string().into(),
            collection.due_on(week).to_string().into(),
        ],
    )
    .await
}

/// Removes what an institution does not owe any more: nothing has come for it and its week is after `last`.
pub async fn forgive_after(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    institution: OrganisationId,
    last: IsoWeek,
) -> db::Result<u64> {
    db::execute(
        conn,
        "DELETE FROM expected_reports
         WHERE collection = $1 AND institution = $2 AND period > $3
           AND submission IS NULL AND status IN ('missing', 'draft')",
        vec![
            collection.uuid().into(),
            institution.uuid().into(),
            last.to_string().into(),
        ],
    )
    .await
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

/// What an institution owes, the earliest first. Reports of closed collections are not owed.
pub async fn owed(
    conn: &impl ConnectionTrait,
    institution: OrganisationId,
    limit: i64,
) -> db::Result<Vec<Expected>> {
    fetch_all(conn,
        "SELECT e.collection, e.institution, e.office, e.period, e.due_on, e.status, e.submission
         FROM expected_reports e JOIN collections c ON c.id = e.collection
         WHERE e.institution = $1 AND e.status IN ('missing', 'draft', 'returned') AND c.status = 'open'
         ORDER BY e.due_on, e.period, e.collection LIMIT $2",
        vec![institution.uuid().into(), limit.into()], Row::expected).await
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
/// already. Says whether that happened.
pub async fn fulfil(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    institution: OrganisationId,
    period: Period,
    submission: SubmissionId,
) -> db::Result<bool> {
    let rows = db::execute(
        conn,
        "UPDATE expected_reports SET status = 'submitted', submission = $4
         WHERE collection = $1 AND institution = $2 AND period = $3 AND submission IS NULL",
        vec![
            collection.uuid().into(),
            institution.uuid().into(),
            period.to_string().into(),
            submission.uuid().into(),
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
        "UPDATE expected_reports SET status = 'missing', submission = NULL
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

/// Notes that somebody has begun to fill in the report, or has thrown the draft away.
pub async fn set_draft(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    institution: OrganisationId,
    period: Period,
    begun: bool,
) -> db::Result<()> {
    let (from, to) = if begun {
        ("missing", "draft")
    } else {
        ("draft", "missing")
    };
    db::execute(
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
    Ok(())
}

/// How many reports of an office are how far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// How many are owed.
    pub expected: i64,
    /// How many have come (submitted, returned or accepted).
    pub received: i64,
    /// How many have been accepted.
    pub accepted: i64,
    /// How many have not come and are overdue.
    pub overdue: i64,
}

#[derive(FromQueryResult)]
struct CountRow {
    subject: Uuid,
    expected: i64,
    received: i64,
    accepted: i64,
    overdue: i64,
}

const COUNTS: &str = "COUNT(*) AS expected,
    CAST(SUM(CASE WHEN status IN ('submitted', 'returned', 'accepted') THEN 1 ELSE 0 END) AS BIGINT) AS received,
    CAST(SUM(CASE WHEN status = 'accepted' THEN 1 ELSE 0 END) AS BIGINT) AS accepted,
    CAST(SUM(CASE WHEN status IN ('missing', 'draft') AND due_on < $2 THEN 1 ELSE 0 END) AS BIGINT) AS overdue";

impl CountRow {
    fn pair<T>(self, key: impl Fn(Uuid) -> T) -> (T, Counts) {
        (
            key(self.subject),
            Counts {
                expected: self.expected,
                received: self.received,
                accepted: self.accepted,
                overdue: self.overdue,
            },
        )
    }
}

/// How complete one period of a collection is, per office.
pub async fn completeness(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    period: Period,
    today: Date,
) -> db::Result<Vec<(OrganisationId, Counts)>> {
    let rows = db::all::<CountRow>(
        conn,
        &format!(
            "SELECT office AS subject, {COUNTS} FROM expected_reports
             WHERE collection = $1 AND period = $3 GROUP BY office ORDER BY office"
        ),
        vec![
            collection.uuid().into(),
            today.to_string().into(),
            period.to_string().into(),
        ],
    )
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| row.pair(Id::from_uuid))
        .collect())
}

/// How complete one period is, per collection.
pub async fn completeness_by_collection(
    conn: &impl ConnectionTrait,
    period: Period,
    today: Date,
    office: Option<OrganisationId>,
) -> db::Result<Vec<(CollectionId, Counts)>> {
    let mut values = vec![period.to_string().into(), today.to_string().into()];
    let of_office = if let Some(office) = office {
        values.push(office.uuid().into());
        "AND office = $3"
    } else {
        ""
    };
    let rows = db::all::<CountRow>(
        conn,
        &format!(
            "SELECT collection AS subject, {COUNTS} FROM expected_reports
             WHERE period = $1 {of_office} GROUP BY collection ORDER BY collection"
        ),
        values,
    )
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| row.pair(Id::from_uuid))
        .collect())
}

/// The latest period of a collection for which reports are owed.
pub async fn latest_period(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
) -> db::Result<Option<Period>> {
    let text: Option<Option<String>> = db::scalar(
        conn,
        "SELECT MAX(period) FROM expected_reports WHERE collection = $1",
        vec![collection.uuid().into()],
    )
    .await?;
    text.flatten().map(|text| read("period", &text)).transpose()
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
