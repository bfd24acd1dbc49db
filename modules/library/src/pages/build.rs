// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Building a form: its tree, the settings of what is chosen in it, and how it looks. Every button
//! posts the page; a script only makes that smoother.

mod added;
mod blocks;
mod fields;
mod findings;
mod posted;
mod rules;
mod saved;
mod settings;
mod shown;
mod tree;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use form_design::edit::{Edit, EditProblem};
use http::StatusCode;
use serde::Deserialize;
use web::form::{Fields, encode_component};
use web::{App, Context, Error, Page, render};

pub(super) use self::fields::{field_of, property_of};
pub(super) use self::findings::refusal_text;
use self::findings::{Finding, finding, problem_text};
use self::settings::Errors;
pub(super) use self::settings::languages;
use self::shown::{Shown, show};
pub(super) use self::shown::{comparison_key, scope_key};
pub(super) use self::tree::{href, title};
use super::upload::by;
use super::{draft_for, form_path};
use crate::build::{self, Changed, Refusal};
use crate::model::{Draft, Form};
use crate::{actions, store};

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct BuildQuery {
    /// The path of what is chosen; empty for the form.
    frage: String,
    /// What was done last, as the end of a message key.
    getan: String,
    /// The example that the preview is filled with.
    beispiel: String,
}

/// The builder.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
    Query(query): Query<BuildQuery>,
) -> Result<Response, Error> {
    let (form, draft) = draft_for(&app, &context, actions::FORM_EDIT, &form).await?;
    let said = match DONE.iter().find(|done| **done == query.getan) {
        Some(done) => context.t(&format!("library-build-done-{done}")),
        None => String::new(),
    };
    let shown = Shown {
        said,
        ..Shown::of(&draft, &query.frage, &query.beispiel)
    };
    let html = show(&app, &context, &form, shown).await?;
    Ok(axum::response::Html(html).into_response())
}

/// What can be said to have been done.
const DONE: [&str; 12] = [
    "saved",
    "added",
    "moved",
    "copied",
    "removed",
    "wrapped",
    "undone",
    "redone",
    "block-added",
    "block-saved",
    "block-renewed",
    "detached",
];

