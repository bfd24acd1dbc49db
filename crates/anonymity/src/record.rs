// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::fmt;

use kernel::{Ags, IsoWeek};
use serde::{Deserialize, Serialize};

/// The largest figure that a record may carry, so that sums stay exact in JSON everywhere.
pub const LARGEST_FIGURE: i64 = 1_000_000_000;

/// Names one accepted version of one report at the office. Opaque to the engine; never leaves.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RecordKey(String);

/// Tells facilities apart. Opaque to the engine; never leaves, and stays out of logs.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Entity(String);

impl RecordKey {
    /// The key of one version of one report, for instance submission and version number.
    pub fn new(key: impl Into<String>) -> Self {
        Self(key.into())
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Entity {
    /// The facility with this identifier.
    pub fn new(identifier: impl Into<String>) -> Self {
        Self(identifier.into())
    }
}

impl fmt::Debug for Entity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Entity(…)")
    }
}

/// One accepted report of one facility about one week, as the office holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Which version of which report.
    pub key: RecordKey,
    /// Whose report.
    pub entity: Entity,
    /// Where the facility lies, as the finest level of the hierarchy has it: a district.
    pub place: Ags,
    /// The week that the report is about.
    pub week: IsoWeek,
    /// What was reported.
    pub content: Content,
}

/// What a report says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Content {
    /// The figures in the order of [`Policy::measures`](crate::Policy::measures), each from 0 to
    /// [`LARGEST_FIGURE`].
    Figures(Vec<i64>),
    /// A zero report: the facility was closed.
    ///
    /// Who was closed is often known in town. Among figures such a report would make a group look
    /// larger than it is, so zero reports form groups of their own.
    Closed,
}

/// The office's own note of what left in which group. It is as confidential as the reports
/// themselves: it stays at the office, sealed, and is what makes "at most once" checkable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Which version of which report.
    pub key: RecordKey,
    /// Whose report.
    pub entity: Entity,
    /// The week that the report is about.
    pub week: IsoWeek,
    /// What was reported.
    pub content: Content,
    /// The number of the release.
    pub sequence: u64,
    /// The hash of the policy.
    pub policy: String,
    /// How it left.
    pub left_in: LeftIn,
}

/// How a record left.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeftIn {
    /// In the group of this place and of the receipt's week.
    Group(Place),
    /// In a correction of what was released about this place and the receipt's week.
    Correction(Place),
    /// In a count.
    Count,
}

/// A place at a level of the hierarchy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The name of the level.
    pub level: String,
    /// The value there.
    pub value: String,
}

/// A record that did not leave in this release.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Held {
    /// Which version of which report.
    pub key: RecordKey,
    /// Why not.
    pub reason: HeldReason,
}

kernel::named! {
    /// Why a record did not leave.
    pub enum HeldReason {
        /// Fewer facilities than the minimum share place and week, at every level that the waiting
        /// time allows.
        TooFewFacilities = "too-few-facilities",
        /// Enough facilities do, but the second largest could compute the largest one's figure.
        Dominated = "dominated",
        /// The maximum hold is over, and fewer facilities than the minimum are left to be counted.
        TooFewToCount = "too-few-to-count",
        /// It corrects figures that have left; fewer facilities than the minimum have corrected the
        /// same released group so far.
        CorrectionWaits = "correction-waits",
        /// It corrects a report that has left, but changes more than figures: the facility's place, or
        /// whether it was closed. Such corrections stay at the office.
        CorrectionMoves = "correction-moves",
        /// It corrects a report that has left under another policy. Such corrections stay at the
        /// office.
        CorrectionOfOtherPolicy = "correction-of-other-policy",
        /// Its report has left and nothing that left changes by it.
        NothingToAdd = "nothing-to-add",
        /// It is about a week after the week of the release.
        NotYet = "not-yet",
        /// The hierarchy does not know its place.
        UnknownPlace = "unknown-place",
        /// A figure is negative or above [`LARGEST_FIGURE`].
        OutOfRange = "out-of-range",
        /// The facility has several pending records about the week; somebody must decide which holds.
        SeveralReports = "several-reports",
    }
}

impl HeldReason {
    /// Whether the state lacks something because the record is held.
    pub fn keeps_something_back(self) -> bool {
        self != Self::NothingToAdd
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_called_the_same_in_json() {
        for reason in HeldReason::ALL {
            assert_eq!(serde_json::json!(reason), reason.name());
        }
    }

    #[test]
    fn a_facility_does_not_show_in_logs() {
        assert_eq!(format!("{:?}", Entity::new("kita-17")), "Entity(…)");
    }
}
