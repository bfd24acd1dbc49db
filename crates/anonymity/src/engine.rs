// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

mod intake;

use std::collections::{BTreeMap, BTreeSet};

use kernel::IsoWeek;

use crate::document::{Group, Header, ReleaseDocument};
use crate::dominance::may_leave;
use crate::{
    Content, Entity, Held, HeldReason, Hierarchy, Ledger, LedgerError, LeftIn, Place, Policy,
    Receipt, Record, RecordKey, Report,
};

/// What a release came to.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// What leaves. It may have no group at all.
    pub document: ReleaseDocument,
    /// The office's notes for the records in it, by key; to be stored with the document, in one
    /// transaction.
    pub receipts: Vec<Receipt>,
    /// The records that did not leave, by key.
    pub held: Vec<Held>,
    /// The figures for the data protection officer.
    pub report: Report,
}

/// Why a release cannot be computed. Nothing has left.
#[derive(Debug, thiserror::Error, PartialEq, Eq, Clone)]
pub enum ReleaseError {
    /// The hierarchy lacks a level of the policy, or has its levels in another order.
    #[error("the hierarchy does not have the levels of the policy in its order")]
    Levels,
    /// A record has another number of figures than the policy has measures.
    #[error("record {} has {found} figures, the policy has {expected} measures", key.as_str())]
    Figures {
        /// The record.
        key: RecordKey,
        /// The number of measures.
        expected: usize,
        /// The number of figures.
        found: usize,
    },
    /// The week lies before the week of the last release.
    #[error("a release as of {as_of} cannot follow the one of {last}")]
    Backwards {
        /// The week asked for.
        as_of: IsoWeek,
        /// The week of the last release.
        last: IsoWeek,
    },
    /// The ledger is not one.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// A record that has never left, with its waiting time.
struct Waiting<'a> {
    record: &'a Record,
    weeks: u32,
    steps: usize,
    taken: bool,
    reason: HeldReason,
}

/// Facilities of one place and week that are either open or closed.
type Pools<'p> = BTreeMap<(bool, &'p str, IsoWeek), Vec<usize>>;

/// A record that changes figures which have left, with what it adds to each measure.
struct Correction<'a> {
    record: &'a Record,
    differences: Vec<i64>,
}

/// Corrections by what they correct.
type Corrections<'a> = BTreeMap<(Place, IsoWeek), Vec<Correction<'a>>>;

/// What is being put together.
struct Draft<'a> {
    policy: &'a Policy,
    sequence: u64,
    groups: Vec<Group>,
    receipts: Vec<Receipt>,
    held: Vec<Held>,
    dominated_sums: u32,
}

/// Computes the next release of `ledger` from the office's accepted reports.
///
/// `pending` may contain everything that the office has accepted, one version per facility and
/// week: versions that have left already (by their receipt) are passed over, newer versions of
/// reports that have left are corrections, the rest waits for a group. `as_of` is the week of the
/// release. Neither the order of `pending` nor anything outside the arguments has an influence.
///
/// For each step of patience, from the finest level on, records of equal place, week and kind
/// (open or closed) leave together if they come from as many different facilities as the policy's
/// minimum and no sum is dominated by one of them. After the maximum hold, what is left over is
/// counted, again only if it comes from as many facilities.
pub fn release(
    policy: &Policy,
    hierarchy: &Hierarchy,
    ledger: &Ledger,
    pending: &[Record],
    as_of: IsoWeek,
) -> Result<Outcome, ReleaseError> {
    let levels = levels_of_patience(policy, hierarchy)?;
    check_figures(policy, pending)?;
    if let Some(last) = ledger.last_week().filter(|last| *last > as_of) {
        return Err(ReleaseError::Backwards { as_of, last });
    }
    let mut draft = Draft {
        policy,
        sequence: ledger.sequence() + 1,
        groups: Vec::new(),
        receipts: Vec::new(),
        held: Vec::new(),
        dominated_sums: 0,
    };
    let (mut waiting, corrections) =
        intake::sort_out(&mut draft, hierarchy, ledger, pending, as_of);
    for (step, level) in levels.into_iter().enumerate() {
        release_level(&mut draft, hierarchy, level, step, &mut waiting);
    }
    release_count(&mut draft, &mut waiting);
    draft
        .held
        .extend(waiting.iter().filter(|w| !w.taken).map(|w| Held {
            key: w.record.key.clone(),
            reason: w.reason,
        }));
    release_corrections(&mut draft, corrections);

    let Draft {
        groups,
        mut receipts,
        mut held,
        dominated_sums,
        sequence,
        ..
    } = draft;
    receipts.sort_by(|a, b| a.key.cmp(&b.key));
    held.sort();
    let header = Header {
        office: ledger.office().to_owned(),
        collection: ledger.collection().to_owned(),
        sequence,
        as_of,
        policy: policy.hash().to_owned(),
        hierarchy: hierarchy.hash().to_owned(),
        previous: ledger.head().to_owned(),
    };
    let document = ReleaseDocument::write(header, groups);
    let kept_back = kept_back(policy, pending, &held);
    let report = Report::new(policy, ledger, &document, kept_back, dominated_sums);
    Ok(Outcome {
        document,
        receipts,
        held,
        report,
    })
}

