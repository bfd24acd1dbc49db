// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The list of people that somebody may see.

use db::{ConnectionTrait, FromQueryResult, Value};
use jiff::Timestamp;
use kernel::{OrganisationId, Role};
use uuid::Uuid;

use super::Condition;
use super::memberships::{ENGAGEMENT, ENGAGEMENTS, EngagementRow, Reach};
use super::people::{PERSON, PersonRow};
use crate::model::{Engagement, Person};

/// Which people a list shows.
#[derive(Debug, Clone, Default)]
pub(crate) struct PeopleSearch {
    pub(crate) text: String,
    pub(crate) role: Option<Role>,
    pub(crate) organisation: Option<OrganisationId>,
    pub(crate) offset: i64,
    pub(crate) limit: i64,
}

/// A line of the list of people.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    pub(crate) person: Person,
    /// Her roles within the reach of who looks that hold now.
    pub(crate) engagements: Vec<Engagement>,
}

/// The people with a role within `reach`, by name, and how many there are in all.
pub(crate) async fn list_people(
    conn: &impl ConnectionTrait,
    reach: &Reach,
    wish: &PeopleSearch,
    now: Timestamp,
) -> db::Result<(Vec<Listed>, i64)> {
    let mut membership = Condition::after(vec![]);
    membership.and("m.person = p.id");
    reach.within("o", &mut membership);
    if let Some(role) = wish.role {
        membership.and_one_of("m.role", [role.name().into()]);
    }
    if let Some(organisation) = wish.organisation {
        membership.and_one_of("m.organisation", [organisation.uuid().into()]);
    }
    if wish.role.is_some() || wish.organisation.is_some() {
        and_holds(&mut membership, now);
    }
    let exists = format!(
        "EXISTS (SELECT 1 FROM memberships m JOIN organisations o ON o.id = m.organisation
         WHERE {})",
        membership.text()
    );
    let mut condition = Condition::after(membership.values);
    condition.and(exists);
    condition.and_words("p.search", &wish.text);
    let text = condition.text();
    let count = db::scalar::<i64>(
        conn,
        &format!("SELECT COUNT(*) FROM people p WHERE {text}"),
        condition.values.clone(),
    )
    .await?
    .unwrap_or(0);
    let (limit, offset) = (condition.bind(wish.limit), condition.bind(wish.offset));
    let found: Vec<PersonRow> = db::all(
        conn,
        &format!(
            "SELECT {PERSON} FROM people p WHERE {text} ORDER BY p.name, p.id
             LIMIT {limit} OFFSET {offset}"
        ),
        condition.values,
    )
    .await?;
    let mut listed = Vec::with_capacity(found.len());
    for row in found {
        listed.push(Listed {
            person: row.try_into()?,
            engagements: Vec::new(),
        });
    }
    add_engagements(conn, reach, &mut listed, now).await?;
    Ok((listed, count))
}

/// Adds that the membership `m` holds at `now`.
fn and_holds(condition: &mut Condition, now: Timestamp) {
    let now = condition.bind(now.as_millisecond());
    condition.and(format!(
        "m.valid_from <= {now} AND (m.valid_to IS NULL OR m.valid_to > {now})"
    ));
}

async fn add_engagements(
    conn: &impl ConnectionTrait,
    reach: &Reach,
    listed: &mut [Listed],
    now: Timestamp,
) -> db::Result<()> {
    #[derive(FromQueryResult)]
    struct Row {
        person: Uuid,
        #[sea_orm(nested)]
        engagement: EngagementRow,
    }
    if listed.is_empty() {
        return Ok(());
    }
    let mut condition = Condition::after(vec![]);
    let people = listed.iter().map(|line| Value::from(line.person.id.uuid()));
    condition.and_one_of("m.person", people);
    and_holds(&mut condition, now);
    reach.within("o", &mut condition);
    let text = condition.text();
    let found: Vec<Row> = db::all(
        conn,
        &format!(
            "SELECT m.person AS person, {ENGAGEMENT} FROM {ENGAGEMENTS}
             WHERE {text} ORDER BY m.valid_from, m.id"
        ),
        condition.values,
    )
    .await?;
    for row in found {
        if let Some(line) = listed
            .iter_mut()
            .find(|line| line.person.id.uuid() == row.person)
        {
            line.engagements.push(row.engagement.try_into()?);
        }
    }
    Ok(())
}
