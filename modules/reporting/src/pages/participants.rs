// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Who takes part in a collection: institutions join and leave from a period on.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use directory::{InstitutionFilter, Organisation};
use http::StatusCode;
use kernel::{OrganisationId, Resource, berlin_date};
use serde::Deserialize;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::{collection_of, page_number};
use crate::model::{Collection, CollectionStatus};
use crate::period::Period;
use crate::{actions, opening, store};

const PER_PAGE: usize = 50;

#[derive(Template)]
#[template(path = "reporting/participants.html")]
struct ParticipantsPage {
    page: Page,
    action: String,
    part_href: String,
    offices: Vec<(String, String, bool)>,
    office: String,
    lines: Vec<Line>,
    count: usize,
    number: u32,
    pages: u32,
    may_manage: bool,
    period: String,
    input: &'static str,
    unit: &'static str,
    free: Vec<(String, String)>,
    errors: Vec<(String, String)>,
}

struct Line {
    id: String,
    name: String,
    office: String,
    from: String,
    to: String,
    ends: bool,
}

/// The query of the page.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    amt: String,
    #[serde(default)]
    seite: String,
}

async fn load(app: &App, context: &Context, text: &str) -> Result<Collection, Error> {
    let collection = collection_of(app.db.read(), text).await?;
    let whole = Resource::of_state(collection.state);
    context.allow_or_hide(actions::COLLECTION_READ, &whole)?;
    Ok(collection)
}

/// The list of participants.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
    Query(wish): Query<Wish>,
) -> Result<Html<String>, Error> {
    let collection = load(&app, &context, &collection).await?;
    show(&app, &context, &collection, &wish, Vec::new()).await
}

async fn show(
    app: &App,
    context: &Context,
    collection: &Collection,
    wish: &Wish,
    errors: Vec<(String, String)>,
) -> Result<Html<String>, Error> {
    let conn = app.db.read();
    let lang = context.lang();
    let now = Period::containing(collection.calendar.unit(), berlin_date(app.clock.now()));
    let offices = directory::offices(conn).await?;
    let office: Option<OrganisationId> = wish.amt.parse().ok();
    let filter = InstitutionFilter {
        offices: office.into_iter().collect(),
        ..InstitutionFilter::default()
    };
    let institutions = directory::institutions(conn, &filter).await?;
    let names: HashMap<OrganisationId, &Organisation> =
        institutions.iter().map(|one| (one.id, one)).collect();
    let all = store::participants::of(conn, collection.id, office).await?;
    let office_name = |id: OrganisationId| {
        offices
            .iter()
            .find(|office| office.id == id)
            .map_or(String::new(), |office| office.name.clone())
    };
    let mut lines: Vec<Line> = all
        .iter()
        .map(|one| Line {
            id: one.institution.to_string(),
            name: names
                .get(&one.institution)
                .map_or(String::new(), |institution| institution.name.clone()),
            office: office_name(one.office),
            from: one.from.text(lang),
            to: one.to.map_or(String::new(), |to| to.text(lang)),
            ends: one.to.is_some_and(|to| to <= now),
        })
        .collect();
    lines.sort_by(|a, b| (&a.office, &a.name).cmp(&(&b.office, &b.name)));
    let count = lines.len();
    let number = usize::try_from(page_number(&wish.seite)).unwrap_or(1);
    let lines = lines
        .into_iter()
        .skip((number - 1) * PER_PAGE)
        .take(PER_PAGE)
        .collect();
    let today = berlin_date(app.clock.now());
    let free = if office.is_some() {
        institutions
            .iter()
            .filter(|one| one.is_valid(today))
            .filter(|one| {
                let mut times = all.iter().filter(|time| time.institution == one.id);
                !times.any(|time| time.to.is_none())
            })
            .map(|one| (one.id.to_string(), one.name.clone()))
            .collect()
    } else {
        Vec::new()
    };
    let title = context.t("reporting-participants-title");
    let path = format!("/erhebungen/{}", collection.id);
    let action = format!("{path}/teilnehmende");
    let crumbs = vec![
        Crumb::new(context.t("reporting-nav-collections"), "/erhebungen"),
        Crumb::new(&collection.title, &path),
        Crumb::new(&title, &action),
    ];
    let whole = Resource::of_state(collection.state);
    render(&ParticipantsPage {
        page: context.page(&title, crumbs),
        part_href: format!("{path}/teilnahme"),
        action,
        offices: offices
            .iter()
            .map(|one| (one.id.to_string(), one.name.clone(), Some(one.id) == office))
            .collect(),
        office: office.map_or(String::new(), |office| office.to_string()),
        lines,
        count,
        number: u32::try_from(number).unwrap_or(1),
        pages: u32::try_from(count.div_ceil(PER_PAGE)).unwrap_or(1),
        may_manage: collection.status == CollectionStatus::Open
            && context.may(actions::COLLECTION_MANAGE, &whole),
        period: now.to_string(),
        input: super::period_input(collection.calendar.unit()),
        unit: collection.calendar.unit().name(),
        free,
        errors,
    })
}

/// Lets an institution join from a period on, or ends its part after one.
pub async fn change(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
    Query(wish): Query<Wish>,
    fields: Fields,
) -> Result<Response, Error> {
    let collection = load(&app, &context, &collection).await?;
    let whole = Resource::of_state(collection.state);
    context.allow(actions::COLLECTION_MANAGE, &whole)?;
    if collection.status == CollectionStatus::Closed {
        return Err(Error::Conflict(context.t("reporting-refusal-closed")));
    }
    let mut errors = Vec::new();
    let season = collection.calendar.season;
    let period = fields.text("zeitraum").parse::<Period>().ok();
    let period = period
        .filter(|period| period.kind() == collection.calendar.unit())
        .filter(|period| season.contains(*period) || period.plus(1) == season.from);
    if period.is_none() {
        errors.push((
            "zeitraum".to_owned(),
            context.t("reporting-fault-period-in-season"),
        ));
    }
    let institution = match fields.text("einrichtung").parse() {
        Ok(id) => directory::organisation(app.db.read(), id).await?,
        Err(_) => None,
    };
    let institution =
        institution.filter(|one| one.kind == directory::OrganisationKind::Institution);
    if institution.is_none() {
        errors.push((
            "einrichtung".to_owned(),
            context.t("reporting-fault-institution"),
        ));
    }
    let (Some(period), Some(institution)) = (period, institution) else {
        let html = show(&app, &context, &collection, &wish, errors).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response());
    };
    let by = context.person()?;
    let key = if fields.text("aktion") == "beenden" {
        if opening::leave(&app, &collection, institution.id, period, Some(by)).await? {
            "reporting-left"
        } else {
            "reporting-left-before"
        }
    } else {
        opening::join(&app, &collection, &[institution], period, Some(by), false).await?;
        "reporting-joined"
    };
    context.flash("success", context.t(key)).await?;
    let back = format!(
        "/erhebungen/{}/teilnehmende?amt={}",
        collection.id, wish.amt
    );
    let back = web::form::local_target(&back, "/erhebungen").to_owned();
    Ok(Redirect::to(&back).into_response())
}
