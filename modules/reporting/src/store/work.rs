// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Who looks after reports at an office, and what is open for whom.

use std::collections::HashMap;

use db::{ConnectionTrait, FromQueryResult};
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{CollectionId, Id, OrganisationId, PersonId, SubmissionId};
use uuid::Uuid;

use super::{fetch_all, fetch_one, read, window};
use crate::model::{Assignment, OpenWork, Submission, Turn, Whose, Within};

#[derive(FromQueryResult)]
struct AssignmentRow {
    submission: Uuid,
    person: Option<Uuid>,
    due_on: Option<String>,
    version: i64,
}

impl AssignmentRow {
    fn assignment(self) -> db::Result<(SubmissionId, Assignment)> {
        let assignment = Assignment {
            person: self.person.map(Id::from_uuid),
            due_on: day(self.due_on.as_deref())?,
            version: self.version,
        };
        Ok((Id::from_uuid(self.submission), assignment))
    }
}

fn day(text: Option<&str>) -> db::Result<Option<Date>> {
    text.map(|day| read("due_on", day)).transpose()
}

/// Who looks after a report by assignment.
pub async fn assignment(
    conn: &impl ConnectionTrait,
    submission: SubmissionId,
) -> db::Result<Assignment> {
    let found = fetch_one(
        conn,
        "SELECT submission, person, due_on, version FROM review_assignments WHERE submission = $1",
        vec![submission.uuid().into()],
        AssignmentRow::assignment,
    )
    .await?;
    Ok(found.map_or_else(Assignment::default, |(_, assignment)| assignment))
}

/// Who looks after some reports of an office by assignment; those that nobody was given are not there.
pub async fn assignments(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    submissions: &[SubmissionId],
) -> db::Result<HashMap<SubmissionId, Assignment>> {
    let mut found = HashMap::new();
    for chunk in submissions.chunks(super::CHUNK) {
        let mut values: Vec<db::Value> = chunk.iter().map(|id| id.uuid().into()).collect();
        values.push(office.uuid().into());
        let sql = format!(
            "SELECT submission, person, due_on, version FROM review_assignments
             WHERE submission IN {} AND office = ${}",
            db::rows_of(1, chunk.len()),
            values.len()
        );
        found.extend(fetch_all(conn, &sql, values, AssignmentRow::assignment).await?);
    }
    Ok(found)
}

/// Writes who looks after a report from now on; `assignment.version` is the new one.
pub async fn assign(
    tx: &db::Tx,
    submission: &Submission,
    assignment: &Assignment,
    at: Timestamp,
    by: PersonId,
) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO review_assignments (submission, office, person, due_on, version, at, by_person)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (submission) DO UPDATE SET person = $3, due_on = $4, version = $5, at = $6,
             by_person = $7",
        vec![
            submission.id.uuid().into(),
            submission.office.uuid().into(),
            assignment.person.map(PersonId::uuid).into(),
            assignment.due_on.map(|day| day.to_string()).into(),
            assignment.version.into(),
            at.as_millisecond().into(),
            by.uuid().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Who looks after the reports of a collection that nobody was given.
pub async fn duty(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    collection: CollectionId,
) -> db::Result<Option<PersonId>> {
    let found: Option<Uuid> = db::scalar(
        conn,
        "SELECT person FROM review_duties WHERE office = $1 AND collection = $2",
        vec![office.uuid().into(), collection.uuid().into()],
    )
    .await?;
    Ok(found.map(Id::from_uuid))
}

/// Sets or, with nobody, ends that.
pub async fn set_duty(
    tx: &db::Tx,
    office: OrganisationId,
    collection: CollectionId,
    person: Option<PersonId>,
    at: Timestamp,
    by: PersonId,
) -> db::Result<()> {
    let key = vec![office.uuid().into(), collection.uuid().into()];
    let Some(person) = person else {
        let sql = "DELETE FROM review_duties WHERE office = $1 AND collection = $2";
        db::execute(tx, sql, key).await?;
        return Ok(());
    };
    let mut values: Vec<db::Value> = key;
    values.extend([
        person.uuid().into(),
        at.as_millisecond().into(),
        by.uuid().into(),
    ]);
    db::execute(
        tx,
        "INSERT INTO review_duties (office, collection, person, at, by_person) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (office, collection) DO UPDATE SET person = $3, at = $4, by_person = $5",
        values,
    )
    .await?;
    Ok(())
}

/// What is open at an office: what waits for review or was given back, and what the institution has said
/// something about. From few rows of indexes, however many reports there are.
const OPEN: &str = "FROM (
        SELECT id FROM submissions WHERE office = $1 AND state IN ('submitted', 'returned')
        UNION
        SELECT submission AS id FROM submission_talks WHERE office = $1 AND turn = 'office'
    ) o
    JOIN submissions s ON s.id = o.id
    LEFT JOIN review_assignments a ON a.submission = s.id
    LEFT JOIN review_duties d ON d.office = s.office AND d.collection = s.collection
    LEFT JOIN submission_talks t ON t.submission = s.id
    WHERE s.state <> 'withdrawn'";

