// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The engine and the verifier against each other, over invented streams of reports.
//!
//! The engine is a dependency of these tests only; the verifier itself shares no code with it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use anonymity::{Content, Ledger, LeftIn, Outcome, Policy, Receipt, Record, Step, release, replay};
use anonymity_verifier::{Chain, Known, Verified, VerifiedKind};
use common::{PERCENT, Stream, hierarchy, policy, shuffled};
use proptest::prelude::*;

struct Run {
    ledger: Ledger,
    outcomes: Vec<Outcome>,
    verified: Vec<Verified>,
}

/// Releases week by week; the verifier must agree after every release.
fn run(stream: &Stream, policy: &Policy) -> Run {
    let hierarchy = hierarchy();
    let known = Known::new([policy.to_json().as_str()], [hierarchy.to_json().as_str()]).unwrap();
    let mut chain = Chain::new("office", "collection");
    let mut run = Run {
        ledger: Ledger::new("office", "collection").unwrap(),
        outcomes: Vec::new(),
        verified: Vec::new(),
    };
    for (as_of, pending) in &stream.weeks {
        let outcome = release(policy, &hierarchy, &run.ledger, pending, *as_of).unwrap();
        let verified = chain
            .extend(&known, outcome.document.bytes())
            .unwrap_or_else(|refusal| panic!("{refusal}"));
        run.ledger
            .append(&outcome.document, outcome.receipts.clone())
            .unwrap();
        run.verified.push(verified);
        run.outcomes.push(outcome);
    }
    run
}

/// Level (empty for a count), place, kind: what is said about a report's week.
fn tuple(receipt: &Receipt) -> (String, String, VerifiedKind) {
    match (&receipt.left_in, &receipt.content) {
        (LeftIn::Group(place), Content::Figures(_)) => (
            place.level.clone(),
            place.value.clone(),
            VerifiedKind::Figures,
        ),
        (LeftIn::Group(place), Content::Closed) => (
            place.level.clone(),
            place.value.clone(),
            VerifiedKind::Closed,
        ),
        (LeftIn::Correction(place), _) => (
            place.level.clone(),
            place.value.clone(),
            VerifiedKind::Correction,
        ),
        (LeftIn::Count, _) => (String::new(), String::new(), VerifiedKind::Count),
    }
}

/// The receipts behind each group of one release.
fn members(outcome: &Outcome) -> BTreeMap<(String, String, VerifiedKind, String), Vec<&Receipt>> {
    let mut members: BTreeMap<_, Vec<&Receipt>> = BTreeMap::new();
    for receipt in &outcome.receipts {
        let (level, place, kind) = tuple(receipt);
        let week = match kind {
            VerifiedKind::Count => String::new(),
            _ => receipt.week.to_string(),
        };
        members
            .entry((level, place, kind, week))
            .or_default()
            .push(receipt);
    }
    members
}

fn distinct(receipts: &[&Receipt]) -> usize {
    let entities: BTreeSet<_> = receipts.iter().map(|receipt| &receipt.entity).collect();
    entities.len()
}

/// The figures that each receipt of a correction replaces.
fn replaced<'a>(before: &'a [Receipt], receipt: &Receipt) -> &'a [i64] {
    let last = before
        .iter()
        .filter(|old| old.entity == receipt.entity && old.week == receipt.week)
        .max_by_key(|old| old.sequence)
        .expect("a correction corrects something");
    match &last.content {
        Content::Figures(figures) => figures,
        Content::Closed => panic!("only figures are corrected"),
    }
}

fn figures(receipt: &Receipt) -> &[i64] {
    match &receipt.content {
        Content::Figures(figures) => figures,
        Content::Closed => panic!("closed facilities have no figures"),
    }
}

/// The contributions of the members of a group to each measure.
fn contributions(kind: VerifiedKind, receipts: &[&Receipt], before: &[Receipt]) -> Vec<Vec<i64>> {
    receipts
        .iter()
        .map(|receipt| match kind {
            VerifiedKind::Correction => figures(receipt)
                .iter()
                .zip(replaced(before, receipt))
                .map(|(new, old)| new - old)
                .collect(),
            _ => figures(receipt).to_vec(),
        })
        .collect()
}

