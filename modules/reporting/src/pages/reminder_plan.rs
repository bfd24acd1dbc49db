// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! When a collection reminds whom, and in which words: steps that can be added, changed and removed,
//! with what a mail will look like.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::StatusCode;
use kernel::{CollectionId, Lang, Resource};
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::collection_of;
use crate::model::{Addressee, Collection, Field, MOST_STEPS, Plan, Step, Words, filled};
use crate::{actions, store};

#[derive(Template)]
#[template(path = "reporting/reminder_plan.html")]
struct PlanPage {
    page: Page,
    action: String,
    version: i64,
    own: bool,
    steps: Vec<StepView>,
    addressees: Vec<&'static str>,
    may_add: bool,
    fields: Vec<&'static str>,
    errors: Vec<(String, String)>,
    longest_subject: usize,
    longest_text: usize,
}

/// A step as the page shows it, with its number from 1 in the names of its fields.
struct StepView {
    number: usize,
    days: String,
    to: &'static str,
    subject: Words,
    text: Words,
    preview_subject: String,
    preview_text: String,
    days_error: String,
    subject_error: String,
    text_error: String,
}

async fn load(app: &App, context: &Context, text: &str) -> Result<Collection, Error> {
    let collection = collection_of(app.db.read(), text).await?;
    let whole = Resource::of_state(collection.state);
    context.allow_or_hide(actions::COLLECTION_MANAGE, &whole)?;
    if !collection.owes() {
        return Err(Error::NotFound);
    }
    Ok(collection)
}

/// The plan as it is saved, or what the product does by itself.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
) -> Result<Html<String>, Error> {
    let collection = load(&app, &context, &collection).await?;
    let (plan, version) = saved(&app, collection.id).await?;
    let own = plan.is_some();
    let plan = plan.unwrap_or_else(|| usual(&context));
    show(&app, &context, &collection, &Shown { plan, version, own })
}

async fn saved(app: &App, collection: CollectionId) -> Result<(Option<Plan>, i64), Error> {
    let mut all = store::reminder_plans::all(app.db.read()).await?;
    Ok(match all.remove(&collection) {
        Some((plan, version)) => (Some(plan), version),
        None => (None, 0),
    })
}

/// A plan to begin with: the days on which the product reminds by itself.
fn usual(context: &Context) -> Plan {
    Plan {
        steps: crate::reminders::STEPS
            .iter()
            .map(|days| new_step(context, *days))
            .collect(),
    }
}

fn new_step(context: &Context, days: i64) -> Step {
    let words = |key: &str| Words {
        de: context.t_in(Lang::De, key, &[]),
        en: context.t_in(Lang::En, key, &[]),
    };
    Step {
        days,
        to: Addressee::Institution,
        subject: words("reporting-plan-usual-subject"),
        text: words("reporting-plan-usual-text"),
    }
}

struct Shown {
    plan: Plan,
    version: i64,
    own: bool,
}

fn show(
    app: &App,
    context: &Context,
    collection: &Collection,
    shown: &Shown,
) -> Result<Html<String>, Error> {
    show_with(app, context, collection, shown, false)
}

fn show_with(
    app: &App,
    context: &Context,
    collection: &Collection,
    shown: &Shown,
    complain: bool,
) -> Result<Html<String>, Error> {
    let faults = if complain {
        shown.plan.faults()
    } else {
        Vec::new()
    };
    let error = |number: usize, field: &str| {
        faults
            .iter()
            .find(|(step, name, _)| *step == number && *name == field)
            .map_or(String::new(), |(_, _, key)| {
                context.t(&format!("reporting-plan-fault-{key}"))
            })
    };
    let value = |field: Field| example(app, context, collection, field);
    let steps: Vec<StepView> = shown
        .plan
        .steps
        .iter()
        .enumerate()
        .map(|(number, step)| StepView {
            number: number + 1,
            days: step.days.to_string(),
            to: step.to.name(),
            preview_subject: filled(step.subject.get(context.lang()), value),
            preview_text: filled(step.text.get(context.lang()), value),
            subject: step.subject.clone(),
            text: step.text.clone(),
            days_error: error(number, "tage"),
            subject_error: error(number, "betreff"),
            text_error: error(number, "text"),
        })
        .collect();
    let errors = faults
        .iter()
        .map(|(number, field, key)| {
            let field = match *field {
                "betreff" => "betreff_de",
                "text" => "text_de",
                other => other,
            };
            let text = context.t(&format!("reporting-plan-fault-{key}"));
            (format!("{field}_{}", number + 1), text)
        })
        .collect();
    let title = context.t("reporting-plan-title");
    let path = format!("/erhebungen/{}", collection.id);
    let action = format!("{path}/erinnerungen");
    let crumbs = vec![
        Crumb::new(context.t("reporting-nav-collections"), "/erhebungen"),
        Crumb::new(&collection.title, &path),
        Crumb::new(&title, &action),
    ];
    render(&PlanPage {
        page: context.page(&title, crumbs),
        action,
        version: shown.version,
        own: shown.own,
        may_add: steps.len() < MOST_STEPS,
        steps,
        addressees: Addressee::ALL.iter().map(|one| one.name()).collect(),
        fields: Field::ALL.iter().map(|one| one.written()).collect(),
        errors,
        longest_subject: crate::model::LONGEST_WORDS.0,
        longest_text: crate::model::LONGEST_WORDS.1,
    })
}

