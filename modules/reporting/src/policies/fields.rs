// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The fields of a form version as a policy sees them, and the class that is suggested for each.
//!
//! The reasons are German, because they are part of a document that the data protection officer files.

use anonymity::DropReason;
use anonymity::forwarding::{
    EntityKind, Field, FieldClass, Hierarchies, LegalPath, PolicyDraft, PolicyFormat,
    SHIPPED_MAXIMUM_HOLD_WEEKS, Variety, shipped_patience,
};
use forms::{FormSpec, PeriodKind, PrivacyClass, Question, QuestionType};
use kernel::FormVersionId;

use super::hierarchies::{AGE, PLACE, of_list};
use crate::model::insight::fields as questions;
use crate::release_policy::{INSTITUTION, PLACE as PLACE_FIELD, WEEK, field_name};

/// The name of the person whom a report is about among the policy's fields.
pub const PERSON: &str = "person";

/// k as suggested.
const MINIMUM: u32 = 5;

kernel::named! {
    /// What can happen to a field, as it is chosen.
    pub enum ClassKind {
        /// Names somebody: never leaves.
        Identifier = "identifier",
        /// Says whose record it is: a person.
        Person = "person",
        /// Says whose record it is: a facility.
        Facility = "facility",
        /// Known to others: leaves coarser.
        Quasi = "quasi",
        /// When it happened.
        Date = "date",
        /// Must not be learnt about anybody.
        Sensitive = "sensitive",
        /// Neither known nor sensitive, as argued.
        Plain = "plain",
        /// A number that is summed.
        Measure = "measure",
        /// Never leaves, because nobody needs it or it can say anything.
        Dropped = "dropped",
    }
}

impl ClassKind {
    /// The class of a field of a policy.
    pub fn of(class: &FieldClass) -> Self {
        match class {
            FieldClass::Identifier => Self::Identifier,
            FieldClass::Entity {
                of: EntityKind::Person,
            } => Self::Person,
            FieldClass::Entity {
                of: EntityKind::Facility,
            } => Self::Facility,
            FieldClass::Quasi { .. } => Self::Quasi,
            FieldClass::Date { .. } => Self::Date,
            FieldClass::Sensitive { .. } => Self::Sensitive,
            FieldClass::Plain { .. } => Self::Plain,
            FieldClass::Measure { .. } => Self::Measure,
            FieldClass::Dropped { .. } => Self::Dropped,
        }
    }
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answers {
    /// The person whom the report is about.
    Person,
    /// The institution that reports.
    Institution,
    /// Where it lies.
    Place,
    /// The week of the report.
    Week,
    /// A number; with a hierarchy if it is an age.
    Number {
        /// Whether it can be counted in years of age.
        age: bool,
    },
    /// One of the values of this hierarchy.
    Codes(String),
    /// A day.
    Day,
    /// Something that tells people apart.
    Key,
    /// Free text.
    Text,
    /// A file.
    File,
    /// Something that names somebody by the form's own class.
    Identifier,
    /// Anything else, or several answers.
    Other,
}

/// A field of a form version as a policy sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyField {
    /// Its name in the policy.
    pub name: String,
    /// Its path in the form; empty if it is no question.
    pub path: String,
    /// What it is called, in German.
    pub label: String,
    /// What it holds.
    pub answers: Answers,
    /// Whether the form gives it a class.
    pub classified: bool,
}

impl PolicyField {
    /// The classes that can be chosen.
    pub fn offered(&self) -> &'static [ClassKind] {
        use ClassKind as K;
        match &self.answers {
            Answers::Person | Answers::Key => &[K::Person, K::Identifier],
            Answers::Institution => &[K::Facility, K::Identifier],
            Answers::Place => &[K::Quasi, K::Dropped],
            Answers::Week => &[K::Date, K::Dropped],
            Answers::Number { age: true } => &[K::Quasi, K::Measure, K::Identifier, K::Dropped],
            Answers::Number { age: false } => &[K::Measure, K::Identifier, K::Dropped],
            Answers::Codes(_) => &[K::Quasi, K::Sensitive, K::Plain, K::Identifier, K::Dropped],
            Answers::Day => &[K::Date, K::Identifier, K::Dropped],
            Answers::Identifier => &[K::Identifier],
            Answers::Text | Answers::File | Answers::Other => &[K::Dropped, K::Identifier],
        }
    }

    /// The hierarchy of its values.
    pub fn hierarchy(&self) -> Option<&str> {
        match &self.answers {
            Answers::Place => Some(PLACE),
            Answers::Number { age: true } => Some(AGE),
            Answers::Codes(name) => Some(name),
            _ => None,
        }
    }

    /// Why it is dropped when it is.
    pub fn drop_reason(&self) -> DropReason {
        match self.answers {
            Answers::Text => DropReason::FreeText,
            Answers::File => DropReason::File,
            _ if !self.classified && !self.path.is_empty() => DropReason::Unclassified,
            _ => DropReason::NotNeeded,
        }
    }
}

