// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How complete a collection is as a workbook, and receipts as PDF: read again by other libraries.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use directory::testing::Answer;
use kernel::Role;

use crate::house::{FINE, House, house};
use crate::paper::name_of_pdf;

async fn author(house: &House) -> String {
    house
        .test
        .signed_in("Frauke Form", Role::FormAuthor, house.state.state.id)
        .await
}

async fn completeness(house: &House, author: &str, format: &str) -> Answer {
    let path = format!(
        "/erhebungen/{}/vollstaendigkeit?format={format}",
        house.collection.id
    );
    let answer = house.test.get(author, &path).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer
}

/// Calls an office as nobody should.
async fn rename(house: &House, name: &str) {
    let tx = house.test.app.db.begin().await.unwrap();
    let office = house.state.offices[0].id.uuid();
    let values = vec![name.into(), office.into()];
    db::execute(
        &tx,
        "UPDATE organisations SET name = $1 WHERE id = $2",
        values,
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn the_workbook_holds_days_as_days_and_counts_as_numbers() {
    let house = house().await;
    house.send(&house.reporter, "2026-W47", &FINE).await;
    let author = author(&house).await;
    let answer = completeness(&house, &author, "xlsx").await;
    assert_eq!(answer.headers["content-type"], tables_workbook());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(answer.bytes.clone())).unwrap();
    assert_eq!(book.sheet_names(), ["Vollständigkeit"]);
    let sheet = book.worksheet_range("Vollständigkeit").unwrap();
    let rows: Vec<&[Data]> = sheet.rows().collect();
    let headings: Vec<String> = rows[0].iter().map(ToString::to_string).collect();
    assert_eq!(
        headings,
        [
            "Zeitraum",
            "Gesundheitsamt",
            "Fällig",
            "Meldesoll",
            "Rechtzeitig",
            "Verspätet",
            "Nullmeldungen",
            "Angenommen",
            "Überfällig",
            "Stand",
        ]
    );
    // Weeks 45 to 47 of two offices.
    assert_eq!(rows.len(), 7, "{rows:?}");
    let row = rows
        .iter()
        .find(|row| row[0] == Data::String("2026-W47".to_owned()) && row[1] == "Amt A")
        .unwrap();
    let Data::DateTime(due) = &row[2] else {
        panic!("no day: {:?}", row[2]);
    };
    assert!(due.is_datetime());
    assert_eq!(due.to_ymd_hms_milli(), (2026, 11, 20, 0, 0, 0, 0));
    let numbers: Vec<f64> = row[3..9]
        .iter()
        .map(|cell| match cell {
            Data::Float(number) => *number,
            other => panic!("no number: {other:?}"),
        })
        .collect();
    assert_eq!(numbers, [2.0, 1.0, 0.0, 0.0, 0.0, 0.0]);
    assert_eq!(row[9], Data::String("offen".to_owned()));
    let formulas = book.worksheet_formula("Vollständigkeit").unwrap();
    assert!(formulas.is_empty(), "{formulas:?}");
}

#[tokio::test]
async fn what_looks_like_a_formula_is_text_in_both_files() {
    let house = house().await;
    let name = "=HYPERLINK(\"https://example.org\")";
    rename(&house, name).await;
    let author = author(&house).await;
    let answer = completeness(&house, &author, "xlsx").await;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(answer.bytes.clone())).unwrap();
    let sheet = book.worksheet_range("Vollständigkeit").unwrap();
    let named = sheet
        .rows()
        .filter(|row| row[1] == Data::String(name.to_owned()));
    assert_eq!(named.count(), 3);
    let formulas = book.worksheet_formula("Vollständigkeit").unwrap();
    assert!(formulas.is_empty(), "{formulas:?}");
    rename(&house, "=1+1").await;
    let csv = completeness(&house, &author, "csv").await.text();
    assert!(csv.contains("2026-W47;'=1+1;"), "{csv}");
}

fn tables_workbook() -> &'static str {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
}

/// The text of a PDF, spaces made even.
fn text_of(file: &lopdf::Document) -> String {
    let pages: Vec<u32> = file.get_pages().into_keys().collect();
    let text = file.extract_text(&pages).unwrap();
    let text = text.replace("\u{ad}\n", "").replace('\u{ad}', "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn the_receipt_on_paper_says_who_has_reported_what_to_whom_and_when() {
    let house = house().await;
    let (_, sent) = house.send(&house.reporter, "2026-W47", &FINE).await;
    let page = house
        .test
        .get(&house.reporter, sent.location())
        .await
        .text();
    let at = page.find("KW47-").unwrap();
    let number = &page[at..at + 14];
    let path = format!("{}/pdf", sent.location());
    let answer = house.test.get(&house.reporter, &path).await;
    let Some(name) = name_of_pdf(&answer) else {
        return;
    };
    assert_eq!(name, format!("{number}.pdf"));
    let file = lopdf::Document::load_mem(&answer.bytes).unwrap();
    assert_eq!(file.get_pages().len(), 1);
    let text = text_of(&file);
    for words in [
        format!("Quittung {number}").as_str(),
        "ARE-Sentinel Kita 2026/27",
        "KW 47/2026",
        house.state.kitas[0].name.as_str(),
        house.state.offices[0].name.as_str(),
        "Mi., 18.11.2026",
        "Ihre Meldung ist gespeichert",
        "Seite 1 von 1",
    ] {
        assert!(text.contains(words), "{words} is missing in: {text}");
    }
    // No answer stands on it.
    assert!(!text.contains("80"), "{text}");
    let info = file
        .trailer
        .get(b"Info")
        .and_then(lopdf::Object::as_reference);
    let info = file.get_dictionary(info.unwrap()).unwrap();
    let title = lopdf::decode_text_string(info.get(b"Title").unwrap()).unwrap();
    assert_eq!(title, format!("Quittung {number}"));
    let catalog = file.catalog().unwrap();
    assert_eq!(
        lopdf::decode_text_string(catalog.get(b"Lang").unwrap()).unwrap(),
        "de"
    );
    assert!(catalog.has(b"StructTreeRoot"), "tagged");
    let marked = catalog.get(b"MarkInfo").and_then(lopdf::Object::as_dict);
    assert!(marked.unwrap().get(b"Marked").unwrap().as_bool().unwrap());
}
