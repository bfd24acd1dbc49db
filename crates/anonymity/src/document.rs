// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::BTreeMap;

use kernel::IsoWeek;
use serde::{Deserialize, Serialize};

use crate::canonical::{canonical, sha256_hex};

/// One release as it leaves the office: groups with counts and sums; never rows, identifiers of
/// persons or facilities, order of arrival, or a time of day.
///
/// Only the engine makes one. There is no constructor and nothing to deserialise it from, so a
/// function that takes a `&ReleaseDocument` cannot be given anything that was not released:
///
/// ```compile_fail,E0451
/// # use anonymity::{ReleaseDocument, ReleasedGroup};
/// fn forge(groups: Vec<ReleasedGroup>) -> ReleaseDocument {
///     ReleaseDocument { groups, bytes: String::new() }
/// }
/// ```
///
/// ```compile_fail,E0277
/// # use anonymity::ReleaseDocument;
/// fn forge(text: &str) -> ReleaseDocument {
///     serde_json::from_str(text).unwrap()
/// }
/// ```
///
/// The receiving side reads a release through the verifier, which yields a type of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseDocument {
    header: Header,
    groups: Vec<ReleasedGroup>,
    bytes: String,
}

/// At least as many facilities as the policy's minimum, with what is said about them together.
///
/// Like the document, a group comes from the engine only:
///
/// ```compile_fail,E0423
/// let group = anonymity::ReleasedGroup(unreachable!());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct ReleasedGroup(Group);

/// What a group says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GroupKind {
    /// Sums over facilities of one place and week.
    Figures,
    /// Facilities of one place and week that were closed.
    Closed,
    /// What is to be added to the sums of groups of one place and week that left earlier.
    Correction,
    /// Facilities that reported something that never found a group.
    Count,
}

/// The head of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) office: String,
    pub(crate) collection: String,
    pub(crate) sequence: u64,
    pub(crate) as_of: IsoWeek,
    pub(crate) policy: String,
    pub(crate) hierarchy: String,
    pub(crate) previous: String,
}

/// A document as it is written, key by key. `digest` is the SHA-256 of the rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wire {
    pub(crate) as_of: IsoWeek,
    pub(crate) collection: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    digest: Option<String>,
    format: Format,
    pub(crate) groups: Vec<Group>,
    pub(crate) hierarchy: String,
    pub(crate) office: String,
    pub(crate) policy: String,
    pub(crate) previous: String,
    pub(crate) sequence: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Format {
    #[serde(rename = "deich-release/1")]
    V1,
}

/// A group as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum Group {
    Figures {
        level: String,
        place: String,
        week: IsoWeek,
        facilities: u32,
        sums: BTreeMap<String, i64>,
    },
    Closed {
        level: String,
        place: String,
        week: IsoWeek,
        facilities: u32,
    },
    Correction {
        level: String,
        place: String,
        week: IsoWeek,
        facilities: u32,
        sums: BTreeMap<String, i64>,
    },
    Count {
        facilities: u32,
        reports: u32,
    },
}

impl Wire {
    /// Reads a stored document; `None` unless it is whole and in canonical form.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let wire: Self = serde_json::from_slice(bytes).ok()?;
        let whole = wire.digest.as_deref() == Some(wire.expected_digest().as_str());
        (whole && canonical(&wire).as_bytes() == bytes).then_some(wire)
    }

    fn expected_digest(&self) -> String {
        let mut rest = self.clone();
        rest.digest = None;
        sha256_hex(canonical(&rest).as_bytes())
    }
}

impl ReleaseDocument {
    /// Writes a document. The caller vouches that the policy holds for every group.
    pub(crate) fn write(header: Header, groups: Vec<Group>) -> Self {
        let mut groups: Vec<(String, Group)> = groups
            .into_iter()
            .map(|group| (canonical(&group), group))
            .collect();
        groups.sort_by(|(a, _), (b, _)| a.cmp(b));
        let groups: Vec<Group> = groups.into_iter().map(|(_, group)| group).collect();
        let mut wire = Wire {
            as_of: header.as_of,
            collection: header.collection.clone(),
            digest: None,
            format: Format::V1,
            groups,
            hierarchy: header.hierarchy.clone(),
            office: header.office.clone(),
            policy: header.policy.clone(),
            previous: header.previous.clone(),
            sequence: header.sequence,
        };
        wire.digest = Some(wire.expected_digest());
        let bytes = canonical(&wire);
        Self {
            header,
            groups: wire.groups.into_iter().map(ReleasedGroup).collect(),
            bytes,
        }
    }

