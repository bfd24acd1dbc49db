// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The engines on the command line, as docs/command-line.md describes them.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// A small form with what formats treat differently.
const FORM: &str = "\
| survey |
| | type | name | label::Deutsch (de) | label::English (en) | relevant | constraint | calculation | deich::privacy |
| | integer | children | Wie viele Kinder? | How many children? | | . >= 0 and . <= 500 | | measure |
| | select_one mood | mood | Wie war der Tag? | How was the day? | ${children} > 0 | | | plain |
| | begin repeat | room | Raum | Room | | | | |
| | text | title | Name | Name | | | | identifier |
| | end repeat | | | | | | | |
| | calculate | double | | | | | ${children} * 2 | |
| choices |
| | list_name | name | label::Deutsch (de) | label::English (en) |
| | mood | good | gut | good |
| | mood | bad | schlecht | bad |
| settings |
| | form_title | form_id | version | default_language |
| | Tagesbericht | day | 3 | Deutsch (de) |
";

fn deich(arguments: &[&str], folder: &Path, input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_deich"))
        .args(arguments)
        .current_dir(folder)
        .env("TZ", "Europe/Berlin")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    child.wait_with_output().unwrap()
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("day.md"), FORM).unwrap();
    folder
}

/// What a command says on both channels.
fn said(output: &Output) -> String {
    format!(
        "{}\n--- {}\n{}",
        String::from_utf8_lossy(&output.stdout),
        output.status,
        String::from_utf8_lossy(&output.stderr)
    )
}

#[test]
fn a_table_is_converted_to_every_format() {
    let folder = folder();
    for format in ["xform", "spec", "fhir", "json-schema", "fim"] {
        let output = deich(
            &["forms", "convert", "day.md", "--to", format],
            folder.path(),
            "",
        );
        assert!(output.status.success(), "{}", said(&output));
        insta::assert_snapshot!(format, without_moments(&said(&output)));
    }
}

