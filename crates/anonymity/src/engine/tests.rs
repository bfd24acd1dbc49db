// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use super::*;
use crate::testing::{are_sentinel, lower_saxony, record, records};
use crate::{FieldClass, GroupKind, PolicyDraft, Step, replay};

fn policy() -> Policy {
    Policy::new(are_sentinel()).unwrap()
}

fn policy_with(change: impl FnOnce(&mut PolicyDraft)) -> Policy {
    let mut draft = are_sentinel();
    change(&mut draft);
    Policy::new(draft).unwrap()
}

fn ledger() -> Ledger {
    Ledger::new("office-03159", "are-2026").unwrap()
}

fn week(text: &str) -> IsoWeek {
    text.parse().unwrap()
}

/// Releases what the lines say and appends it.
fn step(ledger: &mut Ledger, policy: &Policy, lines: &str, as_of: &str) -> Outcome {
    let outcome = release(
        policy,
        &lower_saxony(),
        ledger,
        &records(lines),
        week(as_of),
    )
    .unwrap();
    ledger
        .append(&outcome.document, outcome.receipts.clone())
        .unwrap();
    outcome
}

/// The groups, one per line.
fn groups(outcome: &Outcome) -> Vec<String> {
    outcome
        .document
        .groups()
        .iter()
        .map(|group| {
            let sums: Vec<String> = group
                .sums()
                .into_iter()
                .flatten()
                .map(|(name, sum)| format!("{name}={sum}"))
                .collect();
            format!(
                "{:?} {} {} n={} {}",
                group.kind(),
                group.place().unwrap_or("-"),
                group.week().map_or("-".to_owned(), |w| w.to_string()),
                group.facilities(),
                sums.join(" ")
            )
        })
        .collect()
}

fn held(outcome: &Outcome) -> Vec<(&str, HeldReason)> {
    outcome
        .held
        .iter()
        .map(|held| (held.key.as_str().split('/').next().unwrap(), held.reason))
        .collect()
}

const THREE: &str = "a 03159 2026-W45 60 5 1
                     b 03159 2026-W45 40 3 0
                     c 03159 2026-W45 50 8 2";

#[test]
fn three_facilities_of_one_district_and_week_leave_as_sums() {
    let outcome = step(&mut ledger(), &policy(), THREE, "2026-W46");
    insta::assert_snapshot!(std::str::from_utf8(outcome.document.bytes()).unwrap());
    assert_eq!(outcome.receipts.len(), 3);
    assert!(outcome.held.is_empty());
}

#[test]
fn two_facilities_wait_for_a_third() {
    let mut ledger = ledger();
    let two = "a 03159 2026-W45 60 5 1
               b 03159 2026-W45 40 3 0";
    let outcome = step(&mut ledger, &policy(), two, "2026-W46");
    assert!(groups(&outcome).is_empty());
    let reason = HeldReason::TooFewFacilities;
    assert_eq!(held(&outcome), [("a", reason), ("b", reason)]);

    let outcome = step(&mut ledger, &policy(), THREE, "2026-W47");
    assert_eq!(
        groups(&outcome),
        ["Figures 03159 2026-W45 n=3 cared=150 ill_absent=16 ill_present=3"]
    );
}

#[test]
fn what_has_left_does_not_leave_again() {
    let mut ledger = ledger();
    step(&mut ledger, &policy(), THREE, "2026-W46");
    let outcome = step(&mut ledger, &policy(), THREE, "2026-W46");
    assert!(groups(&outcome).is_empty());
    assert!(outcome.held.is_empty());
    assert_eq!(outcome.document.sequence(), 2);
}

#[test]
fn late_reports_leave_at_coarser_places_the_longer_they_wait() {
    let scattered = "a 03151 2026-W40 60 5 1
                     b 03152 2026-W40 40 3 0
                     c 03159 2026-W40 50 8 2
                     d 03241 2026-W40 30 1 1
                     e 03254 2026-W40 20 2 0
                     f 03459 2026-W40 10 1 0";
    let at = |as_of| groups(&step(&mut ledger(), &policy(), scattered, as_of));
    assert!(at("2026-W41").is_empty());
    assert_eq!(
        at("2026-W42"),
        ["Figures 031 2026-W40 n=3 cared=150 ill_absent=16 ill_present=3"]
    );
    assert_eq!(
        at("2026-W44"),
        [
            "Figures 031 2026-W40 n=3 cared=150 ill_absent=16 ill_present=3",
            "Figures 03 2026-W40 n=3 cared=60 ill_absent=4 ill_present=1",
        ]
    );
}

