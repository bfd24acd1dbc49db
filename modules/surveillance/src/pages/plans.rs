// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Which sets there are, and whether they are watched.

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use kernel::{Action, OrganisationId, Resource};
use web::{App, Context, Crumb, Error, Page, format, render};

use super::{PLANS, crumbs, path_of_plan};
use crate::actions;
use crate::store;
use crate::words::Words;

/// The state agency, if the actor may do `action` there.
pub async fn agency(app: &App, context: &Context, action: Action) -> Result<OrganisationId, Error> {
    let state = directory::state(app.db.read()).await?;
    context.allow(action, &Resource::of_state(state.id))?;
    Ok(state.id)
}

#[derive(Template)]
#[template(path = "surveillance/plans.html")]
struct PlansPage {
    page: Page,
    lines: Vec<Line>,
}

struct Line {
    href: String,
    title: String,
    active: bool,
    as_of: String,
    looked: String,
}

/// The page.
pub async fn page(State(app): State<App>, context: Context) -> Result<Html<String>, Error> {
    agency(&app, &context, actions::SIGNAL_CONFIGURE).await?;
    let conn = app.db.read();
    let lang = context.lang();
    let words = Words::of(&app, lang).await?;
    let mut lines = Vec::new();
    for set in &words.sets {
        let plan = store::plans::current(conn, set.key()).await?;
        let newest = store::runs::newest(conn, set.key(), 1).await?;
        lines.push(Line {
            href: path_of_plan(set.key()),
            title: set.title(lang),
            active: plan.is_some_and(|kept| kept.plan.active),
            as_of: format::date(lang, set.as_of()),
            looked: newest.first().map_or_else(
                || "–".to_owned(),
                |run| format::moment(lang, run.started_at),
            ),
        });
    }
    let title = context.t("surveillance-plans-title");
    let way = crumbs(&context, vec![Crumb::new(&title, PLANS)]);
    render(&PlansPage {
        page: context.page(&title, way),
        lines,
    })
}