/// What was said, without the moment at which it was.
fn without_moments(said: &str) -> String {
    let lines = said.lines().map(|line| {
        let is_moment = ["erstellungszeitpunkt>", "letzteAenderung>"]
            .iter()
            .any(|element| line.contains(element));
        match line.find('>').filter(|_| is_moment) {
            Some(at) => format!("{}…", &line[..=at]),
            None => line.to_owned(),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A data scheme that refers to a list of codes.
const SCHEME: &str = r#"<xdf:xdatenfelder.stammdatenschema.0102 xmlns:xdf="urn:xoev-de:fim:standard:xdatenfelder_3.0.0">
<xdf:header><xdf:nachrichtID>1</xdf:nachrichtID><xdf:erstellungszeitpunkt>2026-11-22T12:00:00Z</xdf:erstellungszeitpunkt></xdf:header>
<xdf:stammdatenschema>
<xdf:identifikation><xdf:id>S12000000001</xdf:id><xdf:version>1.0.0</xdf:version></xdf:identifikation>
<xdf:name>Meldung</xdf:name><xdf:freigabestatus><code>6</code></xdf:freigabestatus><xdf:bezeichnung>Meldung</xdf:bezeichnung>
<xdf:regel><xdf:identifikation><xdf:id>R12000000001</xdf:id></xdf:identifikation><xdf:name>Nur bei Bedarf</xdf:name></xdf:regel>
<xdf:struktur><xdf:anzahl>1:1</xdf:anzahl><xdf:enthaelt><xdf:datenfeld>
<xdf:identifikation><xdf:id>F12000000001</xdf:id><xdf:version>1.0.0</xdf:version></xdf:identifikation>
<xdf:name>Ort</xdf:name><xdf:freigabestatus><code>6</code></xdf:freigabestatus><xdf:bezeichnungEingabe>Ort</xdf:bezeichnungEingabe>
<xdf:definition>Wo</xdf:definition>
<xdf:feldart><code>select</code></xdf:feldart><xdf:datentyp><code>text</code></xdf:datentyp>
<xdf:codelisteReferenz><xdf:canonicalIdentification>urn:de:orte</xdf:canonicalIdentification></xdf:codelisteReferenz>
</xdf:datenfeld></xdf:enthaelt></xdf:struktur>
</xdf:stammdatenschema>
</xdf:xdatenfelder.stammdatenschema.0102>
"#;

/// The list that it refers to.
const PLACES: &str = r#"<gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/">
<Identification><ShortName>orte</ShortName><Version>1</Version><CanonicalUri>urn:de:orte</CanonicalUri></Identification>
<ColumnSet><Column Id="code"/><Column Id="name"/><Key Id="key"><ColumnRef Ref="code"/></Key></ColumnSet>
<SimpleCodeList><Row><Value><SimpleValue>h</SimpleValue></Value><Value><SimpleValue>Hannover</SimpleValue></Value></Row></SimpleCodeList>
</gc:CodeList>
"#;

#[test]
fn a_scheme_and_a_questionnaire_are_told_by_their_content() {
    let folder = folder();
    std::fs::write(folder.path().join("scheme.xml"), SCHEME).unwrap();
    std::fs::write(folder.path().join("places.xml"), PLACES).unwrap();
    let convert = |arguments: &[&str]| {
        let arguments = [&["forms", "convert"], arguments].concat();
        let output = deich(&arguments, folder.path(), "");
        assert!(output.status.success(), "{}", said(&output));
        output
    };
    let without = convert(&["scheme.xml", "--to", "spec"]);
    insta::assert_snapshot!("scheme", said(&without));
    let with = convert(&[
        "scheme.xml",
        "--to",
        "fhir",
        "--code-list",
        "places.xml",
        "-o",
        "q.json",
    ]);
    assert!(!said(&with).contains("list of codes"), "{}", said(&with));
    let back = convert(&["q.json", "--to", "spec"]);
    insta::assert_snapshot!("questionnaire", said(&back));
}

#[test]
fn a_workbook_that_was_written_is_the_same_form_when_it_is_read() {
    let folder = folder();
    let written = deich(
        &[
            "forms", "convert", "day.md", "--to", "xlsform", "-o", "day.xlsx",
        ],
        folder.path(),
        "",
    );
    assert!(written.status.success(), "{}", said(&written));
    let spec = |file: &str| {
        let output = deich(
            &["forms", "convert", file, "--to", "spec"],
            folder.path(),
            "",
        );
        assert!(output.status.success(), "{}", said(&output));
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(spec("day.xlsx"), spec("day.md"));
}

#[test]
fn a_form_is_filled_in_by_a_conversation() {
    let folder = folder();
    let talk = r#"{"op": "init", "id": 1}
{"answer": {"ref": "/data/children", "value": "12"}, "id": 2}
{"op": "choices", "ref": "/data/mood"}
{"op": "answer", "ref": "/data/mood", "value": "good"}
{"op": "answer", "ref": "/data/children", "value": "501"}
"validate"
{"op": "add", "repeat": "/data/room"}
{"op": "remove", "repeat": "/data/room[1]"}
{"op": "language", "language": "English (en)"}
{"op": "answer", "ref": "/data/nowhere", "value": "1"}
this is no request
"serialize"
"#;
    let output = deich(&["forms", "run", "--form", "day.md"], folder.path(), talk);
    let answers = said(&output);
    // The identifier of the instance is made by chance.
    let id = answers
        .find("uuid:")
        .map(|at| answers[at..at + 41].to_owned());
    let answers = answers.replace(&id.unwrap_or_default(), "uuid:…");
    insta::assert_snapshot!(answers);
}

#[test]
fn what_cannot_be_read_is_refused_with_its_place() {
    let folder = folder();
    let broken = FORM.replace("${children} > 0", "${kinder} >");
    std::fs::write(folder.path().join("broken.md"), broken).unwrap();
    let output = deich(
        &["forms", "convert", "broken.md", "--to", "xform"],
        folder.path(),
        "",
    );
    assert!(!output.status.success());
    insta::assert_snapshot!(said(&output));
    let missing = deich(
        &["forms", "convert", "none.md", "--to", "xform"],
        folder.path(),
        "",
    );
    assert!(said(&missing).contains("none.md cannot be opened"));
}

/// Seven weeks of invented cases with a hierarchy for the age.
fn stream() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut lines = vec!["week;office;age;diagnosis".to_owned()];
    for number in 0..140_u32 {
        let (week, office) = (40 + number / 20, ["03151", "03152"][number as usize % 2]);
        let (age, diagnosis) = (number * 7 % 20, ["A", "B", "C"][number as usize % 3]);
        lines.push(format!("2026-W{week};{office};{age};{diagnosis}"));
    }
    std::fs::write(folder.path().join("cases.csv"), lines.join("\n")).unwrap();
    let ages: Vec<String> = (0..20).map(|age| format!("{age};{};*", age / 5)).collect();
    std::fs::write(
        folder.path().join("cases_hierarchy_age.csv"),
        ages.join("\n"),
    )
    .unwrap();
    folder
}

const SIMULATE: [&str; 10] = [
    "release",
    "simulate",
    "--data",
    "cases.csv",
    "--hierarchies",
    ".",
    "--date",
    "week",
    "--quasi",
    "age",
];

#[test]
fn a_policy_is_tried_on_a_stream_of_records() {
    let folder = stream();
    let with = |more: &[&str]| deich(&[&SIMULATE[..], more].concat(), folder.path(), "");
    let output = with(&["--json", "--same-week", "--k", "4"]);
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["records"], 140, "{}", said(&output));
    let smallest = told["smallest_difference"].as_u64().unwrap();
    assert!(smallest >= 4, "{}", said(&output));
    assert!(
        told["in_groups"].as_u64().unwrap() > 120,
        "{}",
        said(&output)
    );
    assert!(told["loss"].as_f64().unwrap() < 0.5, "{}", said(&output));

    let office = [
        "--office",
        "office:1-5=03151",
        "--sensitive",
        "diagnosis",
        "--distinct",
        "2",
    ];
    let text = with(&office);
    assert!(
        said(&text).contains("records              70\n"),
        "{}",
        said(&text)
    );

    let refused = with(&["--office", "office=03151"]);
    assert!(!refused.status.success());
    let refused = with(&["--k", "1"]);
    assert!(
        said(&refused).contains("must be at least 2"),
        "{}",
        said(&refused)
    );
}
