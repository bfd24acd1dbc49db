// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What an office has to review: its collections week by week.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use directory::Organisation;
use kernel::{Action, CollectionId, OrganisationId, Resource, berlin_date};
use serde::Deserialize;
use web::{App, Context, Crumb, Error, Page, render};

use super::page_number;
use crate::model::Collection;
use crate::model::{PeriodState, Standing, Within};
use crate::store::standing::{self, Filter};
use crate::{actions, store};

/// How many weeks a page lists.
const PER_PAGE: i64 = 50;

/// An office for which the actor does something.
#[derive(Debug, Clone)]
pub struct AtOffice {
    /// The office.
    pub office: Organisation,
    /// The office as the policies see it.
    pub resource: Resource,
    /// Which part of it the actor reaches.
    pub within: Within,
    /// All offices for which the actor may do the same, by name.
    pub choices: Vec<Organisation>,
}

impl AtOffice {
    /// The office and which part of it is meant, as the store asks for it.
    pub fn part(&self) -> (OrganisationId, &Within) {
        (self.office.id, &self.within)
    }

    /// The ending of addresses that keeps the office; empty for people of one office only.
    pub fn query(&self) -> String {
        if self.choices.len() > 1 {
            format!("&amt={}", self.office.id)
        } else {
            String::new()
        }
    }
}

/// The offices for which the actor may do `action`, by name.
pub async fn offices(
    app: &App,
    context: &Context,
    action: Action,
) -> Result<Vec<(Organisation, Resource)>, Error> {
    let reached = reached(app, context, action).await?;
    let whole = reached.into_iter().filter(|(_, _, within)| within.is_all());
    Ok(whole.map(|(office, place, _)| (office, place)).collect())
}

/// An office, its place, and which part of it the actor reaches.
pub type Reached = (Organisation, Resource, Within);

/// The offices for which the actor may do `action`, also if only for some institutions, by name. Only for
/// pages that show no more than that part.
pub async fn reached(app: &App, context: &Context, action: Action) -> Result<Vec<Reached>, Error> {
    let conn = app.db.read();
    let mut ids: Vec<OrganisationId> = context
        .actor()
        .memberships()
        .iter()
        .map(|membership| membership.organisation)
        .collect();
    ids.sort();
    ids.dedup();
    let mut offices = Vec::new();
    for organisation in directory::organisations(conn, &ids).await? {
        let Some(resource) = directory::place_of(conn, organisation.id).await? else {
            continue;
        };
        let is_office = resource.office == Some(organisation.id) && resource.institution.is_none();
        if !is_office {
            continue;
        }
        if context.may(action, &resource) {
            offices.push((organisation, resource, Within::All));
            continue;
        }
        let part = chosen(context, action, &resource);
        if !part.is_empty() {
            offices.push((organisation, resource, Within::Only(part)));
        }
    }
    Ok(offices)
}

/// The institutions of an office in which the actor may do `action` by roles that are limited to some.
fn chosen(context: &Context, action: Action, office: &Resource) -> Vec<OrganisationId> {
    let roles = context.actor().own_roles().iter();
    let mut part: Vec<OrganisationId> = roles
        .filter(|role| Some(role.organisation) == office.office && role.actions.contains(&action))
        .flat_map(|role| role.institutions.iter().copied())
        .filter(|institution| {
            let place = Resource {
                institution: Some(*institution),
                ..*office
            };
            context.may(action, &place)
        })
        .collect();
    part.sort();
    part.dedup();
    part
}

/// The office named in the address, or the first for which the actor may do `action`.
pub async fn at_office(
    app: &App,
    context: &Context,
    action: Action,
    named: &str,
) -> Result<AtOffice, Error> {
    let found = reached(app, context, action).await?;
    let whole = found.into_iter().filter(|(_, _, within)| within.is_all());
    at_one(app, context, action, (whole.collect(), named)).await
}

/// The same for pages that show only the part of the office that the actor reaches.
pub async fn within_office(
    app: &App,
    context: &Context,
    action: Action,
    named: &str,
) -> Result<AtOffice, Error> {
    let found = reached(app, context, action).await?;
    at_one(app, context, action, (found, named)).await
}

async fn at_one(
    app: &App,
    context: &Context,
    action: Action,
    (found, named): (Vec<Reached>, &str),
) -> Result<AtOffice, Error> {
    let choices: Vec<Organisation> = found.iter().map(|(office, ..)| office.clone()).collect();
    let chosen = found
        .into_iter()
        .find(|(office, ..)| named.is_empty() || office.id.to_string() == named);
    match chosen {
        Some((office, resource, within)) => Ok(AtOffice {
            office,
            resource,
            within,
            choices,
        }),
        None if choices.is_empty() => {
            // Says what is missing: the sign-in, the second factor or the right.
            let state = directory::state(app.db.read()).await?;
            context.allow(action, &Resource::of_state(state.id))?;
            Err(Error::Forbidden)
        }
        None => Err(Error::NotFound),
    }
}

