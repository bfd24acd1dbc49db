// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The figures of a year as tables and as a chart. They name nobody.

use ::figures::{Line, LineKind, Series, Slot, series};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, Response};
use jiff::civil::Date;
use kernel::berlin_date;
use serde::Deserialize;
use tables::{Cell, Column, Sheet};
use web::{App, Context, Crumb, Error, Page, render};

use super::{May, book_answer, csv_answer, kind_name, plan_for, plan_path, way};
use crate::actions;
use crate::inspecting::counting::{self, Year};
use crate::model::Project;
use crate::store::inspecting::{facilities, figures};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct YearQuery {
    jahr: String,
}

#[derive(Template)]
#[template(path = "fieldwork/inspecting/figures.html")]
struct FiguresPage {
    page: Page,
    base: String,
    tab: &'static str,
    may: May,
    year: String,
    before: String,
    after: String,
    table: String,
    book: String,
    wide: String,
    narrow: String,
    kinds: Vec<(String, i64, i64)>,
    planned: i64,
    done: i64,
    in_time: String,
    overdue: i64,
    facilities: i64,
    found: Vec<(String, String, i64)>,
    defects: i64,
    repeats: i64,
    mended: usize,
    median: Option<i64>,
}

/// The year that an address names; this one otherwise.
fn year_of(app: &App, query: &YearQuery) -> i16 {
    let today = berlin_date(app.clock.now());
    let named = query.jahr.parse().ok();
    named
        .filter(|year| (2000..=2100).contains(year))
        .unwrap_or(today.year())
}

async fn load(app: &App, project: &Project, year: i16) -> Result<Year, Error> {
    let conn = app.db.read();
    let days = counting::days_of(year);
    let inspections = figures::inspections(conn, project.id, days).await?;
    let defects = figures::defects(conn, project.id, days).await?;
    Ok(counting::count(year, &inspections, &defects))
}

/// The chart: what was done month by month.
fn chart(
    context: &Context,
    (year, today): (i16, Date),
    figures: &Year,
    (id, width): (&str, f64),
) -> String {
    let lang = context.lang();
    let title = context.t_with("inspect-chart-title", &[("year", year.to_string().into())]);
    let slots: Vec<Slot> = (1_i8..=12)
        .zip(figures.months)
        .map(|(month, count)| {
            let name = web::format::month(lang, year, month);
            let facts = [("month", name.into()), ("count", count.into())];
            Slot {
                tick: month.to_string(),
                group: year.to_string(),
                title: context.t_with("inspect-chart-month", &facts),
            }
        })
        .collect();
    // Months that are still to come have no value.
    let come = (1_i8..=12).zip(figures.months);
    let values = come.map(|(month, count)| {
        let has_come = (year, month) <= (today.year(), today.month());
        has_come.then_some(count as f64)
    });
    let lines = [Line {
        name: context.t("inspect-state-done-short"),
        last: String::new(),
        kind: LineKind::Main,
        values: values.collect(),
    }];
    series(&Series {
        id,
        title: &title,
        description: &context.t("inspect-chart-text"),
        width,
        height: 260.0,
        axis_title: &context.t("inspect-chart-axis"),
        tick: &|value| {
            let places = usize::from(value.fract() > 0.0);
            web::format::decimal(lang, value, places)
        },
        slots: &slots,
        ranges: &[],
        lines: &lines,
        bands: &[],
        thresholds: &[],
    })
    .svg
}

