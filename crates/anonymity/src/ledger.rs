// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::{BTreeMap, BTreeSet};

use kernel::IsoWeek;

use crate::canonical::{is_token, sha256_hex};
use crate::document::{Group, GroupKind, ReleaseDocument, Wire};
use crate::{Content, Hierarchy, LeftIn, Place, Policy, Receipt, Record, ReleaseError, release};

/// What the first document names as the one before it.
pub(crate) const BEFORE_THE_FIRST: &str =
    "0000000000000000000000000000000000000000000000000000000000000000";

/// The release ledger (Freigabebuch) of one office for one collection: a chain of documents that
/// only grows, and the office's receipts for what left in them.
#[derive(Debug, Clone)]
pub struct Ledger {
    office: String,
    collection: String,
    last: Option<Last>,
    documents: Vec<Vec<Group>>,
    receipts: Vec<Receipt>,
}

#[derive(Debug, Clone)]
struct Last {
    hash: String,
    as_of: IsoWeek,
}

/// Why documents and receipts are not a ledger.
#[derive(Debug, thiserror::Error, PartialEq, Eq, Clone)]
pub enum LedgerError {
    /// An office or collection is not named by a short key.
    #[error("`{0}` must consist of 1 to 64 letters, digits, dots, hyphens and underscores")]
    Name(String),
    /// A document cannot be read, or is not in canonical form.
    #[error("document {sequence} is not a release in canonical form")]
    NotADocument {
        /// Its place in the ledger, from 1.
        sequence: u64,
    },
    /// A document does not continue the one before it, or belongs to another ledger.
    #[error("document {sequence} does not continue the ledger")]
    BrokenChain {
        /// Its place in the ledger, from 1.
        sequence: u64,
    },
    /// The receipts of a release do not add up to its groups.
    #[error("the receipts for release {sequence} do not add up to its groups")]
    ReceiptsDiffer {
        /// The number of the release.
        sequence: u64,
    },
    /// A record has two receipts.
    #[error("a record has left twice")]
    LeftTwice,
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
            last: None,
            documents: Vec::new(),
            receipts: Vec::new(),
        })
    }

    /// The ledger from its stored documents, oldest first, and all receipts.
    ///
    /// Checks the chain and that receipts and groups add up, so that half a release is noticed.
    pub fn restore<D: AsRef<[u8]>>(
        office: impl Into<String>,
        collection: impl Into<String>,
        documents: impl IntoIterator<Item = D>,
        receipts: Vec<Receipt>,
    ) -> Result<Self, LedgerError> {
        let mut ledger = Self::new(office, collection)?;
        for bytes in documents {
            ledger.push(bytes.as_ref())?;
        }
        for sequence in 1..=ledger.sequence() {
            check_receipts(sequence, &ledger.documents, &receipts)?;
        }
        if let Some(stray) = receipts
            .iter()
            .find(|receipt| receipt.sequence == 0 || receipt.sequence > ledger.sequence())
        {
            return Err(LedgerError::ReceiptsDiffer {
                sequence: stray.sequence,
            });
        }
        let keys: BTreeSet<_> = receipts.iter().map(|receipt| &receipt.key).collect();
        if keys.len() != receipts.len() {
            return Err(LedgerError::LeftTwice);
        }
        ledger.receipts = receipts;
        Ok(ledger)
    }

    /// Takes over a release that was computed from this ledger.
    pub fn append(
        &mut self,
        document: &ReleaseDocument,
        receipts: Vec<Receipt>,
    ) -> Result<(), LedgerError> {
        let before = self.last.clone();
        self.push(document.bytes())?;
        let checked = check_receipts(self.sequence(), &self.documents, &receipts);
        if checked.is_ok() {
            self.receipts.extend(receipts);
        } else {
            self.documents.pop();
            self.last = before;
        }
        checked
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
        self.documents.len() as u64
    }

    /// The hash of the last document, 64 zeros before the first.
    pub fn head(&self) -> &str {
        self.last
            .as_ref()
            .map_or(BEFORE_THE_FIRST, |last| &last.hash)
    }

    /// The week of the last release.
    pub fn last_week(&self) -> Option<IsoWeek> {
        self.last.as_ref().map(|last| last.as_of)
    }

    /// The receipts of all releases.
    pub fn receipts(&self) -> &[Receipt] {
        &self.receipts
    }

    /// The groups of all releases, oldest first.
    pub(crate) fn documents(&self) -> &[Vec<Group>] {
        &self.documents
    }

    fn push(&mut self, bytes: &[u8]) -> Result<(), LedgerError> {
        let sequence = self.sequence() + 1;
        let wire = Wire::read(bytes).ok_or(LedgerError::NotADocument { sequence })?;
        let continues = wire.sequence == sequence
            && wire.previous == self.head()
            && wire.office == self.office
            && wire.collection == self.collection
            && self.last_week().is_none_or(|last| last <= wire.as_of);
        if !continues {
            return Err(LedgerError::BrokenChain { sequence });
        }
        self.last = Some(Last {
            hash: sha256_hex(bytes),
            as_of: wire.as_of,
        });
        self.documents.push(wire.groups);
        Ok(())
    }
}

