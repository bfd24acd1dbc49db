// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The report in plain German. An official paper of a German office has one language, so its
//! sentences stand here beside the figures and not among the texts of the interface.

use kernel::IsoWeek;
use serde::Serialize;

use super::{FieldInReport, Report, sentences};
use crate::FieldClass;

/// A heading with its sentences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// The heading.
    pub heading: &'static str,
    /// The sentences, each one a paragraph or a line of a list.
    pub sentences: Vec<String>,
}

pub(super) fn sections(report: &Report) -> Vec<Section> {
    sentences::sections([
        sentences::purpose(&report.purpose, &report.legal_basis, &report.recipient),
        fields(report),
        release(report),
        singling_out(report),
        sentences::linkability(
            &report.linkability,
            report.minimum_facilities,
            "Einrichtungen",
            [
                "Verbindung aus Ort und Woche",
                "Verbindungen aus Ort und Woche",
            ],
        ),
        inference(report),
        residual_risks(),
        sentences::references(
            report.sequence,
            &report.document,
            &report.policy,
            &report.form_version,
            &report.software,
        ),
    ])
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
        FieldClass::Measure { dominance_percent } => sentences::summed(*dominance_percent),
        FieldClass::Dropped { because } => sentences::dropped(*because),
    }
}

/// What a level of places is called.
pub(crate) fn level_name(level: &str) -> &str {
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
    let mut said = Vec::new();
    if let Some(smallest) = report.smallest_group {
        said.push(sentences::leaving(
            report.as_of,
            report.reports,
            report.groups,
        ));
        said.push(sentences::group_sizes(
            k,
            "Einrichtungen",
            smallest,
            report.groups_below_twice_minimum,
        ));
        let grouped: u32 = report.by_level.iter().map(|at| at.reports).sum();
        for at in report.by_level.iter().filter(|at| at.reports > 0) {
            said.push(format!(
                "Ebene {}: {} ({}).",
                level_name(&at.level),
                counted(at.reports, "Meldung", "Meldungen"),
                percent(at.reports, grouped),
            ));
        }
        if report.corrections > 0 {
            said.push(format!(
                "Darunter sind {} früherer Meldungen; weitergegeben wird nur, was zu den Summen \
                 hinzukommt oder von ihnen abgeht.",
                counted(report.corrections, "Korrektur", "Korrekturen"),
            ));
        }
        if report.counted_only > 0 {
            said.push(format!(
                "{} nur gezählt, ohne Ort, Woche und Werte, weil die längste Wartezeit vorbei ist.",
                counted(report.counted_only, "Meldung wird", "Meldungen werden"),
            ));
        }
    } else {
        said.push(sentences::nothing_leaves(report.as_of));
    }
    said.push(match report.held {
        Some(held) => format!(
            "{} im Amt, bis genügend andere Einrichtungen Gleiches melden.",
            counted(held, "Meldung wartet", "Meldungen warten"),
        ),
        None => format!(
            "Es warten keine Meldungen im Amt oder solche aus weniger als {k} Einrichtungen; ihre \
             Zahl wird deshalb nicht genannt."
        ),
    });
    said
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
        sentences::risk_shares(risk),
    ]
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

pub(crate) fn is_or_are(count: u32) -> String {
    match count {
        0 => "ist keine".to_owned(),
        1 => "ist 1".to_owned(),
        n => format!("sind {}", number(n)),
    }
}

pub(crate) fn counted(count: u32, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

pub(crate) fn week(week: IsoWeek) -> String {
    format!("KW {:02}/{}", week.week(), week.year())
}

pub(crate) fn number(number: u32) -> String {
    thousands(u64::from(number))
}

/// `1234567` as `1.234.567`.
pub(crate) fn thousands(number: u64) -> String {
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
pub(crate) fn percent(part: u32, whole: u32) -> String {
    let whole = u64::from(whole.max(1));
    let tenths = (u64::from(part) * 1000 + whole / 2) / whole;
    format!("{},{} %", tenths / 10, tenths % 10)
}
