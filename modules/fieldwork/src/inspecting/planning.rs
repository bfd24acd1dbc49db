// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The plan: its settings, its facilities as the directory knows them, and who goes where on which day.

use std::collections::HashMap;

use directory::Organisation;
use jiff::civil::Date;
use kernel::{Clock, OrganisationId, PersonId, berlin_date};
use uuid::Uuid;
use web::{App, Error};

use super::mirror::{self, By};
use super::{Changed, new_id, note, seal_text};
use crate::model::Project;
use crate::model::inspecting::{
    Facility, Inspection, InspectionState, Occasion, Plan, Settings, due_on,
};
use crate::store::inspecting::{facilities, inspections, plans};
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
    let version = known.map_or(0, |plan| plan.version);
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
    compare(app, &tx, clock, project, &plan, person).await?;
    let by = (Some(person), actions::INSPECTION_PLAN);
    let what = ("organisation", project.office.uuid(), "plan-saved");
    note(app, &tx, project, by, what).await?;
    tx.commit().await?;
    Ok(Changed::Done)
}

/// Compares the facilities of a plan with the directory again.
pub(crate) async fn refresh(
    app: &App,
    project: &Project,
    person: PersonId,
) -> Result<usize, Error> {
    let tx = app.db.begin().await?;
    let plan = plans::lock(&tx, project.id).await?.ok_or(Error::NotFound)?;
    let changed = compare(app, &tx, app.clock.as_ref(), project, &plan, person).await?;
    let by = (Some(person), actions::INSPECTION_PLAN);
    let what = ("organisation", project.office.uuid(), "plan-compared");
    note(app, &tx, project, by, what).await?;
    tx.commit().await?;
    Ok(changed)
}

/// Takes over what the directory says. Returns how many facilities changed.
async fn compare(
    app: &App,
    tx: &db::Tx,
    clock: &dyn Clock,
    project: &Project,
    plan: &Plan,
    person: PersonId,
) -> Result<usize, Error> {
    let today = berlin_date(clock.now());
    let by = by(tx, person, clock).await?;
    let mut known: HashMap<OrganisationId, Facility> = facilities::all(tx, project.id)
        .await?
        .into_iter()
        .map(|facility| (facility.institution, facility))
        .collect();
    let mut changed = 0;
    for one in directory::institutions_of(tx, project.office).await? {
        let is_there = one.is_valid(today);
        let before = known.remove(&one.id);
        let Some(facility) = compared(plan, &one, before.as_ref(), (is_there, today)) else {
            continue;
        };
        if before.as_ref() != Some(&facility) {
            changed += 1;
            facilities::save(tx, &facility).await?;
        }
        mirror::facility(app, tx, project, &plan.settings, (&facility, by)).await?;
    }
    // What belongs to another office by now is not inspected from here.
    for mut facility in known.into_values().filter(|one| one.is_chosen) {
        facility.is_chosen = false;
        facility.version += 1;
        facilities::save(tx, &facility).await?;
        mirror::facility(app, tx, project, &plan.settings, (&facility, by)).await?;
        changed += 1;
    }
    Ok(changed)
}

/// A facility as the directory and the plan have it now; none if the plan never had anything to do with it.
fn compared(
    plan: &Plan,
    one: &Organisation,
    before: Option<&Facility>,
    (is_there, today): (bool, Date),
) -> Option<Facility> {
    let kind = one.institution_kind.map_or("other", |kind| kind.name());
    let ags = one.ags.as_ref().map_or("", |ags| ags.as_str());
    let by_hand = before.is_some_and(|before| before.by_hand);
    let is_chosen = is_there && (by_hand || plan.settings.chooses(kind, ags));
    if before.is_none() && !is_chosen {
        return None;
    }
    let mut facility = before
        .cloned()
        .unwrap_or_else(|| new_facility(plan.project, one.id, today));
    facility.name.clone_from(&one.name);
    kind.clone_into(&mut facility.kind);
    ags.clone_into(&mut facility.ags);
    facility.town.clone_from(&one.address.town);
    facility.is_chosen = is_chosen;
    facility.due_on = due_on(&plan.settings, &facility);
    if before.is_some_and(|before| *before != facility) {
        facility.version += 1;
    }
    Some(facility)
}

fn new_facility(project: i64, institution: OrganisationId, today: Date) -> Facility {
    Facility {
        project,
        institution,
        name: String::new(),
        kind: String::new(),
        ags: String::new(),
        town: String::new(),
        is_chosen: true,
        by_hand: false,
        own_class: None,
        sealed_class_reason: None,
        paused_until: None,
        sealed_pause_reason: None,
        since: today,
        last_on: None,
        severe: 0,
        due_on: today,
        version: 1,
    }
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
    let Some(one) = found.filter(|one| one.parent == Some(project.office) && one.is_valid(today))
    else {
        return Ok(false);
    };
    let before = facilities::lock(&tx, project.id, institution).await?;
    let by_hand = Facility {
        by_hand: true,
        ..before.unwrap_or_else(|| new_facility(project.id, institution, today))
    };
    if let Some(facility) = compared(plan, &one, Some(&by_hand), (true, today)) {
        facilities::save(&tx, &facility).await?;
        let by = by(&tx, person, app.clock.as_ref()).await?;
        mirror::facility(app, &tx, project, &plan.settings, (&facility, by)).await?;
    }
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

/// When an inspection is to take place and who carries it out; what is none stays as it is.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Visit {
    /// The day.
    pub(crate) day: Option<Date>,
    /// The person.
    pub(crate) person: Option<PersonId>,
}

