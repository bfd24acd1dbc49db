// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Requests of people concerned and the register: types and decisions. No SQL, no HTTP, no clock.

mod hit;
mod register;
mod request;

pub use hit::{Found, FoundName, LeftOut, Verdict};
pub use register::{Addition, Change, Header, Kept, Snapshot, Version, changes};
pub use request::{
    DeletionGround, Identity, Letter, LetterKind, Outcome, Person, Proof, Proposal, Request,
    RequestDeletion, RequestKind, RequestState, Search, Step, StepKind, due_on,
};
