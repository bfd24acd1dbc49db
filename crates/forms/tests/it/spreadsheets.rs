// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::io::Write as _;

use forms::xlsform::{self, LARGEST_FILE};
use forms::{CompiledForm, FormSpec};
use proptest::prelude::*;

use crate::{CHOICES, SETTINGS, workbook};

/// What is wrong with a form, as its author reads it in both languages.
fn refused(survey: &[&[&str]]) -> String {
    let bytes = workbook(&[
        ("survey", survey),
        ("choices", &CHOICES),
        ("settings", &SETTINGS),
    ]);
    messages(&bytes)
}

fn messages(bytes: &[u8]) -> String {
    let problems = xlsform::read_fillable(bytes, "test.xlsx").unwrap_err();
    let lines: Vec<String> = problems
        .iter()
        .map(|problem| {
            let (de, en) = (problem.message("de"), problem.message("en"));
            format!("{}\n  {de}\n  {en}", problem.cause.code())
        })
        .collect();
    lines.join("\n")
}

#[test]
fn wrong_expressions_are_named_with_row_and_column() {
    insta::assert_snapshot!(refused(&[
        &[
            "type",
            "name",
            "label::Deutsch (de)",
            "relevant",
            "constraint",
            "calculation",
            "required",
        ],
        &["integer", "a", "A", "", ". > ", ""],
        &["integer", "b", "B", "${nobody} = 1", ". < foo(1)"],
        &["calculate", "c", "", "", "", "${d} + 1"],
        &[
            "integer",
            "d",
            "D",
            "if(1, 2)",
            "/data/x > 1",
            "",
            "maybe so"
        ],
    ]));
    insta::assert_snapshot!(refused(&[
        &[
            "type",
            "name",
            "label::Deutsch (de)",
            "calculation",
            "relevant"
        ],
        &["calculate", "a", "", "${b} + 1"],
        &["calculate", "b", "", "${c} + 1"],
        &["integer", "c", "C", "", "${a} > 1"],
    ]));
}

#[test]
fn wrong_rows_are_named() {
    insta::assert_snapshot!(refused(&[
        &[
            "type",
            "name",
            "label::Deutsch (de)",
            "deich::privacy",
            "deich::release",
            "trigger"
        ],
        &["colour", "a", "A"],
        &["geopoint", "b", "B"],
        &["select_one fruit or_other", "c", "C"],
        &["text", "", "ohne Namen"],
        &["", "d", "ohne Typ"],
        &["integer", "e", "E", "secret"],
        &["integer", "f", "F", "quasi", "level=9"],
        &["integer", "g", "G", "", "", "${f}"],
        &["end group"],
        &["begin group", "h", "H"],
        &["xml-external", "cities"],
    ]));
    insta::assert_snapshot!(refused(&[
        &[
            "type",
            "name",
            "label::Deutsch (de)",
            "deich::privacy",
            "default"
        ],
        &["text", "1a", "beginnt mit Ziffer"],
        &["text", "b", "B", "quasi"],
        &["text", "b", "zweimal"],
        &["select_one animals", "c", "C"],
        &["integer", "d", "D", "measure", "viele"],
        &["date", "e", "E", "measure"],
        &["integer", "f", ""],
        &["begin repeat", "r", "R"],
        &["text", "g", "G"],
        &["end repeat"],
    ]));
}

