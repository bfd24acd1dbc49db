// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The connections that read, lent for one statement or for a snapshot.
//!
//! For SQLite they are kept here and not in the driver's pool: that one asks each connection that
//! comes back whether it is well, which costs as much as the statement itself. A connection whose
//! thread has ended is given up instead when that shows.

use std::fmt;
use std::sync::{Arc, MutexGuard, PoisonError};
use std::time::Duration;

use sea_orm::prelude::async_trait::async_trait;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sea_orm::sqlx::{self, ConnectOptions, Connection, Executor};
use sea_orm::{
    AccessMode, ConnAcquireErr, ConnectionTrait, DatabaseConnection, DatabaseTransaction,
    DbBackend, DbErr, ExecResult, IsolationLevel, QueryResult, RuntimeErr, Statement,
    TransactionOptions, TransactionTrait, Values,
};
use sea_query_sqlx::SqlxValues;
use tokio::runtime::Handle;
use tokio::sync::{Mutex, OwnedSemaphorePermit, Semaphore};

use crate::batch::unnamed;

/// Connections for reading; see [`crate::Db::read`].
#[derive(Clone)]
pub struct Reader(Way);

#[derive(Clone)]
enum Way {
    Sqlite(Shelf),
    Postgres(DatabaseConnection),
}

/// The connections that read from SQLite.
#[derive(Clone)]
pub(crate) struct Shelf(Arc<Inner>);

struct Inner {
    options: SqliteConnectOptions,
    idle: std::sync::Mutex<Vec<SqliteConnection>>,
    /// One permit for each connection that may be lent.
    free: Arc<Semaphore>,
    connections: u32,
    patience: Duration,
    runtime: Handle,
}

/// A connection that somebody uses. It goes back when this is dropped.
pub(crate) struct Loan {
    /// `None` after it was given up.
    connection: Option<SqliteConnection>,
    /// Whether a transaction is open in it.
    open: bool,
    /// Whether a statement runs.
    running: bool,
    permit: Option<OwnedSemaphorePermit>,
    shelf: Shelf,
}

impl Shelf {
    /// Makes the first connection, so that mistakes show at the start.
    pub(crate) async fn connect(
        options: SqliteConnectOptions,
        connections: u32,
        patience: Duration,
    ) -> Result<Self, DbErr> {
        let connections = connections.max(1);
        let shelf = Self(Arc::new(Inner {
            options,
            idle: std::sync::Mutex::default(),
            free: Arc::new(Semaphore::new(connections as usize)),
            connections,
            patience,
            runtime: Handle::current(),
        }));
        drop(shelf.lend().await?);
        Ok(shelf)
    }

    async fn lend(&self) -> Result<Loan, DbErr> {
        let free = Arc::clone(&self.0.free).acquire_owned();
        let permit = tokio::time::timeout(self.0.patience, free)
            .await
            .map_err(|_| DbErr::ConnectionAcquire(ConnAcquireErr::Timeout))?
            .map_err(|_| DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed))?;
        let idle = self.idle().pop();
        let connection = match idle {
            Some(connection) => connection,
            None => self
                .0
                .options
                .connect()
                .await
                .map_err(|error| DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error))))?,
        };
        Ok(Loan {
            connection: Some(connection),
            open: false,
            running: false,
            permit: Some(permit),
            shelf: self.clone(),
        })
    }

    /// Lends a connection in which a transaction is open.
    async fn snapshot(&self) -> Result<Loan, DbErr> {
        let mut loan = self.lend().await?;
        loan.open = true;
        loan.execute_unprepared("BEGIN").await?;
        Ok(loan)
    }

    fn idle(&self) -> MutexGuard<'_, Vec<SqliteConnection>> {
        self.0.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn close(&self) {
        // All connections are back when all permits are; an error means that this is done already.
        let all = self.0.free.acquire_many(self.0.connections).await;
        self.0.free.close();
        drop(all);
        let idle = std::mem::take(&mut *self.idle());
        for connection in idle {
            let _ = connection.close().await;
        }
    }
}

impl Loan {
    pub(crate) async fn execute(&mut self, statement: Statement) -> Result<ExecResult, DbErr> {
        let result = query(statement).execute(self.connection()?).await;
        self.answer(result).map(Into::into)
    }

    pub(crate) async fn execute_unprepared(&mut self, sql: &str) -> Result<ExecResult, DbErr> {
        let result = self.connection()?.execute(sqlx::AssertSqlSafe(sql)).await;
        self.answer(result).map(Into::into)
    }

    pub(crate) async fn one(&mut self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let result = query(statement).fetch_optional(self.connection()?).await;
        Ok(self.answer(result)?.map(Into::into))
    }

    pub(crate) async fn all(&mut self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let result = query(statement).fetch_all(self.connection()?).await;
        Ok(self.answer(result)?.into_iter().map(Into::into).collect())
    }

    fn connection(&mut self) -> Result<&mut SqliteConnection, DbErr> {
        self.running = true;
        let gone = DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed);
        self.connection.as_mut().ok_or(gone)
    }

    fn answer<T>(&mut self, result: Result<T, sqlx::Error>) -> Result<T, DbErr> {
        self.running = false;
        result.map_err(|error| {
            if !matches!(error, sqlx::Error::Database(_)) {
                self.connection = None;
            }
            DbErr::Query(RuntimeErr::SqlxError(Arc::new(error)))
        })
    }
}

