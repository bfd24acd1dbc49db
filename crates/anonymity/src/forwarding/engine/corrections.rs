// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Corrections of what has left: groups that move records from one tuple, or value, to another.

use std::collections::BTreeMap;

use super::super::document::{Group, Tuple};
use super::super::ledger::Latest;
use super::super::record::{HeldReason, LeftIn, Receipt};
use super::schema::Schema;
use super::{Draft, Known, count, tally};
use crate::dominance::may_leave;

/// A correction with the receipt of what it corrects.
type Correction<'k, 'r> = (&'k Known<'r>, &'k Receipt);

/// Releases corrections that enough entities share: the same tuple before, the same after.
///
/// Whoever applies them to the groups sees what stays behind under the old tuple. So that must be nothing
/// or as many different entities and values as a group needs.
pub(super) fn release(
    draft: &mut Draft<'_>,
    schema: &Schema<'_>,
    corrections: &[(Known<'_>, &Receipt)],
    latest: Latest<'_>,
    knows_all_under: impl Fn(&Tuple) -> bool,
) {
    let mut shared: BTreeMap<(Tuple, Tuple), Vec<Correction<'_, '_>>> = BTreeMap::new();
    for (known, receipt) in corrections {
        match moves(draft, schema, known, receipt) {
            Ok(tuples) => shared.entry(tuples).or_default().push((known, receipt)),
            Err(reason) => draft.hold(known.record, reason),
        }
    }
    let tuples = shared.keys().map(|(from, _)| from.clone()).collect();
    let mut standing = latest.standing(&tuples);
    for ((from, to), members) in shared {
        let Some(here) = standing.get_mut(&from) else {
            continue;
        };
        let rest: Vec<&Receipt> = here
            .iter()
            .copied()
            .filter(|one| {
                members
                    .iter()
                    .all(|(_, receipt)| receipt.case() != one.case())
            })
            .collect();
        if !knows_all_under(&from)
            || (from == to && !tells_something(schema, &members))
            || !may_leave_together(draft, schema, &members)
            || !may_stay(draft, schema, &rest)
        {
            for (known, _) in members {
                draft.hold(known.record, HeldReason::CorrectionWaits);
            }
            continue;
        }
        *here = rest;
        let after: Vec<_> = members
            .iter()
            .map(|(known, _)| schema.told(&known.told))
            .collect();
        draft.groups.push(Group::Correction {
            after: tally(after.iter()),
            before: tally(members.iter().map(|(_, receipt)| &receipt.0.told)),
            entities: schema.entities(members.iter().map(|(_, receipt)| receipt.entities())),
            from: from.clone(),
            records: count(members.len()),
            sums: schema.sums(differences(&members).iter().map(Vec::as_slice)),
            to: to.clone(),
        });
        for (known, _) in members {
            draft.note(schema, known, LeftIn::Correction(from.clone(), to.clone()));
        }
    }
}

/// From which tuple to which a correction moves its record.
fn moves(
    draft: &Draft<'_>,
    schema: &Schema<'_>,
    known: &Known<'_>,
    receipt: &Receipt,
) -> Result<(Tuple, Tuple), HeldReason> {
    let record = known.record;
    let from = match receipt.left_in() {
        LeftIn::Group(tuple) | LeftIn::Correction(_, tuple) => tuple,
        LeftIn::Count => return Err(HeldReason::NothingToAdd),
    };
    if record.version <= receipt.version() {
        return Err(HeldReason::NothingToAdd);
    }
    if receipt.0.policy != draft.policy.hash() {
        return Err(HeldReason::CorrectionOfOtherPolicy);
    }
    if record.entities != receipt.0.entities {
        return Err(HeldReason::CorrectionMoves);
    }
    let to = schema
        .tuple_at(&known.leaves, record.week, from)
        .ok_or(HeldReason::CorrectionOfOtherPolicy)?;
    if to != *from && !schema.percents().is_empty() {
        return Err(HeldReason::CorrectionMoves);
    }
    let tells_the_same = schema.told(&known.told) == receipt.0.told;
    if to == *from && tells_the_same && record.figures == receipt.0.figures {
        return Err(HeldReason::NothingToAdd);
    }
    Ok((from.clone(), to))
}

fn differences(members: &[Correction<'_, '_>]) -> Vec<Vec<i64>> {
    let figures = members.iter().map(|(known, receipt)| {
        let pairs = known.record.figures.iter().zip(&receipt.0.figures);
        pairs.map(|(new, old)| new - old).collect()
    });
    figures.collect()
}

/// Whether corrections under one tuple change what is told of it: values that only changed places do not.
fn tells_something(schema: &Schema<'_>, members: &[Correction<'_, '_>]) -> bool {
    let after: Vec<_> = members
        .iter()
        .map(|(known, _)| schema.told(&known.told))
        .collect();
    let before = tally(members.iter().map(|(_, receipt)| &receipt.0.told));
    let changes = differences(members).iter().flatten().any(|n| *n != 0);
    changes || before != tally(after.iter())
}

fn may_leave_together(
    draft: &Draft<'_>,
    schema: &Schema<'_>,
    members: &[Correction<'_, '_>],
) -> bool {
    let entities = schema.entities(members.iter().map(|(_, receipt)| receipt.entities()));
    let after: Vec<_> = members
        .iter()
        .map(|(known, _)| schema.told(&known.told))
        .collect();
    let differences = differences(members);
    let undominated = schema
        .percents()
        .iter()
        .enumerate()
        .all(|(measure, percent)| may_leave(differences.iter().map(|of| of[measure]), *percent));
    undominated
        && entities
            .values()
            .all(|n| *n >= draft.policy.rules().minimum)
        && schema.is_varied(&tally(members.iter().map(|(_, receipt)| &receipt.0.told)))
        && schema.is_varied(&tally(after.iter()))
}

fn may_stay(draft: &Draft<'_>, schema: &Schema<'_>, rest: &[&Receipt]) -> bool {
    let entities = schema.entities(rest.iter().map(|receipt| receipt.entities()));
    rest.is_empty()
        || (entities
            .values()
            .all(|n| *n >= draft.policy.rules().minimum)
            && schema.is_varied(&tally(rest.iter().map(|receipt| &receipt.0.told))))
}
