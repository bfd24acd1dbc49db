// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is shown of the indicators of a set: the list, and one indicator.

use std::sync::Arc;

use askama::Template;
use audit::{Entry, Subject};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use kernel::Resource;
use measures::{Definition, LARGEST_MINIMUM, Shown, Topic};
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use crate::cases::shelf::CaseShelf;
use crate::measured::MeasureSet;
use crate::sets::{SetKey, title};
use crate::{actions, store};

/// The agency lets the actor do this with its data.
async fn may(app: &App, context: &Context) -> Result<(), Error> {
    let state = directory::state(app.db.read()).await?;
    context.allow(actions::SET_IMPORT, &Resource::of_state(state.id))
}

fn list_path(set: &SetKey) -> String {
    format!("/daten/{set}/kennzahlen")
}

#[derive(Template)]
#[template(path = "indicators/definitions.html")]
struct ListPage {
    page: Page,
    rows: Vec<Row>,
}

struct Row {
    name: String,
    href: String,
    shown: &'static str,
    topic: &'static str,
    least_cases: String,
    least_base: String,
}

async fn load(app: &App, shelf: &CaseShelf, set: &str) -> Result<Arc<MeasureSet>, Error> {
    let key: SetKey = set.parse().map_err(|_| Error::NotFound)?;
    let cases = shelf.all(app).await?;
    let mut sets = cases.measured.sets.iter();
    let found = sets.find(|one| one.set.key == key).cloned();
    found.ok_or(Error::NotFound)
}

fn crumbs(context: &Context, set: &MeasureSet) -> Vec<Crumb> {
    let heading = context.t_with(
        "indicators-definitions-title",
        &[("set", title(&set.set, context.lang()).into())],
    );
    vec![
        Crumb::new(context.t("directory-administration-title"), "/verwaltung"),
        Crumb::new(context.t("indicators-sets-title"), super::sets::PATH),
        Crumb::new(heading, list_path(&set.set.key)),
    ]
}

/// The indicators of a set with what is shown of them.
pub(crate) async fn list(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path(set): Path<String>,
) -> Result<Response, Error> {
    may(&app, &context).await?;
    let set = load(&app, &shelf, &set).await?;
    let way = crumbs(&context, &set);
    let heading = way.last().map(|one| one.label.clone()).unwrap_or_default();
    let indicators = set.table.indicators();
    let rows = indicators
        .map(|one| {
            let definition = set.definition(one);
            let key = web::form::encode_component(one.key());
            Row {
                name: set.name(one.key(), context.lang()),
                href: format!("{}/{key}", list_path(&set.set.key)),
                shown: definition.shown.name(),
                topic: definition.topic.name(),
                least_cases: definition.least_cases.to_string(),
                least_base: definition.least_base.to_string(),
            }
        })
        .collect();
    let page = context.page(heading, way);
    Ok(render(&ListPage { page, rows })?.into_response())
}

#[derive(Template)]
#[template(path = "indicators/definition.html")]
struct DefinitionPage {
    page: Page,
    action: String,
    back: String,
    shown: String,
    topic: String,
    least_cases: String,
    least_base: String,
    version: i64,
    errors: Vec<(String, String)>,
}

impl DefinitionPage {
    fn error(&self, name: &str) -> String {
        let found = self.errors.iter().find(|(field, _)| field == name);
        found.map_or(String::new(), |(_, text)| text.clone())
    }

    #[expect(clippy::unused_self, reason = "the template calls it")]
    fn all_shown(&self) -> &'static [Shown] {
        Shown::ALL
    }

    #[expect(clippy::unused_self, reason = "the template calls it")]
    fn all_topics(&self) -> &'static [Topic] {
        Topic::ALL
    }
}

/// What somebody typed.
struct Typed {
    shown: String,
    topic: String,
    least_cases: String,
    least_base: String,
    version: i64,
}

