// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::BTreeMap;
use std::fmt;

use kernel::IsoWeek;
use serde::{Deserialize, Serialize};

use super::document::Tuple;
use crate::{Entity, RecordKey};

/// One record as the office holds it: a case of a notification, a visit, a report.
///
/// A record is not released by being at hand. It cannot be written towards the state, because it
/// cannot be written at all:
///
/// ```compile_fail,E0277
/// fn send(record: &anonymity::forwarding::Record) -> String {
///     serde_json::to_string(record).unwrap()
/// }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Record {
    /// Which case; the same for all its versions.
    pub case: RecordKey,
    /// Which version of it; a newer one has a higher number.
    pub version: u32,
    /// Whose, in the order of [`Policy::entities`](super::Policy::entities).
    pub entities: Vec<Entity>,
    /// When it happened.
    pub week: IsoWeek,
    /// The finest values, in the order of [`Policy::coded`](super::Policy::coded).
    pub values: Vec<String>,
    /// In the order of [`Policy::measures`](super::Policy::measures).
    pub figures: Vec<i64>,
}

/// How a record is written for the vault, and only there.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Record", deny_unknown_fields)]
struct Sealable {
    case: RecordKey,
    version: u32,
    entities: Vec<Entity>,
    week: IsoWeek,
    values: Vec<String>,
    figures: Vec<i64>,
}

impl Record {
    /// The record as bytes that are sealed at once and stay at the office, so that an auditor can compute
    /// the release again that it was offered to.
    pub fn for_the_vault(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        Sealable::serialize(self, &mut serde_json::Serializer::new(&mut bytes))
            .expect("records have text keys only");
        bytes
    }

    /// Reads what [`Self::for_the_vault`] wrote; `None` if it is something else.
    pub fn from_the_vault(bytes: &[u8]) -> Option<Self> {
        let mut reader = serde_json::Deserializer::from_slice(bytes);
        let record = Sealable::deserialize(&mut reader).ok()?;
        reader.end().ok()?;
        Some(record)
    }
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Record({}, …)", self.case.as_str())
    }
}

/// The office's note of what left in which group. As confidential as the record: it is written only by
/// [`Receipt::for_the_vault`].
///
/// ```compile_fail,E0277
/// fn send(receipt: &anonymity::forwarding::Receipt) -> String {
///     serde_json::to_string(receipt).unwrap()
/// }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Receipt(pub(crate) Note);

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Note {
    pub(crate) case: RecordKey,
    pub(crate) version: u32,
    pub(crate) entities: Vec<Entity>,
    pub(crate) week: IsoWeek,
    /// What left of it besides the tuple, by field, at the level at which it left.
    pub(crate) told: BTreeMap<String, String>,
    pub(crate) figures: Vec<i64>,
    pub(crate) sequence: u64,
    pub(crate) policy: String,
    pub(crate) left_in: LeftIn,
}

/// How a record left.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeftIn {
    /// In the group of this tuple.
    Group(Tuple),
    /// In a correction of what was released with the first tuple to the second.
    Correction(Tuple, Tuple),
    /// In a count.
    Count,
}

impl fmt::Debug for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Receipt({}, …)", self.0.case.as_str())
    }
}

impl Receipt {
    /// Receipts as bytes that are sealed at once and stay at the office.
    pub fn for_the_vault(receipts: &[Self]) -> Vec<u8> {
        let notes: Vec<&Note> = receipts.iter().map(|receipt| &receipt.0).collect();
        serde_json::to_vec(&notes).expect("notes have text keys only")
    }

    /// Reads what [`Self::for_the_vault`] wrote; `None` if it is something else.
    pub fn from_the_vault(bytes: &[u8]) -> Option<Vec<Self>> {
        let notes: Vec<Note> = serde_json::from_slice(bytes).ok()?;
        Some(notes.into_iter().map(Self).collect())
    }

    /// Which case.
    pub fn case(&self) -> &RecordKey {
        &self.0.case
    }

    /// Which version of it.
    pub fn version(&self) -> u32 {
        self.0.version
    }

    /// Whose.
    pub fn entities(&self) -> &[Entity] {
        &self.0.entities
    }

    /// In which release.
    pub fn sequence(&self) -> u64 {
        self.0.sequence
    }

    /// How.
    pub fn left_in(&self) -> &LeftIn {
        &self.0.left_in
    }

    /// When what it is about happened.
    pub fn week(&self) -> IsoWeek {
        self.0.week
    }
}

/// A record that did not leave in this release.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Held {
    /// Which case.
    pub case: RecordKey,
    /// Which version.
    pub version: u32,
    /// Why not.
    pub reason: HeldReason,
}

kernel::named! {
    /// Why a record did not leave.
    pub enum HeldReason {
        /// No group is large and different enough, or cheap enough for its time.
        Waits = "waits",
        /// The maximum hold is over, and too few are left to be counted.
        TooFewToCount = "too-few-to-count",
        /// It corrects what has left; too few have corrected the same, or too few would stay behind.
        CorrectionWaits = "correction-waits",
        /// It corrects what has left, and changes whose record it is, or under which tuple its figures were
        /// summed. Stays at the office.
        CorrectionMoves = "correction-moves",
        /// It corrects what left under another policy. Stays at the office.
        CorrectionOfOtherPolicy = "correction-of-other-policy",
        /// It, or a newer version, has left, or nothing that left changes by it.
        NothingToAdd = "nothing-to-add",
        /// It is about a week after the week of the release.
        NotYet = "not-yet",
        /// A hierarchy does not know a value.
        UnknownValue = "unknown-value",
        /// A figure is negative or above [`LARGEST_FIGURE`](crate::LARGEST_FIGURE).
        OutOfRange = "out-of-range",
        /// There are two different records of the same version.
        SeveralReports = "several-reports",
    }
}

impl HeldReason {
    /// Whether the recipient lacks something because the record is held.
    pub fn keeps_something_back(self) -> bool {
        self != Self::NothingToAdd
    }
}
