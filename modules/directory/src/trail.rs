// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What the directory writes into the audit trail. A person's deeds stand in the chain of her first
//! organisation, which therefore also seals her second factor.

use audit::{Entry, Fact, Subject};
use db::{ConnectionTrait, Tx};
use kernel::{Action, OrganisationId, PersonId};
use uuid::Uuid;
use web::{App, Error};

/// The organisation that a person belonged to first; the state if she never belonged to one.
pub(crate) async fn home(
    conn: &impl ConnectionTrait,
    person: PersonId,
) -> db::Result<Option<OrganisationId>> {
    let first = crate::store::memberships::first_organisation(conn, person).await?;
    match first {
        Some(id) => Ok(Some(id)),
        None => Ok(crate::find_state(conn).await?.map(|state| state.id)),
    }
}

/// Records what was done to a person's account.
pub(crate) async fn record(
    app: &App,
    tx: &Tx,
    actor: Option<PersonId>,
    action: &'static str,
    person: PersonId,
    facts: Vec<(&'static str, Fact)>,
) -> Result<(), Error> {
    let chain = home(tx, person)
        .await?
        .map_or(audit::INSTALLATION, OrganisationId::uuid);
    append(
        app,
        tx,
        chain,
        actor,
        action,
        Subject::new("person", person),
        facts,
    )
    .await
}

/// Records what was done to an organisation, in its own chain.
pub(crate) async fn record_organisation(
    app: &App,
    tx: &Tx,
    actor: Option<PersonId>,
    action: &'static str,
    organisation: OrganisationId,
    facts: Vec<(&'static str, Fact)>,
) -> Result<(), Error> {
    let subject = Subject::new("organisation", organisation);
    append(app, tx, organisation.uuid(), actor, action, subject, facts).await
}

/// Records an attempt to sign in that was refused. Unknown accounts are recorded too, so that the
/// answer takes as long as for known ones.
pub(crate) async fn record_refusal(app: &App, person: Option<PersonId>) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    let subject = Subject::new("person", person.map_or(Uuid::nil(), PersonId::uuid));
    let action = "account.refuse-sign-in";
    append(app, &tx, audit::INSTALLATION, None, action, subject, vec![]).await?;
    tx.commit().await?;
    Ok(())
}

async fn append(
    app: &App,
    tx: &Tx,
    chain: Uuid,
    actor: Option<PersonId>,
    action: &'static str,
    subject: Subject,
    facts: Vec<(&'static str, Fact)>,
) -> Result<(), Error> {
    let entry = Entry {
        chain,
        actor,
        action: Action(action),
        subject,
        facts,
    };
    audit::append(tx, app.clock.as_ref(), entry).await?;
    Ok(())
}
