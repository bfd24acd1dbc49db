// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a person proves herself with: password hash, sealed second factor, links, known devices.

use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::{SignedDuration, Timestamp};
use kernel::{Email, OrganisationId, PersonId};
use uuid::Uuid;

use super::unexpected;
use crate::model::LinkPurpose;

/// What a sign-in is decided on.
#[derive(Debug, Clone)]
pub(crate) struct Credentials {
    pub(crate) person: PersonId,
    pub(crate) password_hash: Option<String>,
    pub(crate) second_factor: Option<SealedSecret>,
    pub(crate) blocked: bool,
    pub(crate) demo: bool,
}

/// The sealed secret of an authenticator.
#[derive(Debug, Clone)]
pub(crate) struct SealedSecret {
    pub(crate) sealed: Vec<u8>,
    pub(crate) organisation: OrganisationId,
    /// The time step of the last code that was accepted.
    pub(crate) last_step: Option<i64>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    password_hash: Option<String>,
    totp_secret: Option<Vec<u8>>,
    totp_organisation: Option<Uuid>,
    totp_last_step: Option<i64>,
    blocked_at: Option<i64>,
    demo: bool,
}

const COLUMNS: &str = "id, password_hash, totp_secret, totp_organisation, totp_last_step, \
                       blocked_at, demo";

impl From<Row> for Credentials {
    fn from(row: Row) -> Self {
        Self {
            person: PersonId::from_uuid(row.id),
            password_hash: row.password_hash,
            second_factor: row.totp_secret.zip(row.totp_organisation).map(
                |(sealed, organisation)| SealedSecret {
                    sealed,
                    organisation: OrganisationId::from_uuid(organisation),
                    last_step: row.totp_last_step,
                },
            ),
            blocked: row.blocked_at.is_some(),
            demo: row.demo,
        }
    }
}

pub(crate) async fn by_email(
    conn: &impl ConnectionTrait,
    email: &Email,
) -> db::Result<Option<Credentials>> {
    let sql = format!("SELECT {COLUMNS} FROM people WHERE email = $1");
    let row: Option<Row> = db::one(conn, &sql, vec![email.as_str().into()]).await?;
    Ok(row.map(Credentials::from))
}

pub(crate) async fn of(
    conn: &impl ConnectionTrait,
    person: PersonId,
) -> db::Result<Option<Credentials>> {
    let sql = format!("SELECT {COLUMNS} FROM people WHERE id = $1");
    let row: Option<Row> = db::one(conn, &sql, vec![person.uuid().into()]).await?;
    Ok(row.map(Credentials::from))
}

pub(crate) async fn set_password(tx: &Tx, person: PersonId, hash: &str) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE people SET password_hash = $2 WHERE id = $1",
        vec![person.uuid().into(), hash.into()],
    )
    .await?;
    Ok(())
}

pub(crate) async fn note_sign_in(tx: &Tx, person: PersonId, now: Timestamp) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE people SET last_sign_in_at = $2 WHERE id = $1",
        vec![person.uuid().into(), now.as_millisecond().into()],
    )
    .await?;
    Ok(())
}

/// The context in which a person's authenticator secret is sealed.
pub(crate) fn secret_context(person: PersonId) -> String {
    format!("people.totp_secret:{person}")
}

/// Sets or removes a person's authenticator, with new recovery codes or none.
pub(crate) async fn set_second_factor(
    tx: &Tx,
    person: PersonId,
    secret: Option<SealedSecret>,
    code_hashes: Vec<Vec<u8>>,
) -> db::Result<()> {
    if secret.is_none() {
        super::access_keys::forget_second_factor(tx, person).await?;
    }
    let (sealed, organisation, step) = match secret {
        Some(secret) => (
            Some(secret.sealed),
            Some(secret.organisation.uuid()),
            secret.last_step,
        ),
        None => (None, None, None),
    };
    db::execute(
        tx,
        "UPDATE people SET totp_secret = $2, totp_organisation = $3, totp_last_step = $4
         WHERE id = $1",
        vec![
            person.uuid().into(),
            sealed.into(),
            organisation.into(),
            step.into(),
        ],
    )
    .await?;
    set_recovery_codes(tx, person, code_hashes).await
}

pub(crate) async fn set_recovery_codes(
    tx: &Tx,
    person: PersonId,
    code_hashes: Vec<Vec<u8>>,
) -> db::Result<()> {
    db::execute(
        tx,
        "DELETE FROM recovery_codes WHERE person = $1",
        vec![person.uuid().into()],
    )
    .await?;
    for hash in code_hashes {
        db::execute(
            tx,
            "INSERT INTO recovery_codes (person, code_hash) VALUES ($1, $2)",
            vec![person.uuid().into(), hash.into()],
        )
        .await?;
    }
    Ok(())
}

/// Notes that a code of this time step was accepted. Says no if this or a later one was before.
pub(crate) async fn use_step(tx: &Tx, person: PersonId, step: i64) -> db::Result<bool> {
    let touched = db::execute(
        tx,
        "UPDATE people SET totp_last_step = $2
         WHERE id = $1 AND (totp_last_step IS NULL OR totp_last_step < $2)",
        vec![person.uuid().into(), step.into()],
    )
    .await?;
    Ok(touched == 1)
}

