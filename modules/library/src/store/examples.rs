// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Answers with which drafts are tried out.

use db::{ConnectionTrait, FromQueryResult, Tx};
use forms::Answers;
use kernel::{FormId, PersonId};
use uuid::Uuid;

use super::{from_json, moment, to_json};
use crate::model::{Example, Outcome};

/// How many examples a form has at most.
pub(crate) const MOST_EXAMPLES: i64 = 50;

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    name: String,
    answers: String,
    outcome: String,
    person: Uuid,
    at: i64,
}

impl Row {
    fn read(self) -> db::Result<Example> {
        let answers: std::collections::BTreeMap<String, String> = from_json(&self.answers)?;
        Ok(Example {
            id: self.id,
            name: self.name,
            answers: answers.into_iter().collect::<Answers>(),
            outcome: from_json(&self.outcome)?,
            person: PersonId::from_uuid(self.person),
            at: moment(self.at)?,
        })
    }
}

/// The examples of a form, the oldest first.
pub(crate) async fn examples(
    conn: &impl ConnectionTrait,
    form: FormId,
) -> db::Result<Vec<Example>> {
    let rows: Vec<Row> = db::all(
        conn,
        "SELECT id, name, answers, outcome, person, at FROM form_examples
         WHERE form = $1 ORDER BY at, id LIMIT $2",
        vec![form.uuid().into(), MOST_EXAMPLES.into()],
    )
    .await?;
    rows.into_iter().map(Row::read).collect()
}

/// Keeps an example; false if the form has as many as it may.
pub(crate) async fn add_example(tx: &Tx, form: FormId, example: &Example) -> db::Result<bool> {
    let count: Option<i64> = db::scalar(
        tx,
        "SELECT COUNT(*) FROM form_examples WHERE form = $1",
        vec![form.uuid().into()],
    )
    .await?;
    if count.unwrap_or(0) >= MOST_EXAMPLES {
        return Ok(false);
    }
    let answers: std::collections::BTreeMap<&str, &str> = example.answers.iter().collect();
    db::execute(
        tx,
        "INSERT INTO form_examples (id, form, name, answers, outcome, person, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        vec![
            example.id.into(),
            form.uuid().into(),
            example.name.as_str().into(),
            to_json(&answers)?.into(),
            to_json(&example.outcome)?.into(),
            example.person.uuid().into(),
            example.at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(true)
}

/// Gives an example another name.
pub(crate) async fn name_example(tx: &Tx, form: FormId, id: Uuid, name: &str) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE form_examples SET name = $1 WHERE form = $2 AND id = $3",
        vec![name.into(), form.uuid().into(), id.into()],
    )
    .await?;
    Ok(())
}

/// Notes that what comes of an example now is what shall come of it.
pub(crate) async fn accept_example(
    tx: &Tx,
    form: FormId,
    id: Uuid,
    outcome: &Outcome,
) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE form_examples SET outcome = $1 WHERE form = $2 AND id = $3",
        vec![to_json(outcome)?.into(), form.uuid().into(), id.into()],
    )
    .await?;
    Ok(())
}

/// Takes an example away.
pub(crate) async fn remove_example(tx: &Tx, form: FormId, id: Uuid) -> db::Result<()> {
    db::execute(
        tx,
        "DELETE FROM form_examples WHERE form = $1 AND id = $2",
        vec![form.uuid().into(), id.into()],
    )
    .await?;
    Ok(())
}
