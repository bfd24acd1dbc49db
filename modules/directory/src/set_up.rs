// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The beginning of an installation, and what it must not begin with.

use db::ConnectionTrait;
use jobs::JobError;
use kernel::{Email, Lang, OrganisationId, PersonId, Role};
use web::App;

use crate::identity::institution_key;
use crate::mails::{self, Recipient};
use crate::model::{Address, LinkPurpose, Organisation, OrganisationKind};
use crate::store::memberships::NewMembership;
use crate::store::people::NewPerson;
use crate::store::{
    access_keys, credentials, demo_accounts, memberships, organisations, people, territory,
};
use crate::trail;

/// The kind of the jobs that tidy up what has expired.
pub(crate) const PRUNE_JOB: &str = "directory.prune";

/// The database holds accounts of the demo, which anybody could use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the database holds {0} invented accounts of the demo; start in demo mode or with another database"
)]
pub struct DemoAccounts(pub i64);

/// The database holds accounts that are not of the demo, which would stand beside invented ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the database holds {0} accounts of real people; the demo needs a database of its own")]
pub struct RealAccounts(pub i64);

/// Why an installation does not start or cannot be set up.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SetUpError {
    /// The database holds accounts of the demo.
    #[error(transparent)]
    Demo(#[from] DemoAccounts),
    /// The demo would mix with real accounts.
    #[error(transparent)]
    Real(#[from] RealAccounts),
    /// The state has been set up before.
    #[error("the installation has been set up before")]
    Done,
    /// The database did not answer as expected.
    #[error(transparent)]
    Db(#[from] db::DbError),
    /// Another part failed.
    #[error(transparent)]
    Web(#[from] web::Error),
}

/// Refuses a database with accounts of the demo. Called at every start that is not a demo.
pub async fn refuse_demo_accounts(conn: &impl ConnectionTrait) -> Result<(), SetUpError> {
    match demo_accounts::count_people(conn, true).await? {
        0 => Ok(()),
        count => Err(DemoAccounts(count).into()),
    }
}

/// Refuses a database with accounts of real people. Called at every start of the demo.
pub async fn refuse_real_accounts(conn: &impl ConnectionTrait) -> Result<(), SetUpError> {
    match demo_accounts::count_people(conn, false).await? {
        0 => Ok(()),
        count => Err(RealAccounts(count).into()),
    }
}

/// The first organisation and the first person of an installation.
#[derive(Debug, Clone)]
pub struct StateSetUp {
    /// The name of the state agency.
    pub name: String,
    /// The name of the first state administrator.
    pub administrator: String,
    /// Her address.
    pub email: Email,
}

/// Founds the state and invites its first administrator by mail. Returns the address of the link,
/// for an operator whose mail server does not work yet.
pub async fn set_up(app: &App, wish: StateSetUp) -> Result<String, SetUpError> {
    let now = app.clock.now();
    let (clock, chance) = (app.clock.as_ref(), app.chance.as_ref());
    let tx = app.db.begin().await?;
    db::lock(&tx, "directory.set-up").await?;
    if organisations::find_state(&tx).await?.is_some() {
        return Err(SetUpError::Done);
    }
    territory::load_territory(&tx).await?;
    let state = Organisation {
        id: OrganisationId::new(clock, chance),
        kind: OrganisationKind::State,
        parent: None,
        name: wish.name,
        institution_kind: None,
        reference: None,
        address: Address::default(),
        ags: Some(app.settings.state_ags.clone()),
        email: None,
        phone: None,
        valid_from: kernel::berlin_date(now),
        valid_to: None,
    };
    organisations::add_organisations(&tx, std::slice::from_ref(&state), now).await?;
    let person = NewPerson {
        id: PersonId::new(clock, chance),
        name: wish.administrator,
        email: wish.email,
        lang: Lang::De,
        demo: false,
    };
    people::add_people(&tx, std::slice::from_ref(&person), now).await?;
    let membership = NewMembership {
        id: OrganisationId::new(clock, chance).uuid(),
        person: person.id,
        organisation: state.id,
        role: Role::StateAdministrator,
        valid_from: now,
        valid_to: None,
        granted_by: None,
    };
    memberships::add_memberships(&tx, &[membership], now).await?;
    let to = Recipient {
        person: person.id,
        name: &person.name,
        email: &person.email,
        lang: person.lang,
    };
    let link = mails::send_link(app, &tx, to, LinkPurpose::Invitation).await?;
    let facts = vec![("person", person.id.into())];
    trail::record_organisation(app, &tx, None, "state.set-up", state.id, facts).await?;
    tx.commit().await?;
    Ok(link)
}

/// Removes links, devices and access keys that have expired; keys of institutions some time later.
pub(crate) async fn prune(app: &App, _: serde_json::Value) -> Result<(), JobError> {
    let tx = app.db.begin().await?;
    let now = app.clock.now();
    credentials::prune(&tx, now).await?;
    access_keys::prune(&tx, now).await?;
    institution_key::delete_old(app, &tx)
        .await
        .map_err(|error| {
            tracing::error!(%error, "old keys of institutions could not be deleted");
            JobError::temporary("internal")
        })?;
    tx.commit().await?;
    Ok(())
}
