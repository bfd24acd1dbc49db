// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The report for the data protection officer: one page of plain HTML in German, as the report of a
//! release has it.

use anonymity::{Criterion, Risks};

use super::told::{Classes, percent};
use super::{Language, Outcome};

/// A heading with its sentences.
struct Section {
    heading: &'static str,
    sentences: Vec<String>,
}

/// The whole page.
pub(super) fn html(outcome: &Outcome<'_>) -> String {
    let mut page = vec![
        "<!doctype html>\n<html lang=\"de\">\n<head><meta charset=\"utf-8\"><title>Anonymisierter Auszug</title></head>\n<body>\n<main>\n<h1>Anonymisierter Auszug</h1>".to_owned(),
    ];
    for section in sections(outcome) {
        page.push(format!("<h2>{}</h2>\n<ul>", section.heading));
        for sentence in section.sentences {
            page.push(format!("<li>{}</li>", escaped(&sentence)));
        }
        page.push("</ul>".to_owned());
    }
    page.push("</main>\n</body>\n</html>\n".to_owned());
    page.join("\n")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

fn share(share: f64) -> String {
    percent(share, Language::De)
}

fn sections(outcome: &Outcome<'_>) -> [Section; 6] {
    [
        Section {
            heading: "Felder",
            sentences: fields(outcome),
        },
        Section {
            heading: "Ergebnis",
            sentences: result(outcome),
        },
        Section {
            heading: "Herausgreifen",
            sentences: singling_out(outcome),
        },
        Section {
            heading: "Verknüpfbarkeit",
            sentences: vec![
                "Dies ist ein einmaliger Auszug. Wird er mit neueren Daten wiederholt, können Unterschiede zwischen den Auszügen einzelne Personen zeigen. Für wiederholte Weitergabe gibt es das Freigabebuch.".to_owned(),
                "Die Zeilen stehen in der Reihenfolge der Ausgangsdaten.".to_owned(),
            ],
        },
        Section {
            heading: "Inferenz",
            sentences: inference(outcome),
        },
        Section {
            heading: "Verbleibende Risiken",
            sentences: vec![
                "Wer weiß, dass eine Person in den Daten steht, kennt ihre Gruppe.".to_owned(),
                "Mehrere Zeilen über dieselbe Person zählen als mehrere, wenn keine Spalte die Personen unterscheidet.".to_owned(),
                "Spalten, die nicht als Quasi-Identifikatoren genannt sind, wurden nicht vergröbert. Ob sie eine Person verraten, prüft ein Mensch.".to_owned(),
            ],
        },
    ]
}

fn fields(outcome: &Outcome<'_>) -> Vec<String> {
    let shape = &outcome.shape;
    let mut sentences: Vec<String> = outcome
        .extract
        .quasi
        .iter()
        .zip(&outcome.optimum.levels)
        .enumerate()
        .map(|(at, (quasi, level))| {
            let height = quasi.generalisation.height();
            let how = if outcome.command.local {
                let rows: Vec<String> = shape.rows_by_level[at]
                    .iter()
                    .enumerate()
                    .filter(|(_, rows)| **rows > 0)
                    .map(|(level, rows)| format!("Stufe {level}: {rows} Zeilen"))
                    .collect();
                format!("vergröbert je Gruppe ({})", rows.join(", "))
            } else {
                format!("vergröbert auf Stufe {level} von {height}")
            };
            format!(
                "{}: {how}. Informationsverlust {}.",
                quasi.column,
                share(shape.loss_by_column[at])
            )
        })
        .collect();
    for column in outcome.extract.table.columns() {
        if super::stays(outcome.command, column) {
            sentences.push(format!("{}: unverändert.", column.name()));
        }
    }
    sentences.push("Alle anderen Felder sind nicht im Auszug.".to_owned());
    sentences
}

fn result(outcome: &Outcome<'_>) -> Vec<String> {
    let classes = Classes::of(&outcome.shape);
    let rows = outcome.extract.table.rows();
    let model: Vec<String> = outcome
        .extract
        .criteria
        .iter()
        .map(ToString::to_string)
        .collect();
    let small: u64 = outcome
        .extract
        .criteria
        .iter()
        .filter_map(|criterion| match criterion {
            Criterion::K(k) => Some(u64::from(*k)),
            _ => None,
        })
        .max()
        .map_or(0, |k| {
            let smaller = outcome.shape.sizes.range(..2 * k);
            smaller.map(|(_, classes)| classes).sum()
        });
    vec![
        format!("Bedingungen an jede Gruppe: {}.", model.join(", ")),
        format!(
            "{rows} Zeilen, davon {} unterdrückt ({}, erlaubt {}).",
            outcome.shape.suppressed,
            share(outcome.shape.suppressed as f64 / rows as f64),
            share(outcome.extract.suppression)
        ),
        format!(
            "{} Gruppen gleicher Zeilen, die kleinste mit {}, die größte mit {} Zeilen; {small} Gruppen mit weniger als 2k Zeilen.",
            classes.count, classes.smallest, classes.largest
        ),
        format!(
            "Mittlerer Informationsverlust je Zeile: {}.",
            share(outcome.shape.loss)
        ),
        format!("Deich, Version {}.", env!("CARGO_PKG_VERSION")),
    ]
}

fn singling_out(outcome: &Outcome<'_>) -> Vec<String> {
    let mut sentences = Vec::new();
    for (name, risks) in [("Vorher", &outcome.before), ("Nachher", &outcome.after)] {
        let Some(risks) = risks else {
            sentences.push(format!("{name}: Keine Zeile bleibt."));
            continue;
        };
        sentences.push(format!("{name}: {}", risk(risks)));
    }
    sentences
}

fn risk(risks: &Risks) -> String {
    let estimated = risks.population.map_or_else(String::new, |population| {
        format!(
            " Geschätzter Anteil Einzigartiger in der Bevölkerung: {} (der höhere Wert aus Pitman und Zayatz).",
            share(population.highest())
        )
    });
    format!(
        "Höchstes Risiko {}, im Mittel {}. Zeilen mit einem Risiko über 0,2: {}, über 0,09: {}, über 0,05: {}. Allein in ihrer Gruppe: {}.{estimated}",
        share(risks.prosecutor_highest),
        share(risks.prosecutor_average),
        share(risks.above_20_percent),
        share(risks.above_9_percent),
        share(risks.above_5_percent),
        share(risks.sample_unique)
    )
}

fn inference(outcome: &Outcome<'_>) -> Vec<String> {
    let mut sentences: Vec<String> = outcome
        .shape
        .homogeneous
        .iter()
        .map(|found| {
            format!(
                "{}: {} Gruppen mit {} Zeilen haben nur einen Wert. Wer eine Person in einer solchen Gruppe weiß, kennt ihn.",
                found.column, found.classes, found.rows
            )
        })
        .collect();
    if sentences.is_empty() {
        sentences.push(
            "Keine Bedingung gilt einem sensiblen Feld. Gruppen, in denen alle denselben Wert haben, wurden nicht gezählt.".to_owned(),
        );
    }
    sentences
}
