// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sea_orm::sqlx::ConnectOptions as _;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, Database, DatabaseConnection, TransactionTrait};
use tokio::sync::watch;

use crate::reader::Shelf;
use crate::writer::Writer;
use crate::{DbError, Migration, MigrationError, Reader, Result, Snapshot, Tx};

/// Which database stands behind a [`Db`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// SQLite, in a file beside the program.
    Sqlite,
    /// A PostgreSQL server.
    Postgres,
}

/// How to connect.
#[derive(Debug, Clone)]
pub struct Options {
    /// How many connections read, at least 1.
    pub readers: u32,
    /// How many connections write, at least 1. SQLite always has exactly one.
    pub writers: u32,
    /// How long one waits for a connection or for another process's lock before [`DbError::Busy`].
    pub patience: Duration,
    /// After how long PostgreSQL gives up on one statement. Migrations are exempt.
    pub statement_timeout: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            readers: 4,
            writers: 8,
            patience: Duration::from_secs(5),
            statement_timeout: Duration::from_secs(30),
        }
    }
}

/// A database. Cheap to clone; all clones share the same connections.
#[derive(Clone)]
pub struct Db {
    reader: Reader,
    writer: Writers,
    signal: Arc<watch::Sender<u64>>,
}

#[derive(Clone)]
enum Writers {
    Sqlite(Writer),
    Postgres(DatabaseConnection),
}

impl fmt::Debug for Db {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Db")
            .field("backend", &self.backend())
            .finish_non_exhaustive()
    }
}

impl Db {
    /// Connects to `sqlite:path/to/file` (made if missing, with its folder) or `postgres://…`.
    ///
    /// SQLite runs with a write-ahead log and `synchronous=FULL`: what was committed survives a
    /// power cut. Databases in memory are refused, since their readers would see nothing.
    pub async fn connect(url: &str, options: Options) -> Result<Self> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() || path.contains(":memory:") {
                return Err(DbError::Address("expected sqlite: and the path of a file"));
            }
            Self::connect_sqlite(Path::new(path), &options).await
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Self::connect_postgres(url, &options).await
        } else {
            Err(DbError::Address("expected sqlite:… or postgres://…"))
        }
    }

    async fn connect_sqlite(path: &Path, options: &Options) -> Result<Self> {
        if let Some(folder) = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            std::fs::create_dir_all(folder)
                .map_err(|error| DbError::Unavailable(error.kind().to_string()))?;
        }
        let patience = options.patience;
        let writer = common_sqlite(path, patience)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .pragma("cache_size", "-65536")
            // In pages: pages that are written again and again reach the database less often.
            .pragma("wal_autocheckpoint", "4000")
            .pragma("journal_size_limit", "67108864");
        let writer = Writer::connect(writer, patience).await?;
        let reader = common_sqlite(path, patience)
            .pragma("cache_size", "-16384")
            .pragma("query_only", "ON");
        let shelf = Shelf::connect(reader, options.readers, patience).await?;
        Ok(Self::new(Reader::sqlite(shelf), Writers::Sqlite(writer)))
    }

    async fn connect_postgres(url: &str, options: &Options) -> Result<Self> {
        let writer = postgres_pool(url, options.writers, options, "off").await?;
        let reader = postgres_pool(url, options.readers, options, "on").await?;
        Ok(Self::new(
            Reader::postgres(reader),
            Writers::Postgres(writer),
        ))
    }

    fn new(reader: Reader, writer: Writers) -> Self {
        Self {
            reader,
            writer,
            signal: Arc::new(watch::Sender::new(0)),
        }
    }

    /// Which database this is.
    pub fn backend(&self) -> Backend {
        match self.writer {
            Writers::Sqlite(_) => Backend::Sqlite,
            Writers::Postgres(_) => Backend::Postgres,
        }
    }

    /// Connections for reading. Each statement sees what was committed before it began; several
    /// statements that must see the same state want a [`Db::snapshot`]. Writing fails.
    pub fn read(&self) -> &Reader {
        &self.reader
    }

    /// Begins a transaction that may write. It is rolled back unless [`Tx::commit`] is called.
    ///
    /// On SQLite it holds the one writing connection: keep it short, and never wait for anything
    /// but the database while it is open. Whoever waits longer than the patience of the options
    /// gets [`DbError::Busy`]; waiting is first come, first served.
    pub async fn begin(&self) -> Result<Tx> {
        let signal = Arc::clone(&self.signal);
        Ok(match &self.writer {
            Writers::Sqlite(writer) => Tx::sqlite(writer.begin().await?, signal),
            Writers::Postgres(writer) => Tx::postgres(writer.begin().await?, signal),
        })
    }

    /// Begins a transaction that only reads and in which all statements see the same state.
    pub async fn snapshot(&self) -> Result<Snapshot> {
        Ok(self.reader.snapshot().await?)
    }

    /// Applies those of `migrations` that have not been applied, all or none of them.
    ///
    /// Safe to call from several processes at once: one applies, the others wait and find it done.
    pub async fn migrate(
        &self,
        migrations: &[Migration],
    ) -> Result<Vec<crate::Applied>, MigrationError> {
        crate::migrate::migrate(self, migrations).await
    }

    /// Asks the database for an answer: for readiness checks.
    pub async fn ping(&self) -> Result<()> {
        crate::scalar::<i64>(&self.reader, "SELECT CAST(1 AS BIGINT)", vec![]).await?;
        Ok(())
    }

    /// A receiver that is notified after each commit of a transaction of this process that called
    /// [`Tx::signal`]: how a worker learns of new jobs without asking all the time.
    pub fn signals(&self) -> watch::Receiver<u64> {
        self.signal.subscribe()
    }

    /// Waits for running statements and closes all connections. Later calls fail.
    pub async fn close(&self) {
        self.reader.close().await;
        match &self.writer {
            Writers::Sqlite(writer) => writer.close().await,
            Writers::Postgres(writer) => {
                let _ = writer.close_by_ref().await;
            }
        }
    }
}

fn common_sqlite(path: &Path, patience: Duration) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(patience)
        .statement_cache_capacity(500)
        .pragma("temp_store", "MEMORY")
        .disable_statement_logging()
}

async fn postgres_pool(
    url: &str,
    connections: u32,
    options: &Options,
    read_only: &'static str,
) -> Result<DatabaseConnection> {
    if url
        .parse::<sea_orm::sqlx::postgres::PgConnectOptions>()
        .is_err()
    {
        return Err(DbError::Address(
            "expected postgres://user:password@host:port/database",
        ));
    }
    let mut connect = ConnectOptions::new(url);
    let timeout = options.statement_timeout.as_millis().to_string();
    let patience = options.patience.as_millis().to_string();
    pool(&mut connect, connections, options)
        .test_before_acquire_if_idle_for(Duration::from_secs(1))
        .map_sqlx_postgres_opts(move |postgres| {
            postgres
                .application_name("deich")
                .statement_cache_capacity(500)
                .options([
                    ("default_transaction_read_only", read_only),
                    ("statement_timeout", timeout.as_str()),
                    ("lock_timeout", patience.as_str()),
                    ("timezone", "UTC"),
                ])
        });
    Ok(Database::connect(connect).await?)
}

fn pool<'a>(
    connect: &'a mut ConnectOptions,
    connections: u32,
    options: &Options,
) -> &'a mut ConnectOptions {
    connect
        .max_connections(connections.max(1))
        .min_connections(1)
        .acquire_timeout(options.patience)
        .idle_timeout(None::<Duration>)
        .max_lifetime(None::<Duration>)
        .sqlx_logging(false)
        .record_stmt_in_spans(false)
}
