// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Who may not open a report: everybody but its institution and the case workers of its office.

use directory::testing::Answer;
use http::Method;
use kernel::{Actor, Id, Level, Membership, Resource, Role};
use reporting::actions;

use crate::house::{FINE, House, house};

/// A file that is nowhere: the routes refuse before they look for it.
const FILE: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

/// Every route that shows or changes a report.
fn routes(house: &House, submission: &str) -> Vec<(Method, String)> {
    let collection = house.collection.id;
    let kita = house.state.kitas[0].id;
    let fill = format!("/meldungen/{collection}/2026-W46");
    let of = format!("?einrichtung={kita}");
    vec![
        (Method::GET, format!("/meldungen/{submission}")),
        (Method::GET, format!("/meldungen/{submission}/pdf")),
        (Method::GET, format!("/pruefung/meldung/{submission}/pdf")),
        (Method::GET, format!("/meldungen/{submission}/quittung")),
        (Method::GET, format!("/meldungen/{submission}/korrektur")),
        (Method::POST, format!("/meldungen/{submission}/korrektur")),
        (
            Method::POST,
            format!("/meldungen/{submission}/korrektur/pruefen"),
        ),
        (
            Method::GET,
            format!("/meldungen/{submission}/zurueckziehen"),
        ),
        (
            Method::POST,
            format!("/meldungen/{submission}/zurueckziehen"),
        ),
        (
            Method::POST,
            format!("/meldungen/{submission}/korrektur/dateien"),
        ),
        (
            Method::GET,
            format!("/meldungen/{submission}/korrektur/dateien/{FILE}"),
        ),
        (
            Method::GET,
            format!("/meldungen/{submission}/dateien/{FILE}"),
        ),
        (
            Method::GET,
            format!("/pruefung/meldung/{submission}/dateien/{FILE}"),
        ),
        (Method::POST, format!("{fill}/dateien{of}")),
        (Method::GET, format!("{fill}/dateien/{FILE}{of}")),
        (Method::GET, format!("/api/v1/files/{FILE}")),
        (Method::GET, format!("{fill}{of}")),
        (Method::GET, format!("{fill}/pdf{of}")),
        (Method::POST, format!("{fill}{of}")),
        (Method::POST, format!("{fill}/pruefen{of}")),
        (Method::GET, format!("{fill}/kontrolle{of}")),
        (Method::POST, format!("{fill}/senden{of}")),
        (Method::POST, format!("{fill}/verwerfen{of}")),
        (Method::GET, format!("/api/v1/submissions/{submission}")),
        (
            Method::GET,
            format!("/api/v1/collections/{collection}/periods/2026-W47/form"),
        ),
    ]
}

async fn call(house: &House, cookie: &str, method: &Method, path: &str) -> Answer {
    if *method == Method::GET {
        house.test.get(cookie, path).await
    } else {
        house.test.post(cookie, path, &FINE).await
    }
}

async fn sent(house: &House) -> String {
    let (_, sent) = house.send(&house.reporter, "2026-W47", &FINE).await;
    let path = House::detail(sent.location());
    path.trim_start_matches("/meldungen/").to_owned()
}

#[tokio::test]
async fn no_role_of_the_state_reaches_a_report_on_any_route() {
    let house = house().await;
    let submission = sent(&house).await;
    let state = house.state.state.id;
    for (name, role) in [
        ("Sina State", Role::StateAdministrator),
        ("Frauke Form", Role::FormAuthor),
        ("Anna Analyst", Role::Analyst),
        ("Dora Datenschutz", Role::DataProtectionOfficer),
    ] {
        let cookie = house.test.signed_in(name, role, state).await;
        for (method, path) in routes(&house, &submission) {
            let answer = call(&house, &cookie, &method, &path).await;
            assert!(
                matches!(answer.status.as_u16(), 403 | 404),
                "{role} {method} {path}: {}",
                answer.status
            );
            assert!(
                !answer.text().contains("cared_for"),
                "{role} {method} {path}"
            );
        }
    }
}

#[tokio::test]
async fn another_institution_another_office_and_nobody_reach_nothing() {
    let house = house().await;
    let submission = sent(&house).await;
    let (kitas, offices) = (&house.state.kitas, &house.state.offices);
    for (name, role, place) in [
        ("Nora Neighbour", Role::InstitutionManager, kitas[1].id),
        ("Fiete Foreign", Role::InstitutionReporter, kitas[2].id),
        ("Carl Caseworker", Role::CaseWorker, offices[1].id),
        ("Olga Office", Role::OfficeAdministrator, offices[0].id),
    ] {
        let cookie = house.test.signed_in(name, role, place).await;
        for (method, path) in routes(&house, &submission) {
            if path.ends_with("/form") {
                continue;
            }
            let answer = call(&house, &cookie, &method, &path).await;
            assert!(
                matches!(answer.status.as_u16(), 403 | 404),
                "{name} {method} {path}: {}",
                answer.status
            );
        }
    }
    for (method, path) in routes(&house, &submission) {
        let answer = call(&house, "", &method, &path).await;
        assert!(
            matches!(answer.status.as_u16(), 303 | 401),
            "{method} {path}: {}",
            answer.status
        );
    }
}

#[tokio::test]
async fn the_institution_and_its_case_worker_open_the_report() {
    let house = house().await;
    let submission = sent(&house).await;
    let office = house.state.offices[0].id;
    let worker = house
        .test
        .signed_in("Carla Case", Role::CaseWorker, office)
        .await;
    let path = format!("/api/v1/submissions/{submission}");
    for cookie in [&house.reporter, &worker] {
        let answer = house.test.get(cookie, &path).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.json()["answers"]["counts/cared_for"], "80");
    }
}

#[tokio::test]
async fn the_policies_give_no_state_role_an_action_on_reports() {
    let house = house().await;
    let state = house.state.state.id;
    let of_kita =
        Resource::of_institution(state, house.state.offices[0].id, house.state.kitas[0].id);
    for role in [
        Role::StateAdministrator,
        Role::FormAuthor,
        Role::Analyst,
        Role::DataProtectionOfficer,
    ] {
        let actor = Actor::Person {
            id: Id::from_uuid(uuid::Uuid::from_u128(1)),
            memberships: vec![Membership {
                organisation: state,
                level: Level::State,
                role,
            }],
            own_roles: vec![],
            second_factor: true,
        };
        for action in [
            actions::REPORT_FILL,
            actions::SUBMISSION_OPEN,
            actions::SUBMISSION_REVIEW,
        ] {
            let policy = &house.test.app.policy;
            assert!(
                !policy.allow(&actor, action, &of_kita).allowed,
                "{role} {action}"
            );
            assert!(!policy.could(&actor, action), "{role} {action}");
        }
    }
}
