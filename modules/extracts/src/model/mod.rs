// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Extracts and what is decided about them; no SQL, no HTTP, no clock.

mod extract;
mod plan;
mod suggest;

pub use extract::{
    Decision, DecisionRefusal, Extract, ExtractId, ExtractMark, ExtractState, Fault, KEEP_DAYS,
    Outcome, Use, Verdict, piece_of_hierarchy,
};
pub use plan::{Class, HierarchyKind, Model, ModelKind, Plan, PlanColumn, PlanFault};
pub use suggest::{fitting, generalisation};
