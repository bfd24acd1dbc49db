// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The pages of inspections, and what they share: paths, the way to them, who may see what.

pub(crate) mod calendar;
pub(crate) mod changes;
pub(crate) mod defect;
pub(crate) mod defects;
pub(crate) mod facility;
pub(crate) mod facility_deeds;
pub(crate) mod figures;
pub(crate) mod files;
pub(crate) mod fill;
pub(crate) mod inspection;
pub(crate) mod issue;
mod meaning;
pub(crate) mod plan;
pub(crate) mod setting;
pub(crate) mod unlinked;

use askama::Template;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use jiff::civil::Date;
use kernel::{Action, OrganisationId, PersonId, Role};
use tables::{Cell, Sheet};
use uuid::Uuid;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::{crumbs_of, project_for, project_path};
use crate::actions;
use crate::changing::short;
use crate::model::Project;
use crate::model::inspecting::{Defect, Facility, Inspection, Plan};
use crate::store::inspecting::{defects as store_defects, facilities, inspections, plans};

/// The plan of a project.
pub(crate) fn plan_path(project: i64) -> String {
    format!("{}/begehungen", project_path(project))
}

/// The defects of a project.
pub(crate) fn defects_path(project: i64) -> String {
    format!("{}/maengel", plan_path(project))
}

/// What the directory says otherwise than the plan of a project.
pub(crate) fn changes_path(project: i64) -> String {
    format!("{}/verzeichnis", plan_path(project))
}

/// The page of a facility.
pub(crate) fn facility_path(project: i64, institution: OrganisationId) -> String {
    format!("{}/einrichtung/{institution}", plan_path(project))
}

/// The page of an inspection.
pub(crate) fn inspection_path(project: i64, inspection: Uuid) -> String {
    format!("{}/termin/{inspection}", plan_path(project))
}

/// The page of a defect.
pub(crate) fn defect_path(project: i64, defect: Uuid) -> String {
    format!("{}/mangel/{defect}", plan_path(project))
}

/// A project with its plan, in which the actor may do `action`.
async fn plan_for(
    app: &App,
    context: &Context,
    action: Action,
    number: &str,
) -> Result<(Project, Plan), Error> {
    let project = project_for(app, context, action, number).await?;
    let plan = plans::find(app.db.read(), project.id).await?;
    Ok((project, plan.ok_or(Error::NotFound)?))
}

/// A facility of a plan, in which the actor may do `action`.
async fn facility_for(
    app: &App,
    context: &Context,
    action: Action,
    (number, institution): (&str, &str),
) -> Result<(Project, Plan, Facility), Error> {
    let (project, plan) = plan_for(app, context, action, number).await?;
    let institution: OrganisationId = institution.parse().map_err(|_| Error::NotFound)?;
    let facility = facilities::find(app.db.read(), project.id, institution).await?;
    Ok((project, plan, facility.ok_or(Error::NotFound)?))
}

/// An inspection of a plan, in which the actor may do `action`.
async fn inspection_for(
    app: &App,
    context: &Context,
    action: Action,
    (number, inspection): (&str, &str),
) -> Result<(Project, Plan, Inspection), Error> {
    let (project, plan) = plan_for(app, context, action, number).await?;
    let id = Uuid::try_parse(inspection).map_err(|_| Error::NotFound)?;
    let found = inspections::find(app.db.read(), project.id, id).await?;
    Ok((project, plan, found.ok_or(Error::NotFound)?))
}

/// A defect of a plan, in which the actor may do `action`.
async fn defect_for(
    app: &App,
    context: &Context,
    action: Action,
    (number, defect): (&str, &str),
) -> Result<(Project, Plan, Defect), Error> {
    let (project, plan) = plan_for(app, context, action, number).await?;
    let id = Uuid::try_parse(defect).map_err(|_| Error::NotFound)?;
    let found = store_defects::find(app.db.read(), project.id, id).await?;
    Ok((project, plan, found.ok_or(Error::NotFound)?))
}

/// The way to a page below the plan.
fn way(context: &Context, project: &Project, further: Vec<Crumb>) -> Vec<Crumb> {
    let plan = Crumb::new(context.t("inspect-plan"), plan_path(project.id));
    let all = std::iter::once(plan).chain(further).collect();
    crumbs_of(context, project, all)
}

