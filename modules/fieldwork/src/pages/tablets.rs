// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The tablets of a project, and which of them may fill in which form.

use std::collections::HashSet;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use serde::Deserialize;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::{
    PAGE_SIZE, crumbs_of, page_number, pages, project_for, tablet_path, tablets_path, titled,
};
use crate::model::Project;
use crate::{actions, changing, store};

/// The most characters of a tablet's name.
const LONGEST: usize = 100;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct TabletsQuery {
    seite: String,
}

#[derive(Template)]
#[template(path = "fieldwork/tablets.html")]
struct TabletsPage {
    page: Page,
    path: String,
    may_manage: bool,
    /// The titles of the forms, in the order of the columns.
    forms: Vec<String>,
    lines: Vec<Line>,
    /// Whether a shown tablet can be given forms.
    can_save: bool,
    current: u32,
    pages: u32,
    link: String,
    typed_name: String,
    name_error: String,
    errors: Vec<(String, String)>,
    longest: usize,
}

struct Line {
    name: String,
    href: String,
    created: String,
    /// When its key was withdrawn; empty if it is good.
    ended: String,
    /// Whether it may fill in each form.
    cells: Vec<Cell>,
}

struct Cell {
    /// What is posted: tablet and form.
    value: String,
    /// The words of the box: tablet and form.
    label: String,
    ticked: bool,
}

/// What is posted of a box.
fn value(tablet: i64, xml_form_id: &str) -> String {
    format!("{tablet}:{xml_form_id}")
}

async fn show(
    app: &App,
    context: &Context,
    project: &Project,
    current: u32,
    (name, name_error): (String, String),
) -> Result<Response, Error> {
    let conn = app.db.read();
    let forms = store::forms::of_project(conn, project.id).await?;
    let mut titles = Vec::new();
    for form in &forms {
        titles.push(titled(app, context, form).await?.title);
    }
    let allowed: HashSet<(String, i64)> = store::forms::assignments(conn, project.id)
        .await?
        .into_iter()
        .collect();
    let mut tablets = store::actors::tablets(conn, project.id).await?;
    tablets.sort_by_key(|tablet| tablet.ended_at.is_some());
    let count = i64::try_from(tablets.len()).unwrap_or(i64::MAX);
    let size = usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX);
    let moment = |at| web::format::moment(context.lang(), at);
    let lines: Vec<Line> = tablets
        .into_iter()
        .skip(size.saturating_mul(current as usize - 1))
        .take(size)
        .map(|tablet| {
            let cells = forms.iter().zip(&titles).map(|(form, title)| Cell {
                value: value(tablet.id, &form.xml_form_id),
                label: format!("{}: {title}", tablet.name),
                ticked: allowed.contains(&(form.xml_form_id.clone(), tablet.id)),
            });
            Line {
                cells: cells.collect(),
                href: tablet_path(project.id, tablet.id),
                created: moment(tablet.created_at),
                ended: tablet.ended_at.map_or(String::new(), moment),
                name: tablet.name,
            }
        })
        .collect();
    let path = tablets_path(project.id);
    let title = context.t_with(
        "fieldwork-tablets-of",
        &[("project", project.name.as_str().into())],
    );
    let way = vec![Crumb::new(context.t("fieldwork-tablets"), &path)];
    let status = if name_error.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let errors = if name_error.is_empty() {
        Vec::new()
    } else {
        vec![("name".to_owned(), name_error.clone())]
    };
    let may_manage = context.may(actions::PROJECT_MANAGE, &project.place());
    let html = render(&TabletsPage {
        page: context.page(&title, crumbs_of(context, project, way)),
        may_manage,
        can_save: may_manage
            && !titles.is_empty()
            && lines.iter().any(|line| line.ended.is_empty()),
        forms: titles,
        lines,
        current,
        pages: pages(count),
        link: format!("{path}?seite="),
        path,
        typed_name: name,
        name_error,
        errors,
        longest: LONGEST,
    })?;
    Ok((status, html).into_response())
}

/// Shows the tablets.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
    Query(query): Query<TabletsQuery>,
) -> Result<Response, Error> {
    let project = project_for(&app, &context, actions::PROJECT_READ, &number).await?;
    let current = page_number(&query.seite);
    show(&app, &context, &project, current, Default::default()).await
}

/// Lets tablets fill in exactly the forms that are ticked. Only boxes that differ from what was shown
/// count, so that two people who change different ones do not undo one another.
pub(crate) async fn save(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let project = project_for(&app, &context, actions::PROJECT_MANAGE, &number).await?;
    let conn = app.db.read();
    let shown: HashSet<&str> = fields.all("war").collect();
    let wanted: HashSet<&str> = fields.all("darf").collect();
    let forms = store::forms::of_project(conn, project.id).await?;
    let mut changed = 0_usize;
    for tablet in store::actors::tablets(conn, project.id).await? {
        if tablet.ended_at.is_some() {
            continue;
        }
        for form in &forms {
            let value = value(tablet.id, &form.xml_form_id);
            let may = wanted.contains(value.as_str());
            if may != shown.contains(value.as_str()) {
                changing::assign(&app, &context, &project, form, (&tablet, may)).await?;
                changed += 1;
            }
        }
    }
    let text = context.t_with("fieldwork-tablets-saved", &[("count", changed.into())]);
    context.flash("success", text).await?;
    Ok(Redirect::to(&tablets_path(project.id)))
}

/// Adds a tablet and shows how it is set up.
pub(crate) async fn add(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let project = project_for(&app, &context, actions::PROJECT_MANAGE, &number).await?;
    let name = fields.text("name");
    let error = if name.is_empty() {
        context.t("fieldwork-tablet-name-missing")
    } else if name.chars().count() > LONGEST {
        context.t_with("fieldwork-too-long", &[("longest", LONGEST.into())])
    } else {
        String::new()
    };
    if !error.is_empty() {
        return show(&app, &context, &project, 1, (name.to_owned(), error)).await;
    }
    let tablet = changing::add_tablet(&app, &context, &project, name).await?;
    // Who has one form has nothing to choose.
    if let [form] = store::forms::of_project(app.db.read(), project.id)
        .await?
        .as_slice()
    {
        changing::assign(&app, &context, &project, form, (&tablet, true)).await?;
    }
    Ok(Redirect::to(&tablet_path(project.id, tablet.id)).into_response())
}
