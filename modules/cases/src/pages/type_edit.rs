// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The page on which a kind of case files is changed: one form with a row per step, letter and reason.
//! A row whose title is emptied goes away; the last rows are empty, for new ones.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use kernel::{CollectionId, berlin_date};
use reporting::handover::{self, Asked};
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::types::{crumbs_of_types, fault, note, type_for, type_path};
use crate::letters::{self, Facts};
use crate::model::{
    CaseType, ClosingReason, Definition, LONGEST_TEXT, LONGEST_TITLE, LetterField, LetterTemplate,
    LetterText, MOST_PARTS, Slot, StepKind, StepPlan,
};
use crate::store;

/// The largest posted page, in bytes: letters are long.
pub const FORM_LIMIT: usize = 1024 * 1024;

#[derive(Template)]
#[template(path = "cases/type_edit.html")]
struct EditPage {
    page: Page,
    path: String,
    revision: i64,
    latest: i64,
    changed: bool,
    retired: bool,
    title: String,
    note: String,
    collections: Vec<(String, String)>,
    collection: String,
    slots: Vec<SlotLine>,
    questions: Vec<(String, String)>,
    steps: Vec<StepPlan>,
    letters: Vec<LetterTemplate>,
    reasons: Vec<ClosingReason>,
    known_steps: Vec<(String, String)>,
    known_letters: Vec<(String, String)>,
    fields: Vec<&'static str>,
    faults: Vec<String>,
}

struct SlotLine {
    name: &'static str,
    label: String,
    path: String,
}

fn empty_step() -> StepPlan {
    StepPlan {
        key: String::new(),
        title: String::new(),
        kind: StepKind::Task,
        after: None,
        days: 7,
        person_days: 0,
        legal_basis: String::new(),
        letter: String::new(),
    }
}

async fn show(
    app: &App,
    context: &Context,
    kind: &CaseType,
    status: StatusCode,
) -> Result<Response, Error> {
    let conn = app.db.read();
    let draft = &kind.draft;
    let path = type_path(kind.id);
    let collections = handover::event_collections(conn).await?;
    let questions = match draft.collection {
        Some(id) => handover::questions(conn, id, context.lang().tag()).await?,
        None => Vec::new(),
    };
    let version = store::types::version(conn, kind.id, kind.latest).await?;
    let mut steps = draft.steps.clone();
    steps.extend([empty_step(), empty_step()]);
    let mut letters = draft.letters.clone();
    letters.push(LetterTemplate {
        key: String::new(),
        title: String::new(),
        text: String::new(),
    });
    let mut reasons = draft.reasons.clone();
    reasons.extend((0..2).map(|_| ClosingReason {
        key: String::new(),
        title: String::new(),
        months: 12,
    }));
    let html = render(&EditPage {
        page: context.page(
            context.t_with(
                "cases-type-title",
                &[("title", draft.title.as_str().into())],
            ),
            crumbs_of_types(context, vec![Crumb::new(&draft.title, &path)]),
        ),
        path,
        revision: kind.revision,
        latest: kind.latest,
        changed: version.is_none_or(|version| version.definition != *draft),
        retired: kind.retired,
        title: draft.title.clone(),
        note: draft.note.clone(),
        collections: collections
            .into_iter()
            .map(|one| (one.id.to_string(), one.title))
            .collect(),
        collection: draft.collection.map_or(String::new(), |id| id.to_string()),
        slots: Slot::ALL
            .iter()
            .map(|slot| SlotLine {
                name: slot.name(),
                label: super::person::label(context, *slot),
                path: draft.mapping.get(slot).cloned().unwrap_or_default(),
            })
            .collect(),
        questions: questions
            .into_iter()
            .map(|asked| {
                let label = format!("{} ({})", asked.label, asked.path);
                (asked.path, label)
            })
            .collect(),
        known_steps: draft
            .steps
            .iter()
            .map(|step| (step.key.clone(), step.title.clone()))
            .collect(),
        known_letters: draft
            .letters
            .iter()
            .map(|letter| (letter.key.clone(), letter.title.clone()))
            .collect(),
        steps,
        letters,
        reasons,
        fields: LetterField::ALL.iter().map(|field| field.name()).collect(),
        faults: draft
            .faults()
            .iter()
            .map(|one| fault(context, one))
            .collect(),
    })?;
    Ok((status, html).into_response())
}

/// Shows the draft.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(case_type): Path<String>,
) -> Result<Response, Error> {
    let kind = type_for(&app, &context, &case_type).await?;
    show(&app, &context, &kind, StatusCode::OK).await
}

/// Which question probably answers what.
fn suggested(questions: &[Asked]) -> std::collections::BTreeMap<Slot, String> {
    let named: Vec<(String, String)> = questions
        .iter()
        .map(|asked| (asked.path.clone(), asked.name.clone()))
        .collect();
    Slot::ALL
        .iter()
        .filter_map(|slot| Some((*slot, slot.suggest(&named)?.to_owned())))
        .collect()
}

/// A key for a new part: its place, so that it differs from those there are.
fn new_key(kind: &str, taken: &[String]) -> String {
    let mut number = taken.len() + 1;
    loop {
        let key = format!("{kind}{number}");
        if !taken.contains(&key) {
            return key;
        }
        number += 1;
    }
}

/// The values of the fields of one kind, row by row.
fn column(fields: &Fields, name: &str) -> Vec<String> {
    fields
        .all(name)
        .map(|value| value.trim().to_owned())
        .collect()
}

