// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a view looks for, to be changed, looked at and saved.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::StatusCode;
use kernel::Id;
use uuid::Uuid;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::overview::{numbers, per};
use super::{Looked, Seat, Wish, describe, looked, municipalities, seat};
use crate::model::SubmissionState;
use crate::model::insight::{
    Condition, Field, FieldKind, Group, LONGEST_NAME, MOST_COLUMNS, MOST_CONDITIONS, Measure,
    Operator, Sort, Statistic, ViewContent,
};
use crate::store::views::View;
use crate::{actions, insight, sealing, store};

/// How many rows for further conditions the page has.
const FURTHER: usize = 2;

#[derive(Template)]
#[template(path = "reporting/insight_edit.html")]
struct EditPage {
    page: Page,
    office: String,
    action: String,
    version: i64,
    named: bool,
    shareable: bool,
    shared: bool,
    content: ViewContent,
    from: String,
    to: String,
    states: Vec<(SubmissionState, bool)>,
    institutions: Vec<(String, String, bool)>,
    towns: Vec<(String, String, bool)>,
    conditions: Vec<ConditionRow>,
    questions: Vec<(String, String)>,
    operators: Vec<(&'static str, String)>,
    columns: Vec<(String, String, bool, bool)>,
    most_columns: i64,
    sorts: Vec<(String, String, bool)>,
    numbers: Vec<(String, String, bool)>,
    denominators: Vec<(String, String, bool)>,
    statistics: Vec<(&'static str, bool)>,
    per: Vec<(String, String, bool)>,
    groups: Vec<(&'static str, bool)>,
    errors: Vec<(String, String)>,
    longest_name: usize,
}

/// A condition in its fields, numbered from 1.
struct ConditionRow {
    number: usize,
    path: String,
    operator: &'static str,
    value: String,
    error: String,
    /// The codes that can be chosen, if the question has a list.
    codes: Vec<(String, String)>,
}

impl ConditionRow {
    fn named(&self, field: &str) -> String {
        format!("{field}_{}", self.number)
    }
}

impl EditPage {
    fn error(&self, name: &str) -> &str {
        self.errors
            .iter()
            .find(|(field, _)| field == name)
            .map_or("", |(_, text)| text)
    }
}

/// The page.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
    Query(wish): Query<Wish>,
) -> Result<Html<String>, Error> {
    let seat = seat(&app, &context, &collection, &wish.amt).await?;
    let looked = looked(&app, &context, &seat, &wish.ansicht).await?;
    show(&app, &context, &seat, &looked, &[]).await
}

async fn show(
    app: &App,
    context: &Context,
    seat: &Seat,
    looked: &Looked,
    faults: &[(String, &'static str)],
) -> Result<Html<String>, Error> {
    let content = looked.content.clone();
    let loaded = super::loaded(app, seat).await?;
    let places = insight::institutions(app, &loaded.table).await?;
    let lang = context.lang();
    let text = |field: &Field| field.text(lang.tag()).to_owned();
    let mut institutions: Vec<(String, String, bool)> = places
        .values()
        .map(|one| {
            let chosen = content.institution == Some(one.id);
            (one.id.to_string(), one.name.clone(), chosen)
        })
        .collect();
    institutions.sort_by(|a, b| a.1.cmp(&b.1));
    let towns = municipalities(app, &places)
        .await?
        .into_iter()
        .map(|(key, name)| {
            let chosen = key == content.municipality;
            (key, name, chosen)
        })
        .collect();
    let mut sorts: Vec<(String, String, bool)> = [Sort::Period, Sort::Institution, Sort::Sent]
        .iter()
        .map(|sort| {
            let words = context.t_with("reporting-insight-sort", &[("sort", sort.name().into())]);
            (sort.name().to_owned(), words, content.sort == *sort)
        })
        .collect();
    let sortable = loaded
        .fields
        .iter()
        .filter(|one| one.kind != FieldKind::Text);
    sorts.extend(sortable.map(|field| {
        let chosen = content.sort == Sort::Answer && content.sort_by == field.path;
        (format!("answer:{}", field.path), text(field), chosen)
    }));
    let person = context.person()?;
    let title = context.t("reporting-insight-edit-title");
    let here = seat.path("/filter", looked.id());
    let crumbs = seat.crumbs(context, vec![Crumb::new(&title, &here)]);
    render(&EditPage {
        page: context.page(format!("{title}: {}", seat.collection.title), crumbs),
        office: seat.at.office.name.clone(),
        action: here,
        version: looked.version(),
        named: looked.is_named(),
        shareable: seat.at.within.is_all()
            && looked.kept.as_ref().is_none_or(|one| one.owner == person),
        shared: looked.kept.as_ref().is_some_and(|one| one.shared),
        from: content.from.map(|day| day.to_string()).unwrap_or_default(),
        to: content.to.map(|day| day.to_string()).unwrap_or_default(),
        states: SubmissionState::ALL
            .iter()
            .map(|state| (*state, content.states.contains(state)))
            .collect(),
        institutions,
        towns,
        conditions: condition_rows(context, &content, &loaded.fields, faults),
        questions: loaded
            .fields
            .iter()
            .map(|field| (field.path.clone(), text(field)))
            .collect(),
        operators: Operator::ALL
            .iter()
            .map(|one| (one.name(), describe::operator(context, *one)))
            .collect(),
        columns: loaded
            .fields
            .iter()
            .map(|field| {
                let chosen = content.columns.contains(&field.path);
                (field.path.clone(), text(field), chosen, field.identified)
            })
            .collect(),
        most_columns: i64::try_from(MOST_COLUMNS).unwrap_or(i64::MAX),
        sorts,
        numbers: numbers(context, &loaded.fields, &content.measure.question),
        denominators: numbers(context, &loaded.fields, &content.measure.denominator),
        statistics: Statistic::ALL
            .iter()
            .map(|one| (one.name(), *one == content.measure.statistic))
            .collect(),
        per: per(context, content.measure.per),
        groups: Group::ALL
            .iter()
            .map(|one| (one.name(), *one == content.group))
            .collect(),
        errors: faults
            .iter()
            .map(|(field, key)| {
                let text = context.t(&format!("reporting-insight-fault-{key}"));
                (field.clone(), text)
            })
            .collect(),
        longest_name: LONGEST_NAME,
        content,
    })
}

fn condition_rows(
    context: &Context,
    content: &ViewContent,
    fields: &[Field],
    faults: &[(String, &'static str)],
) -> Vec<ConditionRow> {
    let known = content.conditions.len();
    let rows = (known + FURTHER).min(MOST_CONDITIONS);
    (0..rows)
        .map(|place| {
            let condition = content.conditions.get(place);
            let path = condition.map_or("", |one| one.path.as_str());
            let field = fields.iter().find(|field| field.path == path);
            ConditionRow {
                number: place + 1,
                error: faults
                    .iter()
                    .find(|(name, _)| *name == format!("wert_{}", place + 1))
                    .map_or(String::new(), |(_, key)| {
                        context.t(&format!("reporting-insight-fault-{key}"))
                    }),
                path: path.to_owned(),
                operator: condition.map_or("", |one| one.operator.name()),
                value: condition.map_or(String::new(), |one| one.value.clone()),
                codes: field.map_or_else(Vec::new, |field| {
                    let codes = field.choices.iter();
                    codes
                        .map(|(code, _)| (code.clone(), describe::choice(context, field, code)))
                        .collect()
                }),
            }
        })
        .collect()
}

/// What somebody typed.
fn typed(fields: &Fields, before: &ViewContent) -> ViewContent {
    let mut conditions = Vec::new();
    for number in 1..=MOST_CONDITIONS {
        let text = |name: &str| fields.text(&format!("{name}_{number}")).to_owned();
        let path = text("frage");
        if path.is_empty() {
            continue;
        }
        conditions.push(Condition {
            path,
            operator: text("op").parse().unwrap_or(Operator::Is),
            value: text("wert").chars().take(200).collect(),
        });
    }
    let sort = fields.text("sortierung");
    let (sort, sort_by) = match sort.split_once(':') {
        Some((_, path)) => (Sort::Answer, path.to_owned()),
        None => (sort.parse().unwrap_or(before.sort), String::new()),
    };
    let usual = Measure::default();
    ViewContent {
        name: fields.text("name").to_owned(),
        from: fields.text("von").parse().ok(),
        to: fields.text("bis").parse().ok(),
        states: fields
            .all("stand")
            .filter_map(|text| text.parse().ok())
            .collect(),
        institution: fields.text("einrichtung").parse().ok(),
        municipality: fields.text("gemeinde").to_owned(),
        conditions,
        columns: fields
            .all("spalte")
            .take(MOST_COLUMNS)
            .map(str::to_owned)
            .collect(),
        sort,
        sort_by,
        descending: fields.text("richtung") == "ab",
        measure: Measure {
            question: fields.text("frage").to_owned(),
            statistic: fields.text("mass").parse().unwrap_or(usual.statistic),
            denominator: fields.text("nenner").to_owned(),
            per: fields.text("je").parse().unwrap_or(usual.per),
        },
        group: fields.text("gruppe").parse().unwrap_or(before.group),
    }
}

/// Looks with what was typed, or saves it under a name.
pub async fn change(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
    Query(wish): Query<Wish>,
    fields: Fields,
) -> Result<Response, Error> {
    let seat = seat(&app, &context, &collection, &wish.amt).await?;
    let before = looked(&app, &context, &seat, &wish.ansicht).await?;
    let action = fields.text("aktion");
    let mut content = typed(&fields, &before.content);
    let form = crate::compiled::form(app.db.read(), seat.collection.form_version).await?;
    let questions = crate::model::insight::fields(form.spec());
    content
        .columns
        .retain(|path| questions.iter().any(|field| field.path == *path));
    let saves = matches!(action, "speichern" | "neu");
    let faults = content.faults(&questions, saves);
    let known: i64 = fields.text("version").parse().unwrap_or(-1);
    if action == "zeile" || !faults.is_empty() {
        let status = if action == "zeile" {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        let faults = if action == "zeile" {
            Vec::new()
        } else {
            faults
        };
        let shown = Looked {
            kept: before.kept,
            content,
        };
        let html = show(&app, &context, &seat, &shown, &faults).await?;
        return Ok((status, html).into_response());
    }
    let person = context.person()?;
    let shared = fields.has("geteilt") && seat.at.within.is_all();
    // Looking at something else leaves a view under a name as it is.
    let kept = before.kept.filter(|view| match action {
        "neu" => false,
        "speichern" => true,
        _ => !view.named && view.owner == person,
    });
    if !saves {
        content.name = String::new();
    }
    let id = save(
        &app,
        &context,
        &seat,
        kept.as_ref(),
        (known, shared),
        &content,
        saves,
    )
    .await?;
    let Some(id) = id else {
        return Err(Error::Conflict(context.t("reporting-insight-outdated")));
    };
    if saves {
        let text = context.t("reporting-insight-saved");
        context.flash("success", text).await?;
    }
    let step = if action == "zahlen" || saves {
        ""
    } else {
        "/liste"
    };
    Ok(Redirect::to(&seat.path(step, Some(id))).into_response())
}

/// Keeps a view; nothing if somebody else has saved it since it was shown.
async fn save(
    app: &App,
    context: &Context,
    seat: &Seat,
    kept: Option<&View>,
    (known, shared): (i64, bool),
    content: &ViewContent,
    named: bool,
) -> Result<Option<Uuid>, Error> {
    let person = context.person()?;
    let id = kept.map_or_else(
        || Id::<()>::new(&*app.clock, &*app.chance).uuid(),
        |view| view.id,
    );
    let plain = serde_json::to_vec(content).map_err(Error::internal)?;
    let tx = app.db.begin().await?;
    let office = seat.office();
    let sealed = sealing::seal(&app.vault, &tx, office, &View::seal_context(id), &plain).await?;
    let owner = kept.map_or(person, |view| view.owner);
    let view = View {
        id,
        collection: seat.collection.id,
        office,
        owner,
        // Who only sees it because it is shared cannot take it from others.
        shared: named
            && if owner == person {
                shared
            } else {
                kept.is_some_and(|view| view.shared)
            },
        named,
        sealed,
        version: kept.map_or(1, |_| known + 1),
        changed_at: app.clock.now(),
        changed_by: person,
    };
    let holds = if kept.is_some() {
        store::views::save(&tx, &view).await?
    } else {
        store::views::add(&tx, &view).await?;
        true
    };
    if !holds {
        return Ok(None);
    }
    if named {
        note(app, &tx, seat, person, "view-saved").await?;
    }
    tx.commit().await?;
    Ok(Some(id))
}

/// Records what became of a view under a name.
pub(super) async fn note(
    app: &App,
    tx: &db::Tx,
    seat: &Seat,
    by: kernel::PersonId,
    what: &'static str,
) -> Result<(), Error> {
    let entry = audit::Entry {
        chain: seat.office().uuid(),
        actor: Some(by),
        action: actions::ANSWERS_EVALUATE,
        subject: audit::Subject::new("collection", seat.collection.id),
        facts: vec![("what", what.into())],
    };
    audit::append(tx, &*app.clock, entry).await?;
    Ok(())
}
