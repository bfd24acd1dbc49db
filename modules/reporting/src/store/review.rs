// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What an office has to review: counts by collection and week, and the rows of one week.

use db::{ConnectionTrait, FromQueryResult};
use jiff::civil::Date;
use kernel::{CollectionId, Id, IsoWeek, OrganisationId, PersonId, SubmissionId};
use uuid::Uuid;

use super::{CHUNK, fetch_all, placeholders, read, submissions, window};
use crate::model::{ExpectedStatus, Submission, SubmissionState};
use crate::period::Period;

/// How the reports of one collection and week stand at one office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekCounts {
    /// Which collection.
    pub collection: CollectionId,
    /// Which period.
    pub period: Period,
    /// By when its reports were due.
    pub due_on: Date,
    /// How many are owed.
    pub expected: i64,
    /// How many have come.
    pub received: i64,
    /// How many of these came after they were due.
    pub late: i64,
    /// How many have not come.
    pub missing: i64,
    /// How many wait for review and have implausible answers.
    pub with_warnings: i64,
    /// How many wait for review.
    pub to_review: i64,
    /// How many of these were corrected by the institution.
    pub corrected: i64,
}

#[derive(FromQueryResult)]
struct WeekRow {
    collection: Uuid,
    period: String,
    due_on: String,
    expected: i64,
    received: i64,
    late: i64,
    missing: i64,
    with_warnings: i64,
    to_review: i64,
    corrected: i64,
}

impl WeekRow {
    fn counts(self) -> db::Result<WeekCounts> {
        Ok(WeekCounts {
            collection: Id::from_uuid(self.collection),
            period: read("period", &self.period)?,
            due_on: read("due_on", &self.due_on)?,
            expected: self.expected,
            received: self.received,
            late: self.late,
            missing: self.missing,
            with_warnings: self.with_warnings,
            to_review: self.to_review,
            corrected: self.corrected,
        })
    }
}

/// Which weeks are listed.
#[derive(Debug, Clone, Copy, Default)]
pub struct WeekFilter {
    /// Only this collection.
    pub collection: Option<CollectionId>,
    /// Only weeks in which something waits for review or is missing.
    pub only_open: bool,
}

fn week_query(filter: WeekFilter, values: &mut Vec<db::Value>) -> String {
    let mut of = String::new();
    if let Some(collection) = filter.collection {
        values.push(collection.uuid().into());
        of = format!("AND e.collection = ${}", values.len());
    }
    let only_open = if filter.only_open {
        "HAVING SUM(CASE WHEN e.status IN ('submitted', 'missing', 'draft') THEN 1 ELSE 0 END) > 0"
    } else {
        ""
    };
    // Weeks sort as their texts do.
    format!(
        "FROM expected_reports e LEFT JOIN submissions s ON s.id = e.submission
         WHERE e.office = $1 AND e.period <= $2 {of}
         GROUP BY e.collection, e.period {only_open}"
    )
}

