// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Calculates an extract as a job: it says how far it is, and ends soon when it is no longer wanted.

use std::sync::Arc;
use std::time::Duration;

use anonymity::{Generalisation, Table, Watch};
use extraction::{Figures, Task};
use jiff::SignedDuration;
use jobs::{JobError, NewJob};
use kernel::{Id, PersonId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::{App, Error};

use crate::model::{
    Class, Extract, ExtractId, ExtractState, Fault, HierarchyKind, KEEP_DAYS, Outcome, Plan,
    generalisation, piece_of_hierarchy,
};
use crate::taking::{self, SOURCE};
use crate::{actions, note, sealing, store};

/// Calculates an extract. A worker that dies leaves nothing behind; whoever takes the job over begins anew.
pub const CALCULATE: &str = "extracts.calculate";

/// How often is noted how far it is, and asked whether it is still wanted.
const BEAT: Duration = Duration::from_secs(1);

/// The payload of [`CALCULATE`].
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Calculate {
    /// Which extract.
    pub extract: ExtractId,
    /// Which calculation.
    pub run: Uuid,
}

/// Begins to calculate version `known` of an extract; says no if somebody was faster.
pub async fn begin(app: &App, extract: &Extract, known: i64, by: PersonId) -> Result<bool, Error> {
    let run = Id::<()>::new(&*app.clock, &*app.chance).uuid();
    let tx = app.db.begin().await?;
    let step = (by, app.clock.now());
    if !store::running::start(&tx, extract.id, known, run, step).await? {
        return Ok(false);
    }
    taking::remove_result(&tx, extract.id).await?;
    let payload = Calculate {
        extract: extract.id,
        run,
    };
    let job = NewJob::new(CALCULATE, &payload).attempts(3);
    let job = jobs::enqueue(&tx, &*app.clock, &*app.chance, job).await?;
    store::running::set_job(&tx, extract.id, job).await?;
    note::made(app, &tx, extract, by, "started").await?;
    tx.commit().await?;
    Ok(true)
}

/// Cancels a calculation; says no if it has come to its end.
pub async fn cancel(app: &App, extract: &Extract, by: PersonId) -> Result<bool, Error> {
    let tx = app.db.begin().await?;
    let step = (by, app.clock.now());
    if !store::running::cancel(&tx, extract.id, step).await? {
        return Ok(false);
    }
    note::made(app, &tx, extract, by, "cancelled").await?;
    tx.commit().await?;
    Ok(true)
}

/// The job.
pub async fn calculate(app: &App, payload: Calculate) -> Result<(), JobError> {
    run(app, payload).await.map_err(crate::jobs::failed)
}

/// What a calculation has made.
struct Made {
    figures: Figures,
    cpu_ms: Option<u64>,
    csv: Vec<u8>,
    parquet: Vec<u8>,
}

async fn run(app: &App, payload: Calculate) -> Result<(), Error> {
    let found = store::find(app.db.read(), payload.extract).await?;
    let wanted = |extract: &Extract| {
        extract.state == ExtractState::Running && extract.run == Some(payload.run)
    };
    let Some(extract) = found.filter(wanted) else {
        return Ok(());
    };
    let bytes = sealing::file(app, &extract, SOURCE).await?;
    let mut files = Vec::new();
    for (place, column) in extract.plan.columns.iter().enumerate() {
        files.push(match column.hierarchy {
            Some(HierarchyKind::File) if Plan::climbs(column) => {
                sealing::file(app, &extract, &piece_of_hierarchy(place)).await?
            }
            _ => Vec::new(),
        });
    }
    let plan = extract.plan.clone();
    let work = move |watch: &Watch| make(bytes, &plan, &files, watch);
    match attended(work, |progress| is_wanted(app, payload, progress)).await? {
        Some(made) => finish(app, &extract, payload.run, made).await,
        None => Ok(()),
    }
}

/// Stops a calculation that nobody waits for any more: the process ends, or the job was given to another.
struct Attendance(Arc<Watch>);

impl Drop for Attendance {
    fn drop(&mut self) {
        self.0.stop();
    }
}

/// Does work on a thread of its own. Every [`BEAT`] is told how far it is, and asked whether it goes on; if
/// not, it is stopped, and there is nothing.
async fn attended<M, F>(
    work: impl FnOnce(&Watch) -> M + Send + 'static,
    goes_on: impl Fn((u64, u64)) -> F,
) -> Result<Option<M>, Error>
where
    M: Send + 'static,
    F: Future<Output = Result<bool, Error>>,
{
    let watch = Arc::new(Watch::default());
    let attendance = Attendance(Arc::clone(&watch));
    let mut work = tokio::task::spawn_blocking(move || work(&watch));
    loop {
        if let Ok(made) = tokio::time::timeout(BEAT, &mut work).await {
            return Ok(Some(made.map_err(Error::internal)?));
        }
        let wanted = goes_on(attendance.0.progress()).await;
        if !matches!(wanted, Ok(true)) {
            attendance.0.stop();
            // It ends soon; until then it would be calculated beside its successor.
            let _ = work.await;
            return wanted.map(|_| None);
        }
    }
}

/// Notes how far it is, and says whether it goes on.
async fn is_wanted(
    app: &App,
    payload: Calculate,
    (decided, all): (u64, u64),
) -> Result<bool, Error> {
    let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let progress = (number(decided), number(all));
    let tx = app.db.begin().await?;
    let wanted = store::running::progress(&tx, payload.extract, payload.run, progress).await?;
    tx.commit().await?;
    Ok(wanted)
}

async fn finish(
    app: &App,
    extract: &Extract,
    run: Uuid,
    made: Result<Made, Fault>,
) -> Result<(), Error> {
    let now = app.clock.now();
    let delete_at = now + SignedDuration::from_hours(24 * KEEP_DAYS);
    let (agency, id) = (extract.state_agency, extract.id);
    let conn = app.db.read();
    let (sealed, files, what) = match made {
        Ok(made) => {
            let outcome = Outcome {
                figures: made.figures,
                cpu_ms: made.cpu_ms,
                ended_at: now,
            };
            let files = vec![
                (
                    "csv",
                    sealing::seal_file(app, agency, id, "csv", &made.csv).await?,
                ),
                (
                    "parquet",
                    sealing::seal_file(app, agency, id, "parquet", &made.parquet).await?,
                ),
            ];
            let sealed = sealing::seal_outcome(app, conn, extract, &outcome).await?;
            (Ok(sealed), files, "calculated")
        }
        Err(fault) => {
            let sealed = sealing::seal_fault(app, conn, extract, &fault).await?;
            (Err(sealed), Vec::new(), "failed")
        }
    };
    let tx = app.db.begin().await?;
    if !store::running::end(&tx, id, run, sealed, delete_at).await? {
        return Ok(());
    }
    for (kind, pieces) in files {
        sealing::keep_file(&tx, id, kind, pieces).await?;
    }
    note::step(app, &tx, extract, None, (actions::EXTRACT_MAKE, what)).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends calculations whose job was given up.
pub async fn free(app: &App) -> Result<(), Error> {
    for extract in store::running::all(app.db.read()).await? {
        let (Some(job), Some(run)) = (extract.job, extract.run) else {
            continue;
        };
        if !jobs::is_pending(app.db.read(), job).await? {
            finish(app, &extract, run, Err(Fault::named("interrupted"))).await?;
        }
    }
    Ok(())
}

/// One processor is enough: others answer pages meanwhile, and the time of this one is that of the
/// calculation.
const THREADS: usize = 1;

fn make(bytes: Vec<u8>, plan: &Plan, files: &[Vec<u8>], watch: &Watch) -> Result<Made, Fault> {
    let before = cpu_ms();
    let table = taking::read(bytes)?;
    let task = task(plan, &table, files)?;
    let outcome = task
        .run(&table, watch)
        .map_err(|error| Fault::from(&error))?;
    let (mut csv, mut parquet) = (Vec::new(), Vec::new());
    let unwritten = |_| Fault::named("unwritten");
    outcome.csv(&mut csv).map_err(unwritten)?;
    outcome.parquet(&mut parquet).map_err(unwritten)?;
    let spent = before.zip(cpu_ms());
    Ok(Made {
        figures: outcome.figures(),
        cpu_ms: spent.map(|(before, after)| after.saturating_sub(before)),
        csv,
        parquet,
    })
}

/// What a plan asks of the engine.
fn task(plan: &Plan, table: &Table, files: &[Vec<u8>]) -> Result<Task, Fault> {
    let hierarchy = |place: usize| -> Result<(String, Generalisation), Fault> {
        let name = &plan.columns[place].name;
        let missing = || Fault::of_column("hierarchy", name);
        let kind = plan.columns[place].hierarchy.ok_or_else(missing)?;
        let column = table.column(name).ok_or_else(missing)?;
        let made = if kind == HierarchyKind::File {
            let bytes = files.get(place).ok_or_else(missing)?;
            Generalisation::import(bytes).map(|read| read.generalisation)
        } else {
            generalisation(kind, &table.columns()[column]).ok_or_else(missing)?
        };
        Ok((name.clone(), made.map_err(|_| missing())?))
    };
    let quasi = plan.of(Class::Quasi).map(|(place, _)| hierarchy(place));
    let sensitive = plan.of(Class::Sensitive);
    let climbed = sensitive
        .filter(|(_, column)| Plan::climbs(column))
        .map(|(place, _)| hierarchy(place));
    let kept = plan.of(Class::Plain).chain(plan.of(Class::Sensitive));
    Ok(Task {
        quasi: quasi.collect::<Result<_, _>>()?,
        climbed: climbed.collect::<Result<_, _>>()?,
        kept: kept.map(|(_, column)| column.name.clone()).collect(),
        criteria: plan.criteria(),
        suppression: plan.suppression,
        metric: plan.metric.parse().map_err(|_| Fault::named("plan"))?,
        local: plan.local,
        population: plan.population,
        threads: THREADS,
    })
}

/// Processor time of this thread, where the system says so (Linux).
fn cpu_ms() -> Option<u64> {
    let stat = std::fs::read_to_string("/proc/thread-self/stat").ok()?;
    extraction::cpu_ms(&stat)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    /// Work without an end, unless it is stopped.
    fn endless(watch: &Watch) {
        while !watch.is_stopped() {
            std::thread::yield_now();
        }
    }

    #[tokio::test]
    async fn work_that_nobody_wants_any_more_comes_to_an_end() {
        let asked = AtomicBool::new(false);
        let made = attended(endless, |progress| {
            asked.store(progress == (0, 0), Ordering::Relaxed);
            async { Ok(false) }
        });
        assert!(made.await.unwrap().is_none());
        assert!(asked.into_inner());
    }

    #[tokio::test]
    async fn work_that_nobody_waits_for_comes_to_an_end() {
        let (tell, told) = tokio::sync::oneshot::channel();
        let work = move |watch: &Watch| {
            endless(watch);
            tell.send(()).unwrap();
        };
        let waiting = attended(work, |_| async { Ok(true) });
        let begun = tokio::time::timeout(Duration::from_millis(1), waiting).await;
        assert!(begun.is_err());
        told.await.unwrap();
    }

    #[tokio::test]
    async fn work_that_ends_hands_over_what_it_has_made() {
        let made = attended(|_| 7, |_| async { Ok(true) }).await;
        assert_eq!(made.unwrap(), Some(7));
    }
}
