// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Who a session belongs to, and the sessions of a person. The table is the shell's; it keeps the
//! person beside each session for exactly this.

use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::Timestamp;
use kernel::{Membership, OrganisationId, PersonId, Role, SessionId};
use uuid::Uuid;

use super::moment;
use crate::identity::session::Identity;

/// A person as each of her requests needs her.
#[derive(Debug, Clone)]
pub(crate) struct Who {
    pub(crate) id: PersonId,
    pub(crate) identity: Identity,
    pub(crate) name: String,
    pub(crate) memberships: Vec<Membership>,
    /// The name of the organisation in which she has been longest.
    pub(crate) organisation: String,
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
) -> db::Result<Option<Who>> {
    #[derive(FromQueryResult)]
    struct Row {
        data: String,
        person: Uuid,
        name: String,
        role: Option<String>,
        organisation: Option<Uuid>,
        organisation_name: Option<String>,
    }
    let sql = format!(
        "SELECT s.data AS data, p.id AS person, p.name AS name, m.role AS role,
             o.id AS organisation, o.name AS organisation_name
         FROM sessions s JOIN people p ON p.id = s.person AND {WELCOME} {MEMBERSHIPS}
         WHERE s.key_hash = $1 AND s.expires_at > $2
         ORDER BY m.valid_from, m.id"
    );
    let rows: Vec<Row> = db::all(conn, &sql, at(key_hash.into(), demo, now)).await?;
    let Some(first) = rows.first() else {
        return Ok(None);
    };
    let Some(identity) = Identity::in_data(&first.data) else {
        return Ok(None);
    };
    let mut who = Who {
        id: PersonId::from_uuid(first.person),
        identity,
        name: first.name.clone(),
        memberships: Vec::with_capacity(rows.len()),
        organisation: String::new(),
    };
    for row in rows {
        let (Some(role), Some(organisation)) = (row.role, row.organisation) else {
            continue;
        };
        if who.memberships.is_empty() {
            who.organisation = row.organisation_name.unwrap_or_default();
        }
        who.memberships.push(Membership {
            organisation: OrganisationId::from_uuid(organisation),
            role: super::memberships::role(&role)?,
        });
    }
    Ok(Some(who))
}

/// The people whom the product lets in; `$4` says whether those of the demo are among them.
const WELCOME: &str = "p.blocked_at IS NULL AND (p.demo = FALSE OR p.demo = $4)";

/// The memberships of the people `p` that hold at the moment `$2` on the day `$3`. Joined one after the
/// other: with a join in parentheses SQLite would first gather the memberships of all people.
const MEMBERSHIPS: &str = "LEFT JOIN memberships m
         ON m.person = p.id AND m.valid_from <= $2 AND (m.valid_to IS NULL OR m.valid_to > $2)
     LEFT JOIN organisations o
         ON o.id = m.organisation AND (o.valid_to IS NULL OR o.valid_to >= $3)";

/// The values for the placeholders from `$1` to `$4`.
fn at(key: db::Value, demo: bool, now: Timestamp) -> Vec<db::Value> {
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
