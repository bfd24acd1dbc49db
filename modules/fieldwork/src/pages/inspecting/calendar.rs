// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The inspections of a month, day by day.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Html;
use jiff::Span;
use jiff::civil::{Date, date};
use kernel::berlin_date;
use serde::Deserialize;
use web::{App, Context, Crumb, Error, Page, render};

use super::{May, inspection_path, name_of, plan_for, plan_path, way};
use crate::actions;
use crate::store::inspecting::inspections;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct MonthQuery {
    monat: String,
}

#[derive(Template)]
#[template(path = "fieldwork/inspecting/calendar.html")]
struct CalendarPage {
    page: Page,
    base: String,
    tab: &'static str,
    may: May,
    month: String,
    before: String,
    after: String,
    days: Vec<Day>,
}

struct Day {
    day: String,
    lines: Vec<Line>,
}

struct Line {
    name: String,
    href: String,
    occasion: &'static str,
    state: &'static str,
    who: String,
}

/// The first day of a month as an address names it: `2026-11`.
fn first_of(text: &str, today: Date) -> Date {
    let named: Option<Date> = format!("{text}-01").parse().ok();
    named.unwrap_or_else(|| date(today.year(), today.month(), 1))
}

/// Shows a month.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
    Query(query): Query<MonthQuery>,
) -> Result<Html<String>, Error> {
    let (project, _) = plan_for(&app, &context, actions::PROJECT_READ, &number).await?;
    let first = first_of(&query.monat, berlin_date(app.clock.now()));
    let last = first
        .saturating_add(Span::new().months(1))
        .saturating_sub(Span::new().days(1));
    let found = inspections::within(app.db.read(), project.id, (first, last)).await?;
    let mut days: Vec<(Date, Day)> = Vec::new();
    for one in found {
        let inspection = one.inspection;
        let on = inspection.visited_on.or(inspection.planned_on);
        let Some(on) = on else { continue };
        let line = Line {
            name: one.facility,
            href: inspection_path(project.id, inspection.id),
            occasion: inspection.occasion.name(),
            state: inspection.state.name(),
            who: name_of(&app, inspection.person).await?,
        };
        match days.last_mut().filter(|(day, _)| *day == on) {
            Some((_, day)) => day.lines.push(line),
            None => days.push((
                on,
                Day {
                    day: web::format::date(context.lang(), on),
                    lines: vec![line],
                },
            )),
        }
    }
    let base = plan_path(project.id);
    let path = format!("{base}/kalender");
    let month = |months: i64| {
        let first = first.saturating_add(Span::new().months(months));
        format!("{path}?monat={}", first.strftime("%Y-%m"))
    };
    let title = context.t("inspect-calendar");
    render(&CalendarPage {
        page: context.page(
            &title,
            way(&context, &project, vec![Crumb::new(&title, &path)]),
        ),
        tab: "kalender",
        may: May::of(&context, &project),
        month: web::format::month(context.lang(), first.year(), first.month()),
        before: month(-1),
        after: month(1),
        days: days.into_iter().map(|(_, day)| day).collect(),
        base,
    })
}