/// How an office's reports stand by collection and week up to the week `until`, the latest week
/// first; page `page` (from 1) of `per_page` rows.
pub async fn weeks(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    until: IsoWeek,
    filter: WeekFilter,
    page: i64,
    per_page: i64,
) -> db::Result<Vec<WeekCounts>> {
    let mut values: Vec<db::Value> = vec![office.uuid().into(), until.to_string().into()];
    let query = week_query(filter, &mut values);
    let limit = values.len() + 1;
    values.extend(window(page, per_page));
    let sql = format!(
        "SELECT e.collection AS collection, e.period AS period, MIN(e.due_on) AS due_on,
             COUNT(*) AS expected,
             CAST(SUM(CASE WHEN e.submission IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT) AS received,
             CAST(SUM(CASE WHEN s.late THEN 1 ELSE 0 END) AS BIGINT) AS late,
             CAST(SUM(CASE WHEN e.submission IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS missing,
             CAST(SUM(CASE WHEN e.status = 'submitted' AND s.warnings > 0 THEN 1 ELSE 0 END) AS BIGINT) AS with_warnings,
             CAST(SUM(CASE WHEN e.status = 'submitted' THEN 1 ELSE 0 END) AS BIGINT) AS to_review,
             CAST(SUM(CASE WHEN e.status = 'submitted' AND s.version > 1 THEN 1 ELSE 0 END) AS BIGINT) AS corrected
         {query}
         ORDER BY e.period DESC, e.collection LIMIT ${limit} OFFSET ${}",
        limit + 1
    );
    fetch_all(conn, &sql, values, WeekRow::counts).await
}

/// How many rows [`weeks`] has on all its pages.
pub async fn count_weeks(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    until: IsoWeek,
    filter: WeekFilter,
) -> db::Result<i64> {
    let mut values: Vec<db::Value> = vec![office.uuid().into(), until.to_string().into()];
    let query = week_query(filter, &mut values);
    let sql = format!("SELECT COUNT(*) FROM (SELECT e.collection AS collection {query}) AS weeks");
    Ok(db::scalar(conn, &sql, values).await?.unwrap_or(0))
}

#[derive(FromQueryResult)]
struct EventRow {
    period: String,
    state: String,
    received: i64,
    with_warnings: i64,
    corrected: i64,
}

/// How an office's reports about events of a repeatable collection stand by week, the latest week
/// first. None of them is ever owed, late or missing.
pub async fn event_weeks(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    collection: CollectionId,
) -> db::Result<Vec<WeekCounts>> {
    let rows = db::all::<EventRow>(
        conn,
        "SELECT period, state, COUNT(*) AS received,
             CAST(SUM(CASE WHEN warnings > 0 THEN 1 ELSE 0 END) AS BIGINT) AS with_warnings,
             CAST(SUM(CASE WHEN version > 1 THEN 1 ELSE 0 END) AS BIGINT) AS corrected
         FROM submissions WHERE office = $1 AND collection = $2 AND state <> 'withdrawn'
         GROUP BY period, state ORDER BY period DESC",
        vec![office.uuid().into(), collection.uuid().into()],
    )
    .await?;
    let mut weeks: Vec<WeekCounts> = Vec::new();
    for row in rows {
        let week = read::<Period>("period", &row.period)?.week();
        let period = Period::Week(week);
        if weeks.last().is_none_or(|last| last.period != period) {
            weeks.push(WeekCounts {
                collection,
                period,
                due_on: week.plus(1).monday(),
                expected: 0,
                received: 0,
                late: 0,
                missing: 0,
                with_warnings: 0,
                to_review: 0,
                corrected: 0,
            });
        }
        if let Some(last) = weeks.last_mut() {
            last.received += row.received;
            if row.state == SubmissionState::Submitted.name() {
                last.to_review += row.received;
                last.with_warnings += row.with_warnings;
                last.corrected += row.corrected;
            }
        }
    }
    Ok(weeks)
}

/// The reports of an office about a week or about days of it, withdrawn ones not among them.
pub async fn submissions_of_week(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    collection: CollectionId,
    period: Period,
    repeatable: bool,
) -> db::Result<Vec<Submission>> {
    let (from, to) = if repeatable {
        (
            period.first_day().to_string(),
            period.last_day().to_string(),
        )
    } else {
        (period.to_string(), period.to_string())
    };
    submissions::list(
        conn,
        "WHERE office = $1 AND collection = $2 AND period >= $3 AND period <= $4 AND state <> 'withdrawn'
         ORDER BY period, submitted_at, id",
        vec![
            office.uuid().into(),
            collection.uuid().into(),
            from.into(),
            to.into(),
        ],
    )
    .await
}

/// Sets the state of many reports of one office and of what they are tied to, for invented data.
pub async fn set_states(
    conn: &impl ConnectionTrait,
    ids: &[SubmissionId],
    state: SubmissionState,
    expected: ExpectedStatus,
    at: jiff::Timestamp,
) -> db::Result<()> {
    for chunk in ids.chunks(CHUNK) {
        let list = placeholders(1, chunk.len());
        let ids = || chunk.iter().map(|id| db::Value::from(id.uuid()));
        let next = chunk.len() + 1;
        let sql = format!(
            "UPDATE submissions SET state = ${next}, changed_at = ${} WHERE id IN {list}",
            next + 1
        );
        let mut values: Vec<db::Value> = ids().collect();
        values.extend([state.name().into(), at.as_millisecond().into()]);
        db::execute(conn, &sql, values).await?;
        let sql =
            format!("UPDATE expected_reports SET status = ${next} WHERE submission IN {list}");
        let mut values: Vec<db::Value> = ids().collect();
        values.push(expected.name().into());
        db::execute(conn, &sql, values).await?;
    }
    Ok(())
}

/// All reports of a collection at an office, for invented data.
pub async fn all_of_office(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    collection: CollectionId,
) -> db::Result<Vec<Submission>> {
    submissions::list(
        conn,
        "WHERE office = $1 AND collection = $2 ORDER BY period, submitted_at, id",
        vec![office.uuid().into(), collection.uuid().into()],
    )
    .await
}

#[derive(FromQueryResult)]
struct ActorRow {
    by_person: Option<Uuid>,
    kind: String,
}

/// The last thing that happened to a report and who did it.
pub async fn last_event(
    conn: &impl ConnectionTrait,
    submission: SubmissionId,
) -> db::Result<Option<(crate::model::EventKind, Option<PersonId>)>> {
    let row = db::one::<ActorRow>(
        conn,
        "SELECT by_person, kind FROM submission_events WHERE submission = $1
         ORDER BY at DESC, id DESC LIMIT 1",
        vec![submission.uuid().into()],
    )
    .await?;
    row.map(|row| Ok((read("kind", &row.kind)?, row.by_person.map(Id::from_uuid))))
        .transpose()
}
