// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Tables of counts with noise: what the engine makes passes, and what a forger would change does not.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use anonymity::Hierarchy;
use anonymity::counting::{Dimension, Draft, Ledger, NoisePlan, Spent};
use anonymity::forwarding::{
    EntityKind, Field, FieldClass, Hierarchies, LegalPath, Policy, PolicyDraft, PolicyFormat,
    Variety, shipped_patience,
};
use anonymity_verifier::{Chain, Code, Known};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

fn draft(epsilon: u32, yearly_epsilon: u32) -> PolicyDraft {
    let field = |name: &str, class| Field {
        name: name.to_owned(),
        label: format!("Feld {name}"),
        class: Some(class),
        reason: "Weil.".to_owned(),
    };
    PolicyDraft {
        format: PolicyFormat::V2,
        form_version: "form".to_owned(),
        purpose: "Lage".to_owned(),
        legal_basis: "Gesetz".to_owned(),
        recipient: "Land".to_owned(),
        path: LegalPath::CountsOnly,
        minimum: 5,
        fields: vec![
            field(
                "person",
                FieldClass::Entity {
                    of: EntityKind::Person,
                },
            ),
            field(
                "why",
                FieldClass::Sensitive {
                    hierarchy: "why".to_owned(),
                    level: "code".to_owned(),
                    variety: Variety::default(),
                },
            ),
            field(
                "week",
                FieldClass::Date {
                    finest: "week".to_owned(),
                    coarsest: "all".to_owned(),
                },
            ),
        ],
        patience: shipped_patience(),
        maximum_hold_weeks: 8,
        yearly_cap: 2,
        noise: Some(NoisePlan {
            epsilon,
            yearly_epsilon,
            dimensions: vec![Dimension {
                field: "why".to_owned(),
                level: "code".to_owned(),
            }],
            ..NoisePlan::shipped()
        }),
    }
}

fn policy(epsilon: u32, yearly: u32) -> Policy {
    Policy::new(draft(epsilon, yearly)).unwrap()
}

fn hierarchies() -> Hierarchies {
    let rows =
        [["measles", "*"], ["mumps", "*"], ["?", "*"]].map(|row| row.map(str::to_owned).to_vec());
    let list = Hierarchy::of_values(&["code", "all"], &rows).unwrap();
    BTreeMap::from([("why".to_owned(), list)])
}

fn known(policies: &[&Policy]) -> Known {
    let texts: Vec<String> = policies.iter().map(|one| one.to_json()).collect();
    let lists: Vec<String> = hierarchies().values().map(Hierarchy::to_json).collect();
    Known::new([], [])
        .unwrap()
        .with_records(
            texts.iter().map(String::as_str),
            lists.iter().map(String::as_str),
        )
        .unwrap()
}

fn document(policy: &Policy, ledger: &Ledger, period: &str, as_of: &str) -> Vec<u8> {
    let plan = policy.rules().noise.as_ref().unwrap();
    let wanted = Spent {
        period: period.parse().unwrap(),
        epsilon: plan.epsilon,
        yearly: plan.yearly_epsilon,
    };
    let as_of = as_of.parse().unwrap();
    let draft = Draft::new(policy, &hierarchies(), ledger, (&[], Some(wanted)), as_of).unwrap();
    let document = draft.document(vec![3, -1, 0]).unwrap();
    document.bytes().to_vec()
}

/// Canonical JSON with a new digest, as a forger would write it.
fn repaired(mut value: Value) -> Vec<u8> {
    value.as_object_mut().unwrap().remove("digest");
    let digest = hex::encode(Sha256::digest(spelled(&value)));
    value["digest"] = digest.into();
    spelled(&value).into_bytes()
}

fn spelled(value: &Value) -> String {
    match value {
        Value::Object(object) => {
            let mut members: Vec<_> = object.iter().collect();
            members.sort_by_key(|(key, _)| *key);
            let members: Vec<String> = members
                .into_iter()
                .map(|(key, value)| format!("\"{key}\":{}", spelled(value)))
                .collect();
            format!("{{{}}}", members.join(","))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(spelled).collect();
            format!("[{}]", items.join(","))
        }
        other => other.to_string(),
    }
}

fn after(documents: &[Vec<u8>], known: &Known) -> (Chain, Ledger) {
    let mut chain = Chain::new("office", "collection");
    for one in documents {
        chain.extend_table(known, one).unwrap();
    }
    let ledger = Ledger::restore("office", "collection", documents.iter().map(Vec::as_slice));
    (chain, ledger.unwrap())
}

#[test]
fn what_the_engine_makes_passes_and_the_chain_goes_on() {
    let policy = policy(250, 1000);
    let known = known(&[&policy]);
    let mut documents = Vec::new();
    for (period, as_of) in [("2026-Q3", "2026-W45"), ("2026-Q4", "2027-W06")] {
        let (mut chain, ledger) = after(&documents, &known);
        let next = document(&policy, &ledger, period, as_of);
        let verified = chain.extend_table(&known, &next).unwrap();
        assert_eq!((verified.period(), verified.cells()), (period, 3));
        assert_eq!(verified.epsilon(), 250);
        documents.push(next);
    }
}

