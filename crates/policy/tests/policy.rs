// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What the rights engine promises, shown on three small policies.

use kernel::{Action, Actor, Id, Level, Membership, OrganisationId, Resource, Role};
use policy::{Policy, PolicyError, Scope, Source};

const OPEN: Action = Action("submission.open");
const READ: Action = Action("figure.read");
const ACCOUNT: Action = Action("account.edit");
const ACTIONS: &[Action] = &[OPEN, READ, ACCOUNT];

const TEXT: &str = r#"
@id("t.open") @de("Sachbearbeitung öffnet Meldungen.") @en("Case workers open submissions.")
permit(principal is Person, action == Action::"submission.open", resource)
when { resource has office && resource has institution && principal.caseWorkerAt.contains(resource.office) };
@id("t.read") @de("Zahlen sind öffentlich.") @en("Figures are public.")
permit(principal, action == Action::"figure.read", resource);
@id("t.account") @de("Das eigene Konto.") @en("One's own account.")
permit(principal is Person, action == Action::"account.edit", resource)
when { resource has person && resource.person == principal };
@id("t.second-factor") @de("Zweiter Faktor ist Pflicht.") @en("The second factor is mandatory.")
forbid(principal is Person, action == Action::"submission.open", resource)
when { principal.needsSecondFactor && !principal.secondFactor };
"#;

fn organisation(number: u128) -> OrganisationId {
    Id::from_uuid(uuid::Uuid::from_u128(number))
}

fn case_worker(at: OrganisationId, second_factor: bool) -> Actor {
    Actor::Person {
        id: Id::from_uuid(uuid::Uuid::from_u128(99)),
        memberships: vec![Membership {
            organisation: at,
            level: Level::Office,
            role: Role::CaseWorker,
        }],
        own_roles: vec![],
        second_factor,
    }
}

fn engine() -> Policy {
    Policy::new(&[Source {
        module: "t",
        text: TEXT,
        actions: ACTIONS,
    }])
    .expect("the policies of this test are valid")
}

#[test]
fn a_right_holds_in_the_own_office_only_and_names_its_policy() {
    let engine = engine();
    let (state, own, other, kita) = (
        organisation(1),
        organisation(2),
        organisation(3),
        organisation(4),
    );
    let actor = case_worker(own, true);
    let allowed = engine.allow(&actor, OPEN, &Resource::of_institution(state, own, kita));
    assert!(allowed.allowed);
    assert_eq!(allowed.because, ["t.open"]);
    assert!(
        !engine
            .allow(&actor, OPEN, &Resource::of_institution(state, other, kita))
            .allowed
    );
    assert!(
        !engine
            .allow(&actor, OPEN, &Resource::of_office(state, own))
            .allowed
    );
    assert!(
        !engine
            .allow(
                &Actor::Anonymous,
                OPEN,
                &Resource::of_institution(state, own, kita)
            )
            .allowed
    );
}

#[test]
fn what_somebody_could_do_depends_on_the_level_of_her_organisations() {
    let engine = engine();
    let with = |level| Actor::Person {
        id: Id::from_uuid(uuid::Uuid::from_u128(99)),
        memberships: vec![Membership {
            organisation: organisation(2),
            level,
            role: Role::CaseWorker,
        }],
        own_roles: vec![],
        second_factor: true,
    };
    // The policy speaks of institutions below an office.
    assert!(engine.could(&with(Level::Office), OPEN));
    assert!(!engine.could(&with(Level::State), OPEN));
    assert!(!engine.could(&with(Level::Institution), OPEN));
    for level in Level::ALL {
        assert!(engine.could(&with(level), READ) && engine.could(&with(level), ACCOUNT));
    }
    assert!(engine.could(&Actor::Anonymous, READ) && !engine.could(&Actor::Anonymous, OPEN));
}

#[test]
fn without_the_second_factor_nothing_is_opened() {
    let (state, own, kita) = (organisation(1), organisation(2), organisation(4));
    let decision = engine().allow(
        &case_worker(own, false),
        OPEN,
        &Resource::of_institution(state, own, kita),
    );
    assert!(!decision.allowed);
    assert_eq!(decision.because, ["t.second-factor"]);
}

#[test]
fn an_unknown_action_is_refused() {
    let engine = engine();
    assert!(
        !engine
            .allow(&Actor::System, Action("no.such"), &Resource::INSTALLATION)
            .allowed
    );
    assert!(!engine.could(&Actor::System, Action("no.such")));
}

#[test]
fn the_matrix_agrees_with_the_decisions() {
    let engine = engine();
    let columns = Policy::matrix_columns();
    let column = columns
        .iter()
        .position(|c| *c == (Role::CaseWorker, Level::Office))
        .unwrap();
    let matrix = engine.matrix();
    assert_eq!(matrix[0].cells[column], [Scope::InstitutionsOfOwnOffice]);
    assert_eq!(matrix[2].cells[column], [Scope::Own]);
    assert!(matrix[1].everybody && !matrix[0].everybody);
    let analyst = columns
        .iter()
        .position(|c| *c == (Role::Analyst, Level::State))
        .unwrap();
    assert!(matrix[0].cells[analyst].is_empty());
    assert!(
        std::ptr::eq(matrix, engine.matrix()),
        "the table is computed once"
    );
}

#[test]
fn policies_that_do_not_fit_are_refused_at_start() {
    let start = |text: &'static str| {
        Policy::new(&[Source {
            module: "t",
            text,
            actions: ACTIONS,
        }])
    };
    let unknown = r#"@id("x") @de("d") @en("e") permit(principal, action == Action::"submission.opn", resource);"#;
    assert!(matches!(start(unknown), Err(PolicyError::Schema(_))));
    let unguarded = r#"@id("x") @de("d") @en("e") permit(principal is Person, action == Action::"submission.open", resource) when { principal.caseWorkerAt.contains(resource.office) };"#;
    assert!(matches!(start(unguarded), Err(PolicyError::Schema(_))));
    let nameless = r#"@id("x") @de("d") permit(principal, action, resource);"#;
    assert!(matches!(
        start(nameless),
        Err(PolicyError::Annotation {
            annotation: "en",
            ..
        })
    ));
    assert!(matches!(start("permit("), Err(PolicyError::Syntax { .. })));
}
