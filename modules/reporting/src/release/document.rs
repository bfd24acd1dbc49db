// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Documents of all formats: as the engine makes them, and as the verifier lets them pass.

use anonymity::{counting, forwarding};
use anonymity_verifier::{Chain, Known, Refusal, Verified, VerifiedRecords, VerifiedTable};
use kernel::IsoWeek;

use super::policy::Format;

/// A document that the engine has made. There is no other way to one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Document {
    /// Weekly sums.
    Sums(anonymity::ReleaseDocument),
    /// Records.
    Records(forwarding::ReleaseDocument),
    /// A table of counts with noise.
    Table(counting::Document),
}

impl Document {
    /// The canonical JSON.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Sums(document) => document.bytes(),
            Self::Records(document) => document.bytes(),
            Self::Table(document) => document.bytes(),
        }
    }

    /// SHA-256 of the bytes, in hexadecimal.
    pub fn hash(&self) -> String {
        match self {
            Self::Sums(document) => document.hash(),
            Self::Records(document) => document.hash(),
            Self::Table(document) => document.hash(),
        }
    }

    /// What somebody confirms: the hash, or of a table that of everything but its noise, which is drawn anew each time.
    pub fn confirmation(&self) -> String {
        match self {
            Self::Table(document) => document.plan_hash(),
            _ => self.hash(),
        }
    }

    /// The hash of the document before.
    pub fn previous(&self) -> &str {
        match self {
            Self::Sums(document) => document.previous(),
            Self::Records(document) => document.previous(),
            Self::Table(document) => document.previous(),
        }
    }

    /// The office.
    pub fn office(&self) -> &str {
        match self {
            Self::Sums(document) => document.office(),
            Self::Records(document) => document.office(),
            Self::Table(document) => document.office(),
        }
    }

    /// The collection.
    pub fn collection(&self) -> &str {
        match self {
            Self::Sums(document) => document.collection(),
            Self::Records(document) => document.collection(),
            Self::Table(document) => document.collection(),
        }
    }

    /// The number of the release, from 1.
    pub fn sequence(&self) -> u64 {
        match self {
            Self::Sums(document) => document.sequence(),
            Self::Records(document) => document.sequence(),
            Self::Table(document) => document.sequence(),
        }
    }

    /// The week of the release.
    pub fn as_of(&self) -> IsoWeek {
        match self {
            Self::Sums(document) => document.as_of(),
            Self::Records(document) => document.as_of(),
            Self::Table(document) => document.as_of(),
        }
    }

    /// Whether it says nothing, so that it is no release.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Sums(document) => document.groups().is_empty(),
            Self::Records(document) => document.groups() == 0,
            Self::Table(document) => document.is_empty(),
        }
    }
}

/// Whether the bytes say that they are a release of records.
pub fn is_of_records(document: &[u8]) -> bool {
    has_format(document, "deich-release/2")
}

/// Whether the bytes say that they are a table of counts with noise.
pub fn is_table(document: &[u8]) -> bool {
    has_format(document, "deich-table/1")
}

fn has_format(document: &[u8], wanted: &str) -> bool {
    let format: Option<Format> = serde_json::from_slice(document).ok();
    format.is_some_and(|one| one.format == wanted)
}

/// A document that holds all rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    /// Weekly sums.
    Sums(Verified),
    /// Records.
    Records(VerifiedRecords),
    /// A table of counts with noise.
    Table(VerifiedTable),
}

/// Checks a document of any format and makes it the last one of the chain.
pub fn extend(chain: &mut Chain, known: &Known, document: &[u8]) -> Result<Checked, Refusal> {
    if is_table(document) {
        chain.extend_table(known, document).map(Checked::Table)
    } else if is_of_records(document) {
        chain.extend_records(known, document).map(Checked::Records)
    } else {
        chain.extend(known, document).map(Checked::Sums)
    }
}

impl Checked {
    /// The number of the release in its ledger, from 1.
    pub fn sequence(&self) -> u64 {
        match self {
            Self::Sums(verified) => verified.sequence(),
            Self::Records(verified) => verified.sequence(),
            Self::Table(verified) => verified.sequence(),
        }
    }

    /// The ISO week of the release.
    pub fn as_of(&self) -> &str {
        match self {
            Self::Sums(verified) => verified.as_of(),
            Self::Records(verified) => verified.as_of(),
            Self::Table(verified) => verified.as_of(),
        }
    }

    /// The hash of the policy.
    pub fn policy(&self) -> &str {
        match self {
            Self::Sums(verified) => verified.policy(),
            Self::Records(verified) => verified.policy(),
            Self::Table(verified) => verified.policy(),
        }
    }

    /// SHA-256 of the document, in hexadecimal.
    pub fn hash(&self) -> &str {
        match self {
            Self::Sums(verified) => verified.hash(),
            Self::Records(verified) => verified.hash(),
            Self::Table(verified) => verified.hash(),
        }
    }

    /// How many groups it has, or cells.
    pub fn groups(&self) -> usize {
        match self {
            Self::Sums(verified) => verified.groups().len(),
            Self::Records(verified) => verified.groups().len(),
            Self::Table(verified) => verified.cells(),
        }
    }

    /// How many reports are in them; 0 for a table, which does not tell.
    pub fn reports(&self) -> u64 {
        match self {
            Self::Sums(verified) => verified.groups().iter().map(|group| group.reports).sum(),
            Self::Records(verified) => verified.groups().iter().map(|group| group.records).sum(),
            Self::Table(_) => 0,
        }
    }
}
