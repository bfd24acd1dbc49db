// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Releases of records (format 2): groups by tuple, with how often each value occurs.

mod date;
mod groups;
mod rules;
mod totals;
mod variety;

use std::collections::BTreeMap;

use serde::Deserialize;

pub(crate) use groups::{Book, GroupJson, check};
pub(crate) use rules::{List, Path, Rules, read_list, read_rules};
pub(crate) use totals::Totals;

/// What the members of a group agree in: field → level and value.
pub type Tuple = BTreeMap<String, (String, String)>;

/// How often each value of each field occurs.
pub type Values = BTreeMap<String, BTreeMap<String, u64>>;

/// A release of records that holds all rules. Only the verifier makes one.
///
/// ```compile_fail,E0451
/// # use anonymity_verifier::VerifiedRecords;
/// fn forge(known: VerifiedRecords) -> VerifiedRecords {
///     VerifiedRecords { sequence: 7, ..known }
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedRecords {
    pub(crate) sequence: u64,
    pub(crate) as_of: String,
    pub(crate) policy: String,
    pub(crate) hash: String,
    pub(crate) groups: Vec<VerifiedRecordGroup>,
}

impl VerifiedRecords {
    /// The number of the release in its ledger, from 1.
    pub fn sequence(&self) -> u64 {
        self.sequence
    }

    /// The ISO week of the release, such as `2026-W47`.
    pub fn as_of(&self) -> &str {
        &self.as_of
    }

    /// The hash of the policy.
    pub fn policy(&self) -> &str {
        &self.policy
    }

    /// SHA-256 of the document, in hexadecimal.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The groups.
    pub fn groups(&self) -> &[VerifiedRecordGroup] {
        &self.groups
    }
}

/// A group of a verified release of records.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct VerifiedRecordGroup {
    /// How many records.
    pub records: u64,
    /// How many different entities, by kind: `person`, `facility`.
    pub entities: BTreeMap<String, u64>,
    /// What it says about them.
    pub says: VerifiedSaying,
    /// Sums by measure; of a correction what to add.
    pub sums: BTreeMap<String, i64>,
}

/// What a group says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VerifiedSaying {
    /// Records that agree in a tuple.
    Records {
        /// In what.
        tuple: Tuple,
        /// How often each value occurs.
        values: Values,
    },
    /// Records that were released under one tuple and belong under another.
    Correction {
        /// The tuple before.
        from: Tuple,
        /// The tuple after.
        to: Tuple,
        /// The values before.
        before: Values,
        /// The values after.
        after: Values,
    },
    /// Records of which nothing else is said.
    Count,
}

/// A document as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DocumentJson {
    pub(crate) as_of: String,
    pub(crate) collection: String,
    pub(crate) digest: String,
    pub(crate) format: String,
    pub(crate) groups: Vec<GroupJson>,
    pub(crate) hierarchies: BTreeMap<String, String>,
    pub(crate) office: String,
    pub(crate) policy: String,
    pub(crate) previous: String,
    pub(crate) sequence: u64,
}
