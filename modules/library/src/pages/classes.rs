// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Giving privacy classes to the questions of a draft.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use forms::engine::MissingFiles;
use forms::{FormSpec, PrivacyClass, QuestionType};
use http::StatusCode;
use web::form::Fields;
use web::{App, Context, Error, Page, render};

use super::upload::changed_meanwhile;
use super::{class_key, crumbs, draft_for, form_path, name_of, type_key};
use crate::intake::{self, By, Done};
use crate::model::{Deed, Draft, Form};
use crate::{actions, classes, files, store};

#[derive(Template)]
#[template(path = "library/classes.html")]
struct ClassesPage {
    page: Page,
    action: String,
    cancel: String,
    revision: i64,
    /// What somebody else did meanwhile; empty if nothing.
    conflict: String,
    errors: Vec<(String, String)>,
    missing: usize,
    lines: Vec<Line>,
}

/// A question with its class.
struct Line {
    name: String,
    label: String,
    path: String,
    type_key: String,
    options: Vec<Choice>,
    suggested_key: String,
    reason_key: String,
    missing: bool,
    free_text: bool,
    error: String,
}

/// A class to choose; the one without a class has an empty value.
struct Choice {
    value: &'static str,
    key: String,
    chosen: bool,
}

/// The name of the field for the question at `path`.
fn field_name(path: &str) -> String {
    format!("klasse.{path}")
}

/// What the form says about the draft, with the mistakes in what was chosen.
struct Chosen {
    spec: FormSpec,
    errors: Vec<(String, String)>,
    changed: i64,
}

/// Reads the chosen classes; a question that is not in the form keeps its class.
fn choose(context: &Context, draft: &Draft, fields: &Fields) -> Chosen {
    let mut chosen = Chosen {
        spec: draft.spec.clone(),
        errors: Vec::new(),
        changed: 0,
    };
    for (path, before) in draft.spec.questions() {
        let name = field_name(&path);
        if before.kind == QuestionType::Note || !fields.has(&name) {
            continue;
        }
        let value = fields.text(&name);
        let class = PrivacyClass::ALL
            .into_iter()
            .find(|class| class.name() == value);
        let known = value.is_empty() || class.is_some();
        if !known || class.is_some_and(|class| !class.fits(before.kind)) {
            let arguments = [("path", path.as_str().into())];
            let text = context.t_with("library-class-unfit", &arguments);
            chosen.errors.push((name, text));
            continue;
        }
        if class != before.privacy
            && let Some(question) = chosen.spec.question_mut(&path)
        {
            classes::set(question, class);
            chosen.changed += 1;
        }
    }
    chosen
}

fn lines(context: &Context, spec: &FormSpec, errors: &[(String, String)]) -> Vec<Line> {
    let tag = context.lang().tag();
    spec.questions()
        .into_iter()
        .filter(|(_, question)| question.kind != QuestionType::Note)
        .map(|(path, question)| {
            let name = field_name(&path);
            let suggestion = classes::suggest(question);
            let none = Choice {
                value: "",
                key: class_key("none"),
                chosen: question.privacy.is_none(),
            };
            let options = PrivacyClass::ALL
                .into_iter()
                .filter(|class| class.fits(question.kind))
                .map(|class| Choice {
                    value: class.name(),
                    key: class_key(class.name()),
                    chosen: question.privacy == Some(class),
                });
            Line {
                label: if question.label.is_empty() {
                    question.name.clone()
                } else {
                    form_pages::plain_text(question.label.get(tag))
                },
                type_key: type_key(question.kind.name()),
                options: std::iter::once(none).chain(options).collect(),
                suggested_key: class_key(suggestion.class.map_or("none", PrivacyClass::name)),
                reason_key: format!("library-reason-{}", suggestion.reason.name()),
                missing: classes::is_missing(question),
                free_text: question.kind == QuestionType::Text,
                error: errors
                    .iter()
                    .find(|(field, _)| *field == name)
                    .map_or(String::new(), |(_, text)| text.clone()),
                path,
                name,
            }
        })
        .collect()
}

fn show(
    context: &Context,
    form: &Form,
    revision: i64,
    spec: &FormSpec,
    errors: Vec<(String, String)>,
    conflict: String,
) -> ClassesPage {
    let title = context.t("library-classes-title");
    let action = format!("{}/schutzklassen", form_path(form.id));
    ClassesPage {
        page: context.page(&title, crumbs(context, form, &title, &action)),
        action,
        cancel: form_path(form.id),
        revision,
        conflict,
        missing: classes::missing(spec),
        lines: lines(context, spec, &errors),
        errors,
    }
}

/// Shows the questions with their classes.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
) -> Result<Response, Error> {
    let (form, draft) = draft_for(&app, &context, actions::FORM_EDIT, &form).await?;
    let page = show(
        &context,
        &form,
        draft.revision,
        &draft.spec,
        Vec::new(),
        String::new(),
    );
    Ok(render(&page)?.into_response())
}

/// Saves the chosen classes.
pub(crate) async fn save(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let (form, seen) = draft_for(&app, &context, actions::FORM_EDIT, &form).await?;
    let by = By {
        person: context.person()?,
        at: app.clock.now(),
    };
    let tx = app.db.begin().await?;
    let draft = store::draft_for_update(&tx, form.id)
        .await?
        .ok_or(Error::NotFound)?;
    let mut chosen = choose(&context, &draft, &fields);
    if fields.text("revision").parse() != Ok(draft.revision) {
        tx.rollback().await?;
        let who = name_of(&app, &context, seen.edited_by).await?;
        let conflict = changed_meanwhile(&context, &who, draft.edited_at);
        let page = show(
            &context,
            &form,
            draft.revision,
            &chosen.spec,
            chosen.errors,
            conflict,
        );
        return Ok((StatusCode::CONFLICT, render(&page)?).into_response());
    }
    if chosen.errors.is_empty()
        && let Err(problems) =
            files::compiled(&tx, form.id, &chosen.spec, MissingFiles::Empty).await?
    {
        let tag = context.lang().tag();
        chosen.errors = problems
            .iter()
            .map(|problem| (String::new(), problem.message(tag)))
            .collect();
    }
    if !chosen.errors.is_empty() {
        tx.rollback().await?;
        let page = show(
            &context,
            &form,
            draft.revision,
            &chosen.spec,
            chosen.errors,
            String::new(),
        );
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)?).into_response());
    }
    if chosen.changed == 0 {
        tx.rollback().await?;
        context
            .flash("info", context.t("library-classes-unchanged"))
            .await?;
        return Ok(Redirect::to(&form_path(form.id)).into_response());
    }
    let hash = chosen.spec.hash();
    store::change_draft(&tx, form.id, (&chosen.spec, &hash), by.person, by.at).await?;
    let done = Done {
        form: form.id,
        owner: form.owner,
        action: actions::FORM_EDIT,
        deed: Deed::Classified,
        number: chosen.changed,
        facts: vec![
            ("changed", chosen.changed.into()),
            ("spec", intake::digest(&hash)?),
        ],
    };
    intake::note(&app, &tx, by, done).await?;
    tx.commit().await?;
    context
        .flash("success", context.t("library-classes-saved"))
        .await?;
    Ok(Redirect::to(&form_path(form.id)).into_response())
}
