// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Programs that act for an institution and for no person: what they do goes on when somebody leaves.
//!
//! Such a program holds what its key names at the institution, as by a role of the institution's own, so that
//! it never may more than the shipped roles there. Reports that it sends name the key as their sender.

use db::{ConnectionTrait, Tx};
use jiff::{SignedDuration, Timestamp};
use kernel::{
    Action, Actor, CollectionId, Level, Membership, OrganisationId, PersonId, Role, SessionId,
};
use uuid::Uuid;
use web::{App, Error, SignedIn};

use super::program::{PREFIX, USE};
use super::{session, token};
use crate::store::institution_keys::{self, InstitutionKey};
use crate::trail;

/// What a new key of an institution may do, and for how long.
#[derive(Debug, Clone)]
pub struct NewInstitutionKey {
    /// Whose key it is.
    pub institution: OrganisationId,
    /// What it is called.
    pub name: String,
    /// What it may do.
    pub actions: Vec<Action>,
    /// The collections that it is limited to; none means all.
    pub collections: Vec<CollectionId>,
    /// For how long it can be used.
    pub lifetime: SignedDuration,
}

/// The keys of an institution that can be used, the newest first. The caller has asked who may know.
pub async fn keys(
    conn: &impl ConnectionTrait,
    institution: OrganisationId,
    now: Timestamp,
) -> Result<Vec<InstitutionKey>, Error> {
    Ok(institution_keys::living(conn, institution, now).await?)
}

/// Makes a key and returns it, once: only its hash is kept. The caller has asked who may.
pub async fn make(
    app: &App,
    tx: &Tx,
    new: &NewInstitutionKey,
    by: PersonId,
) -> Result<String, Error> {
    let (clock, chance) = (app.clock.as_ref(), app.chance.as_ref());
    let secret = format!("{PREFIX}{}", token::new(chance));
    let created_at = clock.now();
    let key = InstitutionKey {
        id: SessionId::new(clock, chance).uuid(),
        institution: new.institution,
        name: new.name.clone(),
        actions: new.actions.iter().map(ToString::to_string).collect(),
        collections: new.collections.clone(),
        created_at,
        expires_at: created_at + new.lifetime,
        last_used_at: None,
    };
    institution_keys::add(tx, &key, token::hash(&secret), by).await?;
    let days = new.lifetime.as_hours() / 24;
    let facts = vec![
        ("key", key.id.into()),
        ("actions", key.actions.len().into()),
        ("collections", key.collections.len().into()),
        ("days", days.into()),
    ];
    let what = "organisation.make-key";
    trail::record_organisation(app, tx, Some(by), what, new.institution, facts).await?;
    Ok(secret)
}

/// Ends a key of an institution; says no if it has no such key. The caller has asked who may.
pub async fn end(
    app: &App,
    tx: &Tx,
    institution: OrganisationId,
    key: Uuid,
    by: PersonId,
) -> Result<bool, Error> {
    if !institution_keys::end(tx, institution, key, app.clock.now()).await? {
        return Ok(false);
    }
    let facts = vec![("key", key.into())];
    let what = "organisation.end-key";
    trail::record_organisation(app, tx, Some(by), what, institution, facts).await?;
    Ok(true)
}

/// For how long a key is kept that cannot be used any more, so that its last use can be looked up.
const KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);

/// Deletes the keys that could not be used for [`KEPT`], each with an entry in its institution's trail.
pub(crate) async fn delete_old(app: &App, tx: &Tx) -> Result<(), Error> {
    let before = app.clock.now() - KEPT;
    for (key, institution) in institution_keys::delete_old(tx, before).await? {
        let facts = vec![("key", key.into())];
        let what = "organisation.delete-key";
        trail::record_organisation(app, tx, None, what, institution, facts).await?;
    }
    Ok(())
}

/// For which institution a program asks that sent the key with this hash.
pub(super) async fn signed_in(app: &App, hash: Vec<u8>) -> Result<Option<SignedIn>, Error> {
    let now = app.clock.now();
    let Some((key, organisation)) = institution_keys::who(app.db.read(), hash, now).await? else {
        return Ok(None);
    };
    if key
        .last_used_at
        .is_none_or(|last| now.duration_since(last) >= USE)
    {
        let tx = app.db.begin().await?;
        institution_keys::note_use(&tx, key.id, now).await?;
        tx.commit().await?;
    }
    let level = Level::Institution;
    let actions: Vec<&str> = key.actions.iter().map(String::as_str).collect();
    Ok(Some(SignedIn {
        actor: Actor::Person {
            id: PersonId::from_uuid(key.id),
            memberships: vec![Membership {
                organisation: key.institution,
                level,
                role: Role::Own,
            }],
            own_roles: vec![session::own_role(
                app,
                key.institution,
                level,
                &actions,
                Vec::new(),
            )],
            // There is nobody to ask for one; whoever made the key was asked.
            second_factor: true,
        },
        name: key.name,
        organisation,
        session: SessionId::from_uuid(key.id),
        authenticated_at: Timestamp::UNIX_EPOCH,
        needs_second_factor: false,
        collections: key.collections,
    }))
}
