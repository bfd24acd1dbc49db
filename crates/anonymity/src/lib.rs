// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Anonymised forwarding: what may leave a health office, and proof that it was no more.
//!
//! # The problem
//!
//! Forwarding is repeated. A table that is anonymous by itself gives persons and facilities away
//! once it is compared with the table of the week before: the difference of two harmless tables
//! can be one facility.
//!
//! # The release ledger
//!
//! Every record leaves **at most once**, in a **group** of at least k different facilities that
//! agree in everything said about them, and a group **never changes**. Releases only ever append
//! groups, so the difference of any two states of the ledger is a union of whole groups: comparing
//! releases shows nothing that one group does not show.
//!
//! 1. A [`Policy`] says per form version which field leaves how: the facility never, the place at
//!    a level of a [`Hierarchy`], the date as week, figures as sums, everything else not at all.
//! 2. [`release`] takes the policy, the hierarchy, the [`Ledger`] so far and the office's accepted
//!    [`Record`]s and decides what leaves this week, what waits, and why. It reads no clock and no
//!    randomness: equal input gives equal bytes, so an auditor can [`replay`] a whole ledger.
//! 3. A [`ReleaseDocument`] carries groups, never rows. Each names the hash of the one before.
//!    [`Receipt`]s stay at the office and make "at most once" checkable.
//! 4. The crate `anonymity-verifier` checks documents on departure and on arrival. It shares no
//!    code with this one.
//! 5. A [`Report`] gives the data protection officer the figures of a release on one page.
//!
//! # Rules that are easy to miss
//!
//! * **Late reports** wait for others about the same place and week. With time they may leave at
//!   coarser places; after the maximum hold they are only counted. What never finds company stays
//!   in the office's own lawful record.
//! * **Zero reports** ([`Content::Closed`]) form groups of their own. Everybody in town knows which
//!   facility was closed; among figures it would make a group look larger than it is.
//! * **Corrections** of reports that have left never edit a group. They leave as a group of
//!   differences once k facilities have corrected the same released place and week; a correction
//!   that changes place or openness, or one under another policy, stays at the office and is
//!   counted as held.
//! * **Withdrawal and erasure** act at the office. A group is not personal data and stays.
//! * **The p%-rule** ([`FieldClass::Measure`]) withholds sums from which one facility could compute
//!   another's figure.
//!
//! # What it does not give
//!
//! A group in which all facilities report the same (for instance nothing) tells the figure of
//! each. Somebody who knows that a facility reported in a week knows that it is in one of the
//! groups of that week. Several reports of one facility over weeks can be in groups with much the
//! same members. Facilities of one operator count as different ones. The report says so in
//! sentences.
//!
//! What does not belong here: reading submissions, storing anything, deciding when to release.

mod canonical;
pub mod counting;
mod document;
mod dominance;
mod engine;
pub mod forwarding;
mod hierarchy;
mod ledger;
mod policy;
mod record;
mod report;
#[cfg(test)]
mod testing;

pub use document::{GroupKind, ReleaseDocument, ReleasedGroup};
pub use engine::{Outcome, ReleaseError, release};
pub use hierarchy::{Hierarchy, HierarchyError};
pub use ledger::{Ledger, LedgerError, Step, replay};
pub use policy::{
    DropReason, Field, FieldClass, PatienceStep, Policy, PolicyDraft, PolicyError, PolicyFormat,
    SHIPPED_MAXIMUM_HOLD_WEEKS, SHIPPED_MINIMUM_FACILITIES, shipped_patience,
};
pub use record::{
    Content, Entity, Held, HeldReason, LARGEST_FIGURE, LeftIn, Place, Receipt, Record, RecordKey,
};
pub use report::{AtLevel, FieldInReport, Inference, Linkability, Report, Section, SinglingOut};

// One-off extracts of a table ([`Extract`]); they share nothing with the release ledger.

mod generalise;
mod lattice;
mod metric;
mod model;
mod risk;
mod search;
mod table;

pub use generalise::{Code, Generalisation, GeneralisationError, Imported, NearDuplicate};
pub use metric::{Metric, MetricError};
pub use model::{Criterion, CriterionError};
pub use risk::{Population, Risks};
pub use search::{
    Extract, ExtractError, Generalised, Homogeneous, Optimum, Recoding, Shape, Watch,
};
pub use table::{Column, Table, TableBuilder, TableError};
