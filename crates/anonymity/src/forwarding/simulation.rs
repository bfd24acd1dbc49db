// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A policy tried on a dated stream of records, week by week.

use std::collections::BTreeMap;

use kernel::IsoWeek;

use super::difference::smallest_difference;
use super::document::ReleaseDocument;
use super::record::{HeldReason, LeftIn, Record};
use super::{Hierarchies, Ledger, Policy, ReleaseError, release};

/// What weekly releases of a stream come to.
#[derive(Debug, Clone)]
pub struct Simulation {
    /// The releases.
    pub documents: Vec<ReleaseDocument>,
    /// How many records there were.
    pub records: u32,
    /// How many left in a group with a tuple.
    pub in_groups: u32,
    /// How many were only counted.
    pub counted: u32,
    /// How many still wait at the end.
    pub waiting: u32,
    /// How many can never leave, because a hierarchy does not know a value or for another fault.
    pub faulty: u32,
    /// The information loss over all records, 0 to 1: the mean over the columns of each tuple, 1 for a
    /// record that was only counted or has not left.
    pub loss: f64,
    /// The mean time between a record's week and its release, in weeks, of those in groups.
    pub delay: f64,
    /// The smallest difference over all pairs of states of the ledger, in entities.
    pub smallest_difference: Option<u32>,
}

/// Releases every week from the first to the last of the stream.
pub fn simulate(
    policy: &Policy,
    hierarchies: &Hierarchies,
    records: Vec<Record>,
) -> Result<Simulation, ReleaseError> {
    let total = u32::try_from(records.len()).unwrap_or(u32::MAX);
    let mut by_week: BTreeMap<IsoWeek, Vec<Record>> = BTreeMap::new();
    for record in records {
        by_week.entry(record.week).or_default().push(record);
    }
    let span = by_week
        .keys()
        .next()
        .copied()
        .zip(by_week.keys().last().copied());
    let mut ledger = Ledger::new("simulation", "simulation")?;
    let mut pending: Vec<Record> = Vec::new();
    let mut documents = Vec::new();
    let (mut loss, mut in_groups, mut counted, mut delay, mut faulty) = (0_u64, 0, 0, 0_u64, 0);
    let weeks = span.map_or(Vec::new(), |(first, last)| {
        let numbers = 0..=last.since(first);
        numbers.map(|number| first.plus(number)).collect()
    });
    for as_of in weeks {
        pending.extend(by_week.remove(&as_of).unwrap_or_default());
        let outcome = release(policy, hierarchies, &ledger, &pending, as_of)?;
        loss += outcome.loss;
        let mut gone: BTreeMap<&str, bool> = BTreeMap::new();
        for receipt in &outcome.receipts {
            let in_group = *receipt.left_in() != LeftIn::Count;
            gone.insert(receipt.case().as_str(), in_group);
            let waited = as_of.since(receipt.0.week).unsigned_abs();
            in_groups += u32::from(in_group);
            counted += u32::from(!in_group);
            delay += u64::from(waited) * u64::from(in_group);
        }
        for held in &outcome.held {
            let waits = matches!(held.reason, HeldReason::Waits | HeldReason::TooFewToCount);
            if !waits {
                gone.insert(held.case.as_str(), false);
                faulty += 1;
            }
        }
        pending.retain(|record| !gone.contains_key(record.case.as_str()));
        ledger.append(&outcome.document, outcome.receipts)?;
        documents.push(outcome.document);
    }
    let detailed = exact(loss) / 1e6;
    let lost = f64::from(total - in_groups);
    Ok(Simulation {
        smallest_difference: smallest_difference(&documents),
        documents,
        records: total,
        in_groups,
        counted,
        waiting: u32::try_from(pending.len()).unwrap_or(u32::MAX),
        faulty,
        loss: (detailed + lost) / f64::from(total.max(1)),
        delay: exact(delay) / f64::from(in_groups.max(1)),
    })
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a figure for readers; sums stay far below 2^53"
)]
fn exact(sum: u64) -> f64 {
    sum as f64
}
