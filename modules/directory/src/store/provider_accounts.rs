// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! As whom identity providers know people.

use db::{ConnectionTrait, Tx};
use jiff::Timestamp;
use kernel::PersonId;
use uuid::Uuid;

/// The person whom a provider calls by this subject.
pub(crate) async fn person(
    conn: &impl ConnectionTrait,
    provider: &str,
    subject_hash: Vec<u8>,
) -> db::Result<Option<PersonId>> {
    let sql = "SELECT person FROM provider_accounts WHERE provider = $1 AND subject_hash = $2";
    let values = vec![provider.into(), subject_hash.into()];
    let found = db::scalar::<Uuid>(conn, sql, values).await?;
    Ok(found.map(PersonId::from_uuid))
}

/// Whether a provider knows a person already.
pub(crate) async fn is_linked(
    conn: &impl ConnectionTrait,
    provider: &str,
    person: PersonId,
) -> db::Result<bool> {
    let sql = "SELECT COUNT(*) FROM provider_accounts WHERE provider = $1 AND person = $2";
    let values = vec![provider.into(), person.uuid().into()];
    let count = db::scalar::<i64>(conn, sql, values).await?;
    Ok(count.unwrap_or(0) > 0)
}

/// Remembers as whom a provider knows a person.
pub(crate) async fn link(
    tx: &Tx,
    provider: &str,
    subject_hash: Vec<u8>,
    person: PersonId,
    now: Timestamp,
) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO provider_accounts (provider, subject_hash, person, created_at)
         VALUES ($1, $2, $3, $4)",
        vec![
            provider.into(),
            subject_hash.into(),
            person.uuid().into(),
            now.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}
