// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A facility of the plan: its facts, its class and pause, its inspections and its defects.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use directory::Organisation;
use kernel::berlin_date;
use web::{App, Context, Error, Page, render};

use super::{
    May, day, defect_path, facility_for, facility_path, inspection_path, kind_name, name_of,
    people, way_of,
};
use crate::actions;
use crate::inspecting::{self, document, mending};
use crate::model::Project;
use crate::model::inspecting::{Defect, Facility, Inspection};
use crate::store::inspecting::{defects, inspections};

#[derive(Template)]
#[template(path = "fieldwork/inspecting/facility.html")]
struct FacilityPage {
    page: Page,
    path: String,
    may: May,
    is_chosen: bool,
    kind: String,
    address: String,
    phone: String,
    email: String,
    class: String,
    is_own_class: bool,
    class_reason: String,
    own_class: String,
    classes: Vec<(String, String)>,
    months: i64,
    is_short: bool,
    /// Whether no inspection is known here, so that the last one can be entered.
    may_enter_last: bool,
    due: String,
    overdue: bool,
    last: String,
    severe: i64,
    paused: String,
    pause_reason: String,
    version: i64,
    inspections: Vec<InspectionLine>,
    defects: Vec<DefectLine>,
    people: Vec<(String, String)>,
}

pub(super) struct InspectionLine {
    pub(super) href: String,
    pub(super) day: String,
    pub(super) occasion: &'static str,
    pub(super) state: &'static str,
    pub(super) who: String,
    pub(super) number: String,
}

pub(super) struct DefectLine {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) section: String,
    pub(super) severity: String,
    pub(super) is_severe: bool,
    pub(super) deadline: String,
    pub(super) overdue: bool,
    pub(super) state: &'static str,
    pub(super) facility: String,
    pub(super) facility_href: String,
    pub(super) is_repeat: bool,
}

pub(super) async fn inspection_line(
    app: &App,
    context: &Context,
    one: Inspection,
) -> Result<InspectionLine, Error> {
    Ok(InspectionLine {
        href: inspection_path(one.project, one.id),
        day: day(context, one.visited_on.or(one.planned_on)),
        occasion: one.occasion.name(),
        state: one.state.name(),
        who: name_of(app, one.person).await?,
        number: one.number.unwrap_or_default(),
    })
}

pub(super) fn defect_line(app: &App, context: &Context, one: Defect, facility: &str) -> DefectLine {
    let today = berlin_date(app.clock.now());
    DefectLine {
        href: defect_path(one.project, one.id),
        overdue: one.is_overdue(today),
        severity: one.severity_title.clone(),
        is_severe: one.is_severe,
        is_repeat: one.is_repeat,
        deadline: day(context, one.deadline),
        state: one.state.name(),
        facility: facility.to_owned(),
        facility_href: facility_path(one.project, one.institution),
        title: one.title,
        section: one.section,
    }
}

