// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The lists of choices of a form: names, canonical addresses, reading them from tables and code
//! lists, taking them over from other forms.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use form_design::edit::{
    ChoicesProblem, Edit, choices_from_csv, choices_to_csv, further_columns, usable_name,
};
use forms::{Choice, ChoiceSource, CodeListId, FormSpec, WantedList, genericode};
use http::{StatusCode, header};
use serde::Deserialize;
use web::form::{Fields, FieldsAndFiles, encode_component};
use web::{App, Context, Error, Page, render};

use super::build::{languages, refusal_text};
use super::ownership::seen;
use super::upload::by;
use super::{crumbs, draft_for, form_path, readable_spec};
use crate::actions;
use crate::build::{self, Wish};
use crate::model::{Draft, Form};
use crate::store::{self, Search};

/// How many choices of a list are shown.
const MOST_SHOWN: usize = 100;

/// How many other forms are offered to take lists from.
const MOST_FORMS: i64 = 100;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct ListsQuery {
    liste: String,
}

#[derive(Template)]
#[template(path = "library/lists.html")]
struct ListsPage {
    page: Page,
    action: String,
    back: String,
    stand: String,
    problem: String,
    lists: Vec<ListLine>,
    /// Lists of other forms: what is posted, and what it is.
    others: Vec<(String, String)>,
    list: Option<ListView>,
}

struct ListLine {
    name: String,
    href: String,
    is_missing: bool,
    count: usize,
    uses: usize,
    published: String,
}

struct ListView {
    name: String,
    address: String,
    version: String,
    uses: Vec<String>,
    csv: String,
    languages: Vec<(String, String)>,
    extra: Vec<String>,
    rows: Vec<Vec<String>>,
    /// How many are not shown.
    more: usize,
}

fn lists_path(form: &Form) -> String {
    format!("{}/listen", form_path(form.id))
}

fn list_path(form: &Form, list: &str) -> String {
    format!("{}?liste={}", lists_path(form), encode_component(list))
}

fn uses(spec: &FormSpec, list: &str) -> Vec<String> {
    let questions = spec.questions().into_iter();
    questions
        .filter(|(_, question)| question.choices.as_deref() == Some(list))
        .map(|(path, _)| path)
        .collect()
}

/// The lists that questions name and that are not there yet, such as published ones.
fn missing(spec: &FormSpec) -> Vec<String> {
    let mut missing: Vec<String> = Vec::new();
    for (_, question) in spec.questions() {
        if let Some(list) = &question.choices
            && question.choice_source == ChoiceSource::List
            && !spec.choices.contains_key(list)
            && !missing.contains(list)
        {
            missing.push(list.clone());
        }
    }
    missing
}

fn cells(choice: &Choice, languages: &[(String, String)], extra: &[String]) -> Vec<String> {
    let label = |tag: &String| choice.label.0.get(tag).cloned().unwrap_or_default();
    let mut cells = vec![choice.code.clone()];
    cells.extend(languages.iter().map(|(tag, _)| label(tag)));
    cells.extend(
        extra
            .iter()
            .map(|name| choice.extra.get(name).cloned().unwrap_or_default()),
    );
    cells
}

fn view(form: &Form, spec: &FormSpec, list: &str) -> Option<ListView> {
    let is_missing = missing(spec).iter().any(|name| name == list);
    let choices = spec.choices.get(list).map(Vec::as_slice);
    let choices = choices.or(is_missing.then_some(&[][..]))?;
    let languages = languages(spec);
    let extra = further_columns(choices);
    let id = spec.code_lists.get(list);
    let rows = choices.iter().take(MOST_SHOWN);
    Some(ListView {
        name: list.to_owned(),
        address: id.map_or(String::new(), |id| id.address().to_owned()),
        version: id.map_or(String::new(), |id| id.version().to_owned()),
        uses: uses(spec, list),
        csv: format!(
            "{}/tabelle.csv?liste={}",
            lists_path(form),
            encode_component(list)
        ),
        rows: rows
            .map(|choice| cells(choice, &languages, &extra))
            .collect(),
        more: choices.len().saturating_sub(MOST_SHOWN),
        languages,
        extra,
    })
}

