// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Who acts: the number of a person, and what an actor is called.

use kernel::PersonId;
use web::{App, Context, Error};

use crate::model::Actor;
use crate::store;

/// The number of the person who asks; she gets one if she has none.
pub(crate) async fn me(app: &App, context: &Context) -> Result<(PersonId, Actor), Error> {
    let person = context.person()?;
    if let Some(known) = store::actors::of_person(app.db.read(), person).await? {
        return Ok((person, known));
    }
    let tx = app.db.begin().await?;
    let actor = store::actors::ensure_person(&tx, person, app.clock.now()).await?;
    tx.commit().await?;
    Ok((person, actor))
}

/// What an actor is called.
pub(crate) async fn name_of(app: &App, actor: &Actor) -> Result<String, Error> {
    let Some(person) = actor.person else {
        return Ok(actor.name.clone());
    };
    let name = directory::person_name(app.db.read(), person).await?;
    Ok(name.unwrap_or_default())
}
