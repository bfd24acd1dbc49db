// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Taking a workbook in: a new form, the shipped template, another workbook for a draft. As long as
//! anything is wrong, nothing is kept.

use askama::Template;
use axum::extract::{Multipart, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use forms::xlsform::XlsProblem;
use http::StatusCode;
use kernel::Resource;
use web::{App, Context, Crumb, Error, Page, render};

use super::{LIST, crumbs, draft_for, form_path, name_of};
use crate::actions;
use crate::intake::{self, By, ReplaceRefusal, TEMPLATE, TEMPLATE_NAME};
use crate::model::Form;

/// The most problems that are listed at once.
const MOST_PROBLEMS: usize = 200;

/// The name of the field with the workbook.
const FILE: &str = "datei";

#[derive(Template)]
#[template(path = "library/upload.html")]
struct UploadPage {
    page: Page,
    action: String,
    cancel: String,
    /// The revision of the draft that is replaced; none for a new form.
    revision: Option<i64>,
    file_name: String,
    error: String,
    /// A form that the error speaks of.
    error_link: Option<(String, String)>,
    problems: Vec<Problem>,
    problem_count: usize,
}

/// A line of the table of what is wrong with a workbook.
struct Problem {
    sheet: String,
    row: String,
    column: String,
    text: String,
}

fn problem(context: &Context, problem: &XlsProblem) -> Problem {
    Problem {
        sheet: problem.sheet.clone(),
        row: if problem.row == 0 {
            String::new()
        } else {
            problem.row.to_string()
        },
        column: problem.column.clone(),
        text: problem.cause.message().get(context.lang().tag()).to_owned(),
    }
}

/// What a browser sent.
#[derive(Default)]
struct Upload {
    file_name: String,
    bytes: Vec<u8>,
    revision: i64,
}

async fn receive(mut multipart: Multipart) -> Result<Upload, Error> {
    let mut upload = Upload::default();
    while let Some(field) = multipart.next_field().await? {
        match field.name() {
            Some(FILE) => {
                upload.file_name = field.file_name().unwrap_or_default().to_owned();
                upload.bytes = field.bytes().await?.to_vec();
            }
            Some("revision") => {
                upload.revision = field.text().await?.trim().parse().unwrap_or(0);
            }
            _ => {}
        }
    }
    Ok(upload)
}

fn new_upload(context: &Context) -> UploadPage {
    let title = context.t("library-new-title");
    let breadcrumbs = vec![
        Crumb::new(context.t("library-title"), LIST),
        Crumb::new(&title, "/formulare/neu"),
    ];
    UploadPage {
        page: context.page(&title, breadcrumbs),
        action: "/formulare/neu".to_owned(),
        cancel: LIST.to_owned(),
        revision: None,
        file_name: String::new(),
        error: String::new(),
        error_link: None,
        problems: Vec::new(),
        problem_count: 0,
    }
}

fn replacement(context: &Context, form: &Form, revision: i64) -> UploadPage {
    let title = context.t("library-replace-title");
    let action = format!("{}/ersetzen", form_path(form.id));
    UploadPage {
        page: context.page(&title, crumbs(context, form, &title, &action)),
        action,
        cancel: form_path(form.id),
        revision: Some(revision),
        ..new_upload(context)
    }
}

impl UploadPage {
    fn refused(self) -> Result<Response, Error> {
        Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&self)?).into_response())
    }

    fn with_error(self, file_name: String, error: String) -> Self {
        Self {
            file_name,
            error,
            ..self
        }
    }

    fn with_problems(self, context: &Context, file_name: String, found: &[XlsProblem]) -> Self {
        Self {
            file_name,
            problem_count: found.len(),
            problems: found
                .iter()
                .take(MOST_PROBLEMS)
                .map(|one| problem(context, one))
                .collect(),
            ..self
        }
    }
}

fn by(app: &App, context: &Context) -> Result<By, Error> {
    Ok(By {
        person: context.person()?,
        at: app.clock.now(),
    })
}

/// Asks for the workbook of a new form.
pub(crate) async fn new_page(State(app): State<App>, context: Context) -> Result<Response, Error> {
    let state = directory::state(app.db.read()).await?;
    context.allow(actions::FORM_EDIT, &Resource::of_state(state.id))?;
    Ok(render(&new_upload(&context))?.into_response())
}

