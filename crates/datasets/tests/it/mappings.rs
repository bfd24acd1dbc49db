// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Tables of any form: what is suggested, what people change, what comes of it.

use datasets::{
    ApplyError, Doubt, Format, Gap, Kind, Limits, Mapping, Measured, Notation, Numbers, Period,
    PeriodKind, Role, Table, apply, indicator, preview, suggest,
};
use tables::{Cell, Column, Sheet};

use super::{import, lines, places, sum_of_parts};

fn suggested(text: &str) -> (Table, Mapping) {
    let table = Table::of_text("table.csv", text.to_owned());
    let mapping = suggest(&table, &places());
    (table, mapping)
}

fn read(table: &Table, mapping: &Mapping) -> datasets::Outcome {
    apply(table, mapping, &places(), &Limits::default()).unwrap()
}

#[test]
fn school_entry_is_a_ratio_with_names_of_districts_and_school_years() {
    let (table, mut mapping) = suggested(
        "Schuljahr;Landkreis;Geschlecht;Untersuchte;Auffällig\n2023/24;LK Göttingen;weiblich;1.204;87\n\
         2023/24;LK Göttingen;männlich;1.310;120\n2023/24;SK Emden;weiblich;210;-\n2023/24;Osnabrück;weiblich;900;80\n",
    );
    assert_eq!(mapping.gaps(), [Gap::Category]);
    assert_eq!(
        mapping.roles[..3],
        [
            Role::Period(PeriodKind::SchoolYear),
            Role::PlaceName,
            Role::Sex
        ]
    );
    assert_eq!(mapping.doubts, [Doubt::Notation]);
    mapping.fixed.category = Some("Sprachauffälligkeit".to_owned());
    mapping.notation = Notation::German;
    let outcome = read(&table, &mapping);
    assert_eq!(
        lines(&outcome.observations),
        [
            "sprachauffaelligkeit 2023/24 03159 00+ Only(Female) 87/1204",
            "sprachauffaelligkeit 2023/24 03159 00+ Only(Male) 120/1310",
        ]
    );
    assert_eq!(
        (
            outcome.report.count(Kind::Missing),
            outcome.report.count(Kind::PlaceAmbiguous)
        ),
        (1, 1)
    );
    let (_, ambiguous) = outcome
        .report
        .tallies()
        .find(|(kind, _)| *kind == Kind::PlaceAmbiguous)
        .unwrap();
    let problem = &ambiguous.first[0];
    assert_eq!(
        (
            problem.line,
            problem.column.as_str(),
            problem.found.as_str(),
            problem.more.as_str()
        ),
        (5, "Landkreis", "Osnabrück", "03404, 03459")
    );
}

#[test]
fn a_vaccination_rate_has_its_interval() {
    let (table, mut mapping) = suggested(
        "Jahr,AGS,Impfquote (%),KI unten,KI oben\n2023,3159,\"95,2\",\"94,1\",\"96,3\"\n2023,03402,\"91,0\",\"92,0\",\"93,0\"\n",
    );
    assert_eq!(mapping.gaps(), [Gap::Category]);
    assert!(
        indicator("coverage-percent")
            .unwrap()
            .put_into(&mut mapping)
    );
    assert_eq!(mapping.notation, Notation::German);
    let outcome = read(&table, &mapping);
    assert_eq!(
        outcome.labels["coverage-percent"].get("de"),
        "Impfquote, berechnet"
    );
    assert_eq!(
        lines(&outcome.observations),
        ["coverage-percent 2023 03159 00+ All 95.2 (94.1 to 96.3)"]
    );
    assert_eq!(
        (
            outcome.report.count(Kind::ZeroRestored),
            outcome.report.count(Kind::Interval)
        ),
        (1, 1)
    );
    let datasets::Measure::Value { unit, .. } = outcome.observations.get(0).unwrap().measure else {
        unreachable!()
    };
    assert_eq!(unit, "%");
}

