// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What an office says about itself, adds to its register, and has kept of it.

use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::Timestamp;
use kernel::{OrganisationId, PersonId};
use uuid::Uuid;

use super::{broken, id_if, moment};
use crate::model::{Addition, Header, Snapshot, Version};

/// What an office says about itself, and the version of that (0 if it has said nothing).
pub async fn header(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
) -> db::Result<Option<(Header, i64)>> {
    #[derive(FromQueryResult)]
    struct Row {
        controller: String,
        officer: String,
        keep_months: i64,
        version: i64,
    }
    let row: Option<Row> = db::one(
        conn,
        "SELECT controller, officer, keep_months, version FROM privacy_offices WHERE office = $1",
        vec![office.uuid().into()],
    )
    .await?;
    Ok(row.map(|row| {
        let header = Header {
            controller: row.controller,
            officer: row.officer,
            keep_months: row.keep_months,
        };
        (header, row.version)
    }))
}

/// Writes it, if it is still as it was at `known`.
pub async fn save_header(
    tx: &Tx,
    office: OrganisationId,
    header: &Header,
    known: i64,
    (at, by): (Timestamp, PersonId),
) -> db::Result<bool> {
    let rows = db::execute(
        tx,
        "INSERT INTO privacy_offices
         (office, controller, officer, keep_months, version, changed_at, changed_by)
         VALUES ($1, $2, $3, $4, 1, $5, $6)
         ON CONFLICT (office) DO UPDATE SET controller = excluded.controller, officer = excluded.officer,
             keep_months = excluded.keep_months, version = privacy_offices.version + 1,
             changed_at = excluded.changed_at, changed_by = excluded.changed_by
         WHERE privacy_offices.version = $7",
        vec![
            office.uuid().into(),
            header.controller.as_str().into(),
            header.officer.as_str().into(),
            header.keep_months.into(),
            at.as_millisecond().into(),
            by.uuid().into(),
            known.into(),
        ],
    )
    .await?;
    Ok(rows == 1)
}

/// What an office adds to its activities: key, what, and the version of that.
pub async fn additions(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
) -> db::Result<Vec<(String, Addition, i64)>> {
    #[derive(FromQueryResult)]
    struct Row {
        activity: String,
        content: String,
        version: i64,
    }
    let rows: Vec<Row> = db::all(
        conn,
        "SELECT activity, content, version FROM privacy_additions WHERE office = $1 ORDER BY activity",
        vec![office.uuid().into()],
    )
    .await?;
    rows.into_iter()
        .map(|row| {
            let content = serde_json::from_str(&row.content).map_err(|_| broken("content"))?;
            Ok((row.activity, content, row.version))
        })
        .collect()
}

/// Writes what is added to an activity, if it is still as it was at `known` (0 if there was nothing).
pub async fn save_addition(
    tx: &Tx,
    (office, activity): (OrganisationId, &str),
    addition: &Addition,
    known: i64,
    (at, by): (Timestamp, PersonId),
) -> db::Result<bool> {
    let content = serde_json::to_string(addition).map_err(|_| broken("content"))?;
    let rows = db::execute(
        tx,
        "INSERT INTO privacy_additions (office, activity, content, version, changed_at, changed_by)
         VALUES ($1, $2, $3, 1, $4, $5)
         ON CONFLICT (office, activity) DO UPDATE SET content = excluded.content,
             version = privacy_additions.version + 1, changed_at = excluded.changed_at,
             changed_by = excluded.changed_by
         WHERE privacy_additions.version = $6",
        vec![
            office.uuid().into(),
            activity.into(),
            content.into(),
            at.as_millisecond().into(),
            by.uuid().into(),
            known.into(),
        ],
    )
    .await?;
    Ok(rows == 1)
}

/// The versions of the register that were kept, the newest first.
pub async fn versions(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    limit: i64,
) -> db::Result<Vec<Version>> {
    #[derive(FromQueryResult)]
    struct Row {
        number: i64,
        content: String,
        kept_at: i64,
        kept_by: Option<Uuid>,
    }
    let rows: Vec<Row> = db::all(
        conn,
        "SELECT number, content, kept_at, kept_by FROM privacy_registers
         WHERE office = $1 ORDER BY number DESC LIMIT $2",
        vec![office.uuid().into(), limit.into()],
    )
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Version {
                number: row.number,
                at: moment(row.kept_at)?,
                by: id_if(row.kept_by),
                snapshot: serde_json::from_str(&row.content).map_err(|_| broken("content"))?,
            })
        })
        .collect()
}

/// Keeps a version. Says no if somebody else has kept one with this number.
pub async fn keep(
    tx: &Tx,
    office: OrganisationId,
    number: i64,
    snapshot: &Snapshot,
    (at, by): (Timestamp, PersonId),
) -> db::Result<bool> {
    let content = serde_json::to_string(snapshot).map_err(|_| broken("content"))?;
    let rows = db::execute(
        tx,
        "INSERT INTO privacy_registers (office, number, content, kept_at, kept_by)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (office, number) DO NOTHING",
        vec![
            office.uuid().into(),
            number.into(),
            content.into(),
            at.as_millisecond().into(),
            by.uuid().into(),
        ],
    )
    .await?;
    Ok(rows == 1)
}
