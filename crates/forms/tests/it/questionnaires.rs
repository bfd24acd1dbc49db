// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! FHIR Questionnaires that are read.

use std::fmt::Write as _;

use forms::{CompiledForm, Imported, export, fhir, xlsform};
use serde_json::Value;

fn told(form: &Imported) -> String {
    let mut out = serde_json::to_string_pretty(&form.spec).unwrap();
    out.push_str("\n\nlost:\n");
    for loss in &form.losses {
        writeln!(out, "{loss}").unwrap();
    }
    out.push_str("\nto be read by a person:\n");
    for task in &form.tasks {
        writeln!(out, "{task:?}").unwrap();
    }
    out.push_str("\nwanted:\n");
    for wanted in &form.wanted {
        writeln!(out, "{wanted:?}").unwrap();
    }
    out
}

/// A Questionnaire with what other programs write.
fn questionnaire() -> Value {
    serde_json::from_slice(include_bytes!("samples/vaccination.json")).unwrap()
}

#[test]
fn a_questionnaire_of_another_program_is_read() {
    let form = fhir::read(questionnaire().to_string().as_bytes()).unwrap();
    insta::assert_snapshot!(told(&form));
}

#[test]
fn a_questionnaire_of_another_program_keeps_its_links() {
    let mut form = fhir::read(questionnaire().to_string().as_bytes()).unwrap();
    form.spec.code_lists.clear();
    for (_, choices) in form
        .spec
        .choices
        .iter()
        .filter(|(name, _)| *name != "proof")
    {
        assert!(!choices.is_empty());
    }
    let (again, _) = export::fhir(&form.spec);
    let text = again.to_string();
    for link in ["\"1.1.1\"", "\"1.4\"", "\"doses/amount\"", "\"total\""] {
        assert!(text.contains(link), "{link}");
    }
    let conditions = &again["item"][1]["item"][2]["enableWhen"];
    assert_eq!(conditions[0]["question"], "1.1");
    assert_eq!(conditions[1]["answerDate"], "2020-03-01");
}

#[test]
fn a_questionnaire_that_was_read_can_be_filled_in() {
    let mut value = questionnaire();
    value["item"][1]["item"].as_array_mut().unwrap().pop();
    let form = fhir::read(value.to_string().as_bytes()).unwrap();
    let compiled = CompiledForm::compile(&form.spec);
    if let Err(problems) = compiled {
        let told: Vec<String> = problems
            .iter()
            .map(|problem| problem.message("en"))
            .collect();
        panic!("{}", told.join("\n"));
    }
}

#[test]
fn the_shipped_template_comes_back_as_far_as_it_can_be_said() {
    let bytes = include_bytes!("samples/are-sentinel-kita.xlsx");
    let (spec, _) = xlsform::read(bytes, "are-sentinel-kita.xlsx").unwrap();
    let (written, _) = export::fhir(&spec);
    let form = fhir::read(written.to_string().as_bytes()).unwrap();
    assert_eq!(form.losses, []);
    // Values that are calculated are texts for others; from there on nothing changes any more.
    let (again, _) = export::fhir(&form.spec);
    let read_again = fhir::read(again.to_string().as_bytes()).unwrap();
    assert_eq!(read_again.spec, form.spec);
    assert_eq!(
        again["item"].as_array().unwrap().len(),
        written["item"].as_array().unwrap().len()
    );
}

#[test]
fn broken_questionnaires_are_refused_with_their_place() {
    for (text, problem) in [
        ("{", "line 1, column 1: "),
        ("{\"resourceType\": \"Patient\"}", "no Questionnaire"),
        (
            r#"{"resourceType":"Questionnaire","item":[{"linkId":"a","type":"group","item":[{"type":"group"}]}]}"#,
            "item[0].item[0]: `linkId` is missing",
        ),
        (
            r#"{"resourceType":"Questionnaire","item":[{"linkId":"a"},{"linkId":"a"}]}"#,
            "item[1]: there is a second item `a`",
        ),
        (
            r#"{"resourceType":"Questionnaire","item":{}}"#,
            "`item` is missing",
        ),
    ] {
        let told = fhir::read(text.as_bytes()).unwrap_err().to_string();
        assert!(told.contains(problem), "{told}");
    }
}
