// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Who a session belongs to, and the sessions of a person. The table is the shell's; it keeps the
//! person beside each session for exactly this.

use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::Timestamp;
use kernel::{Level, Membership, OrganisationId, PersonId, Role, SessionId};
use uuid::Uuid;

use super::moment;
use crate::identity::session::Identity;
use crate::model::InstitutionKind;

/// A person as each of her requests needs her.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) id: PersonId,
    pub(crate) name: String,
    pub(crate) memberships: Vec<Membership>,
    /// What she holds by roles that organisations made themselves.
    pub(crate) own_roles: Vec<KnownOwnRole>,
    /// The name of the organisation in which she has been longest.
    pub(crate) organisation: String,
    /// When it was last noted that she works with her memberships, the earliest of them; the beginning of
    /// time if that was never noted for one, nothing if she has none.
    pub(crate) noted_at: Option<Timestamp>,
}

/// An own role with the names of its actions, as it is stored.
#[derive(Debug, Clone)]
pub(crate) struct KnownOwnRole {
    pub(crate) organisation: OrganisationId,
    pub(crate) level: Level,
    pub(crate) actions: String,
    pub(crate) institutions: Vec<OrganisationId>,
    /// The kinds of institutions that it is limited to; once the person is known, `institutions` holds those
    /// that are of them.
    pub(crate) kinds: Vec<InstitutionKind>,
}

/// The person behind the session with this key, with the memberships that hold at `now`, in one
/// query. `None` if nobody has signed in with it or it has expired, if she is gone or blocked, or
/// belongs to the demo and `demo` is not allowed. A membership holds only as long as its
/// organisation does.
pub(crate) async fn who(
    conn: &impl ConnectionTrait,
    key_hash: Vec<u8>,
    demo: bool,
    now: Timestamp,
) -> db::Result<Option<(Known, Identity)>> {
    #[derive(FromQueryResult)]
    struct Row {
        data: String,
        #[sea_orm(nested)]
        person: PersonRow,
    }
    let sql = format!(
        "SELECT s.data AS data, {PERSON}
         FROM sessions s JOIN people p ON p.id = s.person AND {WELCOME} {MEMBERSHIPS}
         WHERE s.key_hash = $1 AND s.expires_at > $2
         ORDER BY m.valid_from, m.id"
    );
    let rows: Vec<Row> = db::all(conn, &sql, at(key_hash.into(), demo, now)).await?;
    let identity = rows.first().and_then(|row| Identity::in_data(&row.data));
    let person = gather(rows.into_iter().map(|row| row.person))?;
    let person = with_kinds(conn, person, now).await?;
    Ok(person.zip(identity))
}

/// The columns of a [`PersonRow`].
pub(super) const PERSON: &str = "p.id AS person, p.name AS name, m.role AS role, \
     o.id AS organisation, o.kind AS kind, o.name AS organisation_name, r.actions AS own_actions, \
     m.institutions AS institutions, m.institution_kinds AS institution_kinds, \
     m.last_used_at AS role_used_at";

/// A person with one of the memberships that hold now, or with none.
#[derive(FromQueryResult)]
pub(super) struct PersonRow {
    person: Uuid,
    name: String,
    role: Option<String>,
    organisation: Option<Uuid>,
    kind: Option<String>,
    organisation_name: Option<String>,
    own_actions: Option<String>,
    institutions: Option<String>,
    institution_kinds: Option<String>,
    role_used_at: Option<i64>,
}

/// The one person whom these rows are about, the oldest membership first.
pub(super) fn gather(rows: impl IntoIterator<Item = PersonRow>) -> db::Result<Option<Known>> {
    let mut known: Option<Known> = None;
    for row in rows {
        let known = known.get_or_insert_with(|| Known {
            id: PersonId::from_uuid(row.person),
            name: row.name,
            memberships: Vec::new(),
            own_roles: Vec::new(),
            organisation: String::new(),
            noted_at: None,
        });
        let (Some(role), Some(organisation), Some(kind)) = (row.role, row.organisation, row.kind)
        else {
            continue;
        };
        if known.memberships.is_empty() {
            known.organisation = row.organisation_name.unwrap_or_default();
        }
        let noted = moment("memberships", row.role_used_at.unwrap_or(0))?;
        known.noted_at = Some(known.noted_at.map_or(noted, |other| other.min(noted)));
        let membership = Membership {
            organisation: OrganisationId::from_uuid(organisation),
            level: super::memberships::level(&kind)?,
            role: super::memberships::role(&role)?,
        };
        if membership.role == Role::Own {
            known.own_roles.push(KnownOwnRole {
                organisation: membership.organisation,
                level: membership.level,
                actions: row.own_actions.unwrap_or_default(),
                institutions: super::memberships::institutions(row.institutions.as_deref())?,
                kinds: super::memberships::kinds(row.institution_kinds.as_deref())?,
            });
        }
        known.memberships.push(membership);
    }
    Ok(known)
}