async fn show(
    app: &App,
    context: &Context,
    form: &Form,
    draft: &Draft,
    (list, problem): (&str, String),
) -> Result<String, Error> {
    let spec = &draft.spec;
    let tag = context.lang().tag();
    let title = context.t("library-lists-title");
    let action = lists_path(form);
    let mut others = Vec::new();
    let search = Search {
        limit: MOST_FORMS,
        ..Search::default()
    };
    let (known, _) = store::list(app.db.read(), &seen(app, context).await?, &search).await?;
    for other in known.into_iter().filter(|other| other.id != form.id) {
        let Some(other_form) = store::form(app.db.read(), other.id).await? else {
            continue;
        };
        let other_spec = readable_spec(app, context, &other_form).await?;
        for (name, choices) in other_spec.choice_lists() {
            let title = other_spec.title.get(tag);
            let words = context.t_with(
                "library-lists-other",
                &[
                    ("form", title.into()),
                    ("list", name.into()),
                    ("count", choices.len().into()),
                ],
            );
            others.push((format!("{} {name}", other.id), words));
        }
    }
    let page = ListsPage {
        page: context.page(&title, crumbs(context, form, &title, &action)),
        back: format!("{}/bauen", form_path(form.id)),
        stand: draft.spec_hash.clone(),
        problem,
        lists: spec
            .choice_lists()
            .into_iter()
            .map(|(name, choices)| (name.to_owned(), Some(choices.len())))
            .chain(missing(spec).into_iter().map(|name| (name, None)))
            .map(|(name, count)| ListLine {
                href: list_path(form, &name),
                is_missing: count.is_none(),
                count: count.unwrap_or(0),
                uses: uses(spec, &name).len(),
                published: spec
                    .code_lists
                    .get(&name)
                    .map_or(String::new(), ToString::to_string),
                name,
            })
            .collect(),
        others,
        list: view(form, spec, list),
        action,
    };
    Ok(render(&page)?.0)
}

/// The lists, or one of them.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
    Query(query): Query<ListsQuery>,
) -> Result<Response, Error> {
    let (form, draft) = draft_for(&app, &context, actions::FORM_EDIT, &form).await?;
    let html = show(&app, &context, &form, &draft, (&query.liste, String::new())).await?;
    Ok(axum::response::Html(html).into_response())
}

/// A list as a table that can be read again.
pub(crate) async fn table(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
    Query(query): Query<ListsQuery>,
) -> Result<Response, Error> {
    let (_, draft) = draft_for(&app, &context, actions::FORM_EDIT, &form).await?;
    let spec = &draft.spec;
    let choices = spec.choices.get(&query.liste).ok_or(Error::NotFound)?;
    let csv = choices_to_csv(choices, &spec.languages);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}.csv\"", query.liste),
        ),
    ];
    Ok((headers, csv).into_response())
}

fn problem_text(context: &Context, problem: &ChoicesProblem) -> String {
    let (key, detail) = match problem {
        ChoicesProblem::Empty => ("empty", String::new()),
        ChoicesProblem::NoCodeColumn => ("no-code-column", String::new()),
        ChoicesProblem::ColumnTwice(name) => ("column-twice", name.clone()),
        ChoicesProblem::InvalidCode(line) => ("invalid-code", line.to_string()),
        ChoicesProblem::CodeTwice(line) => ("code-twice", line.to_string()),
        ChoicesProblem::Cells(line) => ("cells", line.to_string()),
        ChoicesProblem::TooMany => ("too-many", String::new()),
    };
    let key = format!("library-lists-problem-{key}");
    context.t_with(&key, &[("detail", detail.into())])
}

/// Choices from a file, and where they are published if it says so.
fn choices_of(
    context: &Context,
    spec: &FormSpec,
    list: &str,
    bytes: &[u8],
) -> Result<(Vec<Choice>, Option<CodeListId>), String> {
    let begin = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    if begin == Some(&b'<') {
        let read = genericode::read(bytes).map_err(|problem| {
            let said = problem.to_string();
            context.t_with("library-lists-genericode", &[("problem", said.into())])
        })?;
        let id = CodeListId::new(&read.address, &read.version);
        let Some(id) = id else {
            return Err(context.t("library-lists-no-address"));
        };
        let wanted = WantedList {
            list: list.to_owned(),
            id: id.clone(),
            code_column: None,
            name_column: None,
            help_column: None,
            fields: Vec::new(),
        };
        let (choices, _) = read.choices(&wanted, &spec.default_language);
        return Ok((choices, Some(id)));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| context.t("library-lists-not-utf8"))?;
    let choices = choices_from_csv(text, &spec.default_language);
    choices
        .map(|choices| (choices, None))
        .map_err(|problem| problem_text(context, &problem))
}

/// A list of another form, as `form list`.
async fn other_list(
    app: &App,
    context: &Context,
    posted: &str,
) -> Result<Option<(String, Vec<Choice>, Option<CodeListId>)>, Error> {
    let Some((other, name)) = posted.split_once(' ') else {
        return Ok(None);
    };
    let id = other.parse().map_err(|_| Error::NotFound)?;
    let other = store::form(app.db.read(), id).await?;
    let spec = readable_spec(app, context, &other.ok_or(Error::NotFound)?).await?;
    let choices = spec.choices.get(name).cloned().ok_or(Error::NotFound)?;
    Ok(Some((
        name.to_owned(),
        choices,
        spec.code_lists.get(name).cloned(),
    )))
}

