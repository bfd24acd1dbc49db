// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Roles of people in organisations, and how far rights reach from there.

use db::{ConnectionTrait, FromQueryResult, Value};
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{Level, OrganisationId, PersonId, Role};
use uuid::Uuid;

use super::{Condition, moment, unexpected};
use crate::model::{Engagement, InstitutionKind, OrganisationKind, OwnRoleName};

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

/// What a membership of a role that an organisation made itself says beyond a [`NewMembership`].
#[derive(Debug, Clone, Default)]
pub(crate) struct OwnPart {
    /// The role.
    pub(crate) role: Option<Uuid>,
    /// The institutions that it is limited to; empty for the whole organisation.
    pub(crate) institutions: Vec<OrganisationId>,
    /// The kinds of institutions that it is limited to instead.
    pub(crate) kinds: Vec<InstitutionKind>,
}

impl OwnPart {
    fn institutions_text(&self) -> Option<String> {
        let ids = self.institutions.iter().map(ToString::to_string);
        (!self.institutions.is_empty()).then(|| ids.collect::<Vec<_>>().join(" "))
    }

    fn kinds_text(&self) -> Option<String> {
        let names: Vec<&str> = self.kinds.iter().map(|kind| kind.name()).collect();
        (!names.is_empty()).then(|| names.join(" "))
    }
}

/// Reads the kinds of institutions that a membership is limited to.
pub(crate) fn kinds(text: Option<&str>) -> db::Result<Vec<InstitutionKind>> {
    text.unwrap_or_default()
        .split_whitespace()
        .map(|kind| {
            kind.parse()
                .map_err(|error| unexpected("memberships", error))
        })
        .collect()
}

/// The institutions of an office that are of one of these kinds on `day`.
pub(crate) async fn of_kinds(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    kinds: &[InstitutionKind],
    day: Date,
) -> db::Result<Vec<OrganisationId>> {
    let mut condition = Condition::after(vec![office.uuid().into()]);
    condition.and("parent = $1");
    condition.and_one_of(
        "institution_kind",
        kinds.iter().map(|kind| kind.name().into()),
    );
    condition.and_valid_on("", day);
    let text = condition.text();
    let found: Vec<IdRow> = db::all(
        conn,
        &format!("SELECT id FROM organisations WHERE {text} ORDER BY id"),
        condition.values,
    )
    .await?;
    Ok(found
        .into_iter()
        .map(|row| OrganisationId::from_uuid(row.id))
        .collect())
}

#[derive(FromQueryResult)]
struct IdRow {
    id: Uuid,
}

/// Reads the institutions that a membership is limited to.
pub(crate) fn institutions(text: Option<&str>) -> db::Result<Vec<OrganisationId>> {
    text.unwrap_or_default()
        .split_whitespace()
        .map(|id| {
            id.parse()
                .map_err(|_| unexpected("memberships", format!("institution {id}")))
        })
        .collect()
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
            db::rows_of(chunk.len(), 8)
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

/// Says which own role the memberships are of that were just added, and where it holds.
pub(crate) async fn set_own_part(tx: &db::Tx, membership: Uuid, own: &OwnPart) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE memberships SET own_role = $2, institutions = $3, institution_kinds = $4 WHERE id = $1",
        vec![
            membership.into(),
            own.role.into(),
            own.institutions_text().into(),
            own.kinds_text().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Says that a membership that was just added comes from an identity provider.
pub(crate) async fn set_provider(tx: &db::Tx, membership: Uuid, provider: &str) -> db::Result<()> {
    let sql = "UPDATE memberships SET provider = $2 WHERE id = $1";
    db::execute(tx, sql, vec![membership.into(), provider.into()]).await?;
    Ok(())
}

/// Says that a membership that was just added comes from a delegation.
pub(crate) async fn set_delegated(
    tx: &db::Tx,
    membership: Uuid,
    delegation: Uuid,
    from: Uuid,
) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE memberships SET delegation = $2, delegated_from = $3 WHERE id = $1",
        vec![membership.into(), delegation.into(), from.into()],
    )
    .await?;
    Ok(())
}

