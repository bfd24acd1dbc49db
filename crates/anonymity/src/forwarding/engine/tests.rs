// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::ops::Range;

use kernel::IsoWeek;

use super::*;
use crate::forwarding::{
    EntityKind, Field, FieldClass, PatienceStep, PolicyDraft, PolicyFormat, Variety,
};
use crate::{DropReason, Hierarchy, PolicyError, RecordKey};

fn field(name: &str, class: FieldClass) -> Field {
    Field {
        name: name.to_owned(),
        label: name.to_owned(),
        class: Some(class),
        reason: "Beispiel.".to_owned(),
    }
}

/// Ages by ten, one sensitive value, one figure; everything may leave at once or waits for four weeks.
fn draft() -> PolicyDraft {
    let of_age = FieldClass::Quasi {
        hierarchy: "age".to_owned(),
        finest: "year".to_owned(),
        coarsest: "all".to_owned(),
    };
    let told = FieldClass::Sensitive {
        hierarchy: "diagnosis".to_owned(),
        level: "code".to_owned(),
        variety: Variety::default(),
    };
    let all = || "all".to_owned();
    let date = FieldClass::Date {
        finest: all(),
        coarsest: all(),
    };
    let because = DropReason::File;
    PolicyDraft {
        format: PolicyFormat::V2,
        form_version: "form-1".to_owned(),
        purpose: "Überblick.".to_owned(),
        legal_basis: "§ 8 NGöGD".to_owned(),
        recipient: "Land".to_owned(),
        path: LegalPath::AnonymisedForwarding,
        minimum: 3,
        fields: vec![
            field(
                "person",
                FieldClass::Entity {
                    of: EntityKind::Person,
                },
            ),
            field("name", FieldClass::Identifier),
            field("age", of_age),
            field("week", date),
            field("diagnosis", told),
            field("photo", FieldClass::Dropped { because }),
        ],
        patience: vec![
            PatienceStep {
                from_weeks: 0,
                loss_permille: 100,
                waiting_permille: 100,
            },
            PatienceStep {
                from_weeks: 2,
                loss_permille: 500,
                waiting_permille: 500,
            },
        ],
        maximum_hold_weeks: 4,
        yearly_cap: 2,
        noise: None,
    }
}

fn hierarchies() -> Hierarchies {
    let ages: Vec<Vec<String>> = (0..20)
        .map(|age| vec![age.to_string(), format!("{}x", age / 10), "*".to_owned()])
        .collect();
    let diagnoses = ["A", "B"].map(|code| vec![code.to_owned()]);
    [
        (
            "age",
            Hierarchy::of_values(&["year", "ten", "all"], &ages).unwrap(),
        ),
        (
            "diagnosis",
            Hierarchy::of_values(&["code"], &diagnoses).unwrap(),
        ),
    ]
    .map(|(name, hierarchy)| (name.to_owned(), hierarchy))
    .into()
}

fn week(number: i32) -> IsoWeek {
    "2026-W10".parse::<IsoWeek>().unwrap().plus(number)
}

/// Records written `case/version person week age diagnosis`.
fn records(text: &str) -> Vec<Record> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let (case, version) = words[0].split_once('/').unwrap();
            Record {
                case: RecordKey::new(case),
                version: version.parse().unwrap(),
                entities: vec![Entity::new(words[1])],
                week: week(words[2].parse().unwrap()),
                values: vec![words[3].to_owned(), words[4].to_owned()],
                figures: Vec::new(),
            }
        })
        .collect()
}

fn lines(numbers: Range<u32>, line: impl Fn(u32) -> String) -> String {
    numbers.map(line).collect::<Vec<_>>().join("\n")
}

struct Office {
    policy: Policy,
    ledger: Ledger,
}

impl Office {
    fn new(change: impl FnOnce(&mut PolicyDraft)) -> Self {
        let mut draft = draft();
        change(&mut draft);
        Self {
            policy: Policy::new(draft).unwrap(),
            ledger: Ledger::new("office", "collection").unwrap(),
        }
    }

    /// Releases; each group in a line.
    fn release(&mut self, text: &str, number: i32) -> Vec<String> {
        let (lines, _) = self.release_and_hold(text, number);
        lines
    }

    fn release_and_hold(&mut self, text: &str, number: i32) -> (Vec<String>, Vec<String>) {
        let hierarchies = hierarchies();
        let pending = records(text);
        let outcome = release(
            &self.policy,
            &hierarchies,
            &self.ledger,
            &pending,
            week(number),
        )
        .unwrap();
        self.ledger
            .append(&outcome.document, outcome.receipts)
            .unwrap();
        let age = |tuple: &Tuple| tuple["age"].1.clone();
        let told = |values: &Values| {
            let counts = values["diagnosis"].iter();
            let counts: Vec<String> = counts.map(|(value, n)| format!("{n}{value}")).collect();
            counts.join("+")
        };
        let lines = outcome
            .document
            .wire()
            .groups
            .iter()
            .map(|group| match group {
                Group::Records { tuple, values, .. } => format!("{} {}", age(tuple), told(values)),
                Group::Correction {
                    from,
                    to,
                    before,
                    after,
                    ..
                } => format!(
                    "{} {} -> {} {}",
                    age(from),
                    told(before),
                    age(to),
                    told(after)
                ),
                Group::Count { records, .. } => format!("count {records}"),
            });
        let held = outcome.held.iter();
        let held = held.map(|held| format!("{} {:?}", held.case.as_str(), held.reason));
        (lines.collect(), held.collect())
    }
}

