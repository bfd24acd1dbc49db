// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Counts how offices stand with periods, anew with every deed that changes it.

use std::collections::BTreeSet;

use db::FromQueryResult;
use kernel::{CollectionId, Id, OrganisationId};
use uuid::Uuid;

use super::super::{confirmed, read};
use super::key;
use crate::period::Period;

/// What is counted of expected reports `e` with the reports `s` that are tied to them.
const OWED: &str = "COALESCE(MIN(e.opens_on), ''), COALESCE(MIN(e.due_on), ''), COUNT(e.period),
    COALESCE(SUM(CASE WHEN e.status = 'missing' THEN 1 ELSE 0 END), 0),
    COALESCE(SUM(CASE WHEN e.status = 'draft' THEN 1 ELSE 0 END), 0),
    COALESCE(SUM(CASE WHEN e.status = 'submitted' THEN 1 ELSE 0 END), 0),
    COALESCE(SUM(CASE WHEN e.status = 'returned' THEN 1 ELSE 0 END), 0),
    COALESCE(SUM(CASE WHEN e.status = 'accepted' THEN 1 ELSE 0 END), 0),
    COALESCE(SUM(CASE WHEN e.status = 'zero' THEN 1 ELSE 0 END), 0),
    COALESCE(SUM(CASE WHEN s.late THEN 1 ELSE 0 END), 0),
    COALESCE(SUM(CASE WHEN e.status = 'submitted' AND s.warnings > 0 THEN 1 ELSE 0 END), 0),
    COALESCE(SUM(CASE WHEN e.status = 'submitted' AND s.version > 1 THEN 1 ELSE 0 END), 0),
    COALESCE(SUM(CASE WHEN e.status IN ('accepted', 'zero') THEN 1 ELSE 0 END), 0)";

/// The same counts with their names, for a part of an office; the days are those of the whole. What is owed for a
/// week of events (`c.kind`) is settled by reports that are counted as [`EVENTS_NAMED`].
pub(in crate::store) const OWED_NAMED: &str = "1 AS owed, COUNT(e.period) AS expected,
    COALESCE(SUM(CASE WHEN e.status = 'missing' THEN 1 ELSE 0 END), 0) AS missing,
    COALESCE(SUM(CASE WHEN e.status = 'draft' THEN 1 ELSE 0 END), 0) AS drafts,
    COALESCE(SUM(CASE WHEN e.status = 'submitted' AND c.kind <> 'event' THEN 1 ELSE 0 END), 0) AS submitted,
    COALESCE(SUM(CASE WHEN e.status = 'returned' AND c.kind <> 'event' THEN 1 ELSE 0 END), 0) AS returned,
    COALESCE(SUM(CASE WHEN e.status = 'accepted' AND c.kind <> 'event' THEN 1 ELSE 0 END), 0) AS accepted,
    COALESCE(SUM(CASE WHEN e.status = 'zero' THEN 1 ELSE 0 END), 0) AS zero,
    COALESCE(SUM(CASE WHEN s.late OR (c.kind = 'event' AND e.late) THEN 1 ELSE 0 END), 0) AS late,
    COALESCE(SUM(CASE WHEN e.status = 'submitted' AND s.warnings > 0 THEN 1 ELSE 0 END), 0) AS with_warnings,
    COALESCE(SUM(CASE WHEN e.status = 'submitted' AND s.version > 1 THEN 1 ELSE 0 END), 0) AS corrected,
    COALESCE(SUM(CASE WHEN e.status IN ('accepted', 'zero') THEN 1 ELSE 0 END), 0) AS settled";

