// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Health indicators for everybody: all of them by topic, one with its figures, files of it.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use columnar::Kind;
use datasets::Place;
use http::HeaderMap;
use web::{App, Context, Crumb, Error, Page, render};

use super::downloads::file;
use super::files::table_file;
use super::public;
use crate::cases::shelf::CaseShelf;
use crate::measured::choice::{Chosen, MOST_COMPARED, Wish, choose};
use crate::measured::list::{self, TopicRows};
use crate::measured::view::{self, View};
use crate::pictures::MAP_SOURCE;
use crate::sets::title;
use crate::standalone::{Caption, sheet};
use crate::table::{Cell, Credit, FigureTable, TableFormat};
use crate::texts::shown::{self, ShownText};
use crate::texts::{Subject, SubjectKind};
use crate::view::Entry;
use crate::words::Words;

/// All indicators.
pub(crate) const PATH: &str = "/indikatoren";

/// Where an indicator is.
pub(crate) fn path_of(indicator: &str) -> String {
    format!("{PATH}/{}", web::form::encode_component(indicator))
}

/// What was typed behind the address.
pub(crate) type Pairs = Vec<(String, String)>;

#[derive(Template)]
#[template(path = "indicators/measures.html")]
struct ListPage {
    page: Page,
    topics: Vec<TopicRows>,
}

#[derive(Template)]
#[template(path = "indicators/measure.html")]
struct MeasurePage {
    page: Page,
    view: View,
    path: String,
    set: String,
    periods: Vec<Entry>,
    districts: Vec<Entry>,
    /// For each place beside the chosen one: the districts, one of them perhaps chosen.
    compared: Vec<Vec<Entry>>,
    any_compared: bool,
    whole: String,
    place_chosen: bool,
    sources: Vec<Entry>,
    text: Option<ShownText>,
}

impl MeasurePage {
    /// For the part of the template that shows a text wherever it is.
    fn text(&self) -> Option<&ShownText> {
        self.text.as_ref()
    }
}

fn crumbs(context: &Context) -> Vec<Crumb> {
    vec![
        Crumb::new(context.t("shell-home"), "/"),
        Crumb::new(context.t("indicators-measures-list-title"), PATH),
    ]
}

/// The place of the state.
pub(crate) fn state_of(app: &App) -> Place {
    Place::from(&app.settings.state_ags)
}

/// All indicators by topic.
pub(crate) async fn list(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let cases = shelf.visible(&app, &context).await?;
    let words = Words::of(&app, &context);
    let title = context.t("indicators-measures-list-title");
    let answer = render(&ListPage {
        page: context.page(title, crumbs(&context)),
        topics: list::topics(&words, &cases.measured, state_of(&app)),
    })?;
    Ok(public(&headers, answer.into_response()))
}

/// One indicator.
pub(crate) async fn measure(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path(key): Path<String>,
    Query(pairs): Query<Pairs>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let cases = shelf.visible(&app, &context).await?;
    let words = Words::of(&app, &context);
    let wish = Wish::of_page(&pairs);
    let chosen = choose(&words, &cases, &key, &wish, state_of(&app))?;
    let view = view::view(&words, &chosen);
    let path = path_of(&key);
    let mut way = crumbs(&context);
    way.push(Crumb::new(chosen.set.name(&key, context.lang()), &path));
    let sets = cases.measured.sets.iter();
    let sources = sets.filter(|one| one.table.indicator(&key).is_some());
    let subject = Subject::new(SubjectKind::Indicator, &key);
    let answer = render(&MeasurePage {
        page: context.page(&view.title, way),
        set: chosen.set.set.key.to_string(),
        periods: view::period_entries(&words, &chosen),
        districts: view::district_entries(&words, &chosen, &[chosen.place_key()]),
        compared: (0..MOST_COMPARED)
            .map(|at| {
                let one = chosen.compared.get(at).map_or("", |one| &one.key);
                view::district_entries(&words, &chosen, &[one])
            })
            .collect(),
        any_compared: !chosen.compared.is_empty(),
        whole: format!("{path}?{}", chosen.query("")),
        place_chosen: chosen.district.is_some(),
        sources: sources
            .map(|one| Entry {
                value: format!("{path}?quelle={}", one.set.key),
                label: title(&one.set, context.lang()),
                chosen: one.set.key == chosen.set.set.key,
            })
            .collect(),
        text: shown::load(&app, context.lang(), &subject).await?,
        view,
        path,
    })?;
    Ok(public(&headers, answer.into_response()))
}

