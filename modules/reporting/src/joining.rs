// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Ways into a collection besides being chosen: rules that a person keeps, and a code with which an
//! institution joins by itself.

use kernel::{OrganisationId, PersonId, berlin_date};
use uuid::Uuid;
use web::{App, Error};

use crate::model::Collection;
use crate::period::Period;
use crate::rules::{self, RuleDraft};
use crate::{actions, opening, receipt, store};

fn entry(collection: &Collection, by: PersonId, what: &'static str) -> audit::Entry {
    audit::Entry {
        chain: collection.state.uuid(),
        actor: Some(by),
        action: actions::COLLECTION_MANAGE,
        subject: audit::Subject::new("collection", collection.id),
        facts: vec![("what", what.into())],
    }
}

/// Keeps a rule; who fits joins when the rules are applied next.
pub async fn add_rule(
    app: &App,
    collection: &Collection,
    rule: &RuleDraft,
    by: PersonId,
) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    rules::add(app, &tx, collection.id, rule, Some(by)).await?;
    audit::append(&tx, &*app.clock, entry(collection, by, "rule-added")).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a rule away. Who takes part goes on doing so until a person ends it.
pub async fn remove_rule(
    app: &App,
    collection: &Collection,
    rule: Uuid,
    by: PersonId,
) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    if store::rules::remove(&tx, collection.id, rule).await? {
        audit::append(&tx, &*app.clock, entry(collection, by, "rule-removed")).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Makes a new code, or takes it away; the one before is worth nothing after that.
pub async fn set_code(
    app: &App,
    collection: &Collection,
    wanted: bool,
    by: PersonId,
) -> Result<(), Error> {
    let code = wanted.then(|| receipt::join_code(&*app.chance));
    let tx = app.db.begin().await?;
    store::collections::set_join_code(&tx, collection.id, code.as_deref()).await?;
    let what = if wanted { "code-made" } else { "code-removed" };
    audit::append(&tx, &*app.clock, entry(collection, by, what)).await?;
    tx.commit().await?;
    Ok(())
}

/// What became of joining.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joined {
    /// The institution takes part from now on.
    Done,
    /// It did already.
    Before,
    /// The collection ends before it could report.
    Over,
}

/// Lets an institution join by itself, from the current period on.
pub async fn join(
    app: &App,
    collection: &Collection,
    institution: OrganisationId,
    by: PersonId,
) -> Result<Joined, Error> {
    let conn = app.db.read();
    let today = berlin_date(app.clock.now());
    let season = collection.calendar.season;
    let now = Period::containing(collection.calendar.unit(), today).max(season.from);
    if now > season.to {
        return Ok(Joined::Over);
    }
    let times = store::participants::of_institution(conn, collection.id, institution).await?;
    if times.iter().any(|time| time.owes(now)) {
        return Ok(Joined::Before);
    }
    let organisation = directory::organisation(conn, institution)
        .await?
        .ok_or(Error::NotFound)?;
    opening::join(app, collection, &[organisation], now, Some(by), false).await?;
    Ok(Joined::Done)
}
