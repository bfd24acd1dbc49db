// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Who sees, makes and signs extracts, and what the audit trail says of it.

use http::StatusCode;
use kernel::Role;

use crate::house::{COLUMNS, house};

#[tokio::test]
async fn a_result_for_research_leaves_only_after_somebody_else_has_signed() {
    let house = house().await;
    let id = house.calculated("research").await;
    let waiting = house.page(&house.analyst, (id, "/ergebnis")).await;
    assert_eq!(waiting.status, StatusCode::CONFLICT);
    let own = house.page(&house.analyst, (id, "/entscheidung")).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN);

    let silent = [("aktion", "zurueckgeben"), ("grund", "")];
    let refused = house
        .post(&house.officer, (id, "entscheidung"), &silent)
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let signs = [("aktion", "unterschreiben"), ("grund", "Nachvollziehbar.")];
    let signed = house
        .post(&house.officer, (id, "entscheidung"), &signs)
        .await;
    assert_eq!(signed.status, StatusCode::SEE_OTHER, "{}", signed.text());
    let page = house.page(&house.analyst, (id, "")).await.text();
    assert!(
        page.contains("Unterschrieben von Dora Datenschutz"),
        "{page}"
    );
    let rows = house.page(&house.analyst, (id, "/ergebnis")).await;
    assert_eq!(rows.status, StatusCode::OK);

    let report = house.page(&house.officer, (id, "/bericht")).await.text();
    assert!(report.contains("Unterschrieben von Dora Datenschutz, Mi., 18.11.2026"));

    let changed = house.post(&house.analyst, (id, "spalten"), &COLUMNS).await;
    assert_eq!(changed.status, StatusCode::CONFLICT, "what is signed stays");
    let thrown = house.post(&house.analyst, (id, "verwerfen"), &[]).await;
    assert_eq!(thrown.status, StatusCode::CONFLICT, "so does its report");
    let again = house
        .post(&house.officer, (id, "entscheidung"), &signs)
        .await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let trail = house.test.trail(house.state.state.id.uuid()).await;
    let of = |action: &str| trail.iter().filter(|one| *one == action).count();
    assert_eq!((of("extract.sign"), of("extract.read")), (1, 1));
    assert_eq!(of("extract.make"), 5, "{trail:?}");
}

#[tokio::test]
async fn what_was_sent_back_is_changed_and_decided_anew() {
    let house = house().await;
    let id = house.calculated("publication").await;
    let back = [("aktion", "zurueckgeben"), ("grund", "Mindestens 7.")];
    house
        .post(&house.officer, (id, "entscheidung"), &back)
        .await;
    let page = house.page(&house.analyst, (id, "")).await.text();
    assert!(page.contains("Mindestens 7."), "{page}");
    let changed = house.post(&house.analyst, (id, "spalten"), &COLUMNS).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.text());
    let extract = house.extract(id).await;
    assert_eq!((extract.decision, extract.sealed_figures), (None, None));
}

#[tokio::test]
async fn nobody_signs_what_she_has_worked_on() {
    let house = house().await;
    let state = house.state.state.id;
    let test = &house.test;
    let both = test.add_person("Bea Beides", Role::Analyst, state).await;
    test.add_role(both, Role::DataProtectionOfficer, state)
        .await;
    let cookie = test.sign_in_as(both).await;
    let id = house.described("research").await;
    let started = house.post(&cookie, (id, "rechnen"), &[]).await;
    assert_eq!(started.status, StatusCode::SEE_OTHER, "{}", started.text());
    test.run_jobs().await;
    let own = house.page(&cookie, (id, "/entscheidung")).await;
    assert_eq!(own.status, StatusCode::CONFLICT);
    assert!(own.text().contains("selbst gearbeitet"));
}

#[tokio::test]
async fn offices_and_other_roles_of_the_state_see_no_extract() {
    let house = house().await;
    let id = house.calculated("own").await;
    let (state, office) = (house.state.state.id, house.state.offices[0].id);
    for (name, role, organisation) in [
        ("Albert Amt", Role::Analyst, office),
        ("Dieter Amt", Role::DataProtectionOfficer, office),
        ("Frauke Form", Role::FormAuthor, state),
        ("Viola Verwaltung", Role::StateAdministrator, state),
    ] {
        let cookie = house.test.signed_in(name, role, organisation).await;
        for step in [
            "",
            "/bericht",
            "/bericht/pdf",
            "/ergebnis",
            "/spalten",
            "/gruppen",
        ] {
            let answer = house.page(&cookie, (id, step)).await;
            let hidden = matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND);
            assert!(hidden, "{name} {step}: {}", answer.status);
        }
        let list = house.test.get(&cookie, "/auszuege").await;
        assert_eq!(list.status, StatusCode::FORBIDDEN, "{name}");
    }
    let officer = house.post(&house.officer, (id, "spalten"), &COLUMNS).await;
    assert_eq!(officer.status, StatusCode::FORBIDDEN);
}