/// What is counted of reports about events, with names.
pub(in crate::store) const EVENTS_NAMED: &str = "0 AS owed, COUNT(*) - COUNT(*) AS expected, COUNT(*) - COUNT(*) AS missing,
    COUNT(*) - COUNT(*) AS drafts,
    COALESCE(SUM(CASE WHEN s.state = 'submitted' THEN 1 ELSE 0 END), 0) AS submitted,
    COALESCE(SUM(CASE WHEN s.state = 'returned' THEN 1 ELSE 0 END), 0) AS returned,
    COALESCE(SUM(CASE WHEN s.state = 'accepted' THEN 1 ELSE 0 END), 0) AS accepted,
    COUNT(*) - COUNT(*) AS zero,
    COALESCE(SUM(CASE WHEN s.late THEN 1 ELSE 0 END), 0) AS late,
    COALESCE(SUM(CASE WHEN s.state = 'submitted' AND s.warnings > 0 THEN 1 ELSE 0 END), 0) AS with_warnings,
    COALESCE(SUM(CASE WHEN s.state = 'submitted' AND s.version > 1 THEN 1 ELSE 0 END), 0) AS corrected,
    COUNT(*) - COUNT(*) AS settled";

/// The columns that [`OWED`] fills, in its order.
const COUNTED: &str =
    "opens_on, due_on, expected, missing, drafts, submitted, returned, accepted, zero, late,
    with_warnings, corrected, settled";

/// What is counted of reports `s` about events.
const EVENTS: &str = "COUNT(*) - COUNT(*), COUNT(*) - COUNT(*), COUNT(*) - COUNT(*),
    COALESCE(SUM(CASE WHEN s.state = 'submitted' THEN 1 ELSE 0 END), 0),
    COALESCE(SUM(CASE WHEN s.state = 'returned' THEN 1 ELSE 0 END), 0),
    COALESCE(SUM(CASE WHEN s.state = 'accepted' THEN 1 ELSE 0 END), 0),
    COUNT(*) - COUNT(*),
    COALESCE(SUM(CASE WHEN s.late THEN 1 ELSE 0 END), 0),
    COALESCE(SUM(CASE WHEN s.state = 'submitted' AND s.warnings > 0 THEN 1 ELSE 0 END), 0),
    COALESCE(SUM(CASE WHEN s.state = 'submitted' AND s.version > 1 THEN 1 ELSE 0 END), 0),
    COUNT(*) - COUNT(*)";

/// The columns that [`EVENTS`] fills, in its order.
pub(super) const COUNTED_EVENTS: &str =
    "expected, missing, drafts, submitted, returned, accepted, zero, late, with_warnings, corrected,
    settled";

/// Counts again how an office stands with a period after something has changed in the caller's
/// transaction; the row stays locked until it ends. `period` is that of a report: the day of an
/// event counts for its week, and settles what is owed for that. Says on how many levels the period is
/// approved.
pub async fn refresh(
    tx: &db::Tx,
    collection: CollectionId,
    period: Period,
    office: OrganisationId,
) -> db::Result<i64> {
    let Period::Day(_) = period else {
        let approvals = lock(tx, key(collection, period, office), String::new()).await?;
        let sql = format!(
            "UPDATE office_periods SET ({COUNTED}) = (SELECT {OWED}
                 FROM expected_reports e LEFT JOIN submissions s ON s.id = e.submission
                 WHERE e.office = $3 AND e.collection = $1 AND e.period = $2)
             WHERE collection = $1 AND period = $2 AND office = $3"
        );
        db::execute(tx, &sql, key(collection, period, office)).await?;
        remove_empty(tx, collection, period, office).await?;
        return Ok(approvals);
    };
    let week = Period::Week(period.week());
    let approvals = refresh_week(tx, collection, week, office).await?;
    for other in confirmed::elsewhere(tx, collection, week, office).await? {
        refresh_week(tx, collection, week, other).await?;
    }
    Ok(approvals)
}

/// The same for a week of events at one office.
async fn refresh_week(
    tx: &db::Tx,
    collection: CollectionId,
    week: Period,
    office: OrganisationId,
) -> db::Result<i64> {
    let due_on = week.plus(1).first_day().to_string();
    let approvals = lock(tx, key(collection, week, office), due_on).await?;
    let mut values = key(collection, week, office);
    values.push(week.first_day().to_string().into());
    values.push(week.last_day().to_string().into());
    let sql = format!(
        "UPDATE office_periods SET ({COUNTED_EVENTS}) = (SELECT {EVENTS} FROM submissions s
             WHERE s.office = $3 AND s.collection = $1 AND s.period >= $4 AND s.period <= $5
               AND s.state <> 'withdrawn')
         WHERE collection = $1 AND period = $2 AND office = $3"
    );
    db::execute(tx, &sql, values).await?;
    confirmed::follow(tx, collection, week, office).await?;
    Ok(approvals)
}

