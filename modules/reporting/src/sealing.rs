// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What institutions write is sealed under the key of their office, and opened only here.

use db::ConnectionTrait;
use kernel::OrganisationId;
use vault::Vault;
use web::Error;

use crate::model::{Content, Event, Submission, Version};
use crate::store::drafts::{Draft, Key};
use crate::store::history::SealedVersion;

/// Seals a text or JSON under the office's key.
pub async fn seal(
    vault: &Vault,
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    context: &str,
    plain: &[u8],
) -> Result<Vec<u8>, Error> {
    Ok(vault.seal(conn, office, context, plain).await?)
}

/// What a version says, as bytes to be sealed.
pub fn to_bytes(content: &Content) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(content).map_err(Error::internal)
}

/// Opens a version of a report. The caller has asked whether the actor may.
pub async fn open_version(
    vault: &Vault,
    conn: &impl ConnectionTrait,
    submission: &Submission,
    version: &SealedVersion,
) -> Result<Version, Error> {
    Ok(Version {
        number: version.number,
        at: version.at,
        by: version.by,
        content: open_content(vault, conn, submission.office, version).await?,
    })
}

/// Opens what a version of a report at an office says. The caller has asked whether the actor may.
pub async fn open_content(
    vault: &Vault,
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    version: &SealedVersion,
) -> Result<Content, Error> {
    let context = Submission::seal_context(version.submission, version.number);
    let plain = vault.open(conn, office, &context, &version.sealed).await?;
    serde_json::from_slice(&plain).map_err(Error::internal)
}

/// Opens the comment of an event; empty if there is none.
pub async fn open_note(
    vault: &Vault,
    conn: &impl ConnectionTrait,
    submission: &Submission,
    event: &Event,
) -> Result<String, Error> {
    let Some(sealed) = &event.sealed_note else {
        return Ok(String::new());
    };
    let context = Submission::note_context(event.id);
    let plain = vault
        .open(conn, submission.office, &context, sealed)
        .await?;
    String::from_utf8(plain.to_vec()).map_err(Error::internal)
}

/// Opens a draft.
pub async fn open_draft(
    vault: &Vault,
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    key: &Key,
    draft: &Draft,
) -> Result<forms::Answers, Error> {
    let plain = vault
        .open(conn, office, &key.seal_context(), &draft.sealed)
        .await?;
    serde_json::from_slice(&plain).map_err(Error::internal)
}
