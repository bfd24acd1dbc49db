// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Runs unchanged on SQLite and on PostgreSQL; see `db::testing`.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod events;
mod queue;
mod schedules;
mod workers;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use db::testing::TestDb;
use jobs::{Counts, JobError, NewJob, Registry, Worker};
use kernel::{Chance, Clock, JobId, ManualClock, SeededChance};
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;

/// What the handlers of the tests share.
struct Context {
    /// The numbers of the jobs that ran, in the order of their ends.
    ran: Mutex<Vec<u32>>,
    /// How the next attempts end; success when there is nothing left.
    ends: Mutex<VecDeque<Result<(), JobError>>>,
    /// One permit for each job that began or was noted.
    began: Semaphore,
    /// One permit for each job that may go on.
    go_on: Semaphore,
}

impl Context {
    async fn one_began(&self) {
        self.began.acquire().await.unwrap().forget();
    }
}

#[derive(Serialize, Deserialize)]
struct Numbered {
    number: u32,
}

async fn note(context: &Context, job: Numbered) -> Result<(), JobError> {
    let end = context.ends.lock().unwrap().pop_front();
    end.unwrap_or(Ok(()))?;
    context.ran.lock().unwrap().push(job.number);
    context.began.add_permits(1);
    Ok(())
}

async fn wait(context: &Context, job: Numbered) -> Result<(), JobError> {
    context.began.add_permits(1);
    context.go_on.acquire().await.unwrap().forget();
    note(context, job).await
}

async fn panics(_: &Context, (): ()) -> Result<(), JobError> {
    panic!("on purpose")
}

/// A database with a queue, a clock that stands still, and a worker that knows three kinds.
struct Setup {
    db: TestDb,
    clock: Arc<ManualClock>,
    chance: Arc<SeededChance>,
    context: Arc<Context>,
    registry: Arc<Registry<Context>>,
}

impl Setup {
    async fn new() -> Self {
        let mut registry = Registry::default();
        registry
            .register("note", note)
            .register("wait", wait)
            .register("panic", panics);
        Self::with(registry).await
    }

    async fn with(registry: Registry<Context>) -> Self {
        Self {
            db: db::testing::empty(jobs::MIGRATIONS).await,
            clock: Arc::new(ManualClock::new("2026-11-18T08:00:00Z".parse().unwrap())),
            chance: Arc::new(SeededChance::new(1)),
            context: Arc::new(Context {
                ran: Mutex::default(),
                ends: Mutex::default(),
                began: Semaphore::new(0),
                go_on: Semaphore::new(0),
            }),
            registry: Arc::new(registry),
        }
    }

    fn worker(&self) -> Worker<Context> {
        self.worker_on(self.db.clone())
    }

    fn worker_on(&self, db: db::Db) -> Worker<Context> {
        Worker::new(
            db,
            Arc::clone(&self.registry),
            Arc::clone(&self.context),
            Arc::clone(&self.clock) as Arc<dyn Clock>,
            Arc::clone(&self.chance) as Arc<dyn Chance>,
        )
    }

    async fn enqueue(&self, job: NewJob) -> JobId {
        let tx = self.db.begin().await.unwrap();
        let id = jobs::enqueue(&tx, self.clock.as_ref(), self.chance.as_ref(), job)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        id
    }

    fn ran(&self) -> Vec<u32> {
        self.context.ran.lock().unwrap().clone()
    }

    async fn counts(&self) -> Counts {
        jobs::counts(self.db.read()).await.unwrap()
    }
}

fn numbered(number: u32) -> NewJob {
    NewJob::new("note", &Numbered { number })
}
