// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The report in plain German. An official paper of a German office has one language, so its
//! sentences stand here beside the figures and not among the texts of the interface.

use super::Report;
use crate::Section;
use crate::forwarding::{EntityKind, LegalPath, words};
use crate::report::german::{counted, is_or_are, percent};
use crate::report::sentences;

pub(super) fn sections(report: &Report) -> Vec<Section> {
    sentences::sections([
        purpose(report),
        words::fields(&report.fields),
        release(report),
        singling_out(report),
        sentences::linkability(
            &report.linkability,
            report.minimum,
            entities(report),
            ["Verbindung von Merkmalen", "Verbindungen von Merkmalen"],
        ),
        inference(report),
        residual_risks(report),
        sentences::references(
            report.sequence,
            &report.document,
            &report.policy,
            &report.form_version,
            &report.software,
        ),
    ])
}

/// What is counted: `Personen`, `Einrichtungen`, or both.
fn entities(report: &Report) -> &'static str {
    let has = |kind| report.kinds.contains(&kind);
    match (has(EntityKind::Person), has(EntityKind::Facility)) {
        (true, true) => "Personen und Einrichtungen",
        (true, false) => "Personen",
        _ => "Einrichtungen",
    }
}

/// One of them: `eine Person`.
fn one_entity(report: &Report) -> &'static str {
    if report.kinds.contains(&EntityKind::Person) {
        "eine Person"
    } else {
        "eine Einrichtung"
    }
}

fn purpose(report: &Report) -> Vec<String> {
    let way = match report.path {
        LegalPath::StatutoryTransmission => {
            "gesetzliche Übermittlung, nicht über dieses Freigabebuch"
        }
        LegalPath::AnonymisedForwarding => "anonymisierte Weitergabe in Gruppen",
        LegalPath::CountsOnly => "nur Anzahlen",
    };
    let mut said = sentences::purpose(&report.purpose, &report.legal_basis, &report.recipient);
    said.push(format!("Weg der Weitergabe: {way}"));
    said
}

fn release(report: &Report) -> Vec<String> {
    let k = report.minimum;
    let of = entities(report);
    let mut said = Vec::new();
    if let Some(smallest) = report.smallest_group {
        said.push(sentences::leaving(
            report.as_of,
            report.records,
            report.groups,
        ));
        said.push(sentences::group_sizes(
            k,
            of,
            smallest,
            report.groups_below_twice_minimum,
        ));
        said.push(format!(
            "Vom Ereignis bis zur Freigabe vergingen im Mittel {},{} Wochen.",
            report.waited_tenths / 10,
            report.waited_tenths % 10
        ));
        if report.corrections > 0 {
            said.push(format!(
                "Darunter sind {} früherer Meldungen; frühere Gruppen werden dadurch nicht geändert.",
                counted(report.corrections, "Korrektur", "Korrekturen"),
            ));
        }
        if report.counted_only > 0 {
            said.push(format!(
                "{} nur gezählt, ohne jede weitere Angabe.",
                counted(report.counted_only, "Meldung wird", "Meldungen werden"),
            ));
        }
        for loss in report
            .losses
            .iter()
            .filter(|_| report.singling_out.reports > 0)
        {
            said.push(format!(
                "Informationsverlust bei „{}“: {} (0 % heißt so genau wie gemeldet, 100 % heißt \
                 ohne Angabe).",
                loss.label,
                percent(loss.permille, 1000),
            ));
        }
    } else {
        said.push(sentences::nothing_leaves(report.as_of));
    }
    said.push(match report.held {
        Some(held) => format!(
            "{} im Amt.",
            counted(held, "Meldung bleibt", "Meldungen bleiben"),
        ),
        None => format!(
            "Im Amt bleiben keine Meldungen oder solche über weniger als {k} {of}; ihre Zahl wird \
             deshalb nicht genannt."
        ),
    });
    said
}

fn singling_out(report: &Report) -> Vec<String> {
    let risk = &report.singling_out;
    let Some(smallest) = report.smallest_group.filter(|_| risk.reports > 0) else {
        return vec![format!(
            "Diese Freigabe sagt über {} nichts aus.",
            one_entity(report)
        )];
    };
    vec![
        format!(
            "Keine Meldung steht allein: Wer weiß, dass {} gemeldet wurde oder gemeldet hat, und alle \
             weitergegebenen Merkmale kennt, findet nur eine Gruppe von mindestens {smallest}. Das \
             höchste Risiko, aus einer Gruppe richtig zu greifen, beträgt damit 1 zu {smallest}.",
            one_entity(report)
        ),
        sentences::risk_shares(risk),
    ]
}

fn inference(report: &Report) -> Vec<String> {
    let inference = &report.inference;
    let mut sentences: Vec<String> = inference
        .sensitive
        .iter()
        .filter(|field| field.groups > 0)
        .map(|field| {
            format!(
                "„{}“: Von {} {} einheitlich. In einer einheitlichen Gruppe ist der Wert für alle \
                 bekannt, die darin sind.",
                field.label,
                counted(field.groups, "Gruppe", "Gruppen"),
                is_or_are(field.with_one_value),
            )
        })
        .collect();
    if inference.sums > 0 {
        sentences.push(format!(
            "Von {} {} null. Bei einer Summe null ist der Wert für alle in der Gruppe bekannt.",
            counted(inference.sums, "Summe", "Summen"),
            is_or_are(inference.zero_sums),
        ));
    }
    if sentences.is_empty() {
        sentences.push("Diese Freigabe sagt nichts über schutzwürdige Werte.".to_owned());
    }
    sentences
}

fn residual_risks(report: &Report) -> Vec<String> {
    let mut risks = Vec::new();
    let one_valued = report
        .inference
        .sensitive
        .iter()
        .any(|field| field.with_one_value > 0);
    if one_valued {
        risks.push(
            "Wer jemanden in einer einheitlichen Gruppe vermutet, erfährt den schutzwürdigen Wert."
                .to_owned(),
        );
    }
    risks.push(
        "Wer weiß, dass eine bestimmte Meldung abgegeben wurde, weiß, dass sie in einer der Gruppen \
         enthalten ist oder noch im Amt liegt."
            .to_owned(),
    );
    if report.kinds.contains(&EntityKind::Person) {
        risks.push(
            "Mehrere Meldungen über dieselbe Person werden an Name und Geburtsdatum erkannt. Werden \
             sie verschieden geschrieben, zählen sie als verschiedene Personen."
                .to_owned(),
        );
    }
    risks.push(
        "Wer alle anderen in einer Gruppe kennt, kann aus den Häufigkeiten auf die Übrigen \
         schließen."
            .to_owned(),
    );
    risks
}
