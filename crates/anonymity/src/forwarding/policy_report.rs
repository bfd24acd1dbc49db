// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The report of a policy in plain German, before anything has left by it.
//!
//! An official paper of a German office has one language, so its sentences stand here beside the figures.
//! The three headings about risks are those of the Article 29 Working Party's Opinion 05/2014 (WP216).

use super::{EntityKind, FieldClass, Figures, LegalPath, Policy, words};
use crate::counting::{PlanFigures, plan_sections};
use crate::report::Section;
use crate::report::german::{counted, number, percent};

/// What a report says besides the policy.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// The form and its version as people call them.
    pub form: &'a str,
    /// What the policy comes to on invented records; none if nothing leaves by it.
    pub figures: Option<&'a Figures>,
    /// What its noise comes to, if it counts with noise.
    pub noise: Option<PlanFigures>,
    /// The version of the software that computed the figures.
    pub software: &'a str,
}

/// The report of a policy (Freigabebericht): one page for the data protection officer.
pub fn policy_report(policy: &Policy, about: &About<'_>) -> Vec<Section> {
    let mut sections = vec![
        section("Zweck, Rechtsgrundlage, Empfänger", purpose(policy)),
        section(
            "Was mit den Feldern geschieht",
            words::fields(&policy.rules().fields),
        ),
    ];
    if let Some((plan, figures)) = policy.rules().noise.as_ref().zip(about.noise) {
        sections.extend(plan_sections(policy, plan, figures));
        sections.push(section("Prüfangaben", references(policy, about)));
        return sections;
    }
    sections.push(section("Wann etwas das Amt verlässt", rules(policy)));
    if let Some(figures) = about.figures {
        sections.extend([
            section("Erprobung an erfundenen Meldungen", trial(policy, figures)),
            section("Herausgreifen", singling_out(figures)),
            section("Verknüpfbarkeit", linkability(policy, figures)),
            section("Inferenz", inference(policy, figures)),
        ]);
    }
    sections.push(section("Verbleibende Risiken", residual_risks(policy)));
    sections.push(section("Prüfangaben", references(policy, about)));
    sections
}

fn section(heading: &'static str, sentences: Vec<String>) -> Section {
    Section { heading, sentences }
}

fn purpose(policy: &Policy) -> Vec<String> {
    let rules = policy.rules();
    let path = match rules.path {
        LegalPath::StatutoryTransmission => {
            "Ein Gesetz nennt Empfänger und Daten. Die Meldungen werden auf einem eigenen Weg \
             übermittelt; durch das Freigabebuch verlässt nichts das Amt."
        }
        LegalPath::AnonymisedForwarding => {
            "Weitergegeben werden anonymisierte Gruppen durch das Freigabebuch, keine einzelnen \
             Meldungen."
        }
        LegalPath::CountsOnly if rules.noise.is_some() => {
            "Weitergegeben werden Zahlen mit zufälligem Rauschen (Differential Privacy), keine Gruppen und \
             keine einzelnen Meldungen."
        }
        LegalPath::CountsOnly => "Weitergegeben wird nur, wie viele Meldungen es gab.",
    };
    vec![
        format!("Zweck: {}", rules.purpose),
        format!("Rechtsgrundlage: {}", rules.legal_basis),
        format!("Empfänger: {}", rules.recipient),
        format!("Weg: {path}"),
    ]
}

fn kinds(policy: &Policy) -> String {
    let kinds: Vec<&str> = policy
        .entities()
        .map(|kind| match kind {
            EntityKind::Person => "Personen",
            EntityKind::Facility => "Einrichtungen",
        })
        .collect();
    kinds.join(" und ")
}

