// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Kinds of case files: which reports feed them, which steps they take, what letters say, why they are
//! closed and how long they are kept. All of it is data; nothing here knows a disease.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use kernel::{CaseTypeId, CollectionId, OrganisationId, PersonId};
use serde::{Deserialize, Serialize};

use super::{LetterProblem, LetterText};

/// The most steps, letters or reasons of a kind, each.
pub const MOST_PARTS: usize = 40;
/// The longest title, in characters.
pub const LONGEST_TITLE: usize = 120;
/// The longest letter, in characters.
pub const LONGEST_TEXT: usize = 10_000;
kernel::named! {
    /// What a case file wants to know of a report.
    pub enum Slot {
        /// The family name.
        FamilyName = "family-name",
        /// The given name.
        GivenName = "given-name",
        /// The day of birth.
        BirthDate = "birth-date",
        /// The sex.
        Sex = "sex",
        /// Street and house number.
        Street = "street",
        /// The postcode.
        Postcode = "postcode",
        /// The town.
        Town = "town",
        /// How to reach the person.
        Contact = "contact",
        /// Why she was notified.
        Reason = "reason",
    }
}

impl Slot {
    /// Names of questions that usually mean it.
    fn usual_names(self) -> &'static [&'static str] {
        match self {
            Self::FamilyName => &[
                "last_name",
                "family_name",
                "surname",
                "nachname",
                "familienname",
                "name",
            ],
            Self::GivenName => &["first_name", "given_name", "vorname"],
            Self::BirthDate => &[
                "birth_date",
                "date_of_birth",
                "dob",
                "geburtsdatum",
                "geburtstag",
            ],
            Self::Sex => &["sex", "gender", "geschlecht"],
            Self::Street => &["street", "strasse", "address", "anschrift"],
            Self::Postcode => &["postcode", "zip", "plz"],
            Self::Town => &["town", "city", "ort", "wohnort"],
            Self::Contact => &["phone", "telephone", "telefon"],
            Self::Reason => &["situation", "reason", "grund", "anlass"],
        }
    }

    /// The path of the question that it probably is, among paths and names.
    pub fn suggest(self, questions: &[(String, String)]) -> Option<&str> {
        self.usual_names().iter().find_map(|usual| {
            let mut all = questions.iter();
            all.find(|(_, name)| name.eq_ignore_ascii_case(usual))
                .map(|(path, _)| path.as_str())
        })
    }
}

kernel::named! {
    /// What a step is.
    pub enum StepKind {
        /// Something to be done.
        Task = "task",
        /// Something to be decided, with a day, a legal basis and perhaps a letter.
        Decision = "decision",
    }
}

/// A step as it is planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepPlan {
    /// Names it within the kind; never changes.
    pub key: String,
    /// What is to be done.
    pub title: String,
    /// What it is.
    pub kind: StepKind,
    /// After which step it follows by itself; empty: from the opening on; none: only when somebody adds it.
    pub after: Option<String>,
    /// Within how many days after that.
    pub days: i64,
    /// How many days the person gets, for decisions that ask something of her; 0 for none.
    #[serde(default)]
    pub person_days: i64,
    /// The legal basis that is suggested.
    #[serde(default)]
    pub legal_basis: String,
    /// The letter that is suggested; empty for none.
    #[serde(default)]
    pub letter: String,
}

impl StepPlan {
    /// Whether it follows by itself after the step with this key; an empty one means the opening.
    pub fn follows(&self, key: &str) -> bool {
        self.after.as_deref() == Some(key)
    }
}

/// A letter as it is planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterTemplate {
    /// Names it within the kind; never changes.
    pub key: String,
    /// Its subject line.
    pub title: String,
    /// Its text, see [`LetterText`].
    pub text: String,
}

/// Why a file can be closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingReason {
    /// Names it within the kind; never changes.
    pub key: String,
    /// In words.
    pub title: String,
    /// How many months after closing the file is deleted, 0 to 360.
    pub months: i64,
}

