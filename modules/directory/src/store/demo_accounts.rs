// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The accounts of the demo, and whether it was loaded.

use db::{ConnectionTrait, FromQueryResult};
use jiff::Timestamp;
use kernel::{OrganisationId, PersonId, Role};
use uuid::Uuid;

use super::memberships::role;

/// How many people there are, of the demo or real ones.
pub(crate) async fn count_people(conn: &impl ConnectionTrait, demo: bool) -> db::Result<i64> {
    let count = db::scalar::<i64>(
        conn,
        "SELECT COUNT(*) FROM people WHERE demo = $1",
        vec![demo.into()],
    )
    .await?;
    Ok(count.unwrap_or(0))
}

/// A person of the demo with one of her roles.
#[derive(Debug, Clone)]
pub(crate) struct DemoPerson {
    pub(crate) id: PersonId,
    pub(crate) name: String,
    pub(crate) role: Role,
    pub(crate) organisation_id: OrganisationId,
    pub(crate) organisation: String,
}

/// All people of the demo with each of their present roles, without those of colleagues, in the order in which they were made.
pub(crate) async fn demo_people(
    conn: &impl ConnectionTrait,
    now: Timestamp,
) -> db::Result<Vec<DemoPerson>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        name: String,
        role: String,
        organisation_id: Uuid,
        organisation: String,
    }
    let found: Vec<Row> = db::all(
        conn,
        "SELECT p.id AS id, p.name AS name, m.role AS role, o.id AS organisation_id,
             o.name AS organisation
         FROM people p JOIN memberships m ON m.person = p.id
         JOIN organisations o ON o.id = m.organisation
         WHERE p.demo = $1 AND p.blocked_at IS NULL AND m.valid_from <= $2
             AND m.delegation IS NULL
             AND (m.valid_to IS NULL OR m.valid_to > $2)
         ORDER BY p.id, m.id",
        vec![true.into(), now.as_millisecond().into()],
    )
    .await?;
    found
        .into_iter()
        .map(|row| {
            Ok(DemoPerson {
                id: PersonId::from_uuid(row.id),
                name: row.name,
                role: role(&row.role)?,
                organisation_id: OrganisationId::from_uuid(row.organisation_id),
                organisation: row.organisation,
            })
        })
        .collect()
}

/// Whether the demo was loaded to its end.
pub(crate) async fn is_demo_finished(conn: &impl ConnectionTrait) -> db::Result<bool> {
    let count = db::scalar::<i64>(conn, "SELECT COUNT(*) FROM demo_loads", vec![]).await?;
    Ok(count.unwrap_or(0) > 0)
}

/// Notes that the demo was loaded to its end.
pub(crate) async fn finish_demo(conn: &impl ConnectionTrait, now: Timestamp) -> db::Result<()> {
    db::execute(
        conn,
        "INSERT INTO demo_loads (finished_at) VALUES ($1) ON CONFLICT (finished_at) DO NOTHING",
        vec![now.as_millisecond().into()],
    )
    .await?;
    Ok(())
}