#[test]
fn a_report_that_has_not_waited_does_not_join_a_coarser_group() {
    let mixed = "a 03151 2026-W40 60 5 1
                 b 03152 2026-W40 40 3 0
                 c 03159 2026-W41 50 8 2";
    let outcome = step(&mut ledger(), &policy(), mixed, "2026-W42");
    assert!(groups(&outcome).is_empty());
}

#[test]
fn after_the_maximum_hold_only_a_count_leaves() {
    let lost = "a 03151 2026-W40 60 5 1
                b 03152 2026-W41 40 3 0
                b 03152 2026-W42 41 3 0";
    let outcome = step(&mut ledger(), &policy(), lost, "2027-W10");
    assert!(groups(&outcome).is_empty());
    assert!(
        held(&outcome)
            .iter()
            .all(|(_, reason)| *reason == HeldReason::TooFewToCount),
        "{:?}",
        outcome.held
    );

    let more = format!("{lost}\nc 03459 2026-W43 9 0 0");
    let mut ledger = ledger();
    let outcome = step(&mut ledger, &policy(), &more, "2027-W10");
    assert_eq!(groups(&outcome), ["Count - - n=3 "]);
    assert_eq!(outcome.document.groups()[0].reports(), 4);
    let outcome = step(
        &mut ledger,
        &policy(),
        "a 03151 2026-W40 61 5 1",
        "2027-W11",
    );
    assert_eq!(held(&outcome), [("a", HeldReason::NothingToAdd)]);
}

#[test]
fn closed_facilities_never_fill_up_a_group_of_figures() {
    let lines = "a 03159 2026-W45 60 5 1
                 b 03159 2026-W45 closed
                 c 03159 2026-W45 closed
                 d 03159 2026-W45 closed";
    let outcome = step(&mut ledger(), &policy(), lines, "2026-W46");
    assert_eq!(groups(&outcome), ["Closed 03159 2026-W45 n=3 "]);
    assert_eq!(held(&outcome), [("a", HeldReason::TooFewFacilities)]);
}

#[test]
fn a_dominated_sum_is_withheld_until_others_hide_the_largest() {
    let policy = policy_with(|draft| {
        for field in &mut draft.fields {
            if field.name == "cared" {
                field.class = FieldClass::Measure {
                    dominance_percent: 10,
                };
            }
        }
    });
    let lines = "a 03159 2026-W45 200 5 1
                 b 03159 2026-W45 100 3 0
                 c 03159 2026-W45 19 8 2";
    let mut ledger = ledger();
    let outcome = step(&mut ledger, &policy, lines, "2026-W46");
    assert!(groups(&outcome).is_empty());
    assert!(
        held(&outcome)
            .iter()
            .all(|(_, reason)| *reason == HeldReason::Dominated)
    );
    let lines = format!("{lines}\nd 03159 2026-W45 1 0 0");
    let outcome = step(&mut ledger, &policy, &lines, "2026-W46");
    assert_eq!(groups(&outcome).len(), 1);
}

#[test]
fn corrections_leave_together_as_differences() {
    let mut ledger = ledger();
    step(&mut ledger, &policy(), THREE, "2026-W46");
    let two = "a 03159 2026-W45 60 9 1
               b 03159 2026-W45 40 2 0";
    let outcome = step(&mut ledger, &policy(), two, "2026-W47");
    assert!(groups(&outcome).is_empty());
    let reason = HeldReason::CorrectionWaits;
    assert_eq!(held(&outcome), [("a", reason), ("b", reason)]);

    let three = format!("{two}\nc 03159 2026-W45 51 8 2");
    let outcome = step(&mut ledger, &policy(), &three, "2026-W48");
    assert_eq!(
        groups(&outcome),
        ["Correction 03159 2026-W45 n=3 cared=1 ill_absent=3 ill_present=0"]
    );
    // A correction of a correction starts from what left last.
    let again = "a 03159 2026-W45 60 7 1
                 b 03159 2026-W45 40 1 0
                 c 03159 2026-W45 50 8 1";
    let outcome = step(&mut ledger, &policy(), again, "2026-W49");
    assert_eq!(
        groups(&outcome),
        ["Correction 03159 2026-W45 n=3 cared=-1 ill_absent=-3 ill_present=-1"]
    );
}