    /// The canonical JSON: what is stored, verified, sent and chained.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.as_bytes()
    }

    /// SHA-256 of the bytes, in hexadecimal; the next document names it.
    pub fn hash(&self) -> String {
        sha256_hex(self.bytes())
    }

    /// The groups, sorted by their written form.
    pub fn groups(&self) -> &[ReleasedGroup] {
        &self.groups
    }

    /// The office that released.
    pub fn office(&self) -> &str {
        &self.header.office
    }

    /// The collection whose reports were released.
    pub fn collection(&self) -> &str {
        &self.header.collection
    }

    /// The number of the release in the ledger of this office and collection, from 1.
    pub fn sequence(&self) -> u64 {
        self.header.sequence
    }

    /// The week of the release.
    pub fn as_of(&self) -> IsoWeek {
        self.header.as_of
    }

    /// The hash of the policy.
    pub fn policy(&self) -> &str {
        &self.header.policy
    }

    /// The hash of the hierarchy.
    pub fn hierarchy(&self) -> &str {
        &self.header.hierarchy
    }

    /// The hash of the document before, 64 zeros for the first.
    pub fn previous(&self) -> &str {
        &self.header.previous
    }
}

impl ReleasedGroup {
    /// What the group says.
    pub fn kind(&self) -> GroupKind {
        self.0.kind()
    }

    /// How many different facilities are in it.
    pub fn facilities(&self) -> u32 {
        self.0.facilities()
    }

    /// How many reports are in it: one per facility, except in a count over several weeks.
    pub fn reports(&self) -> u32 {
        self.0.reports()
    }

    /// The level of its place; `None` for a count.
    pub fn level(&self) -> Option<&str> {
        self.0.place().map(|(level, _, _)| level)
    }

    /// Its place at that level; `None` for a count.
    pub fn place(&self) -> Option<&str> {
        self.0.place().map(|(_, place, _)| place)
    }

    /// Its week; `None` for a count.
    pub fn week(&self) -> Option<IsoWeek> {
        self.0.place().map(|(_, _, week)| week)
    }

    /// Sums by name of the measure; `None` where no figures are given. A correction's sums are
    /// what to add, and can be negative.
    pub fn sums(&self) -> Option<&BTreeMap<String, i64>> {
        self.0.sums()
    }
}

impl Group {
    pub(crate) fn kind(&self) -> GroupKind {
        match self {
            Self::Figures { .. } => GroupKind::Figures,
            Self::Closed { .. } => GroupKind::Closed,
            Self::Correction { .. } => GroupKind::Correction,
            Self::Count { .. } => GroupKind::Count,
        }
    }

    pub(crate) fn facilities(&self) -> u32 {
        match self {
            Self::Figures { facilities, .. }
            | Self::Closed { facilities, .. }
            | Self::Correction { facilities, .. }
            | Self::Count { facilities, .. } => *facilities,
        }
    }

    pub(crate) fn reports(&self) -> u32 {
        match self {
            Self::Count { reports, .. } => *reports,
            group => group.facilities(),
        }
    }

    pub(crate) fn place(&self) -> Option<(&str, &str, IsoWeek)> {
        match self {
            Self::Figures {
                level, place, week, ..
            }
            | Self::Closed {
                level, place, week, ..
            }
            | Self::Correction {
                level, place, week, ..
            } => Some((level, place, *week)),
            Self::Count { .. } => None,
        }
    }

    pub(crate) fn sums(&self) -> Option<&BTreeMap<String, i64>> {
        match self {
            Self::Figures { sums, .. } | Self::Correction { sums, .. } => Some(sums),
            Self::Closed { .. } | Self::Count { .. } => None,
        }
    }
}
