// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The state's calendar: public holidays, and days without work that somebody has added.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::StatusCode;
use jiff::civil::Date;
use kernel::{HolidayName, OrganisationId, Resource, berlin_date};
use serde::Deserialize;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use crate::{actions, holidays, store};

#[derive(Template)]
#[template(path = "reporting/free_days.html")]
struct FreeDaysPage {
    page: Page,
    year: i16,
    lines: Vec<Line>,
    errors: Vec<(String, String)>,
    day: String,
    typed_name: String,
}

impl FreeDaysPage {
    fn error(&self, name: &str) -> &str {
        self.errors
            .iter()
            .find(|(field, _)| field == name)
            .map_or("", |(_, text)| text)
    }
}

struct Line {
    day: String,
    key: String,
    name: String,
    own: bool,
}

/// The query of the page.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    jahr: String,
}

async fn allowed(app: &App, context: &Context) -> Result<OrganisationId, Error> {
    let state = directory::state(app.db.read()).await?.id;
    context.allow(actions::COLLECTION_MANAGE, &Resource::of_state(state))?;
    Ok(state)
}

/// The holidays of a year.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Query(wish): Query<Wish>,
) -> Result<Html<String>, Error> {
    let state = allowed(&app, &context).await?;
    let year = year_of(&app, &wish.jahr);
    show(&app, &context, state, year, Typed::default()).await
}

fn year_of(app: &App, text: &str) -> i16 {
    let now = berlin_date(app.clock.now()).year();
    text.parse()
        .ok()
        .filter(|year| (2000..=2100).contains(year))
        .unwrap_or(now)
}

#[derive(Default)]
struct Typed {
    day: String,
    name: String,
    errors: Vec<(String, String)>,
}

async fn show(
    app: &App,
    context: &Context,
    state: OrganisationId,
    year: i16,
    typed: Typed,
) -> Result<Html<String>, Error> {
    let holidays = holidays::of_state(app.db.read(), state).await?;
    let lines = holidays
        .of_year(year)
        .into_iter()
        .map(|(day, name)| Line {
            day: web::format::date(context.lang(), day),
            key: day.to_string(),
            own: matches!(name, HolidayName::Own(_)),
            name: match name {
                HolidayName::Own(name) => name.to_owned(),
                HolidayName::Public(name) => {
                    context.t_with("reporting-holiday", &[("name", name.into())])
                }
            },
        })
        .collect();
    let title = context.t("reporting-free-title");
    let crumbs = vec![
        Crumb::new(context.t("reporting-nav-collections"), "/erhebungen"),
        Crumb::new(&title, "/erhebungen/kalender"),
    ];
    render(&FreeDaysPage {
        page: context.page(&title, crumbs),
        year,
        lines,
        errors: typed.errors,
        day: typed.day,
        typed_name: typed.name,
    })
}

/// Adds a day or takes one away. What is due is not changed for periods that are open already.
pub async fn change(
    State(app): State<App>,
    context: Context,
    fields: Fields,
) -> Result<Response, Error> {
    let state = allowed(&app, &context).await?;
    let day: Option<Date> = fields.text("tag").parse().ok();
    let name = fields.text("name").trim().to_owned();
    let removes = fields.text("aktion") == "entfernen";
    let mut errors = Vec::new();
    let year = day.map(Date::year);
    if year.is_none_or(|year| !(2000..=2100).contains(&year)) {
        errors.push(("tag".to_owned(), context.t("reporting-free-day-wrong")));
    }
    if !removes && (name.is_empty() || name.chars().count() > 100) {
        errors.push(("name".to_owned(), context.t("reporting-free-name-wrong")));
    }
    let (Some(day), true) = (day, errors.is_empty()) else {
        let year = year_of(&app, &year.map_or(String::new(), |year| year.to_string()));
        let typed = Typed {
            day: fields.text("tag").to_owned(),
            name,
            errors,
        };
        let html = show(&app, &context, state, year, typed).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response());
    };
    let tx = app.db.begin().await?;
    let (what, key) = if removes {
        store::free_days::remove(&tx, state, day).await?;
        ("free-day-removed", "reporting-free-removed")
    } else {
        store::free_days::add(&tx, state, day, &name).await?;
        ("free-day-added", "reporting-free-added")
    };
    let entry = audit::Entry {
        chain: state.uuid(),
        actor: context.actor().person(),
        action: actions::COLLECTION_MANAGE,
        subject: audit::Subject::new("organisation", state),
        facts: vec![("what", what.into()), ("day", day.into())],
    };
    audit::append(&tx, &*app.clock, entry).await?;
    tx.commit().await?;
    context.flash("success", context.t(key)).await?;
    Ok(Redirect::to(&format!("/erhebungen/kalender?jahr={}", day.year())).into_response())
}