/// The fields that a policy of this form has: who, where and when, then the questions in their order.
pub fn fields(spec: &FormSpec, hierarchies: &Hierarchies) -> Vec<PolicyField> {
    let own = |name: &str, label: &str, answers| PolicyField {
        name: name.to_owned(),
        path: String::new(),
        label: label.to_owned(),
        answers,
        classified: true,
    };
    let mut found = vec![
        own(PERSON, "Gemeldete Person", Answers::Person),
        own(INSTITUTION, "Meldende Einrichtung", Answers::Institution),
        own(WEEK, "Meldewoche", Answers::Week),
    ];
    if hierarchies.contains_key(PLACE) {
        found.insert(2, own(PLACE_FIELD, "Ort der Einrichtung", Answers::Place));
    }
    let counted = questions(spec);
    for (path, question) in spec.questions() {
        if question.kind == QuestionType::Note {
            continue;
        }
        let known = counted.iter().find(|one| one.path == path);
        let label = known.map_or("", |one| one.label.get(forms::LEGAL_LANGUAGE));
        found.push(PolicyField {
            name: field_name(&path),
            label: if label.is_empty() {
                question.name.clone()
            } else {
                label.to_owned()
            },
            answers: answers(question, known.is_some_and(|one| one.repeated), hierarchies),
            classified: question.privacy.is_some(),
            path,
        });
    }
    found
}

fn answers(question: &Question, repeated: bool, hierarchies: &Hierarchies) -> Answers {
    let kind = question.kind;
    match question.privacy {
        Some(PrivacyClass::Identifier) => return Answers::Identifier,
        Some(PrivacyClass::Entity) => return Answers::Key,
        _ => {}
    }
    let codes = |name: String| {
        if hierarchies.contains_key(&name) {
            Answers::Codes(name)
        } else {
            Answers::Other
        }
    };
    match kind {
        QuestionType::Image
        | QuestionType::Audio
        | QuestionType::Video
        | QuestionType::File
        | QuestionType::BackgroundAudio => Answers::File,
        _ if kind.is_free() => Answers::Text,
        _ if repeated => Answers::Other,
        QuestionType::Integer | QuestionType::Range => Answers::Number {
            age: is_age(question),
        },
        QuestionType::Calculated => {
            let age = is_age(question);
            if age || question.privacy == Some(PrivacyClass::Measure) {
                Answers::Number { age }
            } else if question.privacy == Some(PrivacyClass::Date) {
                Answers::Day
            } else {
                Answers::Other
            }
        }
        QuestionType::SelectOne if question.choice_source == forms::ChoiceSource::List => question
            .choices
            .as_ref()
            .map_or(Answers::Other, |list| codes(of_list(list))),
        QuestionType::Date | QuestionType::DateTime => Answers::Day,
        _ => Answers::Other,
    }
}

/// Whether a number is an age: the form's rule says so, or its name.
fn is_age(question: &Question) -> bool {
    let rule = question.release.as_ref();
    if let Some(hierarchy) = rule.and_then(|rule| rule.hierarchy.as_deref()) {
        return hierarchy == AGE;
    }
    let name = question.name.to_lowercase();
    let mut parts = name.split(['_', '-', '.']);
    parts.any(|part| matches!(part, "age" | "alter" | "lebensjahre" | "jahre"))
}

/// A policy to begin with, from the form's classes, types and names.
pub fn suggested(
    spec: &FormSpec,
    version: FormVersionId,
    recipient: &str,
    hierarchies: &Hierarchies,
) -> PolicyDraft {
    let by_path: std::collections::BTreeMap<String, &Question> =
        spec.questions().into_iter().collect();
    let event = spec.period == PeriodKind::Event;
    let fields = fields(spec, hierarchies)
        .into_iter()
        .map(|field| {
            let question = by_path.get(&field.path).copied();
            let (class, reason) = suggestion(&field, question, event, hierarchies);
            Field {
                name: field.name,
                label: field.label,
                class,
                reason: reason.to_owned(),
            }
        })
        .collect();
    PolicyDraft {
        format: PolicyFormat::V2,
        form_version: version.to_string(),
        purpose: spec.purpose.get(forms::LEGAL_LANGUAGE).to_owned(),
        legal_basis: spec.legal_basis.get(forms::LEGAL_LANGUAGE).to_owned(),
        recipient: recipient.to_owned(),
        path: LegalPath::AnonymisedForwarding,
        minimum: MINIMUM,
        fields,
        patience: shipped_patience(),
        maximum_hold_weeks: SHIPPED_MAXIMUM_HOLD_WEEKS,
        yearly_cap: if event { 2 } else { 60 },
        noise: None,
    }
}

