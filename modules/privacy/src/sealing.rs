// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What names somebody is sealed under the key of the office, and opened only here. The caller has
//! asked whether the actor may.

use db::ConnectionTrait;
use kernel::OrganisationId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use web::{App, Error};

use crate::model::{Found, FoundName, LeftOut, Person, Request, Step};

/// Seals a value as JSON.
pub async fn seal(
    app: &App,
    conn: &impl ConnectionTrait,
    (office, context): (OrganisationId, &str),
    value: &impl Serialize,
) -> Result<Vec<u8>, Error> {
    let plain = serde_json::to_vec(value).map_err(Error::internal)?;
    Ok(app.vault.seal(conn, office, context, &plain).await?)
}

async fn open<T: DeserializeOwned>(
    app: &App,
    conn: &impl ConnectionTrait,
    (office, context): (OrganisationId, &str),
    sealed: &[u8],
) -> Result<T, Error> {
    let plain = app.vault.open(conn, office, context, sealed).await?;
    serde_json::from_slice(&plain).map_err(Error::internal)
}

/// Who asks.
pub async fn person(
    app: &App,
    conn: &impl ConnectionTrait,
    request: &Request,
) -> Result<Person, Error> {
    let context = Request::seal_context(request.id);
    open(
        app,
        conn,
        (request.office, &context),
        &request.sealed_person,
    )
    .await
}

/// What something is called that was found, and whom it names.
pub async fn name_of(
    app: &App,
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    found: &Found,
) -> Result<FoundName, Error> {
    let [context, _] = Found::seal_contexts(found.id);
    open(app, conn, (office, &context), &found.sealed).await
}

/// What is left out of the copy of something.
pub async fn left_out(
    app: &App,
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    found: &Found,
) -> Result<Vec<LeftOut>, Error> {
    let [_, context] = Found::seal_contexts(found.id);
    match &found.sealed_left_out {
        Some(sealed) => open(app, conn, (office, &context), sealed).await,
        None => Ok(Vec::new()),
    }
}

/// The note of a step; empty if there is none.
pub async fn note(
    app: &App,
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    step: &Step,
) -> Result<String, Error> {
    match &step.sealed_note {
        Some(sealed) => {
            let context = Step::seal_context(step.id);
            open(app, conn, (office, &context), sealed).await
        }
        None => Ok(String::new()),
    }
}