fn form(
    context: &Context,
    set: &MeasureSet,
    indicator: &str,
    typed: Typed,
    (status, errors): (StatusCode, Vec<(String, String)>),
) -> Result<Response, Error> {
    let name = set.name(indicator, context.lang());
    let heading = context.t_with(
        "indicators-definition-title",
        &[("name", name.as_str().into())],
    );
    let back = list_path(&set.set.key);
    let key = web::form::encode_component(indicator);
    let action = format!("{back}/{key}");
    let mut way = crumbs(context, set);
    way.push(Crumb::new(name, &action));
    let html = render(&DefinitionPage {
        page: context.page(heading, way),
        action,
        back,
        shown: typed.shown,
        topic: typed.topic,
        least_cases: typed.least_cases,
        least_base: typed.least_base,
        version: typed.version,
        errors,
    })?;
    Ok((status, html).into_response())
}

/// One indicator of a set.
pub(crate) async fn page(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path((set, indicator)): Path<(String, String)>,
) -> Result<Response, Error> {
    may(&app, &context).await?;
    let set = load(&app, &shelf, &set).await?;
    let found = set.table.indicator(&indicator).ok_or(Error::NotFound)?;
    let said = store::definitions::find(app.db.read(), &set.set.key, &indicator).await?;
    let (definition, version) = said.unwrap_or_else(|| (Definition::of(found), 0));
    let typed = Typed {
        shown: definition.shown.name().to_owned(),
        topic: definition.topic.name().to_owned(),
        least_cases: definition.least_cases.to_string(),
        least_base: definition.least_base.to_string(),
        version,
    };
    form(
        &context,
        &set,
        &indicator,
        typed,
        (StatusCode::OK, Vec::new()),
    )
}

/// Writes what is shown.
pub(crate) async fn write(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path((set, indicator)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Error> {
    may(&app, &context).await?;
    let set = load(&app, &shelf, &set).await?;
    set.table.indicator(&indicator).ok_or(Error::NotFound)?;
    let text = |name: &str| fields.text(name).to_owned();
    let typed = Typed {
        shown: text("gezeigt"),
        topic: text("thema"),
        least_cases: text("faelle"),
        least_base: text("nenner"),
        version: fields.text("version").parse().unwrap_or(-1),
    };
    let mut errors: Vec<(String, String)> = Vec::new();
    let mut wrong = |field: &str, key: &str| errors.push((field.to_owned(), context.t(key)));
    let mut least = |field: &str, text: &str| {
        let number = text
            .parse()
            .ok()
            .filter(|number| *number <= LARGEST_MINIMUM);
        if number.is_none() {
            wrong(field, "indicators-definition-number-wrong");
        }
        number
    };
    let (cases, base) = (
        least("faelle", &typed.least_cases),
        least("nenner", &typed.least_base),
    );
    let choice = (typed.shown.parse::<Shown>(), typed.topic.parse::<Topic>());
    let (Ok(shown), Ok(topic)) = choice else {
        return Err(Error::Invalid(
            context.t("indicators-definition-choice-wrong"),
        ));
    };
    let (Some(least_cases), Some(least_base)) = (cases, base) else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return form(&context, &set, &indicator, typed, (status, errors));
    };
    let definition = Definition {
        shown,
        topic,
        least_cases,
        least_base,
    };
    let of = (&set.set.key, indicator.as_str());
    if !keep(
        &app,
        (&set, of.1),
        &definition,
        typed.version,
        context.person()?,
    )
    .await?
    {
        return Err(Error::Conflict(context.t("indicators-definition-outdated")));
    }
    shelf.expire();
    let saved = context.t("indicators-definition-saved");
    context.flash("success", saved).await?;
    Ok(Redirect::to(&list_path(of.0)).into_response())
}

/// Writes a definition and its audit entry in one transaction. False if somebody else was faster.
async fn keep(
    app: &App,
    (set, indicator): (&MeasureSet, &str),
    definition: &Definition,
    seen: i64,
    by: kernel::PersonId,
) -> Result<bool, Error> {
    let tx = app.db.begin().await?;
    let (of, when) = ((&set.set.key, indicator), (Some(by), app.clock.now()));
    if !store::definitions::write(&tx, of, definition, seen, when).await? {
        return Ok(false);
    }
    let agency = directory::state(&tx).await?;
    let entry = Entry {
        chain: agency.id.uuid(),
        actor: Some(by),
        action: actions::SET_IMPORT,
        subject: Subject::new("set", set.version.id),
        facts: vec![
            ("what", "shown-changed".into()),
            ("number", set.version.number.into()),
        ],
    };
    audit::append(&tx, &*app.clock, entry).await?;
    tx.commit().await?;
    Ok(true)
}
