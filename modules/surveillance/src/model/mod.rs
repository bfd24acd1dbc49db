// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is watched, how, what came of it, and what people say about it. Pure: no SQL, no HTTP, no clock.

pub mod looking;
mod plan;
mod rule;
mod run;
mod signal;
mod stratum;

pub use plan::{
    Bound, Depth, Intervention, InterventionKind, LONGEST_REASON, Limits, MOST_INTERVENTIONS,
    Method, WatchPlan,
};
pub use rule::DigestRule;
pub use run::{Run, RunId, RunState, Tally};
pub use signal::{Assessment, Deed, Dismissal, Evidence, Signal, SignalId, Step, StepId, StepKind};
pub use stratum::{NoStratum, Stratum};
