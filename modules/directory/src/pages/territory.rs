// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The territory: districts with the office that is responsible, and their municipalities.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, Redirect};
use kernel::{Ags, OrganisationId, Resource};
use serde::Deserialize;
use web::form::{Fields, encode_component};
use web::{App, Context, Crumb, Error, Guard, Page, Route, render};

use super::{PAGE_SIZE, pages_for};
use crate::model::{District, Municipality, Organisation, search_text};
use crate::store::territory::{TERRITORY_SOURCE, set_office};
use crate::{actions, trail};

const LIST: &str = "/verwaltung/gebiet";

pub(crate) fn routes() -> Vec<Route> {
    let read = Guard::Action(actions::TERRITORY_READ);
    vec![
        Route::get(LIST, read, list),
        Route::get("/verwaltung/gebiet/{district}", read, show),
        Route::post(
            "/verwaltung/gebiet/{district}/zustaendig",
            Guard::Action(actions::ORGANISATION_MANAGE),
            assign,
        ),
    ]
}

fn crumbs(context: &Context) -> Vec<Crumb> {
    vec![
        Crumb::new(context.t("directory-administration-title"), "/verwaltung"),
        Crumb::new(context.t("directory-territory-title"), LIST),
    ]
}

/// A district with the office that is responsible, as far as one is.
struct Line {
    district: District,
    office: Option<Organisation>,
    linked: bool,
}

#[derive(Template)]
#[template(path = "directory/territory.html")]
struct ListPage {
    page: Page,
    lines: Vec<Line>,
    population: i64,
    missing: usize,
    source: &'static str,
}

async fn lines(app: &App, context: &Context) -> Result<Vec<Line>, Error> {
    let conn = app.db.read();
    let state = crate::state(conn).await?.id;
    let offices = crate::offices(conn).await?;
    Ok(crate::districts(conn)
        .await?
        .into_iter()
        .map(|district| {
            let office = offices
                .iter()
                .find(|office| Some(office.id) == district.office);
            let linked = office.is_some_and(|office| {
                context.may(
                    actions::ORGANISATION_READ,
                    &Resource::of_office(state, office.id),
                )
            });
            Line {
                office: office.cloned(),
                linked,
                district,
            }
        })
        .collect())
}

async fn list(State(app): State<App>, context: Context) -> Result<Html<String>, Error> {
    let lines = lines(&app, &context).await?;
    render(&ListPage {
        page: context.page(context.t("directory-territory-title"), crumbs(&context)),
        population: lines.iter().map(|line| line.district.population).sum(),
        missing: lines.iter().filter(|line| line.office.is_none()).count(),
        lines,
        source: TERRITORY_SOURCE,
    })
}

#[derive(Template)]
#[template(path = "directory/territory_district.html")]
struct DistrictPage {
    page: Page,
    line: Line,
    search: String,
    towns: Vec<Municipality>,
    count: i64,
    current: u32,
    pages: u32,
    link: String,
    /// To choose the responsible office from; empty if the actor may not.
    offices: Vec<Organisation>,
    source: &'static str,
}

impl DistrictPage {
    fn is_office(&self, id: &OrganisationId) -> bool {
        self.line.district.office == Some(*id)
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct DistrictQuery {
    suche: String,
    seite: String,
}

/// The key in a path, if it is one of a district.
fn key(text: &str) -> Result<Ags, Error> {
    text.parse().map_err(|_| Error::NotFound)
}

async fn show(
    State(app): State<App>,
    context: Context,
    Path(district): Path<String>,
    Query(query): Query<DistrictQuery>,
) -> Result<Html<String>, Error> {
    let ags = key(&district)?;
    let conn = app.db.read();
    let line = lines(&app, &context)
        .await?
        .into_iter()
        .find(|line| line.district.ags == ags)
        .ok_or(Error::NotFound)?;
    let words: Vec<String> = query
        .suche
        .split_whitespace()
        .map(str::to_lowercase)
        .collect();
    let mut towns = crate::municipalities(conn, Some(&ags)).await?;
    towns.retain(|town| {
        let text = search_text(&[
            &town.name,
            town.association_name.as_deref().unwrap_or_default(),
            town.postcode.as_deref().unwrap_or_default(),
            town.ags.as_str(),
        ]);
        words.iter().all(|word| text.contains(word.as_str()))
    });
    let count = i64::try_from(towns.len()).unwrap_or(i64::MAX);
    let pages = pages_for(count);
    let current: u32 = query.seite.parse().unwrap_or(1).clamp(1, pages);
    let size = usize::try_from(PAGE_SIZE).unwrap_or(50);
    let skipped = usize::try_from(current - 1).unwrap_or(0) * size;
    let state = Resource::of_state(crate::state(conn).await?.id);
    let offices = if context.may(actions::ORGANISATION_MANAGE, &state) {
        crate::offices(conn).await?
    } else {
        Vec::new()
    };
    let title = line.district.full_name();
    let mut crumbs = crumbs(&context);
    crumbs.push(Crumb::new(title.clone(), format!("{LIST}/{ags}")));
    render(&DistrictPage {
        page: context.page(title, crumbs),
        line,
        link: format!(
            "{LIST}/{ags}?suche={}&seite=",
            encode_component(&query.suche)
        ),
        search: query.suche,
        towns: towns.into_iter().skip(skipped).take(size).collect(),
        count,
        current,
        pages,
        offices,
        source: TERRITORY_SOURCE,
    })
}

async fn assign(
    State(app): State<App>,
    context: Context,
    Path(district): Path<String>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let ags = key(&district)?;
    let conn = app.db.read();
    let state = crate::state(conn).await?.id;
    context.allow(actions::ORGANISATION_MANAGE, &Resource::of_state(state))?;
    let districts = crate::districts(conn).await?;
    if !districts.iter().any(|district| district.ags == ags) {
        return Err(Error::NotFound);
    }
    let office: Option<OrganisationId> = fields.text("office").parse().ok();
    let offices = crate::offices(conn).await?;
    let office = offices
        .into_iter()
        .find(|known| Some(known.id) == office)
        .ok_or_else(|| Error::Invalid(context.t("directory-territory-office-missing")))?;
    let tx = app.db.begin().await?;
    set_office(&tx, &ags, office.id).await?;
    let facts = vec![("district", ags.clone().into())];
    let actor = Some(context.person()?);
    trail::record_organisation(
        &app,
        &tx,
        actor,
        "organisation.assign-district",
        office.id,
        facts,
    )
    .await?;
    tx.commit().await?;
    context
        .flash("success", context.t("directory-territory-assigned"))
        .await?;
    Ok(Redirect::to(&format!("{LIST}/{ags}")))
}
