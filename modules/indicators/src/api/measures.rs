// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Health indicators for programs.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use http::HeaderMap;
use measures::{Base, Figure};
use web::{App, Context, Error};

use super::json;
use crate::cases::shelf::CaseShelf;
use crate::measured::choice::{Chosen, Wish, choose};
use crate::measured::view;
use crate::pages::measures::{Pairs, state_of};
use crate::words::Words;

/// An indicator in the list.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = MeasureName)]
pub(crate) struct ApiName {
    /// Its key.
    indicator: String,
    /// What it is called.
    name: String,
    /// Under which heading it stands: `vaccination`, `children`, `birth`, `illness`, `mortality`, `people` or `other`.
    topic: &'static str,
    /// The key of the set.
    source: String,
}

/// A figure of the API.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = MeasureFigure)]
struct ApiFigure {
    /// The period, such as `2024` or `2024/25`.
    period: String,
    /// The key of the place.
    place: String,
    /// What it is called.
    name: String,
    /// `value`, `zero`, `suppressed` or `no-data`.
    state: &'static str,
    /// The share (0 to 1), the rate or the plain number; none if there is no figure.
    value: Option<f64>,
    /// The lower end of its interval (95 %).
    lower: Option<f64>,
    /// The upper end of its interval (95 %).
    upper: Option<f64>,
    /// How many cases.
    cases: Option<u64>,
    /// Out of how many.
    whole: Option<u64>,
    /// What the whole is: `own` (named by the source), `population` (inhabitants of a year) or `census` (15 May 2022).
    base: Option<&'static str>,
    /// Where a district lies in the funnel around all of them: `far-below` (99.8 %), `below` (95 %), `within`, `above` or `far-above`.
    funnel: Option<&'static str>,
}

/// An indicator of the API.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = MeasureAnswer)]
pub(crate) struct ApiMeasure {
    /// Its key.
    indicator: String,
    /// What it is called.
    name: String,
    /// What is shown: `share`, `per-1000`, `per-100000`, `standardised` (per 100,000 of the European standard population 2013) or `plain`.
    shown: &'static str,
    /// What plain numbers are measured in.
    unit: String,
    /// Fewer cases are not shown, unless there are none.
    least_cases: u64,
    /// Of a smaller whole nothing is shown.
    least_base: u64,
    /// The key of the set.
    source: String,
    /// What must be said where the numbers are shown.
    attribution: String,
    /// The licence of the numbers.
    licence: String,
    /// The day on which the numbers stood so.
    as_of: String,
    /// The chosen place in all periods; those without a number are there, too.
    series: Vec<ApiFigure>,
    /// The state, then all districts in the chosen period, the highest first.
    places: Vec<ApiFigure>,
}

/// All indicators.
#[utoipa::path(
    get,
    path = "/api/v1/measures",
    tag = "indicators",
    responses((status = 200, description = "The indicators", body = [ApiName]))
)]
pub(crate) async fn api_list(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let cases = shelf.visible(&app, &context).await?;
    let mut all = Vec::new();
    for set in &cases.measured.sets {
        all.extend(set.table.indicators().map(|one| ApiName {
            indicator: one.key().to_owned(),
            name: set.name(one.key(), context.lang()),
            topic: set.definition(one).topic.name(),
            source: set.set.key.to_string(),
        }));
    }
    json(&headers, &all)
}

/// An indicator: one place over all periods, all districts in one period.
#[utoipa::path(
    get,
    path = "/api/v1/measures/{indicator}",
    tag = "indicators",
    params(
        ("indicator" = String, Path, description = "The key of an indicator such as infant-mortality"),
        ("source" = Option<String>, Query, description = "The key of a set; without it the first with the indicator"),
        ("place" = Option<String>, Query, description = "The key of a district such as 03101; without it the state"),
        ("period" = Option<String>, Query, description = "A period such as 2024 or 2024/25; without it the last")
    ),
    responses(
        (status = 200, description = "The figures", body = ApiMeasure),
        (status = 404, description = "There is no such indicator", body = web::Problem),
        (status = 422, description = "There is no such district or period", body = web::Problem)
    )
)]
pub(crate) async fn api_measure(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path(key): Path<String>,
    Query(pairs): Query<Pairs>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let cases = shelf.visible(&app, &context).await?;
    let words = Words::of(&app, &context);
    let wish = Wish::of_program(&pairs);
    let chosen = choose(&words, &cases, &key, &wish, state_of(&app))?;
    let about = &chosen.set.set.description;
    json(
        &headers,
        &ApiMeasure {
            name: chosen.set.name(&key, context.lang()),
            shown: chosen.definition.shown.name(),
            unit: chosen.indicator.unit().to_owned(),
            least_cases: chosen.definition.least_cases,
            least_base: chosen.definition.least_base,
            source: chosen.set.set.key.to_string(),
            attribution: about.attribution.clone(),
            licence: about.licence.clone(),
            as_of: chosen.set.version.as_of.to_string(),
            series: series(&words, &chosen),
            places: places(&words, &chosen),
            indicator: key,
        },
    )
}

fn figure(
    words: &Words<'_>,
    chosen: &Chosen<'_>,
    (period, place): (datasets::Period, datasets::Place),
    figure: &Figure,
) -> ApiFigure {
    ApiFigure {
        period: period.to_string(),
        place: place.to_string(),
        name: words.place(view::district(chosen, place)),
        state: figure.state.name(),
        value: figure.value,
        lower: figure.interval.map(|(lower, _)| lower),
        upper: figure.interval.map(|(_, upper)| upper),
        cases: figure.cases,
        whole: figure.whole,
        base: match figure.base {
            Base::None => None,
            Base::Own => Some("own"),
            Base::Population(_) => Some("population"),
            Base::Census => Some("census"),
        },
        funnel: None,
    }
}

fn series(words: &Words<'_>, chosen: &Chosen<'_>) -> Vec<ApiFigure> {
    let place = chosen.place();
    chosen.read(|reader| {
        let periods = reader.periods().into_iter();
        periods
            .map(|period| {
                figure(
                    words,
                    chosen,
                    (period, place),
                    &reader.figure(period, place),
                )
            })
            .collect()
    })
}

fn places(words: &Words<'_>, chosen: &Chosen<'_>) -> Vec<ApiFigure> {
    let at = |place| (chosen.period, place);
    let whole = chosen.read(|reader| reader.figure(chosen.period, chosen.state));
    let state = figure(words, chosen, at(chosen.state), &whole);
    let ranking = view::ranking(chosen);
    let districts = ranking.places.iter().map(|one| ApiFigure {
        funnel: one
            .position
            .map(|(position, _)| view::position_name(position)),
        ..figure(words, chosen, at(one.place), &one.figure)
    });
    std::iter::once(state).chain(districts).collect()
}
