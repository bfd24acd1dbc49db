// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Who has which access, for its review: memberships that hold or are going to, access keys of the people
//! who have them, and keys of institutions.

use db::{ConnectionTrait, FromQueryResult, Tx, Value};
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{Level, OrganisationId, PersonId, Role};
use uuid::Uuid;

use super::memberships::{self, Reach, level, role};
use super::{Condition, moment};
use crate::model::InstitutionKind;

/// What a line of the list is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum What {
    /// A role as shipped.
    Role(Role),
    /// A role of the organisation's own: its name, and to how many institutions it is limited (0: not).
    OwnRole(String, usize, Vec<InstitutionKind>),
    /// A key of a program: its name.
    Key(String),
    /// A key with which programs act for an institution.
    InstitutionKey {
        /// What it is called.
        name: String,
        /// The names of what it may do.
        actions: Vec<String>,
        /// To how many collections it is limited (0: not).
        collections: usize,
    },
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Access {
    pub(crate) id: Uuid,
    pub(crate) what: What,
    /// Who has it; of the key of an institution who made it.
    pub(crate) person: PersonId,
    /// The name of the person; of the key of an institution that of the institution.
    pub(crate) name: String,
    pub(crate) organisation: OrganisationId,
    pub(crate) organisation_name: String,
    pub(crate) level: Level,
    pub(crate) since: Timestamp,
    pub(crate) until: Option<Timestamp>,
    /// Who gave it; for a key nobody, because she made it herself.
    pub(crate) given_by: Option<String>,
    /// Whether an identity provider gave it, and is the only one to end it.
    pub(crate) by_provider: bool,
    /// For whom she stands in.
    pub(crate) delegation: Option<(Uuid, String)>,
    pub(crate) last_used: Option<Date>,
    pub(crate) reviewed_at: Option<Timestamp>,
    pub(crate) reviewed_by: Option<String>,
    /// Whether it is older than the review that it had, if any.
    pub(crate) overdue: bool,
}

/// The order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Order {
    /// By name of the person.
    #[default]
    Person,
    /// By name of the organisation.
    Organisation,
    /// What was given last first.
    Since,
    /// What has not been used for longest first.
    LastUsed,
    /// What has not been reviewed for longest first.
    Reviewed,
}

/// Which lines are wanted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wish {
    pub(crate) text: String,
    pub(crate) organisation: Option<OrganisationId>,
    /// `role`, `own-role`, `delegation`, `key` or `institution-key`; empty for all.
    pub(crate) kind: String,
    pub(crate) only_overdue: bool,
    /// Only these; empty for all.
    pub(crate) ids: Vec<Uuid>,
    pub(crate) order: Order,
    pub(crate) offset: i64,
    pub(crate) limit: i64,
}

#[derive(FromQueryResult)]
struct Row {
    kind: String,
    id: Uuid,
    role: String,
    label: String,
    institutions: Option<String>,
    institution_kinds: Option<String>,
    person: Uuid,
    name: String,
    organisation: Uuid,
    organisation_name: String,
    level: String,
    since: i64,
    until: Option<i64>,
    given_by: Option<String>,
    by_provider: bool,
    delegation: Option<Uuid>,
    delegator: Option<String>,
    used_at: Option<i64>,
    reviewed_at: Option<i64>,
    reviewed_by: Option<String>,
    overdue: bool,
}

