// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::{BTreeMap, BTreeSet};

use kernel::IsoWeek;

use super::document::{Group, ReleaseDocument, Tuple, Wire};
use super::record::{LeftIn, Receipt, Record};
use super::{Hierarchies, Policy, ReleaseError, release};
use crate::LedgerError;
use crate::canonical::{is_token, sha256_hex};
use crate::ledger::BEFORE_THE_FIRST;

/// The release ledger of one office for one collection in format 2. It may continue a ledger of weekly
/// sums: documents of both formats then stand in one chain.
#[derive(Debug, Clone)]
pub struct Ledger {
    office: String,
    collection: String,
    sequence: u64,
    head: String,
    last_week: Option<IsoWeek>,
    receipts: Vec<Receipt>,
}

impl Ledger {
    /// The empty ledger of an office for a collection, both named by opaque identifiers.
    pub fn new(
        office: impl Into<String>,
        collection: impl Into<String>,
    ) -> Result<Self, LedgerError> {
        let (office, collection) = (office.into(), collection.into());
        for name in [&office, &collection] {
            if !is_token(name) {
                return Err(LedgerError::Name(name.clone()));
            }
        }
        Ok(Self {
            office,
            collection,
            sequence: 0,
            head: BEFORE_THE_FIRST.to_owned(),
            last_week: None,
            receipts: Vec::new(),
        })
    }

    /// The ledger that goes on where one of weekly sums ends. What left there cannot be corrected here.
    pub fn after(sums: &crate::Ledger) -> Self {
        Self {
            office: sums.office().to_owned(),
            collection: sums.collection().to_owned(),
            sequence: sums.sequence(),
            head: sums.head().to_owned(),
            last_week: sums.last_week(),
            receipts: Vec::new(),
        }
    }

    /// Continues with stored documents, oldest first, and their receipts. Checks the chain, that receipts
    /// and groups add up, and that nothing has left twice.
    pub fn restore<D: AsRef<[u8]>>(
        mut self,
        documents: impl IntoIterator<Item = D>,
        receipts: Vec<Receipt>,
    ) -> Result<Self, LedgerError> {
        let mut by_release: BTreeMap<u64, Vec<Receipt>> = BTreeMap::new();
        for receipt in receipts {
            by_release
                .entry(receipt.sequence())
                .or_default()
                .push(receipt);
        }
        for document in documents {
            let of_this = by_release.remove(&(self.sequence + 1)).unwrap_or_default();
            self.push(document.as_ref(), of_this)?;
        }
        match by_release.keys().next() {
            Some(sequence) => Err(LedgerError::ReceiptsDiffer {
                sequence: *sequence,
            }),
            None => Ok(self),
        }
    }

    /// Takes over a release that was computed from this ledger.
    pub fn append(
        &mut self,
        document: &ReleaseDocument,
        receipts: Vec<Receipt>,
    ) -> Result<(), LedgerError> {
        self.push(document.bytes(), receipts)
    }

    /// The office.
    pub fn office(&self) -> &str {
        &self.office
    }

    /// The collection.
    pub fn collection(&self) -> &str {
        &self.collection
    }

    /// The number of the last release, 0 before the first.
    pub fn sequence(&self) -> u64 {
        self.sequence
    }

    /// The hash of the last document, 64 zeros before the first.
    pub fn head(&self) -> &str {
        &self.head
    }

    /// The week of the last release.
    pub fn last_week(&self) -> Option<IsoWeek> {
        self.last_week
    }

    /// The receipts of all releases, oldest first.
    pub fn receipts(&self) -> &[Receipt] {
        &self.receipts
    }

    /// The last receipt of every case.
    pub(crate) fn latest(&self) -> BTreeMap<&str, &Receipt> {
        self.receipts
            .iter()
            .map(|receipt| (receipt.case().as_str(), receipt))
            .collect()
    }

