// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The projects of one's offices.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use serde::Deserialize;
use web::{App, Context, Error, Page, render};

use super::{LIST, PAGE_SIZE, crumbs, page_number, pages, project_path};
use crate::model::Project;
use crate::store::overview::Totals;
use crate::{actions, changing, store};

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct ListQuery {
    stand: String,
    seite: String,
}

#[derive(Template)]
#[template(path = "fieldwork/list.html")]
struct ListPage {
    page: Page,
    /// Whether the projects that are put away are shown.
    put_away: bool,
    may_manage: bool,
    /// Whether the actor sees projects of several offices.
    several: bool,
    lines: Vec<Line>,
    count: usize,
    current: u32,
    pages: u32,
    link: String,
}

struct Line {
    name: String,
    description: String,
    href: String,
    office: String,
    totals: Totals,
}

/// The value of the filter for projects that are put away.
const PUT_AWAY: &str = "abgelegt";

/// Shows the projects.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Query(query): Query<ListQuery>,
) -> Result<Html<String>, Error> {
    let conn = app.db.read();
    let offices = changing::offices(&app, &context, actions::PROJECT_READ).await?;
    let put_away = query.stand == PUT_AWAY;
    let mut found: Vec<(Project, Totals, String)> = Vec::new();
    for (office, _) in &offices {
        let name = directory::organisation(conn, *office).await?;
        let name = name.map_or(String::new(), |office| office.name);
        let totals = store::overview::totals(conn, *office).await?;
        for project in store::projects::of_office(conn, *office).await? {
            if project.archived == put_away {
                let total = totals.get(&project.id).copied().unwrap_or_default();
                found.push((project, total, name.clone()));
            }
        }
    }
    let count = found.len();
    let current = page_number(&query.seite);
    let size = usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX);
    let from = size.saturating_mul(current as usize - 1);
    let may_manage = changing::offices(&app, &context, actions::PROJECT_MANAGE).await?;
    let title = context.t("fieldwork-title");
    render(&ListPage {
        page: context.page(&title, crumbs(&context, Vec::new())),
        put_away,
        may_manage: !may_manage.is_empty(),
        several: offices.len() > 1,
        lines: found
            .into_iter()
            .skip(from)
            .take(size)
            .map(|(project, totals, office)| Line {
                href: project_path(project.id),
                name: project.name,
                description: project.description,
                office,
                totals,
            })
            .collect(),
        count,
        current,
        pages: pages(i64::try_from(count).unwrap_or(i64::MAX)),
        link: format!(
            "{LIST}?stand={}&seite=",
            if put_away { PUT_AWAY } else { "" }
        ),
    })
}
