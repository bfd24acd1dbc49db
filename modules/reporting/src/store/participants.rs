// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Who takes part in a collection, from which period to which.

use std::collections::HashMap;

use db::{ConnectionTrait, FromQueryResult};
use kernel::{CollectionId, Id, OrganisationId};
use uuid::Uuid;

use super::{CHUNK, fetch_all, read};
use crate::model::Participant;
use crate::period::Period;

#[derive(FromQueryResult)]
struct Row {
    institution: Uuid,
    office: Uuid,
    from_period: String,
    to_period: Option<String>,
    by_rule: bool,
}

impl Row {
    fn participant(self) -> db::Result<Participant> {
        Ok(Participant {
            institution: Id::from_uuid(self.institution),
            office: Id::from_uuid(self.office),
            from: read("from_period", &self.from_period)?,
            to: self
                .to_period
                .map(|period| read("to_period", &period))
                .transpose()?,
            by_rule: self.by_rule,
        })
    }
}

/// Adds participants; one that is there with the same first period takes part to the end again.
pub async fn add(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    participants: &[Participant],
) -> db::Result<()> {
    for chunk in participants.chunks(CHUNK) {
        let sql = format!(
            "INSERT INTO participants (collection, institution, office, from_period, to_period, by_rule) VALUES {}
             ON CONFLICT (collection, institution, from_period)
             DO UPDATE SET office = excluded.office, to_period = excluded.to_period,
                 by_rule = excluded.by_rule",
            db::rows_of(chunk.len(), 6)
        );
        let values = chunk
            .iter()
            .flat_map(|one| -> [db::Value; 6] {
                [
                    collection.uuid().into(),
                    one.institution.uuid().into(),
                    one.office.uuid().into(),
                    one.from.to_string().into(),
                    one.to.map(|period| period.to_string()).into(),
                    one.by_rule.into(),
                ]
            })
            .collect();
        db::execute(conn, &sql, values).await?;
    }
    Ok(())
}

/// All participants of a collection, of one office if `office` is given.
pub async fn of(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    office: Option<OrganisationId>,
) -> db::Result<Vec<Participant>> {
    let mut sql = "SELECT institution, office, from_period, to_period, by_rule FROM participants
                   WHERE collection = $1"
        .to_owned();
    let mut values = vec![collection.uuid().into()];
    if let Some(office) = office {
        sql.push_str(" AND office = $2");
        values.push(office.uuid().into());
    }
    sql.push_str(" ORDER BY office, institution, from_period");
    fetch_all(conn, &sql, values, Row::participant).await
}

/// The times in which one institution takes part.
pub async fn of_institution(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    institution: OrganisationId,
) -> db::Result<Vec<Participant>> {
    fetch_all(
        conn,
        "SELECT institution, office, from_period, to_period, by_rule FROM participants
         WHERE collection = $1 AND institution = $2 ORDER BY from_period",
        vec![collection.uuid().into(), institution.uuid().into()],
        Row::participant,
    )
    .await
}

/// How many institutions take part in `period`.
pub async fn count(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    period: Period,
) -> db::Result<i64> {
    let count = db::scalar(
        conn,
        "SELECT COUNT(DISTINCT institution) FROM participants
         WHERE collection = $1 AND from_period <= $2 AND (to_period IS NULL OR to_period >= $2)",
        vec![collection.uuid().into(), period.to_string().into()],
    )
    .await?;
    Ok(count.unwrap_or(0))
}

/// Ends the part of an institution: `last` is the last period it reports for. Times that would begin
/// later are removed. Says how many times were changed.
pub async fn end(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    institution: OrganisationId,
    last: Period,
) -> db::Result<u64> {
    let values = || {
        vec![
            collection.uuid().into(),
            institution.uuid().into(),
            last.to_string().into(),
        ]
    };
    let removed = db::execute(
        conn,
        "DELETE FROM participants WHERE collection = $1 AND institution = $2 AND from_period > $3",
        values(),
    )
    .await?;
    let ended = db::execute(
        conn,
        "UPDATE participants SET to_period = $3
         WHERE collection = $1 AND institution = $2 AND (to_period IS NULL OR to_period > $3)",
        values(),
    )
    .await?;
    Ok(removed + ended)
}

/// Notes that an institution now belongs to another office, for reports that are owed from now on.
pub async fn move_to(
    conn: &impl ConnectionTrait,
    institution: OrganisationId,
    office: OrganisationId,
) -> db::Result<u64> {
    db::execute(
        conn,
        "UPDATE participants SET office = $2 WHERE institution = $1 AND office <> $2",
        vec![institution.uuid().into(), office.uuid().into()],
    )
    .await
}

#[derive(FromQueryResult)]
struct OfficeRow {
    institution: Uuid,
    office: Uuid,
}

/// Under which offices each participating institution is kept.
pub async fn offices(
    conn: &impl ConnectionTrait,
) -> db::Result<HashMap<OrganisationId, Vec<OrganisationId>>> {
    let rows = db::all::<OfficeRow>(
        conn,
        "SELECT DISTINCT institution, office FROM participants",
        vec![],
    )
    .await?;
    let mut offices: HashMap<_, Vec<_>> = HashMap::new();
    for row in rows {
        offices
            .entry(Id::from_uuid(row.institution))
            .or_default()
            .push(Id::from_uuid(row.office));
    }
    Ok(offices)
}