impl TryFrom<Row> for Access {
    type Error = db::DbError;
    fn try_from(row: Row) -> db::Result<Self> {
        let time = |at: Option<i64>| at.map(|at| moment("access", at)).transpose();
        let what = match row.kind.as_str() {
            "key" => What::Key(row.label),
            // Of such a key the column of the role holds what it may do.
            "institution-key" => What::InstitutionKey {
                name: row.label,
                actions: row.role.split_whitespace().map(str::to_owned).collect(),
                collections: row
                    .institutions
                    .unwrap_or_default()
                    .split_whitespace()
                    .count(),
            },
            _ if row.role == Role::Own.name() => {
                let institutions = row.institutions.unwrap_or_default();
                let kinds = memberships::kinds(row.institution_kinds.as_deref())?;
                What::OwnRole(row.label, institutions.split_whitespace().count(), kinds)
            }
            _ => What::Role(role(&row.role)?),
        };
        Ok(Self {
            id: row.id,
            what,
            person: PersonId::from_uuid(row.person),
            name: row.name,
            organisation: OrganisationId::from_uuid(row.organisation),
            organisation_name: row.organisation_name,
            level: level(&row.level)?,
            since: moment("access", row.since)?,
            until: time(row.until)?,
            given_by: row.given_by,
            by_provider: row.by_provider,
            delegation: row
                .delegation
                .map(|id| (id, row.delegator.unwrap_or_default())),
            last_used: time(row.used_at)?.map(kernel::berlin_date),
            reviewed_at: time(row.reviewed_at)?,
            reviewed_by: row.reviewed_by,
            overdue: row.overdue,
        })
    }
}

/// The list without its order: `(text, values)`. A key stands at the organisation at which its owner has
/// been longest; what was neither given nor reviewed since `overdue` is overdue.
fn query(reach: &Reach, wish: &Wish, now: Timestamp, overdue: Timestamp) -> (String, Vec<Value>) {
    // $1 now, $2 the moment before which a review is overdue
    let mut condition = Condition::after(vec![
        now.as_millisecond().into(),
        overdue.as_millisecond().into(),
    ]);
    reach.within("o", &mut condition);
    if let Some(organisation) = wish.organisation {
        let id = condition.bind(organisation.uuid());
        condition.and(format!("o.id = {id}"));
    }
    let mut of_institutions = condition.clone();
    condition.and_words("p.search", &wish.text);
    let wanted = condition.text();
    of_institutions.values = condition.values;
    of_institutions.and_words("o.search", &wish.text);
    let wanted_keys = of_institutions.text();
    let memberships = format!(
        "SELECT CASE WHEN m.delegation IS NOT NULL THEN 'delegation'
                 WHEN m.own_role IS NOT NULL THEN 'own-role' ELSE 'role' END AS kind,
             m.id AS id, m.role AS role, COALESCE(r.name, '') AS label,
             m.institutions AS institutions, m.institution_kinds AS institution_kinds,
             p.id AS person, p.name AS name,
             o.id AS organisation, o.name AS organisation_name, o.kind AS level,
             m.valid_from AS since, m.valid_to AS until, b.name AS given_by,
             m.provider IS NOT NULL AS by_provider,
             m.delegation AS delegation, f.name AS delegator, m.last_used_at AS used_at,
             m.reviewed_at AS reviewed_at, v.name AS reviewed_by,
             COALESCE(m.reviewed_at, m.created_at) < $2 AS overdue,
             COALESCE(m.reviewed_at, m.created_at) AS looked_at
         FROM memberships m JOIN people p ON p.id = m.person
         JOIN organisations o ON o.id = m.organisation
         LEFT JOIN own_roles r ON r.id = m.own_role
         LEFT JOIN delegations g ON g.id = m.delegation
         LEFT JOIN people f ON f.id = g.from_person
         LEFT JOIN people b ON b.id = m.granted_by
         LEFT JOIN people v ON v.id = m.reviewed_by
         WHERE (m.valid_to IS NULL OR m.valid_to > $1) AND {wanted}"
    );
    let keys = format!(
        "SELECT 'key' AS kind, k.id AS id, '' AS role, k.name AS label,
             CAST(NULL AS TEXT) AS institutions, CAST(NULL AS TEXT) AS institution_kinds,
             p.id AS person, p.name AS name,
             o.id AS organisation, o.name AS organisation_name, o.kind AS level,
             k.created_at AS since, k.expires_at AS until, CAST(NULL AS TEXT) AS given_by,
             k.id IS NULL AS by_provider,
             CAST(NULL AS UUID) AS delegation, CAST(NULL AS TEXT) AS delegator,
             k.last_used_at AS used_at,
             k.reviewed_at AS reviewed_at, v.name AS reviewed_by,
             COALESCE(k.reviewed_at, k.created_at) < $2 AS overdue,
             COALESCE(k.reviewed_at, k.created_at) AS looked_at
         FROM access_keys k JOIN people p ON p.id = k.person
         JOIN organisations o ON o.id =
             (SELECT m.organisation FROM memberships m WHERE m.person = p.id
              ORDER BY m.created_at, m.id LIMIT 1)
         LEFT JOIN people v ON v.id = k.reviewed_by
         WHERE k.ended_at IS NULL AND k.expires_at > $1 AND {wanted}"
    );
    let institution_keys = format!(
        "SELECT 'institution-key' AS kind, k.id AS id, k.actions AS role, k.name AS label,
             k.collections AS institutions, CAST(NULL AS TEXT) AS institution_kinds,
             k.created_by AS person, o.name AS name,
             o.id AS organisation, o.name AS organisation_name, o.kind AS level,
             k.created_at AS since, k.expires_at AS until, b.name AS given_by,
             k.id IS NULL AS by_provider,
             CAST(NULL AS UUID) AS delegation, CAST(NULL AS TEXT) AS delegator,
             k.last_used_at AS used_at,
             k.reviewed_at AS reviewed_at, v.name AS reviewed_by,
             COALESCE(k.reviewed_at, k.created_at) < $2 AS overdue,
             COALESCE(k.reviewed_at, k.created_at) AS looked_at
         FROM institution_keys k JOIN organisations o ON o.id = k.institution
         LEFT JOIN people b ON b.id = k.created_by
         LEFT JOIN people v ON v.id = k.reviewed_by
         WHERE k.ended_at IS NULL AND k.expires_at > $1 AND {wanted_keys}"
    );
    let mut outer = Condition::after(of_institutions.values);
    if !wish.kind.is_empty() {
        let kind = outer.bind(wish.kind.clone());
        outer.and(format!("a.kind = {kind}"));
    }
    if !wish.ids.is_empty() {
        outer.and_one_of("a.id", wish.ids.iter().map(|id| (*id).into()));
    }
    if wish.only_overdue {
        outer.and("a.looked_at < $2");
    }
    let text = outer.text();
    (
        format!(
            "FROM ({memberships} UNION ALL {keys} UNION ALL {institution_keys}) a WHERE {text}"
        ),
        outer.values,
    )
}

