// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The rights concept of the whole product as it is committed, and every decision held to it: each shipped
//! role and each own role with a single action, at things of its own and of other organisations.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use kernel::{
    Action, Actor, Id, Level, Membership, OrganisationId, OwnRole, PersonId, Resource, Role,
};
use policy::{Policy, Scope, Source};

/// What is committed and read by people. A change of a policy changes it first.
const COMMITTED: &str = include_str!("snapshots/deich__tests__rights_matrix__rights.snap");

fn policy() -> Policy {
    let modules = crate::installation::modules();
    let sources: Vec<Source> = modules
        .iter()
        .map(|module| Source {
            module: module.name,
            text: module.policies,
            actions: module.actions,
        })
        .collect();
    Policy::new(&sources).expect("the policies are right")
}

fn words(scopes: &[Scope]) -> String {
    let names: Vec<&str> = scopes.iter().map(|scope| scope.name()).collect();
    names.join(", ")
}

/// The table as text: under each action who may do it where; roles of an organisation's own as `own`.
fn table(policy: &Policy) -> String {
    let columns = Policy::matrix_columns();
    let mut table = String::new();
    for row in policy.matrix() {
        let _ = writeln!(table, "{}", row.action);
        if row.everybody {
            let _ = writeln!(table, "  everybody");
        }
        for ((role, level), cell) in columns.iter().zip(&row.cells) {
            if !cell.is_empty() {
                let _ = writeln!(table, "  {role} ({}): {}", level.name(), words(cell));
            }
        }
        for level in [Level::State, Level::Office] {
            let scopes = policy.scopes_of_own_role(row.action, level);
            if !scopes.is_empty() {
                let _ = writeln!(table, "  own ({}): {}", level.name(), words(&scopes));
            }
        }
    }
    table
}

/// A cell of the committed table: action, role, level.
type Cell = (String, Role, Level);

#[derive(Default)]
struct Committed {
    scopes: BTreeMap<Cell, Vec<Scope>>,
    everybody: Vec<String>,
}

impl Committed {
    fn read(text: &str) -> Self {
        let mut committed = Self::default();
        let mut action = String::new();
        let lines = text.split("---\n").nth(2).expect("a snapshot").lines();
        for line in lines {
            let Some(entry) = line.strip_prefix("  ") else {
                line.clone_into(&mut action);
                continue;
            };
            if entry == "everybody" {
                committed.everybody.push(action.clone());
                continue;
            }
            let (who, scopes) = entry.split_once(": ").expect("who and where");
            let (role, level) = who.split_once(" (").expect("a role and a level");
            let scopes = scopes.split(", ").map(|name| {
                let mut all = Scope::ALL.into_iter();
                all.find(|scope| scope.name() == name).expect("a scope")
            });
            let level = level.trim_end_matches(')').parse().expect("a level");
            let cell = (action.clone(), role.parse().expect("a role"), level);
            committed.scopes.insert(cell, scopes.collect());
        }
        committed
    }

    fn of(&self, action: Action, role: Role, level: Level) -> &[Scope] {
        self.scopes
            .get(&(action.0.to_owned(), role, level))
            .map_or(&[], Vec::as_slice)
    }
}

fn organisation(number: u128) -> OrganisationId {
    Id::from_uuid(uuid::Uuid::from_u128(0xdead_0000 + number))
}

const STATE: u128 = 1;
const OTHER_STATE: u128 = 2;
const OFFICE: u128 = 3;
const OTHER_OFFICE: u128 = 4;
const KITA: u128 = 5;
const SIBLING: u128 = 6;
const STRANGER: u128 = 7;

fn me() -> PersonId {
    Id::from_uuid(uuid::Uuid::from_u128(99))
}

/// The things that every role is tried at, and the scopes that each of them is in.
fn things() -> Vec<(&'static str, Resource, Vec<Scope>)> {
    use Scope::{AllInstitutions, AllOffices, InstitutionsOfOwnOffice, OwnInstitution, OwnOffice};
    let at = |state, office| Resource::of_office(organisation(state), organisation(office));
    let below = |state, office, kita| {
        Resource::of_institution(
            organisation(state),
            organisation(office),
            organisation(kita),
        )
    };
    let own = vec![OwnInstitution, InstitutionsOfOwnOffice, AllInstitutions];
    let sibling = vec![InstitutionsOfOwnOffice, AllInstitutions];
    let state = Resource::of_state(organisation(STATE));
    let other_state = Resource::of_state(organisation(OTHER_STATE));
    vec![
        ("own state", state, vec![Scope::State]),
        ("another state", other_state, vec![]),
        ("own office", at(STATE, OFFICE), vec![OwnOffice, AllOffices]),
        ("another office", at(STATE, OTHER_OFFICE), vec![AllOffices]),
        ("an office of another state", at(OTHER_STATE, 50), vec![]),
        ("own institution", below(STATE, OFFICE, KITA), own),
        ("its sibling", below(STATE, OFFICE, SIBLING), sibling),
        (
            "an institution of another office",
            below(STATE, OTHER_OFFICE, STRANGER),
            vec![AllInstitutions],
        ),
        (
            "an institution of another state",
            below(OTHER_STATE, 50, 51),
            vec![],
        ),
        (
            "the installation",
            Resource::INSTALLATION,
            vec![Scope::Installation],
        ),
        (
            "own account",
            Resource::INSTALLATION.about(me()),
            vec![Scope::Installation, Scope::Own],
        ),
        (
            "another account",
            Resource::INSTALLATION.about(Id::from_uuid(uuid::Uuid::from_u128(98))),
            vec![Scope::Installation],
        ),
    ]
}

