// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Reports whose answers are exported: which they are, and what they say, page by page.

use db::{ConnectionTrait, FromQueryResult};
use forms::PeriodKind;
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{FormVersionId, Id, OrganisationId, SubmissionId};
use uuid::Uuid;

use super::history::SealedVersion;
use super::{fetch_all, moment, read};
use crate::model::{ExportChoice, ExportScope, SubmissionState};
use crate::period::Period;

/// A version of a report that was chosen. Versions never change, so what was chosen can be read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chosen {
    /// Which report.
    pub submission: SubmissionId,
    /// The number of its version.
    pub number: i64,
    /// The form that was filled in.
    pub form_version: FormVersionId,
    /// The office that it was sent to.
    pub office: OrganisationId,
}

/// What is written about a report that was chosen, and what it says, sealed.
#[derive(Debug, Clone)]
pub struct ChosenReport {
    /// Who sent it.
    pub institution: OrganisationId,
    /// The office whose key seals it.
    pub office: OrganisationId,
    /// About which period.
    pub period: Period,
    /// The receipt number.
    pub receipt: String,
    /// Its state now.
    pub state: SubmissionState,
    /// When it first came.
    pub submitted_at: Timestamp,
    /// The version.
    pub version: SealedVersion,
}

/// What follows `WHERE`, with its values. Periods of a collection are all of one kind and sort as their
/// texts do.
fn condition(choice: &ExportChoice, kind: PeriodKind) -> (String, Vec<db::Value>) {
    let (column, whose) = match choice.scope {
        ExportScope::Office(office) => ("office", office),
        ExportScope::Institution(institution) => ("institution", institution),
    };
    let mut values: Vec<db::Value> = vec![choice.collection.uuid().into(), whose.uuid().into()];
    let mut conditions = vec![
        "collection = $1".to_owned(),
        format!("{column} = $2"),
        "restricted_at IS NULL".to_owned(),
    ];
    let period = |day: Date| Period::containing(kind, day).to_string();
    for (day, comparison) in [(choice.from, ">="), (choice.to, "<=")] {
        if let Some(day) = day {
            values.push(period(day).into());
            conditions.push(format!("period {comparison} ${}", values.len()));
        }
    }
    let part = super::within::condition(&choice.within, "institution", &mut values);
    if let Some(part) = part.strip_prefix(" AND ") {
        conditions.push(part.to_owned());
    }
    let states: Vec<String> = choice
        .states
        .iter()
        .map(|state| format!("state = '{}'", state.name()))
        .collect();
    if states.is_empty() {
        // None of no states.
        conditions.push("1 = 0".to_owned());
    } else {
        conditions.push(format!("({})", states.join(" OR ")));
    }
    (conditions.join(" AND "), values)
}

/// How many reports are chosen, and of how many institutions they are.
pub async fn count(
    conn: &impl ConnectionTrait,
    choice: &ExportChoice,
    kind: PeriodKind,
) -> db::Result<(i64, i64)> {
    #[derive(FromQueryResult)]
    struct Row {
        reports: i64,
        institutions: i64,
    }
    let (condition, values) = condition(choice, kind);
    let sql = format!(
        "SELECT COUNT(*) AS reports, COUNT(DISTINCT institution) AS institutions
         FROM submissions WHERE {condition}"
    );
    let row: Option<Row> = db::one(conn, &sql, values).await?;
    Ok(row.map_or((0, 0), |row| (row.reports, row.institutions)))
}

/// The current versions of the first `most` reports that are chosen, the earliest period first.
pub async fn choose(
    conn: &impl ConnectionTrait,
    choice: &ExportChoice,
    kind: PeriodKind,
    most: i64,
) -> db::Result<Vec<Chosen>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        version: i64,
        form_version: Uuid,
        office: Uuid,
    }
    let (condition, mut values) = condition(choice, kind);
    values.push(most.into());
    let sql = format!(
        "SELECT id, version, form_version, office FROM submissions WHERE {condition}
         ORDER BY period, submitted_at, id LIMIT ${}",
        values.len()
    );
    fetch_all(conn, &sql, values, |row: Row| {
        Ok(Chosen {
            submission: Id::from_uuid(row.id),
            number: row.version,
            form_version: Id::from_uuid(row.form_version),
            office: Id::from_uuid(row.office),
        })
    })
    .await
}

/// The reports of a page of what was chosen, in its order.
pub async fn reports(
    conn: &impl ConnectionTrait,
    page: &[Chosen],
) -> db::Result<Vec<ChosenReport>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        institution: Uuid,
        office: Uuid,
        period: String,
        receipt: String,
        state: String,
        submitted_at: i64,
        number: i64,
        sealed: Vec<u8>,
        warnings: i64,
        at: i64,
        by_person: Option<Uuid>,
    }
    if page.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "WITH wanted (submission, number, place) AS (VALUES {})
         SELECT s.id, s.institution, s.office, s.period, s.receipt, s.state, s.submitted_at,
             v.number, v.sealed, v.warnings, v.at, v.by_person
         FROM wanted w
         JOIN submission_versions v ON v.submission = w.submission AND v.number = w.number
         JOIN submissions s ON s.id = v.submission
         ORDER BY w.place",
        db::rows_of(page.len(), 3)
    );
    let values = (0_i64..)
        .zip(page)
        .flat_map(|(place, one)| -> [db::Value; 3] {
            [
                one.submission.uuid().into(),
                one.number.into(),
                place.into(),
            ]
        });
    fetch_all(conn, &sql, values.collect(), |row: Row| {
        Ok(ChosenReport {
            institution: Id::from_uuid(row.institution),
            office: Id::from_uuid(row.office),
            period: read("period", &row.period)?,
            receipt: row.receipt,
            state: read("state", &row.state)?,
            submitted_at: moment("submitted_at", row.submitted_at)?,
            version: SealedVersion {
                submission: Id::from_uuid(row.id),
                number: row.number,
                sealed: row.sealed,
                warnings: row.warnings,
                at: moment("at", row.at)?,
                by: row.by_person.map(Id::from_uuid),
            },
        })
    })
    .await
}
