// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One connected program: how it is, what was delivered to it; holding it, letting it go on, trying it.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, Redirect};
use jiff::Timestamp;
use serde::Deserialize;
use uuid::Uuid;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::edit::kind_in_words;
use super::{PAGE_SIZE, crumbs, endpoint_for, hold, may_manage, note, page_number, pages, path_of};
use crate::feed::new_id;
use crate::model::{Delivery, DeliveryState, Endpoint, EndpointState, TRIAL};
use crate::{actions, delivering, store};

/// What the address asks for.
#[derive(Debug, Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    stand: String,
    seite: String,
}

/// A delivery in the list.
struct Line {
    href: String,
    created: Timestamp,
    kind: String,
    badge: &'static str,
    state: String,
    attempts: i64,
    outcome: String,
    next: Option<Timestamp>,
}

#[derive(Template)]
#[template(path = "integration/endpoint.html")]
struct EndpointPage {
    page: Page,
    endpoint: Endpoint,
    path: String,
    badge: &'static str,
    state: String,
    active: bool,
    kinds: Vec<String>,
    collections: Vec<String>,
    lines: Vec<Line>,
    count: i64,
    number: u32,
    pages: u32,
    states: Vec<String>,
    chosen: String,
    may_manage: bool,
}

/// What came of the last attempt, in words: a status, a fault, or nothing yet.
pub(super) fn outcome(context: &Context, status: Option<i64>, fault: Option<&str>) -> String {
    match (fault, status) {
        (Some(fault), _) => context.t(&format!("integration-fault-{fault}")),
        (None, Some(status)) => context.t_with(
            "integration-status",
            &[("status", status.to_string().into())],
        ),
        (None, None) => String::new(),
    }
}

fn line(context: &Context, delivery: Delivery, endpoint: &Endpoint) -> Line {
    let waits = delivery.state == DeliveryState::Waiting && endpoint.state == EndpointState::Active;
    let rested = endpoint.resting_until.unwrap_or(delivery.due_at);
    Line {
        href: format!("{}/zustellungen/{}", path_of(endpoint.id), delivery.id),
        created: delivery.created_at,
        outcome: outcome(context, delivery.status, delivery.fault.as_deref()),
        badge: delivery.state.badge(),
        state: delivery.state.name().to_owned(),
        attempts: delivery.attempts,
        next: waits.then(|| delivery.due_at.max(rested)),
        kind: delivery.kind,
    }
}

/// Shows it.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Error> {
    let (endpoint, place) = endpoint_for(&app, &context, actions::WEBHOOK_READ, &id).await?;
    let conn = app.db.read();
    let state = DeliveryState::named(&asked.stand);
    let count = store::deliveries::count(conn, endpoint.id, state).await?;
    let number = page_number(&asked.seite).min(pages(count));
    let offset = i64::from(number - 1) * PAGE_SIZE;
    let found = store::deliveries::list(conn, endpoint.id, state, PAGE_SIZE, offset).await?;
    let lines = found
        .into_iter()
        .map(|delivery| line(&context, delivery, &endpoint))
        .collect();
    let titles = store::events::collections(conn).await?;
    let collections = endpoint.collections.iter().map(|id| {
        let known = titles.iter().find(|one| one.collection == *id);
        known.map_or_else(|| id.to_string(), |one| one.title.clone())
    });
    let (badge, words) = endpoint.badge();
    let path = path_of(endpoint.id);
    let crumbs = crumbs(&context, vec![Crumb::new(&endpoint.name, &path)]);
    render(&EndpointPage {
        page: context.page(&endpoint.name, crumbs),
        badge,
        state: words.to_owned(),
        active: endpoint.state == EndpointState::Active,
        kinds: endpoint
            .kinds
            .iter()
            .map(|kind| kind_in_words(&context, kind))
            .collect(),
        collections: collections.collect(),
        lines,
        count,
        number,
        pages: pages(count),
        states: DeliveryState::ALL.map(|one| one.name().to_owned()).to_vec(),
        chosen: state.map_or("", DeliveryState::name).to_owned(),
        may_manage: may_manage(&context, &place),
        path,
        endpoint,
    })
}

/// Lets events wait for it.
pub async fn pause(
    State(app): State<App>,
    context: Context,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let wish = (EndpointState::Paused, "webhook.pause");
    let endpoint = switch(&app, &context, &id, &fields, wish).await?;
    let text = context.t("integration-paused");
    context.flash("success", text).await?;
    Ok(Redirect::to(&path_of(endpoint)))
}

/// Lets it go on, also after it was switched off.
pub async fn resume(
    State(app): State<App>,
    context: Context,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let wish = (EndpointState::Active, "webhook.resume");
    let endpoint = switch(&app, &context, &id, &fields, wish).await?;
    let text = context.t("integration-resumed");
    context.flash("success", text).await?;
    Ok(Redirect::to(&path_of(endpoint)))
}

async fn switch(
    app: &App,
    context: &Context,
    id: &str,
    fields: &Fields,
    (state, action): (EndpointState, &'static str),
) -> Result<Uuid, Error> {
    let (endpoint, _) = endpoint_for(app, context, actions::WEBHOOK_MANAGE, id).await?;
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    let mut endpoint = hold(context, &tx, endpoint.id, fields).await?;
    endpoint.state = state;
    endpoint.reason = None;
    store::endpoints::change(&tx, &endpoint, now).await?;
    if state == EndpointState::Active {
        endpoint.failures = 0;
        endpoint.failing_since = None;
        endpoint.resting_until = None;
        store::endpoints::note_health(&tx, &endpoint).await?;
        delivering::wake(app, &tx, endpoint.id, now).await?;
    }
    note(app, &tx, context, &endpoint, action, vec![]).await?;
    tx.commit().await?;
    Ok(endpoint.id)
}

/// Sends a trial.
pub async fn try_out(
    State(app): State<App>,
    context: Context,
    Path(id): Path<String>,
) -> Result<Redirect, Error> {
    let (endpoint, _) = endpoint_for(&app, &context, actions::WEBHOOK_MANAGE, &id).await?;
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    let endpoint = store::endpoints::find_for_update(&tx, endpoint.id).await?;
    let mut endpoint = endpoint.ok_or(Error::NotFound)?;
    if endpoint.state != EndpointState::Active {
        return Err(Error::Conflict(context.t("integration-not-active")));
    }
    let id = new_id(&app);
    let delivery = Delivery {
        id,
        endpoint: endpoint.id,
        sequence: 0,
        event: id,
        kind: TRIAL.to_owned(),
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
    // Somebody is looking: now, and not after the rest.
    endpoint.resting_until = None;
    store::endpoints::note_health(&tx, &endpoint).await?;
    delivering::wake(&app, &tx, endpoint.id, now).await?;
    note(&app, &tx, &context, &endpoint, "webhook.trial", vec![]).await?;
    tx.commit().await?;
    context
        .flash("success", context.t("integration-tried"))
        .await?;
    let path = format!("{}/zustellungen/{id}", path_of(endpoint.id));
    Ok(Redirect::to(&path))
}
