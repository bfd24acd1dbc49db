// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Recorded results of the R package surveillance 1.20.3 on public series.

use std::path::Path;

use serde_json::Value;
use signals::{
    Bayes, Columns, Cusum, Ears, EarsKind, Farrington, Finding, Method, Named, Plan, References,
    Rki, Threshold, read,
};

/// The recorded results; not everybody has them.
fn recorded() -> Option<Vec<u8>> {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/oracles/signals/results.json");
    let bytes = std::fs::read(file).ok();
    if bytes.is_none() {
        println!("SKIPPED: the recorded results are not here (../shared/oracles/signals)");
    }
    bytes
}

/// The method of a run by its name.
fn method(name: &str) -> Option<Method> {
    let flexible = |threshold, references| {
        Method::Farrington(Farrington {
            alpha: 0.01,
            threshold,
            references,
            ..Farrington::default()
        })
    };
    let ears = |kind, alpha| {
        Method::Ears(Ears {
            alpha,
            ..Ears::new(kind)
        })
    };
    Some(match name {
        "farringtonFlexible_nbPlugin_0.01_date" => flexible(Threshold::NbPlugin, References::Date),
        "farringtonFlexible_delta_0.01_date" => flexible(Threshold::Delta, References::Date),
        "farringtonFlexible_muan_0.01_date" => flexible(Threshold::Muan, References::Date),
        "farringtonFlexible_nbPlugin_0.01_index" => {
            flexible(Threshold::NbPlugin, References::Index)
        }
        "farringtonOriginal_delta_0.01_index" => Method::Farrington(Farrington {
            alpha: 0.01,
            references: References::Index,
            ..Farrington::original()
        }),
        "earsC1_b7_0.001" => ears(EarsKind::C1, 0.001),
        "earsC1_b7_0.025" => ears(EarsKind::C1, 0.025),
        "earsC2_b7_0.001" => ears(EarsKind::C2, 0.001),
        "earsC2_b7_0.025" => ears(EarsKind::C2, 0.025),
        "earsC3_b7_0.001" => ears(EarsKind::C3, 0.001),
        "earsC3_b7_0.025" => ears(EarsKind::C3, 0.025),
        "bayes_b5_w2_actY_0.05" => Method::Bayes(Bayes {
            years: 5,
            half: 2,
            ..Bayes::default()
        }),
        "bayes_b0_w6_actY_0.05" => Method::Bayes(Bayes::default()),
        "rki_b2_w4" => Method::Rki(Rki::THREE),
        "cusum_k1.04_h2.26_standard" => Method::Cusum(Cusum::default()),
        _ => return None,
    })
}

/// One number of a finding by the name that R has for it.
fn number(finding: &Finding, name: &str) -> Option<f64> {
    let truth = |alarm: bool| f64::from(u8::from(alarm));
    let model = finding.model;
    match name {
        "upperbound" => finding.bound,
        "alarm" => finding.alarm.map(truth),
        "expected" => finding.expected,
        "score" => finding.score,
        "pvalue" => finding.p_value,
        "mu0" => model.map(|model| model.mu0),
        "phi" => model.map(|model| model.phi),
        "trend" => model.map(|model| truth(model.trend.is_some())),
        "trend_coef" => model.and_then(|model| model.trend),
        other => panic!("{other} is not known"),
    }
}

/// How far a number is from what was recorded, relative to it; the recording has twelve digits.
fn distance(ours: Option<f64>, theirs: &Value) -> f64 {
    match (ours, theirs.as_f64()) {
        (None, None) => 0.0,
        (Some(ours), Some(theirs)) if (ours - theirs).abs() < 1e-14 => 0.0,
        (Some(ours), Some(theirs)) => (ours - theirs).abs() / theirs.abs(),
        _ => f64::INFINITY,
    }
}

#[test]
fn every_recorded_number_is_ours() {
    let Some(bytes) = recorded() else { return };
    let recorded: Value = serde_json::from_slice(&bytes).unwrap();
    let all: Vec<Named> = read(&bytes, &Columns::default()).unwrap();
    let mut compared = 0;
    let mut complaints = Vec::new();
    let mut furthest = (0.0, String::new());
    for (named, recorded) in all.iter().zip(recorded["series"].as_array().unwrap()) {
        let runs = recorded.as_object().unwrap().iter();
        for (run, fields) in runs.filter(|(_, value)| value.is_object()) {
            let method = method(run).unwrap_or_else(|| panic!("{run} is not known"));
            let plan = Plan::of(method);
            let findings = plan
                .test(&named.series, named.weeks.clone().unwrap())
                .unwrap();
            for (field, values) in fields.as_object().unwrap() {
                let values = values.as_array().unwrap();
                assert_eq!(values.len(), findings.len());
                for (finding, theirs) in findings.iter().zip(values) {
                    let ours = number(finding, field);
                    let distance = distance(ours, theirs);
                    let what = format!(
                        "{} {run} {field} {}: {ours:?} {theirs} {:?}",
                        named.name, finding.week, finding.reason
                    );
                    compared += 1;
                    if distance > 1e-9 {
                        complaints.push(what);
                    } else if distance > furthest.0 {
                        furthest = (distance, what);
                    }
                }
            }
        }
    }
    println!("{compared} numbers; the furthest is {furthest:?}");
    assert!(compared > 40_000, "{compared}");
    let first: Vec<_> = complaints.iter().take(40).collect();
    assert!(complaints.is_empty(), "{} {first:#?}", complaints.len());
}

#[test]
fn on_many_processors_the_findings_are_the_same() {
    let Some(bytes) = recorded() else { return };
    let all: Vec<Named> = read(&bytes, &Columns::default()).unwrap();
    let plan = Plan::daily();
    let wanted: Vec<_> = all
        .iter()
        .map(|named| {
            let end = named.series.len();
            (&named.series, end - 10..end)
        })
        .collect();
    let alone: Vec<_> = wanted
        .iter()
        .map(|(series, weeks)| plan.test(series, weeks.clone()).unwrap())
        .collect();
    for threads in [0, 1, 2, 3, 100] {
        assert_eq!(plan.test_all(&wanted, threads).unwrap(), alone);
    }
}
