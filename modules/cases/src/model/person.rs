// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Whom a case file is about, and what was decided: what lies in sealed columns, as JSON.

use persons::fold;
use serde::{Deserialize, Serialize};

use super::Slot;

/// Whom a case file is about. Empty texts were not said.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Person {
    /// The family name.
    pub family_name: String,
    /// The given name.
    pub given_name: String,
    /// The day of birth, `2021-03-02`.
    pub birth_date: String,
    /// The sex in words.
    pub sex: String,
    /// Street and house number.
    pub street: String,
    /// The postcode.
    pub postcode: String,
    /// The town.
    pub town: String,
    /// A telephone number or other way to reach her.
    pub contact: String,
    /// Why she was notified, in words.
    pub reason: String,
}

impl Person {
    /// What stands in a place.
    pub fn get(&self, slot: Slot) -> &str {
        match slot {
            Slot::FamilyName => &self.family_name,
            Slot::GivenName => &self.given_name,
            Slot::BirthDate => &self.birth_date,
            Slot::Sex => &self.sex,
            Slot::Street => &self.street,
            Slot::Postcode => &self.postcode,
            Slot::Town => &self.town,
            Slot::Contact => &self.contact,
            Slot::Reason => &self.reason,
        }
    }

    /// Puts something into a place.
    pub fn set(&mut self, slot: Slot, value: String) {
        *match slot {
            Slot::FamilyName => &mut self.family_name,
            Slot::GivenName => &mut self.given_name,
            Slot::BirthDate => &mut self.birth_date,
            Slot::Sex => &mut self.sex,
            Slot::Street => &mut self.street,
            Slot::Postcode => &mut self.postcode,
            Slot::Town => &mut self.town,
            Slot::Contact => &mut self.contact,
            Slot::Reason => &mut self.reason,
        } = value;
    }

    /// The name as it is read: `Muster, Kim`.
    pub fn name(&self) -> String {
        let parts = [self.family_name.as_str(), self.given_name.as_str()];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(", ")
    }

    /// Whether two of them look like the same person: name and day of birth are alike. A hint for
    /// somebody who decides, never a decision.
    pub fn may_be(&self, other: &Self) -> bool {
        let key = |person: &Self| {
            (
                fold(&person.family_name),
                fold(&person.given_name),
                person.birth_date.clone(),
            )
        };
        let own = key(self);
        !own.0.is_empty() && !own.2.is_empty() && own == key(other)
    }
}

/// What a step was decided with.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DecisionText {
    /// The legal basis.
    pub legal_basis: String,
    /// What the case worker wrote.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_person_is_recognised_in_other_spellings_and_nobody_without_a_birth_date() {
        let person = |family: &str, given: &str, born: &str| Person {
            family_name: family.to_owned(),
            given_name: given.to_owned(),
            birth_date: born.to_owned(),
            ..Person::default()
        };
        let kim = person("Müller", "Kim", "2021-03-02");
        assert!(kim.may_be(&person("MUELLER", "kim", "2021-03-02")));
        assert!(!kim.may_be(&person("Müller", "Kim", "2021-03-03")));
        assert!(!person("Müller", "Kim", "").may_be(&person("Müller", "Kim", "")));
    }
}
