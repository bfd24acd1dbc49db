// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a group of rows needs, and how much may be lost.

use anonymity::Metric;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use web::form::Fields;
use web::{App, Context, Error, Page, render};

use super::{
    crumbs_of, error_of, known, load_open, outdated, path_of, plan_fault_text, status_of, typed,
};
use crate::model::{Class, Extract, Model, ModelKind, Plan, PlanFault};
use crate::{note, store, taking};

#[derive(Template)]
#[template(path = "extracts/groups.html")]
struct GroupsPage {
    page: Page,
    path: String,
    back: String,
    version: i64,
    k: String,
    entity: String,
    entities: Vec<String>,
    guarded: Vec<Guarded>,
    models: &'static [ModelKind],
    suppression: String,
    metric: String,
    metrics: Vec<&'static str>,
    local: bool,
    population: String,
    errors: Vec<(String, String)>,
}

impl GroupsPage {
    fn error(&self, name: &str) -> String {
        error_of(&self.errors, name)
    }
}

/// A sensitive column and what guards it.
struct Guarded {
    name: String,
    model_field: String,
    model: &'static str,
    model_error: String,
    value_field: String,
    value: String,
    c_field: String,
    c: String,
}

/// A number as people type it.
fn number(text: &str) -> Option<f64> {
    let number: f64 = text.trim().replace(',', ".").parse().ok()?;
    number.is_finite().then_some(number)
}

/// Numbers as they stand in their fields, right or wrong.
struct Numbers {
    k: String,
    suppression: String,
    population: String,
}

impl Numbers {
    fn of(context: &Context, plan: &Plan) -> Self {
        Self {
            k: plan.k.to_string(),
            suppression: typed(context.lang(), (plan.suppression * 1e6).round() / 1e4),
            population: plan.population.map_or(String::new(), |all| all.to_string()),
        }
    }

    fn posted(fields: &Fields) -> Self {
        let text = |name: &str| fields.text(name).to_owned();
        Self {
            k: text("k"),
            suppression: text("unterdrueckung"),
            population: text("bevoelkerung"),
        }
    }
}

fn show(
    context: &Context,
    extract: &Extract,
    numbers: Numbers,
    errors: Vec<(String, String)>,
) -> Result<Response, Error> {
    let title = context.t_with(
        "extracts-groups-of",
        &[("title", extract.title.as_str().into())],
    );
    let back = path_of(extract.id);
    let path = format!("{back}/gruppen");
    let plan = &extract.plan;
    let guarded = plan.of(Class::Sensitive).map(|(at, column)| {
        let [model_field, value_field, c_field] = names(at);
        let model = column.model;
        let shown = |number: f64| {
            if number > 0.0 {
                typed(context.lang(), number)
            } else {
                String::new()
            }
        };
        Guarded {
            name: column.name.clone(),
            model: model.map_or("", |model| model.kind.name()),
            model_error: error_of(&errors, &model_field),
            model_field,
            value: model.map_or(String::new(), |model| shown(model.value)),
            value_field,
            c: model.map_or(String::new(), |model| shown(model.c)),
            c_field,
        }
    });
    let guarded = guarded.collect();
    let entities = plan.of(Class::Identifier);
    let status = status_of(&errors);
    let html = render(&GroupsPage {
        page: context.page(&title, crumbs_of(context, extract, Some((&title, &path)))),
        path,
        version: extract.version,
        k: numbers.k,
        entity: plan.entity.clone(),
        entities: entities.map(|(_, column)| column.name.clone()).collect(),
        guarded,
        models: ModelKind::ALL,
        suppression: numbers.suppression,
        metric: plan.metric.clone(),
        metrics: Metric::ALL.iter().map(|metric| metric.as_str()).collect(),
        local: plan.local,
        population: numbers.population,
        back,
        errors,
    })?;
    Ok((status, html).into_response())
}

fn names(at: usize) -> [String; 3] {
    [
        format!("modell_{at}"),
        format!("wert_{at}"),
        format!("faktor_{at}"),
    ]
}

/// The form.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(extract): Path<String>,
) -> Result<Response, Error> {
    let extract = load_open(&app, &context, &extract).await?;
    let numbers = Numbers::of(&context, &extract.plan);
    show(&context, &extract, numbers, Vec::new())
}

fn read(extract: &mut Extract, fields: &Fields) {
    let plan = &mut extract.plan;
    for (at, column) in plan.columns.iter_mut().enumerate() {
        if column.class != Some(Class::Sensitive) {
            continue;
        }
        let [model, value, c] = names(at);
        column.model = fields.text(&model).parse().ok().map(|kind| Model {
            kind,
            value: number(fields.text(&value)).unwrap_or(0.0),
            c: number(fields.text(&c)).unwrap_or(0.0),
        });
    }
    plan.k = fields.text("k").parse().unwrap_or(0);
    fields.text("personen").clone_into(&mut plan.entity);
    // What is no number is no share either.
    plan.suppression =
        number(fields.text("unterdrueckung")).map_or(-1.0, |percent| percent / 100.0);
    fields.text("metrik").clone_into(&mut plan.metric);
    plan.local = fields.has("lokal");
    plan.population = fields.text("bevoelkerung").parse().ok();
}

/// Keeps what was said.
pub async fn save(
    State(app): State<App>,
    context: Context,
    Path(extract): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let mut extract = load_open(&app, &context, &extract).await?;
    read(&mut extract, &fields);
    let faults = extract.plan.faults(extract.source_rows);
    let faults = faults.into_iter().filter(|fault| !fault.is_about_columns());
    let mut errors: Vec<(String, String)> = faults
        .map(|fault| {
            let text = plan_fault_text(&context, &extract, fault);
            let field = match fault {
                PlanFault::Entity => "personen".to_owned(),
                PlanFault::Suppression => "unterdrueckung".to_owned(),
                PlanFault::Metric => "metrik".to_owned(),
                PlanFault::Model(at) | PlanFault::Climbed(at) => {
                    let [model, ..] = names(at);
                    model
                }
                _ => "k".to_owned(),
            };
            (field, text)
        })
        .collect();
    let population = fields.text("bevoelkerung");
    if !population.is_empty() && extract.plan.population.is_none() {
        let text = context.t("extracts-population-wrong");
        errors.push(("bevoelkerung".to_owned(), text));
    }
    if !errors.is_empty() {
        return show(&context, &extract, Numbers::posted(&fields), errors);
    }
    let by = context.person()?;
    let tx = app.db.begin().await?;
    let step = (by, app.clock.now());
    if !store::save_plan(&tx, extract.id, known(&fields), &extract.plan, step).await? {
        return Err(outdated(&context));
    }
    taking::remove_result(&tx, extract.id).await?;
    note::made(&app, &tx, &extract, by, "groups").await?;
    tx.commit().await?;
    Ok(Redirect::to(&path_of(extract.id)).into_response())
}
