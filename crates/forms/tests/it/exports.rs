// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Forms in the formats of others.

use std::collections::BTreeSet;
use std::path::Path;

use forms::export::{Loss, fhir, json_schema};
use forms::{FormSpec, xlsform};
use serde_json::Value;

fn template() -> FormSpec {
    let bytes = include_bytes!("samples/are-sentinel-kita.xlsx");
    xlsform::read(bytes, "are-sentinel-kita.xlsx").unwrap().0
}

fn written((value, losses): &(Value, Vec<Loss>)) -> String {
    let losses: Vec<String> = losses.iter().map(ToString::to_string).collect();
    let json = serde_json::to_string_pretty(value).unwrap();
    format!("{json}\n\nlost:\n{}", losses.join("\n"))
}

fn read(table: &str) -> FormSpec {
    xlsform::read(table.as_bytes(), "form.md").unwrap().0
}

#[test]
fn the_template_as_a_questionnaire() {
    let exported = fhir(&template());
    insta::assert_snapshot!(written(&exported));
    assert_questionnaire(&exported);
}

#[test]
fn the_template_as_a_schema_of_its_answers() {
    let exported = json_schema(&template());
    insta::assert_snapshot!(written(&exported));
    assert_schema(&exported.0);
}

/// Everything that one of the formats has no word for.
const LOSSY: &str = "
| survey |
| | type | name | label | hint | guidance_hint | relevant | required | readonly | constraint | calculation | choice_filter | trigger | default | repeat_count |
| | select_one sizes | size | Größe | | | | | | | | | | | |
| | note | hello | Guten Tag | Lesen Sie das. | | | | | | | | | | |
| | integer | count | Anzahl | | Genauer gesagt. | string-length(${size}) > 2 | ${size} = 'l' | ${size} = 's' | . > 1 | | | | 1 + 1 | |
| | decimal | sum | Summe | | | ${count} > 1 and ${size} = 'l' | yes | | | ${count} * 2 | | | | |
| | select_one sizes | other | Andere | | | ${size} != '' or selected(${size}, 'l') | | | | | name != ${size} | | s | |
| | text | again | Noch einmal | | | | | | | | | ${size} | | |
| | begin_repeat | part | Teil | | | ${size} = 'l' | | | | | | | | ${count} |
| | geotrace | way | Weg | | | | | | | | | | | |
| | end_repeat | | | | | | | | | | | | | |
| choices |
| | list_name | name | label |
| | sizes | s | klein |
| | sizes | l | groß |
| settings |
| | form_title | form_id | default_language |
| | Verluste | losses | de |
";

/// The form that is hard to say in other formats.
pub(crate) fn lossy() -> FormSpec {
    read(LOSSY)
}

#[test]
fn what_a_questionnaire_cannot_say_is_named() {
    let exported = fhir(&read(LOSSY));
    insta::assert_snapshot!(written(&exported));
    assert_questionnaire(&exported);
}

#[test]
fn what_a_schema_cannot_say_is_named() {
    let exported = json_schema(&read(LOSSY));
    let losses: Vec<String> = exported.1.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(losses.join("\n"));
    assert_schema(&exported.0);
}

/// Forms recorded from another program's tests; without them the test says so and passes.
#[test]
fn every_form_becomes_a_valid_questionnaire_and_schema() {
    let recorded =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/oracles/xlsform/cases.jsonl");
    let Ok(cases) = std::fs::read_to_string(&recorded) else {
        eprintln!("SKIPPED: no {}", recorded.display());
        return;
    };
    let mut exported = 0;
    for line in cases.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let Some(table) = case["kw"]["md"].as_str() else {
            continue;
        };
        let Ok((spec, _)) = xlsform::read(table.as_bytes(), "form.md") else {
            continue;
        };
        assert_questionnaire(&fhir(&spec));
        assert_schema(&json_schema(&spec).0);
        exported += 1;
    }
    assert!(exported > 300, "{exported} forms");
}

/// The rules of R4 for items, as far as the writer could break them.
fn assert_questionnaire((form, losses): &(Value, Vec<Loss>)) {
    assert_eq!(form["resourceType"], "Questionnaire");
    let mut links = BTreeSet::new();
    collect_links(&form["item"], &mut links);
    for item in form["item"].as_array().unwrap() {
        assert_item(item, &links, losses);
    }
}

fn collect_links(items: &Value, links: &mut BTreeSet<String>) {
    for item in items.as_array().into_iter().flatten() {
        let link = item["linkId"].as_str().unwrap();
        assert!(links.insert(link.to_owned()), "{link} is there twice");
        collect_links(&item["item"], links);
    }
}

fn assert_item(item: &Value, links: &BTreeSet<String>, losses: &[Loss]) {
    let link = item["linkId"].as_str().unwrap();
    let kind = item["type"].as_str().unwrap();
    let within = item["item"].as_array();
    match kind {
        "display" => {
            for key in ["item", "required", "readOnly", "repeats", "initial"] {
                assert!(item[key].is_null(), "{key} in {item}");
            }
        }
        "group" => assert!(within.is_some_and(|all| !all.is_empty()), "{item}"),
        "choice" | "open-choice" => {
            let is_lost = losses.iter().any(|l| l.path == link && l.what == "choices");
            assert!(item["answerOption"].is_array() || is_lost, "{item}");
        }
        "integer" | "decimal" | "date" | "time" | "dateTime" | "boolean" | "string" | "text"
        | "attachment" => {}
        other => panic!("{other} in {item}"),
    }
    let conditions = item["enableWhen"].as_array();
    for condition in conditions.into_iter().flatten() {
        let question = condition["question"].as_str().unwrap();
        assert!(links.contains(question), "{question} in {item}");
        let keys: Vec<&String> = condition.as_object().unwrap().keys().collect();
        let answers = keys.iter().filter(|key| key.starts_with("answer")).count();
        assert_eq!(answers, 1, "{condition}");
        if condition["operator"] == "exists" {
            assert!(condition["answerBoolean"].is_boolean(), "{condition}");
        }
    }
    let count = conditions.map_or(0, Vec::len);
    assert_eq!(count > 1, item["enableBehavior"].is_string(), "{item}");
    for item in within.into_iter().flatten() {
        assert_item(item, links, losses);
    }
}

fn assert_schema(schema: &Value) {
    match schema["type"].as_str() {
        Some("object") => {
            let properties = schema["properties"].as_object().unwrap();
            for name in schema["required"].as_array().into_iter().flatten() {
                assert!(properties.contains_key(name.as_str().unwrap()), "{schema}");
            }
            properties.values().for_each(assert_schema);
        }
        Some("array") => assert_schema(&schema["items"]),
        Some("string" | "integer" | "number" | "boolean") => {}
        None => assert!(
            schema["const"].is_string() || schema["type"].is_array(),
            "{schema}"
        ),
        Some(other) => panic!("{other} in {schema}"),
    }
}
