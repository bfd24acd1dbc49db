// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Taking a workbook in: a new form, the shipped template, and the page of an upload. As long as
//! anything is wrong, nothing is kept.

use askama::Template;
use axum::extract::{Multipart, State};
use axum::response::{IntoResponse, Redirect, Response};
use directory::Organisation;
use forms::xlsform::XlsProblem;
use http::StatusCode;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::ownership::{choice_of_owners, owner_of_new};
use super::{LIST, form_path};
use crate::intake::{self, By, Unread};

/// The most problems that are listed at once.
const MOST_PROBLEMS: usize = 200;

/// The name of the field with the workbook.
const FILE: &str = "datei";

#[derive(Template)]
#[template(path = "library/upload.html")]
pub(super) struct UploadPage {
    pub(super) page: Page,
    pub(super) action: String,
    pub(super) cancel: String,
    /// The revision of the draft that is to be replaced; none for a new form.
    pub(super) revision: Option<i64>,
    /// For whom a new form can be made; empty if there is no choice.
    pub(super) owners: Vec<Organisation>,
    pub(super) file_name: String,
    pub(super) error: String,
    /// A form that the error speaks of.
    pub(super) error_link: Option<(String, String)>,
    pub(super) problems: Vec<Problem>,
    pub(super) problem_count: usize,
}

/// A line of the table of what is wrong with a workbook.
pub(super) struct Problem {
    sheet: String,
    row: String,
    column: String,
    text: String,
}

/// What the reader of another format says; it names line and column where it knows them.
fn in_file(text: &str) -> Problem {
    Problem {
        sheet: String::new(),
        row: String::new(),
        column: String::new(),
        text: text.to_owned(),
    }
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
pub(super) struct Upload {
    pub(super) file_name: String,
    pub(super) bytes: Vec<u8>,
    pub(super) revision: i64,
    /// Whom a new form shall belong to.
    pub(super) owner: String,
}

pub(super) async fn receive(mut multipart: Multipart) -> Result<Upload, Error> {
    let mut upload = Upload::default();
    while let Some(field) = multipart.next_field().await? {
        match field.name() {
            Some(FILE) => {
                upload.file_name = field.file_name().unwrap_or_default().to_owned();
                upload.bytes = field.bytes().await?.to_vec();
            }
            Some("fuer") => upload.owner = field.text().await?,
            Some("revision") => {
                upload.revision = field.text().await?.trim().parse().unwrap_or(0);
            }
            _ => {}
        }
    }
    Ok(upload)
}

/// The page of a new form, with the choice of whom it belongs to.
pub(super) async fn new_form(app: &App, context: &Context) -> Result<UploadPage, Error> {
    Ok(UploadPage {
        owners: choice_of_owners(app, context).await?,
        ..new_upload(context)
    })
}

pub(super) fn new_upload(context: &Context) -> UploadPage {
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
        owners: Vec::new(),
        file_name: String::new(),
        error: String::new(),
        error_link: None,
        problems: Vec::new(),
        problem_count: 0,
    }
}

impl UploadPage {
    pub(super) fn refused(self) -> Result<Response, Error> {
        Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&self)?).into_response())
    }

    pub(super) fn with_error(self, file_name: String, error: String) -> Self {
        Self {
            file_name,
            error,
            ..self
        }
    }

    pub(super) fn with_problems(
        self,
        context: &Context,
        file_name: String,
        found: &Unread,
    ) -> Self {
        let problems: Vec<Problem> = match found {
            Unread::Table(found) => found.iter().map(|one| problem(context, one)).collect(),
            Unread::File(found) => found.iter().map(|text| in_file(text)).collect(),
        };
        Self {
            file_name,
            problem_count: problems.len(),
            problems: problems.into_iter().take(MOST_PROBLEMS).collect(),
            ..self
        }
    }
}

pub(super) fn by(app: &App, context: &Context) -> Result<By, Error> {
    Ok(By {
        person: context.person()?,
        at: app.clock.now(),
    })
}

/// Asks for the workbook of a new form.
pub(crate) async fn new_page(State(app): State<App>, context: Context) -> Result<Response, Error> {
    owner_of_new(&app, &context, "").await?;
    Ok(render(&new_form(&app, &context).await?)?.into_response())
}

/// Creates a form from a workbook.
pub(crate) async fn create(
    State(app): State<App>,
    context: Context,
    multipart: Multipart,
) -> Result<Response, Error> {
    owner_of_new(&app, &context, "").await?;
    let upload = receive(multipart).await?;
    let owner = owner_of_new(&app, &context, &upload.owner).await?;
    let page = new_form(&app, &context).await?;
    if upload.bytes.is_empty() {
        let error = context.t("library-file-missing");
        return page.with_error(String::new(), error).refused();
    }
    let file_name = upload.file_name.clone();
    let read = match intake::read(upload.file_name, upload.bytes).await? {
        Ok(read) => read,
        Err(problems) => return page.with_problems(&context, file_name, &problems).refused(),
    };
    match intake::create(&app, owner, by(&app, &context)?, read).await? {
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

/// Creates the form of a shipped template, or leads to it when it exists.
pub(crate) async fn from_template(
    State(app): State<App>,
    context: Context,
    fields: Fields,
) -> Result<Redirect, Error> {
    let owner = owner_of_new(&app, &context, fields.text("fuer")).await?;
    let key = fields.text("vorlage");
    let read = intake::read_template(key).await?;
    let (kind, text, id) = match intake::create(&app, owner, by(&app, &context)?, read).await? {
        Ok(id) => ("success", "library-created", id),
        Err(existing) => ("info", "library-template-exists", existing.id),
    };
    context.flash(kind, context.t(text)).await?;
    Ok(Redirect::to(&form_path(id)))
}

/// Says who changed a draft meanwhile.
pub(super) fn changed_meanwhile(context: &Context, who: &str, at: jiff::Timestamp) -> String {
    let arguments = [
        ("who", who.into()),
        ("when", web::format::moment(context.lang(), at).into()),
    ];
    context.t_with("library-changed-meanwhile", &arguments)
}
