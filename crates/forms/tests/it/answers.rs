// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Answers in the formats of others.

use std::fmt::Write as _;
use std::io::Cursor;

use calamine::Reader as _;
use forms::export::answers::{
    Answered, Book, BookError, Fact, Key, Layout, csv_headers, csv_rows, json,
    questionnaire_response,
};
use forms::{Answers, FormSpec, xlsform};

const FORM: &str = "
| survey |
| | type | name | label | deich::fim_id | deich::link_id |
| | integer | count | Anzahl | F12000000001V1.0.0 | 1 |
| | decimal | share | Anteil | F12000000002V1.0.0 | 2 |
| | boolean | open | Geöffnet? | | |
| | begin_group | times | Zeiten | G12000000001 | 3 |
| | date | day | Tag | F12000000003 | 3.1 |
| | time | hour | Uhrzeit | | |
| | dateTime | moment | Zeitpunkt | | |
| | select_multiple sizes | size | Größe | F12000000004 | |
| | end_group | | | | |
| | begin_repeat | room | Raum | G12000000002 | 4 |
| | text | count | Name | F12000000001 | |
| | select_one sizes | large | Groß? | | 4.2 |
| | begin_repeat | bed | Bett | | |
| | text | label | Name | | |
| | end_repeat | | | | |
| | end_repeat | | | | |
| choices |
| | list_name | name | label |
| | sizes | s | klein |
| | sizes | l | groß |
| settings |
| | form_title | form_id | version | default_language |
| | Räume | rooms | 2 | de |
";

fn form() -> FormSpec {
    let (spec, _) = xlsform::read(FORM.as_bytes(), "form.md").unwrap();
    spec
}

fn answers() -> [Answers; 2] {
    [
        [
            ("count", "12"),
            ("share", "0.5"),
            ("open", "true"),
            ("times/day", "2026-11-22"),
            ("times/hour", "14:30:00.000"),
            ("times/moment", "2026-07-01T14:30:00.000"),
            ("times/size", "s l"),
            ("room[1]/count", "Küche; \"groß\""),
            ("room[1]/large", "l"),
            ("room[10]/count", "=1+1"),
            ("room[10]/bed[1]/label", "links"),
            ("room[10]/bed[2]/label", "rechts"),
            ("gone", "x"),
        ]
        .into_iter()
        .collect(),
        [("count", "-3")].into_iter().collect(),
    ]
}

fn answered(answers: &[Answers; 2]) -> [Answered<'_>; 2] {
    let [first, second] = answers;
    [
        Answered {
            id: "a",
            sent: Some("2026-11-22T12:00:00Z".parse().unwrap()),
            facts: &[],
            answers: first,
        },
        Answered {
            id: "b",
            sent: None,
            facts: &[],
            answers: second,
        },
    ]
}

#[test]
fn tables_have_a_row_for_each_round() {
    let answers = answers();
    let mut out = String::new();
    for key in [Key::Name, Key::Fim, Key::Link] {
        writeln!(out, "=== by {key:?}").unwrap();
        let layout = Layout::of(&form(), key, &[]);
        for (number, table) in layout.tables.iter().enumerate() {
            let mut bytes = csv_headers(table).unwrap();
            bytes.extend(csv_rows(&layout, number, answered(&answers)).unwrap());
            let text = String::from_utf8(bytes).unwrap();
            writeln!(out, "--- {}\n{}", table.name, text.replace('\r', "")).unwrap();
        }
    }
    insta::assert_snapshot!(out);
}

#[test]
fn answers_to_no_question_are_told() {
    let [first, _] = answers();
    let (rows, unknown) = Layout::of(&form(), Key::Name, &[]).rows(&first);
    assert_eq!(unknown, ["gone"]);
    assert_eq!(rows.len(), 5);
}

#[test]
fn answers_as_json_keep_to_the_schema_of_the_form() {
    let answers = answers();
    let [first, _] = answered(&answers);
    let mut out = String::new();
    for key in [Key::Name, Key::Fim, Key::Link] {
        writeln!(out, "{:#}", json(&form(), key, &first)).unwrap();
    }
    insta::assert_snapshot!(out);
}

