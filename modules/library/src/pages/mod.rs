// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The pages of the library, and what they share: paths, breadcrumbs, who may see which form.

pub(crate) mod begin;
pub(crate) mod blocks;
pub(crate) mod build;
pub(crate) mod classes;
pub(crate) mod copy;
pub(crate) mod examples;
pub(crate) mod files;
pub(crate) mod form;
pub(crate) mod formats;
pub(crate) mod formula;
mod impact;
pub(crate) mod list;
pub(crate) mod lists;
pub(crate) mod ownership;
pub(crate) mod paper;
pub(crate) mod preview;
pub(crate) mod publish;
pub(crate) mod replace;
pub(crate) mod share;
pub(crate) mod translations;
pub(crate) mod upload;
pub(crate) mod version;

use axum::response::Response;
use forms::FormSpec;
use kernel::{Action, FormId, FormVersionId, Lang, PersonId};
use web::media::{FileKind, media_type};
use web::{App, Context, Crumb, Error, file_response};

pub(crate) use self::ownership::{View, view_of};
use crate::model::{Draft, Form, Version};
use crate::store::{self, Workbook};

/// The list of forms.
pub(crate) const LIST: &str = "/formulare";

/// The page of a form.
pub(crate) fn form_path(form: FormId) -> String {
    format!("{LIST}/{form}")
}

/// The page of a version.
pub(crate) fn version_path(version: FormVersionId) -> String {
    format!("{LIST}/version/{version}")
}

fn hidden(error: Error) -> Error {
    match error {
        Error::Forbidden => Error::NotFound,
        other => other,
    }
}

/// The form with this identifier, if the actor sees it.
pub(crate) async fn readable(
    app: &App,
    context: &Context,
    id: &str,
) -> Result<(Form, View), Error> {
    let id: FormId = id.parse().map_err(|_| Error::NotFound)?;
    let form = store::form(app.db.read(), id)
        .await?
        .ok_or(Error::NotFound)?;
    let view = view_of(app, context, &form).await?;
    Ok((form, view))
}

/// The form with its draft, if the actor may do `action` to it.
pub(crate) async fn draft_for(
    app: &App,
    context: &Context,
    action: Action,
    id: &str,
) -> Result<(Form, Draft), Error> {
    let id: FormId = id.parse().map_err(|_| Error::NotFound)?;
    let conn = app.db.read();
    let form = store::form(conn, id).await?.ok_or(Error::NotFound)?;
    context.allow_or_hide(action, &form.place())?;
    let draft = store::draft(conn, id).await?.ok_or(Error::NotFound)?;
    Ok((form, draft))
}

/// A published version with its form and definition.
pub(crate) struct ReadVersion {
    pub(crate) form: Form,
    pub(crate) version: Version,
    pub(crate) spec: FormSpec,
}

/// The version with this identifier, if the actor sees it.
pub(crate) async fn readable_version(
    app: &App,
    context: &Context,
    id: &str,
) -> Result<ReadVersion, Error> {
    let id: FormVersionId = id.parse().map_err(|_| Error::NotFound)?;
    let conn = app.db.read();
    let (version, spec) = store::version(conn, id).await?.ok_or(Error::NotFound)?;
    let form = store::form(conn, version.form)
        .await?
        .ok_or(Error::NotFound)?;
    view_of(app, context, &form).await?;
    Ok(ReadVersion {
        form,
        version,
        spec,
    })
}

/// The definition of a form as far as the actor sees it: the draft, or the latest version.
pub(crate) async fn readable_spec(
    app: &App,
    context: &Context,
    form: &Form,
) -> Result<FormSpec, Error> {
    let conn = app.db.read();
    if view_of(app, context, form).await? == View::Whole {
        let draft = store::draft(conn, form.id).await?;
        return Ok(draft.ok_or(Error::NotFound)?.spec);
    }
    let versions = store::versions(conn, form.id).await?;
    let latest = versions.first().ok_or(Error::NotFound)?;
    let (_, spec) = store::version(conn, latest.id)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(spec)
}

/// The way to a page below a form.
pub(crate) fn crumbs(context: &Context, form: &Form, title: &str, href: &str) -> Vec<Crumb> {
    let mut crumbs = vec![
        Crumb::new(context.t("library-title"), LIST),
        Crumb::new(form.title.get(context.lang().tag()), form_path(form.id)),
    ];
    if !href.is_empty() {
        crumbs.push(Crumb::new(title, href));
    }
    crumbs
}

/// Who did something, as far as it is known.
pub(crate) async fn name_of(
    app: &App,
    context: &Context,
    person: Option<PersonId>,
) -> Result<String, Error> {
    let name = match person {
        Some(person) => directory::person_name(app.db.read(), person).await?,
        None => None,
    };
    Ok(name.unwrap_or_else(|| context.t("library-somebody")))
}

/// A workbook to be saved by the browser: the one that was uploaded, or one that says the same as
/// a definition that was built here.
pub(crate) fn download(mut workbook: Workbook, spec: &FormSpec) -> Result<Response, Error> {
    if workbook.source.is_empty() {
        workbook.source = forms::xlsform::write(spec).map_err(Error::internal)?;
    }
    let kind = media_type(FileKind::File, &workbook.source_name, &workbook.source);
    let kind = kind.unwrap_or(web::media::UNKNOWN);
    file_response(
        &workbook.source_name,
        kind,
        "private, no-store",
        workbook.source,
    )
}

/// The languages of a form in words.
pub(crate) fn languages(context: &Context, spec: &FormSpec) -> String {
    let name = |tag: &String| match tag.parse::<Lang>() {
        Ok(lang) => context.t(&format!("library-language-{}", lang.tag())),
        Err(()) => spec.name_of_language(tag).to_owned(),
    };
    let names: Vec<String> = spec.languages.iter().map(name).collect();
    names.join(", ")
}

/// The words for a period kind.
pub(crate) fn period_key(spec: &FormSpec) -> String {
    format!("library-period-{}", spec.period.name())
}

/// The words for a type of question, by its name.
pub(crate) fn type_key(name: &str) -> String {
    format!("library-type-{name}")
}

/// The words for a privacy class by its name; `none` for no class.
pub(crate) fn class_key(name: &str) -> String {
    format!("library-class-{name}")
}
