// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The state as an attacker, over the database: it has all documents and compares any two states of the
//! ledger. The office's receipts, which it does not have, say afterwards whom that exposed.

use std::collections::{BTreeMap, BTreeSet};

use anonymity::forwarding::LeftIn;
use reporting::{records, store};

use super::{about, accepted_on, all_is_well, at_state, office};
use crate::office::Situation;

/// The smallest number of people that may be told.
const K: usize = 3;

/// What a document says about somebody → who, by release.
async fn told(situation: &Situation) -> BTreeMap<String, BTreeMap<u64, BTreeSet<String>>> {
    let app = &situation.app.app;
    let conn = app.db.read();
    let (office, collection) = (situation.office.id, situation.collection.id);
    let mut told: BTreeMap<String, BTreeMap<u64, BTreeSet<String>>> = BTreeMap::new();
    for part in store::release_notes::receipts(conn, office, collection)
        .await
        .unwrap()
    {
        for receipt in records::open_receipt(app, conn, &part).await.unwrap() {
            let who = serde_json::to_string(receipt.entities()).unwrap();
            let cells = match receipt.left_in() {
                LeftIn::Group(tuple) => vec![format!("in {tuple:?}")],
                LeftIn::Correction(from, to) => {
                    vec![format!("from {from:?}"), format!("to {to:?}")]
                }
                LeftIn::Count => vec!["count".to_owned()],
            };
            for cell in cells {
                let by_release = told.entry(cell).or_default();
                let people = by_release.entry(receipt.sequence()).or_default();
                people.insert(who.clone());
            }
        }
    }
    told
}

#[tokio::test]
async fn no_two_states_of_the_ledger_differ_by_fewer_than_k_people() {
    let situation = office().await;
    let mut sent = Vec::new();
    let mut random = 7_u32;
    let mut next = move |below: u32| {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (random >> 16) % below
    };
    for week in 0..6_u32 {
        let monday = jiff::civil::date(2026, 11, 23)
            .checked_add(jiff::Span::new().days(i64::from(week) * 7))
            .unwrap();
        situation.at(&format!("{monday}T06:00:00Z"));
        for number in 0..8 + next(6) {
            let person = next(4) * 100 + next(40);
            let mut answers = about(person, if next(2) == 0 { "measles" } else { "mumps" });
            answers.set("sex", if next(3) == 0 { "w" } else { "m" });
            let key = 1000 * week + number;
            let on = monday.to_string();
            sent.push((person, accepted_on(&situation, &on, key, answers).await));
        }
        for _ in 0..3 {
            let one = next(u32::try_from(sent.len()).unwrap());
            let (person, submission) = &sent[usize::try_from(one).unwrap()];
            let mut answers = about(*person, "mumps");
            answers.set("sex", "w");
            let corrected = situation.correct(submission, answers).await;
            let corrected = situation.accept(&corrected).await;
            sent[usize::try_from(one).unwrap()].1 = corrected;
        }
        situation.release().await;
    }
    situation.app.run_jobs().await;
    let releases = at_state(&situation).await.len();
    assert!(releases >= 4, "{releases} releases");
    let mut compared = 0;
    for (cell, by_release) in told(&situation).await {
        for earlier in 0..=releases as u64 {
            for later in earlier + 1..=releases as u64 {
                let shown: BTreeSet<&String> = by_release
                    .range(earlier + 1..=later)
                    .flat_map(|(_, people)| people)
                    .collect();
                compared += 1;
                assert!(
                    shown.is_empty() || shown.len() >= K,
                    "{cell}: {} people between {earlier} and {later}",
                    shown.len()
                );
            }
        }
    }
    assert!(compared > 50, "{compared} differences were looked at");
    all_is_well(&situation, releases).await;
}
