// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{OrganisationId, PersonId};

/// A role as shipped, or one that an organisation made itself. What a role may do stands in the policies, not
/// here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Sets up offices and people for the whole state.
    StateAdministrator,
    /// Builds forms and opens collections at the state agency.
    FormAuthor,
    /// Reads released data.
    Analyst,
    /// Data protection officer: reads policies, releases and the audit trail.
    DataProtectionOfficer,
    /// Sets up institutions and people of one office.
    OfficeAdministrator,
    /// Reviews what institutions report to one office.
    CaseWorker,
    /// Answers for one institution and its reporters.
    InstitutionManager,
    /// Reports for one institution.
    InstitutionReporter,
    /// A role that an organisation made itself; what it holds is in the actor's [`OwnRole`]s.
    Own,
}

impl Role {
    /// All roles as shipped, from the state to the institution.
    pub const ALL: [Self; 8] = [
        Self::StateAdministrator,
        Self::FormAuthor,
        Self::Analyst,
        Self::DataProtectionOfficer,
        Self::OfficeAdministrator,
        Self::CaseWorker,
        Self::InstitutionManager,
        Self::InstitutionReporter,
    ];

    /// The name in policies, database, JSON and message keys: `case-worker`.
    pub fn name(self) -> &'static str {
        match self {
            Self::StateAdministrator => "state-administrator",
            Self::FormAuthor => "form-author",
            Self::Analyst => "analyst",
            Self::DataProtectionOfficer => "data-protection-officer",
            Self::OfficeAdministrator => "office-administrator",
            Self::CaseWorker => "case-worker",
            Self::InstitutionManager => "institution-manager",
            Self::InstitutionReporter => "institution-reporter",
            Self::Own => "own",
        }
    }

    /// Whether this role may only work after a second factor was given.
    ///
    /// Everyone who sees more than one institution's own reports needs it.
    pub fn needs_second_factor(self) -> bool {
        !matches!(self, Self::InstitutionManager | Self::InstitutionReporter)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Role {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .chain([Self::Own])
            .find(|role| role.name() == text)
            .ok_or(())
    }
}

/// A level of the tree of organisations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The state agency.
    State,
    /// The local health offices.
    Office,
    /// What reports to an office.
    Institution,
}

impl Level {
    /// All levels, the uppermost first.
    pub const ALL: [Self; 3] = [Self::State, Self::Office, Self::Institution];

    /// The name in the database and in message keys.
    pub fn name(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Office => "office",
            Self::Institution => "institution",
        }
    }
}

impl FromStr for Level {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|level| level.name() == text)
            .ok_or(())
    }
}

/// One role of a person in one organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Membership {
    /// Where the role holds.
    pub organisation: OrganisationId,
    /// On which level the organisation stands.
    pub level: Level,
    /// Which role.
    pub role: Role,
}

/// What a person holds by a role that an organisation made itself. The policies never let it do more than
/// the shipped roles of the organisation's level may.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OwnRole {
    /// Whose role it is, and where it holds.
    pub organisation: OrganisationId,
    /// On which level the organisation stands.
    pub level: Level,
    /// What the role holds, sorted.
    pub actions: Vec<Action>,
    /// The institutions that the role is limited to; empty means the whole organisation.
    pub institutions: Vec<OrganisationId>,
}

/// Who acts: a signed-in person with the memberships that are valid now, or nobody.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Actor {
    /// Someone who has not signed in.
    Anonymous,
    /// A signed-in person.
    Person {
        /// Who.
        id: PersonId,
        /// Memberships valid at this moment; those whose role needs a second factor count only with it.
        memberships: Vec<Membership>,
        /// What she holds by roles that organisations made themselves; for each there is a membership
        /// with [`Role::Own`], too.
        own_roles: Vec<OwnRole>,
        /// Whether a second factor was given in this session.
        second_factor: bool,
    },
    /// The product itself, in a background job.
    System,
}

impl Actor {
    /// The person, if somebody is signed in.
    pub fn person(&self) -> Option<PersonId> {
        match self {
            Self::Person { id, .. } => Some(*id),
            _ => None,
        }
    }

    /// The memberships, empty unless a person is signed in.
    pub fn memberships(&self) -> &[Membership] {
        match self {
            Self::Person { memberships, .. } => memberships,
            _ => &[],
        }
    }

    /// What the actor holds by roles that organisations made themselves.
    pub fn own_roles(&self) -> &[OwnRole] {
        match self {
            Self::Person { own_roles, .. } => own_roles,
            _ => &[],
        }
    }

    /// The organisations in which the actor has `role`.
    pub fn organisations_with(&self, role: Role) -> impl Iterator<Item = OrganisationId> + '_ {
        self.memberships()
            .iter()
            .filter(move |m| m.role == role)
            .map(|m| m.organisation)
    }

    /// Whether the actor has `role` anywhere.
    pub fn has(&self, role: Role) -> bool {
        self.organisations_with(role).next().is_some()
    }
}

/// Something that can be allowed, named `area.verb` such as `submission.open`.
///
/// Each module declares its actions as constants beside its policies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Action(pub &'static str);

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// What an action is done to, as far as rights depend on it: where it lies in the tree of organisations.
///
/// A thing of an institution names all three levels, a thing of an office the upper two, a thing
/// of the state the uppermost. Data that everybody may see has no owner at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Resource {
    /// The state that the thing lies in.
    pub state: Option<OrganisationId>,
    /// The office that the thing lies in, if it is not the state's own.
    pub office: Option<OrganisationId>,
    /// The institution that the thing belongs to, if it is not an office's or the state's own.
    pub institution: Option<OrganisationId>,
    /// The person that the thing is about or belongs to, for rights over one's own things.
    pub person: Option<PersonId>,
}

impl Resource {
    /// The installation as a whole.
    pub const INSTALLATION: Self = Self {
        state: None,
        office: None,
        institution: None,
        person: None,
    };

    /// A thing of the state agency.
    pub fn of_state(state: OrganisationId) -> Self {
        Self {
            state: Some(state),
            ..Self::default()
        }
    }

    /// A thing of an office.
    pub fn of_office(state: OrganisationId, office: OrganisationId) -> Self {
        Self {
            state: Some(state),
            office: Some(office),
            ..Self::default()
        }
    }

    /// A thing of an institution.
    pub fn of_institution(
        state: OrganisationId,
        office: OrganisationId,
        institution: OrganisationId,
    ) -> Self {
        Self {
            state: Some(state),
            office: Some(office),
            institution: Some(institution),
            person: None,
        }
    }

    /// The same thing, belonging to or about `person`.
    #[must_use]
    pub fn about(self, person: PersonId) -> Self {
        Self {
            person: Some(person),
            ..self
        }
    }
}
