// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Programs that act for a person: she makes an access key for each of them, and they use it where
//! they would ask for her password. A password itself opens nothing here, because no second factor
//! comes with it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use db::Tx;
use jiff::{SignedDuration, Timestamp};
use kernel::{Email, PersonId, SessionId};
use uuid::Uuid;
use web::{App, Error, SignedIn};

use super::{institution_key, limits, session, token};
use crate::store::access_keys::{self, NewKey, Proof, Who};

/// What every access key begins with, so that programs which look for secrets in published files
/// recognise it.
pub(super) const PREFIX: &str = "deich_";
/// For how long a program's session lasts at most.
const SESSION: SignedDuration = SignedDuration::from_hours(24);
/// How exactly is kept when a key was used: a request that reads should not have to write.
pub(super) const USE: SignedDuration = SignedDuration::from_hours(1);

/// Makes a key for a person, of which only the hash is kept. Returns its identifier and the key.
pub(crate) async fn make_key(
    app: &App,
    tx: &Tx,
    person: PersonId,
    name: &str,
    second_factor: bool,
    lifetime: SignedDuration,
) -> Result<(Uuid, String), Error> {
    let (clock, chance) = (app.clock.as_ref(), app.chance.as_ref());
    let key = format!("{PREFIX}{}", token::new(chance));
    let created_at = clock.now();
    let id = SessionId::new(clock, chance).uuid();
    let new = NewKey {
        id,
        person,
        name,
        key_hash: token::hash(&key),
        second_factor,
        created_at,
        expires_at: created_at + lifetime,
    };
    access_keys::add(tx, new).await?;
    Ok((id, key))
}

/// What an `Authorization` header says.
struct Credential {
    proof: Proof,
    /// The address that came with it, for which it must be good.
    email: Option<String>,
}

impl Credential {
    /// Reads `Basic` (RFC 7617) and `Bearer` (RFC 6750); `None` if it is neither.
    fn parse(text: &str) -> Option<Self> {
        let (scheme, rest) = text.trim().split_once(' ')?;
        let rest = rest.trim();
        if scheme.eq_ignore_ascii_case("bearer") {
            let hash = token::hash(rest);
            let proof = if rest.starts_with(PREFIX) {
                Proof::Key(hash)
            } else {
                Proof::Token(hash)
            };
            return Some(Self { proof, email: None });
        }
        if !scheme.eq_ignore_ascii_case("basic") {
            return None;
        }
        let pair = String::from_utf8(STANDARD.decode(rest).ok()?).ok()?;
        let (email, key) = pair.split_once(':')?;
        Some(Self {
            proof: Proof::Key(token::hash(key)),
            email: Some(email.to_owned()),
        })
    }
}

/// For whom a program asks that sent this `Authorization` from the network `client`.
pub(crate) async fn signed_in(
    app: &App,
    client: &str,
    authorization: &str,
) -> Result<SignedIn, Error> {
    let credential = Credential::parse(authorization);
    if let Some(Credential {
        proof: Proof::Key(hash),
        email: None,
    }) = &credential
        && let Some(institution) = institution_key::signed_in(app, hash.clone()).await?
    {
        return Ok(institution);
    }
    let found = tried(app, client, credential, authorization).await?;
    let found = found.ok_or(Error::SignInNeeded(None))?;
    note_use(app, &found).await;
    session::note_day(app, &found.person).await;
    Ok(session::signed_in(
        app,
        found.person,
        found.second_factor,
        SessionId::from_uuid(found.key),
        // What wants a fresh proof is done by the person herself.
        Timestamp::UNIX_EPOCH,
    ))
}

/// The person whose credential it is, unless too many wrong ones came from the network; one more that is
/// wrong is counted. Metrics say how many were refused, not whose and not from where.
async fn tried(
    app: &App,
    client: &str,
    credential: Option<Credential>,
    sent: &str,
) -> Result<Option<Who>, Error> {
    let account = credential
        .as_ref()
        .and_then(|credential| credential.email.as_deref())
        .map(|email| email.trim().to_lowercase());
    let account = account.as_deref();
    if let Err(error) = limits::program(app, client, account).await {
        if matches!(error, Error::TooMany(_)) {
            note_refusal("too-many");
        }
        return Err(error);
    }
    let found = match credential {
        Some(credential) => find(app, credential).await?,
        None => None,
    };
    if found.is_none() {
        note_refusal("wrong");
        limits::wrong_key(app, client, account, sent).await?;
    }
    Ok(found)
}

fn note_refusal(reason: &'static str) {
    metrics::counter!("deich_program_refusals_total", "reason" => reason).increment(1);
}

/// The person whose credential it is.
async fn find(app: &App, credential: Credential) -> Result<Option<Who>, Error> {
    let (conn, now) = (app.db.read(), app.clock.now());
    let found = access_keys::who(conn, credential.proof, app.settings.demo, now).await?;
    Ok(found.filter(|found| {
        let named = |email: &String| {
            email
                .parse::<Email>()
                .is_ok_and(|it| it.as_str() == found.email)
        };
        credential.email.as_ref().is_none_or(named)
    }))
}

/// Notes that a key was used, unless that is known well enough. A failure does not stop the request,
/// which may only want to read.
async fn note_use(app: &App, found: &Who) {
    let now = app.clock.now();
    if found
        .last_used_at
        .is_some_and(|last| now.duration_since(last) < USE)
    {
        return;
    }
    let noted = async {
        let tx = app.db.begin().await?;
        access_keys::note_use(&tx, found.key, now).await?;
        tx.commit().await
    };
    if let Err(error) = noted.await {
        tracing::warn!(%error, "the use of an access key could not be noted");
    }
}

/// A session of a program.
#[derive(Clone)]
pub struct ProgramSession {
    /// What the program sends as `Authorization: Bearer …`. Only its hash is stored.
    pub token: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When it ends: after 24 hours, or with its key.
    pub expires_at: Timestamp,
}

impl std::fmt::Debug for ProgramSession {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ProgramSession(…)")
    }
}

/// Opens a session for protocols that sign in first, with the address of a person and one of her
/// access keys; `None` if they do not belong together or the key is not good (any more).
///
/// Wrong pairs are counted per network `client`, and [`Error::TooMany`] says when there were too many.
/// Those of strangers elsewhere stop nobody.
pub async fn open_program_session(
    app: &App,
    client: &str,
    email: &str,
    key: &str,
) -> Result<Option<ProgramSession>, Error> {
    let credential = Credential {
        proof: Proof::Key(token::hash(key)),
        email: Some(email.to_owned()),
    };
    let sent = format!("{email}\u{0}{key}");
    let Some(found) = tried(app, client, Some(credential), &sent).await? else {
        return Ok(None);
    };
    let now = app.clock.now();
    let session = ProgramSession {
        token: token::new(app.chance.as_ref()),
        created_at: now,
        expires_at: found.expires_at.min(now + SESSION),
    };
    let tx = app.db.begin().await?;
    let hash = token::hash(&session.token);
    access_keys::add_session(&tx, hash, found.key, now, session.expires_at).await?;
    access_keys::note_use(&tx, found.key, now).await?;
    tx.commit().await?;
    Ok(Some(session))
}

/// Ends a program's session. Says no if there was none.
pub async fn close_program_session(app: &App, token: &str) -> Result<bool, Error> {
    let tx = app.db.begin().await?;
    let ended = access_keys::end_session(&tx, token::hash(token)).await?;
    tx.commit().await?;
    Ok(ended)
}
