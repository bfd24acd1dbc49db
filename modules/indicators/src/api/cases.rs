// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Notified cases for programs.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use http::HeaderMap;
use serde::Deserialize;
use web::{App, Context, Error};

use super::json;
use crate::cases::figures::{self, PlaceCount};
use crate::cases::numbers::{known, state};
use crate::cases::shelf::CaseShelf;
use crate::cases::view;
use crate::pages::cases::{Wish, place_key, wanted};
use crate::words::Words;

/// A week of the API.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CaseWeek)]
struct ApiWeek {
    /// The calendar week.
    week: String,
    /// `value`, `zero`, `suppressed`, `no-data` or `not-yet`.
    state: &'static str,
    /// Whether no more cases of the week are expected.
    complete: bool,
    /// Notified cases; none where the state is neither `value` nor `zero`.
    cases: Option<u64>,
    /// The same week of up to five earlier years; none if there are none.
    earlier: Option<ApiEarlier>,
}

/// The same week of earlier years.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = EarlierYears)]
struct ApiEarlier {
    /// The smallest count.
    minimum: u32,
    /// The median of the counts.
    median: f64,
    /// The largest count.
    maximum: u32,
}

/// A series of the API.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CaseSeries)]
pub(crate) struct ApiSeries {
    /// The key of the disease.
    disease: String,
    /// What it is called.
    name: String,
    /// The key of the set.
    source: String,
    /// What must be said where the numbers are shown.
    attribution: String,
    /// The licence of the numbers.
    licence: String,
    /// Which numbers these are: `as-published` by their source, `protected` by noise or by leaving out, or `exact`, for some readers only.
    numbers: &'static str,
    /// The day on which the numbers stood so.
    as_of: String,
    /// The key of the place.
    place: String,
    /// The weeks in their order.
    weeks: Vec<ApiWeek>,
}

/// A place of the API.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CasePlace)]
struct ApiPlace {
    /// The key of the place.
    place: String,
    /// What it is called.
    name: String,
    /// `value`, `zero`, `suppressed`, `no-data` or `not-yet`.
    state: &'static str,
    /// Notified cases in the weeks; none where the state is neither `value` nor `zero`.
    cases: Option<u64>,
    /// People who live there (census of 15 May 2022).
    inhabitants: u64,
    /// Cases per 100,000 inhabitants.
    rate: Option<f64>,
    /// The lower end of its exact interval (95 %).
    rate_lower: Option<f64>,
    /// The upper end of its exact interval (95 %).
    rate_upper: Option<f64>,
}

/// The places of the API.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CasePlaces)]
pub(crate) struct ApiPlaces {
    /// The key of the disease.
    disease: String,
    /// What it is called.
    name: String,
    /// The key of the set.
    source: String,
    /// What must be said where the numbers are shown.
    attribution: String,
    /// The licence of the numbers.
    licence: String,
    /// Which numbers these are: `as-published` by their source, `protected` by noise or by leaving out, or `exact`, for some readers only.
    numbers: &'static str,
    /// The day on which the numbers stood so.
    as_of: String,
    /// The first week.
    from: String,
    /// The last week.
    until: String,
    /// The state, then all districts.
    places: Vec<ApiPlace>,
}

/// The choice of a program, in the words of its language.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Asked {
    source: String,
    place: String,
    until: String,
    weeks: String,
    as_of: String,
}

impl Asked {
    fn wish(self, app: &App) -> Wish {
        let whole = self.place == app.settings.state_ags.as_str();
        Wish {
            quelle: self.source,
            ort: if whole { String::new() } else { self.place },
            bis: self.until,
            spanne: self.weeks,
            datenstand: self.as_of,
            ..Wish::default()
        }
    }
}