/// Street and town in one line.
pub(super) fn address(one: &Organisation) -> String {
    let town = format!("{} {}", one.address.postcode, one.address.town);
    let parts = [one.address.street.trim(), town.trim()];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

/// Shows a facility.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path((number, institution)): Path<(String, String)>,
) -> Result<Response, Error> {
    let place = (number.as_str(), institution.as_str());
    let found = facility_for(&app, &context, actions::PROJECT_READ, place).await?;
    let (project, plan, facility) = found;
    let conn = app.db.read();
    let today = berlin_date(app.clock.now());
    let may = May::of(&context, &project);
    let (class_reason, pause_reason) = reasons(&app, &context, (&project, &facility), may).await?;
    let organisation = directory::organisation(conn, facility.institution).await?;
    let organisation = organisation.ok_or(Error::NotFound)?;
    let class = plan.settings.class_of(&facility);
    let months = class.map_or(0, |class| class.months);
    let is_short = plan.settings.severe_from > 0 && facility.severe >= plan.settings.severe_from;
    let mut lines = Vec::new();
    let mut may_enter_last = may.plan;
    for one in inspections::of_facility(conn, project.id, facility.institution).await? {
        may_enter_last &= one.visited_on.is_none();
        lines.push(inspection_line(&app, &context, one).await?);
    }
    let known = defects::of_facility(conn, project.id, facility.institution).await?;
    let classes = plan.settings.classes.iter();
    let title = context.t_with(
        "inspect-facility-title",
        &[("facility", facility.name.as_str().into())],
    );
    Ok(render(&FacilityPage {
        page: context.page(title, way_of(&context, &project, &facility, Vec::new())),
        path: facility_path(project.id, facility.institution),
        may,
        is_chosen: facility.is_chosen,
        kind: kind_name(&context, &facility.kind),
        address: address(&organisation),
        phone: organisation.phone.unwrap_or_default(),
        email: organisation
            .email
            .map_or(String::new(), |email| email.to_string()),
        class: class.map_or(String::new(), |class| class.title.clone()),
        is_own_class: facility.own_class.is_some(),
        class_reason,
        own_class: facility.own_class.clone().unwrap_or_default(),
        classes: classes
            .map(|class| (class.key.clone(), class.title.clone()))
            .collect(),
        months: if is_short { (months + 1) / 2 } else { months },
        is_short,
        may_enter_last,
        due: day(&context, Some(facility.due_on)),
        overdue: facility.is_chosen && facility.due_on < today,
        last: day(&context, facility.last_on),
        severe: facility.severe,
        paused: day(
            &context,
            facility.paused_until.filter(|_| facility.is_paused(today)),
        ),
        pause_reason,
        version: facility.version,
        inspections: lines,
        defects: known
            .into_iter()
            .map(|one| defect_line(&app, &context, one, &facility.name))
            .collect(),
        people: people(&app, &project).await?,
    })?
    .into_response())
}

/// Why a facility has a class of its own and a pause; opening that is noted.
async fn reasons(
    app: &App,
    context: &Context,
    (project, facility): (&Project, &Facility),
    may: May,
) -> Result<(String, String), Error> {
    let has_some = facility.sealed_class_reason.is_some() || facility.sealed_pause_reason.is_some();
    if !has_some || !(may.plan || may.inspect) {
        return Ok(Default::default());
    }
    let opened = (
        "organisation",
        facility.institution.uuid(),
        "reasons-opened",
    );
    inspecting::note_opened(app, project, context.person()?, opened).await?;
    let conn = app.db.read();
    let (class, pause) = (facility.context("class"), facility.context("pause"));
    let sealed = facility.sealed_class_reason.as_deref();
    let class = inspecting::open_text(app, conn, project, &class, sealed).await?;
    let sealed = facility.sealed_pause_reason.as_deref();
    let pause = inspecting::open_text(app, conn, project, &pause, sealed).await?;
    Ok((class, pause))
}

/// The letter to the facility with its open defects; that it was made is noted.
pub(crate) async fn letter(
    State(app): State<App>,
    context: Context,
    Path((number, institution)): Path<(String, String)>,
) -> Result<Response, Error> {
    let place = (number.as_str(), institution.as_str());
    let found = facility_for(&app, &context, actions::INSPECTION_CARRY_OUT, place).await?;
    let (project, _, facility) = found;
    let conn = app.db.read();
    let person = context.person()?;
    let opened = ("organisation", facility.institution.uuid(), "letter-made");
    inspecting::note_opened(&app, &project, person, opened).await?;
    let office = directory::organisation(conn, project.office).await?;
    let office = office.ok_or(Error::NotFound)?;
    let organisation = directory::organisation(conn, facility.institution).await?;
    let organisation = organisation.ok_or(Error::NotFound)?;
    let open = mending::open_ones(&app, conn, &project, facility.institution).await?;
    let writer = name_of(&app, Some(person)).await?;
    let from = (writer.as_str(), app.clock.now());
    let document = document::letter(&app, (&office, &organisation), &open, from);
    web::pdf(document, "maengel.pdf").await
}
