// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::{BTreeMap, HashMap};

use sea_orm::FromQueryResult;
use sha2::{Digest, Sha256};

use crate::{Backend, ConnectionTrait, Db, DbError, Tx};

/// One step of a module's tables. Once it has landed it is never edited: the next step corrects it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Migration {
    /// The module or crate whose tables these are.
    pub module: &'static str,
    /// 1, 2, 3, … within the module, without gaps.
    pub version: i64,
    /// What the step does, in a few words.
    pub name: &'static str,
    /// One or more SQL statements, understood by both databases.
    pub sql: &'static str,
}

/// A migration that was applied just now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The module whose tables changed.
    pub module: &'static str,
    /// The step within the module.
    pub version: i64,
    /// What the step does.
    pub name: &'static str,
}

/// Why the tables could not be brought up to date. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MigrationError {
    /// The database was migrated by a newer program: start that one, or restore a backup.
    #[error("the database is newer than this program: it has {module} {version}, unknown here")]
    Newer {
        /// The module whose step is unknown.
        module: String,
        /// The unknown step.
        version: i64,
    },
    /// A step was edited after it had been applied here.
    #[error("migration {module} {version} was changed after it had been applied")]
    Changed {
        /// The module whose step was edited.
        module: &'static str,
        /// The edited step.
        version: i64,
    },
    /// The list of the program itself is wrong: versions must count 1, 2, 3, … in each module.
    #[error("migration {module} {version} is out of order: expected version {expected}")]
    OutOfOrder {
        /// The module with the mistake.
        module: &'static str,
        /// The version found.
        version: i64,
        /// The version that should stand there.
        expected: i64,
    },
    /// A step failed.
    #[error("migration {module} {version} failed: {source}")]
    Failed {
        /// The module whose step failed.
        module: &'static str,
        /// The step that failed.
        version: i64,
        /// Why.
        source: DbError,
    },
    /// The database could not be asked.
    #[error(transparent)]
    Db(#[from] DbError),
}

#[derive(FromQueryResult)]
struct Row {
    module: String,
    version: i64,
    sha256: String,
}

/// An arbitrary number that all processes use: "deich" in ASCII.
const ADVISORY_LOCK: i64 = 0x64_65_69_63_68;

pub(crate) async fn migrate(
    db: &Db,
    migrations: &[Migration],
) -> Result<Vec<Applied>, MigrationError> {
    check_order(migrations)?;
    let tx = db.begin().await?;
    wait_for_others(db, &tx).await?;
    // The moment is the database's own: it informs people and decides nothing.
    raw(
        &tx,
        "CREATE TABLE IF NOT EXISTS deich_migrations (
            module TEXT NOT NULL, version BIGINT NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL,
            applied_at TEXT NOT NULL, PRIMARY KEY (module, version))",
    )
    .await?;
    let rows: Vec<Row> = crate::all(
        &tx,
        "SELECT module, version, sha256 FROM deich_migrations ORDER BY module, version",
        vec![],
    )
    .await?;
    let pending = pending(migrations, rows)?;
    let mut applied = Vec::with_capacity(pending.len());
    for step in pending {
        apply(&tx, step)
            .await
            .map_err(|source| MigrationError::Failed {
                module: step.module,
                version: step.version,
                source,
            })?;
        applied.push(Applied {
            module: step.module,
            version: step.version,
            name: step.name,
        });
    }
    tx.commit().await?;
    for step in &applied {
        tracing::info!(module = step.module, version = step.version, "migrated");
    }
    Ok(applied)
}

fn check_order(migrations: &[Migration]) -> Result<(), MigrationError> {
    let mut last: HashMap<&str, i64> = HashMap::new();
    for step in migrations {
        let last = last.entry(step.module).or_insert(0);
        *last += 1;
        if step.version != *last {
            return Err(MigrationError::OutOfOrder {
                module: step.module,
                version: step.version,
                expected: *last,
            });
        }
    }
    Ok(())
}

/// Compares what the program knows with what the database has, and returns what is missing.
fn pending(migrations: &[Migration], rows: Vec<Row>) -> Result<Vec<&Migration>, MigrationError> {
    let mut done: BTreeMap<(String, i64), String> = rows
        .into_iter()
        .map(|row| ((row.module, row.version), row.sha256))
        .collect();
    let mut pending = Vec::new();
    for step in migrations {
        match done.remove(&(step.module.to_owned(), step.version)) {
            None => pending.push(step),
            Some(hash) if hash == sha256(step.sql) => {}
            Some(_) => {
                return Err(MigrationError::Changed {
                    module: step.module,
                    version: step.version,
                });
            }
        }
    }
    match done.into_keys().next() {
        Some((module, version)) => Err(MigrationError::Newer { module, version }),
        None => Ok(pending),
    }
}

async fn wait_for_others(db: &Db, tx: &Tx) -> Result<(), DbError> {
    // On SQLite the transaction has locked the database when it began.
    if db.backend() == Backend::Postgres {
        raw(
            tx,
            "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0",
        )
        .await?;
        raw(
            tx,
            &format!("SELECT pg_advisory_xact_lock({ADVISORY_LOCK})"),
        )
        .await?;
    }
    Ok(())
}

async fn apply(tx: &Tx, step: &Migration) -> Result<(), DbError> {
    raw(tx, step.sql).await?;
    crate::execute(
        tx,
        "INSERT INTO deich_migrations (module, version, name, sha256, applied_at)
         VALUES ($1, $2, $3, $4, CAST(CURRENT_TIMESTAMP AS TEXT))",
        vec![
            step.module.into(),
            step.version.into(),
            step.name.into(),
            sha256(step.sql).into(),
        ],
    )
    .await?;
    Ok(())
}

/// Runs SQL without parameters. Both drivers take several statements at once and split them with
/// the database's own parser, so that a semicolon in a text or comment does no harm.
async fn raw(tx: &Tx, sql: &str) -> Result<(), DbError> {
    tx.execute_unprepared(sql).await?;
    Ok(())
}

fn sha256(sql: &str) -> String {
    hex::encode(Sha256::digest(sql.as_bytes()))
}
