// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What an official record does to the defects of its facility: some arise, some stay, some are mended.

use jiff::civil::Date;
use kernel::{Clock, PersonId};
use uuid::Uuid;
use web::{App, Error};

use super::mirror::{self, By};
use super::{mending, new_id};
use crate::model::Project;
use crate::model::inspecting::{
    Change, Defect, DefectEvent, DefectFacts, DefectState, EventKind, Facility, Finding,
    Inspection, Plan, Reading, decide,
};
use crate::store::inspecting::defects;

/// What an official record does to the defects of its facility.
pub(super) struct Run<'a> {
    pub(super) app: &'a App,
    pub(super) tx: &'a db::Tx,
    pub(super) clock: &'a dyn Clock,
    pub(super) project: &'a Project,
    pub(super) plan: &'a Plan,
    pub(super) facility: &'a Facility,
    pub(super) inspection: &'a Inspection,
    pub(super) visited_on: Date,
    pub(super) person: PersonId,
    pub(super) by: By,
}

impl Run<'_> {
    pub(super) async fn defects(&self, reading: &Reading) -> Result<(), Error> {
        let known =
            defects::of_facility(self.tx, self.project.id, self.facility.institution).await?;
        for change in decide(&reading.findings, &known, self.inspection.id) {
            match change {
                Change::Arise { finding, is_repeat } => self.arise(finding, is_repeat).await?,
                Change::Stay { defect, finding } => self.stay(defect, finding).await?,
                Change::Mend(defect) => {
                    self.close(defect, (DefectState::Confirmed, EventKind::Confirmed))
                        .await?;
                }
                Change::TakeBack(defect) => {
                    self.close(defect, (DefectState::Waived, EventKind::Corrected))
                        .await?;
                }
            }
        }
        Ok(())
    }

    async fn arise(&self, finding: &Finding, is_repeat: bool) -> Result<(), Error> {
        let defect = Defect {
            id: new_id(self.app, self.clock),
            project: self.project.id,
            institution: self.facility.institution,
            inspection: self.inspection.id,
            item: finding.item.clone(),
            section: finding.section.clone(),
            title: finding.title.clone(),
            severity: finding.severity.clone(),
            severity_title: finding.severity_title.clone(),
            is_severe: finding.is_severe,
            is_repeat,
            deadline: finding.deadline,
            state: DefectState::Open,
            found_on: self.visited_on,
            closed_on: None,
            version: 1,
        };
        self.write(&defect, Some(finding), EventKind::Found).await
    }

    async fn stay(&self, id: Uuid, finding: &Finding) -> Result<(), Error> {
        let defect = defects::lock(self.tx, id).await?;
        let mut defect = defect.ok_or(Error::NotFound)?;
        let kind = if defect.inspection == self.inspection.id {
            EventKind::Corrected
        } else {
            EventKind::Again
        };
        defect.severity.clone_from(&finding.severity);
        defect.severity_title.clone_from(&finding.severity_title);
        defect.is_severe = finding.is_severe;
        defect.deadline = finding.deadline.or(defect.deadline);
        defect.state = DefectState::Open;
        defect.version += 1;
        self.write(&defect, Some(finding), kind).await
    }

    async fn close(&self, id: Uuid, (state, kind): (DefectState, EventKind)) -> Result<(), Error> {
        let defect = defects::lock(self.tx, id).await?;
        let mut defect = defect.ok_or(Error::NotFound)?;
        defect.state = state;
        defect.closed_on = Some(self.visited_on.max(defect.found_on));
        defect.version += 1;
        self.write(&defect, None, kind).await
    }

    /// Writes a defect with what was found this time, its event, and the list of the tablets.
    async fn write(
        &self,
        defect: &Defect,
        finding: Option<&Finding>,
        kind: EventKind,
    ) -> Result<(), Error> {
        let (app, tx, project) = (self.app, self.tx, self.project);
        let written = match finding {
            Some(finding) => DefectFacts {
                text: finding.text.clone(),
                measure: finding.measure.clone(),
                law: finding.law.clone(),
                code: finding.code.clone(),
            },
            None => mending::open(app, tx, project, defect.id).await?,
        };
        let plain = serde_json::to_vec(&written).map_err(Error::internal)?;
        let context = Defect::context(defect.id);
        let sealed = app.vault.seal(tx, project.office, &context, &plain).await?;
        defects::save(tx, defect, Some(sealed)).await?;
        let event = DefectEvent {
            number: defect.version,
            kind,
            at: self.by.at,
            person: self.person,
            deadline: finding.and_then(|finding| finding.deadline),
            sealed_note: None,
        };
        defects::add_event(tx, defect.id, &event).await?;
        let settings = &self.plan.settings;
        mirror::defect(app, tx, project, settings, (defect, &written, self.by)).await
    }
}
