// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A draft is written, published by a second person, or taken from an earlier version. Each is one transaction with its audit entry.

use audit::{Entry, Subject as AuditSubject};
use kernel::{Action, PersonId};
use uuid::Uuid;
use web::{App, Error};

use super::{Content, Draft, Subject};
use crate::{actions, store};

/// Writes a draft. False if somebody else has changed it since `seen` (0 if there was none).
pub(crate) async fn write(
    app: &App,
    subject: &Subject,
    content: &Content,
    seen: i64,
    by: Option<PersonId>,
) -> Result<bool, Error> {
    let tx = app.db.begin().await?;
    let draft = Draft {
        subject: subject.clone(),
        id: kernel::Id::<Draft>::new(&*app.clock, &*app.chance).uuid(),
        content: content.clone(),
        written_by: by,
        written_at: app.clock.now(),
        version: seen,
    };
    if !store::texts::write(&tx, &draft).await? {
        return Ok(false);
    }
    let written = store::texts::draft(&tx, subject).await?;
    let id = written.map_or(draft.id, |draft| draft.id);
    note(
        app,
        &tx,
        (actions::TEXT_WRITE, id),
        by,
        ("written", seen + 1),
    )
    .await?;
    tx.commit().await?;
    Ok(true)
}

/// Publishes a draft as it was seen; the number of the version. None if somebody has changed it meanwhile.
pub(crate) async fn publish(
    app: &App,
    draft: &Draft,
    by: Option<PersonId>,
) -> Result<Option<i64>, Error> {
    let tx = app.db.begin().await?;
    let Some(number) = store::texts::publish(&tx, draft, by, app.clock.now()).await? else {
        return Ok(None);
    };
    let of = (actions::TEXT_PUBLISH, draft.id);
    note(app, &tx, of, by, ("published", number)).await?;
    tx.commit().await?;
    Ok(Some(number))
}

async fn note(
    app: &App,
    tx: &db::Tx,
    (action, id): (Action, Uuid),
    by: Option<PersonId>,
    (what, number): (&'static str, i64),
) -> Result<(), Error> {
    let agency = directory::state(tx).await?;
    let entry = Entry {
        chain: agency.id.uuid(),
        actor: by,
        action,
        subject: AuditSubject::new("text", id),
        facts: vec![("what", what.into()), ("number", number.into())],
    };
    audit::append(tx, &*app.clock, entry).await?;
    Ok(())
}
