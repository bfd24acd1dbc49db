// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The state as an attacker: it has every release, all hierarchies and the policy, and knows the age,
//! place, sex and week of everybody. The receipts, which it does not have, say afterwards whom it exposed.

use std::collections::{BTreeMap, BTreeSet};

use anonymity::forwarding::{LeftIn, Policy, Record, Tuple};
use anonymity_verifier::{Values, VerifiedSaying};
use proptest::prelude::*;

use super::world::{Run, Stream, hierarchies, policy, run, streams};

/// People, as sets that an attack isolates.
type People = BTreeSet<String>;

fn person(record: &Record) -> String {
    format!("{:?}", record.case)
}

/// Attack 1: subtract any state from any later one, group by group and after applying the corrections,
/// and see whether fewer than k people are left in a cell.
fn exposed_by_differences(run: &Run, k: usize) -> usize {
    let releases = run.outcomes.len();
    let mut exposed = 0;
    // Cell → people, after each release: cases that arrived in it, went from it, and stand in it.
    let mut came: Vec<BTreeMap<String, People>> = vec![BTreeMap::new(); releases + 1];
    let mut stand: Vec<BTreeMap<Tuple, People>> = vec![BTreeMap::new(); releases + 1];
    let mut who: BTreeMap<String, String> = BTreeMap::new();
    for (number, outcome) in run.outcomes.iter().enumerate() {
        came[number + 1] = came[number].clone();
        stand[number + 1] = stand[number].clone();
        for receipt in &outcome.receipts {
            let case = receipt.case().as_str().to_owned();
            // One case of somebody is as good as another one of the same person: count persons.
            let one = serde_json::to_string(receipt.entities()).unwrap();
            who.insert(case.clone(), one);
            let (came, stand) = (&mut came[number + 1], &mut stand[number + 1]);
            match receipt.left_in() {
                LeftIn::Group(tuple) => {
                    came.entry(format!("in {tuple:?}"))
                        .or_default()
                        .insert(case.clone());
                    stand.entry(tuple.clone()).or_default().insert(case);
                }
                LeftIn::Correction(from, to) => {
                    came.entry(format!("{from:?} to {to:?}"))
                        .or_default()
                        .insert(case.clone());
                    stand.entry(from.clone()).or_default().remove(&case);
                    stand.entry(to.clone()).or_default().insert(case);
                }
                LeftIn::Count => {
                    came.entry("count".to_owned()).or_default().insert(case);
                }
            }
        }
    }
    let people = |cases: &mut dyn Iterator<Item = &String>| -> usize {
        cases.map(|case| &who[case]).collect::<BTreeSet<_>>().len()
    };
    let nobody = People::new();
    for later in 0..=releases {
        for earlier in 0..later {
            for (cell, cases) in &came[later] {
                let before = came[earlier].get(cell).unwrap_or(&nobody);
                let new = people(&mut cases.difference(before));
                exposed += usize::from((1..k).contains(&new)) * new;
            }
        }
        for cases in stand[later].values() {
            let left = people(&mut cases.iter());
            exposed += usize::from((1..k).contains(&left)) * left;
        }
    }
    exposed
}

/// Attack 2: whoever knows somebody's age, place, sex and week looks at all groups that the person may be
/// in. Exposed is who is in a release in which these groups show fewer than k people, or (with l of 2)
/// only one diagnosis.
fn exposed_by_looking_up(run: &Run, stream: &Stream, k: u64) -> usize {
    let hierarchies = hierarchies();
    let mut exposed = 0;
    for (verified, (outcome, (_, pending))) in run
        .verified
        .iter()
        .zip(run.outcomes.iter().zip(&stream.weeks))
    {
        for receipt in &outcome.receipts {
            if !matches!(receipt.left_in(), LeftIn::Group(_)) {
                continue;
            }
            let record = pending
                .iter()
                .find(|one| one.case == *receipt.case())
                .unwrap();
            let fits = |tuple: &Tuple| {
                ["age", "place", "sex"]
                    .iter()
                    .zip(&record.values)
                    .all(|(field, value)| {
                        let (level, said) = &tuple[*field];
                        let hierarchy = &hierarchies[*field];
                        let level = hierarchy.level(level).unwrap();
                        hierarchy.value(value, level) == Some(said.as_str())
                    })
            };
            let mut people = 0;
            let mut told: BTreeSet<&String> = BTreeSet::new();
            for group in verified.groups() {
                if let VerifiedSaying::Records { tuple, values } = &group.says
                    && fits(tuple)
                {
                    people += group.entities["person"];
                    told.extend(diagnoses(values));
                }
            }
            let is_exposed = people < k || told.len() < 2;
            assert!(people > 0, "{} is in a group that fits", person(record));
            exposed += usize::from(is_exposed);
        }
    }
    exposed
}

fn diagnoses(values: &Values) -> impl Iterator<Item = &String> {
    values.values().flat_map(BTreeMap::keys)
}

fn attack(stream: &Stream, policy: &Policy, k: u32) -> (usize, usize) {
    let run = run(stream, policy);
    (
        exposed_by_differences(&run, k as usize),
        exposed_by_looking_up(&run, stream, u64::from(k)),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_state_that_has_everything_exposes_nobody(stream in streams(), k in 2_u32..6) {
        prop_assert_eq!(attack(&stream, &policy(k, 2), k), (0, 0));
    }
}
