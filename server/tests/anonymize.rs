// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! `deich anonymize`, as docs/command-line.md describes it.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// What a command says, or what it says is wrong.
fn deich(folder: &Path, arguments: &str) -> Result<String, String> {
    let output = Command::new(env!("CARGO_BIN_EXE_deich"))
        .arg("anonymize")
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .output()
        .unwrap();
    if output.status.success() {
        Ok(String::from_utf8(output.stdout).unwrap())
    } else {
        Err(String::from_utf8(output.stderr).unwrap())
    }
}

fn figures(folder: &Path, arguments: &str) -> Value {
    serde_json::from_str(&deich(folder, &format!("{arguments} --json")).unwrap()).unwrap()
}

/// 40 people in two districts, one of them alone in a third.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut data = vec!["id;age;place;illness\n".to_owned()];
    for id in 0..40 {
        let place = if id == 7 {
            "03459001".to_owned()
        } else {
            format!("0315900{}", id % 2)
        };
        let illness = ["Masern", "Keuchhusten", "Norovirus"][id % 3];
        data.push(format!("{id};{};{place};{illness}\n", id % 8));
    }
    std::fs::write(folder.path().join("people.csv"), data.concat()).unwrap();
    std::fs::write(
        folder.path().join("people_hierarchy_age.csv"),
        (0..8)
            .map(|age| format!("{age};{}-{};*\n", age / 4 * 4, age / 4 * 4 + 3))
            .collect::<Vec<_>>()
            .concat(),
    )
    .unwrap();
    std::fs::write(
        folder.path().join("place.csv"),
        "03159000;03159;03;*\n03159001;03159;03;*\n03459001;03459;03;*\n",
    )
    .unwrap();
    folder
}

const TASK: &str = "--data people.csv --hierarchies . --quasi age,place --sensitive illness";

#[test]
fn a_table_leaves_without_who_stands_out_and_without_columns_that_nobody_named() {
    let folder = folder();
    let said = figures(
        folder.path(),
        &format!(
            "{TASK} --model k:5,distinct-l:illness:2 --suppression 0.05 --out out.csv --report report.html"
        ),
    );
    assert_eq!(said["suppressed_rows"], 1);
    assert_eq!(said["quasi"], serde_json::json!(["age", "place"]));
    let out = std::fs::read_to_string(folder.path().join("out.csv")).unwrap();
    let mut lines = out.lines();
    assert_eq!(lines.next(), Some("age;place;illness"));
    let mut classes: HashMap<String, usize> = HashMap::new();
    for line in lines {
        let (quasi, _) = line.rsplit_once(';').unwrap();
        *classes.entry(quasi.to_owned()).or_default() += 1;
    }
    assert_eq!(classes.remove("*;*"), Some(1));
    assert_eq!(said["classes"], classes.len());
    assert!(classes.values().all(|&rows| rows >= 5), "{classes:?}");
    let report = std::fs::read_to_string(folder.path().join("report.html")).unwrap();
    for heading in ["Herausgreifen", "Verknüpfbarkeit", "Inferenz"] {
        assert!(report.contains(&format!("<h2>{heading}</h2>")));
    }
    assert!(!report.contains("03459001"), "a report names no row");
}

#[test]
fn groups_of_their_own_levels_lose_less() {
    let folder = folder();
    let said = figures(
        folder.path(),
        &format!("{TASK} --model k:5 --local --out out.csv"),
    );
    let local = &said["local"];
    assert_eq!(local["suppressed_rows"], 0);
    assert!(local["min_class"].as_u64().unwrap() >= 5);
    assert!(local["mean_loss"].as_f64() < said["information_loss"].as_f64());
}

#[test]
fn parquet_is_written_and_read_like_a_table_of_texts() {
    let folder = folder();
    let task = format!("{TASK} --model k:5 --suppression 0.05");
    let first = figures(folder.path(), &format!("{task} --out people.parquet"));
    // What was made anonymous is so without a change; its values are labels now.
    std::fs::create_dir(folder.path().join("again")).unwrap();
    let hierarchies = folder.path().join("again");
    std::fs::write(
        hierarchies.join("age.csv"),
        "0-3;*\n4-7;*\n*;*\n0;*\n1;*\n2;*\n3;*\n4;*\n5;*\n6;*\n7;*\n",
    )
    .unwrap();
    std::fs::write(
        hierarchies.join("place.csv"),
        "03159000;*\n03159001;*\n03159;*\n03;*\n*;*\n",
    )
    .unwrap();
    let again = figures(
        folder.path(),
        "--data people.parquet --hierarchies again --quasi age,place --sensitive illness --model k:5 --suppression 0.05",
    );
    assert_eq!(again["rows"], 40);
    assert_eq!(again["suppressed_rows"], 1);
    assert_eq!(again["classes"], first["classes"]);
}

#[test]
fn people_are_told_in_german_or_english() {
    let folder = folder();
    let task = format!("{TASK} --model k:5 --suppression 0.05");
    let german = deich(folder.path(), &task).unwrap();
    assert!(
        german.contains("Unterdrückte Zeilen: 1 (2,50 %)"),
        "{german}"
    );
    let english = deich(folder.path(), &format!("{task} --language en")).unwrap();
    assert!(english.contains("Suppressed rows: 1 (2.50%)"), "{english}");
}

#[test]
fn what_cannot_be_done_is_refused_with_place_and_way_out() {
    let folder = folder();
    let path = folder.path();
    let refused = |arguments: &str| deich(path, arguments).unwrap_err();
    let says = |said: &str, what: &str| assert!(said.contains(what), "{said}");
    says(
        &refused(&format!("{TASK} --model k:41")),
        "a class needs 41 rows, but the table has only 40; choose a smaller k",
    );
    says(&refused(&format!("{TASK} --model l:5")), "is no criterion");
    says(
        &refused(&format!("{TASK} --model k:5,distinct-l:age:2")),
        "the column age is sensitive and therefore cannot be a quasi-identifier",
    );
    says(
        &refused("--data people.csv --hierarchies . --quasi age,plaice --model k:5"),
        "there is no column plaice; there are: id, age, place, illness",
    );
    says(
        &refused("--data people.csv --hierarchies . --quasi age,illness --model k:5"),
        "the column illness has no hierarchy",
    );
    std::fs::write(path.join("place.csv"), "03159000;*\n03459001;*\n").unwrap();
    says(
        &refused(&format!("{TASK} --model k:5")),
        "row 2, column place: the hierarchy does not have the value \"03159001\"",
    );
    std::fs::write(path.join("place.csv"), b"03159000;L\xFCneburg\n").unwrap();
    says(
        &refused(&format!("{TASK} --model k:5")),
        "line 1, column 11: the byte 0xFC is not UTF-8",
    );
    std::fs::write(path.join("short.csv"), "age;place\n1;2\n3\n").unwrap();
    says(
        &refused("--data short.csv --hierarchies . --quasi age --model k:1"),
        "line 3: 1 cells, the header has 2",
    );
    says(
        &refused("--data none.csv --hierarchies . --quasi age --model k:1"),
        "none.csv cannot be opened",
    );
}
