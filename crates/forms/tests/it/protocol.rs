// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The conversations of `deich xpath` and `deich forms run`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use forms::protocol::{Expressions, answer_line};
use serde_json::{Value, json};

fn expressions() -> Expressions {
    let now: jiff::Zoned = "2026-11-21T05:27:24-07:00[America/Phoenix]"
        .parse()
        .unwrap();
    let zone = now.time_zone().clone();
    Expressions::new(now, zone)
}

fn ask(conversation: &mut Expressions, request: &Value) -> Value {
    serde_json::from_str(&answer_line(conversation, &request.to_string())).unwrap()
}

#[test]
fn expressions_are_answered_line_by_line() {
    let mut conversation = expressions();
    let requests = [
        json!({"document": "<a><b c='1'>x</b><b>2</b></a>", "expr": "count(/a/b)", "id": 7}),
        // The document stays.
        json!({"expr": "/a/b/@c"}),
        json!({"expr": ".", "context": "/node()[1]/node()[2]", "type": "number"}),
        json!({"expr": "b = 'x'", "context": "/a"}),
        json!({"expr": "string(/a/b)"}),
        json!({"expr": "1 div 0"}),
        json!({"expr": "today()"}),
        json!({"expr": "selected('a b', 'b')", "odk": false}),
        json!({"expr": "1 +"}),
        json!({"expr": "1", "context": "/node()[9]"}),
        json!({"document": "<a>", "expr": "1"}),
        json!({"expr": 1}),
        json!("no object"),
    ];
    let answers: Vec<String> = requests
        .iter()
        .map(|request| ask(&mut conversation, request).to_string())
        .collect();
    insta::assert_snapshot!(answers.join("\n"));
    assert!(answer_line(&mut conversation, "{").contains("no JSON"));
}

/// The first two cells of every row of the table of deviations.
fn documented() -> BTreeSet<(String, String)> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/conformance-xpath.md");
    let text = std::fs::read_to_string(path).unwrap();
    text.lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| Test"))
        .map(|row| {
            let row = row.replace("\\|", "\u{0}");
            let mut cells = row
                .trim_matches('|')
                .split('|')
                .map(|cell| cell.trim().replace('\u{0}', "|"));
            let test = cells.next().unwrap();
            (test, cells.next().unwrap().trim_matches('`').to_owned())
        })
        .collect()
}

fn agrees(case: &Value, answer: &Value) -> bool {
    if !case["error"].is_null() {
        return !answer["error"].is_null();
    }
    if let Some(number) = case["number"].as_str() {
        let got = match &answer["number"] {
            Value::String(text) => return text == number,
            got => got.as_f64(),
        };
        let wanted: f64 = number.parse().unwrap();
        return got.is_some_and(|got| (got - wanted).abs() <= 1e-9 * wanted.abs().max(1.0));
    }
    if let Some(nodes) = case["nodes"].as_array() {
        let Some(got) = answer["nodes"].as_array() else {
            return false;
        };
        let first = matches!(case["type"].as_u64(), Some(8 | 9));
        let got = if first && !got.is_empty() {
            &got[..1]
        } else {
            got
        };
        let sorted = |list: &[Value]| {
            let mut list: Vec<String> = list.iter().map(ToString::to_string).collect();
            list.sort();
            list
        };
        return sorted(got) == sorted(nodes);
    }
    ["string", "boolean"]
        .into_iter()
        .all(|key| case[key] == answer[key])
}

#[test]
fn recorded_evaluations_agree_over_the_conversation() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/oracles/xpath");
    let Ok(cases) = std::fs::read_to_string(folder.join("cases.jsonl")) else {
        println!("SKIPPED: the recorded evaluations are not here (../shared/oracles/xpath)");
        return;
    };
    let documents: BTreeMap<String, String> =
        serde_json::from_str(&std::fs::read_to_string(folder.join("documents.json")).unwrap())
            .unwrap();
    let documented = documented();
    let mut conversation = expressions();
    let mut wrong = Vec::new();
    let mut agreeing = 0;
    for line in cases.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let test = case["test"].as_str().unwrap();
        let expr = case["expr"].as_str().unwrap();
        let by_chance = ["now()", "random()", "uuid(", "randomize("];
        let mut request = json!({
            "document": documents[case["doc"].as_str().unwrap()],
            "context": case["ctx"],
            "expr": expr,
            "odk": case["xforms"],
            "namespaces": {"ns2": "http://asdf/"},
            "language": if test.ends_with("in language 'fr'") { "fr" } else { "en" },
        });
        if test.contains("another namespace URI") {
            request["namespaces"]["jr"] = json!("https://example.com/not-javarosa");
        }
        if case["error"].is_null() {
            request["type"] = case["type"].clone();
        }
        let answer = ask(&mut conversation, &request);
        if agrees(&case, &answer) {
            agreeing += 1;
        } else if !documented.contains(&(test.to_owned(), expr.to_owned()))
            && !by_chance.iter().any(|function| expr.contains(function))
        {
            wrong.push(format!("{test} | {expr} | {answer}"));
        }
    }
    println!("{agreeing} of {} agree", cases.lines().count());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
