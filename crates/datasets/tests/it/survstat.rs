// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Crossed tables as `SurvStat@RKI` exports them; the numbers are invented.

use std::io::Write as _;

use datasets::{Certainty, Format, Gap, Kind, Limits, OpenError, recognise};

use super::{import, lines, places, sum_of_parts};

fn utf16(text: &str) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xfe];
    bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

fn zipped(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file(name, zip::write::SimpleFileOptions::default())
        .unwrap();
    zip.write_all(bytes).unwrap();
    zip.finish().unwrap().into_inner()
}

const WEEKS_BY_DISTRICT: &str = "\"\"\t\"Landkreis\"\r\n\
    \"Meldewoche und Meldejahr\"\t\"LK Göttingen\"\t\"SK Emden\"\t\"Region Hannover\"\t\"Unbekannt\"\t\"Gesamt\"\r\n\
    \"2024-KW05\"\t\"3\"\t\"\"\t\"1.204\"\t\"1\"\t\"1.208\"\r\n\
    \"2024-KW06\"\t\"4\"\t\"2\"\t\"17\"\t\"\"\t\"23\"\r\n\
    \"Unbekannt\"\t\"1\"\t\"\"\t\"2\"\t\"\"\t\"3\"\r\n\
    \"Gesamt\"\t\"7\"\t\"2\"\t\"1.221\"\t\"1\"\t\"1.231\"\r\n";

#[test]
fn weeks_by_districts_in_utf_16_with_two_lines_of_headings() {
    let expected = [
        "influenza 2024-W05 03159 00+ All 3",
        "influenza 2024-W05 03402 00+ All 0",
        "influenza 2024-W05 03241 00+ All 1204",
        "influenza 2024-W06 03159 00+ All 4",
        "influenza 2024-W06 03402 00+ All 2",
        "influenza 2024-W06 03241 00+ All 17",
    ];
    let wide = utf16(WEEKS_BY_DISTRICT);
    for (bytes, name) in [
        (wide.clone(), "Data.csv"),
        (zipped("Data.csv", &wide), "export.zip"),
        (WEEKS_BY_DISTRICT.as_bytes().to_vec(), "Data.txt"),
        (
            WEEKS_BY_DISTRICT.replace('\t', ";").into_bytes(),
            "Data.csv",
        ),
        (
            WEEKS_BY_DISTRICT.replace("\r\n", "\n").into_bytes(),
            "Data.csv",
        ),
    ] {
        let outcome = import(&bytes, name, |candidate| {
            assert_eq!(
                (candidate.format, candidate.certainty),
                (Format::SurvStat, Certainty::Sure)
            );
            // Which disease it is, the export does not say.
            assert_eq!(candidate.mapping.gaps(), [Gap::Category]);
            candidate.mapping.fixed.category = Some("Influenza, saisonal".to_owned());
        });
        assert_eq!(lines(&outcome.observations), expected, "{name}");
        let report = &outcome.report;
        assert_eq!(report.errors(), 0);
        assert_eq!(report.count(Kind::EmptyAsZero), 1);
        // A row and a column.
        assert_eq!(report.count(Kind::SumRow), 2);
        assert_eq!(report.count(Kind::PlaceNotKnown), 1);
        assert_eq!(report.count(Kind::PeriodNotKnown), 1);
        assert_eq!(sum_of_parts(&outcome.observations), 1_230);
    }
}

#[test]
fn an_empty_cell_is_missing_where_people_say_so() {
    let outcome = import(&utf16(WEEKS_BY_DISTRICT), "Data.csv", |candidate| {
        candidate.mapping.fixed.category = Some("influenza".to_owned());
        candidate.mapping.empty = datasets::Empty::Missing;
    });
    assert_eq!(outcome.observations.len(), 5);
    assert_eq!(outcome.report.count(Kind::Missing), 1);
}

