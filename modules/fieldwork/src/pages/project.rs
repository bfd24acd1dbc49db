// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A project: its facts and its forms.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, Redirect};
use kernel::FormId;
use library::shelf;
use web::form::Fields;
use web::{App, Context, Error, Page, render};

use super::{
    crumbs_of, form_path, lists_path, project_for, project_path, standing, tablets_path, titled,
};
use crate::model::{Project, ProjectForm};
use crate::store::records::Which;
use crate::{actions, changing, lists, store};

#[derive(Template)]
#[template(path = "fieldwork/project.html")]
struct ProjectPage {
    page: Page,
    path: String,
    number: i64,
    tablets_href: String,
    description: String,
    archived: bool,
    office: String,
    created: String,
    tablets: usize,
    lists_href: String,
    lists: usize,
    may_manage: bool,
    forms: Vec<FormLine>,
    /// Forms that can be added: identifier and title.
    addable: Vec<(String, String)>,
}

impl ProjectPage {
    /// Whether tablets get a form of the project in no version.
    fn lacks_version(&self) -> bool {
        self.forms.iter().any(|line| line.version.is_none())
    }
}

struct FormLine {
    title: String,
    key: String,
    href: String,
    version: Option<String>,
    standing_kind: &'static str,
    standing: &'static str,
    records: i64,
    waiting: i64,
    waiting_href: String,
}

async fn line(app: &App, context: &Context, form: ProjectForm) -> Result<FormLine, Error> {
    let conn = app.db.read();
    let known = titled(app, context, &form).await?;
    let href = form_path(form.project, &form.xml_form_id);
    let (standing_kind, standing) = standing(&form);
    Ok(FormLine {
        title: known.title,
        version: known.offered,
        standing_kind,
        standing,
        records: store::records::count(conn, &form, Which::All).await?,
        waiting: store::records::count(conn, &form, Which::Waiting).await?,
        waiting_href: format!("{href}?filter=zurueckgestellt"),
        href,
        key: form.xml_form_id,
    })
}

/// The forms that the office can use and that are not in the project yet.
async fn addable(
    app: &App,
    project: &Project,
    forms: &[ProjectForm],
) -> Result<Vec<shelf::ShelfForm>, Error> {
    let mut usable = shelf::usable(app.db.read(), project.office, project.state).await?;
    usable.retain(|usable| {
        let known = |form: &ProjectForm| form.form == usable.id || form.xml_form_id == usable.key;
        !forms.iter().any(known)
    });
    Ok(usable)
}

/// Shows a project.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
) -> Result<Html<String>, Error> {
    let project = project_for(&app, &context, actions::PROJECT_READ, &number).await?;
    let conn = app.db.read();
    let forms = store::forms::of_project(conn, project.id).await?;
    let may_manage = context.may(actions::PROJECT_MANAGE, &project.place());
    let mut choice = Vec::new();
    if may_manage {
        for form in addable(&app, &project, &forms).await? {
            let title = form.title.get(context.lang().tag());
            choice.push((form.id.to_string(), format!("{title} ({})", form.key)));
        }
    }
    let mut lines = Vec::new();
    for form in forms {
        lines.push(line(&app, &context, form).await?);
    }
    let tablets = store::actors::tablets(conn, project.id).await?;
    let living = tablets.iter().filter(|tablet| tablet.ended_at.is_none());
    let office = directory::organisation(conn, project.office).await?;
    render(&ProjectPage {
        page: context.page(&project.name, crumbs_of(&context, &project, Vec::new())),
        path: project_path(project.id),
        number: project.id,
        tablets_href: tablets_path(project.id),
        archived: project.archived,
        office: office.map_or(String::new(), |office| office.name),
        created: web::format::moment(context.lang(), project.created_at),
        tablets: living.count(),
        lists_href: lists_path(project.id),
        lists: lists::of_project(&app, &project).await?.len(),
        may_manage,
        forms: lines,
        addable: choice,
        description: project.description,
    })
}

/// Adds a form to a project.
pub(crate) async fn add_form(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let project = project_for(&app, &context, actions::PROJECT_MANAGE, &number).await?;
    let path = project_path(project.id);
    let Ok(wanted) = fields.text("formular").parse::<FormId>() else {
        let text = context.t("fieldwork-form-choose");
        context.flash("warning", text).await?;
        return Ok(Redirect::to(&path));
    };
    let forms = store::forms::of_project(app.db.read(), project.id).await?;
    if forms.iter().any(|form| form.form == wanted) {
        let text = context.t("fieldwork-form-known");
        context.flash("info", text).await?;
        return Ok(Redirect::to(&path));
    }
    let usable = addable(&app, &project, &forms).await?;
    let form = usable.iter().find(|form| form.id == wanted);
    let form = form.ok_or(Error::NotFound)?;
    let added = changing::add_form(&app, &context, &project, (&form.key, form.id)).await?;
    let (kind, key) = if added {
        ("success", "fieldwork-form-added")
    } else {
        ("info", "fieldwork-form-known")
    };
    let title = form.title.get(context.lang().tag());
    let text = context.t_with(key, &[("title", title.into())]);
    context.flash(kind, text).await?;
    Ok(Redirect::to(&path))
}
