// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How other programs take part in a project: addresses, name and password.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Html;
use web::form::encode_component;
use web::{App, Context, Crumb, Error, Page, render};

use super::{crumbs_of, project_for, project_path, titled};
use crate::model::ProjectForm;
use crate::{actions, store};

#[derive(Template)]
#[template(path = "fieldwork/programs.html")]
struct ProgramsPage {
    page: Page,
    base: String,
    project: i64,
    user: String,
    /// The forms: title and address of the feed.
    feeds: Vec<(String, String)>,
}

/// The address of the feed of a form.
pub(super) fn feed(app: &App, form: &ProjectForm) -> String {
    format!(
        "{}/v1/projects/{}/forms/{}.svc",
        app.settings.base_url,
        form.project,
        encode_component(&form.xml_form_id)
    )
}

/// Says what a program needs to know.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
) -> Result<Html<String>, Error> {
    let project = project_for(&app, &context, actions::PROJECT_READ, &number).await?;
    let conn = app.db.read();
    let mut feeds = Vec::new();
    for form in store::forms::of_project(conn, project.id).await? {
        let known = titled(&app, &context, &form).await?;
        feeds.push((known.title, feed(&app, &form)));
    }
    let me = directory::person(conn, context.person()?).await?;
    let title = context.t("fieldwork-programs-title");
    let path = format!("{}/programme", project_path(project.id));
    let way = vec![Crumb::new(&title, &path)];
    render(&ProgramsPage {
        page: context.page(&title, crumbs_of(&context, &project, way)),
        base: app.settings.base_url.clone(),
        project: project.id,
        user: me.map_or(String::new(), |me| me.email.to_string()),
        feeds,
    })
}
