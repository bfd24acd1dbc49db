// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The figures of one release of records for the data protection officer, and the German page made of them.
//!
//! Everything here is computed from the release, the ledger and what was offered to it. The three headings
//! are those of the Article 29 Working Party's Opinion 05/2014 on anonymisation techniques (WP216).

mod german;

use std::collections::{BTreeMap, BTreeSet};

use kernel::IsoWeek;
use serde::{Deserialize, Serialize};

use super::calendar;
use super::difference::smallest_among;
use super::dimension::Dimension;
use super::document::{Group, Tuple};
use super::{
    EntityKind, Field, FieldClass, Hierarchies, Ledger, LegalPath, Outcome, Policy, Record,
};
use crate::{Linkability, Section, SinglingOut};

/// What a data protection officer wants to know about one release of records.
///
/// The report is the office's own paper. It holds no number about fewer people or facilities than the
/// policy's minimum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The version of this format; tells it from the report about weekly sums.
    pub format: ReportFormat,
    /// The number of the release in its ledger, from 1.
    pub sequence: u64,
    /// The week of the release.
    pub as_of: IsoWeek,
    /// The hash of the document.
    pub document: String,
    /// The hash of the policy.
    pub policy: String,
    /// The form version whose answers are released.
    pub form_version: String,
    /// The version of the software that computed the release.
    pub software: String,
    /// What the groups are needed for.
    pub purpose: String,
    /// The legal basis.
    pub legal_basis: String,
    /// Who receives the groups.
    pub recipient: String,
    /// Which way the law leads.
    pub path: LegalPath,
    /// The smallest number of different entities of every kind in a group.
    pub minimum: u32,
    /// The kinds of entities that are counted.
    pub kinds: Vec<EntityKind>,
    /// The fields of the form with what happens to them.
    pub fields: Vec<Field>,
    /// The number of groups.
    pub groups: u32,
    /// The entities in the smallest group; `None` if there is no group.
    pub smallest_group: Option<u32>,
    /// The number of groups with fewer entities than twice the minimum.
    pub groups_below_twice_minimum: u32,
    /// The number of records that left, including corrections.
    pub records: u32,
    /// The number of corrections among them.
    pub corrections: u32,
    /// The number of records that left only as a count.
    pub counted_only: u32,
    /// The number of records that stay; `None` if they are about fewer entities than the minimum, which
    /// includes none at all.
    pub held: Option<u32>,
    /// How long the records that left for the first time had waited on average, in tenths of a week.
    pub waited_tenths: u32,
    /// What each column of the tuple lost, mean over the records that left in detail.
    pub losses: Vec<FieldLoss>,
    /// Herausgreifen.
    pub singling_out: SinglingOut,
    /// Verknüpfbarkeit.
    pub linkability: Linkability,
    /// Inferenz.
    pub inference: Inference,
}

/// The version of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReportFormat {
    /// Of a release of records.
    #[serde(rename = "deich-report/2")]
    V2,
}

/// What a column of the tuple lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldLoss {
    /// What the field is called on the form.
    pub label: String,
    /// 0 (nothing) to 1000 (everything).
    pub permille: u32,
}

/// What groups tell about their members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inference {
    /// The sensitive fields.
    pub sensitive: Vec<Homogeneous>,
    /// Sums of figures in this release, corrections not among them.
    pub sums: u32,
    /// Those that are zero, so that the figure of each member is known to be zero.
    pub zero_sums: u32,
}

/// In how many groups a sensitive value is the same for everybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Homogeneous {
    /// What the field is called on the form.
    pub label: String,
    /// Groups that say how often its values occur.
    pub groups: u32,
    /// Those in which only one value occurs.
    pub with_one_value: u32,
}

impl Report {
    /// The report about `outcome`, which was computed from `pending` as the next release of `ledger`.
    pub fn new(
        policy: &Policy,
        hierarchies: &Hierarchies,
        ledger: &Ledger,
        pending: &[Record],
        outcome: &Outcome,
    ) -> Self {
        let rules = policy.rules();
        let document = &outcome.document;
        let groups = &document.wire().groups;
        let records_of = |wanted: fn(&Group) -> bool| -> u32 {
            groups
                .iter()
                .filter(|group| wanted(group))
                .map(Group::records)
                .sum()
        };
        let below = |size: u32| count(groups.iter().filter(|group| group.fewest() < size).count());
        Self {
            format: ReportFormat::V2,
            sequence: document.sequence(),
            as_of: document.as_of(),
            document: document.hash(),
            policy: policy.hash().to_owned(),
            form_version: rules.form_version.clone(),
            software: env!("CARGO_PKG_VERSION").to_owned(),
            purpose: rules.purpose.clone(),
            legal_basis: rules.legal_basis.clone(),
            recipient: rules.recipient.clone(),
            path: rules.path,
            minimum: rules.minimum,
            kinds: policy.entities().collect(),
            fields: rules.fields.clone(),
            groups: count(groups.len()),
            smallest_group: document.smallest(),
            groups_below_twice_minimum: below(2 * rules.minimum),
            records: document.records(),
            corrections: records_of(|group| matches!(group, Group::Correction { .. })),
            counted_only: records_of(|group| matches!(group, Group::Count { .. })),
            held: held(policy, pending, outcome),
            waited_tenths: waited(outcome),
            losses: losses(policy, hierarchies, groups),
            singling_out: singling_out(groups),
            linkability: linkability(ledger, groups),
            inference: inference(policy, groups),
        }
    }

