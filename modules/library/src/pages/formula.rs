// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Trying an expression out on answers, with the functions that it can call.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use form_design::edit::{Edit, Property};
use form_design::places;
use form_design::{TryOutProblem, functions, try_out};
use forms::engine::Outcome;
use forms::{Answers, FormProblem, FormSpec, Item, ProblemCause};
use serde::Deserialize;
use web::form::{Fields, encode_component};
use web::{App, Context, Error, Page, render};

use super::build::{field_of, href, property_of, refusal_text, title};
use super::examples::surroundings;
use super::upload::by;
use super::{crumbs, draft_for, form_path};
use crate::build::{self, Wish};
use crate::model::{Draft, Example, Form};
use crate::{actions, store};

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct FormulaQuery {
    /// The path of the question that the expression belongs to.
    frage: String,
    /// Which expression of it.
    feld: String,
}

#[derive(Template)]
#[template(path = "library/formula.html")]
struct FormulaPage {
    page: Page,
    action: String,
    back: String,
    stand: String,
    about: String,
    field: String,
    chosen: String,
    expression: String,
    seen: String,
    example: String,
    examples: Vec<(String, String)>,
    names: Vec<(String, String)>,
    result: String,
    problem: String,
    topics: Vec<Topic>,
}

struct Topic {
    title: String,
    functions: Vec<(&'static str, String)>,
}

/// The functions by topic, with what they are called with and what they yield.
fn topics(context: &Context) -> Vec<Topic> {
    let mut topics: Vec<(&'static str, Topic)> = Vec::new();
    for function in functions() {
        let name = function.name.trim_start_matches("jr:");
        let key = format!("library-function-{name}");
        let line = (function.name, context.t(&key));
        match topics.last_mut() {
            Some((topic, last)) if *topic == function.topic => last.functions.push(line),
            _ => {
                let title = context.t(&format!("library-topic-{}", function.topic));
                let functions = vec![line];
                topics.push((function.topic, Topic { title, functions }));
            }
        }
    }
    topics.into_iter().map(|(_, topic)| topic).collect()
}

/// The expression that a question has.
fn stored(spec: &FormSpec, path: &str, property: &Property) -> String {
    let text = match (places::item(spec, path), property) {
        (Ok(Item::Question(question)), property) => match property {
            Property::Relevant => &question.relevant,
            Property::Constraint => &question.constraint,
            Property::Warning => &question.warning,
            Property::Readonly => &question.readonly,
            Property::Default => &question.default,
            Property::ChoiceFilter => &question.choice_filter,
            _ => &question.calculate,
        },
        (Ok(Item::Group(group)), _) => &group.relevant,
        (Ok(Item::Repeat(repeat)), Property::Count) => &repeat.count,
        (Ok(Item::Repeat(repeat)), _) => &repeat.relevant,
        (Err(_), _) => &None,
    };
    text.clone().unwrap_or_default()
}

/// A value as people read it.
fn words(context: &Context, outcome: &Outcome) -> String {
    match outcome {
        Outcome::Values(values) if values.is_empty() => context.t("library-try-nothing"),
        Outcome::Values(values) => values.join(" · "),
        Outcome::Number(number) if number.is_nan() => context.t("library-try-no-number"),
        Outcome::Number(number) => number.to_string(),
        Outcome::Text(text) if text.is_empty() => context.t("library-try-empty"),
        Outcome::Text(text) => text.clone(),
        Outcome::Boolean(true) => context.t("library-try-true"),
        Outcome::Boolean(false) => context.t("library-try-false"),
    }
}

/// Why there is no value.
fn problem(context: &Context, problem: &TryOutProblem) -> String {
    let tag = context.lang().tag();
    let cause = |cause: ProblemCause| cause.message().get(tag).to_owned();
    match problem {
        TryOutProblem::Syntax(error) => {
            cause(ProblemCause::Syntax(error.kind.clone(), error.at.start))
        }
        TryOutProblem::Findings(findings) => {
            let said = findings.iter();
            let said = said.map(|one| cause(ProblemCause::Expression(one.kind.clone())));
            said.collect::<Vec<_>>().join(" ")
        }
        TryOutProblem::Ambiguous(name, _) => {
            context.t_with("library-try-ambiguous", &[("name", name.as_str().into())])
        }
        TryOutProblem::Form(problems) => {
            let said = problems.first().map(|one: &FormProblem| one.message(tag));
            let said = said.unwrap_or_default();
            context.t_with("library-try-form", &[("problem", said.into())])
        }
        TryOutProblem::Evaluation(forms::TryOutError::Expression(found)) => cause(found.clone()),
        TryOutProblem::Evaluation(forms::TryOutError::Outcome(_)) => {
            context.t("library-try-evaluation")
        }
    }
}

struct Shown<'a> {
    query: &'a FormulaQuery,
    expression: Option<&'a str>,
    example: &'a str,
    result: String,
    problem: String,
}

async fn show(
    app: &App,
    context: &Context,
    form: &Form,
    draft: &Draft,
    shown: Shown<'_>,
) -> Result<Html<String>, Error> {
    let spec = &draft.spec;
    let tag = context.lang().tag();
    let property = property_of(&shown.query.feld);
    let chosen = shown.query.frage.as_str();
    let heading = context.t("library-try-title");
    let action = format!("{}/formel", form_path(form.id));
    let builder = format!("{}/bauen", form_path(form.id));
    let examples = store::examples(app.db.read(), form.id).await?;
    let mut names = Vec::new();
    places::walk(&spec.items, "", &mut |path, item| {
        if let Item::Question(question) = item {
            names.push((path.to_owned(), title(&question.label, &question.name, tag)));
        }
    });
    names.truncate(200);
    let field = field_of(&property);
    let seen = stored(spec, chosen, &property);
    render(&FormulaPage {
        page: context.page(&heading, crumbs(context, form, &heading, &action)),
        stand: draft.spec_hash.clone(),
        about: context.t(&format!("library-build-field-{field}")),
        expression: shown.expression.unwrap_or(&seen).to_owned(),
        back: format!("{}#field-{field}", href(&builder, chosen)),
        chosen: chosen.to_owned(),
        example: shown.example.to_owned(),
        examples: examples
            .iter()
            .map(|one| (one.id.to_string(), one.name.clone()))
            .collect(),
        result: shown.result,
        problem: shown.problem,
        topics: topics(context),
        names,
        field,
        seen,
        action,
    })
}

/// The expression as it is stored.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
    Query(query): Query<FormulaQuery>,
) -> Result<Response, Error> {
    let (form, draft) = draft_for(&app, &context, actions::FORM_EDIT, &form).await?;
    let shown = Shown {
        query: &query,
        expression: None,
        example: "",
        result: String::new(),
        problem: String::new(),
    };
    let html = show(&app, &context, &form, &draft, shown).await?;
    Ok(html.into_response())
}

