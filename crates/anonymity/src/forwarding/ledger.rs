// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::{BTreeMap, BTreeSet};

use kernel::IsoWeek;

use super::document::{Group, ReleaseDocument, Tuple, Wire};
use super::record::{LeftIn, Receipt, Record};
use super::{Hierarchies, Policy, ReleaseError, release};
use crate::canonical::{is_token, sha256_hex};
use crate::ledger::BEFORE_THE_FIRST;
use crate::{Entity, LedgerError, RecordKey};

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
    index: Index,
    documents: Vec<Vec<Group>>,
    /// Tuples under which somebody stands whose receipt was erased.
    incomplete: BTreeSet<Tuple>,
}

/// What a release asks about all that has left, kept up to date, so that it costs as much after years as at
/// the beginning.
#[derive(Debug, Clone, Default)]
struct Index {
    /// Case → the position of its last receipt.
    latest: BTreeMap<RecordKey, usize>,
    /// What has left, by case and version.
    versions: BTreeSet<(RecordKey, u32)>,
    /// Entity → its cases.
    cases: BTreeMap<Entity, BTreeSet<RecordKey>>,
}

impl Index {
    fn add(&mut self, receipt: &Receipt, position: usize) {
        let case = receipt.case();
        self.latest.insert(case.clone(), position);
        self.versions.insert((case.clone(), receipt.version()));
        for entity in receipt.entities() {
            let cases = self.cases.entry(entity.clone()).or_default();
            cases.insert(case.clone());
        }
    }

    /// Whether a case leaves again other than by a correction, or a version for the second time.
    fn leave_again(&self, new: &[Receipt]) -> bool {
        let mut seen = BTreeSet::new();
        new.iter().any(|receipt| {
            let case = receipt.case();
            let corrects = matches!(receipt.left_in(), LeftIn::Correction(..));
            let version = (case.clone(), receipt.version());
            !seen.insert(case)
                || self.latest.contains_key(case) != corrects
                || self.versions.contains(&version)
        })
    }
}

/// The last receipt of every case.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Latest<'l>(&'l Ledger);

impl<'l> Latest<'l> {
    /// That of a case.
    pub(crate) fn of(self, case: &RecordKey) -> Option<&'l Receipt> {
        let position = self.0.index.latest.get(case)?;
        self.0.receipts.get(*position)
    }

    /// Those of the cases of an entity.
    pub(crate) fn of_entity(self, entity: &Entity) -> impl Iterator<Item = &'l Receipt> {
        let cases = self.0.index.cases.get(entity).into_iter().flatten();
        cases.filter_map(move |case| self.of(case))
    }

    /// The records that stand under these tuples as the state knows them, by tuple.
    pub(crate) fn standing(
        self,
        tuples: &BTreeSet<Tuple>,
    ) -> BTreeMap<&'l Tuple, Vec<&'l Receipt>> {
        let mut standing: BTreeMap<&Tuple, Vec<&Receipt>> = BTreeMap::new();
        if tuples.is_empty() {
            return standing;
        }
        for position in self.0.index.latest.values() {
            let receipt = &self.0.receipts[*position];
            if let LeftIn::Group(tuple) | LeftIn::Correction(_, tuple) = receipt.left_in()
                && tuples.contains(tuple)
            {
                standing.entry(tuple).or_default().push(receipt);
            }
        }
        standing
    }
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
            index: Index::default(),
            documents: Vec::new(),
            incomplete: BTreeSet::new(),
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
            index: Index::default(),
            documents: Vec::new(),
            incomplete: BTreeSet::new(),
        }
    }

    /// Continues with stored documents, oldest first, and their receipts. Checks the chain, that receipts
    /// and groups add up, and that nothing has left twice.
    pub fn restore<D: AsRef<[u8]>>(
        self,
        documents: impl IntoIterator<Item = D>,
        receipts: Vec<Receipt>,
    ) -> Result<Self, LedgerError> {
        self.restore_erased(documents, receipts, &BTreeMap::new())
    }

    /// The same where receipts were erased with the data of people: `erased` says how many, by the number of
    /// the release. The groups stay. Nobody is told any more who stands under their tuples, so corrections
    /// of these wait: what would stay behind is not known.
    pub fn restore_erased<D: AsRef<[u8]>>(
        mut self,
        documents: impl IntoIterator<Item = D>,
        receipts: Vec<Receipt>,
        erased: &BTreeMap<u64, u32>,
    ) -> Result<Self, LedgerError> {
        let mut by_release: BTreeMap<u64, Vec<Receipt>> = BTreeMap::new();
        for receipt in receipts {
            by_release
                .entry(receipt.sequence())
                .or_default()
                .push(receipt);
        }
        for document in documents {
            let sequence = self.sequence + 1;
            let of_this = by_release.remove(&sequence).unwrap_or_default();
            let erased = erased.get(&sequence).copied().unwrap_or(0);
            self.push(document.as_ref(), of_this, erased)?;
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
        self.push(document.bytes(), receipts, 0)
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
    pub(crate) fn latest(&self) -> Latest<'_> {
        Latest(self)
    }

    /// The groups of all releases in this format, oldest first.
    pub(crate) fn documents(&self) -> &[Vec<Group>] {
        &self.documents
    }

    /// Whether all who stand under a tuple are known.
    pub(crate) fn knows_all_under(&self, tuple: &Tuple) -> bool {
        !self.incomplete.contains(tuple)
    }

    fn push(
        &mut self,
        bytes: &[u8],
        receipts: Vec<Receipt>,
        erased: u32,
    ) -> Result<(), LedgerError> {
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
        let missing = missing(&wire.groups, &receipts, sequence)
            .filter(|missing| missing.values().sum::<u32>() == erased)
            .ok_or(LedgerError::ReceiptsDiffer { sequence })?;
        if self.index.leave_again(&receipts) {
            return Err(LedgerError::LeftTwice);
        }
        self.sequence = sequence;
        self.head = sha256_hex(bytes);
        self.last_week = Some(wire.as_of);
        for receipt in receipts {
            self.index.add(&receipt, self.receipts.len());
            self.receipts.push(receipt);
        }
        self.documents.push(wire.groups);
        for left_in in missing.into_keys() {
            match left_in {
                LeftIn::Group(tuple) => self.incomplete.extend([tuple]),
                LeftIn::Correction(from, to) => self.incomplete.extend([from, to]),
                LeftIn::Count => {}
            }
        }
        Ok(())
    }
}

/// How many receipts each group lacks of as many as it has records; `None` if there are too many, or some
/// of another release.
fn missing(groups: &[Group], receipts: &[Receipt], sequence: u64) -> Option<BTreeMap<LeftIn, u32>> {
    let mut open: BTreeMap<LeftIn, u32> = BTreeMap::new();
    for group in groups {
        let left_in = match group {
            Group::Records { tuple, .. } => LeftIn::Group(tuple.clone()),
            Group::Correction { from, to, .. } => LeftIn::Correction(from.clone(), to.clone()),
            Group::Count { .. } => LeftIn::Count,
        };
        *open.entry(left_in).or_default() += group.records();
    }
    for receipt in receipts {
        let left = open.get_mut(receipt.left_in())?;
        *left = left.checked_sub(1)?;
        if receipt.sequence() != sequence {
            return None;
        }
    }
    open.retain(|_, left| *left > 0);
    Some(open)
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
