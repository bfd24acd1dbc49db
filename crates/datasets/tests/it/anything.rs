// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Whatever bytes come, there is an answer.

use datasets::{Edition, Empty, Limits, Measure, Notation, PeriodKind, Place, apply, recognise};
use proptest::prelude::*;

use super::places;
use super::real::shared;

/// Files of different forms, small enough to be changed in every place.
const SEEDS: [&str; 5] = [
    "Meldewoche;LK Göttingen;SK Emden;Gesamt\n2024-KW05;3;;3\n2024-KW06;1.204;2;1.206\nGesamt;1;2;3\n",
    "disease,year,week,kreis,cases\nmeasles,2024,5,03159,3\nmeasles,2024,5,03159,4\nmumps,2024,53,03402,1\n",
    "Jahr\tAGS\tAlter\tGeschlecht\tQuote\tlower\tupper\n2024\t3159\t0-4\tw\t1,5\t1,0\t2,0\n2023\t03\t80+\tm\t7,5\t8,0\t9\n",
    ";w;w;m;m\nKreis;0-14;15+;0-14;15+\nLK Göttingen;1;2;3;4\nEmden;5;6;7;8\n",
    "{\"resources\": [{\"path\": \"a.csv\", \"schema\": {\"fields\": [{\"name\": \"x\", \"type\": \"date\"}]}}], \"title\": \"x\"}",
];

/// Goes the whole way with each candidate; gaps are filled so that rows are read.
fn go(bytes: &[u8]) {
    let limits = Limits {
        bytes: 1 << 20,
        rows: 1_000,
        columns: 60,
        ..Limits::default()
    };
    let places = places();
    let Ok((file, candidates)) = recognise(bytes, "file.csv", &places, &limits) else {
        return;
    };
    for candidate in candidates {
        let mut mapping = candidate.mapping;
        mapping.fixed.category.get_or_insert("measles".to_owned());
        mapping.fixed.place.get_or_insert(Place::GERMANY);
        mapping.fixed.year.get_or_insert(2024);
        mapping.empty = Empty::Zero;
        for notation in [Notation::German, Notation::English] {
            mapping.notation = notation;
            mapping.edition = Edition::All;
            let Ok(outcome) = apply(&file.tables[candidate.table], &mapping, &places, &limits)
            else {
                continue;
            };
            assert!(outcome.report.sound_rows <= outcome.report.rows);
            for one in outcome.observations.iter() {
                assert!((1_900..=2_999).contains(&one.period.year()));
                assert!(one.period.kind() != PeriodKind::Day || one.period.to_string().len() == 10);
                match one.measure {
                    Measure::Count(_) => {}
                    Measure::Ratio {
                        numerator,
                        denominator,
                    } => assert!(denominator > 0 && numerator <= denominator),
                    Measure::Value {
                        value,
                        lower,
                        upper,
                        ..
                    } => {
                        assert!(value.is_finite());
                        assert!(lower.is_none_or(|lower| lower <= value));
                        assert!(upper.is_none_or(|upper| upper >= value));
                    }
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn arbitrary_bytes_have_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        go(&bytes);
    }

    #[test]
    fn arbitrary_rows_have_an_answer(text in "([0-9A-Zäöü;,.\t\"\n /+-]|2024|LK |Woche|Alter|Jahr|Gesamt|\\.\\.){0,60}") {
        go(text.as_bytes());
    }

    #[test]
    fn files_with_changes_have_an_answer(
        seed in 0..SEEDS.len(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..4), 1..12),
        wide in any::<bool>(),
    ) {
        let mut bytes = if wide {
            let wide = SEEDS[seed].encode_utf16().flat_map(u16::to_le_bytes);
            [0xff, 0xfe].into_iter().chain(wide).collect()
        } else {
            SEEDS[seed].as_bytes().to_vec()
        };
        for (at, byte, how) in changes {
            let at = at.index(bytes.len().max(1));
            match how {
                0 if at < bytes.len() => bytes[at] = byte,
                1 if at < bytes.len() => {
                    bytes.remove(at);
                }
                2 => bytes.insert(at.min(bytes.len()), byte),
                _ => bytes.truncate(at),
            }
        }
        go(&bytes);
    }

    #[test]
    fn damaged_archives_and_workbooks_have_an_answer(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
    ) {
        let sheet = tables::Sheet {
            name: "x".to_owned(),
            columns: vec![tables::Column::new("Jahr", 9), tables::Column::new("AGS", 9), tables::Column::new("n", 9)],
            rows: vec![vec!["2024".into(), "03159".into(), tables::Cell::count(3)]],
            prepared: 0,
        };
        let mut bytes = tables::workbook(&[sheet]).unwrap();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        go(&bytes);
    }
}

/// The beginning of each real file, with bytes changed, lost and doubled.
#[test]
fn real_files_with_changes_have_an_answer() {
    let files = [
        "rki/survstat_ni_kreis_week.csv.gz",
        "rki/IfSG_Influenzafaelle_DE_NI.tsv",
        "rki/IfSG_RSVfaelle_DE_NI.tsv",
        "rki/ARE_Konsultationsinzidenz_DE_NI.tsv",
        "rki/GrippeWeb.tsv",
        "rki/amelag_aggregierte_kurve.tsv",
        "rki/COVID-19_7-Tage-Inzidenz_Deutschland.csv",
        "rki/COVID-19-Todesfaelle_NI.csv",
        "rki/covid_hosp_reporting_triangle_ni.csv.gz",
        "rki/GISD_NI_Kreis.csv",
        "rki/GISD_NI_Gemeinde.csv.gz",
        "territory/zensus2022_kreis_alter_ni.csv",
        "territory/kreise_ni.csv",
        "territory/gemeinden_ni_2022.csv",
    ];
    for file in files {
        let Some(bytes) = shared(file) else { return };
        let bytes = &bytes[..bytes.len().min(6_000)];
        let change = (any::<prop::sample::Index>(), any::<u8>(), 0_u8..4);
        let changes = proptest::collection::vec(change, 0..20);
        let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
            failure_persistence: None,
            ..ProptestConfig::with_cases(24)
        });
        let ran = runner.run(&changes, |changes| {
            let mut bytes = bytes.to_vec();
            for (at, byte, how) in changes {
                let at = at.index(bytes.len());
                match how {
                    0 => bytes[at] = byte,
                    1 => {
                        bytes.remove(at);
                    }
                    2 => bytes.insert(at, byte),
                    _ => bytes[at] = b"\n\t\";,."[usize::from(byte % 6)],
                }
            }
            go(&bytes);
            Ok(())
        });
        assert!(ran.is_ok(), "{file}: {ran:?}");
    }
}