#[test]
fn years_in_the_headings_become_rows() {
    let (table, mut mapping) =
        suggested("Kreis;2021;2022;2023\nLK Göttingen;1;2;3\nNiedersachsen;10;20;30\n");
    assert_eq!(mapping.gaps(), [Gap::Category]);
    assert_eq!(
        mapping.measures[1].labels,
        [(Role::Year, "2022".to_owned())]
    );
    mapping.fixed.category = Some("measles".to_owned());
    let outcome = read(&table, &mapping);
    assert_eq!(
        lines(&outcome.observations)[4],
        "measles 2022 03 00+ All 20"
    );
    // The state is there beside its district: only one of them counts.
    assert_eq!(sum_of_parts(&outcome.observations), 6);
}

#[test]
fn two_rows_of_headings_are_two_dimensions() {
    let (table, mut mapping) = suggested(
        "Einwohner am 31.12.2023\n;weiblich;weiblich;männlich;männlich\nKreis;0-14;15+;0-14;15+\nLK Göttingen;1;2;3;4\nSK Emden;5;6;7;8\n",
    );
    assert_eq!(mapping.gaps(), [Gap::Category, Gap::Period]);
    mapping.fixed.category = Some("population".to_owned());
    mapping.fixed.period = Some((PeriodKind::Day, "31.12.2023".to_owned()));
    let outcome = read(&table, &mapping);
    assert_eq!(
        lines(&outcome.observations)[1],
        "population 2023-12-31 03159 15+ Only(Female) 2"
    );
    assert_eq!(
        lines(&outcome.observations)[6],
        "population 2023-12-31 03402 00-14 Only(Male) 7"
    );
    assert_eq!(sum_of_parts(&outcome.observations), 36);
}

#[test]
fn totals_are_known_in_every_dimension_and_nobody_counts_twice() {
    let (table, mut mapping) = suggested(
        "Jahr;Kreis;Alter;Geschlecht;Anzahl\n2024;03;Insgesamt;Insgesamt;10\n2024;03;00-14;Insgesamt;4\n2024;03;15+;Insgesamt;6\n\
         2024;03;Insgesamt;w;5\n2024;03;Insgesamt;m;5\n2024;03159;Insgesamt;Insgesamt;7\n2024;Gesamt;Insgesamt;Insgesamt;10\n",
    );
    mapping.fixed.category = Some("measles".to_owned());
    let outcome = read(&table, &mapping);
    let totals: Vec<_> = outcome
        .observations
        .iter()
        .map(|one| {
            (
                one.total.of_places(),
                one.total.of_ages(),
                one.total.of_sexes(),
                one.total.of_another_breakdown(),
            )
        })
        .collect();
    assert_eq!(
        totals,
        [
            (true, true, true, false),
            (true, false, false, false),
            (true, false, false, false),
            (true, false, false, true),
            (true, false, false, true),
            (false, false, false, false),
        ]
    );
    assert_eq!(outcome.report.count(Kind::SumRow), 1);
}

#[test]
fn a_year_beside_its_weeks_and_quarters_is_a_total() {
    let (table, mut mapping) = suggested("Zeit;Kreis;Anzahl\n2024;03159;9\n2024;03402;1\n");
    mapping.fixed.category = Some("measles".to_owned());
    mapping.fixed.period = None;
    let years = read(&table, &mapping);
    assert!(years.observations.iter().all(|one| !one.total.any()));
    let (table, mut mapping) =
        suggested("Kreis;2024;2024-Q1;2024-Q2\nLK Göttingen;9;4;5\nSK Emden;1;1;0\n");
    mapping.fixed.category = Some("measles".to_owned());
    mapping.measures = [
        (1, Role::Year, "2024"),
        (2, Role::Period(PeriodKind::Quarter), "2024-Q1"),
        (3, Role::Period(PeriodKind::Quarter), "2024-Q2"),
    ]
    .map(|(column, role, label)| Measured {
        numbers: Numbers::Count(column),
        category: String::new(),
        labels: vec![(role, label.to_owned())],
    })
    .to_vec();
    let outcome = read(&table, &mapping);
    assert_eq!(sum_of_parts(&outcome.observations), 10);
    assert!(outcome.observations.get(0).unwrap().total.of_periods());
}