#[test]
fn weeks_by_years_are_put_together_from_row_and_heading() {
    let text = "\"Masern\"\t\"\"\t\"\"\t\"\"\n\"Meldewoche\"\t\"2020\"\t\"2021\"\t\"Gesamt\"\n\"01\"\t\"2\"\t\"1\"\t\"3\"\n\
        \"5\"\t\"\"\t\"4\"\t\"4\"\n\"53\"\t\"6\"\t\"1\"\t\"6\"\n";
    let outcome = import(&utf16(text), "Data.csv", |candidate| {
        assert_eq!(candidate.format, Format::SurvStat);
        // The disease stands above the headings; the place nowhere.
        assert_eq!(candidate.mapping.gaps(), [Gap::Place]);
        candidate.mapping.fixed.place = Some("03".parse().unwrap());
    });
    assert_eq!(
        lines(&outcome.observations),
        [
            "measles 2020-W01 03 00+ All 2",
            "measles 2021-W01 03 00+ All 1",
            "measles 2020-W05 03 00+ All 0",
            "measles 2021-W05 03 00+ All 4",
            "measles 2020-W53 03 00+ All 6",
        ]
    );
    // 2021 has no week 53.
    assert_eq!(outcome.report.count(Kind::Period), 1);
}

#[test]
fn ages_by_diseases_know_their_labels() {
    let text = "\"Altersgruppe\"\t\"Masern\"\t\"Keuchhusten (Meldepflicht gemäß IfSG)\"\n\"A00..04\"\t\"1\"\t\"2\"\n\
        \"A05..14\"\t\"\"\t\"7\"\n\"A80+\"\t\"\"\t\"1\"\n\"Unbekannt\"\t\"\"\t\"1\"\n";
    let outcome = import(&utf16(text), "Data.csv", |candidate| {
        assert_eq!(candidate.format, Format::SurvStat);
        assert_eq!(candidate.mapping.gaps(), [Gap::Period, Gap::Place]);
        candidate.mapping.fixed.year = Some(2024);
        candidate.mapping.fixed.place = Some("03159".parse().unwrap());
    });
    let found = lines(&outcome.observations);
    assert_eq!(found[1], "pertussis 2024 03159 00-04 All 2");
    assert_eq!(found[7], "pertussis 2024 03159 unknown All 1");
    assert_eq!(outcome.labels["pertussis"].get("de"), "Keuchhusten");
}

#[test]
fn incidences_are_values_with_german_commas() {
    let text = "\"Meldejahr\"\t\"LK Göttingen\"\t\"SK Emden\"\n\"2023\"\t\"1.012,5\"\t\"0,31\"\n\"2024\"\t\"12,25\"\t\"\"\n";
    let outcome = import(&utf16(text), "Data.csv", |candidate| {
        candidate.mapping.fixed.category = Some("campylobacter".to_owned());
    });
    assert_eq!(
        lines(&outcome.observations),
        [
            "campylobacter 2023 03159 00+ All 1012.5",
            "campylobacter 2023 03402 00+ All 0.31",
            "campylobacter 2024 03159 00+ All 12.25",
        ]
    );
    assert_eq!(outcome.report.count(Kind::Missing), 1);
}

#[test]
fn a_file_that_was_cut_off_is_refused_with_its_reason() {
    let mut bytes = utf16(WEEKS_BY_DISTRICT);
    bytes.pop();
    let refused = recognise(&bytes, "Data.csv", &places(), &Limits::default())
        .map(|_| ())
        .unwrap_err();
    assert_eq!(refused, OpenError::CutOff("Data.csv".to_owned()));
}

#[test]
fn diseases_over_years_are_two_rows_of_headings() {
    for upper in [
        "\"Masern\"\t\"\"\t\"Mumps\"\t\"\"",
        "\"Masern\"\t\"Masern\"\t\"Mumps\"\t\"Mumps\"",
    ] {
        let text = format!(
            "\"\"\t{upper}\n\"Landkreis\"\t\"2023\"\t\"2024\"\t\"2023\"\t\"2024\"\n\
             \"LK Göttingen\"\t\"1\"\t\"2\"\t\"3\"\t\"4\"\n\"SK Emden\"\t\"2023\"\t\"\"\t\"\"\t\"5\"\n"
        );
        let outcome = import(&utf16(&text), "Data.csv", |candidate| {
            assert_eq!(candidate.format, Format::SurvStat);
            assert!(candidate.mapping.gaps().is_empty());
        });
        assert_eq!(
            lines(&outcome.observations),
            [
                "measles 2023 03159 00+ All 1",
                "measles 2024 03159 00+ All 2",
                "mumps 2023 03159 00+ All 3",
                "mumps 2024 03159 00+ All 4",
                "measles 2023 03402 00+ All 2023",
                "measles 2024 03402 00+ All 0",
                "mumps 2023 03402 00+ All 0",
                "mumps 2024 03402 00+ All 5",
            ]
        );
    }
}
