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
//! What begins a transaction runs together with its first statement, and what was put off
//! ([`crate::execute_later`]) together with the next one or with what ends the transaction.
//!
//! Whoever leaves a transaction open orders the committing task, which queues for the connection like
//! everybody else: the connection goes to whoever asked first, so the task's turn comes after those
//! who were waiting already. Nothing else depends on time.

use std::mem;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::TryStreamExt as _;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteQueryResult, SqliteRow};
use sea_orm::sqlx::{self, ConnectOptions, Connection, Either, Executor};
use sea_orm::{DbErr, ExecResult, QueryResult, RuntimeErr, Statement, Values};
use sea_query_sqlx::SqlxValues;
use tokio::runtime::Handle;
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

use crate::batch::{Batch, unnamed};
use crate::error::from_sqlx;
use crate::{DbError, Result};

/// So many transactions share a commit at most.
const TOGETHER: usize = 64;

/// So many values of statements that were put off are kept at most.
const PUT_OFF: usize = 200;

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
    /// Whether a transaction was given out of which nothing has run yet.
    fresh: bool,
    /// What runs before the next statement of the running transaction.
    before: Batch,
    /// How many statements in `before` are those of the transaction itself.
    put_off: usize,
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
            fresh: false,
            before: Batch::default(),
            put_off: 0,
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
        let _ = slot.commit().await;
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
            let _ = slot.commit().await;
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
            if self.slot.fresh && self.slot.put_off == 0 {
                return Ok(());
            }
            let others_wait = self.writer.waiting.load(Ordering::Acquire) > 0;
            if !others_wait || self.slot.members.len() + 1 >= TOGETHER {
                return self.slot.end("RELEASE deich; COMMIT", State::Idle).await;
            }
            self.slot.end("RELEASE deich", State::Between).await?;
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
        let (done, _) = self.slot.send(statement, usize::MAX).await?;
        Ok(done.into())
    }

    /// Runs several statements without parameters that return no rows.
    pub(crate) async fn execute_unprepared(&mut self, sql: &str) -> Result<ExecResult, DbErr> {
        let statement = Statement::from_string(sea_orm::DbBackend::Sqlite, sql);
        self.execute(statement).await
    }

    /// Runs a query and reads its first row.
    pub(crate) async fn one(&mut self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let (_, rows) = self.slot.send(statement, 1).await?;
        Ok(rows.into_iter().next().map(Into::into))
    }

    /// Runs a query and reads all its rows.
    pub(crate) async fn all(&mut self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let (_, rows) = self.slot.send(statement, usize::MAX).await?;
        Ok(rows.into_iter().map(Into::into).collect())
    }

    /// Puts a statement off until the next one or until the transaction ends.
    pub(crate) async fn later(&mut self, statement: Statement) -> Result<(), DbErr> {
        let slot = &mut self.slot;
        let count = statement.values.as_ref().map_or(0, |values| values.0.len());
        if slot.before.values.len() + count > PUT_OFF {
            return self.execute(statement).await.map(drop);
        }
        if slot.state == State::Unknown {
            return Err(gone());
        }
        slot.before.push(statement);
        slot.put_off += 1;
        Ok(())
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

    /// Gives out a transaction within the common one. Its first statement begins it, and the common
    /// one as well if that has not begun.
    async fn begin(&mut self) -> Result<()> {
        self.tidy().await;
        self.connected().await?;
        let sql = match self.state {
            State::Between => "SAVEPOINT deich",
            _ => "BEGIN IMMEDIATE; SAVEPOINT deich",
        };
        self.before.add(sql, Vec::new());
        self.fresh = true;
        Ok(())
    }

    /// Brings the connection into a state in which the next transaction can begin.
    async fn tidy(&mut self) {
        self.before = Batch::default();
        self.put_off = 0;
        self.fresh = false;
        if self.state == State::Within {
            self.state = if self.run("ROLLBACK TO deich; RELEASE deich").await.is_ok() {
                State::Between
            } else if self.members.is_empty() && self.run("ROLLBACK").await.is_ok() {
                // Its caller went away between the beginning of the common transaction and its own.
                State::Idle
            } else {
                State::Unknown
            };
        }
        if self.state == State::Unknown {
            self.fail(&ended()).await;
        }
    }

    /// Ends the running transaction by these statements, after those that were put off. Who waits
    /// for the common commit is told if this was it.
    async fn end(&mut self, sql: &'static str, then: State) -> Result<()> {
        let may_refuse = self.put_off > 0;
        let statement = Statement::from_string(sea_orm::DbBackend::Sqlite, sql);
        match self.together(statement, usize::MAX).await {
            Ok(_) => {
                self.state = then;
                if then == State::Idle {
                    self.tell_members();
                }
                Ok(())
            }
            Err(error) => {
                let error = from_sqlx(&error);
                // The table refused what was put off: only this transaction is undone. All else is
                // nothing without which the common transaction could go on.
                if !may_refuse || error.is_temporary() {
                    self.fail(&error).await;
                }
                Err(error)
            }
        }
    }

    /// Commits what is open and tells all who wait for it.
    async fn commit(&mut self) -> Result<()> {
        if self.state == State::Idle {
            return Ok(());
        }
        if let Err(error) = self.run("COMMIT").await {
            self.fail(&error).await;
            return Err(error);
        }
        self.state = State::Idle;
        self.tell_members();
        Ok(())
    }

    fn tell_members(&mut self) {
        for member in self.members.drain(..) {
            // One who has gone away does not want to know.
            let _ = member.send(Ok(()));
        }
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

    /// Runs a statement of the running transaction and gathers its rows, `most` of them at most.
    async fn send(
        &mut self,
        statement: Statement,
        most: usize,
    ) -> Result<(SqliteQueryResult, Vec<SqliteRow>), DbErr> {
        if self.state == State::Unknown || self.connection.is_none() {
            return Err(gone());
        }
        let result = self.together(statement, most).await;
        self.answer(result)
    }

    /// Runs a statement after all that has to run before it.
    async fn together(
        &mut self,
        statement: Statement,
        most: usize,
    ) -> Result<(SqliteQueryResult, Vec<SqliteRow>), sqlx::Error> {
        let mut batch = mem::take(&mut self.before);
        batch.push(statement);
        self.put_off = 0;
        self.fresh = false;
        // Set before anything runs, so that it is undone if the caller goes away meanwhile.
        self.state = State::Within;
        let connection = self.connection.as_mut().ok_or(sqlx::Error::WorkerCrashed)?;
        let values = SqlxValues(Values(batch.values));
        let sql = unnamed(batch.sql, values.0.0.len());
        let mut steps = connection.fetch_many(sqlx::query_with(sqlx::AssertSqlSafe(sql), values));
        let (mut done, mut rows) = (SqliteQueryResult::default(), Vec::new());
        while let Some(step) = steps.try_next().await? {
            match step {
                // Counts are those of the last statement.
                Either::Left(result) => done = result,
                Either::Right(row) => rows.push(row),
            }
            if rows.len() >= most {
                break;
            }
        }
        Ok((done, rows))
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