fn rules(policy: &Policy) -> Vec<String> {
    let rules = policy.rules();
    if rules.path == LegalPath::StatutoryTransmission {
        return vec!["Diese Regel gibt nichts frei.".to_owned()];
    }
    let mut sentences = vec![format!(
        "Jede Gruppe umfasst mindestens {} verschiedene {} (k). Jede Meldung verlässt das Amt \
         höchstens einmal; eine Gruppe ändert sich nie.",
        rules.minimum,
        kinds(policy),
    )];
    if rules.path == LegalPath::CountsOnly {
        return sentences;
    }
    let steps: Vec<String> = rules
        .patience
        .iter()
        .map(|step| {
            format!(
                "ab {} bis {} (Warten zählt {})",
                counted(step.from_weeks, "Woche", "Wochen"),
                percent(step.loss_permille, 1000),
                percent(step.waiting_permille, 1000),
            )
        })
        .collect();
    sentences.push(format!(
        "Zulässiger Verlust an Genauigkeit nach Wartezeit: {}.",
        steps.join("; ")
    ));
    sentences.push(format!(
        "Nach {} genügt die gröbste Stufe; was auch dort keine Gruppe findet, wird nur gezählt.",
        counted(rules.maximum_hold_weeks, "Woche", "Wochen"),
    ));
    sentences.push(format!(
        "Von derselben Person oder Einrichtung verlassen das Amt je Jahr höchstens {} genauer als \
         auf der gröbsten Stufe.",
        counted(rules.yearly_cap, "Meldung", "Meldungen"),
    ));
    sentences
}

fn trial(policy: &Policy, figures: &Figures) -> Vec<String> {
    let mut sentences = vec![
        format!(
            "Erprobt an {} aus {}. Die Meldungen sind erfunden; wirkliche können anders verteilt \
             sein.",
            counted(
                figures.records,
                "erfundenen Meldung",
                "erfundenen Meldungen"
            ),
            counted(figures.weeks, "Woche", "Wochen"),
        ),
        format!(
            "In {} verlassen {} das Amt ({}), nach durchschnittlich {} Wochen. Nur gezählt werden \
             {}; es warten am Ende {}.",
            counted(figures.groups, "Gruppe", "Gruppen"),
            counted(figures.in_groups, "Meldung", "Meldungen"),
            percent(figures.in_groups, figures.records),
            tenths(figures.delay),
            number(figures.counted),
            number(figures.waiting),
        ),
    ];
    if policy.rules().path == LegalPath::CountsOnly {
        return sentences;
    }
    sentences.push(format!(
        "Verlust an Genauigkeit über alle Meldungen: {}.",
        share(figures.loss)
    ));
    for column in &figures.columns {
        let label = label(policy, &column.field);
        let levels: Vec<String> = column
            .levels
            .iter()
            .map(|(level, records)| {
                format!(
                    "{} {}",
                    words::level_name(level),
                    percent(*records, figures.in_groups)
                )
            })
            .collect();
        sentences.push(format!(
            "{label}: Verlust {}{}{}.",
            share(column.loss),
            if levels.is_empty() { "" } else { "; " },
            levels.join(", "),
        ));
    }
    sentences
}

fn singling_out(figures: &Figures) -> Vec<String> {
    let Some(smallest) = figures.smallest_group else {
        return vec![
            "In der Erprobung entsteht keine Gruppe; niemand kann herausgegriffen werden."
                .to_owned(),
        ];
    };
    vec![
        format!(
            "Die kleinste Gruppe umfasst {smallest}. Das höchste Risiko, aus einer Gruppe die \
             richtige Person oder Einrichtung zu greifen, beträgt 1 zu {smallest} ({}).",
            percent(1, smallest),
        ),
        format!(
            "Anteil der Meldungen mit einem Risiko über 0,2: {}; über 0,09: {}; über 0,05: {}.",
            percent(figures.above_20_percent, figures.in_groups),
            percent(figures.above_9_percent, figures.in_groups),
            percent(figures.above_5_percent, figures.in_groups),
        ),
        format!(
            "{} weniger als das Doppelte der Mindestzahl.",
            match figures.below_twice_minimum {
                0 => "Keine Gruppe umfasst".to_owned(),
                1 => "1 Gruppe umfasst".to_owned(),
                n => format!("{} Gruppen umfassen", number(n)),
            },
        ),
    ]
}

fn linkability(policy: &Policy, figures: &Figures) -> Vec<String> {
    vec![match figures.smallest_difference {
        Some(smallest) => format!(
            "Differenztest über alle Stände des Freigabebuchs der Erprobung: Der Unterschied \
             zwischen zwei Ständen besteht aus ganzen Gruppen; der kleinste umfasst {smallest}, \
             verlangt sind {}.",
            policy.rules().minimum,
        ),
        None => {
            "In der Erprobung wurde nichts freigegeben; es gibt nichts zu vergleichen.".to_owned()
        }
    }]
}

