// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Checks a release before it leaves an office and again when it arrives.
//!
//! This crate is the second pair of eyes: it shares no code with the engine that computes
//! releases. It reads policy, hierarchy and document as JSON by its own types, computes every hash
//! itself, and knows nothing about records. What it cannot see (which facility is in which group,
//! the single figures behind a sum) it cannot check; everything that is visible in a document is
//! checked:
//!
//! * the document has one spelling (canonical JSON), known keys only, no text beyond keys, and its
//!   digest fits;
//! * it continues the ledger: office, collection, number, hash of the document before, week;
//! * policy and hierarchy are known by their hashes;
//! * every group has at least the policy's minimum of facilities, stands at a level that the
//!   waiting time allows, names a place of that level and a week that has begun, and sums exactly
//!   the policy's measures;
//! * no group occurs twice; corrections only correct what was released, by no more facilities than
//!   that, and never below zero.
//!
//! Releases of records (format 2, [`Chain::extend_records`]) are held to the same and to more: every group
//! has the fields of the policy at levels between the finest and the coarsest, only values that the named
//! hierarchies list, counts that add up and are as different as the policy asks, and after a correction
//! nothing or enough stays behind. How long a record waited cannot be seen in a document, nor whether
//! levels were as fine as possible; both harm the reader and nobody in the group.
//!
//! Tables of counts with noise ([`Chain::extend_table`]) are complete, cost what the policy says, are about a period of
//! which nothing has left, and stay within the account of its year.
//!
//! ```
//! use anonymity_verifier::{Chain, Code, Known};
//!
//! let known = Known::new([], []).unwrap();
//! let mut chain = Chain::new("office-1", "are-sentinel");
//! let refusal = chain.extend(&known, b"{}").unwrap_err();
//! assert_eq!(refusal.code, Code::Unreadable);
//! ```
//!
//! What does not belong here: deciding what leaves, storing, sending.

mod canonical;
mod chain;
mod groups;
mod known;
mod records;
mod refusal;
mod table;
mod week;

pub use chain::{Chain, Verified, VerifiedGroup, VerifiedKind, verify};
pub use known::Known;
pub use records::{Tuple, Values, VerifiedRecordGroup, VerifiedRecords, VerifiedSaying};
pub use refusal::{Code, Refusal};
pub use table::VerifiedTable;
