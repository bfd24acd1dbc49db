// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Background work that survives restarts: a queue and schedules in the database.
//!
//! What belongs here: queueing, claiming, retrying, firing on time, and showing what failed. What
//! does not: the work itself. Modules and the server register a handler per kind of job.
//!
//! A job is written by [`enqueue`] in the transaction of the deed that causes it: both happen or
//! neither. A [`Worker`] claims it with a lease, runs the handler and marks the job as done. When
//! the process dies, the lease ends and another worker takes over. So **a handler can run more
//! than once for one job and must be idempotent**: it checks in its own transaction whether the
//! work is still to be done.
//!
//! An event tells whoever wants to know what has happened. [`publish`] writes one row, the worker that
//! claims it makes one job for each subscriber ([`Registry::subscribe`]) in one transaction, and from
//! then on each is retried and given up alone. Events may overtake each other.
//!
//! A handler that fails is tried again after 10 s, 20 s, 40 s, … up to an hour, each a quarter more
//! or less by chance. After the last attempt, or when the handler says that trying again is
//! useless, the job becomes a dead letter, which an administrator retries or discards.
//!
//! A payload holds identifiers and numbers, never personal data: it is shown to administrators
//! and kept for days.
//!
//! Schedules follow the calendar in Germany. All processes may run the same schedules; each moment
//! fires once. After a stop only the last missed moment is made up for.

mod dead;
mod handler;
mod queue;
mod schedule;
mod worker;

pub use dead::{Counts, DeadLetter, counts, dead_letters, discard, prune, retry};
pub use handler::{Handler, JobError, Registry};
pub use queue::{NewJob, enqueue, is_pending, publish};
pub use schedule::{Schedule, When, last_fires};
pub use worker::{Ran, Worker, WorkerOptions};

/// The tables of this crate.
pub const MIGRATIONS: &[db::Migration] = &[db::Migration {
    module: "jobs",
    version: 1,
    name: "queue and schedules",
    sql: include_str!("../migrations/0001_jobs.sql"),
}];

/// Why the queue could not be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JobsError {
    /// A payload cannot be written as JSON.
    #[error("the payload of a {kind} job cannot be written as JSON")]
    Payload {
        /// The kind of job.
        kind: &'static str,
    },
    /// Jobs kept on making jobs that were due at once.
    #[error("jobs do not come to an end: {0} ran without the queue becoming empty")]
    Endless(u64),
    /// The database did not answer as expected.
    #[error(transparent)]
    Db(#[from] db::DbError),
}
