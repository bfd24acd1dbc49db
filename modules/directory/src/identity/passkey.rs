// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Passkeys (WebAuthn): registering and proving. The library checks what the browser answers; what it has
//! to remember between the two steps lies in the session on the server, and counts once.
//!
//! User verification is always required, so that a passkey is two factors at once.

use kernel::PersonId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use web::{App, Error, Session};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, DiscoverableKey, Passkey, PasskeyAuthentication,
    PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, Url, Webauthn,
    WebauthnBuilder,
};

use crate::model::Person;
use crate::store::passkeys::{self, Stored};

const CEREMONY: &str = "passkey";
/// For how long an answer is waited for, in seconds.
const WAIT: i64 = 5 * 60;

/// What the library has to remember between the two steps.
#[derive(Serialize, Deserialize)]
enum Ceremony {
    /// A new passkey of this person.
    Registration(PersonId, PasskeyRegistration),
    /// One of the passkeys of this person.
    Known(PersonId, PasskeyAuthentication),
    /// The passkey says itself whose it is.
    Discovered(DiscoverableAuthentication),
}

#[derive(Serialize, Deserialize)]
struct Waiting {
    ceremony: Ceremony,
    since: i64,
}

/// This installation as passkeys know it; none at an address without a name, where browsers have no
/// passkeys.
pub(crate) fn relying_party(app: &App) -> Option<Webauthn> {
    let origin = Url::parse(&app.settings.base_url).ok()?;
    let name = origin.domain()?.to_owned();
    WebauthnBuilder::new(&name, &origin)
        .and_then(|builder| builder.rp_name("Deich").build())
        .ok()
}

fn needed(app: &App) -> Result<Webauthn, Error> {
    relying_party(app).ok_or(Error::NotFound)
}

async fn wait(app: &App, session: &Session, ceremony: Ceremony) -> Result<(), Error> {
    let since = app.clock.now().as_second();
    session
        .insert(CEREMONY, Waiting { ceremony, since })
        .await?;
    Ok(())
}

/// The ceremony that the session waits for, once.
async fn taken(app: &App, session: &Session) -> Result<Option<Ceremony>, Error> {
    let waiting: Option<Waiting> = session.remove(CEREMONY).await?;
    let now = app.clock.now().as_second();
    Ok(waiting
        .filter(|waiting| now - waiting.since <= WAIT)
        .map(|waiting| waiting.ceremony))
}

/// The hash under which a credential is found.
fn hash(credential: &[u8]) -> Vec<u8> {
    Sha256::digest(credential).to_vec()
}

fn read(stored: &Stored) -> Result<Passkey, Error> {
    serde_json::from_str(&stored.credential).map_err(Error::internal)
}

/// Begins to register a passkey: what the browser is asked.
pub(crate) async fn begin_registration(
    app: &App,
    session: &Session,
    person: &Person,
) -> Result<Value, Error> {
    let known = passkeys::of(app.db.read(), person.id).await?;
    let known: Vec<_> = known
        .iter()
        .map(|stored| read(stored).map(|passkey| passkey.cred_id().clone()))
        .collect::<Result<_, _>>()?;
    let (challenge, state) = needed(app)?
        .start_passkey_registration(
            person.id.uuid(),
            person.email.as_str(),
            &person.name,
            Some(known),
        )
        .map_err(Error::internal)?;
    wait(app, session, Ceremony::Registration(person.id, state)).await?;
    let mut options = serde_json::to_value(challenge).map_err(Error::internal)?;
    // So that it can say itself whose it is, where it has the room.
    options["publicKey"]["authenticatorSelection"]["residentKey"] = "preferred".into();
    Ok(options)
}

/// A new passkey, as it is to be kept: its credential and the hash of its identifier. `None` if the
/// answer is not one to what was asked.
pub(crate) async fn finish_registration(
    app: &App,
    session: &Session,
    person: PersonId,
    answer: &str,
) -> Result<Option<(String, Vec<u8>)>, Error> {
    let Some(Ceremony::Registration(asked, state)) = taken(app, session).await? else {
        return Ok(None);
    };
    let Ok(answer) = serde_json::from_str::<RegisterPublicKeyCredential>(answer) else {
        return Ok(None);
    };
    if asked != person {
        return Ok(None);
    }
    let Ok(passkey) = needed(app)?.finish_passkey_registration(&answer, &state) else {
        return Ok(None);
    };
    let credential = serde_json::to_string(&passkey).map_err(Error::internal)?;
    Ok(Some((credential, hash(passkey.cred_id().as_ref()))))
}

/// Begins to prove oneself: of a person whose password was right her own passkeys are asked for, of
/// anybody else one that says whose it is.
pub(crate) async fn begin_proof(
    app: &App,
    session: &Session,
    person: Option<PersonId>,
) -> Result<Value, Error> {
    let party = needed(app)?;
    let (options, ceremony) = if let Some(person) = person {
        let known = passkeys::of(app.db.read(), person).await?;
        let known: Vec<Passkey> = known.iter().map(read).collect::<Result<_, _>>()?;
        let (options, state) = party
            .start_passkey_authentication(&known)
            .map_err(|_| Error::NotFound)?;
        (options, Ceremony::Known(person, state))
    } else {
        let (options, state) = party
            .start_discoverable_authentication()
            .map_err(Error::internal)?;
        (options, Ceremony::Discovered(state))
    };
    wait(app, session, ceremony).await?;
    let mut options = serde_json::to_value(options).map_err(Error::internal)?;
    // A button was pressed: the browser asks at once.
    if let Some(options) = options.as_object_mut() {
        options.remove("mediation");
    }
    Ok(options)
}

/// Who has proved herself by a passkey; `None` if the answer is wrong. Both of her factors are given.
pub(crate) async fn finish_proof(
    app: &App,
    session: &Session,
    answer: &str,
) -> Result<Option<PersonId>, Error> {
    let ceremony = taken(app, session).await?;
    let Ok(answer) = serde_json::from_str::<PublicKeyCredential>(answer) else {
        return Ok(None);
    };
    let found = passkeys::by_credential(app.db.read(), hash(answer.get_credential_id())).await?;
    let (Some(ceremony), Some(found)) = (ceremony, found) else {
        return Ok(None);
    };
    let mut passkey = read(&found)?;
    let party = needed(app)?;
    let result = match ceremony {
        Ceremony::Registration(..) => return Ok(None),
        Ceremony::Known(person, _) if person != found.person => return Ok(None),
        Ceremony::Known(_, state) => party.finish_passkey_authentication(&answer, &state),
        Ceremony::Discovered(state) => {
            let said = party.identify_discoverable_authentication(&answer);
            if said.ok().map(|(person, _)| person) != Some(found.person.uuid()) {
                return Ok(None);
            }
            let key = DiscoverableKey::from(&passkey);
            party.finish_discoverable_authentication_v2(&answer, state, &key)
        }
    };
    let Ok(result) = result else {
        return Ok(None);
    };
    if !result.user_verified() {
        return Ok(None);
    }
    passkey.update_credential(&result);
    let credential = serde_json::to_string(&passkey).map_err(Error::internal)?;
    let tx = app.db.begin().await?;
    if !passkeys::note_use(&tx, &found, &credential, app.clock.now()).await? {
        return Ok(None);
    }
    tx.commit().await?;
    Ok(Some(found.person))
}