fn suggestion(
    field: &PolicyField,
    question: Option<&Question>,
    event: bool,
    hierarchies: &Hierarchies,
) -> (Option<FieldClass>, &'static str) {
    let dropped = |reason| {
        let because = field.drop_reason();
        (Some(FieldClass::Dropped { because }), reason)
    };
    let quasi = |finest: Option<&str>, reason| {
        let Some(name) = field.hierarchy() else {
            return dropped("Für den Zweck nicht erforderlich; bleibt im Gesundheitsamt.");
        };
        let levels = hierarchies.get(name).map_or(&[][..], |one| one.levels());
        let wish = finest.filter(|wish| levels.iter().any(|level| level == wish));
        let class = FieldClass::Quasi {
            hierarchy: name.to_owned(),
            finest: wish
                .or(levels.first().map(String::as_str))
                .unwrap_or_default()
                .to_owned(),
            coarsest: levels.last().cloned().unwrap_or_default(),
        };
        (Some(class), reason)
    };
    match &field.answers {
        Answers::Person if event => (
            Some(FieldClass::Entity {
                of: EntityKind::Person,
            }),
            "Bleibt im Gesundheitsamt; gezählt wird nur, wie viele verschiedene Personen eine Gruppe hat.",
        ),
        Answers::Person => (
            Some(FieldClass::Identifier),
            "Gemeldet wird über Einrichtungen, nicht über einzelne Personen.",
        ),
        Answers::Institution if event => (
            Some(FieldClass::Identifier),
            "Bleibt im Gesundheitsamt; wer gemeldet hat, gehört zu keiner Gruppe.",
        ),
        Answers::Institution => (
            Some(FieldClass::Entity {
                of: EntityKind::Facility,
            }),
            "Bleibt im Gesundheitsamt; gezählt wird nur, wie viele verschiedene Einrichtungen eine Gruppe hat.",
        ),
        Answers::Place => quasi(
            Some(if event { "municipality" } else { "district" }),
            "Der Ort ist bekannt; er wird so weit vergröbert, bis eine Gruppe groß genug ist.",
        ),
        Answers::Week => (
            Some(FieldClass::Date {
                finest: "week".to_owned(),
                coarsest: "year".to_owned(),
            }),
            "Der Verlauf wird wochenweise betrachtet.",
        ),
        Answers::Identifier => (
            Some(FieldClass::Identifier),
            "Kann Personen oder Einrichtungen nennen; bleibt im Gesundheitsamt.",
        ),
        Answers::Key => (
            Some(FieldClass::Identifier),
            "Unterscheidet Personen; bleibt im Gesundheitsamt.",
        ),
        Answers::Text => dropped("Freitext kann alles enthalten; bleibt im Gesundheitsamt."),
        Answers::File => dropped("Eine Datei kann alles enthalten; bleibt im Gesundheitsamt."),
        Answers::Other => dropped("Für den Zweck nicht erforderlich; bleibt im Gesundheitsamt."),
        Answers::Day => dropped("Die Meldewoche genügt; der Tag selbst wird nicht gebraucht."),
        Answers::Number { age: true } => quasi(
            age_level(question),
            "Das Alter ist anderen bekannt; es wird in Altersgruppen weitergegeben.",
        ),
        Answers::Number { age: false } => match question.and_then(|one| one.privacy) {
            Some(PrivacyClass::Measure) => (
                Some(FieldClass::Measure {
                    dominance_percent: 0,
                }),
                "Wird über alle Meldungen einer Gruppe summiert.",
            ),
            Some(_) => dropped("Für den Zweck nicht erforderlich; bleibt im Gesundheitsamt."),
            None => (None, ""),
        },
        Answers::Codes(name) => {
            let first = hierarchies.get(name).and_then(|one| one.levels().first());
            let level = first.cloned().unwrap_or_default();
            let hierarchy = name.clone();
            match question.and_then(|one| one.privacy) {
                Some(PrivacyClass::Quasi) => {
                    quasi(None, "Ist anderen bekannt und hilft, jemanden zu erkennen.")
                }
                Some(PrivacyClass::Sensitive) => (
                    Some(FieldClass::Sensitive {
                        hierarchy,
                        level,
                        variety: Variety {
                            distinct: 2,
                            ..Variety::default()
                        },
                    }),
                    "Soll über niemanden bekannt werden; weitergegeben wird nur die Verteilung in der Gruppe.",
                ),
                // Whoever wants it to leave has to argue why it may.
                Some(PrivacyClass::Plain) => (Some(FieldClass::Plain { hierarchy, level }), ""),
                Some(_) => dropped("Für den Zweck nicht erforderlich; bleibt im Gesundheitsamt."),
                None if is_known(question) => {
                    quasi(None, "Ist anderen bekannt und hilft, jemanden zu erkennen.")
                }
                None => (None, ""),
            }
        }
    }
}

