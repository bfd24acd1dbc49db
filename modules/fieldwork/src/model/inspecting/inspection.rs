// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! An inspection and its official record.

use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{OrganisationId, PersonId};
use uuid::Uuid;

kernel::named! {
    /// How far an inspection has come.
    pub(crate) enum InspectionState {
        /// It is to take place.
        Planned = "planned",
        /// Its record is there.
        Done = "done",
        /// Its official record is issued.
        Issued = "issued",
        /// It does not take place.
        CalledOff = "called-off",
    }
}

kernel::named! {
    /// Why a facility is inspected.
    pub(crate) enum Occasion {
        /// Because it is its turn.
        Routine = "routine",
        /// Because of something that happened.
        Event = "event",
        /// To see whether defects are mended.
        FollowUp = "followup",
    }
}

/// An inspection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Inspection {
    /// Which.
    pub(crate) id: Uuid,
    /// The project.
    pub(crate) project: i64,
    /// The facility.
    pub(crate) institution: OrganisationId,
    /// How far it has come.
    pub(crate) state: InspectionState,
    /// Why.
    pub(crate) occasion: Occasion,
    /// When it was due.
    pub(crate) due_on: Date,
    /// When it is to take place.
    pub(crate) planned_on: Option<Date>,
    /// Who is to carry it out.
    pub(crate) person: Option<PersonId>,
    /// The inspection whose defects are looked at again.
    pub(crate) follows: Option<Uuid>,
    /// The record of what was found.
    pub(crate) record: Option<Uuid>,
    /// When it took place.
    pub(crate) visited_on: Option<Date>,
    /// The number of its official record, such as `2026-0007`.
    pub(crate) number: Option<String>,
    /// How often it was changed, from 1.
    pub(crate) version: i64,
    /// Since when it is planned.
    pub(crate) created_at: Timestamp,
}

impl Inspection {
    /// Whether the interval of the facility begins anew with it.
    pub(crate) fn is_whole(&self) -> bool {
        self.occasion != Occasion::FollowUp
    }

    /// What the answers of its draft are sealed for.
    pub(crate) fn draft_context(id: Uuid) -> String {
        format!("fieldwork-inspection-draft:{id}")
    }
}

/// A version of an official record, closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Protocol {
    /// The inspection.
    pub(crate) inspection: Uuid,
    /// Its number, from 1.
    pub(crate) version: i64,
    /// The version of the record that it was made from.
    pub(crate) record_version: i64,
    /// When.
    pub(crate) issued_at: Timestamp,
    /// By whom.
    pub(crate) issued_by: PersonId,
    /// SHA-256 of the PDF, as 64 hexadecimal digits.
    pub(crate) sha256: String,
    /// Why it corrects the one before; none of the first.
    pub(crate) sealed_reason: Option<Vec<u8>>,
}

impl Protocol {
    /// What a part of a version is sealed for.
    pub(crate) fn context(inspection: Uuid, version: i64, what: &str) -> String {
        format!("fieldwork-protocol-{what}:{inspection}:{version}")
    }
}
