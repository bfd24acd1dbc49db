// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The rules by which institutions take part in collections.

use db::{ConnectionTrait, FromQueryResult};
use jiff::Timestamp;
use kernel::{CollectionId, PersonId};
use uuid::Uuid;

use super::{fetch_all, read};
use crate::rules::{Rule, RuleDraft};

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    institution_kind: String,
    place: String,
}

impl Row {
    fn rule(self) -> db::Result<Rule> {
        Ok(Rule {
            id: self.id,
            rule: RuleDraft {
                kind: read("institution_kind", &self.institution_kind)?,
                place: if self.place.is_empty() {
                    None
                } else {
                    Some(read("place", &self.place)?)
                },
            },
        })
    }
}

/// Adds a rule.
pub async fn add(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    id: Uuid,
    rule: &RuleDraft,
    at: Timestamp,
    by: Option<PersonId>,
) -> db::Result<()> {
    db::execute(
        conn,
        "INSERT INTO participant_rules (id, collection, institution_kind, place, created_at, created_by)
         VALUES ($1, $2, $3, $4, $5, $6)",
        vec![
            id.into(),
            collection.uuid().into(),
            rule.kind.name().into(),
            rule.place
                .as_ref()
                .map_or(String::new(), ToString::to_string)
                .into(),
            at.as_millisecond().into(),
            by.map(PersonId::uuid).into(),
        ],
    )
    .await?;
    Ok(())
}

/// The rules of a collection, the oldest first.
pub async fn of(conn: &impl ConnectionTrait, collection: CollectionId) -> db::Result<Vec<Rule>> {
    fetch_all(
        conn,
        "SELECT id, institution_kind, place FROM participant_rules WHERE collection = $1
         ORDER BY created_at, id",
        vec![collection.uuid().into()],
        Row::rule,
    )
    .await
}

/// Takes a rule away; says whether it was there.
pub async fn remove(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    id: Uuid,
) -> db::Result<bool> {
    let rows = db::execute(
        conn,
        "DELETE FROM participant_rules WHERE collection = $1 AND id = $2",
        vec![collection.uuid().into(), id.into()],
    )
    .await?;
    Ok(rows == 1)
}
