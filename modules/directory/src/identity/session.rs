// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a session says about the person it belongs to, and finding her for each request.

use jiff::Timestamp;
use kernel::{Action, Actor, Level, OrganisationId, OwnRole, PersonId, SessionId};
use serde::{Deserialize, Serialize};
use web::{App, BoxFuture, Error, Session, SignedIn};

use crate::store;
use crate::store::sessions::Known;

/// Where the shell's session store looks for the person, to keep her beside the session.
pub(crate) const PERSON: &str = "person";
pub(crate) const IDENTITY: &str = "identity";
const PENDING: &str = "pending";
/// For how long a password alone waits for the second factor, in seconds.
const PENDING_SECONDS: i64 = 15 * 60;

/// A completed sign-in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Identity {
    pub(crate) session: SessionId,
    /// When she last proved who she is, in milliseconds since 1970.
    pub(crate) authenticated_at: i64,
    pub(crate) second_factor: bool,
    /// What the browser calls itself, in few words.
    pub(crate) device: String,
}

impl Identity {
    /// The identity in the stored data of a session.
    pub(crate) fn in_data(data: &str) -> Option<Self> {
        let data: serde_json::Value = serde_json::from_str(data).ok()?;
        serde_json::from_value(data.get(IDENTITY)?.clone()).ok()
    }
}

/// A sign-in that waits for the second factor. It gives no rights at all.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Pending {
    pub(crate) person: PersonId,
    since: i64,
}

/// Whom the session belongs to; the shell asks for each request.
pub fn who<'a>(
    app: &'a App,
    session: &'a Session,
) -> BoxFuture<'a, Result<Option<SignedIn>, Error>> {
    Box::pin(async move {
        let Some(key_hash) = web::session_key(session) else {
            return Ok(None);
        };
        let now = app.clock.now();
        let found = store::sessions::who(app.db.read(), key_hash, app.settings.demo, now).await?;
        let Some((person, identity)) = found else {
            // So that the shell takes away the cookie of a session that is over.
            session.get::<PersonId>(PERSON).await?;
            return Ok(None);
        };
        let authenticated_at =
            Timestamp::from_millisecond(identity.authenticated_at).unwrap_or(Timestamp::UNIX_EPOCH);
        note_day(app, &person).await;
        Ok(Some(signed_in(
            app,
            person,
            identity.second_factor,
            identity.session,
            authenticated_at,
        )))
    })
}

/// Notes that a person worked today with the roles that she holds, unless that is noted: one write a
/// day at most. A failure does not stop the request, which may only want to read.
pub(super) async fn note_day(app: &App, person: &Known) {
    let now = app.clock.now();
    let today = kernel::berlin_date(now);
    if person
        .noted_at
        .is_none_or(|noted| kernel::berlin_date(noted) >= today)
    {
        return;
    }
    let noted = async {
        let tx = app.db.begin().await?;
        store::memberships::note_use(&tx, person.id, now).await?;
        tx.commit().await
    };
    if let Err(error) = noted.await {
        tracing::warn!(%error, "the use of memberships could not be noted");
    }
}

/// An own role as it is stored becomes one that the policies understand: of actions that are no more
/// nothing remains.
pub(crate) fn own_role(
    app: &App,
    organisation: OrganisationId,
    level: Level,
    actions: &[&str],
    institutions: Vec<OrganisationId>,
) -> OwnRole {
    let known = app.policy.actions().iter().copied();
    let mut actions: Vec<Action> = known.filter(|action| actions.contains(&action.0)).collect();
    actions.sort();
    OwnRole {
        organisation,
        level,
        actions,
        institutions,
    }
}

/// A person who has proved who she is, with or without her second factor.
pub(super) fn signed_in(
    app: &App,
    person: Known,
    second_factor: bool,
    session: SessionId,
    authenticated_at: Timestamp,
) -> SignedIn {
    let needs = person
        .memberships
        .iter()
        .any(|membership| membership.role.needs_second_factor());
    let own_roles = person
        .own_roles
        .into_iter()
        .map(|own| {
            let actions: Vec<&str> = own.actions.split_whitespace().collect();
            own_role(app, own.organisation, own.level, &actions, own.institutions)
        })
        .collect();
    SignedIn {
        actor: Actor::Person {
            id: person.id,
            memberships: person.memberships,
            own_roles,
            second_factor,
        },
        name: person.name,
        organisation: person.organisation,
        session,
        authenticated_at,
        needs_second_factor: needs && !second_factor,
        collections: Vec::new(),
    }
}

/// Remembers that the password was right, under a new key, so that nobody who knew the old key
/// profits.
pub(crate) async fn wait_for_second_factor(
    app: &App,
    session: &Session,
    person: PersonId,
) -> Result<(), Error> {
    session.cycle_id().await?;
    session.remove_value(PERSON).await?;
    session.remove_value(IDENTITY).await?;
    let since = app.clock.now().as_second();
    session.insert(PENDING, Pending { person, since }).await?;
    Ok(())
}

/// The sign-in that waits for its second factor, unless it has waited too long.
pub(crate) async fn pending(app: &App, session: &Session) -> Result<Option<Pending>, Error> {
    let pending: Option<Pending> = session.get(PENDING).await?;
    let now = app.clock.now().as_second();
    Ok(pending.filter(|pending| now - pending.since <= PENDING_SECONDS))
}

/// Makes the session that of `person`, under a new key.
pub(crate) async fn establish(
    app: &App,
    session: &Session,
    person: PersonId,
    second_factor: bool,
    device: String,
) -> Result<(), Error> {
    session.cycle_id().await?;
    session.remove_value(PENDING).await?;
    session.insert(PERSON, person).await?;
    let identity = Identity {
        session: SessionId::new(app.clock.as_ref(), app.chance.as_ref()),
        authenticated_at: app.clock.now().as_millisecond(),
        second_factor,
        device,
    };
    session.insert(IDENTITY, identity).await?;
    Ok(())
}

/// Notes that the person has just proved again who she is.
pub(crate) async fn confirm(
    app: &App,
    session: &Session,
    second_factor: bool,
) -> Result<(), Error> {
    session.cycle_id().await?;
    if let Some(mut identity) = session.get::<Identity>(IDENTITY).await? {
        identity.authenticated_at = app.clock.now().as_millisecond();
        identity.second_factor |= second_factor;
        session.insert(IDENTITY, identity).await?;
    }
    Ok(())
}

/// The browser and system in a `User-Agent` header, from a fixed list of names, so that nothing a
/// client sends is stored as it is.
pub(crate) fn device_name(user_agent: &str) -> String {
    let first = |names: &[(&str, &'static str)]| {
        names
            .iter()
            .find(|(sign, _)| user_agent.contains(sign))
            .map(|(_, name)| *name)
    };
    let browser = first(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    [browser, system]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_named_by_browser_and_system() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like \
                    Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0";
        assert_eq!(device_name(edge), "Edge, Windows");
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 \
                     (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
        assert_eq!(device_name(phone), "Safari, iPhone");
        assert_eq!(device_name("<script>"), "");
    }
}
