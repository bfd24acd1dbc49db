// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

mod corrections;
mod schema;

use std::collections::{BTreeMap, BTreeSet};

use kernel::IsoWeek;

use super::dimension::{Dimension, EVERYTHING};
use super::document::{Group, Header, ReleaseDocument, Tuple, Values};
use super::grouping;
use super::ledger::Latest;
use super::pool::{Cluster, Item, Pool};
use super::record::{Held, HeldReason, LeftIn, Note, Receipt, Record};
use super::{Hierarchies, Ledger, LegalPath, Policy};
use crate::{Entity, LARGEST_FIGURE, LedgerError};
use schema::Schema;

/// What a release came to.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// What leaves. It may have no group at all.
    pub document: ReleaseDocument,
    /// The office's notes, to be sealed and stored with the document in one transaction.
    pub receipts: Vec<Receipt>,
    /// The records that did not leave, by case.
    pub held: Vec<Held>,
    /// The loss of what left in detail for the first time: the sum over its records of the mean loss over
    /// the columns, in millionths.
    pub loss: u64,
}

/// Why a release cannot be computed. Nothing has left.
#[derive(Debug, thiserror::Error, PartialEq, Eq, Clone)]
pub enum ReleaseError {
    /// Fields without a class.
    #[error("these fields have no class, so nothing may leave: {}", .0.join(", "))]
    Unclassified(Vec<String>),
    /// Another way leads to the recipient.
    #[error(
        "the policy says that the records are transmitted by law; nothing leaves through the ledger"
    )]
    OtherPath,
    /// A hierarchy of the policy is missing.
    #[error("the hierarchy `{0}` is missing")]
    NoHierarchy(String),
    /// A hierarchy lacks a level of the policy, or has its levels in another order.
    #[error("the hierarchy `{0}` does not have the levels of the policy in its order")]
    Levels(String),
    /// A record has another number of entities, values or figures than the policy has fields.
    #[error("record {} does not have the fields of the policy", .0.as_str())]
    Shape(crate::RecordKey),
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

/// A record whose values are known to the hierarchies.
struct Known<'r> {
    record: &'r Record,
    /// Leaves in the order of the schema's columns, without the date.
    leaves: Vec<u32>,
    told: Vec<u32>,
}

/// What is being put together.
struct Draft<'p> {
    policy: &'p Policy,
    sequence: u64,
    groups: Vec<Group>,
    receipts: Vec<Receipt>,
    held: Vec<Held>,
    loss: u64,
}

/// Computes the next release of `ledger` from the office's records.
///
/// `pending` may contain everything that the office holds: what has left (by its receipt) is passed over,
/// newer versions of it are corrections, the rest waits for a group. Neither the order of `pending` nor
/// anything outside the arguments has an influence.
pub fn release(
    policy: &Policy,
    hierarchies: &Hierarchies,
    ledger: &Ledger,
    pending: &[Record],
    as_of: IsoWeek,
) -> Result<Outcome, ReleaseError> {
    let unclassified = policy.unclassified([]);
    if !unclassified.is_empty() {
        let names = unclassified.into_iter().map(str::to_owned).collect();
        return Err(ReleaseError::Unclassified(names));
    }
    let counts_with_noise = policy.rules().noise.is_some();
    if counts_with_noise || policy.rules().path == LegalPath::StatutoryTransmission {
        return Err(ReleaseError::OtherPath);
    }
    if let Some(last) = ledger.last_week().filter(|last| *last > as_of) {
        return Err(ReleaseError::Backwards { as_of, last });
    }
    let schema = Schema::new(policy, hierarchies)?;
    if let Some(record) = pending.iter().find(|record| !schema.fits(record)) {
        return Err(ReleaseError::Shape(record.case.clone()));
    }
    let mut draft = Draft {
        policy,
        sequence: ledger.sequence() + 1,
        groups: Vec::new(),
        receipts: Vec::new(),
        held: Vec::new(),
        loss: 0,
    };
    let latest = ledger.latest();
    let (mut new, mut corrections) = (Vec::new(), Vec::new());
    for known in draft.sort_out(&schema, pending, as_of) {
        match latest.of(&known.record.case) {
            Some(receipt) => corrections.push((known, receipt)),
            None => new.push(known),
        }
    }
    draft.release_new(&schema, &new, latest, as_of);
    let known = |tuple: &Tuple| ledger.knows_all_under(tuple);
    corrections::release(&mut draft, &schema, &corrections, latest, known);

    draft.receipts.sort_by(|a, b| a.case().cmp(b.case()));
    draft.held.sort();
    let header = Header {
        office: ledger.office().to_owned(),
        collection: ledger.collection().to_owned(),
        sequence: draft.sequence,
        as_of,
        policy: policy.hash().to_owned(),
        hierarchies: schema.hashes(),
        previous: ledger.head().to_owned(),
    };
    Ok(Outcome {
        document: ReleaseDocument::write(header, draft.groups),
        receipts: draft.receipts,
        held: draft.held,
        loss: draft.loss,
    })
}

