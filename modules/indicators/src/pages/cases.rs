// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Notified diseases: the list of a week, and one disease with series, map, ages and tables.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use cube::Category;
use http::HeaderMap;
use kernel::IsoWeek;
use serde::Deserialize;
use web::{App, Context, Crumb, Error, Page, render};

use super::downloads::{file, text_of};
use super::public;
use crate::cases::shelf::CaseShelf;
use crate::cases::view::{self, Chosen, Disease, ListRow};
use crate::cases::{CaseSet, Cases, SPANS};
use crate::pictures::MAP_SOURCE;
use crate::sets::title;
use crate::standalone::{Caption, sheet};
use crate::view::Entry;
use crate::words::Words;

/// The list.
pub(crate) const PATH: &str = "/krankheiten";

/// Where a disease is.
pub(crate) fn path_of(disease: &str) -> String {
    format!("{PATH}/{disease}")
}

/// What a reader chose in the address, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wish {
    /// The key of a set; empty means the first that has what is asked for.
    pub(crate) quelle: String,
    /// The key of a district; empty means the state.
    pub(crate) ort: String,
    /// The last week such as `2026-W46`; empty means the last with data.
    pub(crate) bis: String,
    /// Over how many weeks is added up.
    pub(crate) spanne: String,
}

/// The set that is meant, and the disease in it.
pub(super) fn set_of<'c>(
    cases: &'c Cases,
    wish: &Wish,
    disease: Option<&str>,
) -> Option<(&'c CaseSet, Option<Category>)> {
    let wanted = wish.quelle.trim();
    let sets = cases
        .sets
        .iter()
        .filter(|one| wanted.is_empty() || one.set.key.as_str() == wanted);
    sets.map(AsRef::as_ref).find_map(|set| match disease {
        None => Some((set, None)),
        Some(key) => {
            let found = set.cube.axes().categories().find(key).ok()?;
            Some((set, Some(found)))
        }
    })
}

/// Reads the choice against a set. A wrong one gets an answer that helps.
fn choose<'c>(
    words: &Words<'_>,
    cases: &'c Cases,
    set: &'c CaseSet,
    wish: &Wish,
) -> Result<Chosen<'c>, Error> {
    choose_of(words, cases, set, wish, &SPANS)
}

/// The first set as it is shown unasked; none if there is none.
pub(super) fn latest<'c>(words: &Words<'_>, cases: &'c Cases) -> Result<Option<Chosen<'c>>, Error> {
    let wish = Wish::default();
    let found = set_of(cases, &wish, None);
    found
        .map(|(set, _)| choose(words, cases, set, &wish))
        .transpose()
}

/// The same with other numbers of weeks; the first of them is what is shown unasked.
pub(super) fn choose_of<'c>(
    words: &Words<'_>,
    cases: &'c Cases,
    set: &'c CaseSet,
    wish: &Wish,
    spans: &[i32],
) -> Result<Chosen<'c>, Error> {
    let place = wish.ort.trim();
    let district = cases
        .districts
        .iter()
        .map(|one| &one.district)
        .find(|one| one.key == place);
    if !place.is_empty() && district.is_none() {
        return Err(Error::Invalid(words.t("indicators-unknown-district")));
    }
    let until = match wish.bis.trim() {
        "" => set.last(),
        text => {
            let week = text.parse::<IsoWeek>().ok();
            let week = week.filter(|week| (set.first()..=set.last()).contains(week));
            week.ok_or_else(|| {
                Error::Invalid(words.with(
                    "indicators-unknown-week",
                    &[
                        ("first", set.first().to_string().into()),
                        ("last", set.last().to_string().into()),
                    ],
                ))
            })?
        }
    };
    let span = match wish.spanne.trim() {
        "" => spans.first().copied().unwrap_or(1),
        text => {
            let span = text.parse().ok().filter(|span| spans.contains(span));
            let mut spans = spans.to_vec();
            spans.sort_unstable();
            let offered: Vec<String> = spans.iter().map(i32::to_string).collect();
            span.ok_or_else(|| {
                Error::Invalid(words.with(
                    "indicators-cases-unknown-span",
                    &[("spans", words.list(&offered).into())],
                ))
            })?
        }
    };
    Ok(Chosen {
        cases,
        set,
        district,
        until,
        span,
    })
}

/// A choice of places and weeks above figures.
struct Choices {
    action: String,
    set: String,
    weeks: Vec<Entry>,
    spans: Vec<Entry>,
    districts: Vec<Entry>,
}

