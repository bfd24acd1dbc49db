// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How the answers of a report become a record, by a policy about records.
//!
//! A field of a policy is a question ([`field_name`]), or one of four things that a report has without
//! being asked: its institution, its person ([`PERSON`](crate::policies::PERSON)), its place ([`PLACE`]) and its week.

use anonymity::forwarding::{EntityKind, FieldClass, Policy, Record};
use anonymity::{Entity, RecordKey};
use forms::{Answers, FormSpec, Question, QuestionType};
use jiff::civil::Date;
use kernel::IsoWeek;

use crate::model::Submission;
use crate::policies::{AGE, MISSING};
use crate::release_policy::{PLACE, field_name};

/// The years in which weeks can be told.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2999;

/// Names of questions that usually mean family name, given name and day of birth: what tells people apart.
const USUAL: [&[&str]; 3] = [
    &[
        "last_name",
        "family_name",
        "surname",
        "nachname",
        "familienname",
    ],
    &["first_name", "given_name", "vorname"],
    &[
        "birth_date",
        "date_of_birth",
        "dob",
        "geburtsdatum",
        "geburtstag",
    ],
];

/// The question that a field of a policy names, with its path.
pub(crate) fn path_of<'q>(
    questions: &'q [(String, &'q Question)],
    field: &str,
) -> Option<(&'q str, &'q Question)> {
    let found = questions.iter().find(|(path, _)| field_name(path) == field);
    found.map(|(path, question)| (path.as_str(), *question))
}

/// The question that a field of a policy names.
pub fn question_of<'s>(spec: &'s FormSpec, field: &str) -> Option<&'s Question> {
    let questions = spec.questions().into_iter();
    let mut named = questions.filter(|(path, _)| field_name(path) == field);
    named.next().map(|(_, question)| question)
}

/// The fields of a form as policies name them: what a policy must give a class.
pub(super) fn fields_of(spec: &FormSpec) -> Vec<String> {
    let questions = spec.questions().into_iter();
    questions
        .filter(|(_, question)| question.kind != QuestionType::Note)
        .map(|(path, _)| field_name(&path))
        .collect()
}

/// Whose report it is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Whose {
    Institution,
    Person,
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Value {
    /// The institution's place.
    Place,
    /// The full years from a day to the day that the report is about.
    YearsSince(String),
    /// A whole number.
    Number(String),
    /// The answer as it is.
    Answer(String),
    /// The form does not ask for it.
    Nowhere,
}

/// How answers to a form become records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    entities: Vec<Whose>,
    /// The question that says who it is about, if the policy names one.
    person: Option<String>,
    /// The paths of family name, given name and day of birth, if the form asks for them.
    names: Option<[String; 3]>,
    /// The paths of all questions that the policy calls identifying.
    identifiers: Vec<String>,
    /// The question for the day, if it is not what the report is about.
    day: Option<String>,
    values: Vec<Value>,
    measures: Vec<String>,
}

impl Reading {
    /// Reads a form by a policy.
    pub fn new(policy: &Policy, spec: &FormSpec) -> Self {
        let questions = spec.questions();
        let path = |field: &str| path_of(&questions, field).map(|(path, _)| path.to_owned());
        let mut reading = Self {
            entities: Vec::new(),
            person: None,
            names: names_in(&questions),
            identifiers: Vec::new(),
            day: None,
            values: Vec::new(),
            measures: policy
                .measures()
                .map(|field| path(field).unwrap_or_default())
                .collect(),
        };
        for field in &policy.rules().fields {
            match &field.class {
                Some(FieldClass::Entity { of }) => match of {
                    EntityKind::Facility => reading.entities.push(Whose::Institution),
                    EntityKind::Person => {
                        reading.person = path(&field.name);
                        reading.entities.push(Whose::Person);
                    }
                },
                Some(FieldClass::Identifier) => reading.identifiers.extend(path(&field.name)),
                Some(FieldClass::Date { .. }) => reading.day = path(&field.name),
                _ => {}
            }
        }
        reading.values = policy
            .coded()
            .map(|(field, hierarchy)| match path_of(&questions, field) {
                None if field == PLACE => Value::Place,
                None => Value::Nowhere,
                Some((path, question)) => match (hierarchy, question.kind) {
                    (AGE, QuestionType::Date | QuestionType::DateTime) => {
                        Value::YearsSince(path.to_owned())
                    }
                    (AGE, _) => Value::Number(path.to_owned()),
                    _ => Value::Answer(path.to_owned()),
                },
            })
            .collect();
        reading
    }

