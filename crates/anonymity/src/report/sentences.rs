// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The German sentences that the reports of both formats share.

use kernel::IsoWeek;

use super::german::{counted, percent, thousands, week};
use super::{Linkability, Section, SinglingOut};
use crate::DropReason;

/// The headings of every report, in their order.
const HEADINGS: [&str; 8] = [
    "Zweck, Rechtsgrundlage, Empfänger",
    "Was mit den Feldern geschieht",
    "Diese Freigabe",
    "Herausgreifen",
    "Verknüpfbarkeit",
    "Inferenz",
    "Verbleibende Risiken",
    "Prüfangaben",
];

/// The sections, given what stands below each heading.
pub(crate) fn sections(below: [Vec<String>; 8]) -> Vec<Section> {
    HEADINGS
        .into_iter()
        .zip(below)
        .map(|(heading, sentences)| Section { heading, sentences })
        .collect()
}

pub(crate) fn purpose(purpose: &str, legal_basis: &str, recipient: &str) -> Vec<String> {
    vec![
        format!("Zweck: {purpose}"),
        format!("Rechtsgrundlage: {legal_basis}"),
        format!("Empfänger: {recipient}"),
    ]
}

/// What becomes of a sum, by its p in percent; 0 asks for nothing.
pub(crate) fn summed(dominance_percent: u8) -> String {
    if dominance_percent == 0 {
        return "wird als Summe über die Gruppe weitergegeben.".to_owned();
    }
    format!(
        "wird als Summe über die Gruppe weitergegeben, wenn der größte Einzelwert daraus nicht auf \
         {dominance_percent} Prozent genau berechnet werden kann (p-Prozent-Regel)."
    )
}

pub(crate) fn dropped(because: DropReason) -> String {
    let reason = match because {
        DropReason::Identifier => "bezeichnet eine Person oder Einrichtung",
        DropReason::FreeText => "freier Text",
        DropReason::File => "Datei",
        DropReason::Unclassified => "ohne Schutzklasse",
        DropReason::NotNeeded => "für den Zweck nicht nötig",
    };
    format!("wird nicht weitergegeben ({reason}).")
}

pub(crate) fn leaving(as_of: IsoWeek, records: u32, groups: u32) -> String {
    format!(
        "In der {} verlassen {} das Amt, zusammengefasst in {}.",
        week(as_of),
        counted(records, "Meldung", "Meldungen"),
        counted(groups, "Gruppe", "Gruppen"),
    )
}

pub(crate) fn nothing_leaves(as_of: IsoWeek) -> String {
    format!("In der {} verlässt keine Meldung das Amt.", week(as_of))
}

/// How large the groups are; `entities` names what is counted.
pub(crate) fn group_sizes(minimum: u32, entities: &str, smallest: u32, below_twice: u32) -> String {
    let few = match below_twice {
        0 => "Keine Gruppe umfasst".to_owned(),
        n => counted(n, "Gruppe umfasst", "Gruppen umfassen"),
    };
    format!(
        "Jede Gruppe muss mindestens {minimum} verschiedene {entities} umfassen; die kleinste \
         umfasst {smallest}. {few} weniger als {} {entities}, also weniger als das Doppelte der \
         Mindestzahl.",
        2 * minimum,
    )
}

/// The shares of records whose risk is above the usual bounds.
pub(crate) fn risk_shares(risk: &SinglingOut) -> String {
    format!(
        "Anteil der Meldungen mit einem Risiko über 0,2: {}; über 0,09: {}; über 0,05: {}.",
        percent(risk.above_20_percent, risk.reports),
        percent(risk.above_9_percent, risk.reports),
        percent(risk.above_5_percent, risk.reports),
    )
}

/// What comparing any two states of the ledger tells. `entities` names what is counted, `of` in which one
/// and several things something was added to what was told before.
pub(crate) fn linkability(
    linkability: &Linkability,
    minimum: u32,
    entities: &str,
    of: [&str; 2],
) -> Vec<String> {
    let mut sentences = vec![match linkability.smallest_difference {
        Some(smallest) => format!(
            "Differenztest über {} ({} von je zwei Ständen des Freigabebuchs): Der Unterschied \
             zwischen zwei Ständen besteht immer aus ganzen Gruppen; der kleinste umfasst \
             {smallest} {entities}.",
            many(linkability.releases, "Freigabe", "Freigaben"),
            many(linkability.comparisons, "Vergleich", "Vergleiche"),
        ),
        None => "Bisher wurde keine Gruppe freigegeben; es gibt nichts zu vergleichen.".to_owned(),
    }];
    if linkability.added_to_earlier > 0 {
        sentences.push(format!(
            "Zu {} kommt etwas hinzu, worüber schon früher berichtet wurde; auch dieser Zuwachs \
             umfasst mindestens {minimum} {entities}.",
            counted(linkability.added_to_earlier, of[0], of[1]),
        ));
    }
    sentences
}

fn many(count: u64, one: &str, several: &str) -> String {
    format!(
        "{} {}",
        thousands(count),
        if count == 1 { one } else { several }
    )
}

/// What an auditor compares a release with.
pub(crate) fn references(
    sequence: u64,
    document: &str,
    policy: &str,
    form_version: &str,
    software: &str,
) -> Vec<String> {
    vec![
        format!("Freigabe Nummer {}", thousands(sequence)),
        format!("Prüfsumme der Freigabe: {document}"),
        format!("Prüfsumme der Freigaberegel: {policy}"),
        format!("Formularversion: {form_version}"),
        format!("Programmversion: Deich {software}"),
    ]
}
