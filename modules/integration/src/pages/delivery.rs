// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One delivery: what was sent, how often, what came of it; sending it again.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, Redirect};
use jiff::Timestamp;
use uuid::Uuid;
use web::{App, Context, Error, Page, render};

use super::endpoint::outcome;
use super::{crumbs_of, endpoint_for, may_manage, note, path_of};
use crate::model::{Delivery, DeliveryState, Endpoint, EndpointState};
use crate::{actions, delivering, store};

struct Line {
    number: i64,
    at: Timestamp,
    outcome: String,
    millis: i64,
}

#[derive(Template)]
#[template(path = "integration/delivery.html")]
struct DeliveryPage {
    page: Page,
    delivery: Delivery,
    path: String,
    back: String,
    next: Option<Timestamp>,
    last: String,
    body: String,
    attempts: Vec<Line>,
    may_send: bool,
}

async fn found(app: &App, endpoint: &Endpoint, id: &str) -> Result<Delivery, Error> {
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let delivery = store::deliveries::find(app.db.read(), id).await?;
    delivery
        .filter(|delivery| delivery.endpoint == endpoint.id)
        .ok_or(Error::NotFound)
}

/// Shows it.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path((id, delivery)): Path<(String, String)>,
) -> Result<Html<String>, Error> {
    let (endpoint, place) = endpoint_for(&app, &context, actions::WEBHOOK_READ, &id).await?;
    let delivery = found(&app, &endpoint, &delivery).await?;
    let body = delivering::body_of(&app, &endpoint, &delivery).await?;
    let body = match body {
        Some(bytes) => {
            let value: serde_json::Value =
                serde_json::from_slice(&bytes).map_err(Error::internal)?;
            serde_json::to_string_pretty(&value).map_err(Error::internal)?
        }
        None => String::new(),
    };
    let attempts = store::deliveries::attempts(app.db.read(), delivery.id).await?;
    let is_active = endpoint.state == EndpointState::Active;
    let waits = delivery.state == DeliveryState::Waiting && is_active;
    let rested = endpoint.resting_until.unwrap_or(delivery.due_at);
    let title = context.t_with(
        "integration-delivery-title",
        &[("kind", delivery.kind.as_str().into())],
    );
    let back = path_of(endpoint.id);
    render(&DeliveryPage {
        page: context.page(&title, crumbs_of(&context, &endpoint, &title)),
        path: format!("{back}/zustellungen/{}", delivery.id),
        back,
        next: waits.then(|| delivery.due_at.max(rested)),
        last: outcome(&context, delivery.status, delivery.fault.as_deref()),
        may_send: is_active && !body.is_empty() && may_manage(&context, &place),
        body,
        attempts: attempts
            .into_iter()
            .map(|attempt| Line {
                number: attempt.number,
                at: attempt.at,
                outcome: outcome(&context, attempt.status, attempt.fault.as_deref()),
                millis: attempt.millis,
            })
            .collect(),
        delivery,
    })
}

/// Sends it again, in a new series of attempts.
pub async fn again(
    State(app): State<App>,
    context: Context,
    Path((id, delivery)): Path<(String, String)>,
) -> Result<Redirect, Error> {
    let (endpoint, _) = endpoint_for(&app, &context, actions::WEBHOOK_MANAGE, &id).await?;
    let delivery = found(&app, &endpoint, &delivery).await?;
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    let endpoint = store::endpoints::find_for_update(&tx, endpoint.id).await?;
    let mut endpoint = endpoint.ok_or(Error::NotFound)?;
    if endpoint.state != EndpointState::Active {
        return Err(Error::Conflict(context.t("integration-not-active")));
    }
    let delivery = store::deliveries::find_for_update(&tx, delivery.id).await?;
    let mut delivery = delivery.ok_or(Error::NotFound)?;
    delivery.state = DeliveryState::Waiting;
    delivery.tries = 0;
    delivery.since = now;
    delivery.due_at = now;
    delivery.ended_at = None;
    store::deliveries::save(&tx, &delivery).await?;
    endpoint.resting_until = None;
    store::endpoints::note_health(&tx, &endpoint).await?;
    delivering::wake(&app, &tx, endpoint.id, now).await?;
    let facts = vec![("delivery", delivery.id.into())];
    note(&app, &tx, &context, &endpoint, "webhook.redeliver", facts).await?;
    tx.commit().await?;
    context
        .flash("success", context.t("integration-again"))
        .await?;
    let path = format!("{}/zustellungen/{}", path_of(endpoint.id), delivery.id);
    Ok(Redirect::to(&path))
}
