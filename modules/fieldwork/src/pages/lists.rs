// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The lists of entities of a project, and making one.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use web::form::Fields;
use web::{App, Context, Error, Page, render};

use super::{crumbs_of_lists, list_path, lists_path, project_for};
use crate::lists::{self, BadName};
use crate::model::Project;
use crate::store::entities::Which;
use crate::{actions, store};

#[derive(Template)]
#[template(path = "fieldwork/lists.html")]
struct ListsPage {
    page: Page,
    path: String,
    may_manage: bool,
    lines: Vec<Line>,
    typed_name: String,
    name_error: String,
    errors: Vec<(String, String)>,
    approval: bool,
}

struct Line {
    name: String,
    href: String,
    entities: i64,
    /// How many whose changes contradict each other.
    contradicting: i64,
    contradicting_href: String,
    /// The forms that write it.
    writers: String,
    approval: bool,
}

/// What is wrong with the name of a list or property.
pub(super) fn name_error(context: &Context, bad: BadName) -> String {
    context.t(match bad {
        BadName::Taken => "fieldwork-name-taken",
        BadName::Unfit => "fieldwork-name-unfit",
    })
}

async fn show(
    app: &App,
    context: &Context,
    project: &Project,
    (name, approval, name_error): (String, bool, String),
) -> Result<Response, Error> {
    let conn = app.db.read();
    let mut lines = Vec::new();
    for list in lists::of_project(app, project).await? {
        let href = list_path(&list);
        let writers = lists::writers(app, project, &list.name).await?;
        lines.push(Line {
            entities: store::entities::count(conn, &list, Which::Living).await?,
            contradicting: store::entities::count(conn, &list, Which::Contradicting).await?,
            contradicting_href: format!("{href}?filter=widersprueche"),
            writers: lists::in_line(&writers),
            approval: list.approval_required,
            href,
            name: list.name,
        });
    }
    let title = context.t_with(
        "fieldwork-lists-of",
        &[("project", project.name.as_str().into())],
    );
    let status = if name_error.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let html = render(&ListsPage {
        page: context.page(&title, crumbs_of_lists(context, project, Vec::new())),
        path: lists_path(project.id),
        may_manage: context.may(actions::PROJECT_MANAGE, &project.place()),
        lines,
        typed_name: name,
        errors: if name_error.is_empty() {
            Vec::new()
        } else {
            vec![("name".to_owned(), name_error.clone())]
        },
        name_error,
        approval,
    })?;
    Ok((status, html).into_response())
}

/// Shows the lists.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
) -> Result<Response, Error> {
    let project = project_for(&app, &context, actions::PROJECT_READ, &number).await?;
    show(&app, &context, &project, Default::default()).await
}

/// Makes a list.
pub(crate) async fn add(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let project = project_for(&app, &context, actions::PROJECT_MANAGE, &number).await?;
    let name = fields.text("name");
    let approval = fields.has("freigabe");
    if let Err(bad) = lists::add(&app, &context, &project, (name, approval)).await? {
        let typed = (name.to_owned(), approval, name_error(&context, bad));
        return show(&app, &context, &project, typed).await;
    }
    let text = context.t_with("fieldwork-list-made", &[("name", name.into())]);
    context.flash("success", text).await?;
    let made = lists::find(&app, &project, name).await?;
    let made = made.ok_or(Error::NotFound)?;
    Ok(Redirect::to(&list_path(&made)).into_response())
}
