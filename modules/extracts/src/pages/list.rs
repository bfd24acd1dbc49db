// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! All extracts of the state agency.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use serde::Deserialize;
use web::{App, Context, Error, Page, render};

use super::{agency, crumbs, path_of};
use crate::actions;
use crate::model::{ExtractState, KEEP_DAYS, Use};
use crate::store;

/// How many lines a page has.
const PER_PAGE: i64 = 50;

#[derive(Template)]
#[template(path = "extracts/list.html")]
struct ListPage {
    page: Page,
    lines: Vec<Line>,
    days: i64,
    may_make: bool,
    number: u32,
    pages: u32,
}

struct Line {
    href: String,
    title: String,
    use_of: Use,
    state: ExtractState,
    waits: bool,
    made: String,
}

/// The kind of badge for how far an extract is.
pub fn badge(state: ExtractState) -> &'static str {
    match state {
        ExtractState::Draft => "neutral",
        ExtractState::Running => "info",
        ExtractState::Done => "success",
        ExtractState::Failed => "warning",
    }
}

impl Line {
    fn badge(&self) -> &'static str {
        badge(self.state)
    }
}

/// The query of the page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    seite: String,
}

/// Shows them.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Query(wish): Query<Wish>,
) -> Result<Html<String>, Error> {
    let agency = agency(&app, &context, actions::EXTRACT_READ).await?;
    let conn = app.db.read();
    let count = store::count(conn, agency).await?;
    let pages = u32::try_from((count + PER_PAGE - 1) / PER_PAGE);
    let pages = pages.unwrap_or(u32::MAX).max(1);
    let number = wish.seite.parse().unwrap_or(1_u32).clamp(1, pages);
    let part = (i64::from(number - 1) * PER_PAGE, PER_PAGE);
    let lang = context.lang();
    let extracts = store::page(conn, agency, part).await?;
    render(&ListPage {
        page: context.page(context.t("extracts-nav"), crumbs(&context, Vec::new())),
        lines: extracts
            .into_iter()
            .map(|extract| Line {
                href: path_of(extract.id),
                use_of: extract.use_of,
                state: extract.state,
                waits: extract.waits(),
                made: web::format::moment(lang, extract.made_at),
                title: extract.title,
            })
            .collect(),
        days: KEEP_DAYS,
        may_make: context.may(actions::EXTRACT_MAKE, &kernel::Resource::of_state(agency)),
        number,
        pages,
    })
}
