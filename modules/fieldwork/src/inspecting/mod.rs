// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Inspections of facilities: planned, carried out with a form of the project, issued as official
//! records, and followed until every defect is mended. Callers have asked whether the actor may.
//!
//! Whoever holds several rows holds them in this order: facility, inspection, defects, audit trail.

pub(crate) mod carrying_out;
pub(crate) mod comparing;
mod consequences;
pub(crate) mod counting;
pub(crate) mod document;
pub(crate) mod files;
pub(crate) mod issuing;
pub(crate) mod linking;
pub(crate) mod mending;
mod mirror;
pub(crate) mod photos;
pub(crate) mod planning;
pub(crate) mod visiting;

use db::ConnectionTrait;
use kernel::{Action, Id, PersonId};
use uuid::Uuid;
use web::{App, Error};

use crate::model::Project;

/// What became of the wish to change something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Changed {
    /// It is changed.
    Done,
    /// Somebody else has changed it since the person saw it.
    Outdated,
    /// It is not in a state in which that could be done.
    Impossible,
}

/// A new identifier.
fn new_id(app: &App, clock: &dyn kernel::Clock) -> Uuid {
    Id::<()>::new(clock, app.chance.as_ref()).uuid()
}

/// Notes what was done to an inspection, a facility or a defect.
async fn note(
    app: &App,
    tx: &db::Tx,
    project: &Project,
    (person, action): (Option<PersonId>, Action),
    (kind, id, what): (&'static str, Uuid, &'static str),
) -> Result<(), Error> {
    let entry = audit::Entry {
        chain: project.office.uuid(),
        actor: person,
        action,
        subject: audit::Subject::new(kind, Id::<()>::from_uuid(id)),
        facts: vec![("project", project.id.into()), ("what", what.into())],
    };
    audit::append(tx, app.clock.as_ref(), entry).await?;
    Ok(())
}

/// Notes that somebody opened what was written about an inspection or a defect.
pub(crate) async fn note_opened(
    app: &App,
    project: &Project,
    person: PersonId,
    opened: (&'static str, Uuid, &'static str),
) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    let by = (Some(person), crate::actions::INSPECTION_CARRY_OUT);
    note(app, &tx, project, by, opened).await?;
    tx.commit().await?;
    Ok(())
}

/// Seals a text for the office; nothing stays nothing.
async fn seal_text(
    app: &App,
    tx: &db::Tx,
    project: &Project,
    context: &str,
    text: &str,
) -> Result<Option<Vec<u8>>, Error> {
    if text.is_empty() {
        return Ok(None);
    }
    let sealed = app
        .vault
        .seal(tx, project.office, context, text.as_bytes())
        .await?;
    Ok(Some(sealed))
}

/// Opens a text; nothing is an empty one.
pub(crate) async fn open_text(
    app: &App,
    conn: &impl ConnectionTrait,
    project: &Project,
    context: &str,
    sealed: Option<&[u8]>,
) -> Result<String, Error> {
    let Some(sealed) = sealed else {
        return Ok(String::new());
    };
    let plain = app
        .vault
        .open(conn, project.office, context, sealed)
        .await?;
    String::from_utf8(plain.to_vec()).map_err(Error::internal)
}
