// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What the directory says otherwise than the plan: taken over by a planner, or left.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, Redirect};
use directory::Organisation;
use kernel::{OrganisationId, berlin_date};
use serde::Deserialize;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::plan::place_names;
use super::{changes_path, day, facility_path, kind_name, plan_for, way};
use crate::actions;
use crate::inspecting::comparing;
use crate::model::inspecting::{Difference, Facility, Noticed};
use crate::pages::{PAGE_SIZE, page_number, pages};
use crate::store::inspecting::{changes, facilities};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wish {
    seite: String,
}

#[derive(Template)]
#[template(path = "fieldwork/inspecting/changes.html")]
struct ChangesPage {
    page: Page,
    path: String,
    lines: Vec<Line>,
    kept: Vec<Line>,
    count: usize,
    current: u32,
    pages: u32,
    paging: String,
}

/// A difference.
struct Line {
    id: String,
    /// What a posted decision names: the institution and what was seen.
    value: String,
    /// The page of the facility; empty if the plan has none.
    href: String,
    name: String,
    difference: &'static str,
    /// What the plan has; empty if it has nothing.
    before: String,
    /// What the directory has.
    now: String,
    effect: &'static str,
    noticed: String,
    kept: String,
}

/// What a facility is like in one line, as far as it differs.
fn shown(
    context: &Context,
    difference: Difference,
    places: &[(String, String)],
    (name, kind, ags, town): (&str, &str, &str, &str),
) -> String {
    let place = || {
        let known = places.iter().find(|(key, _)| key == ags);
        known.map_or_else(|| ags.to_owned(), |(_, name)| name.clone())
    };
    match difference {
        Difference::Kind => kind_name(context, kind),
        Difference::Moved => place(),
        Difference::Renamed => [name, town].join(", "),
        Difference::New => format!("{}, {}", kind_name(context, kind), place()),
        Difference::Closed | Difference::Away => String::new(),
    }
}

fn line(
    context: &Context,
    project: i64,
    noticed: &Noticed,
    (one, facility): (&Organisation, Option<&Facility>),
    (places, effect): (&[(String, String)], comparing::Effect),
) -> Line {
    let kind = one.institution_kind.map_or("other", |kind| kind.name());
    let ags = one.ags.as_ref().map_or("", |ags| ags.as_str());
    let known = facility.filter(|facility| facility.is_chosen);
    let of = |facts| shown(context, noticed.difference, places, facts);
    let before = known.map(|one| of((&one.name, &one.kind, &one.ags, &one.town)));
    let now = match noticed.difference {
        Difference::Closed => day(context, one.valid_to),
        _ => of((&one.name, kind, ags, &one.address.town)),
    };
    Line {
        id: noticed.institution.to_string(),
        value: format!("{}:{}", noticed.institution, noticed.mark()),
        href: facility.map_or(String::new(), |one| facility_path(project, one.institution)),
        name: one.name.clone(),
        difference: noticed.difference.name(),
        before: before.unwrap_or_default(),
        now,
        effect: effect.name(),
        noticed: day(context, Some(noticed.since)),
        kept: day(context, noticed.kept_on),
    }
}

/// Shows what waits for a decision, and what was left as it is.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
    Query(wish): Query<Wish>,
) -> Result<Html<String>, Error> {
    let (project, plan) = plan_for(&app, &context, actions::INSPECTION_PLAN, &number).await?;
    let conn = app.db.read();
    let today = berlin_date(app.clock.now());
    let all = changes::all(conn, project.id).await?;
    let (waiting, decided): (Vec<Noticed>, Vec<Noticed>) =
        all.into_iter().partition(|one| one.kept_on.is_none());
    let count = waiting.len();
    let pages = pages(i64::try_from(count).unwrap_or(i64::MAX));
    let current = page_number(&wish.seite).min(pages);
    let size = usize::try_from(PAGE_SIZE).unwrap_or(50);
    let from = size * usize::try_from(current - 1).unwrap_or(0);
    let waiting: Vec<Noticed> = waiting.into_iter().skip(from).take(size).collect();
    let decided: Vec<Noticed> = decided.into_iter().take(size).collect();
    let ids: Vec<OrganisationId> = waiting
        .iter()
        .chain(&decided)
        .map(|one| one.institution)
        .collect();
    let found = directory::organisations(conn, &ids).await?;
    let found: HashMap<OrganisationId, Organisation> =
        found.into_iter().map(|one| (one.id, one)).collect();
    let mut known: HashMap<OrganisationId, Facility> = HashMap::new();
    for id in ids {
        let facility = facilities::find(conn, project.id, id).await?;
        known.extend(facility.map(|facility| (id, facility)));
    }
    let keys = found.values().filter_map(|one| one.ags.as_ref());
    let keys = keys.map(|ags| ags.as_str().to_owned());
    let keys = keys.chain(known.values().map(|one| one.ags.clone()));
    let places = place_names(&app, keys.collect()).await?;
    let lines = |noticed: Vec<Noticed>| -> Vec<Line> {
        let of = |one: Noticed| {
            let organisation = found.get(&one.institution)?;
            let facility = known.get(&one.institution);
            let effect = comparing::effect(&project, &plan, (organisation, facility), today);
            let about = (organisation, facility);
            Some(line(&context, project.id, &one, about, (&places, effect)))
        };
        noticed.into_iter().filter_map(of).collect()
    };
    let path = changes_path(project.id);
    let title = context.t("inspect-changes");
    render(&ChangesPage {
        page: context.page(
            &title,
            way(&context, &project, vec![Crumb::new(&title, &path)]),
        ),
        lines: lines(waiting),
        kept: lines(decided),
        count,
        current,
        pages,
        paging: format!("{path}?seite="),
        path,
    })
}

/// Compares the plan with the directory now, and shows what differs.
pub(crate) async fn compare(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
) -> Result<Redirect, Error> {
    let (project, _) = plan_for(&app, &context, actions::INSPECTION_PLAN, &number).await?;
    let open = comparing::notice(&app, &project).await?;
    let text = context.t_with("inspect-changes-found", &[("count", open.into())]);
    context.flash("info", text).await?;
    Ok(Redirect::to(&changes_path(project.id)))
}

/// Takes what was chosen over into the plan, or leaves the plan as it is.
pub(crate) async fn decide(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let (project, _) = plan_for(&app, &context, actions::INSPECTION_PLAN, &number).await?;
    let path = changes_path(project.id);
    let mut wishes: Vec<(OrganisationId, String)> = Vec::new();
    for text in fields.all("aenderung") {
        let (id, seen) = text.split_once(':').ok_or(Error::NotFound)?;
        let id = id.parse().map_err(|_| Error::NotFound)?;
        wishes.push((id, seen.to_owned()));
    }
    let takes = match fields.text("aktion") {
        "uebernehmen" => true,
        "lassen" => false,
        _ => return Err(Error::NotFound),
    };
    if wishes.is_empty() {
        let text = context.t("inspect-plan-nothing");
        context.flash("warning", text).await?;
        return Ok(Redirect::to(&path));
    }
    let by = (takes, context.person()?);
    let decided = comparing::decide(&app, &project, &wishes, by).await?;
    if decided.done > 0 {
        let count = [("count", decided.done.into())];
        let text = if takes {
            context.t_with("inspect-changes-taken", &count)
        } else {
            context.t_with("inspect-changes-left", &count)
        };
        context.flash("success", text).await?;
    }
    if decided.outdated > 0 {
        let count = [("count", decided.outdated.into())];
        let text = context.t_with("inspect-changes-outdated", &count);
        context.flash("warning", text).await?;
    }
    Ok(Redirect::to(&path))
}
