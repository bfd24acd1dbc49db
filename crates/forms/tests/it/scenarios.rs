// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Scenarios recorded from another engine for ODK XForms: a form, answers, and the instance after
//! every step. They lie outside the repository; without them the test says so and passes.
//!
//! The recording does not say which question an answer without a reference goes to, nor which
//! repeat gets an instance: then some question or repeat must lead to the recorded instance.

mod compare;
mod replay;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;
use serde_json::Value;

/// One recorded step.
#[derive(Debug, Deserialize)]
pub(crate) struct Step {
    pub(crate) test: String,
    pub(crate) op: String,
    pub(crate) xml: Option<String>,
    pub(crate) args: Option<Vec<Value>>,
    pub(crate) instance: Option<String>,
    #[serde(default)]
    pub(crate) result: Value,
    pub(crate) error: Option<String>,
}

/// All scenarios by name, or nothing if there are none here.
#[expect(clippy::print_stdout, reason = "says loudly what was not checked")]
pub(crate) fn scenarios() -> Option<BTreeMap<String, Vec<Step>>> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let file = root.join("../shared/oracles/scenarios/steps.jsonl.gz");
    if !file.is_file() {
        println!(
            "NOT CHECKED: there are no recorded scenarios at {}",
            file.display()
        );
        return None;
    }
    let unpacked = Command::new("gzip").arg("-dc").arg(&file).output();
    let Ok(unpacked) = unpacked else {
        println!("NOT CHECKED: the recorded scenarios cannot be unpacked without gzip");
        return None;
    };
    let text = String::from_utf8(unpacked.stdout).unwrap();
    let mut scenarios: BTreeMap<String, Vec<Step>> = BTreeMap::new();
    for line in text.lines() {
        let step: Step = serde_json::from_str(line).unwrap();
        scenarios.entry(step.test.clone()).or_default().push(step);
    }
    Some(scenarios)
}

/// The scenarios that the documentation names as deviations.
fn documented() -> BTreeSet<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/conformance-scenarios.md");
    let text = std::fs::read_to_string(file).unwrap_or_default();
    text.lines()
        .filter_map(|line| {
            // Names with a backtick stand between two of them.
            let quoted = line
                .strip_prefix("| `` ")
                .and_then(|rest| rest.split_once(" `` | "));
            let (name, _) = quoted.or_else(|| line.strip_prefix("| `")?.split_once("` | "))?;
            Some(name.replace("\\|", "|"))
        })
        .collect()
}

#[test]
fn scenarios_of_the_reference_engine() {
    let Some(scenarios) = scenarios() else { return };
    let documented = documented();
    let mut failed = BTreeMap::new();
    for (name, steps) in &scenarios {
        if let Err(reason) = replay::replay(steps) {
            failed.insert(name.clone(), reason);
        }
    }
    let total = scenarios.len();
    println!(
        "{} of {total} scenarios run as recorded",
        total - failed.len()
    );
    let mut wrong = Vec::new();
    for (name, reason) in &failed {
        if !documented.contains(name) {
            wrong.push(format!("fails: {name}\n    {reason}"));
        }
    }
    for name in &documented {
        if !failed.contains_key(name) {
            wrong.push(format!("runs, but is documented as a deviation: {name}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\n{} in all",
        wrong.join("\n"),
        wrong.len()
    );
}
