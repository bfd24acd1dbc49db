// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use db::Db;
use jiff::{SignedDuration, Timestamp};
use kernel::{Chance, Clock};
use tokio::task::JoinSet;

use crate::queue::{self, Claimed};
use crate::{JobError, JobsError, Registry, schedule};

/// How a [`Worker`] works.
#[derive(Debug, Clone)]
pub struct WorkerOptions {
    /// How many jobs run at the same time, at least 1.
    pub concurrency: usize,
    /// How often to look for jobs of other processes and for schedules.
    pub poll: Duration,
    /// After how long without a sign of life a job is given to another worker. A worker that is
    /// alive prolongs its leases each third of this.
    pub lease: Duration,
    /// How long running jobs may take to end when the worker is stopped.
    pub patience: Duration,
}

impl Default for WorkerOptions {
    fn default() -> Self {
        Self {
            concurrency: 4,
            poll: Duration::from_secs(1),
            lease: Duration::from_mins(1),
            patience: Duration::from_secs(20),
        }
    }
}

/// Runs jobs. Cheap to clone; any number of workers in any number of processes may share a queue.
pub struct Worker<C> {
    db: Db,
    registry: Arc<Registry<C>>,
    context: Arc<C>,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
    options: WorkerOptions,
}

impl<C> Clone for Worker<C> {
    fn clone(&self) -> Self {
        Self {
            db: self.db.clone(),
            registry: Arc::clone(&self.registry),
            context: Arc::clone(&self.context),
            clock: Arc::clone(&self.clock),
            chance: Arc::clone(&self.chance),
            options: self.options.clone(),
        }
    }
}

impl<C> fmt::Debug for Worker<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Worker")
            .field("registry", &self.registry)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

/// What [`Worker::run_until_idle`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ran {
    /// Jobs that were done.
    pub done: u64,
    /// Attempts that failed and will be repeated later.
    pub failed: u64,
    /// Jobs that became dead letters.
    pub dead: u64,
}

/// How an attempt ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Done,
    Failed,
    Dead,
    /// Another worker has taken the job over, because this one seemed to be gone.
    Lost,
}

impl Outcome {
    fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Dead => "dead",
            Self::Lost => "lost",
        }
    }
}

/// More jobs than this in one go mean that they make each other.
const ENDLESS: u64 = 100_000;
/// How often a worker counts and prunes.
const HOUSEKEEPING: SignedDuration = SignedDuration::from_mins(1);

