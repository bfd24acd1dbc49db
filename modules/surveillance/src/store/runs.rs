// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Looks at sets.

use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{Id, PersonId};
use uuid::Uuid;

use super::{broken, moment, read};
use crate::model::{Run, RunId, RunState, Tally};

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    set_key: String,
    set_version: i64,
    as_of: String,
    plan_version: i64,
    state: String,
    job: Uuid,
    started_by: Option<Uuid>,
    started_at: i64,
    ended_at: Option<i64>,
    series_all: i64,
    series_done: i64,
    tally: String,
    signals_new: i64,
    signals_again: i64,
    signals_gone: i64,
}

const SELECT: &str = "SELECT id, set_key, set_version, as_of, plan_version, state, job, started_by, started_at,
    ended_at, series_all, series_done, tally, signals_new, signals_again, signals_gone FROM surveillance_runs";

impl Row {
    fn run(self) -> db::Result<Run> {
        let ended_at = self.ended_at.map(|at| moment("ended_at", at));
        let as_of = Some(self.as_of.as_str()).filter(|day| !day.is_empty());
        Ok(Run {
            id: Id::from_uuid(self.id),
            set: self.set_key,
            set_version: self.set_version,
            as_of: as_of.map(|day| read::<Date>("as_of", day)).transpose()?,
            plan_version: self.plan_version,
            state: read("state", &self.state)?,
            job: Id::from_uuid(self.job),
            started_by: self.started_by.map(Id::from_uuid),
            started_at: moment("started_at", self.started_at)?,
            ended_at: ended_at.transpose()?,
            series_all: self.series_all,
            series_done: self.series_done,
            tally: serde_json::from_str(&self.tally).map_err(|_| broken("tally"))?,
            signals_new: self.signals_new,
            signals_again: self.signals_again,
            signals_gone: self.signals_gone,
        })
    }
}

/// Notes that a look begins.
pub async fn add(tx: &Tx, run: &Run) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO surveillance_runs (id, set_key, set_version, as_of, plan_version, state, job, started_by,
            started_at, series_all, series_done, tally, signals_new, signals_again, signals_gone)
         VALUES ($1, $2, 0, '', $3, 'running', $4, $5, $6, 0, 0, '{}', 0, 0, 0)",
        vec![
            run.id.uuid().into(),
            run.set.as_str().into(),
            run.plan_version.into(),
            run.job.uuid().into(),
            run.started_by.map(PersonId::uuid).into(),
            run.started_at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// The look with this identifier.
pub async fn find(conn: &impl ConnectionTrait, id: RunId) -> db::Result<Option<Run>> {
    let sql = format!("{SELECT} WHERE id = $1");
    db::fetch_one(conn, &sql, vec![id.uuid().into()], Row::run).await
}

/// The newest looks at a set, the newest first.
pub async fn newest(conn: &impl ConnectionTrait, set: &str, most: i64) -> db::Result<Vec<Run>> {
    let sql = format!("{SELECT} WHERE set_key = $1 ORDER BY started_at DESC, id DESC LIMIT $2");
    db::fetch_all(conn, &sql, vec![set.into(), most.into()], Row::run).await
}

/// The newest look that came to its end, of any set.
pub async fn last_done(conn: &impl ConnectionTrait) -> db::Result<Option<Run>> {
    let sql = format!("{SELECT} WHERE state = 'done' ORDER BY ended_at DESC, id DESC LIMIT 1");
    db::fetch_one(conn, &sql, vec![], Row::run).await
}

/// The look at a set that has not come to its end.
pub async fn open(conn: &impl ConnectionTrait, set: &str) -> db::Result<Option<Run>> {
    let sql = format!(
        "{SELECT} WHERE set_key = $1 AND state = 'running' ORDER BY started_at DESC LIMIT 1"
    );
    db::fetch_one(conn, &sql, vec![set.into()], Row::run).await
}

/// Notes how far a look is.
pub async fn progress(tx: &Tx, id: RunId, (done, all): (i64, i64)) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE surveillance_runs SET series_done = $2, series_all = $3 WHERE id = $1 AND state = 'running'",
        vec![id.uuid().into(), done.into(), all.into()],
    )
    .await?;
    Ok(())
}

/// What a look came to.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// The version of the set, and the day on which its numbers stood so.
    pub version: Option<(i64, Date)>,
    /// How many series there were.
    pub series: i64,
    /// What became of them.
    pub tally: Tally,
    /// Signals that were not there before.
    pub new: i64,
    /// Signals that were found again.
    pub again: i64,
    /// Signals of the tested weeks that were not found any more.
    pub gone: i64,
}

/// Ends a look. False if it had ended already.
pub async fn end(
    tx: &Tx,
    id: RunId,
    state: RunState,
    outcome: &Outcome,
    at: Timestamp,
) -> db::Result<bool> {
    let (version, as_of) = match outcome.version {
        Some((version, as_of)) => (version, as_of.to_string()),
        None => (0, String::new()),
    };
    let tally = serde_json::to_string(&outcome.tally).map_err(|_| broken("tally"))?;
    let ended = db::execute(
        tx,
        "UPDATE surveillance_runs SET state = $2, set_version = $3, as_of = $4, series_all = $5, series_done = $5,
            tally = $6, signals_new = $7, signals_again = $8, signals_gone = $9, ended_at = $10
         WHERE id = $1 AND state = 'running'",
        vec![
            id.uuid().into(),
            state.name().into(),
            version.into(),
            as_of.into(),
            outcome.series.into(),
            tally.into(),
            outcome.new.into(),
            outcome.again.into(),
            outcome.gone.into(),
            at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(ended == 1)
}