#[test]
fn wrong_sheets_are_named() {
    let survey: &[&[&str]] = &[&["type", "name", "label"], &["integer", "a", "A"]];
    let cases: [(&str, Vec<u8>); 7] = [
        ("not a workbook", b"type,name\ninteger,a".to_vec()),
        ("nothing", Vec::new()),
        ("no survey", workbook(&[("choices", &CHOICES)])),
        (
            "own columns",
            workbook(&[("survey", &[&["type", "name", "label", "deich::secret"]])]),
        ),
        (
            "columns twice",
            workbook(&[("survey", &[&["type", "name", "label", "label"]])]),
        ),
        (
            "empty form",
            workbook(&[
                ("survey", &[&["type", "name", "label"]]),
                ("settings", &SETTINGS),
            ]),
        ),
        (
            "wrong lists",
            workbook(&[
                ("survey", survey),
                (
                    "choices",
                    &[
                        &["list_name", "name", "label"],
                        &["x", "a b", "A"],
                        &["x", "c", "C"],
                        &["x", "c", ""],
                        &["", "c", "C"],
                    ],
                ),
                (
                    "settings",
                    &[&["form_id", "deich::period"], &["a b", "fortnight"]],
                ),
            ]),
        ),
    ];
    let all: Vec<String> = cases
        .iter()
        .map(|(name, bytes)| format!("== {name}\n{}", messages(bytes)))
        .collect();
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn a_form_in_one_language_without_settings_is_read() {
    let bytes = workbook(&[
        (
            "survey",
            &[
                &["type", "name", "label", "Notes of the author"],
                &["start", "start"],
                &["integer", "a", "How many?", "check this"],
                &["begin_group", "g", ""],
                &["select_multiple  colours", "c", "Which?"],
                &["end_group"],
            ],
        ),
        (
            "choices",
            &[
                &["list name", "value", "label", "wave length"],
                &["colours", "r", "Red", "700"],
            ],
        ),
        ("notes", &[&["free text"]]),
    ]);
    let (spec, warnings) = xlsform::read_fillable(&bytes, "C:\\Formulare\\Mein Bogen.xlsx")
        .unwrap_or_else(|problems| panic!("{}", problems[0].message("en")));
    insta::assert_json_snapshot!(spec);
    let warnings: Vec<String> = warnings.iter().map(|w| w.message("de")).collect();
    insta::assert_snapshot!(warnings.join("\n"));
}

#[test]
fn missing_translations_are_mentioned() {
    let bytes = workbook(&[
        (
            "survey",
            &[
                &["type", "name", "label::Deutsch (de)", "label::English (en)"],
                &["integer", "a", "Wie viele?", ""],
            ],
        ),
        (
            "settings",
            &[&["form_title", "default_language"], &["T", "Deutsch (de)"]],
        ),
    ]);
    let (spec, warnings) = xlsform::read_fillable(&bytes, "t.xlsx").unwrap();
    assert_eq!(spec.languages, ["de", "en"]);
    let warnings: Vec<String> = warnings.iter().map(|w| w.message("en")).collect();
    assert_eq!(
        warnings,
        [
            "Sheet “survey”, row 2, column “label”: The translation into the language “en” is missing."
        ]
    );
}

/// A zip archive with one part that unpacks to `size` zeros.
fn bomb(size: usize) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    let zeros = vec![0; 1024 * 1024];
    for _ in 0..size / zeros.len() {
        zip.write_all(&zeros).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn files_that_are_or_become_too_large_are_refused_early() {
    let large = vec![0; LARGEST_FILE + 1];
    assert!(messages(&large).starts_with("file-too-large"));
    let bomb = bomb(60 * 1024 * 1024);
    assert!(bomb.len() < 100_000);
    assert!(messages(&bomb).starts_with("content-too-large"));
    let far: Vec<Vec<&str>> = vec![vec![""; 1]; 50_002];
    let mut rows: Vec<&[&str]> = far.iter().map(Vec::as_slice).collect();
    rows.push(&["text", "far"]);
    rows[0] = &["type", "name"];
    assert!(messages(&workbook(&[("survey", &rows)])).starts_with("too-many-cells"));
}

#[test]
fn a_workbook_that_claims_countless_texts_is_refused() {
    let template = crate::weekly_count();
    let mut from = zip::ZipArchive::new(std::io::Cursor::new(&template[..])).unwrap();
    let mut to = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut part = from.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut part, &mut text).unwrap();
        let options = zip::write::SimpleFileOptions::default();
        to.start_file(&name, options).unwrap();
        if name.ends_with("sharedStrings.xml") {
            let at = text.find("uniqueCount=\"").unwrap() + "uniqueCount=\"".len();
            text.insert_str(at, "999999999999");
        }
        to.write_all(text.as_bytes()).unwrap();
    }
    let bytes = to.finish().unwrap().into_inner();
    assert!(messages(&bytes).starts_with("not-a-workbook"));
}

