// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The report for the data protection officer: one page in German, as the report of a release has it.

use anonymity::Risks;

use crate::{Figures, percent};

/// A heading with its sentences, in German.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What it is about.
    pub heading: &'static str,
    /// One thing each.
    pub sentences: Vec<String>,
}

/// The whole page, for those who have no other.
pub fn html(figures: &Figures) -> String {
    let mut page = vec![
        "<!doctype html>\n<html lang=\"de\">\n<head><meta charset=\"utf-8\"><title>Anonymisierter Auszug</title></head>\n<body>\n<main>\n<h1>Anonymisierter Auszug</h1>".to_owned(),
    ];
    for section in sections(figures) {
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
    percent(share, true)
}

/// What it says.
pub fn sections(figures: &Figures) -> [Section; 6] {
    [
        Section {
            heading: "Felder",
            sentences: fields(figures),
        },
        Section {
            heading: "Ergebnis",
            sentences: result(figures),
        },
        Section {
            heading: "Herausgreifen",
            sentences: singling_out(figures),
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
            sentences: inference(figures),
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

fn fields(figures: &Figures) -> Vec<String> {
    let mut sentences: Vec<String> = figures
        .quasi
        .iter()
        .map(|quasi| {
            let how = if figures.local {
                let rows: Vec<String> = quasi
                    .rows_by_level
                    .iter()
                    .enumerate()
                    .filter(|(_, rows)| **rows > 0)
                    .map(|(level, rows)| format!("Stufe {level}: {rows} Zeilen"))
                    .collect();
                format!("vergröbert je Gruppe ({})", rows.join(", "))
            } else {
                format!("vergröbert auf Stufe {} von {}", quasi.level, quasi.height)
            };
            format!(
                "{}: {how}. Informationsverlust {}.",
                quasi.column,
                share(quasi.loss)
            )
        })
        .collect();
    for column in &figures.kept {
        sentences.push(format!("{column}: unverändert."));
    }
    sentences.push("Alle anderen Felder sind nicht im Auszug.".to_owned());
    sentences
}

fn result(figures: &Figures) -> Vec<String> {
    let classes = figures.classes;
    vec![
        format!(
            "Bedingungen an jede Gruppe: {}.",
            figures.criteria.join(", ")
        ),
        format!(
            "{} Zeilen, davon {} unterdrückt ({}, erlaubt {}).",
            figures.rows,
            figures.suppressed,
            share(figures.suppressed as f64 / figures.rows as f64),
            share(figures.suppression)
        ),
        format!(
            "{} Gruppen gleicher Zeilen, die kleinste mit {}, die größte mit {} Zeilen; {} Gruppen mit weniger als 2k Zeilen.",
            classes.count, classes.smallest, classes.largest, figures.small
        ),
        format!(
            "Mittlerer Informationsverlust je Zeile: {}.",
            share(figures.mean_loss)
        ),
        format!("Deich, Version {}.", env!("CARGO_PKG_VERSION")),
    ]
}

fn singling_out(figures: &Figures) -> Vec<String> {
    let mut sentences = Vec::new();
    for (name, risks) in [("Vorher", &figures.before), ("Nachher", &figures.after)] {
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

fn inference(figures: &Figures) -> Vec<String> {
    let mut sentences: Vec<String> = figures
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