fn condition(whose: Whose, values: &mut Vec<db::Value>) -> String {
    match whose {
        Whose::All => String::new(),
        Whose::Nobodys => " AND a.person IS NULL AND d.person IS NULL".to_owned(),
        Whose::Answered => " AND t.turn = 'office'".to_owned(),
        Whose::Of(person) => {
            values.push(person.uuid().into());
            format!(
                " AND (a.person = ${number} OR (a.person IS NULL AND d.person = ${number}))",
                number = values.len()
            )
        }
    }
}

/// How many reports are open for somebody, and the first own deadline among them.
pub async fn count(
    conn: &impl ConnectionTrait,
    (office, within): (OrganisationId, &Within),
    whose: Whose,
) -> db::Result<(i64, Option<Date>)> {
    #[derive(FromQueryResult)]
    struct Counted {
        number: i64,
        first: Option<String>,
    }
    let mut values = vec![office.uuid().into()];
    let mut condition = condition(whose, &mut values);
    condition.push_str(&super::within::condition(
        within,
        "s.institution",
        &mut values,
    ));
    let sql = format!("SELECT COUNT(*) AS number, MIN(a.due_on) AS first {OPEN}{condition}");
    let found = db::one::<Counted>(conn, &sql, values).await?;
    found.map_or(Ok((0, None)), |row| {
        Ok((row.number, day(row.first.as_deref())?))
    })
}

/// The reports that are open for somebody: those with the earliest own deadline first, then the oldest.
pub async fn open(
    conn: &impl ConnectionTrait,
    (office, within): (OrganisationId, &Within),
    whose: Whose,
    (page, per_page): (i64, i64),
) -> db::Result<Vec<OpenWork>> {
    #[derive(FromQueryResult)]
    struct Row {
        submission: Uuid,
        institution: Uuid,
        person: Option<Uuid>,
        due_on: Option<String>,
        turn: Option<String>,
    }
    let mut values = vec![office.uuid().into()];
    let mut condition = condition(whose, &mut values);
    condition.push_str(&super::within::condition(
        within,
        "s.institution",
        &mut values,
    ));
    let sql = format!(
        "SELECT s.id AS submission, s.institution AS institution, COALESCE(a.person, d.person) AS person,
            a.due_on AS due_on, t.turn AS turn
         {OPEN}{condition}
         ORDER BY COALESCE(a.due_on, '9999'), s.submitted_at, s.id LIMIT ${} OFFSET ${}",
        values.len() + 1,
        values.len() + 2
    );
    values.extend(window(page, per_page));
    fetch_all(conn, &sql, values, |row: Row| {
        Ok(OpenWork {
            submission: Id::from_uuid(row.submission),
            institution: Id::from_uuid(row.institution),
            person: row.person.map(Id::from_uuid),
            due_on: day(row.due_on.as_deref())?,
            turn: row
                .turn
                .map_or(Ok(Turn::Nobody), |turn| read("turn", &turn))?,
        })
    })
    .await
}
