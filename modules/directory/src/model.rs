// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The words of the directory: organisations, territory, people. Pure values, no database, no HTTP.

use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{Ags, Email, Lang, Level, OrganisationId, PersonId, Role};
use serde::{Deserialize, Serialize};

kernel::named! {
    /// A level of the tree.
    pub enum OrganisationKind {
        /// The state agency.
        State = "state",
        /// A local health office.
        Office = "office",
        /// What reports to an office.
        Institution = "institution",
    }
}

kernel::named! {
    /// What an institution is.
    pub enum InstitutionKind {
        /// A day-care centre for children.
        Kita = "kita",
        /// A school.
        School = "school",
        /// A hospital.
        Hospital = "hospital",
        /// A nursing home.
        NursingHome = "nursing-home",
        /// A laboratory.
        Laboratory = "laboratory",
        /// Any other institution.
        Other = "other",
    }
}

kernel::named! {
    /// What a mailed link is good for.
    pub enum LinkPurpose {
        /// A new person chooses her first password.
        Invitation = "invitation",
        /// A person who forgot her password chooses another.
        PasswordReset = "password-reset",
    }
}

/// A postal address. Any part may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Address {
    /// Street and number.
    pub street: String,
    /// Postcode, 5 digits in Germany.
    pub postcode: String,
    /// Town.
    pub town: String,
}

/// A node of the tree state > office > institution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Identifies it.
    pub id: OrganisationId,
    /// Its level.
    pub kind: OrganisationKind,
    /// The node above; none for the state.
    pub parent: Option<OrganisationId>,
    /// Its name.
    pub name: String,
    /// What it is, if it is an institution.
    pub institution_kind: Option<InstitutionKind>,
    /// The number under which its office knows it; an import recognises it by this.
    pub reference: Option<String>,
    /// Where it is.
    pub address: Address,
    /// The state's key, the district that an office sits in, or the municipality of an institution.
    pub ags: Option<Ags>,
    /// Where it is written to.
    pub email: Option<Email>,
    /// Where it is called.
    pub phone: Option<String>,
    /// Its first day.
    pub valid_from: Date,
    /// Its last day, if it has ended or is going to.
    pub valid_to: Option<Date>,
}

impl Organisation {
    /// On which level it stands.
    pub fn level(&self) -> Level {
        match self.kind {
            OrganisationKind::State => Level::State,
            OrganisationKind::Office => Level::Office,
            OrganisationKind::Institution => Level::Institution,
        }
    }

    /// Whether it exists on that day.
    pub fn is_valid(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }
}

/// Which institutions are looked for. The default is: all.
#[derive(Debug, Clone, Default)]
pub struct InstitutionFilter {
    /// Only institutions of this kind.
    pub kind: Option<InstitutionKind>,
    /// Only institutions of these offices; empty means of any.
    pub offices: Vec<OrganisationId>,
    /// Only institutions that exist on this day.
    pub valid_on: Option<Date>,
}

/// A district (Landkreis, kreisfreie Stadt, Region).
#[derive(Debug, Clone, PartialEq)]
pub struct District {
    /// Its key, 5 digits.
    pub ags: Ags,
    /// Its name, which another district may share.
    pub name: String,
    /// `Landkreis`, `Kreisfreie Stadt` or `Region`.
    pub kind: String,
    /// Inhabitants at the census of 15 May 2022.
    pub population: i64,
    /// Square kilometres.
    pub area_km2: f64,
    /// The responsible office, once one has been set up.
    pub office: Option<OrganisationId>,
}

impl District {
    /// Name with kind, as people say it: `Landkreis Celle`, `Region Hannover`, `Heidekreis`.
    pub fn full_name(&self) -> String {
        let kind_is_said = self.name.starts_with(&format!("{} ", self.kind))
            || (self.kind == "Landkreis" && self.name.ends_with("kreis"));
        if kind_is_said {
            self.name.clone()
        } else {
            format!("{} {}", self.kind, self.name)
        }
    }
}

/// A municipality (Gemeinde) or an unincorporated area.
#[derive(Debug, Clone, PartialEq)]
pub struct Municipality {
    /// Its key, 8 digits.
    pub ags: Ags,
    /// The district it lies in.
    pub district: Ags,
    /// Its name, which another municipality may share.
    pub name: String,
    /// `Stadt`, `Gemeinde` or `Gemeindefreies Gebiet`.
    pub kind: String,
    /// The name of the association of municipalities (Samtgemeinde) it belongs to.
    pub association_name: Option<String>,
    /// Inhabitants at the census of 15 May 2022; none where nobody lives.
    pub population: Option<i64>,
    /// Longitude and latitude of its seat in degrees (WGS 84).
    pub position: Option<(f64, f64)>,
    /// Postcode of its seat.
    pub postcode: Option<String>,
}

