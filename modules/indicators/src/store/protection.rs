// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Plans of tables, secrets of their noise, and what was published under them.

use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::Timestamp;
use kernel::PersonId;
use uuid::Uuid;

use super::sets::{moment, unknown};
use crate::protection::{KeptEdition, KeptPlan, NewPlan, PlanState};
use crate::sets::{SetKey, SetVersionId};

#[derive(FromQueryResult)]
struct PlanRow {
    number: i64,
    id: Uuid,
    state: String,
    document: String,
    preview: Option<String>,
    fault: Option<String>,
    done: i64,
    total: i64,
    made_at: i64,
    switched_at: Option<i64>,
}

impl PlanRow {
    fn read(self) -> db::Result<KeptPlan> {
        Ok(KeptPlan {
            number: self.number,
            id: SetVersionId::from_uuid(self.id),
            state: self
                .state
                .parse()
                .map_err(|_| unknown("state", &self.state))?,
            plan: serde_json::from_str(&self.document)
                .map_err(|_| unknown("plan", &self.number.to_string()))?,
            preview: self
                .preview
                .map(|text| serde_json::from_str(&text).map_err(|_| unknown("preview", &text)))
                .transpose()?,
            fault: self.fault,
            done: self.done,
            total: self.total,
            made_at: moment(self.made_at)?,
            switched_at: self.switched_at.map(moment).transpose()?,
        })
    }
}

/// The plans of a set, the latest first.
pub(crate) async fn plans(conn: &impl ConnectionTrait, set: &SetKey) -> db::Result<Vec<KeptPlan>> {
    let rows: Vec<PlanRow> = db::all(
        conn,
        "SELECT number, id, state, document, preview, fault, done, total, made_at, switched_at
         FROM data_set_plans WHERE set_key = $1 ORDER BY number DESC",
        vec![set.as_str().into()],
    )
    .await?;
    rows.into_iter().map(PlanRow::read).collect()
}

/// Keeps a plan behind all others of its set; its number.
pub(crate) async fn add_plan(tx: &Tx, set: &SetKey, plan: &NewPlan) -> db::Result<i64> {
    let last: Option<i64> = db::scalar(
        tx,
        "SELECT COALESCE(MAX(number), 0) FROM data_set_plans WHERE set_key = $1",
        vec![set.as_str().into()],
    )
    .await?;
    let number = last.unwrap_or_default() + 1;
    db::execute(
        tx,
        "INSERT INTO data_set_plans (set_key, number, id, state, document, done, total, made_by, made_at)
         VALUES ($1, $2, $3, 'draft', $4, 0, 0, $5, $6)",
        vec![
            set.as_str().into(),
            number.into(),
            plan.id.uuid().into(),
            plan.document.clone().into(),
            plan.by.map(PersonId::uuid).into(),
            plan.at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(number)
}

/// Switches a plan on in the place of the one before. False if it is no draft any more.
pub(crate) async fn switch_on(
    tx: &Tx,
    (set, number): (&SetKey, i64),
    by: Option<PersonId>,
    now: Timestamp,
) -> db::Result<bool> {
    let changed = db::execute(
        tx,
        "UPDATE data_set_plans SET state = 'on', switched_by = $3, switched_at = $4
         WHERE set_key = $1 AND number = $2 AND state = 'draft'",
        vec![
            set.as_str().into(),
            number.into(),
            by.map(PersonId::uuid).into(),
            now.as_millisecond().into(),
        ],
    )
    .await?;
    if changed == 1 {
        db::execute(
            tx,
            "UPDATE data_set_plans SET state = 'replaced' WHERE set_key = $1 AND number <> $2",
            vec![set.as_str().into(), number.into()],
        )
        .await?;
    }
    Ok(changed == 1)
}

/// The plan of a set that is switched on.
pub(crate) async fn plan_on(
    conn: &impl ConnectionTrait,
    set: &SetKey,
) -> db::Result<Option<KeptPlan>> {
    let plans = plans(conn, set).await?;
    Ok(plans.into_iter().find(|plan| plan.state == PlanState::On))
}

/// Notes how far counting is.
pub(crate) async fn progress(
    tx: &Tx,
    (set, number): (&SetKey, i64),
    (done, total): (usize, usize),
) -> db::Result<()> {
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    db::execute(
        tx,
        "UPDATE data_set_plans SET done = $3, total = $4, fault = NULL WHERE set_key = $1 AND number = $2",
        vec![
            set.as_str().into(),
            number.into(),
            count(done).into(),
            count(total).into(),
        ],
    )
    .await?;
    Ok(())
}

/// Notes what a plan would show, or why that is not known.
pub(crate) async fn counted(
    tx: &Tx,
    (set, number): (&SetKey, i64),
    preview: Option<String>,
    fault: Option<&str>,
) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE data_set_plans SET preview = COALESCE($3, preview), fault = $4
         WHERE set_key = $1 AND number = $2",
        vec![
            set.as_str().into(),
            number.into(),
            preview.into(),
            fault.map(str::to_owned).into(),
        ],
    )
    .await?;
    Ok(())
}

/// Keeps the sealed secret of a set, unless it has one.
pub(crate) async fn keep_secret(tx: &Tx, set: &SetKey, sealed: Vec<u8>) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO data_set_secrets (set_key, sealed) VALUES ($1, $2) ON CONFLICT (set_key) DO NOTHING",
        vec![set.as_str().into(), sealed.into()],
    )
    .await?;
    Ok(())
}

/// The sealed secret of a set.
pub(crate) async fn secret(
    conn: &impl ConnectionTrait,
    set: &SetKey,
) -> db::Result<Option<Vec<u8>>> {
    db::scalar(
        conn,
        "SELECT sealed FROM data_set_secrets WHERE set_key = $1",
        vec![set.as_str().into()],
    )
    .await
}

#[derive(FromQueryResult)]
struct EditionRow {
    number: i64,
    data_version: i64,
    file: String,
    cells: i64,
    published_at: i64,
}

/// What was published of a set, the first edition first.
pub(crate) async fn editions(
    conn: &impl ConnectionTrait,
    set: &SetKey,
) -> db::Result<Vec<KeptEdition>> {
    let rows: Vec<EditionRow> = db::all(
        conn,
        "SELECT number, data_version, file, cells, published_at FROM data_set_editions
         WHERE set_key = $1 ORDER BY number",
        vec![set.as_str().into()],
    )
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(KeptEdition {
                number: row.number,
                data_version: row.data_version,
                file: row.file.parse().map_err(|_| unknown("digest", &row.file))?,
                cells: row.cells,
                published_at: moment(row.published_at)?,
            })
        })
        .collect()
}

/// Adds an edition. An error if another process has added one with its number.
pub(crate) async fn add_edition(
    tx: &Tx,
    set: &SetKey,
    plan: i64,
    edition: &KeptEdition,
) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO data_set_editions (set_key, number, plan, data_version, file, cells, published_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        vec![
            set.as_str().into(),
            edition.number.into(),
            plan.into(),
            edition.data_version.into(),
            edition.file.to_string().into(),
            edition.cells.into(),
            edition.published_at.as_millisecond().into(),
        ],
    )
    .await?;
    super::changed(tx).await
}