#[test]
fn equal_records_leave_at_once_and_others_wait_until_they_may_be_coarser() {
    let mut office = Office::new(|_| {});
    let text = "
        a/1 p1 0 3 A
        b/1 p2 0 3 A
        c/1 p3 0 3 B
        d/1 p4 0 4 A
        e/1 p5 0 5 A
        f/1 p6 0 6 B";
    assert_eq!(office.release(text, 0), ["3 2A+1B"]);
    assert!(office.release(text, 1).is_empty());
    assert_eq!(office.release(text, 2), ["0x 2A+1B"]);
}

#[test]
fn one_person_three_times_is_no_group() {
    let mut office = Office::new(|draft| draft.yearly_cap = 9);
    let text = "
        a/1 p1 0 3 A
        b/1 p1 0 3 A
        c/1 p1 0 3 B
        d/1 p2 0 3 A";
    assert!(office.release(text, 0).is_empty());
    let text = format!("{text}\n e/1 p3 0 3 A");
    assert_eq!(office.release(&text, 0), ["3 4A+1B"]);
}

#[test]
fn after_the_maximum_hold_the_coarsest_levels_must_do_and_then_a_count() {
    let mut office = Office::new(|draft| {
        let FieldClass::Quasi { coarsest, .. } = draft.fields[2].class.as_mut().unwrap() else {
            panic!("the age");
        };
        "ten".clone_into(coarsest);
    });
    let text = "
        a/1 p1 0 3 A
        b/1 p2 0 4 A
        c/1 p3 0 15 A";
    assert!(office.release(text, 3).is_empty());
    assert_eq!(office.release(text, 4), ["count 3"]);
    let (groups, held) = office.release_and_hold(&format!("{text}\n d/1 p4 0 3 A"), 9);
    assert!(groups.is_empty());
    assert_eq!(
        held,
        [
            "a NothingToAdd",
            "b NothingToAdd",
            "c NothingToAdd",
            "d TooFewToCount"
        ]
    );
}

#[test]
fn sensitive_values_must_be_as_different_as_the_policy_asks() {
    let mut office = Office::new(|draft| {
        let Some(FieldClass::Sensitive { variety, .. }) = draft.fields[4].class.as_mut() else {
            panic!("the diagnosis");
        };
        variety.distinct = 2;
    });
    let text = "
        a/1 p1 0 3 A
        b/1 p2 0 3 A
        c/1 p3 0 3 A";
    assert!(office.release(text, 0).is_empty());
    assert_eq!(
        office.release(&format!("{text}\n d/1 p4 0 3 B"), 0),
        ["3 3A+1B"]
    );
}

#[test]
fn corrections_leave_together_and_never_leave_too_few_behind() {
    let mut office = Office::new(|_| {});
    let first = lines(0..7, |n| format!("c{n}/1 p{n} 0 3 A"));
    assert_eq!(office.release(&first, 0), ["3 7A"]);
    let corrected = |how_many| lines(0..how_many, |n| format!("c{n}/2 p{n} 0 4 A"));
    let (groups, held) = office.release_and_hold(&corrected(2), 1);
    assert!(groups.is_empty());
    assert_eq!(held, ["c0 CorrectionWaits", "c1 CorrectionWaits"]);
    assert!(
        office.release(&corrected(5), 1).is_empty(),
        "two would stay behind"
    );
    assert_eq!(office.release(&corrected(4), 1), ["3 4A -> 4 4A"]);
    // The rest may follow as a whole, and what was corrected may be corrected once more.
    let rest = lines(4..7, |n| format!("c{n}/2 p{n} 0 4 B"));
    assert_eq!(office.release(&rest, 2), ["3 3A -> 4 3B"]);
    let again = lines(0..4, |n| format!("c{n}/3 p{n} 0 4 B"));
    assert_eq!(office.release(&again, 3), ["4 4A -> 4 4B"]);
}

#[test]
fn somebody_who_comes_again_too_often_leaves_at_the_coarsest_level() {
    let mut office = Office::new(|draft| draft.yearly_cap = 1);
    let round =
        |letter: char, number: i32| lines(0..3, |n| format!("{letter}{n}/1 p{n} {number} 3 A"));
    assert_eq!(office.release(&round('a', 0), 0), ["3 3A"]);
    assert_eq!(office.release(&round('b', 1), 1), ["* 3A"]);
    // The cap is about a year: 2026-W10 and 43 weeks are 2027-W00 and later.
    assert_eq!(office.release(&round('c', 50), 50), ["3 3A"]);
}

