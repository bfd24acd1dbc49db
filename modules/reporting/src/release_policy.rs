// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The release policy that a collection begins with, out of the privacy classes of its form.
//!
//! The texts are German, because they are part of a document that the data protection officer files.

use anonymity::{
    DropReason, Field, FieldClass, Policy, PolicyDraft, PolicyError, PolicyFormat,
    SHIPPED_MAXIMUM_HOLD_WEEKS, SHIPPED_MINIMUM_FACILITIES, shipped_patience,
};
use forms::{FormSpec, PrivacyClass, Question, QuestionType};
use kernel::FormVersionId;
use sha2::{Digest, Sha256};

/// The name of the reporting institution among the policy's fields.
pub const INSTITUTION: &str = "institution";
/// The name of the institution's place.
pub const PLACE: &str = "place";
/// The name of the week that a report is about.
pub const WEEK: &str = "week";

/// The policy for reports made with this form version, received by `recipient`.
pub fn from_form(
    spec: &FormSpec,
    version: FormVersionId,
    recipient: &str,
) -> Result<Policy, PolicyError> {
    let mut fields = vec![
        Field {
            name: INSTITUTION.to_owned(),
            label: "Meldende Einrichtung".to_owned(),
            class: FieldClass::Entity,
            reason: "Bleibt im Gesundheitsamt; gezählt wird nur, wie viele verschiedene Einrichtungen eine Gruppe hat.".to_owned(),
        },
        Field {
            name: PLACE.to_owned(),
            label: "Ort der Einrichtung".to_owned(),
            class: FieldClass::Place {
                levels: ["district", "region", "state"].map(str::to_owned).to_vec(),
            },
            reason: "Nur als Landkreis oder gröber, damit eine Gruppe mehrere Einrichtungen umfasst.".to_owned(),
        },
        Field {
            name: WEEK.to_owned(),
            label: "Meldewoche".to_owned(),
            class: FieldClass::Date,
            reason: "Der Verlauf wird wochenweise betrachtet.".to_owned(),
        },
    ];
    fields.extend(
        spec.questions()
            .into_iter()
            .filter(|(_, question)| question.kind != QuestionType::Note)
            .map(|(path, question)| field(&path, question)),
    );
    Policy::new(PolicyDraft {
        format: PolicyFormat::V1,
        form_version: version.to_string(),
        purpose: spec.purpose.get(forms::LEGAL_LANGUAGE).to_owned(),
        legal_basis: spec.legal_basis.get(forms::LEGAL_LANGUAGE).to_owned(),
        recipient: recipient.to_owned(),
        minimum_facilities: SHIPPED_MINIMUM_FACILITIES,
        fields,
        patience: shipped_patience(),
        maximum_hold_weeks: SHIPPED_MAXIMUM_HOLD_WEEKS,
    })
}

fn field(path: &str, question: &Question) -> Field {
    let dropped = |because, reason: &str| (FieldClass::Dropped { because }, reason.to_owned());
    let (class, reason) = match question.forwarded_as() {
        Some(PrivacyClass::Measure) => (
            FieldClass::Measure {
                dominance_percent: 0,
            },
            "Wird über alle Einrichtungen einer Gruppe summiert.".to_owned(),
        ),
        Some(PrivacyClass::Date) => dropped(
            DropReason::NotNeeded,
            "Die Meldewoche genügt; der Tag selbst wird nicht gebraucht.",
        ),
        Some(_) => dropped(
            DropReason::NotNeeded,
            "Für die Summen nicht erforderlich; bleibt im Gesundheitsamt.",
        ),
        None if question.privacy == Some(PrivacyClass::Identifier) => dropped(
            DropReason::Identifier,
            "Kann Personen oder Einrichtungen nennen; bleibt im Gesundheitsamt.",
        ),
        None if question.kind == QuestionType::Text => dropped(
            DropReason::FreeText,
            "Freitext kann alles enthalten; bleibt im Gesundheitsamt.",
        ),
        None => dropped(
            DropReason::Unclassified,
            "Hat keine Schutzklasse; bleibt deshalb im Gesundheitsamt.",
        ),
    };
    let label = question.label.get(forms::LEGAL_LANGUAGE);
    Field {
        name: field_name(path),
        label: if label.is_empty() {
            question.name.clone()
        } else {
            label.to_owned()
        },
        class,
        reason,
    }
}

/// The name that the policy gives to the question at `path`: the path with dots. Where a policy has
/// no room for that (more than 64 bytes, other letters, a name of its own), what fits of it and the
/// beginning of its SHA-256.
pub fn field_name(path: &str) -> String {
    let name = path.replace('/', ".");
    let is_own = [INSTITUTION, PLACE, WEEK].contains(&name.as_str());
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if name.len() <= LONGEST_NAME && !is_own && name.chars().all(fits) {
        return name;
    }
    let digest = hex::encode(&Sha256::digest(path)[..8]);
    let kept = name.chars().filter(|c| fits(*c));
    let kept: String = kept.take(LONGEST_NAME - digest.len() - 1).collect();
    format!("{kept}-{digest}")
}

/// How long a name of a policy may be.
const LONGEST_NAME: usize = 64;

/// The paths of the questions that the policy sums, in the order of `Policy::measures`; a measure
/// that the form does not have any more gives an empty path.
pub fn measure_paths(policy: &Policy, spec: &FormSpec) -> Vec<String> {
    let questions = spec.questions();
    policy
        .measures()
        .map(|name| {
            questions
                .iter()
                .find(|(path, _)| field_name(path) == name)
                .map_or(String::new(), |(path, _)| path.clone())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_has_a_name_in_the_policy() {
        assert_eq!(field_name("counts/ill"), "counts.ill");
        let long =
            "bereich_mit_einem_langen_namen/abschnitt_mit_einem_langen_namen/befund_und_frist";
        let names = [long, &format!("{long}_2"), "week", "größe"].map(field_name);
        for name in &names {
            assert!(name.len() <= LONGEST_NAME && name.is_ascii(), "{name}");
            assert_eq!(names.iter().filter(|other| *other == name).count(), 1);
        }
        assert_ne!(names[2], WEEK);
    }

    #[test]
    fn every_template_has_a_policy_to_begin_with() {
        for template in form_templates::templates() {
            let spec = template.spec().unwrap_or_else(|found| panic!("{found:?}"));
            let version = "01a20487-6518-7d31-9efa-8b06393326a8".parse().ok();
            let policy = from_form(&spec, version.unwrap_or_else(|| panic!("an id")), "Land");
            assert!(policy.is_ok(), "{}: {policy:?}", template.id);
        }
    }
}
