// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What the verifier does when somebody, or something, changes a release.
//!
//! Every mutation is tried twice: as it is, and by somebody who repairs order and digest
//! afterwards, so that the rule behind it must catch it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[expect(dead_code, reason = "the streams of the other tests need more of it")]
mod common;

use anonymity::{Content, Entity, Ledger, Record, RecordKey, release};
use anonymity_verifier::{Chain, Code, Known, Refusal, Verified, verify};
use common::{hierarchy, policy};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Three releases; the last has groups of every kind and level.
fn documents() -> Vec<String> {
    let (policy, hierarchy) = (policy(3), hierarchy());
    let mut ledger = Ledger::new("office", "collection").unwrap();
    let mut pending: Vec<Record> = Vec::new();
    let mut report = |facility: &str, place: &str, week: &str, figures: Option<[i64; 2]>| {
        let entity = Entity::new(facility);
        let week = week.parse().unwrap();
        pending.retain(|known: &Record| known.entity != entity || known.week != week);
        pending.push(Record {
            key: RecordKey::new(format!("{facility}/{week}/{figures:?}")),
            entity,
            place: place.parse().unwrap(),
            week,
            content: figures.map_or(Content::Closed, |figures| Content::Figures(figures.into())),
        });
        pending.clone()
    };
    let mut documents = Vec::new();
    let mut next = |pending: &[Record], as_of: &str| {
        let outcome = release(
            &policy,
            &hierarchy,
            &ledger,
            pending,
            as_of.parse().unwrap(),
        );
        let outcome = outcome.unwrap();
        documents.push(String::from_utf8(outcome.document.bytes().to_vec()).unwrap());
        ledger.append(&outcome.document, outcome.receipts).unwrap();
    };

    for facility in ["a", "b", "c", "d"] {
        report(facility, "03151", "2026-W46", Some([50, 5]));
    }
    let pending = report("x", "03151", "2026-W38", Some([20, 1]));
    next(&pending, "2026-W47");

    report("a", "03151", "2026-W47", Some([40, 3]));
    report("b", "03151", "2026-W47", Some([45, 2]));
    let pending = report("c", "03151", "2026-W47", Some([47, 1]));
    next(&pending, "2026-W48");

    for facility in ["a", "b", "c"] {
        report(facility, "03151", "2026-W46", Some([51, 4]));
        report(facility, "03151", "2026-W48", Some([52, 4]));
        report(facility, "03151", "2026-W49", None);
    }
    // Three districts of one region, waiting for two weeks; three regions, waiting for four.
    report("e", "03151", "2026-W47", Some([30, 2]));
    report("f", "03152", "2026-W47", Some([31, 2]));
    report("g", "03152", "2026-W47", Some([32, 2]));
    report("e", "03151", "2026-W45", Some([30, 2]));
    report("h", "03241", "2026-W45", Some([31, 2]));
    report("i", "03459", "2026-W45", Some([32, 2]));
    report("h", "03241", "2026-W39", Some([31, 2]));
    let pending = report("i", "03459", "2026-W40", Some([32, 2]));
    next(&pending, "2026-W49");
    documents
}

fn known() -> Known {
    let (policy, hierarchy) = (policy(3).to_json(), hierarchy().to_json());
    Known::new([policy.as_str()], [hierarchy.as_str()]).unwrap()
}

/// The chain up to the document before the last.
fn chain(documents: &[String]) -> Chain {
    let mut chain = Chain::new("office", "collection");
    for document in &documents[..documents.len() - 1] {
        chain.extend(&known(), document.as_bytes()).unwrap();
    }
    chain
}

fn check(document: &str) -> Result<Verified, Refusal> {
    chain(&documents()).extend(&known(), document.as_bytes())
}

/// The spelling of a value, keys sorted, written for this test a third time.
fn spelled(value: &Value) -> String {
    match value {
        Value::Object(object) => {
            let mut members: Vec<_> = object
                .iter()
                .map(|(key, value)| format!("{}:{}", json!(key), spelled(value)))
                .collect();
            members.sort();
            format!("{{{}}}", members.join(","))
        }
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(spelled).collect();
            format!("[{}]", items.join(","))
        }
        scalar => scalar.to_string(),
    }
}

/// Sorts the groups and computes the digest anew.
fn repaired(mut value: Value) -> String {
    value["groups"].as_array_mut().unwrap().sort_by_key(spelled);
    with_new_digest(value)
}