/// The columns of the file. They stay the same in every language; new ones are added at the end.
const COLUMNS: [(&str, Kind); 13] = [
    ("indicator", Kind::Text),
    ("shown", Kind::Text),
    ("period", Kind::Text),
    ("place", Kind::Text),
    ("name", Kind::Text),
    ("state", Kind::Text),
    ("value", Kind::Decimal),
    ("lower", Kind::Decimal),
    ("upper", Kind::Decimal),
    ("cases", Kind::Integer),
    ("whole", Kind::Integer),
    ("funnel", Kind::Text),
    ("set", Kind::Text),
];

/// The state and all districts in all periods as CSV.
pub(crate) async fn values_csv(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path(key): Path<String>,
    Query(pairs): Query<Pairs>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let cases = shelf.visible(&app, &context).await?;
    let words = Words::of(&app, &context);
    let mut chosen = choose(&words, &cases, &key, &Wish::of_page(&pairs), state_of(&app))?;
    let periods = chosen.read(|reader| reader.periods());
    let mut rows = Vec::new();
    for period in periods {
        chosen.period = period;
        rows.extend(rows_of(&words, &chosen));
    }
    let table = FigureTable {
        name: key,
        title: chosen.set.name(chosen.indicator.key(), context.lang()),
        columns: COLUMNS.to_vec(),
        rows,
        chosen: Vec::new(),
        credit: Credit::of(&chosen.set.set, &chosen.set.version),
    };
    table_file(&headers, &words, &table, TableFormat::Csv)
}

fn rows_of(words: &Words<'_>, chosen: &Chosen<'_>) -> Vec<Vec<Cell>> {
    let whole = chosen.read(|reader| reader.figure(chosen.period, chosen.state));
    let ranking = view::ranking(chosen);
    let districts = ranking.places.iter().map(|one| {
        let position = one
            .position
            .map(|(position, _)| view::position_name(position));
        (one.place, one.figure, position.unwrap_or_default())
    });
    let number = |value: Option<f64>| Cell::number(value, 6);
    std::iter::once((chosen.state, whole, ""))
        .chain(districts)
        .map(|(place, figure, position)| {
            vec![
                Cell::text(chosen.indicator.key()),
                Cell::text(chosen.definition.shown.name()),
                Cell::text(chosen.period.to_string()),
                Cell::text(place.to_string()),
                Cell::text(words.place(view::district(chosen, place))),
                Cell::text(figure.state.name()),
                number(figure.value),
                number(figure.interval.map(|(lower, _)| lower)),
                number(figure.interval.map(|(_, upper)| upper)),
                Cell::count(figure.cases),
                Cell::count(figure.whole),
                Cell::text(position),
                Cell::text(chosen.set.set.key.to_string()),
            ]
        })
        .collect()
}

/// The map as a file that stands alone.
pub(crate) async fn map_svg(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path(key): Path<String>,
    Query(pairs): Query<Pairs>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let cases = shelf.visible(&app, &context).await?;
    let words = Words::of(&app, &context);
    let chosen = choose(&words, &cases, &key, &Wish::of_page(&pairs), state_of(&app))?;
    let notes = [
        view::as_of(&words, &chosen),
        view::credit(&words, &chosen),
        words.with("indicators-source-map", &[("map", MAP_SOURCE.into())]),
    ];
    let title = view::map_title(&words, &chosen);
    let map = view::map(&words, &chosen, false);
    let body = sheet(
        &map.svg,
        &map.legend,
        &Caption {
            title: &title,
            notes: &notes,
            lang: context.lang().tag(),
        },
    );
    let period = chosen.period.to_string().replace('/', "-");
    let name = format!("{key}_{period}.svg");
    Ok(file(&headers, "image/svg+xml", &name, body))
}