#[test]
fn corrections_that_change_more_than_figures_stay_at_the_office() {
    let mut ledger = ledger();
    step(&mut ledger, &policy(), THREE, "2026-W46");
    let lines = "a 03241 2026-W45 60 5 2
                 b 03159 2026-W45 closed";
    let outcome = step(&mut ledger, &policy(), lines, "2026-W47");
    let reason = HeldReason::CorrectionMoves;
    assert_eq!(held(&outcome), [("a", reason), ("b", reason)]);

    let other = policy_with(|draft| draft.form_version = "are-sentinel-2".into());
    let outcome = step(&mut ledger, &other, "a 03159 2026-W45 60 5 2", "2026-W48");
    assert_eq!(held(&outcome), [("a", HeldReason::CorrectionOfOtherPolicy)]);
}

#[test]
fn a_new_version_without_a_change_adds_nothing() {
    let mut ledger = ledger();
    step(&mut ledger, &policy(), THREE, "2026-W46");
    let mut same = record("a 03159 2026-W45 60 5 1");
    same.key = RecordKey::new("a/2");
    let outcome = release(
        &policy(),
        &lower_saxony(),
        &ledger,
        &[same],
        week("2026-W47"),
    )
    .unwrap();
    assert_eq!(held(&outcome), [("a", HeldReason::NothingToAdd)]);
    assert_eq!(outcome.report.held, None);
}

#[test]
fn records_that_cannot_be_placed_are_held_and_disturb_nobody() {
    let lines = format!(
        "{THREE}
         d 03999 2026-W45 60 5 1
         e 03159 2026-W45 -1 5 1
         f 03159 2026-W47 60 5 1
         g 03159 2026-W45 60 5 1
         g 03159 2026-W45 61 5 1"
    );
    let outcome = step(&mut ledger(), &policy(), &lines, "2026-W46");
    assert_eq!(groups(&outcome).len(), 1);
    assert_eq!(
        held(&outcome),
        [
            ("d", HeldReason::UnknownPlace),
            ("e", HeldReason::OutOfRange),
            ("f", HeldReason::NotYet),
            ("g", HeldReason::SeveralReports),
            ("g", HeldReason::SeveralReports),
        ]
    );
}

#[test]
fn wrong_input_is_an_error_and_nothing_leaves() {
    let refused = |policy: &Policy, hierarchy: &Hierarchy, lines: &str| {
        release(
            policy,
            hierarchy,
            &ledger(),
            &records(lines),
            week("2026-W46"),
        )
        .unwrap_err()
    };
    assert!(matches!(
        refused(&policy(), &lower_saxony(), "a 03159 2026-W45 60 5"),
        ReleaseError::Figures {
            expected: 3,
            found: 2,
            ..
        }
    ));
    let shallow = Hierarchy::new(&["district"], &[vec!["03159".into()]]).unwrap();
    assert_eq!(refused(&policy(), &shallow, ""), ReleaseError::Levels);

    let mut ledger = ledger();
    step(&mut ledger, &policy(), THREE, "2026-W46");
    assert!(matches!(
        release(&policy(), &lower_saxony(), &ledger, &[], week("2026-W45")),
        Err(ReleaseError::Backwards { .. })
    ));
}

#[test]
fn a_ledger_can_be_stored_restored_and_replayed_bit_for_bit() {
    let (policy, hierarchy) = (policy(), lower_saxony());
    let mut ledger = ledger();
    let first = step(&mut ledger, &policy, THREE, "2026-W46");
    let more = format!("{THREE}\nd 03241 2026-W46 60 5 1");
    let second = step(&mut ledger, &policy, &more, "2026-W47");
    let stored = [first.document.bytes(), second.document.bytes()];

    let restored = Ledger::restore(
        "office-03159",
        "are-2026",
        stored,
        ledger.receipts().to_vec(),
    )
    .unwrap();
    assert_eq!(restored.head(), second.document.hash());
    assert_eq!(second.document.previous(), first.document.hash());

    let (before, after) = (records(THREE), records(&more));
    let steps = [
        Step {
            policy: &policy,
            hierarchy: &hierarchy,
            pending: &before,
            as_of: week("2026-W46"),
        },
        Step {
            policy: &policy,
            hierarchy: &hierarchy,
            pending: &after,
            as_of: week("2026-W47"),
        },
    ];
    let replayed = replay("office-03159", "are-2026", &steps).unwrap();
    assert_eq!(
        replayed
            .iter()
            .map(ReleaseDocument::bytes)
            .collect::<Vec<_>>(),
        stored
    );
}