#[test]
fn two_labels_that_would_have_one_key_are_not_mixed() {
    let (table, mapping) = suggested(
        "Typ;Jahr;Kreis;Anzahl\nRSV A/B;2024;03159;1\nRSV A+B;2024;03159;2\nRSV A-B;2024;03159;3\nrsv  a/b;2023;03159;4\n",
    );
    let outcome = read(&table, &mapping);
    assert_eq!(
        lines(&outcome.observations),
        [
            "rsv-a-b 2024 03159 00+ All 1",
            "rsv-a-plus-b 2024 03159 00+ All 2",
            "rsv-a-b 2023 03159 00+ All 4",
        ]
    );
    assert_eq!(outcome.report.count(Kind::CategoryAmbiguous), 1);
}

#[test]
fn the_same_number_twice_is_taken_once_and_two_numbers_for_one_thing_not_at_all() {
    let (table, mut mapping) = suggested(
        "Woche;Kreis;Fälle\n2024-W05;03159;3\n2024-W05;03159;3\n2024-W06;03159;4\n2024-KW06;03159;5\n2024-W07;03159;6\nQuelle: Amt;;\n",
    );
    mapping.fixed.category = Some("measles".to_owned());
    let outcome = read(&table, &mapping);
    assert_eq!(
        lines(&outcome.observations),
        [
            "measles 2024-W05 03159 00+ All 3",
            "measles 2024-W07 03159 00+ All 6"
        ]
    );
    let report = &outcome.report;
    assert_eq!(
        (
            report.count(Kind::Duplicate),
            report.count(Kind::Contradiction),
            report.count(Kind::Remark)
        ),
        (1, 1, 1)
    );
    let (_, tally) = report
        .tallies()
        .find(|(kind, _)| *kind == Kind::Contradiction)
        .unwrap();
    assert_eq!(
        (tally.first[0].line, tally.first[0].more.as_str()),
        (5, "4")
    );
}

#[test]
fn a_row_that_is_too_long_spoils_neither_the_headings_nor_the_others() {
    let years = (1..=40).fold("Jahr;Kreis;Anzahl\n".to_owned(), |text, n| {
        format!("{text}{};03159;{n}\n", 1950 + n)
    });
    let text = format!("{years}2024;03159;1;2;3;4;5;6;7;8;9\n2023;03402;7\n");
    let (table, mut mapping) = suggested(&text);
    mapping.fixed.category = Some("measles".to_owned());
    let outcome = read(&table, &mapping);
    assert_eq!(outcome.observations.len(), 41);
    let (_, long) = outcome.report.tallies().next().unwrap();
    assert_eq!(
        (outcome.report.count(Kind::RowTooLong), long.first[0].line),
        (1, 42)
    );
}

#[test]
fn left_out_by_the_publisher_is_neither_zero_nor_missing() {
    let (table, mut mapping) =
        suggested("Jahr;Kreis;Anzahl\n2024;03159;<3\n2024;03402;*\n2024;03404;\n2024;03458;0\n");
    mapping.fixed.category = Some("measles".to_owned());
    let outcome = read(&table, &mapping);
    assert_eq!(
        lines(&outcome.observations),
        ["measles 2024 03458 00+ All 0"]
    );
    assert_eq!(
        (
            outcome.report.count(Kind::Suppressed),
            outcome.report.count(Kind::Missing)
        ),
        (2, 1)
    );
}

#[test]
fn numbers_that_can_be_read_in_two_ways_are_not_guessed() {
    let (table, mut mapping) = suggested("Jahr;Kreis;Anzahl\n2024;03159;1.204\n2024;03402;17\n");
    assert_eq!(mapping.doubts, [Doubt::Notation]);
    mapping.fixed.category = Some("measles".to_owned());
    let outcome = read(&table, &mapping);
    assert_eq!(outcome.report.count(Kind::NumberNotation), 1);
    mapping.notation = Notation::German;
    assert_eq!(
        lines(&read(&table, &mapping).observations)[0],
        "measles 2024 03159 00+ All 1204"
    );
}

