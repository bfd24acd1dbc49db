// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A table from file to file.

use anonymity::{Criterion, ExtractError, Generalisation, Metric, Table, Watch};

use crate::source::{self, Wanted};
use crate::{Task, sections};

/// Forty people of twenty ages, one of them alone in her town.
fn table() -> Table {
    let mut lines = vec!["name;age;town;illness;year\n".to_owned()];
    for person in 0..40_u8 {
        let town = if person == 7 { "Juist" } else { "Emden" };
        let illness = ["Masern", "Noro"][usize::from(person % 2)];
        lines.push(format!("P{person};{};{town};{illness};2026\n", person % 20));
    }
    source::of_bytes(lines.concat().into_bytes(), Wanted::All).unwrap()
}

fn task(local: bool) -> Task {
    let towns = Generalisation::flat(["Emden", "Juist"]).unwrap();
    Task {
        quasi: vec![
            ("age".to_owned(), Generalisation::of_ages(20).unwrap()),
            ("town".to_owned(), towns),
        ],
        kept: vec!["year".to_owned()],
        climbed: Vec::new(),
        criteria: vec![
            Criterion::K(4),
            "entities:name:4".parse().unwrap(),
            "distinct-l:illness:2".parse().unwrap(),
        ],
        suppression: 0.05,
        metric: Metric::LossArith,
        local,
        population: Some(400),
        threads: 1,
    }
}

/// The cells of a file that was written, row by row.
fn cells(bytes: Vec<u8>) -> Vec<Vec<String>> {
    let table = source::of_bytes(bytes, Wanted::All).unwrap();
    let columns = table.columns().iter();
    let mut rows = vec![columns.map(|column| column.name().to_owned()).collect()];
    for row in 0..table.rows() {
        let columns = table.columns().iter();
        rows.push(
            columns
                .map(|column| column.value(column.codes()[row]).to_owned())
                .collect(),
        );
    }
    rows
}

#[test]
fn both_files_hold_the_same_cells_and_no_column_that_nobody_named() {
    let (table, task) = (table(), task(false));
    let outcome = task.run(&table, &Watch::default()).unwrap();
    let (mut csv, mut parquet) = (Vec::new(), Vec::new());
    outcome.csv(&mut csv).unwrap();
    outcome.parquet(&mut parquet).unwrap();
    let rows = cells(csv);
    assert_eq!(rows, cells(parquet));
    assert_eq!(rows[0], ["age", "town", "illness", "year"]);
    assert_eq!(rows.len(), 41);
    let hidden = rows.iter().filter(|row| row[..2] == ["*", "*"]).count();
    assert_eq!(hidden as u64, outcome.shape.suppressed);
    assert!(!rows.iter().flatten().any(|cell| cell == "Juist"));
}

#[test]
fn the_report_says_what_the_figures_say() {
    let (table, task) = (table(), task(true));
    let figures = task.run(&table, &Watch::default()).unwrap().figures();
    assert_eq!((figures.rows, figures.kept.len()), (40, 2));
    let text: Vec<String> = sections(&figures)
        .into_iter()
        .flat_map(|section| section.sentences)
        .collect();
    let text = text.join("\n");
    for said in [
        "Bedingungen an jede Gruppe: k:4, entities:name:4, distinct-l:illness:2.",
        "year: unverändert.",
        "der höhere Wert aus Pitman und Zayatz",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains("Juist"), "a report names no row");
}

#[test]
fn a_task_that_nobody_wants_any_more_has_no_outcome() {
    let table = table();
    for local in [false, true] {
        let (task, watch) = (task(local), Watch::default());
        watch.stop();
        let stopped = task.run(&table, &watch).unwrap_err();
        assert_eq!(stopped, ExtractError::Stopped);
    }
}

#[test]
fn a_column_is_not_made_coarser_and_kept_at_once() {
    let both = Task {
        kept: vec!["age".to_owned()],
        ..task(false)
    };
    let refused = both.run(&table(), &Watch::default()).unwrap_err();
    assert_eq!(refused, ExtractError::SensitiveQuasi("age".to_owned()));
}
