// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Evaluations recorded from another engine for ODK XPath. They lie outside the repository; without
//! them the test says so and passes.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use serde::Deserialize;
use xpath::xml::{self, Limits};
use xpath::{Dialect, Environment, NodeId, NodeKind, Tree, Value, number_to_text, parse};

/// One recorded evaluation.
#[derive(Deserialize)]
struct Case {
    test: String,
    doc: String,
    ctx: String,
    expr: String,
    xforms: bool,
    #[serde(rename = "type")]
    kind: u8,
    number: Option<String>,
    string: Option<String>,
    boolean: Option<bool>,
    nodes: Option<Vec<String>>,
    error: Option<String>,
}

/// A document with the paths by which the recording names its nodes.
struct Document {
    tree: Tree,
    by_path: HashMap<String, NodeId>,
}

impl Document {
    fn read(text: &str) -> Option<Self> {
        let tree = xml::read(text.as_bytes(), &Limits::default()).ok()?.tree;
        let mut by_path = HashMap::from([("/".to_owned(), tree.root())]);
        let mut open = vec![(tree.root(), String::new())];
        // The recording counts a document type among the children.
        let mut skipped = usize::from(text.contains("<!DOCTYPE"));
        while let Some((parent, path)) = open.pop() {
            for attribute in tree.attributes(parent) {
                let key = match tree.prefix(attribute) {
                    Some(prefix) => format!("{prefix}:{}", tree.local_name(attribute)),
                    None => tree.local_name(attribute).to_owned(),
                };
                by_path.insert(format!("{path}/@{key}"), attribute);
            }
            let is_empty_text =
                |&node: &NodeId| tree.kind(node) == NodeKind::Text && tree.text(node).is_empty();
            let children = tree.children(parent).filter(|node| !is_empty_text(node));
            for (index, child) in children.enumerate() {
                let path = format!("{path}/node()[{}]", index + 1 + skipped);
                by_path.insert(path.clone(), child);
                open.push((child, path));
            }
            skipped = 0;
        }
        Some(Self { tree, by_path })
    }
}

fn oracle() -> Option<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = root.join("../shared/oracles/xpath");
    folder.join("cases.jsonl").is_file().then_some(folder)
}

fn environment(case: &Case) -> Environment {
    let now: jiff::Zoned = "2026-11-21T05:27:24-07:00[America/Phoenix]"
        .parse()
        .unwrap();
    Environment {
        zone: now.time_zone().clone(),
        now,
        dialect: if case.xforms {
            Dialect::Odk
        } else {
            Dialect::Plain
        },
        namespaces: [
            ("xhtml", "http://www.w3.org/1999/xhtml"),
            ("ns2", "http://asdf/"),
            ("xml", "http://www.w3.org/XML/1998/namespace"),
        ]
        .into_iter()
        .chain((!case.xforms).then_some(("", "")))
        .map(|(prefix, uri)| (prefix.to_owned(), uri.to_owned()))
        .collect(),
    }
}

/// What went wrong, or nothing.
fn run(case: &Case, document: &Document) -> Result<(), String> {
    let Some(&context) = document.by_path.get(&case.ctx) else {
        return Err(format!("no context node {}", case.ctx));
    };
    let environment = environment(case);
    let expr = match parse(&case.expr) {
        Ok(expr) => expr,
        Err(_) if case.error.is_some() => return Ok(()),
        Err(error) => return Err(error.to_string()),
    };
    let value = match expr.evaluate(&document.tree, context, &environment) {
        Ok(value) => value,
        Err(_) if case.error.is_some() => return Ok(()),
        Err(error) => return Err(error.to_string()),
    };
    if let Some(error) = &case.error {
        return Err(format!("expected the error {error:?}, got {value:?}"));
    }
    let got;
    let wanted;
    if let Some(nodes) = &case.nodes {
        let Value::Nodes(found) = &value else {
            return Err(format!("expected nodes, got {value:?}"));
        };
        let mut ids = Vec::new();
        for path in nodes {
            let id = document.by_path.get(path);
            ids.push(*id.ok_or_else(|| format!("no node {path}"))?);
        }
        let mut found = found.as_slice().to_vec();
        if matches!(case.kind, 8 | 9) {
            found.truncate(1);
        }
        ids.sort_unstable();
        got = format!("{found:?}");
        wanted = format!("{ids:?}");
    } else if let Some(boolean) = case.boolean {
        got = value.to_boolean().to_string();
        wanted = boolean.to_string();
    } else if let Some(number) = &case.number {
        let text = match value {
            Value::Number(number) => number_to_text(number),
            value => {
                let text = value.into_text(&document.tree).into_owned();
                let call = format!("number({text:?})");
                let number = parse(&call).map(|call| {
                    call.evaluate_text(&document.tree, context, &environment)
                        .unwrap()
                        .into_owned()
                });
                number.unwrap_or(text)
            }
        };
        // The last digits depend on the library of functions.
        let close = match (text.parse::<f64>(), number.parse::<f64>()) {
            (Ok(a), Ok(b)) => (a - b).abs() <= 1e-9 * b.abs().max(1.0),
            _ => false,
        };
        if close {
            return Ok(());
        }
        got = text;
        wanted = number.clone();
    } else if let Some(string) = &case.string {
        got = value.into_text(&document.tree).into_owned();
        wanted = string.clone();
    } else {
        return Err("the case names no result".to_owned());
    }
    if got == wanted {
        Ok(())
    } else {
        Err(format!("expected {wanted:?}, got {got:?}"))
    }
}

