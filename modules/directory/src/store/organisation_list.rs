// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Organisations as lists and details show them, within the reach of who looks.

use db::{ConnectionTrait, FromQueryResult};
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{OrganisationId, PersonId};
use uuid::Uuid;

use super::Condition;
use super::memberships::Reach;
use super::organisations::organisations;
use crate::model::{InstitutionKind, Organisation, OrganisationKind};

/// Which organisations a list shows.
#[derive(Debug, Clone, Default)]
pub(crate) struct ListWish {
    pub(crate) text: String,
    pub(crate) kind: Option<OrganisationKind>,
    pub(crate) institution_kind: Option<InstitutionKind>,
    /// Only what lies directly below this one.
    pub(crate) parent: Option<OrganisationId>,
    pub(crate) valid_on: Option<Date>,
    pub(crate) offset: i64,
    pub(crate) limit: i64,
}

#[derive(FromQueryResult)]
struct IdRow {
    id: Uuid,
}

/// The organisations within `reach` that the wish describes, the state before offices before
/// institutions, by name; and how many there are in all.
pub(crate) async fn list(
    conn: &impl ConnectionTrait,
    reach: &Reach,
    wish: &ListWish,
) -> db::Result<(Vec<Organisation>, i64)> {
    let mut condition = Condition::after(vec![]);
    reach.within("o", &mut condition);
    condition.and_words("o.search", &wish.text);
    if let Some(kind) = wish.kind {
        condition.and_one_of("o.kind", [kind.name().into()]);
    }
    if let Some(kind) = wish.institution_kind {
        condition.and_one_of("o.institution_kind", [kind.name().into()]);
    }
    if let Some(parent) = wish.parent {
        condition.and_one_of("o.parent", [parent.uuid().into()]);
    }
    if let Some(day) = wish.valid_on {
        condition.and_valid_on("o.", day);
    }
    let text = condition.text();
    let count = db::scalar::<i64>(
        conn,
        &format!("SELECT COUNT(*) FROM organisations o WHERE {text}"),
        condition.values.clone(),
    )
    .await?
    .unwrap_or(0);
    let (limit, offset) = (condition.bind(wish.limit), condition.bind(wish.offset));
    let rows: Vec<IdRow> = db::all(
        conn,
        &format!(
            "SELECT o.id AS id FROM organisations o WHERE {text}
             ORDER BY CASE o.kind WHEN 'state' THEN 0 WHEN 'office' THEN 1 ELSE 2 END, o.name, o.id
             LIMIT {limit} OFFSET {offset}"
        ),
        condition.values,
    )
    .await?;
    let order: Vec<OrganisationId> = rows
        .into_iter()
        .map(|row| OrganisationId::from_uuid(row.id))
        .collect();
    let mut found = organisations(conn, &order).await?;
    found.sort_by_key(|one| order.iter().position(|id| *id == one.id));
    Ok((found, count))
}

/// How many organisations that exist on `day` lie directly below one.
pub(crate) async fn count_children(
    conn: &impl ConnectionTrait,
    parent: OrganisationId,
    day: Date,
) -> db::Result<i64> {
    let count = db::scalar::<i64>(
        conn,
        "SELECT COUNT(*) FROM organisations WHERE parent = $1 AND valid_from <= $2
             AND (valid_to IS NULL OR valid_to >= $2)",
        vec![parent.uuid().into(), day.to_string().into()],
    )
    .await?;
    Ok(count.unwrap_or(0))
}

/// How many people hold a role in an organisation at a moment.
pub(crate) async fn count_people(
    conn: &impl ConnectionTrait,
    organisation: OrganisationId,
    now: Timestamp,
) -> db::Result<i64> {
    let count = db::scalar::<i64>(
        conn,
        "SELECT COUNT(DISTINCT person) FROM memberships WHERE organisation = $1
             AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)",
        vec![organisation.uuid().into(), now.as_millisecond().into()],
    )
    .await?;
    Ok(count.unwrap_or(0))
}

/// The organisations in which a person has or had a role.
pub(crate) async fn organisations_of(
    conn: &impl ConnectionTrait,
    person: PersonId,
) -> db::Result<Vec<OrganisationId>> {
    let rows: Vec<IdRow> = db::all(
        conn,
        "SELECT DISTINCT organisation AS id FROM memberships WHERE person = $1",
        vec![person.uuid().into()],
    )
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| OrganisationId::from_uuid(row.id))
        .collect())
}