/// The finest level of an age that the form asks for, by its name here.
fn age_level(question: Option<&Question>) -> Option<&'static str> {
    let rule = question?.release.as_ref()?;
    match rule.finest.as_deref()? {
        "1-year" | "year" | "age" => Some("year"),
        "5-years" | "five-years" => Some("five-years"),
        finest if finest.starts_with("0-4/") || finest == "age-group" => Some("age-group"),
        _ => None,
    }
}

/// Whether others know the answer, by the name of the question.
fn is_known(question: Option<&Question>) -> bool {
    let name = question.map_or(String::new(), |one| one.name.to_lowercase());
    let known = ["sex", "gender", "geschlecht", "ort", "gemeinde", "kreis"];
    let mut parts = name.split(['_', '-', '.']);
    parts.any(|part| known.contains(&part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use anonymity::forwarding::Policy;

    fn measles() -> (FormSpec, Hierarchies) {
        let template = form_templates::template("masernschutz-meldung")
            .unwrap_or_else(|| panic!("a template"));
        let spec = template.spec().unwrap_or_else(|found| panic!("{found:?}"));
        let value = |text: &str| {
            anonymity::Hierarchy::of_values(
                &["code", "all"],
                &[vec![text.to_owned(), "*".to_owned()]],
            )
            .unwrap_or_else(|error| panic!("{error}"))
        };
        let mut hierarchies =
            Hierarchies::from([(AGE.to_owned(), value("1")), (PLACE.to_owned(), value("1"))]);
        for (name, choices) in spec.choice_lists() {
            hierarchies.insert(of_list(name), value(&choices[0].code));
        }
        (spec, hierarchies)
    }

    fn draft() -> PolicyDraft {
        let (spec, hierarchies) = measles();
        let version = kernel::Id::from_uuid(uuid::Uuid::from_u128(1));
        suggested(&spec, version, "Land", &hierarchies)
    }

    fn class(draft: &PolicyDraft, name: &str) -> ClassKind {
        let field = draft.fields.iter().find(|field| field.name == name);
        let class = field.and_then(|field| field.class.as_ref());
        ClassKind::of(class.unwrap_or_else(|| panic!("{name} has no class")))
    }

    #[test]
    fn classes_follow_from_the_classes_types_and_names_of_the_form() {
        let draft = draft();
        for (name, expected) in [
            (PERSON, ClassKind::Person),
            (INSTITUTION, ClassKind::Identifier),
            (PLACE_FIELD, ClassKind::Quasi),
            (WEEK, ClassKind::Date),
            ("gate.birth_date", ClassKind::Identifier),
            ("gate.age_years", ClassKind::Quasi),
            ("gate.situation", ClassKind::Sensitive),
            ("gate.facility_kind", ClassKind::Plain),
            ("reason.doubt_about", ClassKind::Dropped),
            ("reason.doubt_reason", ClassKind::Identifier),
            ("person.sex", ClassKind::Quasi),
            ("guardian.guardian_kind", ClassKind::Dropped),
            ("report_day", ClassKind::Dropped),
        ] {
            assert_eq!(class(&draft, name), expected, "{name}");
        }
    }

    #[test]
    fn what_is_plain_waits_for_a_reason() {
        let mut draft = draft();
        assert!(Policy::new(draft.clone()).is_err());
        for field in &mut draft.fields {
            if field.reason.is_empty() {
                "Weil.".clone_into(&mut field.reason);
            }
        }
        let policy = Policy::new(draft).unwrap_or_else(|error| panic!("{error}"));
        assert!(policy.unclassified([]).is_empty());
    }

    #[test]
    fn an_identifier_of_the_form_stays_one() {
        let (spec, hierarchies) = measles();
        let fields = fields(&spec, &hierarchies);
        let named = |name: &str| fields.iter().find(|field| field.name == name);
        let birth = named("gate.birth_date").unwrap_or_else(|| panic!("the birth date"));
        assert_eq!(birth.offered(), [ClassKind::Identifier]);
    }
}
