// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Organisations and districts for other programs.

use axum::Json;
use axum::extract::{Path, Query, State};
use kernel::OrganisationId;
use serde::{Deserialize, Serialize};
use web::{App, Context, Error, Guard, Route};

use crate::actions;
use crate::model::{District, InstitutionKind, Organisation, OrganisationKind};
use crate::pages::organisations::{reach, visible};
use crate::pages::{PAGE_SIZE, pages_for};
use crate::store::organisation_list::{self as store, ListWish};

pub(crate) fn routes() -> Vec<Route> {
    let read = Guard::Action(actions::ORGANISATION_READ);
    vec![
        Route::get("/api/v1/organisations", read, list),
        Route::get("/api/v1/organisations/{organisation}", read, show),
        Route::get("/api/v1/districts", Guard::Public, districts),
    ]
}

/// An organisation.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ApiOrganisation {
    /// Identifies it.
    id: String,
    /// `state`, `office` or `institution`.
    kind: String,
    /// The organisation above it.
    parent: Option<String>,
    /// Its name.
    name: String,
    /// What an institution is, such as `kita`.
    institution_kind: Option<String>,
    /// The number under which its office knows it.
    external_id: Option<String>,
    /// Street and number.
    street: String,
    /// Postcode.
    postcode: String,
    /// Town.
    town: String,
    /// The official key of the state, district or municipality.
    ags: Option<String>,
    /// Where it is written to.
    email: Option<String>,
    /// Where it is called.
    phone: Option<String>,
    /// Its first day.
    valid_from: String,
    /// Its last day.
    valid_to: Option<String>,
}

impl From<Organisation> for ApiOrganisation {
    fn from(organisation: Organisation) -> Self {
        Self {
            id: organisation.id.to_string(),
            kind: organisation.kind.to_string(),
            parent: organisation.parent.map(|id| id.to_string()),
            name: organisation.name,
            institution_kind: organisation.institution_kind.map(|kind| kind.to_string()),
            external_id: organisation.reference,
            street: organisation.address.street,
            postcode: organisation.address.postcode,
            town: organisation.address.town,
            ags: organisation.ags.map(|ags| ags.to_string()),
            email: organisation.email.map(|email| email.to_string()),
            phone: organisation.phone,
            valid_from: organisation.valid_from.to_string(),
            valid_to: organisation.valid_to.map(|day| day.to_string()),
        }
    }
}

/// A page of organisations.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ApiOrganisations {
    /// Up to 50 organisations.
    items: Vec<ApiOrganisation>,
    /// This page, from 1.
    page: u32,
    /// How many pages there are.
    pages: u32,
    /// How many organisations there are on all pages.
    total: i64,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct ListQuery {
    search: String,
    kind: String,
    institution_kind: String,
    parent: String,
    page: String,
}

/// A filter that is empty or a name that is known.
fn filter<T: std::str::FromStr>(name: &str, text: &str) -> Result<Option<T>, Error> {
    if text.is_empty() {
        return Ok(None);
    }
    let value = text.parse().map_err(|_| Error::Invalid(name.to_owned()))?;
    Ok(Some(value))
}

/// The organisations that the caller may read, also those that have ended, by level and name.
#[utoipa::path(
    get,
    path = "/api/v1/organisations",
    tag = "directory",
    params(
        ("search" = Option<String>, Query, description = "Words in name, town, key or number"),
        ("kind" = Option<String>, Query, description = "`state`, `office` or `institution`"),
        ("institution_kind" = Option<String>, Query, description = "Such as `kita`"),
        ("parent" = Option<String>, Query, description = "Only what lies directly below this organisation"),
        ("page" = Option<u32>, Query, description = "From 1; a page has 50 organisations")
    ),
    responses(
        (status = 200, description = "A page of organisations", body = ApiOrganisations),
        (status = 401, description = "Nobody has signed in", body = web::Problem),
        (status = 422, description = "A filter has an unknown value", body = web::Problem)
    )
)]
pub(crate) async fn list(
    State(app): State<App>,
    context: Context,
    Query(query): Query<ListQuery>,
) -> Result<Json<ApiOrganisations>, Error> {
    let reach = reach(&app, &context, &[actions::ORGANISATION_READ]).await?;
    let page = filter::<u32>("page", &query.page)?.unwrap_or(1).max(1);
    let wish = ListWish {
        text: query.search,
        kind: filter::<OrganisationKind>("kind", &query.kind)?,
        institution_kind: filter::<InstitutionKind>("institution_kind", &query.institution_kind)?,
        parent: filter::<OrganisationId>("parent", &query.parent)?,
        valid_on: None,
        offset: i64::from(page - 1) * PAGE_SIZE,
        limit: PAGE_SIZE,
    };
    let (items, total) = store::list(app.db.read(), &reach, &wish).await?;
    Ok(Json(ApiOrganisations {
        items: items.into_iter().map(ApiOrganisation::from).collect(),
        page,
        pages: pages_for(total),
        total,
    }))
}

/// One organisation.
#[utoipa::path(
    get,
    path = "/api/v1/organisations/{organisation}",
    tag = "directory",
    params(("organisation" = String, Path, description = "The organisation")),
    responses(
        (status = 200, description = "The organisation", body = ApiOrganisation),
        (status = 401, description = "Nobody has signed in", body = web::Problem),
        (status = 404, description = "No such organisation, or not for the caller", body = web::Problem)
    )
)]
pub(crate) async fn show(
    State(app): State<App>,
    context: Context,
    Path(organisation): Path<String>,
) -> Result<Json<ApiOrganisation>, Error> {
    let id = organisation.parse().map_err(|_| Error::NotFound)?;
    let (organisation, _) = visible(&app, &context, id).await?;
    Ok(Json(organisation.into()))
}

/// A district.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ApiDistrict {
    /// Its official key, 5 digits.
    ags: String,
    /// Its name.
    name: String,
    /// `Landkreis`, `Kreisfreie Stadt` or `Region`.
    kind: String,
    /// Inhabitants at the census of 15 May 2022.
    population: i64,
    /// Square kilometres.
    area_km2: f64,
    /// The responsible office.
    office: Option<String>,
}

impl From<District> for ApiDistrict {
    fn from(district: District) -> Self {
        Self {
            ags: district.ags.to_string(),
            name: district.name,
            kind: district.kind,
            population: district.population,
            area_km2: district.area_km2,
            office: district.office.map(|id| id.to_string()),
        }
    }
}

/// All districts with population and responsible office. Open to everybody. Source: © GeoBasis-DE /
/// BKG 2021 (geändert), Statistische Ämter des Bundes und der Länder (Zensus 2022), dl-de/by-2-0.
#[utoipa::path(
    get,
    path = "/api/v1/districts",
    tag = "directory",
    responses((status = 200, description = "The districts by key", body = Vec<ApiDistrict>))
)]
pub(crate) async fn districts(State(app): State<App>) -> Result<Json<Vec<ApiDistrict>>, Error> {
    let districts = crate::districts(app.db.read()).await?;
    Ok(Json(districts.into_iter().map(ApiDistrict::from).collect()))
}
