// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A facility of the plan: its facts, its class and pause, its inspections and its defects.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use directory::Organisation;
use kernel::{OrganisationId, PersonId, berlin_date};
use uuid::Uuid;
use web::form::Fields;
use web::{App, Context, Error, Page, render};

use super::{
    May, conflict, day, day_of, defect_path, facility_for, facility_path, inspection_path,
    kind_name, long_text, name_of, people, person_of, plan_for, plan_path, way_of,
};
use crate::actions;
use crate::inspecting::planning::{self, FacilityWish, Further, Visit};
use crate::inspecting::{self, Changed, document, mending};
use crate::model::Project;
use crate::model::inspecting::{Defect, Facility, Inspection, Occasion, Plan};
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

/// Takes an institution into the plan that no rule chooses.
pub(crate) async fn take_in(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let (project, plan) = plan_for(&app, &context, actions::INSPECTION_PLAN, &number).await?;
    let path = plan_path(project.id);
    let Ok(institution) = fields.text("einrichtung").parse::<OrganisationId>() else {
        let text = context.t("inspect-take-in-choose");
        context.flash("warning", text).await?;
        return Ok(Redirect::to(&format!("{path}/einrichten")));
    };
    let who = (institution, context.person()?);
    if !planning::take_in(&app, &project, &plan, who).await? {
        return Err(Error::NotFound);
    }
    let text = context.t("inspect-take-in-done");
    context.flash("success", text).await?;
    Ok(Redirect::to(&facility_path(project.id, institution)))
}

async fn change(
    app: &App,
    context: &Context,
    (project, plan, facility): (&Project, &Plan, &Facility),
    fields: &Fields,
    (wish, reason): (FacilityWish, &str),
) -> Result<Response, Error> {
    let path = facility_path(project.id, facility.institution);
    let seen = fields.text("stand").parse().unwrap_or(0);
    let of = (facility.institution, seen);
    let by = (wish, context.person()?);
    match planning::change_facility(app, project, plan, of, by).await? {
        Changed::Done => {
            let text = context.t("inspect-saved");
            context.flash("success", text).await?;
            Ok(Redirect::to(&path).into_response())
        }
        Changed::Outdated | Changed::Impossible => {
            conflict(context, project, &path, vec![reason.to_owned()])
        }
    }
}

async fn say(context: &Context, key: &str, path: &str) -> Result<Response, Error> {
    let text = context.t(key);
    context.flash("warning", text).await?;
    Ok(Redirect::to(path).into_response())
}

/// Gives a facility a class of its own, or that of its kind again.
pub(crate) async fn set_class(
    State(app): State<App>,
    context: Context,
    Path((number, institution)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Error> {
    let place = (number.as_str(), institution.as_str());
    let found = facility_for(&app, &context, actions::INSPECTION_PLAN, place).await?;
    let (project, plan, facility) = found;
    let path = facility_path(project.id, facility.institution);
    let key = fields.text("klasse");
    let reason = long_text(&fields, "grund");
    let class = plan.settings.class(key).map(|class| class.key.clone());
    if class.is_some() && reason.is_empty() {
        return say(&context, "inspect-reason-missing", &path).await;
    }
    let kept = if class.is_some() {
        reason.clone()
    } else {
        String::new()
    };
    let wish = FacilityWish::Class(class, kept);
    let of = (&project, &plan, &facility);
    change(&app, &context, of, &fields, (wish, &reason)).await
}

/// Puts inspections of a facility off until a day, or ends that.
pub(crate) async fn set_pause(
    State(app): State<App>,
    context: Context,
    Path((number, institution)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Error> {
    let place = (number.as_str(), institution.as_str());
    let found = facility_for(&app, &context, actions::INSPECTION_PLAN, place).await?;
    let (project, plan, facility) = found;
    let path = facility_path(project.id, facility.institution);
    let today = berlin_date(app.clock.now());
    let reason = long_text(&fields, "grund");
    let wish = if fields.has("beenden") {
        FacilityWish::Pause(None, String::new())
    } else {
        match day_of(fields.text("bis")) {
            Ok(Some(until)) if until >= today && !reason.is_empty() => {
                FacilityWish::Pause(Some(until), reason.clone())
            }
            Ok(Some(until)) if until >= today => {
                return say(&context, "inspect-reason-missing", &path).await;
            }
            _ => return say(&context, "inspect-pause-day", &path).await,
        }
    };
    let of = (&project, &plan, &facility);
    change(&app, &context, of, &fields, (wish, &reason)).await
}

/// Enters when a facility was last inspected, as long as the plan knows of no inspection.
pub(crate) async fn set_last(
    State(app): State<App>,
    context: Context,
    Path((number, institution)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Error> {
    let place = (number.as_str(), institution.as_str());
    let found = facility_for(&app, &context, actions::INSPECTION_PLAN, place).await?;
    let (project, plan, facility) = found;
    let path = facility_path(project.id, facility.institution);
    let known = inspections::of_facility(app.db.read(), project.id, facility.institution).await?;
    if known.iter().any(|one| one.visited_on.is_some()) {
        return conflict(&context, &project, &path, Vec::new());
    }
    let today = berlin_date(app.clock.now());
    let Some(day) = day_of(fields.text("zuletzt"))
        .ok()
        .flatten()
        .filter(|day| *day <= today)
    else {
        return say(&context, "inspect-last-wrong", &path).await;
    };
    let of = (&project, &plan, &facility);
    change(&app, &context, of, &fields, (FacilityWish::Last(day), "")).await
}

/// What a form says about a further inspection.
fn further(fields: &Fields, person: Option<PersonId>) -> Result<Further, ()> {
    let occasion: Occasion = fields.text("anlass").parse().map_err(|_| ())?;
    let follows = Uuid::try_parse(fields.text("folgt")).ok();
    Ok(Further {
        occasion,
        follows,
        visit: Visit {
            day: day_of(fields.text("termin"))?,
            person,
        },
    })
}

/// Adds an inspection of a facility: because of an event, or to look at defects again.
pub(crate) async fn add(
    State(app): State<App>,
    context: Context,
    Path((number, institution)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Error> {
    let place = (number.as_str(), institution.as_str());
    let found = facility_for(&app, &context, actions::INSPECTION_PLAN, place).await?;
    let (project, plan, facility) = found;
    let path = facility_path(project.id, facility.institution);
    let person = person_of(&app, &project, fields.text("person")).await?;
    let Ok(further) = further(&fields, person) else {
        return say(&context, "inspect-add-incomplete", &path).await;
    };
    let today = berlin_date(app.clock.now());
    if further.visit.day.is_some_and(|day| day < today) {
        return say(&context, "inspect-day-past", &path).await;
    }
    if let Some(id) = further.follows {
        let followed = inspections::find(app.db.read(), project.id, id).await?;
        followed
            .filter(|one| one.institution == facility.institution)
            .ok_or(Error::NotFound)?;
    }
    let wish = (facility.institution, further, context.person()?);
    let clock = app.clock.as_ref();
    let made = planning::add(&app, clock, &project, &plan.settings, wish).await?;
    let text = context.t("inspect-added");
    context.flash("success", text).await?;
    Ok(Redirect::to(&inspection_path(project.id, made.id)).into_response())
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