impl Draft<'_> {
    fn hold(&mut self, record: &Record, reason: HeldReason) {
        self.held.push(Held {
            case: record.case.clone(),
            version: record.version,
            reason,
        });
    }

    /// The newest version of every case that can be understood, by case.
    fn sort_out<'r>(
        &mut self,
        schema: &Schema<'_>,
        pending: &'r [Record],
        as_of: IsoWeek,
    ) -> Vec<Known<'r>> {
        let mut by_case: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
        for record in pending {
            by_case
                .entry(record.case.as_str())
                .or_default()
                .push(record);
        }
        let mut sorted = Vec::with_capacity(by_case.len());
        for versions in by_case.into_values() {
            let newest = versions.iter().map(|record| record.version).max();
            let (newest, older): (Vec<&Record>, Vec<&Record>) = versions
                .into_iter()
                .partition(|record| Some(record.version) == newest);
            for record in older {
                self.hold(record, HeldReason::NothingToAdd);
            }
            let record = newest[0];
            let reason = if newest.iter().any(|other| *other != record) {
                HeldReason::SeveralReports
            } else if record.week > as_of {
                HeldReason::NotYet
            } else if record
                .figures
                .iter()
                .any(|n| !(0..=LARGEST_FIGURE).contains(n))
            {
                HeldReason::OutOfRange
            } else if let Some((leaves, told)) = schema.codes(record) {
                sorted.push(Known {
                    record,
                    leaves,
                    told,
                });
                continue;
            } else {
                HeldReason::UnknownValue
            };
            self.hold(record, reason);
        }
        sorted
    }

    /// Releases what has never left.
    fn release_new(
        &mut self,
        schema: &Schema<'_>,
        new: &[Known<'_>],
        latest: Latest<'_>,
        as_of: IsoWeek,
    ) {
        let mut left = vec![false; new.len()];
        let counts_only = self.policy.rules().path == LegalPath::CountsOnly;
        if !counts_only {
            let beyond = beyond_cap(self.policy, new, latest);
            let within: Vec<usize> = (0..new.len()).filter(|one| !beyond.contains(one)).collect();
            let beyond: Vec<usize> = beyond.into_iter().collect();
            let mut clusters: BTreeMap<Tuple, (u64, Vec<usize>)> = BTreeMap::new();
            for (members, coarse) in [(&within, false), (&beyond, true)] {
                self.group(schema, new, members, coarse, as_of, &mut clusters);
            }
            for (tuple, (loss, members)) in clusters {
                for member in &members {
                    left[*member] = true;
                    self.note(schema, &new[*member], LeftIn::Group(tuple.clone()));
                }
                self.loss += loss / schema.columns();
                let members: Vec<&Known<'_>> = members.iter().map(|one| &new[*one]).collect();
                self.groups.push(Group::Records {
                    entities: schema
                        .entities(members.iter().map(|one| one.record.entities.as_slice())),
                    records: count(members.len()),
                    sums: schema.sums(members.iter().map(|one| one.record.figures.as_slice())),
                    values: schema.values(members.iter().map(|one| one.told.as_slice())),
                    tuple,
                });
            }
        }
        self.release_count(schema, new, &mut left, as_of);
    }

    /// The groups of some of the records, by tuple.
    fn group(
        &self,
        schema: &Schema<'_>,
        new: &[Known<'_>],
        members: &[usize],
        coarse: bool,
        as_of: IsoWeek,
        clusters: &mut BTreeMap<Tuple, (u64, Vec<usize>)>,
    ) {
        let weeks: BTreeSet<IsoWeek> = members.iter().map(|one| new[*one].record.week).collect();
        let weeks: Vec<IsoWeek> = weeks.into_iter().collect();
        let dimensions = schema.dimensions(&weeks, coarse);
        let entities = schema.interned(
            members
                .iter()
                .map(|one| new[*one].record.entities.as_slice()),
        );
        let mut items: Vec<(Item, usize)> = members
            .iter()
            .zip(entities)
            .map(|(one, entities)| {
                let known = &new[*one];
                let step = if coarse {
                    (1000, 1000)
                } else {
                    let waited = as_of.since(known.record.week).unsigned_abs();
                    let step = self.policy.step_after(waited);
                    (step.loss_permille, step.waiting_permille)
                };
                let item = Item {
                    leaves: Schema::leaves(&known.leaves, known.record.week, &weeks),
                    limit: in_millionths(step.0, schema.columns()),
                    waiting: in_millionths(step.1, schema.columns()),
                    entities,
                    sensitive: schema.sensitive(&known.told),
                    figures: known.record.figures.clone(),
                };
                (item, *one)
            })
            .collect();
        // By content first, so that what is equal lies together; by case (the order of `new`) last.
        items.sort();
        let (items, ones): (Vec<Item>, Vec<usize>) = items.into_iter().unzip();
        let minimums = vec![self.policy.rules().minimum; schema.kinds()];
        let pool = Pool::new(
            &dimensions,
            items,
            minimums,
            schema.rules(),
            schema.percents(),
        );
        for cluster in grouping::groups(&pool) {
            let tuple = tuple(&dimensions, &pool, &cluster);
            let entry = clusters.entry(tuple).or_default();
            entry.0 += cluster.cost();
            entry
                .1
                .extend(cluster.members.iter().map(|member| ones[*member]));
        }
    }

    /// Counts what has waited for the maximum hold (with counts only: everything), if it is enough.
    fn release_count(
        &mut self,
        schema: &Schema<'_>,
        new: &[Known<'_>],
        left: &mut [bool],
        as_of: IsoWeek,
    ) {
        let rules = self.policy.rules();
        let hold = match rules.path {
            LegalPath::CountsOnly => 0,
            _ => rules.maximum_hold_weeks,
        };
        let (over, waiting): (Vec<usize>, Vec<usize>) = (0..new.len())
            .filter(|one| !left[*one])
            .partition(|one| as_of.since(new[*one].record.week).unsigned_abs() >= hold);
        for one in waiting {
            self.hold(new[one].record, HeldReason::Waits);
        }
        let entities = schema.entities(over.iter().map(|one| new[*one].record.entities.as_slice()));
        let enough = entities.values().all(|number| *number >= rules.minimum);
        for one in &over {
            if enough {
                left[*one] = true;
                self.note(schema, &new[*one], LeftIn::Count);
            } else {
                self.hold(new[*one].record, HeldReason::TooFewToCount);
            }
        }
        if enough && !over.is_empty() {
            self.groups.push(Group::Count {
                entities,
                records: count(over.len()),
            });
        }
    }

    fn note(&mut self, schema: &Schema<'_>, known: &Known<'_>, left_in: LeftIn) {
        let record = known.record;
        self.receipts.push(Receipt(Note {
            case: record.case.clone(),
            version: record.version,
            entities: record.entities.clone(),
            week: record.week,
            told: schema.told(&known.told),
            figures: record.figures.clone(),
            sequence: self.sequence,
            policy: self.policy.hash().to_owned(),
            left_in,
        }));
    }
}

/// The records beyond the yearly cap of their first entity, counted by week and case.
fn beyond_cap(policy: &Policy, new: &[Known<'_>], latest: Latest<'_>) -> BTreeSet<usize> {
    let kinds: Vec<_> = policy.entities().collect();
    let first = (0..kinds.len())
        .min_by_key(|kind| kinds[*kind])
        .unwrap_or(0);
    let before = |entity: &Entity, year: i16| {
        let left = latest.of_entity(entity);
        let same = left
            .filter(|one| one.entities().get(first) == Some(entity) && one.0.week.year() == year);
        count(same.count())
    };
    let mut of_entity: BTreeMap<(&Entity, i16), u32> = BTreeMap::new();
    let mut order: Vec<usize> = (0..new.len()).collect();
    order.sort_by_key(|one| (new[*one].record.week, *one));
    order
        .into_iter()
        .filter(|one| {
            let record = new[*one].record;
            let (entity, year) = (&record.entities[first], record.week.year());
            let number = of_entity
                .entry((entity, year))
                .or_insert_with(|| before(entity, year));
            *number += 1;
            *number > policy.rules().yearly_cap
        })
        .collect()
}

fn tuple(dimensions: &[Dimension], pool: &Pool<'_>, cluster: &Cluster) -> Tuple {
    let first = &pool.items[cluster.members[0]];
    dimensions
        .iter()
        .enumerate()
        .map(|(column, dimension)| {
            let level = usize::from(cluster.levels[column]);
            let value = dimension.name(level, first.leaves[column]).to_owned();
            (
                dimension.field.clone(),
                (dimension.level_name(level).to_owned(), value),
            )
        })
        .collect()
}

fn in_millionths(permille: u32, columns: u64) -> u64 {
    u64::from(permille) * u64::from(EVERYTHING) / 1000 * columns
}

fn count(number: usize) -> u32 {
    u32::try_from(number).expect("far fewer than 2^32 records")
}

/// The values that stand in a correction, before or after.
fn tally<'t>(told: impl Iterator<Item = &'t BTreeMap<String, String>>) -> Values {
    let mut values = Values::new();
    for (field, value) in told.flatten() {
        let counts = values.entry(field.clone()).or_default();
        *counts.entry(value.clone()).or_default() += 1;
    }
    values
}

#[cfg(test)]
mod tests;
