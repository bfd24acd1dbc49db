// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::sync::PoisonError;

use kernel::{
    Action, Actor, Id, Level, Membership, OrganisationId, OwnRole, PersonId, Resource, Role,
};

use crate::Policy;

/// Where a role can be held: form authors, analysts and data protection officers work at the state or at an
/// office.
pub fn levels(role: Role) -> &'static [Level] {
    match role {
        Role::StateAdministrator => &[Level::State],
        Role::FormAuthor | Role::Analyst | Role::DataProtectionOfficer => {
            &[Level::State, Level::Office]
        }
        Role::OfficeAdministrator | Role::CaseWorker => &[Level::Office],
        Role::InstitutionManager | Role::InstitutionReporter => &[Level::Institution],
        Role::Own => &[Level::State, Level::Office],
    }
}

/// To whose things a right extends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The installation as a whole, or data that everybody may see.
    Installation,
    /// One's own account.
    Own,
    /// Things of one's own institution.
    OwnInstitution,
    /// Things of any institution of one's own office.
    InstitutionsOfOwnOffice,
    /// Things of institutions of any office.
    AllInstitutions,
    /// Things of one's own office.
    OwnOffice,
    /// Things of any office.
    AllOffices,
    /// Things of the state agency.
    State,
}

impl Scope {
    /// All scopes, in the order in which they are shown.
    pub const ALL: [Self; 8] = [
        Self::Installation,
        Self::Own,
        Self::OwnInstitution,
        Self::InstitutionsOfOwnOffice,
        Self::AllInstitutions,
        Self::OwnOffice,
        Self::AllOffices,
        Self::State,
    ];

    /// The name in message keys, such as `own-office`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Installation => "installation",
            Self::Own => "own",
            Self::OwnInstitution => "own-institution",
            Self::InstitutionsOfOwnOffice => "institutions-of-own-office",
            Self::AllInstitutions => "all-institutions",
            Self::OwnOffice => "own-office",
            Self::AllOffices => "all-offices",
            Self::State => "state",
        }
    }
}

/// What one action means for every role: a line of the rights concept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixRow {
    /// The action.
    pub action: Action,
    /// Per column (see [`Policy::matrix_columns`]) the scopes that are allowed; empty means never.
    pub cells: Vec<Vec<Scope>>,
    /// Whether a visitor without an account may do it.
    pub everybody: bool,
}

impl Policy {
    /// The columns of the matrix: every role at every level where it can be held.
    pub fn matrix_columns() -> Vec<(Role, Level)> {
        Role::ALL
            .into_iter()
            .flat_map(|role| levels(role).iter().map(move |level| (role, *level)))
            .collect()
    }

    /// The rights concept as a table. Every cell is found by asking [`Policy::allow`] about an
    /// invented person and invented things, so that the table cannot differ from the decisions.
    ///
    /// Policies never change after [`Policy::new`]: the table is computed when it is asked for first,
    /// which takes thousands of decisions, and kept.
    pub fn matrix(&self) -> &[MatrixRow] {
        self.matrix.get_or_init(|| self.compute_matrix())
    }

    fn compute_matrix(&self) -> Vec<MatrixRow> {
        let columns = Self::matrix_columns();
        self.actions()
            .iter()
            .map(|action| MatrixRow {
                action: *action,
                cells: columns
                    .iter()
                    .map(|(role, level)| self.scopes(*action, *role, *level))
                    .collect(),
                everybody: self
                    .allow(&Actor::Anonymous, *action, &Resource::INSTALLATION)
                    .allowed,
            })
            .collect()
    }

    /// What a role that an organisation of this level makes itself can hold: each action with the scopes
    /// in which it holds. An action that comes with every such role is not among them.
    pub fn permitted(&self, level: Level) -> Vec<(Action, Vec<Scope>)> {
        let actions = self.actions().iter().copied();
        actions
            .map(|action| (action, self.scopes_of_own_role(action, level)))
            .filter(|(action, scopes)| {
                let with_none = holder(Role::Own, level, Some(&[]));
                !scopes.is_empty() && self.scopes_of(*action, &with_none).is_empty()
            })
            .collect()
    }

