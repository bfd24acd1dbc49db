// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use sea_orm::{
    ConnectionTrait, DbBackend, FromQueryResult, QueryResult, Statement, TryGetable, Value,
};

use crate::Result;

/// Runs a statement and says how many rows it touched.
pub async fn execute(conn: &impl ConnectionTrait, sql: &str, values: Vec<Value>) -> Result<u64> {
    let done = conn.execute_raw(statement(conn, sql, values)).await?;
    Ok(done.rows_affected())
}

/// Runs a statement together with the next one of the transaction, or with its commit: for writing
/// what nothing can speak against, without a way to the database and back of its own. If it fails,
/// that one fails. PostgreSQL runs it at once.
pub async fn execute_later(tx: &crate::Tx, sql: &str, values: Vec<Value>) -> Result<()> {
    Ok(tx.later(statement(tx, sql, values)).await?)
}

/// Runs a query and reads all its rows.
pub async fn all<Row: FromQueryResult>(
    conn: &impl ConnectionTrait,
    sql: &str,
    values: Vec<Value>,
) -> Result<Vec<Row>> {
    let rows = conn.query_all_raw(statement(conn, sql, values)).await?;
    Ok(rows
        .iter()
        .map(|row| Row::from_query_result(row, ""))
        .collect::<Result<_, _>>()?)
}

/// Runs a query and reads its first row, if there is one.
///
/// Also runs `INSERT … RETURNING` and the like, since those answer with rows.
pub async fn one<Row: FromQueryResult>(
    conn: &impl ConnectionTrait,
    sql: &str,
    values: Vec<Value>,
) -> Result<Option<Row>> {
    let row = first(conn, sql, values).await?;
    Ok(row
        .map(|row| Row::from_query_result(&row, ""))
        .transpose()?)
}

/// Runs a query and reads all its rows, each by `made`.
pub async fn fetch_all<Row: FromQueryResult, T>(
    conn: &impl ConnectionTrait,
    sql: &str,
    values: Vec<Value>,
    made: fn(Row) -> Result<T>,
) -> Result<Vec<T>> {
    let rows: Vec<Row> = all(conn, sql, values).await?;
    rows.into_iter().map(made).collect()
}

/// Runs a query and reads its first row, if there is one, by `made`.
pub async fn fetch_one<Row: FromQueryResult, T>(
    conn: &impl ConnectionTrait,
    sql: &str,
    values: Vec<Value>,
    made: fn(Row) -> Result<T>,
) -> Result<Option<T>> {
    let row: Option<Row> = one(conn, sql, values).await?;
    row.map(made).transpose()
}

/// Runs a query and reads the first column of its first row, if there is one.
///
/// A column that can be null, such as `MAX(x)` over no rows, wants `scalar::<Option<T>>`.
pub async fn scalar<T: TryGetable>(
    conn: &impl ConnectionTrait,
    sql: &str,
    values: Vec<Value>,
) -> Result<Option<T>> {
    let row = first(conn, sql, values).await?;
    Ok(row.map(|row| row.try_get_by(0_usize)).transpose()?)
}

/// Like [`one`], and nobody else changes the row until the transaction ends.
///
/// `sql` is a plain `SELECT` on one table; PostgreSQL gets `FOR UPDATE` appended, and SQLite needs
/// nothing because its write transactions run one after another. Call it within a [`crate::Tx`].
pub async fn one_for_update<Row: FromQueryResult>(
    tx: &crate::Tx,
    sql: &str,
    values: Vec<Value>,
) -> Result<Option<Row>> {
    match tx.get_database_backend() {
        DbBackend::Postgres => one(tx, &format!("{sql} FOR UPDATE"), values).await,
        _ => one(tx, sql, values).await,
    }
}

async fn first(
    conn: &impl ConnectionTrait,
    sql: &str,
    values: Vec<Value>,
) -> Result<Option<QueryResult>> {
    Ok(conn.query_one_raw(statement(conn, sql, values)).await?)
}

/// `$from, $from+1, …` for `count` values.
pub fn placeholders(from: usize, count: usize) -> String {
    let mut text = String::with_capacity(count * 6);
    for number in from..from + count {
        if number > from {
            text.push_str(", ");
        }
        text.push('$');
        text.push_str(&number.to_string());
    }
    text
}

/// `($1, $2), ($3, $4), …`: placeholders of so many rows of so many columns.
pub fn rows_of(rows: usize, columns: usize) -> String {
    let row = |row: usize| format!("({})", placeholders(row * columns + 1, columns));
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

fn statement(conn: &impl ConnectionTrait, sql: &str, values: Vec<Value>) -> Statement {
    Statement::from_sql_and_values(conn.get_database_backend(), sql, values)
}

#[cfg(test)]
mod tests {
    #[test]
    fn placeholders_are_numbered_through() {
        assert_eq!(super::placeholders(4, 3), "$4, $5, $6");
        assert_eq!(super::placeholders(4, 0), "");
        assert_eq!(super::rows_of(2, 3), "($1, $2, $3), ($4, $5, $6)");
    }
}