    /// What tells the person of a report apart from others, to be digested at once: her name and day of
    /// birth in one spelling, or else all identifying answers; none if there are none.
    pub fn identity(&self, answers: &Answers) -> Option<String> {
        if !self.entities.contains(&Whose::Person) {
            return None;
        }
        if let Some(path) = &self.person {
            let answer = answers.get(path);
            return (!answer.is_empty()).then(|| persons::fold(answer));
        }
        if let Some([family, given, born]) = &self.names {
            let [family, given] = [family, given].map(|path| persons::fold(answers.get(path)));
            let born = answers.get(born);
            if !family.is_empty() && !born.is_empty() {
                return Some(format!("{family}\n{given}\n{born}"));
            }
        }
        let all: Vec<String> = self
            .identifiers
            .iter()
            .map(|path| persons::fold(answers.get(path)))
            .collect();
        all.iter()
            .any(|one| !one.is_empty())
            .then(|| all.join("\n"))
    }

    /// The day that a question asks for, if one does.
    fn asked_day(&self, answers: &Answers) -> Option<Date> {
        let day = self.day.as_ref().and_then(|path| answers.date(path));
        day.filter(|day| YEARS.contains(&day.year()))
    }

    /// The day that a report is about: the one that it answers, or else the first of its period.
    pub fn day(&self, submission: &Submission, answers: &Answers) -> Date {
        let about = submission.period.first_day();
        self.asked_day(answers).unwrap_or(about)
    }

    /// The current version of a report as a record. `person` is the digest of [`Self::identity`], `place` the
    /// key of the institution's place.
    pub fn record(
        &self,
        submission: &Submission,
        answers: &Answers,
        person: Option<String>,
        place: Option<&str>,
    ) -> Record {
        let about = submission.period.first_day();
        let week = match self.asked_day(answers) {
            Some(day) => IsoWeek::of(day),
            None => submission.period.week(),
        };
        let person = person.unwrap_or_else(|| format!("report-{}", submission.id));
        let entities = self.entities.iter();
        Record {
            case: RecordKey::new(submission.id.to_string()),
            version: u32::try_from(submission.version).unwrap_or(u32::MAX),
            entities: entities
                .map(|whose| match whose {
                    Whose::Institution => Entity::new(submission.institution.to_string()),
                    Whose::Person => Entity::new(person.clone()),
                })
                .collect(),
            week,
            values: self
                .values
                .iter()
                .map(|value| value.of(answers, about, place))
                .collect(),
            figures: self
                .measures
                .iter()
                .map(|path| answers.integer(path).unwrap_or(crate::records::NO_FIGURE))
                .collect(),
        }
    }
}

/// Family name, given name and day of birth, if a form asks for the first and the last of them.
fn names_in(questions: &[(String, &Question)]) -> Option<[String; 3]> {
    let [family, given, born] = USUAL.map(|usual| {
        usual.iter().find_map(|name| {
            let mut all = questions.iter();
            all.find(|(_, question)| question.name.eq_ignore_ascii_case(name))
                .map(|(path, _)| path.clone())
        })
    });
    Some([family?, given.unwrap_or_default(), born?])
}

impl Value {
    fn of(&self, answers: &Answers, about: Date, place: Option<&str>) -> String {
        let value = match self {
            Self::Place => place.map(str::to_owned),
            Self::YearsSince(path) => answers
                .date(path)
                .map(|born| years_between(born, about).to_string()),
            Self::Number(path) => answers.integer(path).map(|number| number.to_string()),
            Self::Answer(path) => Some(answers.get(path).to_owned()),
            Self::Nowhere => None,
        };
        value
            .filter(|value| !value.is_empty())
            .unwrap_or_else(|| MISSING.to_owned())
    }
}

/// Full years; negative if the day of birth lies after the other one, which no hierarchy knows.
fn years_between(born: Date, about: Date) -> i16 {
    let birthday_is_over = (about.month(), about.day()) >= (born.month(), born.day());
    about.year() - born.year() - i16::from(!birthday_is_over)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn full_years_count_from_the_birthday_on() {
        let born = date(2020, 11, 18);
        assert_eq!(years_between(born, date(2026, 11, 17)), 5);
        assert_eq!(years_between(born, date(2026, 11, 18)), 6);
        assert_eq!(years_between(date(2027, 1, 1), date(2026, 11, 18)), -1);
    }
}