#[test]
fn what_cannot_be_understood_is_held_with_its_reason() {
    let mut office = Office::new(|_| {});
    let (groups, held) = office.release_and_hold(
        "
        a/1 p1 0 99 A
        b/1 p2 0 3 C
        c/1 p3 7 3 A
        d/1 p4 0 3 A
        d/1 p4 0 4 A
        e/1 p5 0 3 A
        e/2 p5 0 3 A",
        0,
    );
    assert!(groups.is_empty());
    assert_eq!(
        held,
        [
            "a UnknownValue",
            "b UnknownValue",
            "c NotYet",
            "d SeveralReports",
            "e NothingToAdd",
            "e Waits"
        ]
    );
}

#[test]
fn a_field_without_a_class_stops_forwarding_and_is_named() {
    let mut draft = draft();
    draft.fields[5].class = None;
    let policy = Policy::new(draft).unwrap();
    let ledger = Ledger::new("office", "collection").unwrap();
    let refused = release(&policy, &hierarchies(), &ledger, &[], week(0));
    let names = vec!["photo".to_owned()];
    assert_eq!(refused.unwrap_err(), ReleaseError::Unclassified(names));
    let open: Vec<&str> = policy.unclassified(["age", "new"]).into_iter().collect();
    assert_eq!(open, ["new", "photo"]);
}

#[test]
fn the_legal_path_decides_what_the_ledger_is_for() {
    let mut office = Office::new(|draft| draft.path = LegalPath::CountsOnly);
    assert_eq!(
        office.release("a/1 p1 0 3 A\n b/1 p2 0 3 A\n c/1 p3 0 3 B", 0),
        ["count 3"]
    );
    let mut draft = draft();
    draft.path = LegalPath::StatutoryTransmission;
    let policy = Policy::new(draft).unwrap();
    let ledger = Ledger::new("office", "collection").unwrap();
    let refused = release(&policy, &hierarchies(), &ledger, &[], week(0));
    assert_eq!(refused.unwrap_err(), ReleaseError::OtherPath);
}

#[test]
fn weekly_sums_of_facilities_fit_into_the_same_format() {
    let mut office = Office::new(|draft| {
        draft.fields[0].class = Some(FieldClass::Entity {
            of: EntityKind::Facility,
        });
        let dominance_percent = 10;
        draft
            .fields
            .push(field("beds", FieldClass::Measure { dominance_percent }));
    });
    let with = |beds: [i64; 3]| -> Vec<Record> {
        let mut all = records("a/1 k1 0 3 A\n b/1 k2 0 3 A\n c/1 k3 0 3 B");
        for (record, beds) in all.iter_mut().zip(beds) {
            record.figures = vec![beds];
        }
        all
    };
    let hierarchies = hierarchies();
    let of = |beds| {
        let pending = with(beds);
        let outcome = release(
            &office.policy,
            &hierarchies,
            &office.ledger,
            &pending,
            week(0),
        );
        outcome.unwrap()
    };
    assert_eq!(
        of([100, 50, 9]).document.groups(),
        0,
        "two could compute the third"
    );
    let outcome = of([100, 50, 10]);
    let Group::Records { sums, entities, .. } = &outcome.document.wire().groups[0] else {
        panic!("a group");
    };
    assert_eq!((sums["beds"], entities["facility"]), (160, 3));
    office
        .ledger
        .append(&outcome.document, outcome.receipts)
        .unwrap();
}

#[test]
fn a_policy_in_format_2_has_one_spelling_and_is_checked() {
    let policy = Policy::new(draft()).unwrap();
    let again = Policy::from_json(&policy.to_json()).unwrap();
    assert_eq!((again.hash(), &again), (policy.hash(), &policy));
    let refused = |change: fn(&mut PolicyDraft)| {
        let mut draft = draft();
        change(&mut draft);
        Policy::new(draft).unwrap_err()
    };
    assert_eq!(refused(|d| d.minimum = 1), PolicyError::Minimum);
    assert_eq!(refused(|d| d.yearly_cap = 0), PolicyError::Cap);
    assert_eq!(
        refused(|d| d.maximum_hold_weeks = 1),
        PolicyError::MaximumHold
    );
    assert_eq!(
        refused(|d| d.patience[0].waiting_permille = 101),
        PolicyError::Bounds
    );
    assert_eq!(refused(|d| d.patience.reverse()), PolicyError::Bounds);
    assert_eq!(refused(|d| d.patience.clear()), PolicyError::Bounds);
    assert_eq!(
        refused(|d| drop(d.fields.remove(3))),
        PolicyError::ExactlyOne("date")
    );
    assert_eq!(
        refused(|d| drop(d.fields.remove(0))),
        PolicyError::ExactlyOne("entity of its kind")
    );
    assert_eq!(
        refused(|d| d.fields.push(d.fields[2].clone())),
        PolicyError::FieldTwice("age".to_owned())
    );
}
