// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The report in plain German. An official paper of a German office has one language, so its
//! sentences stand here beside the figures and not among the texts of the interface.

use kernel::IsoWeek;
use serde::Serialize;

use super::{FieldInReport, Report};
use crate::{DropReason, FieldClass};

/// A heading with its sentences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// The heading.
    pub heading: &'static str,
    /// The sentences, each one a paragraph or a line of a list.
    pub sentences: Vec<String>,
}

pub(super) fn sections(report: &Report) -> Vec<Section> {
    [
        ("Zweck, Rechtsgrundlage, Empfänger", purpose(report)),
        ("Was mit den Feldern geschieht", fields(report)),
        ("Diese Freigabe", release(report)),
        ("Herausgreifen", singling_out(report)),
        ("Verknüpfbarkeit", linkability(report)),
        ("Inferenz", inference(report)),
        ("Verbleibende Risiken", residual_risks()),
        ("Prüfangaben", references(report)),
    ]
    .into_iter()
    .map(|(heading, sentences)| Section { heading, sentences })
    .collect()
}

fn purpose(report: &Report) -> Vec<String> {
    vec![
        format!("Zweck: {}", report.purpose),
        format!("Rechtsgrundlage: {}", report.legal_basis),
        format!("Empfänger: {}", report.recipient),
    ]
}

fn fields(report: &Report) -> Vec<String> {
    report
        .fields
        .iter()
        .map(
            |FieldInReport {
                 label,
                 class,
                 reason,
             }| { format!("{label}: {} {reason}", what_happens(class)) },
        )
        .collect()
}

fn what_happens(class: &FieldClass) -> String {
    match class {
        FieldClass::Entity => {
            "bleibt im Amt; es wird nur gezählt, wie viele verschiedene es sind.".to_owned()
        }
        FieldClass::Place { levels } => {
            let names: Vec<&str> = levels.iter().map(|level| level_name(level)).collect();
            format!(
                "wird vergröbert weitergegeben (Stufen: {}).",
                names.join(", ")
            )
        }
        FieldClass::Date => "wird als Kalenderwoche weitergegeben.".to_owned(),
        FieldClass::Measure {
            dominance_percent: 0,
        } => "wird als Summe über die Gruppe weitergegeben.".to_owned(),
        FieldClass::Measure { dominance_percent } => format!(
            "wird als Summe über die Gruppe weitergegeben, wenn der größte Einzelwert daraus nicht \
             auf {dominance_percent} Prozent genau berechnet werden kann (p-Prozent-Regel)."
        ),
        FieldClass::Dropped { because } => format!(
            "wird nicht weitergegeben ({}).",
            match because {
                DropReason::Identifier => "bezeichnet eine Person oder Einrichtung",
                DropReason::FreeText => "freier Text",
                DropReason::File => "Datei",
                DropReason::Unclassified => "ohne Schutzklasse",
                DropReason::NotNeeded => "für den Zweck nicht nötig",
            }
        ),
    }
}

fn level_name(level: &str) -> &str {
    match level {
        "municipality" => "Gemeinde",
        "district" => "Landkreis oder kreisfreie Stadt",
        "region" => "statistische Region",
        "state" => "Land",
        other => other,
    }
}

fn release(report: &Report) -> Vec<String> {
    let k = report.minimum_facilities;
    let mut sentences = Vec::new();
    if let Some(smallest) = report.smallest_group {
        sentences.push(format!(
            "In der {} verlassen {} das Amt, zusammengefasst in {}.",
            week(report.as_of),
            counted(report.reports, "Meldung", "Meldungen"),
            counted(report.groups, "Gruppe", "Gruppen"),
        ));
        sentences.push(format!(
            "Jede Gruppe muss mindestens {k} verschiedene Einrichtungen umfassen; die kleinste \
             umfasst {smallest}. {} weniger als {} Einrichtungen, also weniger als das Doppelte \
             der Mindestzahl.",
            match report.groups_below_twice_minimum {
                0 => "Keine Gruppe umfasst".to_owned(),
                1 => "1 Gruppe umfasst".to_owned(),
                n => format!("{} Gruppen umfassen", number(n)),
            },
            2 * k,
        ));
        let grouped: u32 = report.by_level.iter().map(|at| at.reports).sum();
        for at in report.by_level.iter().filter(|at| at.reports > 0) {
            sentences.push(format!(
                "Ebene {}: {} ({}).",
                level_name(&at.level),
                counted(at.reports, "Meldung", "Meldungen"),
                percent(at.reports, grouped),
            ));
        }
        if report.corrections > 0 {
            sentences.push(format!(
                "Darunter sind {} früherer Meldungen; weitergegeben wird nur, was zu den Summen \
                 hinzukommt oder von ihnen abgeht.",
                counted(report.corrections, "Korrektur", "Korrekturen"),
            ));
        }
        if report.counted_only > 0 {
            sentences.push(format!(
                "{} nur gezählt, ohne Ort, Woche und Werte, weil die längste Wartezeit vorbei ist.",
                match report.counted_only {
                    1 => "1 Meldung wird".to_owned(),
                    n => format!("{} Meldungen werden", number(n)),
                },
            ));
        }
    } else {
        sentences.push(format!(
            "In der {} verlässt keine Meldung das Amt.",
            week(report.as_of)
        ));
    }
    sentences.push(match report.held {
        Some(held) => format!(
            "{} im Amt, bis genügend andere Einrichtungen Gleiches melden.",
            match held {
                1 => "1 Meldung wartet".to_owned(),
                n => format!("{} Meldungen warten", number(n)),
            }
        ),
        None => format!(
            "Es warten keine Meldungen im Amt oder solche aus weniger als {k} Einrichtungen; ihre \
             Zahl wird deshalb nicht genannt."
        ),
    });
    sentences
}

