// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The figures of one release for the data protection officer, and the German page made of them.
//!
//! Everything here is computed from the release and the ledger. The three headings are those of the
//! Article 29 Working Party's Opinion 05/2014 on anonymisation techniques (WP216).

pub(crate) mod german;
pub(crate) mod sentences;

use std::collections::BTreeSet;

use kernel::IsoWeek;
use serde::{Deserialize, Serialize};

pub use german::Section;

use crate::document::GroupKind;
use crate::{FieldClass, Ledger, Policy, ReleaseDocument, ReleasedGroup};

/// What a data protection officer wants to know about one release.
///
/// The report is the office's own paper. It holds no number about fewer facilities than the
/// policy's minimum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
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
    /// What the figures are needed for.
    pub purpose: String,
    /// The legal basis of the transmission.
    pub legal_basis: String,
    /// Who receives the groups.
    pub recipient: String,
    /// The smallest number of different facilities in a group.
    pub minimum_facilities: u32,
    /// The fields of the form with what happens to them.
    pub fields: Vec<FieldInReport>,
    /// The number of groups.
    pub groups: u32,
    /// The facilities in the smallest group; `None` if there is no group.
    pub smallest_group: Option<u32>,
    /// The number of groups with fewer facilities than twice the minimum.
    pub groups_below_twice_minimum: u32,
    /// The number of reports that left, including corrections.
    pub reports: u32,
    /// The reports that left, by place level from fine to coarse.
    pub by_level: Vec<AtLevel>,
    /// The number of corrections among the reports that left.
    pub corrections: u32,
    /// The number of reports that left only as a count.
    pub counted_only: u32,
    /// The number of reports that wait; `None` if they come from fewer facilities than the minimum,
    /// which includes none at all.
    pub held: Option<u32>,
    /// Herausgreifen.
    pub singling_out: SinglingOut,
    /// Verknüpfbarkeit.
    pub linkability: Linkability,
    /// Inferenz.
    pub inference: Inference,
}

/// A field in a [`Report`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldInReport {
    /// What the field is called on the form.
    pub label: String,
    /// What happens to it.
    pub class: FieldClass,
    /// Why.
    pub reason: String,
}

/// How many reports left at a place level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtLevel {
    /// The name of the level.
    pub level: String,
    /// Reports in groups of this level, corrections not among them.
    pub reports: u32,
}

/// How well one facility hides in its group. The risk of a report is one in the number of
/// facilities of its group; counts are not among the figures, because they say nothing about
/// anyone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SinglingOut {
    /// Reports in groups that say something about a place and a week.
    pub reports: u32,
    /// Those with a risk above 0.2: groups of fewer than 5.
    pub above_20_percent: u32,
    /// Those with a risk above 0.09: groups of fewer than 12.
    pub above_9_percent: u32,
    /// Those with a risk above 0.05: groups of fewer than 20.
    pub above_5_percent: u32,
}

/// What comparing releases shows: the difference test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Linkability {
    /// Releases in the ledger, this one included.
    pub releases: u64,
    /// Pairs of ledger states that can be compared, the empty state included.
    pub comparisons: u64,
    /// The fewest facilities that any such difference shows at any place and week; `None` while
    /// nothing was released.
    pub smallest_difference: Option<u32>,
    /// Places and weeks about which this release adds to something released before.
    pub added_to_earlier: u32,
}

/// What sums tell about members of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inference {
    /// Sums of figures in this release.
    pub sums: u32,
    /// Those that are zero, so that the figure of each facility is known to be zero.
    pub zero_sums: u32,
    /// Those of which one facility has more than half.
    pub sums_above_half: u32,
}

