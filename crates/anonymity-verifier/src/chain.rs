// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::canonical::{hash, is_key, spell};
use crate::groups::{self, GroupJson, Totals};
use crate::records::{self, VerifiedRecords};
use crate::table::{self, VerifiedTable};
use crate::week::Week;
use crate::{Code, Known, Refusal};

/// The largest document that is read, in bytes: 16 MiB, some hundred thousand groups.
const LARGEST_DOCUMENT: usize = 16 << 20;

const NO_HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The verified documents of one office for one collection, as far as the next one depends on them.
#[derive(Debug, Clone)]
pub struct Chain {
    office: String,
    collection: String,
    sequence: u64,
    last_hash: String,
    last_week: Option<Week>,
    totals: Totals,
    records: records::Totals,
    tables: table::Account,
}

/// A document that holds all rules. Only the verifier makes one.
///
/// ```compile_fail,E0451
/// # use anonymity_verifier::Verified;
/// fn forge(known: Verified) -> Verified {
///     Verified { sequence: 7, ..known }
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    sequence: u64,
    office: String,
    collection: String,
    as_of: String,
    policy: String,
    hash: String,
    groups: Vec<VerifiedGroup>,
}

/// A group of a verified document.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct VerifiedGroup {
    /// What the group says.
    pub kind: VerifiedKind,
    /// The level of its place; `None` for a count.
    pub level: Option<String>,
    /// Its place at that level; `None` for a count.
    pub place: Option<String>,
    /// Its ISO week, such as `2026-W47`; `None` for a count.
    pub week: Option<String>,
    /// How many different facilities are in it, at least the policy's minimum.
    pub facilities: u64,
    /// How many reports are in it.
    pub reports: u64,
    /// Sums by measure, empty where no figures are given; of a correction what to add.
    pub sums: BTreeMap<String, i64>,
}

/// What a group says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VerifiedKind {
    /// Sums over facilities of one place and week.
    Figures,
    /// Facilities of one place and week that were closed.
    Closed,
    /// What is to be added to earlier sums of the place and week.
    Correction,
    /// Facilities whose reports never found a group.
    Count,
}

impl VerifiedKind {
    /// The stable name: `figures`, `closed`, `correction` or `count`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Figures => "figures",
            Self::Closed => "closed",
            Self::Correction => "correction",
            Self::Count => "count",
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DocumentJson {
    as_of: String,
    collection: String,
    digest: String,
    format: String,
    groups: Vec<GroupJson>,
    hierarchy: String,
    office: String,
    policy: String,
    previous: String,
    sequence: u64,
}

impl Verified {
    /// The number of the release in its ledger, from 1.
    pub fn sequence(&self) -> u64 {
        self.sequence
    }

    /// The office that released.
    pub fn office(&self) -> &str {
        &self.office
    }

    /// The collection whose reports were released.
    pub fn collection(&self) -> &str {
        &self.collection
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
    pub fn groups(&self) -> &[VerifiedGroup] {
        &self.groups
    }
}

/// Checks `new` as the document after `previous` (oldest first), which are checked as well.
pub fn verify<D: AsRef<[u8]>>(
    known: &Known,
    office: &str,
    collection: &str,
    previous: impl IntoIterator<Item = D>,
    new: &[u8],
) -> Result<Verified, Refusal> {
    let mut chain = Chain::new(office, collection);
    for document in previous {
        chain.extend(known, document.as_ref())?;
    }
    chain.extend(known, new)
}

impl Chain {
    /// The chain before the first document of `office` for `collection`.
    pub fn new(office: impl Into<String>, collection: impl Into<String>) -> Self {
        Self {
            office: office.into(),
            collection: collection.into(),
            sequence: 0,
            last_hash: NO_HASH.to_owned(),
            last_week: None,
            totals: Totals::default(),
            records: records::Totals::default(),
            tables: table::Account::default(),
        }
    }

    /// Checks a document and makes it the last one. After a refusal the chain is as before.
    pub fn extend(&mut self, known: &Known, bytes: &[u8]) -> Result<Verified, Refusal> {
        let document: DocumentJson = read(bytes, "deich-release/1")?;
        let as_of = self.check_ledger(&Head {
            office: &document.office,
            collection: &document.collection,
            sequence: document.sequence,
            previous: &document.previous,
            as_of: &document.as_of,
        })?;
        let rules = known
            .rules(&document.policy)
            .ok_or_else(|| Refusal::new(Code::UnknownPolicy, "policy"))?;
        let places = known
            .places(&document.hierarchy, rules)
            .ok_or_else(|| Refusal::new(Code::UnknownHierarchy, "hierarchy"))?;
        let mut totals = self.totals.clone();
        let groups = groups::check(&document.groups, rules, places, as_of, &mut totals)?;

        self.totals = totals;
        self.sequence = document.sequence;
        self.last_hash = hash(bytes);
        self.last_week = Some(as_of);
        Ok(Verified {
            sequence: document.sequence,
            office: document.office,
            collection: document.collection,
            as_of: document.as_of,
            policy: document.policy,
            hash: self.last_hash.clone(),
            groups,
        })
    }

