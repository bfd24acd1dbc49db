// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Each format, with a form that has a repeat.

use std::fs::File;
use std::io::Write as _;

use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::{Field, Row};
use serde_json::{Value, json};

use super::{Reported, form, rows, unpacked};

/// What stands before the answers in the first table.
const FACTS: [&str; 9] = [
    "submission",
    "sent",
    "period",
    "institution",
    "institution_name",
    "receipt",
    "submission_state",
    "submission_version",
    "form_version",
];

#[tokio::test]
async fn tables_come_as_an_archive_with_a_file_for_the_repeat() {
    let reported = Reported::new().await;
    let answer = reported.export(&reported.worker, "").await;
    assert_eq!(answer.headers["content-type"], "application/zip");
    let disposition = answer.headers["content-disposition"].to_str().unwrap();
    assert!(
        disposition.contains("Antworten ARE-Sentinel Kita 2026-27.zip"),
        "{disposition}"
    );
    let files = unpacked(&answer);
    assert_eq!(
        files.keys().collect::<Vec<_>>(),
        ["room.csv", "submissions.csv"]
    );
    let table = rows(&files["submissions.csv"]);
    assert_eq!(table[0][..9], FACTS);
    assert_eq!(table[0][9..], ["count", "share", "day", "open", "remark"]);
    // The earliest period first; nothing of the other office.
    let counts: Vec<&str> = table[1..].iter().map(|row| row[9].as_str()).collect();
    assert_eq!(counts, ["3", "12", "-5"]);
    let full = &table[2];
    assert_eq!(full[2], "2026-W47");
    assert_eq!(full[4], "Kita 1 von Amt A");
    assert_eq!(full[6..9], ["submitted", "1", "1"]);
    assert_eq!(
        full[9..],
        ["12", "0.5", "2026-11-18", "true", "=1+1; \"Küche\""]
    );
    let rooms = rows(&files["room.csv"]);
    assert_eq!(rooms[0], ["submission", "room_number", "title", "beds"]);
    assert_eq!(rooms[1], [&full[0], "1", "Bärengruppe", "10"]);
    assert_eq!(rooms[2], [&full[0], "2", "Igelgruppe", ""]);
    assert_eq!(rooms.len(), 3);
}

#[tokio::test]
async fn columns_are_called_by_name_by_fim_or_by_link() {
    let reported = Reported::new().await;
    for (key, first, rooms) in [
        (
            "fim",
            ["F12000000001", "share", "F12000000003", "open", "remark"],
            ["G12000000002_number", "room/title", "F12000000004"],
        ),
        (
            "link",
            ["1", "share", "3", "open", "remark"],
            ["4_number", "4.1", "room/beds"],
        ),
    ] {
        let answer = reported
            .export(&reported.worker, &format!("key={key}"))
            .await;
        let files = unpacked(&answer);
        assert_eq!(rows(&files["submissions.csv"])[0][9..], first, "{key}");
        let table = files.iter().find(|(name, _)| *name != "submissions.csv");
        assert_eq!(rows(table.unwrap().1)[0][1..], rooms, "{key}");
    }
    let answer = reported
        .export(&reported.worker, "format=json&key=fim&from=2026-W47")
        .await;
    let full = &answer.json()[0]["answers"];
    assert_eq!(full["F12000000001"], 12);
    assert_eq!(full["G12000000002"][0]["F12000000004"], 10);
}

#[tokio::test]
async fn a_workbook_has_a_sheet_for_each_table() {
    let reported = Reported::new().await;
    let answer = reported.export(&reported.worker, "format=xlsx").await;
    let parts = unpacked(&answer);
    let part = |name: &str| String::from_utf8_lossy(&parts[name]).into_owned();
    let book = part("xl/workbook.xml");
    let at = |name: &str| book.find(&format!("name=\"{name}\"")).unwrap();
    assert!(at("submissions") < at("room"));
    let texts = part("xl/sharedStrings.xml");
    for text in ["Bärengruppe", "Igelgruppe", "institution_name", "=1+1"] {
        assert!(texts.contains(text), "{text}");
    }
    // A formula that somebody typed stays a text.
    assert!(!part("xl/worksheets/sheet1.xml").contains("<f>"));
}

