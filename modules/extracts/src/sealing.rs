// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What may say something about people is sealed under the key of the state agency, and opened only here.
//! The caller has asked whether the actor may.

use db::{ConnectionTrait, Tx};
use kernel::OrganisationId;
use web::{App, Error};

use crate::model::{Extract, ExtractId, Fault, Outcome};
use crate::store;

/// The bytes of a piece before it is sealed.
const PIECE: usize = 1 << 20;

/// Seals a file in pieces, so that none of them is large. They are written with what belongs to them.
pub async fn seal_file(
    app: &App,
    agency: OrganisationId,
    id: ExtractId,
    kind: &str,
    bytes: &[u8],
) -> Result<Vec<Vec<u8>>, Error> {
    let mut sealed = Vec::new();
    for (place, piece) in (0..).zip(bytes.chunks(PIECE)) {
        let context = Extract::piece_context(id, kind, place);
        let conn = app.db.read();
        sealed.push(app.vault.seal(conn, agency, &context, piece).await?);
    }
    Ok(sealed)
}

/// Writes the pieces of a file in place of those before.
pub async fn keep_file(
    tx: &Tx,
    id: ExtractId,
    kind: &str,
    sealed: Vec<Vec<u8>>,
) -> Result<(), Error> {
    store::pieces::remove(tx, id, kind).await?;
    for (place, piece) in (0..).zip(sealed) {
        store::pieces::add(tx, id, (kind, place), piece).await?;
    }
    Ok(())
}

/// The bytes of a file; empty if there is none.
pub async fn file(app: &App, extract: &Extract, kind: &str) -> Result<Vec<u8>, Error> {
    let conn = app.db.read();
    let mut bytes = Vec::new();
    for (place, sealed) in store::pieces::of(conn, extract.id, kind).await? {
        let context = Extract::piece_context(extract.id, kind, place);
        let opened = app
            .vault
            .open(conn, extract.state_agency, &context, &sealed);
        bytes.extend_from_slice(&opened.await?);
    }
    Ok(bytes)
}

/// Seals what is kept of a result.
pub async fn seal_outcome(
    app: &App,
    conn: &impl ConnectionTrait,
    extract: &Extract,
    outcome: &Outcome,
) -> Result<Vec<u8>, Error> {
    let [context, _] = Extract::seal_contexts(extract.id);
    let plain = serde_json::to_vec(outcome).map_err(Error::internal)?;
    let agency = extract.state_agency;
    Ok(app.vault.seal(conn, agency, &context, &plain).await?)
}

/// Seals why there is none.
pub async fn seal_fault(
    app: &App,
    conn: &impl ConnectionTrait,
    extract: &Extract,
    fault: &Fault,
) -> Result<Vec<u8>, Error> {
    let [_, context] = Extract::seal_contexts(extract.id);
    let plain = serde_json::to_vec(fault).map_err(Error::internal)?;
    let agency = extract.state_agency;
    Ok(app.vault.seal(conn, agency, &context, &plain).await?)
}

/// What is kept of a result, if there is one.
pub async fn outcome(app: &App, extract: &Extract) -> Result<Option<Outcome>, Error> {
    let [context, _] = Extract::seal_contexts(extract.id);
    let Some(sealed) = &extract.sealed_figures else {
        return Ok(None);
    };
    let conn = app.db.read();
    let agency = extract.state_agency;
    let plain = app.vault.open(conn, agency, &context, sealed).await?;
    serde_json::from_slice(&plain).map_err(Error::internal)
}

/// Why there is none, if that is known.
pub async fn fault(app: &App, extract: &Extract) -> Result<Option<Fault>, Error> {
    let [_, context] = Extract::seal_contexts(extract.id);
    let Some(sealed) = &extract.sealed_fault else {
        return Ok(None);
    };
    let conn = app.db.read();
    let agency = extract.state_agency;
    let plain = app.vault.open(conn, agency, &context, sealed).await?;
    serde_json::from_slice(&plain).map_err(Error::internal)
}
