// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The days without work that a collection heeds.

use db::ConnectionTrait;
use kernel::{Holidays, OrganisationId};
use web::Error;

use crate::model::Collection;
use crate::store;

/// The holidays of a state: those of its law and those that were added.
pub async fn of_state(
    conn: &impl ConnectionTrait,
    state: OrganisationId,
) -> Result<Holidays, Error> {
    let own = store::free_days::all(conn, state).await?;
    let land = directory::organisation(conn, state)
        .await?
        .and_then(|state| state.ags)
        .map_or(String::new(), |ags| ags.to_string());
    Ok(Holidays::of(&land, own))
}

/// The holidays that matter to a collection: none if it does not ask for working days.
pub async fn of(conn: &impl ConnectionTrait, collection: &Collection) -> Result<Holidays, Error> {
    if collection.calendar.working_days {
        of_state(conn, collection.state).await
    } else {
        Ok(Holidays::default())
    }
}
