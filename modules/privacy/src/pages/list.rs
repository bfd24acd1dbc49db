// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The requests of an office. The list names nobody: whoever wants to know who asks opens a request, and that
//! is recorded.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use kernel::berlin_date;
use serde::Deserialize;
use web::form::encode_component;
use web::{App, Context, Error, Page, render};

use super::{Names, PAGE_SIZE, at_office, crumbs, request_path};
use crate::model::{RequestKind, RequestState};
use crate::store::requests::Filter;
use crate::{actions, store};

/// What the address says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    amt: String,
    art: String,
    stand: String,
    wer: String,
    seite: String,
}

#[derive(Template)]
#[template(path = "privacy/list.html")]
struct ListPage {
    page: Page,
    office: String,
    office_id: String,
    kinds: &'static [RequestKind],
    kind: String,
    state: String,
    who: String,
    lines: Vec<Line>,
    count: i64,
    number: u32,
    pages: u32,
    paging: String,
}

struct Line {
    href: String,
    number: String,
    kind: RequestKind,
    state: RequestState,
    received: String,
    due: String,
    overdue: bool,
    waits: bool,
    assignee: String,
}

/// Shows the requests.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Query(query): Query<ListQuery>,
) -> Result<Html<String>, Error> {
    let at = at_office(&app, &context, actions::PRIVACY_REQUEST, &query.amt).await?;
    let conn = app.db.read();
    let lang = context.lang();
    let today = berlin_date(app.clock.now());
    let filter = Filter {
        kind: query.art.parse().ok(),
        state: query.stand.parse().ok(),
        assignee: if query.wer == "ich" {
            Some(context.person()?)
        } else {
            None
        },
    };
    let count = store::requests::count(conn, at.office.id, filter).await?;
    let pages = u32::try_from((count + PAGE_SIZE - 1) / PAGE_SIZE);
    let pages = pages.unwrap_or(u32::MAX).max(1);
    let number = query.seite.parse().unwrap_or(1_u32).clamp(1, pages);
    let part = (i64::from(number - 1) * PAGE_SIZE, PAGE_SIZE);
    let mut names = Names::default();
    let mut lines = Vec::new();
    for request in store::requests::page(conn, at.office.id, filter, part).await? {
        lines.push(Line {
            href: request_path(request.id),
            kind: request.kind,
            state: request.state,
            received: web::format::date(lang, request.received_on),
            due: web::format::date(lang, request.due_on),
            overdue: request.is_overdue(today),
            waits: request.proposal.is_some(),
            assignee: names.get(&app, &context, request.assignee).await?,
            number: request.number,
        });
    }
    let paging = format!(
        "?amt={}&art={}&stand={}&wer={}&seite=",
        at.office.id,
        encode_component(&query.art),
        encode_component(&query.stand),
        encode_component(&query.wer)
    );
    render(&ListPage {
        page: context.page(context.t("privacy-nav"), crumbs(&context, Vec::new())),
        office: at.office.name,
        office_id: at.office.id.to_string(),
        kinds: RequestKind::ALL,
        kind: query.art,
        state: query.stand,
        who: query.wer,
        lines,
        count,
        number,
        pages,
        paging,
    })
}
