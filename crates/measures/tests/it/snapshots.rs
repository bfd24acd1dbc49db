// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A table is the same after it was written and read, and nothing else is read as one.

use datasets::Period;
use kernel::{AgeGroup, IsoWeek, Sex};
use measures::{Group, Indicator, Number, Row, SnapshotError, Table};
use proptest::prelude::*;

fn period() -> impl Strategy<Value = Period> {
    (0_u8..6, 1990_i16..2030, 1_u8..5).prop_map(|(kind, year, part)| match kind {
        0 => Period::Year(year),
        1 => Period::SchoolYear(year),
        2 => Period::Quarter(year, part),
        3 => Period::Month(year, part),
        4 => Period::Week(IsoWeek::new(year, i8::try_from(part).unwrap()).unwrap()),
        _ => Period::Season(year),
    })
}

fn number() -> impl Strategy<Value = Number> {
    prop_oneof![
        any::<u32>().prop_map(|count| Number::Count(u64::from(count))),
        (0_u64..1_000, 1_u64..1_000).prop_map(|(part, rest)| Number::Ratio {
            numerator: part,
            denominator: part + rest,
        }),
        (-1e9_f64..1e9, any::<bool>(), 0.0_f64..1e-3).prop_map(|(value, bounded, wide)| {
            Number::Value {
                value,
                lower: bounded.then_some(value - wide),
                upper: bounded.then_some(value + wide),
            }
        }),
    ]
}

fn row() -> impl Strategy<Value = Row> {
    let places = prop_oneof![Just("00"), Just("03"), Just("03101"), Just("03159016")];
    let ages = prop_oneof![
        Just(None),
        (0_u8..90).prop_map(|from| AgeGroup::new(from, from + 4).ok()),
        (0_u8..90).prop_map(|from| AgeGroup::and_older(from).ok()),
    ];
    let sexes = prop_oneof![Just(None), Just(Some(Sex::Female)), Just(Some(Sex::Male))];
    (period(), places, ages, sexes, number()).prop_map(|(period, place, age, sex, number)| Row {
        period,
        place: place.parse().unwrap(),
        group: Group { age, sex },
        number,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_was_written_is_read(
        first in prop::collection::vec(row(), 0..40),
        second in prop::collection::vec(row(), 0..40),
    ) {
        let table = Table::new([
            Indicator::new("vaccination-measles-2", "", first),
            Indicator::new("life-expectancy", "years", second),
        ]);
        let bytes = table.to_parquet().unwrap();
        prop_assert_eq!(Table::from_parquet(bytes).unwrap(), table);
    }

    #[test]
    fn any_bytes_are_a_table_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(Table::from_parquet(bytes).is_err());
    }
}

#[test]
fn a_file_with_other_columns_or_a_damaged_row_is_refused() {
    use columnar::{Column, Kind, Value, Writer};

    let mut writer = Writer::new(vec![Column::new("text", Kind::Text)]).unwrap();
    writer.row(&[Some(Value::Text("x"))]).unwrap();
    let other = writer.finish().unwrap();
    assert!(matches!(
        Table::from_parquet(other),
        Err(SnapshotError::Columns)
    ));

    let names = [
        "indicator",
        "unit",
        "period_kind",
        "period",
        "place",
        "age",
        "sex",
        "numerator",
        "denominator",
        "value",
        "lower",
        "upper",
    ];
    let written = |cells: [&str; 12]| {
        let columns = names.map(|name| Column::new(name, Kind::Text));
        let mut writer = Writer::new(columns.into()).unwrap();
        writer
            .row(&cells.map(|cell| Some(Value::Text(cell))))
            .unwrap();
        Table::from_parquet(writer.finish().unwrap())
    };
    let sound = [
        "x", "", "year", "2024", "03101", "1-4", "male", "1", "4", "", "", "",
    ];
    assert_eq!(written(sound).unwrap().rows(), 1);
    for (at, cell) in [
        (0, ""),
        (2, "century"),
        (3, "24"),
        (4, "99999"),
        (5, "4-1"),
        (6, "x"),
        (7, "5"),
        (7, "-1"),
        (8, "0"),
        (9, "1.0"),
        (10, "1.0"),
    ] {
        let mut cells = sound;
        cells[at] = cell;
        assert!(
            matches!(written(cells), Err(SnapshotError::Row(1))),
            "{cell:?} in {at}"
        );
    }
}
