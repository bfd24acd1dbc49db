// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Invented data: an office that has connected a program and holds it for maintenance.

use kernel::OrganisationId;
use web::{App, Error};

use crate::feed::new_id;
use crate::model::{Endpoint, EndpointState, of_level};
use crate::pages::secret;
use crate::{signing, store};

/// Connects a program to an office. It is paused: nothing leaves for an address that is nobody's.
pub async fn load(app: &App, office: OrganisationId) -> Result<(), Error> {
    let endpoint = Endpoint {
        id: new_id(app),
        organisation: office,
        name: "Fachverfahren (Muster)".to_owned(),
        url: "https://fachverfahren.example/deich".to_owned(),
        kinds: of_level(kernel::Level::Office)
            .map(|one| one.name.to_owned())
            .collect(),
        collections: vec![],
        state: EndpointState::Paused,
        reason: None,
        former_until: None,
        failures: 0,
        failing_since: None,
        resting_until: None,
        succeeded_at: None,
        version: 1,
        created_at: app.clock.now(),
    };
    let tx = app.db.begin().await?;
    let sealed = secret::seal(app, &tx, &endpoint, &signing::new_secret(&*app.chance)).await?;
    store::endpoints::add(&tx, &endpoint, sealed, None).await?;
    tx.commit().await?;
    Ok(())
}
