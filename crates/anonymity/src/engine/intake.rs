// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Sorts the office's reports: what waits for a group, what corrects, what cannot leave as it is.

use std::collections::{HashMap, HashSet};

use kernel::IsoWeek;

use super::{Correction, Corrections, Draft, Waiting};
use crate::record::LARGEST_FIGURE;
use crate::{
    Content, Entity, Held, HeldReason, Hierarchy, Ledger, LeftIn, Place, Policy, Receipt, Record,
    RecordKey,
};

/// Separates what waits for a group from corrections and from what cannot leave as it is.
pub(super) fn sort_out<'a>(
    draft: &mut Draft<'_>,
    hierarchy: &Hierarchy,
    ledger: &'a Ledger,
    pending: &'a [Record],
    as_of: IsoWeek,
) -> (Vec<Waiting<'a>>, Corrections<'a>) {
    let mut left: HashSet<&RecordKey> = HashSet::new();
    let mut last_receipt: HashMap<(&Entity, IsoWeek), &Receipt> = HashMap::new();
    for receipt in ledger.receipts() {
        left.insert(&receipt.key);
        let last = last_receipt
            .entry((&receipt.entity, receipt.week))
            .or_insert(receipt);
        if receipt.sequence > last.sequence {
            *last = receipt;
        }
    }
    let pending: Vec<&Record> = pending
        .iter()
        .filter(|record| !left.contains(&record.key))
        .collect();
    let mut versions: HashMap<(&Entity, IsoWeek), u32> = HashMap::new();
    for record in &pending {
        *versions.entry((&record.entity, record.week)).or_default() += 1;
    }

    let mut waiting = Vec::new();
    let mut corrections = Corrections::new();
    for record in pending {
        let report = (&record.entity, record.week);
        let unfit = if versions[&report] > 1 {
            Some(HeldReason::SeveralReports)
        } else {
            unfit(hierarchy, record, as_of)
        };
        let outcome = match (unfit, last_receipt.get(&report)) {
            (Some(reason), _) => Err(reason),
            (None, None) => {
                let weeks = u32::try_from(as_of.since(record.week)).unwrap_or(0);
                waiting.push(Waiting {
                    record,
                    weeks,
                    steps: draft.policy.steps_after(weeks),
                    taken: false,
                    reason: HeldReason::TooFewFacilities,
                });
                continue;
            }
            (None, Some(receipt)) => correction(draft.policy, hierarchy, receipt, record),
        };
        match outcome {
            Ok((place, differences)) => {
                corrections
                    .entry((place, record.week))
                    .or_default()
                    .push(Correction {
                        record,
                        differences,
                    });
            }
            Err(reason) => draft.held.push(Held {
                key: record.key.clone(),
                reason,
            }),
        }
    }
    (waiting, corrections)
}

/// What keeps a record from leaving whatever the others say.
fn unfit(hierarchy: &Hierarchy, record: &Record, as_of: IsoWeek) -> Option<HeldReason> {
    let in_range = match &record.content {
        Content::Figures(figures) => figures.iter().all(|x| (0..=LARGEST_FIGURE).contains(x)),
        Content::Closed => true,
    };
    if record.week > as_of {
        Some(HeldReason::NotYet)
    } else if hierarchy.value(record.place.as_str(), 0).is_none() {
        Some(HeldReason::UnknownPlace)
    } else if !in_range {
        Some(HeldReason::OutOfRange)
    } else {
        None
    }
}

/// What `record` adds to what left of its report before.
fn correction(
    policy: &Policy,
    hierarchy: &Hierarchy,
    receipt: &Receipt,
    record: &Record,
) -> Result<(Place, Vec<i64>), HeldReason> {
    let (LeftIn::Group(place) | LeftIn::Correction(place)) = &receipt.left_in else {
        return Err(HeldReason::NothingToAdd);
    };
    if receipt.policy != policy.hash() {
        return Err(HeldReason::CorrectionOfOtherPolicy);
    }
    let now_at = hierarchy
        .level(&place.level)
        .and_then(|level| hierarchy.value(record.place.as_str(), level));
    if now_at != Some(place.value.as_str()) {
        return Err(HeldReason::CorrectionMoves);
    }
    match (&receipt.content, &record.content) {
        (old, new) if old == new => Err(HeldReason::NothingToAdd),
        (Content::Figures(old), Content::Figures(new)) => {
            let differences = new.iter().zip(old).map(|(new, old)| new - old).collect();
            Ok((place.clone(), differences))
        }
        _ => Err(HeldReason::CorrectionMoves),
    }
}
