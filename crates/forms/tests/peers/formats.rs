// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What we write in the formats of others, as packages of others judge it: data schemes of FIM by
//! `xdatenfelder-xml`, Questionnaires and responses by the JSON Schema of FHIR R4.

use std::path::Path;

use ::forms::export::answers::{Answered, questionnaire_response};
use ::forms::{Answers, FormSpec, QuestionType, export, fim, xlsform};
use serde_json::{Value, json};

use crate::peer;

/// The template, and the forms recorded from another program's tests if they are there.
fn forms() -> Vec<FormSpec> {
    let template = include_bytes!("../it/samples/are-sentinel-kita.xlsx");
    let mut forms = vec![xlsform::read(template, "template.xlsx").unwrap().0];
    let recorded =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/oracles/xlsform/cases.jsonl");
    let Ok(cases) = std::fs::read_to_string(&recorded) else {
        println!("SKIPPED: the recorded forms, no {}", recorded.display());
        return forms;
    };
    for line in cases.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let table = case["kw"]["md"].as_str();
        let read = table.map(|table| xlsform::read(table.as_bytes(), "form.md"));
        if let Some(Ok((spec, _))) = read {
            forms.push(spec);
        }
    }
    forms
}

/// An answer of its type to every question, in two rounds of every repeat.
fn answers(spec: &FormSpec) -> Answers {
    let mut answers = Answers::new();
    let layout = export::answers::Layout::of(spec, export::answers::Key::Name, &[]);
    for table in &layout.tables {
        for column in &table.columns {
            let value = match column.kind {
                QuestionType::Integer => "7",
                QuestionType::Decimal | QuestionType::Range => "1.25",
                QuestionType::Date | QuestionType::Today => "2026-11-22",
                QuestionType::Time => "14:30:00.000+01:00",
                QuestionType::DateTime | QuestionType::Start | QuestionType::End => {
                    "2026-11-22T14:30:00.000+01:00"
                }
                QuestionType::Boolean => "true",
                QuestionType::SelectMany | QuestionType::Rank => "a b",
                _ => "x",
            };
            answers.set(in_round(&column.path, &layout), value);
        }
    }
    answers
}

/// The path of a question in the second round of all repeats around it.
fn in_round(path: &str, layout: &export::answers::Layout) -> String {
    let mut plain = String::new();
    let mut out = String::new();
    for step in path.split('/') {
        if !plain.is_empty() {
            plain.push('/');
            out.push('/');
        }
        plain.push_str(step);
        out.push_str(step);
        if layout.tables.iter().any(|table| table.path == plain) {
            out.push_str("[2]");
        }
    }
    out
}

pub(crate) fn are_valid() {
    let created = "2026-11-22T12:00:00Z".parse().unwrap();
    let forms = forms();
    let mut requests = Vec::new();
    for spec in &forms {
        let message = fim::Message { id: "1", created };
        let (text, _) = fim::write(spec, &message);
        // The standard has no scheme without a field.
        if text.contains("<xdf:struktur>") {
            requests.push(json!({ "format": "xdatenfelder", "text": text }));
        }
        let (questionnaire, _) = export::fhir(spec);
        requests.push(json!({ "format": "fhir", "resource": questionnaire }));
        let answers = answers(spec);
        let form = Answered {
            id: "1",
            sent: Some(created),
            facts: &[],
            answers: &answers,
        };
        let response = questionnaire_response(spec, &form);
        requests.push(json!({ "format": "fhir", "resource": response }));
    }
    let judged = peer::ask("formats.mjs", "UTC", &requests);
    let wrong: Vec<String> = requests
        .iter()
        .zip(&judged)
        .filter(|(_, judged)| judged["errors"] != json!([]))
        .map(|(request, judged)| format!("{judged}\n  {request}"))
        .collect();
    println!("{} documents of {} forms", requests.len(), forms.len());
    assert!(
        wrong.is_empty(),
        "{} are not valid:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(5)].join("\n")
    );
}