/// The lines within `reach` that the wish describes, and how many there are in all.
pub(crate) async fn list(
    conn: &impl ConnectionTrait,
    reach: &Reach,
    wish: &Wish,
    now: Timestamp,
    overdue: Timestamp,
) -> db::Result<(Vec<Access>, i64)> {
    let (from, values) = query(reach, wish, now, overdue);
    let count = db::scalar::<i64>(conn, &format!("SELECT COUNT(*) {from}"), values.clone())
        .await?
        .unwrap_or(0);
    let order = match wish.order {
        Order::Person => "a.name, a.person",
        Order::Organisation => "a.organisation_name, a.name",
        Order::Since => "a.since DESC",
        Order::LastUsed => "COALESCE(a.used_at, 0), a.name",
        Order::Reviewed => "a.looked_at, a.name",
    };
    let mut condition = Condition::after(values);
    let (limit, offset) = (condition.bind(wish.limit), condition.bind(wish.offset));
    let found: Vec<Row> = db::all(
        conn,
        &format!("SELECT a.* {from} ORDER BY {order}, a.id LIMIT {limit} OFFSET {offset}"),
        condition.values,
    )
    .await?;
    let found: db::Result<Vec<Access>> = found.into_iter().map(Access::try_from).collect();
    Ok((found?, count))
}

/// Notes that an access was confirmed.
pub(crate) async fn confirm(
    tx: &Tx,
    access: &Access,
    by: PersonId,
    now: Timestamp,
) -> db::Result<()> {
    let table = match access.what {
        What::Key(_) => "access_keys",
        What::InstitutionKey { .. } => "institution_keys",
        What::Role(_) | What::OwnRole(..) => "memberships",
    };
    db::execute(
        tx,
        &format!("UPDATE {table} SET reviewed_at = $2, reviewed_by = $3 WHERE id = $1"),
        vec![
            access.id.into(),
            now.as_millisecond().into(),
            by.uuid().into(),
        ],
    )
    .await?;
    Ok(())
}
