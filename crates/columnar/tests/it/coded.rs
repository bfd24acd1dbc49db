// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Columns with dictionaries.

use columnar::{
    CodedReader, CodedWriter, Column, Dictionary, Error, Field, Kind, Reader, Value, Writer,
};
use proptest::prelude::*;

fn fields() -> Vec<Field> {
    vec![
        Field::text("place"),
        Field::integer("age").optional(),
        Field::text("note").optional(),
        Field::integer("count"),
    ]
}

/// The rows of a group: the number of an entry for each column, 0 for nothing.
type Rows = Vec<[usize; 4]>;

const PLACES: [&str; 3] = ["03159", "Küche", ""];
const AGES: [i64; 3] = [0, -7, i64::MAX];
const NOTES: [&str; 1] = ["x"];
const COUNTS: [i64; 2] = [1, i64::MIN];

fn written(groups: &[Rows]) -> Vec<u8> {
    let mut writer = CodedWriter::new(Vec::new(), fields()).unwrap();
    for rows in groups {
        let mut group = writer.group().unwrap();
        group.texts(&PLACES, rows.iter().map(|row| row[0])).unwrap();
        group
            .integers(&AGES, rows.iter().map(|row| row[1]))
            .unwrap();
        group.texts(&NOTES, rows.iter().map(|row| row[2])).unwrap();
        group
            .integers(&COUNTS, rows.iter().map(|row| row[3]))
            .unwrap();
        group.finish().unwrap();
    }
    writer.note("about", "numbers".to_owned());
    writer.finish().unwrap()
}

/// All cells of a column as texts, read so many rows at once.
fn column(reader: &CodedReader, group: usize, column: usize, most: usize) -> Vec<String> {
    let mut codes = reader.codes(group, column).unwrap();
    let (mut all, mut batch) = (Vec::new(), Vec::new());
    loop {
        codes.next(most, &mut batch).unwrap();
        for code in &batch {
            let at = (*code as usize).checked_sub(1);
            all.push(
                at.map_or_else(String::new, |at| match codes.dictionary().unwrap() {
                    Dictionary::Texts(entries) => format!("`{}`", entries[at]),
                    Dictionary::Integers(entries) => entries[at].to_string(),
                }),
            );
        }
        if batch.len() < most {
            return all;
        }
    }
}

fn wanted(rows: &Rows, column: usize) -> Vec<String> {
    let cell = |row: &[usize; 4]| {
        let Some(at) = row[column].checked_sub(1) else {
            return String::new();
        };
        match column {
            0 => format!("`{}`", PLACES[at]),
            1 => AGES[at].to_string(),
            2 => format!("`{}`", NOTES[at]),
            _ => COUNTS[at].to_string(),
        }
    };
    rows.iter().map(cell).collect()
}

