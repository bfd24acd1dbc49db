// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use db::{Db, FromQueryResult, Tx};
use jiff::{SignedDuration, Timestamp};
use jobs::{JobError, NewJob};
use kernel::{Chance, Clock, Id, OrganisationId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use vault::Vault;

use crate::{MailError, Message, Transport, TransportError};

/// Tells identifiers of mails apart from others. Never built.
#[derive(Debug)]
pub enum Mail {}

/// Identifies a mail in the outbox.
pub type MailId = Id<Mail>;

/// The kind of the jobs that send mails.
pub const KIND: &str = "mail.deliver";

/// The payload of the jobs that send mails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// Which mail.
    pub mail: MailId,
}

#[derive(FromQueryResult)]
struct Row {
    organisation: Uuid,
    sealed: Option<Vec<u8>>,
    created_at: i64,
}

/// Puts a mail into the outbox, in the caller's transaction: it is sent once that is committed, and
/// tried for about half a day when the mail server is away.
///
/// `organisation` is whose data key seals it: the one that writes, usually the state's own.
pub async fn enqueue(
    tx: &Tx,
    vault: &Vault,
    clock: &dyn Clock,
    chance: &dyn Chance,
    organisation: OrganisationId,
    message: &Message,
) -> Result<MailId, MailError> {
    let id = MailId::new(clock, chance);
    let plain = serde_json::to_vec(message).expect("three texts are JSON");
    let sealed = vault.seal(tx, organisation, &context(id), &plain).await?;
    db::execute(
        tx,
        "INSERT INTO mail_outbox (id, organisation, sealed, created_at) VALUES ($1, $2, $3, $4)",
        vec![
            id.uuid().into(),
            organisation.uuid().into(),
            sealed.into(),
            clock.now().as_millisecond().into(),
        ],
    )
    .await?;
    let job = NewJob::new(KIND, &Delivery { mail: id }).attempts(20);
    jobs::enqueue(tx, clock, chance, job).await?;
    Ok(id)
}

/// Sends a mail and deletes its content. A mail that was sent already, or that was pruned, is not
/// sent again. The server registers this for jobs of the kind [`KIND`].
pub async fn deliver(
    db: &Db,
    vault: &Vault,
    transport: &Transport,
    clock: &dyn Clock,
    delivery: Delivery,
) -> Result<(), JobError> {
    let id = delivery.mail;
    let row: Option<Row> = db::one(
        db.read(),
        "SELECT organisation, sealed, created_at FROM mail_outbox WHERE id = $1",
        vec![id.uuid().into()],
    )
    .await?;
    let Some(Row {
        organisation,
        sealed: Some(sealed),
        created_at,
    }) = row
    else {
        return Ok(());
    };
    let organisation = OrganisationId::from_uuid(organisation);
    let plain = vault
        .open(db.read(), organisation, &context(id), &sealed)
        .await
        .map_err(|error| match error {
            vault::VaultError::Db(error) => error.into(),
            _ => JobError::permanent("mail-unreadable"),
        })?;
    let message: Message =
        serde_json::from_slice(&plain).map_err(|_| JobError::permanent("mail-unreadable"))?;
    let written = Timestamp::from_millisecond(created_at).unwrap_or_else(|_| clock.now());
    transport
        .send(id, &message, written)
        .await
        .map_err(failed)?;

    let tx = db.begin().await?;
    db::execute(
        &tx,
        "UPDATE mail_outbox SET sealed = NULL, sent_at = $1 WHERE id = $2",
        vec![clock.now().as_millisecond().into(), id.uuid().into()],
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

fn failed(error: TransportError) -> JobError {
    match error {
        TransportError::Refused => JobError::permanent("mail-refused"),
        TransportError::Inexpressible => JobError::permanent("mail-inexpressible"),
        TransportError::Folder => JobError::temporary("mail-folder"),
        TransportError::Away | TransportError::Options => JobError::temporary("mail-server-away"),
    }
}

/// Deletes mails that were written more than 30 days before `now`, sent or not: whoever has not got
/// one by then needs a new one. Returns how many.
pub async fn prune(tx: &Tx, now: Timestamp) -> Result<u64, db::DbError> {
    let before = (now - SignedDuration::from_hours(30 * 24)).as_millisecond();
    let sql = "DELETE FROM mail_outbox WHERE created_at < $1";
    db::execute(tx, sql, vec![before.into()]).await
}

fn context(id: MailId) -> String {
    format!("mail_outbox.sealed:{id}")
}
