// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::borrow::Cow;

use sea_orm::sqlx;
use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr};

/// Why the database did not do what it was asked.
///
/// The texts name tables, constraints and codes, never values: they may be logged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DbError {
    /// The database cannot be reached, is shutting down, or cannot store anything more (disk
    /// full). Nothing was written; the same request can succeed once an operator has helped.
    #[error("the database is unavailable: {0}")]
    Unavailable(String),
    /// Others kept the database busy for longer than one waits, or two transactions stood in each
    /// other's way. Nothing was written; the same request can be tried again.
    #[error("the database is busy: {0}")]
    Busy(String),
    /// A row with this key is already there. Holds the name of the constraint or of its columns.
    #[error("already there: {0}")]
    Unique(String),
    /// A row that is referred to does not exist, or one that is referred to was to be deleted.
    #[error("a reference would lead nowhere: {0}")]
    ForeignKey(String),
    /// A value that the table forbids: empty where it must not be, or outside its check.
    #[error("the table refuses this row: {0}")]
    Constraint(String),
    /// A row does not have the shape that the program expects.
    #[error("unexpected row: {0}")]
    Row(String),
    /// A mistake in a statement, or anything else that trying again does not heal.
    #[error("the database refused a statement: {0}")]
    Statement(String),
    /// The address of the database makes no sense. The address itself may hold a password and is
    /// therefore not repeated.
    #[error("the address of the database is wrong: {0}")]
    Address(&'static str),
}

impl DbError {
    /// Whether a row with the same key was already there.
    pub fn is_unique_violation(&self) -> bool {
        matches!(self, Self::Unique(_))
    }

    /// Whether the database could not be reached or could not store anything.
    pub fn is_unavailable(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }

    /// Whether the same request can succeed later without any change: busy or unavailable.
    pub fn is_temporary(&self) -> bool {
        matches!(self, Self::Unavailable(_) | Self::Busy(_))
    }
}

impl From<DbErr> for DbError {
    fn from(error: DbErr) -> Self {
        match error {
            DbErr::ConnectionAcquire(ConnAcquireErr::Timeout) => {
                Self::Busy("no connection became free in time".to_owned())
            }
            DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed) => {
                Self::Unavailable("the connections were closed".to_owned())
            }
            DbErr::Conn(RuntimeErr::SqlxError(error)) => match from_sqlx(&error) {
                // Whatever keeps a connection from being made is not the caller's mistake.
                Self::Statement(text) => Self::Unavailable(text),
                other => other,
            },
            DbErr::Exec(RuntimeErr::SqlxError(error))
            | DbErr::Query(RuntimeErr::SqlxError(error)) => from_sqlx(&error),
            DbErr::Conn(RuntimeErr::Internal(text)) => Self::Unavailable(text),
            DbErr::Exec(RuntimeErr::Internal(text)) | DbErr::Query(RuntimeErr::Internal(text)) => {
                Self::Statement(text)
            }
            DbErr::Type(text) | DbErr::RecordNotFound(text) => Self::Row(text),
            other => Self::Statement(other.to_string()),
        }
    }
}

pub(crate) fn from_sqlx(error: &sqlx::Error) -> DbError {
    use sqlx::Error;
    match error {
        Error::Database(error) => from_database(error.as_ref()),
        Error::Io(error) => DbError::Unavailable(error.kind().to_string()),
        Error::Tls(_) => DbError::Unavailable("no encrypted connection".to_owned()),
        Error::PoolTimedOut => DbError::Busy("no connection became free in time".to_owned()),
        Error::PoolClosed | Error::WorkerCrashed => {
            DbError::Unavailable("the connections were closed".to_owned())
        }
        Error::Protocol(text) => DbError::Unavailable(text.clone()),
        Error::ColumnDecode { index, source } => DbError::Row(format!("column {index}: {source}")),
        Error::ColumnNotFound(_) | Error::ColumnIndexOutOfBounds { .. } | Error::RowNotFound => {
            DbError::Row(error.to_string())
        }
        other => DbError::Statement(other.to_string()),
    }
}

fn from_database(error: &dyn sqlx::error::DatabaseError) -> DbError {
    let code = error.code().unwrap_or(Cow::Borrowed(""));
    if error
        .try_downcast_ref::<sqlx::sqlite::SqliteError>()
        .is_some()
    {
        from_sqlite(code.parse().unwrap_or(0), error.message())
    } else {
        from_postgres(
            &code,
            error.constraint().unwrap_or_default(),
            error.message(),
        )
    }
}

/// Reads a result code of SQLite (<https://www.sqlite.org/rescode.html>).
fn from_sqlite(code: i32, message: &str) -> DbError {
    // `UNIQUE constraint failed: table.column, table.other`
    let detail = message.split_once(": ").map_or(message, |(_, rest)| rest);
    match (code, code & 0xff) {
        (1555 | 2067 | 2579, _) => DbError::Unique(detail.to_owned()),
        (787 | 1811, _) => DbError::ForeignKey(message.to_owned()),
        (_, 19) => DbError::Constraint(detail.to_owned()),
        // Busy, locked.
        (_, 5 | 6) => DbError::Busy(format!("code {code}")),
        // Input/output error, disk full, cannot open, no memory, file lost or damaged.
        (_, 7 | 10 | 11 | 13 | 14 | 26) => DbError::Unavailable(format!("code {code}, {message}")),
        _ => DbError::Statement(format!("code {code}, {message}")),
    }
}

/// Reads an SQLSTATE of PostgreSQL (its manual, appendix A).
fn from_postgres(code: &str, constraint: &str, message: &str) -> DbError {
    match (code, code.get(..2).unwrap_or_default()) {
        ("23505", _) => DbError::Unique(constraint.to_owned()),
        ("23503", _) => DbError::ForeignKey(constraint.to_owned()),
        (_, "23") => DbError::Constraint(if constraint.is_empty() {
            format!("code {code}")
        } else {
            constraint.to_owned()
        }),
        // Transaction rolled back (serialisation, deadlock), lock not available, cancelled.
        (_, "40") | ("55P03" | "57014", _) => DbError::Busy(format!("code {code}")),
        // Connection, authorisation, no such database, resources, operator, system.
        (_, "08" | "28" | "3D" | "53" | "57" | "58") => {
            DbError::Unavailable(format!("code {code}, {message}"))
        }
        // Data exceptions repeat the value in their message.
        (_, "22") => DbError::Statement(format!("code {code}")),
        _ => DbError::Statement(format!("code {code}, {message}")),
    }
}
