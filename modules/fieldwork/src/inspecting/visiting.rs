// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Who goes where on which day: inspections are planned, moved and called off.

use jiff::civil::Date;
use kernel::{Clock, OrganisationId, PersonId, berlin_date};
use uuid::Uuid;
use web::{App, Error};

use super::planning::by;
use super::{Changed, mirror, new_id, note};
use crate::actions;
use crate::model::Project;
use crate::model::inspecting::{Facility, Inspection, InspectionState, Occasion, Plan, Settings};
use crate::store::inspecting::{drafts, facilities, inspections};

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
        drafts::remove(&tx, inspection.id).await?;
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

/// Calls all planned inspections of a facility off that is not inspected any more.
pub(super) async fn call_off_all(
    app: &App,
    tx: &db::Tx,
    project: &Project,
    (institution, person): (OrganisationId, PersonId),
) -> Result<(), Error> {
    for one in inspections::planned_of(tx, project.id, institution).await? {
        let locked = inspections::lock(tx, one.id).await?;
        let mut inspection = locked.ok_or(Error::NotFound)?;
        inspection.state = InspectionState::CalledOff;
        inspection.version += 1;
        inspections::save(tx, &inspection).await?;
        drafts::remove(tx, inspection.id).await?;
        let by = (Some(person), actions::INSPECTION_PLAN);
        let what = ("inspection", inspection.id, "called-off");
        note(app, tx, project, by, what).await?;
    }
    Ok(())
}