fn singling_out(report: &Report) -> Vec<String> {
    let risk = &report.singling_out;
    if risk.reports == 0 {
        return vec!["Diese Freigabe sagt über keine Einrichtung etwas aus.".to_owned()];
    }
    let smallest = report.smallest_group.unwrap_or(report.minimum_facilities);
    vec![
        format!(
            "Keine Einrichtung steht allein: Wer weiß, dass eine Einrichtung gemeldet hat, findet \
             sie nur in einer Gruppe von mindestens {smallest}. Das höchste Risiko, aus einer \
             Gruppe die richtige Einrichtung zu greifen, beträgt damit 1 zu {smallest}."
        ),
        format!(
            "Anteil der Meldungen mit einem Risiko über 0,2: {}; über 0,09: {}; über 0,05: {}.",
            percent(risk.above_20_percent, risk.reports),
            percent(risk.above_9_percent, risk.reports),
            percent(risk.above_5_percent, risk.reports),
        ),
    ]
}

fn linkability(report: &Report) -> Vec<String> {
    let linkability = &report.linkability;
    let mut sentences = vec![match linkability.smallest_difference {
        Some(smallest) => format!(
            "Differenztest über {} ({} von je zwei Ständen des Freigabebuchs): Der Unterschied \
             zwischen zwei Ständen besteht immer aus ganzen Gruppen; der kleinste umfasst \
             {smallest} Einrichtungen.",
            match linkability.releases {
                1 => "1 Freigabe".to_owned(),
                n => format!("{} Freigaben", thousands(n)),
            },
            match linkability.comparisons {
                1 => "1 Vergleich".to_owned(),
                n => format!("{} Vergleiche", thousands(n)),
            },
        ),
        None => "Bisher wurde keine Gruppe freigegeben; es gibt nichts zu vergleichen.".to_owned(),
    }];
    if linkability.added_to_earlier > 0 {
        sentences.push(format!(
            "Zu {} kommt etwas hinzu, worüber schon früher berichtet wurde; auch dieser Zuwachs \
             umfasst mindestens {} Einrichtungen.",
            match linkability.added_to_earlier {
                1 => "1 Verbindung aus Ort und Woche".to_owned(),
                n => format!("{} Verbindungen aus Ort und Woche", number(n)),
            },
            report.minimum_facilities,
        ));
    }
    sentences
}

fn inference(report: &Report) -> Vec<String> {
    let inference = &report.inference;
    if inference.sums == 0 {
        return vec!["Diese Freigabe enthält keine Summen.".to_owned()];
    }
    let of = format!("Von {}", counted(inference.sums, "Summe", "Summen"));
    vec![
        format!(
            "{of} {} null. Bei einer Summe null ist für jede Einrichtung der Gruppe bekannt, dass \
             sie null gemeldet hat.",
            is_or_are(inference.zero_sums)
        ),
        format!(
            "{of} {} zu mehr als der Hälfte von einer einzigen Einrichtung bestimmt.",
            is_or_are(inference.sums_above_half)
        ),
    ]
}

fn residual_risks() -> Vec<String> {
    vec![
        "Melden alle Einrichtungen einer Gruppe das Gleiche, so ist der Wert jeder einzelnen \
         bekannt."
            .to_owned(),
        "Wer weiß, dass eine Einrichtung für eine Woche gemeldet hat, weiß, dass sie in einer der \
         Gruppen dieser Woche enthalten ist."
            .to_owned(),
        "Gruppen aufeinanderfolgender Wochen umfassen meist dieselben Einrichtungen. \
         Einrichtungen desselben Trägers zählen als verschiedene."
            .to_owned(),
        "Kennen alle Einrichtungen einer Gruppe bis auf eine gegenseitig ihre Werte, so können sie \
         den Wert der letzten berechnen."
            .to_owned(),
    ]
}

fn references(report: &Report) -> Vec<String> {
    vec![
        format!("Freigabe Nummer {}", thousands(report.sequence)),
        format!("Prüfsumme der Freigabe: {}", report.document),
        format!("Prüfsumme der Freigaberegel: {}", report.policy),
        format!("Formularversion: {}", report.form_version),
        format!("Programmversion: Deich {}", report.software),
    ]
}

fn is_or_are(count: u32) -> String {
    match count {
        0 => "ist keine".to_owned(),
        1 => "ist 1".to_owned(),
        n => format!("sind {}", number(n)),
    }
}

fn counted(count: u32, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

fn week(week: IsoWeek) -> String {
    format!("KW {:02}/{}", week.week(), week.year())
}

fn number(number: u32) -> String {
    thousands(u64::from(number))
}

/// `1234567` as `1.234.567`.
fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// A share with one decimal, rounded half up, such as `12,5 %`.
fn percent(part: u32, whole: u32) -> String {
    let whole = u64::from(whole.max(1));
    let tenths = (u64::from(part) * 1000 + whole / 2) / whole;
    format!("{},{} %", tenths / 10, tenths % 10)
}