impl Choices {
    fn of(words: &Words<'_>, chosen: &Chosen<'_>, action: String) -> Self {
        Self {
            action,
            set: chosen.set.set.key.to_string(),
            weeks: view::week_entries(words, chosen),
            spans: view::span_entries(words, chosen, &SPANS),
            districts: view::district_entries(words, chosen),
        }
    }
}

#[derive(Template)]
#[template(path = "indicators/diseases.html")]
struct ListPage {
    page: Page,
    content: Option<ListContent>,
}

struct ListContent {
    choices: Choices,
    title: String,
    rows: Vec<ListRow>,
    credit: String,
    as_of: String,
}

impl ListContent {
    fn choices(&self) -> &Choices {
        &self.choices
    }
}

#[derive(Template)]
#[template(path = "indicators/disease.html")]
struct DiseasePage {
    page: Page,
    choices: Choices,
    disease: Disease,
    path: String,
    list: String,
    whole: String,
    map_href: String,
    place_chosen: bool,
    sources: Vec<Entry>,
}

impl DiseasePage {
    fn choices(&self) -> &Choices {
        &self.choices
    }
}

fn crumbs(context: &Context) -> Vec<Crumb> {
    vec![
        Crumb::new(context.t("shell-home"), "/"),
        Crumb::new(context.t("indicators-cases-title"), PATH),
    ]
}

/// All diseases in the chosen place and weeks.
pub(crate) async fn list(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let cases = shelf.visible(&app, &context).await?;
    let words = Words::of(&app, &context);
    let content = match set_of(&cases, &wish, None) {
        None if !wish.quelle.trim().is_empty() => return Err(Error::NotFound),
        None => None,
        Some((set, _)) => {
            let chosen = choose(&words, &cases, set, &wish)?;
            Some(ListContent {
                title: words.with(
                    "indicators-cases-list-title",
                    &[
                        ("where", words.place_in(chosen.district).into()),
                        ("weeks", view::span_words(&words, &chosen).into()),
                    ],
                ),
                rows: view::list(&words, &chosen)?,
                credit: view::credit(&words, set),
                as_of: view::as_of(&words, set),
                choices: Choices::of(&words, &chosen, PATH.to_owned()),
            })
        }
    };
    let page = context.page(context.t("indicators-cases-title"), crumbs(&context));
    let answer = render(&ListPage { page, content })?.into_response();
    Ok(public(&headers, answer))
}

/// One disease.
pub(crate) async fn disease(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path(key): Path<String>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let cases = shelf.visible(&app, &context).await?;
    let words = Words::of(&app, &context);
    let (chosen, category) = wanted(&words, &cases, &key, &wish)?;
    let disease = view::disease(&words, &chosen, category)?;
    let path = path_of(chosen.set.key(category));
    let mut way = crumbs(&context);
    way.push(Crumb::new(chosen.set.name(category, context.lang()), &path));
    let has = |set: &CaseSet| set.cube.axes().categories().find(&key).is_ok();
    let sources = cases.sets.iter().filter(|set| has(set));
    let answer = render(&DiseasePage {
        page: context.page(&disease.title, way),
        choices: Choices::of(&words, &chosen, path.clone()),
        list: view::list_href(&chosen),
        whole: format!("{path}?{}", chosen.query("")),
        map_href: format!("{path}/karte?{}", chosen.query("")),
        place_chosen: chosen.district.is_some(),
        sources: sources
            .map(|set| Entry {
                value: format!("{path}?quelle={}", set.set.key),
                label: title(&set.set, context.lang()),
                chosen: set.set.key == chosen.set.set.key,
            })
            .collect(),
        disease,
        path,
    })?;
    Ok(public(&headers, answer.into_response()))
}

/// A disease in a set that the reader may see, and what she chose.
pub(crate) fn wanted<'c>(
    words: &Words<'_>,
    cases: &'c Cases,
    key: &str,
    wish: &Wish,
) -> Result<(Chosen<'c>, Category), Error> {
    let (set, category) = set_of(cases, wish, Some(key)).ok_or(Error::NotFound)?;
    let category = category.ok_or(Error::NotFound)?;
    Ok((choose(words, cases, set, wish)?, category))
}

