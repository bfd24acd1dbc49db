// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Mails of the day: of which signals the actor wants to be told.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{Id, OrganisationId, Resource};
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::{MAILS, crumbs, error_of, status_of};
use crate::model::{Assessment, DigestRule};
use crate::reach::Reach;
use crate::store::rules::KeptRule;
use crate::words::Words;
use crate::{actions, note, store};

/// A choice: key, words, whether it is chosen.
type Choice = (String, String, bool);

#[derive(Template)]
#[template(path = "surveillance/mails.html")]
struct MailsPage {
    page: Page,
    rules: Vec<Line>,
    full: bool,
    diseases: Vec<Choice>,
    places: Vec<Choice>,
    states: Vec<(&'static str, bool)>,
    ratio: String,
    errors: Vec<(String, String)>,
}

impl MailsPage {
    fn error(&self, name: &str) -> String {
        error_of(&self.errors, name)
    }
}

struct Line {
    path: String,
    diseases: String,
    places: String,
    ratio: String,
    states: String,
}

/// What was typed.
struct Typed {
    diseases: Vec<String>,
    places: Vec<String>,
    ratio: String,
    states: Vec<String>,
}

impl Default for Typed {
    fn default() -> Self {
        Self {
            diseases: Vec::new(),
            places: Vec::new(),
            ratio: "1".to_owned(),
            states: vec![Assessment::New.name().to_owned()],
        }
    }
}

/// The page.
pub async fn page(State(app): State<App>, context: Context) -> Result<Response, Error> {
    show(&app, &context, Typed::default(), Vec::new()).await
}

async fn show(
    app: &App,
    context: &Context,
    typed: Typed,
    errors: Vec<(String, String)>,
) -> Result<Response, Error> {
    let reach = Reach::of(app, context, actions::SIGNAL_READ).await?;
    let words = Words::of(app, context.lang()).await?;
    let rules = store::rules::of(app.db.read(), context.person()?).await?;
    let among = |list: &[String], key: &str| list.iter().any(|one| one == key);
    let diseases = words.diseases().into_iter().map(|(key, name)| {
        let chosen = among(&typed.diseases, &key);
        (key, name, chosen)
    });
    let mut places = vec![(
        app.settings.state_ags.to_string(),
        app.settings.state_name.clone(),
    )];
    places.extend(words.districts());
    let reached = |key: &str| match &reach {
        Reach::State => true,
        Reach::Offices { places, .. } => places.iter().any(|one| one.as_str() == key),
    };
    let places = places
        .into_iter()
        .filter(|(key, _)| reached(key))
        .map(|(key, name)| {
            let chosen = among(&typed.places, &key);
            (key, name, chosen)
        });
    let title = context.t("surveillance-mails-title");
    let way = crumbs(context, vec![Crumb::new(&title, MAILS)]);
    let status = status_of(&errors);
    let html = render(&MailsPage {
        page: context.page(&title, way),
        full: rules.len() >= DigestRule::MOST,
        rules: rules.iter().map(|rule| line(&words, rule)).collect(),
        diseases: diseases.collect(),
        places: places.collect(),
        states: Assessment::ALL
            .iter()
            .map(|state| (state.name(), among(&typed.states, state.name())))
            .collect(),
        ratio: typed.ratio,
        errors,
    })?;
    Ok((status, html).into_response())
}

fn line(words: &Words<'_>, kept: &KeptRule) -> Line {
    let rule = &kept.rule;
    let joined = |names: Vec<String>| {
        if names.is_empty() {
            words.t("surveillance-rule-all")
        } else {
            names.join(", ")
        }
    };
    let diseases = rule.diseases.iter().map(|key| words.disease_of_any(key));
    let places = rule.places.iter().map(|key| words.place(key));
    let states = rule
        .states
        .iter()
        .map(|state| words.t_with("surveillance-assessment", &[("state", state.name().into())]));
    Line {
        path: format!("{MAILS}/{}/beenden", kept.id),
        diseases: joined(diseases.collect()),
        places: joined(places.collect()),
        ratio: words.number(rule.ratio),
        states: joined(states.collect()),
    }
}

/// Where the actor works with signals: the state agency, or her office.
async fn workplace(app: &App, context: &Context) -> Result<OrganisationId, Error> {
    let state = directory::state(app.db.read()).await?;
    if context.may(actions::SIGNAL_READ, &Resource::of_state(state.id)) {
        return Ok(state.id);
    }
    let own = directory::own_offices(app, context, actions::SIGNAL_READ).await?;
    let first = own.into_iter().next().ok_or(Error::Forbidden)?;
    Ok(first.0.id)
}

/// Keeps a rule.
pub async fn add(
    State(app): State<App>,
    context: Context,
    fields: Fields,
) -> Result<Response, Error> {
    let organisation = workplace(&app, &context).await?;
    let person = context.person()?;
    let all = |name: &str| fields.all(name).map(str::to_owned).collect::<Vec<_>>();
    let typed = Typed {
        diseases: all("krankheit"),
        places: all("ort"),
        ratio: fields.text("verhaeltnis").to_owned(),
        states: all("stand"),
    };
    let mut errors = Vec::new();
    let (low, high) = DigestRule::RATIO;
    let ratio = typed.ratio.replace(',', ".").parse::<f64>().ok();
    let ratio = ratio.filter(|ratio| (low..=high).contains(ratio));
    if ratio.is_none() {
        errors.push((
            "verhaeltnis".to_owned(),
            context.t("surveillance-ratio-wrong"),
        ));
    }
    let states: Vec<Assessment> = typed
        .states
        .iter()
        .filter_map(|one| one.parse().ok())
        .collect();
    let kept = store::rules::of(app.db.read(), person).await?;
    if kept.len() >= DigestRule::MOST {
        errors.push((String::new(), context.t("surveillance-rules-many")));
    }
    let words = Words::of(&app, context.lang()).await?;
    let known = |list: &[(String, String)], key: &String| list.iter().any(|(one, _)| one == key);
    let (diseases, districts) = (words.diseases(), words.districts());
    let state = app.settings.state_ags.to_string();
    let (Some(ratio), true) = (ratio, errors.is_empty()) else {
        return show(&app, &context, typed, errors).await;
    };
    let now = app.clock.now();
    let rule = KeptRule {
        id: Id::<()>::new(&*app.clock, &*app.chance).uuid(),
        person,
        organisation,
        rule: DigestRule {
            diseases: typed
                .diseases
                .into_iter()
                .filter(|key| known(&diseases, key))
                .collect(),
            places: typed
                .places
                .into_iter()
                .filter(|key| *key == state || known(&districts, key))
                .collect(),
            ratio,
            states,
        },
        made_at: now,
        told_until: now,
    };
    let tx = app.db.begin().await?;
    store::rules::add(&tx, &rule).await?;
    note::subscribed(&app, &tx, (organisation, person), rule.id, "subscribed").await?;
    tx.commit().await?;
    context
        .flash("success", context.t("surveillance-rule-added"))
        .await?;
    Ok(Redirect::to(MAILS).into_response())
}

/// Ends a rule.
pub async fn remove(
    State(app): State<App>,
    context: Context,
    Path(rule): Path<String>,
) -> Result<Redirect, Error> {
    let person = context.person()?;
    let id: uuid::Uuid = rule.parse().map_err(|_| Error::NotFound)?;
    let kept = store::rules::of(app.db.read(), person).await?;
    let kept = kept
        .into_iter()
        .find(|one| one.id == id)
        .ok_or(Error::NotFound)?;
    let tx = app.db.begin().await?;
    if !store::rules::remove(&tx, person, id).await? {
        return Err(Error::NotFound);
    }
    note::subscribed(&app, &tx, (kept.organisation, person), id, "unsubscribed").await?;
    tx.commit().await?;
    context
        .flash("success", context.t("surveillance-rule-removed"))
        .await?;
    Ok(Redirect::to(MAILS))
}