impl StepView {
    /// The name of a field of this step.
    fn named(&self, field: &str) -> String {
        format!("{field}_{}", self.number)
    }
}

/// What stands for a field in the picture of a mail.
fn example(app: &App, context: &Context, collection: &Collection, field: Field) -> String {
    match field {
        Field::Name => context.t("reporting-plan-example-name"),
        Field::Count => "1".to_owned(),
        Field::Collection => collection.title.clone(),
        Field::Reports => {
            let period = collection.calendar.season.from.text(context.lang());
            format!(
                "{}, {period}\n{}/meldungen",
                collection.title, app.settings.base_url
            )
        }
    }
}

fn typed(fields: &Fields) -> Plan {
    let mut steps = Vec::new();
    for number in 1..=MOST_STEPS {
        let text = |name: &str| {
            fields
                .text(&format!("{name}_{number}"))
                .replace("\r\n", "\n")
        };
        if !fields.has(&format!("tage_{number}")) {
            break;
        }
        if text("weg") == "ja" {
            continue;
        }
        steps.push(Step {
            // What is no number is a day that cannot be: the fault says so.
            days: text("tage").trim().parse().unwrap_or(i64::MAX),
            to: text("an").parse().unwrap_or(Addressee::Institution),
            subject: Words {
                de: text("betreff_de").trim().to_owned(),
                en: text("betreff_en").trim().to_owned(),
            },
            text: Words {
                de: text("text_de"),
                en: text("text_en"),
            },
        });
    }
    Plan { steps }
}

/// Adds a step, removes those that are marked, shows what mails look like, saves, or goes back to what the product does.
pub async fn change(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let collection = load(&app, &context, &collection).await?;
    let known: i64 = fields.text("stand").parse().unwrap_or(-1);
    let mut plan = typed(&fields);
    let action = fields.text("aktion");
    let path = format!("/erhebungen/{}/erinnerungen", collection.id);
    if action == "standard" {
        let tx = app.db.begin().await?;
        store::reminder_plans::remove(&tx, collection.id).await?;
        note(&app, &tx, &context, &collection, "reminders-reset").await?;
        tx.commit().await?;
        let text = context.t("reporting-plan-reset-done");
        context.flash("success", text).await?;
        return Ok(Redirect::to(&path).into_response());
    }
    if action == "hinzufuegen" && plan.steps.len() < MOST_STEPS {
        let last = plan.steps.iter().map(|step| step.days).max().unwrap_or(0);
        plan.steps
            .push(new_step(&context, last.saturating_add(7).min(120)));
    }
    let saves = action == "speichern";
    let own = known > 0;
    let faulty = saves && !plan.faults().is_empty();
    if !saves || faulty {
        let shown = Shown {
            plan,
            version: known,
            own,
        };
        let html = show_with(&app, &context, &collection, &shown, faulty)?;
        let status = if faulty {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        };
        return Ok((status, html).into_response());
    }
    let tx = app.db.begin().await?;
    let (at, by) = (app.clock.now(), context.person()?);
    if !store::reminder_plans::save(&tx, collection.id, &plan, known, at, by).await? {
        return Err(Error::Conflict(context.t("reporting-plan-outdated")));
    }
    note(&app, &tx, &context, &collection, "reminders-changed").await?;
    tx.commit().await?;
    context
        .flash("success", context.t("reporting-plan-saved"))
        .await?;
    Ok(Redirect::to(&path).into_response())
}

async fn note(
    app: &App,
    tx: &db::Tx,
    context: &Context,
    collection: &Collection,
    what: &'static str,
) -> Result<(), Error> {
    let entry = audit::Entry {
        chain: collection.state.uuid(),
        actor: context.actor().person(),
        action: actions::COLLECTION_MANAGE,
        subject: audit::Subject::new("collection", collection.id),
        facts: vec![("what", what.into())],
    };
    audit::append(tx, &*app.clock, entry).await?;
    Ok(())
}
