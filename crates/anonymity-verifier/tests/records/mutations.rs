// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Every change of a release that can be made in one place of its JSON.

use anonymity::forwarding::{Ledger, release};
use anonymity_verifier::{Chain, Code, Known};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::world::{first_week, hierarchies, known, policy, record};

/// Three releases: groups and a count, corrections, groups again.
fn documents() -> Vec<String> {
    let (policy, hierarchies) = (policy(3, 2), hierarchies());
    let mut ledger = Ledger::new("office", "collection").unwrap();
    let mut documents = Vec::new();
    let mut held = Vec::new();
    let mut case = 0;
    for (number, people) in [(0_i32, 0_u8..24), (1, 24..48), (6, 48..60)] {
        let as_of = first_week().plus(number);
        for person in people {
            let diagnosis = person / 2;
            let seed = (person, person % 4, person % 2, 0, diagnosis);
            held.push(record(case, 1, as_of, seed));
            case += 1;
        }
        if number == 6 {
            // Beyond the cap, and for too long: these can only be counted.
            for person in 60..64_u8 {
                let week = first_week();
                held.push(record(case, 1, week, (person, person, 3, 1, 0)));
                case += 1;
            }
        }
        if number == 1 {
            for one in held.iter_mut().take(24) {
                let diagnosis = one.values[3].clone();
                one.version = 2;
                one.values[3] = match diagnosis.as_str() {
                    "COVID-19" => "Influenza".to_owned(),
                    _ => "COVID-19".to_owned(),
                };
            }
        }
        let outcome = release(&policy, &hierarchies, &ledger, &held, as_of).unwrap();
        ledger.append(&outcome.document, outcome.receipts).unwrap();
        documents.push(String::from_utf8(outcome.document.bytes().to_vec()).unwrap());
    }
    documents
}

fn our_known() -> Known {
    known(&[&policy(3, 2)])
}

/// The spelling of a value, keys sorted, written for this test once more.
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

/// Sorts the groups and computes the digest anew, as a forger would.
fn repaired(mut value: Value) -> String {
    if let Some(groups) = value.get_mut("groups").and_then(Value::as_array_mut) {
        groups.sort_by_key(spelled);
    }
    if let Some(object) = value.as_object_mut() {
        object.remove("digest");
        let digest = hex::encode(Sha256::digest(spelled(&value)));
        value["digest"] = digest.into();
    }
    spelled(&value)
}

/// The pointers to every place of a document, the whole included.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(object) => {
            for (key, inner) in object {
                let key = key.replace('~', "~0").replace('/', "~1");
                places(inner, &format!("{at}/{key}"), found);
            }
        }
        Value::Array(items) => {
            for (position, inner) in items.iter().enumerate() {
                places(inner, &format!("{at}/{position}"), found);
            }
        }
        _ => {}
    }
}

/// What a change does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Another number, which may be a possible one.
    Number,
    /// A group or a part of one less, doubled, or in another place.
    Less,
    /// Anything that no release can have.
    Impossible,
}

/// Every change in one place.
fn changes(document: &Value, at: &str) -> Vec<(Kind, Value)> {
    let mut all = Vec::new();
    let mut with = |kind, new: Value| {
        let mut changed = document.clone();
        *changed.pointer_mut(at).unwrap() = new;
        all.push((kind, changed));
    };
    let old = document.pointer(at).unwrap();
    for strange in [
        Value::Null,
        json!(true),
        json!(1.5),
        json!("Anna Beispiel, Tel. 05371"),
    ] {
        with(Kind::Impossible, strange);
    }
    with(Kind::Impossible, json!({"remark": "Anna Beispiel"}));
    match old {
        Value::Number(number) => {
            let number = number.as_i64().unwrap();
            for other in [number + 1, number - 1, number * 2] {
                with(Kind::Number, other.into());
            }
            for other in [0, 1, 2, -number, i64::MAX] {
                with(Kind::Impossible, other.into());
            }
        }
        Value::String(text) => {
            for other in ["", "x", "*x", &format!("{text} "), &format!("{text}#")] {
                with(Kind::Impossible, (*other).into());
            }
        }
        Value::Object(object) => {
            for key in object.keys() {
                let mut less = object.clone();
                less.remove(key);
                with(Kind::Impossible, less.into());
            }
            let mut more = object.clone();
            more.insert("remark".to_owned(), "Anna Beispiel".into());
            with(Kind::Impossible, more.into());
            let mut more = object.clone();
            more.insert("Pest".to_owned(), 1.into());
            with(Kind::Impossible, more.into());
        }
        Value::Array(items) => {
            for position in 0..items.len() {
                let mut less = items.clone();
                less.remove(position);
                with(Kind::Less, less.into());
                let mut twice = items.clone();
                twice.push(items[position].clone());
                with(Kind::Impossible, twice.into());
            }
        }
        _ => {}
    }
    all
}

fn accepts(documents: &[String], known: &Known) -> Result<(), (usize, Code)> {
    let mut chain = Chain::new("office", "collection");
    for (number, document) in documents.iter().enumerate() {
        chain
            .extend_records(known, document.as_bytes())
            .map_err(|refusal| (number, refusal.code))?;
    }
    Ok(())
}

#[test]
fn the_genuine_ledger_has_groups_of_every_kind_and_is_accepted() {
    let documents = documents();
    assert_eq!(accepts(&documents, &our_known()), Ok(()));
    let kinds: std::collections::BTreeSet<String> = documents
        .iter()
        .flat_map(|document| {
            let value: Value = serde_json::from_str(document).unwrap();
            assert_eq!(repaired(value.clone()), *document, "the repair is right");
            let groups = value["groups"].as_array().unwrap().clone();
            groups
                .into_iter()
                .map(|group| group["kind"].as_str().unwrap().to_owned())
        })
        .collect();
    let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
    assert_eq!(kinds, ["correction", "count", "records"]);
}

