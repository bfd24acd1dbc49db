// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The one connection that writes to SQLite, shared by all transactions of this process.
//!
//! SQLite lets one connection write at a time, and each commit waits for the disk. So transactions
//! that wait for one another are committed together: each runs alone, one after the other, within a
//! savepoint of its own, and answers only after the common commit has reached the disk. One that is
//! rolled back undoes its own savepoint only. If the common commit fails, all of them fail.
//!
//! | step | what runs |
//! |---|---|
//! | the first transaction begins | `BEGIN IMMEDIATE; SAVEPOINT deich` |
//! | it ends while others wait | `RELEASE deich`; its caller waits for the common commit |
//! | the next begins and ends | `SAVEPOINT deich` … `RELEASE deich` |
//! | nobody waits any more, or the committing task has its turn | `COMMIT`; all callers are told |
//!
//! Whoever leaves a transaction open orders the committing task, which queues for the connection like
//! everybody else: the connection goes to whoever asked first, so the task's turn comes after those
//! who were waiting already. Nothing else depends on time.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sea_orm::sqlx::{self, ConnectOptions, Connection, Executor};
use sea_orm::{DbErr, ExecResult, QueryResult, RuntimeErr, Statement, Values};
use sea_query_sqlx::SqlxValues;
use tokio::runtime::Handle;
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

use crate::error::from_sqlx;
use crate::{DbError, Result};

/// So many transactions share a commit at most.
const TOGETHER: usize = 64;

/// The queue for the connection that writes.
#[derive(Clone)]
pub(crate) struct Writer {
    slot: Arc<Mutex<Slot>>,
    waiting: Arc<AtomicUsize>,
    patience: Duration,
    runtime: Handle,
}

/// The connection and what is going on there. Whoever holds the lock may use it.
struct Slot {
    options: SqliteConnectOptions,
    /// `None` until it is needed, and after it was given up.
    connection: Option<SqliteConnection>,
    state: State,
    /// Whether the committing task is queueing.
    ordered: bool,
    /// Those who wait for the common commit.
    members: Vec<oneshot::Sender<Result<()>>>,
    closed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing is open.
    Idle,
    /// The common transaction is open, and none of its transactions runs.
    Between,
    /// A transaction runs in its savepoint. If its holder is gone, it must be undone.
    Within,
    /// What is open is unknown. The connection must be given up.
    Unknown,
}

/// The right to use the connection, for one transaction.
pub(crate) struct Lease {
    slot: OwnedMutexGuard<Slot>,
    writer: Writer,
}

impl Writer {
    /// Connects, so that mistakes show at the start.
    pub(crate) async fn connect(options: SqliteConnectOptions, patience: Duration) -> Result<Self> {
        let mut slot = Slot {
            options,
            connection: None,
            state: State::Idle,
            ordered: false,
            members: Vec::new(),
            closed: false,
        };
        slot.connected().await?;
        Ok(Self {
            slot: Arc::new(Mutex::new(slot)),
            waiting: Arc::default(),
            patience,
            runtime: Handle::current(),
        })
    }

    /// Waits for one's turn and begins a transaction.
    pub(crate) async fn begin(&self) -> Result<Lease> {
        let slot = {
            let _waiting = Waiting::new(&self.waiting);
            tokio::time::timeout(self.patience, Arc::clone(&self.slot).lock_owned())
                .await
                .map_err(|_| DbError::Busy("the writing connection was in use".to_owned()))?
        };
        let mut lease = Lease {
            slot,
            writer: self.clone(),
        };
        lease.slot.begin().await?;
        Ok(lease)
    }

    /// Commits what is open and closes the connection. Later transactions fail.
    pub(crate) async fn close(&self) {
        let mut slot = self.slot.lock().await;
        slot.tidy().await;
        // The members are told; there is nobody else to tell.
        let _ = slot.commit("COMMIT").await;
        slot.closed = true;
        slot.give_up().await;
    }