#[test]
fn a_damaged_ledger_is_not_restored() {
    let mut ledger = ledger();
    let first = step(&mut ledger, &policy(), THREE, "2026-W46");
    let second = step(&mut ledger, &policy(), THREE, "2026-W47");
    let restore = |office: &str, documents: &[&[u8]], receipts: Vec<Receipt>| {
        Ledger::restore(office, "are-2026", documents, receipts).unwrap_err()
    };
    let (one, two) = (first.document.bytes(), second.document.bytes());
    let receipts = first.receipts.clone();
    assert_eq!(
        restore("office-03241", &[one], receipts.clone()),
        LedgerError::BrokenChain { sequence: 1 }
    );
    assert_eq!(
        restore("office-03159", &[two], receipts.clone()),
        LedgerError::BrokenChain { sequence: 1 }
    );
    let changed = String::from_utf8(one.to_vec())
        .unwrap()
        .replace("150", "151");
    assert_eq!(
        restore("office-03159", &[changed.as_bytes()], receipts.clone()),
        LedgerError::NotADocument { sequence: 1 }
    );
    assert_eq!(
        restore("office-03159", &[one], receipts[1..].to_vec()),
        LedgerError::ReceiptsDiffer { sequence: 1 }
    );
    assert_eq!(
        restore("office-03159", &[], receipts.clone()),
        LedgerError::ReceiptsDiffer { sequence: 1 }
    );
    let mut twice = receipts.clone();
    twice[1].key = twice[0].key.clone();
    assert_eq!(
        restore("office-03159", &[one], twice),
        LedgerError::LeftTwice
    );
}

#[test]
fn a_release_of_another_ledger_is_not_appended() {
    let outcome = step(&mut ledger(), &policy(), THREE, "2026-W46");
    let mut other = Ledger::new("office-03241", "are-2026").unwrap();
    assert_eq!(
        other.append(&outcome.document, outcome.receipts.clone()),
        Err(LedgerError::BrokenChain { sequence: 1 })
    );
    let mut own = ledger();
    assert_eq!(
        own.append(&outcome.document, Vec::new()),
        Err(LedgerError::ReceiptsDiffer { sequence: 1 })
    );
    assert_eq!((own.sequence(), own.last_week()), (0, None));
    own.append(&outcome.document, outcome.receipts).unwrap();
    assert_eq!(own.sequence(), 1);
}

#[test]
fn the_report_reads_as_one_page() {
    let mut ledger = ledger();
    step(&mut ledger, &policy(), THREE, "2026-W46");
    let lines = "d 03159 2026-W45 60 5 0
                 e 03159 2026-W45 40 3 0
                 f 03159 2026-W45 50 30 0
                 a 03159 2026-W46 60 5 0
                 b 03159 2026-W46 40 3 0
                 c 03159 2026-W46 50 8 0
                 d 03159 2026-W46 50 8 1
                 a 03159 2026-W45 60 6 1
                 b 03159 2026-W45 40 4 0
                 c 03159 2026-W45 50 9 2
                 x 03151 2026-W30 60 5 1
                 y 03152 2026-W31 40 3 0
                 z 03241 2026-W32 50 8 2
                 u 03151 2026-W47 60 5 1
                 v 03152 2026-W47 40 3 0
                 w 03241 2026-W47 50 8 2";
    let mut outcome = step(&mut ledger, &policy(), lines, "2026-W47");
    outcome.report.software = "0.0.0".into();
    let page: Vec<String> = outcome
        .report
        .german()
        .into_iter()
        .map(|section| format!("{}\n  {}", section.heading, section.sentences.join("\n  ")))
        .collect();
    insta::assert_snapshot!(page.join("\n"));
    assert_eq!(
        outcome
            .document
            .groups()
            .iter()
            .filter(|group| group.kind() == GroupKind::Figures)
            .count(),
        2
    );
}

#[test]
fn the_report_of_an_empty_release_says_so() {
    let outcome = step(&mut ledger(), &policy(), "", "2026-W46");
    let page = outcome.report.german();
    let sentences = |heading: &str| {
        page.iter()
            .find(|section| section.heading == heading)
            .unwrap()
            .sentences
            .join(" ")
    };
    insta::assert_snapshot!(
        [
            "Diese Freigabe",
            "Herausgreifen",
            "Verknüpfbarkeit",
            "Inferenz"
        ]
        .map(sentences)
        .join("\n")
    );
}
