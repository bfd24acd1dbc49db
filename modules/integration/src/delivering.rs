// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Carries events to endpoints. One worker at a time serves an endpoint, the oldest event first. What
//! fails is tried again later and stops nobody else; an endpoint that fails rests for a while.
//!
//! A job wakes the worker up ([`wake`]); what is to be delivered stands in the table. Of an answer nothing
//! is kept but its status.

use jiff::{SignedDuration, Timestamp};
use jobs::{JobError, NewJob};
use kernel::{Action, Role};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::{App, Error};
use zeroize::Zeroizing;

use crate::cloud_event::{self, CloudEvent};
use crate::jobs::failed;
use crate::model::{
    Attempt, Delivery, DeliveryState, Endpoint, EndpointState, Outcome, Reason, after, rest,
    verdict,
};
use crate::{signing, store};

/// Delivers what waits for an endpoint.
pub const DELIVER: &str = "integration.deliver";

/// For how long a worker has an endpoint alone. One that is gone is replaced after that.
const LEASE: SignedDuration = SignedDuration::from_mins(2);
/// After how long a worker stops, so that other endpoints and other jobs have their turn.
const TURN: SignedDuration = SignedDuration::from_secs(20);
/// How much a worker delivers in one turn.
const MOST: usize = 100;
/// After how long another look is taken at an endpoint that somebody else serves.
const LOOK_AGAIN: SignedDuration = SignedDuration::from_secs(5);

/// Of which endpoint.
#[derive(Debug, Serialize, Deserialize)]
pub struct Deliver {
    endpoint: Uuid,
}

/// Lets a worker look after an endpoint at `at`.
pub async fn wake(app: &App, tx: &db::Tx, endpoint: Uuid, at: Timestamp) -> Result<(), Error> {
    let job = NewJob::new(DELIVER, &Deliver { endpoint })
        .at(at)
        .once(format!("{DELIVER}:{endpoint}"));
    jobs::enqueue(tx, &*app.clock, &*app.chance, job).await?;
    Ok(())
}

/// Delivers what is due for an endpoint, as long as it takes it.
pub async fn deliver(app: &App, job: Deliver) -> Result<(), JobError> {
    let id = job.endpoint;
    if !begin(app, id).await.map_err(failed)? {
        return Ok(());
    }
    let began = app.clock.now();
    let mut done = Ok(());
    for _ in 0..MOST {
        match one(app, id).await {
            Ok(true) if app.clock.now().duration_since(began) < TURN => {}
            Ok(_) => break,
            Err(error) => {
                done = Err(failed(error));
                break;
            }
        }
    }
    end(app, id).await.map_err(failed)?;
    done
}

/// Takes the endpoint for this worker alone. No: it is not served, it rests, or somebody else has it.
async fn begin(app: &App, id: Uuid) -> Result<bool, Error> {
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    let endpoint = store::endpoints::find_for_update(&tx, id).await?;
    let Some(endpoint) = endpoint.filter(|one| one.state == EndpointState::Active) else {
        return Ok(false);
    };
    if let Some(until) = endpoint.resting_until.filter(|until| *until > now) {
        wake(app, &tx, id, until).await?;
        tx.commit().await?;
        return Ok(false);
    }
    let taken = store::endpoints::take(&tx, id, now, now + LEASE).await?;
    if !taken {
        wake(app, &tx, id, now + LOOK_AGAIN).await?;
    }
    tx.commit().await?;
    Ok(taken)
}

