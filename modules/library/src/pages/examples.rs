// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Answers with which a draft is tried out again and again: what comes of them now, and whether that
//! is what came of them when they were kept.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use forms::engine::MissingFiles;
use forms::{Answers, CompiledForm, FormSpec, without_positions};
use kernel::{FormId, berlin_date};
use uuid::Uuid;
use web::form::Fields;
use web::{App, Context, Error, Page, render};

use super::build::title;
use super::upload::by;
use super::{crumbs, draft_for, form_path, name_of};
use crate::model::{Example, Form, Outcome, example_period};
use crate::{actions, files, store};

/// The longest name of an example.
const LONGEST_NAME: usize = 120;

#[derive(Template)]
#[template(path = "library/examples.html")]
struct ExamplesPage {
    page: Page,
    action: String,
    back: String,
    fill: String,
    /// Why the draft cannot be run.
    broken: bool,
    lines: Vec<Line>,
}

struct Line {
    id: String,
    name: String,
    kept: String,
    fill: String,
    /// What keeps the answers from being sent.
    refused: Vec<String>,
    doubtful: Vec<String>,
    /// What the values are, where they stand, and what they are.
    calculated: Vec<(String, String, String)>,
    /// What came of them otherwise when they were kept.
    changes: Vec<String>,
}

/// What comes of answers in a form.
pub(super) fn outcome(form: &CompiledForm, answers: &Answers, context: &forms::Context) -> Outcome {
    let found = form.check(answers, context);
    Outcome {
        refused: found
            .violations
            .iter()
            .map(|one| format!("{}: {}", one.path, one.kind.code()))
            .collect(),
        doubtful: found.warnings.iter().map(|one| one.path.clone()).collect(),
        calculated: form
            .fields()
            .iter()
            .filter(|field| field.question.calculate.is_some() && !field.question.kind.is_asked())
            .flat_map(|field| {
                let own = found.answers.iter();
                own.filter(|(path, _)| without_positions(path) == field.path)
                    .map(|(path, value)| (path.to_owned(), value.to_owned()))
            })
            .collect(),
    }
}

/// The surroundings in which drafts are tried out.
pub(super) fn surroundings(app: &App, spec: &FormSpec) -> forms::Context {
    let now = app.clock.now();
    forms::Context::at(now).with_period(example_period(spec.period, berlin_date(now)))
}

/// What differs between two outcomes, in words.
fn differences(context: &Context, before: &Outcome, now: &Outcome) -> Vec<String> {
    let mut all = Vec::new();
    let mut say = |key: &str, text: &str| {
        all.push(context.t_with(&format!("library-examples-{key}"), &[("what", text.into())]));
    };
    for (old, new, gone, come) in [
        (
            &before.refused,
            &now.refused,
            "no-longer-refused",
            "now-refused",
        ),
        (
            &before.doubtful,
            &now.doubtful,
            "no-longer-asked",
            "now-asked",
        ),
    ] {
        for text in old.iter().filter(|text| !new.contains(text)) {
            say(gone, text);
        }
        for text in new.iter().filter(|text| !old.contains(text)) {
            say(come, text);
        }
    }
    for (path, old) in &before.calculated {
        let new = now.calculated.get(path).map_or("–", String::as_str);
        if new != old {
            say("other-value", &format!("{path}: {old} → {new}"));
        }
    }
    all
}

async fn line(
    app: &App,
    context: &Context,
    form: &Form,
    compiled: &CompiledForm,
    example: Example,
) -> Result<Line, Error> {
    let tag = context.lang().tag();
    let engine = surroundings(app, compiled.spec());
    let found = compiled.check(&example.answers, &engine);
    let now = outcome(compiled, &example.answers, &engine);
    let who = name_of(app, context, Some(example.person)).await?;
    let when = web::format::moment(context.lang(), example.at);
    let label = |path: &str| match compiled.field(path) {
        Some(field) => title(&field.question.label, &field.question.name, tag),
        None => path.to_owned(),
    };
    let said =
        |path: &str, message: &kernel::Localized| format!("{} – {}", label(path), message.get(tag));
    Ok(Line {
        id: example.id.to_string(),
        kept: format!("{when}, {who}"),
        fill: format!("{}/ansehen?beispiel={}", form_path(form.id), example.id),
        refused: found
            .violations
            .iter()
            .map(|one| said(&one.path, &one.message))
            .collect(),
        doubtful: found
            .warnings
            .iter()
            .map(|one| said(&one.path, &one.message))
            .collect(),
        changes: differences(context, &example.outcome, &now),
        calculated: now
            .calculated
            .into_iter()
            .map(|(path, value)| (label(&path), path, value))
            .collect(),
        name: example.name,
    })
}