impl Report {
    pub(crate) fn new(
        policy: &Policy,
        ledger: &Ledger,
        document: &ReleaseDocument,
        held: Option<u32>,
        sums_above_half: u32,
    ) -> Self {
        let rules = policy.rules();
        let groups = document.groups();
        let total = |kind: Option<GroupKind>| -> u32 {
            groups
                .iter()
                .filter(|group| kind.is_none_or(|kind| group.kind() == kind))
                .map(ReleasedGroup::reports)
                .sum()
        };
        let count = |number: usize| u32::try_from(number).expect("far fewer than 2^32 groups");
        Self {
            sequence: document.sequence(),
            as_of: document.as_of(),
            document: document.hash(),
            policy: policy.hash().to_owned(),
            form_version: rules.form_version.clone(),
            software: env!("CARGO_PKG_VERSION").to_owned(),
            purpose: rules.purpose.clone(),
            legal_basis: rules.legal_basis.clone(),
            recipient: rules.recipient.clone(),
            minimum_facilities: rules.minimum_facilities,
            fields: rules
                .fields
                .iter()
                .map(|field| FieldInReport {
                    label: field.label.clone(),
                    class: field.class.clone(),
                    reason: field.reason.clone(),
                })
                .collect(),
            groups: count(groups.len()),
            smallest_group: groups.iter().map(ReleasedGroup::facilities).min(),
            groups_below_twice_minimum: count(
                groups
                    .iter()
                    .filter(|group| group.facilities() < 2 * rules.minimum_facilities)
                    .count(),
            ),
            reports: total(None),
            by_level: by_level(policy, document),
            corrections: total(Some(GroupKind::Correction)),
            counted_only: total(Some(GroupKind::Count)),
            held,
            singling_out: singling_out(document),
            linkability: linkability(ledger, document),
            inference: inference(document, sums_above_half),
        }
    }

    /// The report as a German page: headings with sentences.
    pub fn german(&self) -> Vec<Section> {
        german::sections(self)
    }
}

fn by_level(policy: &Policy, document: &ReleaseDocument) -> Vec<AtLevel> {
    policy
        .rules()
        .patience
        .iter()
        .map(|step| AtLevel {
            level: step.place.clone(),
            reports: document
                .groups()
                .iter()
                .filter(|group| matches!(group.kind(), GroupKind::Figures | GroupKind::Closed))
                .filter(|group| group.level() == Some(step.place.as_str()))
                .map(ReleasedGroup::reports)
                .sum(),
        })
        .collect()
}

fn singling_out(document: &ReleaseDocument) -> SinglingOut {
    let in_groups_below = |size: u32| {
        document
            .groups()
            .iter()
            .filter(|group| group.kind() != GroupKind::Count && group.facilities() < size)
            .map(ReleasedGroup::reports)
            .sum()
    };
    SinglingOut {
        reports: in_groups_below(u32::MAX),
        above_20_percent: in_groups_below(5),
        above_9_percent: in_groups_below(12),
        above_5_percent: in_groups_below(20),
    }
}

/// Compares every two states of the ledger, the new release included.
///
/// A difference of two states consists of the groups between them. What it shows about a place,
/// week and kind is smallest between neighbouring states, so these are compared.
fn linkability(ledger: &Ledger, document: &ReleaseDocument) -> Linkability {
    let releases = ledger.sequence() + 1;
    let mut smallest: Option<u32> = None;
    let mut see = |facilities: u32| {
        smallest = Some(smallest.map_or(facilities, |known| known.min(facilities)));
    };
    let mut known = BTreeSet::new();
    for group in ledger.documents().iter().flatten() {
        see(group.facilities());
        if let Some(tuple) = group.place() {
            known.insert(tuple);
        }
    }
    let mut added = BTreeSet::new();
    for group in document.groups() {
        see(group.facilities());
        if let (Some(level), Some(place), Some(week)) = (group.level(), group.place(), group.week())
            && known.contains(&(level, place, week))
        {
            added.insert((level, place, week));
        }
    }
    Linkability {
        releases,
        comparisons: releases * (releases + 1) / 2,
        smallest_difference: smallest,
        added_to_earlier: u32::try_from(added.len()).expect("far fewer than 2^32 groups"),
    }
}

fn inference(document: &ReleaseDocument, sums_above_half: u32) -> Inference {
    let sums: Vec<i64> = document
        .groups()
        .iter()
        .filter(|group| group.kind() == GroupKind::Figures)
        .filter_map(ReleasedGroup::sums)
        .flat_map(|sums| sums.values().copied())
        .collect();
    let count = |number: usize| u32::try_from(number).expect("far fewer than 2^32 sums");
    Inference {
        sums: count(sums.len()),
        zero_sums: count(sums.iter().filter(|sum| **sum == 0).count()),
        sums_above_half,
    }
}
