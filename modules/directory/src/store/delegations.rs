// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Who stands in for whom, and for how long.

use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::Timestamp;
use kernel::{OrganisationId, PersonId};
use uuid::Uuid;

use super::moment;

/// A delegation, past, present or future.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Delegation {
    pub(crate) id: Uuid,
    pub(crate) organisation: OrganisationId,
    pub(crate) organisation_name: String,
    /// Whose roles they are.
    pub(crate) from: PersonId,
    pub(crate) from_name: String,
    /// Who stands in.
    pub(crate) to: PersonId,
    pub(crate) to_name: String,
    pub(crate) valid_from: Timestamp,
    /// That moment no longer included; earlier than agreed if it was ended.
    pub(crate) valid_to: Timestamp,
    /// Whether any role of it is left.
    pub(crate) has_roles: bool,
}

impl Delegation {
    /// Whether somebody stands in at `moment`.
    pub(crate) fn holds(&self, moment: Timestamp) -> bool {
        self.valid_from <= moment && moment < self.valid_to && self.has_roles
    }

    /// Whether it is over.
    pub(crate) fn is_over(&self, moment: Timestamp) -> bool {
        self.valid_to <= moment || !self.has_roles
    }
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    organisation: Uuid,
    organisation_name: String,
    from_person: Uuid,
    from_name: String,
    to_person: Uuid,
    to_name: String,
    valid_from: i64,
    valid_to: i64,
    has_roles: bool,
}

impl TryFrom<Row> for Delegation {
    type Error = db::DbError;
    fn try_from(row: Row) -> db::Result<Self> {
        Ok(Self {
            id: row.id,
            organisation: OrganisationId::from_uuid(row.organisation),
            organisation_name: row.organisation_name,
            from: PersonId::from_uuid(row.from_person),
            from_name: row.from_name,
            to: PersonId::from_uuid(row.to_person),
            to_name: row.to_name,
            valid_from: moment("delegations", row.valid_from)?,
            valid_to: moment("delegations", row.valid_to)?,
            has_roles: row.has_roles,
        })
    }
}

/// Which delegations are looked for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Of {
    /// This one.
    One(Uuid),
    /// In which this person gives or stands in.
    Person(PersonId),
    /// At this organisation.
    Organisation(OrganisationId),
}

/// Delegations, the newest first. `now` decides whether any of their roles is left.
pub(crate) async fn list(
    conn: &impl ConnectionTrait,
    of: Of,
    now: Timestamp,
) -> db::Result<Vec<Delegation>> {
    let (condition, value) = match of {
        Of::One(id) => ("d.id = $1", id),
        Of::Person(person) => ("(d.from_person = $1 OR d.to_person = $1)", person.uuid()),
        Of::Organisation(id) => ("d.organisation = $1", id.uuid()),
    };
    let found: Vec<Row> = db::all(
        conn,
        &format!(
            "SELECT d.id AS id, d.organisation AS organisation, o.name AS organisation_name,
                 d.from_person AS from_person, f.name AS from_name, d.to_person AS to_person,
                 t.name AS to_name, d.valid_from AS valid_from,
                 COALESCE(d.ended_at, d.valid_to) AS valid_to,
                 EXISTS (SELECT 1 FROM memberships m
                     WHERE m.delegation = d.id AND m.valid_to > $2) AS has_roles
             FROM delegations d JOIN organisations o ON o.id = d.organisation
             JOIN people f ON f.id = d.from_person JOIN people t ON t.id = d.to_person
             WHERE {condition} ORDER BY d.valid_from DESC, d.id DESC"
        ),
        vec![value.into(), now.as_millisecond().into()],
    )
    .await?;
    found.into_iter().map(Delegation::try_from).collect()
}

/// The delegation with this identifier.
pub(crate) async fn find(
    conn: &impl ConnectionTrait,
    id: Uuid,
    now: Timestamp,
) -> db::Result<Option<Delegation>> {
    Ok(list(conn, Of::One(id), now).await?.into_iter().next())
}

/// A delegation to be kept.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewDelegation {
    pub(crate) id: Uuid,
    pub(crate) organisation: OrganisationId,
    pub(crate) from: PersonId,
    pub(crate) to: PersonId,
    pub(crate) valid_from: Timestamp,
    pub(crate) valid_to: Timestamp,
}

pub(crate) async fn add(tx: &Tx, new: &NewDelegation, now: Timestamp) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO delegations
             (id, organisation, from_person, to_person, valid_from, valid_to, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        vec![
            new.id.into(),
            new.organisation.uuid().into(),
            new.from.uuid().into(),
            new.to.uuid().into(),
            new.valid_from.as_millisecond().into(),
            new.valid_to.as_millisecond().into(),
            now.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Ends a delegation now, if it is not over. Says whether it was not.
pub(crate) async fn end(tx: &Tx, id: Uuid, by: PersonId, now: Timestamp) -> db::Result<bool> {
    let touched = db::execute(
        tx,
        "UPDATE delegations SET ended_at = $2, ended_by = $3
         WHERE id = $1 AND ended_at IS NULL AND valid_to > $2",
        vec![id.into(), now.as_millisecond().into(), by.uuid().into()],
    )
    .await?;
    Ok(touched == 1)
}

/// The people with a role of their own at an organisation who may sign in, except `except`, by name.
pub(crate) async fn colleagues(
    conn: &impl ConnectionTrait,
    organisation: OrganisationId,
    except: PersonId,
    now: Timestamp,
) -> db::Result<Vec<(PersonId, String)>> {
    #[derive(FromQueryResult)]
    struct Colleague {
        id: Uuid,
        name: String,
    }
    let found: Vec<Colleague> = db::all(
        conn,
        "SELECT DISTINCT p.id AS id, p.name AS name
         FROM memberships m JOIN people p ON p.id = m.person
         WHERE m.organisation = $1 AND p.id <> $2 AND m.valid_from <= $3
             AND (m.valid_to IS NULL OR m.valid_to > $3)
             AND m.delegation IS NULL AND p.blocked_at IS NULL
         ORDER BY name, id",
        vec![
            organisation.uuid().into(),
            except.uuid().into(),
            now.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(found
        .into_iter()
        .map(|colleague| (PersonId::from_uuid(colleague.id), colleague.name))
        .collect())
}