#[test]
fn a_month_is_not_taken_for_a_week_and_a_school_year_for_neither() {
    let role = |text: &str| {
        let (_, mapping) = suggested(text);
        (mapping.roles[0], mapping.doubts)
    };
    assert_eq!(
        role("Zeit;Kreis;Fälle\n2024-01;03159;1\n2024-12;03159;2\n"),
        (Role::Period(PeriodKind::Month), vec![Doubt::WeekOrMonth])
    );
    assert_eq!(
        role("Zeit;Kreis;Fälle\n2024-W01;03159;1\n2024-W12;03159;2\n"),
        (Role::Period(PeriodKind::Week), vec![])
    );
    assert_eq!(
        role("Woche;Kreis;Fälle\n2024-01;03159;1\n2024-12;03159;2\n"),
        (Role::Period(PeriodKind::Week), vec![])
    );
    let (_, wide) = suggested("Kreis;2021-22;2022-23\nLK Göttingen;1;2\n");
    assert_eq!(
        wide.measures[0].labels[0].0,
        Role::Period(PeriodKind::SchoolYear)
    );
    assert_eq!(wide.doubts, [Doubt::SeasonOrSchoolYear]);
}

#[test]
fn a_table_without_headings_is_doubted_and_loses_no_row_when_people_say_so() {
    let (table, mut mapping) = suggested("2023;03159;7\n2024;03159;8\n2024;03402;9\n");
    assert_eq!(mapping.doubts, [Doubt::CountOrValue, Doubt::Headings]);
    mapping.heading_rows = 0;
    mapping.roles = vec![Role::Year, Role::PlaceKey, Role::Ignored];
    mapping.measures[0].numbers = Numbers::Count(2);
    mapping.measures.truncate(1);
    mapping.measures[0].category = "measles".to_owned();
    assert_eq!(read(&table, &mapping).observations.len(), 3);
}

#[test]
fn ages_from_and_to_stand_in_two_columns() {
    let (table, mut mapping) = suggested(
        "Jahr;Kreis;Alter von;Alter bis;Anzahl\n2024;03159;0;4;1\n2024;03159;80;;2\n2024;03159;9;5;2\n",
    );
    mapping.fixed.category = Some("measles".to_owned());
    let outcome = read(&table, &mapping);
    assert_eq!(
        lines(&outcome.observations),
        [
            "measles 2024 03159 00-04 All 1",
            "measles 2024 03159 80+ All 2"
        ]
    );
    assert_eq!(outcome.report.count(Kind::Age), 1);
}

#[test]
fn a_workbook_is_read_like_text_and_its_formulas_are_not_calculated() {
    let sheet = Sheet {
        name: "Impfquoten".to_owned(),
        columns: vec![
            Column::new("Schuljahr", 9),
            Column::new("Kreis", 9),
            Column::new("Geimpft", 9),
            Column::new("Untersucht", 9),
        ],
        rows: [
            ("LK Göttingen", Cell::count(90)),
            ("SK Emden", "=1+1".into()),
            ("LK Osnabrück", Cell::count(80)),
            ("SK Osnabrück", Cell::count(70)),
            ("LK Oldenburg", Cell::count(60)),
            ("SK Oldenburg", Cell::count(50)),
        ]
        .map(|(place, count)| vec!["2023/24".into(), place.into(), count, Cell::count(100)])
        .to_vec(),
        prepared: 0,
    };
    let bytes = tables::workbook(&[sheet]).unwrap();
    let outcome = import(&bytes, "impfquoten.xlsx", |candidate| {
        assert_eq!(candidate.format, Format::Table);
        candidate.mapping.fixed.category = Some("mmr".to_owned());
    });
    let found = lines(&outcome.observations);
    assert_eq!(found[0], "mmr 2023/24 03159 00+ All 90/100");
    assert_eq!(found.len(), 5);
    assert_eq!(outcome.report.count(Kind::Number), 1);
}

