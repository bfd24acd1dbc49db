// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The plan: its settings and its facilities.

use jiff::civil::Date;
use kernel::{Clock, OrganisationId, PersonId, berlin_date};
use web::{App, Error};

use super::mirror::{self, By};
use super::{Changed, comparing, note, seal_text};
use crate::model::Project;
use crate::model::inspecting::{Plan, Settings, due_on};
use crate::store::inspecting::{changes, facilities, plans};
use crate::{actions, store};

/// Saves the settings of a plan and compares its facilities with the directory. `seen` is the version
/// that the person saw; 0 if there was none.
pub(crate) async fn save(
    app: &App,
    project: &Project,
    settings: Settings,
    (person, seen): (PersonId, i64),
) -> Result<Changed, Error> {
    save_at(app, app.clock.as_ref(), project, settings, (person, seen)).await
}

/// The same at a moment that the caller knows: for invented plans.
pub(crate) async fn save_at(
    app: &App,
    clock: &dyn Clock,
    project: &Project,
    settings: Settings,
    (person, seen): (PersonId, i64),
) -> Result<Changed, Error> {
    let tx = app.db.begin().await?;
    let known = plans::lock(&tx, project.id).await?;
    let version = known.as_ref().map_or(0, |plan| plan.version);
    if version != seen {
        tx.rollback().await?;
        return Ok(Changed::Outdated);
    }
    let plan = Plan {
        project: project.id,
        version: version + 1,
        settings,
        updated_at: clock.now(),
    };
    plans::save(&tx, &plan).await?;
    let of = (&plan, known.as_ref().map(|known| &known.settings));
    comparing::apply(app, &tx, clock, project, (of, person)).await?;
    let by = (Some(person), actions::INSPECTION_PLAN);
    let what = ("organisation", project.office.uuid(), "plan-saved");
    note(app, &tx, project, by, what).await?;
    tx.commit().await?;
    Ok(Changed::Done)
}

/// Who changes the lists of the tablets.
pub(super) async fn by(tx: &db::Tx, person: PersonId, clock: &dyn Clock) -> Result<By, Error> {
    let actor = store::actors::ensure_person(tx, person, clock.now()).await?;
    Ok(By {
        actor: actor.id,
        at: clock.now(),
    })
}

/// Takes an institution of the office into the plan that no rule chooses. False if it is none.
pub(crate) async fn take_in(
    app: &App,
    project: &Project,
    plan: &Plan,
    (institution, person): (OrganisationId, PersonId),
) -> Result<bool, Error> {
    let today = berlin_date(app.clock.now());
    let tx = app.db.begin().await?;
    let found = directory::organisation(&tx, institution).await?;
    let before = facilities::lock(&tx, project.id, institution).await?;
    let taken = found.and_then(|one| comparing::by_hand(plan, (project, &one), before, today));
    let Some(facility) = taken else {
        return Ok(false);
    };
    facilities::save(&tx, &facility).await?;
    changes::remove(&tx, project.id, institution).await?;
    let by_list = by(&tx, person, app.clock.as_ref()).await?;
    mirror::facility(app, &tx, project, &plan.settings, (&facility, by_list)).await?;
    let by = (Some(person), actions::INSPECTION_PLAN);
    note(
        app,
        &tx,
        project,
        by,
        ("organisation", institution.uuid(), "facility-taken-in"),
    )
    .await?;
    tx.commit().await?;
    Ok(true)
}

/// What is to be different about a facility.
#[derive(Debug, Clone)]
pub(crate) enum FacilityWish {
    /// Its class, or none for that of its kind, and why.
    Class(Option<String>, String),
    /// The last day of its pause, or none to end it, and why.
    Pause(Option<Date>, String),
    /// When it was last inspected, before the plan knew of it.
    Last(Date),
}

/// Changes class, pause or last inspection of a facility.
pub(crate) async fn change_facility(
    app: &App,
    project: &Project,
    plan: &Plan,
    (institution, seen): (OrganisationId, i64),
    (wish, person): (FacilityWish, PersonId),
) -> Result<Changed, Error> {
    let tx = app.db.begin().await?;
    let found = facilities::lock(&tx, project.id, institution).await?;
    let mut facility = found.ok_or(Error::NotFound)?;
    if facility.version != seen {
        tx.rollback().await?;
        return Ok(Changed::Outdated);
    }
    let what = match wish {
        FacilityWish::Class(class, reason) => {
            let context = facility.context("class");
            facility.sealed_class_reason = seal_text(app, &tx, project, &context, &reason).await?;
            facility.own_class = class;
            "class-changed"
        }
        FacilityWish::Pause(until, reason) => {
            let context = facility.context("pause");
            facility.sealed_pause_reason = seal_text(app, &tx, project, &context, &reason).await?;
            facility.paused_until = until;
            "pause-changed"
        }
        FacilityWish::Last(day) => {
            facility.last_on = Some(day);
            facility.severe = 0;
            "last-entered"
        }
    };
    facility.due_on = due_on(&plan.settings, &facility);
    facility.version += 1;
    facilities::save(&tx, &facility).await?;
    let by = (Some(person), actions::INSPECTION_PLAN);
    note(
        app,
        &tx,
        project,
        by,
        ("organisation", institution.uuid(), what),
    )
    .await?;
    tx.commit().await?;
    Ok(Changed::Done)
}
