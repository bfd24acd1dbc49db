// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files to take away: a week or a series as a table, map and chart as pictures.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use columnar::Kind;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use kernel::IsoWeek;
use sha2::{Digest, Sha256};
use web::{App, Context, Error};

use super::files::{Drawing, drawing_file, table_file};
use crate::choice::{Choice, Chosen, choose, this_week};
use crate::model::{Cell, District, KRANKENSTAND, Season};
use crate::pages::public;
use crate::pictures::{self, MAP_SOURCE};
use crate::shelf::{Shelf, Snapshot};
use crate::standalone::{Caption, sheet};
use crate::table::{self, Credit, FigureTable, TableFormat};
use crate::view;
use crate::words::Words;

/// All districts and the state in one week as CSV, where it has always been.
pub(crate) async fn week_csv(
    shelf: Arc<Shelf>,
    State(app): State<App>,
    context: Context,
    Query(choice): Query<Choice>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let (snapshot, words) = needed(&shelf, &app, &context).await?;
    let chosen = choose(&words, &snapshot.figures, this_week(&app), &choice)?;
    let table = week_table(&app, &words, &snapshot, &chosen);
    table_file(&headers, &words, &table, TableFormat::Csv)
}

/// A file of the indicator: `woche` and `reihe` as tables, `karte` and `reihe` as drawings.
pub(crate) async fn figure_file(
    shelf: Arc<Shelf>,
    State(app): State<App>,
    context: Context,
    Path(name): Path<String>,
    Query(choice): Query<Choice>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let (snapshot, words) = needed(&shelf, &app, &context).await?;
    let (what, end) = name.rsplit_once('.').ok_or(Error::NotFound)?;
    let chosen = choose(&words, &snapshot.figures, this_week(&app), &choice)?;
    if let Ok(format) = end.parse::<TableFormat>() {
        let table = match what {
            "woche" => week_table(&app, &words, &snapshot, &chosen),
            "reihe" => series_table(&app, &words, &snapshot, &chosen),
            _ => return Err(Error::NotFound),
        };
        return table_file(&headers, &words, &table, format);
    }
    let (title, svg, legend) = match what {
        "karte" => {
            let (week, now) = (chosen.week, chosen.now);
            let map = pictures::draw_map(&words, &snapshot, week, now, chosen.district, false);
            (pictures::map_title(&words, week), map.svg, map.legend)
        }
        "reihe" => {
            let season = Season::of(chosen.week);
            let [wide, _] =
                pictures::charts(&words, &snapshot, chosen.district, season, chosen.now);
            let title = pictures::chart_title(&words, chosen.district, season);
            (title, wide.svg.clone(), Vec::new())
        }
        _ => return Err(Error::NotFound),
    };
    let mut notes = vec![view::updated(&words, &snapshot)];
    if !snapshot.figures.is_complete(chosen.week, chosen.now) {
        notes.insert(0, words.t("indicators-incomplete-title"));
    }
    notes.push(words.t("indicators-source-figures"));
    if what == "karte" {
        notes.push(words.with("indicators-source-map", &[("map", MAP_SOURCE.into())]));
    }
    let caption = Caption {
        title: &title,
        notes: &notes,
        lang: words.lang.tag(),
    };
    let place = place(&app, chosen.district);
    let name = match what {
        "karte" => format!("{}_{}", KRANKENSTAND.name, chosen.week),
        _ => format!("{}_{place}", KRANKENSTAND.name),
    };
    let svg = sheet(&svg, &legend, &caption);
    drawing_file(&headers, Drawing { name, svg }, end).await
}

/// All districts and the state in one week.
fn week_table(
    app: &App,
    words: &Words<'_>,
    snapshot: &Snapshot,
    chosen: &Chosen<'_>,
) -> FigureTable {
    let figures = &snapshot.figures;
    let (week, now) = (chosen.week, chosen.now);
    let districts = figures.districts().iter().map(|district| {
        let cell = figures.cell(district, week, now);
        row(app, words, Some(district), week, &cell)
    });
    let whole = row(app, words, None, week, &figures.whole(week, now));
    FigureTable {
        name: format!("{}_{week}", KRANKENSTAND.name),
        title: pictures::map_title(words, week),
        rows: std::iter::once(whole).chain(districts).collect(),
        ..table(
            words,
            snapshot,
            words.t("indicators-week"),
            words.week(week),
        )
    }
}

