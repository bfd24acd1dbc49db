// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The files beside a form: which it names, which are there, uploading and opening them.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use forms::{FormSpec, WantedFor, wanted_files};
use http::StatusCode;
use kernel::FormId;
use web::form::{Fields, FieldsAndFiles, encode_component};
use web::{App, Context, Error, Page, file_response, render};

use super::upload::by;
use super::{View, crumbs, draft_for, form_path, readable, readable_version};
use crate::files::{self, FileRefusal, Received};
use crate::model::{Draft, Form};
use crate::{actions, store};

/// The name of the field with the files.
const FILES: &str = "dateien";

#[derive(Template)]
#[template(path = "library/files.html")]
struct FilesPage {
    page: Page,
    action: String,
    back: String,
    refusals: Vec<String>,
    lines: Vec<Line>,
    missing: usize,
}

/// A file that the form names.
struct Line {
    name: String,
    purpose_key: String,
    /// Its address; empty if it is missing.
    href: String,
    size: String,
    /// Whether the field service keeps it.
    is_elsewhere: bool,
    /// Whether that can be said of it, or no longer.
    can_change: bool,
}

fn show(
    context: &Context,
    form: &Form,
    draft: &Draft,
    refusals: Vec<String>,
) -> Result<Response, Error> {
    let title = context.t("library-files-title");
    let action = files_path(form.id);
    let lines: Vec<Line> = wanted_files(&draft.spec)
        .into_iter()
        .map(|wanted| {
            let file = draft.spec.files.get(&wanted.name);
            Line {
                purpose_key: format!("library-files-for-{}", wanted.purpose.name()),
                href: file.map_or(String::new(), |_| {
                    format!("{action}/{}", encode_component(&wanted.name))
                }),
                size: file.map_or(String::new(), |file| {
                    form_pages::file_size(file.size, context.lang())
                }),
                is_elsewhere: wanted.purpose == WantedFor::Entities,
                can_change: files::list_name(&wanted.name).is_some_and(|list| {
                    file.is_none()
                        && match wanted.purpose {
                            WantedFor::Data => true,
                            WantedFor::Entities => draft.spec.entity_lists.contains(list),
                            _ => false,
                        }
                }),
                name: wanted.name,
            }
        })
        .collect();
    let status = if refusals.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = FilesPage {
        page: context.page(&title, crumbs(context, form, &title, &action)),
        back: form_path(form.id),
        action,
        refusals,
        missing: files::missing(&draft.spec).len(),
        lines,
    };
    Ok((status, render(&page)?).into_response())
}

/// The page of the files of a draft.
pub(crate) fn files_path(form: FormId) -> String {
    format!("{}/dateien", form_path(form))
}

/// Which files the form names, and which are there.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
) -> Result<Response, Error> {
    let (form, draft) = draft_for(&app, &context, actions::FORM_EDIT, &form).await?;
    show(&context, &form, &draft, Vec::new())
}

/// Attaches files; as long as anything is wrong, none.
pub(crate) async fn attach(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
    posted: FieldsAndFiles,
) -> Result<Response, Error> {
    let (form, draft) = draft_for(&app, &context, actions::FORM_EDIT, &form).await?;
    let received: Vec<Received> = posted
        .files
        .into_iter()
        .filter(|file| file.field == FILES)
        .map(|file| Received {
            name: file.name,
            bytes: file.bytes,
        })
        .collect();
    if received.is_empty() {
        return show(
            &context,
            &form,
            &draft,
            vec![context.t("library-files-none-chosen")],
        );
    }
    match files::attach(&app, &form, by(&app, &context)?, received).await? {
        Ok(count) => {
            let text = context.t_with("library-files-attached", &[("count", count.into())]);
            context.flash("success", text).await?;
            Ok(Redirect::to(&files_path(form.id)).into_response())
        }
        Err(refused) => {
            let lines = refused
                .into_iter()
                .map(|(name, refusal)| sentence(&context, &name, &refusal))
                .collect();
            show(&context, &form, &draft, lines)
        }
    }
}

fn sentence(context: &Context, name: &str, refusal: &FileRefusal) -> String {
    let reason = match refusal {
        FileRefusal::Data(reason) => reason.as_str(),
        _ => "",
    };
    context.t_with(
        &format!("library-files-refused-{}", refusal.name()),
        &[("name", name.into()), ("reason", reason.into())],
    )
}

/// Takes a file away from the draft.
pub(crate) async fn remove(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let (form, _) = draft_for(&app, &context, actions::FORM_EDIT, &form).await?;
    let name = fields.text("name");
    let removed = files::remove(&app, &form, by(&app, &context)?, name).await?;
    let (kind, key) = if removed {
        ("success", "library-files-removed")
    } else {
        ("info", "library-files-gone")
    };
    let text = context.t_with(key, &[("name", name.into())]);
    context.flash(kind, text).await?;
    Ok(Redirect::to(&files_path(form.id)))
}

/// Says of a file that the field service keeps it, or no longer.
pub(crate) async fn keep_elsewhere(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let (form, _) = draft_for(&app, &context, actions::FORM_EDIT, &form).await?;
    let name = fields.text("name");
    let is_elsewhere = fields.text("aussendienst") == "ja";
    let said = (name, is_elsewhere);
    let changed = files::keep_elsewhere(&app, &form, by(&app, &context)?, said).await?;
    let (kind, key) = match (changed, is_elsewhere) {
        (false, _) => ("info", "library-files-unchanged"),
        (true, true) => ("success", "library-files-elsewhere-now"),
        (true, false) => ("success", "library-files-here-now"),
    };
    let text = context.t_with(key, &[("name", name.into())]);
    context.flash(kind, text).await?;
    Ok(Redirect::to(&files_path(form.id)))
}

/// A file of the draft.
pub(crate) async fn open_in_draft(
    State(app): State<App>,
    context: Context,
    Path((form, name)): Path<(String, String)>,
) -> Result<Response, Error> {
    let (form, view) = readable(&app, &context, &form).await?;
    if view != View::Whole {
        return Err(Error::NotFound);
    }
    let draft = store::draft(app.db.read(), form.id)
        .await?
        .ok_or(Error::NotFound)?;
    open(&app, form.id, &draft.spec, &name).await
}

/// A file of a version.
pub(crate) async fn open_in_version(
    State(app): State<App>,
    context: Context,
    Path((version, name)): Path<(String, String)>,
) -> Result<Response, Error> {
    let found = readable_version(&app, &context, &version).await?;
    open(&app, found.form.id, &found.spec, &name).await
}

async fn open(app: &App, form: FormId, spec: &FormSpec, name: &str) -> Result<Response, Error> {
    let file = spec.files.get(name).ok_or(Error::NotFound)?;
    let content = files::content(app.db.read(), form, &file.sha256).await?;
    file_response(
        name,
        &content.media_type,
        "private, no-cache",
        content.bytes,
    )
}