#[test]
fn the_flat_form_of_statistical_offices_is_recognised() {
    let text = "statistics_code;statistics_label;time_code;time_label;time;1_variable_code;1_variable_label;\
        1_variable_attribute_code;1_variable_attribute_label;2_variable_code;2_variable_label;2_variable_attribute_code;\
        2_variable_attribute_label;value;value_unit;value_variable_code;value_variable_label\n\
        1000A;Zensus: Bevölkerung;STAG;Stichtag;2022-05-15;GEOGK1;Kreise;03159;Göttingen, Landkreis;ALTEINZ;Alter;ALT000;unter 1 Jahr;2306;Anzahl;PRS018;Personen\n\
        1000A;Zensus: Bevölkerung;STAG;Stichtag;2022-05-15;GEOGK1;Kreise;03159;Göttingen, Landkreis;ALTEINZ;Alter;ALT000;unter 1 Jahr;0,7;%;PRS018;Personen\n\
        1000A;Zensus: Bevölkerung;STAG;Stichtag;2022-05-15;GEOGK1;Kreise;03402;Emden, Stadt;ALTEINZ;Alter;;Insgesamt;-;Anzahl;PRS018;Personen\n\
        1000A;Zensus: Bevölkerung;STAG;Stichtag;2022-05-15;GEODL1;Deutschland;DG;Deutschland;ALTEINZ;Alter;ALT100;100 Jahre und mehr;.;Anzahl;PRS018;Personen\n";
    let outcome = import(text.as_bytes(), "1000A-1008_de_flat.csv", |candidate| {
        assert_eq!(candidate.format, Format::Genesis);
        assert!(candidate.mapping.gaps().is_empty());
    });
    assert_eq!(
        lines(&outcome.observations),
        [
            "personen 2022-05-15 03159 00 All 2306",
            "personen 2022-05-15 03402 00+ All 0"
        ]
    );
    assert_eq!(
        (
            outcome.report.count(Kind::Filtered),
            outcome.report.count(Kind::Suppressed)
        ),
        (1, 1)
    );
}

#[test]
fn a_preview_reads_no_more_than_it_shows() {
    let text: String = (1..=50).fold("Jahr;Kreis;Anzahl\n".to_owned(), |text, n| {
        format!("{text}{};03159;{n}\n", 1950 + n)
    });
    let (table, mut mapping) = suggested(&text);
    mapping.fixed.category = Some("measles".to_owned());
    let outcome = preview(&table, &mapping, &places(), &Limits::default(), 10).unwrap();
    assert_eq!((outcome.observations.len(), outcome.report.rows), (10, 10));
    assert_eq!(
        outcome.observations.get(9).unwrap().period,
        Period::Year(1960)
    );
}

#[test]
fn limits_and_gaps_are_said_before_anything_is_read() {
    let (table, mut mapping) = suggested("Jahr;Kreis;Anzahl\n2024;03159;1\n2024;03402;2\n");
    let all = |mapping: &Mapping, limits: Limits| {
        apply(&table, mapping, &places(), &limits)
            .map(|_| ())
            .unwrap_err()
    };
    assert_eq!(
        all(&mapping, Limits::default()),
        ApplyError::Gaps(vec![Gap::Category])
    );
    mapping.fixed.category = Some("measles".to_owned());
    assert_eq!(
        all(
            &mapping,
            Limits {
                rows: 1,
                ..Limits::default()
            }
        ),
        ApplyError::TooManyRows
    );
    assert_eq!(
        all(
            &mapping,
            Limits {
                columns: 2,
                ..Limits::default()
            }
        ),
        ApplyError::TooManyColumns(1)
    );
    let mut wrong = mapping.clone();
    wrong.measures.push(Measured {
        numbers: Numbers::Count(usize::MAX),
        category: "x".to_owned(),
        labels: Vec::new(),
    });
    assert!(matches!(
        all(&wrong, Limits::default()),
        ApplyError::NoColumn { .. }
    ));
    let mut fixed = mapping.clone();
    fixed.fixed.age = Some("old".to_owned());
    assert_eq!(
        all(&fixed, Limits::default()),
        ApplyError::Fixed("old".to_owned())
    );
    let cell = Limits {
        cell: 4,
        ..Limits::default()
    };
    let outcome = apply(&table, &mapping, &places(), &cell).unwrap();
    assert_eq!(outcome.report.count(Kind::CellTooLong), 2);
}

#[test]
fn a_mapping_is_kept_as_json_and_read_again() {
    let (_, mapping) = suggested("Kreis;2021;2022\nLK Göttingen;1;2\nSK Emden;1;2\n");
    let json = serde_json::to_string(&mapping).unwrap();
    assert_eq!(serde_json::from_str::<Mapping>(&json).unwrap(), mapping);
}