/// The collection named in the address, if the office takes or took part in it.
pub async fn collection_at(
    app: &App,
    office: OrganisationId,
    named: &str,
) -> Result<Collection, Error> {
    let id: CollectionId = named.parse().map_err(|_| Error::NotFound)?;
    store::collections::of_office(app.db.read(), office)
        .await?
        .into_iter()
        .find(|collection| collection.id == id)
        .ok_or(Error::NotFound)
}

#[derive(Template)]
#[template(path = "reporting/review.html")]
struct ReviewPage {
    page: Page,
    office: String,
    answers_href: String,
    offices: Vec<Organisation>,
    chosen_office: OrganisationId,
    collections: Vec<(CollectionId, String)>,
    chosen: Option<CollectionId>,
    only_open: bool,
    lines: Vec<Line>,
    number: u32,
    pages: u32,
    paging: String,
}

struct Line {
    href: String,
    collection: String,
    period: String,
    due: String,
    repeatable: bool,
    counts: Standing,
    received: i64,
    not_come: i64,
    state: PeriodState,
    approves: bool,
}

/// The query of the page.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    amt: String,
    #[serde(default)]
    erhebung: String,
    #[serde(default)]
    offen: String,
    #[serde(default)]
    seite: String,
}

/// The page.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Query(wish): Query<Wish>,
) -> Result<Html<String>, Error> {
    let conn = app.db.read();
    let at = within_office(&app, &context, actions::SUBMISSION_REVIEW, &wish.amt).await?;
    let office = at.office.id;
    let collections = store::collections::of_office(conn, office).await?;
    let chosen = collections
        .iter()
        .find(|one| one.id.to_string() == wish.erhebung);
    let only_open = wish.offen == "ja";
    let filter = Filter {
        collection: chosen.map(|one| one.id),
        only_open,
    };
    let today = berlin_date(app.clock.now());
    let number = page_number(&wish.seite);
    let part = at.part();
    let count = standing::count_of_office(conn, part, today, filter).await?;
    let listed = standing::of_office(conn, part, today, filter, (number, PER_PAGE)).await?;
    let by_id: HashMap<CollectionId, &Collection> =
        collections.iter().map(|one| (one.id, one)).collect();
    let lang = context.lang();
    let lines = listed
        .into_iter()
        .filter_map(|counts| {
            let collection = by_id.get(&counts.collection)?;
            Some(Line {
                href: format!("/pruefung/{}/{}", counts.collection, counts.period),
                collection: collection.title.clone(),
                period: counts.period.text(lang),
                due: web::format::date(lang, counts.due_on),
                repeatable: !collection.owes(),
                state: counts.state(
                    &collection.approval,
                    &collection.calendar,
                    collection.status,
                    today,
                ),
                received: counts.arrived() - counts.zero,
                not_come: counts.not_come(),
                approves: !collection.approval.is_empty(),
                counts,
            })
        })
        .collect();
    let title = context.t("reporting-nav-review");
    let paging = format!(
        "/pruefung?erhebung={}&offen={}{}&seite=",
        chosen.map_or(String::new(), |one| one.id.to_string()),
        if only_open { "ja" } else { "" },
        at.query(),
    );
    render(&ReviewPage {
        page: context.page(&title, vec![Crumb::new(&title, "/pruefung")]),
        answers_href: super::answers::address(office),
        office: at.office.name,
        offices: at.choices,
        chosen_office: office,
        chosen: chosen.map(|one| one.id),
        collections: collections
            .iter()
            .map(|one| (one.id, one.title.clone()))
            .collect(),
        only_open,
        lines,
        number: u32::try_from(number).unwrap_or(1),
        pages: pages(count, PER_PAGE),
        paging,
    })
}

/// How many pages `count` rows make.
pub fn pages(count: i64, per_page: i64) -> u32 {
    u32::try_from((count + per_page - 1).max(1) / per_page)
        .unwrap_or(u32::MAX)
        .max(1)
}

/// The breadcrumb of pages below this one.
pub fn crumbs(context: &Context, further: Vec<Crumb>) -> Vec<Crumb> {
    let mut crumbs = vec![Crumb::new(context.t("reporting-nav-review"), "/pruefung")];
    crumbs.extend(further);
    crumbs
}
