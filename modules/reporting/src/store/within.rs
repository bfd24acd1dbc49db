// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Conditions for a part of an office, and how that part stands: what is kept for whole offices is
//! counted anew for it.

use db::{ConnectionTrait, FromQueryResult};
use kernel::OrganisationId;

use super::{read, standing};
use crate::model::Within;
use crate::period::Period;

/// The condition that `column` is an institution of the part; begins with `AND` unless it is the whole.
pub fn condition(within: &Within, column: &str, values: &mut Vec<db::Value>) -> String {
    let Within::Only(institutions) = within else {
        return String::new();
    };
    if institutions.is_empty() {
        return " AND 1 = 0".to_owned();
    }
    let list: Vec<String> = institutions
        .iter()
        .map(|institution| {
            values.push(institution.uuid().into());
            format!("${}", values.len())
        })
        .collect();
    format!(" AND {column} IN ({})", list.join(", "))
}

/// The rows of `office_periods` as a part of the office sees them, as a table for `FROM`: the kept ones for
/// the whole office, else counted of the part's own reports. Reports about events count for their week.
pub async fn periods(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    within: &Within,
    values: &mut Vec<db::Value>,
) -> db::Result<String> {
    if within.is_all() {
        return Ok("office_periods p".to_owned());
    }
    values.push(office.uuid().into());
    let at = format!("${}", values.len());
    let owed = condition(within, "e.institution", values);
    let mut parts = vec![format!(
        "SELECT e.collection AS collection, e.period AS period, {} FROM expected_reports e
             JOIN collections c ON c.id = e.collection
             LEFT JOIN submissions s ON s.id = e.submission
         WHERE e.office = {at}{owed} GROUP BY e.collection, e.period",
        standing::OWED_NAMED
    )];
    let weeks = weeks(conn, office).await?;
    if !weeks.is_empty() {
        let rows: Vec<String> = weeks
            .iter()
            .map(|week| {
                let first = values.len() + 1;
                values.push(week.to_string().into());
                values.push(week.first_day().to_string().into());
                values.push(week.last_day().to_string().into());
                format!("(${first}, ${}, ${})", first + 1, first + 2)
            })
            .collect();
        let sent = condition(within, "s.institution", values);
        parts.push(format!(
            "SELECT s.collection AS collection, w.column1 AS period, {} FROM submissions s
                 JOIN (VALUES {}) w ON s.period >= w.column2 AND s.period <= w.column3
             WHERE s.office = {at} AND LENGTH(s.period) = 10 AND s.state <> 'withdrawn'{sent}
             GROUP BY s.collection, w.column1",
            standing::EVENTS_NAMED,
            rows.join(", ")
        ));
    }
    // A week of events that is owed stands in both parts; whether it came late is said by what is owed.
    let sums: Vec<String> = [
        "expected",
        "missing",
        "drafts",
        "submitted",
        "returned",
        "accepted",
        "zero",
        "with_warnings",
        "corrected",
        "settled",
    ]
    .iter()
    .map(|column| format!("CAST(SUM({column}) AS BIGINT) AS {column}"))
    .collect();
    Ok(format!(
        "(SELECT n.collection, n.period, k.office, k.opens_on, k.due_on, n.expected, n.missing, n.drafts,
              n.submitted, n.returned, n.accepted, n.zero, n.late, n.with_warnings, n.corrected, n.settled,
              k.approvals, k.open_until
          FROM (SELECT collection, period, {},
                    CAST(COALESCE(SUM(CASE WHEN owed = 1 THEN late END), SUM(late)) AS BIGINT) AS late
                FROM ({}) both_parts GROUP BY collection, period) n JOIN office_periods k
              ON k.collection = n.collection AND k.period = n.period AND k.office = {at}) p",
        sums.join(", "),
        parts.join(" UNION ALL ")
    ))
}

/// The weeks for which anything is kept about an office.
async fn weeks(conn: &impl ConnectionTrait, office: OrganisationId) -> db::Result<Vec<Period>> {
    #[derive(FromQueryResult)]
    struct Row {
        period: String,
    }
    let rows: Vec<Row> = db::all(
        conn,
        "SELECT DISTINCT period FROM office_periods
         WHERE office = $1 AND period LIKE '%-W%' ORDER BY period",
        vec![office.uuid().into()],
    )
    .await?;
    rows.iter().map(|row| read("period", &row.period)).collect()
}
