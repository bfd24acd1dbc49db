// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The defects of a project: what is to be mended until when. Nothing that was written is opened for it.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Html;
use kernel::berlin_date;
use serde::Deserialize;
use web::{App, Context, Crumb, Error, Page, render};

use super::facility::{DefectLine, defect_line};
use super::{May, defects_path, plan_for, plan_path, way};
use crate::actions;
use crate::model::inspecting::DefectState;
use crate::pages::{PAGE_SIZE, page_number, pages};
use crate::store::inspecting::defects::{self, Filter};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct DefectQuery {
    filter: String,
    seite: String,
}

/// The choices by their names in addresses and messages.
const FILTERS: [&str; 7] = [
    "offen",
    "ueberfaellig",
    "schwer",
    "gemeldet",
    "behoben",
    "erlassen",
    "alle",
];

fn filter_of(name: &str) -> Filter {
    let state = |state| Filter {
        state: Some(state),
        ..Filter::default()
    };
    match name {
        "ueberfaellig" => Filter {
            overdue: true,
            ..Filter::default()
        },
        "schwer" => Filter {
            severe: true,
            ..Filter::default()
        },
        "gemeldet" => state(DefectState::Reported),
        "behoben" => state(DefectState::Confirmed),
        "erlassen" => state(DefectState::Waived),
        "alle" => Filter {
            all: true,
            ..Filter::default()
        },
        _ => Filter::default(),
    }
}

#[derive(Template)]
#[template(path = "fieldwork/inspecting/defects.html")]
struct DefectsPage {
    page: Page,
    base: String,
    tab: &'static str,
    may: May,
    path: String,
    filters: Vec<Choice>,
    lines: Vec<DefectLine>,
    count: i64,
    current: u32,
    pages: u32,
    paging: String,
}

struct Choice {
    name: &'static str,
    current: bool,
    count: i64,
}

/// Shows the defects.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
    Query(query): Query<DefectQuery>,
) -> Result<Html<String>, Error> {
    let (project, _) = plan_for(&app, &context, actions::PROJECT_READ, &number).await?;
    let conn = app.db.read();
    let today = berlin_date(app.clock.now());
    let known = FILTERS.iter().find(|name| **name == query.filter);
    let name = known.copied().unwrap_or("offen");
    let mut filters = Vec::new();
    for choice in FILTERS {
        filters.push(Choice {
            name: choice,
            current: choice == name,
            count: defects::count(conn, project.id, &filter_of(choice), today).await?,
        });
    }
    let chosen = filters.iter().find(|choice| choice.current);
    let count = chosen.map_or(0, |choice| choice.count);
    let all = pages(count);
    let current = page_number(&query.seite).min(all);
    let part = (i64::from(current - 1) * PAGE_SIZE, PAGE_SIZE);
    let found = defects::page(conn, project.id, &filter_of(name), today, part).await?;
    let path = defects_path(project.id);
    let title = context.t("inspect-defects");
    render(&DefectsPage {
        page: context.page(
            &title,
            way(&context, &project, vec![Crumb::new(&title, &path)]),
        ),
        base: plan_path(project.id),
        tab: "maengel",
        may: May::of(&context, &project),
        filters,
        lines: found
            .into_iter()
            .map(|one| defect_line(&app, &context, one.defect, &one.facility))
            .collect(),
        count,
        current,
        pages: all,
        paging: format!("{path}?filter={name}&seite="),
        path,
    })
}
