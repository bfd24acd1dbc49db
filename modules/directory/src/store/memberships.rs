// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Roles of people in organisations, and how far rights reach from there.

use db::{ConnectionTrait, FromQueryResult, Value};
use jiff::Timestamp;
use kernel::{Level, OrganisationId, PersonId, Role};
use uuid::Uuid;

use super::{Condition, moment, rows, unexpected};
use crate::model::{Engagement, OrganisationKind};

/// A role to be given.
#[derive(Debug, Clone, Copy)]
pub struct NewMembership {
    /// Identifies the membership.
    pub id: Uuid,
    /// Who gets the role.
    pub person: PersonId,
    /// Where.
    pub organisation: OrganisationId,
    /// Which.
    pub role: Role,
    /// From when on.
    pub valid_from: Timestamp,
    /// Until when, that moment no longer included.
    pub valid_to: Option<Timestamp>,
    /// Who gave it; nobody at set-up.
    pub granted_by: Option<PersonId>,
}

/// Gives roles.
pub async fn add_memberships(
    conn: &impl ConnectionTrait,
    memberships: &[NewMembership],
    now: Timestamp,
) -> db::Result<()> {
    for chunk in memberships.chunks(200) {
        let sql = format!(
            "INSERT INTO memberships (id, person, organisation, role, valid_from, valid_to,
                 granted_by, created_at) VALUES {}",
            rows(8, chunk.len())
        );
        let values = chunk
            .iter()
            .flat_map(|membership| -> [Value; 8] {
                [
                    membership.id.into(),
                    membership.person.uuid().into(),
                    membership.organisation.uuid().into(),
                    membership.role.name().into(),
                    membership.valid_from.as_millisecond().into(),
                    membership.valid_to.map(Timestamp::as_millisecond).into(),
                    membership.granted_by.map(PersonId::uuid).into(),
                    now.as_millisecond().into(),
                ]
            })
            .collect();
        db::execute(conn, &sql, values).await?;
    }
    Ok(())
}

#[derive(FromQueryResult)]
pub(super) struct EngagementRow {
    pub(super) id: Uuid,
    pub(super) organisation: Uuid,
    pub(super) organisation_name: String,
    pub(super) kind: String,
    pub(super) role: String,
    pub(super) valid_from: i64,
    pub(super) valid_to: Option<i64>,
}

impl TryFrom<EngagementRow> for Engagement {
    type Error = db::DbError;
    fn try_from(row: EngagementRow) -> db::Result<Self> {
        Ok(Self {
            id: row.id,
            organisation: OrganisationId::from_uuid(row.organisation),
            organisation_name: row.organisation_name,
            level: level(&row.kind)?,
            role: role(&row.role)?,
            valid_from: moment("memberships", row.valid_from)?,
            valid_to: row
                .valid_to
                .map(|at| moment("memberships", at))
                .transpose()?,
        })
    }
}

pub(crate) fn role(name: &str) -> db::Result<Role> {
    name.parse()
        .map_err(|()| unexpected("memberships", format!("role {name}")))
}

pub(crate) fn level(kind: &str) -> db::Result<Level> {
    kind.parse()
        .map_err(|()| unexpected("organisations", format!("level {kind}")))
}

/// All roles of a person, past and future ones too, the newest first.
pub async fn engagements(
    conn: &impl ConnectionTrait,
    person: PersonId,
) -> db::Result<Vec<Engagement>> {
    let found: Vec<EngagementRow> = db::all(
        conn,
        "SELECT m.id AS id, m.organisation AS organisation, o.name AS organisation_name,
             o.kind AS kind, m.role AS role, m.valid_from AS valid_from, m.valid_to AS valid_to
         FROM memberships m JOIN organisations o ON o.id = m.organisation
         WHERE m.person = $1 ORDER BY m.valid_from DESC, m.id DESC",
        vec![person.uuid().into()],
    )
    .await?;
    found.into_iter().map(Engagement::try_from).collect()
}

/// Ends a role at `end`, if it has not ended before. Says whether it did.
pub(crate) async fn end_membership(
    conn: &impl ConnectionTrait,
    membership: Uuid,
    end: Timestamp,
) -> db::Result<bool> {
    let touched = db::execute(
        conn,
        "UPDATE memberships SET valid_to = $2
         WHERE id = $1 AND (valid_to IS NULL OR valid_to > $2)",
        vec![membership.into(), end.as_millisecond().into()],
    )
    .await?;
    Ok(touched == 1)
}

/// Where somebody's rights reach, as levels of the tree below her own organisations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Reach {
    /// These organisations themselves.
    pub(crate) own: Vec<OrganisationId>,
    /// What lies directly below these.
    pub(crate) children: Vec<OrganisationId>,
    /// What lies two levels below these.
    pub(crate) grandchildren: Vec<OrganisationId>,
}

impl Reach {
    /// Whether nothing lies within.
    pub(crate) fn is_empty(&self) -> bool {
        self.own.is_empty() && self.children.is_empty() && self.grandchildren.is_empty()
    }

    /// Adds that the organisation `alias` lies within.
    pub(crate) fn within(&self, alias: &str, condition: &mut Condition) {
        let mut parts = Vec::new();
        let mut add = |ids: &[OrganisationId], before: &str, after: &str| {
            let list: Vec<String> = ids.iter().map(|id| condition.bind(id.uuid())).collect();
            if !list.is_empty() {
                parts.push(format!("{alias}.{before} ({}){after}", list.join(", ")));
            }
        };
        add(&self.own, "id IN", "");
        add(&self.children, "parent IN", "");
        add(
            &self.grandchildren,
            "parent IN (SELECT id FROM organisations WHERE parent IN",
            ")",
        );
        if parts.is_empty() {
            condition.and("1 = 0");
        } else {
            condition.and(format!("({})", parts.join(" OR ")));
        }
    }
}

/// The organisations within a reach that exist on `day`, offices before institutions, by name.
pub(crate) async fn organisations_within(
    conn: &impl ConnectionTrait,
    reach: &Reach,
    day: jiff::civil::Date,
) -> db::Result<Vec<(OrganisationId, OrganisationKind, String)>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        kind: String,
        name: String,
    }
    let mut condition = Condition::after(vec![]);
    condition.and_valid_on("o.", day);
    reach.within("o", &mut condition);
    let text = condition.text();
    let found: Vec<Row> = db::all(
        conn,
        &format!(
            "SELECT o.id AS id, o.kind AS kind, o.name AS name FROM organisations o WHERE {text}
             ORDER BY CASE o.kind WHEN 'state' THEN 0 WHEN 'office' THEN 1 ELSE 2 END, o.name, o.id"
        ),
        condition.values,
    )
    .await?;
    found
        .into_iter()
        .map(|row| {
            let kind = row
                .kind
                .parse()
                .map_err(|error| unexpected("organisations", error))?;
            Ok((OrganisationId::from_uuid(row.id), kind, row.name))
        })
        .collect()
}

/// The organisation of the role that a person was given first.
pub(crate) async fn first_organisation(
    conn: &impl ConnectionTrait,
    person: PersonId,
) -> db::Result<Option<OrganisationId>> {
    let first = db::scalar::<Uuid>(
        conn,
        "SELECT organisation FROM memberships WHERE person = $1 ORDER BY created_at, id LIMIT 1",
        vec![person.uuid().into()],
    )
    .await?;
    Ok(first.map(OrganisationId::from_uuid))
}
