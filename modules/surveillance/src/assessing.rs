// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What people do with a signal: assess it, comment on it, hand it over.

use audit::Fact;
use kernel::{Id, OrganisationId, PersonId};
use web::{App, Error};

use crate::model::{Deed, Dismissal, Signal, Step, StepId, StepKind};
use crate::{note, store};

/// The longest comment, in characters.
pub const LONGEST_COMMENT: usize = 2_000;

/// What became of a deed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// It holds.
    Done,
    /// The signal is not any more what was seen.
    Outdated,
}

/// What somebody says about a signal.
#[derive(Debug, Clone, Copy)]
pub struct Said<'s> {
    /// What is done.
    pub deed: Deed,
    /// Why it is nothing, if that is said.
    pub dismissal: Option<Dismissal>,
    /// A comment; it may be empty.
    pub comment: &'s str,
}

/// Says something about a signal as it was seen in version `known`. The caller has asked whether the actor may.
pub async fn assess(
    app: &App,
    signal: &Signal,
    known: i64,
    said: Said<'_>,
    by: PersonId,
) -> Result<Done, Error> {
    let Some(state) = signal.state.after(said.deed) else {
        return Ok(Done::Outdated);
    };
    let now = app.clock.now();
    let dismissal = match said.deed {
        Deed::Comment => signal.dismissal,
        Deed::Dismiss => said.dismissal,
        Deed::Verify | Deed::Confirm | Deed::Reopen => None,
    };
    let tx = app.db.begin().await?;
    if !store::signals::assess(&tx, signal.id, known, (state, dismissal), now).await? {
        return Ok(Done::Outdated);
    }
    let chain = directory::state(&tx).await?.id;
    let mut step = step(app, by, said.deed.step());
    step.dismissal = dismissal.filter(|_| said.deed == Deed::Dismiss);
    step.sealed_comment = sealed(app, &tx, chain, step.id, said.comment).await?;
    store::steps::add(&tx, signal.id, &step).await?;
    let reason = step
        .dismissal
        .map(|dismissal| ("reason", Fact::from(dismissal.name())));
    let what = said.deed.name();
    note::assessed(app, &tx, (chain, by), signal, what, reason).await?;
    tx.commit().await?;
    Ok(Done::Done)
}

/// Hands a signal over to an office. The caller has asked whether the actor may.
pub async fn hand_over(
    app: &App,
    signal: &Signal,
    known: i64,
    (office, comment): (OrganisationId, &str),
    by: PersonId,
) -> Result<Done, Error> {
    let tx = app.db.begin().await?;
    let now = app.clock.now();
    if !store::signals::hand_over(&tx, signal.id, known, office, now).await? {
        return Ok(Done::Outdated);
    }
    let chain = directory::state(&tx).await?.id;
    let mut step = step(app, by, StepKind::HandOver);
    step.office = Some(office);
    step.sealed_comment = sealed(app, &tx, chain, step.id, comment).await?;
    store::steps::add(&tx, signal.id, &step).await?;
    let to = Some(("office", office.into()));
    note::assessed(app, &tx, (chain, by), signal, "hand-over", to).await?;
    tx.commit().await?;
    Ok(Done::Done)
}

fn step(app: &App, by: PersonId, kind: StepKind) -> Step {
    Step {
        id: Id::new(&*app.clock, &*app.chance),
        at: app.clock.now(),
        by: Some(by),
        kind,
        dismissal: None,
        office: None,
        observed: None,
        sealed_comment: None,
    }
}

async fn sealed(
    app: &App,
    tx: &db::Tx,
    agency: OrganisationId,
    step: StepId,
    comment: &str,
) -> Result<Option<Vec<u8>>, Error> {
    if comment.is_empty() {
        return Ok(None);
    }
    let context = Signal::seal_context(step);
    let bytes = comment.as_bytes();
    Ok(Some(app.vault.seal(tx, agency, &context, bytes).await?))
}

/// What was said in a step; empty if nothing was. The caller has asked whether the actor may see the signal.
pub async fn comment(app: &App, agency: OrganisationId, step: &Step) -> Result<String, Error> {
    let Some(sealed) = &step.sealed_comment else {
        return Ok(String::new());
    };
    let context = Signal::seal_context(step.id);
    let plain = app
        .vault
        .open(app.db.read(), agency, &context, sealed)
        .await?;
    String::from_utf8(plain.to_vec()).map_err(Error::internal)
}
