// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Issuing the official record: what was found is printed and sealed for good, and its defects begin to
//! run. All of it is one transaction; a later version says why it corrects the one before.

use kernel::{Clock, PersonId, berlin_date};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use web::{App, Error};

use super::consequences::Run;
use super::document::{self, Official};
use super::photos::{self, Photos};
use super::{linking, note, planning, seal_text};
use crate::model::inspecting::{Inspection, InspectionState, Plan, Protocol, Reading, due_on};
use crate::model::{Project, Record};
use crate::store::inspecting::{facilities, inspections, plans, protocols};
use crate::{actions, opening, store};

/// What is to be issued.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wish<'a> {
    /// The inspection.
    pub(crate) inspection: Uuid,
    /// The version of the inspection that the person saw.
    pub(crate) seen: i64,
    /// Why the version before is corrected; empty for the first.
    pub(crate) reason: &'a str,
    /// Who issues it.
    pub(crate) person: PersonId,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Issued {
    /// It is issued; the number of the version.
    Done(i64),
    /// Somebody else has changed the inspection since the person saw it.
    Outdated,
    /// There is no record to issue.
    NoRecord,
    /// Who has inspected does not issue the official record.
    SamePerson,
    /// A correction needs a reason.
    NoReason,
}

/// What a record says, with its pictures.
pub(crate) struct Opened {
    /// The record.
    pub(crate) record: Record,
    /// The number of its newest version.
    pub(crate) number: i64,
    /// What it says.
    pub(crate) reading: Reading,
}

/// Opens the record of an inspection; none if there is none or the form has no meaning any more.
pub(crate) async fn open(
    app: &App,
    conn: &impl db::ConnectionTrait,
    (project, plan): (&Project, &Plan),
    inspection: &Inspection,
) -> Result<Option<Opened>, Error> {
    let Some(record) = inspection.record else {
        return Ok(None);
    };
    let record = store::records::find(conn, record)
        .await?
        .ok_or(Error::NotFound)?;
    let Some(mapping) = plan.settings.mapping(&record.xml_form_id) else {
        return Ok(None);
    };
    let version = store::records::version(conn, record.id, record.number).await?;
    let version = version.ok_or(Error::NotFound)?;
    let facts = opening::facts_of(app, conn, project, &version).await?;
    let reading = linking::reading_of(conn, (&record, &version), mapping, &facts).await?;
    Ok(Some(Opened {
        number: version.number,
        record,
        reading,
    }))
}

/// Who has carried an inspection out: who sent its record, or the responsible person if a tablet did.
async fn inspector(
    conn: &impl db::ConnectionTrait,
    inspection: &Inspection,
    record: &Record,
) -> Result<Option<PersonId>, Error> {
    let sender = store::actors::find(conn, record.actor).await?;
    let person = sender.and_then(|actor| actor.person);
    Ok(person.or(inspection.person))
}

/// Whether the rule of two people keeps this one from issuing.
pub(crate) async fn is_kept_from(
    conn: &impl db::ConnectionTrait,
    plan: &Plan,
    (inspection, record): (&Inspection, &Record),
    person: PersonId,
) -> Result<bool, Error> {
    let who = inspector(conn, inspection, record).await?;
    Ok(plan.settings.four_eyes && who == Some(person))
}

/// Issues the official record of an inspection, or a corrected version of it.
pub(crate) async fn issue(app: &App, project: &Project, wish: Wish<'_>) -> Result<Issued, Error> {
    issue_at(app, app.clock.as_ref(), project, wish).await
}