/// Shows the figures of a year.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
    Query(query): Query<YearQuery>,
) -> Result<Html<String>, Error> {
    let (project, _) = plan_for(&app, &context, actions::PROJECT_READ, &number).await?;
    let year = year_of(&app, &query);
    let figures = load(&app, &project, year).await?;
    let conn = app.db.read();
    let today = berlin_date(app.clock.now());
    let overdue = facilities::Filter {
        overdue: true,
        ..facilities::Filter::default()
    };
    let all = facilities::Filter::default();
    let base = plan_path(project.id);
    let path = format!("{base}/statistik");
    let title = context.t("inspect-figures");
    let share = figures.share_in_time();
    render(&FiguresPage {
        page: context.page(
            &title,
            way(&context, &project, vec![Crumb::new(&title, &path)]),
        ),
        tab: "statistik",
        may: May::of(&context, &project),
        before: format!("{path}?jahr={}", year - 1),
        after: format!("{path}?jahr={}", year + 1),
        table: format!("{path}.csv?jahr={year}"),
        book: format!("{path}.xlsx?jahr={year}"),
        wide: chart(
            &context,
            (year, today),
            &figures,
            ("inspections-wide", 720.0),
        ),
        narrow: chart(
            &context,
            (year, today),
            &figures,
            ("inspections-narrow", 360.0),
        ),
        planned: figures.kinds.values().map(|(planned, _)| planned).sum(),
        done: figures.kinds.values().map(|(_, done)| done).sum(),
        kinds: figures
            .kinds
            .iter()
            .map(|(kind, (planned, done))| (kind_name(&context, kind), *planned, *done))
            .collect(),
        in_time: share.map_or(String::new(), |share| {
            web::format::percent(context.lang(), share)
        }),
        overdue: facilities::count(conn, project.id, &overdue, today).await?,
        facilities: facilities::count(conn, project.id, &all, today).await?,
        found: figures
            .found
            .iter()
            .map(|((section, severity), count)| (section.clone(), severity.clone(), *count))
            .collect(),
        defects: figures.defects(),
        repeats: figures.repeats,
        mended: figures.days.len(),
        median: figures.median_days(),
        year: year.to_string(),
        base,
    })
}

/// The same as a table for a spreadsheet.
pub(crate) async fn table(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
    Query(query): Query<YearQuery>,
) -> Result<Response, Error> {
    let (year, sheet) = sheet(&app, &context, &number, &query).await?;
    csv_answer(&format!("begehungen-{year}.csv"), sheet)
}

/// The same as a workbook.
pub(crate) async fn book(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
    Query(query): Query<YearQuery>,
) -> Result<Response, Error> {
    let (year, sheet) = sheet(&app, &context, &number, &query).await?;
    book_answer(&format!("begehungen-{year}.xlsx"), sheet).await
}

async fn sheet(
    app: &App,
    context: &Context,
    number: &str,
    query: &YearQuery,
) -> Result<(i16, Sheet), Error> {
    let (project, _) = plan_for(app, context, actions::PROJECT_READ, number).await?;
    let year = year_of(app, query);
    let figures = load(app, &project, year).await?;
    let columns = [
        ("inspect-figures-sort", 30),
        ("inspect-figures-what", 50),
        ("inspect-figures-number", 12),
    ];
    let mut sheet = Sheet {
        name: format!("{year}"),
        columns: columns
            .map(|(key, width)| Column::new(context.t(key), width))
            .to_vec(),
        ..Sheet::default()
    };
    let mut add = |sort: &str, what: String, number: Cell| {
        sheet
            .rows
            .push(vec![context.t(sort).into(), what.into(), number]);
    };
    for (kind, (planned, done)) in &figures.kinds {
        let kind = kind_name(context, kind);
        add("inspect-planned-year", kind.clone(), Cell::count(*planned));
        add("inspect-done-year", kind, Cell::count(*done));
    }
    for (month, done) in (1_i8..=12).zip(figures.months) {
        let month = web::format::month(context.lang(), year, month);
        add("inspect-done-year", month, Cell::count(done));
    }
    if let Some(share) = figures.share_in_time() {
        let percent = Cell::Number((share * 1_000.0).round() / 10.0);
        add("inspect-in-time", context.t("inspect-percent"), percent);
    }
    for ((section, severity), count) in &figures.found {
        let what = format!("{section}: {severity}");
        add("inspect-defects-found", what, Cell::count(*count));
    }
    let repeats = Cell::count(figures.repeats);
    add(
        "inspect-defects-found",
        context.t("inspect-repeats"),
        repeats,
    );
    if let Some(median) = figures.median_days() {
        let days = context.t("inspect-days");
        add("inspect-median", days, Cell::count(median));
    }
    Ok((year, sheet))
}
