// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Days without work that a state has added to its public holidays.

use std::collections::BTreeMap;

use db::{ConnectionTrait, FromQueryResult};
use jiff::civil::Date;
use kernel::OrganisationId;

use super::read;

#[derive(FromQueryResult)]
struct Row {
    day: String,
    name: String,
}

/// All of them with their names.
pub async fn all(
    conn: &impl ConnectionTrait,
    state: OrganisationId,
) -> db::Result<BTreeMap<Date, String>> {
    let rows = db::all::<Row>(
        conn,
        "SELECT day, name FROM free_days WHERE state = $1 ORDER BY day",
        vec![state.uuid().into()],
    )
    .await?;
    rows.into_iter()
        .map(|row| Ok((read("day", &row.day)?, row.name)))
        .collect()
}

/// Adds a day or gives it another name.
pub async fn add(
    conn: &impl ConnectionTrait,
    state: OrganisationId,
    day: Date,
    name: &str,
) -> db::Result<()> {
    db::execute(
        conn,
        "INSERT INTO free_days (state, day, name) VALUES ($1, $2, $3)
         ON CONFLICT (state, day) DO UPDATE SET name = excluded.name",
        vec![state.uuid().into(), day.to_string().into(), name.into()],
    )
    .await?;
    Ok(())
}

/// Takes a day away; says whether it was there.
pub async fn remove(
    conn: &impl ConnectionTrait,
    state: OrganisationId,
    day: Date,
) -> db::Result<bool> {
    let rows = db::execute(
        conn,
        "DELETE FROM free_days WHERE state = $1 AND day = $2",
        vec![state.uuid().into(), day.to_string().into()],
    )
    .await?;
    Ok(rows == 1)
}
