// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::{BTreeMap, BTreeSet};

use anonymity::forwarding::{
    Ledger, LeftIn, Receipt, Record, ReleaseError, Report, Step, release, replay,
    smallest_difference,
};
use anonymity_verifier::{Chain, VerifiedSaying};
use proptest::prelude::*;

use super::world::{first_week, hierarchies, known, policy, run, streams};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_group_has_enough_different_people_and_says_only_what_they_are(
        stream in streams(),
        k in 2_u32..6,
        l in 1_u32..3,
    ) {
        let run = run(&stream, &policy(k, l));
        for (outcome, verified) in run.outcomes.iter().zip(&run.verified) {
            let mut members: BTreeMap<&LeftIn, Vec<&Receipt>> = BTreeMap::new();
            for receipt in &outcome.receipts {
                members.entry(receipt.left_in()).or_default().push(receipt);
            }
            prop_assert_eq!(members.len(), verified.groups().len());
            for group in verified.groups() {
                let left_in = match &group.says {
                    VerifiedSaying::Records { tuple, .. } => LeftIn::Group(tuple.clone()),
                    VerifiedSaying::Correction { from, to, .. } => {
                        LeftIn::Correction(from.clone(), to.clone())
                    }
                    VerifiedSaying::Count => LeftIn::Count,
                };
                let receipts = &members[&left_in];
                let people: BTreeSet<_> = receipts.iter().map(|one| one.entities()).collect();
                prop_assert_eq!(group.records, receipts.len() as u64);
                prop_assert_eq!(group.entities["person"], people.len() as u64);
                prop_assert!(people.len() >= k as usize);
            }
        }
    }

    #[test]
    fn nothing_leaves_twice_and_what_has_not_left_is_held(stream in streams(), k in 2_u32..6) {
        let run = run(&stream, &policy(k, 1));
        let mut first = BTreeSet::new();
        for receipt in run.ledger.receipts() {
            let corrects = matches!(receipt.left_in(), LeftIn::Correction(..));
            prop_assert_eq!(first.insert(receipt.case().clone()), !corrects);
        }
        for (outcome, (_, pending)) in run.outcomes.iter().zip(&stream.weeks) {
            prop_assert_eq!(outcome.receipts.len() + outcome.held.len(), pending.len());
        }
    }

    #[test]
    fn no_pair_of_states_differs_by_fewer_than_the_minimum(stream in streams(), k in 2_u32..6) {
        let run = run(&stream, &policy(k, 1));
        let documents: Vec<_> = run.outcomes.iter().map(|outcome| outcome.document.clone()).collect();
        prop_assert!(smallest_difference(&documents).is_none_or(|smallest| smallest >= k));
    }

    #[test]
    fn the_order_of_records_has_no_influence_and_a_ledger_can_be_replayed(
        stream in streams(),
        k in 2_u32..6,
    ) {
        let (policy, hierarchies) = (policy(k, 2), hierarchies());
        let run = run(&stream, &policy);
        let turned: Vec<_> = stream
            .weeks
            .iter()
            .map(|(as_of, pending)| (*as_of, pending.iter().rev().cloned().collect::<Vec<_>>()))
            .collect();
        let steps: Vec<Step<'_>> = turned
            .iter()
            .map(|(as_of, pending)| Step {
                policy: &policy,
                hierarchies: &hierarchies,
                pending,
                as_of: *as_of,
            })
            .collect();
        let again = replay(Ledger::new("office", "collection").unwrap(), &steps).unwrap();
        for (document, outcome) in again.iter().zip(&run.outcomes) {
            prop_assert_eq!(document.bytes(), outcome.document.bytes());
        }
        let vault = Receipt::for_the_vault(run.ledger.receipts());
        let restored = Ledger::new("office", "collection").unwrap().restore(
            again.iter().map(anonymity::forwarding::ReleaseDocument::bytes),
            Receipt::from_the_vault(&vault).unwrap(),
        );
        let restored = restored.unwrap();
        prop_assert_eq!(restored.head(), run.ledger.head());
    }

    /// What stays of a ledger when the data of people are erased: it goes on, and no correction touches a
    /// group of which nobody knows any more who is in it.
    #[test]
    fn a_ledger_goes_on_when_receipts_were_erased(
        stream in streams(),
        k in 2_u32..6,
        gone in 2_usize..6,
    ) {
        let (policy, hierarchies) = (policy(k, 1), hierarchies());
        let run = run(&stream, &policy);
        let of_one = |case: &str| case.len().is_multiple_of(gone) || case.ends_with('7');
        let (erased, kept): (Vec<Receipt>, Vec<Receipt>) = run
            .ledger
            .receipts()
            .iter()
            .cloned()
            .partition(|receipt| of_one(receipt.case().as_str()));
        let mut numbers: BTreeMap<u64, u32> = BTreeMap::new();
        for receipt in &erased {
            *numbers.entry(receipt.sequence()).or_default() += 1;
        }
        let documents = || run.outcomes.iter().map(|outcome| outcome.document.bytes());
        let empty = || Ledger::new("office", "collection").unwrap();
        let unnoticed = empty().restore(documents(), kept.clone());
        prop_assert_eq!(unnoticed.is_err(), !erased.is_empty());
        let mut ledger = empty().restore_erased(documents(), kept, &numbers).unwrap();
        let unknown: BTreeSet<_> = erased
            .iter()
            .flat_map(|receipt| match receipt.left_in() {
                LeftIn::Group(tuple) => vec![tuple.clone()],
                LeftIn::Correction(from, to) => vec![from.clone(), to.clone()],
                LeftIn::Count => Vec::new(),
            })
            .collect();
        let (as_of, pending) = stream.weeks.last().unwrap();
        let pending: Vec<_> = pending
            .iter()
            .filter(|record| !of_one(record.case.as_str()))
            .cloned()
            .map(|mut record| {
                record.version += 1;
                record.values[3] = "Masern".to_owned();
                record
            })
            .collect();
        let outcome = release(&policy, &hierarchies, &ledger, &pending, as_of.plus(1)).unwrap();
        let mut chain = Chain::new("office", "collection");
        let known = known(&[&policy]);
        for document in documents() {
            chain.extend_records(&known, document).unwrap();
        }
        let verified = chain.extend_records(&known, outcome.document.bytes()).unwrap();
        for group in verified.groups() {
            if let VerifiedSaying::Correction { from, .. } = &group.says {
                prop_assert!(!unknown.contains(from));
            }
        }
        ledger.append(&outcome.document, outcome.receipts).unwrap();
    }

    #[test]
    fn a_report_tells_no_number_below_the_minimum(stream in streams(), k in 2_u32..6) {
        let (policy, hierarchies) = (policy(k, 1), hierarchies());
        let mut ledger = Ledger::new("office", "collection").unwrap();
        for (as_of, pending) in &stream.weeks {
            let outcome = release(&policy, &hierarchies, &ledger, pending, *as_of).unwrap();
            let report = Report::new(&policy, &hierarchies, &ledger, pending, &outcome);
            let enough = |number: Option<u32>| number.is_none_or(|number| number >= k);
            prop_assert!(enough(report.held));
            prop_assert!(enough(report.smallest_group));
            prop_assert!(enough(report.linkability.smallest_difference));
            prop_assert_eq!(report.records, outcome.document.records());
            prop_assert!(report.losses.iter().all(|loss| loss.permille <= 1000));
            prop_assert_eq!(report.german().len(), 8);
            let vault: Vec<_> = pending.iter().map(Record::for_the_vault).collect();
            let again: Option<Vec<_>> = vault.iter().map(|one| Record::from_the_vault(one)).collect();
            prop_assert_eq!(again.as_ref(), Some(pending));
            ledger.append(&outcome.document, outcome.receipts).unwrap();
        }
    }

    #[test]
    fn a_clock_that_goes_back_releases_nothing(stream in streams()) {
        let policy = policy(3, 1);
        let run = run(&stream, &policy);
        let before = first_week().plus(-1);
        let refused = release(&policy, &hierarchies(), &run.ledger, &[], before);
        let backwards = matches!(refused, Err(ReleaseError::Backwards { .. }));
        prop_assert!(backwards);
    }
}

#[test]
fn a_ledger_of_records_may_continue_one_of_weekly_sums() {
    let (policy, hierarchies) = (policy(2, 1), hierarchies());
    let sums = anonymity::Ledger::new("office", "collection").unwrap();
    let mut ledger = Ledger::after(&sums);
    assert_eq!(
        (ledger.sequence(), ledger.head()),
        (sums.sequence(), sums.head())
    );
    let outcome = release(&policy, &hierarchies, &ledger, &[], first_week()).unwrap();
    let mut chain = Chain::new("office", "collection");
    chain
        .extend_records(&known(&[&policy]), outcome.document.bytes())
        .unwrap();
    ledger.append(&outcome.document, outcome.receipts).unwrap();
    assert_eq!(ledger.sequence(), 1);
}