/// Changes the draft as a button or the fields say.
pub(crate) async fn save(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let (form, draft) = draft_for(&app, &context, actions::FORM_EDIT, &form).await?;
    if let Some(response) = blocks::posted(&app, &context, &form, &draft, &fields).await? {
        return Ok(response);
    }
    let by = by(&app, &context)?;
    let chosen = fields.text("frage");
    let wish = match posted::read(&context, &draft.spec, chosen, &fields) {
        Ok(wish) => wish,
        Err(errors) => return again(&app, &context, &form, &draft, &fields, errors).await,
    };
    let outcome = match wish.what {
        posted::What::Undo => build::undo(&app, &form, by).await?,
        posted::What::Redo => build::redo(&app, &form, by).await?,
        posted::What::Change(wishes) => {
            build::change(&app, &form, by, fields.text("stand"), wishes).await?
        }
    };
    match outcome {
        // What is not finished stays as it was typed.
        Ok(_) if wish.is_unfinished => {
            let draft = store::draft(app.db.read(), form.id)
                .await?
                .ok_or(Error::NotFound)?;
            let shown = Shown {
                said: context.t("library-build-unfinished"),
                posted: Some(&fields),
                ..Shown::of(&draft, chosen, fields.text("beispiel"))
            };
            let html = show(&app, &context, &form, shown).await?;
            Ok(axum::response::Html(html).into_response())
        }
        Ok(changed) => {
            let example = fields.text("beispiel");
            let chosen = wish.beside.as_deref().unwrap_or(chosen);
            Ok(turn_to(&form, &changed, (chosen, example), wish.done))
        }
        Err(refusal) => refused(&app, &context, &form, &fields, refusal).await,
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct CheckQuery {
    feld: String,
}

/// What is wrong with an expression while it is typed.
pub(crate) async fn check(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
    Query(query): Query<CheckQuery>,
    fields: Fields,
) -> Result<Response, Error> {
    let (form, draft) = draft_for(&app, &context, actions::FORM_EDIT, &form).await?;
    let action = format!("{}/bauen", form_path(form.id));
    let property = property_of(&query.feld);
    let column = property.column();
    let (chosen, text) = (fields.text("frage"), fields.text(&query.feld));
    let edit = Edit::Write {
        path: chosen.to_owned(),
        property,
        text: (!text.is_empty()).then(|| text.to_owned()),
    };
    let mut spec = draft.spec;
    let findings: Vec<Finding> = match form_design::edit::apply(&mut spec, &edit) {
        Err(problem) => vec![Finding {
            place: String::new(),
            is_grave: true,
            text: problem_text(&context, &problem),
            href: String::new(),
        }],
        Ok(_) => form_design::lint_quickly(&spec)
            .iter()
            .filter(|lint| lint.spot.path == chosen && lint.spot.column == column)
            .map(|lint| finding(&context, &spec, &action, lint))
            .collect(),
    };
    let page = CheckFragment {
        page: context.page("", Vec::new()),
        field: query.feld,
        is_empty: text.is_empty(),
        findings,
    };
    Ok(render(&page)?.into_response())
}

#[derive(Template)]
#[template(path = "library/build_check.html")]
struct CheckFragment {
    page: Page,
    field: String,
    is_empty: bool,
    findings: Vec<Finding>,
}

/// The page after a change, with what was touched chosen.
fn turn_to(
    form: &Form,
    changed: &Changed,
    (chosen, example): (&str, &str),
    done: &str,
) -> Response {
    let touched = changed
        .edit
        .as_ref()
        .and_then(|edit| fields::touched(edit, &changed.spec));
    let chosen = touched.unwrap_or_else(|| chosen.to_owned());
    let action = format!("{}/bauen", form_path(form.id));
    let address = href(&action, &chosen);
    let example = encode_component(example);
    Redirect::to(&format!("{address}&getan={done}&beispiel={example}")).into_response()
}

async fn refused(
    app: &App,
    context: &Context,
    form: &Form,
    fields: &Fields,
    refusal: Refusal,
) -> Result<Response, Error> {
    let draft = store::draft(app.db.read(), form.id)
        .await?
        .ok_or(Error::NotFound)?;
    let mut errors = Errors::new();
    let (status, conflict) = match refusal {
        Refusal::Problem(problem) => {
            let text = problem_text(context, &problem);
            let field = match problem {
                EditProblem::InvalidName(_) | EditProblem::NameTaken(_) => "name",
                EditProblem::CodeTaken(_) | EditProblem::InvalidCode(_) => "choices",
                _ => "",
            };
            if field.is_empty() {
                (StatusCode::UNPROCESSABLE_ENTITY, text)
            } else {
                errors.insert(field.to_owned(), text);
                (StatusCode::UNPROCESSABLE_ENTITY, String::new())
            }
        }
        Refusal::Meanwhile(stands) => {
            for (property, text) in stands {
                let said = context.t_with(
                    "library-build-meanwhile-field",
                    &[("text", text.as_str().into())],
                );
                errors.insert(field_of(&property), said);
            }
            let conflict = context.t("library-build-meanwhile");
            (StatusCode::CONFLICT, conflict)
        }
        refusal => (StatusCode::CONFLICT, refusal_text(context, &refusal)),
    };
    let shown = Shown {
        conflict,
        posted: Some(fields),
        errors,
        ..Shown::of(&draft, fields.text("frage"), fields.text("beispiel"))
    };
    let html = show(app, context, form, shown).await?;
    Ok((status, axum::response::Html(html)).into_response())
}

/// The page with what was typed and what is wrong with it.
async fn again(
    app: &App,
    context: &Context,
    form: &Form,
    draft: &Draft,
    fields: &Fields,
    errors: Errors,
) -> Result<Response, Error> {
    let shown = Shown {
        posted: Some(fields),
        errors,
        ..Shown::of(draft, fields.text("frage"), fields.text("beispiel"))
    };
    let html = show(app, context, form, shown).await?;
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok((status, axum::response::Html(html)).into_response())
}
