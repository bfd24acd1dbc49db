// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Generated expressions and forms through this engine and through another one, which is installed
//! by name (`scripts/peers.sh`). Both must agree but for the classes of difference that
//! `docs/conformance-xpath.md` and `docs/conformance-scenarios.md` name. What is written in the formats
//! of others is judged by packages of theirs.
//!
//! `DEICH_PEERS_SEED` begins elsewhere, `DEICH_PEERS_COUNT` and `DEICH_PEERS_FORMS` set how many
//! expressions and forms are generated, and `DEICH_PEERS_SHOW` how many differences are shown.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]
#![expect(clippy::print_stdout, reason = "what was compared is worth knowing")]
#![expect(
    clippy::disallowed_methods,
    reason = "settings of a test come from the environment"
)]

mod chance;
mod conditions;
mod deviations;
mod documents;
mod expressions;
mod formats;
mod forms;
mod paths;
mod peer;
mod sessions;
mod texts;

use std::collections::{BTreeMap, BTreeSet};

use ::forms::protocol::{Expressions, answer_line};
use chance::Chance;
use expressions::Quirk;
use serde_json::{Value, json};

/// A number from the environment.
fn setting(name: &str, otherwise: u64) -> u64 {
    let text = std::env::var(name).ok();
    text.map_or(otherwise, |text| text.parse().unwrap())
}

/// Requests about many documents, with a few expressions at several places of each.
fn requests(seed: u64, count: u64) -> Vec<(Value, BTreeSet<Quirk>)> {
    let mut chance = Chance::new(seed);
    let mut requests = Vec::new();
    while requests.len() < usize::try_from(count).unwrap() {
        let document = documents::document(&mut chance);
        for number in 0..40 {
            let context = chance.below(document.contexts.len());
            let mut writer = expressions::Writer {
                chance: &mut chance,
                document: &document,
                quirks: BTreeSet::new(),
            };
            let (expr, kind) = writer.expression();
            let quirks = writer.quirks;
            let mut request = json!({ "context": document.contexts[context], "expr": expr });
            if number == 0 {
                request["document"] = document.xml.clone().into();
            }
            if let Some(kind) = kind {
                request["type"] = kind.into();
            }
            requests.push((request, quirks));
        }
    }
    requests
}

fn expressions_in(zone: &str, seed: u64) {
    let count = setting("DEICH_PEERS_COUNT", 6_000);
    let show = usize::try_from(setting("DEICH_PEERS_SHOW", 20)).unwrap();
    let (requests, quirks): (Vec<Value>, Vec<_>) = requests(seed, count).into_iter().unzip();
    println!(
        "{} expressions in {zone}, DEICH_PEERS_SEED={seed}",
        requests.len()
    );
    let theirs = peer::ask("xpath.mjs", zone, &requests);
    let now: jiff::Zoned = format!("2026-11-21T05:27:24[{zone}]").parse().unwrap();
    let here = now.time_zone().clone();
    let mut conversation = Expressions::new(now, here);
    let mut document = Value::Null;
    let mut agree = 0;
    let mut named: BTreeMap<String, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for ((request, quirks), theirs) in requests.iter().zip(&quirks).zip(&theirs) {
        if !request["document"].is_null() {
            document = request["document"].clone();
        }
        let ours: Value =
            serde_json::from_str(&answer_line(&mut conversation, &request.to_string())).unwrap();
        match deviations::compare(quirks, request["expr"].as_str().unwrap(), &ours, theirs) {
            Ok(None) => agree += 1,
            Ok(Some(name)) => *named.entry(name).or_default() += 1,
            Err(()) => wrong.push(format!(
                "{request}\n  on {document}\n  here {ours}\n  peer {theirs}"
            )),
        }
    }
    println!("{agree} agree");
    deviations::report("expressions", "conformance-xpath.md", &named);
    assert!(
        wrong.is_empty(),
        "{} differ without a name (seed {seed}):\n{}",
        wrong.len(),
        wrong[..wrong.len().min(show)].join("\n")
    );
}

#[test]
fn what_is_written_for_others_is_valid() {
    if peer::is_installed() {
        formats::are_valid();
    }
}

#[test]
fn generated_forms_agree() {
    if peer::is_installed() {
        sessions::agree(setting("DEICH_PEERS_SEED", 1));
    }
}

#[test]
fn generated_expressions_agree() {
    if peer::is_installed() {
        expressions_in("UTC", setting("DEICH_PEERS_SEED", 1));
        expressions_in("Europe/Berlin", setting("DEICH_PEERS_SEED", 1) + 1);
    }
}
