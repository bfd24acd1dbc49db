// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The words that every part of Deich shares: identifiers, keys of territory, periods,
//! ages and sexes, languages, parts of addresses, the clock and randomness as parameters, actor, action and resource.
//!
//! What belongs here: small value types that several crates exchange. What does not: I/O, SQL,
//! HTTP, rules of one module.

mod actor;
mod address;
mod ags;
mod chance;
mod clock;
mod email;
mod holidays;
mod ids;
mod lang;
mod named;
mod people;
mod period;

pub use actor::{Action, Actor, Level, Membership, OwnRole, Resource, Role};
pub use address::encode_component;
pub use ags::{Ags, AgsError};
pub use chance::{Chance, SeededChance, SystemChance};
pub use clock::{Clock, ManualClock, ShiftedClock, SystemClock, berlin_date, berlin_zone};
pub use email::{Email, EmailError};
pub use holidays::{HolidayName, Holidays, easter};
pub use ids::{
    BlockId, CaseFileId, CaseTypeId, CollectionId, FileId, FormId, FormVersionId, Id, JobId,
    OrganisationId, PersonId, ReleaseId, SessionId, SubmissionId,
};
pub use lang::{Lang, Localized};
pub use named::UnknownName;
pub use people::{AgeGroup, AgeGroupError, Sex};
pub use period::{IsoWeek, PeriodError};

#[doc(hidden)]
pub use serde;