/// What a kind says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Definition {
    /// What it is called.
    pub title: String,
    /// What people should know about it; may be empty.
    #[serde(default)]
    pub note: String,
    /// The collection whose reports open files; none if they are opened by hand only.
    #[serde(default)]
    pub collection: Option<CollectionId>,
    /// Which question answers what: paths without positions.
    #[serde(default)]
    pub mapping: BTreeMap<Slot, String>,
    /// The steps, in the order in which they are shown.
    #[serde(default)]
    pub steps: Vec<StepPlan>,
    /// The letters.
    #[serde(default)]
    pub letters: Vec<LetterTemplate>,
    /// The reasons for closing.
    #[serde(default)]
    pub reasons: Vec<ClosingReason>,
}

/// What keeps a definition from being published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DefinitionFault {
    /// It has no title.
    NoTitle,
    /// It has no reason for closing.
    NoReason,
    /// Reports feed it, but nobody said which question is the family name.
    NoFamilyName,
    /// A step follows one that does not exist, or follows itself.
    Follows(String),
    /// A step wants a letter that does not exist.
    NoLetter(String),
    /// Two parts have the same key.
    Twice(String),
    /// A letter cannot be read.
    Letter {
        /// Which one.
        title: String,
        /// What is wrong with it.
        problem: LetterProblem,
    },
}

impl Definition {
    /// All that keeps it from being published.
    pub fn faults(&self) -> Vec<DefinitionFault> {
        let mut faults = Vec::new();
        if self.title.trim().is_empty() {
            faults.push(DefinitionFault::NoTitle);
        }
        if self.reasons.is_empty() {
            faults.push(DefinitionFault::NoReason);
        }
        if self.collection.is_some() && !self.mapping.contains_key(&Slot::FamilyName) {
            faults.push(DefinitionFault::NoFamilyName);
        }
        let steps: Vec<&str> = self.steps.iter().map(|step| step.key.as_str()).collect();
        let letters: Vec<&str> = self.letters.iter().map(|one| one.key.as_str()).collect();
        let reasons = self.reasons.iter().map(|one| one.key.as_str());
        for keys in [steps.clone(), letters.clone(), reasons.collect()] {
            let mut seen = BTreeSet::new();
            faults.extend(
                keys.into_iter()
                    .filter(|key| !seen.insert(*key))
                    .map(|key| DefinitionFault::Twice(key.to_owned())),
            );
        }
        for step in &self.steps {
            if !step.letter.is_empty() && !letters.contains(&step.letter.as_str()) {
                faults.push(DefinitionFault::NoLetter(step.title.clone()));
            }
            if self.goes_round(step) {
                faults.push(DefinitionFault::Follows(step.title.clone()));
            }
        }
        for letter in &self.letters {
            if let Err(problems) = LetterText::parse(&letter.text) {
                faults.extend(problems.into_iter().map(|problem| DefinitionFault::Letter {
                    title: letter.title.clone(),
                    problem,
                }));
            }
        }
        faults
    }

    /// Whether following `step` back never arrives at the opening.
    fn goes_round(&self, step: &StepPlan) -> bool {
        let mut current = step;
        for _ in 0..=self.steps.len() {
            match current.after.as_deref() {
                None | Some("") => return false,
                Some(key) => match self.step(key) {
                    Some(before) => current = before,
                    None => return true,
                },
            }
        }
        true
    }

    /// The step with this key.
    pub fn step(&self, key: &str) -> Option<&StepPlan> {
        self.steps.iter().find(|step| step.key == key)
    }

    /// The letter with this key.
    pub fn letter(&self, key: &str) -> Option<&LetterTemplate> {
        self.letters.iter().find(|letter| letter.key == key)
    }

    /// The reason with this key.
    pub fn reason(&self, key: &str) -> Option<&ClosingReason> {
        self.reasons.iter().find(|reason| reason.key == key)
    }