    /// The scopes of this action in an own role of this level that holds it; empty if none can.
    pub fn scopes_of_own_role(&self, action: Action, level: Level) -> Vec<Scope> {
        self.scopes_of(action, &holder(Role::Own, level, Some(&[action])))
    }

    /// The scopes in which at least one shipped role of this level may do the action within its
    /// organisation: no own role gets more, whatever it holds.
    pub(crate) fn most_of_own_roles(&self, action: Action, level: Level) -> Vec<Scope> {
        let key = (action, level);
        let known = self.most.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(scopes) = known.get(&key) {
            return scopes.clone();
        }
        drop(known);
        let within: &[Scope] = match level {
            Level::State => &[Scope::State, Scope::AllOffices, Scope::AllInstitutions],
            Level::Office => &[Scope::OwnOffice, Scope::InstitutionsOfOwnOffice],
            Level::Institution => &[],
        };
        let at_level = Role::ALL
            .into_iter()
            .filter(|role| levels(*role).contains(&level));
        let mut scopes: Vec<Scope> = at_level
            .flat_map(|role| self.scopes(action, role, level))
            .filter(|scope| within.contains(scope))
            .collect();
        scopes.sort();
        scopes.dedup();
        let mut known = self.most.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(key, scopes.clone());
        scopes
    }

    fn scopes(&self, action: Action, role: Role, level: Level) -> Vec<Scope> {
        self.scopes_of(action, &holder(role, level, None))
    }

    /// What an invented person may do to invented things.
    fn scopes_of(&self, action: Action, actor: &Actor) -> Vec<Scope> {
        let state = invented(1);
        let (office, other_office) = (invented(2), invented(3));
        let (institution, sibling, stranger) = (invented(4), invented(5), invented(6));
        let me: PersonId = Id::from_uuid(invented(7).uuid());
        let may = |resource: Resource| self.allow(actor, action, &resource).allowed;
        let in_own = may(Resource::of_institution(state, office, institution));
        let in_sibling = may(Resource::of_institution(state, office, sibling));
        let in_stranger = may(Resource::of_institution(state, other_office, stranger));
        let at_own = may(Resource::of_office(state, office));
        let at_other = may(Resource::of_office(state, other_office));
        let mut scopes = Vec::new();
        let mut add = |holds: bool, scope: Scope| {
            if holds {
                scopes.push(scope);
            }
        };
        let everywhere = may(Resource::INSTALLATION);
        add(everywhere, Scope::Installation);
        add(
            !everywhere && may(Resource::INSTALLATION.about(me)),
            Scope::Own,
        );
        add(in_stranger, Scope::AllInstitutions);
        add(in_sibling && !in_stranger, Scope::InstitutionsOfOwnOffice);
        add(in_own && !in_sibling && !in_stranger, Scope::OwnInstitution);
        add(at_other, Scope::AllOffices);
        add(at_own && !at_other, Scope::OwnOffice);
        add(may(Resource::of_state(state)), Scope::State);
        scopes
    }
}

/// An invented person with this role; for an own role with these actions in it.
fn holder(role: Role, level: Level, own: Option<&[Action]>) -> Actor {
    let organisation = match level {
        Level::State => invented(1),
        Level::Office => invented(2),
        Level::Institution => invented(4),
    };
    let own_role = |actions: &[Action]| OwnRole {
        organisation,
        level,
        actions: actions.to_vec(),
        institutions: Vec::new(),
    };
    Actor::Person {
        id: Id::from_uuid(invented(7).uuid()),
        memberships: vec![Membership {
            organisation,
            level,
            role,
        }],
        own_roles: own.map(own_role).into_iter().collect(),
        second_factor: true,
    }
}

fn invented(number: u128) -> OrganisationId {
    Id::from_uuid(uuid_from(number))
}

fn uuid_from(number: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(number)
}
