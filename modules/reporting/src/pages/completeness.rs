// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How complete a collection is over time: offices (or at an office its institutions) by periods, as a
//! heat map that is a table, and the same figures as a file.

use std::collections::{BTreeMap, HashMap};

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use kernel::{OrganisationId, berlin_date};
use serde::Deserialize;
use web::{App, Context, Crumb, Error, Page, render};

use super::collection::load;
use super::collections::View;
use crate::model::{Collection, ExpectedStatus, Standing, Within};
use crate::period::Period;
use crate::store;
use crate::store::expected::Mark;

/// How many periods the page shows beside each other.
const COLUMNS: i32 = 26;

#[derive(Template)]
#[template(path = "reporting/completeness.html")]
struct CompletenessPage {
    page: Page,
    path: String,
    title: String,
    periods: Vec<(String, String)>,
    lines: Vec<Line>,
    totals: Vec<Cell>,
    by_institution: bool,
    older: String,
    newer: String,
    csv: String,
    xlsx: String,
}

struct Line {
    name: String,
    cells: Vec<Cell>,
}

/// A cell of the map: how full it is (0 to 4, 5 without anything owed), what it says, and the same in
/// words.
#[derive(Clone)]
struct Cell {
    level: u8,
    text: String,
    words: String,
}

/// The query of the page.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    bis: String,
    #[serde(default)]
    format: String,
}

/// The periods that are shown, the earliest first.
fn shown(collection: &Collection, latest: Period, wish: &str) -> Vec<Period> {
    let season = collection.calendar.season;
    let last = wish
        .parse::<Period>()
        .ok()
        .filter(|period| period.kind() == collection.calendar.unit())
        .map_or(latest, |period| period.min(latest))
        .max(season.from);
    let first = last.plus(1 - COLUMNS).max(season.from);
    (0..=last.since(first))
        .map(|number| first.plus(number))
        .collect()
}

/// The page, or the file.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
    Query(wish): Query<Wish>,
) -> Result<Response, Error> {
    let (collection, view) = load(&app, &context, &collection).await?;
    let conn = app.db.read();
    let office = match &view {
        View::State(_) => None,
        View::Office(office, within) => Some((*office, within)),
    };
    if matches!(wish.format.as_str(), "csv" | "xlsx") {
        let is_book = wish.format == "xlsx";
        return file(&app, &context, &collection, (office, is_book)).await;
    }
    let season = collection.calendar.season;
    let latest = store::standing::latest(conn, collection.id, office.map(|(id, _)| id))
        .await?
        .unwrap_or(season.from);
    let periods = shown(&collection, latest, &wish.bis);
    let span = (periods[0], periods[periods.len() - 1]);
    let standings = store::standing::of_collection(conn, collection.id, span, office).await?;
    let lines = match office {
        None => offices(&app, &context, &periods, &standings).await?,
        Some(part) => institutions(&app, &context, &collection, part, &periods).await?,
    };
    let path = format!("/erhebungen/{}/vollstaendigkeit", collection.id);
    let title = context.t("reporting-map-title");
    let crumbs = vec![
        Crumb::new(context.t("reporting-nav-collections"), "/erhebungen"),
        Crumb::new(&collection.title, format!("/erhebungen/{}", collection.id)),
        Crumb::new(&title, &path),
    ];
    let lang = context.lang();
    let address = |period: Period| format!("{path}?bis={period}");
    let html = render(&CompletenessPage {
        page: context.page(&title, crumbs),
        title: collection.title.clone(),
        older: if span.0 > season.from {
            address(span.0.plus(-1))
        } else {
            String::new()
        },
        newer: if span.1 < latest {
            address(span.1.plus(COLUMNS).min(latest))
        } else {
            String::new()
        },
        csv: format!("{path}?format=csv"),
        xlsx: format!("{path}?format=xlsx"),
        totals: periods
            .iter()
            .map(|period| {
                let of = standings.iter().filter(|one| one.period == *period);
                let (come, expected) = of.fold((0, 0), |(come, expected), one| {
                    (come + one.arrived(), expected + one.expected)
                });
                share(&context, come, expected)
            })
            .collect(),
        periods: periods
            .iter()
            .map(|period| (period.text(lang), period.to_string()))
            .collect(),
        lines,
        by_institution: office.is_some(),
        path,
    })?;
    Ok(html.into_response())
}

/// How many of how many have come.
fn share(context: &Context, come: i64, expected: i64) -> Cell {
    if expected == 0 {
        return Cell {
            level: 5,
            text: "–".to_owned(),
            words: context.t("reporting-map-nothing"),
        };
    }
    let level = match come * 100 / expected {
        100.. => 4,
        90.. => 3,
        75.. => 2,
        50.. => 1,
        _ => 0,
    };
    Cell {
        level,
        text: format!("{come}/{expected}"),
        words: context.t_with(
            "reporting-map-share",
            &[("come", come.into()), ("expected", expected.into())],
        ),
    }
}

async fn offices(
    app: &App,
    context: &Context,
    periods: &[Period],
    standings: &[Standing],
) -> Result<Vec<Line>, Error> {
    let mut by_office: BTreeMap<OrganisationId, BTreeMap<Period, &Standing>> = BTreeMap::new();
    for standing in standings {
        by_office
            .entry(standing.office)
            .or_default()
            .insert(standing.period, standing);
    }
    let names = directory::offices(app.db.read()).await?;
    let mut lines: Vec<Line> = by_office
        .into_iter()
        .map(|(office, by_period)| Line {
            name: names
                .iter()
                .find(|one| one.id == office)
                .map_or(String::new(), |one| one.name.clone()),
            cells: periods
                .iter()
                .map(|period| match by_period.get(period) {
                    Some(one) => share(context, one.arrived(), one.expected),
                    None => share(context, 0, 0),
                })
                .collect(),
        })
        .collect();
    lines.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(lines)
}