    /// Sends a task into the queue that commits what is open when it has its turn.
    fn order_commit(&self, slot: &mut Slot) {
        if slot.ordered {
            return;
        }
        slot.ordered = true;
        let queue = Arc::clone(&self.slot);
        self.runtime.spawn(async move {
            let mut slot = queue.lock_owned().await;
            slot.ordered = false;
            slot.tidy().await;
            // The members are told; there is nobody else to tell.
            let _ = slot.commit("COMMIT").await;
        });
    }
}

impl Lease {
    /// Ends the transaction and waits until it is on the disk.
    ///
    /// Runs in a task of its own: a caller who goes away must not leave the others in doubt.
    pub(crate) async fn commit(mut self) -> Result<()> {
        let runtime = self.writer.runtime.clone();
        let done = runtime.spawn(async move {
            if self.slot.state == State::Unknown {
                self.slot.tidy().await;
                return Err(ended());
            }
            let others_wait = self.writer.waiting.load(Ordering::Acquire) > 0;
            if !others_wait || self.slot.members.len() + 1 >= TOGETHER {
                return self.slot.commit("RELEASE deich; COMMIT").await;
            }
            self.slot.step("RELEASE deich").await?;
            self.slot.state = State::Between;
            let (member, told) = oneshot::channel();
            self.slot.members.push(member);
            self.writer.clone().order_commit(&mut self.slot);
            drop(self);
            told.await.unwrap_or_else(|_| Err(ended()))
        });
        done.await.unwrap_or_else(|_| Err(ended()))
    }

    /// Undoes the transaction and waits until that is done.
    pub(crate) async fn rollback(mut self) {
        self.slot.tidy().await;
    }

    /// Runs a statement that returns no rows.
    pub(crate) async fn execute(&mut self, statement: Statement) -> Result<ExecResult, DbErr> {
        let (query, connection) = self.slot.prepare(statement)?;
        let result = query.execute(connection).await;
        self.slot.answer(result).map(Into::into)
    }

    /// Runs several statements without parameters that return no rows.
    pub(crate) async fn execute_unprepared(&mut self, sql: &str) -> Result<ExecResult, DbErr> {
        let connection = self.slot.usable()?;
        let result = connection.execute(sqlx::AssertSqlSafe(sql)).await;
        self.slot.answer(result).map(Into::into)
    }

    /// Runs a query and reads its first row.
    pub(crate) async fn one(&mut self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let (query, connection) = self.slot.prepare(statement)?;
        let result = query.fetch_optional(connection).await;
        Ok(self.slot.answer(result)?.map(Into::into))
    }

    /// Runs a query and reads all its rows.
    pub(crate) async fn all(&mut self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let (query, connection) = self.slot.prepare(statement)?;
        let result = query.fetch_all(connection).await;
        let rows = self.slot.answer(result)?;
        Ok(rows.into_iter().map(Into::into).collect())
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        // What is left open by one who goes away must not keep other processes waiting.
        if self.slot.state != State::Idle {
            let writer = self.writer.clone();
            writer.order_commit(&mut self.slot);
        }
    }
}

type Query = sqlx::query::Query<'static, sqlx::Sqlite, SqlxValues>;

impl Slot {
    async fn connected(&mut self) -> Result<&mut SqliteConnection> {
        if self.closed {
            return Err(DbError::Unavailable(
                "the connections were closed".to_owned(),
            ));
        }
        if self.connection.is_none() {
            let connection = self.options.connect().await;
            self.connection = Some(connection.map_err(|error| match from_sqlx(&error) {
                DbError::Statement(text) => DbError::Unavailable(text),
                other => other,
            })?);
        }
        self.connection.as_mut().ok_or_else(ended)
    }