/// Where a group stands: what is said, at which place, about which week.
type Tuple = (GroupKind, Option<(String, String, IsoWeek)>);

fn check_receipts(
    sequence: u64,
    documents: &[Vec<Group>],
    receipts: &[Receipt],
) -> Result<(), LedgerError> {
    let position = usize::try_from(sequence - 1).expect("counted by a usize");
    let mut open: BTreeMap<Tuple, u32> = BTreeMap::new();
    for group in &documents[position] {
        let place = group
            .place()
            .map(|(level, place, week)| (level.to_owned(), place.to_owned(), week));
        *open.entry((group.kind(), place)).or_default() += group.reports();
    }
    let mut stray = 0_u32;
    for receipt in receipts.iter().filter(|r| r.sequence == sequence) {
        match open
            .get_mut(&tuple(receipt))
            .filter(|reports| **reports > 0)
        {
            Some(reports) => *reports -= 1,
            None => stray += 1,
        }
    }
    if stray == 0 && open.values().all(|reports| *reports == 0) {
        Ok(())
    } else {
        Err(LedgerError::ReceiptsDiffer { sequence })
    }
}

fn tuple(receipt: &Receipt) -> Tuple {
    let at = |place: &Place| Some((place.level.clone(), place.value.clone(), receipt.week));
    match (&receipt.left_in, &receipt.content) {
        (LeftIn::Group(place), Content::Figures(_)) => (GroupKind::Figures, at(place)),
        (LeftIn::Group(place), Content::Closed) => (GroupKind::Closed, at(place)),
        (LeftIn::Correction(place), _) => (GroupKind::Correction, at(place)),
        (LeftIn::Count, _) => (GroupKind::Count, None),
    }
}

/// What an auditor needs to compute one release again.
#[derive(Debug, Clone)]
pub struct Step<'a> {
    /// The policy in force.
    pub policy: &'a Policy,
    /// The hierarchy in force.
    pub hierarchy: &'a Hierarchy,
    /// The accepted reports as they stood then.
    pub pending: &'a [Record],
    /// The week of the release.
    pub as_of: IsoWeek,
}

/// Computes a whole ledger again from the reports as they stood at each release.
///
/// The bytes of the result equal the stored ones bit for bit, or the ledger was not made from
/// these reports.
pub fn replay(
    office: &str,
    collection: &str,
    steps: &[Step<'_>],
) -> Result<Vec<ReleaseDocument>, ReleaseError> {
    let mut ledger = Ledger::new(office, collection)?;
    let mut documents = Vec::with_capacity(steps.len());
    for step in steps {
        let outcome = release(
            step.policy,
            step.hierarchy,
            &ledger,
            step.pending,
            step.as_of,
        )?;
        ledger.append(&outcome.document, outcome.receipts)?;
        documents.push(outcome.document);
    }
    Ok(documents)
}