/// Whatever is read must be a form that compiles and survives JSON.
fn exercise(bytes: &[u8]) {
    if let Ok((spec, _)) = xlsform::read_fillable(bytes, "mutated.xlsx") {
        CompiledForm::compile(&spec).unwrap();
        assert_eq!(crate::through_json(&spec).hash(), spec.hash());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn damaged_workbooks_never_stop_the_program(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = crate::weekly_count();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Some(cut) = cut {
            let cut = cut.index(bytes.len());
            bytes.truncate(cut);
        }
        exercise(&bytes);
    }

    #[test]
    fn damaged_parts_never_stop_the_program(
        part in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0_u8..128), 1..8),
    ) {
        let template = crate::weekly_count();
        let mut from = zip::ZipArchive::new(std::io::Cursor::new(&template[..])).unwrap();
        let mut to = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let chosen = part.index(from.len());
        for index in 0..from.len() {
            let mut file = from.by_index(index).unwrap();
            let name = file.name().unwrap().into_owned();
            let mut content = Vec::new();
            std::io::Read::read_to_end(&mut file, &mut content).unwrap();
            if index == chosen {
                for (place, byte) in &changes {
                    let place = place.index(content.len());
                    content[place] = *byte;
                }
            }
            to.start_file(&name, zip::write::SimpleFileOptions::default()).unwrap();
            to.write_all(&content).unwrap();
        }
        exercise(&to.finish().unwrap().into_inner());
    }

    #[test]
    fn any_cells_make_a_form_or_a_message(
        cells in prop::collection::vec(prop::collection::vec(cell(), 0..8), 0..10),
    ) {
        let mut rows: Vec<Vec<&str>> = vec![vec![
            "type", "name", "label", "relevant", "constraint", "calculation", "required", "default",
        ]];
        rows.extend(cells.iter().map(|row| row.iter().map(String::as_str).collect()));
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let bytes = workbook(&[("survey", &rows), ("choices", &CHOICES), ("settings", &SETTINGS)]);
        exercise(&bytes);
    }
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "",
            "text",
            "integer",
            "note",
            "calculate",
            "begin group",
            "end group",
            "begin repeat",
            "end repeat",
            "select_one fruit",
            "a",
            "b",
            "g",
            "${a}",
            "${b} + 1",
            ". > 1",
            "yes",
            "no",
            "today()",
            "count(/data/*)",
            "..",
            "//*",
            "once(${a})",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,12}",
    ]
}

#[test]
fn a_definition_with_unknown_parts_is_refused() {
    let (spec, _) = xlsform::read_fillable(&crate::weekly_count(), "t.xlsx").unwrap();
    let mut json = serde_json::to_value(&spec).unwrap();
    json["colour"] = "blue".into();
    assert!(serde_json::from_value::<FormSpec>(json).is_err());
    let mut newer = spec;
    newer.format = 2;
    let problems = CompiledForm::compile(&newer).unwrap_err();
    assert_eq!(problems[0].cause.code(), "format");
}

/// The same small form in all formats that are read.
const SMALL: &str = "\
| survey |
| | type | name | label |
| | integer | a | How many \\| how much? |
| | select_one fruit | b | Which? |
| choices |
| | list_name | name | label |
| | fruit | 1 | Apple |
| settings |
| | form_title | form_id |
| | Small | small |
";

fn small() -> FormSpec {
    xlsform::read(SMALL.as_bytes(), "x.md").unwrap().0
}

#[test]
fn text_tables_are_read() {
    let csv = "survey,,,\n,type,name,label\n,integer,a,How many | how much?\n,select_one fruit,b,Which?\n\
        choices,,,\n,list_name,name,label\n,fruit,1,Apple\nsettings,,,\n,form_title,form_id,\n,Small,small,\n";
    let (read, _) = xlsform::read(csv.as_bytes(), "x.csv").unwrap();
    assert_eq!(read, small());
    let marked = format!("\u{feff}{csv}");
    assert_eq!(xlsform::read(marked.as_bytes(), "x.csv").unwrap().0, read);
    assert!(messages(b"| survey |\xff").starts_with("not-a-workbook"));
}

