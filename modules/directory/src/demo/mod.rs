// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The invented state: real districts and names of offices, invented institutions and people. The
//! same every time, because everything comes from one seed.

mod own;
mod plan;
mod samples;

use std::collections::BTreeMap;

use kernel::{Clock, OrganisationId, PersonId, Role};
use web::{App, Error};

use self::plan::plan;
pub(crate) use self::samples::samples;
use crate::model::Organisation;
use crate::store::{demo_accounts, memberships, organisations, people, territory};

/// The invented state.
#[derive(Debug, Clone)]
pub struct DemoOrganisations {
    /// The state agency.
    pub state: Organisation,
    /// The offices; the one with the most inhabitants first.
    pub offices: Vec<Organisation>,
    /// The Kitas, those of the first office first.
    pub kitas: Vec<Organisation>,
    /// Who holds a role where, in the order of the organisations.
    pub people: BTreeMap<Role, Vec<(PersonId, OrganisationId)>>,
}

/// Loads the demo, unless it is there, and returns it.
pub async fn load(app: &App) -> Result<DemoOrganisations, Error> {
    let tx = app.db.begin().await?;
    db::lock(&tx, "directory.set-up").await?;
    if organisations::find_state(&tx).await?.is_none() {
        territory::load_territory(&tx).await?;
        let districts = territory::districts(&tx).await?;
        let municipalities = territory::municipalities(&tx, None).await?;
        let plan = plan(app.settings.state_ags.clone(), &districts, &municipalities)?;
        let now = plan.clock.now();
        organisations::add_organisations(&tx, &plan.organisations, now).await?;
        for organisation in &plan.organisations {
            app.vault.prepare(&tx, organisation.id).await?;
        }
        for (district, office) in &plan.responsible {
            territory::set_office(&tx, district, *office).await?;
        }
        people::add_people(&tx, &plan.people, now).await?;
        memberships::add_memberships(&tx, &plan.memberships, now).await?;
        own::add(app, &tx, &plan.memberships).await?;
        tx.commit().await?;
    }
    read(app).await
}

/// Whether the demo was loaded to its end: by all modules, not only by this one.
pub async fn is_loaded(app: &App) -> Result<bool, Error> {
    Ok(demo_accounts::is_demo_finished(app.db.read()).await?)
}

/// Notes that all modules have loaded their part of the demo.
pub async fn finish(app: &App) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    demo_accounts::finish_demo(&tx, app.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// Whom the demo signs in for a role by one click, and where she holds it.
pub async fn first_with(
    app: &App,
    role: Role,
) -> Result<Option<(PersonId, OrganisationId)>, Error> {
    let people = demo_accounts::demo_people(app.db.read(), app.clock.now()).await?;
    Ok(people
        .into_iter()
        .find(|person| person.role == role)
        .map(|person| (person.id, person.organisation_id)))
}

async fn read(app: &App) -> Result<DemoOrganisations, Error> {
    let conn = app.db.read();
    // Identifiers are in the order of making.
    let mut offices = organisations::offices(conn).await?;
    offices.sort_by_key(|office| office.id);
    let filter = crate::InstitutionFilter {
        kind: Some(crate::InstitutionKind::Kita),
        ..crate::InstitutionFilter::default()
    };
    let mut kitas = organisations::institutions(conn, &filter).await?;
    kitas.sort_by_key(|kita| kita.id);
    let mut people: BTreeMap<Role, Vec<(PersonId, OrganisationId)>> = BTreeMap::new();
    for person in demo_accounts::demo_people(conn, app.clock.now()).await? {
        people
            .entry(person.role)
            .or_default()
            .push((person.id, person.organisation_id));
    }
    Ok(DemoOrganisations {
        state: organisations::state(conn).await?,
        offices,
        kitas,
        people,
    })
}