    /// The steps that follow `after`: an empty key means the opening.
    pub fn following<'a>(&'a self, after: &'a str) -> impl Iterator<Item = &'a StepPlan> {
        self.steps.iter().filter(move |step| step.follows(after))
    }
}

/// A kind of case files with its draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseType {
    /// Which.
    pub id: CaseTypeId,
    /// The state or the office whose it is.
    pub owner: OrganisationId,
    /// What it is called; as in the latest version, or in the draft before there is one.
    pub title: String,
    /// What the next version will say.
    pub draft: Definition,
    /// Counts the changes of the draft.
    pub revision: i64,
    /// The number of the latest version; 0 before there is one.
    pub latest: i64,
    /// Whether no new files are opened.
    pub retired: bool,
}

/// A published version of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeVersion {
    /// Of which kind.
    pub case_type: CaseTypeId,
    /// Its number, from 1.
    pub number: i64,
    /// What it says.
    pub definition: Definition,
    /// When it was published.
    pub published_at: Timestamp,
    /// Who published it.
    pub published_by: Option<PersonId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(key: &str, after: Option<&str>) -> StepPlan {
        StepPlan {
            key: key.to_owned(),
            title: key.to_owned(),
            kind: StepKind::Task,
            after: after.map(str::to_owned),
            days: 3,
            person_days: 0,
            legal_basis: String::new(),
            letter: String::new(),
        }
    }

    fn definition(steps: Vec<StepPlan>) -> Definition {
        Definition {
            title: "Probe".to_owned(),
            steps,
            reasons: vec![ClosingReason {
                key: "done".to_owned(),
                title: "Erledigt".to_owned(),
                months: 12,
            }],
            ..Definition::default()
        }
    }

    #[test]
    fn steps_follow_the_opening_or_one_another_and_never_in_a_circle() {
        let right = definition(vec![
            step("a", Some("")),
            step("b", Some("a")),
            step("c", None),
        ]);
        assert_eq!(right.faults(), []);
        let following: Vec<_> = right.following("a").map(|step| step.key.as_str()).collect();
        assert_eq!(following, ["b"]);
        let round = definition(vec![step("a", Some("b")), step("b", Some("a"))]);
        assert_eq!(round.faults().len(), 2);
        let lost = definition(vec![step("a", Some("nowhere"))]);
        assert_eq!(lost.faults(), [DefinitionFault::Follows("a".to_owned())]);
    }

    #[test]
    fn a_definition_says_what_keeps_it_from_being_published() {
        let mut wrong = definition(vec![step("a", Some("")), step("a", Some(""))]);
        wrong.steps[0].letter = "none".to_owned();
        wrong.collection = Some(CollectionId::from_uuid(uuid::Uuid::nil()));
        wrong.letters.push(LetterTemplate {
            key: "l".to_owned(),
            title: "Brief".to_owned(),
            text: "{{unbekannt}}".to_owned(),
        });
        let faults = wrong.faults();
        for fault in [
            DefinitionFault::NoFamilyName,
            DefinitionFault::Twice("a".to_owned()),
            DefinitionFault::NoLetter("a".to_owned()),
        ] {
            assert!(faults.contains(&fault), "{fault:?} in {faults:?}");
        }
        assert_eq!(faults.len(), 4);
    }

    #[test]
    fn questions_are_suggested_by_their_names() {
        let questions = [
            ("person/last_name", "last_name"),
            ("gate/birth_date", "birth_date"),
        ]
        .map(|(path, name)| (path.to_owned(), name.to_owned()));
        assert_eq!(
            Slot::FamilyName.suggest(&questions),
            Some("person/last_name")
        );
        assert_eq!(Slot::BirthDate.suggest(&questions), Some("gate/birth_date"));
        assert_eq!(Slot::Town.suggest(&questions), None);
    }
}