/// Which cases a deviation covers.
type Fits = fn(&Case) -> bool;

/// Cases that differ on purpose or that need what is not built yet: how many, which, and why.
/// The list is complete: a case that fails without being on it fails the test, and so does a
/// number that is no longer true.
const DEVIATIONS: [(usize, Fits, &str); 8] = [
    (
        287,
        |case| {
            [
                "indexed-repeat",
                "randomize",
                "random(",
                "uuid",
                "regex",
                "digest",
                "base64-decode",
                "area",
                "distance",
                "geofence",
                "itext",
            ]
            .iter()
            .any(|name| case.expr.contains(name))
        },
        "functions that are not built yet",
    ),
    (
        13,
        |case| case.expr.starts_with("instance("),
        "instances are documents of their own here, not elements of the XForm",
    ),
    (
        32,
        |case| {
            case.expr.contains('*')
                && (case.expr.contains("true()") || case.expr.contains("false()"))
                && case.expr.contains(['<', '>'])
        },
        "a set of nodes beside a boolean is a boolean itself (XPath 1.0, section 3.4)",
    ),
    (
        8,
        |case| case.nodes.iter().flatten().any(|path| path == "/node()[1]"),
        "a document type is no node (XPath 1.0, section 5)",
    ),
    (
        4,
        |case| case.expr.contains("namespace::"),
        "the namespace axis is empty",
    ),
    (2, |case| case.ctx == "?", "there are no document fragments"),
    (
        2,
        |case| case.expr == "now()",
        "the recording was made at another moment",
    ),
    (
        7,
        |case| case.expr.starts_with("number(\"") && case.kind == 2,
        "the number of a day is written as the number that it is, with the time of day",
    ),
];

#[test]
fn recorded_evaluations_agree() {
    let Some(folder) = oracle() else {
        println!("SKIPPED: the recorded evaluations are not here (../shared/oracles/xpath)");
        return;
    };
    let documents: BTreeMap<String, String> =
        serde_json::from_str(&std::fs::read_to_string(folder.join("documents.json")).unwrap())
            .unwrap();
    let documents: BTreeMap<String, Option<Document>> = documents
        .into_iter()
        .map(|(key, text)| (key, Document::read(&text)))
        .collect();
    let mut counts = [0; DEVIATIONS.len()];
    let mut failed = Vec::new();
    let mut passed = 0;
    let cases = std::fs::read_to_string(folder.join("cases.jsonl")).unwrap();
    for line in cases.lines() {
        let case: Case = serde_json::from_str(line).unwrap();
        let result = match &documents[&case.doc] {
            Some(document) => run(&case, document),
            None => Err("the document is not read".to_owned()),
        };
        let Err(reason) = result else {
            passed += 1;
            continue;
        };
        match DEVIATIONS.iter().position(|(_, fits, _)| fits(&case)) {
            Some(index) => counts[index] += 1,
            None => failed.push(format!("{} | {} | {reason}", case.test, case.expr)),
        }
    }
    println!("{passed} of {} agree", cases.lines().count());
    for ((known, _, reason), found) in DEVIATIONS.iter().zip(counts) {
        println!("{found} deviate: {reason}");
        if *known != found {
            failed.push(format!(
                "{known} deviations were known, {found} are found: {reason}"
            ));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
