// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Making a project, and changing its name, its description and whether it is put away.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use directory::Organisation;
use http::StatusCode;
use kernel::{OrganisationId, Resource};
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::{LIST, crumbs, crumbs_of, project_for, project_path};
use crate::actions;
use crate::changing::{self, LONGEST};
use crate::model::Project;

/// The most characters of a name.
const LONGEST_NAME: usize = 200;

#[derive(Template)]
#[template(path = "fieldwork/new.html")]
struct NewPage {
    page: Page,
    path: String,
    back: String,
    /// Whether a project is changed, not made.
    exists: bool,
    /// The offices to choose from; empty if there is no choice.
    offices: Vec<Organisation>,
    office: String,
    typed_name: String,
    description: String,
    archived: bool,
    name_error: String,
    description_error: String,
    errors: Vec<(String, String)>,
    longest_name: usize,
    longest: usize,
}

/// What is typed.
#[derive(Default)]
struct Typed {
    office: String,
    name: String,
    description: String,
    archived: bool,
}

impl Typed {
    fn of(fields: &Fields) -> Self {
        Self {
            office: fields.text("amt").to_owned(),
            name: fields.text("name").to_owned(),
            description: fields.text("beschreibung").replace("\r\n", "\n"),
            archived: fields.has("abgelegt"),
        }
    }

    /// What is wrong with the name and the description; empty if nothing is.
    fn errors(&self, context: &Context) -> (String, String) {
        let long =
            |longest: usize| context.t_with("fieldwork-too-long", &[("longest", longest.into())]);
        let name = if self.name.is_empty() {
            context.t("fieldwork-name-missing")
        } else if self.name.chars().count() > LONGEST_NAME {
            long(LONGEST_NAME)
        } else {
            String::new()
        };
        let description = if self.description.chars().count() > LONGEST {
            long(LONGEST)
        } else {
            String::new()
        };
        (name, description)
    }
}

/// The offices at which the actor may make projects; whoever may nowhere is refused.
async fn manageable(
    app: &App,
    context: &Context,
) -> Result<Vec<(OrganisationId, OrganisationId)>, Error> {
    let offices = changing::offices(app, context, actions::PROJECT_MANAGE).await?;
    if offices.is_empty() {
        context.allow(actions::PROJECT_MANAGE, &Resource::INSTALLATION)?;
    }
    Ok(offices)
}

async fn show(
    app: &App,
    context: &Context,
    project: Option<&Project>,
    typed: Typed,
    (name_error, description_error): (String, String),
) -> Result<Response, Error> {
    let mut offices = Vec::new();
    let (title, path, back, way);
    if let Some(project) = project {
        title = context.t("fieldwork-change-title");
        back = project_path(project.id);
        path = format!("{back}/aendern");
        way = crumbs_of(context, project, vec![Crumb::new(&title, &path)]);
    } else {
        let known = manageable(app, context).await?;
        if known.len() > 1 {
            for (office, _) in known {
                offices.extend(directory::organisation(app.db.read(), office).await?);
            }
        }
        title = context.t("fieldwork-new-title");
        back = LIST.to_owned();
        path = format!("{LIST}/neu");
        way = crumbs(context, vec![Crumb::new(&title, &path)]);
    }
    let errors: Vec<(String, String)> =
        [("name", &name_error), ("beschreibung", &description_error)]
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(name, text)| (name.to_owned(), text.clone()))
            .collect();
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let html = render(&NewPage {
        page: context.page(&title, way),
        path,
        back,
        exists: project.is_some(),
        offices,
        office: typed.office,
        typed_name: typed.name,
        description: typed.description,
        archived: typed.archived,
        name_error,
        description_error,
        errors,
        longest_name: LONGEST_NAME,
        longest: LONGEST,
    })?;
    Ok((status, html).into_response())
}

/// The form for a new project.
pub(crate) async fn page(State(app): State<App>, context: Context) -> Result<Response, Error> {
    show(&app, &context, None, Typed::default(), Default::default()).await
}

/// Makes a project.
pub(crate) async fn create(
    State(app): State<App>,
    context: Context,
    fields: Fields,
) -> Result<Response, Error> {
    let offices = manageable(&app, &context).await?;
    let typed = Typed::of(&fields);
    let wanted = match typed.office.parse::<OrganisationId>() {
        Ok(wanted) => offices.iter().find(|(office, _)| *office == wanted),
        Err(_) => offices.first(),
    };
    let place = *wanted.ok_or(Error::Forbidden)?;
    let errors = typed.errors(&context);
    if errors != Default::default() {
        return show(&app, &context, None, typed, errors).await;
    }
    let made = changing::add_project(&app, &context, place, typed.name, typed.description).await?;
    let text = context.t("fieldwork-new-done");
    context.flash("success", text).await?;
    Ok(Redirect::to(&project_path(made.id)).into_response())
}

/// The form for changing a project.
pub(crate) async fn change_page(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
) -> Result<Response, Error> {
    let project = project_for(&app, &context, actions::PROJECT_MANAGE, &number).await?;
    let typed = Typed {
        office: String::new(),
        name: project.name.clone(),
        description: project.description.clone(),
        archived: project.archived,
    };
    show(&app, &context, Some(&project), typed, Default::default()).await
}

/// Changes a project.
pub(crate) async fn change(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let project = project_for(&app, &context, actions::PROJECT_MANAGE, &number).await?;
    let typed = Typed::of(&fields);
    let errors = typed.errors(&context);
    if errors != Default::default() {
        return show(&app, &context, Some(&project), typed, errors).await;
    }
    let changed = Project {
        name: typed.name,
        description: typed.description,
        archived: typed.archived,
        ..project
    };
    let changed = changing::change_project(&app, &context, changed).await?;
    let text = context.t("fieldwork-change-done");
    context.flash("success", text).await?;
    Ok(Redirect::to(&project_path(changed.id)).into_response())
}