    /// Checks a release of records (format 2) and makes it the last one. Both formats may stand in one
    /// chain. After a refusal the chain is as before.
    pub fn extend_records(
        &mut self,
        known: &Known,
        bytes: &[u8],
    ) -> Result<VerifiedRecords, Refusal> {
        let document: records::DocumentJson = read(bytes, "deich-release/2")?;
        let as_of = self.check_ledger(&Head {
            office: &document.office,
            collection: &document.collection,
            sequence: document.sequence,
            previous: &document.previous,
            as_of: &document.as_of,
        })?;
        let rules = known
            .record_rules(&document.policy)
            .ok_or_else(|| Refusal::new(Code::UnknownPolicy, "policy"))?;
        if rules.noise.is_some() || rules.path == records::Path::StatutoryTransmission {
            return Err(Refusal::new(Code::Path, "policy"));
        }
        let lists = known
            .lists(rules, &document.hierarchies)
            .ok_or_else(|| Refusal::new(Code::UnknownHierarchy, "hierarchies"))?;
        let book = records::Book {
            rules,
            lists,
            as_of,
        };
        let mut totals = self.records.clone();
        let groups = records::check(document.groups, &book, &mut totals)?;

        self.records = totals;
        self.sequence = document.sequence;
        self.last_hash = hash(bytes);
        self.last_week = Some(as_of);
        Ok(VerifiedRecords {
            sequence: document.sequence,
            as_of: document.as_of,
            policy: document.policy,
            hash: self.last_hash.clone(),
            groups,
        })
    }

    /// Checks a table of counts with noise and makes it the last document. After a refusal the chain is as before.
    pub fn extend_table(&mut self, known: &Known, bytes: &[u8]) -> Result<VerifiedTable, Refusal> {
        let document: table::DocumentJson = read(bytes, "deich-table/1")?;
        let as_of = self.check_ledger(&Head {
            office: &document.office,
            collection: &document.collection,
            sequence: document.sequence,
            previous: &document.previous,
            as_of: &document.as_of,
        })?;
        let rules = known
            .record_rules(&document.policy)
            .ok_or_else(|| Refusal::new(Code::UnknownPolicy, "policy"))?;
        let plan = rules.noise.as_ref();
        let plan = plan.ok_or_else(|| Refusal::new(Code::Path, "policy"))?;
        let lists = known
            .lists(rules, &document.hierarchies)
            .ok_or_else(|| Refusal::new(Code::UnknownHierarchy, "hierarchies"))?;
        let mut tables = self.tables.clone();
        let mut verified = table::check(&document, (plan, rules), &lists, as_of, &mut tables)?;

        self.tables = tables;
        self.sequence = document.sequence;
        self.last_hash = hash(bytes);
        self.last_week = Some(as_of);
        verified.hash.clone_from(&self.last_hash);
        Ok(verified)
    }

    /// Whether a document is the next one of this ledger; the week of its release.
    fn check_ledger(&self, head: &Head<'_>) -> Result<Week, Refusal> {
        for (name, ours, theirs) in [
            ("office", &self.office, head.office),
            ("collection", &self.collection, head.collection),
        ] {
            if !is_key(theirs) {
                return Err(Refusal::new(Code::Text, name));
            }
            if ours != theirs {
                return Err(Refusal::new(Code::OtherLedger, name));
            }
        }
        if head.sequence != self.sequence + 1 {
            return Err(Refusal::new(Code::BrokenChain, "sequence"));
        }
        if head.previous != self.last_hash {
            return Err(Refusal::new(Code::BrokenChain, "previous"));
        }
        Week::parse(head.as_of)
            .filter(|week| self.last_week.is_none_or(|last| last <= *week))
            .ok_or_else(|| Refusal::new(Code::AsOf, "as_of"))
    }
}

/// What a document says of its ledger.
struct Head<'d> {
    office: &'d str,
    collection: &'d str,
    sequence: u64,
    previous: &'d str,
    as_of: &'d str,
}

/// A document of any format, as far as reading needs it.
trait Document: DeserializeOwned {
    fn format(&self) -> &str;
    fn digest(&self) -> &str;
}

impl Document for DocumentJson {
    fn format(&self) -> &str {
        &self.format
    }

    fn digest(&self) -> &str {
        &self.digest
    }
}

impl Document for records::DocumentJson {
    fn format(&self) -> &str {
        &self.format
    }

    fn digest(&self) -> &str {
        &self.digest
    }
}

impl Document for table::DocumentJson {
    fn format(&self) -> &str {
        &self.format
    }

    fn digest(&self) -> &str {
        &self.digest
    }
}

/// Reads a document: known keys, right types, one spelling, fitting digest.
fn read<D: Document>(bytes: &[u8], format: &str) -> Result<D, Refusal> {
    let unreadable = |at: String| Refusal::new(Code::Unreadable, at);
    if bytes.len() > LARGEST_DOCUMENT {
        return Err(unreadable(String::new()));
    }
    let by_line =
        |error: &serde_json::Error| format!("line {}, column {}", error.line(), error.column());
    let mut value: Value = serde_json::from_slice(bytes).map_err(|e| unreadable(by_line(&e)))?;
    let document: D = serde_json::from_slice(bytes).map_err(|e| unreadable(by_line(&e)))?;
    if document.format() != format {
        return Err(unreadable("format".to_owned()));
    }
    if spell(&value).as_bytes() != bytes {
        return Err(Refusal::new(Code::NotCanonical, ""));
    }
    if let Some(object) = value.as_object_mut() {
        object.remove("digest");
    }
    if hash(spell(&value).as_bytes()) != document.digest() {
        return Err(Refusal::new(Code::Digest, "digest"));
    }
    Ok(document)
}
