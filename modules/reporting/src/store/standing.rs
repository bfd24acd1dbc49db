// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How offices stand with the periods of collections: counts that are kept with every deed, and how far
//! a period is approved.

use db::{ConnectionTrait, FromQueryResult};
use jiff::civil::Date;
use kernel::{CollectionId, Id, OrganisationId, PersonId};
use uuid::Uuid;

use super::{confirmed, fetch_all, fetch_one, moment, read, window};
use crate::model::{PeriodEvent, Standing, Within};
use crate::period::Period;

const COLUMNS: &str =
    "collection, period, office, opens_on, due_on, expected, missing, drafts, submitted,
    returned, accepted, zero, late, with_warnings, corrected, settled, approvals, open_until";

#[derive(FromQueryResult)]
struct Row {
    collection: Uuid,
    period: String,
    office: Uuid,
    due_on: String,
    expected: i64,
    missing: i64,
    drafts: i64,
    submitted: i64,
    returned: i64,
    accepted: i64,
    zero: i64,
    late: i64,
    with_warnings: i64,
    corrected: i64,
    settled: i64,
    approvals: i64,
    open_until: Option<String>,
}

impl Row {
    fn standing(self) -> db::Result<Standing> {
        Ok(Standing {
            collection: Id::from_uuid(self.collection),
            period: read("period", &self.period)?,
            office: Id::from_uuid(self.office),
            due_on: read("due_on", &self.due_on)?,
            expected: self.expected,
            missing: self.missing,
            drafts: self.drafts,
            submitted: self.submitted,
            returned: self.returned,
            accepted: self.accepted,
            zero: self.zero,
            late: self.late,
            with_warnings: self.with_warnings,
            corrected: self.corrected,
            settled: self.settled,
            approvals: self.approvals,
            open_until: self
                .open_until
                .map(|day| read("open_until", &day))
                .transpose()?,
        })
    }
}

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
pub(super) const OWED_NAMED: &str = "1 AS owed, COUNT(e.period) AS expected,
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
pub(super) const EVENTS_NAMED: &str = "0 AS owed, COUNT(*) - COUNT(*) AS expected, COUNT(*) - COUNT(*) AS missing,
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
const COUNTED_EVENTS: &str =
    "expected, missing, drafts, submitted, returned, accepted, zero, late, with_warnings, corrected,
    settled";

fn key(collection: CollectionId, period: Period, office: OrganisationId) -> Vec<db::Value> {
    vec![
        collection.uuid().into(),
        period.to_string().into(),
        office.uuid().into(),
    ]
}

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
    let mut weeks = std::collections::BTreeSet::new();
    for one in events {
        let period: Period = read("period", &one.period)?;
        if matches!(period, Period::Day(_)) && weeks.insert((period.week(), one.office)) {
            refresh(tx, collection, period, Id::from_uuid(one.office)).await?;
        }
    }
    Ok(())
}

/// How an office stands with a period; of events with a week.
pub async fn find(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    period: Period,
    office: OrganisationId,
) -> db::Result<Option<Standing>> {
    fetch_one(
        conn,
        &format!(
            "SELECT {COLUMNS} FROM office_periods
             WHERE collection = $1 AND period = $2 AND office = $3"
        ),
        key(collection, period, office),
        Row::standing,
    )
    .await
}

/// How all offices stand with a period.
pub async fn of_period(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    period: Period,
) -> db::Result<Vec<Standing>> {
    fetch_all(
        conn,
        &format!(
            "SELECT {COLUMNS} FROM office_periods WHERE collection = $1 AND period = $2 ORDER BY office"
        ),
        vec![collection.uuid().into(), period.to_string().into()],
        Row::standing,
    )
    .await
}

/// How offices stand with the periods of a collection from `from` to `to`, by period; of one office
/// or a part of one if `office` is given.
pub async fn of_collection(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    (from, to): (Period, Period),
    office: Option<(OrganisationId, &Within)>,
) -> db::Result<Vec<Standing>> {
    let mut values: Vec<db::Value> = vec![
        collection.uuid().into(),
        from.to_string().into(),
        to.to_string().into(),
    ];
    let mut of = "";
    let mut table = "office_periods".to_owned();
    if let Some((office, within)) = office {
        of = "AND office = $4";
        values.push(office.uuid().into());
        table = super::within::periods(conn, office, within, &mut values).await?;
    }
    fetch_all(
        conn,
        &format!(
            "SELECT {COLUMNS} FROM {table}
             WHERE collection = $1 AND period >= $2 AND period <= $3 {of} ORDER BY period, office"
        ),
        values,
        Row::standing,
    )
    .await
}

