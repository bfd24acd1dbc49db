// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Runs unchanged on SQLite and on PostgreSQL; see `db::testing`.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod killed;
mod later;
mod migrations;
mod together;
mod transactions;
mod values;

use db::Migration;

/// A small table that the tests write to.
const TABLES: [Migration; 1] = [Migration {
    module: "test",
    version: 1,
    name: "things and their parts",
    sql: "
        -- A comment; with a semicolon.
        CREATE TABLE thing (
            id UUID PRIMARY KEY, label TEXT NOT NULL UNIQUE, size BIGINT NOT NULL CHECK (size >= 0),
            seen BOOLEAN NOT NULL, raw BYTEA, weight DOUBLE PRECISION, note TEXT);
        CREATE TABLE part (id BIGINT PRIMARY KEY, thing UUID NOT NULL REFERENCES thing (id));
        INSERT INTO thing (id, label, size, seen) SELECT NULL, 'never; inserted', 0, TRUE WHERE FALSE;
    ",
}];

async fn add(conn: &impl db::ConnectionTrait, id: u128, label: &str) -> db::Result<u64> {
    db::execute(
        conn,
        "INSERT INTO thing (id, label, size, seen) VALUES ($1, $2, 1, $3)",
        vec![uuid::Uuid::from_u128(id).into(), label.into(), true.into()],
    )
    .await
}

async fn count(conn: &impl db::ConnectionTrait) -> i64 {
    db::scalar(conn, "SELECT COUNT(*) FROM thing", vec![])
        .await
        .unwrap()
        .unwrap()
}
