// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The rights concept: Cedar policies and the one call `allow(actor, action, resource)`.
//!
//! What belongs here: the schema shared by all policies, their checking at start, the decision, and
//! the matrix that shows the decisions to people. What does not: the policies themselves (each module
//! keeps its own in `policies.cedar`) and how an actor is found out (module `directory`).
//!
//! Everything that no policy permits is refused. The principal is a `Person` with one set of
//! organisations per role (`caseWorkerAt`, `analystAt`, …), the `Visitor` who has not signed in, or the
//! `System` in a background job. The resource is a `Thing` that names the state, office, institution
//! and person it belongs to, as far as it belongs to them.

mod decide;
mod matrix;
mod schema;

pub use decide::{Decision, Policy, PolicyError, Reason, Source};
pub use matrix::{MatrixRow, Scope, levels};
