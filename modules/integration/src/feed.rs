// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Writes what this module was told into the feeds, and makes a delivery for each endpoint that wants it.
//!
//! The number of an event comes from a row of its feed that is held until the transaction ends. So numbers
//! become visible in their order and without gaps, whatever order the jobs run in: a reader that has seen
//! a number has seen all before it. Why not otherwise: docs/adr/044-events-in-order.md.

use jiff::SignedDuration;
use kernel::Id;
use uuid::Uuid;
use web::{App, Error};

use crate::model::{Delivery, DeliveryState, EndpointState, Told};
use crate::{delivering, store};

/// For how long events are kept.
pub const KEPT: SignedDuration = SignedDuration::from_hours(24 * 92);
/// For how long deliveries are kept, from the day on which they were made.
pub const DELIVERIES_KEPT: SignedDuration = SignedDuration::from_hours(24 * 30);

/// A new identifier.
pub fn new_id(app: &App) -> Uuid {
    Id::<()>::new(&*app.clock, &*app.chance).uuid()
}

/// Writes an event into the feeds of its organisations, once, however often it is told.
pub async fn keep(app: &App, told: Told) -> Result<(), Error> {
    let now = app.clock.now();
    let id = new_id(app);
    let mut organisations = told.organisations.clone();
    // Feeds are held in one order by everybody, so that nobody waits for each other.
    organisations.sort();
    organisations.dedup();
    let tx = app.db.begin().await?;
    let mut is_new = false;
    for organisation in organisations {
        let Some(event) = store::events::add(&tx, organisation, id, &told, now).await? else {
            continue;
        };
        is_new = true;
        for endpoint in store::endpoints::of_organisation(&tx, organisation).await? {
            if endpoint.state == EndpointState::Disabled || !endpoint.wants(&event) {
                continue;
            }
            let delivery = Delivery {
                id: new_id(app),
                endpoint: endpoint.id,
                sequence: event.sequence,
                event: event.id,
                kind: event.kind.clone(),
                state: DeliveryState::Waiting,
                attempts: 0,
                tries: 0,
                since: now,
                due_at: now,
                status: None,
                fault: None,
                created_at: now,
                ended_at: None,
            };
            store::deliveries::add(&tx, &delivery).await?;
            delivering::wake(app, &tx, endpoint.id, now).await?;
        }
    }
    // Whoever waits for news asks again.
    tx.signal();
    tx.commit().await?;
    if is_new {
        metrics::counter!("deich_events_total", "kind" => told.kind).increment(1);
    }
    Ok(())
}