fn with_new_digest(mut value: Value) -> String {
    value.as_object_mut().unwrap().remove("digest");
    let digest = hex::encode(Sha256::digest(spelled(&value)));
    value["digest"] = digest.into();
    spelled(&value)
}

fn last() -> Value {
    serde_json::from_str(documents().last().unwrap()).unwrap()
}

/// The position of the first group of this kind and level.
fn position(document: &Value, kind: &str, level: &str) -> usize {
    document["groups"]
        .as_array()
        .unwrap()
        .iter()
        .position(|group| group["kind"] == kind && (level.is_empty() || group["level"] == level))
        .unwrap()
}

type Mutation = (&'static str, fn(&mut Value));

const MUTATIONS: &[Mutation] = &[
    ("a group of two facilities", |d| {
        let at = position(d, "figures", "district");
        d["groups"][at]["facilities"] = 2.into();
    }),
    ("a count of two facilities", |d| {
        let at = position(d, "count", "");
        d["groups"][at]["facilities"] = 2.into();
    }),
    ("a level swapped for a coarser one", |d| {
        let at = position(d, "figures", "district");
        d["groups"][at]["level"] = "region".into();
    }),
    (
        "a level and place coarser than the waiting time allows",
        |d| {
            let at = position(d, "figures", "district");
            d["groups"][at]["level"] = "region".into();
            d["groups"][at]["place"] = "031".into();
        },
    ),
    ("a level that the policy does not know", |d| {
        let at = position(d, "figures", "district");
        d["groups"][at]["level"] = "municipality".into();
    }),
    ("a place that does not exist", |d| {
        let at = position(d, "figures", "district");
        d["groups"][at]["place"] = "03999".into();
    }),
    ("a text as place", |d| {
        let at = position(d, "figures", "district");
        d["groups"][at]["place"] = "Kita Deichzwerge".into();
    }),
    ("an added text field", |d| {
        let at = position(d, "figures", "district");
        d["groups"][at]["remark"] = "Kita Deichzwerge".into();
    }),
    ("an added text field in the head", |d| {
        d["remark"] = "x".into();
    }),
    ("an added measure", |d| {
        let at = position(d, "figures", "district");
        d["groups"][at]["sums"]["boys"] = 7.into();
    }),
    ("a missing measure", |d| {
        let at = position(d, "figures", "district");
        d["groups"][at]["sums"]
            .as_object_mut()
            .unwrap()
            .remove("ill");
    }),
    ("sums in a group of closed facilities", |d| {
        let at = position(d, "closed", "");
        d["groups"][at]["sums"] = json!({"cared": 0, "ill": 0});
    }),
    ("a week in a count", |d| {
        let at = position(d, "count", "");
        d["groups"][at]["week"] = "2026-W40".into();
    }),
    ("a negative sum", |d| {
        let at = position(d, "figures", "district");
        d["groups"][at]["sums"]["ill"] = (-1).into();
    }),
    ("a negative number of facilities", |d| {
        let at = position(d, "figures", "district");
        d["groups"][at]["facilities"] = (-3).into();
    }),
    ("an impossible sum", |d| {
        let at = position(d, "figures", "district");
        d["groups"][at]["sums"]["ill"] = 4_000_000_000_i64.into();
    }),
    ("an impossible number of facilities", |d| {
        let at = position(d, "count", "");
        d["groups"][at]["facilities"] = u64::MAX.into();
        d["groups"][at]["reports"] = u64::MAX.into();
    }),
    ("a sum with a fraction", |d| {
        let at = position(d, "figures", "district");
        d["groups"][at]["sums"]["ill"] = json!(1.5);
    }),
    ("fewer reports than facilities", |d| {
        let at = position(d, "count", "");
        d["groups"][at]["reports"] = 2.into();
    }),
    ("a week to come", |d| {
        let at = position(d, "figures", "district");
        d["groups"][at]["week"] = "2026-W50".into();
    }),
    ("a week that does not exist", |d| {
        let at = position(d, "figures", "district");
        d["groups"][at]["week"] = "2025-W53".into();
    }),
    ("a day instead of a week", |d| {
        let at = position(d, "figures", "district");
        d["groups"][at]["week"] = "2026-11-18".into();
    }),
    ("a group twice", |d| {
        let at = position(d, "figures", "district");
        let copy = d["groups"][at].clone();
        d["groups"].as_array_mut().unwrap().push(copy);
    }),
    ("a second group of the same place and week", |d| {
        let at = position(d, "figures", "district");
        let mut copy = d["groups"][at].clone();
        copy["facilities"] = 4.into();
        d["groups"].as_array_mut().unwrap().push(copy);
    }),
    ("a correction of a week that was not released", |d| {
        let at = position(d, "correction", "");
        d["groups"][at]["week"] = "2026-W44".into();
    }),
    ("a correction by more facilities than had reported", |d| {
        let at = position(d, "correction", "");
        d["groups"][at]["facilities"] = 5.into();
    }),
    ("a correction below zero", |d| {
        let at = position(d, "correction", "");
        d["groups"][at]["sums"]["ill"] = (-21).into();
    }),
    ("another office", |d| d["office"] = "other-office".into()),
    ("a text as office", |d| {
        d["office"] = "Gesundheitsamt Gifhorn".into();
    }),
    ("another collection", |d| d["collection"] = "other".into()),
    ("another policy", |d| d["policy"] = "0".repeat(64).into()),
    ("another hierarchy", |d| {
        d["hierarchy"] = "0".repeat(64).into();
    }),
    ("another document before", |d| {
        d["previous"] = "0".repeat(64).into();
    }),
    ("a skipped number", |d| d["sequence"] = 4.into()),
    ("a number again", |d| d["sequence"] = 2.into()),
    ("a week before the last release", |d| {
        d["as_of"] = "2026-W47".into();
    }),
    ("a moment instead of a week", |d| {
        d["as_of"] = "2026-11-30T06:00:00Z".into();
    }),
    ("another format", |d| d["format"] = "deich-release/2".into()),
];

#[test]
fn the_genuine_document_is_accepted_with_groups_of_every_kind_and_level() {
    let verified = check(documents().last().unwrap()).unwrap();
    let lines: Vec<String> = verified
        .groups()
        .iter()
        .map(|group| {
            let text = |part: &Option<String>| part.clone().unwrap_or_else(|| "-".to_owned());
            format!(
                "{} {} {} {} facilities={} reports={} {:?}",
                group.kind.name(),
                text(&group.level),
                text(&group.place),
                text(&group.week),
                group.facilities,
                group.reports,
                group.sums
            )
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
    assert_eq!((verified.sequence(), verified.as_of()), (3, "2026-W49"));
    let documents = documents();
    let again = verify(
        &known(),
        "office",
        "collection",
        &documents[..2],
        documents[2].as_bytes(),
    );
    assert_eq!(again.unwrap(), verified);
}

#[test]
fn the_tests_own_repair_is_right() {
    assert_eq!(&repaired(last()), documents().last().unwrap());
}

#[test]
fn every_mutation_is_caught_even_if_the_digest_is_repaired() {
    let mut lines = Vec::new();
    for (name, mutate) in MUTATIONS {
        let mut document = last();
        mutate(&mut document);
        assert_ne!(document, last(), "{name} changes nothing");
        check(&spelled(&document)).expect_err(name);
        let refusal = check(&repaired(document)).expect_err(name);
        lines.push(format!("{name}: {}", refusal.german()));
    }
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn a_dropped_group_is_caught_by_the_digest_and_by_the_next_release() {
    let documents = documents();
    let mut middle: Value = serde_json::from_str(&documents[1]).unwrap();
    middle["groups"].as_array_mut().unwrap().pop().unwrap();
    let mut chain = Chain::new("office", "collection");
    chain.extend(&known(), documents[0].as_bytes()).unwrap();
    let refusal = chain.extend(&known(), spelled(&middle).as_bytes());
    assert_eq!(refusal.unwrap_err().code, Code::Digest);

    // By itself a release with fewer groups is a possible one; it is not the one that the next
    // release continues.
    chain.extend(&known(), repaired(middle).as_bytes()).unwrap();
    let refusal = chain.extend(&known(), documents[2].as_bytes()).unwrap_err();
    assert_eq!(
        (refusal.code, refusal.at.as_str()),
        (Code::BrokenChain, "previous")
    );
}

#[test]
fn a_changed_old_group_is_caught() {
    let mut documents = documents();
    let mut first: Value = serde_json::from_str(&documents[0]).unwrap();
    first["groups"][0]["sums"]["ill"] = 21.into();
    documents[0] = repaired(first);
    let refusal = verify(
        &known(),
        "office",
        "collection",
        &documents[..2],
        documents[2].as_bytes(),
    );
    assert_eq!(refusal.unwrap_err().code, Code::BrokenChain);
}

#[test]
fn other_order_and_other_spelling_are_caught() {
    let mut document = last();
    document["groups"].as_array_mut().unwrap().swap(0, 1);
    let code = |text: &str| check(text).unwrap_err().code;
    assert_eq!(code(&with_new_digest(document)), Code::Order);

    let genuine = documents().pop().unwrap();
    assert_eq!(code(&format!("{genuine}\n")), Code::NotCanonical);
    assert_eq!(code(&genuine.replace(',', ", ")), Code::NotCanonical);
    assert_eq!(
        code(&genuine.replacen("\"ill\":", "\"ill\":9,\"ill\":", 1)),
        Code::NotCanonical
    );
    assert_eq!(code(&genuine.replacen('{', "[", 1)), Code::Unreadable);
    assert_eq!(code(""), Code::Unreadable);
    assert_eq!(code(&"[".repeat(100_000)), Code::Unreadable);
}

#[test]
fn no_single_byte_can_be_changed_left_out_or_doubled() {
    let documents = documents();
    let genuine = documents.last().unwrap().as_bytes();
    let (chain, known) = (chain(&documents), known());
    for position in 0..genuine.len() {
        let mut changed = genuine.to_vec();
        changed[position] ^= 1;
        let mut shorter = genuine.to_vec();
        shorter.remove(position);
        let mut longer = genuine.to_vec();
        longer.insert(position, genuine[position]);
        for bytes in [changed, shorter, longer] {
            if bytes != genuine {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                chain.clone().extend(&known, &bytes).expect_err(&text);
            }
        }
    }
}

#[test]
fn a_refused_document_leaves_the_chain_as_it_was() {
    let documents = documents();
    let mut chain = chain(&documents);
    let mut bad = last();
    let at = position(&bad, "correction", "");
    bad["groups"][at]["sums"]["ill"] = (-21).into();
    chain
        .extend(&known(), repaired(bad).as_bytes())
        .unwrap_err();
    chain.extend(&known(), documents[2].as_bytes()).unwrap();
}

#[test]
fn policies_and_hierarchies_that_protect_nobody_are_not_taken_as_known() {
    let policy_text = policy(3).to_json();
    let hierarchy_text = hierarchy().to_json();
    let refused = |policy: &str, hierarchy: &str| {
        let refusal = Known::new([policy], [hierarchy]).unwrap_err();
        assert_eq!(refusal.code, Code::BadRule);
        refusal.at
    };
    for (from, to) in [
        ("\"minimum_facilities\":3", "\"minimum_facilities\":1"),
        ("\"from_weeks\":0", "\"from_weeks\":1"),
        ("\"maximum_hold_weeks\":8", "\"maximum_hold_weeks\":3"),
        ("\"class\":\"entity\"", "\"class\":\"date\""),
        ("\"dominance_percent\":10", "\"dominance_percent\":101"),
        ("deich-policy/1", "deich-policy/3"),
        ("\"format\"", "\"note\":\"x\",\"format\""),
    ] {
        let changed = policy_text.replacen(from, to, 1);
        assert_ne!(changed, policy_text, "{from}");
        assert_eq!(refused(&changed, &hierarchy_text), "policies[0]", "{to}");
    }
    for (from, to) in [
        ("\"03152\"", "\"03151\""),
        ("\"03152\",\"031\",\"03\"", "\"03152\",\"031\",\"04\""),
        ("\"03152\",\"031\",\"03\"", "\"03152\",\"031\""),
        ("\"03152\"", "\"Kita Deichzwerge\""),
        ("\"region\"", "\"district\""),
    ] {
        let changed = hierarchy_text.replacen(from, to, 1);
        assert_ne!(changed, hierarchy_text, "{from}");
        assert_eq!(refused(&policy_text, &changed), "hierarchies[0]", "{to}");
    }
}

#[test]
fn every_rule_has_a_name_and_a_sentence_in_both_languages() {
    let names: std::collections::BTreeSet<_> = Code::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(names.len(), Code::ALL.len());
    for code in Code::ALL {
        assert!(code.german().ends_with('.') && code.english().ends_with('.'));
    }
}
