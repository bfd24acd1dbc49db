// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The decision: what leaves, what stays and why. Touches nothing.

use anonymity::{counting, forwarding};
use kernel::{IsoWeek, SubmissionId};
use web::Error;

use super::ReleaseFailure;
use super::book::{Book, Ledger, Rules, Series};
use super::document::{self, Document};
use super::tables;
use super::waiting::Candidate;
use crate::model::ReleaseReport;
use crate::records;

/// What a release came to.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// What leaves. It may say nothing at all.
    pub document: Document,
    /// What stays.
    pub held: Vec<HeldBack>,
    /// The figures for the data protection officer.
    pub report: ReleaseReport,
    /// The office's notes about what leaves in which group.
    pub(super) receipts: Receipts,
}

/// The office's notes, by format.
#[derive(Debug, Clone)]
pub(super) enum Receipts {
    Sums(Vec<anonymity::Receipt>),
    Records(Vec<forwarding::Receipt>),
    Table(counting::Counted),
}

/// A report that stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct HeldBack {
    /// Which.
    pub submission: SubmissionId,
    /// Which version.
    pub version: i64,
    /// Why: the end of a message key.
    pub reason: &'static str,
}

impl Outcome {
    /// The reports that leave, each with its version.
    pub fn left(&self) -> Result<Vec<(SubmissionId, i64)>, Error> {
        let left: Option<Vec<_>> = match &self.receipts {
            Receipts::Sums(receipts) => receipts
                .iter()
                .map(|receipt| records::version_of(&receipt.key))
                .collect(),
            Receipts::Records(receipts) => receipts
                .iter()
                .map(|receipt| records::case_of(receipt.case(), receipt.version()))
                .collect(),
            Receipts::Table(counted) => counted
                .counted
                .iter()
                .map(|(case, version)| records::case_of(case, *version))
                .collect(),
        };
        left.ok_or_else(|| Error::Internal("a record without a report".to_owned()))
    }
}

/// Computes the next release of `book` and lets the verifier check it. Noise is drawn here, and is no release
/// before it is kept together with what it costs. If it has a group, the book
/// is moved on; a release without one is none and leaves no trace.
pub fn step(
    rules: &Rules,
    book: &mut Book,
    pending: &[Candidate],
    as_of: IsoWeek,
) -> Result<Outcome, ReleaseFailure> {
    let outcome = match (&rules.series, &book.ledger) {
        (Series::Sums(rules), Ledger::Sums(ledger)) => {
            let pending: Vec<anonymity::Record> = pending.iter().filter_map(sum).collect();
            let (policy, hierarchy) = (&rules.policy, &rules.hierarchy);
            let outcome = anonymity::release(policy, hierarchy, ledger, &pending, as_of)?;
            let held = outcome.held.iter().filter_map(|one| {
                let (submission, version) = records::version_of(&one.key)?;
                Some(HeldBack {
                    submission,
                    version,
                    reason: one.reason.name(),
                })
            });
            Outcome {
                held: held.collect(),
                report: ReleaseReport::Sums(Box::new(outcome.report)),
                document: Document::Sums(outcome.document),
                receipts: Receipts::Sums(outcome.receipts),
            }
        }
        (Series::Records(rules), Ledger::Records(ledger)) => {
            let pending: Vec<forwarding::Record> = pending.iter().filter_map(record).collect();
            let (policy, hierarchies) = (&rules.policy, &rules.hierarchies);
            let outcome = forwarding::release(policy, hierarchies, ledger, &pending, as_of)?;
            let report = forwarding::Report::new(policy, hierarchies, ledger, &pending, &outcome);
            let held = outcome.held.iter().filter_map(|one| {
                let (submission, version) = records::case_of(&one.case, one.version)?;
                Some(HeldBack {
                    submission,
                    version,
                    reason: one.reason.name(),
                })
            });
            Outcome {
                held: held.collect(),
                report: ReleaseReport::Records(Box::new(report)),
                document: Document::Records(outcome.document),
                receipts: Receipts::Records(outcome.receipts),
            }
        }
        (Series::Tables(of), Ledger::Tables(ledger)) => {
            tables::outcome(rules, of, (ledger, &book.unapproved), pending, as_of)?
        }
        _ => {
            let mixed = "the ledger is not of the format of the policy".to_owned();
            return Err(Error::Internal(mixed).into());
        }
    };
    if outcome.document.is_empty() {
        return Ok(outcome);
    }
    document::extend(&mut book.chain, &rules.known, outcome.document.bytes())
        .map_err(ReleaseFailure::Refused)?;
    match (&mut book.ledger, &outcome.document, &outcome.receipts) {
        (Ledger::Sums(ledger), Document::Sums(document), Receipts::Sums(receipts)) => {
            ledger.append(document, receipts.clone())?;
        }
        (Ledger::Records(ledger), Document::Records(document), Receipts::Records(receipts)) => {
            ledger.append(document, receipts.clone())?;
        }
        (Ledger::Tables(ledger), Document::Table(document), _) => ledger.append(document)?,
        _ => {}
    }
    Ok(outcome)
}

fn sum(candidate: &Candidate) -> Option<anonymity::Record> {
    match candidate {
        Candidate::Sums(record) => Some(record.clone()),
        _ => None,
    }
}

fn record(candidate: &Candidate) -> Option<forwarding::Record> {
    match candidate {
        Candidate::Records(record) => Some(record.clone()),
        _ => None,
    }
}
