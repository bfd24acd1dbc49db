// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What somebody has said is shown of the indicators of a set.

use std::collections::BTreeMap;

use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::Timestamp;
use kernel::PersonId;
use measures::Definition;

use crate::sets::SetKey;

#[derive(FromQueryResult)]
struct Row {
    set_key: String,
    indicator: String,
    definition: String,
    version: i64,
}

const DEFINITION: &str =
    "SELECT set_key, indicator, definition, version FROM indicator_definitions";

fn read(row: &Row) -> db::Result<Definition> {
    serde_json::from_str(&row.definition)
        .map_err(|_| db::DbError::Row(format!("definition of `{}`", row.indicator)))
}

/// All of them by set and indicator.
pub(crate) async fn all(
    conn: &impl ConnectionTrait,
) -> db::Result<BTreeMap<SetKey, BTreeMap<String, Definition>>> {
    let rows: Vec<Row> = db::all(conn, DEFINITION, vec![]).await?;
    let mut all: BTreeMap<SetKey, BTreeMap<String, Definition>> = BTreeMap::new();
    for row in rows {
        let key = row.set_key.parse();
        let key = key.map_err(|_| db::DbError::Row(format!("set `{}`", row.set_key)))?;
        let definition = read(&row)?;
        all.entry(key)
            .or_default()
            .insert(row.indicator, definition);
    }
    Ok(all)
}

/// What is said of an indicator, and how often it was changed.
pub(crate) async fn find(
    conn: &impl ConnectionTrait,
    set: &SetKey,
    indicator: &str,
) -> db::Result<Option<(Definition, i64)>> {
    let sql = format!("{DEFINITION} WHERE set_key = $1 AND indicator = $2");
    let rows: Vec<Row> = db::all(conn, &sql, vec![set.as_str().into(), indicator.into()]).await?;
    let row = rows.into_iter().next();
    row.map(|row| Ok((read(&row)?, row.version))).transpose()
}

/// Writes what is shown. False if somebody else has changed it since `seen` (0 if there was nothing).
pub(crate) async fn write(
    tx: &Tx,
    (set, indicator): (&SetKey, &str),
    definition: &Definition,
    seen: i64,
    (by, now): (Option<PersonId>, Timestamp),
) -> db::Result<bool> {
    let text = serde_json::to_string(definition).expect("names and numbers can be written as JSON");
    let values = vec![
        set.as_str().into(),
        indicator.into(),
        text.into(),
        by.map(PersonId::uuid).into(),
        now.as_millisecond().into(),
    ];
    let written = if seen == 0 {
        let sql = "INSERT INTO indicator_definitions (set_key, indicator, definition, changed_by, changed_at, version)
             VALUES ($1, $2, $3, $4, $5, 1) ON CONFLICT (set_key, indicator) DO NOTHING";
        db::execute(tx, sql, values).await?
    } else {
        let sql =
            "UPDATE indicator_definitions SET definition = $3, changed_by = $4, changed_at = $5,
             version = version + 1 WHERE set_key = $1 AND indicator = $2 AND version = $6";
        let seen = std::iter::once(seen.into());
        db::execute(tx, sql, values.into_iter().chain(seen).collect()).await?
    };
    if written == 1 {
        super::changed(tx).await?;
    }
    Ok(written == 1)
}
