// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is written is read again.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod coded;

use std::fs::File;
use std::io::Write as _;

use columnar::{BYTES_PER_GROUP, Column, Error, Kind, ROWS_PER_GROUP, Reader, Value, Writer};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::{Field, Row};
use proptest::prelude::*;

fn columns() -> Vec<Column> {
    [
        ("text", Kind::Text),
        ("integer", Kind::Integer),
        ("decimal", Kind::Decimal),
        ("date", Kind::Date),
        ("boolean", Kind::Boolean),
        ("timestamp", Kind::Timestamp),
    ]
    .map(|(name, kind)| Column::new(name, kind))
    .into()
}

fn read(bytes: &[u8]) -> SerializedFileReader<File> {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    SerializedFileReader::new(file).unwrap()
}

fn rows(bytes: &[u8]) -> Vec<Vec<Field>> {
    let reader = read(bytes);
    let rows = reader.get_row_iter(None).unwrap();
    let fields = |row: Row| {
        row.get_column_iter()
            .map(|(_, field)| field.clone())
            .collect()
    };
    rows.map(|row| fields(row.unwrap())).collect()
}

#[test]
fn every_kind_of_value_comes_back_and_no_answer_is_null() {
    let mut writer = Writer::new(columns()).unwrap();
    let moment: Timestamp = "2026-11-22T20:59:43.123Z".parse().unwrap();
    writer
        .row(&[
            Some(Value::Text("Küche; \"groß\"")),
            Some(Value::Integer(-3)),
            Some(Value::Decimal(0.5)),
            Some(Value::Date(date(2026, 11, 22))),
            Some(Value::Boolean(true)),
            Some(Value::Timestamp(moment)),
        ])
        .unwrap();
    writer.row(&[None; 6]).unwrap();
    let rows = rows(&writer.finish().unwrap());
    assert_eq!(
        rows,
        [
            vec![
                Field::Str("Küche; \"groß\"".to_owned()),
                Field::Long(-3),
                Field::Double(0.5),
                Field::Date(20_779),
                Field::Bool(true),
                Field::TimestampMillis(moment.as_millisecond()),
            ],
            vec![Field::Null; 6],
        ]
    );
}

#[test]
fn a_table_without_rows_is_a_file_with_columns() {
    let bytes = Writer::new(columns()).unwrap().finish().unwrap();
    let reader = read(&bytes);
    let schema = reader.metadata().file_metadata().schema().clone();
    let names: Vec<_> = schema.get_fields().iter().map(|one| one.name()).collect();
    assert_eq!(
        names,
        ["text", "integer", "decimal", "date", "boolean", "timestamp"]
    );
    assert_eq!(reader.get_row_iter(None).unwrap().count(), 0);
}

#[test]
fn bytes_are_given_away_group_by_group() {
    let mut writer = Writer::new(vec![Column::new("number", Kind::Integer)]).unwrap();
    let mut bytes = Vec::new();
    let count = i64::try_from(2 * ROWS_PER_GROUP + 1).unwrap();
    let mut most = 0;
    for number in 0..count {
        writer.row(&[Some(Value::Integer(number))]).unwrap();
        let taken = writer.take();
        most = most.max(taken.len());
        bytes.extend(taken);
    }
    let last = writer.finish().unwrap();
    assert!(
        most > last.len(),
        "{most} bytes at most, then {}",
        last.len()
    );
    bytes.extend(last);
    assert_eq!(read(&bytes).metadata().num_row_groups(), 3);
    let numbers: Vec<_> = rows(&bytes).concat();
    assert!(numbers.into_iter().eq((0..count).map(Field::Long)));
}

#[test]
fn long_texts_make_a_group_before_there_are_many() {
    let mut writer = Writer::new(vec![Column::new("text", Kind::Text)]).unwrap();
    let long = "x".repeat(BYTES_PER_GROUP / 2);
    for _ in 0..5 {
        writer.row(&[Some(Value::Text(&long))]).unwrap();
    }
    let bytes = writer.finish().unwrap();
    assert_eq!(read(&bytes).metadata().num_row_groups(), 3);
    assert_eq!(rows(&bytes).len(), 5);
}

#[test]
fn what_does_not_fit_is_refused_and_leaves_no_trace() {
    let double = vec![
        Column::new("a", Kind::Text),
        Column::new("a", Kind::Integer),
    ];
    assert!(matches!(Writer::new(double), Err(Error::Columns)));
    assert!(matches!(Writer::new(Vec::new()), Err(Error::Columns)));
    let two = vec![
        Column::new("a", Kind::Text),
        Column::new("b", Kind::Integer),
    ];
    let mut writer = Writer::new(two).unwrap();
    let short = writer.row(&[Some(Value::Text("x"))]);
    assert!(matches!(
        short,
        Err(Error::Width {
            wanted: 2,
            found: 1
        })
    ));
    let wrong = writer.row(&[Some(Value::Text("x")), Some(Value::Text("1"))]);
    assert!(matches!(wrong, Err(Error::Kind { .. })));
    writer.row(&[None, Some(Value::Integer(1))]).unwrap();
    let rows = rows(&writer.finish().unwrap());
    assert_eq!(rows, [[Field::Null, Field::Long(1)]]);
}

proptest! {
    /// Whatever stands in a table is what is read.
    #[test]
    fn tables_survive(
        cells in proptest::collection::vec(
            (proptest::option::of(".{0,20}"), proptest::option::of(any::<i64>()), any::<i16>()),
            0..50,
        ),
    ) {
        let columns = vec![
            Column::new("text", Kind::Text),
            Column::new("number", Kind::Integer),
            Column::new("day", Kind::Date),
        ];
        let mut writer = Writer::new(columns).unwrap();
        let mut wanted = Vec::new();
        for (text, number, days) in &cells {
            let day: Date = date(1970, 1, 1)
                .checked_add(jiff::Span::new().days(i64::from(*days)))
                .unwrap();
            writer.row(&[
                text.as_deref().map(Value::Text),
                number.map(Value::Integer),
                Some(Value::Date(day)),
            ]).unwrap();
            wanted.push(vec![
                text.clone().map_or(Field::Null, Field::Str),
                number.map_or(Field::Null, Field::Long),
                Field::Date(i32::from(*days)),
            ]);
        }
        prop_assert_eq!(rows(&writer.finish().unwrap()), wanted);
    }
}

#[test]
fn rows_of_a_file_are_read_as_texts() {
    let mut writer = Writer::new(vec![
        Column::new("sex", Kind::Text),
        Column::new("age", Kind::Integer),
        Column::new("seen", Kind::Date),
    ])
    .unwrap();
    writer
        .row(&[
            Some(Value::Text("w")),
            Some(Value::Integer(39)),
            Some(Value::Date(date(2026, 11, 18))),
        ])
        .unwrap();
    writer
        .row(&[Some(Value::Text("\"m\"")), None, None])
        .unwrap();
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(&writer.finish().unwrap()).unwrap();
    let mut reader = Reader::open(file).unwrap();
    assert_eq!(reader.names(), ["sex", "age", "seen"]);
    let mut cells = Vec::new();
    assert!(reader.next_row(&mut cells).unwrap());
    assert_eq!(cells, ["w", "39", "2026-11-18"]);
    assert!(reader.next_row(&mut cells).unwrap());
    assert_eq!(cells, ["\"m\"", "", ""]);
    assert!(!reader.next_row(&mut cells).unwrap());
}

#[test]
fn a_file_that_is_no_table_is_refused() {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(b"PAR1 and nothing else PAR1").unwrap();
    assert!(matches!(Reader::open(file), Err(Error::Parquet(_))));
}