/// A name that no list has yet.
fn free(spec: &FormSpec, wished: &str) -> String {
    let wished = usable_name(wished);
    let wished = if wished.is_empty() {
        "liste".to_owned()
    } else {
        wished
    };
    let mut name = wished.clone();
    let mut number = 1;
    while spec.choices.contains_key(&name) {
        number += 1;
        name = format!("{wished}_{number}");
    }
    name
}

/// What is to be done, with the list that is shown then; the error is a sentence.
async fn wanted(
    app: &App,
    context: &Context,
    spec: &FormSpec,
    fields: &Fields,
    file: &[u8],
) -> Result<Result<(Vec<Edit>, String), String>, Error> {
    let list = fields.text("liste").to_owned();
    let of_file = |list: &str| choices_of(context, spec, list, file);
    let identified = |list: &str, id: Option<CodeListId>| Edit::Identify {
        list: list.to_owned(),
        code_list: id,
    };
    Ok(Ok(match fields.text("tun") {
        "neu" => {
            let list = free(spec, fields.text("name"));
            let (choices, id) = if file.is_empty() {
                (Vec::new(), None)
            } else {
                match of_file(&list) {
                    Ok(read) => read,
                    Err(problem) => return Ok(Err(problem)),
                }
            };
            let mut edits = vec![Edit::AddList {
                list: list.clone(),
                choices,
            }];
            edits.extend(id.map(|id| identified(&list, Some(id))));
            (edits, list)
        }
        "uebernehmen" => {
            let Some((name, choices, id)) = other_list(app, context, fields.text("andere")).await?
            else {
                return Ok(Err(context.t("library-lists-choose")));
            };
            let list = free(spec, &name);
            // What the other form says in languages that this one lacks does not come along.
            let known = |tag: &str| spec.languages.iter().any(|known| known == tag);
            let choices = choices.into_iter().map(|mut choice| {
                choice.label.0.retain(|tag, _| known(tag));
                choice
            });
            let choices = choices.collect();
            let mut edits = vec![Edit::AddList {
                list: list.clone(),
                choices,
            }];
            edits.extend(id.map(|id| identified(&list, Some(id))));
            (edits, list)
        }
        "einlesen" => match of_file(&list) {
            Ok((choices, id)) => {
                let name = list.clone();
                let mut edits = vec![if spec.choices.contains_key(&list) {
                    Edit::ReplaceChoices {
                        list: name,
                        choices,
                    }
                } else {
                    Edit::AddList {
                        list: name,
                        choices,
                    }
                }];
                edits.extend(id.map(|id| identified(&list, Some(id))));
                (edits, list)
            }
            Err(problem) => return Ok(Err(problem)),
        },
        "benennen" => {
            let name = fields.text("name").to_owned();
            let edits = vec![Edit::RenameList {
                list,
                name: name.clone(),
            }];
            (edits, name)
        }
        "herkunft" => {
            let address = fields.text("adresse");
            let id = CodeListId::new(address, fields.text("fassung"));
            if !address.is_empty() && id.is_none() {
                return Ok(Err(context.t("library-lists-wrong-address")));
            }
            let id = id.filter(|_| !address.is_empty());
            (vec![identified(&list, id)], list)
        }
        "entfernen" => (vec![Edit::RemoveList { list }], String::new()),
        _ => (Vec::new(), list),
    }))
}

/// Changes lists.
pub(crate) async fn save(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
    posted: FieldsAndFiles,
) -> Result<Response, Error> {
    let (form, draft) = draft_for(&app, &context, actions::FORM_EDIT, &form).await?;
    let fields = &posted.fields;
    let file = posted.files.first();
    let file = file.map_or(&[][..], |file| file.bytes.as_slice());
    let wanted = wanted(&app, &context, &draft.spec, fields, file).await?;
    let problem = match wanted {
        Err(problem) => problem,
        Ok((edits, list)) => {
            let wishes = edits.into_iter().map(Wish::plain).collect();
            let (by, stand) = (by(&app, &context)?, fields.text("stand"));
            match build::change(&app, &form, by, stand, wishes).await? {
                Ok(_) => {
                    let text = context.t("library-lists-saved");
                    context.flash("success", text).await?;
                    let address = if list.is_empty() {
                        lists_path(&form)
                    } else {
                        list_path(&form, &list)
                    };
                    return Ok(Redirect::to(&address).into_response());
                }
                Err(refusal) => refusal_text(&context, &refusal),
            }
        }
    };
    let shown = (fields.text("liste"), problem);
    let html = show(&app, &context, &form, &draft, shown).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, axum::response::Html(html)).into_response())
}