/// The same at a moment that the caller knows: for invented inspections.
pub(crate) async fn issue_at(
    app: &App,
    clock: &dyn Clock,
    project: &Project,
    wish: Wish<'_>,
) -> Result<Issued, Error> {
    let now = clock.now();
    let (photos, of) = photos::prepared(app, project, wish.inspection).await?;
    let tx = app.db.begin().await?;
    let plan = plans::find(&tx, project.id).await?.ok_or(Error::NotFound)?;
    let seen = inspections::find(&tx, project.id, wish.inspection).await?;
    let seen = seen.ok_or(Error::NotFound)?;
    let facility = facilities::lock(&tx, project.id, seen.institution).await?;
    let mut facility = facility.ok_or(Error::NotFound)?;
    let locked = inspections::lock(&tx, seen.id).await?;
    let mut inspection = locked.ok_or(Error::NotFound)?;
    let opened = open(app, &tx, (project, &plan), &inspection).await?;
    let before = protocols::of_inspection(&tx, inspection.id).await?;
    let opened = match may(&tx, &plan, &inspection, opened, (&before, wish)).await? {
        // The photos are those of another version of the record: somebody has put it right meanwhile.
        Ok(opened) if of != Some(opened.number) => {
            tx.rollback().await?;
            return Ok(Issued::Outdated);
        }
        Ok(opened) => opened,
        Err(refused) => {
            tx.rollback().await?;
            return Ok(refused);
        }
    };
    let visited_on = opened
        .reading
        .visited_on
        .unwrap_or_else(|| inspection.visited_on.unwrap_or_else(|| berlin_date(now)));
    inspection.visited_on = Some(visited_on);
    if inspection.number.is_none() {
        let number = plans::next_protocol(&tx, project, visited_on.year()).await?;
        inspection.number = Some(number);
    }
    inspection.state = InspectionState::Issued;
    inspection.version += 1;
    let version = before.first().map_or(1, |last| last.version + 1);
    let pdf = print(
        app,
        &tx,
        project,
        (&inspection, &opened, &photos),
        (version, wish),
        now,
    )
    .await?;
    keep(
        app,
        &tx,
        project,
        (&inspection, version, &opened),
        (&pdf, wish),
        now,
    )
    .await?;
    inspections::save(&tx, &inspection).await?;
    if inspection.is_whole() && facility.last_on.is_none_or(|last| last <= visited_on) {
        facility.last_on = Some(visited_on);
        facility.severe = opened.reading.severe();
        facility.due_on = due_on(&plan.settings, &facility);
        facility.version += 1;
        facilities::save(&tx, &facility).await?;
    }
    let by = planning::by(&tx, wish.person, clock).await?;
    let run = Run {
        app,
        tx: &tx,
        clock,
        project,
        plan: &plan,
        facility: &facility,
        inspection: &inspection,
        visited_on,
        person: wish.person,
        by,
    };
    run.defects(&opened.reading).await?;
    let by = (Some(wish.person), actions::INSPECTION_ISSUE);
    note(
        app,
        &tx,
        project,
        by,
        ("inspection", inspection.id, "issued"),
    )
    .await?;
    tx.commit().await?;
    Ok(Issued::Done(version))
}

/// Whether an official record may be issued as things stand.
async fn may(
    tx: &db::Tx,
    plan: &Plan,
    inspection: &Inspection,
    opened: Option<Opened>,
    (before, wish): (&[Protocol], Wish<'_>),
) -> Result<Result<Opened, Issued>, Error> {
    if inspection.version != wish.seen {
        return Ok(Err(Issued::Outdated));
    }
    let has_come = matches!(
        inspection.state,
        InspectionState::Done | InspectionState::Issued
    );
    let Some(opened) = opened.filter(|opened| has_come && !opened.record.is_aside) else {
        return Ok(Err(Issued::NoRecord));
    };
    let who = (inspection, &opened.record);
    if is_kept_from(tx, plan, who, wish.person).await? {
        return Ok(Err(Issued::SamePerson));
    }
    if !before.is_empty() && wish.reason.is_empty() {
        return Ok(Err(Issued::NoReason));
    }
    Ok(Ok(opened))
}

async fn print(
    app: &App,
    tx: &db::Tx,
    project: &Project,
    (inspection, opened, photos): (&Inspection, &Opened, &Photos),
    (version, wish): (i64, Wish<'_>),
    at: jiff::Timestamp,
) -> Result<Vec<u8>, Error> {
    let office = directory::organisation(tx, project.office).await?;
    let office = office.ok_or(Error::NotFound)?;
    let facility = directory::organisation(tx, inspection.institution).await?;
    let facility = facility.ok_or(Error::NotFound)?;
    let issuer = directory::person_name(tx, wish.person).await?;
    let document = document::official(
        app,
        &Official {
            office: &office,
            facility: &facility,
            inspection,
            reading: &opened.reading,
            photos,
            version,
            reason: wish.reason,
            issuer: issuer.as_deref().unwrap_or_default(),
            at,
        },
    );
    web::print_pdf(document).await
}

async fn keep(
    app: &App,
    tx: &db::Tx,
    project: &Project,
    (inspection, version, opened): (&Inspection, i64, &Opened),
    (pdf, wish): (&[u8], Wish<'_>),
    at: jiff::Timestamp,
) -> Result<(), Error> {
    let context = Protocol::context(inspection.id, version, "reason");
    let protocol = Protocol {
        inspection: inspection.id,
        version,
        record_version: opened.number,
        issued_at: at,
        issued_by: wish.person,
        sha256: hex::encode(Sha256::digest(pdf)),
        sealed_reason: seal_text(app, tx, project, &context, wish.reason).await?,
    };
    let context = Protocol::context(inspection.id, version, "pdf");
    let sealed = app.vault.seal(tx, project.office, &context, pdf).await?;
    protocols::add(tx, &protocol, sealed).await?;
    Ok(())
}
