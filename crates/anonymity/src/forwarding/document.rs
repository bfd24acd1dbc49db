// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::BTreeMap;

use kernel::IsoWeek;
use serde::{Deserialize, Serialize};

use crate::canonical::{canonical, sha256_hex};

/// What the members of a group agree in: field → level and value.
pub type Tuple = BTreeMap<String, (String, String)>;

/// How often each value of each field occurs in a group.
pub type Values = BTreeMap<String, BTreeMap<String, u32>>;

/// A release of records as it leaves the office. Only the engine makes one.
///
/// ```compile_fail,E0451
/// use anonymity::forwarding::ReleaseDocument;
/// fn forge() -> ReleaseDocument {
///     ReleaseDocument { bytes: String::new() }
/// }
/// ```
///
/// ```compile_fail,E0277
/// use anonymity::forwarding::ReleaseDocument;
/// fn forge(text: &str) -> ReleaseDocument {
///     serde_json::from_str(text).unwrap()
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseDocument {
    wire: Wire,
    bytes: String,
}

/// A document as it is written. `digest` is the SHA-256 of the rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wire {
    pub(crate) as_of: IsoWeek,
    pub(crate) collection: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    digest: Option<String>,
    format: Format,
    pub(crate) groups: Vec<Group>,
    pub(crate) hierarchies: BTreeMap<String, String>,
    pub(crate) office: String,
    pub(crate) policy: String,
    pub(crate) previous: String,
    pub(crate) sequence: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Format {
    #[serde(rename = "deich-release/2")]
    V2,
}

/// A group as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum Group {
    Records {
        entities: BTreeMap<String, u32>,
        records: u32,
        sums: BTreeMap<String, i64>,
        tuple: Tuple,
        values: Values,
    },
    Correction {
        after: Values,
        before: Values,
        entities: BTreeMap<String, u32>,
        from: Tuple,
        records: u32,
        sums: BTreeMap<String, i64>,
        to: Tuple,
    },
    Count {
        entities: BTreeMap<String, u32>,
        records: u32,
    },
}

impl Group {
    /// How many records.
    pub(crate) fn records(&self) -> u32 {
        match self {
            Self::Records { records, .. }
            | Self::Correction { records, .. }
            | Self::Count { records, .. } => *records,
        }
    }

    /// The number of different entities of the kind with the fewest.
    pub(crate) fn fewest(&self) -> u32 {
        match self {
            Self::Records { entities, .. }
            | Self::Correction { entities, .. }
            | Self::Count { entities, .. } => entities.values().min().copied().unwrap_or(0),
        }
    }
}

/// The head of a document.
#[derive(Debug, Clone)]
pub(crate) struct Header {
    pub(crate) office: String,
    pub(crate) collection: String,
    pub(crate) sequence: u64,
    pub(crate) as_of: IsoWeek,
    pub(crate) policy: String,
    pub(crate) hierarchies: BTreeMap<String, String>,
    pub(crate) previous: String,
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
    pub(crate) fn write(header: Header, mut groups: Vec<Group>) -> Self {
        groups.sort_by_cached_key(canonical);
        let mut wire = Wire {
            as_of: header.as_of,
            collection: header.collection,
            digest: None,
            format: Format::V2,
            groups,
            hierarchies: header.hierarchies,
            office: header.office,
            policy: header.policy,
            previous: header.previous,
            sequence: header.sequence,
        };
        wire.digest = Some(wire.expected_digest());
        let bytes = canonical(&wire);
        Self { wire, bytes }
    }

    /// The canonical JSON: what is stored, verified, sent and chained.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.as_bytes()
    }

    /// SHA-256 of the bytes, in hexadecimal; the next document names it.
    pub fn hash(&self) -> String {
        sha256_hex(self.bytes())
    }

    /// How many groups there are.
    pub fn groups(&self) -> usize {
        self.wire.groups.len()
    }

    /// How many records are in them.
    pub fn records(&self) -> u32 {
        self.wire.groups.iter().map(Group::records).sum()
    }

    /// The number of different entities in the smallest group.
    pub fn smallest(&self) -> Option<u32> {
        self.wire.groups.iter().map(Group::fewest).min()
    }

    /// The number of the release, from 1.
    pub fn sequence(&self) -> u64 {
        self.wire.sequence
    }

    /// The week of the release.
    pub fn as_of(&self) -> IsoWeek {
        self.wire.as_of
    }

    /// The office.
    pub fn office(&self) -> &str {
        &self.wire.office
    }

    /// The collection.
    pub fn collection(&self) -> &str {
        &self.wire.collection
    }

    /// The hash of the document before.
    pub fn previous(&self) -> &str {
        &self.wire.previous
    }

    pub(crate) fn wire(&self) -> &Wire {
        &self.wire
    }
}
