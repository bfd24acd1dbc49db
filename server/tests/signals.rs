// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! `deich signals`, as docs/command-line.md describes it.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

/// What the command says about a file on its standard input, or what it says is wrong.
fn deich(input: &str, arguments: &str) -> Result<String, String> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_deich"))
        .args(["signals", "--series", "-"])
        .args(arguments.split_whitespace())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A refused argument ends the command before it reads.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    if output.status.success() {
        Ok(String::from_utf8(output.stdout).unwrap())
    } else {
        Err(String::from_utf8(output.stderr).unwrap())
    }
}

fn figures(input: &str, arguments: &str) -> Value {
    serde_json::from_str(&deich(input, &format!("{arguments} --json")).unwrap()).unwrap()
}

/// Six years of two districts; the second has an outbreak in its last week.
fn table() -> String {
    let first: kernel::IsoWeek = "2020-W45".parse().unwrap();
    let mut text = "week;district;cases\n".to_owned();
    for week in 0..312 {
        for district in ["03159", "03241"] {
            let usual = 10 + (week % 52) / 8 + (week * 7919) % 5;
            let outbreak = if week == 311 && district == "03241" {
                40
            } else {
                0
            };
            writeln!(text, "{};{district};{}", first.plus(week), usual + outbreak).unwrap();
        }
    }
    text
}

#[test]
fn the_daily_list_shows_the_last_week_of_each_series() {
    let said = deich(&table(), "--group district").unwrap();
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 6);
    assert_eq!((lines[0], lines[3]), ("03159", "03241"));
    assert_eq!(
        lines[1],
        "week      observed  expected     bound  ratio  signal"
    );
    assert!(
        lines[2].starts_with("2026-W43") && lines[2].ends_with("  no"),
        "{said}"
    );
    assert!(lines[5].ends_with("  yes"), "{said}");
}

#[test]
fn a_program_gets_lists_and_the_plan_and_on_wish_what_was_learned_from() {
    let said = figures(&table(), "--group district --last 3 --explain");
    assert_eq!(said["plan"]["method"]["method"], "farrington");
    assert_eq!(said["plan"]["minimum_history"], 208);
    let series = &said["series"][1];
    assert_eq!(series["name"], "03241");
    assert_eq!(series["range1"], json!([310, 312]));
    assert_eq!(series["alarm"], json!([0, 0, 1]));
    assert_eq!(series["reason"], json!([null, null, null]));
    assert!(series["ratio"][2].as_f64().unwrap() > 1.0);
    let explained = &series["explained"][2];
    let past = explained["past"].as_array().unwrap();
    assert!(past.len() > 200 && past[0]["weight"].as_f64().unwrap() > 0.0);
    assert!(explained["above_bound"].as_f64().unwrap() > 0.0);
}

#[test]
fn methods_weeks_and_parameters_are_options() {
    let one =
        r#"{"first": "2024-W01", "observed": [2,3,4,3,2,4,3,9,3,null,2,30], "range1": [8, 9]}"#;
    let said = figures(one, "--method ears-c1");
    assert_eq!(said["series"][0]["week"], json!(["2024-W08", "2024-W09"]));
    assert_eq!(said["series"][0]["alarm"], json!([1, 0]));
    let said = figures(one, "--method ears-c1 --range 12-12");
    assert_eq!(
        said["series"][0]["reason"],
        json!([{"reason": "missing-week", "week": "2024-W10"}])
    );
    assert_eq!(said["series"][0]["alarm"], json!([null]));
    let said = figures(one, "--method ears-c1 --from 2024-W12 --exclude 2024-W10");
    assert_eq!(said["series"][0]["alarm"], json!([1]));
    let said = figures(
        one,
        "--method ears-c1 --last 1 --split 2024-W11 --least-cases 40",
    );
    assert_eq!(
        said["series"][0]["reason"],
        json!([{"reason": "not-enough-history", "weeks": 1, "needed": 7}])
    );
    let said = figures(one, "--method ears-c2 --cautious");
    assert_eq!(said["plan"]["minimum_history"], 26);
    assert_eq!(said["plan"]["method"]["min_sigma"], 0.5);
    let said = figures(
        one,
        "--method farrington-original --b 3 --w 2 --limit54 1,2 --threshold-method nbPlugin --powertrans 1/2 --trend false --alpha 0.01",
    );
    let method = &said["plan"]["method"];
    assert_eq!(
        (&method["years"], &method["fewest_years"], &method["half"]),
        (&json!(3), &json!(3), &json!(2))
    );
    assert_eq!(method["recent"], json!({"least": 1, "weeks": 2}));
    assert_eq!(method["trend"], json!(false));
    // Parameters are called in the answer what they are called in the question.
    assert_eq!(
        (
            &method["threshold"],
            &method["power"],
            &method["references"]
        ),
        (&json!("nb-plugin"), &json!("1/2"), &json!("date"))
    );
}

#[test]
fn what_cannot_be_done_is_said_with_its_place() {
    for (input, arguments, said) in [
        (
            "week;count\n2024-W01;x\n",
            "",
            "line 2: `x` is not a number of cases",
        ),
        (
            "week;count\n2024-W01;1\n",
            "--method ears-c1 --alpha 2",
            "alpha is 2, and must be above 0 and up to 0.5",
        ),
        (
            "week;count\n2024-W01;1\n",
            "--method rki-1 --alpha 0.1",
            "--alpha is no parameter of this method",
        ),
        (
            "week;count\n2024-W01;1\n",
            "--range 1-2",
            "which has 1 weeks",
        ),
        (
            "week;count\n2024-W01;1\n",
            "--exclude 2024-W05..2024-W01",
            "2024-W05 is after 2024-W01",
        ),
    ] {
        let error = deich(input, arguments).unwrap_err();
        assert!(error.contains(said), "{error}");
    }
}
