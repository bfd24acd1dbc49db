// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a policy does to fields, in the German sentences that reports of policies and of releases share.

use super::{EntityKind, Field, FieldClass, Variety};
use crate::report::german::level_name as place_name;
use crate::report::sentences;

/// What happens to the fields; those to which the same happens for the same reason share a sentence.
pub(super) fn fields(fields: &[Field]) -> Vec<String> {
    let mut said: Vec<(String, Vec<String>)> = Vec::new();
    for field in fields {
        let what = match &field.class {
            None => "ist nicht eingeordnet; solange verlässt nichts das Amt.".to_owned(),
            Some(class) => what_happens(class),
        };
        let sentence = format!("{what} {}", field.reason).trim_end().to_owned();
        let label = format!("„{}“", field.label);
        match said.iter_mut().find(|(known, _)| *known == sentence) {
            Some((_, labels)) if labels.contains(&label) => {}
            Some((_, labels)) => labels.push(label),
            None => said.push((sentence, vec![label])),
        }
    }
    said.into_iter()
        .map(|(sentence, labels)| format!("{}: {sentence}", labels.join(", ")))
        .collect()
}

fn what_happens(class: &FieldClass) -> String {
    match class {
        FieldClass::Identifier => "verlässt das Amt nie.".to_owned(),
        FieldClass::Entity { of } => format!(
            "bleibt im Amt; gezählt wird nur, wie viele verschiedene {} eine Gruppe hat.",
            match of {
                EntityKind::Person => "Personen",
                EntityKind::Facility => "Einrichtungen",
            }
        ),
        FieldClass::Quasi {
            finest, coarsest, ..
        }
        | FieldClass::Date { finest, coarsest } => {
            if finest == coarsest {
                format!("wird vergröbert weitergegeben ({}).", level_name(finest))
            } else {
                format!(
                    "wird vergröbert weitergegeben (von „{}“ bis „{}“).",
                    level_name(finest),
                    level_name(coarsest),
                )
            }
        }
        FieldClass::Sensitive { variety, .. } => format!(
            "ist schützenswert; weitergegeben wird, wie oft jeder Wert in einer Gruppe vorkommt{}.",
            variety_text(variety)
        ),
        FieldClass::Plain { .. } => {
            "weitergegeben wird, wie oft jeder Wert in einer Gruppe vorkommt.".to_owned()
        }
        FieldClass::Measure { dominance_percent } => sentences::summed(*dominance_percent),
        FieldClass::Dropped { because } => sentences::dropped(*because),
    }
}

fn variety_text(variety: &Variety) -> String {
    let mut asks = Vec::new();
    if variety.distinct > 1 {
        asks.push(format!(
            "mindestens {} verschiedene Werte",
            variety.distinct
        ));
    }
    if variety.entropy > 1 {
        asks.push(format!("Entropie-l mindestens {}", variety.entropy));
    }
    if let Some(closeness) = &variety.closeness {
        asks.push(format!(
            "höchstens {} Prozent Abstand von der Vergleichsverteilung",
            closeness.percent
        ));
    }
    if asks.is_empty() {
        return String::new();
    }
    format!(" ({} in jeder Gruppe)", asks.join(", "))
}

/// What a level is called.
pub(crate) fn level_name(level: &str) -> &str {
    match level {
        "five-years" => "Fünfjahresgruppe",
        "age-group" => "Altersgruppe",
        "broad" => "unter 15, 15–59, ab 60 Jahren",
        "week" => "Kalenderwoche",
        "four-weeks" => "vier Wochen",
        "quarter" => "Quartal",
        "year" => "Jahr",
        "code" => "einzelner Wert",
        "all" => "ohne Angabe",
        other => place_name(other),
    }
}
