// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Steps of files.

use db::{ConnectionTrait, FromQueryResult, Tx, fetch_all, fetch_one};
use kernel::{CaseFileId, Id};
use uuid::Uuid;

use super::{day_if, id_if, millis_of, moment, moment_if, read, text_of, value_of};
use crate::model::Step;

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    case_file: Uuid,
    plan: String,
    title: String,
    kind: String,
    state: String,
    due_on: String,
    assignee: Option<Uuid>,
    decided_on: Option<String>,
    person_due_on: Option<String>,
    sealed: Option<Vec<u8>>,
    done_at: Option<i64>,
    done_by: Option<Uuid>,
    created_at: i64,
}

impl Row {
    fn step(self) -> db::Result<Step> {
        Ok(Step {
            id: self.id,
            case_file: Id::from_uuid(self.case_file),
            plan: self.plan,
            title: self.title,
            kind: read("kind", &self.kind)?,
            state: read("state", &self.state)?,
            due_on: read("due_on", &self.due_on)?,
            assignee: id_if(self.assignee),
            decided_on: day_if(self.decided_on)?,
            person_due_on: day_if(self.person_due_on)?,
            sealed: self.sealed,
            done_at: moment_if(self.done_at)?,
            done_by: id_if(self.done_by),
            created_at: moment(self.created_at)?,
        })
    }
}

const SELECT: &str = "SELECT id, case_file, plan, title, kind, state, due_on, assignee, decided_on,
    person_due_on, sealed, done_at, done_by, created_at FROM case_steps";

/// The step with this identifier.
pub async fn find(conn: &impl ConnectionTrait, id: Uuid) -> db::Result<Option<Step>> {
    let sql = format!("{SELECT} WHERE id = $1");
    fetch_one(conn, &sql, vec![id.into()], Row::step).await
}

/// The steps of a file: open ones first, the most urgent before.
pub async fn of_file(conn: &impl ConnectionTrait, file: CaseFileId) -> db::Result<Vec<Step>> {
    let sql = format!(
        "{SELECT} WHERE case_file = $1
         ORDER BY CASE state WHEN 'open' THEN 0 ELSE 1 END, due_on, created_at, id"
    );
    fetch_all(conn, &sql, vec![file.uuid().into()], Row::step).await
}

/// Adds a step.
pub async fn add(tx: &Tx, step: &Step) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO case_steps (id, case_file, plan, title, kind, state, due_on, assignee, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        vec![
            step.id.into(),
            step.case_file.uuid().into(),
            step.plan.as_str().into(),
            step.title.as_str().into(),
            step.kind.name().into(),
            step.state.name().into(),
            step.due_on.to_string().into(),
            value_of(step.assignee),
            step.created_at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Writes what has changed of a step.
pub async fn save(tx: &Tx, step: &Step) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE case_steps SET state = $1, due_on = $2, assignee = $3, decided_on = $4,
             person_due_on = $5, sealed = $6, done_at = $7, done_by = $8 WHERE id = $9",
        vec![
            step.state.name().into(),
            step.due_on.to_string().into(),
            value_of(step.assignee),
            text_of(step.decided_on),
            text_of(step.person_due_on),
            step.sealed.clone().into(),
            millis_of(step.done_at),
            value_of(step.done_by),
            step.id.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Gives all open steps of a file that nobody has, or that `before` has, to somebody.
pub async fn hand_over(
    tx: &Tx,
    file: CaseFileId,
    before: Option<kernel::PersonId>,
    to: Option<kernel::PersonId>,
) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE case_steps SET assignee = $1
         WHERE case_file = $2 AND state = 'open' AND (assignee IS NULL OR assignee = $3)",
        vec![value_of(to), file.uuid().into(), value_of(before)],
    )
    .await?;
    Ok(())
}