#[tokio::test]
async fn objects_hold_rounds_as_lists() {
    let reported = Reported::new().await;
    let answer = reported.export(&reported.worker, "format=json").await;
    assert_eq!(answer.headers["content-type"], "application/json");
    let all = answer.json();
    assert_eq!(all.as_array().unwrap().len(), 3);
    let full = &all[1];
    assert_eq!(full["period"], "2026-W47");
    assert_eq!(full["submission_state"], "submitted");
    assert_eq!(full["form_version"], 1);
    assert_eq!(
        full["answers"],
        json!({
            "count": 12, "share": 0.5, "day": "2026-11-18", "open": true,
            "remark": "=1+1; \"Küche\"",
            "room": [{"title": "Bärengruppe", "beds": 10}, {"title": "Igelgruppe"}],
        })
    );
}

fn read(bytes: &[u8]) -> (Vec<String>, Vec<Vec<Field>>) {
    let mut file: File = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let schema = reader.metadata().file_metadata().schema().clone();
    let fields = schema.get_fields().iter();
    let names = fields.map(|field| field.name().to_owned()).collect();
    let fields = |row: Row| row.into_columns().into_iter().map(|(_, field)| field);
    let rows = reader.get_row_iter(None).unwrap();
    (
        names,
        rows.map(|row| fields(row.unwrap()).collect()).collect(),
    )
}

#[tokio::test]
async fn typed_columns_hold_typed_values() {
    let reported = Reported::new().await;
    let answer = reported.export(&reported.worker, "format=parquet").await;
    let files = unpacked(&answer);
    let (names, rows) = read(&files["submissions.parquet"]);
    assert_eq!(names[..9], FACTS);
    assert_eq!(
        names[9..],
        ["count", "share", "day", "open", "remark", "unfit"]
    );
    assert_eq!(rows.len(), 3);
    assert!(matches!(rows[1][1], Field::TimestampMillis(_)));
    assert_eq!(rows[1][7..9], [Field::Long(1), Field::Long(1)]);
    assert_eq!(
        rows[1][9..],
        [
            Field::Long(12),
            Field::Double(0.5),
            Field::Date(20_775),
            Field::Bool(true),
            Field::Str("=1+1; \"Küche\"".to_owned()),
            Field::Null,
        ]
    );
    assert_eq!(rows[0][9], Field::Long(3));
    assert!(rows[0][10..].iter().all(|field| *field == Field::Null));
    let (names, rows) = read(&files["room.parquet"]);
    assert_eq!(
        names,
        ["submission", "room_number", "title", "beds", "unfit"]
    );
    assert_eq!(rows[1][1], Field::Long(2));
    assert_eq!(rows[1][3], Field::Null);
}

#[tokio::test]
async fn responses_are_a_bundle_with_authors_and_periods() {
    let reported = Reported::new().await;
    let answer = reported.export(&reported.worker, "format=fhir").await;
    assert_eq!(answer.headers["content-type"], "application/fhir+json");
    let disposition = answer.headers["content-disposition"].to_str().unwrap();
    assert!(disposition.contains(".fhir.json\""), "{disposition}");
    let bundle = answer.json();
    assert_eq!(bundle["resourceType"], "Bundle");
    let entries = bundle["entry"].as_array().unwrap();
    assert_eq!(entries.len(), 3);
    let full = &entries[1]["resource"];
    assert_eq!(full["questionnaire"], "urn:deich:form:rooms|1");
    assert_eq!(full["status"], "completed");
    assert_eq!(full["author"]["display"], "Kita 1 von Amt A");
    assert_eq!(
        full["extension"][0]["valuePeriod"],
        json!({"start": "2026-11-16", "end": "2026-11-22"})
    );
    let rooms: Vec<&Value> = full["item"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|item| item["linkId"] == "4")
        .collect();
    assert_eq!(rooms.len(), 2);
    assert_eq!(
        rooms[0]["item"][0],
        json!({"linkId": "4.1", "answer": [{"valueString": "Bärengruppe"}]})
    );
}