/// Makes the row if it is not there, and locks it before anything is counted: who comes at the same time
/// counts after us. Says on how many levels the period is approved.
async fn lock(tx: &db::Tx, key: Vec<db::Value>, due_on: String) -> db::Result<i64> {
    let mut values = key;
    values.push(due_on.into());
    let approvals = db::scalar::<i64>(
        tx,
        "INSERT INTO office_periods (collection, period, office, opens_on, due_on, expected, missing,
             drafts, submitted, returned, accepted, zero, late, with_warnings, corrected, approvals)
         VALUES ($1, $2, $3, '', $4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
         ON CONFLICT (collection, period, office) DO UPDATE SET approvals = office_periods.approvals
         RETURNING approvals",
        values,
    )
    .await?;
    Ok(approvals.unwrap_or(0))
}

/// Nobody owes anything any more and nothing was decided: the row says nothing.
async fn remove_empty(
    tx: &db::Tx,
    collection: CollectionId,
    period: Period,
    office: OrganisationId,
) -> db::Result<()> {
    let sql = "DELETE FROM office_periods
               WHERE collection = $1 AND period = $2 AND office = $3 AND due_on = ''";
    db::execute(tx, sql, key(collection, period, office)).await?;
    Ok(())
}

/// Counts a period of a collection again at all offices.
pub async fn refresh_period(
    tx: &db::Tx,
    collection: CollectionId,
    period: Period,
) -> db::Result<()> {
    let values = || -> Vec<db::Value> { vec![collection.uuid().into(), period.to_string().into()] };
    db::execute(
        tx,
        "UPDATE office_periods SET approvals = approvals WHERE collection = $1 AND period = $2",
        values(),
    )
    .await?;
    let excluded: Vec<String> = COUNTED
        .split(',')
        .map(|column| format!("{0} = excluded.{0}", column.trim()))
        .collect();
    let sql = format!(
        "INSERT INTO office_periods (collection, period, office, {COUNTED}, approvals)
         SELECT e.collection, e.period, e.office, {OWED}, 0
         FROM expected_reports e LEFT JOIN submissions s ON s.id = e.submission
         WHERE e.collection = $1 AND e.period = $2
         GROUP BY e.collection, e.period, e.office
         ON CONFLICT (collection, period, office) DO UPDATE SET {}",
        excluded.join(", ")
    );
    db::execute(tx, &sql, values()).await?;
    Ok(())
}

/// Counts all periods of a collection again that reports are owed for, and all weeks of events.
pub async fn refresh_all(tx: &db::Tx, collection: CollectionId) -> db::Result<()> {
    #[derive(FromQueryResult)]
    struct Of {
        period: String,
        office: Uuid,
    }
    let id = || vec![collection.uuid().into()];
    let owed = db::all::<Of>(
        tx,
        "SELECT DISTINCT period, office FROM expected_reports WHERE collection = $1 ORDER BY period, office",
        id(),
    )
    .await?;
    let mut last = String::new();
    for one in owed {
        if one.period != last {
            refresh_period(tx, collection, read("period", &one.period)?).await?;
            last = one.period;
        }
    }
    let events = db::all::<Of>(
        tx,
        "SELECT DISTINCT period, office FROM submissions WHERE collection = $1 ORDER BY period, office",
        id(),
    )
    .await?;
    let mut weeks = BTreeSet::new();
    for one in events {
        let period: Period = read("period", &one.period)?;
        if matches!(period, Period::Day(_)) && weeks.insert((period.week(), one.office)) {
            refresh(tx, collection, period, Id::from_uuid(one.office)).await?;
        }
    }
    Ok(())
}
