// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files that are damaged, cut off or of something else.

use columnar::{CodedReader, CodedWriter, Column, Kind, Reader, Value, Writer};
use cube::{Cube, SnapshotError};
use proptest::prelude::*;

use crate::{axes, cube_of, record};

/// A cube with single cases, with counts, and without municipalities.
fn cube() -> Cube {
    let axes = axes(60);
    let mut records = Vec::new();
    for at in 0..400 {
        let place = [3, 4, 5, 6, 2, 0][at % 6];
        records.push(record(&axes, [0, at % 60, place, at % 5, at % 4], 1));
        let count = if at % 7 == 0 { 90 } else { 4 };
        records.push(record(&axes, [2, (at * 7) % 60, place, 1, at % 2], count));
    }
    cube_of(axes, &records)
}

fn written(cube: &Cube) -> Vec<u8> {
    cube.to_parquet(Vec::new()).unwrap()
}

/// Either an error, or the same cube.
fn is_refused_or_the_same(bytes: Vec<u8>, cube: &Cube) -> bool {
    Cube::from_parquet(bytes, 1).map_or(true, |read| read == *cube)
}

#[test]
fn a_snapshot_is_a_plain_table() {
    let axes = axes(60);
    let records = [
        record(&axes, [0, 3, 5, 1, 0], 1),
        record(&axes, [0, 3, 5, 1, 0], 1),
        record(&axes, [1, 4, 3, 3, 2], 7),
        record(&axes, [1, 4, 3, 4, 3], 1),
    ];
    let bytes = written(&cube_of(axes, &records));
    let mut reader = Reader::of_bytes(bytes).unwrap();
    let names = [
        "category", "week", "place", "age_from", "age_to", "sex", "count",
    ];
    assert_eq!(reader.names(), names);
    let (mut rows, mut cells) = (Vec::new(), Vec::new());
    while reader.next_row(&mut cells).unwrap() {
        rows.push(cells.join(";"));
    }
    let wanted = [
        "influenza;2015-W53;03159016;5;14;female;2",
        "norovirus;2016-W01;03159;60;;diverse;7",
        "norovirus;2016-W01;03159;;;unknown;1",
    ];
    assert_eq!(rows, wanted);
}

#[test]
fn a_snapshot_is_the_same_bytes_each_time() {
    assert_eq!(written(&cube()), written(&cube()));
}

#[test]
fn a_file_that_is_cut_off_is_refused() {
    let bytes = written(&cube());
    for length in 0..bytes.len() {
        let cut = bytes[..length].to_vec();
        assert!(
            Cube::from_parquet(cut, 1).is_err(),
            "{length} bytes of {}",
            bytes.len()
        );
    }
}

/// Each byte once, in two ways: it must be noticed, or say nothing.
#[test]
fn a_byte_that_changes_is_noticed_or_says_nothing() {
    let cube = cube();
    let bytes = written(&cube);
    let mut refused = 0;
    for at in 0..bytes.len() {
        for flip in [1 << (at % 8), 0xFF] {
            let mut damaged = bytes.clone();
            damaged[at] ^= flip;
            let read = Cube::from_parquet(damaged, 1);
            assert!(
                read.as_ref().map_or(true, |read| *read == cube),
                "byte {at} by {flip}"
            );
            refused += usize::from(read.is_err());
        }
    }
    // Most bytes mean something.
    assert!(refused > bytes.len(), "{refused} of {}", 2 * bytes.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn damage_in_several_places_is_noticed(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..9)) {
        let cube = cube();
        let mut bytes = written(&cube);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        prop_assert!(is_refused_or_the_same(bytes, &cube));
    }

    #[test]
    fn anything_else_is_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(Cube::from_parquet(bytes, 1).is_err());
    }

    /// Whole tables: what the library does not see is for us to see.
    #[test]
    fn other_rows_are_refused(
        drop in any::<prop::sample::Index>(),
        cell in (any::<prop::sample::Index>(), 0usize..7),
        value in prop_oneof![Just(""), Just("0"), Just("1"), Just("-1"), Just("03159"), Just("2016-W01"), Just("female"), Just("norovirus"), Just("99999999999")],
        how in 0usize..3,
    ) {
        let bytes = written(&cube());
        let note = CodedReader::of_bytes(bytes.clone()).unwrap().note("deich.cube").unwrap().to_owned();
        let mut rows = rows(bytes);
        let before = rows.clone();
        let at = drop.index(rows.len() - 1);
        match how {
            0 => {
                rows.remove(at);
            }
            1 => rows.swap(at, at + 1),
            _ => {
                let line = cell.0.index(rows.len());
                rows[line][cell.1] = value.to_owned();
            }
        }
        prop_assume!(rows != before);
        if let Some(bytes) = table(&rows, note) {
            prop_assert!(Cube::from_parquet(bytes, 1).is_err());
        }
    }
}

