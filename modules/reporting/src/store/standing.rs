// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How offices stand with the periods of collections: counts that are kept with every deed, and how far
//! a period is approved.

mod counting;
mod decisions;

use std::collections::BTreeMap;

use db::{ConnectionTrait, FromQueryResult};
use jiff::civil::Date;
use kernel::{CollectionId, Id, OrganisationId};
use uuid::Uuid;

use super::{fetch_all, fetch_one, read, window};
use crate::model::{Standing, Within};
use crate::period::Period;

use counting::COUNTED_EVENTS;
pub(super) use counting::{EVENTS_NAMED, OWED_NAMED};
pub use counting::{refresh, refresh_all, refresh_period};
pub use decisions::{add_event, events, open_again, set_approvals};

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

fn key(collection: CollectionId, period: Period, office: OrganisationId) -> Vec<db::Value> {
    vec![
        collection.uuid().into(),
        period.to_string().into(),
        office.uuid().into(),
    ]
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
            // CROSS JOIN keeps SQLite from looking for the latest period once for each row of `p`.
            "SELECT p.collection, p.period, p.collection AS office, MIN(p.due_on) AS due_on, {},
                 MIN(p.approvals) AS approvals, CAST(NULL AS TEXT) AS open_until
             FROM collections c CROSS JOIN {table} WHERE p.collection = c.id
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
/// that is owed is reviewed, and what has not come is overdue. Of one office if `office` is given. `waiting`
/// says of which collections, and after how many approvals.
pub async fn to_approve(
    conn: &impl ConnectionTrait,
    today: Date,
    office: Option<OrganisationId>,
    waiting: &[(CollectionId, i64)],
    limit: i64,
) -> db::Result<Vec<Standing>> {
    let mut values: Vec<db::Value> = vec![today.to_string().into(), limit.into()];
    let mut of = "";
    if let Some(office) = office {
        of = "AND p.office = $3";
        values.push(office.uuid().into());
    }
    let mut after: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for (collection, approvals) in waiting {
        values.push(collection.uuid().into());
        let place = format!("${}", values.len());
        after.entry(*approvals).or_default().push(place);
    }
    if after.is_empty() {
        return Ok(Vec::new());
    }
    let after: Vec<String> = after
        .into_iter()
        .map(|(approvals, places)| {
            format!(
                "p.approvals = {approvals} AND p.collection IN ({})",
                places.join(", ")
            )
        })
        .collect();
    let columns: Vec<String> = COLUMNS
        .split(',')
        .map(|column| format!("p.{}", column.trim()))
        .collect();
    fetch_all(
        conn,
        &format!(
            "SELECT {} FROM office_periods p JOIN collections c ON c.id = p.collection
             WHERE c.status = 'open' AND p.approvals < 3 AND ({})
               AND p.submitted = 0 AND p.returned = 0 AND p.opens_on <= $1
               AND (p.due_on < $1 OR (p.missing = 0 AND p.drafts = 0 AND p.expected > 0)) {of}
             ORDER BY p.due_on, p.collection, p.office LIMIT $2",
            columns.join(", "),
            after.join(" OR ")
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