impl<C: Send + Sync + 'static> Worker<C> {
    /// A worker that hands `context` to the handlers of `registry`.
    pub fn new(
        db: Db,
        registry: Arc<Registry<C>>,
        context: Arc<C>,
        clock: Arc<dyn Clock>,
        chance: Arc<dyn Chance>,
    ) -> Self {
        Self {
            db,
            registry,
            context,
            clock,
            chance,
            options: WorkerOptions::default(),
        }
    }

    /// The same worker with other options.
    #[must_use]
    pub fn with_options(mut self, options: WorkerOptions) -> Self {
        self.options = options;
        self
    }

    /// Runs jobs and schedules until `shutdown` is ready; then lets running jobs end.
    ///
    /// While the database is away the worker keeps on trying.
    pub async fn run(&self, shutdown: impl Future<Output = ()> + Send) {
        let mut signals = self.db.signals();
        let mut running = JoinSet::new();
        let mut kept_house: Option<Timestamp> = None;
        tokio::pin!(shutdown);
        loop {
            if let Err(error) = self.start_due(&mut running).await {
                tracing::warn!(%error, "the queue cannot be read");
            }
            let now = self.clock.now();
            if kept_house.is_none_or(|last| now.duration_since(last) >= HOUSEKEEPING) {
                kept_house = Some(now);
                if let Err(error) = self.keep_house(now).await {
                    tracing::warn!(%error, "the queue cannot be pruned");
                }
            }
            tokio::select! {
                () = &mut shutdown => break,
                _ = signals.changed() => {}
                Some(_) = running.join_next(), if !running.is_empty() => {}
                () = tokio::time::sleep(self.options.poll) => {}
            }
        }
        // Whatever does not end in time is dropped; its lease ends and another worker repeats it.
        let _ = tokio::time::timeout(self.options.patience, async {
            while running.join_next().await.is_some() {}
        })
        .await;
    }

    /// Fires what is due and runs all jobs that are due now, one after another, also those that
    /// they enqueue. For tests and demo data.
    pub async fn run_until_idle(&self) -> Result<Ran, JobsError> {
        let mut ran = Ran::default();
        for _ in 0..ENDLESS {
            self.fire().await?;
            let Some(job) = self.claim().await? else {
                return Ok(ran);
            };
            match self.execute(job).await? {
                Outcome::Done => ran.done += 1,
                Outcome::Failed => ran.failed += 1,
                Outcome::Dead => ran.dead += 1,
                Outcome::Lost => {}
            }
        }
        Err(JobsError::Endless(ENDLESS))
    }

    async fn start_due(&self, running: &mut JoinSet<()>) -> Result<(), JobsError> {
        self.fire().await?;
        while running.len() < self.options.concurrency.max(1) {
            let Some(job) = self.claim().await? else {
                break;
            };
            let worker = self.clone();
            running.spawn(async move {
                let id = job.id;
                if let Err(error) = worker.execute(job).await {
                    tracing::warn!(%id, %error, "the end of a job cannot be noted");
                }
            });
        }
        Ok(())
    }

    async fn fire(&self) -> Result<u64, JobsError> {
        let schedules = self.registry.schedules();
        schedule::fire(
            &self.db,
            schedules,
            self.clock.as_ref(),
            self.chance.as_ref(),
        )
        .await
    }

    async fn claim(&self) -> Result<Option<Claimed>, JobsError> {
        let kinds = self.registry.kinds();
        let now = self.clock.now();
        queue::claim(&self.db, &kinds, now, self.lease(), self.chance.as_ref()).await
    }

    async fn execute(&self, job: Claimed) -> Result<Outcome, JobsError> {
        let began = self.clock.now();
        let outcome = if let Some(subscribers) = self.registry.subscribers(&job.kind) {
            self.hand_on(&job, subscribers).await?
        } else {
            match self.attempt(&job).await {
                None => Outcome::Lost,
                Some(result) => self.note_end(&job, result).await?,
            }
        };
        let seconds = self.clock.now().duration_since(began).as_secs_f64();
        let kind = job.kind;
        metrics::histogram!("deich_job_seconds", "kind" => kind.clone()).record(seconds);
        metrics::counter!("deich_jobs_total", "kind" => kind, "outcome" => outcome.name())
            .increment(1);
        Ok(outcome)
    }

    /// Gives each subscriber of an event its job.
    async fn hand_on(
        &self,
        event: &Claimed,
        subscribers: &[&'static str],
    ) -> Result<Outcome, JobsError> {
        let (clock, chance) = (self.clock.as_ref(), self.chance.as_ref());
        match queue::hand_on(&self.db, event, subscribers, clock, chance).await {
            Ok(true) => Ok(Outcome::Done),
            Ok(false) => Ok(Outcome::Lost),
            Err(JobsError::Db(error)) => self.note_end(event, Err(error.into())).await,
            Err(error) => Err(error),
        }
    }

    /// Runs the handler and keeps the lease alive. `None` if the lease was lost.
    async fn attempt(&self, job: &Claimed) -> Option<Result<(), JobError>> {
        // In a task of its own, so that a panic ends the job and not the worker; in a set, so that
        // the task ends when this future is dropped.
        let mut task = JoinSet::new();
        let (registry, context) = (Arc::clone(&self.registry), Arc::clone(&self.context));
        let (kind, payload) = (job.kind.clone(), job.payload.clone());
        task.spawn(async move { registry.call(&context, &kind, &payload).await });
        loop {
            tokio::select! {
                ended = task.join_next() => {
                    let panicked = Err(JobError::temporary("panic"));
                    return Some(ended.and_then(Result::ok).unwrap_or(panicked));
                }
                () = tokio::time::sleep(self.options.lease / 3) => {
                    let until = self.clock.now() + self.lease();
                    // Without an answer the job goes on: what it did counts only if noted in time.
                    if !queue::renew(&self.db, (job.id, job.lease), until).await.unwrap_or(true) {
                        return None;
                    }
                }
            }
        }
    }

    async fn note_end(
        &self,
        job: &Claimed,
        result: Result<(), JobError>,
    ) -> Result<Outcome, JobsError> {
        let now = self.clock.now();
        let (id, kind) = (job.id, job.kind.as_str());
        let (noted, outcome) = match result {
            Ok(()) => (queue::done(&self.db, job, now).await?, Outcome::Done),
            Err(error) if error.is_permanent() || job.attempts >= job.max_attempts => {
                let code = error.code();
                tracing::error!(%id, kind, code, attempts = job.attempts, "job given up");
                let noted = queue::bury(&self.db, job, now, code).await?;
                (noted, Outcome::Dead)
            }
            Err(error) => {
                let code = error.code();
                let wait = queue::back_off(job.attempts, self.chance.as_ref());
                tracing::warn!(%id, kind, code, attempts = job.attempts, %wait, "job failed");
                let noted = queue::put_back(&self.db, job, now + wait, code).await?;
                (noted, Outcome::Failed)
            }
        };
        Ok(if noted { outcome } else { Outcome::Lost })
    }

    async fn keep_house(&self, now: Timestamp) -> Result<(), JobsError> {
        crate::prune(&self.db, now).await?;
        let counts = crate::counts(self.db.read()).await?;
        for (state, count) in [
            ("ready", counts.ready),
            ("running", counts.running),
            ("dead", counts.dead),
        ] {
            metrics::gauge!("deich_jobs", "state" => state).set(count as f64);
        }
        Ok(())
    }

    fn lease(&self) -> SignedDuration {
        SignedDuration::try_from(self.options.lease).unwrap_or(SignedDuration::from_hours(1))
    }
}
