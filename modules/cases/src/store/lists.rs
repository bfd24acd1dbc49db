// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Lists of files, open steps, and figures: all of it without opening anything.

use db::{ConnectionTrait, FromQueryResult, Value};
use jiff::civil::Date;
use kernel::{CaseFileId, CaseTypeId, Id, OrganisationId, PersonId};
use uuid::Uuid;

use super::{files, moment, read};
use crate::model::{CaseFile, CaseState};

/// Whose files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Whose {
    /// Everybody's.
    #[default]
    All,
    /// Those of one person.
    Of(PersonId),
    /// Those that nobody works on.
    Nobodys,
}

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// The most urgent first.
    #[default]
    Due,
    /// By number.
    Number,
    /// The newest first.
    Newest,
}

/// Which files a list shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Only of this kind.
    pub case_type: Option<CaseTypeId>,
    /// Only in this state; merged ones are shown only when asked for.
    pub state: Option<CaseState>,
    /// Only with an open step of this plan.
    pub step: Option<String>,
    /// Only with a step whose day has passed.
    pub overdue: bool,
    /// Whose.
    pub whose: Whose,
}

/// A file with its next step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The file.
    pub file: CaseFile,
    /// What its kind is called.
    pub type_title: String,
    /// The next open step: its title and its day.
    pub next: Option<(String, Date)>,
}

/// The condition of a filter; its values follow those already there.
fn condition(
    office: OrganisationId,
    filter: &Filter,
    today: Date,
    values: &mut Vec<Value>,
) -> String {
    let mut parts = Vec::new();
    let mut place = |value: Value| {
        values.push(value);
        format!("${}", values.len())
    };
    parts.push(format!("f.office = {}", place(office.uuid().into())));
    match filter.state {
        Some(state) => parts.push(format!("f.state = {}", place(state.name().into()))),
        None => parts.push("f.state <> 'merged'".to_owned()),
    }
    if let Some(kind) = filter.case_type {
        parts.push(format!("f.case_type = {}", place(kind.uuid().into())));
    }
    match filter.whose {
        Whose::All => {}
        Whose::Of(person) => {
            let person = place(person.uuid().into());
            parts.push(format!("f.assignee = {person}"));
        }
        Whose::Nobodys => parts.push("f.assignee IS NULL".to_owned()),
    }
    if let Some(step) = &filter.step {
        let step = place(step.as_str().into());
        parts.push(format!(
            "EXISTS (SELECT 1 FROM case_steps s WHERE s.case_file = f.id AND s.state = 'open' AND s.plan = {step})"
        ));
    }
    if filter.overdue {
        let today = place(today.to_string().into());
        parts.push(format!(
            "f.state = 'open' AND EXISTS (SELECT 1 FROM case_steps s
             WHERE s.case_file = f.id AND s.state = 'open' AND s.due_on < {today})"
        ));
    }
    parts.join(" AND ")
}

/// How many files a filter lets through.
pub async fn count(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    filter: &Filter,
    today: Date,
) -> db::Result<i64> {
    let mut values = Vec::new();
    let condition = condition(office, filter, today, &mut values);
    let sql = format!("SELECT COUNT(*) FROM case_files f WHERE {condition}");
    Ok(db::scalar(conn, &sql, values).await?.unwrap_or(0))
}

/// A page of files.
pub async fn page(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    filter: &Filter,
    order: Order,
    today: Date,
    (offset, limit): (i64, i64),
) -> db::Result<Vec<Listed>> {
    struct Both(files::Row, Next);
    #[derive(FromQueryResult)]
    struct Next {
        type_title: String,
        upcoming: Option<String>,
        upcoming_day: Option<String>,
    }
    impl FromQueryResult for Both {
        fn from_query_result(row: &db::QueryResult, prefix: &str) -> Result<Self, db::DbErr> {
            Ok(Self(
                files::Row::from_query_result(row, prefix)?,
                Next::from_query_result(row, prefix)?,
            ))
        }
    }
    let mut values = Vec::new();
    let condition = condition(office, filter, today, &mut values);
    let order = match order {
        Order::Due => "CASE WHEN upcoming_day IS NULL THEN 1 ELSE 0 END, upcoming_day, number",
        Order::Number => "number",
        Order::Newest => "opened_at DESC, number DESC",
    };
    let next = |column: &str| {
        format!(
            "(SELECT s.{column} FROM case_steps s WHERE s.case_file = f.id AND s.state = 'open'
              ORDER BY s.due_on, s.created_at, s.id LIMIT 1)"
        )
    };
    values.push(limit.into());
    values.push(offset.into());
    let (limit, offset) = (values.len() - 1, values.len());
    let sql = format!(
        "SELECT * FROM (SELECT {}, t.title AS type_title, {} AS upcoming, {} AS upcoming_day
           FROM case_files f JOIN case_types t ON t.id = f.case_type WHERE {condition}) AS found
         ORDER BY {order} LIMIT ${limit} OFFSET ${offset}",
        files::COLUMNS,
        next("title"),
        next("due_on"),
    );
    let rows: Vec<Both> = db::all(conn, &sql, values).await?;
    rows.into_iter()
        .map(|Both(row, next)| {
            Ok(Listed {
                file: row.case_file()?,
                type_title: next.type_title,
                next: match (next.upcoming, next.upcoming_day) {
                    (Some(title), Some(day)) => Some((title, read("due_on", &day)?)),
                    _ => None,
                },
            })
        })
        .collect()
}

