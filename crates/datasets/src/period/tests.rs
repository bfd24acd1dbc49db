// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use proptest::prelude::*;

use super::*;

fn read(text: &str, kind: PeriodKind) -> Option<String> {
    Period::parse(text, kind).map(|period| period.to_string())
}

#[test]
fn weeks_are_read_in_all_their_spellings() {
    for text in [
        "2024-W05",
        "2024W05",
        "2024-KW05",
        "2024-KW5",
        "202405",
        "KW 5/2024",
        "5. KW 2024",
        "2024/5",
        "2024/KW05",
        "KW05-2024",
        "2024-05",
        "2024 KW 5",
        "05/2024",
    ] {
        assert_eq!(
            read(text, PeriodKind::Week).as_deref(),
            Some("2024-W05"),
            "{text}"
        );
    }
    for text in [
        "2021-W53",
        "2024-W54",
        "2024-W00",
        "W05",
        "5",
        "2024-01-29",
        "1/2/2024",
        "2024-Q1",
    ] {
        assert_eq!(read(text, PeriodKind::Week), None, "{text}");
    }
    assert_eq!(
        read("2020-KW53", PeriodKind::Week).as_deref(),
        Some("2020-W53")
    );
    assert_eq!(week_of_year(2024, "KW 05").unwrap().to_string(), "2024-W05");
    assert_eq!(week_of_year(2021, "53"), None);
}

#[test]
fn other_periods_are_read_in_all_their_spellings() {
    for (text, kind, wanted) in [
        ("29.01.2024", PeriodKind::Day, "2024-01-29"),
        ("9.1.2024", PeriodKind::Day, "2024-01-09"),
        ("20240129", PeriodKind::Day, "2024-01-29"),
        ("2024-01-29T00:00:00", PeriodKind::Day, "2024-01-29"),
        ("2024-01-29 00:00:00", PeriodKind::Day, "2024-01-29"),
        ("Januar 2024", PeriodKind::Month, "2024-01"),
        ("01/2024", PeriodKind::Month, "2024-01"),
        ("2024-12", PeriodKind::Month, "2024-12"),
        ("Mrz. 2024", PeriodKind::Month, "2024-03"),
        ("2024-Q1", PeriodKind::Quarter, "2024-Q1"),
        ("2024Q4", PeriodKind::Quarter, "2024-Q4"),
        ("1. Quartal 2024", PeriodKind::Quarter, "2024-Q1"),
        ("III/2024", PeriodKind::Quarter, "2024-Q3"),
        ("2024.0", PeriodKind::Year, "2024"),
        ("2024/25", PeriodKind::SchoolYear, "2024/25"),
        ("1999/2000", PeriodKind::SchoolYear, "1999/00"),
        ("Saison 2024/25", PeriodKind::Season, "2024/25"),
    ] {
        assert_eq!(read(text, kind).as_deref(), Some(wanted), "{text}");
    }
    for (text, kind) in [
        ("2024/26", PeriodKind::SchoolYear),
        ("1899", PeriodKind::Year),
        ("31.02.2024", PeriodKind::Day),
        ("13/2024", PeriodKind::Month),
        ("2024-Q5", PeriodKind::Quarter),
    ] {
        assert_eq!(read(text, kind), None, "{text}");
    }
}

#[test]
fn every_period_has_a_number_of_its_own() {
    let kinds = [
        ("2024-01-29", PeriodKind::Day),
        ("2024-W05", PeriodKind::Week),
        ("2024-05", PeriodKind::Month),
        ("2024-Q1", PeriodKind::Quarter),
        ("2024", PeriodKind::Year),
        ("2024/25", PeriodKind::SchoolYear),
        ("2024/25", PeriodKind::Season),
    ];
    let mut numbers: Vec<u32> = kinds
        .iter()
        .map(|(text, kind)| Period::parse(text, *kind).unwrap().packed())
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), kinds.len());
}

proptest! {
    #[test]
    fn any_text_is_a_period_or_none(text in "\\PC{0,14}") {
        for kind in [PeriodKind::Day, PeriodKind::Week, PeriodKind::Month, PeriodKind::Quarter,
            PeriodKind::Year, PeriodKind::SchoolYear, PeriodKind::Season]
        {
            if let Some(period) = Period::parse(&text, kind) {
                prop_assert_eq!(Period::parse(&period.to_string(), kind), Some(period));
            }
        }
    }
}
