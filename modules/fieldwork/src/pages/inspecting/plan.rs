// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The plan: which facility is due when, who goes there, and setting day and person for many at once.

use std::fmt::Write as _;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Span;
use jiff::civil::Date;
use kernel::{OrganisationId, berlin_date};
use serde::Deserialize;
use tables::{Cell, Column, Sheet};
use web::form::{Fields, encode_component};
use web::{App, Context, Error, Page, render};

use super::{
    May, book_answer, changes_path, csv_answer, day, day_of, facility_path, inspection_path,
    kind_name, name_of, people, person_of, plan_for, plan_path, way,
};
use crate::actions;
use crate::inspecting::visiting::{self, Visit};
use crate::model::Project;
use crate::model::inspecting::Plan;
use crate::pages::{PAGE_SIZE, page_number, pages, project_for};
use crate::store::inspecting::facilities::{self, Filter, Listed, Whose};
use crate::store::inspecting::{changes, plans};

/// The most lines of a table for a spreadsheet.
const MOST: i64 = 20_000;

/// What the address says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PlanQuery {
    filter: String,
    art: String,
    gemeinde: String,
    wer: String,
    text: String,
    seite: String,
}

impl PlanQuery {
    fn filter(&self, context: &Context, today: Date) -> Result<Filter, Error> {
        Ok(Filter {
            overdue: self.filter == "ueberfaellig",
            within: (self.filter == "quartal").then(|| quarter(today)),
            paused: self.filter == "pausiert",
            kind: self.art.clone(),
            ags: self.gemeinde.clone(),
            whose: match self.wer.as_str() {
                "ich" => Whose::Of(context.person()?),
                "niemand" => Whose::Nobodys,
                id => id.parse().map_or(Whose::All, Whose::Of),
            },
            text: self.text.clone(),
        })
    }

    /// Everything but the page, as it ends an address.
    fn kept(&self) -> String {
        let mut text = String::from("?");
        for (name, value) in [
            ("filter", &self.filter),
            ("art", &self.art),
            ("gemeinde", &self.gemeinde),
            ("wer", &self.wer),
            ("text", &self.text),
        ] {
            if !value.is_empty() {
                let _ = write!(text, "{name}={}&", encode_component(value));
            }
        }
        text
    }
}

/// The first and the last day of the quarter of a day.
fn quarter(today: Date) -> (Date, Date) {
    let first = (today.month() - 1) / 3 * 3 + 1;
    let from = jiff::civil::date(today.year(), first, 1);
    let to = from
        .saturating_add(Span::new().months(3))
        .saturating_sub(Span::new().days(1));
    (from, to)
}

#[derive(Template)]
#[template(path = "fieldwork/inspecting/plan.html")]
struct PlanPage {
    page: Page,
    base: String,
    tab: &'static str,
    may: May,
    has_plan: bool,
    unlinked: usize,
    query: PlanQuery,
    kinds: Vec<(String, String)>,
    places: Vec<(String, String)>,
    people: Vec<(String, String)>,
    lines: Vec<Line>,
    count: i64,
    current: u32,
    pages: u32,
    paging: String,
    table: String,
    book: String,
    /// How much the directory says otherwise, and where that is shown.
    changes: i64,
    changes_href: String,
}

struct Line {
    id: String,
    href: String,
    name: String,
    town: String,
    kind: String,
    class: String,
    last: String,
    due: String,
    overdue: bool,
    paused: String,
    planned: String,
    next: String,
    state: &'static str,
    who: String,
}

async fn line(
    app: &App,
    context: &Context,
    (project, plan): (&Project, &Plan),
    listed: Listed,
    today: Date,
) -> Result<Line, Error> {
    let facility = listed.facility;
    let next = listed.next;
    let class = plan.settings.class_of(&facility);
    let is_paused = facility.is_paused(today);
    Ok(Line {
        id: facility.institution.to_string(),
        href: facility_path(project.id, facility.institution),
        kind: kind_name(context, &facility.kind),
        class: class.map_or(String::new(), |class| class.title.clone()),
        last: day(context, facility.last_on),
        due: day(context, Some(facility.due_on)),
        overdue: facility.due_on < today,
        paused: day(context, facility.paused_until.filter(|_| is_paused)),
        planned: match next.as_ref().map(|next| next.planned_on) {
            Some(None) => context.t("inspect-no-day"),
            planned => day(context, planned.flatten()),
        },
        state: next.as_ref().map_or("", |next| next.state.name()),
        who: name_of(app, next.as_ref().and_then(|next| next.person)).await?,
        next: next.map_or(String::new(), |next| inspection_path(project.id, next.id)),
        name: facility.name,
        town: facility.town,
    })
}

/// The names of municipalities by key.
pub(super) async fn place_names(
    app: &App,
    keys: Vec<String>,
) -> Result<Vec<(String, String)>, Error> {
    let mut names: Vec<(String, String)> = Vec::new();
    for key in keys {
        if key.is_empty() || names.iter().any(|(known, _)| *known == key) {
            continue;
        }
        let ags = key.parse().ok();
        let found = match &ags {
            Some(ags) => directory::municipality(app.db.read(), ags).await?,
            None => None,
        };
        let name = found.map_or_else(|| key.clone(), |found| found.name);
        names.push((key, name));
    }
    names.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(names)
}