#[test]
fn answers_as_responses_to_the_questionnaire() {
    let answers = answers();
    let [first, _] = answered(&answers);
    insta::assert_snapshot!(format!("{:#}", questionnaire_response(&form(), &first)));
}

#[test]
fn answers_as_a_workbook() {
    let answers = answers();
    let layout = Layout::of(&form(), Key::Name, &[]);
    let written = || {
        let mut book = Book::new(1_000);
        let first = book.add_sheets(&layout, "").unwrap();
        for form in answered(&answers) {
            book.add(first, &layout, &form).unwrap();
        }
        book.finish().unwrap()
    };
    let bytes = written();
    assert_eq!(bytes, written());
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["submissions", "room", "bed"]);
    let sheet = book.worksheet_range("submissions").unwrap();
    let cell = |row, column| sheet.get((row, column)).unwrap().clone();
    assert_eq!(cell(1, 0), calamine::Data::String("a".to_owned()));
    assert_eq!(cell(1, 2), calamine::Data::Float(12.0));
    assert_eq!(cell(2, 2), calamine::Data::Float(-3.0));
    assert!(
        matches!(cell(1, 5), calamine::Data::DateTime(_)),
        "{:?}",
        cell(1, 5)
    );
    let rooms = book.worksheet_range("room").unwrap();
    let formula = rooms.get((2, 2)).unwrap().clone();
    assert_eq!(formula, calamine::Data::String("=1+1".to_owned()));
}

#[test]
fn facts_about_submissions_stand_before_the_answers() {
    let [first, _] = answers();
    let facts = [
        ("period", Fact::Text("2026-W47".to_owned())),
        ("count", Fact::Number(5)),
    ];
    let form_answered = Answered {
        id: "a",
        sent: None,
        facts: &facts,
        answers: &first,
    };
    let layout = Layout::of(&form(), Key::Name, &["period", "count"]);
    let headers = layout.tables[0].headers();
    // A question gives way to a fact of the same name, and is told from it by a number.
    assert_eq!(
        headers[..5],
        ["submission", "sent", "period", "count", "count_2"]
    );
    let rows = csv_rows(&layout, 0, [form_answered]).unwrap();
    let rows = String::from_utf8(rows).unwrap();
    assert!(rows.starts_with("a,,2026-W47,5,12,0.5,"), "{rows}");
    let object = json(&form(), Key::Name, &form_answered);
    assert_eq!(object["period"], "2026-W47");
    assert_eq!(object["count"], 5);
    assert_eq!(object["answers"]["count"], 12);

    let mut book = Book::new(1_000);
    let first = book.add_sheets(&layout, "_v1").unwrap();
    let second = book.add_sheets(&layout, "_v2").unwrap();
    book.add(second, &layout, &form_answered).unwrap();
    assert_eq!((first, second), (0, 3));
    let bytes = book.finish().unwrap();
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names()[2..4], ["bed_v1", "submissions_v2"]);
    let sheet = book.worksheet_range("submissions_v2").unwrap();
    assert_eq!(*sheet.get((1, 3)).unwrap(), calamine::Data::Float(5.0));
}

#[test]
fn a_workbook_that_would_be_too_large_is_refused() {
    let [first, second] = answers();
    let layout = Layout::of(&form(), Key::Name, &[]);
    let add = |book: &mut Book, answers| {
        let form = Answered {
            id: "a",
            sent: None,
            facts: &[],
            answers,
        };
        book.add(0, &layout, &form)
    };
    // Each row of the second has three cells: which submission, when it was sent, one answer.
    let mut book = Book::new(8);
    book.add_sheets(&layout, "").unwrap();
    add(&mut book, &second).unwrap();
    add(&mut book, &second).unwrap();
    assert!(matches!(add(&mut book, &first), Err(BookError::TooLarge)));
    assert!(matches!(add(&mut book, &second), Err(BookError::TooLarge)));
    book.finish().unwrap();
}
