// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Weeks of events that institutions confirm: what is owed for a week is settled by reports about its
//! events, or by saying that there were none.

use db::{ConnectionTrait, FromQueryResult};
use kernel::{CollectionId, Id, OrganisationId, berlin_zone};
use uuid::Uuid;

use super::read;
use crate::period::Period;

fn key(collection: CollectionId, week: Period, office: OrganisationId) -> Vec<db::Value> {
    vec![
        collection.uuid().into(),
        week.to_string().into(),
        office.uuid().into(),
        week.first_day().to_string().into(),
        week.last_day().to_string().into(),
    ]
}

/// Lets what is owed to an office for a week follow the reports about events of that week, whatever has just
/// happened to one of them, and counts it. A report that comes makes an end of what was said before; if the
/// last one is withdrawn, the week is owed again. Where reports were deleted, what they had settled stays so.
///
/// The caller has locked how the office stands with the week, so that nobody else does the same meanwhile.
pub(super) async fn follow(
    tx: &db::Tx,
    collection: CollectionId,
    week: Period,
    office: OrganisationId,
) -> db::Result<()> {
    let due: Option<Option<String>> = db::scalar(
        tx,
        "SELECT MIN(due_on) FROM expected_reports
         WHERE collection = $1 AND period = $2 AND office = $3",
        key(collection, week, office)[..3].to_vec(),
    )
    .await?;
    let Some(due) = due.flatten() else {
        return Ok(());
    };
    let due: jiff::civil::Date = read("due_on", &due)?;
    // The first moment at which a report is late.
    let late_from = due
        .tomorrow()
        .and_then(|day| day.to_zoned(berlin_zone()))
        .map_err(|_| db::DbError::Row("a day at the end of the calendar".to_owned()))?;
    let mut values = key(collection, week, office);
    values.push(late_from.timestamp().as_millisecond().into());
    db::execute(
        tx,
        "UPDATE expected_reports SET status = n.now_status, late = n.now_late,
             zero_reason = CASE WHEN n.now_status = 'zero' THEN zero_reason END,
             zero_at = CASE WHEN n.now_status = 'zero' THEN zero_at END,
             zero_by = CASE WHEN n.now_status = 'zero' THEN zero_by END
         FROM (SELECT w.who AS who,
                   CASE WHEN w.waiting > 0 THEN 'submitted'
                       WHEN w.accepted > 0 THEN 'accepted'
                       WHEN w.withdrawn = 0 AND w.was IN ('submitted', 'accepted') THEN w.was
                       WHEN w.reason IS NOT NULL THEN 'zero'
                       ELSE 'missing' END AS now_status,
                   CASE WHEN w.waiting + w.accepted > 0 THEN w.first_at >= $6
                       WHEN w.withdrawn = 0 AND w.was IN ('submitted', 'accepted') THEN w.was_late
                       ELSE FALSE END AS now_late
               FROM (SELECT e.institution AS who, e.status AS was, e.late AS was_late,
                         e.zero_reason AS reason,
                         COALESCE(SUM(CASE WHEN s.state IN ('submitted', 'returned') THEN 1 ELSE 0 END), 0)
                             AS waiting,
                         COALESCE(SUM(CASE WHEN s.state = 'accepted' THEN 1 ELSE 0 END), 0) AS accepted,
                         COALESCE(SUM(CASE WHEN s.state = 'withdrawn' THEN 1 ELSE 0 END), 0) AS withdrawn,
                         MIN(CASE WHEN s.state <> 'withdrawn' THEN s.submitted_at END) AS first_at
                     FROM expected_reports e LEFT JOIN submissions s ON s.collection = e.collection
                         AND s.institution = e.institution AND s.period >= $4 AND s.period <= $5
                     WHERE e.collection = $1 AND e.period = $2 AND e.office = $3
                     GROUP BY e.institution, e.status, e.late, e.zero_reason) w) n
         WHERE expected_reports.collection = $1 AND expected_reports.period = $2
           AND expected_reports.institution = n.who
           AND (expected_reports.status <> n.now_status OR expected_reports.late <> n.now_late)",
        values,
    )
    .await?;
    db::execute(
        tx,
        "UPDATE office_periods SET (opens_on, due_on, expected, missing, zero, late, settled) =
             (SELECT CAST($4 AS TEXT), MIN(e.due_on), COUNT(*),
                  COALESCE(SUM(CASE WHEN e.status = 'missing' THEN 1 ELSE 0 END), 0),
                  COALESCE(SUM(CASE WHEN e.status = 'zero' THEN 1 ELSE 0 END), 0),
                  COALESCE(SUM(CASE WHEN e.late THEN 1 ELSE 0 END), 0),
                  COALESCE(SUM(CASE WHEN e.status IN ('accepted', 'zero') THEN 1 ELSE 0 END), 0)
              FROM expected_reports e
              WHERE e.collection = $1 AND e.period = $2 AND e.office = $3)
         WHERE collection = $1 AND period = $2 AND office = $3",
        key(collection, week, office)[..4].to_vec(),
    )
    .await?;
    Ok(())
}

/// The other offices to which institutions owe a week that have reported an event of it to `office`: they
/// have moved since it was owed.
pub(super) async fn elsewhere(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    week: Period,
    office: OrganisationId,
) -> db::Result<Vec<OrganisationId>> {
    db::fetch_all(
        conn,
        "SELECT DISTINCT e.office AS office FROM expected_reports e
         JOIN submissions s ON s.collection = e.collection AND s.institution = e.institution
             AND s.period >= $4 AND s.period <= $5
         WHERE e.collection = $1 AND e.period = $2 AND e.office <> $3 AND s.office = $3
         ORDER BY e.office",
        key(collection, week, office),
        |row: OfficeRow| Ok(Id::from_uuid(row.office)),
    )
    .await
}

/// The offices to which something is owed for a period.
pub(super) async fn offices(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    period: Period,
) -> db::Result<Vec<OrganisationId>> {
    db::fetch_all(
        conn,
        "SELECT DISTINCT office FROM expected_reports
         WHERE collection = $1 AND period = $2 ORDER BY office",
        vec![collection.uuid().into(), period.to_string().into()],
        |row: OfficeRow| Ok(Id::from_uuid(row.office)),
    )
    .await
}

#[derive(FromQueryResult)]
struct OfficeRow {
    office: Uuid,
}