/// Where an expression stands in answers: the first round of every repeat around it.
fn in_first_rounds(spec: &FormSpec, path: &str) -> String {
    let (mut done, mut out) = (String::new(), String::new());
    for name in path.split('/').filter(|name| !name.is_empty()) {
        done = forms::join(&done, name);
        out = forms::join(&out, name);
        if done != path && matches!(places::item(spec, &done), Ok(Item::Repeat(_))) {
            out.push_str("[1]");
        }
    }
    out
}

/// Tries the expression out, or puts it into the draft.
pub(crate) async fn run(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let (form, draft) = draft_for(&app, &context, actions::FORM_EDIT, &form).await?;
    let query = FormulaQuery {
        frage: fields.text("frage").to_owned(),
        feld: fields.text("feld").to_owned(),
    };
    let expression = fields.text("formel");
    let property = property_of(&query.feld);
    let mut shown = Shown {
        query: &query,
        expression: Some(expression),
        example: fields.text("beispiel"),
        result: String::new(),
        problem: String::new(),
    };
    if fields.text("tun") == "uebernehmen" {
        let wish = Wish {
            edit: Edit::Write {
                path: query.frage.clone(),
                property: property.clone(),
                text: (!expression.is_empty()).then(|| expression.to_owned()),
            },
            seen: Some(fields.text("alt:formel").to_owned()),
        };
        let stand = fields.text("stand");
        match build::change(&app, &form, by(&app, &context)?, stand, vec![wish]).await? {
            Ok(_) => {
                let builder = format!("{}/bauen", form_path(form.id));
                let address = href(&builder, &query.frage);
                let field = encode_component(&field_of(&property));
                let address = format!("{address}&getan=saved#field-{field}");
                return Ok(Redirect::to(&address).into_response());
            }
            Err(refusal) => shown.problem = refusal_text(&context, &refusal),
        }
    } else {
        let examples = store::examples(app.db.read(), form.id).await?;
        let example = |one: &&Example| one.id.to_string() == fields.text("beispiel");
        let answers = match examples.iter().find(example) {
            Some(example) => example.answers.clone(),
            None => Answers::new(),
        };
        let around = in_first_rounds(&draft.spec, &query.frage);
        let engine = surroundings(&app, &draft.spec);
        match try_out(&draft.spec, expression, &around, &answers, &engine) {
            Ok(outcome) => shown.result = words(&context, &outcome),
            Err(found) => shown.problem = problem(&context, &found),
        }
    }
    let html = show(&app, &context, &form, &draft, shown).await?;
    Ok(html.into_response())
}
