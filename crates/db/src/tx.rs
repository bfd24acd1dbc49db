// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sea_orm::prelude::async_trait::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement,
};
use tokio::sync::{Mutex, watch};

use crate::Result;
use crate::writer::Lease;

/// A transaction that may write; see [`crate::Db::begin`]. Dropped without a commit it leaves no trace.
pub struct Tx {
    way: Way,
    signal: Arc<watch::Sender<u64>>,
    signalled: AtomicBool,
}

enum Way {
    Sqlite(Mutex<Lease>),
    Postgres(DatabaseTransaction),
}

impl Tx {
    pub(crate) fn sqlite(lease: Lease, signal: Arc<watch::Sender<u64>>) -> Self {
        Self::new(Way::Sqlite(Mutex::new(lease)), signal)
    }

    pub(crate) fn postgres(inner: DatabaseTransaction, signal: Arc<watch::Sender<u64>>) -> Self {
        Self::new(Way::Postgres(inner), signal)
    }

    fn new(way: Way, signal: Arc<watch::Sender<u64>>) -> Self {
        Self {
            way,
            signal,
            signalled: AtomicBool::new(false),
        }
    }

    /// Makes everything that was written in this transaction durable and visible, at once.
    pub async fn commit(self) -> Result<()> {
        match self.way {
            Way::Sqlite(lease) => lease.into_inner().commit().await?,
            Way::Postgres(inner) => inner.commit().await?,
        }
        if self.signalled.into_inner() {
            self.signal
                .send_modify(|count| *count = count.wrapping_add(1));
        }
        Ok(())
    }

    /// Undoes everything that was written in this transaction, and waits until that is done.
    pub async fn rollback(self) -> Result<()> {
        match self.way {
            Way::Sqlite(lease) => lease.into_inner().rollback().await,
            Way::Postgres(inner) => inner.rollback().await?,
        }
        Ok(())
    }

    /// See [`crate::execute_later`].
    pub(crate) async fn later(&self, stmt: Statement) -> Result<(), DbErr> {
        match &self.way {
            Way::Sqlite(lease) => lease.lock().await.later(stmt).await,
            Way::Postgres(inner) => inner.execute_raw(stmt).await.map(drop),
        }
    }

    /// Lets those who wait on [`crate::Db::signals`] know once this transaction is committed.
    pub fn signal(&self) {
        self.signalled.store(true, Ordering::Relaxed);
    }
}

impl fmt::Debug for Tx {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tx")
    }
}

#[async_trait]
impl ConnectionTrait for Tx {
    fn get_database_backend(&self) -> DbBackend {
        match self.way {
            Way::Sqlite(_) => DbBackend::Sqlite,
            Way::Postgres(_) => DbBackend::Postgres,
        }
    }
    async fn execute_raw(&self, stmt: Statement) -> Result<ExecResult, DbErr> {
        match &self.way {
            Way::Sqlite(lease) => lease.lock().await.execute(stmt).await,
            Way::Postgres(inner) => inner.execute_raw(stmt).await,
        }
    }
    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match &self.way {
            Way::Sqlite(lease) => lease.lock().await.execute_unprepared(sql).await,
            Way::Postgres(inner) => inner.execute_unprepared(sql).await,
        }
    }
    async fn query_one_raw(&self, stmt: Statement) -> Result<Option<QueryResult>, DbErr> {
        match &self.way {
            Way::Sqlite(lease) => lease.lock().await.one(stmt).await,
            Way::Postgres(inner) => inner.query_one_raw(stmt).await,
        }
    }
    async fn query_all_raw(&self, stmt: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match &self.way {
            Way::Sqlite(lease) => lease.lock().await.all(stmt).await,
            Way::Postgres(inner) => inner.query_all_raw(stmt).await,
        }
    }
}

/// Waits until no other transaction holds the lock named `key`, and holds it until `tx` ends.
///
/// For decisions that depend on rows that may not exist yet, which no row lock can guard: name the
/// thing decided on, such as `release-ledger:<id>`. On SQLite there is nothing to do, since write
/// transactions run one after another. Waiting longer than the patience of the options gives
/// [`crate::DbError::Busy`].
pub async fn lock(tx: &Tx, key: &str) -> Result<()> {
    if tx.get_database_backend() == DbBackend::Postgres {
        let sql = "SELECT pg_advisory_xact_lock(hashtextextended(CAST($1 AS TEXT), 0))";
        crate::execute(tx, sql, vec![key.into()]).await?;
    }
    Ok(())
}
