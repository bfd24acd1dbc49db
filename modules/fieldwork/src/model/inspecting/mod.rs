// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Inspections of facilities, decided without a database: when one is due, what a record says, and what
//! it does to defects.

mod defect;
mod difference;
mod inspection;
mod mapping;
mod plan;
mod reading;
mod suggestion;

pub(crate) use defect::{Change, Defect, DefectEvent, DefectFacts, DefectState, EventKind, decide};
pub(crate) use difference::{Difference, Noticed, Said};
pub(crate) use inspection::{Inspection, InspectionState, Occasion, Protocol};
pub(crate) use mapping::{Endings, Mapping};
pub(crate) use plan::{Facility, KindRule, Plan, RiskClass, Settings, due_on};
pub(crate) use reading::{Finding, FindingKind, Prefill, Reading, prefill, read};
pub(crate) use suggestion::{suggest, usable_lists};