    fn push(&mut self, bytes: &[u8], receipts: Vec<Receipt>) -> Result<(), LedgerError> {
        let sequence = self.sequence + 1;
        let wire = Wire::read(bytes).ok_or(LedgerError::NotADocument { sequence })?;
        let continues = wire.sequence == sequence
            && wire.previous == self.head
            && wire.office == self.office
            && wire.collection == self.collection
            && self.last_week.is_none_or(|last| last <= wire.as_of);
        if !continues {
            return Err(LedgerError::BrokenChain { sequence });
        }
        if !add_up(&wire.groups, &receipts, sequence) {
            return Err(LedgerError::ReceiptsDiffer { sequence });
        }
        if left_twice(&self.receipts, &receipts) {
            return Err(LedgerError::LeftTwice);
        }
        self.sequence = sequence;
        self.head = sha256_hex(bytes);
        self.last_week = Some(wire.as_of);
        self.receipts.extend(receipts);
        Ok(())
    }
}

/// Whether as many receipts name each group as it has records.
fn add_up(groups: &[Group], receipts: &[Receipt], sequence: u64) -> bool {
    let mut open: BTreeMap<LeftIn, u32> = BTreeMap::new();
    for group in groups {
        let left_in = match group {
            Group::Records { tuple, .. } => LeftIn::Group(tuple.clone()),
            Group::Correction { from, to, .. } => LeftIn::Correction(from.clone(), to.clone()),
            Group::Count { .. } => LeftIn::Count,
        };
        *open.entry(left_in).or_default() += group.records();
    }
    let mut noted: BTreeMap<LeftIn, u32> = BTreeMap::new();
    for receipt in receipts {
        *noted.entry(receipt.left_in().clone()).or_default() += 1;
    }
    open == noted
        && receipts
            .iter()
            .all(|receipt| receipt.sequence() == sequence)
}

/// Whether a case leaves again other than by a correction, or a version for the second time.
fn left_twice(before: &[Receipt], new: &[Receipt]) -> bool {
    let cases: BTreeSet<&str> = before.iter().map(|old| old.case().as_str()).collect();
    let versions: BTreeSet<(&str, u32)> = before
        .iter()
        .map(|old| (old.case().as_str(), old.version()))
        .collect();
    let mut seen = BTreeSet::new();
    new.iter().any(|receipt| {
        let case = receipt.case().as_str();
        let corrects = matches!(receipt.left_in(), LeftIn::Correction(..));
        !seen.insert(case)
            || cases.contains(case) != corrects
            || versions.contains(&(case, receipt.version()))
    })
}

/// What an auditor needs to compute one release again.
#[derive(Debug, Clone)]
pub struct Step<'a> {
    /// The policy in force.
    pub policy: &'a Policy,
    /// The hierarchies in force.
    pub hierarchies: &'a Hierarchies,
    /// The records as they stood then.
    pub pending: &'a [Record],
    /// The week of the release.
    pub as_of: IsoWeek,
}

/// Computes releases again, from the ledger before them on. Bit for bit the stored ones, or they were not
/// made from these records.
pub fn replay(
    mut ledger: Ledger,
    steps: &[Step<'_>],
) -> Result<Vec<ReleaseDocument>, ReleaseError> {
    let mut documents = Vec::with_capacity(steps.len());
    for step in steps {
        let outcome = release(
            step.policy,
            step.hierarchies,
            &ledger,
            step.pending,
            step.as_of,
        )?;
        ledger.append(&outcome.document, outcome.receipts)?;
        documents.push(outcome.document);
    }
    Ok(documents)
}

/// The records that stand under a tuple as the state knows them: by their last receipts.
pub(crate) fn standing<'a>(
    latest: &BTreeMap<&str, &'a Receipt>,
) -> BTreeMap<&'a Tuple, Vec<&'a Receipt>> {
    let mut standing: BTreeMap<&Tuple, Vec<&Receipt>> = BTreeMap::new();
    for receipt in latest.values() {
        if let LeftIn::Group(tuple) | LeftIn::Correction(_, tuple) = receipt.left_in() {
            standing.entry(tuple).or_default().push(receipt);
        }
    }
    standing
}