/// Uses a recovery code up. Says no if there is no such code or it was used before.
pub(crate) async fn use_recovery_code(
    tx: &Tx,
    person: PersonId,
    hash: Vec<u8>,
    now: Timestamp,
) -> db::Result<bool> {
    let touched = db::execute(
        tx,
        "UPDATE recovery_codes SET used_at = $3
         WHERE person = $1 AND code_hash = $2 AND used_at IS NULL",
        vec![
            person.uuid().into(),
            hash.into(),
            now.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(touched == 1)
}

pub(crate) async fn count_recovery_codes(
    conn: &impl ConnectionTrait,
    person: PersonId,
) -> db::Result<i64> {
    let count = db::scalar::<i64>(
        conn,
        "SELECT COUNT(*) FROM recovery_codes WHERE person = $1 AND used_at IS NULL",
        vec![person.uuid().into()],
    )
    .await?;
    Ok(count.unwrap_or(0))
}

/// A mailed link that is still good.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Link {
    pub(crate) purpose: LinkPurpose,
    pub(crate) person: PersonId,
}

pub(crate) async fn add_link(
    tx: &Tx,
    token_hash: Vec<u8>,
    link: Link,
    now: Timestamp,
    lifetime: SignedDuration,
) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO one_time_links (token_hash, purpose, person, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5)",
        vec![
            token_hash.into(),
            link.purpose.name().into(),
            link.person.uuid().into(),
            now.as_millisecond().into(),
            (now + lifetime).as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

pub(crate) async fn find_link(
    conn: &impl ConnectionTrait,
    token_hash: Vec<u8>,
    now: Timestamp,
) -> db::Result<Option<Link>> {
    #[derive(FromQueryResult)]
    struct Row {
        purpose: String,
        person: Uuid,
    }
    let row: Option<Row> = db::one(
        conn,
        "SELECT l.purpose AS purpose, l.person AS person
         FROM one_time_links l JOIN people p ON p.id = l.person
         WHERE l.token_hash = $1 AND l.used_at IS NULL AND l.expires_at > $2
             AND p.blocked_at IS NULL",
        vec![token_hash.into(), now.as_millisecond().into()],
    )
    .await?;
    row.map(|row| {
        Ok(Link {
            purpose: row
                .purpose
                .parse()
                .map_err(|error| unexpected("one_time_links", error))?,
            person: PersonId::from_uuid(row.person),
        })
    })
    .transpose()
}

/// Uses a link up, and with it all others of the person. Says no if it was used before.
pub(crate) async fn use_link(
    tx: &Tx,
    token_hash: Vec<u8>,
    person: PersonId,
    now: Timestamp,
) -> db::Result<bool> {
    let touched = db::execute(
        tx,
        "UPDATE one_time_links SET used_at = $2
         WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2",
        vec![token_hash.into(), now.as_millisecond().into()],
    )
    .await?;
    if touched != 1 {
        return Ok(false);
    }
    end_links(tx, person, now).await?;
    Ok(true)
}

/// Makes all links of a person worthless.
pub(crate) async fn end_links(tx: &Tx, person: PersonId, now: Timestamp) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE one_time_links SET used_at = $2 WHERE person = $1 AND used_at IS NULL",
        vec![person.uuid().into(), now.as_millisecond().into()],
    )
    .await?;
    Ok(())
}

/// Whether a link for this purpose was made for the person after `since`.
pub(crate) async fn has_link_since(
    conn: &impl ConnectionTrait,
    person: PersonId,
    purpose: LinkPurpose,
    since: Timestamp,
) -> db::Result<bool> {
    let count = db::scalar::<i64>(
        conn,
        "SELECT COUNT(*) FROM one_time_links
         WHERE person = $1 AND purpose = $2 AND created_at > $3",
        vec![
            person.uuid().into(),
            purpose.name().into(),
            since.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(count.unwrap_or(0) > 0)
}

/// Whether the person has completed a sign-in from the browser with this cookie.
pub(crate) async fn is_known_device(
    conn: &impl ConnectionTrait,
    token_hash: Vec<u8>,
    person: PersonId,
    now: Timestamp,
) -> db::Result<bool> {
    let found = db::scalar::<i64>(
        conn,
        "SELECT COUNT(*) FROM known_devices
         WHERE token_hash = $1 AND person = $2 AND expires_at > $3",
        vec![
            token_hash.into(),
            person.uuid().into(),
            now.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(found.unwrap_or(0) > 0)
}

pub(crate) async fn keep_device(
    tx: &Tx,
    token_hash: Vec<u8>,
    person: PersonId,
    now: Timestamp,
    lifetime: SignedDuration,
) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO known_devices (token_hash, person, created_at, expires_at)
         VALUES ($1, $2, $3, $4)
         ON CONFLICT (token_hash, person) DO UPDATE SET expires_at = excluded.expires_at",
        vec![
            token_hash.into(),
            person.uuid().into(),
            now.as_millisecond().into(),
            (now + lifetime).as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Forgets all devices of a person.
pub(crate) async fn forget_devices(tx: &Tx, person: PersonId) -> db::Result<()> {
    db::execute(
        tx,
        "DELETE FROM known_devices WHERE person = $1",
        vec![person.uuid().into()],
    )
    .await?;
    Ok(())
}

/// Removes links and devices that have expired, for the nightly tidying.
pub(crate) async fn prune(tx: &Tx, now: Timestamp) -> db::Result<()> {
    for table in ["one_time_links", "known_devices"] {
        let sql = format!("DELETE FROM {table} WHERE expires_at < $1");
        db::execute(tx, &sql, vec![now.as_millisecond().into()]).await?;
    }
    Ok(())
}
