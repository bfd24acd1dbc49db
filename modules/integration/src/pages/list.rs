// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The connected programs of an organisation.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use jiff::Timestamp;
use kernel::OrganisationId;
use serde::Deserialize;
use uuid::Uuid;
use web::{App, Context, Error, Page, render};

use super::{at, crumbs, may_manage};
use crate::model::DeliveryState;
use crate::{actions, store};

/// What the address asks for.
#[derive(Debug, Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    organisation: String,
}

struct Line {
    id: Uuid,
    name: String,
    host: String,
    badge: &'static str,
    state: String,
    waiting: i64,
    succeeded: Option<Timestamp>,
}

#[derive(Template)]
#[template(path = "integration/list.html")]
struct ListPage {
    page: Page,
    organisation: OrganisationId,
    name: String,
    choices: Vec<(OrganisationId, String)>,
    lines: Vec<Line>,
    may_manage: bool,
    feed: String,
    newest: i64,
}

/// Shows them.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Error> {
    let at = at(&app, &context, actions::WEBHOOK_READ, &asked.organisation).await?;
    let (conn, id) = (app.db.read(), at.organisation.id);
    let mut lines = Vec::new();
    for endpoint in store::endpoints::of_organisation(conn, id).await? {
        let (badge, state) = endpoint.badge();
        let waiting = Some(DeliveryState::Waiting);
        lines.push(Line {
            id: endpoint.id,
            host: host(&app, &endpoint.url),
            waiting: store::deliveries::count(conn, endpoint.id, waiting).await?,
            succeeded: endpoint.succeeded_at,
            name: endpoint.name,
            badge,
            state: state.to_owned(),
        });
    }
    render(&ListPage {
        page: context.page(context.t("integration-title"), crumbs(&context, vec![])),
        organisation: id,
        choices: at.choices,
        lines,
        may_manage: may_manage(&context, &at.place),
        feed: format!("{}/api/v1/events?organisation={id}", app.settings.base_url),
        newest: store::events::head(conn, id).await?,
        name: at.organisation.name,
    })
}

/// The server of an address.
fn host(app: &App, url: &str) -> String {
    app.outbound
        .target(url)
        .map_or_else(|_| url.to_owned(), |target| target.host().to_owned())
}