fn inference(policy: &Policy, figures: &Figures) -> Vec<String> {
    let sensitive = policy
        .classes()
        .any(|(_, class)| matches!(class, FieldClass::Sensitive { .. }));
    if !sensitive {
        return vec!["Diese Regel gibt kein schützenswertes Feld weiter.".to_owned()];
    }
    vec![match figures.homogeneous {
        0 => format!(
            "In keiner von {} haben alle denselben schützenswerten Wert.",
            counted(figures.groups, "Gruppe", "Gruppen"),
        ),
        n => format!(
            "In {} von {} haben alle denselben schützenswerten Wert; dort ist er von jeder Person \
             der Gruppe bekannt. Eine Mindestzahl verschiedener Werte (l) verhindert das.",
            number(n),
            counted(figures.groups, "Gruppe", "Gruppen"),
        ),
    }]
}

fn residual_risks(policy: &Policy) -> Vec<String> {
    let rules = policy.rules();
    if rules.path == LegalPath::StatutoryTransmission {
        return vec![
            "Die Meldungen werden personenbezogen übermittelt; dafür gilt das Gesetz, nicht diese \
             Regel."
                .to_owned(),
        ];
    }
    let mut sentences = vec![
        "Wer weiß, dass über eine Person in einer Woche gemeldet wurde, weiß, dass sie in einer \
         der Gruppen dieser Zeit enthalten sein kann."
            .to_owned(),
    ];
    let asks_nothing = policy.classes().any(|(_, class)| match class {
        FieldClass::Sensitive { variety, .. } => {
            variety.distinct < 2 && variety.entropy < 2 && variety.closeness.is_none()
        }
        _ => false,
    });
    if asks_nothing {
        sentences.push(
            "Für mindestens ein schützenswertes Feld ist keine Vielfalt verlangt: Haben alle einer \
             Gruppe denselben Wert, so ist er von jeder bekannt."
                .to_owned(),
        );
    }
    if rules.minimum < 5 {
        sentences.push(format!(
            "k ist {}: Kennen alle einer Gruppe bis auf eine gegenseitig ihre Werte, so können sie \
             den der letzten berechnen.",
            rules.minimum
        ));
    }
    sentences.push(format!(
        "Wer mehrmals im Jahr gemeldet wird, kann in mehreren Gruppen stehen; die Obergrenze von {} \
         je Jahr begrenzt das.",
        rules.yearly_cap
    ));
    sentences.push(
        "Die Maßstäbe (k, l, t, Wartezeit, Obergrenze) hat ein Mensch zu bestätigen; mit der \
         Unterschrift unter diese Regel geschieht das."
            .to_owned(),
    );
    sentences
}

fn references(policy: &Policy, about: &About<'_>) -> Vec<String> {
    vec![
        format!("Formular: {}", about.form),
        format!("Formularversion: {}", policy.rules().form_version),
        format!("Prüfsumme der Freigaberegel: {}", policy.hash()),
        format!("Programmversion: Deich {}", about.software),
    ]
}

fn label<'p>(policy: &'p Policy, name: &'p str) -> &'p str {
    let fields = policy.rules().fields.iter();
    let mut fields = fields.filter(|field| field.name == name);
    fields.next().map_or(name, |field| field.label.as_str())
}

/// A share between 0 and 1, such as `12,5 %`.
fn share(share: f64) -> String {
    percent(rounded(share * 1000.0), 1000)
}

/// A number with one decimal, such as `2,4`.
fn tenths(value: f64) -> String {
    let tenths = rounded(value * 10.0);
    format!("{},{}", tenths / 10, tenths % 10)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held between the bounds before"
)]
fn rounded(value: f64) -> u32 {
    value.round().clamp(0.0, 1e9) as u32
}

#[cfg(test)]
mod tests {
    use super::super::{Closeness, Field, PolicyDraft, PolicyFormat, Variety, shipped_patience};
    use super::*;
    use std::collections::BTreeMap;