/// The columns of an [`EngagementRow`], and the tables that they come from.
pub(super) const ENGAGEMENT: &str = "m.id AS id, m.organisation AS organisation,
     o.name AS organisation_name, o.kind AS kind, m.role AS role, m.valid_from AS valid_from,
     m.valid_to AS valid_to, r.id AS own_role, r.name AS own_name, r.actions AS own_actions,
     m.institutions AS institutions, m.institution_kinds AS institution_kinds, m.delegation AS delegation, f.name AS delegator,
     m.last_used_at AS last_used_at, m.provider AS provider";
pub(super) const ENGAGEMENTS: &str = "memberships m JOIN organisations o ON o.id = m.organisation
     LEFT JOIN own_roles r ON r.id = m.own_role
     LEFT JOIN delegations g ON g.id = m.delegation LEFT JOIN people f ON f.id = g.from_person";

#[derive(FromQueryResult)]
pub(super) struct EngagementRow {
    id: Uuid,
    organisation: Uuid,
    organisation_name: String,
    kind: String,
    role: String,
    valid_from: i64,
    valid_to: Option<i64>,
    own_role: Option<Uuid>,
    own_name: Option<String>,
    own_actions: Option<String>,
    institutions: Option<String>,
    institution_kinds: Option<String>,
    delegation: Option<Uuid>,
    delegator: Option<String>,
    last_used_at: Option<i64>,
    provider: Option<String>,
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
            own: row
                .own_role
                .zip(row.own_name)
                .map(|(id, name)| OwnRoleName { id, name }),
            own_actions: row
                .own_actions
                .unwrap_or_default()
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
            institutions: institutions(row.institutions.as_deref())?,
            institution_kinds: kinds(row.institution_kinds.as_deref())?,
            delegated: row
                .delegation
                .map(|id| (id, row.delegator.unwrap_or_default())),
            last_used_on: row
                .last_used_at
                .map(|at| moment("memberships", at))
                .transpose()?
                .map(kernel::berlin_date),
            provider: row.provider,
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
        &format!(
            "SELECT {ENGAGEMENT} FROM {ENGAGEMENTS}
             WHERE m.person = $1 ORDER BY m.valid_from DESC, m.id DESC"
        ),
        vec![person.uuid().into()],
    )
    .await?;
    found.into_iter().map(Engagement::try_from).collect()
}

/// Ends a role at `end`, if it has not ended before, and with it what was delegated of it. Says
/// whether it did.
pub(crate) async fn end_membership(
    conn: &impl ConnectionTrait,
    membership: Uuid,
    end: Timestamp,
) -> db::Result<bool> {
    let ended = end_where(conn, "id", membership, end).await? == 1;
    if ended {
        end_where(conn, "delegated_from", membership, end).await?;
    }
    Ok(ended)
}

/// Ends all memberships of a role that an organisation made itself, those that were delegated, too.
pub(crate) async fn end_of_own_role(tx: &db::Tx, role: Uuid, end: Timestamp) -> db::Result<()> {
    end_where(tx, "own_role", role, end).await?;
    Ok(())
}

/// Ends what somebody holds by a delegation.
pub(crate) async fn end_of_delegation(
    tx: &db::Tx,
    delegation: Uuid,
    end: Timestamp,
) -> db::Result<()> {
    end_where(tx, "delegation", delegation, end).await?;
    Ok(())
}

async fn end_where(
    conn: &impl ConnectionTrait,
    column: &'static str,
    value: Uuid,
    end: Timestamp,
) -> db::Result<u64> {
    db::execute(
        conn,
        &format!(
            "UPDATE memberships SET valid_to = $2
             WHERE {column} = $1 AND (valid_to IS NULL OR valid_to > $2)"
        ),
        vec![value.into(), end.as_millisecond().into()],
    )
    .await
}

/// Says whether a role holds at `now`, and lets nobody end it before the transaction is over.
pub(crate) async fn hold(tx: &db::Tx, membership: Uuid, now: Timestamp) -> db::Result<bool> {
    let touched = db::execute(
        tx,
        "UPDATE memberships SET role = role
         WHERE id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)",
        vec![membership.into(), now.as_millisecond().into()],
    )
    .await?;
    Ok(touched == 1)
}

/// Notes that a person works at `now` with all memberships that she holds.
pub(crate) async fn note_use(tx: &db::Tx, person: PersonId, now: Timestamp) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE memberships SET last_used_at = $2
         WHERE person = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)",
        vec![person.uuid().into(), now.as_millisecond().into()],
    )
    .await?;
    Ok(())
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
    day: Date,
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
