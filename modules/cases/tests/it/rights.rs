// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Who sees what.

use http::StatusCode;
use kernel::Role;

use crate::house::{KIM, house};

#[tokio::test]
async fn another_office_and_the_state_see_nothing_of_a_file() {
    let house = house().await;
    house.notify(0, KIM).await;
    let file = house.paths().await.remove(0);
    let other = house
        .test
        .signed_in("Ole Anders", Role::CaseWorker, house.state.offices[1].id)
        .await;
    for step in ["", "/person", "/schliessen", "/zurueckhalten"] {
        let path = format!("{file}{step}");
        let status = house.test.get(&other, &path).await.status;
        assert_eq!(status, 404, "{path}");
    }
    assert_eq!(
        house
            .test
            .post(&other, &format!("{file}/notiz"), &[("notiz", "x")])
            .await
            .status,
        404
    );
    assert!(!house.page(&other, "/faelle").await.contains(&file));
    for role in [
        Role::StateAdministrator,
        Role::FormAuthor,
        Role::Analyst,
        Role::DataProtectionOfficer,
    ] {
        let cookie = house
            .test
            .signed_in(&format!("Land {role}"), role, house.state.state.id)
            .await;
        for path in [
            &*file,
            "/faelle",
            "/faelle/suche",
            "/faelle/loeschung",
            "/faelle/zahlen",
        ] {
            let status = house.test.get(&cookie, path).await.status;
            assert!(
                matches!(status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND),
                "{role} {path}: {status}"
            );
        }
    }
}

#[tokio::test]
async fn the_office_administrator_sees_deletions_and_kinds_but_no_content() {
    let house = house().await;
    house.notify(0, KIM).await;
    let file = house.paths().await.remove(0);
    house.close(&file, "irrtum").await;
    let administrator = house
        .test
        .signed_in(
            "Adi Amt",
            Role::OfficeAdministrator,
            house.state.offices[0].id,
        )
        .await;
    assert_eq!(house.test.get(&administrator, &file).await.status, 403);
    assert_eq!(house.test.get(&administrator, "/faelle").await.status, 403);
    let page = house.page(&administrator, "/faelle/arten").await;
    assert!(
        page.contains("Amt A") && !page.contains("Masernschutz"),
        "the state's are the state's"
    );
    let kind = format!("/faelle/arten/{}", house.kind);
    assert_eq!(house.test.get(&administrator, &kind).await.status, 404);
    house
        .page(&administrator, &format!("{file}/zurueckhalten"))
        .await;
    let officer = house
        .test
        .signed_in(
            "Dora Schutz",
            Role::DataProtectionOfficer,
            house.state.offices[0].id,
        )
        .await;
    house.page(&officer, "/faelle/loeschung").await;
    assert_eq!(
        house
            .test
            .get(&officer, &format!("{file}/zurueckhalten"))
            .await
            .status,
        403
    );
}