impl Drop for Loan {
    fn drop(&mut self) {
        let Some(mut connection) = self.connection.take() else {
            return;
        };
        if !self.open && !self.running {
            self.shelf.idle().push(connection);
            return;
        }
        let (shelf, permit, open) = (self.shelf.clone(), self.permit.take(), self.open);
        self.shelf.0.runtime.spawn(async move {
            // Whoever went away while a statement ran has left it running: what follows waits for it.
            let sound = if open {
                connection.execute("ROLLBACK").await.is_ok()
            } else {
                connection.ping().await.is_ok()
            };
            if sound {
                shelf.idle().push(connection);
            }
            drop(permit);
        });
    }
}

type Query = sqlx::query::Query<'static, sqlx::Sqlite, SqlxValues>;

fn query(statement: Statement) -> Query {
    let values = statement.values.unwrap_or(Values(Vec::new()));
    let sql = unnamed(statement.sql, values.0.len());
    sqlx::query_with(sqlx::AssertSqlSafe(sql), SqlxValues(values))
}

impl Reader {
    pub(crate) fn sqlite(shelf: Shelf) -> Self {
        Self(Way::Sqlite(shelf))
    }

    pub(crate) fn postgres(connections: DatabaseConnection) -> Self {
        Self(Way::Postgres(connections))
    }

    pub(crate) async fn snapshot(&self) -> Result<Snapshot, DbErr> {
        let held = match &self.0 {
            Way::Sqlite(shelf) => Held::Sqlite(Mutex::new(shelf.snapshot().await?)),
            Way::Postgres(connections) => {
                let options = TransactionOptions {
                    isolation_level: Some(IsolationLevel::RepeatableRead),
                    access_mode: Some(AccessMode::ReadOnly),
                    sqlite_transaction_mode: None,
                };
                Held::Postgres(connections.begin_with_options(options).await?)
            }
        };
        Ok(Snapshot(held))
    }

    pub(crate) async fn close(&self) {
        match &self.0 {
            Way::Sqlite(shelf) => shelf.close().await,
            Way::Postgres(connections) => {
                // Closing a pool cannot fail; the result only mirrors other drivers.
                let _ = connections.close_by_ref().await;
            }
        }
    }
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reader")
    }
}

#[async_trait]
impl ConnectionTrait for Reader {
    fn get_database_backend(&self) -> DbBackend {
        match self.0 {
            Way::Sqlite(_) => DbBackend::Sqlite,
            Way::Postgres(_) => DbBackend::Postgres,
        }
    }
    async fn execute_raw(&self, stmt: Statement) -> Result<ExecResult, DbErr> {
        match &self.0 {
            Way::Sqlite(shelf) => shelf.lend().await?.execute(stmt).await,
            Way::Postgres(connections) => connections.execute_raw(stmt).await,
        }
    }
    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match &self.0 {
            Way::Sqlite(shelf) => shelf.lend().await?.execute_unprepared(sql).await,
            Way::Postgres(connections) => connections.execute_unprepared(sql).await,
        }
    }
    async fn query_one_raw(&self, stmt: Statement) -> Result<Option<QueryResult>, DbErr> {
        match &self.0 {
            Way::Sqlite(shelf) => shelf.lend().await?.one(stmt).await,
            Way::Postgres(connections) => connections.query_one_raw(stmt).await,
        }
    }
    async fn query_all_raw(&self, stmt: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match &self.0 {
            Way::Sqlite(shelf) => shelf.lend().await?.all(stmt).await,
            Way::Postgres(connections) => connections.query_all_raw(stmt).await,
        }
    }
}

/// A transaction that only reads, always the same state; see [`crate::Db::snapshot`].
pub struct Snapshot(Held);

enum Held {
    Sqlite(Mutex<Loan>),
    Postgres(DatabaseTransaction),
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Snapshot")
    }
}

#[async_trait]
impl ConnectionTrait for Snapshot {
    fn get_database_backend(&self) -> DbBackend {
        match self.0 {
            Held::Sqlite(_) => DbBackend::Sqlite,
            Held::Postgres(_) => DbBackend::Postgres,
        }
    }
    async fn execute_raw(&self, stmt: Statement) -> Result<ExecResult, DbErr> {
        match &self.0 {
            Held::Sqlite(loan) => loan.lock().await.execute(stmt).await,
            Held::Postgres(inner) => inner.execute_raw(stmt).await,
        }
    }
    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match &self.0 {
            Held::Sqlite(loan) => loan.lock().await.execute_unprepared(sql).await,
            Held::Postgres(inner) => inner.execute_unprepared(sql).await,
        }
    }
    async fn query_one_raw(&self, stmt: Statement) -> Result<Option<QueryResult>, DbErr> {
        match &self.0 {
            Held::Sqlite(loan) => loan.lock().await.one(stmt).await,
            Held::Postgres(inner) => inner.query_one_raw(stmt).await,
        }
    }
    async fn query_all_raw(&self, stmt: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match &self.0 {
            Held::Sqlite(loan) => loan.lock().await.all(stmt).await,
            Held::Postgres(inner) => inner.query_all_raw(stmt).await,
        }
    }
}