fn rows(bytes: Vec<u8>) -> Vec<Vec<String>> {
    let mut reader = Reader::of_bytes(bytes).unwrap();
    let (mut rows, mut cells) = (Vec::new(), Vec::new());
    while reader.next_row(&mut cells).unwrap() {
        rows.push(cells.clone());
    }
    rows
}

/// The table of these rows, a row group for each run of the same category; none if a cell does not fit its column.
fn table(rows: &[Vec<String>], note: String) -> Option<Vec<u8>> {
    let fields = vec![
        columnar::Field::text("category"),
        columnar::Field::text("week"),
        columnar::Field::text("place"),
        columnar::Field::integer("age_from").optional(),
        columnar::Field::integer("age_to").optional(),
        columnar::Field::text("sex"),
        columnar::Field::integer("count"),
    ];
    let mut file = CodedWriter::new(Vec::new(), fields).unwrap();
    for rows in rows.chunk_by(|one, other| one[0] == other[0]) {
        let mut group = file.group().unwrap();
        for column in 0..7 {
            if [3, 4, 6].contains(&column) {
                let mut entries = Vec::new();
                let mut codes = Vec::new();
                for row in rows {
                    if row[column].is_empty() {
                        codes.push(0);
                        continue;
                    }
                    entries.push(row[column].parse().ok()?);
                    codes.push(entries.len());
                }
                group.integers(&entries, codes.into_iter()).ok()?;
            } else {
                let entries: Vec<&str> = rows.iter().map(|row| &*row[column]).collect();
                group.texts(&entries, 1..=rows.len()).unwrap();
            }
        }
        group.finish().unwrap();
    }
    file.note("deich.cube", note);
    Some(file.finish().unwrap())
}

/// The one above would be worth nothing if unchanged tables were refused, too.
#[test]
fn the_same_rows_written_by_somebody_else_are_the_same_cube() {
    let cube = cube();
    let bytes = written(&cube);
    let note = CodedReader::of_bytes(bytes.clone())
        .unwrap()
        .note("deich.cube")
        .unwrap()
        .to_owned();
    let again = table(&rows(bytes), note).unwrap();
    assert_eq!(Cube::from_parquet(again, 2).unwrap(), cube);
}

#[test]
fn other_tables_and_other_versions_are_refused_with_a_reason() {
    let mut writer = Writer::new(vec![Column::new("category", Kind::Text)]).unwrap();
    writer.row(&[Some(Value::Text("influenza"))]).unwrap();
    let error = Cube::from_parquet(writer.finish().unwrap(), 1).unwrap_err();
    assert!(matches!(error, SnapshotError::NoNote), "{error}");

    let bytes = written(&cube());
    let note = CodedReader::of_bytes(bytes.clone())
        .unwrap()
        .note("deich.cube")
        .unwrap()
        .to_owned();
    let rows = rows(bytes);
    let refused = |note: String| Cube::from_parquet(table(&rows, note).unwrap(), 1).unwrap_err();
    let error = refused(note.replacen("\"version\":1", "\"version\":2", 1));
    assert!(matches!(error, SnapshotError::Version(2)), "{error}");
    let error = refused("{}".to_owned());
    assert!(matches!(error, SnapshotError::Note(_)), "{error}");
    let error = refused(note.replacen("\"weeks\":60", "\"weeks\":0", 1));
    assert!(matches!(error, SnapshotError::Axes(_)), "{error}");
    // The same counts on other axes are other counts.
    let error = refused(note.replacen("\"weeks\":60", "\"weeks\":61", 1));
    assert!(matches!(error, SnapshotError::Digest), "{error}");
    let error = refused(note.replacen("\"weeks\":60", "\"weeks\":59", 1));
    assert!(matches!(error, SnapshotError::Row { .. }), "{error}");

    let mut file = CodedWriter::new(Vec::new(), vec![columnar::Field::text("category")]).unwrap();
    file.note("deich.cube", note);
    let error = Cube::from_parquet(file.finish().unwrap(), 1).unwrap_err();
    assert!(matches!(error, SnapshotError::Columns), "{error}");
}
