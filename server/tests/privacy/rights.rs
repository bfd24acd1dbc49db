// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Who may work on requests, and whose.

use kernel::Role;

use crate::house::{KIM, house};

#[tokio::test]
async fn only_administration_and_data_protection_of_the_office_see_a_request() {
    let house = house().await;
    house.notify(0, KIM).await;
    let request = house.request("access", KIM).await;
    house.find(&request).await;
    let [first, second] = [house.state.offices[0].id, house.state.offices[1].id];
    house.page(&house.administrator, &request).await;
    for (role, place) in [
        (Role::CaseWorker, first),
        (Role::Analyst, first),
        (Role::DataProtectionOfficer, second),
        (Role::OfficeAdministrator, second),
        (Role::DataProtectionOfficer, house.state.state.id),
        (Role::StateAdministrator, house.state.state.id),
        (Role::InstitutionManager, house.state.kitas[0].id),
    ] {
        let name = format!("{role} {place}");
        let cookie = house.test.signed_in(&name, role, place).await;
        for step in ["", "/auskunft", "/loeschen", "/einschraenken"] {
            let answer = house.test.get(&cookie, &format!("{request}{step}")).await;
            let status = answer.status.as_u16();
            assert!(matches!(status, 403 | 404), "{name} {step}: {status}");
        }
        let posted = house.act(&cookie, &request, "suchen", &[]).await;
        assert!(matches!(posted.status.as_u16(), 403 | 404), "{name}");
    }
    let visitor = house.test.get("", &request).await;
    assert_eq!(visitor.status, 303);
    assert!(visitor.location().starts_with("/anmelden"));
    let password = house.test.sign_in_by_password(house.officer_id).await;
    let half = house.test.get(&password, &request).await;
    assert!(
        half.location().starts_with("/anmelden/zweiter-faktor"),
        "{}",
        half.location()
    );
    assert_ne!(house.officer_id, house.administrator_id);
}

#[tokio::test]
async fn a_hit_of_another_request_is_not_shown() {
    let house = house().await;
    house.notify(0, KIM).await;
    let one = house.request("access", KIM).await;
    house.find(&one).await;
    let other = house.request("access", KIM).await;
    let page = house.page(&house.officer, &one).await;
    let hit = page.split("/treffer/").nth(1).unwrap();
    let hit = hit.split('"').next().unwrap();
    house
        .page(&house.officer, &format!("{one}/treffer/{hit}"))
        .await;
    let wrong = house
        .test
        .get(&house.officer, &format!("{other}/treffer/{hit}"))
        .await;
    assert_eq!(wrong.status, 404);
}