fn examples_path(form: FormId) -> String {
    format!("{}/beispiele", form_path(form))
}

/// The examples and what comes of them.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
) -> Result<Response, Error> {
    let (form, draft) = draft_for(&app, &context, actions::FORM_EDIT, &form).await?;
    let conn = app.db.read();
    let compiled = files::compiled(conn, form.id, &draft.spec, MissingFiles::Empty).await?;
    let mut lines = Vec::new();
    if let Ok(compiled) = &compiled {
        for example in store::examples(conn, form.id).await? {
            lines.push(line(&app, &context, &form, compiled, example).await?);
        }
    }
    let title = context.t("library-examples-title");
    let action = examples_path(form.id);
    let page = ExamplesPage {
        page: context.page(&title, crumbs(&context, &form, &title, &action)),
        back: format!("{}/bauen", form_path(form.id)),
        fill: format!("{}/ansehen?beispiel=neu", form_path(form.id)),
        broken: compiled.is_err(),
        lines,
        action,
    };
    Ok(render(&page)?.into_response())
}

/// Names an example, accepts what comes of it now, or takes it away.
pub(crate) async fn save(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let (form, draft) = draft_for(&app, &context, actions::FORM_EDIT, &form).await?;
    let id: Uuid = fields
        .text("beispiel")
        .parse()
        .map_err(|_| Error::NotFound)?;
    let conn = app.db.read();
    let known = store::examples(conn, form.id).await?;
    let example = known.into_iter().find(|one| one.id == id);
    let example = example.ok_or(Error::NotFound)?;
    let now = match fields.text("tun") {
        "annehmen" => files::compiled(conn, form.id, &draft.spec, MissingFiles::Empty)
            .await?
            .ok()
            .map(|form| outcome(&form, &example.answers, &surroundings(&app, form.spec()))),
        _ => None,
    };
    let tx = app.db.begin().await?;
    match fields.text("tun") {
        "entfernen" => store::remove_example(&tx, form.id, id).await?,
        "annehmen" => {
            if let Some(now) = now {
                store::accept_example(&tx, form.id, id, &now).await?;
            }
        }
        _ => {
            let name: String = fields.text("name").chars().take(LONGEST_NAME).collect();
            if !name.is_empty() {
                store::name_example(&tx, form.id, id, &name).await?;
            }
        }
    }
    tx.commit().await?;
    Ok(Redirect::to(&examples_path(form.id)).into_response())
}

/// Keeps what was typed into the draft as an example, and leads to the examples.
pub(super) async fn keep(
    app: &App,
    context: &Context,
    form: &Form,
    compiled: &CompiledForm,
    answers: Answers,
) -> Result<Response, Error> {
    let by = by(app, context)?;
    let conn = app.db.read();
    let count = store::examples(conn, form.id).await?.len() + 1;
    let example = Example {
        id: FormId::new(app.clock.as_ref(), app.chance.as_ref()).uuid(),
        name: context.t_with("library-examples-number", &[("number", count.into())]),
        outcome: outcome(compiled, &answers, &surroundings(app, compiled.spec())),
        answers,
        person: by.person,
        at: by.at,
    };
    let tx = app.db.begin().await?;
    let is_kept = store::add_example(&tx, form.id, &example).await?;
    tx.commit().await?;
    let (kind, key) = if is_kept {
        ("success", "library-examples-kept")
    } else {
        ("warning", "library-examples-too-many")
    };
    context.flash(kind, context.t(key)).await?;
    Ok(Redirect::to(&examples_path(form.id)).into_response())
}