/// An `OpenDocument` spreadsheet with these rows in its survey sheet, and choices and settings.
fn open_document(survey: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="survey">{survey}</table:table>
<table:table table:name="choices"><table:table-row>
<table:table-cell><text:p>list_name</text:p></table:table-cell><table:table-cell><text:p>name</text:p></table:table-cell>
<table:table-cell><text:p>label</text:p></table:table-cell></table:table-row><table:table-row>
<table:table-cell><text:p>fruit</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="1"><text:p>1,00</text:p></table:table-cell>
<table:table-cell><office:annotation><text:p>a comment</text:p></office:annotation><text:p>Apple</text:p></table:table-cell>
</table:table-row></table:table>
<table:table table:name="settings"><table:table-row>
<table:table-cell><text:p>form_title</text:p></table:table-cell><table:table-cell><text:p>form_id</text:p></table:table-cell>
</table:table-row><table:table-row>
<table:table-cell><text:p>Small</text:p></table:table-cell><table:table-cell><text:p>small</text:p></table:table-cell>
</table:table-row><table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="16384"/>
</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("content.xml", options).unwrap();
    zip.write_all(content.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

fn cells(texts: &[&str]) -> String {
    let cells: Vec<String> = texts
        .iter()
        .map(|text| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>"))
        .collect();
    format!("<table:table-row>{}</table:table-row>", cells.concat())
}

#[test]
fn open_documents_are_read_and_their_repetitions_bounded() {
    let header = cells(&["type", "name", "label"]);
    let survey = [
        header.clone(),
        cells(&["integer", "a", "How many<text:s/>| how much?"]),
        cells(&["select_one fruit", "b", "Whi<text:span>ch</text:span>?"]),
    ];
    let (read, _) = xlsform::read(&open_document(&survey.concat()), "x.ods").unwrap();
    assert_eq!(read, small());
    let far = "<table:table-row table:number-rows-repeated=\"4294967295\"><table:table-cell table:number-columns-repeated=\"4294967295\"><text:p>x</text:p></table:table-cell></table:table-row>";
    assert!(messages(&open_document(&(header + far))).starts_with("too-many-cells"));
    assert!(messages(&open_document("</table:table>")).starts_with("not-a-workbook"));
}

#[test]
fn what_is_not_executed_yet_is_read_and_refused_for_filling() {
    let tables = "\
| survey |
| | type | name | label | choice_filter |
| | text | land | Land | |
| | select_one_external towns | c | Which? | land=${land} |
| choices |
| | list_name | name | label |
| | yn | yes | Yes |
| external_choices |
| | list_name | name | label | land |
| | towns | emden | Emden | ni |
";
    assert!(xlsform::read(tables.as_bytes(), "x.md").is_ok());
    let problems = xlsform::read_fillable(tables.as_bytes(), "x.md").unwrap_err();
    let lines: Vec<String> = problems
        .iter()
        .map(|problem| problem.message("en"))
        .collect();
    let line =
        "Sheet “survey”, row 3, column “type”: “select_one_external” cannot be filled in here yet.";
    assert_eq!(lines, [line]);
}

#[test]
fn countless_levels_and_cells_without_header_are_noticed() {
    use std::fmt::Write as _;

    let mut tables = String::from("| survey |\n| | type | name | label |\n");
    for level in 0..10_000 {
        writeln!(tables, "| | begin group | g{level} | G |").unwrap();
    }
    let problems = xlsform::read(tables.as_bytes(), "x.md").unwrap_err();
    let codes: Vec<&str> = problems
        .iter()
        .map(|problem| problem.cause.code())
        .collect();
    assert_eq!(codes, ["too-deep"]);
    let tables = "| survey |\n| | type | name | label |\n| | text | a | A | remark |\n";
    let (_, warnings) = xlsform::read(tables.as_bytes(), "x.md").unwrap();
    let messages: Vec<String> = warnings
        .iter()
        .map(|warning| warning.message("en"))
        .collect();
    assert_eq!(
        messages,
        ["Sheet “survey”, row 2: The column has no header and is not used."]
    );
}

#[test]
fn a_workbook_of_the_former_format_is_read() {
    let bytes = include_bytes!("form.xls");
    let (spec, _) = xlsform::read_fillable(bytes, "form.xls").unwrap();
    assert_eq!((spec.id.as_str(), spec.version.as_str()), ("count", "3"));
    assert_eq!(spec.title.get("de"), "Zählung");
    let questions = spec.questions();
    let labels: Vec<&str> = questions.iter().map(|(_, q)| q.label.get("de")).collect();
    assert_eq!(labels, ["War geöffnet?", "Wie viele Kinder?", "Anteil"]);
    let (_, count) = &questions[1];
    assert_eq!(count.relevant.as_deref(), Some("${open} = 'y'"));
    assert_eq!(count.default.as_deref(), Some("12"));
    assert_eq!(questions[2].1.default.as_deref(), Some("0.5"));
    let codes: Vec<&str> = spec.choices["yn"].iter().map(|c| c.code.as_str()).collect();
    assert_eq!(codes, ["y", "n"]);

    // A file that is cut off is refused, wherever.
    for length in (0..bytes.len()).step_by(97) {
        let _ = xlsform::read(&bytes[..length], "form.xls");
    }
}
