// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is recorded of work on extracts: what and by whom, never a value.

use audit::{Entry, Subject};
use kernel::{Action, PersonId};
use web::{App, Error};

use crate::actions;
use crate::model::Extract;

/// Records a step of the work.
pub(crate) async fn made(
    app: &App,
    tx: &db::Tx,
    extract: &Extract,
    by: PersonId,
    what: &'static str,
) -> Result<(), Error> {
    step(app, tx, extract, Some(by), (actions::EXTRACT_MAKE, what)).await
}

/// Records anything; nobody for what the product does by itself.
pub(crate) async fn step(
    app: &App,
    tx: &db::Tx,
    extract: &Extract,
    by: Option<PersonId>,
    (action, what): (Action, &'static str),
) -> Result<(), Error> {
    let entry = Entry {
        chain: extract.state_agency.uuid(),
        actor: by,
        action,
        subject: Subject::new("extract", extract.id),
        facts: vec![("what", what.into()), ("rows", extract.source_rows.into())],
    };
    audit::append(tx, &*app.clock, entry).await?;
    Ok(())
}

/// Records that somebody has opened rows or values.
pub(crate) async fn opened(
    app: &App,
    extract: &Extract,
    by: PersonId,
    what: &'static str,
) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    step(app, &tx, extract, Some(by), (actions::EXTRACT_READ, what)).await?;
    tx.commit().await?;
    Ok(())
}