fn cell(column: &[String], row: usize, longest: usize) -> String {
    let text = column.get(row).map_or("", String::as_str);
    text.chars().take(longest).collect()
}

fn number(column: &[String], row: usize, most: i64) -> i64 {
    let number = column.get(row).and_then(|text| text.parse().ok());
    number.unwrap_or(0_i64).clamp(0, most)
}

/// Reads the posted rows; those without a title are left out, those without a key get one.
fn rows<T>(fields: &Fields, name: &str, made: impl Fn(usize, String, String) -> T) -> Vec<T> {
    let keys = column(fields, &format!("{name}-key"));
    let titles = column(fields, &format!("{name}-title"));
    let mut taken: Vec<String> = keys.iter().filter(|key| !key.is_empty()).cloned().collect();
    let mut parts = Vec::new();
    for row in 0..titles.len().min(MOST_PARTS) {
        let title = cell(&titles, row, LONGEST_TITLE);
        if title.is_empty() {
            continue;
        }
        let mut key = cell(&keys, row, 40);
        if key.is_empty() {
            key = new_key(name, &taken);
            taken.push(key.clone());
        }
        parts.push(made(row, key, title));
    }
    parts
}

fn read(fields: &Fields) -> Definition {
    let of_steps = |name: &str| column(fields, &format!("step-{name}"));
    let (kinds, afters, days) = (of_steps("kind"), of_steps("after"), of_steps("days"));
    let (person_days, legal, letters) = (of_steps("person"), of_steps("legal"), of_steps("letter"));
    let steps = rows(fields, "step", |row, key, title| {
        let after = cell(&afters, row, 40);
        StepPlan {
            key,
            title,
            kind: cell(&kinds, row, 20).parse().unwrap_or(StepKind::Task),
            after: match after.as_str() {
                "-" => None,
                "+" => Some(String::new()),
                _ => Some(after),
            },
            days: number(&days, row, 3_650),
            person_days: number(&person_days, row, 3_650),
            legal_basis: cell(&legal, row, 300),
            letter: cell(&letters, row, 40),
        }
    });
    let texts = column(fields, "letter-text");
    let letters = rows(fields, "letter", |row, key, title| LetterTemplate {
        key,
        title,
        text: cell(&texts, row, LONGEST_TEXT).replace("\r\n", "\n"),
    });
    let months = column(fields, "reason-months");
    let reasons = rows(fields, "reason", |row, key, title| ClosingReason {
        key,
        title,
        months: number(&months, row, 360),
    });
    let mapping = Slot::ALL.iter().filter_map(|slot| {
        let path = fields.text(&format!("slot-{}", slot.name()));
        (!path.is_empty()).then(|| (*slot, path.chars().take(500).collect()))
    });
    Definition {
        title: fields.text("titel").chars().take(LONGEST_TITLE).collect(),
        note: super::long_text(fields, "hinweis"),
        collection: fields.text("erhebung").parse::<CollectionId>().ok(),
        mapping: mapping.collect(),
        steps,
        letters,
        reasons,
    }
}

/// Saves the draft. Somebody else's changes since it was seen are not written over: both are kept on
/// the page.
pub async fn save(
    State(app): State<App>,
    context: Context,
    Path(case_type): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let kind = type_for(&app, &context, &case_type).await?;
    let mut draft = read(&fields);
    let conn = app.db.read();
    match draft.collection {
        // Another collection has other questions: those that look right are suggested.
        Some(id) if kind.draft.collection != Some(id) => {
            let known = handover::event_collections(conn).await?;
            if known.iter().all(|one| one.id != id) {
                return Err(Error::NotFound);
            }
            let asked = handover::questions(conn, id, context.lang().tag()).await?;
            draft.mapping = suggested(&asked);
        }
        Some(_) => {}
        None => draft.mapping.clear(),
    }
    let seen: i64 = fields.text("stand").parse().unwrap_or(-1);
    let tx = app.db.begin().await?;
    let saved = store::types::save_draft(&tx, kind.id, seen, &draft, app.clock.now()).await?;
    if !saved {
        tx.rollback().await?;
        context
            .flash("warning", context.t("cases-type-outdated"))
            .await?;
        let typed = CaseType { draft, ..kind };
        return show(&app, &context, &typed, StatusCode::CONFLICT).await;
    }
    note(&app, &context, &tx, &kind, "changed").await?;
    tx.commit().await?;
    context
        .flash("success", context.t("cases-type-saved"))
        .await?;
    Ok(Redirect::to(&type_path(kind.id)).into_response())
}

/// A letter of the draft as PDF, filled in with an invented person.
pub async fn preview(
    State(app): State<App>,
    context: Context,
    Path((case_type, letter)): Path<(String, String)>,
) -> Result<Response, Error> {
    let kind = type_for(&app, &context, &case_type).await?;
    let template = kind.draft.letter(&letter).ok_or(Error::NotFound)?;
    let Ok(text) = LetterText::parse(&template.text) else {
        return Err(Error::Conflict(context.t("cases-letter-broken")));
    };
    let now = app.clock.now();
    let owner = directory::organisation(app.db.read(), kind.owner).await?;
    let facts = Facts::example(owner.ok_or(Error::NotFound)?, berlin_date(now));
    let (text, _) = text.fill(|field| facts.value(field));
    let document = letters::document(&app, &facts, &template.title, &text, now);
    web::pdf(document, "muster.pdf").await
}
