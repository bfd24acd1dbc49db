// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What searches have found.

use db::{ConnectionTrait, FromQueryResult, Tx, fetch_all, fetch_one};
use kernel::OrganisationId;
use persons::{Born, Likeness};
use uuid::Uuid;

use super::{broken, id_if, millis_of, moment_if, read};
use crate::model::Found;

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    request: Uuid,
    module: String,
    item: String,
    activity: String,
    institution: Option<Uuid>,
    day: String,
    born: String,
    likeness: String,
    verdict: String,
    restricted: bool,
    deleted_at: Option<i64>,
    sealed: Vec<u8>,
    sealed_left_out: Option<Vec<u8>>,
}

impl Row {
    fn found(self) -> db::Result<Found> {
        let born = Born::ALL.into_iter().find(|one| one.name() == self.born);
        let likeness = Likeness::ALL.into_iter();
        let likeness = { likeness }.find(|one| one.name() == self.likeness);
        Ok(Found {
            id: self.id,
            request: self.request,
            module: self.module,
            item: self.item,
            activity: self.activity,
            institution: id_if(self.institution),
            day: read("day", &self.day)?,
            born: born.ok_or_else(|| broken("born"))?,
            likeness: likeness.ok_or_else(|| broken("likeness"))?,
            verdict: read("verdict", &self.verdict)?,
            restricted: self.restricted,
            deleted_at: moment_if(self.deleted_at)?,
            sealed: self.sealed,
            sealed_left_out: self.sealed_left_out,
        })
    }
}

const SELECT: &str =
    "SELECT id, request, module, item, activity, institution, day, born, likeness, verdict,
    restricted, deleted_at, sealed, sealed_left_out FROM privacy_hits";

/// What was found for a request, by module, the newest first.
pub async fn of_request(conn: &impl ConnectionTrait, request: Uuid) -> db::Result<Vec<Found>> {
    let sql = format!("{SELECT} WHERE request = $1 ORDER BY module, day DESC, id");
    fetch_all(conn, &sql, vec![request.into()], Row::found).await
}

/// One of them.
pub async fn find(conn: &impl ConnectionTrait, id: Uuid) -> db::Result<Option<Found>> {
    let sql = format!("{SELECT} WHERE id = $1");
    fetch_one(conn, &sql, vec![id.into()], Row::found).await
}

/// Adds something that was found.
pub async fn add(tx: &Tx, found: &Found) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO privacy_hits (id, request, module, item, activity, institution, day, born, likeness,
             verdict, restricted, sealed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        vec![
            found.id.into(),
            found.request.into(),
            found.module.as_str().into(),
            found.item.as_str().into(),
            found.activity.as_str().into(),
            found.institution.map(OrganisationId::uuid).into(),
            found.day.to_string().into(),
            found.born.name().into(),
            found.likeness.name().into(),
            found.verdict.name().into(),
            found.restricted.into(),
            found.sealed.as_slice().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Writes what somebody thinks of it, what is left out, and what was done with it.
pub async fn save(tx: &Tx, found: &Found) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE privacy_hits SET verdict = $1, restricted = $2, deleted_at = $3, sealed_left_out = $4,
             sealed = $5
         WHERE id = $6",
        vec![
            found.verdict.name().into(),
            found.restricted.into(),
            millis_of(found.deleted_at),
            found.sealed_left_out.clone().into(),
            found.sealed.as_slice().into(),
            found.id.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Forgets something that is gone, and about which nobody has said anything.
pub async fn remove(tx: &Tx, id: Uuid) -> db::Result<()> {
    let sql = "DELETE FROM privacy_hits WHERE id = $1";
    db::execute(tx, sql, vec![id.into()]).await?;
    Ok(())
}