/// The levels of the hierarchy that the steps of patience name, fine to coarse.
fn levels_of_patience(policy: &Policy, hierarchy: &Hierarchy) -> Result<Vec<usize>, ReleaseError> {
    let levels: Vec<usize> = policy
        .rules()
        .patience
        .iter()
        .map(|step| hierarchy.level(&step.place).ok_or(ReleaseError::Levels))
        .collect::<Result<_, _>>()?;
    if levels.is_sorted_by(|a, b| a < b) {
        Ok(levels)
    } else {
        Err(ReleaseError::Levels)
    }
}

fn check_figures(policy: &Policy, pending: &[Record]) -> Result<(), ReleaseError> {
    let expected = policy.measures().count();
    for record in pending {
        if let Content::Figures(figures) = &record.content
            && figures.len() != expected
        {
            return Err(ReleaseError::Figures {
                key: record.key.clone(),
                expected,
                found: figures.len(),
            });
        }
    }
    Ok(())
}

/// Releases, at one level, the groups that are large enough and not dominated.
fn release_level(
    draft: &mut Draft<'_>,
    hierarchy: &Hierarchy,
    level: usize,
    step: usize,
    waiting: &mut [Waiting<'_>],
) {
    let mut pools: Pools<'_> = BTreeMap::new();
    for (position, w) in waiting.iter().enumerate() {
        if w.taken || w.steps <= step {
            continue;
        }
        let place = hierarchy
            .value(w.record.place.as_str(), level)
            .expect("unknown places were held before");
        let closed = w.record.content == Content::Closed;
        pools
            .entry((closed, place, w.record.week))
            .or_default()
            .push(position);
    }
    for ((closed, place, week), positions) in pools {
        let members: Vec<&Record> = positions.iter().map(|&p| waiting[p].record).collect();
        let figures: Vec<&[i64]> = members.iter().map(|record| figures(record)).collect();
        let facilities = facilities(members.iter().copied());
        let reason = if facilities < draft.policy.rules().minimum_facilities {
            Some(HeldReason::TooFewFacilities)
        } else if !closed && !none_dominated(draft.policy, &figures) {
            Some(HeldReason::Dominated)
        } else {
            None
        };
        if let Some(reason) = reason {
            for &position in &positions {
                waiting[position].reason = reason;
            }
            continue;
        }
        let place = Place {
            level: hierarchy.levels()[level].clone(),
            value: place.to_owned(),
        };
        for record in members {
            draft.note(record, LeftIn::Group(place.clone()));
        }
        draft.groups.push(if closed {
            Group::Closed {
                level: place.level,
                place: place.value,
                week,
                facilities,
            }
        } else {
            draft.dominated_sums += halved(draft.policy, &figures);
            Group::Figures {
                level: place.level,
                place: place.value,
                week,
                facilities,
                sums: sums(draft.policy, &figures),
            }
        });
        for position in positions {
            waiting[position].taken = true;
        }
    }
}

/// Counts what has waited for the maximum hold, if enough facilities have come together.
fn release_count(draft: &mut Draft<'_>, waiting: &mut [Waiting<'_>]) {
    let limit = draft.policy.rules().maximum_hold_weeks;
    let mut over: Vec<&mut Waiting<'_>> = waiting
        .iter_mut()
        .filter(|w| !w.taken && w.weeks >= limit)
        .collect();
    let facilities = facilities(over.iter().map(|w| w.record));
    if facilities < draft.policy.rules().minimum_facilities {
        for w in over {
            w.reason = HeldReason::TooFewToCount;
        }
        return;
    }
    let reports = u32::try_from(over.len()).expect("far fewer than 2^32 reports");
    for w in &mut over {
        w.taken = true;
        draft.note(w.record, LeftIn::Count);
    }
    draft.groups.push(Group::Count {
        facilities,
        reports,
    });
}

