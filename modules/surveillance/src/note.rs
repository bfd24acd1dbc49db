// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is recorded of work on signals: what and by whom, never a text that somebody typed.

use audit::{Entry, Fact, Subject};
use kernel::{OrganisationId, PersonId};
use web::{App, Error};

use crate::actions;
use crate::model::Signal;

/// Records a step of work on a signal.
pub(crate) async fn assessed(
    app: &App,
    tx: &db::Tx,
    (chain, by): (OrganisationId, PersonId),
    signal: &Signal,
    what: &'static str,
    further: Option<(&'static str, Fact)>,
) -> Result<(), Error> {
    let mut facts = vec![
        ("what", what.into()),
        ("week", signal.week.into()),
        ("place", signal.place.clone().into()),
    ];
    facts.extend(further);
    let entry = Entry {
        chain: chain.uuid(),
        actor: Some(by),
        action: actions::SIGNAL_ASSESS,
        subject: Subject::new("signal", signal.id),
        facts,
    };
    audit::append(tx, &*app.clock, entry).await?;
    Ok(())
}

/// Records that somebody changed how a set is watched, or let it be looked at.
pub(crate) async fn configured(
    app: &App,
    tx: &db::Tx,
    by: PersonId,
    (plan, version): (uuid::Uuid, i64),
    what: &'static str,
) -> Result<(), Error> {
    let entry = Entry {
        chain: directory::state(tx).await?.id.uuid(),
        actor: Some(by),
        action: actions::SIGNAL_CONFIGURE,
        subject: Subject::new("surveillance-plan", plan),
        facts: vec![("what", what.into()), ("version", version.into())],
    };
    audit::append(tx, &*app.clock, entry).await?;
    Ok(())
}

/// Records that somebody wants mails, or no longer.
pub(crate) async fn subscribed(
    app: &App,
    tx: &db::Tx,
    (chain, by): (OrganisationId, PersonId),
    rule: uuid::Uuid,
    what: &'static str,
) -> Result<(), Error> {
    let entry = Entry {
        chain: chain.uuid(),
        actor: Some(by),
        action: actions::SIGNAL_READ,
        subject: Subject::new("surveillance-rule", rule),
        facts: vec![("what", what.into())],
    };
    audit::append(tx, &*app.clock, entry).await?;
    Ok(())
}
