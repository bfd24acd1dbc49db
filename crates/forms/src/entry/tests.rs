// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use proptest::prelude::*;
use tables::{Column as Written, Sheet};

use super::*;
use crate::Context;

const FORM: &str = "\
| survey |
|  | type | name | label::Deutsch (de) | required | relevant |
|  | begin_group | person | Person | | |
|  | text | name | Name | yes | |
|  | date | born | Geburtstag | yes | |
|  | select_one sex | sex | Geschlecht | | |
|  | select_multiple sign | signs | Zeichen | | |
|  | end_group | | | | |
|  | select_one yes | ill | Krank | | |
|  | decimal | fever | Fieber | | ${ill} = 'true' |
|  | begin_repeat | contact | Kontakt | | |
|  | text | who | Wer | yes | |
|  | end_repeat | | | | |
|  | image | photo | Bild | | |
| choices |
|  | list_name | name | label::Deutsch (de) |
|  | sex | f | weiblich |
|  | sex | m | männlich |
|  | sign | cough | Husten |
|  | sign | rash | Roter Ausschlag |
|  | yes | true | Ja |
|  | yes | false | Nein |
| settings |
|  | form_title::Deutsch (de) | form_id |
|  | Masern | measles |
";

fn form() -> CompiledForm {
    let (spec, _) = crate::xlsform::read(FORM.as_bytes(), "measles.md").unwrap();
    CompiledForm::compile(&spec).unwrap()
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn columns_are_the_questions_with_rounds_of_repeats_and_without_files() {
    let form = form();
    let template = Template::of(&form).unwrap();
    let headings: Vec<_> = template
        .columns()
        .iter()
        .map(|column| (column.heading.as_str(), column.need))
        .collect();
    assert_eq!(
        headings,
        [
            ("person/name", Need::Always),
            ("person/born", Need::Always),
            ("person/sex", Need::Never),
            ("person/signs", Need::Never),
            ("ill", Need::Never),
            ("fever", Need::Never),
            ("contact[1]/who", Need::Sometimes),
            ("contact[2]/who", Need::Sometimes),
            ("contact[3]/who", Need::Sometimes),
        ]
    );
    assert_eq!(
        template.offered("person/sex", "de"),
        ["weiblich", "männlich"]
    );
}

#[test]
fn headings_that_are_unknown_twice_or_missing_are_named() {
    let form = form();
    let template = Template::of(&form).unwrap();
    let own: &[&[&str]] = &[&["#einrichtung", "#institution"]];
    let good = strings(&[
        "#Institution",
        "person/name",
        "person/born",
        "contact[7]/who",
        "",
    ]);
    assert_eq!(
        template.places(&good, own).unwrap(),
        [
            Place::Own(0),
            Place::Answer("person/name".to_owned()),
            Place::Answer("person/born".to_owned()),
            Place::Answer("contact[7]/who".to_owned()),
            Place::Nothing,
        ]
    );
    let bad = strings(&[
        "person/name",
        "person/name",
        "colour",
        "contact/who",
        "contact[0]/who",
    ]);
    let faults = template.places(&bad, own).unwrap_err();
    assert_eq!(faults.unknown, ["colour", "contact/who", "contact[0]/who"]);
    assert_eq!(faults.twice, ["person/name"]);
    assert_eq!(faults.missing, ["person/born"]);
}

#[test]
fn cells_are_understood_as_people_write_them() {
    let form = form();
    let template = Template::of(&form).unwrap();
    for (path, cell, answer) in [
        ("person/sex", "Männlich", "m"),
        ("person/sex", "f", "f"),
        ("person/sex", "divers", "divers"),
        ("person/signs", "Husten; roter  Ausschlag", "cough rash"),
        ("person/signs", "cough rash", "cough rash"),
        ("person/signs", "Husten, Fieber", "Husten, Fieber"),
        ("person/born", "18.11.2026", "2026-11-18"),
        ("person/born", "gestern", "gestern"),
        ("fever", "39,5", "39.5"),
    ] {
        assert_eq!(template.answer(path, cell), answer, "{path} {cell}");
    }
}

#[test]
fn answers_survive_being_written_and_read_again() {
    let form = form();
    let template = Template::of(&form).unwrap();
    let answers: Answers = [
        ("person/name", "=Meier; Anna"),
        ("person/born", "1980-02-29"),
        ("person/sex", "f"),
        ("person/signs", "cough rash"),
        ("ill", "true"),
        ("fever", "39.5"),
        ("contact[2]/who", "Ömer"),
    ]
    .into_iter()
    .collect();
    let sheet = Sheet {
        name: "Meldungen".to_owned(),
        columns: template
            .columns()
            .iter()
            .map(|column| Written {
                offered: template.offered(&column.heading, "de"),
                ..Written::new(&column.heading, 20)
            })
            .collect(),
        rows: vec![
            template
                .columns()
                .iter()
                .map(|column| template.cell(&column.heading, answers.get(&column.heading), "de"))
                .collect(),
        ],
        prepared: 100,
    };
    for bytes in [
        tables::csv_to_return(&sheet).unwrap(),
        tables::workbook(std::slice::from_ref(&sheet)).unwrap(),
    ] {
        let table = read(&bytes).unwrap();
        let places = template.places(&table.headings, &[]).unwrap();
        assert_eq!(table.lines[0].number, 2);
        assert_eq!(template.answers(&places, &table.lines[0].cells), answers);
        assert!(!table.lines[0].beyond);
    }
    let found = form.check(&answers, &Context::on(jiff::civil::date(2026, 11, 18)));
    assert!(
        found
            .violations
            .iter()
            .all(|one| one.path.starts_with("contact"))
    );
}

#[test]
fn files_that_are_no_tables_are_refused() {
    assert_eq!(read(b""), Err(TableProblem::Empty));
    assert_eq!(read(b"a;b\n;\n"), Err(TableProblem::Empty));
    assert_eq!(read(b"PK\x03\x04"), Err(TableProblem::Unreadable));
    assert_eq!(read(b"a\0b"), Err(TableProblem::Unreadable));
    assert_eq!(
        read(&vec![b'a'; LARGEST_FILE + 1]),
        Err(TableProblem::TooLarge)
    );
    let long = format!("a\n{}", "x\n".repeat(MOST_ROWS + 1));
    assert_eq!(read(long.as_bytes()), Err(TableProblem::TooManyRows));
    assert_eq!(
        read("a;".repeat(501).as_bytes()),
        Err(TableProblem::TooWide)
    );
    assert!(read(b"a;\n1;2\n").unwrap().lines[0].beyond);
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes);
    }

    #[test]
    fn arbitrary_tables_are_checked_without_panic(heading in "[a-z/\\[\\]0-9#]{0,20}", cell in ".{0,40}") {
        let form = form();
        let template = Template::of(&form).unwrap();
        let headings = vec![heading, "person/name".to_owned(), "person/born".to_owned()];
        if let Ok(places) = template.places(&headings, &[]) {
            let cells = vec![cell.clone(), cell.clone(), cell];
            let answers = template.answers(&places, &cells);
            let _ = form.check(&answers, &Context::on(jiff::civil::date(2026, 11, 18)));
        }
    }
}