/// Releases what enough facilities have corrected about one released place and week.
fn release_corrections(draft: &mut Draft<'_>, corrections: Corrections<'_>) {
    for ((place, week), members) in corrections {
        let facilities = facilities(members.iter().map(|member| member.record));
        let differences: Vec<&[i64]> = members
            .iter()
            .map(|member| member.differences.as_slice())
            .collect();
        if facilities < draft.policy.rules().minimum_facilities
            || !none_dominated(draft.policy, &differences)
        {
            draft.held.extend(members.iter().map(|member| Held {
                key: member.record.key.clone(),
                reason: HeldReason::CorrectionWaits,
            }));
            continue;
        }
        draft.groups.push(Group::Correction {
            level: place.level.clone(),
            place: place.value.clone(),
            week,
            facilities,
            sums: sums(draft.policy, &differences),
        });
        for member in members {
            draft.note(member.record, LeftIn::Correction(place.clone()));
        }
    }
}

impl Draft<'_> {
    fn note(&mut self, record: &Record, left_in: LeftIn) {
        self.receipts.push(Receipt {
            key: record.key.clone(),
            entity: record.entity.clone(),
            week: record.week,
            content: record.content.clone(),
            sequence: self.sequence,
            policy: self.policy.hash().to_owned(),
            left_in,
        });
    }
}

fn figures(record: &Record) -> &[i64] {
    match &record.content {
        Content::Figures(figures) => figures,
        Content::Closed => &[],
    }
}

fn facilities<'a>(records: impl Iterator<Item = &'a Record>) -> u32 {
    let distinct: BTreeSet<&Entity> = records.map(|record| &record.entity).collect();
    u32::try_from(distinct.len()).expect("far fewer than 2^32 facilities")
}

fn column<'a>(rows: &'a [&[i64]], measure: usize) -> impl Iterator<Item = i64> + 'a {
    rows.iter().map(move |row| row[measure])
}

fn none_dominated(policy: &Policy, rows: &[&[i64]]) -> bool {
    policy
        .dominance_percents()
        .into_iter()
        .enumerate()
        .all(|(measure, percent)| may_leave(column(rows, measure), percent))
}

/// In how many sums one facility has more than half.
fn halved(policy: &Policy, rows: &[&[i64]]) -> u32 {
    let count = (0..policy.measures().count())
        .filter(|&measure| {
            let largest = column(rows, measure).max().unwrap_or(0);
            largest * 2 > column(rows, measure).sum()
        })
        .count();
    u32::try_from(count).expect("far fewer than 2^32 measures")
}

fn sums(policy: &Policy, rows: &[&[i64]]) -> BTreeMap<String, i64> {
    policy
        .measures()
        .enumerate()
        .map(|(measure, name)| (name.to_owned(), column(rows, measure).sum()))
        .collect()
}

/// How many records are kept back, if they come from enough facilities to be told.
fn kept_back(policy: &Policy, pending: &[Record], held: &[Held]) -> Option<u32> {
    let keys: BTreeSet<&RecordKey> = held
        .iter()
        .filter(|held| held.reason.keeps_something_back())
        .map(|held| &held.key)
        .collect();
    let records: Vec<&Record> = pending
        .iter()
        .filter(|record| keys.contains(&record.key))
        .collect();
    let enough = facilities(records.iter().copied()) >= policy.rules().minimum_facilities;
    enough.then(|| u32::try_from(records.len()).expect("far fewer than 2^32 reports"))
}

#[cfg(test)]
mod tests;