/// The last period of a collection that somebody owes or has reported about, of one office if
/// `office` is given.
pub async fn latest(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    office: Option<OrganisationId>,
) -> db::Result<Option<Period>> {
    let mut values: Vec<db::Value> = vec![collection.uuid().into()];
    let mut of = "";
    if let Some(office) = office {
        of = "AND office = $2";
        values.push(office.uuid().into());
    }
    let sql = format!("SELECT MAX(period) FROM office_periods WHERE collection = $1 {of}");
    let text: Option<Option<String>> = db::scalar(conn, &sql, values).await?;
    text.flatten().map(|text| read("period", &text)).transpose()
}

/// How each collection stands in its latest period that is open by `today`, all offices together;
/// only one office or a part of it if `office` is given. The office of the answers is not to be read.
pub async fn current(
    conn: &impl ConnectionTrait,
    today: Date,
    office: Option<(OrganisationId, &Within)>,
) -> db::Result<Vec<Standing>> {
    let mut values: Vec<db::Value> = vec![today.to_string().into()];
    let mut of = "";
    let mut table = "office_periods p".to_owned();
    if let Some((office, within)) = office {
        of = "AND p.office = $2";
        values.push(office.uuid().into());
        table = super::within::periods(conn, office, within, &mut values).await?;
    }
    let sums: Vec<String> = COUNTED_EVENTS
        .split(',')
        .map(|column| format!("CAST(SUM({0}) AS BIGINT) AS {0}", column.trim()))
        .collect();
    fetch_all(
        conn,
        &format!(
            "SELECT p.collection, p.period, p.collection AS office, MIN(p.due_on) AS due_on, {},
                 MIN(p.approvals) AS approvals, CAST(NULL AS TEXT) AS open_until
             FROM collections c JOIN {table} ON p.collection = c.id
                 AND p.period = (SELECT q.period FROM office_periods q
                                 WHERE q.collection = c.id AND q.opens_on <= $1
                                 ORDER BY q.period DESC LIMIT 1) {of}
             GROUP BY p.collection, p.period ORDER BY p.collection",
            sums.join(", ")
        ),
        values,
        Row::standing,
    )
    .await
}

/// Which periods are listed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    /// Only of this collection.
    pub collection: Option<CollectionId>,
    /// Only periods in which something waits for review or is missing.
    pub only_open: bool,
}

async fn listed(
    conn: &impl ConnectionTrait,
    (office, within): (OrganisationId, &Within),
    today: Date,
    filter: Filter,
) -> db::Result<(String, Vec<db::Value>)> {
    let mut values: Vec<db::Value> = vec![office.uuid().into(), today.to_string().into()];
    let mut of = String::new();
    if let Some(collection) = filter.collection {
        values.push(collection.uuid().into());
        of = format!("AND collection = ${}", values.len());
    }
    let only_open = if filter.only_open {
        "AND submitted + missing + drafts > 0"
    } else {
        ""
    };
    let table = super::within::periods(conn, office, within, &mut values).await?;
    let sql = format!("FROM {table} WHERE office = $1 AND opens_on <= $2 {of} {only_open}");
    Ok((sql, values))
}

/// How an office, or the part of it that somebody reaches, stands with all periods that are open by `today`, those due last first; page `page`
/// (from 1) of `per_page` rows.
pub async fn of_office(
    conn: &impl ConnectionTrait,
    at: (OrganisationId, &Within),
    today: Date,
    filter: Filter,
    (page, per_page): (i64, i64),
) -> db::Result<Vec<Standing>> {
    let (from, mut values) = listed(conn, at, today, filter).await?;
    let limit = values.len() + 1;
    values.extend(window(page, per_page));
    let sql = format!(
        "SELECT {COLUMNS} {from}
         ORDER BY due_on DESC, period DESC, collection LIMIT ${limit} OFFSET ${}",
        limit + 1
    );
    fetch_all(conn, &sql, values, Row::standing).await
}

/// The periods of collections with approval that wait for the next level, those due first first: all
/// that is owed is reviewed, and what has not come is overdue. Of one office if `office` is given.
pub async fn to_approve(
    conn: &impl ConnectionTrait,
    today: Date,
    office: Option<OrganisationId>,
    limit: i64,
) -> db::Result<Vec<Standing>> {
    let mut values: Vec<db::Value> = vec![today.to_string().into(), limit.into()];
    let mut of = "";
    if let Some(office) = office {
        of = "AND p.office = $3";
        values.push(office.uuid().into());
    }
    let columns: Vec<String> = COLUMNS
        .split(',')
        .map(|column| format!("p.{}", column.trim()))
        .collect();
    fetch_all(
        conn,
        &format!(
            "SELECT {} FROM office_periods p JOIN collections c ON c.id = p.collection
             WHERE c.status = 'open' AND c.approval <> '[]' AND p.approvals < 3
               AND p.submitted = 0 AND p.returned = 0 AND p.opens_on <= $1
               AND (p.due_on < $1 OR (p.missing = 0 AND p.drafts = 0 AND p.expected > 0)) {of}
             ORDER BY p.due_on, p.collection, p.office LIMIT $2",
            columns.join(", ")
        ),
        values,
        Row::standing,
    )
    .await
}