/// Notified cases of a disease in one place over all weeks.
#[utoipa::path(
    get,
    path = "/api/v1/cases/{disease}/series",
    tag = "indicators",
    params(
        ("disease" = String, Path, description = "The key of a disease such as influenza"),
        ("source" = Option<String>, Query, description = "The key of a set; without it the first with the disease"),
        ("place" = Option<String>, Query, description = "The key of a district such as 03101; without it the state"),
        ("asOf" = Option<String>, Query, description = "The number of an earlier version of the set, or a day such as 2026-11-16 for what stood then; without it the current one"),
        ("until" = Option<String>, Query, description = "The last week such as 2025-W26; without it the last with data")
    ),
    responses(
        (status = 200, description = "The weeks", body = ApiSeries),
        (status = 404, description = "There is no such disease", body = web::Problem),
        (status = 422, description = "There is no such district or week", body = web::Problem)
    )
)]
pub(crate) async fn api_series(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path(key): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let wish = asked.wish(&app);
    let stand = (wish.datenstand.as_str(), wish.quelle.as_str());
    let cases = shelf.at_stand(&app, &context, stand, Some(&key)).await?;
    let words = Words::of(&app, &context);
    let (chosen, category) = wanted(&words, &cases, &key, &wish)?;
    let set = chosen.set;
    let weeks = set.last().since(set.first()) + 1;
    let area = set.area(chosen.district)?;
    let all = figures::series(set, category, area, chosen.until, weeks)?;
    let open_from = chosen.open_from();
    let about = &set.set.description;
    json(
        &headers,
        &ApiSeries {
            name: set.name(category, context.lang()),
            source: set.set.key.to_string(),
            attribution: about.attribution.clone(),
            licence: about.licence.clone(),
            numbers: set.shown_as(),
            as_of: set.version.as_of.to_string(),
            place: place_key(&app, chosen.place_key()),
            weeks: all
                .iter()
                .map(|one| ApiWeek {
                    week: one.week.to_string(),
                    state: state(one.cases).name(),
                    complete: one.week < open_from,
                    cases: known(one.cases),
                    earlier: one.earlier.map(|(minimum, median, maximum)| ApiEarlier {
                        minimum,
                        median,
                        maximum,
                    }),
                })
                .collect(),
            disease: key,
        },
    )
}

/// Notified cases of a disease in the state and all districts over some weeks.
#[utoipa::path(
    get,
    path = "/api/v1/cases/{disease}/places",
    tag = "indicators",
    params(
        ("disease" = String, Path, description = "The key of a disease such as influenza"),
        ("source" = Option<String>, Query, description = "The key of a set; without it the first with the disease"),
        ("asOf" = Option<String>, Query, description = "The number of an earlier version of the set, or a day such as 2026-11-16 for what stood then; without it the current one"),
        ("until" = Option<String>, Query, description = "The last week such as 2025-W26; without it the last with data"),
        ("weeks" = Option<String>, Query, description = "Over how many weeks: 1, 4, 13, 52, 156 or 260; without it 4")
    ),
    responses(
        (status = 200, description = "The places", body = ApiPlaces),
        (status = 404, description = "There is no such disease", body = web::Problem),
        (status = 422, description = "There is no such week or number of weeks", body = web::Problem)
    )
)]
pub(crate) async fn api_places(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path(key): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let wish = asked.wish(&app);
    let stand = (wish.datenstand.as_str(), wish.quelle.as_str());
    let cases = shelf.at_stand(&app, &context, stand, Some(&key)).await?;
    let words = Words::of(&app, &context);
    let (chosen, category) = wanted(&words, &cases, &key, &wish)?;
    let set = chosen.set;
    let numbers = view::numbers(&chosen, category)?;
    let (from, until) = chosen.weeks();
    let about = &set.set.description;
    let place = |one: &PlaceCount| ApiPlace {
        place: place_key(
            &app,
            one.district.as_ref().map_or("", |district| &district.key),
        ),
        name: words.place(one.district.as_ref()),
        state: state(one.cases).name(),
        cases: known(one.cases),
        inhabitants: one.inhabitants,
        rate: one.rate.map(|rate| rate.value),
        rate_lower: one.rate.map(|rate| rate.interval.lower),
        rate_upper: one.rate.map(|rate| rate.interval.upper),
    };
    json(
        &headers,
        &ApiPlaces {
            name: set.name(category, context.lang()),
            source: set.set.key.to_string(),
            attribution: about.attribution.clone(),
            licence: about.licence.clone(),
            numbers: set.shown_as(),
            as_of: set.version.as_of.to_string(),
            from: from.to_string(),
            until: until.to_string(),
            places: numbers.places.iter().map(place).collect(),
            disease: key,
        },
    )
}