/// The weeks of a place as CSV, all that there are.
pub(crate) async fn series_csv(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path(key): Path<String>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let cases = shelf.visible(&app, &context).await?;
    let words = Words::of(&app, &context);
    let (chosen, category) = wanted(&words, &cases, &key, &wish)?;
    let set = chosen.set;
    let weeks = set.last().since(set.first()) + 1;
    let area = set.area(chosen.district)?;
    let all = crate::cases::figures::series(set, category, area, chosen.until, weeks)?;
    let open_from = chosen.open_from();
    let place = place_key(&app, chosen.place_key());
    let name = words.place(chosen.district);
    let header = [
        "disease",
        "place",
        "name",
        "week",
        "state",
        "complete",
        "cases",
        "earlier_min",
        "earlier_median",
        "earlier_max",
    ];
    let rows = all.iter().map(|one| {
        let earlier = |value: fn(&(u32, f64, u32)) -> String| {
            one.earlier.as_ref().map_or(String::new(), value)
        };
        vec![
            key.clone(),
            place.clone(),
            name.clone(),
            one.week.to_string(),
            state_of(one.cases).to_owned(),
            (one.week < open_from).to_string(),
            one.cases.to_string(),
            earlier(|(low, _, _)| low.to_string()),
            earlier(|(_, median, _)| median.to_string()),
            earlier(|(_, _, high)| high.to_string()),
        ]
    });
    let body = text_of(&header, rows)?;
    let name = format!("{key}_{place}.csv");
    Ok(file(&headers, "text/csv; charset=utf-8", &name, body))
}

/// The state and all districts over the chosen weeks as CSV.
pub(crate) async fn places_csv(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path(key): Path<String>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let cases = shelf.visible(&app, &context).await?;
    let words = Words::of(&app, &context);
    let (chosen, category) = wanted(&words, &cases, &key, &wish)?;
    let numbers = view::numbers(&chosen, category)?;
    let (from, until) = chosen.weeks();
    let header = [
        "disease",
        "from",
        "until",
        "place",
        "name",
        "state",
        "cases",
        "inhabitants",
        "rate_per_100000",
        "rate_lower",
        "rate_upper",
    ];
    let rows = numbers.places.iter().map(|one| {
        let rate = |value: fn(&rates::Estimate) -> f64| {
            one.rate
                .as_ref()
                .map_or(String::new(), |rate| format!("{:.4}", value(rate)))
        };
        vec![
            key.clone(),
            from.to_string(),
            until.to_string(),
            place_key(
                &app,
                one.district.as_ref().map_or("", |district| &district.key),
            ),
            words.place(one.district.as_ref()),
            state_of(one.cases).to_owned(),
            one.cases.to_string(),
            one.inhabitants.to_string(),
            rate(|rate| rate.value),
            rate(|rate| rate.interval.lower),
            rate(|rate| rate.interval.upper),
        ]
    });
    let body = text_of(&header, rows)?;
    let name = format!("{key}_{from}_{until}.csv");
    Ok(file(&headers, "text/csv; charset=utf-8", &name, body))
}

/// The map as a file that stands alone.
pub(crate) async fn map_svg(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path(key): Path<String>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let cases = shelf.visible(&app, &context).await?;
    let words = Words::of(&app, &context);
    let (chosen, category) = wanted(&words, &cases, &key, &wish)?;
    let numbers = view::numbers(&chosen, category)?;
    let map = view::map(&words, &chosen, category, &numbers.places, false);
    let set = chosen.set;
    let title = view::map_title(&words, &chosen, &set.name(category, context.lang()));
    let notes = [
        view::as_of(&words, set),
        view::credit(&words, set),
        words.with("indicators-source-map", &[("map", MAP_SOURCE.into())]),
    ];
    let caption = Caption {
        title: &title,
        notes: &notes,
        lang: context.lang().tag(),
    };
    let body = sheet(&map, &caption);
    let name = format!("{key}_{}.svg", chosen.until);
    Ok(file(&headers, "image/svg+xml", &name, body))
}

/// The name of the state of a count in files and answers. Sets of other states are not shown at all.
pub(crate) fn state_of(cases: u64) -> &'static str {
    let state = if cases == 0 {
        crate::model::CellState::Zero
    } else {
        crate::model::CellState::Value
    };
    state.name()
}

/// The key of a district, or of the state.
pub(crate) fn place_key(app: &App, district: &str) -> String {
    if district.is_empty() {
        app.settings.state_ags.to_string()
    } else {
        district.to_owned()
    }
}
