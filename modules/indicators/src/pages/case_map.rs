// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The maps of a disease: their page and their file.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use columnar::Kind;
use disclosure::Shown;
use http::HeaderMap;
use serde::Deserialize;
use web::{App, Context, Crumb, Error, Page, render};

use super::cases::{Wish, choose_of, exact_set_of, path_of};
use super::files::table_file;
use super::public;
use crate::cases::map::{self, Beside, Level, View, Wanted};
use crate::cases::numbers::state;
use crate::cases::places::{Spot, sees_towns};
use crate::cases::shelf::CaseShelf;
use crate::cases::view;
use crate::cases::{Cases, LONG_SPANS, SPANS};
use crate::pictures::MAP_SOURCE;
use crate::table::{Cell, Credit, FigureTable, TableFormat};
use crate::view::Entry;
use crate::words::Words;

/// How many places a name finds at most.
const MOST_FOUND: usize = 20;

/// What a reader chose in the address, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct MapWish {
    quelle: String,
    bis: String,
    spanne: String,
    /// `kreis` or `gemeinde`.
    ebene: String,
    /// The district whose municipalities are shown.
    kreis: String,
    /// `rate` or `glatt`.
    wert: String,
    /// `wochen` or `jahre`: several maps beside each other.
    bilder: String,
    /// A name, or the beginning of one.
    suche: String,
}

/// The address of a map of another level with the same choice.
pub(crate) fn address(wanted: &Wanted<'_>, level: Level<'_>) -> String {
    let set = wanted.chosen.set;
    let mut query = wanted.chosen.query("");
    let same = (wanted.level == Level::Districts) == (level == Level::Districts);
    if !same {
        // Weeks that suit districts say next to nothing of municipalities, and the other way round.
        query = format!("quelle={}", set.set.key);
    }
    match level {
        Level::Districts => {}
        Level::Towns => query.push_str("&ebene=gemeinde"),
        Level::TownsOf(district) => {
            query.push_str("&ebene=gemeinde&kreis=");
            query.push_str(&district.key);
        }
    }
    if same && wanted.chosen.span == SPANS[0] {
        query = format!("{query}&spanne={}", SPANS[0]);
    }
    if wanted.smooth {
        query.push_str("&wert=glatt");
    }
    match wanted.beside {
        Some(Beside::Weeks) => query.push_str("&bilder=wochen"),
        Some(Beside::Years) => query.push_str("&bilder=jahre"),
        None => {}
    }
    format!("{}/karte?{query}", path_of(set.key(wanted.category)))
}

/// A place that a name found.
struct Found {
    name: String,
    href: String,
}

#[derive(Template)]
#[template(path = "indicators/case_map.html")]
struct MapPage {
    page: Page,
    view: View,
    path: String,
    back: String,
    set: String,
    level: &'static str,
    district: String,
    /// The way back from one district to the whole state.
    whole: Option<String>,
    levels: Vec<Entry>,
    weeks: Vec<Entry>,
    spans: Vec<Entry>,
    smooth: bool,
    /// `wochen` or `jahre`: which maps stand beside each other; empty for none.
    beside: &'static str,
    search: String,
    found: Vec<Found>,
    csv: String,
    credit: String,
    map_source: String,
    as_of: String,
}

async fn wanted<'c>(
    app: &App,
    context: &Context,
    words: &Words<'_>,
    cases: &'c Cases,
    key: &str,
    wish: &MapWish,
) -> Result<Wanted<'c>, Error> {
    let base = Wish {
        quelle: wish.quelle.clone(),
        ort: String::new(),
        bis: wish.bis.clone(),
        spanne: wish.spanne.clone(),
        ..Wish::default()
    };
    let (set, category) = exact_set_of(cases, &base, Some(key)).ok_or(Error::NotFound)?;
    let category = category.ok_or(Error::NotFound)?;
    let sees_towns = sees_towns(app, context, set).await?;
    let place = wish.kreis.trim();
    let level = match (wish.ebene.trim(), place) {
        ("gemeinde", _) if !sees_towns => return Err(Error::NotFound),
        ("gemeinde", "") => Level::Towns,
        ("gemeinde", _) => match Spot::find(cases, "", place) {
            Some(Spot::District(district)) => Level::TownsOf(district),
            _ => return Err(Error::Invalid(words.t("indicators-unknown-district"))),
        },
        _ => Level::Districts,
    };
    let spans = if level == Level::Districts {
        &SPANS
    } else {
        &LONG_SPANS
    };
    Ok(Wanted {
        chosen: choose_of(words, cases, set, &base, spans)?,
        category,
        level,
        smooth: wish.wert.trim() == "glatt",
        beside: match wish.bilder.trim() {
            "wochen" => Some(Beside::Weeks),
            "jahre" => Some(Beside::Years),
            _ => None,
        },
        sees_towns,
    })
}