    fn policy(path: LegalPath, variety: Variety) -> Policy {
        let field = |name: &str, class| Field {
            name: name.to_owned(),
            label: format!("Feld {name}"),
            class: Some(class),
            reason: "Weil.".to_owned(),
        };
        Policy::new(PolicyDraft {
            format: PolicyFormat::V2,
            form_version: "form".to_owned(),
            purpose: "Lage".to_owned(),
            legal_basis: "Gesetz".to_owned(),
            recipient: "Land".to_owned(),
            path,
            minimum: 5,
            fields: vec![
                field(
                    "person",
                    FieldClass::Entity {
                        of: EntityKind::Person,
                    },
                ),
                field(
                    "week",
                    FieldClass::Date {
                        finest: "week".to_owned(),
                        coarsest: "year".to_owned(),
                    },
                ),
                field(
                    "why",
                    FieldClass::Sensitive {
                        hierarchy: "why".to_owned(),
                        level: "code".to_owned(),
                        variety,
                    },
                ),
            ],
            patience: shipped_patience(),
            maximum_hold_weeks: 8,
            yearly_cap: 2,
            noise: None,
        })
        .unwrap()
    }

    fn figures() -> Figures {
        Figures {
            records: 1200,
            weeks: 26,
            in_groups: 1000,
            counted: 150,
            waiting: 50,
            faulty: 0,
            loss: 0.3456,
            delay: 2.44,
            smallest_difference: Some(5),
            groups: 90,
            smallest_group: Some(5),
            below_twice_minimum: 60,
            above_20_percent: 0,
            above_9_percent: 800,
            above_5_percent: 1000,
            homogeneous: 3,
            columns: Vec::new(),
            examples: Vec::new(),
        }
    }

    fn text(policy: &Policy, figures: Option<&Figures>) -> String {
        let about = About {
            form: "Masern, Version 1",
            figures,
            noise: None,
            software: "1.0",
        };
        let sections = policy_report(policy, &about);
        let lines = sections
            .iter()
            .flat_map(|one| std::iter::once(one.heading.to_owned()).chain(one.sentences.clone()));
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn sentences_follow_from_the_figures() {
        let policy = policy(LegalPath::AnonymisedForwarding, Variety::default());
        let report = text(&policy, Some(&figures()));
        for said in [
            "1.200 erfundenen Meldungen",
            "nach durchschnittlich 2,4 Wochen",
            "über alle Meldungen: 34,6 %",
            "über 0,09: 80,0 %",
            "1 zu 5 (20,0 %)",
            "In 3 von 90 Gruppen haben alle denselben",
            "keine Vielfalt verlangt",
            policy.hash(),
        ] {
            assert!(report.contains(said), "{said} is missing in {report}");
        }
    }

    #[test]
    fn fields_to_which_the_same_happens_share_a_sentence() {
        let policy = policy(LegalPath::AnonymisedForwarding, Variety::default());
        let mut draft = policy.rules().clone();
        for name in ["street", "town"] {
            draft.fields.push(Field {
                name: name.to_owned(),
                label: name.to_owned(),
                class: Some(FieldClass::Identifier),
                reason: "Nennt jemanden.".to_owned(),
            });
        }
        let report = text(&Policy::new(draft).unwrap(), None);
        assert!(
            report.contains("„street“, „town“: verlässt das Amt nie. Nennt jemanden."),
            "{report}"
        );
    }

    #[test]
    fn variety_is_said_where_it_is_asked_for() {
        let variety = Variety {
            distinct: 3,
            entropy: 2,
            closeness: Some(Closeness {
                percent: 20,
                reference: BTreeMap::from([("a".to_owned(), 1)]),
            }),
        };
        let report = text(&policy(LegalPath::AnonymisedForwarding, variety), None);
        assert!(
            report.contains("mindestens 3 verschiedene Werte"),
            "{report}"
        );
        assert!(report.contains("höchstens 20 Prozent Abstand"), "{report}");
        assert!(!report.contains("keine Vielfalt verlangt"), "{report}");
        assert!(!report.contains("Erprobung an erfundenen"), "{report}");
    }

    #[test]
    fn what_a_law_transmits_is_not_said_to_be_anonymous() {
        let path = LegalPath::StatutoryTransmission;
        let report = text(&policy(path, Variety::default()), None);
        assert!(report.contains("Diese Regel gibt nichts frei."), "{report}");
        assert!(report.contains("personenbezogen übermittelt"), "{report}");
    }
}
