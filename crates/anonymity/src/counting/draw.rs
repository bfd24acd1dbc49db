// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use jiff::ToSpan;
use jiff::civil::Date;
use kernel::IsoWeek;

use super::account::{Account, BudgetRefusal, Spent};
use super::document::{Document, Head};
use super::period::Period;
use super::plan::NoisePlan;
use super::table::{Case, Counted, Table, TableFault};
use crate::forwarding::{Hierarchies, Policy};

/// The hash of the document before the first one.
const NO_HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Why there is no release.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// The policy makes no table.
    #[error(transparent)]
    Table(#[from] TableFault),
    /// The account refuses.
    #[error(transparent)]
    Budget(#[from] BudgetRefusal),
    /// A stored document is none, or does not continue the ledger.
    #[error("document {0} does not continue the ledger")]
    Ledger(u64),
    /// Noise was drawn for another table.
    #[error("there are {drawn} cells with noise for a table of {cells}")]
    Cells {
        /// How many have noise.
        drawn: usize,
        /// How many there are.
        cells: usize,
    },
}

/// The tables of an office's records of a collection, as far as the next one depends on them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    office: String,
    collection: String,
    sequence: u64,
    last_hash: String,
    account: Account,
}

impl Ledger {
    /// The empty ledger.
    pub fn new(office: impl Into<String>, collection: impl Into<String>) -> Self {
        Self {
            office: office.into(),
            collection: collection.into(),
            sequence: 0,
            last_hash: NO_HASH.to_owned(),
            account: Account::default(),
        }
    }

    /// The ledger of stored documents, oldest first.
    pub fn restore<'d>(
        office: impl Into<String>,
        collection: impl Into<String>,
        documents: impl IntoIterator<Item = &'d [u8]>,
    ) -> Result<Self, DraftError> {
        let mut ledger = Self::new(office, collection);
        for bytes in documents {
            let next = ledger.sequence + 1;
            let document = Document::read(bytes).ok_or(DraftError::Ledger(next))?;
            ledger.append(&document)?;
        }
        Ok(ledger)
    }

    /// Makes a document the last one.
    pub fn append(&mut self, document: &Document) -> Result<(), DraftError> {
        let next = self.sequence + 1;
        let continues = document.sequence() == next
            && document.previous() == self.last_hash
            && document.office() == self.office
            && document.collection() == self.collection;
        let spent = document.spent().filter(|_| continues);
        self.account.spend(spent.ok_or(DraftError::Ledger(next))?)?;
        self.sequence = next;
        self.last_hash = document.hash();
        Ok(())
    }

    /// What its releases have cost.
    pub fn account(&self) -> &Account {
        &self.account
    }

    /// The number of the last release; 0 if there is none.
    pub fn sequence(&self) -> u64 {
        self.sequence
    }
}

/// The next period to release: the earliest one of the time `from`–`until` that has ended, has waited as long as the
/// plan says, was not released, is not `blocked`, and that the account admits. If it admits none of those, the reason for the first.
pub fn due(
    plan: &NoisePlan,
    account: &Account,
    (from, until): (Date, Date),
    as_of: IsoWeek,
    blocked: impl Fn(Period) -> bool,
) -> Result<Option<Spent>, BudgetRefusal> {
    let wait = i64::from(plan.wait_weeks).weeks();
    let mut refusal = None;
    let mut period = Period::of(from, plan.period);
    while period.first_day() <= until && period.last_day().saturating_add(wait) < as_of.monday() {
        let wanted = Spent {
            period,
            epsilon: plan.epsilon,
            yearly: plan.yearly_epsilon,
        };
        match account.admit(wanted) {
            Ok(()) if !blocked(period) => return Ok(Some(wanted)),
            Ok(()) | Err(BudgetRefusal::Released(_)) => {}
            Err(exhausted) => refusal = refusal.or(Some(exhausted)),
        }
        period = period.next();
    }
    refusal.map_or(Ok(None), Err)
}

/// A table that is ready for its noise. Stays at the office.
#[derive(Debug, Clone)]
pub struct Draft {
    head: Head,
    table: Table,
    wanted: Option<Spent>,
    /// The exact counts; empty if no period is due.
    pub counted: Counted,
}

impl Draft {
    /// Counts the cases of the period that is due; none if `wanted` is none.
    pub fn new(
        policy: &Policy,
        hierarchies: &Hierarchies,
        ledger: &Ledger,
        (cases, wanted): (&[Case], Option<Spent>),
        as_of: IsoWeek,
    ) -> Result<Self, DraftError> {
        let table = Table::new(policy, hierarchies)?;
        let bound = policy.rules().noise.as_ref();
        let head = Head {
            office: ledger.office.clone(),
            collection: ledger.collection.clone(),
            sequence: ledger.sequence + 1,
            as_of,
            policy: policy.hash().to_owned(),
            hierarchies: hierarchies
                .iter()
                .filter(|(name, _)| policy.coded().any(|(_, used)| used == *name))
                .map(|(name, hierarchy)| (name.clone(), hierarchy.hash().to_owned()))
                .collect(),
            previous: ledger.last_hash.clone(),
            bound: bound.map_or(0, |plan| plan.cells_per_entity),
        };
        let counted = match wanted {
            Some(wanted) => {
                ledger.account.admit(wanted)?;
                table.count(cases, wanted.period)
            }
            None => Counted::default(),
        };
        Ok(Self {
            head,
            table,
            wanted,
            counted,
        })
    }

    /// The table.
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// What it is going to cost; none if nothing is due.
    pub fn wanted(&self) -> Option<Spent> {
        self.wanted
    }

    /// The document with these noisy cells.
    pub fn document(&self, noisy: Vec<i64>) -> Result<Document, DraftError> {
        let Some(wanted) = self.wanted else {
            return Ok(Document::nothing(self.head.clone(), &self.table));
        };
        if noisy.len() != self.table.cells() {
            return Err(DraftError::Cells {
                drawn: noisy.len(),
                cells: self.table.cells(),
            });
        }
        Ok(Document::write(
            self.head.clone(),
            &self.table,
            wanted,
            noisy,
        ))
    }
}