/// The periods of a collection that are due from `from` to 30 days after `today` and in which reports
/// have not come.
pub async fn with_missing(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    from: Date,
    today: Date,
) -> db::Result<Vec<Standing>> {
    let until = today.saturating_add(jiff::Span::new().days(30));
    fetch_all(
        conn,
        &format!(
            "SELECT {COLUMNS} FROM office_periods
             WHERE collection = $1 AND due_on >= $2 AND due_on <= $3 AND missing + drafts > 0
             ORDER BY period, office"
        ),
        vec![
            collection.uuid().into(),
            from.to_string().into(),
            until.to_string().into(),
        ],
        Row::standing,
    )
    .await
}

/// How many rows [`of_office`] has on all its pages.
pub async fn count_of_office(
    conn: &impl ConnectionTrait,
    at: (OrganisationId, &Within),
    today: Date,
    filter: Filter,
) -> db::Result<i64> {
    let (from, values) = listed(conn, at, today, filter).await?;
    let sql = format!("SELECT COUNT(*) {from}");
    Ok(db::scalar(conn, &sql, values).await?.unwrap_or(0))
}

/// Sets on how many levels a period is approved if it is `known` now; says whether it was.
pub async fn set_approvals(
    tx: &db::Tx,
    standing: &Standing,
    known: i64,
    approvals: i64,
) -> db::Result<bool> {
    let mut values = key(standing.collection, standing.period, standing.office);
    values.extend([known.into(), approvals.into()]);
    let rows = db::execute(
        tx,
        "UPDATE office_periods SET approvals = $5, open_until = NULL
         WHERE collection = $1 AND period = $2 AND office = $3 AND approvals = $4",
        values,
    )
    .await?;
    Ok(rows == 1)
}

/// Lets institutions report and correct up to a day although the period was locked.
pub async fn open_again(tx: &db::Tx, standing: &Standing, until: Date) -> db::Result<()> {
    let mut values = key(standing.collection, standing.period, standing.office);
    values.push(until.to_string().into());
    db::execute(
        tx,
        "UPDATE office_periods SET open_until = $4 WHERE collection = $1 AND period = $2 AND office = $3",
        values,
    )
    .await?;
    Ok(())
}

/// Keeps what was decided about a period.
pub async fn add_event(tx: &db::Tx, standing: &Standing, event: &PeriodEvent) -> db::Result<()> {
    let mut values = key(standing.collection, standing.period, standing.office);
    values.extend([
        event.id.into(),
        event.at.as_millisecond().into(),
        event.by.map(PersonId::uuid).into(),
        event.kind.name().into(),
        event.level.into(),
        event.open_until.map(|day| day.to_string()).into(),
        event.sealed_note.clone().into(),
    ]);
    db::execute(
        tx,
        "INSERT INTO office_period_events (collection, period, office, id, at, by_person, kind, level,
             open_until, sealed_note)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        values,
    )
    .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct EventRow {
    id: Uuid,
    at: i64,
    by_person: Option<Uuid>,
    kind: String,
    level: i64,
    open_until: Option<String>,
    sealed_note: Option<Vec<u8>>,
}

impl EventRow {
    fn event(self) -> db::Result<PeriodEvent> {
        Ok(PeriodEvent {
            id: self.id,
            at: moment("at", self.at)?,
            by: self.by_person.map(Id::from_uuid),
            kind: read("kind", &self.kind)?,
            level: self.level,
            open_until: self
                .open_until
                .map(|day| read("open_until", &day))
                .transpose()?,
            sealed_note: self.sealed_note,
        })
    }
}

/// What was decided about a period, the latest first.
pub async fn events(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    period: Period,
    office: OrganisationId,
) -> db::Result<Vec<PeriodEvent>> {
    fetch_all(
        conn,
        "SELECT id, at, by_person, kind, level, open_until, sealed_note FROM office_period_events
         WHERE collection = $1 AND period = $2 AND office = $3 ORDER BY at DESC, id DESC LIMIT 200",
        key(collection, period, office),
        EventRow::event,
    )
    .await
}
