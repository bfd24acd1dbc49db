// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Connections, transactions, migrations and test databases for SQLite and PostgreSQL.
//!
//! What belongs here: whatever both databases must do alike so that modules write each query
//! once, as SQL text with placeholders `$1`, `$2`, … . What does not: any table of a module or
//! of another crate, and any decision about what the data means.
//!
//! Rules of the common SQL:
//!
//! - Column types are `TEXT`, `BIGINT`, `BOOLEAN`, `BYTEA`, `UUID` and `DOUBLE PRECISION`.
//! - Moments are `BIGINT` milliseconds since 1970 in UTC, dates and weeks ISO 8601 text, JSON text.
//! - Sums are cast back (`CAST(SUM(x) AS BIGINT)`), since PostgreSQL widens them to `NUMERIC`.
//! - A placeholder whose type PostgreSQL cannot infer is cast: `CAST($1 AS TEXT)`.
//!
//! Reading and writing are apart: [`Db::read`] gives connections that the database itself keeps
//! from writing, [`Db::begin`] gives a transaction that may write. On SQLite there is one
//! connection that writes, handed out in the order of asking, and transactions that wait for one
//! another share a commit; on PostgreSQL there are several connections that write. Constraints are
//! checked statement by statement: deferred ones would fail others that share the commit.

mod batch;
mod connect;
mod error;
mod migrate;
mod query;
mod reader;
pub mod testing;
mod tx;
mod writer;

pub use connect::{Backend, Db, Options};
pub use error::DbError;
pub use migrate::{Applied, Migration, MigrationError};
pub use query::{
    all, execute, execute_later, fetch_all, fetch_one, one, one_for_update, placeholders, rows_of,
    scalar,
};
pub use reader::{Reader, Snapshot};
pub use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, QueryResult, Value};
pub use tx::{Tx, lock};

/// What every function of this crate returns.
pub type Result<T, E = DbError> = std::result::Result<T, E>;