/// An open step of somebody, with the number of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenStep {
    /// Which file.
    pub file: CaseFileId,
    /// Its number.
    pub number: String,
    /// Which step.
    pub step: Uuid,
    /// What is to be done.
    pub title: String,
    /// By when.
    pub due_on: Date,
}

/// The open steps of a person in an office, the most urgent first.
pub async fn steps_of(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    person: PersonId,
    limit: i64,
) -> db::Result<Vec<OpenStep>> {
    #[derive(FromQueryResult)]
    struct Row {
        file: Uuid,
        number: String,
        step: Uuid,
        title: String,
        due_on: String,
    }
    let rows: Vec<Row> = db::all(
        conn,
        "SELECT f.id AS file, f.number AS number, s.id AS step, s.title AS title, s.due_on AS due_on
         FROM case_steps s JOIN case_files f ON f.id = s.case_file
         WHERE f.office = $1 AND f.state = 'open' AND s.state = 'open' AND s.assignee = $2
         ORDER BY s.due_on, s.id LIMIT $3",
        vec![
            office.uuid().into(),
            person.uuid().into(),
            limit.into(),
        ],
    )
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(OpenStep {
                file: Id::from_uuid(row.file),
                number: row.number,
                step: row.step,
                title: row.title,
                due_on: read("due_on", &row.due_on)?,
            })
        })
        .collect()
}

/// A figure: what is counted, and how often.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Counted {
    /// A state, the key of a reason, or the title of a step.
    pub what: String,
    /// How many.
    pub number: i64,
}

/// How many files of a kind are in each state.
pub async fn by_state(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    kind: CaseTypeId,
) -> db::Result<Vec<Counted>> {
    counted(
        conn,
        "SELECT state AS what, COUNT(*) AS number FROM case_files
         WHERE office = $1 AND case_type = $2 GROUP BY state ORDER BY state",
        (office, kind),
    )
    .await
}

/// How many closed files of a kind were closed for each reason.
pub async fn by_reason(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    kind: CaseTypeId,
) -> db::Result<Vec<Counted>> {
    counted(
        conn,
        "SELECT closing_reason AS what, COUNT(*) AS number FROM case_files
         WHERE office = $1 AND case_type = $2 AND closing_reason IS NOT NULL
         GROUP BY closing_reason ORDER BY closing_reason",
        (office, kind),
    )
    .await
}

/// How many steps are open in open files of a kind, by title.
pub async fn by_step(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    kind: CaseTypeId,
) -> db::Result<Vec<Counted>> {
    counted(
        conn,
        "SELECT s.title AS what, COUNT(*) AS number FROM case_steps s
         JOIN case_files f ON f.id = s.case_file
         WHERE f.office = $1 AND f.case_type = $2 AND f.state = 'open' AND s.state = 'open'
         GROUP BY s.title ORDER BY s.title",
        (office, kind),
    )
    .await
}

async fn counted(
    conn: &impl ConnectionTrait,
    sql: &str,
    (office, kind): (OrganisationId, CaseTypeId),
) -> db::Result<Vec<Counted>> {
    db::all(conn, sql, vec![office.uuid().into(), kind.uuid().into()]).await
}

/// From when to when the closed files of a kind were open.
pub async fn durations(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    kind: CaseTypeId,
) -> db::Result<Vec<(jiff::Timestamp, jiff::Timestamp)>> {
    #[derive(FromQueryResult)]
    struct Row {
        opened_at: i64,
        closed_at: i64,
    }
    let rows: Vec<Row> = db::all(
        conn,
        "SELECT opened_at, closed_at FROM case_files
         WHERE office = $1 AND case_type = $2 AND state = 'closed' AND closed_at IS NOT NULL
         ORDER BY id LIMIT 100000",
        vec![office.uuid().into(), kind.uuid().into()],
    )
    .await?;
    rows.into_iter()
        .map(|row| Ok((moment(row.opened_at)?, moment(row.closed_at)?)))
        .collect()
}
