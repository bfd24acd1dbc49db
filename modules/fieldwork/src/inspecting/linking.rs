// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A record of a form of the plan belongs to an inspection: of the facility that it names, the planned one
//! of its occasion, or a new one if nobody had planned it.

use kernel::{Clock, OrganisationId, PersonId, berlin_date};
use uuid::Uuid;
use web::{App, Error};

use super::mirror::{self, By};
use super::{note, planning, visiting};
use crate::following::Step;
use crate::model::inspecting::{
    Facility, Inspection, InspectionState, Mapping, Plan, Reading, due_on, read,
};
use crate::model::{Facts, Project, Record, SealedVersion};
use crate::ready;
use crate::store::inspecting::{facilities, inspections, plans};
use crate::{actions, opening, store};

/// Takes note of a record that counts. `wanted` is the inspection that it was filled in for, if that is
/// known.
pub(crate) async fn arrived(
    app: &App,
    tx: &db::Tx,
    clock: &dyn Clock,
    project: &Project,
    (step, facts): (Step<'_>, &Facts),
    wanted: Option<Uuid>,
) -> Result<(), Error> {
    if step.record.is_aside && !step.is_approved {
        return Ok(());
    }
    let Some(plan) = plans::find(tx, project.id).await? else {
        return Ok(());
    };
    let Some(mapping) = plan.settings.mapping(&step.record.xml_form_id) else {
        return Ok(());
    };
    let version = store::records::version(tx, step.record.id, step.record.number).await?;
    let version = version.ok_or(Error::NotFound)?;
    let reading = reading_of(tx, (step.record, &version), mapping, facts).await?;
    let Some(institution) = facility_of(tx, &plan, &reading, wanted).await? else {
        return Ok(());
    };
    let by = By {
        actor: step.actor,
        at: step.at,
    };
    let linked = Linked {
        record: step.record.id,
        reading: &reading,
        has_occasion: !mapping.occasion.is_empty(),
        wanted,
    };
    link(app, tx, clock, (project, &plan), institution, linked, by).await
}

/// What a record says about an inspection.
pub(crate) async fn reading_of(
    conn: &impl db::ConnectionTrait,
    (record, version): (&Record, &SealedVersion),
    mapping: &Mapping,
    facts: &Facts,
) -> Result<Reading, Error> {
    let form = store::forms::find(conn, record.project, &record.xml_form_id).await?;
    let form = form.ok_or(Error::NotFound)?;
    let ready = ready::version(conn, form.form, version.form_version).await?;
    Ok(read(&ready.compiled, mapping, &facts.answers))
}

/// The facility that a record is about: that of the inspection it was filled in for, the one with the
/// identifier it says, or the only one of the name it says.
async fn facility_of(
    tx: &db::Tx,
    plan: &Plan,
    reading: &Reading,
    wanted: Option<Uuid>,
) -> Result<Option<OrganisationId>, Error> {
    if let Some(wanted) = wanted
        && let Some(inspection) = inspections::find(tx, plan.project, wanted).await?
    {
        return Ok(Some(inspection.institution));
    }
    let said = reading
        .facility
        .strip_prefix("uuid:")
        .unwrap_or(&reading.facility);
    if let Ok(id) = said.parse::<OrganisationId>() {
        let known = facilities::find(tx, plan.project, id).await?;
        return Ok(known.map(|facility| facility.institution));
    }
    let same = |facility: &Facility| facility.name.to_lowercase() == said.to_lowercase();
    let known = facilities::all(tx, plan.project).await?;
    let mut named = known.iter().filter(|facility| same(facility));
    let first = named.next().filter(|_| !said.is_empty());
    let is_clear = named.next().is_none();
    Ok(first
        .filter(|_| is_clear)
        .map(|facility| facility.institution))
}

/// A record that belongs to an inspection.
struct Linked<'a> {
    record: Uuid,
    reading: &'a Reading,
    /// Whether the form asks for the occasion.
    has_occasion: bool,
    wanted: Option<Uuid>,
}

async fn link(
    app: &App,
    tx: &db::Tx,
    clock: &dyn Clock,
    (project, plan): (&Project, &Plan),
    institution: OrganisationId,
    linked: Linked<'_>,
    by: By,
) -> Result<(), Error> {
    let facility = facilities::lock(tx, project.id, institution).await?;
    let mut facility = facility.ok_or(Error::NotFound)?;
    let reading = linked.reading;
    let known = inspections::of_record(tx, linked.record).await?;
    let planned = if known.is_some() {
        known
    } else {
        let planned = inspections::planned_of(tx, project.id, institution).await?;
        let mut planned = planned.into_iter();
        planned.find(|one| match linked.wanted {
            Some(wanted) => one.id == wanted,
            None => !linked.has_occasion || one.occasion == reading.occasion,
        })
    };
    let mut inspection = match planned {
        Some(one) => inspections::lock(tx, one.id)
            .await?
            .ok_or(Error::NotFound)?,
        None => Inspection {
            version: 0,
            ..visiting::new_inspection(app, clock, &facility, reading.occasion)
        },
    };
    let visited_on = reading
        .visited_on
        .unwrap_or_else(|| berlin_date(clock.now()));
    inspection.record = Some(linked.record);
    inspection.visited_on = Some(visited_on);
    inspection.version += 1;
    if inspection.state != InspectionState::Issued {
        inspection.state = InspectionState::Done;
    }
    inspections::save(tx, &inspection).await?;
    if inspection.is_whole() && facility.last_on.is_none_or(|last| last <= visited_on) {
        facility.last_on = Some(visited_on);
        facility.severe = reading.severe();
        facility.due_on = due_on(&plan.settings, &facility);
        facility.version += 1;
        facilities::save(tx, &facility).await?;
    }
    mirror::facility(app, tx, project, &plan.settings, (&facility, by)).await?;
    let actor = store::actors::find(tx, by.actor).await?;
    let person = actor.and_then(|actor| actor.person);
    let by = (person, actions::INSPECTION_CARRY_OUT);
    note(app, tx, project, by, ("inspection", inspection.id, "done")).await
}

/// Says by hand which facility a record is about. False if it belongs to an inspection already.
pub(crate) async fn link_by_hand(
    app: &App,
    (project, plan): (&Project, &Plan),
    record: Uuid,
    (institution, person): (OrganisationId, PersonId),
) -> Result<bool, Error> {
    let tx = app.db.begin().await?;
    let record = store::records::lock(&tx, record).await?;
    let record = record
        .filter(|record| record.project == project.id && !record.is_aside)
        .ok_or(Error::NotFound)?;
    let mapping = plan.settings.mapping(&record.xml_form_id);
    let mapping = mapping.ok_or(Error::NotFound)?;
    if inspections::of_record(&tx, record.id).await?.is_some() {
        tx.rollback().await?;
        return Ok(false);
    }
    let version = store::records::version(&tx, record.id, record.number).await?;
    let version = version.ok_or(Error::NotFound)?;
    let facts = opening::facts_of(app, &tx, project, &version).await?;
    let reading = reading_of(&tx, (&record, &version), mapping, &facts).await?;
    let linked = Linked {
        record: record.id,
        reading: &reading,
        has_occasion: !mapping.occasion.is_empty(),
        wanted: None,
    };
    let clock = app.clock.as_ref();
    let by = planning::by(&tx, person, clock).await?;
    link(app, &tx, clock, (project, plan), institution, linked, by).await?;
    tx.commit().await?;
    Ok(true)
}