#[test]
fn every_change_in_one_place_is_caught() {
    let (documents, known) = (documents(), our_known());
    let (mut tried, mut passed) = (0, 0);
    for (number, document) in documents.iter().enumerate() {
        let value: Value = serde_json::from_str(document).unwrap();
        let mut found = Vec::new();
        places(&value, "", &mut found);
        for at in found.iter().filter(|at| *at != "/digest") {
            for (kind, changed) in changes(&value, at) {
                if changed == value {
                    continue;
                }
                tried += 1;
                let mut forged = documents.clone();
                forged[number] = spelled(&changed);
                let refused = accepts(&forged, &known).unwrap_err();
                assert_eq!(refused.0, number, "{at}: {changed}");

                // With a new digest only what could have been so is not caught at once, and then the
                // release after it, which names the hash of the genuine one, does not continue it.
                forged[number] = repaired(changed.clone());
                if forged[number] == *document {
                    continue;
                }
                match accepts(&forged, &known) {
                    Err((refused, _)) if refused == number => {}
                    Err((_, code)) => {
                        assert_eq!(code, Code::BrokenChain, "{at}: {changed}");
                        assert_ne!(kind, Kind::Impossible, "{at}: {changed}");
                        passed += 1;
                    }
                    Ok(()) => {
                        assert_ne!(kind, Kind::Impossible, "{at}: {changed}");
                        passed += 1;
                        assert_eq!(number, documents.len() - 1, "{at}: {changed}");
                    }
                }
            }
        }
    }
    assert!(tried > 1000 && passed * 20 < tried, "{passed} of {tried}");
}

#[test]
fn a_changed_swapped_or_missing_release_breaks_the_chain() {
    let (documents, known) = (documents(), our_known());
    let mut swapped = documents.clone();
    swapped.swap(0, 1);
    assert_eq!(accepts(&swapped, &known), Err((0, Code::BrokenChain)));
    assert_eq!(
        accepts(&documents[1..], &known),
        Err((0, Code::BrokenChain))
    );
    let twice = [documents[0].clone(), documents[0].clone()];
    assert_eq!(accepts(&twice, &known), Err((1, Code::BrokenChain)));
    let other = Known::default();
    assert_eq!(accepts(&documents, &other), Err((0, Code::UnknownPolicy)));
}

/// The release that is changed, the reason of its refusal, and the change.
type Change<'c> = (usize, Code, Box<dyn Fn(&mut Value) + 'c>);

#[test]
fn each_rule_about_records_is_told_by_its_name() {
    let (documents, known) = (documents(), our_known());
    let code = |number: usize, change: &dyn Fn(&mut Value)| {
        let mut value: Value = serde_json::from_str(&documents[number]).unwrap();
        change(&mut value);
        let mut forged = documents.clone();
        forged[number] = repaired(value);
        accepts(&forged, &known).unwrap_err().1
    };
    let group = |kind: &'static str| {
        move |value: &Value| {
            let groups = value["groups"].as_array().unwrap();
            groups
                .iter()
                .position(|group| group["kind"] == kind)
                .unwrap()
        }
    };
    let (records, correction) = (group("records"), group("correction"));
    let changes: Vec<Change<'_>> = vec![
        (
            0,
            Code::TooFew,
            Box::new(|d| {
                let at = records(d);
                d["groups"][at]["entities"]["person"] = 2.into();
            }),
        ),
        (
            0,
            Code::Reports,
            Box::new(|d| {
                let at = records(d);
                d["groups"][at]["entities"]["person"] = 100_000.into();
            }),
        ),
        (
            0,
            Code::Level,
            Box::new(|d| {
                let at = records(d);
                d["groups"][at]["tuple"]["age"] = json!(["month", "1"]);
            }),
        ),
        (
            0,
            Code::Value,
            Box::new(|d| {
                let at = records(d);
                d["groups"][at]["tuple"]["age"] = json!(["all", "1"]);
            }),
        ),
        (
            0,
            Code::Week,
            Box::new(|d| {
                let at = records(d);
                d["groups"][at]["tuple"]["week"] = json!(["week", "2026-W41"]);
            }),
        ),
        (
            0,
            Code::Tuple,
            Box::new(|d| {
                let at = records(d);
                d["groups"][at]["tuple"]
                    .as_object_mut()
                    .unwrap()
                    .remove("sex");
            }),
        ),
        (
            0,
            Code::Variety,
            Box::new(|d| {
                let at = records(d);
                let records = d["groups"][at]["records"].clone();
                d["groups"][at]["values"]["diagnosis"] = json!({"Masern": records});
            }),
        ),
        (
            0,
            Code::Number,
            Box::new(|d| {
                let at = records(d);
                d["groups"][at]["records"] = 99_999.into();
            }),
        ),
        (
            0,
            Code::Measures,
            Box::new(|d| {
                let at = records(d);
                d["groups"][at]["sums"] = json!({"beds": 5});
            }),
        ),
        (
            0,
            Code::UnknownHierarchy,
            Box::new(|d| d["hierarchies"]["age"] = "0".repeat(64).into()),
        ),
        (
            1,
            Code::Correction,
            Box::new(|d| {
                let at = correction(d);
                d["groups"][at]["from"]["week"] = json!(["week", "2026-W39"]);
                d["groups"][at]["to"]["week"] = json!(["week", "2026-W39"]);
            }),
        ),
        (1, Code::AsOf, Box::new(|d| d["as_of"] = "2026-W39".into())),
    ];
    for (number, expected, change) in &changes {
        assert_eq!(code(*number, change), *expected);
    }
}