fn rows() -> impl Strategy<Value = Rows> {
    let row = (1usize..=3, 0usize..=3, 0usize..=1, 1usize..=2);
    let row = row.prop_map(|(place, age, note, count)| [place, age, note, count]);
    // Long runs of the same, as sorted tables have them.
    let run = (row, prop_oneof![4 => 1usize..4, 1 => 100usize..30_000]);
    let runs = proptest::collection::vec(run, 1..8);
    runs.prop_map(|runs| {
        runs.into_iter()
            .flat_map(|(row, times)| vec![row; times])
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn coded_columns_come_back(
        groups in proptest::collection::vec(rows(), 0..3), most in prop_oneof![Just(1_000_000usize), Just(4_096), Just(77)],
    ) {
        let bytes = written(&groups);
        let reader = CodedReader::of_bytes(bytes).unwrap();
        prop_assert_eq!(reader.groups(), groups.len());
        for (group, rows) in groups.iter().enumerate() {
            prop_assert_eq!(reader.rows(group), Some(rows.len() as u64));
            for at in 0..4 {
                prop_assert_eq!(column(&reader, group, at, most), wanted(rows, at));
            }
        }
    }
}

#[test]
fn a_coded_table_says_what_it_is() {
    let reader = CodedReader::of_bytes(written(&[vec![[1, 0, 0, 1]]])).unwrap();
    assert_eq!(reader.fields(), fields());
    assert_eq!(reader.note("about"), Some("numbers"));
    assert_eq!(reader.note("other"), None);
    assert_eq!(reader.rows(1), None);
    assert!(matches!(
        reader.codes(1, 0),
        Err(Error::Absent {
            group: 1,
            column: 0
        })
    ));
    assert!(matches!(
        reader.codes(0, 4),
        Err(Error::Absent {
            group: 0,
            column: 4
        })
    ));
    let field = reader.fields()[1].clone();
    assert_eq!(
        (field.column().kind, field.is_optional()),
        (Kind::Integer, true)
    );
}

#[test]
fn other_readers_see_values_and_not_codes() {
    let mut reader = Reader::of_bytes(written(&[vec![[2, 2, 0, 1]], vec![[1, 0, 1, 2]]])).unwrap();
    let mut cells = Vec::new();
    assert!(reader.next_row(&mut cells).unwrap());
    assert_eq!(cells, ["Küche", "-7", "", "1"]);
    assert!(reader.next_row(&mut cells).unwrap());
    assert_eq!(cells, ["03159", "", "x", "-9223372036854775808"]);
    assert!(!reader.next_row(&mut cells).unwrap());
}

#[test]
fn a_writer_refuses_what_is_no_table() {
    let new = |fields| CodedWriter::new(Vec::new(), fields).map(|_| ());
    assert!(matches!(new(Vec::new()), Err(Error::Columns)));
    let twice = vec![Field::text("a"), Field::integer("a")];
    assert!(matches!(new(twice), Err(Error::Columns)));

    let mut writer = CodedWriter::new(Vec::new(), fields()).unwrap();
    let mut group = writer.group().unwrap();
    let kind = group.integers(&[1], [1].into_iter());
    assert!(matches!(
        kind,
        Err(Error::Kind {
            wanted: Kind::Text,
            ..
        })
    ));

    let mut writer = CodedWriter::new(Vec::new(), fields()).unwrap();
    let mut group = writer.group().unwrap();
    let behind = group.texts(&PLACES, [4].into_iter());
    assert!(matches!(
        behind,
        Err(Error::Code {
            code: 4,
            entries: 3,
            ..
        })
    ));

    // Nothing, in a column that must hold something.
    let mut writer = CodedWriter::new(Vec::new(), fields()).unwrap();
    let mut group = writer.group().unwrap();
    assert!(matches!(
        group.texts(&PLACES, [0].into_iter()),
        Err(Error::Code { code: 0, .. })
    ));

    let mut writer = CodedWriter::new(Vec::new(), fields()).unwrap();
    let mut group = writer.group().unwrap();
    group.texts(&PLACES, [1].into_iter()).unwrap();
    assert!(matches!(group.finish(), Err(Error::Columns)));

    let mut writer = CodedWriter::new(Vec::new(), fields()[..2].to_vec()).unwrap();
    let mut group = writer.group().unwrap();
    group.texts(&PLACES, [1, 1].into_iter()).unwrap();
    let shorter = group
        .integers(&AGES, [1].into_iter())
        .and_then(|()| group.finish());
    assert!(shorter.is_err());
}

#[test]
fn a_reader_refuses_other_kinds_of_columns() {
    let mut writer = Writer::new(vec![Column::new("ratio", Kind::Decimal)]).unwrap();
    writer.row(&[Some(Value::Decimal(0.5))]).unwrap();
    let bytes = writer.finish().unwrap();
    assert!(matches!(CodedReader::of_bytes(bytes), Err(Error::NotCoded)));
    assert!(CodedReader::of_bytes(b"PAR1".to_vec()).is_err());
    // Texts of our other writer have dictionaries, too.
    let mut writer = Writer::new(vec![Column::new("name", Kind::Text)]).unwrap();
    for name in [Some("a"), None, Some("b"), Some("a")] {
        writer.row(&[name.map(Value::Text)]).unwrap();
    }
    let reader = CodedReader::of_bytes(writer.finish().unwrap()).unwrap();
    assert_eq!(column(&reader, 0, 0, 3), ["`a`", "", "`b`", "`a`"]);
}