/// The way to a page about something at a facility.
fn way_of(
    context: &Context,
    project: &Project,
    facility: &Facility,
    further: Vec<Crumb>,
) -> Vec<Crumb> {
    let path = facility_path(project.id, facility.institution);
    let mut all = vec![Crumb::new(&facility.name, path)];
    all.extend(further);
    way(context, project, all)
}

/// The people who can carry inspections out: identifier and name.
async fn people(app: &App, project: &Project) -> Result<Vec<(String, String)>, Error> {
    let now = app.clock.now();
    let roles = [Role::CaseWorker];
    let found = directory::people_with(app.db.read(), project.office, &roles, now).await?;
    let found = found.into_iter();
    Ok(found
        .map(|one| (one.person.to_string(), one.name))
        .collect())
}

/// One of the people who can carry inspections out; none if nobody was chosen.
async fn person_of(app: &App, project: &Project, text: &str) -> Result<Option<PersonId>, Error> {
    if text.is_empty() {
        return Ok(None);
    }
    let known = people(app, project).await?;
    let is_known = known.iter().any(|(id, _)| id == text);
    let person = text.parse().ok().filter(|_| is_known);
    person.map(Some).ok_or(Error::NotFound)
}

/// The name of a person; empty if there is none.
async fn name_of(app: &App, person: Option<PersonId>) -> Result<String, Error> {
    Ok(match person {
        Some(person) => directory::person_name(app.db.read(), person)
            .await?
            .unwrap_or_default(),
        None => String::new(),
    })
}

/// A day as people read it; empty if there is none.
fn day(context: &Context, day: Option<Date>) -> String {
    day.map_or(String::new(), |day| web::format::date(context.lang(), day))
}

/// A day as a form sends it: none if the field was left empty.
fn day_of(text: &str) -> Result<Option<Date>, ()> {
    match text {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| ()),
    }
}

/// A longer text of a form, with the line ends of this house.
fn long_text(fields: &Fields, name: &str) -> String {
    short(fields.text(name).replace("\r\n", "\n"))
}

/// What a kind of facilities is called.
fn kind_name(context: &Context, kind: &str) -> String {
    context.t_with("inspect-kind-name", &[("kind", kind.into())])
}

#[derive(Template)]
#[template(path = "fieldwork/inspecting/conflict.html")]
struct ConflictPage {
    page: Page,
    path: String,
    typed: Vec<String>,
}

/// Says that somebody else was faster, and keeps what was typed.
fn conflict(
    context: &Context,
    project: &Project,
    path: &str,
    typed: Vec<String>,
) -> Result<Response, Error> {
    let title = context.t("inspect-conflict-title");
    let html = render(&ConflictPage {
        page: context.page(
            &title,
            way(context, project, vec![Crumb::new(&title, path)]),
        ),
        path: path.to_owned(),
        typed: typed.into_iter().filter(|text| !text.is_empty()).collect(),
    })?;
    Ok((StatusCode::CONFLICT, html).into_response())
}

/// A table as CSV. What a spreadsheet would run is written as text.
fn csv_answer(name: &str, mut sheet: Sheet) -> Result<Response, Error> {
    for cell in sheet.rows.iter_mut().flatten() {
        if let Cell::Text(text) = cell
            && text.starts_with(['=', '+', '-', '@', '\t', '\r'])
        {
            text.insert(0, '\'');
        }
    }
    let bytes = tables::csv(&sheet).map_err(Error::internal)?;
    Ok(web::csv_file(name, bytes))
}

/// A table as a workbook, whose texts are never run.
async fn book_answer(name: &str, sheet: Sheet) -> Result<Response, Error> {
    let bytes = tokio::task::spawn_blocking(move || tables::workbook(&[sheet]));
    let bytes = bytes.await.map_err(Error::internal)?;
    let bytes = bytes.map_err(Error::internal)?;
    Ok(web::table_file(name, tables::WORKBOOK, bytes))
}

/// What may be done in a project, for its pages.
#[derive(Debug, Clone, Copy)]
struct May {
    plan: bool,
    inspect: bool,
    issue: bool,
}

impl May {
    fn of(context: &Context, project: &Project) -> Self {
        let place = project.place();
        Self {
            plan: context.may(actions::INSPECTION_PLAN, &place),
            inspect: context.may(actions::INSPECTION_CARRY_OUT, &place),
            issue: context.may(actions::INSPECTION_ISSUE, &place),
        }
    }
}