/// Looks up which institutions are of the kinds that own roles are limited to. A role that reaches none of
/// them holds nothing: an empty list would mean the whole office.
pub(super) async fn with_kinds(
    conn: &impl ConnectionTrait,
    person: Option<Known>,
    now: Timestamp,
) -> db::Result<Option<Known>> {
    let Some(mut person) = person else {
        return Ok(None);
    };
    let today = kernel::berlin_date(now);
    for role in &mut person.own_roles {
        if role.kinds.is_empty() {
            continue;
        }
        let office = role.organisation;
        role.institutions = super::memberships::of_kinds(conn, office, &role.kinds, today).await?;
        if role.institutions.is_empty() {
            role.actions.clear();
        }
    }
    Ok(Some(person))
}

/// The people whom the product lets in; `$4` says whether those of the demo are among them.
pub(super) const WELCOME: &str = "p.blocked_at IS NULL AND (p.demo = FALSE OR p.demo = $4)";

/// The memberships of the people `p` that hold at the moment `$2` on the day `$3`. Joined one after the
/// other: with a join in parentheses SQLite would first gather the memberships of all people.
pub(super) const MEMBERSHIPS: &str = "LEFT JOIN memberships m
         ON m.person = p.id AND m.valid_from <= $2 AND (m.valid_to IS NULL OR m.valid_to > $2)
     LEFT JOIN organisations o
         ON o.id = m.organisation AND (o.valid_to IS NULL OR o.valid_to >= $3)
     LEFT JOIN own_roles r ON r.id = m.own_role";

/// The values for the placeholders from `$1` to `$4`.
pub(super) fn at(key: db::Value, demo: bool, now: Timestamp) -> Vec<db::Value> {
    vec![
        key,
        now.as_millisecond().into(),
        kernel::berlin_date(now).to_string().into(),
        demo.into(),
    ]
}

/// The roles that a person has at `now`, as [`who`] would find them.
pub(crate) async fn roles(
    conn: &impl ConnectionTrait,
    person: PersonId,
    demo: bool,
    now: Timestamp,
) -> db::Result<Vec<Role>> {
    #[derive(FromQueryResult)]
    struct Row {
        role: Option<String>,
        organisation: Option<Uuid>,
    }
    let sql = format!(
        "SELECT m.role AS role, o.id AS organisation FROM people p {MEMBERSHIPS}
         WHERE p.id = $1 AND {WELCOME}"
    );
    let rows: Vec<Row> = db::all(conn, &sql, at(person.uuid().into(), demo, now)).await?;
    rows.into_iter()
        .filter(|row| row.organisation.is_some())
        .filter_map(|row| row.role)
        .map(|role| super::memberships::role(&role))
        .collect()
}

/// A signed-in browser in the session list.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    pub(crate) key_hash: Vec<u8>,
    pub(crate) id: SessionId,
    /// What the browser calls itself, in few words.
    pub(crate) device: String,
    pub(crate) since: Timestamp,
}

/// The sessions of a person that have not expired, the newest first.
pub(crate) async fn list(
    conn: &impl ConnectionTrait,
    person: PersonId,
    now: Timestamp,
) -> db::Result<Vec<Listed>> {
    #[derive(FromQueryResult)]
    struct Row {
        key_hash: Vec<u8>,
        data: String,
        created_at: i64,
    }
    let rows: Vec<Row> = db::all(
        conn,
        "SELECT key_hash, data, created_at FROM sessions
         WHERE person = $1 AND expires_at > $2 ORDER BY created_at DESC, key_hash",
        vec![person.uuid().into(), now.as_millisecond().into()],
    )
    .await?;
    let mut sessions = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(identity) = Identity::in_data(&row.data) else {
            continue;
        };
        sessions.push(Listed {
            key_hash: row.key_hash,
            id: identity.session,
            device: identity.device,
            since: moment("sessions", row.created_at)?,
        });
    }
    Ok(sessions)
}

/// Ends a session of a person.
pub(crate) async fn end(tx: &Tx, person: PersonId, key_hash: Vec<u8>) -> db::Result<()> {
    db::execute(
        tx,
        "DELETE FROM sessions WHERE person = $1 AND key_hash = $2",
        vec![person.uuid().into(), key_hash.into()],
    )
    .await?;
    Ok(())
}

/// Ends all sessions of a person except the one to be kept. Returns how many.
pub(crate) async fn end_others(
    tx: &Tx,
    person: PersonId,
    keep: Option<SessionId>,
    now: Timestamp,
) -> db::Result<usize> {
    let mut ended = 0;
    for session in list(tx, person, now).await? {
        if Some(session.id) != keep {
            end(tx, person, session.key_hash).await?;
            ended += 1;
        }
    }
    Ok(ended)
}