#[test]
fn every_mutation_is_caught_even_if_the_digest_is_repaired() {
    let policy = policy(250, 1000);
    let known = known(&[&policy]);
    let (chain, ledger) = after(&[], &known);
    let genuine: Value =
        serde_json::from_slice(&document(&policy, &ledger, "2026-Q3", "2026-W45")).unwrap();
    for (path, forged, code) in [
        ("/cells", json!([3, -1]), Code::Cells),
        ("/cells", json!([3, -1, 0, 4]), Code::Cells),
        ("/cells/0", json!(3.5), Code::Unreadable),
        ("/cells/0", json!("drei"), Code::Unreadable),
        ("/cells/0", json!(2_000_000_000), Code::Number),
        ("/epsilon", json!(125), Code::Epsilon),
        ("/yearly_epsilon", json!(2000), Code::Epsilon),
        ("/bound", json!(2), Code::Epsilon),
        ("/mechanism", json!("none"), Code::Epsilon),
        ("/entity", json!("facility"), Code::Tuple),
        ("/period", json!("2026-Q4"), Code::Period),
        ("/period", json!("2026-08"), Code::Period),
        ("/period", json!("2026-Q5"), Code::Period),
        ("/as_of", json!("2026-W44"), Code::Period),
        ("/axes", json!([]), Code::Tuple),
        ("/axes/0/field", json!("week"), Code::Tuple),
        ("/axes/0/level", json!("all"), Code::Level),
        ("/axes/0/values", json!(["measles", "mumps"]), Code::Value),
        (
            "/axes/0/values",
            json!(["?", "measles", "Kim Mustermann"]),
            Code::Value,
        ),
        ("/policy", json!("0".repeat(64)), Code::UnknownPolicy),
        ("/hierarchies", json!({}), Code::UnknownHierarchy),
        ("/office", json!("other"), Code::OtherLedger),
        ("/sequence", json!(2), Code::BrokenChain),
        ("/format", json!("deich-table/2"), Code::Unreadable),
    ] {
        let mut value = genuine.clone();
        *value.pointer_mut(path).unwrap() = forged.clone();
        let mut chain = chain.clone();
        let refusal = chain.extend_table(&known, &repaired(value)).unwrap_err();
        assert_eq!(refusal.code, code, "{path} = {forged}: {refusal}");
    }
    let mut unrepaired = genuine;
    unrepaired["cells"][0] = json!(4);
    let refusal = chain
        .clone()
        .extend_table(&known, spelled(&unrepaired).as_bytes());
    assert_eq!(refusal.unwrap_err().code, Code::Digest);
}

#[test]
fn a_period_leaves_once_and_a_year_costs_no_more_than_its_lowest_limit() {
    let (first, cheap, dear) = (policy(250, 1000), policy(20, 80), policy(900, 5000));
    let known = known(&[&first, &cheap, &dear]);
    let third = document(
        &first,
        &Ledger::new("office", "collection"),
        "2026-Q3",
        "2026-W45",
    );
    let (chain, ledger) = after(&[third], &known);
    // The engine would refuse all of them; what it would have made is written by hand.
    let forged = |policy: &Policy, period: &str| {
        let base = document(
            policy,
            &Ledger::new("office", "collection"),
            period,
            "2027-W06",
        );
        let mut value: Value = serde_json::from_slice(&base).unwrap();
        let next = document(&first, &ledger, "2026-Q4", "2027-W06");
        let next: Value = serde_json::from_slice(&next).unwrap();
        value["sequence"] = next["sequence"].clone();
        value["previous"] = next["previous"].clone();
        let refused = chain.clone().extend_table(&known, &repaired(value));
        refused
            .map(|verified| verified.epsilon())
            .map_err(|refusal| refusal.code)
    };
    assert_eq!(forged(&first, "2026-Q3"), Err(Code::Period));
    assert_eq!(forged(&first, "2026-Q4"), Ok(250));
    assert_eq!(forged(&cheap, "2026-Q4"), Err(Code::Budget), "270 of 80");
    assert_eq!(forged(&dear, "2026-Q4"), Err(Code::Budget), "1150 of 1000");
}

#[test]
fn a_policy_that_protects_too_little_is_no_rule() {
    let text = policy(250, 1000).to_json();
    for (from, to) in [
        ("\"yearly_epsilon\":1000", "\"yearly_epsilon\":999"),
        ("\"epsilon\":250", "\"epsilon\":0"),
        ("\"cells_per_entity\":1", "\"cells_per_entity\":0"),
        ("\"period\":\"quarter\"", "\"period\":\"month\""),
        ("\"period\":\"quarter\"", "\"period\":\"day\""),
        ("counts-only", "anonymised-forwarding"),
        ("\"field\":\"why\"", "\"field\":\"week\""),
        ("\"wait_weeks\":4", "\"wait_weeks\":53"),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from}");
        let known = Known::new([], [])
            .unwrap()
            .with_records([changed.as_str()], []);
        assert_eq!(known.unwrap_err().code, Code::BadRule, "{to}");
    }
}

#[test]
fn groups_do_not_leave_under_a_policy_that_counts_with_noise() {
    let policy = policy(250, 1000);
    let known = known(&[&policy]);
    let groups = repaired(json!({
        "as_of": "2026-W45", "collection": "collection", "format": "deich-release/2",
        "groups": [], "hierarchies": {}, "office": "office", "policy": policy.hash(),
        "previous": "0".repeat(64), "sequence": 1,
    }));
    let mut chain = Chain::new("office", "collection");
    let refusal = chain.extend_records(&known, &groups).unwrap_err();
    assert_eq!(refusal.code, Code::Path);
    // And no table under one that does not.
    let mut draft = draft(250, 1000);
    draft.noise = None;
    let exact = Policy::new(draft).unwrap();
    let table = document(
        &policy,
        &Ledger::new("office", "collection"),
        "2026-Q3",
        "2026-W45",
    );
    let mut value: Value = serde_json::from_slice(&table).unwrap();
    value["policy"] = exact.hash().into();
    let refusal = chain.extend_table(&self::known(&[&exact]), &repaired(value));
    assert_eq!(refusal.unwrap_err().code, Code::Path);
}