fn holder(role: Role, level: Level, own_roles: Vec<OwnRole>, second_factor: bool) -> Actor {
    Actor::Person {
        id: me(),
        memberships: vec![Membership {
            organisation: home(level),
            level,
            role,
        }],
        own_roles,
        second_factor,
    }
}

fn home(level: Level) -> OrganisationId {
    organisation(match level {
        Level::State => STATE,
        Level::Office => OFFICE,
        Level::Institution => KITA,
    })
}

/// Holds every decision about this actor to what `scopes` says. Returns how many there were.
fn check(
    policy: &Policy,
    committed: &Committed,
    who: &str,
    actor: &Actor,
    scopes: impl Fn(Action) -> Vec<Scope>,
) -> usize {
    let mut tried = 0;
    for action in policy.actions() {
        let granted = scopes(*action);
        let everybody = committed.everybody.iter().any(|name| name == action.0);
        for (name, thing, within) in things() {
            let expected = everybody || granted.iter().any(|scope| within.contains(scope));
            let decided = policy.allow(actor, *action, &thing);
            assert_eq!(
                decided.allowed, expected,
                "{who} does {action} to {name}: {:?}",
                decided.because
            );
            tried += 1;
        }
    }
    tried
}

#[test]
fn the_rights_concept_of_the_product_is_this() {
    insta::assert_snapshot!("rights", table(&policy()));
}

#[test]
fn every_shipped_role_may_do_what_the_committed_table_says_and_nothing_else() {
    let (policy, committed) = (policy(), Committed::read(COMMITTED));
    let mut tried = 0;
    for (role, level) in Policy::matrix_columns() {
        let who = format!("{role} ({})", level.name());
        let actor = holder(role, level, vec![], true);
        tried += check(&policy, &committed, &who, &actor, |action| {
            committed.of(action, role, level).to_vec()
        });
        if role.needs_second_factor() {
            let half = holder(role, level, vec![], false);
            for action in policy.actions() {
                for (name, thing, _) in things() {
                    let decided = policy.allow(&half, *action, &thing);
                    assert!(
                        !decided.allowed,
                        "{who} without second factor: {action} {name}"
                    );
                }
            }
        }
    }
    assert!(tried > 5_000, "the table is not empty: {tried}");
}

#[test]
fn an_own_role_with_a_single_action_may_do_that_and_nothing_else() {
    let (policy, committed) = (policy(), Committed::read(COMMITTED));
    for level in [Level::State, Level::Office] {
        for action in policy.actions() {
            let own = OwnRole {
                organisation: home(level),
                level,
                actions: vec![*action],
                institutions: vec![],
            };
            let actor = holder(Role::Own, level, vec![own], true);
            let who = format!("own role ({}) with {action}", level.name());
            check(&policy, &committed, &who, &actor, |other| {
                let held = committed.of(other, Role::Own, level);
                // The way into the administration comes with every own role.
                let with_any = ["administration.open", "rights.read"].contains(&other.0);
                if other == *action || with_any {
                    held.to_vec()
                } else {
                    vec![]
                }
            });
        }
    }
}

#[test]
fn an_own_role_never_reaches_further_than_a_shipped_role_of_its_level() {
    let (policy, committed) = (policy(), Committed::read(COMMITTED));
    for level in [Level::State, Level::Office] {
        for (action, scopes) in policy.permitted(level) {
            for scope in scopes {
                let shipped = Role::ALL
                    .into_iter()
                    .any(|role| committed.of(action, role, level).contains(&scope));
                assert!(shipped, "{action} at {} in {scope:?}", level.name());
            }
            let passes_on = action.0.starts_with("membership.grant-")
                && !action.0.starts_with("membership.grant-institution-");
            assert!(!passes_on && action.0 != "role.manage", "{action}");
        }
    }
}

#[test]
fn an_own_role_that_is_limited_holds_in_the_chosen_institution_and_nowhere_else() {
    let (policy, committed) = (policy(), Committed::read(COMMITTED));
    for (action, _) in policy.permitted(Level::Office) {
        let own = OwnRole {
            organisation: home(Level::Office),
            level: Level::Office,
            actions: vec![action],
            institutions: vec![organisation(KITA)],
        };
        let actor = holder(Role::Own, Level::Office, vec![own], true);
        let held = committed.of(action, Role::Own, Level::Office);
        let below = held.contains(&Scope::InstitutionsOfOwnOffice);
        for (name, thing, within) in things() {
            let expected = below && within.contains(&Scope::OwnInstitution);
            let decided = policy.allow(&actor, action, &thing);
            assert_eq!(decided.allowed, expected, "{action} to {name}");
        }
    }
}