/// Plans the next inspection of some facilities: the open one if there is one, else a new one because it
/// is its turn. Returns how many were planned.
pub(crate) async fn plan_next(
    app: &App,
    project: &Project,
    plan: &Plan,
    institutions: &[OrganisationId],
    (visit, person): (Visit, PersonId),
) -> Result<usize, Error> {
    let tx = app.db.begin().await?;
    let mut planned = 0;
    for institution in institutions {
        let found = facilities::lock(&tx, project.id, *institution).await?;
        let Some(facility) = found.filter(|facility| facility.is_chosen) else {
            continue;
        };
        let open = inspections::planned_of(&tx, project.id, *institution).await?;
        let inspection = match open.into_iter().next() {
            Some(one) => {
                let locked = inspections::lock(&tx, one.id)
                    .await?
                    .ok_or(Error::NotFound)?;
                Inspection {
                    version: locked.version + 1,
                    ..locked
                }
            }
            None => new_inspection(app, app.clock.as_ref(), &facility, Occasion::Routine),
        };
        let inspection = Inspection {
            planned_on: visit.day.or(inspection.planned_on),
            person: visit.person.or(inspection.person),
            ..inspection
        };
        inspections::save(&tx, &inspection).await?;
        let by_list = by(&tx, person, app.clock.as_ref()).await?;
        mirror::facility(app, &tx, project, &plan.settings, (&facility, by_list)).await?;
        let by = (Some(person), actions::INSPECTION_PLAN);
        note(
            app,
            &tx,
            project,
            by,
            ("inspection", inspection.id, "planned"),
        )
        .await?;
        planned += 1;
    }
    tx.commit().await?;
    Ok(planned)
}

pub(super) fn new_inspection(
    app: &App,
    clock: &dyn Clock,
    facility: &Facility,
    occasion: Occasion,
) -> Inspection {
    Inspection {
        id: new_id(app, clock),
        project: facility.project,
        institution: facility.institution,
        state: InspectionState::Planned,
        occasion,
        due_on: facility.due_on,
        planned_on: None,
        person: None,
        follows: None,
        record: None,
        visited_on: None,
        number: None,
        version: 1,
        created_at: clock.now(),
    }
}

/// What a further inspection of a facility is for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Further {
    /// The occasion.
    pub(crate) occasion: Occasion,
    /// The inspection whose defects are looked at again.
    pub(crate) follows: Option<Uuid>,
    /// When and by whom.
    pub(crate) visit: Visit,
}

/// Adds an inspection of a facility besides the one whose turn it is.
pub(crate) async fn add(
    app: &App,
    clock: &dyn Clock,
    project: &Project,
    settings: &Settings,
    (institution, further, person): (OrganisationId, Further, PersonId),
) -> Result<Inspection, Error> {
    let tx = app.db.begin().await?;
    let facility = facilities::lock(&tx, project.id, institution).await?;
    let facility = facility.ok_or(Error::NotFound)?;
    let mut inspection = new_inspection(app, clock, &facility, further.occasion);
    inspection.follows = further.follows;
    inspection.planned_on = further.visit.day;
    inspection.person = further.visit.person;
    if further.occasion != Occasion::Routine {
        inspection.due_on = further
            .visit
            .day
            .unwrap_or_else(|| berlin_date(clock.now()));
    }
    inspections::save(&tx, &inspection).await?;
    let by_list = by(&tx, person, clock).await?;
    mirror::facility(app, &tx, project, settings, (&facility, by_list)).await?;
    let by = (Some(person), actions::INSPECTION_PLAN);
    note(
        app,
        &tx,
        project,
        by,
        ("inspection", inspection.id, "planned"),
    )
    .await?;
    tx.commit().await?;
    Ok(inspection)
}

/// Changes day and person of a planned inspection, or calls it off.
pub(crate) async fn change(
    app: &App,
    project: &Project,
    settings: &Settings,
    (inspection, seen): (&Inspection, i64),
    (visit, person): (Option<Visit>, PersonId),
) -> Result<Changed, Error> {
    let tx = app.db.begin().await?;
    let facility = facilities::lock(&tx, project.id, inspection.institution).await?;
    let facility = facility.ok_or(Error::NotFound)?;
    let found = inspections::lock(&tx, inspection.id).await?;
    let mut inspection = found.ok_or(Error::NotFound)?;
    let refused = if inspection.version != seen {
        Some(Changed::Outdated)
    } else if inspection.state != InspectionState::Planned {
        Some(Changed::Impossible)
    } else {
        None
    };
    if let Some(refused) = refused {
        tx.rollback().await?;
        return Ok(refused);
    }
    let what = if let Some(visit) = visit {
        inspection.planned_on = visit.day;
        inspection.person = visit.person;
        "planned"
    } else {
        inspection.state = InspectionState::CalledOff;
        store::inspecting::drafts::remove(&tx, inspection.id).await?;
        "called-off"
    };
    inspection.version += 1;
    inspections::save(&tx, &inspection).await?;
    let by_list = by(&tx, person, app.clock.as_ref()).await?;
    mirror::facility(app, &tx, project, settings, (&facility, by_list)).await?;
    let by = (Some(person), actions::INSPECTION_PLAN);
    note(app, &tx, project, by, ("inspection", inspection.id, what)).await?;
    tx.commit().await?;
    Ok(Changed::Done)
}