/// One place in all weeks.
fn series_table(
    app: &App,
    words: &Words<'_>,
    snapshot: &Snapshot,
    chosen: &Chosen<'_>,
) -> FigureTable {
    let figures = &snapshot.figures;
    let (district, now) = (chosen.district, chosen.now);
    let weeks = figures.all_weeks(now).into_iter();
    let name = words.place(district);
    FigureTable {
        name: format!("{}_{}", KRANKENSTAND.name, place(app, district)),
        title: format!("{}: {name}", words.t("indicators-title")),
        rows: weeks
            .map(|week| {
                row(
                    app,
                    words,
                    district,
                    week,
                    &figures.place(district, week, now),
                )
            })
            .collect(),
        ..table(words, snapshot, words.t("indicators-column-place"), name)
    }
}

/// What both tables have in common.
fn table(words: &Words<'_>, snapshot: &Snapshot, label: String, value: String) -> FigureTable {
    let as_of = snapshot.figures.updated().map(kernel::berlin_date);
    FigureTable {
        name: String::new(),
        title: String::new(),
        columns: vec![
            ("week", Kind::Text),
            ("place", Kind::Text),
            ("name", Kind::Text),
            ("state", Kind::Text),
            ("facilities", Kind::Integer),
            ("ill", Kind::Integer),
            ("cared_for", Kind::Integer),
            ("share_percent", Kind::Decimal),
        ],
        rows: Vec::new(),
        chosen: vec![(label, value)],
        credit: Credit {
            source: words.t("indicators-source-figures"),
            licence: String::new(),
            as_of: as_of.map_or(String::new(), |day| day.to_string()),
        },
    }
}

fn row(
    app: &App,
    words: &Words<'_>,
    district: Option<&District>,
    week: IsoWeek,
    cell: &Cell,
) -> Vec<table::Cell> {
    let share = cell.share();
    let count = |number: i64| table::Cell::count(share.and(u64::try_from(number.max(0)).ok()));
    vec![
        table::Cell::text(week.to_string()),
        table::Cell::text(place(app, district)),
        table::Cell::text(words.place(district)),
        table::Cell::text(cell.state.name()),
        count(cell.sums.facilities),
        count(cell.sums.ill),
        count(cell.sums.cared_for),
        table::Cell::number(share.map(|share| share * 100.0), 2),
    ]
}

fn place(app: &App, district: Option<&District>) -> String {
    district.map_or_else(|| app.settings.state_ags.to_string(), |one| one.key.clone())
}

async fn needed<'a>(
    shelf: &Shelf,
    app: &'a App,
    context: &Context,
) -> Result<(Arc<Snapshot>, Words<'a>), Error> {
    let snapshot = shelf.snapshot(app).await?;
    let words = Words::of(app, context);
    if snapshot.figures.is_empty() {
        return Err(Error::Invalid(words.t("indicators-empty-text")));
    }
    Ok((snapshot, words))
}

/// The answer with a file, or «not changed» if the reader has it already.
pub(crate) fn file(
    headers: &HeaderMap,
    kind: &'static str,
    name: &str,
    body: impl AsRef<[u8]> + Into<Body>,
) -> Response {
    let mut answer = tagged(headers, kind, body);
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        answer
            .headers_mut()
            .insert(header::CONTENT_DISPOSITION, value);
    }
    public(headers, answer)
}

/// A body with the digest of its content as its tag.
pub(crate) fn tagged(
    headers: &HeaderMap,
    kind: &'static str,
    body: impl AsRef<[u8]> + Into<Body>,
) -> Response {
    let digest = Sha256::digest(body.as_ref());
    // Weak, because the answer may be compressed on its way.
    let tag = format!("W/\"{}\"", hex::encode(&digest[..16]));
    let known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|tags| tags.split(',').any(|known| known.trim() == tag));
    let mut answer = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, kind)], body.into()).into_response()
    };
    if let Ok(value) = HeaderValue::from_str(&tag) {
        answer.headers_mut().insert(header::ETAG, value);
    }
    answer
}