/// Creates a form from a workbook.
pub(crate) async fn create(
    State(app): State<App>,
    context: Context,
    multipart: Multipart,
) -> Result<Response, Error> {
    let state = directory::state(app.db.read()).await?;
    context.allow(actions::FORM_EDIT, &Resource::of_state(state.id))?;
    let upload = receive(multipart).await?;
    let page = new_upload(&context);
    if upload.bytes.is_empty() {
        let error = context.t("library-file-missing");
        return page.with_error(String::new(), error).refused();
    }
    let file_name = upload.file_name.clone();
    let read = match intake::read(upload.file_name, upload.bytes).await? {
        Ok(read) => read,
        Err(problems) => return page.with_problems(&context, file_name, &problems).refused(),
    };
    match intake::create(&app, state.id, by(&app, &context)?, read).await? {
        Ok(id) => {
            context
                .flash("success", context.t("library-created"))
                .await?;
            Ok(Redirect::to(&form_path(id)).into_response())
        }
        Err(existing) => {
            let error = context.t_with(
                "library-key-exists",
                &[("key", existing.key.as_str().into())],
            );
            let title = existing.title.get(context.lang().tag()).to_owned();
            UploadPage {
                error_link: Some((title, form_path(existing.id))),
                ..page.with_error(file_name, error)
            }
            .refused()
        }
    }
}

/// Creates the form of the shipped template, or leads to it when it exists.
pub(crate) async fn from_template(
    State(app): State<App>,
    context: Context,
) -> Result<Redirect, Error> {
    let state = directory::state(app.db.read()).await?;
    context.allow(actions::FORM_EDIT, &Resource::of_state(state.id))?;
    let read = intake::read(TEMPLATE_NAME.to_owned(), TEMPLATE.to_vec())
        .await?
        .map_err(|problems| Error::Internal(format!("template: {} problems", problems.len())))?;
    let (kind, text, id) = match intake::create(&app, state.id, by(&app, &context)?, read).await? {
        Ok(id) => ("success", "library-created", id),
        Err(existing) => ("info", "library-template-exists", existing.id),
    };
    context.flash(kind, context.t(text)).await?;
    Ok(Redirect::to(&form_path(id)))
}

/// Asks for the workbook that replaces a draft.
pub(crate) async fn replace_page(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
) -> Result<Response, Error> {
    let (form, draft) = draft_for(&app, &context, actions::FORM_EDIT, &form).await?;
    Ok(render(&replacement(&context, &form, draft.revision))?.into_response())
}

/// Replaces a draft.
pub(crate) async fn replace(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
    multipart: Multipart,
) -> Result<Response, Error> {
    let (form, draft) = draft_for(&app, &context, actions::FORM_EDIT, &form).await?;
    let upload = receive(multipart).await?;
    let page = replacement(&context, &form, draft.revision);
    if upload.bytes.is_empty() {
        let error = context.t("library-file-missing");
        return page.with_error(String::new(), error).refused();
    }
    let file_name = upload.file_name.clone();
    let read = match intake::read(upload.file_name, upload.bytes).await? {
        Ok(read) => read,
        Err(problems) => return page.with_problems(&context, file_name, &problems).refused(),
    };
    let by = by(&app, &context)?;
    let refusal = match intake::replace(&app, &form, upload.revision, by, read).await? {
        Ok(carried) => {
            let arguments = [
                ("added", carried.added.into()),
                ("removed", carried.removed.into()),
                ("kept", carried.kept.into()),
            ];
            context
                .flash("success", context.t_with("library-replaced", &arguments))
                .await?;
            return Ok(Redirect::to(&form_path(form.id)).into_response());
        }
        Err(refusal) => refusal,
    };
    match refusal {
        ReplaceRefusal::OtherForm(key) => {
            let arguments = [
                ("key", form.key.as_str().into()),
                ("other", key.as_str().into()),
            ];
            let error = context.t_with("library-other-form", &arguments);
            page.with_error(file_name, error).refused()
        }
        ReplaceRefusal::Outdated => {
            let who = name_of(&app, &context, draft.edited_by).await?;
            let error = changed_meanwhile(&context, &who, draft.edited_at);
            let body = render(&page.with_error(file_name, error))?;
            Ok((StatusCode::CONFLICT, body).into_response())
        }
    }
}

/// Says who changed a draft meanwhile.
pub(super) fn changed_meanwhile(context: &Context, who: &str, at: jiff::Timestamp) -> String {
    let arguments = [
        ("who", who.into()),
        ("when", web::format::moment(context.lang(), at).into()),
    ];
    context.t_with("library-changed-meanwhile", &arguments)
}
