// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Release policies for records with several fields, from the first suggestion to the signature.
//!
//! What belongs here: which fields a form version offers and how they can be made coarser, what is suggested,
//! trying a policy, and the steps of its life. What does not: what a policy does to records, which is
//! `anonymity::forwarding`'s; releases themselves (`release`).

mod deeds;
mod fields;
mod hierarchies;
mod presets;
mod records;
mod trial;

pub use deeds::{Deed, add, decide, discard, save, submit};
pub use fields::{Answers, ClassKind, PERSON, PolicyField, fields, suggested};
pub use hierarchies::{AGE, MISSING, OLDEST, PLACE, hierarchies, of_policy};
pub use presets::{Preset, apply};
pub use records::{MOST_REAL, invented, of_reports};
pub use trial::{TrialFailure, try_invented, try_records};
