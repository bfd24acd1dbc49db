// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What names somebody is sealed under the key of the office, and opened only here. The caller has
//! asked whether the actor may.

use db::ConnectionTrait;
use kernel::OrganisationId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use web::{App, Error};

use crate::model::{CaseFile, Person, Report};

/// Seals a value as JSON.
pub async fn seal(
    app: &App,
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    context: &str,
    value: &impl Serialize,
) -> Result<Vec<u8>, Error> {
    let plain = serde_json::to_vec(value).map_err(Error::internal)?;
    seal_bytes(app, conn, office, context, &plain).await
}

/// Seals bytes.
pub async fn seal_bytes(
    app: &App,
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    context: &str,
    plain: &[u8],
) -> Result<Vec<u8>, Error> {
    Ok(app.vault.seal(conn, office, context, plain).await?)
}

/// Seals a text, unless it is empty.
pub async fn seal_text(
    app: &App,
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    context: &str,
    text: &str,
) -> Result<Option<Vec<u8>>, Error> {
    if text.is_empty() {
        return Ok(None);
    }
    let sealed = seal_bytes(app, conn, office, context, text.as_bytes()).await?;
    Ok(Some(sealed))
}

/// Opens a value that was sealed as JSON.
pub async fn open<T: DeserializeOwned>(
    app: &App,
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    context: &str,
    sealed: &[u8],
) -> Result<T, Error> {
    let plain = app.vault.open(conn, office, context, sealed).await?;
    serde_json::from_slice(&plain).map_err(Error::internal)
}

/// Opens bytes.
pub async fn open_bytes(
    app: &App,
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    context: &str,
    sealed: &[u8],
) -> Result<Vec<u8>, Error> {
    Ok(app
        .vault
        .open(conn, office, context, sealed)
        .await?
        .to_vec())
}

/// Opens a text; empty if there is none.
pub async fn open_text(
    app: &App,
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    context: &str,
    sealed: Option<&[u8]>,
) -> Result<String, Error> {
    let Some(sealed) = sealed else {
        return Ok(String::new());
    };
    let plain = open_bytes(app, conn, office, context, sealed).await?;
    String::from_utf8(plain).map_err(Error::internal)
}

/// Whom a file is about.
pub async fn person(
    app: &App,
    conn: &impl ConnectionTrait,
    file: &CaseFile,
) -> Result<Person, Error> {
    let context = CaseFile::seal_context(file.id);
    open(app, conn, file.office, &context, &file.sealed_person).await
}

/// What a report says of the person; the office is that of its file.
pub async fn reported(
    app: &App,
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    report: &Report,
) -> Result<Person, Error> {
    let context = Report::seal_context(report.submission, report.place);
    open(app, conn, office, &context, &report.sealed).await
}