    /// Begins a transaction within the common one, which begins as well if it has not.
    async fn begin(&mut self) -> Result<()> {
        self.tidy().await;
        self.connected().await?;
        if self.state == State::Between {
            // Set before the statement runs, so that it is undone if the caller goes away meanwhile.
            self.state = State::Within;
            return self.step("SAVEPOINT deich").await;
        }
        self.state = State::Unknown;
        let result = self.run("BEGIN IMMEDIATE; SAVEPOINT deich").await;
        match result {
            Ok(()) => self.state = State::Within,
            // Another process writes: nothing has begun.
            Err(DbError::Busy(_)) => self.state = State::Idle,
            Err(_) => self.give_up().await,
        }
        result
    }

    /// Brings the connection into a state in which the next transaction can begin.
    async fn tidy(&mut self) {
        if self.state == State::Within {
            let undone = self.run("ROLLBACK TO deich; RELEASE deich").await;
            self.state = match undone {
                Ok(()) => State::Between,
                Err(_) => State::Unknown,
            };
        }
        if self.state == State::Unknown {
            self.fail(&ended()).await;
        }
    }

    /// Commits what is open, by these statements, and tells all who wait for it.
    async fn commit(&mut self, sql: &'static str) -> Result<()> {
        if self.state == State::Idle {
            return Ok(());
        }
        self.step(sql).await?;
        self.state = State::Idle;
        for member in self.members.drain(..) {
            // One who has gone away does not want to know.
            let _ = member.send(Ok(()));
        }
        Ok(())
    }

    /// Runs a statement without which the common transaction cannot go on: if it fails, all fail.
    async fn step(&mut self, sql: &'static str) -> Result<()> {
        let result = self.run(sql).await;
        if let Err(error) = &result {
            self.fail(error).await;
        }
        result
    }

    async fn run(&mut self, sql: &'static str) -> Result<()> {
        let connection = self.connection.as_mut().ok_or_else(ended)?;
        match connection.execute(sql).await {
            Ok(_) => Ok(()),
            Err(error) => Err(from_sqlx(&error)),
        }
    }

    /// Gives the common transaction up and tells all who wait for it.
    async fn fail(&mut self, error: &DbError) {
        self.give_up().await;
        for member in self.members.drain(..) {
            let _ = member.send(Err(error.clone()));
        }
    }

    /// Closes the connection, which undoes what it has not committed, whatever state it is in.
    async fn give_up(&mut self) {
        if let Some(connection) = self.connection.take() {
            // If it does not close in order, its file handles close with it.
            let _ = connection.close().await;
        }
        self.state = State::Idle;
    }

    fn usable(&mut self) -> Result<&mut SqliteConnection, DbErr> {
        if self.state == State::Unknown {
            return Err(gone());
        }
        self.connection.as_mut().ok_or_else(gone)
    }

    fn prepare(&mut self, statement: Statement) -> Result<(Query, &mut SqliteConnection), DbErr> {
        let connection = self.usable()?;
        let values = statement.values.unwrap_or(Values(Vec::new()));
        let sql = sqlx::AssertSqlSafe(statement.sql);
        Ok((sqlx::query_with(sql, SqlxValues(values)), connection))
    }

    /// Passes an answer on. After an error such as a full disk SQLite may have undone the common
    /// transaction by itself; whatever followed would be written on its own, so nothing may follow.
    fn answer<T>(&mut self, result: Result<T, sqlx::Error>) -> Result<T, DbErr> {
        result.map_err(|error| {
            if from_sqlx(&error).is_temporary() {
                self.state = State::Unknown;
            }
            DbErr::Exec(RuntimeErr::SqlxError(Arc::new(error)))
        })
    }
}

fn ended() -> DbError {
    DbError::Unavailable("the transaction was given up".to_owned())
}

fn gone() -> DbErr {
    DbErr::Conn(RuntimeErr::Internal(
        "the transaction was given up".to_owned(),
    ))
}

/// Counts one who waits, until dropped.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn new(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::AcqRel);
        Self(count)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}