/// Districts and municipalities whose names begin with what was typed, then those that contain it.
fn find(words: &Words<'_>, wanted: &Wanted<'_>, typed: &str) -> Vec<Found> {
    let typed = typed.trim().to_lowercase();
    if typed.is_empty() {
        return Vec::new();
    }
    let cases = wanted.chosen.cases;
    let districts = cases
        .districts
        .iter()
        .map(|one| Spot::District(&one.district));
    let towns = cases.towns.iter();
    let towns = towns.filter_map(|town| Spot::find(cases, "", &town.key));
    let mut found: Vec<(bool, String, Spot<'_>)> = districts
        .chain(towns)
        .filter_map(|spot| {
            let name = match spot {
                Spot::State => return None,
                Spot::District(district) => district.name.to_lowercase(),
                Spot::Town(town, _) => town.name.to_lowercase(),
            };
            let within = name.contains(&typed);
            within.then(|| (!name.starts_with(&typed), spot.name(words), spot))
        })
        .collect();
    found.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    found.truncate(MOST_FOUND);
    let link = |spot: Spot<'_>| {
        let key = match spot {
            Spot::Town(town, _) if wanted.sees_towns => &town.key,
            _ => spot.district().map_or("", |district| &district.key),
        };
        let disease = wanted.chosen.set.key(wanted.category);
        format!(
            "{}?quelle={}&krankheit={disease}",
            super::regions::path_of(key),
            wanted.chosen.set.set.key
        )
    };
    found
        .into_iter()
        .map(|(_, name, spot)| Found {
            name,
            href: link(spot),
        })
        .collect()
}

/// The maps of a disease.
pub(crate) async fn page(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path(key): Path<String>,
    Query(wish): Query<MapWish>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let cases = shelf.visible(&app, &context).await?;
    let words = Words::of(&app, &context);
    let wanted = wanted(&app, &context, &words, &cases, &key, &wish).await?;
    let chosen = &wanted.chosen;
    let set = chosen.set;
    let name = set.name(wanted.category, context.lang());
    let disease = path_of(set.key(wanted.category));
    let title = words.with(
        "indicators-karte-title",
        &[("disease", name.as_str().into())],
    );
    let way = vec![
        Crumb::new(context.t("shell-home"), "/"),
        Crumb::new(context.t("indicators-cases-title"), super::cases::PATH),
        Crumb::new(name, &disease),
        Crumb::new(title.clone(), format!("{disease}/karte")),
    ];
    let (level, district) = match wanted.level {
        Level::Districts => ("kreis", String::new()),
        Level::Towns => ("gemeinde", String::new()),
        Level::TownsOf(district) => ("gemeinde", district.key.clone()),
    };
    let tab = |of: Level<'_>, key: &str| Entry {
        value: address(&wanted, of),
        label: words.t(key),
        chosen: (of == Level::Districts) == (wanted.level == Level::Districts),
    };
    let levels = if wanted.sees_towns {
        vec![
            tab(Level::Districts, "indicators-karte-districts"),
            tab(Level::Towns, "indicators-karte-towns"),
        ]
    } else {
        Vec::new()
    };
    let own = address(&wanted, wanted.level);
    let spans: &[i32] = if level == "kreis" {
        &SPANS
    } else {
        &LONG_SPANS
    };
    let answer = render(&MapPage {
        page: context.page(&title, way),
        view: map::view(&words, &wanted)?,
        back: format!("{disease}?{}", chosen.query("")),
        set: set.set.key.to_string(),
        level,
        whole: matches!(wanted.level, Level::TownsOf(_)).then(|| address(&wanted, Level::Towns)),
        district,
        levels,
        weeks: view::week_entries(&words, chosen),
        spans: view::span_entries(&words, chosen, spans),
        smooth: wanted.smooth,
        beside: match wanted.beside {
            Some(Beside::Weeks) => "wochen",
            Some(Beside::Years) => "jahre",
            None => "",
        },
        found: find(&words, &wanted, &wish.suche),
        search: wish.suche.trim().to_owned(),
        csv: own.replacen("/karte?", "/karte.csv?", 1),
        credit: view::credit(&words, set),
        map_source: words.with("indicators-source-map", &[("map", MAP_SOURCE.into())]),
        as_of: view::as_of(&words, set),
        path: format!("{disease}/karte"),
    })?;
    Ok(public(&headers, answer.into_response()))
}

/// All areas of a map as CSV.
pub(crate) async fn csv(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path(key): Path<String>,
    Query(wish): Query<MapWish>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let cases = shelf.visible(&app, &context).await?;
    let words = Words::of(&app, &context);
    let wanted = wanted(&app, &context, &words, &cases, &key, &wish).await?;
    let (from, until) = wanted.chosen.weeks();
    let cells = map::cells(&wanted, (from, until))?;
    let number = |value: Option<f64>| Cell::number(value, 4);
    let rows = cells.iter().map(|cell| {
        vec![
            Cell::text(&key),
            Cell::text(from.to_string()),
            Cell::text(until.to_string()),
            Cell::text(cell.spot.key()),
            Cell::text(cell.spot.name(&words)),
            Cell::text(state(Shown::of_count(cell.cases)).name()),
            Cell::Count(cell.cases),
            Cell::Count(cell.inhabitants),
            number(cell.rate.map(|rate| rate.value)),
            number(cell.rate.map(|rate| rate.interval.lower)),
            number(cell.rate.map(|rate| rate.interval.upper)),
            number(cell.smoothed),
        ]
    });
    let set = wanted.chosen.set;
    let table = FigureTable {
        name: format!("{key}_karte_{until}"),
        title: set.name(wanted.category, words.lang),
        columns: vec![
            ("disease", Kind::Text),
            ("from", Kind::Text),
            ("until", Kind::Text),
            ("place", Kind::Text),
            ("name", Kind::Text),
            ("state", Kind::Text),
            ("cases", Kind::Integer),
            ("inhabitants", Kind::Integer),
            ("rate_per_100000", Kind::Decimal),
            ("rate_lower", Kind::Decimal),
            ("rate_upper", Kind::Decimal),
            ("rate_smoothed", Kind::Decimal),
        ],
        rows: rows.collect(),
        chosen: Vec::new(),
        credit: Credit::of(&set.set, &set.version),
    };
    table_file(&headers, &words, &table, TableFormat::Csv)
}
