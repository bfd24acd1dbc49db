// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The figures as JSON, for everybody.

pub(crate) mod cases;
pub(crate) mod measures;

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use http::HeaderMap;
use kernel::IsoWeek;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};
use web::{App, Context, Error};

use crate::choice;
use crate::model::{Cell, District, KRANKENSTAND};
use crate::pages::downloads::tagged;
use crate::pages::public;
use crate::shelf::Shelf;
use crate::words::Words;

#[derive(OpenApi)]
#[openapi(
    paths(
        week,
        series,
        cases::api_series,
        cases::api_places,
        measures::api_list,
        measures::api_measure
    ),
    components(schemas(
        WeekAnswer,
        SeriesAnswer,
        PlaceFigure,
        WeekFigure,
        cases::ApiSeries,
        cases::ApiPlaces,
        measures::ApiName,
        measures::ApiMeasure
    ))
)]
struct Document;

/// The part of the OpenAPI document.
pub(crate) fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// The query of [`week`].
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct WeekQuery {
    #[serde(default)]
    week: String,
}

/// The query of [`series`].
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct SeriesQuery {
    #[serde(default)]
    place: String,
}

/// An indicator in one week.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WeekAnswer {
    /// The name of the indicator.
    indicator: &'static str,
    /// The week, such as `2026-W46`.
    week: String,
    /// Whether every office that takes part has released since the end of the week.
    complete: bool,
    /// When the last release came.
    updated: Option<String>,
    /// The state as a whole.
    whole: PlaceFigure,
    /// All districts.
    districts: Vec<PlaceFigure>,
}

/// An indicator of one place over all weeks.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SeriesAnswer {
    /// The name of the indicator.
    indicator: &'static str,
    /// The key of the place.
    place: String,
    /// Its name.
    name: String,
    /// When the last release came.
    updated: Option<String>,
    /// The weeks, in order.
    weeks: Vec<WeekFigure>,
}

/// A place in a week.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PlaceFigure {
    /// The official key of the place.
    place: String,
    /// Its name.
    name: String,
    #[serde(flatten)]
    figure: Figure,
}

/// A week of a place.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WeekFigure {
    /// The week, such as `2026-W46`.
    week: String,
    /// Whether every office that takes part has released since the end of the week.
    complete: bool,
    #[serde(flatten)]
    figure: Figure,
}

/// The state of a cell and, where there is a figure, its numbers.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Figure {
    /// `value`, `zero`, `suppressed`, `no-data` or `not-yet`.
    state: &'static str,
    /// Institutions that reported figures.
    facilities: Option<i64>,
    /// Ill children.
    ill: Option<i64>,
    /// Children cared for.
    cared_for: Option<i64>,
    /// Ill among cared for, from 0 to 1.
    share: Option<f64>,
}

impl Figure {
    fn of(cell: &Cell) -> Self {
        let count = |number: i64| cell.share().map(|_| number.max(0));
        Self {
            state: cell.state.name(),
            facilities: count(cell.sums.facilities),
            ill: count(cell.sums.ill),
            cared_for: count(cell.sums.cared_for),
            // Four decimals: more would say more than is known.
            share: cell.share().map(|share| (share * 1e4).round() / 1e4),
        }
    }
}

/// The share of ill children by district in one week.
#[utoipa::path(
    get,
    path = "/api/v1/indicators/krankenstand",
    tag = "indicators",
    params(("week" = Option<String>, Query, description = "A week such as 2026-W46; without it the latest with figures")),
    responses(
        (status = 200, description = "The week", body = WeekAnswer),
        (status = 404, description = "There are no figures yet", body = web::Problem),
        (status = 422, description = "There is no such week", body = web::Problem)
    )
)]
pub(crate) async fn week(
    shelf: Arc<Shelf>,
    State(app): State<App>,
    context: Context,
    Query(query): Query<WeekQuery>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let snapshot = shelf.snapshot(&app).await?;
    let figures = &snapshot.figures;
    let words = Words::of(&app, &context);
    let now = choice::this_week(&app);
    let week = choice::week(&words, figures, now, &query.week)?;
    let place = |district: Option<&District>| PlaceFigure {
        place: key(&app, district),
        name: words.place(district),
        figure: Figure::of(&figures.place(district, week, now)),
    };
    let answer = WeekAnswer {
        indicator: KRANKENSTAND.name,
        week: week.to_string(),
        complete: figures.is_complete(week, now),
        updated: figures.updated().map(|moment| moment.to_string()),
        whole: place(None),
        districts: figures
            .districts()
            .iter()
            .map(|one| place(Some(one)))
            .collect(),
    };
    json(&headers, &answer)
}

/// The share of ill children in one place over all weeks.
#[utoipa::path(
    get,
    path = "/api/v1/indicators/krankenstand/series",
    tag = "indicators",
    params(("place" = Option<String>, Query, description = "The key of a district such as 03101; without it the state")),
    responses(
        (status = 200, description = "The weeks", body = SeriesAnswer),
        (status = 422, description = "There is no such district", body = web::Problem)
    )
)]
pub(crate) async fn series(
    shelf: Arc<Shelf>,
    State(app): State<App>,
    context: Context,
    Query(query): Query<SeriesQuery>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let snapshot = shelf.snapshot(&app).await?;
    let figures = &snapshot.figures;
    let words = Words::of(&app, &context);
    let now = choice::this_week(&app);
    let wanted = query.place.trim();
    let wanted = if wanted == app.settings.state_ags.as_str() {
        ""
    } else {
        wanted
    };
    let district = choice::district(&words, figures, wanted)?;
    let one = |week: IsoWeek| WeekFigure {
        week: week.to_string(),
        complete: figures.is_complete(week, now),
        figure: Figure::of(&figures.place(district, week, now)),
    };
    let answer = SeriesAnswer {
        indicator: KRANKENSTAND.name,
        place: key(&app, district),
        name: words.place(district),
        updated: figures.updated().map(|moment| moment.to_string()),
        weeks: figures.all_weeks(now).into_iter().map(one).collect(),
    };
    json(&headers, &answer)
}

fn key(app: &App, district: Option<&District>) -> String {
    district.map_or_else(
        || app.settings.state_ags.to_string(),
        |district| district.key.clone(),
    )
}

pub(super) fn json(headers: &HeaderMap, answer: &impl Serialize) -> Result<Response, Error> {
    let body = serde_json::to_string(answer).map_err(Error::internal)?;
    Ok(public(headers, tagged(headers, "application/json", body)))
}