/// Somebody to whom a message can go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Who.
    pub person: PersonId,
    /// Her name.
    pub name: String,
    /// Her address.
    pub email: Email,
    /// Her language.
    pub lang: Lang,
}

/// A person with an account, as the administration sees her.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Identifies her.
    pub id: PersonId,
    /// Her name.
    pub name: String,
    /// Her address, which is also her name at sign-in.
    pub email: Email,
    /// Her language.
    pub lang: Lang,
    /// Whether she has chosen a password.
    pub has_password: bool,
    /// Whether she has set up a second factor.
    pub has_second_factor: bool,
    /// Whether she belongs to the demo.
    pub demo: bool,
    /// Since when she may not sign in.
    pub blocked_at: Option<Timestamp>,
    /// When she last signed in.
    pub last_sign_in_at: Option<Timestamp>,
}

/// A role of a person in an organisation, past, present or future.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Engagement {
    /// Identifies it.
    pub id: uuid::Uuid,
    /// Where.
    pub organisation: OrganisationId,
    /// The name of the organisation.
    pub organisation_name: String,
    /// On which level the organisation stands.
    pub level: Level,
    /// As what.
    pub role: Role,
    /// From when on.
    pub valid_from: Timestamp,
    /// Until when, that moment no longer included.
    pub valid_to: Option<Timestamp>,
    /// The organisation's own role, if it is one.
    pub own: Option<OwnRoleName>,
    /// The names of the actions that an own role holds.
    pub own_actions: Vec<String>,
    /// The institutions that an own role is limited to; empty means the whole organisation, unless it is
    /// limited to kinds.
    pub institutions: Vec<OrganisationId>,
    /// The kinds of institutions that an own role is limited to; empty means any.
    pub institution_kinds: Vec<InstitutionKind>,
    /// The delegation that it comes from, and the name of the person for whom its holder stands in.
    pub delegated: Option<(uuid::Uuid, String)>,
    /// The last day on which the person worked with it, as far as that is known.
    pub last_used_on: Option<Date>,
    /// The identity provider that it comes from: nobody gives or ends it here.
    pub provider: Option<String>,
}

/// A role that an organisation made itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnRoleName {
    /// Identifies it.
    pub id: uuid::Uuid,
    /// What the organisation calls it.
    pub name: String,
}

impl Engagement {
    /// Whether the role holds at `moment`.
    pub fn is_valid(&self, moment: Timestamp) -> bool {
        self.valid_from <= moment && !self.has_ended(moment)
    }

    /// Whether the role no longer holds at `moment`, and never will again.
    pub fn has_ended(&self, moment: Timestamp) -> bool {
        self.valid_to.is_some_and(|end| end <= moment)
    }
}

/// What a search compares with: the words in lower case, one blank between them.
pub fn search_text(parts: &[&str]) -> String {
    parts
        .iter()
        .flat_map(|part| part.split_whitespace())
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The pattern for `LIKE … ESCAPE '!'` that finds `wish` anywhere in a search text.
pub fn like_pattern(wish: &str) -> String {
    let mut pattern = String::from("%");
    for letter in search_text(&[wish]).chars() {
        if matches!(letter, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written() {
        for kind in InstitutionKind::ALL {
            assert_eq!(kind.name().parse(), Ok(*kind));
        }
        assert!("Kita".parse::<InstitutionKind>().is_err());
    }

    #[test]
    fn a_search_finds_umlauts_and_takes_signs_literally() {
        assert_eq!(
            search_text(&[" Kita  Ölmühle", "Äcker"]),
            "kita ölmühle äcker"
        );
        assert_eq!(like_pattern("100 %_!"), "%100 !%!_!!%");
    }

    #[test]
    fn a_district_is_called_as_people_say_it() {
        for (kind, name, full) in [
            ("Landkreis", "Celle", "Landkreis Celle"),
            ("Landkreis", "Heidekreis", "Heidekreis"),
            ("Kreisfreie Stadt", "Emden", "Kreisfreie Stadt Emden"),
            ("Region", "Region Hannover", "Region Hannover"),
        ] {
            let district = District {
                ags: "03241".parse().expect("a key"),
                name: name.to_owned(),
                kind: kind.to_owned(),
                population: 1,
                area_km2: 1.0,
                office: None,
            };
            assert_eq!(district.full_name(), full);
        }
    }
}