    /// The report as a German page: headings with sentences.
    pub fn german(&self) -> Vec<Section> {
        german::sections(self)
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).expect("far fewer than 2^32 records")
}

/// How many records stay, if they are about enough entities of every kind.
fn held(policy: &Policy, pending: &[Record], outcome: &Outcome) -> Option<u32> {
    let cases: BTreeSet<(&str, u32)> = outcome
        .held
        .iter()
        .filter(|one| one.reason.keeps_something_back())
        .map(|one| (one.case.as_str(), one.version))
        .collect();
    let stay: Vec<&Record> = pending
        .iter()
        .filter(|record| cases.contains(&(record.case.as_str(), record.version)))
        .collect();
    let enough = (0..policy.entities().count()).all(|kind| {
        let different: BTreeSet<_> = stay
            .iter()
            .filter_map(|record| record.entities.get(kind))
            .collect();
        count(different.len()) >= policy.rules().minimum
    });
    enough.then(|| count(cases.len()))
}

/// The mean time between a record's week and its release, in tenths of a week, rounded.
fn waited(outcome: &Outcome) -> u32 {
    let as_of = outcome.document.as_of();
    let first = outcome
        .receipts
        .iter()
        .filter(|receipt| !matches!(receipt.left_in(), super::LeftIn::Correction(..)));
    let weeks: Vec<u32> = first
        .map(|receipt| as_of.since(receipt.week()).unsigned_abs())
        .collect();
    let number = count(weeks.len()).max(1);
    (weeks.iter().sum::<u32>() * 10 + number / 2) / number
}

fn losses(policy: &Policy, hierarchies: &Hierarchies, groups: &[Group]) -> Vec<FieldLoss> {
    let columns = policy.rules().fields.iter().filter_map(|field| {
        let table = match field.class.as_ref()? {
            FieldClass::Quasi { hierarchy, .. } => Some(hierarchies.get(hierarchy)?),
            FieldClass::Date { finest, .. } if finest != "all" => None,
            _ => return None,
        };
        let dimension = table.map(|table| {
            let coarsest = table.levels().len() - 1;
            Dimension::of_hierarchy(&field.name, table, 0, coarsest)
        });
        let mut lost = 0_u64;
        let mut records = 0_u64;
        for group in groups {
            let Group::Records {
                tuple, records: n, ..
            } = group
            else {
                continue;
            };
            let (level, value) = tuple.get(&field.name)?;
            let loss = match &dimension {
                Some(dimension) => dimension.loss_of(level, value)?,
                None => calendar::loss(level)?,
            };
            lost += u64::from(loss) * u64::from(*n);
            records += u64::from(*n);
        }
        let permille = lost / records.max(1) / 1000;
        Some(FieldLoss {
            label: field.label.clone(),
            permille: u32::try_from(permille).unwrap_or(1000),
        })
    });
    columns.collect()
}

fn singling_out(groups: &[Group]) -> SinglingOut {
    let below = |size: u32| {
        groups
            .iter()
            .filter(|group| !matches!(group, Group::Count { .. }) && group.fewest() < size)
            .map(Group::records)
            .sum()
    };
    SinglingOut {
        reports: below(u32::MAX),
        above_20_percent: below(5),
        above_9_percent: below(12),
        above_5_percent: below(20),
    }
}

fn tuples(group: &Group) -> Vec<&Tuple> {
    match group {
        Group::Records { tuple, .. } => vec![tuple],
        Group::Correction { from, to, .. } => vec![from, to],
        Group::Count { .. } => Vec::new(),
    }
}

/// The difference test over all pairs of states of the ledger, this release included.
fn linkability(ledger: &Ledger, groups: &[Group]) -> Linkability {
    let before = ledger.documents();
    let known: BTreeSet<&Tuple> = before.iter().flatten().flat_map(tuples).collect();
    let new: BTreeSet<&Tuple> = groups.iter().flat_map(tuples).collect();
    let releases = before.len() as u64 + 1;
    let all = before.iter().map(Vec::as_slice).chain([groups]);
    Linkability {
        releases,
        comparisons: releases * (releases + 1) / 2,
        smallest_difference: smallest_among(all),
        added_to_earlier: count(new.intersection(&known).count()),
    }
}

fn inference(policy: &Policy, groups: &[Group]) -> Inference {
    let values = groups.iter().filter_map(|group| match group {
        Group::Records { values, sums, .. } => Some((values, sums)),
        _ => None,
    });
    let values: Vec<_> = values.collect();
    let sensitive = policy
        .rules()
        .fields
        .iter()
        .filter(|field| matches!(field.class, Some(FieldClass::Sensitive { .. })));
    let sums: Vec<i64> = values
        .iter()
        .flat_map(|(_, sums): &(_, &BTreeMap<String, i64>)| sums.values().copied())
        .collect();
    Inference {
        sensitive: sensitive
            .map(|field| {
                let told: Vec<usize> = values
                    .iter()
                    .filter_map(|(values, _)| Some(values.get(&field.name)?.len()))
                    .collect();
                Homogeneous {
                    label: field.label.clone(),
                    groups: count(told.len()),
                    with_one_value: count(told.iter().filter(|values| **values == 1).count()),
                }
            })
            .collect(),
        sums: count(sums.len()),
        zero_sums: count(sums.iter().filter(|sum| **sum == 0).count()),
    }
}