/// Gives the endpoint back and says when it is looked after next.
async fn end(app: &App, id: Uuid) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    let Some(endpoint) = store::endpoints::find_for_update(&tx, id).await? else {
        return Ok(());
    };
    store::endpoints::give_back(&tx, id).await?;
    let next = store::deliveries::next_moment(&tx, id).await?;
    if let Some(next) = next.filter(|_| endpoint.state == EndpointState::Active) {
        let rested = endpoint.resting_until.unwrap_or(next);
        wake(app, &tx, id, next.max(rested)).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Delivers the next event that is due. Yes: it was taken, and there may be more.
async fn one(app: &App, id: Uuid) -> Result<bool, Error> {
    let now = app.clock.now();
    let conn = app.db.read();
    let endpoint = store::endpoints::find(conn, id).await?;
    let Some(endpoint) = endpoint.filter(|one| one.state == EndpointState::Active) else {
        return Ok(false);
    };
    let Some(delivery) = store::deliveries::next_due(conn, id, now).await? else {
        return Ok(false);
    };
    let Some(body) = body_of(app, &endpoint, &delivery).await? else {
        // The event was forgotten meanwhile; nobody can be told of it any more.
        give_up(app, delivery.id).await?;
        return Ok(true);
    };
    let outcome = send(app, &endpoint, &delivery, body).await?;
    let millis = app.clock.now().duration_since(now).as_millis();
    let attempt = Attempt {
        number: delivery.attempts + 1,
        at: now,
        status: outcome.ok().map(i64::from),
        fault: outcome.err().map(str::to_owned),
        millis: i64::try_from(millis).unwrap_or(i64::MAX),
    };
    note(app, id, delivery.id, outcome, attempt).await
}

/// What is sent for a delivery. `None`: its event was forgotten.
pub(crate) async fn body_of(
    app: &App,
    endpoint: &Endpoint,
    delivery: &Delivery,
) -> Result<Option<Vec<u8>>, Error> {
    let base_url = &app.settings.base_url;
    let event = if delivery.sequence == 0 {
        let (id, at) = (delivery.event, delivery.created_at);
        Some(CloudEvent::of_trial(
            base_url,
            endpoint.organisation,
            id,
            at,
        ))
    } else {
        store::events::find(app.db.read(), endpoint.organisation, delivery.sequence)
            .await?
            .map(|event| CloudEvent::of_event(base_url, &event))
    };
    event
        .map(|event| serde_json::to_vec(&event).map_err(Error::internal))
        .transpose()
}

/// Signs and sends.
async fn send(
    app: &App,
    endpoint: &Endpoint,
    delivery: &Delivery,
    body: Vec<u8>,
) -> Result<Outcome, Error> {
    let Ok(target) = app.outbound.target(&endpoint.url) else {
        // It was good when somebody typed it; what may be called has become less since.
        return Ok(Err(outbound::Failure::Forbidden.code()));
    };
    let now = app.clock.now();
    let conn = app.db.read();
    let context = Endpoint::secret_context(endpoint.id);
    let mut secrets: Vec<Zeroizing<Vec<u8>>> = Vec::new();
    for sealed in store::endpoints::secrets(conn, endpoint.id, now).await? {
        let vault = &app.vault;
        secrets.push(
            vault
                .open(conn, endpoint.organisation, &context, &sealed)
                .await?,
        );
    }
    let mut headers = signing::headers(&secrets, &delivery.event.to_string(), now, &body);
    headers.push(("content-type", cloud_event::ONE.to_owned()));
    let answer = app.outbound.post(&target, &headers, body).await;
    Ok(answer.map_err(outbound::Failure::code))
}

/// Notes what came of an attempt, at the delivery and at the endpoint. Yes: it was taken.
async fn note(
    app: &App,
    endpoint: Uuid,
    delivery: Uuid,
    outcome: Outcome,
    attempt: Attempt,
) -> Result<bool, Error> {
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    let endpoint = store::endpoints::find_for_update(&tx, endpoint).await?;
    let delivery = store::deliveries::find_for_update(&tx, delivery).await?;
    // Deleted while the request was on its way.
    let (Some(mut endpoint), Some(mut delivery)) = (endpoint, delivery) else {
        return Ok(false);
    };
    let chance = &*app.chance;
    delivery.attempts += 1;
    delivery.tries += 1;
    delivery.status = attempt.status;
    delivery.fault.clone_from(&attempt.fault);
    let (state, due_at) = after(&outcome, delivery.tries, delivery.since, now, chance);
    delivery.state = state;
    delivery.due_at = due_at;
    delivery.ended_at = (state != DeliveryState::Waiting).then_some(now);
    let taken = state == DeliveryState::Delivered;
    let number = delivery.attempts;
    store::deliveries::add_attempt(&tx, delivery.id, &Attempt { number, ..attempt }).await?;
    store::deliveries::save(&tx, &delivery).await?;
    if taken {
        endpoint.failures = 0;
        endpoint.failing_since = None;
        endpoint.resting_until = None;
        endpoint.succeeded_at = Some(now);
    } else {
        endpoint.failures += 1;
        endpoint.failing_since = endpoint.failing_since.or(Some(now));
        endpoint.resting_until = Some(now + rest(endpoint.failures, chance));
    }
    // Paused meanwhile by somebody: that stands.
    if endpoint.state == EndpointState::Active
        && let Some(reason) = verdict(&outcome, endpoint.failing_since, now)
    {
        switch_off(app, &tx, &mut endpoint, reason).await?;
    }
    store::endpoints::note_health(&tx, &endpoint).await?;
    tx.commit().await?;
    let word = match outcome {
        Ok(_) if taken => "delivered",
        Ok(_) => "refused",
        Err(code) => code,
    };
    metrics::counter!("deich_webhook_attempts_total", "outcome" => word).increment(1);
    Ok(taken)
}

async fn give_up(app: &App, delivery: Uuid) -> Result<(), Error> {
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    if let Some(mut delivery) = store::deliveries::find_for_update(&tx, delivery).await? {
        delivery.state = DeliveryState::GivenUp;
        delivery.fault = Some("forgotten".to_owned());
        delivery.ended_at = Some(now);
        store::deliveries::save(&tx, &delivery).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Switches an endpoint off, and tells the administrators of its organisation by mail.
async fn switch_off(
    app: &App,
    tx: &db::Tx,
    endpoint: &mut Endpoint,
    reason: Reason,
) -> Result<(), Error> {
    let now = app.clock.now();
    endpoint.state = EndpointState::Disabled;
    endpoint.reason = Some(reason.name().to_owned());
    store::deliveries::give_up(tx, endpoint.id, "disabled", now).await?;
    let roles = [
        Role::StateAdministrator,
        Role::OfficeAdministrator,
        Role::InstitutionManager,
    ];
    let people = directory::people_with(tx, endpoint.organisation, &roles, now).await?;
    for person in people {
        let link = format!(
            "{}/verwaltung/schnittstellen/{}",
            app.settings.base_url, endpoint.id
        );
        let arguments = [
            ("name", person.name.as_str().into()),
            ("endpoint", endpoint.name.as_str().into()),
            ("reason", reason.name().into()),
            ("link", link.into()),
        ];
        let words = |key: &str| app.catalog.text(person.lang, key, &arguments);
        let subject = words("integration-mail-disabled-subject");
        let text = words("integration-mail-disabled-text");
        let message = mail::Message::new(person.email, subject, text).map_err(Error::internal)?;
        let (vault, clock, chance) = (&app.vault, &*app.clock, &*app.chance);
        mail::enqueue(tx, vault, clock, chance, endpoint.organisation, &message).await?;
    }
    let entry = audit::Entry {
        chain: endpoint.organisation.uuid(),
        actor: None,
        action: Action("webhook.disable"),
        subject: audit::Subject::new("webhook", kernel::Id::<()>::from_uuid(endpoint.id)),
        facts: vec![("reason", reason.name().into())],
    };
    audit::append(tx, &*app.clock, entry).await?;
    Ok(())
}