fn dominated(mut contributions: Vec<i64>, percent: i64) -> bool {
    for x in &mut contributions {
        *x = x.abs();
    }
    contributions.sort_unstable_by(|a, b| b.cmp(a));
    let rest: i64 = contributions[2..].iter().sum();
    rest * 100 < percent * contributions[0]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn every_group_has_enough_facilities_and_says_only_what_they_reported(
        stream in common::streams(),
        k in 2_u32..6,
    ) {
        let policy = policy(k);
        let run = run(&stream, &policy);
        let mut before: Vec<Receipt> = Vec::new();
        for (outcome, verified) in run.outcomes.iter().zip(&run.verified) {
            let members = members(outcome);
            prop_assert_eq!(members.len(), verified.groups().len());
            for group in verified.groups() {
                let text = |part: &Option<String>| part.clone().unwrap_or_default();
                let key = (text(&group.level), text(&group.place), group.kind, text(&group.week));
                let receipts = &members[&key];
                prop_assert!(distinct(receipts) >= k as usize);
                prop_assert_eq!(distinct(receipts) as u64, group.facilities);
                prop_assert_eq!(receipts.len() as u64, group.reports);
                if matches!(group.kind, VerifiedKind::Figures | VerifiedKind::Correction) {
                    let rows = contributions(group.kind, receipts, &before);
                    for (measure, (name, percent)) in PERCENT.into_iter().enumerate() {
                        let column: Vec<i64> = rows.iter().map(|row| row[measure]).collect();
                        prop_assert_eq!(column.iter().sum::<i64>(), group.sums[name]);
                        prop_assert!(!dominated(column, i64::from(percent)));
                    }
                }
            }
            before.extend(outcome.receipts.iter().cloned());
        }
    }

    #[test]
    fn no_version_leaves_twice_and_no_report_is_counted_twice(stream in common::streams()) {
        let run = run(&stream, &policy(3));
        let receipts = run.ledger.receipts();
        let keys: BTreeSet<_> = receipts.iter().map(|receipt| &receipt.key).collect();
        prop_assert_eq!(keys.len(), receipts.len());
        let firsts: Vec<_> = receipts
            .iter()
            .filter(|receipt| !matches!(receipt.left_in, LeftIn::Correction(_)))
            .map(|receipt| (&receipt.entity, receipt.week))
            .collect();
        prop_assert_eq!(firsts.iter().collect::<BTreeSet<_>>().len(), firsts.len());
    }

    #[test]
    fn the_difference_of_any_two_states_shows_nobody_alone(stream in common::streams()) {
        let k = 3;
        let run = run(&stream, &policy(k));
        // Whose reports are behind what is said about a place, week and kind, state by state.
        let mut states = vec![BTreeMap::<_, BTreeSet<_>>::new()];
        for outcome in &run.outcomes {
            let mut state = states.last().unwrap().clone();
            for (tuple, receipts) in members(outcome) {
                state
                    .entry(tuple)
                    .or_default()
                    .extend(receipts.iter().map(|receipt| (receipt.key.clone(), receipt.entity.clone())));
            }
            states.push(state);
        }
        for (later, after) in states.iter().enumerate() {
            for before in &states[..later] {
                for (tuple, now) in after {
                    let difference: Vec<_> = match before.get(tuple) {
                        Some(then) => {
                            prop_assert!(then.is_subset(now), "the ledger only grows");
                            now.difference(then).collect()
                        }
                        None => now.iter().collect(),
                    };
                    let facilities: BTreeSet<_> = difference.iter().map(|(_, entity)| entity).collect();
                    prop_assert!(facilities.is_empty() || facilities.len() >= k as usize);
                }
            }
        }
    }

    #[test]
    fn the_order_of_records_has_no_influence(stream in common::streams(), seed in any::<u64>()) {
        let policy = policy(3);
        let one = run(&stream, &policy);
        let other = run(&shuffled(&stream, seed), &policy);
        for (one, other) in one.outcomes.iter().zip(&other.outcomes) {
            prop_assert_eq!(one.document.bytes(), other.document.bytes());
            prop_assert_eq!(&one.receipts, &other.receipts);
            prop_assert_eq!(&one.held, &other.held);
            prop_assert_eq!(&one.report, &other.report);
        }
    }

    #[test]
    fn a_replay_gives_the_same_bytes(stream in common::streams()) {
        let (policy, hierarchy) = (policy(3), hierarchy());
        let run = run(&stream, &policy);
        let steps: Vec<Step<'_>> = stream
            .weeks
            .iter()
            .map(|(as_of, pending)| Step {
                policy: &policy,
                hierarchy: &hierarchy,
                pending,
                as_of: *as_of,
            })
            .collect();
        let replayed = replay("office", "collection", &steps).unwrap();
        for (stored, computed) in run.outcomes.iter().zip(&replayed) {
            prop_assert_eq!(stored.document.bytes(), computed.bytes());
        }
        let documents: Vec<_> = replayed.iter().map(|document| document.bytes().to_vec()).collect();
        let restored =
            Ledger::restore("office", "collection", &documents, run.ledger.receipts().to_vec());
        let restored = restored.unwrap();
        prop_assert_eq!(restored.head(), run.ledger.head());
    }

    #[test]
    fn every_record_leaves_or_is_held_for_a_reason(stream in common::streams()) {
        let run = run(&stream, &policy(3));
        let mut left = BTreeSet::new();
        for ((_, pending), outcome) in stream.weeks.iter().zip(&run.outcomes) {
            let now: BTreeSet<_> = outcome.receipts.iter().map(|receipt| &receipt.key).collect();
            let held: BTreeSet<_> = outcome.held.iter().map(|held| &held.key).collect();
            for Record { key, .. } in pending {
                let places = [left.contains(key), now.contains(key), held.contains(key)];
                prop_assert_eq!(places.into_iter().filter(|there| *there).count(), 1, "{:?}", key);
            }
            left.extend(now);
        }
    }
}

#[test]
fn the_streams_exercise_every_kind_of_group() {
    let mut kinds = BTreeSet::new();
    let mut levels = BTreeSet::new();
    for seed in 0..6 {
        let run = run(&Stream::invented(seed, 14, 30), &policy(2));
        for group in run.verified.iter().flat_map(Verified::groups) {
            kinds.insert(group.kind.name());
            levels.extend(group.level.clone());
        }
    }
    assert_eq!(
        kinds.into_iter().collect::<Vec<_>>(),
        ["closed", "correction", "count", "figures"]
    );
    assert_eq!(
        levels.into_iter().collect::<Vec<_>>(),
        ["district", "region", "state"]
    );
}