#[tokio::test]
async fn an_empty_choice_is_a_file_that_says_so() {
    let reported = Reported::new().await;
    let none = |format: &str| format!("format={format}&to=2026-W45");
    let worker = &reported.worker;
    let files = unpacked(&reported.export(worker, &none("csv")).await);
    assert_eq!(rows(&files["submissions.csv"]).len(), 1);
    assert_eq!(rows(&files["room.csv"]).len(), 1);
    let files = unpacked(&reported.export(worker, &none("parquet")).await);
    let (names, rows) = read(&files["submissions.parquet"]);
    assert_eq!((names.len(), rows.len()), (15, 0));
    assert_eq!(
        reported.export(worker, &none("json")).await.json(),
        json!([])
    );
    assert_eq!(
        reported.export(worker, &none("fhir")).await.json(),
        json!({"resourceType": "Bundle", "type": "collection"})
    );
    let files = unpacked(&reported.export(worker, &none("xlsx")).await);
    assert!(files.contains_key("xl/worksheets/sheet2.xml"));
}

#[tokio::test]
async fn a_form_without_repeats_is_one_file() {
    let house = crate::house::house_with(crate::office::spec()).await;
    let reported = Reported {
        worker: String::new(),
        house,
    };
    let answers = json!({"state": "open", "cared_for": 80, "ill": 8});
    let reporter = &reported.house.reporter;
    reported.submit(reporter, 0, "2026-W47", &answers).await;
    let answer = reported.export(reporter, "").await;
    assert_eq!(answer.headers["content-type"], "text/csv; charset=utf-8");
    let table = rows(&answer.bytes);
    assert_eq!(table[0][9..], ["state", "cared_for", "ill", "remark"]);
    assert_eq!(table[1][9..], ["open", "80", "8", ""]);
    let answer = reported.export(reporter, "format=parquet").await;
    let media_type = "application/vnd.apache.parquet";
    assert_eq!(answer.headers["content-type"], media_type);
    assert_eq!(read(&answer.bytes).1.len(), 1);
}

#[tokio::test]
async fn reports_of_another_version_of_the_form_have_tables_of_their_own() {
    let reported = Reported::new().await;
    let test = &reported.house.test;
    let mut spec = form();
    spec.version = "2".to_owned();
    let mut second = crate::house::published(test, spec);
    second.number = 2;
    let tx = test.app.db.begin().await.unwrap();
    reporting::jobs::keep_form(&tx, &second).await.unwrap();
    db::execute(
        &tx,
        "UPDATE submissions SET form_version = $1 WHERE period = '2026-W46'",
        vec![second.version_id.uuid().into()],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let files = unpacked(&reported.export(&reported.worker, "").await);
    assert_eq!(
        files.keys().collect::<Vec<_>>(),
        [
            "room_v1.csv",
            "room_v2.csv",
            "submissions_v1.csv",
            "submissions_v2.csv"
        ]
    );
    assert_eq!(rows(&files["submissions_v1.csv"]).len(), 3);
    assert_eq!(rows(&files["submissions_v2.csv"]).len(), 2);
    let all = reported
        .export(&reported.worker, "format=json")
        .await
        .json();
    let versions: Vec<&Value> = all
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["form_version"])
        .collect();
    assert_eq!(versions, [1, 1, 2]);
    let parts = unpacked(&reported.export(&reported.worker, "format=xlsx").await);
    let book = String::from_utf8_lossy(&parts["xl/workbook.xml"]).into_owned();
    assert!(book.contains("name=\"room_v2\""), "{book}");
}