async fn institutions(
    app: &App,
    context: &Context,
    collection: &Collection,
    part: (OrganisationId, &Within),
    periods: &[Period],
) -> Result<Vec<Line>, Error> {
    let conn = app.db.read();
    let today = berlin_date(app.clock.now());
    let span = (periods[0], periods[periods.len() - 1]);
    let mut by_institution: BTreeMap<OrganisationId, BTreeMap<Period, Mark>> = BTreeMap::new();
    for (institution, mark) in store::expected::marks(conn, collection.id, part, span).await? {
        by_institution
            .entry(institution)
            .or_default()
            .insert(mark.period, mark);
    }
    let ids: Vec<OrganisationId> = by_institution.keys().copied().collect();
    let names = directory::organisations(conn, &ids).await?;
    // Thousands of cells say one of few things.
    let mut known: HashMap<&'static str, Cell> = HashMap::new();
    let mut lines: Vec<Line> = by_institution
        .into_iter()
        .map(|(institution, marks)| Line {
            name: names
                .iter()
                .find(|one| one.id == institution)
                .map_or(String::new(), |one| one.name.clone()),
            cells: periods
                .iter()
                .map(|period| mark_cell(context, marks.get(period), today, &mut known))
                .collect(),
        })
        .collect();
    lines.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(lines)
}

fn mark_cell(
    context: &Context,
    mark: Option<&Mark>,
    today: Date,
    known: &mut HashMap<&'static str, Cell>,
) -> Cell {
    let (level, name) = match mark {
        None => (5, "none"),
        Some(mark) => match mark.status {
            ExpectedStatus::Missing | ExpectedStatus::Draft if mark.due_on >= today => {
                (5, "waiting")
            }
            ExpectedStatus::Missing | ExpectedStatus::Draft => (0, "missing"),
            ExpectedStatus::Returned => (1, "returned"),
            ExpectedStatus::Zero => (4, "zero"),
            ExpectedStatus::Submitted | ExpectedStatus::Accepted if mark.late => (2, "late"),
            ExpectedStatus::Submitted => (3, "submitted"),
            ExpectedStatus::Accepted => (4, "accepted"),
        },
    };
    let say = || {
        if mark.is_none() {
            return share(context, 0, 0);
        }
        let argument: &[(&str, web::Value)] = &[("mark", name.into())];
        Cell {
            level,
            text: context.t_with("reporting-map-mark", argument),
            words: context.t_with("reporting-map-mark-words", argument),
        }
    };
    known.entry(name).or_insert_with(say).clone()
}

/// All periods of a collection as CSV or as a workbook: one line per office and period.
async fn file(
    app: &App,
    context: &Context,
    collection: &Collection,
    (office, is_book): (Option<(OrganisationId, &Within)>, bool),
) -> Result<Response, Error> {
    let conn = app.db.read();
    let today = berlin_date(app.clock.now());
    let season = collection.calendar.season;
    let span = (season.from, season.to);
    let standings = store::standing::of_collection(conn, collection.id, span, office).await?;
    let offices = directory::offices(conn).await?;
    let columns = [
        (context.t("reporting-period"), 12),
        (context.t("reporting-office"), 40),
        (context.t("reporting-map-due"), 14),
        (context.t("reporting-expected"), 14),
        (context.t("reporting-on-time"), 14),
        (context.t("reporting-late-count"), 14),
        (context.t("reporting-zero-count"), 14),
        (context.t("reporting-accepted"), 14),
        (context.t("reporting-overdue-count"), 14),
        (context.t("reporting-state"), 24),
    ];
    let mut sheet = tables::Sheet {
        name: context.t("reporting-map-sheet"),
        columns: columns
            .into_iter()
            .map(|(heading, width)| tables::Column::new(heading, width))
            .collect(),
        ..tables::Sheet::default()
    };
    for one in standings {
        let name = offices
            .iter()
            .find(|office| office.id == one.office)
            .map_or("", |office| office.name.as_str());
        let state = one.state(
            &collection.approval,
            &collection.calendar,
            collection.status,
            today,
        );
        sheet.rows.push(vec![
            one.period.to_string().into(),
            name.into(),
            tables::Cell::Day(one.due_on),
            tables::Cell::count(one.expected),
            tables::Cell::count(one.on_time()),
            tables::Cell::count(one.late),
            tables::Cell::count(one.zero),
            tables::Cell::count(one.settled),
            tables::Cell::count(one.overdue(today)),
            context
                .t_with("reporting-period-state", &[("state", state.name().into())])
                .into(),
        ]);
    }
    if is_book {
        let bytes = tokio::task::spawn_blocking(move || tables::workbook(&[sheet]));
        let bytes = bytes.await.map_err(Error::internal)?;
        let bytes = bytes.map_err(Error::internal)?;
        return Ok(web::table_file(
            "vollstaendigkeit.xlsx",
            tables::WORKBOOK,
            bytes,
        ));
    }
    let bytes = tables::csv(&sheet).map_err(Error::internal)?;
    Ok(web::csv_file("vollstaendigkeit.csv", bytes))
}
