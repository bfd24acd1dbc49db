// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What planners do about a facility: take it in, class, pause, last and further inspections.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{OrganisationId, PersonId, berlin_date};
use uuid::Uuid;
use web::form::Fields;
use web::{App, Context, Error};

use super::{
    conflict, day_of, facility_for, facility_path, inspection_path, long_text, person_of, plan_for,
    plan_path,
};
use crate::actions;
use crate::inspecting::Changed;
use crate::inspecting::planning::{self, FacilityWish};
use crate::inspecting::visiting::{self, Further, Visit};
use crate::model::Project;
use crate::model::inspecting::{Facility, Occasion, Plan};
use crate::store::inspecting::inspections;

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
    let made = visiting::add(&app, clock, &project, &plan.settings, wish).await?;
    let text = context.t("inspect-added");
    context.flash("success", text).await?;
    Ok(Redirect::to(&inspection_path(project.id, made.id)).into_response())
}