/// Shows the plan; a project that has none yet says how to make it one of inspections.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
    Query(query): Query<PlanQuery>,
) -> Result<Response, Error> {
    let project = project_for(&app, &context, actions::PROJECT_READ, &number).await?;
    let conn = app.db.read();
    let today = berlin_date(app.clock.now());
    let plan = plans::find(conn, project.id).await?;
    let base = plan_path(project.id);
    let mut shown = PlanPage {
        page: context.page(
            context.t("inspect-plan"),
            way(&context, &project, Vec::new()),
        ),
        tab: "plan",
        may: May::of(&context, &project),
        has_plan: plan.is_some(),
        unlinked: 0,
        kinds: Vec::new(),
        places: Vec::new(),
        people: people(&app, &project).await?,
        lines: Vec::new(),
        count: 0,
        current: 1,
        pages: 1,
        paging: format!("{base}{}seite=", query.kept()),
        table: format!("{base}/plan.csv{}", query.kept()),
        book: format!("{base}/plan.xlsx{}", query.kept()),
        changes: 0,
        changes_href: changes_path(project.id),
        base,
        query,
    };
    if let Some(plan) = plan {
        let filter = shown.query.filter(&context, today)?;
        shown.count = facilities::count(conn, project.id, &filter, today).await?;
        shown.pages = pages(shown.count);
        shown.current = page_number(&shown.query.seite).min(shown.pages);
        let part = (i64::from(shown.current - 1) * PAGE_SIZE, PAGE_SIZE);
        for listed in facilities::page(conn, project.id, &filter, today, part).await? {
            let line = line(&app, &context, (&project, &plan), listed, today).await?;
            shown.lines.push(line);
        }
        let found = facilities::places(conn, project.id).await?;
        for (kind, _) in &found {
            if !shown.kinds.iter().any(|(known, _)| known == kind) {
                shown.kinds.push((kind.clone(), kind_name(&context, kind)));
            }
        }
        let keys = found.into_iter().map(|(_, ags)| ags).collect();
        shown.places = place_names(&app, keys).await?;
        shown.changes = changes::count_open(conn, project.id).await?;
        shown.unlinked = plans::unlinked(conn, &plan, 100).await?.len();
    }
    Ok(render(&shown)?.into_response())
}

/// The plan as a table for a spreadsheet.
pub(crate) async fn table(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
    Query(query): Query<PlanQuery>,
) -> Result<Response, Error> {
    let sheet = sheet(&app, &context, &number, &query).await?;
    csv_answer("begehungsplan.csv", sheet)
}

/// The same as a workbook.
pub(crate) async fn book(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
    Query(query): Query<PlanQuery>,
) -> Result<Response, Error> {
    let sheet = sheet(&app, &context, &number, &query).await?;
    book_answer("begehungsplan.xlsx", sheet).await
}

async fn sheet(
    app: &App,
    context: &Context,
    number: &str,
    query: &PlanQuery,
) -> Result<Sheet, Error> {
    let (project, plan) = plan_for(app, context, actions::PROJECT_READ, number).await?;
    let today = berlin_date(app.clock.now());
    let filter = query.filter(context, today)?;
    let columns = [
        ("inspect-facility", 40),
        ("inspect-town", 20),
        ("inspect-kind", 24),
        ("inspect-class", 14),
        ("inspect-last", 14),
        ("inspect-due", 14),
        ("inspect-planned", 14),
        ("inspect-person", 24),
    ];
    let mut sheet = Sheet {
        name: context.t("inspect-plan"),
        columns: columns
            .map(|(key, width)| Column::new(context.t(key), width))
            .to_vec(),
        ..Sheet::default()
    };
    let found = facilities::page(app.db.read(), project.id, &filter, today, (0, MOST)).await?;
    let known = |day: Option<Date>| day.map_or(Cell::from(""), Cell::Day);
    for listed in found {
        let dates = [
            known(listed.facility.last_on),
            known(Some(listed.facility.due_on)),
            known(listed.next.as_ref().and_then(|next| next.planned_on)),
        ];
        let line = line(app, context, (&project, &plan), listed, today).await?;
        let mut row = [line.name, line.town, line.kind, line.class]
            .map(Cell::from)
            .to_vec();
        row.extend(dates);
        row.push(line.who.into());
        sheet.rows.push(row);
    }
    Ok(sheet)
}

/// Sets day and person of the next inspection of the chosen facilities.
pub(crate) async fn plan(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let (project, plan) = plan_for(&app, &context, actions::INSPECTION_PLAN, &number).await?;
    let back = plan_path(project.id);
    let back = web::form::local_target(fields.text("zurueck"), &back).to_owned();
    let chosen = fields.all("einrichtung").map(str::parse::<OrganisationId>);
    let chosen: Vec<OrganisationId> = chosen.filter_map(Result::ok).collect();
    let visit = Visit {
        day: day_of(fields.text("termin")).unwrap_or(None),
        person: person_of(&app, &project, fields.text("person")).await?,
    };
    let today = berlin_date(app.clock.now());
    let refused = if chosen.is_empty() {
        Some("inspect-plan-nothing")
    } else if visit.day.is_none() && visit.person.is_none() {
        Some("inspect-plan-neither")
    } else if visit.day.is_some_and(|day| day < today) {
        Some("inspect-day-past")
    } else {
        None
    };
    if let Some(key) = refused {
        let text = context.t(key);
        context.flash("warning", text).await?;
        return Ok(Redirect::to(&back));
    }
    let who = context.person()?;
    let planned = visiting::plan_next(&app, &project, &plan, &chosen, (visit, who)).await?;
    let text = context.t_with("inspect-plan-done", &[("count", planned.into())]);
    context.flash("success", text).await?;
    Ok(Redirect::to(&back))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::quarter;

    #[test]
    fn a_quarter_has_three_whole_months() {
        let wanted = (date(2026, 10, 1), date(2026, 12, 31));
        assert_eq!(quarter(date(2026, 11, 18)), wanted);
        let wanted = (date(2028, 1, 1), date(2028, 3, 31));
        assert_eq!(quarter(date(2028, 2, 29)), wanted);
    }
}
